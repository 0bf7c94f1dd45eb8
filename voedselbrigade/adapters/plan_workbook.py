"""A plan as an Excel file for the office: its routes, its stops, and who is left out.

It is an office file: it holds full names and recipient numbers, unlike a route sheet.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from voedselbrigade.domain.plans import LeftOut, Plan, PlannedRoute, PlannedStop, StopStatus
from voedselbrigade.words import Speaker, speaker
from voedselbrigade.words.formats import clock, short_date

_UNPRINTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_WIDEST = 60


def plan_xlsx(plan: Plan, t: Speaker | None = None) -> bytes:
    """Three sheets: routes, stops, left out. Text is text: a name is never run as a formula."""
    t = t or speaker("nl")
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)
    _fill(first, t("Routes"), _route_heads(t), [_route_row(r, t) for r in plan.runs])
    stops = [_stop_row(r, s, t) for r, s in plan.every_stop()]
    _fill(book.create_sheet(), t("Stops"), _stop_heads(t), stops)
    left_out = [_left_out_row(person, t) for person in plan.left_out]
    _fill(book.create_sheet(), t("Niet ingedeeld"), _left_out_heads(t), left_out)
    book.properties.title = t("Plan {day}", day=short_date(plan.day, t.language))
    book.properties.creator = "Voedselbrigade"
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def _route_heads(t: Speaker) -> list[str]:
    heads = [t("Route"), t("Vrijwilliger"), t("Vervoer"), t("Gebied"), t("Vertrek"), t("Klaar")]
    return [*heads, t("Minuten"), t("Km"), t("Stops"), t("Maaltijden")]


def _route_row(route: PlannedRoute, t: Speaker) -> list[str | int | float]:
    going = [stop for stop in route.stops if stop.status is not StopStatus.CANCELLED]
    departs_s = route.trips[0].departs_s if route.trips else route.starts_s
    return [
        *(route.code, route.volunteer_name, t.term("transport", route.transport.value)),
        *(route.area, clock(departs_s), clock(route.ends_s), route.minutes, route.km),
        *(len(going), sum(stop.meals for stop in going)),
    ]


def _stop_heads(t: Speaker) -> list[str]:
    heads = [t("Route"), t("Nr"), t("Rit"), t("Ontvanger"), t("Naam"), t("Adres"), t("Postcode")]
    heads += [t("Plaats"), t("Telefoon"), t("Bij de deur"), t("Maaltijden"), t("Letters")]
    return [*heads, t("Aankomst"), t("Van"), t("Tot"), t("Liefst tussen"), t("Stand")]


def _stop_row(route: PlannedRoute, stop: PlannedStop, t: Speaker) -> list[str | int | float]:
    cancelled = stop.status is StopStatus.CANCELLED
    letters = ", ".join(f"{line.quantity} {line.meal.letters}" for line in stop.lines)
    window = stop.window
    opens, closes = (clock(window.start_s), clock(window.end_s)) if window else ("", "")
    wanted = f"{clock(stop.wanted.start_s)}–{clock(stop.wanted.end_s)}" if stop.wanted else ""
    return [
        *(route.code, stop.number, stop.trip + 1, str(stop.recipient), stop.name),
        *(stop.street_line, stop.postcode, stop.town, stop.phone, stop.door_note),
        *(0 if cancelled else stop.meals, letters, clock(stop.arrives_s)),
        *(opens, closes, wanted),
        t("vervallen") if cancelled else t("gepland"),
    ]


def _left_out_heads(t: Speaker) -> list[str]:
    return [t("Ontvanger"), t("Naam"), t("Maaltijden"), t("Reden"), t("Wat kan helpen")]


def _left_out_row(person: LeftOut, t: Speaker) -> list[str | int | float]:
    remedy = t.fact(person.remedy) if person.remedy else ""
    return [str(person.recipient), person.name, person.portions, t.fact(person.reason), remedy]


def _fill(
    sheet: Worksheet, title: str, heads: Sequence[str], rows: Sequence[Sequence[str | int | float]]
) -> None:
    sheet.title = title
    for column, head in enumerate(heads, 1):
        _write(sheet.cell(1, column), head).font = Font(bold=True)
    for number, row in enumerate(rows, 2):
        for column, value in enumerate(row, 1):
            _write(sheet.cell(number, column), value)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{len(rows) + 1}"
    for column in range(1, len(heads) + 1):
        longest = max(len(str(row[column - 1])) for row in [heads, *rows])
        sheet.column_dimensions[get_column_letter(column)].width = min(longest + 2, _WIDEST)


def _write(cell: Cell | MergedCell, value: str | float) -> Cell | MergedCell:
    """Text is stored as text and marked as such, so that `=1+1` stays what somebody typed."""
    if isinstance(value, str):
        cell.value = _UNPRINTED.sub("", value)[:32_000]
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(("=", "+", "-", "@"))
        cell.alignment = Alignment(vertical="top", wrap_text=len(value) > _WIDEST)
    else:
        cell.value = value
    return cell
