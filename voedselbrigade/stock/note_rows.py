"""A delivery note as a spreadsheet: what came, how many, and what stands on the pack."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from voedselbrigade.domain.cells.text import folded
from voedselbrigade.errors import Fact
from voedselbrigade.stock.barcodes import parse_ean
from voedselbrigade.stock.list_lines import Chosen, Line, Lines, read_lines, whole
from voedselbrigade.stock.lots import DateKind
from voedselbrigade.stock.pack_dates import parse_pack_date

HEADERS = {
    "item": "product|artikel|omschrijving|naam|item|name|artikelomschrijving|productnaam",
    "ean": "ean|barcode|streepjescode|gtin|ean code|eancode|artikelcode ean",
    "quantity": "aantal|stuks|aantal stuks|quantity|qty|hoeveelheid|geleverd|aantal geleverd|units",
    "boxes": "dozen|aantal dozen|colli|kratten|boxes|aantal colli|omdozen",
    "pack": "per doos|stuks per doos|inhoud|per collo|pack|doosinhoud|aantal per doos",
    "kind": "letters|soort datum|tht tgt|date kind|tht of tgt|kind",
    "tht": "tht|tht datum|houdbaar tot|best before|ten minste houdbaar tot|houdbaarheid",
    "tgt": "tgt|tgt datum|te gebruiken tot|use by",
    "date": "datum op pak|vervaldatum|datum pak|expiry|date|houdbaarheidsdatum",
    "batch": "batch|partij|charge|lot|lotnummer|batchnummer|chargenummer|partijnummer",
    "price": "prijs|prijs per stuk|price|stuksprijs",
    "supplier": "leverancier|supplier|afzender|gever|van",
}
_LETTERS = {
    "tht": DateKind.THT,
    "tgt": DateKind.TGT,
    "best before": DateKind.THT,
    "use by": DateKind.TGT,
    "geen": DateKind.NONE,
    "none": DateKind.NONE,
}
NEEDED = (("item", "ean"), ("quantity", "boxes"))
MOST = 1_000_000


def read_note(
    sheet: Sequence[Sequence[str]], today: date, chosen: Chosen | None = None
) -> Lines | None:
    """The lines of a note; None without a column for the product and one for how many."""
    lines = read_lines(sheet, HEADERS, NEEDED, chosen)
    for line in lines.lines if lines else ():
        _read(line, today)
    return lines


def _read(line: Line, today: date) -> None:
    line.take("ean", "ean", lambda text: parse_ean(re.sub(r"\.0+$", "", text)))
    line.values["item"] = line.text("item")
    if not line.values["item"] and "ean" not in line.values:
        line.wrong("item", Fact("stock.row_no_name"))
    _read_quantity(line)
    _read_date(line, today)
    line.values["batch"] = line.text("batch").removesuffix(".0")
    line.values["supplier"] = line.text("supplier")
    line.take("price_cents", "price", _cents)


def _read_quantity(line: Line) -> None:
    """Units, or boxes times what is in a box; both must agree when both are there."""
    units = line.take("quantity", "quantity", whole(0, MOST))
    boxes = line.take("boxes", "boxes", whole(0, MOST))
    pack = line.take("pack", "pack", whole(1, MOST))
    if units is None and boxes is not None and pack is not None:
        line.values["quantity"] = boxes * pack
    elif units is not None and boxes and pack and boxes * pack != units:
        fact = Fact.of("stock.row_boxes", units=units, boxes=boxes, pack=pack, n=boxes * pack)
        line.wrong("quantity", fact)
    elif units is None and boxes is None and not line.blocked:
        line.wrong("quantity", Fact("stock.row_no_quantity"))


def _read_date(line: Line, today: date) -> None:
    kind = line.take("kind", "kind", _letters)
    for code, letters in (("tgt", DateKind.TGT), ("tht", DateKind.THT), ("date", kind)):
        found = line.take("ends_on", code, lambda text: parse_pack_date(_plain(text), today))
        if found is not None:
            # A date without letters is a THT, of which we know the least.
            line.values["kind"] = letters or DateKind.THT
            return
    line.values["kind"] = DateKind.NONE
    if kind not in (None, DateKind.NONE) and not line.blocked:
        line.wrong("kind", Fact.of("stock.date_needed", kind=str(kind)))


def _plain(text: str) -> str:
    """Excel writes midnight behind a date."""
    return re.sub(r"[ T]00:00(?::00)?$", "", text.strip())


def _letters(text: str) -> DateKind | Fact:
    found = _LETTERS.get(folded(text).strip(" ."))
    return Fact.of("stock.no_letters", typed=text) if found is None else found


def _cents(text: str) -> int | Fact:
    found = re.fullmatch(r"(?:€|eur)?\s*(\d{1,6})(?:[.,](\d{1,2}))?", text.strip().lower())
    if found is None:
        return Fact.of("stock.row_price", value=text)
    return int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))
