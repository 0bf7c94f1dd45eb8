"""Days of the week: ma wo vr, ma t/m vr, di 2 vr 1, even weken, ma wo 11:00-13:30."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from voedselbrigade.domain.cells.hours import parse_windows
from voedselbrigade.domain.cells.text import folded
from voedselbrigade.domain.clock import TimeWindow
from voedselbrigade.domain.office import Settings
from voedselbrigade.domain.rhythm import Frequency, Weeks
from voedselbrigade.errors import Fact

MOST_PORTIONS = 40  # a household that asks for more is a typing fault

_DAY_WORDS = (
    r"ma(?:a|andag|andagen)?|mon(?:day)?s?",
    r"di(?:n|ns|nsdag|nsdagen)?|tue(?:s|sday|sdays)?",
    r"wo(?:e|ens|ensdag|ensdagen)?|wed(?:nesday|s)?",
    r"do(?:n|nd|nderdag|nderdagen)?|thu(?:rs|rsday|rsdays)?",
    r"vr(?:ij|ijd|ijdag|ijdagen)?|fri(?:day|days)?",
    r"za(?:t|terdag|terdagen)?|sat(?:urday|urdays)?",
    r"zo(?:n|ndag|ndagen)?|sun(?:day|days)?",
)
_ALL = frozenset(range(7))
_GROUPS: tuple[tuple[str, frozenset[int]], ...] = (
    (
        r"werkdag(?:en)?|door ?de ?weeks(?:e dag(?:en)?)?|weekdag(?:en)?|weekdays?",
        frozenset(range(5)),
    ),
    (r"weekend(?:en|dagen)?", frozenset({5, 6})),
    (
        r"dagelijks|(?:elke|iedere|alle|every) dag(?:en)?|daily|every day|7 dagen(?: per week)?"
        r"|hele week|de hele week|7 ?x per week|alle dagen|zeven dagen(?: per week)?",
        _ALL,
    ),
)
_TOKEN = re.compile(
    "|".join(
        (
            r"(?P<count>\d+)\s*(?:x|×|keer|maal|maaltijd(?:en)?|porties?|st|stuks?|meals?)?\b",
            *(rf"(?P<group{i}>\b(?:{words})\b)" for i, (words, _) in enumerate(_GROUPS)),
            *(rf"(?P<day{i}>\b(?:{words})\b)" for i, words in enumerate(_DAY_WORDS)),
            r"(?P<range>t/m|\btm\b|\btot en met\b|\btot\b|\bthrough\b|\bto\b)",
            r"(?P<dash>-)",
            r"(?P<but>\b(?:behalve|uitgezonderd|niet|zonder|except|geen)\b)",
            r"(?P<skip>[\s,;/+&().:=]+|\b(?:en|and|op|de|het|elke|iedere|alle|in|x|keer|maal|per|on"
            r"|week|weken|every|maaltijd|maaltijden|porties?|dag|dagen|'s|alleen|only)\b)",
            r"(?P<odd_one>.)",
        )
    )
)
_EVERY_TWO = re.compile(
    r"(?:1\s*(?:x|×|keer)?\s*(?:per|in de|om de)|elke|iedere|om de)\s*(?:2|twee|andere)\s*weken"
    r"|om de week|tweewekelijks|twee ?wekelijks|om en om|every (?:other|two|2) weeks?"
)
_ODD, _EVEN = (
    re.compile(r"\boneven(?: weken| week)?\b|\bodd(?: weeks?)?\b"),
    re.compile(r"\beven(?: weken| weeks?)?\b"),
)
_PER_DAY = re.compile(
    r"(\d+)\s*(?:x|×)?\s*(?:maaltijd(?:en)?|porties?|meals?)?\s*per\s*(?:dag|keer|bezorging|day)"
)
_PER_WEEK = re.compile(r"(\d)\s*(?:x|×|keer|maal|dagen)\s*(?:per|in de|a|p\.?/?)\s*(?:week|wk)")


@dataclass(frozen=True, slots=True)
class Days:
    """Portions per weekday (Monday = 0); a count of None was not said. `weeks` as it was said."""

    portions: Mapping[int, int | None]
    weeks: Weeks | None = None


@lru_cache(maxsize=20_000)
def parse_days(text: str) -> Days | Fact:
    """The delivery days of a cell, with counts and even or odd weeks where they are said."""
    plain = folded(text).replace("×", "x")
    plain, weeks = _weeks_in(plain)
    if weeks is None and _EVERY_TWO.search(plain):
        return Fact.of("row.even_or_odd", value=text)
    plain = _EVERY_TWO.sub(" ", plain)
    per_day = _PER_DAY.search(plain)
    plain = _PER_DAY.sub(" ", plain)
    plain, per_week = _per_week_in(plain)
    portions = _days_in(plain)
    if portions is None or (per_week is not None and per_week != len(portions)):
        return Fact.of("row.days", value=text)
    if per_day:
        portions = {day: count or int(per_day[1]) for day, count in portions.items()}
    counts = [count for count in portions.values() if count is not None]
    if any(count > MOST_PORTIONS for count in counts):
        return Fact.of("row.too_many_portions", value=text, most=MOST_PORTIONS)
    return Days({day: n for day, n in sorted(portions.items()) if n != 0}, weeks)


def _weeks_in(plain: str) -> tuple[str, Weeks | None]:
    odd = _ODD.search(plain)
    rest = _ODD.sub(" ", plain)
    even = _EVEN.search(rest)
    rest = _EVEN.sub(" ", rest)
    if odd and even:
        return rest, Weeks.EVERY
    return rest, Weeks.ODD if odd else Weeks.EVEN if even else None


def _per_week_in(plain: str) -> tuple[str, int | None]:
    """`3x per week ma wo vr`: the count only checks the days that are named."""
    found = _PER_WEEK.search(plain)
    if not found or found[1] == "7":
        return plain, None
    rest = _PER_WEEK.sub(" ", plain)
    return rest, int(found[1])


def parse_weeks(text: str) -> Weeks | Fact:
    plain = folded(text)
    if plain in {"", "-", "alle", "elke", "elke week", "every", "every week", "wekelijks", "beide"}:
        return Weeks.EVERY
    rest, weeks = _weeks_in(plain)
    if weeks is None or rest.strip(" ()."):
        return Fact.of("row.weeks", value=text)
    return weeks


class _Reader:
    """Walks the words of a cell from left to right and gathers days."""

    def __init__(self) -> None:
        self.portions: dict[int, int | None] = {}
        self.last: frozenset[int] = frozenset()
        self.pending: int | None = None
        self.joining = False
        self.removing = False
        self.prefix: bool | None = None

    def count(self, n: int) -> bool:
        if self.prefix is None:
            self.prefix = not self.last
        if self.prefix:
            self.pending = n
            return True
        if not self.last or self.removing:
            return False
        for day in self.last:
            self.portions[day] = n
        self.last = frozenset()
        return True

    def days(self, days: frozenset[int]) -> bool:
        if self.removing:
            for day in self._joined(days) if self.joining else days:
                self.portions.pop(day, None)
            self.last, self.joining = days, False
            return True
        if self.joining:
            if len(self.last) != 1 or len(days) != 1:
                return False
            days = self._joined(days)
        for day in days:
            if self.portions.get(day) is None:
                self.portions[day] = self.pending
        self.last, self.joining = days, False
        return True

    def _joined(self, days: frozenset[int]) -> frozenset[int]:
        first, last = min(self.last, default=0), min(days)
        span = (last - first) % 7
        return frozenset((first + step) % 7 for step in range(span + 1))


def _days_in(plain: str) -> dict[int, int | None] | None:
    reader = _Reader()
    dashes_join = plain.count("-") == 1
    for found in _TOKEN.finditer(plain):
        kind = found.lastgroup or ""
        if kind == "odd_one" or not _take(reader, kind, found, dashes_join):
            return None
    if reader.joining or (reader.removing and not reader.last):
        return None
    return reader.portions or None


def _take(reader: _Reader, kind: str, found: re.Match[str], dashes_join: bool) -> bool:
    if kind.startswith("day"):
        return reader.days(frozenset({int(kind[3:])}))
    if kind.startswith("group"):
        return reader.days(_GROUPS[int(kind[5:])][1])
    if kind == "count":
        return reader.count(int(found["count"]))
    if kind == "range" or (kind == "dash" and dashes_join):
        reader.joining = bool(reader.last)
        return reader.joining or kind == "dash"
    if kind == "but":
        reader.removing, reader.last = True, frozenset()
        if not reader.portions:
            return False
    return True


# --- availability and opening hours -------------------------------------------------------------

_SOME_DAY = re.compile(
    r"\b(?:" + "|".join((*_DAY_WORDS, *(words for words, _ in _GROUPS))) + r")\b"
)
_DAY_LINK = re.compile(
    r"(?:[\s,;/+&.:-]|t/m|\btm\b|\btot en met\b|\btot\b|\ben\b|\band\b|\bbehalve\b|\bniet\b"
    r"|\bop\b)*"
)
_CLOSED = re.compile(r"\b(?:gesloten|dicht|closed|niet|vrij)\b")


def office_hours() -> tuple[TimeWindow, ...]:
    """What a day without hours means: the hours in which the office delivers at all."""
    start = Settings()
    return (TimeWindow(start.day_starts_s, start.day_ends_s),)


@lru_cache(maxsize=20_000)
def parse_hours_by_day(text: str) -> Mapping[int, tuple[TimeWindow, ...]] | Fact:
    """`ma wo 11:00-13:30; vr 11-14` → windows per weekday. Hours without days hold for all days,
    days without hours for the hours in which the office delivers."""
    plain = folded(text)
    found: dict[int, tuple[TimeWindow, ...]] = {}
    for days_text, hours_text in _chunks(plain):
        days = parse_days(days_text) if days_text else Days(dict.fromkeys(range(7)))
        closed = bool(hours_text) and bool(_CLOSED.fullmatch(hours_text.strip(" .,;:()")))
        hours = () if closed else _hours(hours_text)
        if isinstance(days, Fact) or isinstance(hours, Fact) or days.weeks is not None:
            return Fact.of("row.availability", value=text)
        for day in days.portions:
            found[day] = () if closed else tuple(sorted({*found.get(day, ()), *hours}))
    if not found:
        return Fact.of("row.availability", value=text)
    return {day: windows for day, windows in sorted(found.items()) if windows}


def _hours(text: str) -> tuple[TimeWindow, ...] | Fact:
    clean = text.strip(" .,;:()")
    if not clean:
        return office_hours()
    windows = parse_windows(clean)
    return windows if isinstance(windows, Fact) else windows or office_hours()


def _chunks(plain: str) -> list[tuple[str, str]]:
    """The text in pairs: days, and the hours that follow them."""
    runs: list[list[int]] = []
    for found in _SOME_DAY.finditer(plain):
        if runs and _DAY_LINK.fullmatch(plain, runs[-1][1], found.start()):
            runs[-1][1] = found.end()
        else:
            runs.append([found.start(), found.end()])
    if not runs:
        return [("", plain)]
    before = plain[: runs[0][0]].strip(" ,;:('s")
    ends = [start for start, _ in runs[1:]] + [len(plain)]
    pairs = [
        (plain[start:end], re.sub(r"\b(?:op|en)\s*$", "", plain[end:stop]))
        for (start, end), stop in zip(runs, ends, strict=True)
    ]
    if before and len(pairs) == 1 and not pairs[0][1].strip(" .,;:()"):
        return [(pairs[0][0], re.sub(r"\b(?:op|elke|iedere)\s*$", "", before))]
    if before not in {"", "op", "elke", "iedere", "alleen"}:
        return [("?", plain)]
    return pairs


_TIMES = {"een": 1, "one": 1, "twee": 2, "two": 2, "drie": 3, "vier": 4}


def parse_frequency(text: str) -> Frequency | Fact | None:
    """`1× per 4 weken`, `elke week`, `2x per maand` (four weeks); None is no limit."""
    plain = folded(text).replace("×", "x").strip(" .")
    if plain in {"", "-", "altijd", "onbeperkt", "geen maximum", "dagelijks", "elke dag", "always"}:
        return None
    if plain in {"wekelijks", "elke week", "iedere week", "weekly", "every week"}:
        return Frequency(1, 1)
    if _EVERY_TWO.fullmatch(plain):
        return Frequency(1, 2)
    if plain in {"maandelijks", "elke maand", "monthly"}:
        return Frequency(1, 4)
    number = r"(\d{1,2}|een|twee|drie|vier|one|two)"
    found = re.fullmatch(
        rf"(?:max\.?\s*)?{number}\s*(?:x|keer|maal|dag(?:en)?|times?)?\s*(?:per|in de|a|p\.?|/)\s*"
        rf"(?:{number}\s*)?(week|weken|wk|maand|maanden|mnd|weeks?|months?)",
        plain,
    ) or re.fullmatch(
        rf"()(?:elke|iedere|every)\s*(?:{number}\s*)(week|weken|maanden|weeks)", plain
    )
    if not found:
        return Fact.of("row.frequency", value=text)
    times = _counted(found[1] or "1")
    weeks = _counted(found[2] or "1") * (4 if found[3].startswith(("m",)) else 1)
    valid = 1 <= times <= 31 and 1 <= weeks <= 52
    return Frequency(times, weeks) if valid else Fact.of("row.frequency", value=text)


def _counted(word: str) -> int:
    return _TIMES.get(word) or int(word)
