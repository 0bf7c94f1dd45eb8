"""Who comes on a date: what volunteers say, one call for who is ill, and who can stand in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from voedselbrigade.domain.access import Action
from voedselbrigade.domain.clock import TimeWindow
from voedselbrigade.domain.delivery_days import RosterEntry, RosterStatus
from voedselbrigade.domain.history import PersonKind
from voedselbrigade.domain.office import Settings
from voedselbrigade.domain.people import Volunteer, VolunteerId, VolunteerState
from voedselbrigade.domain.plans import Plan, PlannedRoute, StopStatus, draft_of, in_force
from voedselbrigade.domain.standing_in import Missing, StandIn, Standing, judge, ranked
from voedselbrigade.domain.turns import Away, Turn, turns_of_all
from voedselbrigade.errors import NotPossible
from voedselbrigade.services.office_settings import settings_on
from voedselbrigade.services.records import label_of, subject_of
from voedselbrigade.services.work import Subject, Work

SEEN_WEEKS = 8
"""When somebody rode last is told as far back as this."""


@dataclass(frozen=True, slots=True)
class Present:
    """One volunteer on one date: the hours, or why not; `entry` is what was said about it."""

    volunteer: Volunteer
    hours: tuple[TimeWindow, ...]
    away: Away | None
    entry: RosterEntry | None


@dataclass(frozen=True, slots=True)
class SickCall:
    """What came of a sick call: the entry, the route that is without somebody, and who can help.

    `stand_ins` has everybody else with what speaks against them, the best first.
    """

    entry: RosterEntry
    route: PlannedRoute | None
    stand_ins: tuple[StandIn, ...]


def of_day(work: Work, day: date) -> tuple[Present, ...]:
    """Every volunteer who is not stopped, with hours or the reason to stay away, by name."""
    work.reading(Action.READ_PEOPLE, Subject.day(day), "roster")
    entries = {entry.volunteer: entry for entry in work.store.roster.on(day)}
    volunteers = work.store.volunteers.all()
    whole = _whole_day(settings_on(work.store.settings, day))
    turns, away = turns_of_all(volunteers, day, entries, _rode_on(work, day), whole)
    hours = _hours(turns)
    present = [
        Present(one, hours.get(one.id, ()), away.get(one.id), entries.get(one.id))
        for one in volunteers
        if away.get(one.id) is not Away.NOT_ACTIVE or one.id in entries
    ]
    return tuple(sorted(present, key=lambda one: one.volunteer.name.sorted.casefold()))


def say(
    work: Work,
    volunteer: VolunteerId,
    day: date,
    status: RosterStatus,
    *,
    hours: tuple[TimeWindow, ...] | None = None,
    note: str = "",
) -> RosterEntry:
    """What a volunteer said about one date; it replaces what was said before. Raises NotFound."""
    work.doing(Action.EDIT_PEOPLE, subject_of(PersonKind.VOLUNTEER, volunteer))
    work.store.volunteers.get(volunteer)
    return _keep(work, RosterEntry(volunteer, day, status, hours, note))


def unsay(work: Work, volunteer: VolunteerId, day: date) -> None:
    """Forget what was said about one date: the usual hours hold again."""
    work.doing(Action.EDIT_PEOPLE, subject_of(PersonKind.VOLUNTEER, volunteer))
    work.store.roster.remove(volunteer, day)


def call_in_sick(work: Work, volunteer: VolunteerId, day: date, note: str = "") -> SickCall:
    """One call: this volunteer cannot come on `day`. Hands out who can stand in."""
    work.doing(Action.EDIT_PEOPLE, subject_of(PersonKind.VOLUNTEER, volunteer))
    ill = work.store.volunteers.get(volunteer)
    entry = _keep(work, RosterEntry(volunteer, day, RosterStatus.CANNOT, note=note))
    route = _route_of(work, ill, day)
    return SickCall(entry, route, _stand_ins(work, ill, day, route))


def stand_ins(work: Work, volunteer: VolunteerId, day: date) -> tuple[StandIn, ...]:
    """Everybody else as a substitute for this volunteer on `day`, best first."""
    work.reading(Action.READ_PEOPLE, subject_of(PersonKind.VOLUNTEER, volunteer), "stand_ins")
    missed = work.store.volunteers.get(volunteer)
    return _stand_ins(work, missed, day, _route_of(work, missed, day))


def ask(work: Work, substitute: VolunteerId, missed: VolunteerId, day: date) -> RosterEntry:
    """Somebody was asked to stand in and has not answered yet: unknown until then."""
    work.doing(Action.EDIT_PEOPLE, subject_of(PersonKind.VOLUNTEER, substitute))
    return _step_in(work, substitute, missed, day, RosterStatus.UNKNOWN)


def accept(work: Work, substitute: VolunteerId, missed: VolunteerId, day: date) -> RosterEntry:
    """Somebody stands in on `day`, in the hours of the one who is missed."""
    work.doing(Action.EDIT_PEOPLE, subject_of(PersonKind.VOLUNTEER, substitute))
    return _step_in(work, substitute, missed, day, RosterStatus.SUBSTITUTE)


# --- between ------------------------------------------------------------------------------------


def _keep(work: Work, entry: RosterEntry) -> RosterEntry:
    kept = replace(entry, noted_at=work.now)
    work.store.roster.save(kept)
    return kept


def _step_in(
    work: Work, substitute: VolunteerId, missed: VolunteerId, day: date, status: RosterStatus
) -> RosterEntry:
    one = work.store.volunteers.get(substitute)
    ill = work.store.volunteers.get(missed)
    said = {entry.volunteer: entry for entry in work.store.roster.on(day)}
    if substitute == missed:
        raise NotPossible("roster.own_substitute", name=label_of(one))
    before = said.get(missed)
    if before is None or before.status is not RosterStatus.CANNOT:
        raise NotPossible("roster.nobody_missed", name=label_of(ill), day=day.isoformat())
    other = next(
        (e for e in said.values() if _stands_in(e, missed) and e.volunteer != substitute), None
    )
    if other is not None:
        name = label_of(work.store.volunteers.get(other.volunteer))
        raise NotPossible("roster.has_substitute", name=label_of(ill), substitute=name)
    hours = tuple(ill.available.get(day.weekday(), ())) or None
    return _keep(work, RosterEntry(substitute, day, status, hours, stands_in_for=missed))


def _stands_in(entry: RosterEntry, missed: VolunteerId) -> bool:
    return entry.status is RosterStatus.SUBSTITUTE and entry.stands_in_for == missed


def _route_of(work: Work, volunteer: Volunteer, day: date) -> PlannedRoute | None:
    """The route of this volunteer in the plan that holds for `day`."""
    plan = _standing(work, day)
    routes = plan.routes if plan else ()
    return next((route for route in routes if route.volunteer == volunteer.id), None)


def _standing(work: Work, day: date) -> Plan | None:
    """The plan that holds; before the first is published, the draft."""
    versions = work.store.plans.of_day(day)
    return in_force(versions) or draft_of(versions)


def _whole_day(settings: Settings) -> TimeWindow:
    return TimeWindow(settings.day_starts_s, settings.day_ends_s)


def _rode_on(work: Work, day: date) -> Mapping[VolunteerId, frozenset[date]]:
    """On which days everybody rode, as far back as anybody's wish of how often looks."""
    weeks = [one.frequency.weeks for one in work.store.volunteers.all() if one.frequency]
    first = day - timedelta(weeks=max([*weeks, SEEN_WEEKS]))
    rode = work.store.plans.rode(first, day - timedelta(days=1))
    return {who: frozenset(days) for who, days in rode.items()}


def _hours(turns: tuple[Turn, ...]) -> dict[VolunteerId, tuple[TimeWindow, ...]]:
    found: dict[VolunteerId, tuple[TimeWindow, ...]] = {}
    for turn in turns:
        found[turn.volunteer.id] = (*found.get(turn.volunteer.id, ()), turn.hours)
    return found


def _stand_ins(
    work: Work, missed: Volunteer, day: date, route: PlannedRoute | None
) -> tuple[StandIn, ...]:
    rules = settings_on(work.store.settings, day).transports
    missing = _missing(work, missed, day, route)
    faces = _faces(work, missing)
    entries = {entry.volunteer: entry for entry in work.store.roster.on(day)}
    rode_on = _rode_on(work, day)
    plan = _standing(work, day)
    codes = {each.volunteer: each.code for each in plan.routes} if plan else {}
    return ranked(
        judge(
            one,
            missing,
            Standing(
                entry=entries.get(one.id),
                rode_on=rode_on.get(one.id, frozenset()),
                route=codes.get(one.id),
                known_doors=faces[one.id],
            ),
            rules[one.transport],
            rules[missed.transport],
        )
        for one in work.store.volunteers.all()
        if one.id != missed.id and one.state is not VolunteerState.STOPPED
    )


def _missing(work: Work, missed: Volunteer, day: date, route: PlannedRoute | None) -> Missing:
    hours = tuple(missed.available.get(day.weekday(), ()))
    if route is None:
        return Missing(missed, day, hours)
    doors = work.store.recipients.some(stop.recipient for stop in route.stops)
    meals = sum(stop.meals for stop in route.stops if stop.status is StopStatus.PLANNED)
    return Missing(missed, day, (TimeWindow(route.starts_s, route.ends_s),), doors, meals)


def _faces(work: Work, missing: Missing) -> Counter[VolunteerId]:
    """At how many of the doors each volunteer was in the last weeks."""
    weeks = settings_on(work.store.settings, missing.day).familiar_weeks
    since = missing.day - timedelta(weeks=weeks)
    met = work.store.deliveries.volunteers_since(since) if missing.doors else {}
    return Counter(who for door in missing.doors for who in met.get(door.id, {}))
