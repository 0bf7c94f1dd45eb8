"""The calendar: the weekly rhythm, exceptions of one day, and who is due."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final, NewType

import holidays

from voedselbrigade.domain.clock import TimeWindow
from voedselbrigade.domain.food import Diet
from voedselbrigade.domain.people import Recipient, RecipientId, RecipientState, VolunteerId
from voedselbrigade.domain.places import Address, HubId, Located

ExceptionId = NewType("ExceptionId", int)


class ExceptionKind(StrEnum):
    """What is different on a day: the most common phone calls of all."""

    NONE = "none"
    NUMBER = "number"
    ADDRESS = "address"
    WINDOW = "window"
    DIET = "diet"


@dataclass(frozen=True, slots=True)
class DayException:
    """From `first` up to and including `last` something is different for one recipient.

    Only the field of its kind is filled. `called_by` says who phoned. A later exception of the
    same kind wins.
    """

    id: ExceptionId
    recipient: RecipientId
    first: date
    last: date
    kind: ExceptionKind
    called_by: str
    noted_at: datetime
    portions: int | None = None
    address: Address | None = None
    located: Located | None = None
    windows: tuple[TimeWindow, ...] | None = None
    diets: frozenset[Diet] | None = None
    note: str = ""

    def holds_on(self, day: date) -> bool:
        return self.first <= day <= self.last


class RosterStatus(StrEnum):
    COMES = "comes"
    CANNOT = "cannot"
    UNKNOWN = "unknown"
    SUBSTITUTE = "substitute"


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """What a volunteer said about one date; `hours` replaces the hours of the weekday."""

    volunteer: VolunteerId
    day: date
    status: RosterStatus
    hours: tuple[TimeWindow, ...] | None = None
    note: str = ""
    noted_at: datetime | None = None
    stands_in_for: VolunteerId | None = None


class NotDue(StrEnum):
    """Why a recipient gets nothing on a day."""

    NOT_ACTIVE = "not_active"
    PAUSED = "paused"
    RHYTHM = "rhythm"
    CANCELLED = "cancelled"
    STOPPED_BEFORE = "stopped_before"


@dataclass(frozen=True, slots=True)
class Along:
    """Food parcels that are brought to somebody: how many, in how many crates, and where they lie.

    A parcel takes room, but no meal; it can be loaded only where it lies.
    """

    parcels: int = 0
    crates: int = 0
    hubs: frozenset[HubId] = frozenset()


NO_PARCELS: Final = Along()


@dataclass(frozen=True, slots=True)
class Due:
    """Who gets what on this day, with the exceptions of the day already worked in.

    Without `portions` somebody gets parcels only, and the stop is made for those.
    """

    recipient: Recipient
    portions: int
    exceptions: tuple[DayException, ...] = field(default=())
    along: Along = NO_PARCELS


def due_on(
    recipient: Recipient,
    day: date,
    exceptions: Iterable[DayException] = (),
    along: Along = NO_PARCELS,
) -> Due | NotDue:
    """Is this recipient due on `day`, and with what?

    An exception with a number can add a delivery on a day outside the rhythm, and so does a parcel
    that is brought; someone who is stopped, deceased or only requested gets nothing, whatever the
    exceptions say, and who cancelled the day gets no parcel either.
    """
    state = recipient.state_on(day)
    if state is not RecipientState.ACTIVE:
        return NotDue.PAUSED if state is RecipientState.PAUSED else NotDue.NOT_ACTIVE
    applying = _latest_per_kind(e for e in exceptions if e.holds_on(day))
    if ExceptionKind.NONE in applying and not _number_is_newer(applying):
        return NotDue.CANCELLED
    portions = recipient.rhythm.portions_on(day)
    number = applying.get(ExceptionKind.NUMBER)
    if number is not None and number.portions is not None:
        portions = number.portions
    if portions <= 0 and number is not None:
        return NotDue.CANCELLED
    if portions <= 0 and not along.parcels:
        return NotDue.RHYTHM
    changed = _worked_in(recipient, applying.values())
    return Due(changed, portions, tuple(applying.values()), along)


def _latest_per_kind(found: Iterable[DayException]) -> Mapping[ExceptionKind, DayException]:
    return {e.kind: e for e in sorted(found, key=lambda e: (e.noted_at, e.id))}


def _number_is_newer(applying: Mapping[ExceptionKind, DayException]) -> bool:
    number, none = applying.get(ExceptionKind.NUMBER), applying[ExceptionKind.NONE]
    return number is not None and (number.noted_at, number.id) > (none.noted_at, none.id)


def _worked_in(recipient: Recipient, exceptions: Iterable[DayException]) -> Recipient:
    for exception in exceptions:
        if exception.address is not None:
            recipient = replace(recipient, address=exception.address, located=exception.located)
        if exception.windows is not None:
            # What is preferred on other days says nothing about this one.
            recipient = replace(recipient, windows=exception.windows, wanted_window=None)
        if exception.diets is not None:
            recipient = replace(recipient, diets=exception.diets)
    return recipient


def public_holiday(day: date) -> str | None:
    """The Dutch name of the public holiday on `day`, or None."""
    name = holidays.country_holidays("NL", years=day.year, language="nl").get(day)
    return str(name) if name else None
