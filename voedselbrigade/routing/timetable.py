"""The plainest times for any order, also for one that breaks rules: load, and then go on at once.

Where the exact schedule finds no times, somebody may still want to know what would happen, and by
how much it is too late. So everything is as early as it can be, and late where it has to be.
"""

from __future__ import annotations

from voedselbrigade.routing.ground import Ground, Order, Timing
from voedselbrigade.routing.pricing import route_cost
from voedselbrigade.routing.problem import OPEN, UNREACHABLE, Break, Vehicle


def as_early_as_can_be(ground: Ground, vehicle: int, order: Order, load_s: int) -> Timing:
    """The times when the first loading starts at `load_s` or as soon after it as it can."""
    return _Walk(ground, vehicle).timed(order, load_s)


class _Walk:
    """One vehicle on its way, with the breaks it still has to take."""

    def __init__(self, ground: Ground, vehicle: int) -> None:
        self.ground, self.vehicle = ground, vehicle
        self.driver: Vehicle = ground.problem.vehicles[vehicle]
        self.rows = ground.tables.travel_rows[ground.kind[vehicle]]
        self.rests: dict[Break, int] = {}

    def timed(self, order: Order, load_s: int) -> Timing:
        ground, depots = self.ground, self.ground.problem.depots
        first = depots[order[0][0]].location
        lead_s = 0 if self.driver.start is None else self._way_s(self.driver.start, first)
        now = self._loading(order, 0, max(load_s, self.driver.shift.start_s + lead_s))
        start_s, here = now - lead_s, first
        loads, starts = list[int](), list[tuple[int, ...]]()
        for index, (depot, stops) in enumerate(order):
            site = depots[depot]
            if index:
                now = self._loading(order, index, self._gone(now, here, site.location))
            loads.append(now)
            now, here, visits = now + site.loading_s, site.location, list[int]()
            for stop in stops:
                now = self._gone(now, here, ground.place[stop])
                now = _opened(ground.windows[stop], now)
                visits.append(now)
                now, here = now + ground.service[stop], ground.place[stop]
            starts.append(tuple(visits))
        if self.driver.end is not OPEN:
            now = self._gone(now, here, ground.end_place(self.driver, order[0][0]))
        breaks = tuple(self.rests.get(rest, rest.window.end_s) for rest in self.driver.breaks)
        times = Timing(start_s, now, tuple(loads), tuple(starts), breaks, 0)
        cost = route_cost(ground, self.vehicle, order, times)
        return Timing(start_s, now, tuple(loads), tuple(starts), breaks, cost)

    def _way_s(self, here: int, there: int) -> int:
        """A leg without a way takes no time: that there is none is a breach by itself."""
        way_s = self.rows[here][there]
        return 0 if way_s >= UNREACHABLE else way_s

    def _gone(self, now: int, here: int, there: int) -> int:
        """When a journey is over; a break is taken before it, once its window is open."""
        arrive_s = now + self._way_s(here, there)
        for rest in self.driver.breaks:
            if rest not in self.rests and arrive_s > rest.window.start_s:
                self.rests[rest] = max(now, rest.window.start_s)
                now = self.rests[rest] + rest.duration_s
                arrive_s = max(arrive_s + rest.duration_s, now)
        return arrive_s

    def _loading(self, order: Order, index: int, now: int) -> int:
        """When a trip can be loaded: the goods released, the depot open, the first meals ready."""
        depot, stops = order[index]
        now = max(now, *(self.ground.stops[stop].release_s for stop in stops))
        segments = self.ground.segments[depot]
        return next((max(now, first) for first, last, _ in segments if now <= last), now)


def _opened(windows: list[tuple[int, int]], now: int) -> int:
    """When a visit can start; on arrival when all its windows are over."""
    return next((max(now, opens) for opens, closes in windows if now <= closes), now)
