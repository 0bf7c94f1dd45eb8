"""PyVRP: a fast search for what it can express; it refuses what it cannot, and says which rule.

Its answer is timed and priced by the exact schedule, like anybody's; what does not hold there is
taken out and put back by insertion, so that no plan that breaks a rule leaves this room. Asked
`loosely`, it takes any problem, leaves out the rules it has no words for and lets the same repair
mend the answer: that is how the portfolio uses it.
"""

from __future__ import annotations

import pyvrp

from voedselbrigade.errors import Fact
from voedselbrigade.routing.engines import Answer, Run
from voedselbrigade.routing.engines.insertion import complete
from voedselbrigade.routing.engines.parts import BOLD_PYVRP, LATE_PYVRP, PYVRP, STEADY_PYVRP
from voedselbrigade.routing.engines.pyvrp.search import (
    BOLD,
    CALM,
    LATE,
    STEADY,
    Look,
    Search,
    Temper,
)
from voedselbrigade.routing.engines.pyvrp.translation import Translation
from voedselbrigade.routing.engines.pyvrp.unsaid import unsaid
from voedselbrigade.routing.engines.repair import mended
from voedselbrigade.routing.engines.slots import Screen
from voedselbrigade.routing.ground import Ground
from voedselbrigade.routing.orders import Orders, as_solution, count_left_out, plan_cost
from voedselbrigade.routing.problem import Problem
from voedselbrigade.routing.schedule import works

__all__ = ["TEMPERS", "PyVrp", "improved"]

ROUNDS_PER_STEP = 20
"""What one step is worth: rounds of the local search."""
TEMPERS = {PYVRP: CALM, BOLD_PYVRP: BOLD, STEADY_PYVRP: STEADY, LATE_PYVRP: LATE}
"""By the names that parts have for them."""
WHOLE = 0.3
"""If no plan for everyone is found in this share of the time, people may be left out."""
TELL_EVERY_S = 0.5


class PyVrp:
    """The engine."""

    name = "pyvrp"

    def refuses(self, problem: Problem) -> tuple[Fact, ...]:
        """What PyVRP cannot express; the facts name the rules."""
        return tuple(unsaid(Ground(problem)))

    def solve(self, problem: Problem, run: Run) -> Answer:
        """A plan without a breach. Of a problem that it refuses, the loose answer, mended."""
        ground = Ground(problem)
        screen = Screen(ground)
        first: Orders | None = None
        if run.over() or any(unsaid(ground)):
            first = complete(screen, {}, range(len(problem.stops)))
            run.tell(plan_cost(ground, first), count_left_out(ground, first))
        orders = improved(screen, first or {}, run)
        if first is None and count_left_out(ground, orders):
            first = complete(screen, {}, range(len(problem.stops)))
            orders = min(orders, first, key=lambda one: plan_cost(ground, one))
        cost, solution = plan_cost(ground, orders), as_solution(ground, orders)
        run.tell(cost, len(solution.left_out))
        stands = first is not None and cost >= plan_cost(ground, first)
        return Answer(solution, cost, (Fact.of("routing.first_plan_stands"),) if stands else ())


def improved(screen: Screen, plan: Orders, run: Run, temper: Temper = CALM) -> Orders:
    """The better of `plan` and what PyVRP makes of it within the run's limits, mended."""
    ground = screen.ground
    if not ground.stops or not ground.problem.vehicles or run.over():
        return dict(plan)
    best = dict(plan)
    if not count_left_out(ground, best) or not best:
        best = _searched(screen, best, run, temper, required=True)
    if count_left_out(ground, best) and not run.over():
        best = _searched(screen, best, run, temper, required=False)
    return best


def _searched(screen: Screen, plan: Orders, run: Run, temper: Temper, *, required: bool) -> Orders:
    """One search from `plan`, for a plan with everyone or, if not `required`, with most."""
    ground = screen.ground
    words = Translation(ground, plan, required=required, seed=run.seed)
    if words.empty:
        return plan
    search = Search(words.data, run.seed, temper)

    def look(rounds: int) -> Look:
        share = WHOLE if required and search.best is None else 1.0
        if run.limits.steps is None:
            passed = run.elapsed_s / max(0.01, run.seconds or 0.0)
            return Look(passed, run.over(share))
        passed = rounds / (run.limits.steps * ROUNDS_PER_STEP)
        return Look(passed, passed >= share or run.cancelled())

    found = search.run(words.said(plan) if plan else None, look, _Teller(ground, plan, words, run))
    if found is None:
        return plan
    made = mended(screen, words.understood(found))
    if not plan:
        return made
    return min(plan, made, key=lambda one: plan_cost(ground, one))


class _Teller:
    """Tells of better plans now and then: to price one takes longer than to find it."""

    def __init__(self, ground: Ground, plan: Orders, words: Translation, run: Run) -> None:
        self.ground, self.words, self.run = ground, words, run
        self.told_s = -TELL_EVERY_S
        self.told_cost = plan_cost(ground, plan) if plan else None

    def __call__(self, found: pyvrp.Solution) -> None:
        if self.run.elapsed_s - self.told_s < TELL_EVERY_S:
            return
        self.told_s = self.run.elapsed_s
        orders = self.words.understood(found)
        if not all(works(self.ground, vehicle, order) for vehicle, order in orders.items()):
            return
        cost = plan_cost(self.ground, orders)
        if self.told_cost is None or cost < self.told_cost:
            self.told_cost = cost
            self.run.tell(cost, count_left_out(self.ground, orders))
