"""Addresses as people type them, against every door of a real village."""

import random
from collections import Counter
from collections.abc import Callable, Iterator

import pytest

from tests.extracts import real
from voedselbrigade.adapters.geocoding.address_database import AddressDatabase, write
from voedselbrigade.adapters.geocoding.finding import DoorFinder
from voedselbrigade.adapters.osm import Extract
from voedselbrigade.domain.cells.addresses import split_street_line
from voedselbrigade.domain.doors import Door, metres_between, tail
from voedselbrigade.domain.places import (
    Address,
    Confidence,
    HouseNumber,
    Located,
    parse_house_number,
)

NUMBERS = [
    ("12", HouseNumber(12)),
    ("12.0", HouseNumber(12)),
    (" 12 ", HouseNumber(12)),
    ("12a", HouseNumber(12, "A")),
    ("12 A", HouseNumber(12, "A")),
    ("12-a", HouseNumber(12, "A")),
    ("12/A", HouseNumber(12, "A")),
    ("12 bis", HouseNumber(12, "", "BIS")),
    ("12bis", HouseNumber(12, "", "BIS")),
    ("12-3", HouseNumber(12, "", "3")),
    ("12 3", HouseNumber(12, "", "3")),
    ("12/3", HouseNumber(12, "", "3")),
    ("12/II", HouseNumber(12, "", "II")),
    ("12-II", HouseNumber(12, "", "II")),
    ("12 ii", HouseNumber(12, "", "II")),
    ("12-I", HouseNumber(12, "", "I")),
    ("12-V", HouseNumber(12, "", "V")),
    ("12 hs", HouseNumber(12, "", "HS")),
    ("12HS", HouseNumber(12, "", "HS")),
    ("12 huis", HouseNumber(12, "", "HUIS")),
    ("12 B-II", HouseNumber(12, "B", "II")),
    ("12B II", HouseNumber(12, "B", "II")),
    ("12b2", HouseNumber(12, "B", "2")),
    ("12 zw", HouseNumber(12, "", "ZW")),
    ("33-k7", HouseNumber(33, "K", "7")),
    ("33a-m", HouseNumber(33, "A", "M")),
    ("99999", HouseNumber(99999)),
    ("0", None),
    ("twaalf", None),
    ("", None),
    ("12 tegenover de kerk", None),
]


@pytest.mark.parametrize(("typed", "expected"), NUMBERS)
def test_house_numbers_as_people_write_them(typed: str, expected: HouseNumber | None) -> None:
    assert parse_house_number(typed) == expected


@pytest.mark.parametrize(
    ("typed", "street", "house"),
    [
        ("Dam 12 bis", "Dam", HouseNumber(12, "", "BIS")),
        ("Damstraat 12-3", "Damstraat", HouseNumber(12, "", "3")),
        ("1e Hogeweg 3a", "1e Hogeweg", HouseNumber(3, "A")),
        ("Plein 1813 4", "Plein 1813", HouseNumber(4)),
        ("Damstr. 12, 2573 LM Den Haag", "Damstr.", HouseNumber(12)),
    ],
)
def test_street_and_number_in_one_line(typed: str, street: str, house: HouseNumber) -> None:
    line = split_street_line(typed)
    assert (line.street, parse_house_number(line.number)) == (street, house)


@pytest.fixture(scope="module")
def doors() -> list[Door]:
    return list(Extract.open(real("zeeland")).doors())


@pytest.fixture(scope="module")
def index(doors: list[Door], tmp_path_factory: pytest.TempPathFactory) -> DoorFinder:
    path = tmp_path_factory.mktemp("village") / "addresses.sqlite"
    write(path, doors)
    return DoorFinder(AddressDatabase.open(path))


def test_every_door_with_a_postcode_is_found_by_postcode_number_and_suffix(
    doors: list[Door], index: DoorFinder
) -> None:
    wrong = []
    for door in doors:
        if door.address.postcode:
            asked = Address("", door.address.house, door.address.postcode, "")
            found = index.find(asked)
            exact = isinstance(found, Located) and found.confidence is Confidence.EXACT
            if not exact or metres_between(found.point, door.point) > 30:  # type: ignore[union-attr]
                wrong.append((asked, found))
    assert wrong == []


def test_every_door_without_a_postcode_is_found_by_its_street(
    doors: list[Door], index: DoorFinder
) -> None:
    without = [door for door in doors if not door.address.postcode]
    assert len(without) == 34
    for door in without:
        found = index.find(door.address)
        assert isinstance(found, Located) and found.sure
        assert found.point == door.point


def test_a_suffix_that_does_not_exist_is_never_exact(
    doors: list[Door], index: DoorFinder, amount: Callable[[int, int], int]
) -> None:
    for door in doors[:: amount(7, 1)]:
        if not tail(door.address.house) and door.address.postcode:
            house = HouseNumber(door.address.house.number, "", "QQ")
            found = index.find(Address("", house, door.address.postcode, "Zeeland"))
            assert isinstance(found, Located)
            assert found.confidence is Confidence.NO_SUFFIX
            assert found.doubt


def swapped(name: str) -> str:
    middle = len(name) // 2
    return name[: middle - 1] + name[middle] + name[middle - 1] + name[middle + 1 :]


def changed(old: str, new: str) -> Callable[[str], str]:
    return lambda name: name.replace(old, new, 1)


def shortened(name: str) -> str:
    for long, short in (("straat", "str."), ("laan", "ln"), ("plein", "pln"), ("weg", "wg")):
        if name.endswith(long):
            return name.removesuffix(long) + short
    return name


ERRORS: dict[str, Callable[[str], str]] = {
    "two letters swapped": swapped,
    "a letter dropped": lambda name: name[: len(name) // 2] + name[len(name) // 2 + 1 :],
    "a letter doubled": lambda name: name[: len(name) // 2] + name[len(name) // 2 - 1 :],
    "ij as y": changed("ij", "y"),
    "ei as ij": changed("ei", "ij"),
    "ij as ei": changed("ij", "ei"),
    "ou as au": changed("ou", "au"),
    "au as ou": changed("au", "ou"),
    "c as k": changed("c", "k"),
    "k as c": changed("k", "c"),
    "abbreviated": shortened,
    "without spaces": lambda name: name.replace(" ", ""),
    "no capitals": str.lower,
}


def mistyped(doors: list[Door]) -> Iterator[tuple[str, Address, str]]:
    """(error, what was typed, the street that was meant): every error that a street can have."""
    first = {door.address.street: door.address for door in reversed(doors)}
    for street, address in sorted(first.items()):
        for error, made in ERRORS.items():
            typed = made(street)
            if typed != street and len(street) > 4:
                yield error, Address(typed, address.house, "", address.town), street


def test_typing_errors_lead_to_the_right_street(doors: list[Door], index: DoorFinder) -> None:
    """Right is: found in the street that was meant, or that street as the first suggestion."""
    cases = list(mistyped(doors))
    wrong: list[tuple[str, str, str]] = []
    for error, typed, meant in cases:
        found = index.find(typed)
        if isinstance(found, Located):
            at_point = {door.address.street for door in doors if door.point == found.point}
            right = meant in at_point
        else:
            right = bool(found.suggestions) and found.suggestions[0].street == meant
        if not right:
            wrong.append((error, typed.street, meant))
    assert len(cases) >= 200
    assert len(wrong) <= 0.05 * len(cases), (len(cases), Counter(w[0] for w in wrong), wrong)


def test_a_hundred_streets_that_do_not_exist_are_never_exact(
    doors: list[Door], index: DoorFinder
) -> None:
    chance = random.Random(12)
    known = {door.address.street for door in doors}
    parts = [
        "Appel",
        "Wilhelmina",
        "Zonne",
        "Molen",
        "Spoor",
        "Vissers",
        "Linden",
        "Raad",
        "Gouden",
    ]
    kinds = ["straat", "laan", "weg", "plein", "hof", "kade", "pad", "dreef"]
    invented: set[str] = set()
    while len(invented) < 100:
        name = chance.choice(parts) + chance.choice(["", "en", "huis", "berg"])
        name += chance.choice(kinds)
        if name not in known:
            invented.add(name)
    for street in sorted(invented):
        for postcode in ("", "5411BB", "9999ZZ"):
            found = index.find(Address(street, HouseNumber(1), postcode, "Zeeland"))
            exact = isinstance(found, Located) and found.confidence is Confidence.EXACT
            assert not exact, (street, postcode, found)


def test_suggestions_are_at_most_five(index: DoorFinder) -> None:
    found = index.find(Address("straat", HouseNumber(1), "", "Zeeland"))
    assert not isinstance(found, Located)
    assert len(found.suggestions) <= 5
