"""Front doors that are known to exist: an address, the point where it is, and how it compares."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from voedselbrigade.domain.places import Address, HouseNumber, Point

_GROUND_FLOOR = frozenset({"HS", "HUIS", "H"})
_METRES_PER_DEGREE = 111_195.0


@dataclass(frozen=True, slots=True)
class Door:
    """One address of an index. `estimated` when its point was reckoned between two neighbours."""

    address: Address
    point: Point
    estimated: bool = False


class Street(NamedTuple):
    """A street as the book spells it; the same name in another town is another street."""

    name: str
    town: str


class AddressBook(Protocol):
    """Every known door of an area, to be asked by postcode or by street."""

    def in_postcode(self, postcode: str) -> Sequence[Door]: ...

    def at_number(self, postcode: str, number: int) -> Sequence[Door]: ...

    def in_street(self, street: Street, number: int | None = None) -> Sequence[Door]:
        """All doors of the street, or those with this number."""
        ...

    def called(self, key: str) -> Sequence[Street]:
        """The streets whose `street_names.key` is this one, in every town."""
        ...

    def streets(self) -> Sequence[Street]: ...


def tail(house: HouseNumber) -> str:
    """Letter and suffix as one word: who types `12-A` may mean the letter A or the suffix A, and
    `hs`, `huis` and `h` are all the ground floor.
    """
    joined = re.sub(r"[^A-Z0-9]", "", (house.letter + house.suffix).upper())
    return "HS" if joined in _GROUND_FLOOR else joined


def same_number(one: HouseNumber, other: HouseNumber) -> bool:
    """The same front door, however the letter and the suffix are divided."""
    return one.number == other.number and tail(one) == tail(other)


def metres_between(one: Point, other: Point) -> float:
    """As the crow flies; exact enough within a province (equirectangular)."""
    east = (one.lon - other.lon) * math.cos(math.radians((one.lat + other.lat) / 2))
    return math.hypot(east, one.lat - other.lat) * _METRES_PER_DEGREE


def middle(doors: Sequence[Door]) -> Door:
    """The door nearest to the mean of all: a real front door, never a point in the water."""
    mean = Point(
        sum(door.point.lat for door in doors) / len(doors),
        sum(door.point.lon for door in doors) / len(doors),
    )
    return min(doors, key=lambda door: (metres_between(door.point, mean), door.address.key))
