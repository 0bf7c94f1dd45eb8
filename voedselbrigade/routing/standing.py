"""The plan that holds, in the numbers of today's problem, as far as everyone is still there.

Whoever is not due any more, does not come any more, or is closed, falls out of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from voedselbrigade.domain.delivery_days import Due
from voedselbrigade.domain.gathered_days import DeliveryDay
from voedselbrigade.domain.people import RecipientId
from voedselbrigade.domain.places import HubId
from voedselbrigade.domain.plans import PlannedRoute
from voedselbrigade.domain.turns import Turn
from voedselbrigade.routing.problem import Route, Solution, Trip, Visit


def standing_plan(
    day: DeliveryDay, riders: Sequence[Due], depots: Mapping[HubId, int]
) -> Solution | None:
    """The routes of `day.standing` as a solution of today; None when there are none."""
    if not day.standing:
        return None
    routes = (route for _, route in standing_routes(day, riders, depots))
    return Solution(tuple(sorted(routes, key=lambda route: route.vehicle)))


def standing_routes(
    day: DeliveryDay, riders: Sequence[Due], depots: Mapping[HubId, int]
) -> Iterator[tuple[PlannedRoute, Route]]:
    """Each route of `day.standing` that can still be made, with what is left of it today."""
    stop_of = {due.recipient.id: stop for stop, due in enumerate(riders)}
    free = dict(enumerate(day.turns))
    for planned in sorted(day.standing, key=lambda one: one.starts_s):
        vehicle = _vehicle(planned, free)
        trips = tuple(_trips(planned, stop_of, depots))
        if vehicle is not None and trips:
            del free[vehicle]
            yield planned, Route(vehicle, planned.starts_s, planned.ends_s, trips)


def _vehicle(planned: PlannedRoute, free: Mapping[int, Turn]) -> int | None:
    """The turn in which this round was made: of the same volunteer, at the same hours if he has
    more than one."""
    own = [index for index, turn in free.items() if turn.volunteer.id == planned.volunteer]
    inside = (i for i in own if free[i].hours.holds(planned.starts_s))
    return next(inside, next(iter(own), None))


def _trips(
    planned: PlannedRoute, stop_of: Mapping[RecipientId, int], depots: Mapping[HubId, int]
) -> Iterator[Trip]:
    for index, trip in enumerate(planned.trips):
        visits = tuple(
            Visit(stop_of[stop.recipient], stop.arrives_s)
            for stop in planned.stops_of(index)
            if stop.recipient in stop_of
        )
        if visits and trip.hub in depots:
            yield Trip(depots[trip.hub], trip.loads_s, trip.departs_s, visits)
