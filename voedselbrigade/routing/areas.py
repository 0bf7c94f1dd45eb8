"""What a round is called by: the neighbourhood where most of its doors are, else the street."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from voedselbrigade.domain.places import Point
from voedselbrigade.domain.plans import PlannedStop

ABOUT_EQUAL = (3, 4)
"""A second neighbourhood is named too from three doors for every four of the first: whoever
hands out the bags should not look for half of them elsewhere."""


def area_of(stops: Sequence[PlannedStop], neighbourhoods: Mapping[Point, str] | None = None) -> str:
    """Where a round is, in a few words: "Moerwijk", "Moerwijk / Spoorwijk" or "Damstraat".

    `neighbourhoods` has the name at each door where one is known. The street is said when half of
    the doors or more are in none.
    """
    return _neighbourhoods(stops, neighbourhoods or {}) or _street(stops)


def _neighbourhoods(stops: Sequence[PlannedStop], known: Mapping[Point, str]) -> str:
    """The one with most doors, or the first two when they have about as many; "" for none."""
    names = [known[stop.point] for stop in stops if known.get(stop.point)]
    if 2 * len(names) <= len(stops):
        return ""
    first, *others = Counter(names).most_common(2)
    least, of = ABOUT_EQUAL
    named = [first[0]] + [name for name, doors in others if of * doors >= least * first[1]]
    return " / ".join(named)


def _street(stops: Sequence[PlannedStop]) -> str:
    """The street that says best where a round is: with most doors, else nearest to the middle."""
    if not stops:
        return ""
    lat = sum(stop.point.lat for stop in stops) / len(stops)
    lon = sum(stop.point.lon for stop in stops) / len(stops)
    streets = [_street_at(stop) for stop in stops]

    def rank(index: int) -> tuple[int, float, int]:
        point = stops[index].point
        # A degree of longitude is about 0.62 of a degree of latitude in the Netherlands.
        off = (point.lat - lat) ** 2 + ((point.lon - lon) * 0.62) ** 2
        return (-streets.count(streets[index]), off, index)

    return streets[min(range(len(stops)), key=rank)]


def _street_at(stop: PlannedStop) -> str:
    """Damstraat 12B-II → Damstraat: the line without its last word, the house number."""
    return stop.street_line.rpartition(" ")[0] or stop.street_line
