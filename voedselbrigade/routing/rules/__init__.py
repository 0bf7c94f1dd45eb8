"""Every rule that a plan can break, by name: the judge's half of the room.

A hard rule (`HARD`) makes a plan unusable; a wish (`WISHES`) costs what it is worth. Each is one
function from problem and plan to its breaches. Nothing here is shared with the search: a mistake in
one half has to show in the other. A new rule is a function and a line in the table, a sentence in
`words/sentences/routing.py`, and a test that breaks exactly it.
"""

from __future__ import annotations

from collections.abc import Mapping

from voedselbrigade.routing.rules import duties, times, wishes
from voedselbrigade.routing.rules.reading import (
    Breach,
    Leg,
    Rule,
    hot_since_s,
    legs,
    metres,
    route_metres,
    travel_s,
)

__all__ = [
    "HARD",
    "STRUCTURE",
    "WISHES",
    "Breach",
    "Leg",
    "Rule",
    "hot_since_s",
    "legs",
    "metres",
    "route_metres",
    "travel_s",
]

STRUCTURE: Mapping[str, Rule] = {
    "known": duties.known,
    "once": duties.once,
    "one_route": duties.one_route,
}
"""Without these a plan cannot be read at all; the others are asked only when they hold."""

HARD: Mapping[str, Rule] = {
    "needs": duties.needs,
    "excluded": duties.excluded,
    "lock": duties.lock,
    "depot": duties.depot,
    "capacity": duties.capacity,
    "stops": duties.stops,
    "trips": duties.trips,
    "unreachable": times.unreachable,
    "travel": times.travel,
    "open_end": times.open_end,
    "window": times.window,
    "shift": times.shift,
    "hours": times.hours,
    "batch": times.batch,
    "release": times.release,
    "ride": times.ride,
    "rest": times.rest,
    "duration": duties.duration,
    "distance": duties.distance,
}

WISHES: Mapping[str, Rule] = {
    "served": wishes.served,
    "wanted_window": wishes.wanted_window,
    "wanted_ride": wishes.wanted_ride,
    "pair": wishes.pair,
    "fair_share": wishes.fair_share,
    "fair_stops": wishes.fair_stops,
    "split_group": wishes.split_group,
    "extra_area": wishes.extra_area,
    "moved": wishes.moved,
    "sheet": wishes.sheet,
}
