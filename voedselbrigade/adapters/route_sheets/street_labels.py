"""Names of streets along their streets: never on each other, never far from the street they name.

Streets with a stop come first and bold, the shortest first because it has the fewest places; then
others, the longest first. No name is better than a crowd.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from xml.sax.saxutils import escape

import numpy as np
from numpy.typing import NDArray

from voedselbrigade.adapters.route_sheets.discs import XY, Box
from voedselbrigade.adapters.route_sheets.strokes import MM, num

type Circles = NDArray[np.float64]  # rows of x, y, radius

_STRAIGHT = 0.965  # chord by arc: bent further, a name would leave its street
_BESIDE = 0.95  # of a text height: further off it would name the neighbour
_HIGH = 0.46  # of the size: half the height of a name
_STOP_SIZES = (2.7 * MM, 2.4 * MM, 2.15 * MM)
_OTHER_SIZE = 2.3 * MM
_LETTER = 0.5  # of the size: the mean width of a letter of our typeface
_BOLD_LETTER = 0.53
_MOST_OTHERS = 40
_PLACES = 14


@dataclass(frozen=True, slots=True)
class Label:
    """A name with its middle, its turn in degrees and its size."""

    text: str
    at: XY
    turn: float
    size: float
    bold: bool

    def svg(self) -> str:
        weight, ink = ("600", "#222") if self.bold else ("400", "#5a5a5a")
        halo = f'stroke="#f6f6f4" stroke-width="{num(self.size * 0.16)}" paint-order="stroke"'
        where = f"translate({num(self.at[0])} {num(self.at[1])}) rotate({self.turn:.1f})"
        return (
            f'<text transform="{where}" y="{num(self.size * 0.32)}" font-size="{num(self.size)}" '
            f'font-weight="{weight}" fill="{ink}" stroke-linejoin="round" {halo} '
            f'text-anchor="middle">{escape(self.text)}</text>'
        )


class Labeller:
    """Finds places for names; what is written is an obstacle for the next."""

    def __init__(
        self,
        frame: Box,
        boxes: Sequence[Box],
        circles: Sequence[tuple[XY, float]],
        line: Sequence[tuple[XY, float]],
    ) -> None:
        """`circles` are never written on, the `line` of the route only when nothing else fits."""
        self._frame = frame.grown(-0.8 * MM)
        self._boxes = list(boxes)
        self._circles, self._line = _rows(circles), _rows(line)

    def stop_street(
        self, text: str, lines: Sequence[list[XY]], door: XY, *, on_line: bool = False
    ) -> Label | None:
        """The name of a street where somebody lives, as near the door as it fits."""
        for size in _STOP_SIZES:
            wide = len(text) * size * _BOLD_LETTER
            for at, turn in _along(lines, wide, size, near=door, stretch=1.5):
                label = Label(text, at, turn, size, bold=True)
                if self._write(label, wide, on_line=on_line):
                    return label
        return None

    def others(self, streets: Mapping[str, Sequence[list[XY]]]) -> list[Label]:
        """Names of streets without a stop, by which one finds the way."""
        ranked = sorted(streets.items(), key=lambda item: (-_most(item[1]), item[0]))
        written: list[Label] = []
        for text, lines in ranked:
            if len(written) == _MOST_OTHERS:
                break
            wide = len(text) * _OTHER_SIZE * _LETTER
            for at, turn in _along(lines, wide, _OTHER_SIZE, near=None, stretch=1.0):
                label = Label(text, at, turn, _OTHER_SIZE, bold=False)
                if self._write(label, wide):
                    written.append(label)
                    break
        return written

    def beside(self, text: str, centre: XY, gap: float) -> Label | None:
        """The fallback for a stop: level, beside its disc."""
        size = _STOP_SIZES[0]
        wide = len(text) * size * _BOLD_LETTER
        x, y = centre
        aside, over = gap + wide / 2, gap + size * 0.6
        for at in ((x + aside, y), (x - aside, y), (x, y - over), (x, y + over)):
            label = Label(text, at, 0.0, size, bold=True)
            if self._write(label, wide):
                return label
        return None

    def _write(self, label: Label, wide: float, *, on_line: bool = False) -> bool:
        """Take the place if it is free."""
        reach = _reach(label, wide)
        if not reach.inside(self._frame):
            return False
        spots = _covered(label, wide)
        if not self._off_boxes(spots, reach) or not _apart(spots, self._circles):
            return False
        if not on_line and not _apart(spots, self._line):
            return False
        self._circles = np.concatenate([self._circles, spots])
        return True

    def _off_boxes(self, spots: Circles, reach: Box) -> bool:
        """A slanted name may pass by the corner of a box that its whole reach would touch."""
        x, y, r = spots[:, 0], spots[:, 1], spots[:, 2]
        for box in self._boxes:
            if not box.touches(reach):
                continue
            across = (x + r > box.left) & (x - r < box.right)
            if (across & (y + r > box.top) & (y - r < box.bottom)).any():
                return False
        return True


def _rows(circles: Sequence[tuple[XY, float]]) -> Circles:
    return np.array([(x, y, r) for (x, y), r in circles], dtype=np.float64).reshape(-1, 3)


def _apart(spots: Circles, others: Circles) -> bool:
    away_x = spots[:, 0, None] - others[:, 0]
    away_y = spots[:, 1, None] - others[:, 1]
    reach = spots[:, 2, None] + others[:, 2]
    return bool((away_x * away_x + away_y * away_y >= reach * reach).all())


def _reach(label: Label, wide: float) -> Box:
    """The box around the name, in whatever direction it is written."""
    radius, turn = label.size * _HIGH, math.radians(label.turn)
    half = max(0.0, wide - radius) / 2
    x, y = half * abs(math.cos(turn)) + radius, half * abs(math.sin(turn)) + radius
    return Box(label.at[0] - x, label.at[1] - y, label.at[0] + x, label.at[1] + y)


def _covered(label: Label, wide: float) -> Circles:
    """The name as a row of circles along its line."""
    radius = label.size * _HIGH
    count = max(2, math.ceil(wide / radius))
    shares = np.linspace(-0.5, 0.5, count) * max(0.0, wide - radius)
    turn = math.radians(label.turn)
    x, y = label.at[0] + shares * math.cos(turn), label.at[1] + shares * math.sin(turn)
    return np.stack([x, y, np.full(count, radius)], axis=1)


def _along(
    lines: Sequence[list[XY]], wide: float, size: float, near: XY | None, stretch: float
) -> Iterator[tuple[XY, float]]:
    """Places on the street, then beside it: middle and turn, the best first.

    A name may be `stretch` times as long as the straight piece that carries it.
    """
    places = [
        place for line in lines for place in _windows(line, wide, stretch) if place is not None
    ]
    if near is not None:
        places.sort(key=lambda place: math.dist(place[0], near))
    places = places[:_PLACES]
    yield from places
    for at, turn in places:
        across = math.radians(turn + 90)
        for side in (-1, 1):
            off = side * size * _BESIDE
            yield (at[0] + off * math.cos(across), at[1] + off * math.sin(across)), turn


def _windows(line: list[XY], wide: float, stretch: float) -> list[tuple[XY, float]]:
    """Straight pieces of a line that can carry so wide a name, the middle of the line first."""
    lengths = [0.0, *accumulate(math.dist(a, b) for a, b in pairwise(line))]
    whole = lengths[-1]
    reach = min(wide, whole)
    if wide > stretch * whole or reach <= 0:
        return []
    room = whole - reach
    count = min(9, 1 + int(room / (reach / 2)))
    middles = [room * (i / (count - 1) if count > 1 else 0.5) for i in range(count)]
    middles.sort(key=lambda start: abs(start - room / 2))
    found = []
    for start in middles:
        a, b = _at(line, lengths, start), _at(line, lengths, start + reach)
        if math.dist(a, b) >= _STRAIGHT * reach:
            found.append((((a[0] + b[0]) / 2, (a[1] + b[1]) / 2), _upright(a, b)))
    return found


def _at(line: Sequence[XY], lengths: Sequence[float], along: float) -> XY:
    index = min(int(np.searchsorted(lengths, along, side="right")), len(line) - 1)
    piece = lengths[index] - lengths[index - 1]
    share = (along - lengths[index - 1]) / piece if piece else 0.0
    (ax, ay), (bx, by) = line[index - 1], line[index]
    return ax + share * (bx - ax), ay + share * (by - ay)


def _upright(a: XY, b: XY) -> float:
    """The turn of the line, such that nobody reads upside down."""
    turn = math.degrees(math.atan2(b[1] - a[1], b[0] - a[0]))
    return turn - 180 if turn > 90 else turn + 180 if turn <= -90 else turn


def _most(lines: Sequence[list[XY]]) -> float:
    return max((sum(math.dist(a, b) for a, b in pairwise(line)) for line in lines), default=0.0)
