"""Where things are: addresses as the Dutch write them, points on the map, and hubs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType

from voedselbrigade.domain.clock import TimeWindow
from voedselbrigade.domain.food import Allergen, AllergenState, Diet, MealKind
from voedselbrigade.errors import Fact

HubId = NewType("HubId", int)

HUB_FIELDS = frozenset({"hub", "supplied_by"})
"""Fields of a record that name a hub."""

# BAG: nummeraanduiding = huisnummer + huisletter (one letter) + toevoeging. Postcode: four digits,
# the first not 0, and two letters, never SA, SD or SS.
_POSTCODE = re.compile(r"^([1-9][0-9]{3})\s*((?!SA|SD|SS)[A-Z]{2})$")
_HOUSE_NUMBER = re.compile(r"^(\d{1,5})(?:[.,]0+)?\s*[-/ ]?\s*(.*)$")
_TOWN_NAMES = {"'s-gravenhage": "Den Haag", "s-gravenhage": "Den Haag", "'s gravenhage": "Den Haag"}
_TOWN_NAMES |= {"s gravenhage": "Den Haag", "sgravenhage": "Den Haag", "the hague": "Den Haag"}
_TOWN_NAMES |= {"den haag": "Den Haag", "denhaag": "Den Haag", "d'n haag": "Den Haag"}


@dataclass(frozen=True, slots=True)
class Point:
    """WGS84 degrees."""

    lat: float
    lon: float

    def __post_init__(self) -> None:
        if not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
            raise ValueError(f"no point on earth: {self.lat}, {self.lon}")


@dataclass(frozen=True, slots=True)
class HouseNumber:
    """`12 B-II` is number 12, letter B, suffix II (huisnummer, huisletter, toevoeging)."""

    number: int
    letter: str = ""
    suffix: str = ""

    def __str__(self) -> str:
        tail = f"-{self.suffix}" if self.suffix else ""
        return f"{self.number}{self.letter}{tail}"


@dataclass(frozen=True, slots=True)
class Address:
    """One front door. `postcode` is stored as 2511BT, `town` as people call it (Den Haag)."""

    street: str
    house: HouseNumber
    postcode: str
    town: str = "Den Haag"

    @property
    def line(self) -> str:
        """As a volunteer reads it: Damstraat 12B-II."""
        return f"{self.street} {self.house}".strip()

    @property
    def key(self) -> tuple[str, int, str, str]:
        """What an address index is asked with: postcode, number, letter, suffix."""
        return (self.postcode, self.house.number, self.house.letter, self.house.suffix)

    @property
    def shown_postcode(self) -> str:
        return f"{self.postcode[:4]} {self.postcode[4:]}"


class Confidence(StrEnum):
    """How sure we are that a point is the front door, best first."""

    EXACT = "exact"
    BY_HAND = "by_hand"
    NO_SUFFIX = "no_suffix"
    NEAR_NUMBER = "near_number"
    POSTCODE = "postcode"
    STREET = "street"


@dataclass(frozen=True, slots=True)
class Located:
    """The answer of a geocoder: where, how sure, and who said so (index, pdok, hand …).

    `doubt` tells why it is not exact, in a sentence that helps to mend it.
    """

    point: Point
    confidence: Confidence
    source: str
    doubt: Fact | None = None

    @property
    def sure(self) -> bool:
        return self.confidence in (Confidence.EXACT, Confidence.BY_HAND)


class HubKind(StrEnum):
    KITCHEN = "kitchen"
    SERVICE_POINT = "service_point"
    FOOD_BANK = "food_bank"


@dataclass(frozen=True, slots=True)
class Hub:
    """A place where meals are made, kept or loaded.

    `opening` gives the windows per weekday (Monday = 0); loading starts and ends inside one.
    `ready_s` are the moments at which meals lie ready: loading starts at or after the first, and
    the hot clock of a trip starts at the last one that is not after its loading. `makes` are the
    diets it can cook; `leaves_out` says per allergen whether it can cook without it (unknown is
    never good enough for someone who is allergic). A hub without `supplies_meals` is no start.
    `supplied_by` is the kitchen whose meals are brought here first: then the food is that of the
    kitchen, and loading waits for what is brought.
    """

    id: HubId
    name: str
    kind: HubKind
    address: Address
    located: Located | None = None
    number: str = ""
    phone: str = ""
    opening: Mapping[int, tuple[TimeWindow, ...]] = field(default_factory=dict)
    loading_s: int = 600
    ready_s: tuple[int, ...] = ()
    supplies_meals: bool = True
    makes: frozenset[Diet] = frozenset(Diet)
    leaves_out: Mapping[Allergen, AllergenState] = field(default_factory=dict)
    meal_kinds: frozenset[MealKind] = frozenset(MealKind)
    most_meals: int | None = None
    supplied_by: HubId | None = None
    active: bool = True

    @property
    def has_meals(self) -> bool:
        """Whether meals are loaded here: its own, or those that a kitchen brings."""
        return self.supplies_meals or self.supplied_by is not None

    def open_on(self, weekday: int) -> tuple[TimeWindow, ...]:
        return tuple(self.opening.get(weekday, ()))


def parse_postcode(text: str) -> str | None:
    """`2573 lm` → `2573LM`; None if it is no Dutch postcode."""
    found = _POSTCODE.match(text.strip().upper().replace("\xa0", " "))
    return found[1] + found[2] if found else None


def parse_house_number(text: str) -> HouseNumber | None:
    """Split a house number as people type it: `12 B-II`, `12-3`, `12/II`, `12 hs`, `12.0`, `33b`.

    One letter straight behind the number is the huisletter; what follows is the toevoeging.
    None if there is no number, or if the rest cannot be a letter or a suffix.
    """
    found = _HOUSE_NUMBER.match(text.strip())
    if not found or int(found[1]) == 0:
        return None
    rest = re.sub(r"[\s/,.]+", "-", found[2].strip().upper()).strip("-")
    if len(rest) > 12 or not re.fullmatch(r"[A-Z0-9-]*", rest):
        return None
    return _split_rest(int(found[1]), rest, joined=text.strip()[len(found[1]) :])


def _split_rest(number: int, rest: str, joined: str) -> HouseNumber:
    letter = re.fullmatch(r"([A-Z])(?:-(.+)|(\d+))?", rest)
    dashed = joined.lstrip().startswith(("-", "/"))
    roman = rest in {"I", "V", "X"} and dashed
    if letter and not roman:
        return HouseNumber(number, letter[1], (letter[2] or letter[3] or ""))
    return HouseNumber(number, "", rest)


def parse_town(text: str) -> str:
    """`'s-Gravenhage` and `DEN HAAG` are both Den Haag; other names keep their own spelling."""
    clean = " ".join(text.replace("’", "'").replace("`", "'").split())
    known = _TOWN_NAMES.get(clean.casefold())
    if known:
        return known
    return clean.title() if clean.isupper() or clean.islower() else clean
