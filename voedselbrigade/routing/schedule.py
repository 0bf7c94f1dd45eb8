"""Good times for a given order of visits, and what they cost: the search's half of the room.

A trip is a function from the moment its loading starts to the moment its last visit is done. That
function is a handful of pieces `(first, last, floor, span)`: for a loading start `x` from `first`
to `last`, the end is `max(floor, x + span)`. Windows, hot clock, batches and breaks only cut pieces
or lift floors, so an order is feasible exactly when a piece is left: no guess, no search.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

from voedselbrigade.routing.ground import Ground, Load, Order
from voedselbrigade.routing.problem import (
    OPEN,
    UNREACHABLE,
    Break,
    Route,
    Solution,
    Trip,
    Vehicle,
    Visit,
)

type Piece = tuple[int, int, int, int]
type Leg = tuple[int, int]
"""(trip, 0) is the way to a trip's depot, (trip, i) to its i-th visit, (trips, 0) to the end."""

NEVER = -UNREACHABLE * 10
BEFORE: Leg = (-1, -1)
AFTER: Leg = (-1, -2)
MEMORY = 200_000


@dataclass(frozen=True, slots=True)
class Timing:
    """An order with its times: `loads_s` per trip, `starts_s` per trip and visit."""

    start_s: int
    end_s: int
    loads_s: tuple[int, ...]
    starts_s: tuple[tuple[int, ...], ...]
    breaks_s: tuple[int, ...]
    cost: int


def timing(ground: Ground, vehicle: int, order: Order) -> Timing | None:
    """The cheapest times for an order that `ground.fits`; None when there are none at all."""
    key = (vehicle, order)
    if key not in ground.memory:
        if len(ground.memory) > MEMORY:
            ground.memory.clear()
        ground.memory[key] = _best(ground, vehicle, order)
    known: Timing | None = ground.memory[key]
    return known


def works(ground: Ground, vehicle: int, order: Order) -> bool:
    """Whether an order keeps every hard rule."""
    return ground.fits(vehicle, order) and timing(ground, vehicle, order) is not None


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


# Pieces ------------------------------------------------------------------------------------------


def _go(pieces: list[Piece], way_s: int, rests: list[Break] | None = None) -> list[Piece]:
    """Travel, with the breaks that are taken on the way."""
    if not rests:
        return [(first, last, floor + way_s, span + way_s) for first, last, floor, span in pieces]
    made = []
    for first, last, floor, span in pieces:
        low, high, rested, gone = first, last, floor, span
        for rest in rests:
            low = low if rested <= rest.window.end_s else high + 1
            high = min(high, rest.window.end_s - gone)
            rested = max(rested, rest.window.start_s) + rest.duration_s
            gone += rest.duration_s
        if low <= high:
            made.append((low, high, max(rested, floor + gone - span + way_s), gone + way_s))
    return made


def _visit(
    pieces: list[Piece], windows: list[tuple[int, int]], ride_s: int | None, batch: int | None
) -> list[Piece]:
    """Start a visit in its first window that is still to come, and in time for the hot clock."""
    made = []
    for first, last, floor, span in pieces:
        since = NEVER
        for opens, closes in windows:
            low, high, begin = first, min(last, closes - span), max(floor, opens)
            if floor <= since:
                low = max(low, since - span + 1)
            since = max(since, closes)
            if floor > closes:
                continue
            if ride_s is not None and batch is not None:
                if begin > batch + ride_s:
                    continue
                high = min(high, batch + ride_s - span)
            elif ride_s is not None:
                if span > ride_s:
                    continue
                low = max(low, begin - ride_s)
            if low <= high:
                made.append((low, high, begin, span))
    return made


def _then(pieces: list[Piece], following: list[Piece]) -> list[Piece]:
    """One function after the other: the next trip loads at the first moment that can be."""
    made = []
    for first, last, floor, span in pieces:
        since = NEVER
        for opens, closes, next_floor, next_span in following:
            low, high = first, min(last, closes - span)
            if floor <= since:
                low = max(low, since - span + 1)
            since = closes
            if floor <= closes and low <= high:
                arrive = max(floor, opens)
                made.append((low, high, max(next_floor, arrive + next_span), span + next_span))
    return made


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
                pieces = _go(pieces, rows[here][there], rests.get((index, position)))
                pieces = _visit(pieces, windows[stop], ground.ride[stop], batch)
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
            pieces = _go(pieces, rows[here][there], self.rests.get((index, 0)))
            pieces = _then(pieces, self.trips[index])
        if self.driver.end is not OPEN:
            here, end = ground.place[order[-1][1][-1]], ground.end_place(self.driver, order[0][0])
            pieces = _go(pieces, rows[here][end], self.rests.get((len(order), 0)))
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
        return replace(made, cost=cost(ground, self.vehicle, self.order, made))

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


# Cost --------------------------------------------------------------------------------------------


def cost(ground: Ground, vehicle: int, order: Order, times: Timing) -> int:
    """All that one route costs; what is shared between routes stands in `plan_cost`."""
    driver, prices = ground.problem.vehicles[vehicle], ground.problem.prices
    spent_s = times.end_s - times.start_s
    total = driver.cost_fixed + driver.cost_per_s * spent_s
    if driver.cost_per_m:
        total += driver.cost_per_m * ground.way_m(vehicle, order)
    if driver.fair_s is not None:
        total += prices.over_fair_per_s * max(0, spent_s - driver.fair_s)
    pair = ground.pair_rows[vehicle]
    for index, (depot, stops) in enumerate(order):
        for position, stop in enumerate(stops):
            total += pair[stop]
            if ground.soft[stop]:
                total += _wish_cost(
                    ground, stop, depot, times.loads_s[index], times.starts_s[index][position]
                )
    return total


def _wish_cost(ground: Ground, stop: int, depot: int, load_s: int, start_s: int) -> int:
    asked, prices, total = ground.stops[stop], ground.problem.prices, 0
    if asked.wanted is not None:
        early_s, late_s = asked.wanted.start_s - start_s, start_s - asked.wanted.end_s
        total += prices.off_wanted_per_s * max(0, early_s, late_s)
    if asked.wanted_ride_s is not None:
        ride_s = start_s - hot_s(ground, depot, load_s)
        total += prices.long_ride_per_s * max(0, ride_s - asked.wanted_ride_s)
    return total


def hot_s(ground: Ground, depot: int, load_s: int) -> int:
    """The moment from which the meals of a trip are counted as under way."""
    for first, last, batch in ground.segments[depot]:
        if first <= load_s <= last and batch is not None:
            return batch
    return load_s


def split_cost(ground: Ground, orders: dict[int, Order]) -> int:
    """What it costs that groups are served by more than one vehicle."""
    if not ground.grouped:
        return 0
    riders: dict[int, set[int]] = {}
    for vehicle, order in orders.items():
        for _, stops in order:
            for stop in stops:
                group = ground.groups[stop]
                if group is not None:
                    riders.setdefault(group, set()).add(vehicle)
    return ground.problem.prices.split_group * sum(len(some) - 1 for some in riders.values())


def plan_cost(ground: Ground, orders: dict[int, Order]) -> int:
    """The cost of a whole plan as the search counts it; every order must have a timing."""
    total, served = split_cost(ground, orders), set[int]()
    for vehicle, order in orders.items():
        times = timing(ground, vehicle, order)
        if times is None:
            raise AssertionError("a plan is made of feasible routes")
        total += times.cost
        served.update(stop for _, stops in order for stop in stops)
    return total + sum(s.price for index, s in enumerate(ground.stops) if index not in served)


def as_solution(ground: Ground, orders: dict[int, Order]) -> Solution:
    """Orders with their times, in order of vehicle; whoever is on none is left out."""
    routes, served = [], set[int]()
    for vehicle, order in sorted(orders.items()):
        times = timing(ground, vehicle, order)
        if times is None:
            raise AssertionError("a plan is made of feasible routes")
        routes.append(_route(ground, vehicle, order, times))
        served.update(routes[-1].stops)
    left_out = tuple(stop for stop in range(len(ground.stops)) if stop not in served)
    return Solution(tuple(routes), left_out)


def _route(ground: Ground, vehicle: int, order: Order, times: Timing) -> Route:
    trips = tuple(
        Trip(
            depot,
            load_s,
            load_s + ground.problem.depots[depot].loading_s,
            tuple(Visit(stop, start_s) for stop, start_s in zip(stops, starts, strict=True)),
        )
        for (depot, stops), load_s, starts in zip(order, times.loads_s, times.starts_s, strict=True)
    )
    return Route(vehicle, times.start_s, times.end_s, trips, times.breaks_s)


def as_orders(solution: Solution) -> dict[int, Order]:
    """A plan without its times."""
    return {
        route.vehicle: tuple((trip.depot, route_stops(trip)) for trip in route.trips)
        for route in solution.routes
    }


def route_stops(trip: Trip) -> tuple[int, ...]:
    return tuple(visit.stop for visit in trip.visits)
