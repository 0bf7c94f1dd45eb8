"""Rows of hubs: kitchens, service points and food banks."""

from __future__ import annotations

import re

from voedselbrigade.domain.cells import choices, food, hours
from voedselbrigade.domain.cells.phones import parse_phones
from voedselbrigade.domain.cells.text import folded, parse_whole, parse_yes_no
from voedselbrigade.domain.places import HubKind
from voedselbrigade.domain.row_persons import read_home, read_reference
from voedselbrigade.domain.row_reading import RowReader, Weight
from voedselbrigade.domain.row_week import read_limit, read_week
from voedselbrigade.errors import Fact


def read_hub(row: RowReader) -> None:
    name = " ".join(row.text("name").split())
    if not name and not row.said("postcode") and not row.said("street"):
        row.wrong_row(Fact.of("row.nobody_hub"))
        return
    row.take_own_number()
    if name:
        row.values["name"] = name
    else:
        row.wrong("name", Fact.of("row.hub_name_missing"))
    _read_kind(row, name)
    read_home(row, "address", required=True)
    _read_phone(row)
    read_week(row, "opening", "opening")
    _read_loading(row)
    _read_food(row)
    read_limit(row, "most_meals", 1, 20_000)
    read_reference(row, "supplied_by", clears=True)
    _read_yes_no(row, "active")


def _read_kind(row: RowReader, name: str) -> None:
    """Without a column or a word the name tells: Keuken Zuid cooks, Voedselbank Laak does not."""
    row.take("kind", "kind", choices.parse_hub_kind)
    if not row.said("kind"):
        row.for_new["kind"] = _kind_of(name)


def _kind_of(name: str) -> HubKind:
    plain = folded(name)
    if "voedselbank" in plain:
        return HubKind.FOOD_BANK
    if re.search(r"servicepunt|wijkcentrum|buurthuis|service point|buurtcentrum", plain):
        return HubKind.SERVICE_POINT
    return HubKind.KITCHEN


def _read_phone(row: RowReader) -> None:
    code = "phone" if row.said("phone") else "mobile"
    if not row.said(code):
        if row.has("phone", "mobile"):
            row.values["phone"] = ""
        return
    read = parse_phones(row.text(code))
    if isinstance(read, Fact):
        row.wrong(code, read, Weight.CELL)
    else:
        row.values["phone"] = read.numbers[0] if read.numbers else ""
        if read.unsure:
            row.wrong(code, Fact.of("row.phone_unsure", value=row.text(code)), Weight.LOOK)


def _read_loading(row: RowReader) -> None:
    read = row.take(
        "loading_s", "loading_minutes", lambda text: parse_whole(text, "loading_minutes", 0, 120)
    )
    if read is not None:
        row.values["loading_s"] = read * 60
    row.take("ready_s", "ready", hours.parse_moments, empty=tuple)


def _read_food(row: RowReader) -> None:
    _read_yes_no(row, "supplies_meals")
    row.take("makes", "makes", food.parse_makes)
    if row.said("leaves_out"):
        read = food.parse_leaves_out(row.text("leaves_out"))
        if isinstance(read, Fact):
            row.wrong("leaves_out", read)
        elif read is not None:
            row.values["leaves_out"] = read
    row.take("meal_kinds", "meal_kinds", food.parse_meal_kinds)


def _read_yes_no(row: RowReader, code: str) -> None:
    """An empty cell or `onbekend` says nothing."""
    read = row.take(code, code, lambda text: parse_yes_no(text, code))
    if read is None:
        row.values.pop(code, None)
