"""A large table in two halves: one reckoned here, one in a second process on another core.

The binding of OSRM holds the interpreter's lock while it reckons and hands out cells one by one,
so threads do not help. The second process opens the same files, answers with arrays, and is there
from the first large table until the program ends. Without it, or when it dies, all is done here.
"""

from __future__ import annotations

import atexit
import os
import pickle
import queue
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from voedselbrigade.adapters.osrm_roads.engine import Engine, Matrix
from voedselbrigade.domain.places import Point
from voedselbrigade.routing.engines.child import end, environment

COMMAND = (sys.executable, "-m", "voedselbrigade.adapters.osrm_roads.second")
WORTH_STARTING = 500_000
"""So many pairs asked in all, and a second process is started: it takes a third of a second."""
WORTH_SHARING = 100_000
"""A table of so many pairs takes longer than the talk about it."""
_LONGEST_WAIT_S = 60.0
"""Longer than this after our own half is done, the second process is given up."""


@dataclass(frozen=True, slots=True)
class Ask:
    """What a process is asked: from each source to each target over the network of `base`."""

    base: Path
    points: tuple[Point, ...]
    sources: tuple[int, ...]
    targets: tuple[int, ...]


class Second:
    """The second process, which answers one question at a time."""

    def __init__(
        self,
        command: Sequence[str] = COMMAND,
        worth_starting: int = WORTH_STARTING,
        worth_sharing: int = WORTH_SHARING,
    ) -> None:
        self._command = tuple(command)
        self._worth = (worth_starting, worth_sharing)
        self._child: subprocess.Popen[bytes] | None = None
        self._said: queue.Queue[Matrix | None] = queue.Queue()
        self._ready = threading.Event()
        self._busy = threading.Lock()
        self._asked = 0

    def matrix(self, engine: Engine, ask: Ask) -> Matrix:
        """The whole table, with the second half from the other process when that is of use."""
        cells = len(ask.sources) * len(ask.targets)
        self._asked += cells
        if cells < self._worth[1] or not self._busy.acquire(blocking=False):
            return _alone(engine, ask)
        try:
            if not self.there():
                self._start_when_worth()
                return _alone(engine, ask)
            return self._shared(engine, ask)
        finally:
            self._busy.release()

    def there(self) -> bool:
        """Whether it runs and has said that it is ready."""
        return self._ready.is_set() and self._child is not None and self._child.poll() is None

    def wait(self, seconds: float) -> bool:
        """Until it is ready, or so long at most."""
        return self._ready.wait(seconds)

    def end(self) -> None:
        """End the process at once; the next large table starts another."""
        child, self._child = self._child, None
        self._ready.clear()
        if child is not None:
            end(child)

    def _shared(self, engine: Engine, ask: Ask) -> Matrix:
        middle = len(ask.sources) // 2
        theirs = Ask(ask.base, ask.points, ask.sources[middle:], ask.targets)
        self._send(theirs)
        first = engine.matrix(ask.points, ask.sources[:middle], ask.targets)
        try:
            second = self._said.get(timeout=_LONGEST_WAIT_S)
        except queue.Empty:
            second = None
        if second is None:
            self.end()
            second = _alone(engine, theirs)
        return Matrix(
            np.concatenate((first.seconds, second.seconds)),
            np.concatenate((first.metres, second.metres)),
            first.off_street_m,
        )

    def _send(self, ask: Ask) -> None:
        """A process that is gone is noticed by the reader."""
        assert self._child is not None
        assert self._child.stdin is not None
        with suppress(OSError, ValueError):
            pickle.dump(ask, self._child.stdin)
            self._child.stdin.flush()

    def _start_when_worth(self) -> None:
        running = self._child is not None and self._child.poll() is None
        if running or self._asked < self._worth[0] or _cores() < 2:
            return
        self.end()
        self._said = queue.Queue()
        with suppress(OSError):
            self._child = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=environment(),
            )
            hearing = (self._child, self._said)
            threading.Thread(target=self._hear, args=hearing, daemon=True).start()

    def _hear(self, child: subprocess.Popen[bytes], said: queue.Queue[Matrix | None]) -> None:
        assert child.stdout is not None
        try:
            while True:
                answer: Any = pickle.load(child.stdout)
                if answer == "ready":
                    self._ready.set()
                else:
                    said.put(answer)
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):
            said.put(None)


def _alone(engine: Engine, ask: Ask) -> Matrix:
    return engine.matrix(ask.points, ask.sources, ask.targets)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


SECOND = Second()
"""The one of this program: it serves every network."""
atexit.register(SECOND.end)
