"""A list of items as food banks keep it in a spreadsheet: columns found, rows read or refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from voedselbrigade.domain.cells.food import parse_allergens, parse_makes
from voedselbrigade.domain.cells.text import folded
from voedselbrigade.domain.food import Allergen, AllergenState, Diet
from voedselbrigade.errors import Fact
from voedselbrigade.stock.barcodes import parse_ean
from voedselbrigade.stock.list_lines import Chosen, find_columns
from voedselbrigade.stock.lots import Item, ItemId, Storage

HEADERS = {
    "name": "product|naam|artikel|omschrijving|item|name|productnaam",
    "ean": "ean|barcode|streepjescode|gtin|ean code|eancode",
    "category": "categorie|soort|category|productgroep|groep",
    "unit": "eenheid|unit",
    "pack": "per doos|doos|aantal per doos|stuks per doos|pack|verpakking",
    "unit_g": "gewicht|gram|gewicht gram|gewicht g|grams|weight",
    "unit_kg": "kg|gewicht kg|kg per stuk|kilo",
    "storage": "bewaren|opslag|storage|bewaarwijze|temperatuur",
    "minimum": "minimum|min|minimale voorraad|minimum voorraad",
    "points": "punten|points",
    "contains": "bevat|allergenen|allergeen|allergens|contains",
    "free_of": "vrij van|zonder|bevat geen|bevat niet|free of|free from",
    "suits": "geschikt voor|dieet|dieten|eetwensen|suits|diets",
}
NEEDED = (("name",),)
_NONE = frozenset({"geen", "geen allergenen", "none", "no allergens"})
_REST = frozenset({"alles", "rest", "de rest", "alle andere", "overige", "the rest"})
_FOOD = ("contains", "free_of")
STORAGE: Mapping[str, Storage] = {
    **dict.fromkeys(
        ("", "gewoon", "normal", "droog", "houdbaar", "kast", "ambient"), Storage.AMBIENT
    ),
    **dict.fromkeys(("koel", "gekoeld", "koeling", "koelkast", "chilled"), Storage.CHILLED),
    **dict.fromkeys(("vries", "vriezer", "diepvries", "bevroren", "frozen"), Storage.FROZEN),
    **dict.fromkeys(("warm", "heet", "hot"), Storage.HOT),
}


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One row: what it says of an item, by field; what it does not say is not in it."""

    row: int
    values: Mapping[str, Any]

    @property
    def name(self) -> str:
        return str(self.values["name"])


@dataclass(frozen=True, slots=True)
class WrongRow:
    """A row that cannot be used: where, and why. `row` is the number that Excel shows."""

    row: int
    column: str
    value: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class ItemList:
    """What a sheet of items says. Without a column for the name there is no list at all."""

    rows: tuple[ItemRow, ...] = ()
    wrong: tuple[WrongRow, ...] = ()
    columns: Mapping[str, int] = field(default_factory=dict)


def read_items(sheet: Sequence[Sequence[str]], chosen: Chosen | None = None) -> ItemList:
    """The items of a sheet, header anywhere in its first rows; the first row is row 1.

    `chosen` are columns that somebody pointed out.
    """
    found = find_columns(sheet, HEADERS, NEEDED, chosen)
    return _read(sheet, found.row, found.codes) if found and found.complete else ItemList()


def item_of(row: ItemRow, known: Item | None) -> Item:
    """The item as the row has it; what the row does not say stays as it was."""
    base = known or Item(ItemId(0), row.name)
    now = {name: getattr(base, name) for name in Item.__slots__}
    return Item(**(now | dict(row.values)))


def _read(sheet: Sequence[Sequence[str]], start: int, columns: Mapping[str, int]) -> ItemList:
    rows: list[ItemRow] = []
    wrong: list[WrongRow] = []
    for number, cells in enumerate(sheet[start + 1 :], start + 2):
        said = {code: cells[at].strip() for code, at in columns.items() if at < len(cells)}
        if not any(said.values()):
            continue
        values: dict[str, Any] = {}
        problem: WrongRow | None = None
        for code, text in said.items():
            value = _value(code, text)
            if isinstance(value, Fact):
                problem = WrongRow(number, sheet[start][columns[code]], text, value)
                break
            if text and code not in _FOOD:
                values["unit_g" if code == "unit_kg" else code] = value
        if problem is None:
            problem = _read_allergens(said, values, number, sheet[start], columns)
        if problem is None and "name" not in values:
            problem = WrongRow(number, sheet[start][columns["name"]], "", Fact("stock.row_no_name"))
        if problem is None:
            rows.append(ItemRow(number, values))
        else:
            wrong.append(problem)
    return ItemList(tuple(rows), tuple(wrong), columns)


def _read_allergens(
    said: Mapping[str, str],
    values: dict[str, Any],
    number: int,
    header: Sequence[str],
    columns: Mapping[str, int],
) -> WrongRow | None:
    """Both columns together say yes or no per allergen; what neither names stays unknown."""
    found = allergens_of(said.get("contains", ""), said.get("free_of", ""))
    if isinstance(found, Fact):
        code = next(code for code in _FOOD if said.get(code))
        return WrongRow(number, header[columns[code]], said[code], found)
    if found is not None:
        values["allergens"] = found
    return None


def allergens_of(contains: str, free_of: str) -> dict[Allergen, AllergenState] | Fact | None:
    """What is in it and what is not; None when neither cell says anything.

    `geen` in it is free of all fourteen, and `de rest` is free of all that is not named. An
    allergen that is both in it and not in it is asked.
    """
    inside = {} if folded(contains) in _NONE else parse_allergens(contains)
    without = {} if folded(free_of) in _REST else parse_allergens(free_of)
    if isinstance(inside, Fact):
        return inside
    if isinstance(without, Fact):
        return without
    if inside is None and without is None:
        return None
    states: dict[Allergen, AllergenState] = dict(inside or {})
    free = {a for a, state in (without or {}).items() if state is AllergenState.YES}
    if folded(free_of) in _REST or folded(contains) in _NONE:
        free |= set(Allergen) - states.keys()
    for allergen in sorted(free, key=list(Allergen).index):
        if states.get(allergen, AllergenState.NO) is not AllergenState.NO:
            return Fact.of("stock.row_allergen_both", about=allergen.value)
        states[allergen] = AllergenState.NO
    return states


def _value(code: str, text: str) -> Any:
    reader = _READERS.get(code)
    return reader(text) if reader else " ".join(text.split())


def _ean(text: str) -> str | Fact:
    """Excel makes a number of a code."""
    return parse_ean(re.sub(r"\.0+$", "", text)) if text else ""


def _storage(text: str) -> Storage | Fact:
    return STORAGE.get(folded(text)) or Fact.of("stock.row_storage", value=text)


def _suits(text: str) -> frozenset[Diet] | Fact:
    read = parse_makes(text) if text else frozenset()
    return read if isinstance(read, Fact) else read - {Diet.REGULAR}


def _number(text: str, times: int) -> int | Fact:
    """1,5 kg → 1500 grams; a whole number otherwise."""
    plain = re.fullmatch(r"(\d{1,6})(?:[.,](\d{1,3}))?\s*(?:kg|gram|gr|g|stuks?|x)?", folded(text))
    if plain is None:
        return Fact.of("stock.row_number", value=text) if text else 0
    value = float(f"{plain[1]}.{plain[2] or 0}") * times
    if value != round(value):
        return Fact.of("stock.row_number", value=text)
    return round(value)


_READERS: Mapping[str, Callable[[str], Any]] = {
    "ean": _ean,
    "storage": _storage,
    "suits": _suits,
    "unit_kg": lambda text: _number(text, 1000),
    **dict.fromkeys(("pack", "unit_g", "minimum", "points"), lambda text: _number(text, 1)),
}
