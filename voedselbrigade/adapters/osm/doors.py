"""Every address in an extract as a door: from nodes, from buildings, and reckoned in between.

Dutch extracts carry the addresses of the BAG (addr:postcode, addr:housenumber, addr:street,
addr:city). A number that a mapper only interpolated is a door too, but an estimated one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from pathlib import Path

import osmium

from voedselbrigade.adapters.osm import reading
from voedselbrigade.domain.doors import Door, metres_between, tail
from voedselbrigade.domain.places import (
    Address,
    HouseNumber,
    Point,
    parse_house_number,
    parse_postcode,
    parse_town,
)

_SAME_DOOR_M = 50.0
_STEPS = {"even": 2, "odd": 2, "all": 1}
_NUMBER = "addr:housenumber"
_INTERPOLATION = "addr:interpolation"


def doors(path: Path) -> Iterator[Door]:
    """Each door once: one that is mapped as a node and on its building counts as the node."""
    seen: dict[tuple[str, str, str, int, str], Point] = {}
    for door in chain(_on_nodes(path), _on_buildings(path), _between(path)):
        address = door.address
        place = (address.postcode, address.street, address.town)
        key = (*place, address.house.number, tail(address.house))
        known = seen.setdefault(key, door.point)
        if known is door.point or metres_between(known, door.point) > _SAME_DOOR_M:
            yield door


def _on_nodes(path: Path) -> Iterator[Door]:
    for node in reading.nodes(path, _NUMBER):
        point = Point(node.location.lat, node.location.lon)
        yield from _doors(node.tags, point)


def _on_buildings(path: Path) -> Iterator[Door]:
    for building in reading.areas(path, _NUMBER):
        rings = [[(n.lat, n.lon) for n in ring] for ring in building.outer_rings()]
        if rings:
            yield from _doors(building.tags, _centre(rings[0]))


def _doors(tags: osmium.osm.TagList, point: Point) -> Iterator[Door]:
    """One door per number: mappers write `12;14` for two."""
    for text in re.split(r"[;,]", reading.tag(tags, _NUMBER)):
        house = parse_house_number(text)
        address = _address(tags, house) if house else None
        if address:
            yield Door(address, point)


def _address(tags: osmium.osm.TagList, house: HouseNumber) -> Address | None:
    street = " ".join((reading.tag(tags, "addr:street") or reading.tag(tags, "addr:place")).split())
    if not street:
        return None
    postcode = parse_postcode(reading.tag(tags, "addr:postcode")) or ""
    return Address(street, house, postcode, parse_town(reading.tag(tags, "addr:city")))


def _centre(ring: Sequence[tuple[float, float]]) -> Point:
    """The middle of a ring's corners (the last repeats the first)."""
    corners = ring[:-1] if len(ring) > 1 else ring
    lat = sum(corner[0] for corner in corners) / len(corners)
    return Point(lat, sum(corner[1] for corner in corners) / len(corners))


@dataclass(frozen=True, slots=True)
class _Spot:
    """A node of an interpolation; `address` where it carries a number."""

    point: Point
    address: Address | None


def _between(path: Path) -> Iterator[Door]:
    lines = list(_lines(path))
    wanted = {node for _, ids in lines for node, _ in ids}
    numbered: dict[int, Address] = {}
    if wanted:
        for node in reading.nodes(path, _NUMBER):
            house = (
                parse_house_number(reading.tag(node.tags, _NUMBER)) if node.id in wanted else None
            )
            address = _address(node.tags, house) if house else None
            if address:
                numbered[node.id] = address
    for step, ids in lines:
        spots = [_Spot(point, numbered.get(node)) for node, point in ids]
        yield from _along(spots, step)


def _lines(path: Path) -> Iterator[tuple[int, list[tuple[int, Point]]]]:
    """Per interpolation: by how much the numbers go up, and the nodes along it."""
    for way in reading.ways(path, _INTERPOLATION):
        kind = reading.tag(way.tags, _INTERPOLATION)
        step = _STEPS.get(kind) or (int(kind) if kind.isascii() and kind.isdigit() else 0)
        ids = [(n.ref, Point(n.lat, n.lon)) for n in way.nodes if n.location.valid()]
        if step and len(ids) > 1:
            yield step, ids


def _along(spots: Sequence[_Spot], step: int) -> Iterator[Door]:
    """The numbers between each pair of numbered nodes, spread over the line between them."""
    marks = [place for place, spot in enumerate(spots) if spot.address]
    for first, last in pairwise(marks):
        start, end = spots[first].address, spots[last].address
        if start is None or end is None:
            continue
        line = [spot.point for spot in spots[first : last + 1]]
        low, high = start.house.number, end.house.number
        numbers = range(low + step, high, step) if low < high else range(low - step, high, -step)
        if len(numbers) > 500 or start.street != end.street:
            continue
        for number in numbers:
            point = _at_part(line, (number - low) / (high - low))
            postcode = start.postcode if start.postcode == end.postcode else ""
            address = Address(start.street, HouseNumber(number), postcode, start.town)
            yield Door(address, point, estimated=True)


def _at_part(line: Sequence[Point], part: float) -> Point:
    """The point at this part of the length of the line."""
    lengths = [metres_between(one, other) for one, other in pairwise(line)]
    left = part * sum(lengths)
    for (one, other), length in zip(pairwise(line), lengths, strict=True):
        if length and left <= length:
            along = left / length
            lat = one.lat + along * (other.lat - one.lat)
            return Point(lat, one.lon + along * (other.lon - one.lon))
        left -= length
    return line[-1]
