"""OR-Tools' routing library: every hard rule of a problem in one model, searched from a given plan.

A vehicle that may load at several depots stands in the model once per depot, one of these copies at
most in use. Second trips pass an optional reload node of their own. The search starts from the
insertion plan, already renewed; its answer is timed again by the exact schedule, and whatever does
not hold there is put back by insertion: a plan that breaks a rule never leaves this room.
"""

from __future__ import annotations

from voedselbrigade.errors import Fact
from voedselbrigade.routing.engines import Answer, Run
from voedselbrigade.routing.engines.ejection import seat
from voedselbrigade.routing.engines.insertion import complete
from voedselbrigade.routing.engines.or_tools.search import search, worth_laying
from voedselbrigade.routing.engines.renewal import renew
from voedselbrigade.routing.engines.slots import Screen
from voedselbrigade.routing.ground import Ground
from voedselbrigade.routing.orders import (
    Orders,
    as_solution,
    count_left_out,
    plan_cost,
    served_in,
)
from voedselbrigade.routing.problem import Problem
from voedselbrigade.routing.schedule import works

SEATING, RENEWING = 0.35, 0.75
"""The shares of the time after which the search for places, and then renewal, have to be done; the
model's search follows, and what is left is for whoever still has no place."""
UNMODELLED = 0.95
"""Until when renewal goes on where the model is so large that laying it would take the time."""
TRIES_PER_STEP = 25
"""What one step is worth while somebody is left out: exchanges in the search for a place."""


class OrTools:
    """The reference engine: insertion, renewal, the routing library, and a last pass."""

    name = "or_tools"

    def refuses(self, problem: Problem) -> tuple[Fact, ...]:
        return ()

    def solve(self, problem: Problem, run: Run) -> Answer:
        ground = Ground(problem)
        screen = Screen(ground)
        first = complete(screen, {}, range(len(problem.stops)))
        run.tell(plan_cost(ground, first), count_left_out(ground, first))
        best = improved(screen, first, run)
        cost, solution = plan_cost(ground, best), as_solution(ground, best)
        run.tell(cost, len(solution.left_out))
        stands = cost >= plan_cost(ground, first)
        return Answer(solution, cost, (Fact.of("routing.first_plan_stands"),) if stands else ())


def improved(screen: Screen, plan: Orders, run: Run) -> Orders:
    """The better of `plan` and what is found from it: by renewal, the routing library, and a search
    for places."""
    steps = run.limits.steps
    tries = None if steps is None else steps * TRIES_PER_STEP
    best = seat(screen, plan, run, share=SEATING, tries=tries)
    modelled = worth_laying(screen.ground, run)
    best = renew(screen, best, run, share=RENEWING if modelled else UNMODELLED, steps=steps)
    if modelled:
        best = _better(screen, best, search(screen.ground, best, run))
    return seat(screen, best, run, share=1.0, tries=tries)


def _better(screen: Screen, best: Orders, found: Orders | None) -> Orders:
    """The found plan, freed of what the exact schedule turns down and filled up; or the best."""
    if found is None:
        return best
    ground = screen.ground
    kept: Orders = {}
    for vehicle, order in found.items():
        if works(ground, vehicle, order):
            kept[vehicle] = order
    served = served_in(kept)
    kept = complete(screen, kept, [s for s in range(len(ground.stops)) if s not in served])
    return min(best, kept, key=lambda orders: plan_cost(ground, orders))
