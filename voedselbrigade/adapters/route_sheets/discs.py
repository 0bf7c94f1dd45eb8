"""Where the numbered discs of a map go: near their doors, never on each other.

Every disc has a ring of candidate places around its door. A place that would touch another disc,
the frame or a reserved box is out; of the rest the cheapest is taken: near the door, off the route
line, off other doors. A few sweeps let early discs give way to later ones. No chance is involved:
the same map is drawn every time.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

type XY = tuple[float, float]
type Floats = NDArray[np.float64]

GAP = 0.06  # of a radius: so much paper stays white between two discs
_SWEEPS = 3
_RINGS = ((0.0, 1), (1.15, 12), (1.7, 16), (2.4, 20), (3.3, 24), (4.6, 24), (6.4, 28))
_AROUND = np.array(
    [
        (reach * math.cos(2 * math.pi * i / spots), reach * math.sin(2 * math.pi * i / spots))
        for reach, spots in _RINGS
        for i in range(spots)
    ]
)


@dataclass(frozen=True, slots=True)
class Box:
    """A reserved rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    def grown(self, by: float) -> Box:
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def touches(self, other: Box) -> bool:
        apart = self.right <= other.left or other.right <= self.left
        return not (apart or self.bottom <= other.top or other.bottom <= self.top)

    def inside(self, other: Box) -> bool:
        across = other.left <= self.left and self.right <= other.right
        return across and other.top <= self.top and self.bottom <= other.bottom


@dataclass(frozen=True, slots=True)
class Placed:
    """The middle of every disc, in the order of the doors, and the radius that fitted."""

    centres: tuple[XY, ...]
    radius: float


def place(
    doors: Sequence[XY],
    radius: float,
    frame: Box,
    taken: Sequence[Box] = (),
    line: Sequence[tuple[XY, XY]] = (),
) -> Placed:
    """Put one disc per door. Shrinks all discs only when the frame cannot hold them."""
    if not doors:
        return Placed((), radius)
    search = _Search(doors, frame, taken, line)
    while (centres := search.with_radius(radius)) is None:
        radius *= 0.9
    return Placed(tuple((float(x), float(y)) for x, y in centres), radius)


class _Search:
    def __init__(
        self,
        doors: Sequence[XY],
        frame: Box,
        taken: Sequence[Box],
        line: Sequence[tuple[XY, XY]],
    ) -> None:
        self.doors = np.array(doors, dtype=np.float64)
        self.frame = frame
        self.taken = taken
        ends = np.array(line, dtype=np.float64).reshape(-1, 2, 2)
        self.line_from, self.line_step = ends[:, 0], ends[:, 1] - ends[:, 0]

    def with_radius(self, radius: float) -> Floats | None:
        """All centres, or None when a disc of this size has no place left."""
        near = self._candidates(radius)
        centres = np.full((len(self.doors), 2), np.inf)
        for sweep in range(_SWEEPS):
            for i, (places, costs) in enumerate(near):
                spot = self._best(i, places, costs, centres, radius)
                if spot is None:
                    return None
                if sweep and np.array_equal(spot, centres[i]):
                    continue
                centres[i] = spot
        return centres

    def _best(
        self, i: int, places: Floats, costs: Floats, centres: Floats, radius: float
    ) -> Floats | None:
        others = np.delete(centres, i, axis=0)
        free = self._free(places, others, radius)
        if not free.any():
            places = self._everywhere(radius)
            costs = self._cost(np.full(len(places), i), places, radius)
            free = self._free(places, others, radius)
            if not free.any():
                return None
        chosen: Floats = places[free][int(np.argmin(costs[free]))]
        return chosen

    def _free(self, places: Floats, others: Floats, radius: float) -> NDArray[np.bool_]:
        across = places[:, 0, None] - others[:, 0]
        down = places[:, 1, None] - others[:, 1]
        apart = across * across + down * down >= ((2 + GAP) * radius) ** 2
        return np.asarray(apart.all(axis=1), dtype=np.bool_)

    def _candidates(self, radius: float) -> list[tuple[Floats, Floats]]:
        """Per door the places around it that are allowed, and what each costs: all at once."""
        places = (self.doors[:, None] + radius * _AROUND[None]).reshape(-1, 2)
        allowed = self._fine(places, radius)
        of = np.repeat(np.arange(len(self.doors)), len(_AROUND))[allowed]
        places = places[allowed]
        costs = self._cost(of, places, radius)
        parts = np.searchsorted(of, np.arange(1, len(self.doors)))
        return list(zip(np.split(places, parts), np.split(costs, parts), strict=True))

    def _everywhere(self, radius: float) -> Floats:
        frame, step = self.frame, radius * 0.7
        across = np.arange(frame.left + radius, frame.right - radius, step)
        down = np.arange(frame.top + radius, frame.bottom - radius, step)
        places = np.stack(np.meshgrid(across, down), axis=-1).reshape(-1, 2)
        allowed: Floats = places[self._fine(places, radius)]
        return allowed

    def _fine(self, places: Floats, radius: float) -> NDArray[np.bool_]:
        """In the frame, and off the boxes that are taken."""
        x, y = places[:, 0], places[:, 1]
        frame = self.frame.grown(-radius)
        fine = (x >= frame.left) & (x <= frame.right) & (y >= frame.top) & (y <= frame.bottom)
        for box in (box.grown(radius) for box in self.taken):
            fine &= (x <= box.left) | (x >= box.right) | (y <= box.top) | (y >= box.bottom)
        return np.asarray(fine, dtype=np.bool_)

    def _cost(self, of: NDArray[np.intp], places: Floats, radius: float) -> Floats:
        """In radii, of a place for the disc of the door `of`: how far from it, and how much of the
        line and of other doors it covers."""
        away = np.hypot(*(places - self.doors[of]).T) / radius
        cost = away + 1.4 * np.clip(1.25 - self._to_line(places) / radius, 0, None)
        if len(self.doors) > 1:
            near = np.hypot(*(places[:, None] - self.doors[None]).transpose(2, 0, 1)) / radius
            near[np.arange(len(places)), of] = np.inf
            cost = cost + 0.8 * np.clip(1.2 - near, 0, None).sum(axis=1)
        return np.asarray(cost, dtype=np.float64)

    def _to_line(self, places: Floats) -> Floats:
        if not len(self.line_from):
            return np.full(len(places), np.inf)
        along = places[:, None] - self.line_from[None]
        length = np.maximum((self.line_step**2).sum(axis=1), 1e-9)
        share = np.clip((along * self.line_step[None]).sum(axis=2) / length, 0, 1)
        off = along - share[..., None] * self.line_step[None]
        return np.asarray(np.hypot(off[..., 0], off[..., 1]).min(axis=1), dtype=np.float64)
