"""Good times for a given order of visits, and what they cost: the search's half of the room.

A trip is a function from the moment its loading starts to the moment its last visit is done. That
function is a handful of pieces `(first, last, floor, span)`: for a loading start `x` from `first`
to `last`, the end is `max(floor, x + span)`. Windows, hot clock, batches and breaks only cut pieces
or lift floors, so a sequence is feasible exactly when a piece is left: no guess, no search.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt

from voedselbrigade.routing.problem import (
    ALL_DAY,
    OPEN,
    UNREACHABLE,
    Break,
    Problem,
    Route,
    Solution,
    Stop,
    Trip,
    Vehicle,
    Visit,
)

type Piece = tuple[int, int, int, int]
type Load = tuple[int, tuple[int, ...]]
"""A trip without times: the depot, and the stops in order."""
type Order = tuple[Load, ...]
"""A route without times."""
type Ints = npt.NDArray[np.int64]
type Bools = npt.NDArray[np.bool_]
type Rests = dict[tuple[int, int], list[Break]]
"""Breaks by the leg they are taken on: (trip, 0) is the way to its depot, (trip, i) to visit i."""

NEVER = -UNREACHABLE * 10


@dataclass(frozen=True, slots=True)
class Timing:
    """An order with its times: `loads_s` per trip, `starts_s` per trip and visit."""

    start_s: int
    end_s: int
    loads_s: tuple[int, ...]
    starts_s: tuple[tuple[int, ...], ...]
    breaks_s: tuple[int, ...]
    cost: int


class Ground:
    """A problem laid out for searching: tables as lists and arrays, and what is allowed at all.

    Axes: `travel` and `metres` [kind, from, to] where a kind is a profile at a speed; `allowed` and
    `pair_cost` [vehicle, stop]; `held` [depot, stop]; `demand` [stop, measure].
    """

    def __init__(self, problem: Problem, like: Ground | None = None) -> None:
        """`like`: ground of a problem with the same tables and speeds, whose tables are reused."""
        self.problem = problem
        self.stops = problem.stops
        kinds = sorted({(vehicle.profile, vehicle.speed_percent) for vehicle in problem.vehicles})
        self.kind = [kinds.index((v.profile, v.speed_percent)) for v in problem.vehicles]
        if like is None:
            self._lay_tables(kinds)
        else:
            self.travel, self.metres = like.travel, like.metres
            self.travel_rows, self.metre_rows = like.travel_rows, like.metre_rows
        self._lay_stops()
        self._lay_pairs()
        self.segments = [list(_segments(problem, depot)) for depot in range(len(problem.depots))]
        self._memory: dict[tuple[int, Order], Timing | None] = {}

    def _lay_tables(self, kinds: list[tuple[int, int]]) -> None:
        travel, metres = [], []
        for profile, speed in kinds:
            table = self.problem.profiles[profile]
            way_s, way_m = table.duration_s.astype(np.int64), table.distance_m.astype(np.int64)
            cut_off = (way_s >= UNREACHABLE) | (way_m >= UNREACHABLE)
            travel.append(np.where(cut_off, UNREACHABLE, -(-way_s * 100 // speed)))
            metres.append(np.where(cut_off, UNREACHABLE, way_m))
        empty = np.zeros((0, 0, 0), np.int64)
        self.travel: Ints = np.stack(travel) if travel else empty
        self.metres: Ints = np.stack(metres) if metres else empty
        self.travel_rows: list[list[list[int]]] = [table.tolist() for table in travel]
        self.metre_rows: list[list[list[int]]] = [table.tolist() for table in metres]

    def _lay_stops(self) -> None:
        self.place = [stop.location for stop in self.stops]
        self.service = [stop.service_s for stop in self.stops]
        self.windows = [_windows(stop) for stop in self.stops]
        self.ride = [stop.max_ride_s for stop in self.stops]
        self.soft = [
            stop.wanted is not None or stop.wanted_ride_s is not None for stop in self.stops
        ]
        width = len(self.problem.measures)
        self.demand = np.array([s.demand for s in self.stops], np.int64).reshape(-1, width)
        self.price = np.array([stop.price for stop in self.stops], np.int64)

    def _lay_pairs(self) -> None:
        problem, shape = self.problem, (len(self.problem.vehicles), len(self.stops))
        self.held: Bools = np.array(
            [
                [stop.depots is None or depot in stop.depots for stop in self.stops]
                for depot in range(len(problem.depots))
            ],
            np.bool_,
        ).reshape(len(problem.depots), len(self.stops))
        self.may_load = [_may_load(problem, vehicle) for vehicle in problem.vehicles]
        self.allowed: Bools = np.zeros(shape, np.bool_)
        for index, vehicle in enumerate(problem.vehicles):
            tags = np.array([stop.needs <= vehicle.tags for stop in self.stops], np.bool_)
            fits = (self.demand <= np.array(vehicle.capacity)).all(axis=1)
            self.allowed[index] = tags & fits & self.held[self.may_load[index]].any(axis=0)
        for index, other in problem.excluded:
            self.allowed[index, other] = False
        for stop, index in problem.locks.items():
            keep = self.allowed[index, stop]
            self.allowed[:, stop] = False
            self.allowed[index, stop] = keep
        self.pair_cost: Ints = np.zeros(shape, np.int64)
        for (index, stop), cost in problem.pair_cost.items():
            self.pair_cost[index, stop] += cost
        self._lay_previous()
        self.pair_rows: list[list[int]] = self.pair_cost.tolist()
        self.groups = [stop.group for stop in self.stops]
        self.grouped = bool(problem.prices.split_group) and any(g is not None for g in self.groups)

    def _lay_previous(self) -> None:
        if self.problem.previous is None:
            return
        for route in self.problem.previous.routes:
            for stop in route.stops:
                self.pair_cost[:, stop] += self.problem.prices.moved
                self.pair_cost[route.vehicle, stop] -= self.problem.prices.moved

    # What an order takes, apart from time ---------------------------------------------------------

    def fits(self, vehicle: int, order: Order) -> bool:
        """The rules that no time can mend: who, what, how much and how far."""
        driver = self.problem.vehicles[vehicle]
        if len(order) > driver.max_trips:
            return False
        count = 0
        for depot, stops in order:
            chosen = list(stops)
            count += len(chosen)
            if depot not in self.may_load[vehicle] or not self.held[depot, chosen].all():
                return False
            if not self.allowed[vehicle, chosen].all():
                return False
            if (self.demand[chosen].sum(axis=0) > np.array(driver.capacity)).any():
                return False
        if driver.max_stops is not None and count > driver.max_stops:
            return False
        return driver.max_distance_m is None or self.way_m(vehicle, order) <= driver.max_distance_m

    def places(self, vehicle: int, order: Order) -> list[int]:
        """All places that a route passes, in order, from its start to its end."""
        driver = self.problem.vehicles[vehicle]
        passed = [] if driver.start is None else [driver.start]
        for depot, stops in order:
            passed.append(self.problem.depots[depot].location)
            passed.extend(self.place[stop] for stop in stops)
        if driver.end is not OPEN:
            passed.append(self.end_place(driver, order[-1][0]))
        return passed

    def end_place(self, driver: Vehicle, depot: int) -> int:
        return driver.end if isinstance(driver.end, int) else self.problem.depots[depot].location

    def way_m(self, vehicle: int, order: Order) -> int:
        rows, passed = self.metre_rows[self.kind[vehicle]], self.places(vehicle, order)
        return sum(rows[a][b] for a, b in zip(passed, passed[1:], strict=False))

    # Time -----------------------------------------------------------------------------------------

    def timing(self, vehicle: int, order: Order) -> Timing | None:
        """The cheapest times for an order whose other rules hold; None when there are none."""
        key = (vehicle, order)
        if key not in self._memory:
            if len(self._memory) > 200_000:
                self._memory.clear()
            self._memory[key] = _best(self, vehicle, order)
        return self._memory[key]


def _windows(stop: Stop) -> list[tuple[int, int]]:
    return sorted((one.start_s, one.end_s) for one in (stop.windows or (ALL_DAY,)))


def _may_load(problem: Problem, vehicle: Vehicle) -> list[int]:
    every = range(len(problem.depots))
    return [depot for depot in every if vehicle.depots is None or depot in vehicle.depots]


def _segments(problem: Problem, index: int) -> Iterator[tuple[int, int, int | None]]:
    """Stretches in which loading may start, each with the batch that its hot clock starts at."""
    depot = problem.depots[index]
    batches = sorted(set(depot.batches_s))
    for hours in sorted(depot.hours):
        if not batches:
            yield hours.start_s, hours.end_s, None
        for batch, following in zip(batches, [*batches[1:], UNREACHABLE], strict=True):
            first, last = max(hours.start_s, batch), min(hours.end_s, following - 1)
            if first <= last:
                yield first, last, batch


def trip_pieces(
    ground: Ground, rows: list[list[int]], load: Load, trip: int, rests: Rests
) -> list[Piece]:
    """A trip as a function of its loading start, in pieces that follow each other."""
    depot, stops = load
    place, service, windows = ground.place, ground.service, ground.windows
    release_s = max((ground.stops[stop].release_s for stop in stops), default=0)
    site = ground.problem.depots[depot]
    made: list[Piece] = []
    for first, last, batch in ground.segments[depot]:
        first = max(first, release_s)  # noqa: PLW2901
        pieces = [(first, last, NEVER, site.loading_s)] if first <= last else []
        here = site.location
        for position, stop in enumerate(stops, 1):
            there = place[stop]
            pieces = _go(pieces, rows[here][there], rests.get((trip, position)))
            pieces = _visit(pieces, windows[stop], ground.ride[stop], batch)
            if not pieces:
                break
            here = there
            spent = service[stop]
            pieces = [(a, b, floor + spent, span + spent) for a, b, floor, span in pieces]
        made += pieces
    return made


def _go(pieces: list[Piece], way_s: int, rests: list[Break] | None) -> list[Piece]:
    """Travel, with the breaks that are taken on the way."""
    for rest in rests or ():
        spent = rest.duration_s
        pieces = [
            (
                first,
                min(last, rest.window.end_s - span),
                max(floor + spent, rest.window.start_s + spent),
                span + spent,
            )
            for first, last, floor, span in pieces
            if floor <= rest.window.end_s and first <= rest.window.end_s - span
        ]
    return [(first, last, floor + way_s, span + way_s) for first, last, floor, span in pieces]


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


@dataclass(frozen=True, slots=True)
class _Way:
    """One choice of legs for the breaks: those on the road, before the start, after the end."""

    on_road: Rests
    before: tuple[Break, ...]
    after: tuple[Break, ...]
    legs: tuple[tuple[int, int] | None, ...]


BEFORE, AFTER = (-1, -1), (-1, -2)


def _ways(driver: Vehicle, order: Order) -> Iterator[_Way]:
    """All ways to lay the breaks: the cheap ones first."""
    legs = [BEFORE, AFTER]
    for trip, (_, stops) in enumerate(order):
        if trip or driver.start is not None:
            legs.append((trip, 0))
        legs.extend((trip, position) for position in range(1, len(stops) + 1))
    if driver.end is not OPEN:
        legs.append((len(order), 0))
    for chosen in product(legs, repeat=len(driver.breaks)):
        on_road: Rests = {}
        for leg, rest in sorted(
            zip(chosen, driver.breaks, strict=True), key=lambda pair: pair[1].window
        ):
            if leg not in (BEFORE, AFTER):
                on_road.setdefault(leg, []).append(rest)
        yield _Way(
            on_road,
            tuple(r for leg, r in zip(chosen, driver.breaks, strict=True) if leg == BEFORE),
            tuple(r for leg, r in zip(chosen, driver.breaks, strict=True) if leg == AFTER),
            chosen,
        )


def _best(ground: Ground, vehicle: int, order: Order) -> Timing | None:
    driver = ground.problem.vehicles[vehicle]
    if not driver.breaks:
        return _best_way(ground, vehicle, order, _Way({}, (), (), ()))
    timings = (_best_way(ground, vehicle, order, way) for way in _ways(driver, order))
    return min((timing for timing in timings if timing), key=lambda one: one.cost, default=None)


def _best_way(ground: Ground, vehicle: int, order: Order, way: _Way) -> Timing | None:
    """The cheapest loading start on any piece of the whole route."""
    rows = ground.travel_rows[ground.kind[vehicle]]
    trips = [
        trip_pieces(ground, rows, load, index, way.on_road) for index, load in enumerate(order)
    ]
    pieces, lead_s = _whole(ground, vehicle, order, trips, way)
    timings = [
        _timed(ground, vehicle, order, trips, way, load_s, lead_s)
        for load_s in _candidates(ground, order, pieces)
    ]
    if not timings:
        return None
    best = min(timings, key=lambda one: one.cost)
    if any(ground.soft[stop] for _, stops in order for stop in stops):
        shifts = _shifted(ground, order, best, pieces)
        timings = [_timed(ground, vehicle, order, trips, way, load_s, lead_s) for load_s in shifts]
        best = min([best, *timings], key=lambda one: one.cost)
    return best


def _candidates(ground: Ground, order: Order, pieces: list[Piece]) -> list[int]:
    """Per piece the latest loading start that delays nothing: the shortest day."""
    return [max(first, min(last, floor - span)) for first, last, floor, span in pieces]


def _shifted(ground: Ground, order: Order, timing: Timing, pieces: list[Piece]) -> Iterator[int]:
    """Loading starts that would bring some wish to the edge of what is wanted."""
    load_s = timing.loads_s[0]
    edges: set[int] = set()
    for (_, stops), starts in zip(order, timing.starts_s, strict=True):
        for stop, start_s in zip(stops, starts, strict=True):
            wanted = ground.stops[stop].wanted
            if wanted is not None:
                edges |= {load_s + wanted.start_s - start_s, load_s + wanted.end_s - start_s}
    for first, last, _, _ in pieces:
        yield from sorted({min(max(edge, first), last) for edge in edges} | {first, last})


def _whole(
    ground: Ground, vehicle: int, order: Order, trips: list[list[Piece]], way: _Way
) -> tuple[list[Piece], int]:
    """The route's end as a function of its first loading start, cut to shift and longest day; and
    the seconds from the route's start to that loading."""
    driver, depots = ground.problem.vehicles[vehicle], ground.problem.depots
    rows = ground.travel_rows[ground.kind[vehicle]]
    here, lead_s = driver.start, 0
    pieces = trips[0]
    first_place = depots[order[0][0]].location
    if here is not None:
        lead_s = rows[here][first_place]
        for rest in way.on_road.get((0, 0), ()):
            pieces, lead_s = _rest_on_lead(pieces, rest, lead_s)
    for index in range(1, len(order)):
        last_place = ground.place[order[index - 1][1][-1]]
        way_s = rows[last_place][depots[order[index][0]].location]
        pieces = _then(_go(pieces, way_s, way.on_road.get((index, 0))), trips[index])
    if driver.end is not OPEN:
        end = ground.end_place(driver, order[-1][0])
        way_s = rows[ground.place[order[-1][1][-1]]][end]
        pieces = _go(pieces, way_s, way.on_road.get((len(order), 0)))
    return list(_cut(driver, pieces, lead_s, way)), lead_s


def _rest_on_lead(pieces: list[Piece], rest: Break, lead_s: int) -> tuple[list[Piece], int]:
    """A break between the start and the first depot."""
    longer_s = lead_s + rest.duration_s
    low, high = rest.window.start_s + rest.duration_s, rest.window.end_s + longer_s
    cut = [(max(a, low), min(b, high), floor, span) for a, b, floor, span in pieces]
    return [piece for piece in cut if piece[0] <= piece[1]], longer_s


def _cut(driver: Vehicle, pieces: list[Piece], lead_s: int, way: _Way) -> Iterator[Piece]:
    begin, end = driver.shift.start_s, driver.shift.end_s
    begin = max([begin, *(rest.window.start_s + rest.duration_s for rest in way.before)])
    end = min([end, *(rest.window.end_s for rest in way.after)])
    for first, last, floor, span in pieces:
        low, high = max(first, begin + lead_s), min(last, end - span)
        if driver.max_duration_s is not None:
            if span + lead_s > driver.max_duration_s:
                continue
            low = max(low, floor + lead_s - driver.max_duration_s)
        if floor <= end and low <= high:
            yield low, high, floor, span


def _timed(
    ground: Ground,
    vehicle: int,
    order: Order,
    trips: list[list[Piece]],
    way: _Way,
    load_s: int,
    lead_s: int,
) -> Timing:
    """Walk the route from one feasible first loading start and write down the times."""
    rows, driver = ground.travel_rows[ground.kind[vehicle]], ground.problem.vehicles[vehicle]
    rest_at: dict[Break, int] = {}
    start_s = load_s - lead_s
    _note(rest_at, way.on_road.get((0, 0)), start_s)
    loads: list[int] = []
    starts: list[tuple[int, ...]] = []
    now, here = load_s, ground.problem.depots[order[0][0]].location
    for index, (depot, stops) in enumerate(order):
        site = ground.problem.depots[depot]
        if index:
            now = _note(rest_at, way.on_road.get((index, 0)), now) + rows[here][site.location]
            now = _loading(trips[index], now)
        loads.append(now)
        now, here = now + site.loading_s, site.location
        visits = []
        for position, stop in enumerate(stops, 1):
            now = _note(rest_at, way.on_road.get((index, position)), now)
            arrive = now + rows[here][ground.place[stop]]
            begin = next(
                max(arrive, opens) for opens, closes in ground.windows[stop] if arrive <= closes
            )
            visits.append(begin)
            now, here = begin + ground.service[stop], ground.place[stop]
        starts.append(tuple(visits))
    now = _note(rest_at, way.on_road.get((len(order), 0)), now)
    if driver.end is not OPEN:
        now += rows[here][ground.end_place(driver, order[-1][0])]
    for rest in way.before:
        rest_at[rest] = rest.window.start_s
    for rest in way.after:
        rest_at[rest] = rest.window.end_s
    breaks = tuple(rest_at[rest] for rest in driver.breaks)
    timing = Timing(start_s, now, tuple(loads), tuple(starts), breaks, 0)
    return Timing(
        start_s, now, timing.loads_s, timing.starts_s, breaks, cost(ground, vehicle, order, timing)
    )


def _note(rest_at: dict[Break, int], rests: Iterable[Break] | None, now: int) -> int:
    """Take the breaks of one leg as soon as their windows open; when the last is over."""
    for rest in rests or ():
        rest_at[rest] = max(now, rest.window.start_s)
        now = rest_at[rest] + rest.duration_s
    return now


def _loading(pieces: list[Piece], now: int) -> int:
    """The latest loading start of a later trip that does not delay its end."""
    for first, last, floor, span in pieces:
        if last >= now:
            return max(now, first, min(last, floor - span))
    raise AssertionError("a feasible order has a loading start for every trip")


# Cost --------------------------------------------------------------------------------------------


def cost(ground: Ground, vehicle: int, order: Order, timing: Timing) -> int:
    """All that one route costs; what is shared between routes stands in `plan_cost`."""
    driver, prices = ground.problem.vehicles[vehicle], ground.problem.prices
    spent_s = timing.end_s - timing.start_s
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
                    ground, stop, depot, timing.loads_s[index], timing.starts_s[index][position]
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
        timing = ground.timing(vehicle, order)
        if timing is None:
            raise AssertionError("a plan is made of feasible routes")
        total += timing.cost
        served.update(stop for _, stops in order for stop in stops)
    return total + sum(s.price for index, s in enumerate(ground.stops) if index not in served)


def as_solution(ground: Ground, orders: dict[int, Order]) -> Solution:
    """Orders with their times, in order of vehicle; whoever is on none is left out."""
    routes, served = [], set[int]()
    for vehicle, order in sorted(orders.items()):
        timing = ground.timing(vehicle, order)
        if timing is None:
            raise AssertionError("a plan is made of feasible routes")
        routes.append(_route(ground, vehicle, order, timing))
        served.update(routes[-1].stops)
    left_out = tuple(stop for stop in range(len(ground.stops)) if stop not in served)
    return Solution(tuple(routes), left_out)


def _route(ground: Ground, vehicle: int, order: Order, timing: Timing) -> Route:
    trips = tuple(
        Trip(
            depot,
            load_s,
            load_s + ground.problem.depots[depot].loading_s,
            tuple(Visit(stop, start_s) for stop, start_s in zip(stops, starts, strict=True)),
        )
        for (depot, stops), load_s, starts in zip(
            order, timing.loads_s, timing.starts_s, strict=True
        )
    )
    return Route(vehicle, timing.start_s, timing.end_s, trips, timing.breaks_s)


def as_orders(solution: Solution) -> dict[int, Order]:
    """A plan without its times."""
    return {
        route.vehicle: tuple((trip.depot, route_stops(trip)) for trip in route.trips)
        for route in solution.routes
    }


def route_stops(trip: Trip) -> tuple[int, ...]:
    return tuple(visit.stop for visit in trip.visits)
