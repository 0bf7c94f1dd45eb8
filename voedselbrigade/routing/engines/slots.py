"""Where a stop could be put into a route: all slots of all routes judged at once with arrays.

The screen is one-sided: what it turns down is impossible, what it lets through may still fail on
the exact schedule (breaks, hot clock with waiting). Its costs are the minutes and metres added.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass

import numpy as np

from voedselbrigade.routing.engines.slot_tables import FULL, NOWHERE, PLENTY, C, rows
from voedselbrigade.routing.ground import Bools, Ground, Ints, Order

__all__ = ["FULL", "NOWHERE", "PLENTY", "Screen", "Slot", "slot"]


@dataclass(frozen=True, slots=True)
class Slot:
    """One place for a stop: behind `position` visits of a trip, or on a `new` trip of its own."""

    vehicle: int
    trip: int
    position: int
    depot: int
    new: bool

    def filled(self, order: Order, stop: int) -> Order:
        """The order with the stop in this slot."""
        if self.new:
            return (*order[: self.trip], (self.depot, (stop,)), *order[self.trip :])
        depot, stops = order[self.trip]
        longer = (depot, (*stops[: self.position], stop, *stops[self.position :]))
        return (*order[: self.trip], longer, *order[self.trip + 1 :])


def slot(row: Ints) -> Slot:
    vehicle, trip, position = int(row[C.VEHICLE]), int(row[C.TRIP]), int(row[C.POSITION])
    return Slot(vehicle, trip, position, int(row[C.DEPOT]), bool(row[C.NEW]))


@dataclass(frozen=True, slots=True)
class _Way:
    """[stop, slot], in seconds: the way there, the visit and the way on, when the visit begins,
    and what the route becomes longer."""

    to_s: Ints
    on_s: Ints
    begin: Ints
    more_s: Ints


class Screen:
    """Judges slots for stops. Keeps the slot tables of routes it has seen."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        problem = ground.problem
        self.place = np.array(ground.place, np.int64)
        self.service = np.array(ground.service, np.int64)
        self.cost_s = np.array([v.cost_per_s for v in problem.vehicles], np.int64)
        self.cost_m = np.array([v.cost_per_m for v in problem.vehicles], np.int64)
        wanted = [stop.wanted for stop in problem.stops]
        self.wanting = any(window is not None for window in wanted)
        bounds = [(w.start_s, w.end_s) if w else (-PLENTY, PLENTY) for w in wanted]
        self.wanted: Ints = np.array(bounds, np.int64).reshape(-1, 2)
        self.fair = any(vehicle.fair_s is not None for vehicle in problem.vehicles)
        self._lay_times()

    def retimed(self, ground: Ground) -> Screen:
        """The screen of a ground that was `retimed`; all but times is shared."""
        other = copy(self)
        other.ground = ground
        other._lay_times()
        return other

    def _lay_times(self) -> None:
        ground = self.ground
        count = max((len(windows) for windows in ground.windows), default=1)
        padded = [[*windows, *[(0, -1)] * (count - len(windows))] for windows in ground.windows]
        self.windows: Ints = np.array(padded, np.int64).reshape(len(padded), count, 2)
        rides = [PLENTY if ride is None else ride for ride in ground.ride]
        self.ride = np.array(rides, np.int64)
        self.release = np.array([stop.release_s for stop in ground.stops], np.int64)
        self._tables: dict[tuple[int, Order], Ints] = {}

    def table(self, vehicle: int, order: Order) -> Ints:
        """The slots of one vehicle's route (no trips: of a vehicle at home), one row each."""
        key = (vehicle, order)
        known = self._tables.get(key)
        if known is None:
            if len(self._tables) > 50_000:
                self._tables.clear()
            made = list(rows(self.ground, vehicle, order))
            width = C.ROOM + len(self.ground.problem.measures)
            known = self._tables[key] = np.array(made, np.int64).reshape(len(made), width)
        return known

    def costs(self, table: Ints, stops: Ints) -> Ints:
        """[stop, slot]: what each stop adds in each slot, `FULL` where it cannot be."""
        columns, way = table.T, self._way(table, stops)
        kind, prev, following = columns[C.KIND], columns[C.PREV], columns[C.NEXT]
        place, metres = self.place[stops][:, None], self.ground.tables.metres
        to_m, on_m = metres[kind, prev, place], metres[kind, place, following]
        on_m = np.where(following == NOWHERE, 0, on_m)
        more_m = to_m + on_m - columns[C.DIRECT_M] + columns[C.BASE_M]
        possible = self._bearable(table, stops, way) & (more_m <= columns[C.MORE_M])
        possible &= self._may(table, stops)
        vehicle = columns[C.VEHICLE]
        cost = self.cost_s[vehicle] * way.more_s + self.cost_m[vehicle] * more_m
        cost += columns[C.BASE_COST] + self.ground.pair_cost[vehicle, stops[:, None]]
        cost += self._wishes(table, stops, way.begin, way.more_s)
        return np.where(possible, cost, FULL)

    def in_time(self, table: Ints, stops: Ints) -> Bools:
        """[stop, slot]: False where the times cannot be, whatever else there is room for."""
        late_s = self.release[stops][:, None] > table[:, C.LOADS]
        in_time: Bools = self._bearable(table, stops, self._way(table, stops)) & ~late_s
        return in_time

    def _way(self, table: Ints, stops: Ints) -> _Way:
        columns, travel = table.T, self.ground.tables.travel
        kind, prev, following = columns[C.KIND], columns[C.PREV], columns[C.NEXT]
        place, service = self.place[stops][:, None], self.service[stops][:, None]
        to_s, on_s = travel[kind, prev, place], travel[kind, place, following]
        on_s = np.where(following == NOWHERE, 0, on_s)
        begin = self._begin(columns[C.READY] + to_s, stops)
        more_s = to_s + service + on_s - columns[C.DIRECT_S] + columns[C.BASE_S]
        return _Way(to_s, service + on_s, begin, more_s)

    def _bearable(self, table: Ints, stops: Ints, way: _Way) -> Bools:
        """The rules of time."""
        columns = table.T
        possible: Bools = way.begin + way.on_s <= columns[C.DUE]
        possible &= columns[C.SINCE] + way.to_s <= self.ride[stops][:, None]
        possible &= way.to_s + way.on_s - columns[C.DIRECT_S] <= columns[C.SLACK]
        possible &= way.more_s <= columns[C.MORE_S]
        return possible

    def _begin(self, arrive: Ints, stops: Ints) -> Ints:
        """When a visit can begin: in its first window that is not over, else never."""
        begin = np.full(arrive.shape, PLENTY, np.int64)
        for opens, closes in self.windows[stops].transpose(1, 2, 0):
            in_time = arrive <= closes[:, None]
            here = np.where(in_time, np.maximum(arrive, opens[:, None]), PLENTY)
            begin = np.minimum(begin, here)
        return begin

    def _may(self, table: Ints, stops: Ints) -> Bools:
        """The rules that have nothing to do with the way."""
        columns, ground = table.T, self.ground
        may: Bools = ground.allowed[columns[C.VEHICLE], stops[:, None]]
        may = may & ground.held[columns[C.DEPOT], stops[:, None]]
        may &= columns[C.MORE_STOPS] >= 1
        may &= self.release[stops][:, None] <= columns[C.LOADS]
        for measure in range(ground.demand.shape[1]):
            may &= ground.demand[stops, measure][:, None] <= columns[C.ROOM + measure]
        return may

    def _wishes(self, table: Ints, stops: Ints, begin: Ints, more_s: Ints) -> Ints:
        prices = self.ground.problem.prices
        cost: Ints = np.zeros(more_s.shape, np.int64)
        if self.wanting:
            low, high = self.wanted[stops, 0][:, None], self.wanted[stops, 1][:, None]
            off_s = np.maximum(np.maximum(low - begin, begin - high), 0)
            cost = cost + prices.off_wanted_per_s * np.minimum(off_s, PLENTY)
        if self.fair:
            over_s = np.maximum(more_s - np.maximum(table[:, C.FAIR], 0), 0)
            cost = cost + prices.over_fair_per_s * over_s
        if self.ground.area_price:
            entered = table[:, C.AREAS] >> self.ground.area_bit[stops][:, None] & 1
            cost = cost + self.ground.area_price * (1 - entered)
        return cost
