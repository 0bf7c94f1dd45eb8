"""The map of a route as SVG: true to scale, numbered doors, the way with arrows.

Ten units are one millimetre. Without streets it is the plain way from door to door; with streets
(a later layer) they lie below it. The same drawing goes on paper and on the phone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from voedselbrigade.adapters.route_sheets.discs import XY, Box, Placed, place
from voedselbrigade.adapters.route_sheets.geometry import (
    Projection,
    distance_m,
    fitted,
    shifted_right,
    simplified,
    to_segment,
)
from voedselbrigade.adapters.route_sheets.glyphs import without_controls
from voedselbrigade.adapters.route_sheets.strokes import (
    MM,
    arrow,
    disc,
    name_text,
    num,
    path_of,
    stroke,
)
from voedselbrigade.domain.places import Point
from voedselbrigade.domain.sheets import RouteSheet, SheetStop

_SHIFT = 0.65 * MM
_HUB_HALF = 3.6 * MM
_FONT = "Source Sans Pro, Source Sans 3, Arial, sans-serif"
_SCALES_M = (50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000)
_SAME_PLACE_M = 40.0
_MANY_STOPS = 18

# Widths in mm and greys per class of street, from below; `area` classes are filled.
STREET_STYLE = {
    "building": ("area", 0.0, "#ececea"),
    "park": ("area", 0.0, "#eef1ea"),
    "water": ("area", 0.0, "#dfe6ea"),
    "path": ("line", 0.4, "#dadad8"),
    "service": ("line", 0.7, "#dadad8"),
    "residential": ("line", 1.3, "#d6d6d4"),
    "main": ("line", 2.0, "#c4c4c2"),
    "rail": ("line", 0.5, "#b4b4b2"),
}


@dataclass(frozen=True, slots=True)
class Street:
    """One piece of the ground below the route: a class of STREET_STYLE and its line."""

    kind: str
    line: tuple[Point, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class MapSize:
    """In millimetres; `disc_mm` is the diameter of a numbered disc."""

    width_mm: float
    height_mm: float
    disc_mm: float = 6.2


@dataclass(frozen=True, slots=True)
class MapPart:
    """A piece of a route that gets a drawing of its own.

    `way` is ridden with food; `back` is the way to the hub afterwards, drawn thin.
    """

    hub: Point | None
    stops: tuple[SheetStop, ...]
    way: tuple[Point, ...]
    back: tuple[Point, ...] = ()


type Ways = Sequence[tuple[Point, ...]]  # one line over the map per trip


def parts_of(
    sheet: RouteSheet, ways: Ways = (), *, split: bool = False, whole: bool = False
) -> tuple[MapPart, ...]:
    """One drawing per trip; a long single trip, or a split one, is cut at its longest leg.

    `whole` never cuts.
    """
    trips = [i for i, trip in enumerate(sheet.trips) if trip.stops]
    parts = [_trip_part(sheet, i, ways) for i in trips]
    if len(parts) != 1 or whole:
        return tuple(parts)
    count = len(parts[0].stops)
    if count > _MANY_STOPS or (split and count >= 6):
        return _cut(parts[0])
    return tuple(parts)


def _trip_part(sheet: RouteSheet, index: int, ways: Ways) -> MapPart:
    trip = sheet.trips[index]
    doors = tuple(stop.point for stop in trip.stops if not stop.cancelled)
    if index < len(ways) and len(ways[index]) > 1:
        return MapPart(trip.hub_point, trip.stops, tuple(ways[index]))
    back: tuple[Point, ...] = ()
    last = index == len(sheet.trips) - 1
    home = sheet.end if last else sheet.trips[index + 1].hub_point
    if home and doors and distance_m(home, trip.hub_point) < _SAME_PLACE_M:
        back = (doors[-1], trip.hub_point)
    return MapPart(trip.hub_point, trip.stops, (trip.hub_point, *doors), back)


def _cut(part: MapPart) -> tuple[MapPart, MapPart]:
    stops = part.stops
    third = len(stops) // 3
    cuts = range(max(1, third), max(2, len(stops) - third + 1))
    cut = max(cuts, key=lambda i: distance_m(stops[i - 1].point, stops[i].point))
    leaves = _nearest(part.way, stops[cut - 1].point)
    comes = max(leaves, _nearest(part.way, stops[cut].point))
    return (
        MapPart(part.hub, stops[:cut], part.way[: comes + 1]),
        MapPart(None, stops[cut:], part.way[leaves:], part.back),
    )


def _nearest(way: Sequence[Point], door: Point) -> int:
    return min(range(len(way)), key=lambda i: distance_m(way[i], door))


def route_map(part: MapPart, size: MapSize, streets: Sequence[Street] = ()) -> str:
    """The drawing as one SVG element. Numbers never overlap; the text in it is escaped."""
    return _Drawing(part, size, streets).svg()


class _Drawing:
    def __init__(self, part: MapPart, size: MapSize, streets: Sequence[Street]) -> None:
        self.part, self.streets = part, streets
        self.wide, self.high = round(size.width_mm * MM), round(size.height_mm * MM)
        self.frame = Box(0, 0, self.wide, self.high)
        radius = size.disc_mm * MM / 2
        room = radius * 1.6 + 2 * MM
        inner = Box(room, room, self.wide - room, self.high - room)
        points = [s.point for s in part.stops] + ([part.hub] if part.hub else [])
        self.to: Projection = fitted(points, inner)
        self.doors = [self.to.xy(stop.point) for stop in part.stops]
        self.hub = self.to.xy(part.hub) if part.hub else None
        self.way = self._line(part.way)
        self.back = self._line(part.back)
        self.taken = self._reserve()
        self.discs = self._discs(radius)

    def svg(self) -> str:
        layers = [
            f'<rect width="{self.wide}" height="{self.high}" fill="#f6f6f4"/>',
            *self._ground(),
            *self._way(),
            *self._names(),
            *self._hub(),
            *self._leaders(),
            *self._numbers(),
            *self._scale(),
            *self._north(),
        ]
        box = f'viewBox="0 0 {self.wide} {self.high}"'
        name = f"frame{self.wide}x{self.high}"
        clip = f'<clipPath id="{name}"><rect width="{self.wide}" height="{self.high}"/></clipPath>'
        head = f'<svg xmlns="http://www.w3.org/2000/svg" {box} font-family="{_FONT}">'
        return f'{head}{clip}<g clip-path="url(#{name})">{"".join(layers)}</g></svg>'

    def _line(self, points: Sequence[Point]) -> list[XY]:
        line = simplified([self.to.xy(p) for p in points], 0.1 * MM)
        return shifted_right(line, _SHIFT)

    # --- what is reserved before the discs seek their places

    def _reserve(self) -> list[Box]:
        taken = []
        if self.hub:
            x, y = self.hub
            taken.append(Box(x, y, x, y).grown(_HUB_HALF + 0.4 * MM))
        self.scale_m, self.scale_wide = self._scale_length()
        self.scale_box = self._corner(self.scale_wide + 13 * MM, 5.5 * MM, taken)
        taken.append(self.scale_box)
        self.north_box = self._corner(6 * MM, 10 * MM, taken)
        return [*taken, self.north_box]

    def _scale_length(self) -> tuple[int, float]:
        widest = min(32 * MM, self.wide * 0.25)
        fitting = [m for m in _SCALES_M if m * self.to.per_metre <= widest]
        metres = fitting[-1] if fitting else _SCALES_M[0]
        return metres, metres * self.to.per_metre

    def _corner(self, wide: float, high: float, taken: Sequence[Box]) -> Box:
        """The emptiest of the four corners for a box of this size."""
        edge = 1.5 * MM
        corners = [
            Box(x, y, x + wide, y + high)
            for y in (edge, self.high - high - edge)
            for x in (self.wide - wide - edge, edge)
        ]
        return min(corners, key=lambda box: self._crowd(box, taken))

    def _crowd(self, box: Box, taken: Sequence[Box]) -> float:
        near = box.grown(4 * MM)
        doors = sum(Box(x, y, x, y).touches(near) for x, y in self.doors)
        line = sum(Box(x, y, x, y).touches(near) for x, y in _sampled(self.way, 4 * MM))
        return 1000 * sum(box.touches(other) for other in taken) + 3 * doors + line

    def _discs(self, radius: float) -> Placed:
        lines = [*_pieces(self.way), *_pieces(self.back)]
        return place(self.doors, radius, self.frame.grown(-0.6 * MM), self.taken, lines)

    # --- layers, from below

    def _ground(self) -> list[str]:
        layers = []
        for kind, (form, width, grey) in STREET_STYLE.items():
            lines = [self._clipped(s.line) for s in self.streets if s.kind == kind]
            path = "".join(path_of(line, closed=form == "area") for line in lines if line)
            paint = f'fill="{grey}"' if form == "area" else stroke(grey, width)
            dashes = ' stroke-dasharray="12 8"' if kind == "rail" else ""
            layers += [f'<path d="{path}" {paint}{dashes}/>'] if path else []
        return layers

    def _clipped(self, points: Sequence[Point]) -> list[XY]:
        """The simplified line, or nothing when it runs outside of the frame altogether."""
        line = [self.to.xy(p) for p in points]
        xs, ys = [x for x, _ in line], [y for _, y in line]
        if not line or not Box(min(xs), min(ys), max(xs) + 1, max(ys) + 1).touches(self.frame):
            return []
        return simplified(line, 0.1 * MM)

    def _way(self) -> list[str]:
        layers = []
        if len(self.back) > 1:
            dashes = 'stroke-dasharray="14 16"'
            layers.append(f'<path d="{path_of(self.back)}" {stroke("#6a6a6a", 0.5)} {dashes}/>')
        if len(self.way) > 1:
            path = path_of(self.way)
            layers.append(f'<path d="{path}" {stroke("#ffffff", 1.9)}/>')
            layers.append(f'<path d="{path}" {stroke("#3a3a3a", 1.0)}/>')
        return layers + [arrow(*spot) for spot in self._arrows()]

    def _arrows(self) -> list[tuple[XY, float]]:
        """On straight pieces, every 17 mm, at least one a piece; never under a disc or the hub."""
        found = []
        clear = self.discs.radius + 1.5 * MM
        for a, b in _pieces(self.way):
            length = math.dist(a, b)
            count = max(1, round(length / (17 * MM))) if length > 5 * MM else 0
            for i in range(count):
                share = (i + 0.5) / count
                spot = (a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1]))
                if self._is_clear(spot, clear):
                    found.append((spot, math.degrees(math.atan2(b[1] - a[1], b[0] - a[0]))))
        return found

    def _is_clear(self, spot: XY, distance: float) -> bool:
        centres = [*self.discs.centres, *([self.hub] if self.hub else [])]
        return all(math.dist(spot, centre) > distance for centre in centres)

    def _names(self) -> list[str]:
        """The street beside its first disc, where there is room; no name is better than a crowd."""
        size = 2.7 * MM
        written: list[Box] = []
        names, seen = [], set[str]()
        for stop, centre in zip(self.part.stops, self.discs.centres, strict=True):
            street = street_of(stop.street_line)
            if street in seen or stop.cancelled:
                continue
            box = self._name_box(centre, len(street) * size * 0.53, size, written)
            if box:
                seen.add(street)
                written.append(box)
                names.append(name_text(street, box, size))
        return names

    def _name_box(self, centre: XY, wide: float, size: float, written: list[Box]) -> Box | None:
        x, y = centre
        gap, half = self.discs.radius + 0.9 * MM, size * 0.6
        lefts = ((x + gap, y - half), (x - gap - wide, y - half))
        above = ((x - wide / 2, y - gap - 2 * half), (x - wide / 2, y + gap))
        for left, top in (*lefts, *above):
            box = Box(left, top, left + wide, top + 2 * half)
            if self._has_room(box, written):
                return box
        return None

    def _has_room(self, box: Box, written: Sequence[Box]) -> bool:
        if not box.inside(self.frame.grown(-0.8 * MM)):
            return False
        if any(box.touches(other) for other in (*written, *self.taken)):
            return False
        radius = self.discs.radius + 0.3 * MM
        if any(_box_to(box, centre) < radius for centre in self.discs.centres):
            return False
        lines = (*_pieces(self.way), *_pieces(self.back))
        return not any(_crosses(box.grown(0.5 * MM), a, b) for a, b in lines)

    def _hub(self) -> list[str]:
        if not self.hub:
            return []
        x, y = self.hub
        side = 2 * _HUB_HALF
        return [
            f'<g transform="translate({num(x - _HUB_HALF)} {num(y - _HUB_HALF)})">'
            f'<rect width="{num(side)}" height="{num(side)}" rx="9" fill="#fff" stroke="#fff" '
            'stroke-width="16"/>'
            f'<rect width="{num(side)}" height="{num(side)}" rx="9" fill="#fff" stroke="#111" '
            'stroke-width="7"/>'
            '<path d="M14 36L36 16L58 36V56H43V43H29V56H14Z" fill="#111"/></g>'
        ]

    def _leaders(self) -> list[str]:
        moved = []
        radius = self.discs.radius
        for door, centre in zip(self.doors, self.discs.centres, strict=True):
            if math.dist(door, centre) > 0.75 * radius:
                ends = f'x1="{num(door[0])}" y1="{num(door[1])}" x2="{num(centre[0])}"'
                paint = 'stroke="#111" stroke-width="4"'
                moved.append(f'<line {ends} y2="{num(centre[1])}" {paint}/>')
            dot = f'cx="{num(door[0])}" cy="{num(door[1])}" r="9"'
            moved.append(f'<circle {dot} fill="#111" stroke="#fff" stroke-width="4"/>')
        return moved

    def _numbers(self) -> list[str]:
        pairs = zip(self.part.stops, self.discs.centres, strict=True)
        return [disc(stop, centre, self.discs.radius) for stop, centre in pairs]

    def _scale(self) -> list[str]:
        x, y = self.scale_box.left + 1 * MM, (self.scale_box.top + self.scale_box.bottom) / 2
        wide, left, top = num(self.scale_wide), num(x), num(y - 8)
        text = f"{self.scale_m} m" if self.scale_m < 1000 else f"{self.scale_m // 1000} km"
        where = f'x="{num(x + self.scale_wide + 10)}" y="{num(y + 10)}"'
        return [
            f'<path d="M{left} {top}v16v-8h{wide}v-8v16" {stroke("#111", 0.5)}/>',
            f'<text {where} font-size="28" fill="#111">{text}</text>',
        ]

    def _north(self) -> list[str]:
        x, top = num((self.north_box.left + self.north_box.right) / 2), self.north_box.top
        look = 'font-size="32" font-weight="700" fill="#111" text-anchor="middle"'
        return [
            f'<path d="M{x} {num(top)}l22 58l-22 -14l-22 14z" fill="#111"/>',
            f'<text x="{x}" y="{num(top + 92)}" {look}>N</text>',
        ]


def street_of(street_line: str) -> str:
    """`Damstraat 12B-II` → `Damstraat`: the words before the last one that starts with a digit."""
    words = without_controls(street_line).split()
    numbers = [i for i, word in enumerate(words) if word[0].isdigit() and i]
    return " ".join(words[: numbers[-1]] if numbers else words)


def _pieces(line: Sequence[XY]) -> list[tuple[XY, XY]]:
    return list(pairwise(line))


def _sampled(line: Sequence[XY], every: float) -> list[XY]:
    spots = []
    for a, b in _pieces(line):
        count = max(1, int(math.dist(a, b) / every))
        shares = (i / count for i in range(count))
        spots += [(a[0] + s * (b[0] - a[0]), a[1] + s * (b[1] - a[1])) for s in shares]
    return spots


def _box_to(box: Box, spot: XY) -> float:
    dx = max(box.left - spot[0], 0, spot[0] - box.right)
    dy = max(box.top - spot[1], 0, spot[1] - box.bottom)
    return math.hypot(dx, dy)


def _crosses(box: Box, a: XY, b: XY) -> bool:
    """Does this straight piece touch the box? By distance to its middle line."""
    if max(a[0], b[0]) < box.left or min(a[0], b[0]) > box.right:
        return False
    if max(a[1], b[1]) < box.top or min(a[1], b[1]) > box.bottom:
        return False
    half = (box.bottom - box.top) / 2
    steps = max(2, int((box.right - box.left) / max(half, 1)))
    middle = (box.top + box.bottom) / 2
    spots = ((box.left + i / steps * (box.right - box.left), middle) for i in range(steps + 1))
    return any(to_segment(spot, a, b) <= half * 1.15 for spot in spots)
