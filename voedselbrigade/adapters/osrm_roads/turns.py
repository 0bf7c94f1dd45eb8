"""From OSRM's manoeuvres to facts that have a sentence: type, direction and name of the street."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from voedselbrigade.domain.places import Point
from voedselbrigade.errors import Fact
from voedselbrigade.services.ports import Turn

UNNAMED = "~"
"""Our profiles name a way without a name by this sign and its kind: `~cycleway`."""

_KINDS = frozenset({"cycleway", "footway", "path", "steps", "service", "pedestrian", "track"})
_ON = 50.0
"""Degrees: less than this off the line by which one came is riding on."""
_SIDES = frozenset({"left", "right"})
_QUIET = frozenset({"exit roundabout", "exit rotary", "notification"})
_AHEAD = frozenset({"straight", "slight left", "slight right"})


def turns_of(leg: Any, came_by: float | None = None) -> tuple[Turn, ...]:
    """What to do along one leg; what asks for no deed is joined with the piece before it.

    `came_by` is the compass bearing by which the leg before arrived: who leaves a door must know
    whether to ride on or to go back.
    """
    told: list[Turn] = []
    for step in leg["steps"]:
        fact = _leaving(step, came_by) if not told else _fact(step)
        length_m = round(float(step["distance"]))
        if fact is None and told:
            last = told[-1]
            told[-1] = Turn(last.fact, last.at, last.then_m + length_m)
            continue
        lon, lat = step["maneuver"]["location"]
        told.append(
            Turn(fact or Fact.of("turn.straight.unnamed", way=""), Point(lat, lon), length_m)
        )
    return tuple(told)


def arrived_by(leg: Any) -> float:
    """The compass bearing, in degrees, of the last piece of a leg."""
    # OSRM's arrays are no lists: an index below zero reads whatever lies before them.
    steps = leg["steps"]
    return float(steps[len(steps) - 1]["maneuver"]["bearing_before"])


def _leaving(step: Any, came_by: float | None) -> Fact | None:
    """`Ride on` or `go back` where that is clear; across the way it is just a departure."""
    fact = _fact(step)
    if came_by is None or fact is None or not fact.code.startswith("turn.depart"):
        return fact
    turned = abs((float(step["maneuver"]["bearing_after"]) - came_by + 180) % 360 - 180)
    deed = "turn.onward" if turned <= _ON else "turn.back" if turned >= 180 - _ON else "turn.depart"
    return Fact(fact.code.replace("turn.depart", deed), fact.values)


def _fact(step: Any) -> Fact | None:
    """None when one simply goes on."""
    maneuver = step["maneuver"]
    kind = str(maneuver["type"])
    modifier = str(maneuver["modifier"]) if "modifier" in maneuver else ""
    if kind == "arrive":
        return Fact.of(f"turn.arrive_{modifier}" if modifier in _SIDES else "turn.arrive")
    if str(step["mode"]) == "ferry":
        return Fact.of("turn.ferry")
    deed = _deed(kind, modifier)
    if deed is None:
        return None
    values = {"exit": int(float(maneuver["exit"]))} if "exit" in maneuver else {}
    if deed == "roundabout" and not values:
        deed = "straight"
    return _named(deed, str(step["name"]), values)


def _deed(kind: str, modifier: str) -> str | None:
    if kind in _QUIET or (kind == "continue" and modifier in _AHEAD):
        return None
    if kind in ("roundabout", "rotary"):
        return "roundabout"
    if kind == "depart":
        return "depart"
    if kind in ("new name", "merge", "on ramp", "use lane") and modifier in _AHEAD:
        return "straight"
    return "_".join([*_manner(kind), modifier.replace(" ", "_") or "straight"])


def _manner(kind: str) -> Iterator[str]:
    """What comes before the direction in the name of the deed."""
    if kind == "end of road":
        yield "end"
    elif kind in ("fork", "off ramp"):
        yield "keep"
    elif kind == "continue":
        yield "follow"


_PLAIN = ("left", "right", "straight", "uturn")
_KNOWN = frozenset(
    (
        *("depart", "roundabout", "left", "right", "slight_left", "slight_right"),
        *("sharp_left", "sharp_right", "straight", "uturn", "end_left", "end_right"),
        *("keep_left", "keep_right", "follow_left", "follow_right"),
    )
)


def _named(deed: str, name: str, values: dict[str, int]) -> Fact:
    code = _known(deed)
    if name and not name.startswith(UNNAMED):
        return Fact(f"turn.{code}", {"street": name, **values})
    way = name.removeprefix(UNNAMED)
    return Fact(f"turn.{code}.unnamed", {"way": way if way in _KINDS else "", **values})


def _known(deed: str) -> str:
    """The deed as the table of sentences has it: `end_sharp_left` is told as `end_left`."""
    if deed in _KNOWN:
        return deed
    manner, _, direction = deed.partition("_")
    side = next((plain for plain in _PLAIN if direction.endswith(plain)), "straight")
    whole = f"{manner}_{side}"
    return whole if whole in _KNOWN else side
