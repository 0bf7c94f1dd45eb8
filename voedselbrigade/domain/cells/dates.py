"""Dates as people write them: 31-12-2026, 1 dec, 2026-12-01."""

from __future__ import annotations

import re
from datetime import date, timedelta

from voedselbrigade.domain.cells.text import folded
from voedselbrigade.errors import Fact

MONTHS = (
    *("jan", "feb", "mrt|maa|mar", "apr", "mei|may", "jun"),
    *("jul", "aug", "sep", "okt|oct", "nov", "dec"),
)
_EXCEL_DAY_ZERO = date(1899, 12, 30)


def parse_date(text: str, today: date) -> date | Fact:
    """The date a cell names. Without a year: the first such day from `today` on."""
    plain = folded(text).strip(" .")
    plain = re.sub(r"^(?:ma|di|wo|do|vr|za|zo)[a-z]*\.?\s+", "", plain)
    iso = re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ t].*)?", plain)
    if iso:
        return _dated(int(iso[1]), int(iso[2]), int(iso[3]), text)
    numbers = re.fullmatch(
        r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})(?:\s*[-/. ]\s*(\d{4}|\d{2}))?\.?", plain
    )
    if numbers:
        return _day_month(int(numbers[1]), int(numbers[2]), numbers[3], text, today)
    named = re.fullmatch(
        r"(\d{1,2})(?:e|ste|de)?\s*[- ]?\s*([a-z]{3,9})\.?\s*[- ]?\s*(\d{4}|\d{2})?", plain
    )
    if named and (month := _month(named[2])):
        return _day_month(int(named[1]), month, named[3], text, today)
    if re.fullmatch(r"[345]\d{4}", plain):  # a date that lost its format: days since 1900
        return _EXCEL_DAY_ZERO + timedelta(days=int(plain))
    return Fact.of("row.date", value=text)


def _month(word: str) -> int | None:
    for number, starts in enumerate(MONTHS, 1):
        if word.startswith(tuple(starts.split("|"))):
            return number
    return None


def _day_month(day: int, month: int, year: str | None, text: str, today: date) -> date | Fact:
    if year:
        return _dated(int(year) + (2000 if len(year) == 2 else 0), month, day, text)
    coming = _dated(today.year, month, day, text)
    if isinstance(coming, Fact) and (month, day) != (2, 29):
        return coming
    if isinstance(coming, Fact) or coming < today:
        return _dated(today.year + 1, month, day, text)
    return coming


def _dated(year: int, month: int, day: int, text: str) -> date | Fact:
    try:
        return date(year, month, day)
    except ValueError:
        return Fact.of("row.date_impossible", value=text)
