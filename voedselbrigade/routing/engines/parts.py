"""One piece of work for one process: a problem, the plan so far, how to search, for how long."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from voedselbrigade.routing.engines import Limits, Progress, Run
from voedselbrigade.routing.engines.ejection import seat
from voedselbrigade.routing.engines.insertion import complete
from voedselbrigade.routing.engines.renewal import renew
from voedselbrigade.routing.engines.slots import Screen
from voedselbrigade.routing.ground import Ground
from voedselbrigade.routing.orders import Orders, plan_cost
from voedselbrigade.routing.problem import Problem

OR_TOOLS, MIXED, RENEW = "or_tools", "mixed", "renew"
PYVRP, BOLD_PYVRP, STEADY_PYVRP, LATE_PYVRP = "pyvrp", "bold_pyvrp", "steady_pyvrp", "late_pyvrp"
"""PyVRP, each in a temper of its own (`pyvrp/search.py`)."""
KEEP = "keep"
"""A plan that is in force: places for who has none, then renewal."""
SEATING = 0.3
"""The share of the time of `KEEP` after which the search for places is done."""
TRIES_PER_STEP, RENEWALS_PER_STEP = 10, 3
"""What one of its steps is worth: exchanges while somebody is left out, and renewals."""
SHARE = 0.3
"""How much of the time of `MIXED` goes to PyVRP; the rest renews what came of it."""


@dataclass(frozen=True, slots=True)
class Part:
    """`plan` may be empty: then the search starts from nothing. `way` is how to search; with
    `movable` (only with `KEEP`) all other stops stay where they are."""

    problem: Problem
    plan: Orders
    way: str
    limits: Limits
    seed: int = 0
    movable: frozenset[int] | None = None


@dataclass(slots=True)
class Bench:
    """Where parts are worked on; remembers the ground of the last problem it saw, for rounds on
    the whole of a problem lay the same ground again and again."""

    problem: Problem | None = None
    screen: Screen | None = None
    known: dict[str, Problem] = field(default_factory=dict)

    def screen_of(self, problem: Problem) -> Screen:
        if self.screen is None or self.problem is not problem:
            self.problem, self.screen = problem, Screen(Ground(problem))
        return self.screen

    def work(
        self,
        part: Part,
        on_progress: Callable[[Progress], None] = lambda progress: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Orders:
        """The best plan that was found, never dearer than the plan that was given."""
        run = Run(part.limits, part.seed, on_progress, cancelled)
        screen = self.screen_of(part.problem)
        plan = part.plan
        if not plan and not part.way.endswith(PYVRP):
            plan = complete(screen, {}, range(len(part.problem.stops)))
        found = _worked(screen, replace(part, plan=plan), run)
        if not part.plan:
            return found
        return min(part.plan, found, key=lambda plan: plan_cost(screen.ground, plan))


def kept(screen: Screen, plan: Orders, run: Run, movable: frozenset[int] | None) -> Orders:
    """A plan in force, with places for more people if they are found, and renewed. With `movable`
    nobody else makes room."""
    steps = run.limits.steps
    if movable is None:
        tries = None if steps is None else steps * TRIES_PER_STEP
        plan = seat(screen, plan, run, share=SEATING, tries=tries)
    renewals = None if steps is None else steps * RENEWALS_PER_STEP
    return renew(screen, plan, run, share=0.97, steps=renewals, movable=movable)


def _worked(screen: Screen, part: Part, run: Run) -> Orders:
    """A solver is slow to load, and few parts need both: each is loaded when it is needed."""
    if part.way == OR_TOOLS:
        from voedselbrigade.routing.engines import or_tools  # noqa: PLC0415

        return or_tools.improved(screen, part.plan, run)
    steps = part.limits.steps
    if part.way == KEEP:
        return kept(screen, part.plan, run, part.movable)
    if part.way == RENEW:
        return renew(screen, part.plan, run, share=1.0, steps=steps)
    from voedselbrigade.routing.engines import pyvrp  # noqa: PLC0415

    if part.way != MIXED:
        return pyvrp.improved(screen, part.plan, run, pyvrp.TEMPERS[part.way])
    head = Limits(None if run.seconds is None else run.seconds * SHARE, steps)
    short = Run(head, run.seed, run.on_progress, run.cancelled, run.begun)
    return renew(screen, pyvrp.improved(screen, part.plan, short), run, share=1.0, steps=steps)
