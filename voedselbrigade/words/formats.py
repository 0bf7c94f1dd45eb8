"""How times, dates, lengths and lists are written, in Dutch and in English."""

from __future__ import annotations

import string
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

WEEKDAYS = {
    "nl": ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
MONTHS = {
    "nl": (
        *("januari", "februari", "maart", "april", "mei", "juni"),
        *("juli", "augustus", "september", "oktober", "november", "december"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
SHORT_DAY = {"nl": 2, "en": 3}
AND = {"nl": "en", "en": "and"}


def clock(seconds: int) -> str:
    """Seconds since midnight as 11:30; past midnight goes on counting (24:10). Rounds down."""
    return f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}"


def minutes(seconds: float) -> str:
    """Whole minutes, rounded up: a promise of seven minutes is not six and a half."""
    return str(-(-int(seconds) // 60))


def more_minutes(seconds: int) -> str:
    """What something adds: +4, or −3; rounded up, so that it never looks too good."""
    more = -(-seconds // 60)
    return f"{'+' if more >= 0 else '−'}{abs(more)}"


def more_kilometres(metres: int, language: str) -> str:
    """What something adds: +1,4, or −0,3."""
    return ("+" if metres >= 0 else "−") + kilometres(abs(metres), language)


def number(value: float, language: str, digits: int | None = None) -> str:
    """1122.5 → 1.122,5 in Dutch, 1,122.5 in English."""
    text = f"{value:,}" if digits is None else f"{value:,.{digits}f}"
    if language == "nl":
        text = text.translate(str.maketrans(",.", ".,"))
    return text


def kilometres(metres: float, language: str) -> str:
    return number(metres / 1000, language, 1)


def short_date(day: date | str, language: str) -> str:
    """di 24-11-2026"""
    when = _day(day)
    name = WEEKDAYS[language][when.weekday()][: SHORT_DAY[language]]
    return f"{name} {when:%d-%m-%Y}"


def long_date(day: date | str, language: str) -> str:
    """dinsdag 24 november 2026"""
    when = _day(day)
    weekday, month = WEEKDAYS[language][when.weekday()], MONTHS[language][when.month - 1]
    return f"{weekday} {when.day} {month} {when.year}"


def listed(parts: Iterable[Any], language: str) -> str:
    """a, b en c"""
    words = [str(part) for part in parts]
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {AND[language]} {words[-1]}"


def _day(day: date | str) -> date:
    return date.fromisoformat(day) if isinstance(day, str) else day


class Formatter(string.Formatter):
    """`str.format` that knows our own formats (see `voedselbrigade.words`)."""

    def __init__(self, language: str, term: Callable[[str, str], str]) -> None:
        self._term = term
        self._written: Mapping[str, Callable[[Any], str]] = {
            "clock": clock,
            "minutes": minutes,
            "km": lambda value: kilometres(value, language),
            "number": lambda value: number(value, language),
            "date": lambda value: short_date(value, language),
            "longdate": lambda value: long_date(value, language),
            "list": lambda value: listed(value, language),
        }
        self._language = language

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec in self._written:
            return self._written[format_spec](value)
        if format_spec.startswith("term."):
            kind = format_spec.removeprefix("term.")
            if isinstance(value, Sequence) and not isinstance(value, str):
                return listed((self._term(kind, code) for code in value), self._language)
            return self._term(kind, str(value))
        return str(super().format_field(value, format_spec))
