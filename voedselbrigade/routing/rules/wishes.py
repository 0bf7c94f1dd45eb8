"""The wishes: what a plan would rather do, each with its price when it does not."""

from __future__ import annotations

from collections.abc import Iterator

from voedselbrigade.routing.problem import Problem, Solution
from voedselbrigade.routing.rules.reading import (
    Breach,
    breach,
    each_served,
    each_trip,
    hot_since_s,
    outside_s,
    visits_of,
)


def served(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """Everyone is served; leaving a stop out costs its price."""
    for stop in solution.left_out:
        yield breach("served", None, stop, cost=problem.stops[stop].price)


def wanted_window(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """A visit starts in the window that is preferred."""
    price = problem.prices.off_wanted_per_s
    for route, trip in each_trip(solution):
        for visit in trip.visits:
            wanted = problem.stops[visit.stop].wanted
            off_s = outside_s(wanted, visit.start_s) if wanted else 0
            if wanted and off_s:
                yield breach(
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
    for route, trip in each_trip(solution):
        since_s = hot_since_s(problem, trip)
        for visit in trip.visits:
            wanted_s, ride_s = problem.stops[visit.stop].wanted_ride_s, visit.start_s - since_s
            if wanted_s is not None and ride_s > wanted_s:
                yield breach(
                    "wanted_ride",
                    route.vehicle,
                    visit.stop,
                    cost=price * (ride_s - wanted_s),
                    ride_s=ride_s,
                    wanted_s=wanted_s,
                )


def pair(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """The right face at the right door; a negative cost is a gain."""
    for route, stop in each_served(solution):
        cost = problem.pair_cost.get((route.vehicle, stop), 0)
        if cost:
            yield breach("pair", route.vehicle, stop, cost=cost)


def fair_share(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """Nobody works more than a fair share."""
    for route in solution.routes:
        fair_s, spent_s = problem.vehicles[route.vehicle].fair_s, route.end_s - route.start_s
        if fair_s is not None and spent_s > fair_s:
            cost = problem.prices.over_fair_per_s * (spent_s - fair_s)
            yield breach("fair_share", route.vehicle, cost=cost, spent_s=spent_s, fair_s=fair_s)


def fair_stops(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """Nobody has more doors than a fair share."""
    for route in solution.routes:
        fair, stops = problem.vehicles[route.vehicle].fair_stops, len(route.stops)
        cost = 0 if fair is None else problem.prices.over_fair_stop * max(0, stops - fair)
        if cost and fair is not None:
            yield breach("fair_stops", route.vehicle, cost=cost, stops=stops, fair=fair)


def split_group(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """Stops of one group ride on one vehicle."""
    riders: dict[int, set[int]] = {}
    for route, stop in each_served(solution):
        group = problem.stops[stop].group
        if group is not None:
            riders.setdefault(group, set()).add(route.vehicle)
    for vehicles in riders.values():
        cost = problem.prices.split_group * (len(vehicles) - 1)
        if cost:
            yield breach("split_group", None, cost=cost, vehicles=len(vehicles))


def extra_area(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """A route stays in one area."""
    for route in solution.routes:
        entered = {problem.stops[stop].area for stop in route.stops} - {None}
        cost = problem.prices.extra_area * max(0, len(entered) - 1)
        if cost:
            yield breach("extra_area", route.vehicle, cost=cost, areas=len(entered))


def moved(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """A stop stays with the vehicle that had it before."""
    if problem.previous is None or not problem.prices.moved:
        return
    before = {stop: route.vehicle for route, stop in each_served(problem.previous)}
    for route, stop in each_served(solution):
        if before.get(stop, route.vehicle) != route.vehicle:
            yield breach("moved", route.vehicle, stop, cost=problem.prices.moved)


def sheet(problem: Problem, solution: Solution) -> Iterator[Breach]:
    """A route has the visits of the sheet that was handed out, in the same order."""
    if problem.previous is None or not problem.prices.sheet:
        return
    before = {route.vehicle: visits_of(route) for route in problem.previous.routes}
    for route in solution.routes:
        if visits_of(route) != before.get(route.vehicle):
            yield breach("sheet", route.vehicle, cost=problem.prices.sheet)
