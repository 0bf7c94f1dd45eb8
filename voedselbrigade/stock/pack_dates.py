"""Dates as they are typed from a pack: 31-12, 12/2026 (the end of the month), 311226, 2711."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from voedselbrigade.domain.cells.dates import parse_date
from voedselbrigade.errors import Fact

FAR_AHEAD = timedelta(days=3 * 365)
_EXAMPLE = "31-12-2026"


def parse_pack_date(text: str, today: date) -> date | Fact:
    """The date on a pack. Without a year: the one nearest ahead, or just past (14 days).

    A date that does not exist, or text that is none, comes back as a fact that asks again.
    """
    plain = text.strip().lower().rstrip(".")
    month = re.fullmatch(r"(?P<month>\d{1,2})\s*[-/. ]\s*(?P<year>\d{4})", plain) or re.fullmatch(
        r"(?P<year>\d{4})-(?P<month>\d{1,2})", plain
    )
    if month:
        return _end_of_month(int(month["year"]), int(month["month"]), text)
    bare = re.fullmatch(r"(\d{2})(\d{2})(\d{4}|\d{2})?", plain)
    if bare:
        return _dated(int(bare[1]), int(bare[2]), bare[3], text, today)
    parts = re.fullmatch(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})(?:\s*[-/. ]\s*(\d{4}|\d{2}))?", plain)
    if parts:
        return _dated(int(parts[1]), int(parts[2]), parts[3], text, today)
    if plain.isdigit():  # never a day number of a spreadsheet: this was typed by hand
        return Fact.of("stock.no_date", value=text, example=_EXAMPLE)
    found = parse_date(plain, today)
    return (
        Fact.of("stock.no_date", value=text, example=_EXAMPLE) if isinstance(found, Fact) else found
    )


def doubt(found: date, today: date) -> Fact | None:
    """A question about a date that is odd on something that comes in today."""
    if found > today + FAR_AHEAD:
        return Fact.of("stock.date_far", day=found.isoformat())
    return None


def _dated(day: int, month: int, year: str | None, text: str, today: date) -> date | Fact:
    years = (today.year, today.year + 1)
    if year:
        years = (int(year) + (2000 if len(year) == 2 else 0),) * 2
    for one in years:
        try:
            found = date(one, month, day)
        except ValueError:
            continue
        if year or found >= today - timedelta(days=14):
            return found
    return Fact.of("stock.no_such_date", value=text)


def _end_of_month(year: int, month: int, text: str) -> date | Fact:
    if not 1 <= month <= 12:
        return Fact.of("stock.no_such_date", value=text)
    return date(year, month, calendar.monthrange(year, month)[1])
