"""What lies below a route on its map: water, green and streets, in a calm hierarchy of greys.

Lines are cut off at the frame, thinner where the map shows more, and gone where they would only
be a grey blur.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from voedselbrigade.adapters.route_sheets.discs import XY, Box
from voedselbrigade.adapters.route_sheets.geometry import Projection, clipped, cut, simplified
from voedselbrigade.adapters.route_sheets.strokes import MM, path_of, stroke
from voedselbrigade.domain import street_names
from voedselbrigade.domain.ground import Area, Ground, GroundKind
from voedselbrigade.services.ports import StreetMap

_EDGE = 3 * MM
_FULL_WIDTH = 0.8  # drawing units per metre: at 1 mm for 12.5 m streets have their full width
# Width in mm and grey of what is drawn as a line, from below.
_LINES = {
    GroundKind.WATER: (1.0, "#d3dde3"),
    GroundKind.RAIL: (0.5, "#b4b4b2"),
    GroundKind.PATH: (0.4, "#dededc"),
    GroundKind.SERVICE: (0.7, "#dededc"),
    GroundKind.RESIDENTIAL: (1.3, "#d8d8d6"),
    GroundKind.MAIN: (2.0, "#c4c4c2"),
}
_FILLED = {GroundKind.PARK: "#e9eee4", GroundKind.WATER: "#d3dde3"}
# The smallest scale, in drawing units per metre, at which a kind is still worth its ink.
_WORTH_INK = {
    GroundKind.PATH: 0.4,
    GroundKind.SERVICE: 0.3,
    GroundKind.RESIDENTIAL: 0.07,
}
_ON_SMALL_SCREENS = (GroundKind.MAIN, GroundKind.RESIDENTIAL, GroundKind.WATER)
_STREETS = (GroundKind.MAIN, GroundKind.RESIDENTIAL, GroundKind.SERVICE, GroundKind.PATH)


class GroundLayer:
    """The ground of one drawing; without a street map it is empty and draws nothing."""

    def __init__(
        self, streets: StreetMap | None, to: Projection, frame: Box, *, plain: bool = False
    ) -> None:
        """`plain` is for small screens: through-roads and residential streets only."""
        self._to, self._frame = to, frame.grown(_EDGE)
        self._coarse = 0.3 * MM if plain else 0.1 * MM
        found = streets.within(_area(to, frame), _kinds(to, plain)) if streets else ()
        self._lines: dict[GroundKind, list[list[XY]]] = defaultdict(list)
        self._fills: dict[GroundKind, list[list[XY]]] = defaultdict(list)
        self._named: dict[str, list[list[XY]]] = defaultdict(list)
        self._spelt: dict[str, str] = {}
        for one in found:
            self._take(one)

    @property
    def empty(self) -> bool:
        return not self._lines and not self._fills

    def layers(self) -> list[str]:
        """From below: filled areas, water, small streets, main streets."""
        drawn = []
        for kind, grey in _FILLED.items():
            path = "".join(path_of(ring, closed=True) for ring in self._fills[kind])
            drawn += [f'<path d="{path}" fill="{grey}"/>'] if path else []
        thin = min(1.0, max(0.3, (self._to.per_metre / _FULL_WIDTH) ** 0.6))
        for kind, (width, grey) in _LINES.items():
            path = "".join(path_of(line) for line in self._lines[kind])
            dashes = ' stroke-dasharray="12 8"' if kind is GroundKind.RAIL else ""
            drawn += [f'<path d="{path}" {stroke(grey, width * thin)}{dashes}/>'] if path else []
        return drawn

    def streets(self) -> dict[str, tuple[str, list[list[XY]]]]:
        """Per `street_names.key` how the map spells the street, and its pieces joined."""
        return {key: (self._spelt[key], joined(lines)) for key, lines in self._named.items()}

    def _take(self, one: Ground) -> None:
        line = [self._to.xy(point) for point in one.line]
        if one.filled:
            ring = simplified(clipped(line, self._frame), 1.5 * self._coarse)
            if len(ring) > 3:
                self._fills[one.kind].append(ring)
            return
        for piece in cut(line, self._frame):
            if one.name and one.kind in _STREETS:
                key = street_names.key(one.name)
                self._spelt.setdefault(key, one.name)
                self._named[key].append(piece)
            self._lines[one.kind].append(simplified(piece, self._coarse))


def joined(lines: Sequence[list[XY]]) -> list[list[XY]]:
    """Pieces that share an end become one line: a street is mapped in many pieces."""
    rest = [list(line) for line in lines]
    found: list[list[XY]] = []
    while rest:
        line = rest.pop()
        while (more := _continued(line, rest)) is not None:
            line = more
        found.append(line)
    return found


def _continued(line: list[XY], rest: list[list[XY]]) -> list[XY] | None:
    for place, other in enumerate(rest):
        for one, two in ((line, other), (line[::-1], other), (line, other[::-1])):
            if _same(one[-1], two[0]):
                rest.pop(place)
                return [*one, *two[1:]]
        if _same(line[0], other[-1]):
            rest.pop(place)
            return [*other, *line[1:]]
    return None


def _same(one: XY, other: XY) -> bool:
    return abs(one[0] - other[0]) < 0.5 and abs(one[1] - other[1]) < 0.5


def _kinds(to: Projection, plain: bool) -> tuple[GroundKind, ...]:
    kinds = [kind for kind in GroundKind if to.per_metre >= _WORTH_INK.get(kind, 0.0)]
    if plain:
        kinds = [kind for kind in kinds if kind in _ON_SMALL_SCREENS]
    return tuple(kinds)


def _area(to: Projection, frame: Box) -> Area:
    north_west = to.point((frame.left - _EDGE, frame.top - _EDGE))
    south_east = to.point((frame.right + _EDGE, frame.bottom + _EDGE))
    return Area(north_west.lon, south_east.lat, south_east.lon, north_west.lat)
