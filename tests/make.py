"""Builders of people and places that are right by default: a test says only what it is about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from voedselbrigade.domain.access import Account, Role
from voedselbrigade.domain.clock import OFFICE_ZONE, TimeWindow, hms
from voedselbrigade.domain.delivery_days import DayException, ExceptionId, ExceptionKind
from voedselbrigade.domain.history import Cause, ImportId, Source
from voedselbrigade.domain.people import (
    Name,
    Recipient,
    RecipientId,
    Salutation,
    Transport,
    Volunteer,
    VolunteerId,
)
from voedselbrigade.domain.places import (
    Address,
    Confidence,
    HouseNumber,
    Hub,
    HubId,
    HubKind,
    Located,
    Point,
)
from voedselbrigade.domain.rhythm import Rhythm

if TYPE_CHECKING:
    from voedselbrigade.wiring import Home

MONDAY = date(2026, 11, 23)
TUESDAY = MONDAY + timedelta(days=1)
NOW = datetime(2026, 11, 23, 8, 30, tzinfo=OFFICE_ZONE)
WORKDAYS = range(5)
MORNING = TimeWindow(hms(9), hms(13))
# The middle of the demo city; a thousandth of a degree north is 111 m.
CENTRE = Point(52.0705, 4.3007)


@dataclass
class Clock:
    """A clock that stands still until the test moves it."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def passes(self, **how_long: float) -> None:
        self.now += timedelta(**how_long)


def address(number: int = 12, street: str = "Damstraat", postcode: str = "2511BT") -> Address:
    return Address(street, HouseNumber(number), postcode)


def located(north: int = 0, east: int = 0) -> Located:
    """So many hundred metres from the middle of town, found exactly."""
    point = Point(CENTRE.lat + north * 0.0009, CENTRE.lon + east * 0.00146)
    return Located(point, Confidence.EXACT, "index")


def recipient(surname: str = "Wit", **changed: Any) -> Recipient:
    """One hot meal on every workday."""
    made = Recipient(
        id=RecipientId(0),
        name=Name(surname, "A.", "de", Salutation.MRS),
        address=address(),
        rhythm=Rhythm(dict.fromkeys(WORKDAYS, 1)),
        located=located(),
        phone="+31701234567",
        asked_allergens=True,
    )
    return replace(made, **changed)


def volunteer(first: str = "Ineke", **changed: Any) -> Volunteer:
    """By bicycle, on every workday from nine to one."""
    made = Volunteer(
        id=VolunteerId(0),
        name=Name("Bos", first=first),
        transport=Transport.BICYCLE,
        phone="+31612345678",
        available=dict.fromkeys(WORKDAYS, (MORNING,)),
    )
    return replace(made, **changed)


def hub(name: str = "Keuken De Pan", **changed: Any) -> Hub:
    """Open on workdays from nine to five; meals lie ready at half past nine."""
    made = Hub(
        id=HubId(0),
        name=name,
        kind=HubKind.KITCHEN,
        address=address(1, "Kade", "2512AA"),
        located=located(),
        opening=dict.fromkeys(WORKDAYS, (TimeWindow(hms(9), hms(17)),)),
        ready_s=(hms(9, 30),),
    )
    return replace(made, **changed)


def exception(
    who: RecipientId, day: date = TUESDAY, kind: ExceptionKind = ExceptionKind.NONE, **changed: Any
) -> DayException:
    """On one day something is different, said by the daughter."""
    made = DayException(ExceptionId(0), who, day, day, kind, "dochter", NOW)
    return replace(made, **changed)


def by_office(at: datetime = NOW, by: str = "Ans") -> Cause:
    return Cause(at, by)


def by_file(run: ImportId, at: datetime = NOW, by: str = "Ans") -> Cause:
    return Cause(at, by, Source.FILE, run)


def account(
    home: Home, name: str = "Ans", role: Role = Role.COORDINATOR, **changed: Any
) -> Account:
    """An account in the home; the one that is there if it has this name already."""
    with home.work(home.system) as work:
        known = work.store.access.named(name)
        made = known or work.store.access.add(name, role, None, work.now)
        if changed:
            made = replace(made, **changed)
            work.store.access.save(made)
        return made
