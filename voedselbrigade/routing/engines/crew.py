"""Processes that work on parts side by side, and stay alive between parts.

A crew hands out parts and gathers what comes of them, in the order in which they were given. A
process that dies, or that has not answered long after its time, costs its part and no more: then
the plan that was given stands, and a new process takes its place.
"""

from __future__ import annotations

import pickle
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any, Protocol, Self

from voedselbrigade.routing.engines import Progress
from voedselbrigade.routing.engines.child import end, environment
from voedselbrigade.routing.engines.parts import Bench, Part
from voedselbrigade.routing.orders import Orders
from voedselbrigade.routing.problem import Problem

COMMAND = (sys.executable, "-m", "voedselbrigade.routing.engines.hand")
TICK_S = 0.1
GRACE_S, GRACE_SHARE = 6.0, 0.3
"""How much longer than its limit a part may take before its process is given up: some seconds to
lay its ground and to end, and a share of the limit."""
LONGEST_S = 3600.0
"""A part that counts steps ends at last by the clock too."""
LEAVING_S = 3.0
"""How long a cancelled process may take to hand in what it has."""

type Heard = Callable[[int, Progress], None]
"""Hears of progress: the number of the part, and how it goes."""


def _unheard(number: int, progress: Progress) -> None:
    """Nobody wants to hear how it goes."""


class Workforce(Protocol):
    """Whoever can work on parts: processes here, or machines elsewhere."""

    @property
    def size(self) -> int:
        """How many parts are worked on at the same time."""
        ...

    def worked(
        self,
        parts: Sequence[Part],
        heard: Heard = _unheard,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> list[Orders]:
        """What came of each part; the plan that was given where nothing came of it."""
        ...

    def close(self) -> None:
        """End what runs."""
        ...


class Here:
    """A workforce without other processes: one part after the other, here."""

    size = 1

    def __init__(self) -> None:
        self._bench = Bench()

    def worked(
        self,
        parts: Sequence[Part],
        heard: Heard = _unheard,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> list[Orders]:
        """As `Workforce.worked`."""

        def worked(number: int, part: Part) -> Orders:
            if cancelled():
                return part.plan
            return self._bench.work(part, lambda progress: heard(number, progress), cancelled)

        return [worked(number, part) for number, part in enumerate(parts)]

    def close(self) -> None:
        """Nothing runs."""


class Crew:
    """A workforce of so many processes on this machine; `with` ends them."""

    def __init__(self, size: int, whole: Problem | None = None) -> None:
        """`whole`: a problem that most parts are about; it is sent once to each process."""
        self.size, self._whole = max(1, size), whole
        self._said: queue.Queue[tuple[int, int, Any]] = queue.Queue()
        self._hands = [_Hand(number, self._said) for number in range(self.size)]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def worked(
        self,
        parts: Sequence[Part],
        heard: Heard = _unheard,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> list[Orders]:
        """As `Workforce.worked`."""
        answers = [part.plan for part in parts]
        waiting, busy = list(range(len(parts))), dict[int, int]()
        leaving_s: float | None = None
        while waiting or busy:
            if leaving_s is None and cancelled():
                leaving_s = time.monotonic() + LEAVING_S
                waiting = []
                for hand in self._hands:
                    hand.leave()
            for number, hand in enumerate(self._hands):
                if waiting and number not in busy:
                    busy[number] = waiting.pop(0)
                    hand.give(parts[busy[number]], self._whole)
            self._listen(parts, busy, answers, heard)
            self._look_after(busy, leaving_s)
        return answers

    def _listen(
        self, parts: Sequence[Part], busy: dict[int, int], answers: list[Orders], heard: Heard
    ) -> None:
        """Wait a moment for one frame."""
        with suppress(queue.Empty):
            number, life, frame = self._said.get(timeout=TICK_S)
            if number not in busy or life != self._hands[number].life:
                return
            match frame:
                case ("progress", progress):
                    heard(busy[number], progress)
                case ("done", orders):
                    answers[busy.pop(number)] = orders
                case _:
                    # It failed, or the process is gone: the plan that was given stands.
                    del busy[number]
                    self._hands[number].end()

    def _look_after(self, busy: dict[int, int], leaving_s: float | None) -> None:
        now = time.monotonic()
        for number in list(busy):
            late = now > self._hands[number].due_s
            if late or (leaving_s is not None and now > leaving_s):
                del busy[number]
                self._hands[number].end()

    def close(self) -> None:
        """End all processes; what they are at is lost."""
        for hand in self._hands:
            hand.end()


class _Hand:
    """One process, started again when it is needed and not there."""

    def __init__(self, number: int, said: queue.Queue[tuple[int, int, Any]]) -> None:
        self.number, self.said, self.life = number, said, 0
        self.due_s = 0.0
        self._child: subprocess.Popen[bytes] | None = None
        self._knows = False
        self._start()

    def _start(self) -> None:
        self.life += 1
        self._knows = False
        self._child = subprocess.Popen(
            COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment(),
        )
        threading.Thread(target=self._read, args=(self._child, self.life), daemon=True).start()

    def _read(self, child: subprocess.Popen[bytes], life: int) -> None:
        assert child.stdout is not None
        try:
            while True:
                self.said.put((self.number, life, pickle.load(child.stdout)))
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):
            self.said.put((self.number, life, ("gone", "")))

    def give(self, part: Part, whole: Problem | None) -> None:
        """Send a part. A process that dies while it is written to is noticed by the reader."""
        if self._child is None or self._child.poll() is not None:
            self._start()
        assert self._child is not None
        assert self._child.stdin is not None
        limit_s = part.limits.seconds
        counts = part.limits.steps is not None or limit_s is None
        ends_s = LONGEST_S if counts or limit_s is None else limit_s * (1 + GRACE_SHARE) + GRACE_S
        self.due_s = time.monotonic() + ends_s
        about_whole = whole is not None and part.problem is whole
        with suppress(OSError, ValueError):
            if about_whole and not self._knows:
                pickle.dump(("problem", "whole", whole), self._child.stdin)
                self._knows = True
            frame: tuple[str, str | None, Part] = ("part", None, part)
            if about_whole:
                frame = ("part", "whole", replace(part, problem=NOTHING))
            pickle.dump(frame, self._child.stdin)
            self._child.stdin.flush()

    def leave(self) -> None:
        """Nobody waits any longer: it may hand in what it has."""
        if self._child is not None and self._child.stdin is not None:
            with suppress(OSError):
                self._child.stdin.close()

    def end(self) -> None:
        """End the process at once."""
        child, self._child = self._child, None
        if child is not None:
            end(child)


NOTHING = Problem((), (), (), ())
"""Stands for the whole problem in a frame to a process that knows it."""
