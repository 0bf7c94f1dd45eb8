"""Judges any plan, whoever made it: what it breaks, what it costs and why, what each route carries.

It computes no times: those stand in the plan, and the rules ask whether they can be true.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from voedselbrigade.routing import rules
from voedselbrigade.routing.problem import Problem, Route, Solution
from voedselbrigade.routing.rules import Breach


@dataclass(frozen=True, slots=True)
class RouteTotals:
    """What one route comes to. `loads` holds per trip what is loaded, in `Problem.measures`;
    `longest_ride_s` runs from the hot clock to the last door, `waiting_s` is time without a
    deed."""

    vehicle: int
    duration_s: int
    distance_m: int
    travel_s: int
    waiting_s: int
    longest_ride_s: int
    stops: int
    loads: tuple[tuple[int, ...], ...]

    @property
    def minutes(self) -> int:
        return -(-self.duration_s // 60)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The judgement. `breaches` are of hard rules; `wishes` are unmet (or, at a negative cost,
    granted) wishes; `cost` is split by name and adds up to `total`."""

    breaches: tuple[Breach, ...]
    wishes: tuple[Breach, ...]
    cost: Mapping[str, int]
    routes: tuple[RouteTotals, ...]

    @property
    def total(self) -> int:
        return sum(self.cost.values())

    @property
    def sound(self) -> bool:
        return not self.breaches

    def as_json(self) -> dict[str, Any]:
        return {
            "total": self.total,
            "cost": dict(self.cost),
            "breaches": [breach.as_json() for breach in self.breaches],
            "wishes": [wish.as_json() for wish in self.wishes],
        }


def judge(problem: Problem, solution: Solution) -> Evaluation:
    """Judge a plan; of one that cannot be read (an unknown stop, a stop twice) tell only that."""
    unread = _broken(rules.STRUCTURE, problem, solution)
    if unread:
        return Evaluation(unread, (), {}, ())
    wishes = _broken(rules.WISHES, problem, solution)
    return Evaluation(
        breaches=_broken(rules.HARD, problem, solution),
        wishes=wishes,
        cost=_costs(problem, solution, wishes),
        routes=tuple(totals(problem, route) for route in solution.routes),
    )


def totals(problem: Problem, route: Route) -> RouteTotals:
    """The sums of one route that can be read."""
    vehicle = problem.vehicles[route.vehicle]
    legs = list(rules.legs(problem, route))
    travel_s = sum(rules.travel_s(problem, vehicle, leg) for leg in legs)
    waiting_s = sum(leg.there_s - leg.leave_s for leg in legs) - travel_s
    rides = (trip.visits[-1].start_s - rules.hot_since_s(problem, trip) for trip in route.trips)
    return RouteTotals(
        vehicle=route.vehicle,
        duration_s=route.end_s - route.start_s,
        distance_m=rules.route_metres(problem, route),
        travel_s=travel_s,
        waiting_s=waiting_s,
        longest_ride_s=max(rides),
        stops=len(route.stops),
        loads=tuple(
            tuple(map(sum, zip(*(problem.stops[v.stop].demand for v in trip.visits), strict=True)))
            for trip in route.trips
        ),
    )


def _broken(
    table: Mapping[str, rules.Rule], problem: Problem, solution: Solution
) -> tuple[Breach, ...]:
    return tuple(breach for rule in table.values() for breach in rule(problem, solution))


def _costs(problem: Problem, solution: Solution, wishes: tuple[Breach, ...]) -> dict[str, int]:
    """Work, way and use of the vehicles, and every wish under its name."""
    cost = {"work": 0, "way": 0, "use": 0} | dict.fromkeys(rules.WISHES, 0)
    for route in solution.routes:
        vehicle = problem.vehicles[route.vehicle]
        cost["work"] += vehicle.cost_per_s * (route.end_s - route.start_s)
        cost["way"] += vehicle.cost_per_m * rules.route_metres(problem, route)
        cost["use"] += vehicle.cost_fixed
    for wish in wishes:
        cost[wish.rule] += wish.cost
    return cost
