"""Route codes and stop numbers: given once, printed on labels, and never moved again.

The number on the meal is the number on paper, map and phone. So from the first published version
of a day on, a stop keeps its number whatever happens to the order: who comes in between 8 and 9 is
8a, who is cancelled keeps number and place, struck through, and no number is ever used twice.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import count, product

from voedselbrigade.domain.people import RecipientId, VolunteerId
from voedselbrigade.domain.plans import Plan, PlannedRoute, PlannedStop, StopStatus

_ROUTE_CODE = re.compile(r"R(\d+)")
_RUN_CODE = re.compile(r"([RT])(\d+)")
_LETTERS = "abcdefhjkmpqrstuvxy"
_STOP_NUMBER = re.compile(r"(\d+)([a-z]*)")


def numbered(
    routes: Sequence[PlannedRoute], published: Sequence[Plan], draft: Plan | None = None
) -> tuple[PlannedRoute, ...]:
    """The routes with their codes and stop numbers, ordered by code.

    `published` are all versions of the day that were ever in force, oldest first; their numbers
    stand. Of `draft`, the one that these routes replace, only the codes are kept: its stops were
    never printed.
    """
    coded = _with_codes(routes, (*published, *((draft,) if draft else ())))
    return renumbered(tuple(coded), published)


def renumbered(
    routes: Sequence[PlannedRoute], published: Sequence[Plan]
) -> tuple[PlannedRoute, ...]:
    """Routes that have their codes, with the numbers of their stops as `numbered` gives them."""
    return tuple(
        with_numbers(route, _last_seen(route.code, published))
        for route in sorted(routes, key=lambda one: (len(one.code), one.code))
    )


def next_code(taken: Collection[str]) -> str:
    """The first route code that is not taken."""
    return next(code for n in count(1) if (code := route_code(n)) not in taken)


# Codes -------------------------------------------------------------------------------------------


def _with_codes(routes: Sequence[PlannedRoute], before: Sequence[Plan]) -> Iterator[PlannedRoute]:
    """A volunteer keeps the code he had on this day; others get the next one that is free."""
    had: dict[tuple[VolunteerId, int], str] = {}
    for plan in before:
        had |= {key: route.code for key, route in _by_rider(plan.routes)}
    taken = {route.code for plan in before for route in plan.routes}
    free = (code for n in count(1) if (code := route_code(n)) not in taken)
    for key, route in _by_rider(routes):
        yield replace(route, code=had.get(key) or next(free))


def _by_rider(
    routes: Sequence[PlannedRoute],
) -> Iterator[tuple[tuple[VolunteerId, int], PlannedRoute]]:
    """Each route with its volunteer and which of his rounds of the day it is."""
    rounds: dict[VolunteerId, int] = {}
    for route in sorted(routes, key=lambda one: (one.starts_s, one.volunteer)):
        nth = rounds.get(route.volunteer, 0)
        rounds[route.volunteer] = nth + 1
        yield (route.volunteer, nth), route


def route_code(number: int) -> str:
    """8 → R08"""
    return f"R{number:02d}"


def supply_code(number: int) -> str:
    """1 → T01, a round that brings meals to service points."""
    return f"T{number:02d}"


def parse_route_code(text: str) -> str | None:
    """`r8`, `R 08` and `08` are all R08; None if it is no route code."""
    clean = text.strip().upper().replace(" ", "")
    found = _ROUTE_CODE.fullmatch(clean if clean.startswith("R") else f"R{clean}")
    return route_code(int(found[1])) if found and int(found[1]) > 0 else None


def parse_run_code(text: str) -> str | None:
    """`r8` is R08, `t 1` is T01; None if it is neither a route nor a supply."""
    found = _RUN_CODE.fullmatch("".join(text.split()).upper())
    if not found or int(found[2]) == 0:
        return None
    return (route_code if found[1] == "R" else supply_code)(int(found[2]))


# Stop numbers ------------------------------------------------------------------------------------


def with_numbers(route: PlannedRoute, before: PlannedRoute | None) -> PlannedRoute:
    """The route with the numbers of `before`, the last version of the same route, kept."""
    if before is None:
        counted = (replace(stop, number=str(n)) for n, stop in enumerate(route.stops, start=1))
        return replace(route, stops=tuple(counted))
    kept = tuple(_kept_numbers(route.stops, before.stops))
    return replace(route, stops=_with_cancelled(kept, before.stops, len(route.trips)))


def _kept_numbers(
    stops: Sequence[PlannedStop], before: Sequence[PlannedStop]
) -> Iterator[PlannedStop]:
    known = {stop.recipient: stop.number for stop in before}
    used = set(known.values())
    last_known = max((i for i, stop in enumerate(stops) if stop.recipient in known), default=-1)
    here = 0
    for index, stop in enumerate(stops):
        number = known.get(stop.recipient)
        if number is None:
            number = _new_number(here, used) if index < last_known else _next_whole(used)
            used.add(number)
        here = number_parts(number)[0]
        yield replace(stop, number=number)


def _new_number(after: int, used: set[str]) -> str:
    """Between 8 and 9: 8a, then 8b; before 1: 0a."""
    return next(number for letters in _letters() if (number := f"{after}{letters}") not in used)


def _next_whole(used: set[str]) -> str:
    """Behind everybody else: the next whole number."""
    return str(max((number_parts(number)[0] for number in used), default=0) + 1)


def _letters() -> Iterator[str]:
    """a, b, … y, aa, ab, …: without the letters of the boxes on paper (G N W Z), so that `8g` can
    only mean that stop 8 was given, and without i, l and o, which look like 1 and 0."""
    for length in count(1):
        yield from ("".join(letters) for letters in product(_LETTERS, repeat=length))


def number_parts(number: str) -> tuple[int, str]:
    """`8a` → (8, "a"); a stop number always has this shape, so anything else is a ValueError."""
    found = _STOP_NUMBER.fullmatch(number)
    if not found:
        raise ValueError(f"no stop number: {number!r}")
    return int(found[1]), found[2]


def _with_cancelled(
    stops: Sequence[PlannedStop], before: Sequence[PlannedStop], trips: int
) -> tuple[PlannedStop, ...]:
    """Who was on this route and no longer is, stays behind the one that he used to follow."""
    result = list(stops)
    present = {stop.recipient for stop in stops}
    ahead: RecipientId | None = None
    for old in before:
        if old.recipient not in present:
            place = _place_behind(result, ahead)
            trip = result[place - 1].trip if place else 0
            gone = replace(old, status=StopStatus.CANCELLED, trip=min(trip, trips - 1))
            result.insert(place, gone)
        ahead = old.recipient
    return tuple(result)


def _place_behind(stops: Sequence[PlannedStop], ahead: RecipientId | None) -> int:
    places = (i + 1 for i, stop in enumerate(stops) if stop.recipient == ahead)
    return next(places, 0)


def _last_seen(code: str, published: Sequence[Plan]) -> PlannedRoute | None:
    return next((found for plan in reversed(published) if (found := plan.route(code))), None)
