"""Readings of thermometers as a list: which room, when, how many degrees."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time

from voedselbrigade.domain.cells.dates import parse_date
from voedselbrigade.domain.cells.hours import parse_time
from voedselbrigade.domain.cells.text import folded
from voedselbrigade.domain.clock import OFFICE_ZONE
from voedselbrigade.errors import Fact
from voedselbrigade.stock.item_rows import STORAGE
from voedselbrigade.stock.list_lines import Line, Lines, read_lines
from voedselbrigade.stock.lots import Storage

HEADERS = {
    "hub": "locatie|uitgiftepunt|punt|hub|location|keuken",
    "room": "ruimte|koelkast|vriezer|koelcel|room|kast|sensor|apparaat|wat|device|naam|name",
    "storage": "bewaren|soort|storage|type|opslag",
    "degrees": "temperatuur|graden|temp|temperature|temp c|temperature c|graden c|waarde|value"
    "|temperatuur c",
    "day": "datum|dag|date|day",
    "time": "tijd|tijdstip|time|uur",
    "moment": "datum en tijd|moment|timestamp|datetime|date time|datum tijd|tijdstip meting",
}
_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d|\d\d?[-/]\d\d?[-/]\d{4})[ T]+(\d\d?:\d\d)(?::\d\d(?:\.\d+)?)?"
)


def read_temperatures(sheet: Sequence[Sequence[str]], today: date) -> Lines | None:
    """The readings of a sheet; None without columns for the degrees and for when."""
    lines = read_lines(sheet, HEADERS, (("degrees",), ("moment", "day")))
    for line in lines.lines if lines else ():
        line.take("tenths_c", "degrees", _tenths)
        if "tenths_c" not in line.values and not line.blocked:
            line.wrong("degrees", Fact.of("stock.row_degrees", value=""))
        line.values["room"] = line.text("room")
        line.take("storage", "storage", _storage)
        _read_moment(line, today)
    return lines


def _read_moment(line: Line, today: date) -> None:
    whole = _MOMENT.fullmatch(line.texts.get("moment", "").strip())
    day = whole[1] if whole else line.text("day")
    clock = whole[2] if whole else line.text("time") or "12:00"
    found, moment_s = parse_date(day, today), parse_time(clock)
    if isinstance(found, Fact) or moment_s is None:
        line.wrong("moment" if "moment" in line.columns else "day", Fact("stock.row_moment"))
        return
    at = time(moment_s // 3600 % 24, moment_s % 3600 // 60)
    line.values["at"] = datetime.combine(found, at, OFFICE_ZONE)


def _tenths(text: str) -> int | Fact:
    found = re.fullmatch(
        r"([-−–+]?\s*\d{1,3})(?:[.,](\d{1,2}))?\s*(?:°?\s*c)?", text.strip().lower()
    )
    if found is None:
        return Fact.of("stock.row_degrees", value=text)
    whole = found[1].replace("−", "-").replace("–", "-").replace(" ", "")
    tenths = round(float(f"{whole}.{found[2] or 0}") * 10)
    return tenths if -600 <= tenths <= 1200 else Fact.of("stock.row_degrees", value=text)


def _storage(text: str) -> Storage | Fact:
    found = STORAGE.get(folded(text))
    return Fact.of("stock.row_storage", value=text) if found is None else found
