"""A new plan from the one that is in force: what stands on a sheet stays there if it can.

`Problem.previous` is the plan in force. Three ways to start from it: change as few sheets as is
worth it, only put in who is not on a route yet, or only change the order within the routes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum

import numpy as np

from voedselbrigade.errors import Fact
from voedselbrigade.routing.engines import Answer, Engine, Run
from voedselbrigade.routing.engines.insertion import complete
from voedselbrigade.routing.engines.parts import kept as kept_here
from voedselbrigade.routing.engines.portfolio import Crewed, Portfolio
from voedselbrigade.routing.engines.side_by_side import improved
from voedselbrigade.routing.engines.slot_tables import FULL
from voedselbrigade.routing.engines.slots import Screen, slot
from voedselbrigade.routing.ground import Ground, Order
from voedselbrigade.routing.orders import (
    Orders,
    as_orders,
    as_solution,
    count_left_out,
    plan_cost,
    served_in,
    without,
)
from voedselbrigade.routing.problem import Problem, Solution
from voedselbrigade.routing.schedule import timing, works

MOST_TOGETHER = 60
"""More people at once than this are not put in route by route."""


class Mode(StrEnum):
    """What a new plan of a day may change."""

    EVERYTHING = "everything"
    """As if there were no plan yet."""
    LEAST_CHANGE = "least-change"
    """Every sheet that changes has a price, and so has everyone who gets another volunteer."""
    ONLY_INSERT = "only-insert"
    """Who is on a route stays there, in the same order; others are put in between."""
    ONLY_REORDER = "only-reorder"
    """Everyone stays with the same volunteer; nobody is put in."""


def planned(solver: Engine, problem: Problem, mode: Mode, run: Run) -> Answer:
    """The answer of an engine, or of a search that starts from the plan in force. The portfolio
    searches over its cores in every mode."""
    if mode is Mode.EVERYTHING:
        return solver.solve(replace(problem, previous=None), run)
    crewed = solver.crewed if isinstance(solver, Portfolio) else None
    return replanned(problem, mode, run, crewed)


def replanned(problem: Problem, mode: Mode, run: Run, crewed: Crewed | None = None) -> Answer:
    """The plan in force, mended and improved as far as `mode` lets it be. Never worse than mending
    alone. `crewed` tells who works on it side by side; else it is one search, here."""
    if mode is Mode.ONLY_REORDER:
        return _reordered(problem, run, crewed)
    screen = Screen(Ground(problem))
    kept = still_standing(screen.ground)
    free = frozenset(range(len(problem.stops))) - served_in(kept)
    mended = _mended(screen, kept, free)
    run.tell(plan_cost(screen.ground, mended), count_left_out(screen.ground, mended))
    movable = free if mode is Mode.ONLY_INSERT else None
    best = _improved(screen, mended, run, movable, crewed)
    return _answer(screen.ground, best, run)


def mended(problem: Problem) -> Solution:
    """The plan in force as far as it still stands, with everyone put in who fits: in a blink."""
    screen = Screen(Ground(problem))
    kept = still_standing(screen.ground)
    free = frozenset(range(len(problem.stops))) - served_in(kept)
    return as_solution(screen.ground, _mended(screen, kept, free))


def _mended(screen: Screen, kept: Orders, free: frozenset[int]) -> Orders:
    """Everyone put in who fits: each where it is cheapest, or all together on as few sheets as
    will do, whichever costs less."""
    each = complete(screen, kept, free)
    if not 1 < len(free) <= MOST_TOGETHER:
        return each
    filled = _together(screen, kept, set(free))
    together = complete(screen, filled, free - served_in(filled))
    return min(each, together, key=lambda orders: plan_cost(screen.ground, orders))


def _together(screen: Screen, kept: Orders, waiting: set[int]) -> Orders:
    """One route after the other is filled up: the one on which each of them costs least."""
    orders = dict(kept)
    while waiting:
        tried = [
            filled
            for vehicle in range(len(screen.ground.problem.vehicles))
            if (filled := _Filled(screen, vehicle, orders.get(vehicle, ()), waiting)).taken
        ]
        if not tried:
            break
        best = min(tried, key=lambda one: one.cost / len(one.taken))
        orders[best.vehicle] = best.order
        waiting -= best.taken
    return orders


class _Filled:
    """A route with as many of those who wait as fit, the cheapest first; `cost`: what it costs
    more."""

    def __init__(self, screen: Screen, vehicle: int, order: Order, waiting: Iterable[int]) -> None:
        self.screen, self.vehicle, self.order = screen, vehicle, order
        self.taken, self.cost = set[int](), -self._own_cost()
        left = set(waiting)
        while left and (stop := self._put_cheapest(sorted(left))) is not None:
            left.discard(stop)
            self.taken.add(stop)
        self.cost += self._own_cost()

    def _own_cost(self) -> int:
        times = timing(self.screen.ground, self.vehicle, self.order) if self.order else None
        return times.cost if times else 0

    def _put_cheapest(self, stops: list[int]) -> int | None:
        table = self.screen.table(self.vehicle, self.order)
        if not len(table):
            return None
        costs = self.screen.costs(table, np.array(stops, np.int64))
        for flat in np.argsort(costs, axis=None, kind="stable"):
            row, column = divmod(int(flat), len(table))
            if costs[row, column] >= FULL:
                return None
            longer = slot(table[column]).filled(self.order, stops[row])
            if timing(self.screen.ground, self.vehicle, longer):
                self.order = longer
                return stops[row]
        return None


def _improved(
    screen: Screen,
    orders: Orders,
    run: Run,
    movable: frozenset[int] | None,
    crewed: Crewed | None,
) -> Orders:
    if crewed is None:
        return kept_here(screen, orders, run, movable)
    if not screen.ground.stops or not screen.ground.problem.vehicles or movable == frozenset():
        return orders
    with crewed(screen.ground.problem, run) as workforce:
        return improved(screen.ground, orders, run, workforce, movable)


def _answer(ground: Ground, orders: Orders, run: Run, notes: tuple[Fact, ...] = ()) -> Answer:
    cost, solution = plan_cost(ground, orders), as_solution(ground, orders)
    run.tell(cost, len(solution.left_out))
    return Answer(solution, cost, notes)


def _reordered(problem: Problem, run: Run, crewed: Crewed | None) -> Answer:
    """Everyone who has a place is tied to it; who has none keeps none."""
    ground = Ground(problem)
    kept = still_standing(ground)
    place = {stop: v for v, order in kept.items() for _, stops in order for stop in stops}
    nobody = {
        (vehicle, stop)
        for stop in range(len(problem.stops))
        if stop not in place
        for vehicle in range(len(problem.vehicles))
    }
    tied = replace(
        problem, locks={**problem.locks, **place}, excluded=problem.excluded | frozenset(nobody)
    )
    screen = Screen(Ground(tied, like=ground))
    best = _improved(screen, kept, run, None, crewed)
    return _answer(screen.ground, best, run)


# What still stands of the plan in force ----------------------------------------------------------


def still_standing(ground: Ground) -> Orders:
    """The routes of the plan in force, without whoever cannot stay on them any more."""
    if ground.problem.previous is None:
        return {}
    orders = as_orders(ground.problem.previous)
    kept = {vehicle: _standing(ground, vehicle, order) for vehicle, order in orders.items()}
    return {vehicle: order for vehicle, order in kept.items() if order}


def _standing(ground: Ground, vehicle: int, order: Order) -> Order:
    """As much of one route as keeps every rule: as few as can be go, the last first."""
    order = without(order, _never(ground, vehicle, order))
    while order and not works(ground, vehicle, order):
        flat = [stop for _, stops in reversed(order) for stop in reversed(stops)]
        shorter = (without(order, (stop,)) for stop in flat)
        order = next(
            (one for one in shorter if one and works(ground, vehicle, one)),
            without(order, flat[:1]),
        )
    return order


def _never(ground: Ground, vehicle: int, order: Order) -> Iterable[int]:
    """Who may not be on this route at all: excluded, without the goods, not fitting."""
    may = ground.may_load[vehicle]
    for depot, stops in order:
        for stop in stops:
            held = depot in may and ground.held_rows[depot][stop]
            if not held or not ground.may_rows[vehicle][stop]:
                yield stop
