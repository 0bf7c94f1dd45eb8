"""What came of the stops, as people type it from paper: `R08 1-3G 4N 12:10 5GZ`.

A line is a route and then ticks: the number of a stop, the letter of its box (G given, N not home,
W refused, Z worry on top or alone), and the time if it was written down. Capitals, spaces, commas
and the kind of dash do not matter; what follows `#` is a remark on the last tick of its line. A
line without a route goes on with the route above it, and a line may hold several: `R01 1G R02 3N`.
A supply (T01) is ticked in the same way: G brought, N point closed, W too little, Z too late.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from voedselbrigade.domain.clock import DAY_S
from voedselbrigade.domain.numbering import number_parts, parse_run_code
from voedselbrigade.domain.plans import (
    OUTCOME_LETTER,
    Outcome,
    Plan,
    PlannedRoute,
    PlannedStop,
    StopStatus,
)
from voedselbrigade.errors import Fact

_OUTCOMES = {letter: outcome for outcome, letter in OUTCOME_LETTER.items()}
# A route, or what may be meant for one (`1GR02`, `Ro2`): behind that it is not clear whose stops
# are told, so nothing is booked until the next route that is.
_ROUTE = re.compile(
    r"(?<![^\s,;.])(?:(?P<code>[rt]\s*\d{1,3})\b[\s:;,]*"
    r"|(?P<doubt>[rt](?![^\s,;.:])|[^\s,;]*?[rt][^\s\w]*[\doil][^\s,;]*))",
    re.IGNORECASE,
)
_STOP = r"\d{1,3}[a-z]{0,2}?"
_TICK = re.compile(
    rf"(?P<first>{_STOP})(?:\s*[-–—]\s*(?P<last>{_STOP}))?\s*(?P<box>[gnw]\s*z?|z)"
    r"(?:\s+(?P<hour>\d{1,2})[:.u](?P<minute>\d{2}))?(?=[\s,;.]|$)[\s,;.]*",
    re.IGNORECASE,
)
# A time belongs to the piece before it: what cannot be read is told once.
_JUNK = re.compile(r"\S+(?:\s+\d{1,2}[:.u]\d{2}(?=[\s,;.]|$))?[\s,;.]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Tick:
    """One stop as it was ticked; `line` counts from 1, as an editor shows it."""

    line: int
    route: str
    stop: str
    outcome: Outcome | None
    worry: bool
    at_door_s: int | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be read or booked: the line, the text, and the fact that says what."""

    line: int
    text: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class _Span:
    """Ticks as written: a range is not yet spread over the stops that really exist."""

    line: int
    text: str
    route: str
    first: str
    last: str | None
    outcome: Outcome | None
    worry: bool
    at_door_s: int | None
    remark: str = ""


def parse_settle_lines(text: str, plan: Plan) -> tuple[tuple[Tick, ...], tuple[Problem, ...]]:
    """All ticks that can be read and exist in `plan`, and a problem for each piece that cannot.

    One wrong piece never costs the good ones on its line. Of two outcomes the last one counts.
    """
    ticks: dict[tuple[str, str], Tick] = {}
    problems: list[Problem] = []
    for found in _spans(text):
        for one in [found] if isinstance(found, Problem) else _ticks(found, plan):
            if isinstance(one, Problem):
                problems.append(one)
            else:
                earlier = ticks.pop((one.route, one.stop), None)
                ticks[(one.route, one.stop)] = _together(earlier, one) if earlier else one
    return tuple(ticks.values()), tuple(problems)


def _together(earlier: Tick, later: Tick) -> Tick:
    """Two ticks of one stop: the later outcome counts, and a worry is never lost."""
    return replace(
        later,
        outcome=earlier.outcome if later.outcome is None else later.outcome,
        worry=earlier.worry or later.worry,
        at_door_s=earlier.at_door_s if later.at_door_s is None else later.at_door_s,
        remark=later.remark or earlier.remark,
    )


def _spans(text: str) -> Iterator[_Span | Problem]:
    route: str | None = None
    for number, whole in enumerate(text.splitlines(), start=1):
        line, _, remark = whole.lstrip("\ufeff").partition("#")
        found: list[_Span | Problem] = []
        for start, rest in _stretches(line):
            if start is not None:
                route = parse_run_code(start["code"]) if start["code"] else None
            found += _stretch(number, route, start, rest)
        if remark.strip() and found and isinstance(found[-1], _Span):
            found[-1] = replace(found[-1], remark=remark.strip())
        yield from found


def _stretches(line: str) -> Iterator[tuple[re.Match[str] | None, str]]:
    """The line cut before each route: that route (None: the one above) and what follows it."""
    starts = list(_ROUTE.finditer(line))
    ends = [start.start() for start in starts] + [len(line)]
    if line[: ends[0]].strip(" \t,;."):
        yield None, line[: ends[0]]
    for start, end in zip(starts, ends[1:], strict=True):
        yield start, line[start.end() : end]


def _stretch(
    line: int, route: str | None, start: re.Match[str] | None, rest: str
) -> Iterator[_Span | Problem]:
    if route is not None:
        yield from _pieces(line, route, rest)
    elif start is not None and start["doubt"]:
        fact = Fact.of("settle.which_route", line=line, text=start["doubt"])
        yield Problem(line, f"{start[0]}{rest}".strip(), fact)
    else:
        text = f"{start[0] if start else ''}{rest}".strip()
        yield Problem(line, text, Fact.of("settle.no_route", line=line))


def _pieces(line: int, route: str, rest: str) -> Iterator[_Span | Problem]:
    place = 0
    while place < len(rest):
        tick = _TICK.match(rest, place)
        if tick:
            yield _span(line, route, tick)
        else:
            tick = _JUNK.match(rest, place)
            if tick is None:
                place += 1
                continue
            piece = tick[0].strip(" \t,;.") or tick[0].strip()
            yield Problem(line, piece, Fact.of("settle.unreadable", line=line, text=piece))
        place = tick.end()


def _span(line: int, route: str, tick: re.Match[str]) -> _Span | Problem:
    text = tick[0].strip()
    at_door_s = None
    if tick["hour"] is not None:
        at_door_s = int(tick["hour"]) * 3600 + int(tick["minute"]) * 60
        if int(tick["minute"]) > 59 or at_door_s >= DAY_S:
            return Problem(line, text, Fact.of("settle.no_time", line=line, text=text))
    box = tick["box"].upper()
    last = tick["last"]
    return _Span(
        line=line,
        text=text,
        route=route,
        first=_plain(tick["first"]),
        last=_plain(last) if last else None,
        outcome=_OUTCOMES.get(box[0]),
        worry=box.endswith("Z"),
        at_door_s=at_door_s,
    )


def _plain(number: str) -> str:
    whole, letters = number_parts(number.lower())
    return f"{whole}{letters}"


def _ticks(span: _Span, plan: Plan) -> Iterator[Tick | Problem]:
    route = plan.run(span.route)
    if route is None:
        yield _problem(span, "settle.unknown_route")
        return
    numbers = _in_range(span, route) if span.last else _exactly(span, route)
    if not numbers:
        yield _problem(span, "settle.unknown_stop", stop=span.last or span.first)
    for number in numbers:
        # A time behind a range was written at its last door.
        last = number == numbers[-1]
        yield Tick(
            line=span.line,
            route=span.route,
            stop=number,
            outcome=span.outcome,
            worry=span.worry,
            at_door_s=span.at_door_s if last else None,
            remark=span.remark if last else "",
        )


def _exactly(span: _Span, route: PlannedRoute) -> list[str]:
    return [stop.number for stop in route.stops if stop.number == span.first]


def _in_range(span: _Span, route: PlannedRoute) -> list[str]:
    """The stops from the first to the last number that are still to be made; empty when one of
    the two does not exist."""
    known = {stop.number for stop in route.stops}
    low, high = number_parts(span.first), number_parts(span.last or span.first)
    if not {span.first, span.last} <= known or low > high:
        return []
    going = (stop for stop in route.stops if stop.status is not StopStatus.CANCELLED)
    inside = (stop.number for stop in going if low <= number_parts(stop.number) <= high)
    return sorted(inside, key=number_parts)


def _problem(span: _Span, code: str, **values: str) -> Problem:
    fact = Fact.of(code, line=span.line, text=span.text, route=span.route, **values)
    return Problem(span.line, span.text, fact)


def stop_of(plan: Plan, route: str, number: str) -> tuple[PlannedRoute, PlannedStop] | None:
    """The stop with this number on this route, or None."""
    found = plan.run(route)
    stops = found.stops if found else ()
    stop = next((one for one in stops if one.number == number), None)
    return (found, stop) if found and stop else None
