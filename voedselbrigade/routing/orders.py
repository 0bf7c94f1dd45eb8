"""A plan without its times: what the search changes, what it costs, and the plan it stands for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from voedselbrigade.routing.ground import Ground, Order, Timing
from voedselbrigade.routing.pricing import split_cost
from voedselbrigade.routing.problem import Route, Solution, Trip, Visit
from voedselbrigade.routing.schedule import timing

type Orders = dict[int, Order]
"""By vehicle; who stays at home is not in it."""


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
        routes.append(as_route(ground, vehicle, order, times))
        served.update(routes[-1].stops)
    left_out = tuple(stop for stop in range(len(ground.stops)) if stop not in served)
    return Solution(tuple(routes), left_out)


def as_route(ground: Ground, vehicle: int, order: Order, times: Timing) -> Route:
    """An order with its times, as it stands in a plan."""
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


def served_in(orders: Mapping[int, Order]) -> set[int]:
    return {stop for order in orders.values() for _, stops in order for stop in stops}


def count_left_out(ground: Ground, orders: Mapping[int, Order]) -> int:
    return len(ground.stops) - sum(len(stops) for order in orders.values() for _, stops in order)


def without(order: Order, gone: Iterable[int]) -> Order:
    """The order without some stops; a trip without stops is not made."""
    away = set(gone)
    kept = ((depot, tuple(stop for stop in stops if stop not in away)) for depot, stops in order)
    return tuple(load for load in kept if load[1])
