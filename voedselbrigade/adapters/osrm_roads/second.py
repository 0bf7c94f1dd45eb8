"""The process that reckons the other half of a table: `python -m …osrm_roads.second`.

Frames are pickles on standard input and output: it only ever talks with the process that started
it. Out: `"ready"` once, then a `Matrix` per `Ask`, or None when it could not. When standard input
closes, it is over.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from pathlib import Path
from typing import IO

from voedselbrigade.adapters.osrm_roads.engine import Engine, Matrix
from voedselbrigade.adapters.osrm_roads.sharing import Ask
from voedselbrigade.errors import VoedselbrigadeError

_MOST_OPEN = 3
"""On foot, by bicycle, by car: those of an older map are let go of."""


def serve(source: IO[bytes], out: IO[bytes]) -> None:
    """Answer until nobody asks any more."""
    engines: dict[Path, Engine] = {}
    _tell(out, "ready")
    while (ask := _next(source)) is not None:
        _tell(out, _answer(engines, ask))


def _answer(engines: dict[Path, Engine], ask: Ask) -> Matrix | None:
    try:
        if ask.base not in engines:
            while len(engines) >= _MOST_OPEN:
                del engines[next(iter(engines))]
            engines[ask.base] = Engine(ask.base, mapped=True)
        return engines[ask.base].matrix(ask.points, ask.sources, ask.targets)
    except (RuntimeError, VoedselbrigadeError):
        return None  # who asked reckons it again, and hears there what is wrong


def _next(source: IO[bytes]) -> Ask | None:
    try:
        ask: Ask = pickle.load(source)
    except (EOFError, pickle.UnpicklingError):
        return None
    return ask


def _tell(out: IO[bytes], value: object) -> None:
    pickle.dump(value, out, protocol=pickle.HIGHEST_PROTOCOL)
    out.flush()


def main() -> None:
    """Keep standard output for frames: what OSRM prints goes to standard error."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    serve(sys.stdin.buffer, out)


if __name__ == "__main__":
    main()
