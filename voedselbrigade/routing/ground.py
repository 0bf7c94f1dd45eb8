"""A problem laid out for searching: travel as rows and arrays, and who may do what at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from voedselbrigade.routing.problem import ALL_DAY, OPEN, UNREACHABLE, Problem, Stop, Vehicle

type Load = tuple[int, tuple[int, ...]]
"""A trip without times: the depot, and the stops in order."""
type Order = tuple[Load, ...]
"""A route without times."""
AREA_BITS = 62
type Ints = npt.NDArray[np.int64]
type Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Timing:
    """An order with its times: `loads_s` per trip, `starts_s` per trip and visit."""

    start_s: int
    end_s: int
    loads_s: tuple[int, ...]
    starts_s: tuple[tuple[int, ...], ...]
    breaks_s: tuple[int, ...]
    cost: int


class Tables:
    """Travel per kind (a profile at a speed): `travel` and `metres` [kind, from, to] as arrays,
    the same as nested lists in `travel_rows` and `metre_rows`."""

    def __init__(self, problem: Problem, kinds: list[tuple[int, int]]) -> None:
        travel, metres = [], []
        for profile, speed in kinds:
            table = problem.profiles[profile]
            way_s, way_m = table.duration_s.astype(np.int64), table.distance_m.astype(np.int64)
            cut_off = (way_s >= UNREACHABLE) | (way_m >= UNREACHABLE)
            travel.append(np.where(cut_off, UNREACHABLE, -(-way_s * 100 // speed)))
            metres.append(np.where(cut_off, UNREACHABLE, way_m))
        empty = np.zeros((0, 0, 0), np.int64)
        self.travel: Ints = np.stack(travel) if travel else empty
        self.metres: Ints = np.stack(metres) if metres else empty
        self.travel_rows: list[list[list[int]]] = [table.tolist() for table in travel]
        self.metre_rows: list[list[list[int]]] = [table.tolist() for table in metres]


class Ground:
    """A problem laid out for searching: tables as lists and arrays, and what is allowed at all.

    Axes: `allowed` and `pair_cost` [vehicle, stop]; `held` [depot, stop]; `demand` [stop, measure].
    `kind` is a vehicle's index in the tables. `memory` is the schedule's, for what it has timed;
    `servable` is what `bounds.servable` found, once it was asked.
    """

    def __init__(self, problem: Problem, like: Ground | None = None) -> None:
        """`like`: ground of a problem with the same tables and speeds, whose tables are reused."""
        self.problem = problem
        self.stops = problem.stops
        kinds = sorted({(vehicle.profile, vehicle.speed_percent) for vehicle in problem.vehicles})
        self.kind = [kinds.index((v.profile, v.speed_percent)) for v in problem.vehicles]
        self.tables: Tables = like.tables if like else Tables(problem, kinds)
        self._lay_stops()
        self._lay_pairs()
        self._lay_times()

    def retimed(self, problem: Problem) -> Ground:
        """The ground of a problem that differs only in windows, rides, releases, shifts, longest
        days, breaks, hours and batches: all that has nothing to do with times is shared."""
        other = copy(self)
        other.problem, other.stops = problem, problem.stops
        other.windows = [
            known if stop.windows is before.windows else _windows(stop)
            for stop, before, known in zip(problem.stops, self.stops, self.windows, strict=True)
        ]
        other._lay_times()
        return other

    def _lay_times(self) -> None:
        problem = self.problem
        self.ride = [stop.max_ride_s for stop in self.stops]
        self.segments = [list(_segments(problem, depot)) for depot in range(len(problem.depots))]
        self.memory: dict[tuple[int, Order], Timing | None] = {}
        self.servable: tuple[bool, ...] | None = None

    def _lay_stops(self) -> None:
        self.place = [stop.location for stop in self.stops]
        self.windows = [_windows(stop) for stop in self.stops]
        self.service = [stop.service_s for stop in self.stops]
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
        self.may_rows: list[list[bool]] = self.allowed.tolist()
        self.held_rows: list[list[bool]] = self.held.tolist()
        self.pair_cost: Ints = np.zeros(shape, np.int64)
        for (index, stop), cost in problem.pair_cost.items():
            self.pair_cost[index, stop] += cost
        self._lay_previous()
        self.pair_rows: list[list[int]] = self.pair_cost.tolist()
        sizes = Counter(stop.group for stop in self.stops)
        # Whoever is alone in a group is no reason to look at it.
        self.groups = [stop.group if sizes[stop.group] > 1 else None for stop in self.stops]
        self.grouped = bool(problem.prices.split_group) and any(g is not None for g in self.groups)
        self._lay_areas()

    def _lay_areas(self) -> None:
        """`area_bit` has a bit for every stop's area: bit 0 for no area, which is never one more.
        Above 62 areas some share a bit: then a slot may look cheaper than it is, a route never."""
        named = sorted({stop.area for stop in self.stops if stop.area is not None})
        number = {area: 1 + index % AREA_BITS for index, area in enumerate(named)}
        bits = [0 if stop.area is None else number[stop.area] for stop in self.stops]
        self.area_bit: Ints = np.array(bits, np.int64)
        self.area_price = self.problem.prices.extra_area if len(named) > 1 else 0

    def _lay_previous(self) -> None:
        """The sheets that were handed out, by vehicle, and the price of leaving them."""
        self.sheets: dict[int, Order] = {}
        self.sheet_price = 0
        if self.problem.previous is None:
            return
        self.sheet_price = self.problem.prices.sheet
        self.sheets = {
            route.vehicle: tuple(
                (trip.depot, tuple(visit.stop for visit in trip.visits)) for trip in route.trips
            )
            for route in self.problem.previous.routes
        }
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
        may, count = self.may_rows[vehicle], 0
        for depot, stops in order:
            count += len(stops)
            held = self.held_rows[depot]
            if depot not in self.may_load[vehicle]:
                return False
            if not all(may[stop] and held[stop] for stop in stops):
                return False
            loads = zip(*(self.stops[stop].demand for stop in stops), strict=True)
            if any(sum(some) > most for some, most in zip(loads, driver.capacity, strict=True)):
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
            passed.append(self.end_place(driver, order[0][0]))
        return passed

    def end_place(self, driver: Vehicle, depot: int) -> int:
        return driver.end if isinstance(driver.end, int) else self.problem.depots[depot].location

    def is_as_before(self, vehicle: int, order: Order) -> bool:
        """Whether a route is what stands on the sheet that was handed out."""
        return order == self.sheets.get(vehicle, ())

    def extra_areas(self, order: Order) -> int:
        """How many areas beyond the first a route enters."""
        entered = {self.stops[stop].area for _, stops in order for stop in stops} - {None}
        return max(0, len(entered) - 1)

    def free_areas(self, order: Order) -> int:
        """The bits of all areas that cost nothing more; all of them as long as it is in none."""
        bits = 1
        for _, stops in order:
            for stop in stops:
                bits |= 1 << int(self.area_bit[stop])
        return bits if bits > 1 else (1 << (AREA_BITS + 1)) - 1

    def way_m(self, vehicle: int, order: Order) -> int:
        rows, passed = self.tables.metre_rows[self.kind[vehicle]], self.places(vehicle, order)
        return sum(rows[a][b] for a, b in pairwise(passed))


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
        for batch, following in pairwise([*batches, UNREACHABLE]):
            first, last = max(hours.start_s, batch), min(hours.end_s, following - 1)
            if first <= last:
                yield first, last, batch
