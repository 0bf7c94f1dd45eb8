"""From degrees to millimetres on paper: projection, simplified and shifted lines."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from voedselbrigade.adapters.route_sheets.discs import XY, Box
from voedselbrigade.domain.places import Point

METRES_PER_DEGREE = 111_320.0
_LEAST_SPAN_M = 180.0


@dataclass(frozen=True, slots=True)
class Projection:
    """Longitude × cos φ, north up; units of the drawing per metre on the ground."""

    lat: float
    lon: float
    per_metre: float
    x: float
    y: float

    def xy(self, point: Point) -> XY:
        east = (point.lon - self.lon) * METRES_PER_DEGREE * math.cos(math.radians(self.lat))
        north = (point.lat - self.lat) * METRES_PER_DEGREE
        return self.x + east * self.per_metre, self.y - north * self.per_metre

    def point(self, spot: XY) -> Point:
        """Back to degrees."""
        north = (self.y - spot[1]) / self.per_metre
        east = (spot[0] - self.x) / self.per_metre
        across = METRES_PER_DEGREE * math.cos(math.radians(self.lat))
        return Point(self.lat + north / METRES_PER_DEGREE, self.lon + east / across)


def fitted(points: Sequence[Point], frame: Box) -> Projection:
    """The projection that shows all these points in the frame, as large as it can."""
    lat = (min(p.lat for p in points) + max(p.lat for p in points)) / 2
    lon = (min(p.lon for p in points) + max(p.lon for p in points)) / 2
    flat = Projection(lat, lon, 1.0, 0.0, 0.0)
    spots = [flat.xy(point) for point in points]
    wide = max(max(abs(x) for x, _ in spots) * 2, _LEAST_SPAN_M)
    high = max(max(abs(y) for _, y in spots) * 2, _LEAST_SPAN_M / 3)
    per_metre = min((frame.right - frame.left) / wide, (frame.bottom - frame.top) / high)
    middle = (frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2
    return Projection(lat, lon, per_metre, *middle)


def distance_m(a: Point, b: Point) -> float:
    """Good enough within a city: the earth is flat there."""
    east = (a.lon - b.lon) * math.cos(math.radians((a.lat + b.lat) / 2))
    return math.hypot(east, a.lat - b.lat) * METRES_PER_DEGREE


def simplified(line: Sequence[XY], tolerance: float) -> list[XY]:
    """Douglas and Peucker: drop what lies within `tolerance` of the rest."""
    if len(line) < 3:
        return list(line)
    keep = [False] * len(line)
    keep[0] = keep[-1] = True
    open_parts = [(0, len(line) - 1)]
    while open_parts:
        first, last = open_parts.pop()
        far, index = 0.0, -1
        for i in range(first + 1, last):
            off = to_segment(line[i], line[first], line[last])
            if off > far:
                far, index = off, i
        if far > tolerance:
            keep[index] = True
            open_parts += [(first, index), (index, last)]
    return [spot for spot, kept in zip(line, keep, strict=True) if kept]


def to_segment(spot: XY, start: XY, end: XY) -> float:
    """How far a spot lies from a straight piece."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    along = ((spot[0] - start[0]) * dx + (spot[1] - start[1]) * dy) / length if length else 0.0
    share = min(1.0, max(0.0, along))
    return math.hypot(spot[0] - start[0] - share * dx, spot[1] - start[1] - share * dy)


def shifted_right(line: Sequence[XY], by: float) -> list[XY]:
    """The line moved to the right of travel, so that there and back show as two lines."""
    clean = _without_doubles(line)
    if len(clean) < 2:
        return list(clean)
    sides = [_right_of(a, b) for a, b in pairwise(clean)]
    joints = [sides[0], *(_joint(a, b) for a, b in pairwise(sides)), sides[-1]]
    return [(x + nx * by, y + ny * by) for (x, y), (nx, ny) in zip(clean, joints, strict=True)]


def _without_doubles(line: Iterable[XY]) -> list[XY]:
    clean: list[XY] = []
    for spot in line:
        if not clean or math.dist(spot, clean[-1]) > 1e-6:
            clean.append(spot)
    return clean


def _right_of(a: XY, b: XY) -> XY:
    length = math.dist(a, b)
    return -(b[1] - a[1]) / length, (b[0] - a[0]) / length


def _joint(a: XY, b: XY) -> XY:
    """Where two shifted pieces meet; a sharp turn is cut short instead of running far out."""
    x, y = a[0] + b[0], a[1] + b[1]
    length = math.hypot(x, y)
    if length < 0.35:
        return b
    reach = min(2 / length, 1.6)
    return x / length * reach, y / length * reach


def cut(line: Sequence[XY], frame: Box) -> list[list[XY]]:
    """The parts of a line that run through the frame; a piece that touches it is kept whole."""
    parts: list[list[XY]] = []
    going = False
    for a, b in pairwise(line):
        box = Box(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]) + 1, max(a[1], b[1]) + 1)
        if not box.touches(frame):
            going = False
        elif going:
            parts[-1].append(b)
        else:
            parts.append([a, b])
            going = True
    return parts


def clipped(ring: Sequence[XY], frame: Box) -> list[XY]:
    """The part of a filled ring inside the frame (Sutherland and Hodgman)."""
    sides = (
        (0, frame.left, 1.0),
        (0, frame.right, -1.0),
        (1, frame.top, 1.0),
        (1, frame.bottom, -1.0),
    )
    kept = list(ring)
    for axis, edge, sign in sides:
        kept = _within(kept, axis, edge, sign)
    return kept


def _within(ring: list[XY], axis: int, edge: float, sign: float) -> list[XY]:
    kept: list[XY] = []
    for a, b in zip(ring, [*ring[1:], *ring[:1]], strict=True):
        inside_a, inside_b = (sign * (spot[axis] - edge) >= 0 for spot in (a, b))
        if inside_a:
            kept.append(a)
        if inside_a != inside_b:
            share = (edge - a[axis]) / (b[axis] - a[axis])
            kept.append((a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])))
    return kept
