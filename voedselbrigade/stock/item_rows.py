"""A list of items as food banks keep it in a spreadsheet: columns found, rows read or refused."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from voedselbrigade.domain.cells.text import folded
from voedselbrigade.errors import Fact
from voedselbrigade.stock.barcodes import parse_ean
from voedselbrigade.stock.lots import Item, ItemId, Storage

_HEADERS: Mapping[str, tuple[str, ...]] = {
    "name": ("product", "naam", "artikel", "omschrijving", "item", "name", "productnaam"),
    "ean": ("ean", "barcode", "streepjescode", "gtin", "ean code", "eancode"),
    "category": ("categorie", "soort", "category", "productgroep", "groep"),
    "unit": ("eenheid", "unit"),
    "pack": ("per doos", "doos", "aantal per doos", "stuks per doos", "pack", "verpakking"),
    "unit_g": ("gewicht", "gram", "gewicht gram", "gewicht g", "grams", "weight"),
    "unit_kg": ("kg", "gewicht kg", "kg per stuk", "kilo"),
    "storage": ("bewaren", "opslag", "storage", "bewaarwijze", "temperatuur"),
    "minimum": ("minimum", "min", "minimale voorraad", "minimum voorraad"),
    "points": ("punten", "points"),
}
STORAGE: Mapping[str, Storage] = {
    **dict.fromkeys(
        ("", "gewoon", "normal", "droog", "houdbaar", "kast", "ambient"), Storage.AMBIENT
    ),
    **dict.fromkeys(("koel", "gekoeld", "koeling", "koelkast", "chilled"), Storage.CHILLED),
    **dict.fromkeys(("vries", "vriezer", "diepvries", "bevroren", "frozen"), Storage.FROZEN),
    **dict.fromkeys(("warm", "heet", "hot"), Storage.HOT),
}
_HEADER_WITHIN = 20


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


def read_items(sheet: Sequence[Sequence[str]]) -> ItemList:
    """The items of a sheet, header anywhere in its first rows; the first row is row 1."""
    for start, cells in enumerate(sheet[:_HEADER_WITHIN]):
        columns = _columns(cells)
        if "name" in columns:
            return _read(sheet, start, columns)
    return ItemList()


def item_of(row: ItemRow, known: Item | None) -> Item:
    """The item as the row has it; what the row does not say stays as it was."""
    base = known or Item(ItemId(0), row.name)
    now = {name: getattr(base, name) for name in Item.__slots__}
    return Item(**(now | dict(row.values)))


def _columns(cells: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        plain = re.sub(r"[^a-z0-9]+", " ", folded(cell)).strip()
        for code, names in _HEADERS.items():
            if plain in names:
                found.setdefault(code, place)
    return found


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
            if text:
                values["unit_g" if code == "unit_kg" else code] = value
        if problem is None and "name" not in values:
            problem = WrongRow(number, sheet[start][columns["name"]], "", Fact("stock.row_no_name"))
        if problem is None:
            rows.append(ItemRow(number, values))
        else:
            wrong.append(problem)
    return ItemList(tuple(rows), tuple(wrong), columns)


def _value(code: str, text: str) -> Any:
    if code == "ean":
        return parse_ean(re.sub(r"\.0+$", "", text)) if text else ""
    if code == "storage":
        known = STORAGE.get(folded(text))
        return Fact.of("stock.row_storage", value=text) if known is None else known
    if code == "unit_kg":
        return _number(text, 1000)
    if code in ("pack", "unit_g", "minimum", "points"):
        return _number(text, 1)
    return " ".join(text.split())


def _number(text: str, times: int) -> int | Fact:
    """1,5 kg → 1500 grams; a whole number otherwise."""
    plain = re.fullmatch(r"(\d{1,6})(?:[.,](\d{1,3}))?\s*(?:kg|gram|gr|g|stuks?|x)?", folded(text))
    if plain is None:
        return Fact.of("stock.row_number", value=text) if text else 0
    value = float(f"{plain[1]}.{plain[2] or 0}") * times
    if value != round(value):
        return Fact.of("stock.row_number", value=text)
    return round(value)
