"""Who someone is, where, and how to reach them: what every kind of row can say."""

from __future__ import annotations

from dataclasses import replace

from voedselbrigade.domain.cells import addresses, choices, names, phones
from voedselbrigade.domain.cells.text import says_nothing
from voedselbrigade.domain.people import (
    Name,
    Salutation,
)
from voedselbrigade.domain.places import HUB_FIELDS, Address
from voedselbrigade.domain.row_reading import RowReader, Weight
from voedselbrigade.errors import Fact

_ADDRESS_CODES = (
    *("street", "house_number", "house_letter", "house_suffix"),
    *("postcode", "town", "postcode_town"),
)


def read_name(row: RowReader) -> None:
    whole = row.text("name")
    surname = row.text("surname")
    if not whole and not surname and not (row.has("first") and row.said("first")):
        code = "surname" if row.has("surname") else "name"
        row.wrong(code, Fact.of("row.name_missing"))
        return
    if surname:
        prefix, core = names.split_surname(surname)
        read: Name | Fact = names.parse_name(surname) if not core else Name(core, prefix=prefix)
    else:
        read = names.parse_name(whole or row.text("first"))
    if isinstance(read, Fact):
        row.wrong("surname" if surname else "name", read)
        return
    row.values["name"] = _with_own_name_cells(row, read)


def _with_own_name_cells(row: RowReader, name: Name) -> Name:
    """Initials, prefix, first name and salutation from columns of their own."""
    if row.said("initials"):
        name = replace(name, initials=names.parse_initials(row.text("initials")))
    if row.said("first") and row.said("name" if row.said("name") else "surname"):
        name = replace(name, first=names.cased(row.text("first")))
    if row.said("prefix") and not says_nothing(row.text("prefix")):
        name = replace(name, prefix=names.tidy_prefix(row.text("prefix")))
    if row.said("salutation"):
        read = names.parse_salutation(row.text("salutation"))
        if isinstance(read, Fact):
            row.wrong("salutation", read, Weight.CELL)
        elif read is not Salutation.NONE:
            name = replace(name, salutation=read)
    return name


def read_home(row: RowReader, attribute: str, *, required: bool) -> None:
    """The address into `attribute`. Not required: an empty one says nothing."""
    if not row.has("street"):
        return
    cells = addresses.AddressCells(**{code: row.text(code) for code in _ADDRESS_CODES})
    if cells.empty and not required:
        return
    read = addresses.read_address(cells)
    if isinstance(read, Address):
        row.values[attribute] = read
        return
    for code, fact in read.items():
        at = code
        if not row.has(at):
            at = "postcode_town" if code == "postcode" and row.has("postcode_town") else "street"
        row.wrong(at, fact)


def read_phone(row: RowReader) -> None:
    """One number is the phone; a second one is kept as a way to reach the same person."""
    if not row.has("phone", "mobile"):
        return
    numbers: list[str] = []
    for code in ("phone", "mobile"):
        if not row.said(code):
            continue
        read = phones.parse_phones(row.text(code))
        if isinstance(read, Fact):
            row.wrong(code, read, Weight.CELL)
            continue
        numbers += read.numbers
        if read.words:
            row.wrong(code, Fact.of("row.phone_words", value=read.words), Weight.LOOK)
        if read.unsure:
            row.wrong(code, Fact.of("row.phone_unsure", value=row.text(code)), Weight.LOOK)
    unique = tuple(dict.fromkeys(numbers))
    row.values["phone"] = unique[0] if unique else ""
    if len(unique) > 1:
        row.extra_phones = unique[1:]
    elif not unique and any(p.weight is Weight.CELL for p in row.problems):
        del row.values["phone"]  # an unreadable number must not clear the one we have


def read_skills(row: RowReader, code: str, *, clears: bool) -> None:
    if not row.has(code) or not (clears or row.said(code)):
        return
    read = choices.parse_skills(row.text(code))
    row.values[code] = read.words
    if read.others:
        fact = Fact.of(f"row.unknown_{code}", words=read.others, n=len(read.others))
        row.wrong(code, fact, Weight.LOOK)


def read_reference(row: RowReader, code: str, *, clears: bool) -> None:
    """Whom or what the cell names, to be looked up by whoever knows the others."""
    if not row.has(code):
        return
    text = row.text(code)
    named = parse_hub_reference(text) if code in HUB_FIELDS else choices.parse_references(text)
    if named or clears:
        row.references[code] = named


def parse_hub_reference(text: str) -> tuple[str, ...]:
    return () if says_nothing(text) else (text.strip(),)
