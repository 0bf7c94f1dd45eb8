"""The people: recipients, volunteers, and how to reach them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum, StrEnum
from typing import NewType

from voedselbrigade.domain.clock import TimeWindow
from voedselbrigade.domain.food import Allergen, AllergenState, Diet, MealKind, MealSpec, to_avoid
from voedselbrigade.domain.places import Address, HubId, Located
from voedselbrigade.domain.rhythm import Frequency, Rhythm

RecipientId = NewType("RecipientId", int)
VolunteerId = NewType("VolunteerId", int)


class Salutation(StrEnum):
    MRS = "mrs"
    MR = "mr"
    FAMILY = "family"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Name:
    """A Dutch name in its parts: mevrouw · A. · de · Wit."""

    surname: str
    initials: str = ""
    prefix: str = ""
    salutation: Salutation = Salutation.NONE
    first: str = ""

    @property
    def plain(self) -> str:
        """A. de Wit; a volunteer who gave a first name is called by it: Ineke de Wit."""
        parts = (self.first or self.initials, self.prefix, self.surname)
        return " ".join(part for part in parts if part)

    @property
    def sorted(self) -> str:
        """Wit, A. de"""
        rest = " ".join(part for part in (self.first or self.initials, self.prefix) if part)
        return f"{self.surname}, {rest}" if rest else self.surname


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to call in an emergency, in order."""

    name: str
    phone: str
    relation: str = ""


class RecipientState(StrEnum):
    REQUESTED = "requested"
    ACTIVE = "active"
    PAUSED = "paused"
    STOPPED = "stopped"
    DECEASED = "deceased"


class Priority(IntEnum):
    """Who goes first when not everyone can be served; higher is served sooner."""

    LOW = 1
    NORMAL = 2
    HIGH = 3


class Dwelling(StrEnum):
    HOUSE = "house"
    FLAT = "flat"


@dataclass(frozen=True, slots=True)
class Recipient:
    """Someone who gets meals. Always valid: what could not be read never becomes a Recipient.

    `resumes_on` ends a pause by itself. `at_door_s` overrides the office's minutes at the door.
    `allergens` holds what was said: yes, no or unknown; an allergen that was not spoken of is not
    in it. `asked_allergens` is False when nobody ever asked (the office then sees it listed).
    `windows` are the times at which somebody must come, `wanted_window` when it is preferred.
    """

    id: RecipientId
    name: Name
    address: Address
    rhythm: Rhythm
    number: str = ""
    located: Located | None = None
    phone: str = ""
    contacts: tuple[Contact, ...] = ()
    meal_kind: MealKind = MealKind.HOT
    diets: frozenset[Diet] = frozenset()
    allergens: Mapping[Allergen, AllergenState] = field(default_factory=dict)
    asked_allergens: bool = False
    windows: tuple[TimeWindow, ...] = ()
    wanted_window: TimeWindow | None = None
    dwelling: Dwelling = Dwelling.HOUSE
    frail: bool = False
    at_door_s: int | None = None
    door_note: str = ""
    needs: frozenset[str] = frozenset()
    preferred: frozenset[VolunteerId] = frozenset()
    excluded: frozenset[VolunteerId] = frozenset()
    state: RecipientState = RecipientState.ACTIVE
    resumes_on: date | None = None
    priority: Priority = Priority.NORMAL
    hub: HubId | None = None
    remarks: str = ""

    def state_on(self, day: date) -> RecipientState:
        """A pause with a date ends by itself on that date."""
        paused = self.state is RecipientState.PAUSED
        if paused and self.resumes_on is not None and self.resumes_on <= day:
            return RecipientState.ACTIVE
        return self.state

    @property
    def meal(self) -> MealSpec:
        """What one portion for this person must be."""
        return MealSpec(self.meal_kind, self.diets - {Diet.REGULAR}, to_avoid(self.allergens))


class Transport(StrEnum):
    FOOT = "foot"
    BICYCLE = "bicycle"
    E_BIKE = "e_bike"
    CARGO_BIKE = "cargo_bike"
    CAR = "car"
    VAN = "van"


class Base(StrEnum):
    """Where a volunteer's round begins or ends."""

    HUB = "hub"
    HOME = "home"
    ANYWHERE = "anywhere"


class VolunteerState(StrEnum):
    ACTIVE = "active"
    PAUSED = "paused"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Volunteer:
    """Someone who brings meals. Limits that are None follow the office's settings.

    `available` gives the hours per weekday (Monday = 0). `hub` is where this volunteer loads; None
    means any hub that is open. `home` is needed only to start or end there.
    """

    id: VolunteerId
    name: Name
    transport: Transport
    number: str = ""
    phone: str = ""
    home: Address | None = None
    located: Located | None = None
    available: Mapping[int, tuple[TimeWindow, ...]] = field(default_factory=dict)
    most_meals: int | None = None
    most_crates: int | None = None
    most_minutes: int | None = None
    most_stops: int | None = None
    most_km: int | None = None
    starts: Base = Base.HUB
    ends: Base = Base.HUB
    hub: HubId | None = None
    skills: frozenset[str] = frozenset()
    frequency: Frequency | None = None
    large_type: bool = False
    language: str = "nl"
    state: VolunteerState = VolunteerState.ACTIVE
    resumes_on: date | None = None
    remarks: str = ""

    def available_on(self, day: date) -> tuple[TimeWindow, ...]:
        """The hours of this weekday; empty when not active on that day."""
        return tuple(self.available.get(day.weekday(), ())) if self.active_on(day) else ()

    def active_on(self, day: date) -> bool:
        resumed = self.resumes_on is not None and self.resumes_on <= day
        back = self.state is VolunteerState.PAUSED and resumed
        return self.state is VolunteerState.ACTIVE or back
