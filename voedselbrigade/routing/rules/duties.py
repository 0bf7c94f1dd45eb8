"""Is it a plan at all; and the hard rules of who may do what, how much fits and how far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from voedselbrigade.routing.problem import UNREACHABLE, Problem, Solution
from voedselbrigade.routing.rules.reading import (
    Breach,
    breach,
    each_served,
    each_trip,
    route_metres,
)

# Is it a plan at all? ----------------------------------------------------------------------------


def known(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """Every index exists; no route or trip is empty."""
    for route in solution.routes:
        sound = 0 <= route.vehicle < len(problem.vehicles) and bool(route.trips)
        sound = sound and all(
            0 <= trip.depot < len(problem.depots) and trip.visits for trip in route.trips
        )
        if not sound or not all(0 <= stop < len(problem.stops) for stop in route.stops):
            yield breach("known", None)
    if not all(0 <= stop < len(problem.stops) for stop in solution.left_out):
        yield breach("known", None)


def once(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """Every stop is on one route, or in `left_out`, exactly once."""
    count = Counter(stop for route in solution.routes for stop in route.stops)
    count.update(solution.left_out)
    for stop in range(len(problem.stops)):
        if count[stop] != 1:
            yield breach("once", None, stop, times=count[stop])


def one_route(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """A vehicle has one route."""
    count = Counter(route.vehicle for route in solution.routes)
    for vehicle, times in count.items():
        if times > 1:
            yield breach("one_route", vehicle, times=times)


# Who may do what ---------------------------------------------------------------------------------


def needs(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """A visit's needs are among the vehicle's tags."""
    for route, stop in each_served(solution):
        missing = problem.stops[stop].needs - problem.vehicles[route.vehicle].tags
        if missing:
            yield breach("needs", route.vehicle, stop, needs=tuple(sorted(missing)))


def excluded(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """Some pairs are never brought together."""
    for route, stop in each_served(solution):
        if (route.vehicle, stop) in problem.excluded:
            yield breach("excluded", route.vehicle, stop)


def lock(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """A stop that is tied to a vehicle goes with no other."""
    for route, stop in each_served(solution):
        if problem.locks.get(stop, route.vehicle) != route.vehicle:
            yield breach("lock", route.vehicle, stop)


def depot(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """A vehicle loads where it may, and only what lies there."""
    for route, trip in each_trip(solution):
        allowed = problem.vehicles[route.vehicle].depots
        if allowed is not None and trip.depot not in allowed:
            yield breach("depot", route.vehicle)
        for visit in trip.visits:
            holding = problem.stops[visit.stop].depots
            if holding is not None and trip.depot not in holding:
                yield breach("depot", route.vehicle, visit.stop)


# How much ----------------------------------------------------------------------------------------


def capacity(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """What a trip carries fits, in every measure."""
    for route, trip in each_trip(solution):
        room = problem.vehicles[route.vehicle].capacity
        for index, measure in enumerate(problem.measures):
            load = sum(problem.stops[visit.stop].demand[index] for visit in trip.visits)
            if load > room[index]:
                yield breach(
                    "capacity", route.vehicle, measure=measure, load=load, room=room[index]
                )


def stops(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """No more visits than a vehicle may make."""
    for route in solution.routes:
        most, count = problem.vehicles[route.vehicle].max_stops, len(route.stops)
        if most is not None and count > most:
            yield breach("stops", route.vehicle, stops=count, most=most)


def trips(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """No more loadings than a vehicle may make."""
    for route in solution.routes:
        most, count = problem.vehicles[route.vehicle].max_trips, len(route.trips)
        if count > most:
            yield breach("trips", route.vehicle, trips=count, most=most)


def duration(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """No longer under way than a vehicle may be."""
    for route in solution.routes:
        most_s, spent_s = (
            problem.vehicles[route.vehicle].max_duration_s,
            route.end_s - route.start_s,
        )
        if most_s is not None and spent_s > most_s:
            yield breach("duration", route.vehicle, spent_s=spent_s, most_s=most_s)


def distance(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """No further than a vehicle may go."""
    for route in solution.routes:
        most_m, way_m = problem.vehicles[route.vehicle].max_distance_m, route_metres(problem, route)
        if most_m is not None and most_m < way_m < UNREACHABLE:
            yield breach("distance", route.vehicle, way_m=way_m, most_m=most_m)
