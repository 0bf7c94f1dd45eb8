"""The day's plan as a record: who brings what to whom, when, and what came of it.

Names, addresses and notes are kept as they were that day. A plan is a draft until it is published;
what is published never changes: planning again makes a new draft beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from voedselbrigade.domain.clock import TimeWindow
from voedselbrigade.domain.food import Line
from voedselbrigade.domain.people import RecipientId, Transport, VolunteerId
from voedselbrigade.domain.places import HubId, Point
from voedselbrigade.domain.wish_costs import WishCost
from voedselbrigade.errors import Fact, NotPossible

PlanId = NewType("PlanId", int)

NOBODY = RecipientId(0)
"""Whom a stop at a service point is for."""


class PlanStatus(StrEnum):
    """`replaced` is a published plan after a newer version was published."""

    DRAFT = "draft"
    PUBLISHED = "published"
    UNDER_WAY = "under_way"
    DONE = "done"
    REPLACED = "replaced"


class StopStatus(StrEnum):
    """`cancelled` stays on the sheet, struck through, with its number."""

    PLANNED = "planned"
    CANCELLED = "cancelled"


class Outcome(StrEnum):
    """What happened at the door; the letter is the box on paper (G N W). Worry (Z) stands apart."""

    GIVEN = "given"
    NOT_HOME = "not_home"
    REFUSED = "refused"


OUTCOME_LETTER: Mapping[Outcome, str] = {
    Outcome.GIVEN: "G",
    Outcome.NOT_HOME: "N",
    Outcome.REFUSED: "W",
}
WORRY_LETTER = "Z"


class RouteKind(StrEnum):
    """A supply brings the meals of a kitchen to service points, before others bring them on."""

    DELIVERY = "delivery"
    SUPPLY = "supply"


@dataclass(frozen=True, slots=True)
class PlannedStop:
    """One door, or on a supply the service point `hub`.

    `number` is what stands on label, map, sheet and phone: `8`, or `8a`.
    `arrives_s` is when the volunteer can ring (waiting is over), `leaves_s` when he is done.
    `window` is the one he is expected in, if the recipient asked for one; `wanted` the one that is
    preferred. `face_extra_s`: what the plan is dearer because a familiar face comes, in seconds.
    `crates`: the room of the food parcels for this door; a stop for those alone has no `lines`.
    """

    number: str
    trip: int
    recipient: RecipientId
    name: str
    street_line: str
    postcode: str
    town: str
    phone: str
    door_note: str
    lines: tuple[Line, ...]
    point: Point
    sure: bool
    arrives_s: int
    leaves_s: int
    window: TimeWindow | None = None
    status: StopStatus = StopStatus.PLANNED
    needs: tuple[str, ...] = ()
    familiar: bool = False
    face_extra_s: int = 0
    crates: int = 0
    hub: HubId | None = None
    wanted: TimeWindow | None = None

    @property
    def meals(self) -> int:
        return sum(line.quantity for line in self.lines)

    @property
    def off_wanted_s(self) -> int:
        """How long before or after the preferred time the volunteer comes."""
        if self.wanted is None:
            return 0
        early_s, late_s = self.wanted.start_s - self.arrives_s, self.arrives_s - self.wanted.end_s
        return max(0, early_s, late_s)


@dataclass(frozen=True, slots=True)
class PlannedTrip:
    """One load: from which hub, loading from when, gone from when, back (or last door) when.

    `hot_until_s` is the moment by which the last hot meal must be at its door, or None.
    """

    hub: HubId
    hub_name: str
    hub_line: str
    point: Point
    loads_s: int
    departs_s: int
    returns_s: int
    hot_until_s: int | None = None


@dataclass(frozen=True, slots=True)
class PlannedRoute:
    """One volunteer's round. `code` (R08) names it on every screen, sheet and label."""

    code: str
    kind: RouteKind
    volunteer: VolunteerId
    volunteer_name: str
    volunteer_phone: str
    transport: Transport
    area: str
    starts_s: int
    ends_s: int
    distance_m: int
    trips: tuple[PlannedTrip, ...]
    stops: tuple[PlannedStop, ...]
    start: Point | None = None
    end: Point | None = None
    large_type: bool = False
    language: str = "nl"

    @property
    def minutes(self) -> int:
        return -(-(self.ends_s - self.starts_s) // 60)

    @property
    def km(self) -> float:
        return round(self.distance_m / 1000, 1)

    def stops_of(self, trip: int) -> tuple[PlannedStop, ...]:
        """The stops of a trip that are still to be made, in order."""
        return tuple(
            s for s in self.stops if s.trip == trip and s.status is not StopStatus.CANCELLED
        )


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What stands in the way with one volunteer, by the names of the rules. `every`: wherever the
    stop is put in, all of them are broken; otherwise at least one of them is."""

    volunteer: VolunteerId
    name: str
    rules: tuple[str, ...]
    every: bool = True


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Someone who is due and not on a route, why, and what would help (if that is known).

    `obstacles` has everyone who rides, with what stands in the way there."""

    recipient: RecipientId
    name: str
    portions: int
    reason: Fact
    remedy: Fact | None = None
    obstacles: tuple[Obstacle, ...] = ()
    crates: int = 0


@dataclass(frozen=True, slots=True)
class RuleBreach:
    """A rule that this plan breaks on purpose, with where; text is made by `words`. `why` and `by`
    are of whoever moved by hand all the same."""

    rule: str
    fact: Fact
    route: str | None = None
    stop: str | None = None
    why: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class HandMove:
    """One change that somebody made by hand: what (`fact`), who, when and why, and what was there
    before, so that it can be taken back.

    `codes` are the routes that it touched; of them and of `people` everything is as it was in
    `routes_before`, `left_out_before` and `breaches_before`. `volunteer` is whom `recipient` was
    given to, if it was one person to one volunteer.
    """

    fact: Fact
    at: datetime
    by: str
    why: str
    added_s: int
    added_m: int
    codes: tuple[str, ...]
    people: tuple[RecipientId, ...]
    routes_before: tuple[PlannedRoute, ...]
    left_out_before: tuple[LeftOut, ...]
    breaches_before: tuple[RuleBreach, ...]
    recipient: RecipientId | None = None
    volunteer: VolunteerId | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """One version of one day. `version` is 0 while it is a draft that was never published.

    `revision` rises with every change of a draft: who sends an older one is told so.
    `settings` is the snapshot it was made with; `roads` names the source of the travel times;
    `notes` tell what the office should know of how it was made; `moves` what was changed by hand
    since, the oldest first; `wishes` what every wish came to when it was made. `supplies` are the
    rounds that bring meals to service points; they have no doors and nobody's name.
    """

    id: PlanId
    day: date
    status: PlanStatus
    version: int
    routes: tuple[PlannedRoute, ...]
    left_out: tuple[LeftOut, ...] = ()
    breaches: tuple[RuleBreach, ...] = ()
    notes: tuple[Fact, ...] = ()
    seed: int = 0
    engine: str = ""
    roads: str = ""
    made_at: datetime | None = None
    made_by: str = ""
    published_at: datetime | None = None
    replaces: PlanId | None = None
    revision: int = 0
    settings: Mapping[str, object] = field(default_factory=dict)
    moves: tuple[HandMove, ...] = ()
    wishes: tuple[WishCost, ...] = ()
    supplies: tuple[PlannedRoute, ...] = ()

    @property
    def runs(self) -> tuple[PlannedRoute, ...]:
        """Everything that somebody drives, the supplies first."""
        return (*self.supplies, *self.routes)

    def run(self, code: str) -> PlannedRoute | None:
        return next((r for r in self.runs if r.code == code), None)

    def every_stop(self) -> Iterator[tuple[PlannedRoute, PlannedStop]]:
        for route in self.routes:
            for stop in route.stops:
                yield route, stop

    def route(self, code: str) -> PlannedRoute | None:
        return next((r for r in self.routes if r.code == code), None)

    @property
    def meals(self) -> int:
        return sum(s.meals for _, s in self.every_stop() if s.status is StopStatus.PLANNED)


IN_FORCE = (PlanStatus.PUBLISHED, PlanStatus.UNDER_WAY, PlanStatus.DONE)


def in_force(versions: Iterable[Plan]) -> Plan | None:
    """The version that holds: published, under way or done; None while there are only drafts."""
    return next((plan for plan in reversed(tuple(versions)) if plan.status in IN_FORCE), None)


def draft_of(versions: Iterable[Plan]) -> Plan | None:
    return next(
        (plan for plan in reversed(tuple(versions)) if plan.status is PlanStatus.DRAFT), None
    )


def refuse_when_begun(versions: Iterable[Plan]) -> None:
    """Raises NotPossible when food of this day is already on its way, or the day is closed."""
    holds = in_force(versions)
    if holds is not None and holds.status is not PlanStatus.PUBLISHED:
        done = holds.status is PlanStatus.DONE
        raise NotPossible("plan.done" if done else "plan.under_way", day=holds.day.isoformat())


def published(versions: Iterable[Plan]) -> tuple[Plan, ...]:
    """Every version that was ever in force, oldest first: their numbers stand."""
    ever = (plan for plan in versions if plan.status is not PlanStatus.DRAFT)
    return tuple(sorted(ever, key=lambda plan: plan.version))


@dataclass(frozen=True, slots=True)
class Delivery:
    """What came of one stop: who said so, when it was noted, and at what time at the door."""

    day: date
    recipient: RecipientId
    volunteer: VolunteerId
    route: str
    stop: str
    outcome: Outcome | None
    worry: bool
    at_door_s: int | None
    noted_at: datetime
    noted_by: str
    remark: str = ""
