"""How the judge reads a plan: what a breach is, and the stretches between the deeds of a route."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from voedselbrigade.errors import Fact, Value
from voedselbrigade.routing.problem import (
    OPEN,
    UNREACHABLE,
    Problem,
    Route,
    Solution,
    Trip,
    Vehicle,
    Window,
)


@dataclass(frozen=True, slots=True)
class Breach:
    """One rule that is broken, by which vehicle, at which stop, and the numbers of it.

    `cost` is zero for a hard rule: it has no price.
    """

    rule: str
    vehicle: int | None
    stop: int | None
    fact: Fact
    cost: int = 0

    def as_json(self) -> dict[str, Any]:
        return {
            "rule": self.rule,
            "vehicle": self.vehicle,
            "stop": self.stop,
            "fact": self.fact.as_json(),
            "cost": self.cost,
        }


type Rule = Callable[[Problem, Solution], Iterator[Breach]]


def breach(
    rule: str, vehicle: int | None, stop: int | None = None, /, cost: int = 0, **values: Value
) -> Breach:
    return Breach(rule, vehicle, stop, Fact(f"rule.{rule}", values), cost)


@dataclass(frozen=True, slots=True)
class Leg:
    """A stretch between two deeds: free from `leave_s`, and wanted at `to` at `there_s`."""

    origin: int
    to: int
    leave_s: int
    there_s: int
    stop: int | None = None


def travel_s(problem: Problem, vehicle: Vehicle, leg: Leg) -> int:
    """Seconds that the journey takes this vehicle; `UNREACHABLE` when there is no way."""
    table_s = int(problem.profiles[vehicle.profile].duration_s[leg.origin, leg.to])
    if table_s >= UNREACHABLE or metres(problem, vehicle, leg) >= UNREACHABLE:
        return UNREACHABLE
    return -(-table_s * 100 // vehicle.speed_percent)


def metres(problem: Problem, vehicle: Vehicle, leg: Leg) -> int:
    return int(problem.profiles[vehicle.profile].distance_m[leg.origin, leg.to])


def legs(problem: Problem, route: Route) -> Iterator[Leg]:
    """All stretches of a route in order; waiting at the depot is a leg from it to itself."""
    vehicle = problem.vehicles[route.vehicle]
    here = vehicle.start
    free_s = route.start_s
    for trip in route.trips:
        depot = problem.depots[trip.depot]
        yield Leg(depot.location if here is None else here, depot.location, free_s, trip.load_s)
        here, free_s = depot.location, trip.load_s + depot.loading_s
        yield Leg(here, here, free_s, trip.depart_s)
        free_s = trip.depart_s
        for visit in trip.visits:
            stop = problem.stops[visit.stop]
            yield Leg(here, stop.location, free_s, visit.start_s, visit.stop)
            here, free_s = stop.location, visit.start_s + stop.service_s
    if here is None:
        return
    yield Leg(here, _end_place(problem, route, here), free_s, route.end_s)


def _end_place(problem: Problem, route: Route, last: int) -> int:
    end = problem.vehicles[route.vehicle].end
    if end is OPEN:
        return last
    return end if isinstance(end, int) else problem.depots[route.trips[0].depot].location


def hot_since_s(problem: Problem, trip: Trip) -> int:
    """When the meals of a trip left the heat."""
    batches = [moment for moment in problem.depots[trip.depot].batches_s if moment <= trip.load_s]
    return max(batches, default=trip.load_s)


def route_metres(problem: Problem, route: Route) -> int:
    vehicle = problem.vehicles[route.vehicle]
    return sum(metres(problem, vehicle, leg) for leg in legs(problem, route))


def visits_of(route: Route) -> tuple[tuple[int, tuple[int, ...]], ...]:
    """What stands on a sheet: per trip the depot, and the stops in order."""
    return tuple((trip.depot, tuple(visit.stop for visit in trip.visits)) for trip in route.trips)


def each_trip(solution: Solution) -> Iterator[tuple[Route, Trip]]:
    return ((route, trip) for route in solution.routes for trip in route.trips)


def each_served(solution: Solution) -> Iterator[tuple[Route, int]]:
    return ((route, stop) for route in solution.routes for stop in route.stops)


def each_leg(problem: Problem, solution: Solution) -> Iterator[tuple[Route, Leg]]:
    return ((route, leg) for route in solution.routes for leg in legs(problem, route))


def outside_s(window: Window, moment_s: int) -> int:
    return max(window.start_s - moment_s, moment_s - window.end_s, 0)
