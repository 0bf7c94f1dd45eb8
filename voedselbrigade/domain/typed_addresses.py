"""One line as somebody types it in a search box, as an address: `Dam 12 bis, Den Haag`."""

from __future__ import annotations

import re

from voedselbrigade.domain.cells.addresses import split_street_line
from voedselbrigade.domain.places import (
    Address,
    HouseNumber,
    parse_house_number,
    parse_postcode,
    parse_town,
)
from voedselbrigade.errors import Fact

_POSTCODE = r"[1-9]\d{3}\s?[A-Za-z]{2}"
_POSTCODE_FIRST = re.compile(rf"^\s*({_POSTCODE})\b[\s,;]*(\d.*)$")
# What may stand behind a number with a space between: a letter, a Roman or plain number, or one of
# the words in use for a floor (bis, huis, zwart, rood, begane grond, achter, boven).
_TAIL = re.compile(
    r"(?i)^(?:[a-z]|[ivx]{1,4}|\d{1,3}|bis|hs|huis|zw|zwart|rd|rood|bg|ach?|bov|boven|ben|to|[a-z]-?\d{1,3})$"
)


def read_typed(text: str, town: str = "Den Haag") -> Address | Fact:
    """The address, or the fact of what is missing. `town` holds where none was typed.

    A postcode with a number is enough, and so is a street with a number.
    """
    line = " ".join(text.replace("\xa0", " ").split())
    first = _POSTCODE_FIRST.match(line)
    if first:
        house, rest = _number_and_rest(first[2])
        postcode = parse_postcode(first[1]) or ""
        return _address("", house, postcode, rest or town, line)
    parts = split_street_line(line)
    house, rest = _number_and_rest(parts.number)
    known = parse_postcode(parts.postcode) or ""
    return _address(parts.street, house, known, parts.town or rest or town, line)


def _address(
    street: str, house: HouseNumber | None, postcode: str, town: str, line: str
) -> Address | Fact:
    if house is None:
        return Fact.of("locate.typed_without_number", typed=line)
    if not street and not postcode:
        return Fact.of("locate.typed_without_street", typed=line)
    return Address(street, house, postcode, parse_town(town))


def _number_and_rest(text: str) -> tuple[HouseNumber | None, str]:
    """`12 bis Den Haag` → 12-BIS and `Den Haag`."""
    words = text.replace(",", " , ").split()
    taken = 1
    while taken < len(words) and taken < 3 and _TAIL.match(words[taken]):
        taken += 1
    house = parse_house_number(" ".join(words[:taken])) if words else None
    return house, " ".join(words[taken:]).strip(" ,;")
