"""What both steps of a day have in common: a turn as a vehicle, a route as somebody's round.

`model` (to the doors) and `supply_model` (to the service points) add what is their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from voedselbrigade.domain.clock import TimeWindow
from voedselbrigade.domain.office import Settings
from voedselbrigade.domain.people import Base, Transport, Volunteer
from voedselbrigade.domain.places import Hub, Point
from voedselbrigade.domain.plans import PlannedRoute, PlannedStop, PlannedTrip, RouteKind
from voedselbrigade.domain.turns import Turn
from voedselbrigade.routing import rules
from voedselbrigade.routing.problem import (
    BACK_TO_DEPOT,
    COST_PER_MINUTE,
    Problem,
    Route,
    Vehicle,
    Window,
)


def capacity_of(volunteer: Volunteer, settings: Settings) -> tuple[int, int]:
    """Meals, and places in crates, per trip: the volunteer's own, else the transport's usual."""
    usual = settings.transports[volunteer.transport]
    meals = usual.meals if volunteer.most_meals is None else volunteer.most_meals
    crates = usual.crates if volunteer.most_crates is None else volunteer.most_crates
    return meals, crates * settings.meals_per_crate


def begins(hours: Iterable[TimeWindow], loading_s: int) -> tuple[Window, ...]:
    """When loading or unloading may begin, so that it also ends while the hub is open."""
    return tuple(
        Window(at.start_s, at.end_s - loading_s)
        for at in hours
        if at.end_s - at.start_s >= loading_s
    )


def vehicle_of(
    turn: Turn, settings: Settings, place: Mapping[Point, int], order: Mapping[Transport, int]
) -> Vehicle:
    """A turn with its hours, its room and its longest way, back where it loaded; `place` and
    `order` give the index of a location and of a profile."""
    volunteer = turn.volunteer
    usual = settings.transports[volunteer.transport]
    minutes = usual.most_minutes if volunteer.most_minutes is None else volunteer.most_minutes
    return Vehicle(
        profile=order[volunteer.transport],
        capacity=capacity_of(volunteer, settings),
        start=home_of(volunteer, place) if volunteer.starts is Base.HOME else None,
        end=BACK_TO_DEPOT,
        shift=Window(turn.hours.start_s, turn.hours.end_s),
        max_duration_s=minutes * 60,
        max_distance_m=None if volunteer.most_km is None else volunteer.most_km * 1000,
        max_trips=max(1, settings.most_trips),
        cost_fixed=settings.price_route_min * COST_PER_MINUTE,
    )


def home_of(volunteer: Volunteer, place: Mapping[Point, int]) -> int | None:
    """The location where somebody lives; None when that is not on the map."""
    return place[volunteer.located.point] if volunteer.located is not None else None


def round_of(
    kind: RouteKind,
    volunteer: Volunteer,
    problem: Problem,
    route: Route,
    points: Sequence[Point],
    *,
    area: str,
    trips: tuple[PlannedTrip, ...],
    stops: tuple[PlannedStop, ...],
) -> PlannedRoute:
    """A route of a solution in words of the office; its code is still empty."""
    vehicle = problem.vehicles[route.vehicle]
    back = trips[0].point if vehicle.end is BACK_TO_DEPOT else None
    return PlannedRoute(
        code="",
        kind=kind,
        volunteer=volunteer.id,
        volunteer_name=volunteer.name.plain,
        volunteer_phone=volunteer.phone,
        transport=volunteer.transport,
        area=area,
        starts_s=route.start_s,
        ends_s=route.end_s,
        distance_m=rules.route_metres(problem, route),
        trips=trips,
        stops=stops,
        start=trips[0].point if vehicle.start is None else points[vehicle.start],
        end=points[vehicle.end] if isinstance(vehicle.end, int) else back,
        large_type=volunteer.large_type,
        language=volunteer.language,
    )


def trip_of(
    problem: Problem, route: Route, index: int, hub: Hub, hot_for_s: int | None
) -> PlannedTrip:
    """A trip from `hub`; `hot_for_s` is how long hot food may ride, None when none goes along."""
    trip = route.trips[index]
    assert hub.located is not None, "an open hub is on the map"
    return PlannedTrip(
        hub=hub.id,
        hub_name=hub.name,
        hub_line=hub.address.line,
        point=hub.located.point,
        loads_s=trip.load_s,
        departs_s=trip.depart_s,
        returns_s=_returns_s(problem, route, index),
        hot_until_s=None if hot_for_s is None else rules.hot_since_s(problem, trip) + hot_for_s,
    )


def _returns_s(problem: Problem, route: Route, index: int) -> int:
    """When this load is done: at the hub of the next trip, or at the end of the round."""
    if index + 1 == len(route.trips):
        return route.end_s
    last, following = route.trips[index].visits[-1], route.trips[index + 1]
    door = problem.stops[last.stop]
    free_s = last.start_s + door.service_s
    back = problem.depots[following.depot].location
    leg = rules.Leg(door.location, back, free_s, following.load_s)
    return free_s + rules.travel_s(problem, problem.vehicles[route.vehicle], leg)
