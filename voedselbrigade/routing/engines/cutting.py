"""Cuts a plan into neighbouring parts that are problems by themselves, and puts parts together.

A part is some routes with all that is on them, a share of the vehicles that stay at home, and the
left-out stops near by. Everything that is hard holds within one route, so parts that hold make a
whole that holds; only the price of a split group is shared: whoever puts together looks at that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from voedselbrigade.routing.orders import Orders, served_in
from voedselbrigade.routing.problem import (
    UNREACHABLE,
    Problem,
    Profile,
    Route,
    Solution,
    Trip,
    Vehicle,
)

LANDMARKS = 60
type Points = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Cut:
    """A part of a problem: which vehicles and stops of the whole it holds, in its own numbering."""

    problem: Problem
    vehicles: tuple[int, ...]
    stops: tuple[int, ...]

    def into(self, orders: Orders) -> Orders:
        """A plan for the whole in the numbers of this part; only what lies inside it."""
        vehicle_of = {whole: own for own, whole in enumerate(self.vehicles)}
        stop_of = {whole: own for own, whole in enumerate(self.stops)}
        return {
            vehicle_of[vehicle]: tuple(
                (depot, tuple(stop_of[stop] for stop in stops)) for depot, stops in order
            )
            for vehicle, order in orders.items()
            if vehicle in vehicle_of
        }

    def out_of(self, orders: Orders) -> Orders:
        """A plan for this part in the numbers of the whole."""
        return {
            self.vehicles[vehicle]: tuple(
                (depot, tuple(self.stops[stop] for stop in stops)) for depot, stops in order
            )
            for vehicle, order in orders.items()
        }

    def renumbered(self, route: Route) -> Route:
        """A route of this part, in the numbers of the whole."""
        trips = tuple(
            replace(
                trip,
                visits=tuple(replace(visit, stop=self.stops[visit.stop]) for visit in trip.visits),
            )
            for trip in route.trips
        )
        return replace(route, vehicle=self.vehicles[route.vehicle], trips=trips)


def part_of(problem: Problem, vehicles: Sequence[int], stops: Sequence[int]) -> Cut:
    """The problem of some vehicles and some stops. Depots keep their numbers."""
    drivers = [problem.vehicles[vehicle] for vehicle in vehicles]
    asked = [problem.stops[stop] for stop in stops]
    places = sorted(
        {stop.location for stop in asked}
        | {depot.location for depot in problem.depots}
        | {place for v in drivers for place in (v.start, v.end) if isinstance(place, int)}
    )
    place_of = {place: index for index, place in enumerate(places)}
    vehicle_of = {whole: own for own, whole in enumerate(vehicles)}
    stop_of = {whole: own for own, whole in enumerate(stops)}

    def inside(pair: tuple[int, int]) -> bool:
        return pair[0] in vehicle_of and pair[1] in stop_of

    small = Problem(
        profiles=tuple(_sliced(profile, places) for profile in problem.profiles),
        depots=tuple(replace(depot, location=place_of[depot.location]) for depot in problem.depots),
        stops=tuple(replace(stop, location=place_of[stop.location]) for stop in asked),
        vehicles=tuple(_moved(vehicle, place_of) for vehicle in drivers),
        measures=problem.measures,
        pair_cost={
            (vehicle_of[v], stop_of[s]): cost
            for (v, s), cost in problem.pair_cost.items()
            if inside((v, s))
        },
        excluded=frozenset((vehicle_of[v], stop_of[s]) for v, s in filter(inside, problem.excluded))
        | _locked_away(problem, vehicle_of, stop_of),
        locks={stop_of[s]: vehicle_of[v] for s, v in problem.locks.items() if inside((v, s))},
        previous=problem.previous and _seen_before(problem.previous, vehicle_of, stop_of),
        prices=problem.prices,
    )
    return Cut(small, tuple(vehicles), tuple(stops))


def _sliced(profile: Profile, places: list[int]) -> Profile:
    chosen = np.ix_(places, places)
    return Profile(profile.name, profile.duration_s[chosen], profile.distance_m[chosen])


def _moved(vehicle: Vehicle, place_of: dict[int, int]) -> Vehicle:
    start = None if vehicle.start is None else place_of[vehicle.start]
    end = place_of[vehicle.end] if isinstance(vehicle.end, int) else vehicle.end
    return replace(vehicle, start=start, end=end)


def _locked_away(
    problem: Problem, vehicle_of: dict[int, int], stop_of: dict[int, int]
) -> frozenset[tuple[int, int]]:
    """Who is tied to a vehicle outside the part goes with nobody inside it."""
    away = [s for s, v in problem.locks.items() if s in stop_of and v not in vehicle_of]
    return frozenset((own, stop_of[stop]) for stop in away for own in vehicle_of.values())


def _seen_before(plan: Solution, vehicle_of: dict[int, int], stop_of: dict[int, int]) -> Solution:
    """The previous plan within a part: whose route it was matters only where they are in it. Of
    whom a stop is elsewhere now the sheet has changed whatever becomes of the rest: a trip without
    visits stands for that, for there is no such trip in a plan."""
    kept = []
    for route in plan.routes:
        trips: list[Trip] = []
        for trip in route.trips:
            visits = tuple(
                replace(visit, stop=stop_of[visit.stop])
                for visit in trip.visits
                if visit.stop in stop_of
            )
            if visits:
                trips.append(replace(trip, visits=visits))
        if any(stop not in stop_of for stop in route.stops):
            trips.append(Trip(route.trips[0].depot, 0, 0, ()))
        if route.vehicle in vehicle_of:
            own = vehicle_of[route.vehicle]
            kept.append(Route(own, route.start_s, route.end_s, tuple(trips), route.breaks_s))
    return Solution(tuple(kept))


# Where things lie --------------------------------------------------------------------------------


def sketched(problem: Problem, seed: int = 0) -> Points:
    """All places on a plane, so that what is near in the tables is near there, [place, 2].

    Landmark scaling: de Silva and Tenenbaum, "Sparse multidimensional scaling using landmark
    points" (Stanford, 2004).
    """
    table = problem.profiles[0].distance_m
    if not table.any():
        table = problem.profiles[0].duration_s
    size = table.shape[0]
    rng = np.random.default_rng((seed, 4))
    chosen = rng.choice(size, min(size, LANDMARKS), replace=False)
    far = table[chosen].astype(np.float64)
    most = far[far < UNREACHABLE].max(initial=1.0)
    squared = np.minimum(far, most) ** 2
    between = squared[:, chosen]
    between = (between + between.T) / 2
    mean = between.mean(axis=1)
    inner = -0.5 * (between - mean[:, None] - mean[None, :] + between.mean())
    values, vectors = np.linalg.eigh(inner)
    top = np.argsort(values)[::-1][:2]
    # A direction in which nothing lies apart is only noise.
    kept = values[top] > 1e-6 * max(1e-9, float(values[top[0]]))
    scale = np.where(kept, np.sqrt(np.maximum(values[top], 1e-9)), np.inf)
    points: Points = -0.5 * (vectors[:, top] / scale).T @ (squared - mean[:, None])
    if points.shape[0] < 2:
        points = np.vstack([points, np.zeros_like(points)])
    return points.T


class Cutter:
    """Cuts plans for one problem, each time along other lines."""

    def __init__(self, problem: Problem, seed: int) -> None:
        self.problem, self.rng = problem, np.random.default_rng((seed, 5))
        self.place = [stop.location for stop in problem.stops]
        self.points = sketched(problem, seed)
        self.turn = 0

    def cuts(self, orders: Orders, count: int) -> list[Cut]:
        """The problem in `count` neighbouring parts, along the routes of a plan; none of a plan
        without routes."""
        if not orders:
            return []
        vehicles = self._sorted(orders)
        sizes = np.cumsum([sum(len(stops) for _, stops in orders[v]) for v in vehicles])
        total = int(sizes[-1]) if len(vehicles) else 0
        groups: list[list[int]] = [[] for _ in range(count)]
        for vehicle, size in zip(vehicles, sizes, strict=True):
            groups[min(count - 1, int((size - 1) * count / max(1, total)))].append(vehicle)
        groups = [group for group in groups if group]
        return [
            part_of(self.problem, [*group, *idle], [*sorted(served_in(_of(orders, group))), *out])
            for group, idle, out in zip(
                groups, self._idle(orders, groups), self._left_out(orders, groups), strict=True
            )
        ]

    def _middles(self, orders: Orders) -> dict[int, Points]:
        return {
            vehicle: self.points[[self.place[stop] for _, stops in order for stop in stops]].mean(
                axis=0
            )
            for vehicle, order in orders.items()
        }

    def _sorted(self, orders: Orders) -> list[int]:
        """The vehicles by the angle of their middle, or along some direction, in turns."""
        if not orders:
            return []
        middles = self._middles(orders)
        used = sorted(middles)
        places = np.array([middles[vehicle] for vehicle in used])
        self.turn += 1
        if self.turn % 2:
            hub = self._hub()
            across = places - hub
            angles = np.arctan2(across[:, 1], across[:, 0]) + self.rng.uniform(0, 2 * np.pi)
            keys = np.mod(angles, 2 * np.pi)
        else:
            angle = self.rng.uniform(0, 2 * np.pi)
            keys = places @ np.array([np.cos(angle), np.sin(angle)])
        return [used[index] for index in np.argsort(keys, kind="stable")]

    def _hub(self) -> Points:
        """One of the depots."""
        depots = self.problem.depots
        site = depots[int(self.rng.integers(len(depots)))]
        hub: Points = self.points[site.location]
        return hub

    def _idle(self, orders: Orders, groups: list[list[int]]) -> list[list[int]]:
        """The vehicles that stay at home, dealt out so that alike ones go round."""
        dealt: list[list[int]] = [[] for _ in groups]
        idle = [v for v in range(len(self.problem.vehicles)) if v not in orders]
        for index, vehicle in enumerate(idle, int(self.rng.integers(len(groups) or 1))):
            dealt[index % len(groups)].append(vehicle)
        return dealt

    def _left_out(self, orders: Orders, groups: list[list[int]]) -> list[list[int]]:
        """Who is left out, with the group whose routes are nearest."""
        served = served_in(orders)
        out: list[list[int]] = [[] for _ in groups]
        centres = [self._middles(_of(orders, group)).values() for group in groups]
        for stop in range(len(self.problem.stops)):
            if stop not in served:
                here = self.points[self.place[stop]]
                away = [
                    min(float(np.hypot(*(middle - here))) for middle in middles)
                    for middles in centres
                ]
                out[int(np.argmin(away))].append(stop)
        return out


def _of(orders: Orders, vehicles: Sequence[int]) -> Orders:
    return {vehicle: orders[vehicle] for vehicle in vehicles}
