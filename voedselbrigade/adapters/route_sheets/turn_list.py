"""The way in words on paper: per stop what to do to get there, with an arrow to see at a glance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from voedselbrigade.adapters.route_sheets import wording
from voedselbrigade.domain.sheets import RouteSheet, SheetStop, SheetTrip
from voedselbrigade.services.ports import Turn
from voedselbrigade.words import Speaker

type Legs = Sequence[Sequence[Turn]]

_NEAR_M = 15
"""A piece so short is not measured: one is at the next turn at once."""
_TURNS = {
    "left": -90,
    "right": 90,
    "sharp_left": -135,
    "sharp_right": 135,
    "slight_left": -45,
    "slight_right": 45,
    "end_left": -90,
    "end_right": 90,
    "keep_left": -45,
    "keep_right": 45,
    "follow_left": -45,
    "follow_right": 45,
    "uturn": 180,
    "back": 180,
}
"""The arrow of a deed, in degrees from straight ahead."""


def turn_list(sheet: RouteSheet, trips: Sequence[Legs], t: Speaker) -> dict[str, Any] | None:
    """The page with turns; None when there is nothing to tell.

    `trips` holds per trip a leg to each door that is not cancelled, and one back if there is one.
    """
    legs = [
        leg
        for trip, told in zip(sheet.trips, trips, strict=False)
        for leg in _legs(sheet, trip, told, t)
    ]
    if not any(leg["steps"] for leg in legs):
        return None
    return {
        "title": t("De weg, stap voor stap"),
        "about": f"{t('Route {code}', code=sheet.route)} · {wording.version_line(sheet, t)}",
        "note": t("Kijk altijd zelf uit. Borden en werkzaamheden gaan voor."),
        "credit": wording.credit(t),
        "legs": legs,
    }


def _legs(sheet: RouteSheet, trip: SheetTrip, told: Legs, t: Speaker) -> Iterator[dict[str, Any]]:
    going = [stop for stop in trip.stops if not stop.cancelled]
    for stop, turns in zip(going, told, strict=False):
        yield _leg(stop.number, _shape(stop), wording.address_line(stop, sheet), turns, t)
    if len(told) > len(going):
        name = t("Terug: {hub}", hub=trip.hub_name) if _back(sheet, trip) else t("Naar huis")
        yield _leg("", "hub", name, told[len(going)], t)


def _back(sheet: RouteSheet, trip: SheetTrip) -> bool:
    """Does this trip end at a hub, or at the volunteer's own door?"""
    last = trip is sheet.trips[-1]
    return not last or sheet.end == trip.hub_point


def _shape(stop: SheetStop) -> str:
    return "square" if stop.changed is not None else "disc"


def _leg(number: str, shape: str, name: str, turns: Sequence[Turn], t: Speaker) -> dict[str, Any]:
    whole_m = sum(turn.then_m for turn in turns)
    none = t("Geen weg bekend. Kijk op de kaart.")
    return {
        "number": number,
        "shape": shape,
        "name": name,
        "far": far(whole_m, t) if turns else "",
        "steps": [_step(turn, t) for turn in turns],
        "none": "" if turns else none,
    }


def _step(turn: Turn, t: Speaker) -> dict[str, Any]:
    deed = turn.fact.code.removeprefix("turn.").removesuffix(".unnamed")
    arrived = deed.startswith("arrive")
    return {
        "mark": "arrived" if arrived else "round" if deed == "roundabout" else "arrow",
        "turn": _TURNS.get(deed, 0),
        "say": t.fact(turn.fact),
        "far": "" if arrived or turn.then_m < _NEAR_M else far(turn.then_m, t),
    }


def far(metres: int, t: Speaker) -> str:
    """As people say it: 40 m, 250 m, 1,2 km."""
    if metres >= 975:
        return t("{ride_m:km} km", ride_m=metres)
    step = 10 if metres < 200 else 50
    return t("{n} m", n=max(10, round(metres / step) * step))
