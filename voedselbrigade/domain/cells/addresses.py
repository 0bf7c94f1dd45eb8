"""Addresses: a street with its number in one cell, or every part in a cell of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from voedselbrigade.domain.cells.dates import MONTHS
from voedselbrigade.domain.cells.text import says_nothing
from voedselbrigade.domain.places import (
    Address,
    HouseNumber,
    parse_house_number,
    parse_postcode,
    parse_town,
)
from voedselbrigade.errors import Fact

_MONTH = "|".join(month for months in MONTHS for month in months.split("|"))
# What Excel makes of 12-3: a date, shown as 12-mrt, kept as 2026-03-12.
_MADE_A_DATE = re.compile(
    rf"\d{{4}}-\d\d-\d\d.*|\d{{1,2}}[- ](?:{_MONTH})[a-z]*\.?|(?:{_MONTH})-\d\d", re.I
)
_POSTCODE_INSIDE = re.compile(r"[,;\n]?\s*\b([1-9]\d{3}\s?[A-Za-z]{2})\b[,;]?\s*(.*)$", re.DOTALL)
# Streets whose name holds a year (Plein 1813) or a span (Plein 40-45): the number comes after it.
_YEAR_STREET = re.compile(
    r"(?i)^((?:plein|laan|straat|weg)\s+(?:1\d{3}|'?\d\d\s?[-/]\s?'?\d\d))\s+(.*)$"
)
_STREET_NUMBER = re.compile(r"^((?:\d+\s?(?:e|de|ste)\s+)?[^\d]*?[^\W\d_][^\d]*?)[\s,]*(\d.*)$")


@dataclass(frozen=True, slots=True)
class StreetLine:
    """What an address cell holds: at least a street, perhaps all of it."""

    street: str
    number: str = ""
    postcode: str = ""
    town: str = ""


@lru_cache(maxsize=20_000)
def split_street_line(text: str) -> StreetLine:
    """`Damstraat 12 B, 2511 AB Den Haag` → its four parts; parts that are absent stay empty."""
    postcode = town = ""
    inside = _POSTCODE_INSIDE.search(text)
    if inside and parse_postcode(inside[1]):
        postcode, town, text = inside[1], inside[2].strip(" ,;\n"), text[: inside.start()]
    line = " ".join(text.split()).strip(" ,;")
    found = _YEAR_STREET.match(line) or _STREET_NUMBER.match(line)
    if not found:
        return StreetLine(line, "", postcode, town)
    return StreetLine(found[1].strip(" ,;"), found[2].strip(" ,;"), postcode, town)


def split_postcode_town(text: str) -> tuple[str, str]:
    """`2511 AB Den Haag` → (`2511 AB`, `Den Haag`)."""
    found = re.match(r"\s*([1-9]\d{3}\s?[A-Za-z]{2})\b[\s,]*(.*)$", text, re.DOTALL)
    return (found[1], found[2].strip()) if found else (text.strip(), "")


@dataclass(frozen=True, slots=True)
class AddressCells:
    """The text of every part, as it stood in the cells of one row."""

    street: str = ""
    house_number: str = ""
    house_letter: str = ""
    house_suffix: str = ""
    postcode: str = ""
    town: str = ""
    postcode_town: str = ""

    @property
    def empty(self) -> bool:
        cells = (self.street, self.house_number, self.postcode, self.postcode_town)
        return all(says_nothing(cell) for cell in cells)


def read_address(cells: AddressCells) -> Address | Mapping[str, Fact]:
    """The address of a row, or per field what is wrong with it (all of it, not the first)."""
    line = split_street_line(cells.street)
    street = line.street
    number = cells.house_number
    if not number:
        number = line.number
    elif line.number:
        # "Plein 1813" beside a number column: the digits belong to the street, unless they say
        # the same as the column does.
        same = parse_house_number(line.number) == parse_house_number(number)
        street = line.street if same else f"{line.street} {line.number}"
    postcode, town = split_postcode_town(cells.postcode_town)
    wrong: dict[str, Fact] = {}
    read_code = _postcode(cells.postcode or postcode or line.postcode)
    house = _house(number, cells, street)
    if not re.search(r"[^\W\d_]", street):
        wrong["street"] = Fact.of("row.street_missing", value=cells.street)
    elif len(street) > 100:
        wrong["street"] = Fact.of("row.too_long", n=len(street), most=100)
    if isinstance(house, Fact) and (street or not says_nothing(number)):
        wrong["house_number"] = house  # with no street either, one sentence is enough
    if isinstance(read_code, Fact):
        wrong["postcode"] = read_code
    if wrong or isinstance(house, Fact) or isinstance(read_code, Fact):
        return wrong
    return Address(
        _street_cased(street),
        house,
        read_code,
        parse_town(cells.town or town or line.town or "Den Haag"),
    )


def _postcode(text: str) -> str | Fact:
    if says_nothing(text):
        return Fact.of("row.postcode_missing")
    return parse_postcode(text) or Fact.of("row.postcode", value=text)


def _house(number: str, cells: AddressCells, street: str) -> HouseNumber | Fact:
    clean = re.sub(r"(?i)^(?:nr|nummer|no|huisnummer)\.?\s*", "", number).strip()
    if says_nothing(clean):
        return Fact.of("row.house_number_missing", street=street)
    if _MADE_A_DATE.fullmatch(clean):
        return Fact.of("row.house_number_date", value=number)
    house = parse_house_number(clean)
    if house is None:
        return Fact.of("row.house_number", value=number)
    return _with_own_columns(house, cells)


def _with_own_columns(house: HouseNumber, cells: AddressCells) -> HouseNumber | Fact:
    """Letter and suffix from cells of their own, unless the number cell says them already."""
    letter = "" if says_nothing(cells.house_letter) else cells.house_letter.strip(" .-/")
    suffix = "" if says_nothing(cells.house_suffix) else cells.house_suffix.strip(" .-/")
    if not letter and not suffix:
        return house
    if _MADE_A_DATE.fullmatch(suffix):
        return Fact.of("row.house_number_date", value=suffix)
    written = str(house)
    for tail, known in ((letter, house.letter), (suffix, house.suffix or house.letter)):
        if tail and tail.upper() != known:
            # A dash keeps I, V and X a suffix; one other letter becomes the huisletter.
            written += f"-{tail}"
    return parse_house_number(written) or Fact.of("row.house_number", value=written)


def _street_cased(street: str) -> str:
    clean = " ".join(street.split())
    if not (clean.isupper() or clean.islower()):
        return clean
    small = {"van", "de", "der", "den", "het", "en", "op", "aan", "ter", "ten", "'s", "'t"}
    words = clean.lower().split(" ")
    return " ".join(w if w in small and i else w[:1].upper() + w[1:] for i, w in enumerate(words))
