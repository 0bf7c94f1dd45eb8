"""Can this volunteer take over somebody's day? What speaks for it, and what against it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from voedselbrigade.domain.clock import TimeWindow
from voedselbrigade.domain.delivery_days import RosterEntry, RosterStatus
from voedselbrigade.domain.office import TransportRule
from voedselbrigade.domain.people import Recipient, Volunteer
from voedselbrigade.domain.turns import often_enough
from voedselbrigade.errors import Fact

# Somebody this much slower cannot be expected to do the same round in the same time.
_SLOWER = 0.7


@dataclass(frozen=True, slots=True)
class Missing:
    """What falls away when a volunteer cannot come: hours, transport, and the doors if planned."""

    volunteer: Volunteer
    day: date
    hours: tuple[TimeWindow, ...]
    doors: tuple[Recipient, ...] = ()
    meals: int = 0

    @property
    def needs(self) -> frozenset[str]:
        return frozenset().union(*(door.needs for door in self.doors))


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of the other volunteer around that day.

    `entry` is what was said about the date, `rode_on` the days of earlier rounds, `route` the code
    of a route that is planned already, `known_doors` at how many of the doors a familiar face.
    """

    entry: RosterEntry | None = None
    rode_on: Collection[date] = ()
    route: str | None = None
    known_doors: int = 0


@dataclass(frozen=True, slots=True)
class StandIn:
    """A volunteer seen as a substitute. `blocked` facts make it impossible, `against` less good."""

    volunteer: Volunteer
    hours: tuple[TimeWindow, ...]
    known_doors: int = 0
    rode_last: date | None = None
    blocked: tuple[Fact, ...] = field(default=())
    against: tuple[Fact, ...] = field(default=())

    @property
    def fits(self) -> bool:
        return not (self.blocked or self.against)

    @property
    def rank(self) -> tuple[object, ...]:
        """Sorts the best first: fits, known at the doors, rode longest ago."""
        last = self.rode_last.toordinal() if self.rode_last else 0
        name = self.volunteer.name.sorted.casefold()
        return (bool(self.blocked), len(self.against), -self.known_doors, last, name)


def judge(
    one: Volunteer,
    missing: Missing,
    standing: Standing,
    rule: TransportRule,
    usual: TransportRule,
) -> StandIn:
    """One volunteer as a substitute. `rule` is the office's for `one`'s transport, `usual` for
    that of the volunteer who is missed."""
    entry = standing.entry
    hours = _hours(one, missing.day, entry)
    return StandIn(
        volunteer=one,
        hours=hours,
        known_doors=standing.known_doors,
        rode_last=max(standing.rode_on, default=None),
        blocked=tuple(_impossible(one, missing, entry)),
        against=(
            *_against_the_day(one, missing, standing, hours),
            *_against_the_round(one, missing, rule, usual),
        ),
    )


def ranked(found: Iterable[StandIn]) -> tuple[StandIn, ...]:
    return tuple(sorted(found, key=lambda one: one.rank))


def _hours(one: Volunteer, day: date, entry: RosterEntry | None) -> tuple[TimeWindow, ...]:
    return entry.hours if entry and entry.hours else one.available_on(day)


def _impossible(one: Volunteer, missing: Missing, entry: RosterEntry | None) -> Iterator[Fact]:
    name = one.name.plain
    if not one.active_on(missing.day):
        yield Fact.of("roster.not_active", name=name, state=one.state.value)
    if entry and entry.status is RosterStatus.CANNOT:
        yield Fact.of("roster.cannot_either", name=name)
    other = entry.stands_in_for if entry else None
    if entry and entry.status is RosterStatus.SUBSTITUTE and other != missing.volunteer.id:
        yield Fact.of("roster.stands_in_elsewhere", name=name)
    unwanted = tuple(door.name.plain for door in missing.doors if one.id in door.excluded)
    if unwanted:
        yield Fact.of("roster.must_not_come", name=name, persons=unwanted)


def _against_the_day(
    one: Volunteer, missing: Missing, standing: Standing, hours: tuple[TimeWindow, ...]
) -> Iterator[Fact]:
    name, entry = one.name.plain, standing.entry
    said_yes = entry is not None and entry.status is RosterStatus.COMES
    if standing.route is not None:
        yield Fact.of("roster.rides_already", name=name, route=standing.route)
    if entry and entry.status is RosterStatus.UNKNOWN:
        yield Fact.of("roster.not_answered", name=name)
    if not hours and not said_yes:
        yield Fact.of("roster.other_day", name=name, weekday=str(missing.day.weekday()))
    elif hours and missing.hours and not _overlap(hours, missing.hours):
        yield Fact.of(
            "roster.other_hours", name=name, start_s=hours[0].start_s, end_s=hours[-1].end_s
        )
    often = one.frequency
    if often and not said_yes and often_enough(one, missing.day, standing.rode_on):
        yield Fact.of("roster.often_enough", name=name, times=often.times, n=often.weeks)


def _against_the_round(
    one: Volunteer, missing: Missing, rule: TransportRule, usual: TransportRule
) -> Iterator[Fact]:
    name = one.name.plain
    room = rule.meals if one.most_meals is None else one.most_meals
    if missing.meals > room:
        yield Fact.of("roster.too_little_room", name=name, n=missing.meals, most=room)
    if rule.speed_km_h < _SLOWER * usual.speed_km_h:
        yield Fact.of("roster.slower", name=name, transport=one.transport.value)
    lacking = tuple(sorted(missing.needs - one.skills))
    if lacking:
        yield Fact.of("roster.lacks", name=name, needs=lacking)


def _overlap(ours: Iterable[TimeWindow], theirs: Iterable[TimeWindow]) -> bool:
    others = tuple(theirs)
    return any(a.shared(b) for a in ours for b in others)
