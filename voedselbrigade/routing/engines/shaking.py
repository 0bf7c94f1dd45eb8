"""Random moves that keep every rule: a plan becomes another one that may also be driven."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from voedselbrigade.routing.ground import Ground, Load, Order
from voedselbrigade.routing.orders import Orders
from voedselbrigade.routing.schedule import works

type Move = Callable[[Orders], Orders | None]


class Shaking:
    """Moves stops, swaps stops, swaps ends of trips, turns stretches round, loads elsewhere."""

    def __init__(self, ground: Ground, rng: np.random.Generator) -> None:
        self.ground, self.rng = ground, rng
        self.moves: tuple[Move, ...] = (
            self._relocated,
            self._relocated,
            self._exchanged,
            self._crossed,
            self._turned,
            self._reloaded,
        )

    def shake(self, orders: Orders, times: int) -> None:
        """Try so many moves; those that keep every rule are made."""
        for _ in range(times):
            if not orders:
                return
            changed = self.moves[self._one_of(len(self.moves))](orders)
            if changed is not None and self._allowed(changed):
                for vehicle, order in changed.items():
                    if order:
                        orders[vehicle] = order
                    else:
                        orders.pop(vehicle, None)

    def _allowed(self, changed: Orders) -> bool:
        return all(not order or works(self.ground, v, order) for v, order in changed.items())

    def _one_of(self, count: int) -> int:
        return int(self.rng.integers(count))

    def _spot(self, orders: Orders) -> tuple[int, int, int]:
        """A vehicle, a trip and a position at random, every visit as likely as any other."""
        at = self._one_of(sum(len(load[1]) for order in orders.values() for load in order))
        for vehicle, order in orders.items():
            for trip, (_, stops) in enumerate(order):
                if at < len(stops):
                    return vehicle, trip, at
                at -= len(stops)
        raise AssertionError("a visit was counted that is not there")

    def _relocated(self, orders: Orders) -> Orders | None:
        vehicle, trip, position = self._spot(orders)
        stop = orders[vehicle][trip][1][position]
        shorter = _cut(orders[vehicle], trip, position, position + 1, ())
        left = {**orders, vehicle: shorter}
        targets = np.nonzero(self.ground.allowed[:, stop])[0]
        to = int(targets[self._one_of(len(targets))])
        order = left.get(to, ())
        if not order or self.rng.random() < 0.1:
            return self._on_a_new_trip(left, vehicle, to, stop)
        index = self._one_of(len(order))
        at = self._one_of(len(order[index][1]) + 1)
        return {vehicle: shorter, to: _cut(order, index, at, at, (stop,))}

    def _on_a_new_trip(self, left: Orders, vehicle: int, to: int, stop: int) -> Orders | None:
        order = left.get(to, ())
        depots = self.ground.may_load[to]
        if len(order) >= self.ground.problem.vehicles[to].max_trips or not depots:
            return None
        depot = depots[self._one_of(len(depots))]
        at = self._one_of(len(order) + 1)
        return {vehicle: left[vehicle], to: (*order[:at], (depot, (stop,)), *order[at:])}

    def _exchanged(self, orders: Orders) -> Orders | None:
        """Two stops in each other's place."""
        first, second = self._spot(orders), self._spot(orders)
        one, other = (orders[v][t][1][p] for v, t, p in (first, second))
        if one == other:
            return None
        changed = dict[int, Order]()
        for (vehicle, trip, position), stop in ((first, other), (second, one)):
            order = changed.get(vehicle, orders[vehicle])
            changed[vehicle] = _cut(order, trip, position, position + 1, (stop,))
        return changed

    def _crossed(self, orders: Orders) -> Orders | None:
        """The ends of two trips in each other's place."""
        (a, trip_a, cut_a), (b, trip_b, cut_b) = self._spot(orders), self._spot(orders)
        if a == b:
            return None
        cut_b += self._one_of(2)
        tail_a, tail_b = orders[a][trip_a][1][cut_a:], orders[b][trip_b][1][cut_b:]
        return {
            a: _cut(orders[a], trip_a, cut_a, None, tail_b),
            b: _cut(orders[b], trip_b, cut_b, None, tail_a),
        }

    def _turned(self, orders: Orders) -> Orders | None:
        """A stretch of one trip the other way round."""
        vehicle, trip, first = self._spot(orders)
        last = first + 2 + self._one_of(3)
        stretch = orders[vehicle][trip][1][first:last]
        return {vehicle: _cut(orders[vehicle], trip, first, last, stretch[::-1])}

    def _reloaded(self, orders: Orders) -> Orders | None:
        """A trip loaded at another depot."""
        vehicle, trip, _ = self._spot(orders)
        depots, order = self.ground.may_load[vehicle], orders[vehicle]
        depot = depots[self._one_of(len(depots))]
        return {vehicle: (*order[:trip], (depot, order[trip][1]), *order[trip + 1 :])}


def _cut(order: Order, trip: int, first: int, last: int | None, instead: tuple[int, ...]) -> Order:
    """The order with some visits of a trip in the place of those from `first` to before `last`."""
    depot, stops = order[trip]
    tail = () if last is None else stops[last:]
    changed: Load = (depot, (*stops[:first], *instead, *tail))
    kept = (changed,) if changed[1] else ()
    return (*order[:trip], *kept, *order[trip + 1 :])
