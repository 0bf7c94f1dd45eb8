"""The ground below the routes: the working area, streets as lines, and neighbourhoods."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from voedselbrigade.domain.places import Point
from voedselbrigade.errors import WrongWords

_METRES_PER_DEGREE = 111_195.0


@dataclass(frozen=True, slots=True)
class Area:
    """A box on the map, in degrees."""

    west: float
    south: float
    east: float
    north: float

    def __post_init__(self) -> None:
        right = -180 <= self.west < self.east <= 180 and -90 <= self.south < self.north <= 90
        if not right:
            raise ValueError(f"no box on earth: {self}")

    @classmethod
    def around(cls, points: Iterable[Point], margin_m: float) -> Area | None:
        """The box that holds all points with a margin; None without points."""
        known = list(points)
        if not known:
            return None
        tight = (
            min(point.lon for point in known),
            min(point.lat for point in known),
            max(point.lon for point in known),
            max(point.lat for point in known),
        )
        return _wider(*tight, margin_m)

    def wider(self, margin_m: float) -> Area:
        return _wider(self.west, self.south, self.east, self.north, margin_m)

    def holds(self, point: Point) -> bool:
        return self.west <= point.lon <= self.east and self.south <= point.lat <= self.north

    def as_tuple(self) -> tuple[float, float, float, float]:
        return (self.west, self.south, self.east, self.north)


def parse_area(text: str) -> Area:
    """`4.2,52.0,4.4,52.1` (west, south, east, north). Raises WrongWords."""
    parts = text.split(",")
    try:
        west, south, east, north = (float(part) for part in parts)
        return Area(west, south, east, north)
    except ValueError as error:
        raise WrongWords("streets.wrong_box", typed=text) from error


class GroundKind(StrEnum):
    """What lies on the ground, as far as a map of a route shows it."""

    MAIN = "main"
    RESIDENTIAL = "residential"
    SERVICE = "service"
    PATH = "path"
    RAIL = "rail"
    WATER = "water"
    PARK = "park"


@dataclass(frozen=True, slots=True)
class Ground:
    """A line on the map, or with `filled` the ring around a piece of water or green."""

    kind: GroundKind
    line: tuple[Point, ...]
    name: str = ""
    filled: bool = False


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A named part of a town, as rings around it. `level`: the higher, the smaller."""

    name: str
    level: int
    rings: tuple[tuple[Point, ...], ...]

    def holds(self, point: Point) -> bool:
        return any(_in_ring(point, ring) for ring in self.rings)


def neighbourhood_of(point: Point, known: Sequence[Neighbourhood]) -> Neighbourhood | None:
    """The smallest one that holds the point."""
    around = [neighbourhood for neighbourhood in known if neighbourhood.holds(point)]
    return max(around, key=lambda neighbourhood: neighbourhood.level, default=None)


def neighbourhood_names(
    points: Iterable[Point], known: Sequence[Neighbourhood]
) -> dict[Point, str]:
    """The name at each point that lies in a neighbourhood. A box around each spares most of the
    work: a city has a hundred of them, with hundreds of corners each."""
    corners = ([point for ring in one.rings for point in ring] for one in known)
    boxes = [(Area.around(ring, margin_m=1), one) for ring, one in zip(corners, known, strict=True)]
    names: dict[Point, str] = {}
    for point in points:
        around = [one for box, one in boxes if box is not None and box.holds(point)]
        if found := neighbourhood_of(point, around):
            names[point] = found.name
    return names


def _in_ring(point: Point, ring: Sequence[Point]) -> bool:
    """Count the sides that a line to the east crosses: odd is inside."""
    inside = False
    for one, other in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (one.lat > point.lat) != (other.lat > point.lat):
            part = (point.lat - one.lat) / (other.lat - one.lat)
            if point.lon < one.lon + part * (other.lon - one.lon):
                inside = not inside
    return inside


def _wider(west: float, south: float, east: float, north: float, margin_m: float) -> Area:
    up = margin_m / _METRES_PER_DEGREE
    aside = up / max(0.01, math.cos(math.radians((south + north) / 2)))
    return Area(
        max(-180.0, west - aside),
        max(-90.0, south - up),
        min(180.0, east + aside),
        min(90.0, north + up),
    )
