"""The hard rules of time: ways, windows, shifts, opening hours, hot meals and breaks."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from voedselbrigade.routing.problem import OPEN, UNREACHABLE, Problem, Route, Solution, Window
from voedselbrigade.routing.rules.reading import (
    Breach,
    breach,
    each_leg,
    each_trip,
    hot_since_s,
    legs,
    outside_s,
    travel_s,
)


def unreachable(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """Every leg has a way."""
    for route, leg in each_leg(problem, solution):
        if travel_s(problem, problem.vehicles[route.vehicle], leg) >= UNREACHABLE:
            yield breach("unreachable", route.vehicle, leg.stop)


def travel(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """The times leave room for the way, the visits and the loading."""
    for route, leg in each_leg(problem, solution):
        needed_s = travel_s(problem, problem.vehicles[route.vehicle], leg)
        given_s = leg.there_s - leg.leave_s
        if given_s < needed_s < UNREACHABLE:
            yield breach(
                "travel", route.vehicle, leg.stop, short_s=needed_s - given_s, needed_s=needed_s
            )


def open_end(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """A route with an open end is over when its last visit is."""
    for route in solution.routes:
        last = route.trips[-1].visits[-1]
        over_s = last.start_s + problem.stops[last.stop].service_s
        if problem.vehicles[route.vehicle].end is OPEN and route.end_s != over_s:
            yield breach("open_end", route.vehicle, end_s=route.end_s, over_s=over_s)


def window(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """A visit starts in one of its windows."""
    for route, trip in each_trip(solution):
        for visit in trip.visits:
            open_ = problem.stops[visit.stop].windows
            if open_ and not any(one.holds(visit.start_s) for one in open_):
                near = min(open_, key=lambda one: outside_s(one, visit.start_s))
                yield breach(
                    "window",
                    route.vehicle,
                    visit.stop,
                    at_s=visit.start_s,
                    from_s=near.start_s,
                    until_s=near.end_s,
                    off_s=outside_s(near, visit.start_s),
                )


def shift(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """A route lies within the vehicle's shift."""
    for route in solution.routes:
        turn = problem.vehicles[route.vehicle].shift
        if route.start_s < turn.start_s or route.end_s > turn.end_s:
            yield breach(
                "shift",
                route.vehicle,
                start_s=route.start_s,
                end_s=route.end_s,
                from_s=turn.start_s,
                until_s=turn.end_s,
            )


def hours(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """Loading starts while the depot is open."""
    for route, trip in each_trip(solution):
        open_ = problem.depots[trip.depot].hours
        if not any(one.holds(trip.load_s) for one in open_):
            yield breach("hours", route.vehicle, load_s=trip.load_s)


def batch(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """Nothing is loaded before the first meals lie ready."""
    for route, trip in each_trip(solution):
        ready_s = min(problem.depots[trip.depot].batches_s, default=trip.load_s)
        if trip.load_s < ready_s:
            yield breach("batch", route.vehicle, load_s=trip.load_s, ready_s=ready_s)


def release(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """What is released at a moment is not loaded before."""
    for route, trip in each_trip(solution):
        for visit in trip.visits:
            ready_s = problem.stops[visit.stop].release_s
            if trip.load_s < ready_s:
                yield breach(
                    "release", route.vehicle, visit.stop, load_s=trip.load_s, ready_s=ready_s
                )


def ride(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """No meal is longer under way than it may be."""
    for route, trip in each_trip(solution):
        since_s = hot_since_s(problem, trip)
        for visit in trip.visits:
            most_s, ride_s = problem.stops[visit.stop].max_ride_s, visit.start_s - since_s
            if most_s is not None and ride_s > most_s:
                yield breach("ride", route.vehicle, visit.stop, ride_s=ride_s, most_s=most_s)


def rest(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """Every break is taken in its window, in time of its own."""
    for route in solution.routes:
        breaks = problem.vehicles[route.vehicle].breaks
        if len(breaks) != len(route.breaks_s):
            yield breach("rest", route.vehicle, wanted=len(breaks), taken=len(route.breaks_s))
            continue
        taken = [
            Window(at_s, at_s + one.duration_s)
            for one, at_s in zip(breaks, route.breaks_s, strict=True)
        ]
        inside = [one for one in taken if one.end_s > route.start_s and one.start_s < route.end_s]
        sound = all(one.window.holds(at.start_s) for one, at in zip(breaks, taken, strict=True))
        sound = sound and all(a.end_s <= b.start_s for a, b in pairwise(sorted(inside)))
        if not sound or not _rests_fit(problem, route, inside):
            yield breach("rest", route.vehicle, wanted=len(breaks), taken=len(breaks))


def _rests_fit(problem: Problem, route: Route, rests: list[Window]) -> bool:
    """Each rest lies in one leg, and that leg still has time for its journey."""
    vehicle, found = problem.vehicles[route.vehicle], 0
    for leg in legs(problem, route):
        within = [one for one in rests if leg.leave_s <= one.start_s and one.end_s <= leg.there_s]
        spent_s = sum(one.end_s - one.start_s for one in within)
        found += len(within)
        if within and leg.there_s - leg.leave_s < travel_s(problem, vehicle, leg) + spent_s:
            return False
    return found >= len(rests)
