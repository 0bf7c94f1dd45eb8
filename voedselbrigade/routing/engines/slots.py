"""Where a stop could be put into a route: all slots of all routes judged at once with arrays.

The screen is one-sided: what it turns down is impossible, what it lets through may still fail on
the exact schedule (breaks, hot clock with waiting). Its costs are the minutes and metres added.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from voedselbrigade.routing.ground import Bools, Ground, Ints, Load, Order
from voedselbrigade.routing.problem import OPEN, Vehicle

FULL = 1 << 60
"""The cost of a slot that cannot be."""
NOWHERE = -1
PLENTY = 1 << 40


class Column(IntEnum):
    """The columns of a slot table; after `ROOM` follows the room left in each measure.

    READY: the earliest moment to leave `PREV`; DUE: the latest to arrive at `NEXT`; SINCE: seconds
    since loading at least; SLACK: seconds that later stops of the trip can bear; MORE_S, MORE_M,
    MORE_STOPS: what the route can still bear; DIRECT: the leg that the stop interrupts; BASE: what
    a new trip costs by itself; FAIR: seconds left of the fair share; LOADS: the latest loading.
    """

    VEHICLE = 0
    KIND = 1
    TRIP = 2
    POSITION = 3
    DEPOT = 4
    PREV = 5
    NEXT = 6
    READY = 7
    DUE = 8
    SINCE = 9
    SLACK = 10
    MORE_S = 11
    MORE_M = 12
    MORE_STOPS = 13
    DIRECT_S = 14
    DIRECT_M = 15
    BASE_S = 16
    BASE_M = 17
    BASE_COST = 18
    FAIR = 19
    LOADS = 20
    NEW = 21
    ROOM = 22


C = Column


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


class Screen:
    """Judges slots for stops. Keeps the slot tables of routes it has seen."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        problem = ground.problem
        self.place = np.array(ground.place, np.int64)
        self.service = np.array(ground.service, np.int64)
        count = max((len(windows) for windows in ground.windows), default=1)
        padded = [[*windows, *[(0, -1)] * (count - len(windows))] for windows in ground.windows]
        self.windows: Ints = np.array(padded, np.int64).reshape(len(padded), count, 2)
        rides = [PLENTY if ride is None else ride for ride in ground.ride]
        self.ride = np.array(rides, np.int64)
        self.release = np.array([stop.release_s for stop in problem.stops], np.int64)
        self.cost_s = np.array([v.cost_per_s for v in problem.vehicles], np.int64)
        self.cost_m = np.array([v.cost_per_m for v in problem.vehicles], np.int64)
        wanted = [stop.wanted for stop in problem.stops]
        self.wanting = any(window is not None for window in wanted)
        bounds = [(w.start_s, w.end_s) if w else (-PLENTY, PLENTY) for w in wanted]
        self.wanted: Ints = np.array(bounds, np.int64).reshape(-1, 2)
        self.fair = any(vehicle.fair_s is not None for vehicle in problem.vehicles)
        self._tables: dict[tuple[int, Order], Ints] = {}

    def table(self, vehicle: int, order: Order) -> Ints:
        """The slots of one vehicle's route (no trips: of a vehicle at home), one row each."""
        key = (vehicle, order)
        known = self._tables.get(key)
        if known is None:
            if len(self._tables) > 50_000:
                self._tables.clear()
            rows = list(_rows(self.ground, vehicle, order))
            width = C.ROOM + len(self.ground.problem.measures)
            known = self._tables[key] = np.array(rows, np.int64).reshape(len(rows), width)
        return known

    def costs(self, table: Ints, stops: Ints) -> Ints:
        """[stop, slot]: what each stop adds in each slot, `FULL` where it cannot be."""
        columns = table.T
        kind, prev, following = columns[C.KIND], columns[C.PREV], columns[C.NEXT]
        place, service = self.place[stops][:, None], self.service[stops][:, None]
        travel, metres = self.ground.tables.travel, self.ground.tables.metres
        to_s, on_s = travel[kind, prev, place], travel[kind, place, following]
        on_s = np.where(following == NOWHERE, 0, on_s)
        arrive = columns[C.READY] + to_s
        begin = self._begin(arrive, stops)
        more_s = to_s + service + on_s - columns[C.DIRECT_S] + columns[C.BASE_S]
        to_m, on_m = metres[kind, prev, place], metres[kind, place, following]
        on_m = np.where(following == NOWHERE, 0, on_m)
        more_m = to_m + on_m - columns[C.DIRECT_M] + columns[C.BASE_M]
        possible = begin + service + on_s <= columns[C.DUE]
        possible &= columns[C.SINCE] + to_s <= self.ride[stops][:, None]
        possible &= to_s + service + on_s - columns[C.DIRECT_S] <= columns[C.SLACK]
        possible &= (more_s <= columns[C.MORE_S]) & (more_m <= columns[C.MORE_M])
        possible &= self._may(table, stops)
        vehicle = columns[C.VEHICLE]
        cost = self.cost_s[vehicle] * more_s + self.cost_m[vehicle] * more_m
        cost += columns[C.BASE_COST] + self.ground.pair_cost[vehicle, stops[:, None]]
        cost += self._wishes(table, stops, begin, more_s)
        return np.where(possible, cost, FULL)

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
        return cost


# Rows of a table ---------------------------------------------------------------------------------


def _rows(ground: Ground, vehicle: int, order: Order) -> Iterator[tuple[int, ...]]:
    walk = _Walk(ground, vehicle, order)
    for index in range(len(order)):
        yield from walk.within(index)
    if len(order) < ground.problem.vehicles[vehicle].max_trips:
        for depot in ground.may_load[vehicle]:
            for index in range(len(order) + 1):
                yield from walk.fresh(index, depot)


class _Walk:
    """Earliest and latest moments along one route, without regard to the longest day."""

    def __init__(self, ground: Ground, vehicle: int, order: Order) -> None:
        self.ground, self.vehicle, self.order = ground, vehicle, order
        self.driver: Vehicle = ground.problem.vehicles[vehicle]
        self.kind = ground.kind[vehicle]
        self.rows = ground.tables.travel_rows[self.kind]
        self.metres = ground.tables.metre_rows[self.kind]
        self.depots = ground.problem.depots
        self._forward()
        self._backward()
        self._bearable()

    def _forward(self) -> None:
        """`ready[trip][i]`: when the vehicle is done with visit i at the earliest (0: loading);
        `since` the same, in seconds after loading and without waiting."""
        here, now = self.driver.start, self.driver.shift.start_s
        self.ready: list[list[int]] = []
        self.since: list[list[int]] = []
        self.arrived: list[int] = [now]
        for load in self.order:
            ready, since = self._trip_forward(load, here, now)
            self.ready.append(ready)
            self.since.append(since)
            here, now = self.ground.place[load[1][-1]], ready[-1]
            self.arrived.append(now)

    def _trip_forward(self, load: Load, here: int | None, now: int) -> tuple[list[int], list[int]]:
        ground, (depot, stops) = self.ground, load
        released = max(ground.stops[stop].release_s for stop in stops)
        now = self._loaded(depot, max(now + self._way(here, depot), released))
        site = self.depots[depot]
        place, spent = site.location, site.loading_s
        ready, since = [now], [spent]
        for stop in stops:
            there = ground.place[stop]
            way_s = self.rows[place][there]
            now = _begin(ground.windows[stop], now + way_s) + ground.service[stop]
            spent += way_s + ground.service[stop]
            place = there
            ready.append(now)
            since.append(spent)
        return ready, since

    def _way(self, here: int | None, depot: int) -> int:
        return 0 if here is None else self.rows[here][self.depots[depot].location]

    def _way_m(self, here: int | None, depot: int) -> int:
        return 0 if here is None else self.metres[here][self.depots[depot].location]

    def _loaded(self, depot: int, now: int) -> int:
        """When loading is over at the earliest, for a vehicle that is there from `now`."""
        for first, last, _ in self.ground.segments[depot]:
            if now <= last:
                return max(now, first) + self.depots[depot].loading_s
        return PLENTY

    def _backward(self) -> None:
        """`due[trip][i]`: when the vehicle has to be at visit i at the latest (last: at what
        follows the trip); `loads` when a trip has to be loaded."""
        ground, count = self.ground, len(self.order)
        latest = self.driver.shift.end_s
        self.due: list[list[int]] = [[] for _ in self.order]
        self.loads: list[int] = [0] * count
        following = self._end(self.order[0][0]) if count else NOWHERE
        for index in range(count - 1, -1, -1):
            depot, stops = self.order[index]
            due = [latest]
            for stop in reversed(stops):
                place = ground.place[stop]
                way_s = 0 if following == NOWHERE else self.rows[place][following]
                leave = latest - way_s - ground.service[stop]
                latest = max(
                    (min(b, leave) for a, b in ground.windows[stop] if a <= leave), default=-1
                )
                due.append(latest)
                following = place
            site = self.depots[depot]
            latest -= self.rows[site.location][following] + site.loading_s
            hours = (min(b, latest) for a, b, _ in ground.segments[depot] if a <= latest)
            latest = max(hours, default=-1)
            self.due[index], self.loads[index], following = due[::-1], latest, site.location
        self.first_due = latest

    def _end(self, depot: int) -> int:
        driver = self.driver
        return NOWHERE if driver.end is OPEN else self.ground.end_place(driver, depot)

    def _bearable(self) -> None:
        driver, ground, order = self.driver, self.ground, self.order
        spent_s = sum(since[-1] for since in self.since)
        here = driver.start
        for depot, stops in order:
            spent_s += self._way(here, depot)
            here = ground.place[stops[-1]]
        end = self._end(order[0][0]) if order else NOWHERE
        if end != NOWHERE and here is not None:
            spent_s += self.rows[here][end]
        way_m = ground.way_m(self.vehicle, order) if order else 0
        count = sum(len(stops) for _, stops in order)
        self.more_s = PLENTY if driver.max_duration_s is None else driver.max_duration_s - spent_s
        self.more_m = PLENTY if driver.max_distance_m is None else driver.max_distance_m - way_m
        self.more_stops = PLENTY if driver.max_stops is None else driver.max_stops - count
        self.fair = PLENTY if driver.fair_s is None else driver.fair_s - spent_s

    def within(self, index: int) -> Iterator[tuple[int, ...]]:
        """Slots on a trip that is there."""
        ground, (depot, stops) = self.ground, self.order[index]
        places = [self.depots[depot].location, *(ground.place[stop] for stop in stops)]
        follows = [*places[1:], self._following(index)]
        room = np.array(self.driver.capacity) - ground.demand[list(stops)].sum(axis=0)
        slacks = self._slacks(index)
        for position, (prev, following) in enumerate(zip(places, follows, strict=True)):
            direct_s = 0 if following == NOWHERE else self.rows[prev][following]
            direct_m = 0 if following == NOWHERE else self.metres[prev][following]
            yield (
                self.vehicle, self.kind, index, position, depot, prev, following,
                self.ready[index][position], self.due[index][position],
                self.since[index][position], slacks[position],
                self.more_s, self.more_m, self.more_stops,
                direct_s, direct_m, 0, 0, 0, self.fair, self.loads[index], 0,
                *room.tolist(),
            )  # fmt: skip

    def _slacks(self, index: int) -> list[int]:
        """For each slot: how much longer the ride of every stop behind it may become."""
        stops, since, slack = self.order[index][1], self.since[index], PLENTY
        slacks = [slack]
        for position in range(len(stops), 0, -1):
            stop = stops[position - 1]
            ride_s = self.ground.ride[stop]
            if ride_s is not None:
                slack = min(slack, ride_s - since[position] + self.ground.service[stop])
            slacks.append(slack)
        return slacks[::-1]

    def _following(self, index: int) -> int:
        """The place after a trip: the next depot, or the end."""
        if index + 1 < len(self.order):
            return self.depots[self.order[index + 1][0]].location
        return self._end(self.order[0][0])

    def fresh(self, index: int, depot: int) -> Iterator[tuple[int, ...]]:
        """The slot on a new trip that becomes the route's trip `index`."""
        driver, count, site = self.driver, len(self.order), self.depots[depot]
        here = self.ground.place[self.order[index - 1][1][-1]] if index else driver.start
        ready = self._loaded(depot, self.arrived[index] + self._way(here, depot))
        last = index == count
        due = driver.shift.end_s if last else self.loads[index]
        first = self.order[0][0] if index else depot
        following = self._end(first) if last else self.depots[self.order[index][0]].location
        before = self._before(index, here)
        home_s, home_m = self._other_end(depot) if count and not index else (0, 0)
        if home_s:
            due = PLENTY
        base_cost = 0 if count else driver.cost_fixed
        yield (
            self.vehicle, self.kind, index, 0, depot, site.location, following,
            ready, due, site.loading_s, PLENTY, self.more_s, self.more_m, self.more_stops,
            0, 0, self._way(here, depot) + site.loading_s - before[0] + home_s,
            self._way_m(here, depot) - before[1] + home_m, base_cost, self.fair, due, 1,
            *driver.capacity,
        )  # fmt: skip

    def _other_end(self, depot: int) -> tuple[int, int]:
        """How much longer the way to the end becomes when the first trip is from this depot."""
        before, after = self._end(self.order[0][0]), self._end(depot)
        if before == after:
            return 0, 0
        here = self.ground.place[self.order[-1][1][-1]]
        return (
            self.rows[here][after] - self.rows[here][before],
            self.metres[here][after] - self.metres[here][before],
        )

    def _before(self, index: int, here: int | None) -> tuple[int, int]:
        """The leg that a new trip replaces, in seconds and metres."""
        if not self.order or here is None:
            return 0, 0
        last = index == len(self.order)
        there = self._following(index - 1) if last else self.depots[self.order[index][0]].location
        return (0, 0) if there == NOWHERE else (self.rows[here][there], self.metres[here][there])


def _begin(windows: list[tuple[int, int]], arrive_s: int) -> int:
    """The earliest start; far too late when all windows are over."""
    return next((max(arrive_s, a) for a, b in windows if arrive_s <= b), PLENTY)
