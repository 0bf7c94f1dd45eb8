"""Putting a day on paper: the sheets of one version, with what changed since the version before.

Printing is a deed: the audit log says who took whose addresses out of the office, and when.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from voedselbrigade.domain.access import Action
from voedselbrigade.domain.places import Point
from voedselbrigade.domain.plans import Plan, PlanId, PlannedRoute, draft_of, in_force
from voedselbrigade.domain.sheets import OfficeLines, RouteSheet, sheets_of
from voedselbrigade.errors import NotFound, UnusableFile
from voedselbrigade.services import parcel_rides
from voedselbrigade.services.office_settings import settings_on
from voedselbrigade.services.parcel_rides import Ride
from voedselbrigade.services.ports import Directions, Roads, Turn
from voedselbrigade.services.work import Subject, Work

STRAIGHT = "straight_line"
"""Roads that know no street: there is no way to draw but the points themselves."""


@dataclass(frozen=True, slots=True)
class Printout:
    """One version of a day as it goes out: the plan for the office, the sheets for the road."""

    plan: Plan
    sheets: tuple[RouteSheet, ...]


def print_day(work: Work, day: date, plan: PlanId | None = None) -> Printout:
    """The sheets of this version; without one, of what holds, and else of the draft.

    Raises NotFound when there is nothing to print.
    """
    work.doing(Action.PRINT, Subject.day(day))
    versions = work.store.plans.of_day(day)
    found = _chosen(versions, plan)
    if found is None:
        raise NotFound("plan.none", day=day.isoformat())
    settings = settings_on(work.store.settings, day)
    office = OfficeLines(settings.office_name, settings.office_phone, settings.office_hours)
    before = next((one for one in versions if one.id == found.replaces), None)
    sheets = sheets_of(found, office, before)
    along = parcel_rides.rides(work.because(Action.PRINT), found)
    return Printout(found, tuple(_with_parcels(sheet, along) for sheet in sheets))


def _with_parcels(sheet: RouteSheet, along: Sequence[Ride]) -> RouteSheet:
    """The sheet with what stands on the parcels that go along to each door."""
    found: dict[str, tuple[str, ...]] = {}
    for one in along:
        if one.route == sheet.route:
            found[one.stop] = (*found.get(one.stop, ()), one.called)
    if not found:
        return sheet
    trips = (
        replace(
            trip,
            stops=tuple(replace(stop, parcels=found.get(stop.number, ())) for stop in trip.stops),
        )
        for trip in sheet.trips
    )
    return replace(sheet, trips=tuple(trips))


def _chosen(versions: tuple[Plan, ...], plan: PlanId | None) -> Plan | None:
    if plan is not None:
        return next((one for one in versions if one.id == plan), None)
    return in_force(versions) or draft_of(versions)


def ways_of(plan: Plan, roads: Roads) -> dict[str, tuple[tuple[Point, ...], ...]]:
    """Per route code the line over the map of each trip; empty where no streets are known, and for
    a plan that was estimated: a line along streets would promise what was not reckoned.

    Asks the roads, so no transaction may be open. A network that was damaged since is no reason to
    have no paper.
    """
    if STRAIGHT in (roads.name, plan.roads):
        return {}
    try:
        return {route.code: _ways(route, roads) for route in plan.runs}
    except UnusableFile:
        return {}


def turns_of(plan: Plan, roads: Roads) -> dict[str, tuple[tuple[tuple[Turn, ...], ...], ...]]:
    """Per route code, trip and leg what to do on the way; empty where no streets are known.

    The last leg of a trip goes to the hub or home, where the round has such an end. Asks the
    roads, so no transaction may be open.
    """
    if plan.roads == STRAIGHT or not isinstance(roads, Directions):
        return {}
    try:
        return {route.code: _turns(route, roads) for route in plan.runs}
    except UnusableFile:
        return {}


def _turns(route: PlannedRoute, roads: Directions) -> tuple[tuple[tuple[Turn, ...], ...], ...]:
    return tuple(
        roads.turns(route.transport, _passed(route, index)) for index in range(len(route.trips))
    )


def _ways(route: PlannedRoute, roads: Roads) -> tuple[tuple[Point, ...], ...]:
    return tuple(
        roads.line(route.transport, _passed(route, index)) for index in range(len(route.trips))
    )


def _passed(route: PlannedRoute, trip: int) -> tuple[Point, ...]:
    """Hub, doors, and where the trip goes afterwards."""
    doors = tuple(stop.point for stop in route.stops_of(trip))
    last = trip + 1 == len(route.trips)
    after = route.end if last else route.trips[trip + 1].point
    return (route.trips[trip].point, *doors, *((after,) if after else ()))
