"""The street map below the plan on screen: our own lines, so that no tile is asked of anybody.

One layer per kind of thing, with coordinates of one metre and no more points than a browser draws
at once: of a large town the small streets are left out.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

import folium

from voedselbrigade.domain.ground import Area, Ground, GroundKind
from voedselbrigade.domain.places import Point
from voedselbrigade.services.ports import StreetMap

MOST_POINTS = 60_000
_MARGIN_M = 700.0
_NEAR = 0.00002  # degrees: corners that lie within two metres of a line are left out
# From below: kind, filled, colour, width in pixels. Streets are drawn twice: edge, then surface.
_FILLS = ((GroundKind.PARK, "#e2ebdc"), (GroundKind.WATER, "#cfdde6"))
_LINES = (
    (GroundKind.WATER, "#cfdde6", 3.0),
    (GroundKind.RAIL, "#b9b6ae", 1.5),
    (GroundKind.PATH, "#dedbd2", 1.2),
    (GroundKind.SERVICE, "#d9d6cd", 1.6),
    (GroundKind.RESIDENTIAL, "#c9c5ba", 3.0),
    (GroundKind.MAIN, "#b3ae9f", 5.0),
)
# Left out in this order until the rest is little enough.
_SPARED = (GroundKind.PATH, GroundKind.SERVICE, GroundKind.RESIDENTIAL, GroundKind.PARK)


def add_ground(drawn: folium.Map, streets: StreetMap, points: Sequence[Point]) -> bool:
    """Draw the streets around these points; False when the map knows none there."""
    around = Area.around(points, _MARGIN_M)
    layers = _layers(streets, around) if around else ()
    for geometry, look in layers:
        folium.GeoJson(
            {"type": "Feature", "properties": {}, "geometry": geometry},
            style_function=lambda _, look=look: look,
            smooth_factor=0.5,
        ).add_to(drawn)
    return bool(layers)


@lru_cache(maxsize=4)
def _layers(streets: StreetMap, area: Area) -> tuple[tuple[dict[str, Any], dict[str, Any]], ...]:
    """Geometry and look of each layer, from below; the same area is read once."""
    by_kind: dict[tuple[GroundKind, bool], list[list[list[float]]]] = defaultdict(list)
    for one in few_enough(streets.within(area)):
        by_kind[one.kind, one.filled].append(_corners(one.line))
    return tuple(_styled(by_kind))


def _styled(
    by_kind: dict[tuple[GroundKind, bool], list[list[list[float]]]],
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    for kind, colour in _FILLS:
        if rings := by_kind.get((kind, True)):
            geometry: dict[str, Any] = {
                "type": "MultiPolygon",
                "coordinates": [[ring] for ring in rings],
            }
            look = {"fillColor": colour, "fillOpacity": 1, "stroke": False, "interactive": False}
            yield geometry, look
    for kind, colour, width in _LINES:
        if lines := by_kind.get((kind, False)):
            geometry = {"type": "MultiLineString", "coordinates": lines}
            yield geometry, {"color": colour, "weight": width, "opacity": 1, "interactive": False}


def few_enough(found: Sequence[Ground]) -> list[Ground]:
    """Without the smallest streets, if these are more points than a browser draws at once."""
    kept = list(found)
    for kind in _SPARED:
        if sum(len(one.line) for one in kept) <= MOST_POINTS:
            break
        kept = [one for one in kept if one.kind is not kind]
    return kept


def _corners(line: Sequence[Point]) -> list[list[float]]:
    """Longitude and latitude, without corners that nobody would see."""
    kept = [line[0]]
    for before, here in pairwise(line[1:]):
        if _off(before, kept[-1], here) > _NEAR:
            kept.append(before)
    kept.append(line[-1])
    return [[round(point.lon, 5), round(point.lat, 5)] for point in kept]


def _off(spot: Point, start: Point, end: Point) -> float:
    """How far a corner lies off the line between its neighbours, in degrees of latitude."""
    flat = math.cos(math.radians(spot.lat))
    dx, dy = (end.lon - start.lon) * flat, end.lat - start.lat
    px, py = (spot.lon - start.lon) * flat, spot.lat - start.lat
    length = math.hypot(dx, dy)
    return abs(dx * py - dy * px) / length if length else math.hypot(px, py)
