"""Good times for a given order of visits: the search's half of the room.

What can be is worked out in pieces (`pieces.py`); here they are put together to a whole route with
its breaks, cut to the shift, and walked for the cheapest times.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from voedselbrigade.routing.ground import Ground, Load, Order, Timing
from voedselbrigade.routing.pieces import NEVER, Piece, go, then, visit
from voedselbrigade.routing.pricing import route_cost
from voedselbrigade.routing.problem import OPEN, Break, Vehicle

type Leg = tuple[int, int]
"""(trip, 0) is the way to a trip's depot, (trip, i) to its i-th visit, (trips, 0) to the end."""

BEFORE: Leg = (-1, -1)
AFTER: Leg = (-1, -2)
MEMORY = 200_000


def timing(ground: Ground, vehicle: int, order: Order) -> Timing | None:
    """The cheapest times for an order that `ground.fits`; None when there are none at all."""
    key = (vehicle, order)
    if key not in ground.memory:
        if len(ground.memory) > MEMORY:
            ground.memory.clear()
        ground.memory[key] = _best(ground, vehicle, order)
    return ground.memory[key]


def works(ground: Ground, vehicle: int, order: Order) -> bool:
    """Whether an order keeps every hard rule."""
    return ground.fits(vehicle, order) and timing(ground, vehicle, order) is not None


def feasible(ground: Ground, vehicle: int, order: Order) -> bool:
    """Whether there are times that keep every rule of time, whatever they cost."""
    driver = ground.problem.vehicles[vehicle]
    if not _Layout(ground, vehicle, order, None).pieces:
        return False
    ways = product(_legs(driver, order), repeat=len(driver.breaks)) if driver.breaks else [()]
    return any(_Layout(ground, vehicle, order, way).pieces for way in ways)


def _best(ground: Ground, vehicle: int, order: Order) -> Timing | None:
    """Over all ways to lay the breaks on the legs of the route."""
    driver = ground.problem.vehicles[vehicle]
    free = _Layout(ground, vehicle, order, None).best()
    if free is None or not driver.breaks:
        return free
    best: Timing | None = None
    for way in product(_legs(driver, order), repeat=len(driver.breaks)):
        times = _Layout(ground, vehicle, order, way).best()
        if times and (best is None or times.cost < best.cost):
            best = times
        if best and best.cost <= free.cost:
            break
    return best


def _legs(driver: Vehicle, order: Order) -> list[Leg]:
    """Where a break can be taken."""
    legs = [BEFORE, AFTER]
    for trip, (_, stops) in enumerate(order):
        if trip or driver.start is not None:
            legs.append((trip, 0))
        legs.extend((trip, position) for position in range(1, len(stops) + 1))
    if driver.end is not OPEN:
        legs.append((len(order), 0))
    return legs


class _Layout:
    """One order with its breaks on chosen legs, as pieces, and the times for a loading start."""

    def __init__(
        self, ground: Ground, vehicle: int, order: Order, way: tuple[Leg, ...] | None
    ) -> None:
        """`way`: the leg of each break; None leaves the breaks out of account."""
        self.ground, self.vehicle, self.order = ground, vehicle, order
        self.driver = ground.problem.vehicles[vehicle]
        self.breaks = () if way is None else self.driver.breaks
        self.rows = ground.tables.travel_rows[ground.kind[vehicle]]
        self.rests: dict[Leg, list[Break]] = {}
        for rest, leg in sorted(
            zip(self.breaks, way or (), strict=True), key=lambda pair: pair[0].window
        ):
            self.rests.setdefault(leg, []).append(rest)
        self.lead_s = 0
        self.trips = [self._trip(index, load) for index, load in enumerate(order)]
        self.pieces = list(self._cut(self._whole()))

    def _trip(self, index: int, load: Load) -> list[Piece]:
        """A trip as a function of its loading start, in pieces that follow each other."""
        depot, stops = load
        ground, rows, rests = self.ground, self.rows, self.rests
        place, service, windows = ground.place, ground.service, ground.windows
        release_s = max((ground.stops[stop].release_s for stop in stops), default=0)
        site = ground.problem.depots[depot]
        made: list[Piece] = []
        for opens, last, batch in ground.segments[depot]:
            first, here = max(opens, release_s), site.location
            pieces = [(first, last, NEVER, site.loading_s)] if first <= last else []
            for position, stop in enumerate(stops, 1):
                there, spent = place[stop], service[stop]
                pieces = go(pieces, rows[here][there], rests.get((index, position)))
                pieces = visit(pieces, windows[stop], ground.ride[stop], batch)
                if not pieces:
                    break
                here = there
                pieces = [(a, b, floor + spent, span + spent) for a, b, floor, span in pieces]
            made += pieces
        return made

    def _whole(self) -> list[Piece]:
        """The route's end as a function of its first loading start; notes the way before that."""
        ground, order, rows = self.ground, self.order, self.rows
        depots, pieces = ground.problem.depots, self.trips[0]
        if self.driver.start is not None:
            self.lead_s = rows[self.driver.start][depots[order[0][0]].location]
            for rest in self.rests.get((0, 0), ()):
                pieces = self._rest_on_lead(pieces, rest)
        for index in range(1, len(order)):
            here, there = ground.place[order[index - 1][1][-1]], depots[order[index][0]].location
            pieces = go(pieces, rows[here][there], self.rests.get((index, 0)))
            pieces = then(pieces, self.trips[index])
        if self.driver.end is not OPEN:
            here, end = ground.place[order[-1][1][-1]], ground.end_place(self.driver, order[0][0])
            pieces = go(pieces, rows[here][end], self.rests.get((len(order), 0)))
        return pieces

    def _rest_on_lead(self, pieces: list[Piece], rest: Break) -> list[Piece]:
        """A break between the start and the first depot."""
        self.lead_s += rest.duration_s
        low, high = rest.window.start_s + rest.duration_s, rest.window.end_s + self.lead_s
        cut = [(max(a, low), min(b, high), floor, span) for a, b, floor, span in pieces]
        return [piece for piece in cut if piece[0] <= piece[1]]

    def _cut(self, pieces: list[Piece]) -> Iterator[Piece]:
        """What of the pieces lies within the shift and the longest day."""
        driver, lead_s = self.driver, self.lead_s
        begin, end = driver.shift.start_s, driver.shift.end_s
        for rest in self.rests.get(BEFORE, ()):
            begin = max(begin, rest.window.start_s + rest.duration_s)
        for rest in self.rests.get(AFTER, ()):
            end = min(end, rest.window.end_s)
        for first, last, floor, span in pieces:
            low, high = max(first, begin + lead_s), min(last, end - span)
            if driver.max_duration_s is not None:
                if span + lead_s > driver.max_duration_s:
                    continue
                low = max(low, floor + lead_s - driver.max_duration_s)
            if floor <= end and low <= high:
                yield low, high, floor, span

    # Times ----------------------------------------------------------------------------------------

    def best(self) -> Timing | None:
        """The cheapest first loading start on any piece. Without wishes that is, per piece, the
        latest one that delays nothing: the shortest day."""
        if not self.pieces:
            return None
        timings = [
            self._timed(max(first, min(last, floor - span)))
            for first, last, floor, span in self.pieces
        ]
        best = min(timings, key=lambda one: one.cost)
        if any(self.ground.soft[stop] for _, stops in self.order for stop in stops):
            timings = [best, *(self._timed(load_s) for load_s in self._shifted(best))]
            best = min(timings, key=lambda one: one.cost)
        return best

    def _shifted(self, base: Timing) -> Iterator[int]:
        """Loading starts that would bring some wish to the edge of what is wanted."""
        edges: set[int] = set()
        for (_, stops), starts in zip(self.order, base.starts_s, strict=True):
            for stop, start_s in zip(stops, starts, strict=True):
                wanted = self.ground.stops[stop].wanted
                if wanted is not None:
                    earlier_s = base.loads_s[0] - start_s
                    edges |= {earlier_s + wanted.start_s, earlier_s + wanted.end_s}
        for first, last, _, _ in self.pieces:
            moved = {min(max(edge, first), last) for edge in edges}
            yield from sorted((moved | {first, last}) - {base.loads_s[0]})

    def _timed(self, load_s: int) -> Timing:
        """Walk the route from a feasible first loading start and write down the times."""
        ground, rows = self.ground, self.rows
        depots = ground.problem.depots
        rest_at: dict[Break, int] = {}
        self._travel(rest_at, (0, 0), load_s - self.lead_s, 0)
        loads, starts = [], []
        now, here = load_s, depots[self.order[0][0]].location
        for index, (depot, stops) in enumerate(self.order):
            site = depots[depot]
            if index:
                now = self._travel(rest_at, (index, 0), now, rows[here][site.location])
                now = _loading(self.trips[index], now)
            loads.append(now)
            now, here, visits = now + site.loading_s, site.location, []
            for position, stop in enumerate(stops, 1):
                way_s = rows[here][ground.place[stop]]
                now = _opening(
                    ground.windows[stop], self._travel(rest_at, (index, position), now, way_s)
                )
                visits.append(now)
                now, here = now + ground.service[stop], ground.place[stop]
            starts.append(tuple(visits))
        if self.driver.end is not OPEN:
            way_s = rows[here][ground.end_place(self.driver, self.order[0][0])]
            now = self._travel(rest_at, (len(self.order), 0), now, way_s)
        rest_at |= {rest: rest.window.start_s for rest in self.rests.get(BEFORE, ())}
        rest_at |= {rest: rest.window.end_s for rest in self.rests.get(AFTER, ())}
        made = Timing(
            load_s - self.lead_s,
            now,
            tuple(loads),
            tuple(starts),
            tuple(rest_at[rest] for rest in self.breaks),
            0,
        )
        return replace(made, cost=route_cost(ground, self.vehicle, self.order, made))

    def _travel(self, rest_at: dict[Break, int], leg: Leg, now: int, way_s: int) -> int:
        """When a leg is over; its breaks are taken as soon as their windows open."""
        rested = now
        for rest in self.rests.get(leg, ()) if self.rests else ():
            rest_at[rest] = max(rested, rest.window.start_s)
            rested = rest_at[rest] + rest.duration_s
            way_s += rest.duration_s
        return max(rested, now + way_s)


def _opening(windows: list[tuple[int, int]], arrive_s: int) -> int:
    """When a visit can start after arriving."""
    return next(max(arrive_s, opens) for opens, closes in windows if arrive_s <= closes)


def _loading(pieces: list[Piece], now: int) -> int:
    """The latest loading start of a later trip that does not delay its end."""
    for first, last, floor, span in pieces:
        if last >= now:
            return max(now, first, min(last, floor - span))
    raise AssertionError("a feasible order has a loading start for every trip")
