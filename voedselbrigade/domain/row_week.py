"""Hours per weekday and limits, as volunteers and hubs have them."""

from __future__ import annotations

from collections.abc import Mapping

from voedselbrigade.domain import fields
from voedselbrigade.domain.cells import days, hours
from voedselbrigade.domain.cells.text import folded, parse_whole, says_nothing
from voedselbrigade.domain.clock import DAY_S, TimeWindow
from voedselbrigade.domain.row_reading import RowReader
from voedselbrigade.errors import Fact

EVERY_DAY = tuple(range(7))


def read_week(row: RowReader, attribute: str, code: str) -> None:
    """Hours per weekday, from one cell, from days and hours apart, or from a column per day."""
    by_day = tuple(day for day in fields.WEEKDAY_FIELDS if row.has(day))
    if not row.has(code, "days") and not by_day:
        row.for_new[attribute] = dict.fromkeys(EVERY_DAY, days.office_hours())
        return
    found: dict[int, tuple[TimeWindow, ...]] = {}
    usual = _usual_hours(row)
    if usual is None:
        return
    texts = [(c, row.text(c)) for c in (code, "days") if row.said(c)]
    good = True
    for column, text in texts:
        read = days.parse_hours_by_day(text)
        if isinstance(read, Fact):
            row.wrong(column, read)
            good = False
        else:
            found.update(_with_usual(read, usual))
    for column in by_day:
        said = _day_hours(row.text(column), usual)
        if isinstance(said, Fact):
            row.wrong(column, said)
            good = False
        elif said:
            found[fields.WEEKDAY_FIELDS.index(column)] = said
    if good:
        row.values[attribute] = found


def _usual_hours(row: RowReader) -> tuple[TimeWindow, ...] | None:
    """What the hours column says for every day that is named; None when it is wrong."""
    if row.said("window"):
        read = hours.parse_windows(row.text("window"))
        if isinstance(read, Fact):
            row.wrong("window", read)
            return None
        return read or days.office_hours()
    window = read_from_until(row)
    if isinstance(window, Fact):
        return None
    return (window,) if window else days.office_hours()


def _with_usual(
    read: Mapping[int, tuple[TimeWindow, ...]], usual: tuple[TimeWindow, ...]
) -> dict[int, tuple[TimeWindow, ...]]:
    office = days.office_hours()
    return {day: usual if windows == office else windows for day, windows in read.items()}


def _day_hours(text: str, usual: tuple[TimeWindow, ...]) -> tuple[TimeWindow, ...] | Fact:
    count = day_count(text)
    if count == 0 or folded(text) in {"gesloten", "dicht", "closed"}:
        return ()
    if count is None:
        return usual
    if not isinstance(count, Fact) and count == 1:
        return usual
    read = hours.parse_windows(text)
    return read if isinstance(read, Fact) else read or usual


def read_from_until(row: RowReader) -> TimeWindow | Fact | None:
    """The columns `van` and `tot` as one window; None when both are empty."""
    ends: list[int | None] = []
    for code in ("window_from", "window_until"):
        text = row.text(code)
        moment_s = None if says_nothing(text) else hours.parse_time(text)
        if moment_s is None and not says_nothing(text):
            fact = Fact.of("row.time", value=text)
            row.wrong(code, fact)
            return fact
        ends.append(moment_s)
    start_s, end_s = ends
    if start_s is None and end_s is None:
        return None
    if (start_s or 0) >= (DAY_S if end_s is None else end_s):
        value = f"{row.text('window_from')} - {row.text('window_until')}"
        fact = Fact.of("row.window_backwards", value=value)
        row.wrong("window_until", fact, value=value)
        return fact
    return TimeWindow(start_s or 0, DAY_S if end_s is None else end_s)


def day_count(text: str) -> int | Fact | None:
    """A cell under `ma`: x or ja → not counted (None), 2 → 2, nee or empty → 0."""
    plain = folded(text).strip(" .")
    if plain in {"x", "ja", "j", "v", "✓", "✔", "√", "yes", "y", "warm", "waar", "true"}:
        return None
    if plain in {"", "-", "0", "nee", "n", "no", "geen", "onwaar", "false"}:
        return 0
    number = parse_whole(text, "portions", 0, days.MOST_PORTIONS)
    return Fact.of("row.day_count", value=text) if isinstance(number, Fact) else number


def read_limit(row: RowReader, code: str, least: int, most: int) -> None:
    """A number, or None where the cell is empty: then the office's own rule holds."""
    if not row.has(code):
        return
    text = row.text(code)
    if says_nothing(text):
        row.values[code] = None
        return
    read = parse_whole(text, code, least, most)
    if isinstance(read, Fact):
        row.wrong(code, read)
    else:
        row.values[code] = read
