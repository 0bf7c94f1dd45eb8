"""Who brings meals on a day, and when: weekday hours, what was said about the date, how often."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from voedselbrigade.domain.clock import TimeWindow
from voedselbrigade.domain.delivery_days import RosterEntry, RosterStatus
from voedselbrigade.domain.people import Volunteer, VolunteerId, VolunteerState


@dataclass(frozen=True, slots=True)
class Turn:
    """One block of hours in which a volunteer brings meals; the limits of a volunteer (minutes,
    stops, kilometres) hold for each block by itself. `part` counts the blocks of one person.
    `often`: he comes, but has ridden as often as he wished already."""

    volunteer: Volunteer
    hours: TimeWindow
    part: int = 0
    often: bool = False


class Away(StrEnum):
    """Why a volunteer does not come on a day."""

    NOT_ACTIVE = "not_active"
    OTHER_DAY = "other_day"
    CANNOT = "cannot"
    NOT_SURE = "not_sure"
    OFTEN_ENOUGH = "often_enough"


def turns_on(
    volunteer: Volunteer,
    day: date,
    entry: RosterEntry | None = None,
    rode_on: Collection[date] = (),
    whole_day: tuple[TimeWindow, ...] = (),
) -> tuple[Turn, ...] | Away:
    """The blocks in which this volunteer comes on `day`, or why not.

    What was said about the date (`entry`) wins over weekday and frequency; nobody who stopped is
    ever planned. `rode_on` are the days of earlier rounds. Who comes on a day without hours of
    his own, or stands in, has the hours of the entry, or else `whole_day` (for a substitute: the
    hours of the one he stands in for).
    """
    if volunteer.state is VolunteerState.STOPPED:
        return Away.NOT_ACTIVE
    usual = tuple(volunteer.available.get(day.weekday(), ()))
    often = often_enough(volunteer, day, rode_on)
    if entry is not None:
        said = _as_said(volunteer, entry, usual, whole_day)
        return said if isinstance(said, Away) else tuple(replace(t, often=often) for t in said)
    if not volunteer.active_on(day):
        return Away.NOT_ACTIVE
    if not usual:
        return Away.OTHER_DAY
    if often:
        return Away.OFTEN_ENOUGH
    return _turns(volunteer, usual)


def often_enough(volunteer: Volunteer, day: date, rode_on: Iterable[date]) -> bool:
    """Has he ridden as often as he wished (1× per 4 weken) in the weeks before this day?"""
    frequency = volunteer.frequency
    if frequency is None:
        return False
    since = day - timedelta(weeks=frequency.weeks)
    return len({one for one in rode_on if since < one < day}) >= frequency.times


def turns_of_all(
    volunteers: Iterable[Volunteer],
    day: date,
    roster: Mapping[VolunteerId, RosterEntry],
    rode_on: Mapping[VolunteerId, Collection[date]],
    whole_day: TimeWindow,
) -> tuple[tuple[Turn, ...], dict[VolunteerId, Away]]:
    """Everybody's turns, ordered by volunteer, and why the others stay away."""
    known = {one.id: one for one in volunteers}
    turns: list[Turn] = []
    away: dict[VolunteerId, Away] = {}
    for volunteer in sorted(known.values(), key=lambda one: one.id):
        entry = roster.get(volunteer.id)
        missed = known.get(entry.stands_in_for) if entry and entry.stands_in_for else None
        spare = tuple(missed.available.get(day.weekday(), ())) if missed else ()
        rode = rode_on.get(volunteer.id, ())
        found = turns_on(volunteer, day, entry, rode, spare or (whole_day,))
        if isinstance(found, Away):
            away[volunteer.id] = found
        else:
            turns.extend(found)
    return tuple(turns), away


def _as_said(
    volunteer: Volunteer,
    entry: RosterEntry,
    usual: tuple[TimeWindow, ...],
    whole_day: tuple[TimeWindow, ...],
) -> tuple[Turn, ...] | Away:
    match entry.status:
        case RosterStatus.CANNOT:
            return Away.CANNOT
        case RosterStatus.UNKNOWN:
            return Away.NOT_SURE
        case RosterStatus.SUBSTITUTE:
            taken_over = whole_day if entry.stands_in_for is not None else usual
            return _turns(volunteer, entry.hours or taken_over or whole_day)
        case RosterStatus.COMES:
            return _turns(volunteer, entry.hours or usual or whole_day)


def _turns(volunteer: Volunteer, hours: Iterable[TimeWindow]) -> tuple[Turn, ...]:
    return tuple(Turn(volunteer, one, part) for part, one in enumerate(sorted(hours)))
