"""Travel times, distances and lines between points, without any map: the straight-line estimate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from voedselbrigade.domain.office import Settings, TransportRule
from voedselbrigade.domain.people import Transport
from voedselbrigade.domain.places import Point
from voedselbrigade.services.ports import TravelTable

EARTH_RADIUS_M = 6_371_008.8
"""The mean radius of the earth (IUGG); the error against the ellipsoid is below 0.6 %."""


class StraightLine:
    """Metres as the crow flies, times the office's detour, at the office's speed per transport.

    An estimate: what is made with it says so (`name` is kept with the plan). Every pair of points
    has a way; a point has no distance to itself.
    """

    def __init__(self, transports: Mapping[Transport, TransportRule] | None = None) -> None:
        self._rules = dict(transports if transports is not None else Settings().transports)

    @property
    def name(self) -> str:
        return "straight_line"

    def table(self, transport: Transport, points: Sequence[Point]) -> TravelTable:
        """Seconds and metres, rounded up, int32, shape (n, n) in the order of `points`."""
        rule = self._rules[transport]
        road_m = crow_metres(points) * (rule.detour_percent / 100)
        seconds = road_m / (rule.speed_km_h / 3.6)
        return TravelTable(_whole(seconds), _whole(road_m))

    def line(self, transport: Transport, points: Sequence[Point]) -> tuple[Point, ...]:
        """The points themselves: no street is known between them."""
        return tuple(points)


def crow_metres(points: Sequence[Point]) -> npt.NDArray[np.float64]:
    """Great-circle metres from every point to every point (haversine)."""
    lat = np.radians(np.array([point.lat for point in points], dtype=np.float64))
    lon = np.radians(np.array([point.lon for point in points], dtype=np.float64))
    north = np.sin((lat[:, None] - lat[None, :]) / 2) ** 2
    east = np.sin((lon[:, None] - lon[None, :]) / 2) ** 2
    chord = north + np.cos(lat)[:, None] * np.cos(lat)[None, :] * east
    # Rounding may carry antipodes a hair above 1, where the arcsine has no value.
    arc: npt.NDArray[np.float64] = 2 * np.arcsin(np.sqrt(np.minimum(chord, 1.0)))
    return EARTH_RADIUS_M * arc


def _whole(values: npt.NDArray[np.float64]) -> npt.NDArray[np.int32]:
    return np.ceil(values).astype(np.int32)
