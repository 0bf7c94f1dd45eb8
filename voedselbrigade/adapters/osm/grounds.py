"""What a map of a route is drawn on: streets by class, water and green; and neighbourhoods."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import osmium

from voedselbrigade.adapters.osm import reading
from voedselbrigade.domain.ground import Ground, GroundKind, Neighbourhood
from voedselbrigade.domain.places import Point

_STREETS: Mapping[str, GroundKind] = {
    **dict.fromkeys(("motorway", "trunk", "primary", "secondary", "tertiary"), GroundKind.MAIN),
    **dict.fromkeys(
        ("motorway_link", "trunk_link", "primary_link", "secondary_link", "tertiary_link"),
        GroundKind.MAIN,
    ),
    **dict.fromkeys(
        ("residential", "unclassified", "living_street", "pedestrian", "road", "busway"),
        GroundKind.RESIDENTIAL,
    ),
    **dict.fromkeys(("service", "track"), GroundKind.SERVICE),
    **dict.fromkeys(("cycleway", "footway", "path", "steps", "bridleway"), GroundKind.PATH),
}
_RAILS = frozenset({"rail", "tram", "light_rail", "subway"})
_WATERWAYS = frozenset({"river", "canal", "stream"})
_GREEN: Mapping[str, frozenset[str]] = {
    "leisure": frozenset({"park", "garden", "nature_reserve", "golf_course"}),
    "landuse": frozenset({"forest", "recreation_ground", "village_green", "cemetery"}),
    "natural": frozenset({"wood", "heath"}),
}
_WATER: Mapping[str, frozenset[str]] = {
    "natural": frozenset({"water"}),
    "landuse": frozenset({"reservoir", "basin"}),
    "waterway": frozenset({"riverbank", "dock"}),
}
_PLACES: Mapping[str, int] = {"village": 8, "suburb": 9, "quarter": 10, "neighbourhood": 11}


def grounds(path: Path) -> Iterator[Ground]:
    """Everything that a map may show, areas first."""
    for area in reading.areas(path, "natural", "landuse", "leisure", "waterway"):
        kind = _filled_kind(area.tags)
        for ring in area.outer_rings() if kind else ():
            line = tuple(Point(node.lat, node.lon) for node in ring)
            if kind and len(line) > 3:
                yield Ground(kind, line, reading.tag(area.tags, "name"), filled=True)
    for way in reading.ways(path, "highway", "railway", "waterway"):
        kind = _line_kind(way.tags)
        line = tuple(Point(n.lat, n.lon) for n in way.nodes if n.location.valid())
        if kind and len(line) > 1:
            yield Ground(kind, line, reading.tag(way.tags, "name"))


def neighbourhoods(path: Path) -> Iterator[Neighbourhood]:
    """Parts of towns: administrative borders below the municipality, and named quarters."""
    for area in reading.areas(path, "boundary", "place"):
        level = _level(area.tags)
        rings = tuple(
            tuple(Point(node.lat, node.lon) for node in ring) for ring in area.outer_rings()
        )
        if level and rings:
            yield Neighbourhood(area.tags["name"], level, rings)


def _filled_kind(tags: osmium.osm.TagList) -> GroundKind | None:
    for kind, table in ((GroundKind.WATER, _WATER), (GroundKind.PARK, _GREEN)):
        if any(tags.get(key) in values for key, values in table.items()):
            return kind
    return None


def _line_kind(tags: osmium.osm.TagList) -> GroundKind | None:
    if tags.get("highway") in _STREETS and tags.get("area") != "yes":
        return _STREETS[tags["highway"]]
    if tags.get("tunnel") in ("yes", "culvert"):
        return None
    if tags.get("railway") in _RAILS:
        return GroundKind.RAIL
    return GroundKind.WATER if tags.get("waterway") in _WATERWAYS else None


def _level(tags: osmium.osm.TagList) -> int:
    """0 for what is no neighbourhood. A municipality (8) and all above it are none."""
    if not tags.get("name"):
        return 0
    level = tags.get("admin_level", "")
    if tags.get("boundary") == "administrative" and level in ("9", "10", "11", "12"):
        return int(level)
    return _PLACES.get(reading.tag(tags, "place"), 0)
