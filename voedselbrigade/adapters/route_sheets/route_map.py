"""The map of a route as SVG: true to scale, numbered doors, the way with arrows.

Ten units are one millimetre. Without a street map it is the plain way from door to door; with one
the streets lie below it and have their names. The same drawing goes on paper and on the phone.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from xml.sax.saxutils import escape

from voedselbrigade.adapters.route_sheets.discs import XY, Box, Placed, place
from voedselbrigade.adapters.route_sheets.geometry import (
    Projection,
    shifted_right,
    simplified,
)
from voedselbrigade.adapters.route_sheets.glyphs import without_controls
from voedselbrigade.adapters.route_sheets.ground import GroundLayer
from voedselbrigade.adapters.route_sheets.map_parts import MapPart
from voedselbrigade.adapters.route_sheets.map_views import View, projection, views
from voedselbrigade.adapters.route_sheets.street_labels import Label, Labeller
from voedselbrigade.adapters.route_sheets.strokes import (
    MM,
    arrow,
    disc,
    num,
    path_of,
    stroke,
)
from voedselbrigade.domain import street_names
from voedselbrigade.domain.places import Point
from voedselbrigade.services.ports import StreetMap

_SHIFT = 0.65 * MM
_HUB_HALF = 3.6 * MM
_CREDIT = 2.0 * MM
_FONT = "Source Sans Pro, Source Sans 3, Arial, sans-serif"
_SCALES_M = (50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000)


@dataclass(frozen=True, slots=True)
class MapSize:
    """In millimetres; `disc_mm` is the diameter of a numbered disc, `small` a phone's screen."""

    width_mm: float
    height_mm: float
    disc_mm: float = 6.2
    small: bool = False


@dataclass(frozen=True, slots=True)
class MapBase:
    """The streets below the route, and who is thanked for them on every map that shows them."""

    streets: StreetMap | None = None
    credit: str = ""


def route_map(part: MapPart, size: MapSize, base: MapBase | None = None) -> str:
    """The drawing as one SVG element. Numbers never overlap; the text in it is escaped."""
    wide, high = round(size.width_mm * MM), round(size.height_mm * MM)
    room = size.disc_mm * MM * 0.8 + 2 * MM
    chosen = views(part, wide, high, room, stacked=size.small)
    drawings = [_Drawing(part, size, base or MapBase(), view, room) for view in chosen]
    for far, near in pairwise(drawings):
        far.detail = near
    bottom = round(max(view.top + view.high for view in chosen))
    shown = "".join(drawing.svg() for drawing in drawings)
    box = f'viewBox="0 0 {wide} {bottom}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box} font-family="{_FONT}">{shown}</svg>'


class _Drawing:
    """One view; `detail` is the view that shows a part of it larger."""

    def __init__(
        self, part: MapPart, size: MapSize, base: MapBase, view: View, room: float
    ) -> None:
        self.part, self.small, self.view = part, size.small, view
        self.detail: _Drawing | None = None
        self.wide, self.high = round(view.wide), round(view.high)
        self.frame = Box(0, 0, self.wide, self.high)
        self.to: Projection = projection(view, room)
        self.ground = GroundLayer(base.streets, self.to, self.frame, plain=size.small)
        self.credit = base.credit if view.last and not self.ground.empty else ""
        self.stops = [part.stops[index] for index in sorted(view.numbered)]
        self.doors = [self.to.xy(stop.point) for stop in self.stops]
        self.dots = [
            self.to.xy(stop.point)
            for index, stop in enumerate(part.stops)
            if index not in view.numbered
        ]
        hub = self.to.xy(part.hub) if part.hub else None
        self.hub = hub if hub and Box(*hub, *hub).inside(self.frame) else None
        self.way = self._line(part.way)
        self.back = self._line(part.back)
        self.taken = self._reserve()
        self.discs = self._discs(size.disc_mm * MM / 2)

    def svg(self) -> str:
        """A group in its place, cut off at its frame."""
        layers = [
            f'<rect width="{self.wide}" height="{self.high}" fill="#f6f6f4"/>',
            *self.ground.layers(),
            *self._way(),
            *self._seen_larger(),
            *self._names(),
            *self._hub(),
            *self._leaders(),
            *self._numbers(),
            *self._scale(),
            *self._north(),
            *self._credit(),
        ]
        left, top = num(self.view.left), num(self.view.top)
        name = f"frame{left}-{top}-{self.wide}x{self.high}"
        clip = f'<clipPath id="{name}"><rect width="{self.wide}" height="{self.high}"/></clipPath>'
        place_at = f'transform="translate({left} {top})"'
        return f'<g {place_at}>{clip}<g clip-path="url(#{name})">{"".join(layers)}</g></g>'

    def _seen_larger(self) -> list[str]:
        """The box of the other view, and a dot for each door in it."""
        if self.detail is None:
            return []
        near = self.detail
        left, top = self.to.xy(near.to.point((0, 0)))
        right, bottom = self.to.xy(near.to.point((near.wide, near.high)))
        where = f'x="{num(left)}" y="{num(top)}" width="{num(right - left)}"'
        paint = 'fill="none" stroke="#111" stroke-width="4" stroke-dasharray="14 8"'
        box = f'<rect {where} height="{num(bottom - top)}" rx="6" {paint}/>'
        return [box, *(_dot(spot, 7) for spot in self.dots)]

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
        taken.append(self.north_box)
        self.credit_box = self._corner(len(self.credit) * _CREDIT * 0.52, 3 * MM, taken)
        return [*taken, self.credit_box] if self.credit else taken

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
        """On straight pieces, about every 17 mm; never under a disc or the hub."""
        found = []
        clear, ridden, last = self.discs.radius + 1.5 * MM, 0.0, -3 * MM
        for a, b in _pieces(self.way):
            length = math.dist(a, b)
            count = max(1, round(length / (17 * MM))) if length > 5 * MM else 0
            for share in ((i + 0.5) / count for i in range(count)):
                spot = (a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1]))
                here = ridden + share * length
                if here - last >= 12 * MM and self._is_clear(spot, clear):
                    found.append((spot, math.degrees(math.atan2(b[1] - a[1], b[0] - a[0]))))
                    last = here
            ridden += length
        return found

    def _is_clear(self, spot: XY, distance: float) -> bool:
        centres = [*self.discs.centres, *([self.hub] if self.hub else [])]
        return all(math.dist(spot, centre) > distance for centre in centres)

    def _names(self) -> list[str]:
        """Names along the streets; a stop whose street is not on the map has it beside its disc."""
        spots = _sampled([*self.way], 1.2 * MM)
        line = [(spot, 0.55 * MM) for spot in spots]
        labeller = Labeller(self.frame, self.taken, list(self._covered()), line)
        known = self.ground.streets()
        written = list(self._stop_names(labeller, known))
        if self.small:
            return [label.svg() for label in written]
        stops = {street_names.key(street_of(stop.street_line)) for stop in self.stops}
        others = {text: lines for key, (text, lines) in known.items() if key not in stops}
        return [label.svg() for label in (*labeller.others(others), *written)]

    def _stop_names(
        self, labeller: Labeller, known: Mapping[str, tuple[str, list[list[XY]]]]
    ) -> Iterator[Label]:
        """Each street once, at its first stop, the shortest streets first."""
        places: dict[str, tuple[str, int]] = {}
        for index, stop in enumerate(self.stops):
            text = street_of(stop.street_line)
            if text and not stop.cancelled:
                places.setdefault(street_names.key(text), (text, index))

        def length(key: str) -> float:
            lines = known[key][1] if key in known else []
            return sum(math.dist(a, b) for line in lines for a, b in _pieces(line))

        gap = self.discs.radius + 0.9 * MM
        for key in sorted(places, key=lambda key: (length(key), key)):
            text, index = places[key]
            lines = known[key][1] if key in known else []
            label = labeller.stop_street(text, lines, self.doors[index]) if lines else None
            label = label or labeller.beside(text, self.discs.centres[index], gap)
            if label is None and lines:
                label = labeller.stop_street(text, lines, self.doors[index], on_line=True)
            if label:
                yield label

    def _covered(self) -> Iterator[tuple[XY, float]]:
        """What no name may lie on: discs, doors and the leaders between them."""
        for door, centre in zip(self.doors, self.discs.centres, strict=True):
            yield centre, self.discs.radius + 0.4 * MM
            yield door, 1.0 * MM
            yield from ((spot, 0.3 * MM) for spot in _sampled([door, centre], 1.0 * MM))
        for spot in _sampled([*self.back], 1.2 * MM):
            yield spot, 0.4 * MM

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
            moved.append(_dot(door, 9))
        return moved

    def _numbers(self) -> list[str]:
        pairs = zip(self.stops, self.discs.centres, strict=True)
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

    def _credit(self) -> list[str]:
        if not self.credit:
            return []
        box = self.credit_box
        where = f'x="{num((box.left + box.right) / 2)}" y="{num(box.bottom - 0.9 * MM)}"'
        look = f'font-size="{num(_CREDIT)}" fill="#444" text-anchor="middle"'
        halo = 'stroke="#f6f6f4" stroke-width="6" paint-order="stroke"'
        return [f"<text {where} {look} {halo}>{escape(self.credit)}</text>"]


def _dot(spot: XY, radius: float) -> str:
    where = f'cx="{num(spot[0])}" cy="{num(spot[1])}" r="{num(radius)}"'
    return f'<circle {where} fill="#111" stroke="#fff" stroke-width="4"/>'


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
