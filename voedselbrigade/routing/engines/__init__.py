"""The engines by name: each turns a problem into a plan within a limit, and tells how it goes.

A new engine is a module with a class that has `name`, `refuses` and `solve`, and a line in
`engine()`. It may refuse a problem that it cannot express, with facts that say what; it may never
return a plan that breaks a hard rule. `tests/routing/engines/test_contract.py` runs over all.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from voedselbrigade.errors import Fact, WrongWords
from voedselbrigade.routing.problem import Problem, Solution

NAMES = ("insertion", "or_tools", "pyvrp", "portfolio")

MOST_CORES = 4
"""Unless more are asked for: each is a process of some hundred megabytes."""


MOST_FOR_REASONS = 0.5
"""The part of the seconds that a search leaves at most for what is to be done after it."""

LAID_OUT = 20
"""What is laid out once for all reasons takes as long as so many of them."""


@dataclass(frozen=True, slots=True)
class Limits:
    """When to stop: after `seconds` of the clock, or after `steps` of work.

    With `steps` and the same seed a search gives the same plan however busy the machine is. What
    a step is, is the engine's affair: more steps are more work. Without either: 10 seconds.
    """

    seconds: float | None = None
    steps: int | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """The best plan so far: its cost, how many are left out, and the seconds it took."""

    cost: int
    left_out: int
    elapsed_s: float

    def as_json(self) -> dict[str, Any]:
        elapsed_s = round(self.elapsed_s, 2)
        return {"cost": self.cost, "left_out": self.left_out, "elapsed_s": elapsed_s}


@dataclass(frozen=True, slots=True)
class Answer:
    """A plan, what it costs by the engine's own count, and what the engine has to say of it."""

    solution: Solution
    cost: int
    notes: tuple[Fact, ...] = ()


@dataclass(slots=True)
class Run:
    """What an engine is given besides the problem, and the clock of one search.

    `cores`: how many processes an engine that can use them may keep busy. `reason_s`: what is to be
    done after the search for everyone who is left out; that much of the seconds is kept for it.
    """

    limits: Limits = Limits()
    seed: int = 0
    on_progress: Callable[[Progress], None] = lambda progress: None
    cancelled: Callable[[], bool] = lambda: False
    begun: float = field(default_factory=time.monotonic)
    cores: int = 1
    reason_s: float = 0.0
    left_out: int = 0

    @property
    def elapsed_s(self) -> float:
        return time.monotonic() - self.begun

    @property
    def seconds(self) -> float | None:
        """The limit by the clock, if it is the clock that limits."""
        if self.limits.steps is not None:
            return None
        seconds = 10.0 if self.limits.seconds is None else self.limits.seconds
        reasons = self.left_out and self.left_out + LAID_OUT
        return seconds - min(seconds * MOST_FOR_REASONS, self.reason_s * reasons)

    def over(self, share: float = 1.0) -> bool:
        """Whether this share of the time is used up, or nobody wants the answer any more."""
        if self.cancelled():
            return True
        return self.seconds is not None and self.elapsed_s >= self.seconds * share

    def tell(self, cost: int, left_out: int) -> None:
        self.left_out = left_out
        self.on_progress(Progress(cost, left_out, self.elapsed_s))


def usual_cores() -> int:
    """Processes side by side when nobody says how many: those of the machine, to a measure."""
    if sys.platform == "linux":
        return min(MOST_CORES, len(os.sched_getaffinity(0)))
    return min(MOST_CORES, os.cpu_count() or 1)


class Engine(Protocol):
    """What every engine can do."""

    name: str

    def refuses(self, problem: Problem) -> tuple[Fact, ...]:
        """What in this problem the engine cannot express; empty when it can take it."""
        ...

    def solve(self, problem: Problem, run: Run) -> Answer:
        """A plan without a breach, the best that was found within the limits."""
        ...


def engine(name: str) -> Engine:
    """The engine of that name; loaded when asked for, because a solver is slow to import."""
    if name == "insertion":
        from voedselbrigade.routing.engines.insertion import Insertion  # noqa: PLC0415

        return Insertion()
    if name == "or_tools":
        from voedselbrigade.routing.engines.or_tools import OrTools  # noqa: PLC0415

        return OrTools()
    if name == "pyvrp":
        from voedselbrigade.routing.engines.pyvrp import PyVrp  # noqa: PLC0415

        return PyVrp()
    if name == "portfolio":
        from voedselbrigade.routing.engines.portfolio import Portfolio  # noqa: PLC0415

        return Portfolio()
    raise WrongWords("routing.unknown_engine", name=name, names=NAMES)
