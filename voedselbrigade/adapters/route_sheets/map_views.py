"""Whether a route is seen best at one glance, or as a near view of the crowd beside a far view.

One door far off makes everything else small: then the doors that lie together get a map of their
own scale, and a small map shows the whole round.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from voedselbrigade.adapters.route_sheets.discs import XY, Box
from voedselbrigade.adapters.route_sheets.geometry import Projection, fitted
from voedselbrigade.adapters.route_sheets.map_parts import MapPart
from voedselbrigade.domain.places import Point

_LEAST_STOPS = 6
_LEAST_SHARE = 0.55  # of the doors in the near view
_LEAST_GAIN = 1.7  # how much larger the near view has to be
_LEAST_GAIN_FREE = 1.5
_GAP = 20.0


@dataclass(frozen=True, slots=True)
class View:
    """A frame within the drawing and what it has to fit; `numbered` are the stops with a disc.

    The `last` view carries the words of thanks.
    """

    left: float
    top: float
    wide: float
    high: float
    fits: tuple[Point, ...]
    numbered: frozenset[int]
    last: bool = True


def views(part: MapPart, wide: float, high: float, room: float, *, stacked: bool) -> list[View]:
    """One view of everything; or a far view and a near view, side by side or stacked."""
    everything = [stop.point for stop in part.stops]
    everything += [*([part.hub] if part.hub else []), *part.way]
    every = frozenset(range(len(part.stops)))
    whole = View(0, 0, wide, high, tuple(everything), every)
    near = _crowd(part)
    if not near:
        return [whole]
    inner = tuple(part.stops[index].point for index in sorted(near))
    if stacked:
        far_high = high * 0.6
        far = View(0, high + _GAP, wide, far_high, whole.fits, every - near, last=False)
        detail = View(0, 0, wide, high, inner, near)
    else:
        far_wide = min(0.42 * wide, max(0.9 * high, high * _aspect(everything)))
        far = View(0, 0, far_wide, high, whole.fits, every - near, last=False)
        detail = View(far_wide + _GAP, 0, wide - far_wide - _GAP, high, inner, near)
    now = _scale(whole, room)
    # A round that is higher than wide leaves room beside it: then a far view costs nothing.
    least = _LEAST_GAIN_FREE if _scale(far, room) > 0.85 * now else _LEAST_GAIN
    return [far, detail] if _scale(detail, room) >= least * now else [whole]


def projection(view: View, room: float) -> Projection:
    """What shows all that the view has to fit, with `room` free at every side."""
    return fitted(view.fits, Box(room, room, view.wide - room, view.high - room))


def _scale(view: View, room: float) -> float:
    return projection(view, room).per_metre


def _crowd(part: MapPart) -> frozenset[int]:
    """The doors that lie together: dropping the furthest one by one, as long as it pays."""
    doors = _metres([stop.point for stop in part.stops])
    if len(doors) < _LEAST_STOPS:
        return frozenset()
    kept = list(range(len(doors)))
    least = max(4, math.ceil(_LEAST_SHARE * len(doors)))
    whole, best, best_score = _extent([doors[i] for i in kept]), frozenset[int](), 1.0
    while len(kept) > least:
        middle = _median([doors[i] for i in kept])
        kept.remove(max(kept, key=lambda i: (math.dist(doors[i], middle), i)))
        extent = _extent([doors[i] for i in kept])
        score = whole / max(extent, 150.0) * len(kept) / len(doors)
        if score > best_score:
            best, best_score = frozenset(kept), score
    return best or _side(doors, least)


def _side(doors: Sequence[XY], least: int) -> frozenset[int]:
    """Without a crowd: the northern or the southern doors, whichever lie nearer together."""
    ranked = sorted(range(len(doors)), key=lambda i: (doors[i][1], i))
    sides = (ranked[:least], ranked[-least:])
    return frozenset(min(sides, key=lambda side: _extent([doors[i] for i in side])))


def _metres(points: Sequence[Point]) -> list[XY]:
    if not points:
        return []
    flat = Projection(points[0].lat, points[0].lon, 1.0, 0.0, 0.0)
    return [flat.xy(point) for point in points]


def _median(spots: Sequence[XY]) -> XY:
    xs, ys = sorted(x for x, _ in spots), sorted(y for _, y in spots)
    return xs[len(xs) // 2], ys[len(ys) // 2]


def _extent(spots: Sequence[XY]) -> float:
    xs, ys = [x for x, _ in spots], [y for _, y in spots]
    return max(max(xs) - min(xs), max(ys) - min(ys))


def _aspect(points: Sequence[Point]) -> float:
    spots = _metres(points)
    xs, ys = [x for x, _ in spots], [y for _, y in spots]
    return (max(xs) - min(xs) + 1) / (max(ys) - min(ys) + 1)
