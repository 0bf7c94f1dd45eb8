"""Times of a day: 11:30, half 12, na 12 uur, tussen 11 en 12, 's middags."""

from __future__ import annotations

import re
from functools import lru_cache

from voedselbrigade.domain.cells.text import folded, says_nothing
from voedselbrigade.domain.clock import DAY_S, TimeWindow, hms
from voedselbrigade.errors import Fact

_PARTS_OF_DAY = {
    "ochtend": TimeWindow(hms(9), hms(12)),
    "ochtends": TimeWindow(hms(9), hms(12)),
    "morgens": TimeWindow(hms(9), hms(12)),
    "morning": TimeWindow(hms(9), hms(12)),
    "voormiddag": TimeWindow(hms(9), hms(12)),
    "middag": TimeWindow(hms(12), hms(17)),
    "middags": TimeWindow(hms(12), hms(17)),
    "afternoon": TimeWindow(hms(12), hms(17)),
    "avond": TimeWindow(hms(17), hms(20)),
    "avonds": TimeWindow(hms(17), hms(20)),
    "evening": TimeWindow(hms(17), hms(20)),
}
_ANY_TIME = frozenset(
    [
        "altijd",
        "hele dag",
        "de hele dag",
        "maakt niet uit",
        "geen voorkeur",
        "elk moment",
        "any",
        "anytime",
        "any time",
        "alle tijden",
        "alles",
        "gehele dag",
        "heel de dag",
        "onbeperkt",
    ]
)
_AFTER = r"(?:na|vanaf|niet voor|after|from|pas na|van)"
_BEFORE = r"(?:voor|tot|uiterlijk|niet na|before|until|t/m|tot en met|uiterlijk om|by)"
_AROUND = r"(?:rond|omstreeks|ongeveer|ca|circa|around|plm)"
_ABOUT_S = 30 * 60  # what people mean by "rond 12 uur"
_RATHER = re.compile(
    r"\b(?:het liefst|liefst|liever|graag|bij voorkeur|preferably|ideally)\b\s*:?", re.IGNORECASE
)


@lru_cache(maxsize=20_000)
def parse_time(text: str) -> int | None:
    """Seconds since midnight, or None: 11:30, 11.30, 11u30, 1130, 11 uur, half 12, 0.479.

    A bare hour from 1 to 6 is in the afternoon: nobody brings a meal at two in the night.
    """
    plain = re.sub(
        r"(?<![a-z])(?:uur|u|hours?|h|o'clock)\.?$", "", folded(text).strip(" .")
    ).strip()
    if re.fullmatch(r"0[.,]\d+", plain):  # a fraction of a day is how Excel keeps a time
        return round(float(plain.replace(",", ".")) * DAY_S / 60) * 60
    spoken = re.fullmatch(r"(half|kwart over|kwart voor)\s+(\d{1,2})", plain)
    if spoken:
        shift_s = {"half": -1800, "kwart over": 900, "kwart voor": -900}[spoken[1]]
        hour_s = _hour_s(spoken[2])
        return None if hour_s is None else hour_s + shift_s
    return _written_time(plain)


def _written_time(plain: str) -> int | None:
    packed = re.fullmatch(r"(\d{2})(\d{2})", plain)
    if packed:
        return _moment_s(packed[1], packed[2])
    found = re.fullmatch(r"(\d{1,2})\s*(?:[:.uh,]\s*(\d{1,2})(?::\d\d)?)?\s*(am|pm)?", plain)
    if not found:
        return None
    if found[3]:
        hour = int(found[1]) % 12 + (12 if found[3] == "pm" else 0)
        return _moment_s(f"{hour:02d}", found[2] or "00") if int(found[1]) <= 12 else None
    return _hour_s(found[1]) if found[2] is None else _moment_s(found[1], found[2])


def _hour_s(text: str) -> int | None:
    hour = int(text)
    if len(text) == 1 and 1 <= hour <= 6:
        hour += 12
    return hms(hour) if hour <= 24 else None


def _moment_s(hours: str, minutes: str) -> int | None:
    if len(minutes) == 1:
        # Excel made 11.3 of 11.30. But 11.5 may be half past eleven or ten to twelve: ask.
        if minutes not in {"0", "1", "3"}:
            return None
        minutes += "0"
    hour, minute = int(hours), int(minutes)
    if len(hours) == 1 and 1 <= hour <= 6:
        hour += 12
    valid = (hour < 24 and minute < 60) or (hour == 24 and minute == 0)
    return hms(hour, minute) if valid else None


@lru_cache(maxsize=20_000)
def parse_windows(text: str) -> tuple[TimeWindow, ...] | Fact:
    """The windows that a cell names, early first; none when any time will do.

    `na 12 uur` runs to the end of the day (24:00), `voor 12:30` from its beginning (0:00).
    """
    plain = folded(text).strip(" .")
    if says_nothing(plain) or plain in _ANY_TIME:
        return ()
    windows: list[TimeWindow] = []
    for piece in _pieces(plain):
        window = _window(piece, text)
        if isinstance(window, Fact):
            return window
        windows.append(window)
    return tuple(sorted(windows)) if windows else Fact.of("row.window", value=text)


def must_and_rather(text: str) -> tuple[str, str]:
    """What must be, and what is preferred: `11-14, liefst 12-13` → (`11-14`, `12-13`)."""
    found = _RATHER.search(text)
    if found is None:
        return text, ""
    must, rather = text[: found.start()].strip(" ,;.(\n"), text[found.end() :].strip(" ,;.)\n")
    return (must, rather) if rather else ("", must)


def parse_wanted(text: str) -> TimeWindow | Fact | None:
    """The moment that somebody prefers; None when any time will do.

    One time is about that time: `12:00` is from half past eleven to half past twelve.
    """
    must, rather = must_and_rather(text)
    plain = re.sub(r"^(?:om|at)\s+", "", folded(rather or must).strip(" ."))
    moment_s = parse_time(plain)
    if moment_s is not None:
        return _about(moment_s)
    read = parse_windows(plain)
    if isinstance(read, Fact):
        return Fact.of("row.wanted", value=text)
    if len(read) > 1:
        return Fact.of("row.wanted_one", value=text)
    return read[0] if read else None


def _pieces(plain: str) -> list[str]:
    joined = re.sub(r"\btussen\s+(.+?)\s+en\s+([^\s;/,]+)", r"\1-\2", plain)
    joined = re.sub(r"\bbetween\s+(.+?)\s+and\s+([^\s;/,]+)", r"\1-\2", joined)
    joined = re.sub(r"\bvan(?:af)?\s+([^\s-]+(?:\s*uur)?)\s+tot\b", r"\1 tot", joined)
    joined = re.sub(r"(?<=\d),(?=\d\d\b)", ":", joined)  # 11,30 is a time, not two
    pieces = re.split(r"[;,\n&+]|/(?!m)|\ben\b|\bof\b|\band\b|\bor\b", joined)
    return [piece.strip(" .") for piece in pieces if piece.strip(" .")]


def _window(piece: str, whole: str) -> TimeWindow | Fact:
    part = _PARTS_OF_DAY.get(re.sub(r"^(?:'?s|in de|de|the|alleen|liefst|graag)\s+", "", piece))
    if part:
        return part
    ends = re.split(r"\s*(?:-|\btot en met\b|\bt/m\b|\btot\b|\btm\b|\buntil\b|\bto\b)\s*", piece)
    if len(ends) == 2 and all(ends):
        return _between(parse_time(ends[0]), parse_time(ends[1]), whole)
    for words, make in ((_AFTER, _from), (_BEFORE, _until), (_AROUND, _about)):
        found = re.fullmatch(rf"{words}\.?\s*(.+)", piece)
        moment_s = parse_time(found[1]) if found else None
        if moment_s is not None:
            return make(moment_s)
    if parse_time(piece) is not None:
        return Fact.of("row.window_single", value=whole)
    return Fact.of("row.window", value=whole)


def _from(moment_s: int) -> TimeWindow:
    return TimeWindow(moment_s, DAY_S)


def _until(moment_s: int) -> TimeWindow:
    return TimeWindow(0, moment_s)


def _about(moment_s: int) -> TimeWindow:
    return TimeWindow(max(0, moment_s - _ABOUT_S), min(DAY_S, moment_s + _ABOUT_S))


def _between(start_s: int | None, end_s: int | None, whole: str) -> TimeWindow | Fact:
    if start_s is None or end_s is None:
        return Fact.of("row.window", value=whole)
    if end_s <= start_s < hms(13) and end_s + hms(12) > start_s and end_s <= hms(8):
        end_s += hms(12)  # 11-1 is from eleven to one
    if end_s <= start_s:
        return Fact.of("row.window_backwards", value=whole)
    return TimeWindow(start_s, end_s)


def parse_moments(text: str) -> tuple[int, ...] | Fact:
    """Moments such as when the meals are ready: `11:15` or `11:15 en 12:30`, early first."""
    if says_nothing(text):
        return ()
    plain = re.sub(r"(?<=\d),(?=\d\d\b)", ":", folded(text))
    moments = []
    for piece in re.split(r"[;,\n&+/]|\ben\b|\band\b", plain):
        clean = re.sub(r"^(?:om|vanaf|at|from)\s+", "", piece.strip())
        if not clean:
            continue
        moment_s = parse_time(clean)
        if moment_s is None:
            return Fact.of("row.time", value=text)
        moments.append(moment_s)
    return tuple(sorted(set(moments)))
