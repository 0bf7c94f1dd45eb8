"""A process that works on parts, one after the other: `python -m …engines.hand`.

Frames are pickles on standard input and output: this process only ever talks with the one that
started it. In: `("problem", key, problem)`, remembered, and `("part", key | None, part)`. Out:
`("progress", progress)` and at last `("done", orders)`, or `("failed", words)`. When standard input
closes, the part at hand is ended soon, answered with its best so far, and the process is over.
"""

from __future__ import annotations

import os
import pickle
import queue
import signal
import sys
import threading
import traceback
from dataclasses import replace
from typing import IO, Any

from voedselbrigade.routing.engines import Progress
from voedselbrigade.routing.engines.parts import Bench
from voedselbrigade.routing.problem import Problem


def serve(source: IO[bytes], out: IO[bytes]) -> None:
    """Work until nobody sends anything any more."""
    frames: queue.Queue[Any] = queue.Queue()
    alone = threading.Event()
    threading.Thread(target=_read, args=(source, frames, alone), daemon=True).start()
    bench, known = Bench(), dict[str, Problem]()

    def tell(*frame: Any) -> None:
        pickle.dump(frame, out)
        out.flush()

    def progress(one: Progress) -> None:
        tell("progress", one)

    while (frame := frames.get()) is not None:
        kind, key, value = frame
        if kind == "problem":
            known[key] = value
            continue
        part = value if key is None else replace(value, problem=known[key])
        try:
            tell("done", bench.work(part, progress, alone.is_set))
        except Exception as error:  # noqa: BLE001 - whoever waits has to hear what became of it
            traceback.print_exc(file=sys.stderr)
            tell("failed", f"{type(error).__name__}: {error}")


def _read(source: IO[bytes], frames: queue.Queue[Any], alone: threading.Event) -> None:
    try:
        while True:
            frames.put(pickle.load(source))
    except (EOFError, pickle.UnpicklingError):
        alone.set()
        frames.put(None)


def main() -> int:
    """Keeps the pipe to itself: whatever a library prints goes to the complaints."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    try:
        serve(sys.stdin.buffer, out)
    except BrokenPipeError:
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
