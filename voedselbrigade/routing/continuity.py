"""What a wished face costs: the same stop put with the cheapest other volunteer, in thought."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from voedselbrigade.routing.engines.slots import FULL, Screen, slot
from voedselbrigade.routing.ground import Ground, Ints, Order
from voedselbrigade.routing.orders import Orders, as_orders, without
from voedselbrigade.routing.pricing import split_cost
from voedselbrigade.routing.problem import Problem, Solution
from voedselbrigade.routing.schedule import timing

TRIES = 5
"""So many places are timed exactly, the cheapest by the screen first."""
TOGETHER = 200
"""So many stops are judged at once: a city has too many places for all of them."""


def dearer_for_the_pair(problem: Problem, solution: Solution) -> dict[int, int]:
    """By stop, what its place costs more than the cheapest place with a volunteer who is less
    wished there, in tenths of a second; only where it is dearer.

    All other prices and every hard rule count: so this is what the wish outweighed. One stop is
    moved at a time, all others stay.
    """
    wished = [
        (route.vehicle, stop)
        for route in solution.routes
        for stop in route.stops
        if problem.pair_cost.get((route.vehicle, stop), 0) < 0
    ]
    if not wished:
        return {}
    elsewhere = _Elsewhere(problem, as_orders(solution))
    found: dict[int, int] = {}
    for first in range(0, len(wished), TOGETHER):
        found |= dict(elsewhere.dearer(wished[first : first + TOGETHER]))
    return found


class _Elsewhere:
    """A plan without regard to who is wished where, to be asked about other places."""

    def __init__(self, problem: Problem, orders: Orders) -> None:
        self.wishes = problem.pair_cost
        self.ground = Ground(replace(problem, pair_cost={}))
        self.screen, self.orders = Screen(self.ground), orders
        every = range(len(problem.vehicles))
        tables = [self.screen.table(vehicle, orders.get(vehicle, ())) for vehicle in every]
        self.table: Ints = np.concatenate(tables)
        self.owner = np.repeat(np.array(every, np.int64), [len(table) for table in tables])
        self.split = split_cost(self.ground, orders)

    def dearer(self, wished: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        stops = np.array([stop for _, stop in wished], np.int64)
        costs = self.screen.costs(self.table, stops)
        for (vehicle, stop), row in zip(wished, costs, strict=True):
            rest = without(self.orders[vehicle], (stop,))
            saved = self._cost(vehicle, self.orders[vehicle]) - self._cost(vehicle, rest)
            less = self._less_wished(vehicle, stop)
            there = np.where(less[self.owner], row, FULL)
            added = min(self._added(stop, vehicle, rest, there), default=saved)
            if added < saved:
                yield stop, saved - added

    def _less_wished(self, vehicle: int, stop: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """[vehicle]: whether somebody is less wished at a stop than the one who comes."""
        own = self.wishes[vehicle, stop]
        others = range(len(self.ground.problem.vehicles))
        return np.array([self.wishes.get((other, stop), 0) > own for other in others], np.bool_)

    def _added(self, stop: int, vehicle: int, rest: Order, row: Ints) -> Iterable[int]:
        """What the stop adds in the places that work, the likeliest first."""
        tried = 0
        for place in np.argsort(row, kind="stable"):
            if row[place] >= FULL or tried >= TRIES:
                return
            other = int(self.owner[place])
            longer = slot(self.table[place]).filled(self.orders.get(other, ()), stop)
            times = timing(self.ground, other, longer)
            if times is None:
                continue
            tried += 1
            moved = {**self.orders, vehicle: rest, other: longer}
            split = split_cost(self.ground, {v: o for v, o in moved.items() if o}) - self.split
            yield times.cost - self._cost(other, self.orders.get(other, ())) + split

    def _cost(self, vehicle: int, order: Order) -> int:
        """What a route costs; nothing at home. One that has no times without a stop costs as much
        as it does with it: then nothing was saved."""
        if not order:
            return 0
        times = timing(self.ground, vehicle, order)
        return times.cost if times else self._cost(vehicle, self.orders[vehicle])
