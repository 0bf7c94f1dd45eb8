"""The slots of a route as a table of numbers: what a stop meets in each place it could be put.

Every row is worked out once per route; `slots.Screen` then judges all rows for all stops at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum

import numpy as np

from voedselbrigade.routing.ground import Ground, Load, Order
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
    a new trip costs by itself, a sheet that is printed again, a stop above the fair share; FAIR:
    seconds left of the fair share; LOADS: the latest loading; AREAS: a bit for every area that is
    no extra one.
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
    AREAS = 22
    ROOM = 23


C = Column


def rows(ground: Ground, vehicle: int, order: Order) -> Iterator[tuple[int, ...]]:
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
        self.areas = ground.free_areas(order) if ground.area_price else 0
        self.sheet = ground.sheet_price if ground.is_as_before(vehicle, order) else 0
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
        self.one_more = self.sheet
        if driver.fair_stops is not None and count >= driver.fair_stops:
            self.one_more += ground.problem.prices.over_fair_stop

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
                direct_s, direct_m, 0, 0, self.one_more, self.fair, self.loads[index], 0,
                self.areas, *room.tolist(),
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
        base_cost = self.one_more + (0 if count else driver.cost_fixed)
        yield (
            self.vehicle, self.kind, index, 0, depot, site.location, following,
            ready, due, site.loading_s, PLENTY, self.more_s, self.more_m, self.more_stops,
            0, 0, self._way(here, depot) + site.loading_s - before[0] + home_s,
            self._way_m(here, depot) - before[1] + home_m, base_cost, self.fair, due, 1,
            self.areas, *driver.capacity,
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
