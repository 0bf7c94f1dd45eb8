"""Every rule that a plan can break, by name: the judge's half of the room.

A hard rule (`HARD`) makes a plan unusable; a wish (`WISHES`) costs what it is worth. Each is one
function from problem and plan to its breaches. Nothing here is shared with the search: a mistake in
one half has to show in the other. A new rule is a function and a line in the table, a sentence in
`words/sentences/routing.py`, and a test that breaks exactly it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
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


def _breach(
    rule: str, vehicle: int | None, stop: int | None = None, /, cost: int = 0, **values: Value
) -> Breach:
    return Breach(rule, vehicle, stop, Fact(f"rule.{rule}", values), cost)


# How the judge reads a route ---------------------------------------------------------------------


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


# Is it a plan at all? ----------------------------------------------------------------------------


def known(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """Every index exists; no route or trip is empty."""
    for route in solution.routes:
        sound = 0 <= route.vehicle < len(problem.vehicles) and bool(route.trips)
        sound = sound and all(
            0 <= trip.depot < len(problem.depots) and trip.visits for trip in route.trips
        )
        if not sound or not all(0 <= stop < len(problem.stops) for stop in route.stops):
            yield _breach("known", None)
    if not all(0 <= stop < len(problem.stops) for stop in solution.left_out):
        yield _breach("known", None)


def once(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """Every stop is on one route, or in `left_out`, exactly once."""
    count = Counter(stop for route in solution.routes for stop in route.stops)
    count.update(solution.left_out)
    for stop in range(len(problem.stops)):
        if count[stop] != 1:
            yield _breach("once", None, stop, times=count[stop])


def one_route(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """A vehicle has one route."""
    count = Counter(route.vehicle for route in solution.routes)
    for vehicle, times in count.items():
        if times > 1:
            yield _breach("one_route", vehicle, times=times)


# Who may do what ---------------------------------------------------------------------------------


def needs(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """A visit's needs are among the vehicle's tags."""
    for route, stop in _served(solution):
        missing = problem.stops[stop].needs - problem.vehicles[route.vehicle].tags
        if missing:
            yield _breach("needs", route.vehicle, stop, needs=tuple(sorted(missing)))


def excluded(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """Some pairs are never brought together."""
    for route, stop in _served(solution):
        if (route.vehicle, stop) in problem.excluded:
            yield _breach("excluded", route.vehicle, stop)


def lock(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """A stop that is tied to a vehicle goes with no other."""
    for route, stop in _served(solution):
        if problem.locks.get(stop, route.vehicle) != route.vehicle:
            yield _breach("lock", route.vehicle, stop)


def depot(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """A vehicle loads where it may, and only what lies there."""
    for route, trip in _trips(solution):
        allowed = problem.vehicles[route.vehicle].depots
        if allowed is not None and trip.depot not in allowed:
            yield _breach("depot", route.vehicle)
        for visit in trip.visits:
            holding = problem.stops[visit.stop].depots
            if holding is not None and trip.depot not in holding:
                yield _breach("depot", route.vehicle, visit.stop)


# How much ----------------------------------------------------------------------------------------


def capacity(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """What a trip carries fits, in every measure."""
    for route, trip in _trips(solution):
        room = problem.vehicles[route.vehicle].capacity
        for index, measure in enumerate(problem.measures):
            load = sum(problem.stops[visit.stop].demand[index] for visit in trip.visits)
            if load > room[index]:
                yield _breach(
                    "capacity", route.vehicle, measure=measure, load=load, room=room[index]
                )


def stops(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """No more visits than a vehicle may make."""
    for route in solution.routes:
        most, count = problem.vehicles[route.vehicle].max_stops, len(route.stops)
        if most is not None and count > most:
            yield _breach("stops", route.vehicle, stops=count, most=most)


def trips(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """No more loadings than a vehicle may make."""
    for route in solution.routes:
        most, count = problem.vehicles[route.vehicle].max_trips, len(route.trips)
        if count > most:
            yield _breach("trips", route.vehicle, trips=count, most=most)


def duration(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """No longer under way than a vehicle may be."""
    for route in solution.routes:
        most_s, spent_s = (
            problem.vehicles[route.vehicle].max_duration_s,
            route.end_s - route.start_s,
        )
        if most_s is not None and spent_s > most_s:
            yield _breach("duration", route.vehicle, spent_s=spent_s, most_s=most_s)


def distance(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """No further than a vehicle may go."""
    for route in solution.routes:
        most_m, way_m = problem.vehicles[route.vehicle].max_distance_m, route_metres(problem, route)
        if most_m is not None and most_m < way_m < UNREACHABLE:
            yield _breach("distance", route.vehicle, way_m=way_m, most_m=most_m)


# When --------------------------------------------------------------------------------------------


def unreachable(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """Every leg has a way."""
    for route, leg in _legs(problem, solution):
        if travel_s(problem, problem.vehicles[route.vehicle], leg) >= UNREACHABLE:
            yield _breach("unreachable", route.vehicle, leg.stop)


def travel(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """The times leave room for the way, the visits and the loading."""
    for route, leg in _legs(problem, solution):
        needed_s = travel_s(problem, problem.vehicles[route.vehicle], leg)
        given_s = leg.there_s - leg.leave_s
        if given_s < needed_s < UNREACHABLE:
            yield _breach(
                "travel", route.vehicle, leg.stop, short_s=needed_s - given_s, needed_s=needed_s
            )


def open_end(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """A route with an open end is over when its last visit is."""
    for route in solution.routes:
        last = route.trips[-1].visits[-1]
        over_s = last.start_s + problem.stops[last.stop].service_s
        if problem.vehicles[route.vehicle].end is OPEN and route.end_s != over_s:
            yield _breach("open_end", route.vehicle, end_s=route.end_s, over_s=over_s)


def window(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """A visit starts in one of its windows."""
    for route, trip in _trips(solution):
        for visit in trip.visits:
            open_ = problem.stops[visit.stop].windows
            if open_ and not any(one.holds(visit.start_s) for one in open_):
                near = min(open_, key=lambda one: _outside_s(one, visit.start_s))
                yield _breach(
                    "window",
                    route.vehicle,
                    visit.stop,
                    at_s=visit.start_s,
                    from_s=near.start_s,
                    until_s=near.end_s,
                    off_s=_outside_s(near, visit.start_s),
                )


def shift(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """A route lies within the vehicle's shift."""
    for route in solution.routes:
        turn = problem.vehicles[route.vehicle].shift
        if route.start_s < turn.start_s or route.end_s > turn.end_s:
            yield _breach(
                "shift",
                route.vehicle,
                start_s=route.start_s,
                end_s=route.end_s,
                from_s=turn.start_s,
                until_s=turn.end_s,
            )


def hours(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """Loading starts while the depot is open."""
    for route, trip in _trips(solution):
        open_ = problem.depots[trip.depot].hours
        if not any(one.holds(trip.load_s) for one in open_):
            yield _breach("hours", route.vehicle, load_s=trip.load_s)


def batch(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """Nothing is loaded before the first meals lie ready."""
    for route, trip in _trips(solution):
        ready_s = min(problem.depots[trip.depot].batches_s, default=trip.load_s)
        if trip.load_s < ready_s:
            yield _breach("batch", route.vehicle, load_s=trip.load_s, ready_s=ready_s)


def release(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """What is released at a moment is not loaded before."""
    for route, trip in _trips(solution):
        for visit in trip.visits:
            ready_s = problem.stops[visit.stop].release_s
            if trip.load_s < ready_s:
                yield _breach(
                    "release", route.vehicle, visit.stop, load_s=trip.load_s, ready_s=ready_s
                )


def ride(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """No meal is longer under way than it may be."""
    for route, trip in _trips(solution):
        since_s = hot_since_s(problem, trip)
        for visit in trip.visits:
            most_s, ride_s = problem.stops[visit.stop].max_ride_s, visit.start_s - since_s
            if most_s is not None and ride_s > most_s:
                yield _breach("ride", route.vehicle, visit.stop, ride_s=ride_s, most_s=most_s)


def rest(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """Every break is taken in its window, in time of its own."""
    for route in solution.routes:
        breaks = problem.vehicles[route.vehicle].breaks
        if len(breaks) != len(route.breaks_s):
            yield _breach("rest", route.vehicle, wanted=len(breaks), taken=len(route.breaks_s))
            continue
        taken = [
            Window(at_s, at_s + one.duration_s)
            for one, at_s in zip(breaks, route.breaks_s, strict=True)
        ]
        inside = [one for one in taken if one.end_s > route.start_s and one.start_s < route.end_s]
        sound = all(one.window.holds(at.start_s) for one, at in zip(breaks, taken, strict=True))
        sound = sound and all(a.end_s <= b.start_s for a, b in pairwise(sorted(inside)))
        if not sound or not _rests_fit(problem, route, inside):
            yield _breach("rest", route.vehicle, wanted=len(breaks), taken=len(breaks))


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


# Wishes, each with its price ---------------------------------------------------------------------


def served(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """Everyone is served; leaving a stop out costs its price."""
    for stop in solution.left_out:
        yield _breach("served", None, stop, cost=problem.stops[stop].price)


def wanted_window(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """A visit starts in the window that is preferred."""
    price = problem.prices.off_wanted_per_s
    for route, trip in _trips(solution):
        for visit in trip.visits:
            wanted = problem.stops[visit.stop].wanted
            off_s = _outside_s(wanted, visit.start_s) if wanted else 0
            if wanted and off_s:
                yield _breach(
                    "wanted_window",
                    route.vehicle,
                    visit.stop,
                    cost=price * off_s,
                    at_s=visit.start_s,
                    from_s=wanted.start_s,
                    until_s=wanted.end_s,
                    off_s=off_s,
                )


def wanted_ride(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """A meal rides no longer than is preferred."""
    price = problem.prices.long_ride_per_s
    for route, trip in _trips(solution):
        since_s = hot_since_s(problem, trip)
        for visit in trip.visits:
            wanted_s, ride_s = problem.stops[visit.stop].wanted_ride_s, visit.start_s - since_s
            if wanted_s is not None and ride_s > wanted_s:
                yield _breach(
                    "wanted_ride",
                    route.vehicle,
                    visit.stop,
                    cost=price * (ride_s - wanted_s),
                    ride_s=ride_s,
                    wanted_s=wanted_s,
                )


def pair(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """The right face at the right door; a negative cost is a gain."""
    for route, stop in _served(solution):
        cost = problem.pair_cost.get((route.vehicle, stop), 0)
        if cost:
            yield _breach("pair", route.vehicle, stop, cost=cost)


def fair_share(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """Nobody works more than a fair share."""
    for route in solution.routes:
        fair_s, spent_s = problem.vehicles[route.vehicle].fair_s, route.end_s - route.start_s
        if fair_s is not None and spent_s > fair_s:
            cost = problem.prices.over_fair_per_s * (spent_s - fair_s)
            yield _breach("fair_share", route.vehicle, cost=cost, spent_s=spent_s, fair_s=fair_s)


def split_group(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """Stops of one group ride on one vehicle."""
    riders: dict[int, set[int]] = {}
    for route, stop in _served(solution):
        group = problem.stops[stop].group
        if group is not None:
            riders.setdefault(group, set()).add(route.vehicle)
    for vehicles in riders.values():
        cost = problem.prices.split_group * (len(vehicles) - 1)
        if cost:
            yield _breach("split_group", None, cost=cost, vehicles=len(vehicles))


def moved(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """A stop stays with the vehicle that had it before."""
    if problem.previous is None or not problem.prices.moved:
        return
    before = {stop: route.vehicle for route, stop in _served(problem.previous)}
    for route, stop in _served(solution):
        if before.get(stop, route.vehicle) != route.vehicle:
            yield _breach("moved", route.vehicle, stop, cost=problem.prices.moved)


# The tables --------------------------------------------------------------------------------------

STRUCTURE: Mapping[str, Rule] = {"known": known, "once": once, "one_route": one_route}
"""Without these a plan cannot be read at all; the others are asked only when they hold."""

HARD: Mapping[str, Rule] = {
    "needs": needs,
    "excluded": excluded,
    "lock": lock,
    "depot": depot,
    "capacity": capacity,
    "stops": stops,
    "trips": trips,
    "unreachable": unreachable,
    "travel": travel,
    "open_end": open_end,
    "window": window,
    "shift": shift,
    "hours": hours,
    "batch": batch,
    "release": release,
    "ride": ride,
    "rest": rest,
    "duration": duration,
    "distance": distance,
}

WISHES: Mapping[str, Rule] = {
    "served": served,
    "wanted_window": wanted_window,
    "wanted_ride": wanted_ride,
    "pair": pair,
    "fair_share": fair_share,
    "split_group": split_group,
    "moved": moved,
}


def _trips(solution: Solution) -> Iterator[tuple[Route, Trip]]:
    return ((route, trip) for route in solution.routes for trip in route.trips)


def _served(solution: Solution) -> Iterator[tuple[Route, int]]:
    return ((route, stop) for route in solution.routes for stop in route.stops)


def _legs(problem: Problem, solution: Solution) -> Iterator[tuple[Route, Leg]]:
    return ((route, leg) for route in solution.routes for leg in legs(problem, route))


def _outside_s(window: Window, moment_s: int) -> int:
    return max(window.start_s - moment_s, moment_s - window.end_s, 0)
