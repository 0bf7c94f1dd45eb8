"""What a volunteer may read of a route, and nothing more.

No birth date, diagnosis, income, religion, postcode, emergency contact or allergy ever comes
through here (DOMAIN 8.1, and the house rules of paper and phone): a sheet is made only from what
this module lets through.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from voedselbrigade.domain.clock import TimeWindow
from voedselbrigade.domain.food import Diet, MealKind
from voedselbrigade.domain.people import Transport
from voedselbrigade.domain.places import HubId, Point
from voedselbrigade.domain.plans import (
    Outcome,
    Plan,
    PlannedRoute,
    PlannedStop,
    PlanStatus,
    RouteKind,
    StopStatus,
)


@dataclass(frozen=True, slots=True)
class SheetLine:
    """So many portions: letters for the box, diets for the words beside it."""

    quantity: int
    kind: MealKind
    letters: str
    diets: tuple[Diet, ...]


@dataclass(frozen=True, slots=True)
class SheetStop:
    """One door; on a supply one service point, with who waits there (`waiting`).

    `parcels` are what stands on the food parcels that go along to this door, `crates` their room.
    `wanted` is the time that somebody prefers; no rule.
    """

    number: str
    street_line: str
    town: str
    name: str
    phone: str
    door_note: str
    lines: tuple[SheetLine, ...]
    window: TimeWindow | None
    arrives_s: int
    point: Point
    sure: bool
    cancelled: bool
    changed: StopChange | None = None
    waiting: Waiting | None = None
    parcels: tuple[str, ...] = ()
    crates: int = 0
    wanted: TimeWindow | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """The routes that load at a service point, and when the first of them wants to be gone."""

    routes: tuple[str, ...]
    departs_s: int


@dataclass(frozen=True, slots=True)
class StopChange:
    """How a stop differs from the version that this one replaces: new, cancelled or different.

    `what` names the parts that differ: meal, address, note, window, name, phone or trip.
    """

    kind: str
    before: tuple[SheetLine, ...] = ()
    what: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetTrip:
    """What to load first, and where and when; `load_before` is the load of the version replaced."""

    hub_name: str
    hub_line: str
    hub_point: Point
    loads_s: int
    departs_s: int
    returns_s: int
    hot_until_s: int | None
    load: tuple[SheetLine, ...]
    stops: tuple[SheetStop, ...]
    load_before: tuple[SheetLine, ...] | None = None

    @property
    def meals(self) -> int:
        return sum(line.quantity for line in self.load)


@dataclass(frozen=True, slots=True)
class RouteSheet:
    """One volunteer's paper, page and track."""

    route: str
    area: str
    volunteer: str
    transport: Transport
    day: date
    version: int
    draft: bool
    made_at: datetime | None
    office_name: str
    office_phone: str
    office_hours: str
    trips: tuple[SheetTrip, ...]
    distance_m: int
    starts_s: int
    ends_s: int
    start: Point | None
    end: Point | None
    large_type: bool
    language: str
    estimated_roads: bool
    replaces_version: int | None = None
    supply: bool = False

    @property
    def stops(self) -> tuple[SheetStop, ...]:
        return tuple(stop for trip in self.trips for stop in trip.stops)

    @property
    def meals(self) -> int:
        return sum(trip.meals for trip in self.trips)


@dataclass(frozen=True, slots=True)
class OfficeLines:
    """What stands on every sheet about the office itself."""

    name: str
    phone: str
    hours: str


OUTCOMES = tuple(Outcome)


def sheets_of(
    plan: Plan, office: OfficeLines, before: Plan | None = None
) -> tuple[RouteSheet, ...]:
    """Every route's sheet; with `before` (the version it replaces) changed stops are marked."""
    return tuple(sheet_of(plan, route, office, before) for route in plan.runs)


def sheet_of(
    plan: Plan, route: PlannedRoute, office: OfficeLines, before: Plan | None = None
) -> RouteSheet:
    old = before.run(route.code) if before else None
    waiting = _waiting(plan) if route.kind is RouteKind.SUPPLY else {}
    changes = _changes(route, old, before is not None)
    return RouteSheet(
        route=route.code,
        area=route.area,
        volunteer=called(route.volunteer_name),
        transport=route.transport,
        day=plan.day,
        version=plan.version,
        draft=plan.status is PlanStatus.DRAFT,
        made_at=plan.published_at or plan.made_at,
        office_name=office.name,
        office_phone=office.phone,
        office_hours=office.hours,
        trips=tuple(
            _trip(route, index, changes, old, waiting) for index in range(len(route.trips))
        ),
        distance_m=route.distance_m,
        starts_s=route.starts_s,
        ends_s=route.ends_s,
        start=route.start,
        end=route.end,
        large_type=route.large_type,
        language=route.language,
        estimated_roads=plan.roads == "straight_line",
        replaces_version=before.version if before else None,
        supply=route.kind is RouteKind.SUPPLY,
    )


def _waiting(plan: Plan) -> dict[HubId, Waiting]:
    """By hub who loads there."""
    found: dict[HubId, dict[str, int]] = {}
    for route in plan.routes:
        for trip in route.trips:
            found.setdefault(trip.hub, {}).setdefault(route.code, trip.departs_s)
    return {hub: Waiting(tuple(by), min(by.values())) for hub, by in found.items()}


def called(name: str) -> str:
    """A volunteer as the sheet says it: `Ineke de Wit` → `Ineke W.`; `A. de Wit` stays as it is.

    The sheet lies on tables and comes back from strangers' doors: the surname has no use there.
    """
    words = name.split()
    if len(words) < 2 or words[0].endswith("."):
        return " ".join(words)
    return f"{words[0]} {words[-1][0].upper()}."


def _trip(
    route: PlannedRoute,
    index: int,
    changes: Mapping[str, StopChange],
    old: PlannedRoute | None,
    waiting: Mapping[HubId, Waiting],
) -> SheetTrip:
    trip = route.trips[index]
    stops = tuple(s for s in route.stops if s.trip == index)
    return SheetTrip(
        hub_name=trip.hub_name,
        hub_line=trip.hub_line,
        hub_point=trip.point,
        loads_s=trip.loads_s,
        departs_s=trip.departs_s,
        returns_s=trip.returns_s,
        hot_until_s=trip.hot_until_s,
        load=_load(route, index),
        stops=tuple(_stop(s, changes.get(s.number), waiting) for s in stops),
        load_before=_load(old, index) if old else None,
    )


def _load(route: PlannedRoute, trip: int) -> tuple[SheetLine, ...]:
    return _summed(line for stop in route.stops_of(trip) for line in _lines(stop))


def _stop(
    stop: PlannedStop, change: StopChange | None, waiting: Mapping[HubId, Waiting]
) -> SheetStop:
    return SheetStop(
        number=stop.number,
        street_line=stop.street_line,
        town=stop.town,
        name=stop.name,
        phone=stop.phone,
        door_note=stop.door_note,
        lines=_lines(stop) if stop.hub is None else _summed(_lines(stop)),
        window=stop.window,
        arrives_s=stop.arrives_s,
        point=stop.point,
        sure=stop.sure,
        cancelled=stop.status is StopStatus.CANCELLED,
        changed=change,
        waiting=waiting.get(stop.hub) if stop.hub is not None else None,
        crates=stop.crates,
        wanted=stop.wanted,
    )


def _lines(stop: PlannedStop) -> tuple[SheetLine, ...]:
    return tuple(
        SheetLine(line.quantity, line.meal.kind, line.meal.letters, line.meal.shown_diets)
        for line in stop.lines
    )


def _summed(lines: Iterable[SheetLine]) -> tuple[SheetLine, ...]:
    counts: Counter[tuple[MealKind, str, tuple[Diet, ...]]] = Counter()
    for line in lines:
        counts[(line.kind, line.letters, line.diets)] += line.quantity
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(SheetLine(n, kind, letters, diets) for (kind, letters, diets), n in ordered)


def _changes(
    route: PlannedRoute, before: PlannedRoute | None, compare: bool
) -> dict[str, StopChange]:
    if not compare:
        return {}
    old = {s.number: s for s in before.stops} if before else {}
    return {s.number: c for s in route.stops if (c := _change(s, old.get(s.number)))}


def _change(stop: PlannedStop, old: PlannedStop | None) -> StopChange | None:
    if old is None or (old.recipient, old.hub) != (stop.recipient, stop.hub):
        return StopChange("new")
    if stop.status is not old.status:
        return StopChange("cancelled" if stop.status is StopStatus.CANCELLED else "new")
    if stop.status is StopStatus.CANCELLED:
        return None
    pairs = {
        "meal": (_lines(stop), _lines(old)),
        "address": (stop.street_line, old.street_line),
        "note": (stop.door_note, old.door_note),
        "window": ((stop.window, stop.wanted), (old.window, old.wanted)),
        "name": (stop.name, old.name),
        "phone": (stop.phone, old.phone),
        "trip": (stop.trip, old.trip),
    }
    what = tuple(part for part, (now, was) in pairs.items() if now != was)
    return StopChange("different", _lines(old), what) if what else None
