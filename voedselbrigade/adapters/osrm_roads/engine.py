"""One network of streets, for one way of travelling, asked in this process (osrm-bindings)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import osrm
from numpy.typing import NDArray

from voedselbrigade.domain.places import Point
from voedselbrigade.errors import UnusableFile

type Floats = NDArray[np.float64]

_CELLS_AT_ONCE = 1_000_000
"""One call answers this many pairs at most: OSRM needs some 100 bytes for each."""


class Engine:
    """Opens a contracted network (`<base>.osrm.*`); several threads may ask it.

    Raises UnusableFile when the files are missing, damaged or made by another version of OSRM.
    """

    def __init__(self, base: Path) -> None:
        try:
            self._osrm = osrm.OSRM(
                storage_config=f"{base}.osrm", use_shared_memory=False, algorithm="CH"
            )
        except RuntimeError as error:
            raise UnusableFile("streets.other_version", file=base.name) from error

    def matrix(
        self, points: Sequence[Point], sources: Sequence[int], targets: Sequence[int]
    ) -> tuple[Floats, Floats]:
        """Seconds and metres from each source to each target, NaN where there is no way.

        All points take part in finding the nearest street, so that a part of a table equals the
        same part of the whole.
        """
        rows = max(1, _CELLS_AT_ONCE // max(1, len(targets)))
        parts = [
            self._block(points, sources[start : start + rows], targets)
            for start in range(0, len(sources), rows)
        ]
        shape = (len(sources), len(targets))
        if not parts:
            return np.zeros(shape), np.zeros(shape)
        if len(parts) == 1:
            return parts[0]
        seconds, metres = zip(*parts, strict=True)
        return np.concatenate(seconds), np.concatenate(metres)

    def _block(
        self, points: Sequence[Point], sources: Sequence[int], targets: Sequence[int]
    ) -> tuple[Floats, Floats]:
        shape = (len(sources), len(targets))
        asked = osrm.TableParameters(
            coordinates=_coordinates(points),
            sources=list(sources),
            destinations=list(targets),
            annotations=["duration", "distance"],
            generate_hints=False,
        )
        asked.skip_waypoints = True
        try:
            answer = self._osrm.Table(asked)
        except RuntimeError as error:
            if not _says_none(error):
                raise
            return np.full(shape, np.nan), np.full(shape, np.nan)
        return _floats(answer["durations"], shape), _floats(answer["distances"], shape)

    def off_street_m(self, points: Sequence[Point]) -> list[float]:
        """How far each point is from the nearest street of this network; inf if there is none."""
        return [self._nearest(point) for point in points]

    def route(self, points: Sequence[Point], *, steps: bool = False) -> Any | None:
        """OSRM's route along the points with its whole geometry; None where there is no way."""
        asked = osrm.RouteParameters(
            coordinates=_coordinates(points),
            steps=steps,
            geometries="geojson",
            overview="full",
            generate_hints=False,
        )
        try:
            return self._osrm.Route(asked)["routes"][0]
        except RuntimeError as error:
            if not _says_none(error):
                raise
            return None

    def _nearest(self, point: Point) -> float:
        try:
            answer = self._osrm.Nearest(osrm.NearestParameters(coordinates=_coordinates([point])))
        except RuntimeError as error:
            if not _says_none(error):
                raise
            return math.inf
        return float(answer["waypoints"][0]["distance"])


def _coordinates(points: Sequence[Point]) -> list[tuple[float, float]]:
    return [(point.lon, point.lat) for point in points]


def _says_none(error: RuntimeError) -> bool:
    """OSRM tells of `no way` and `no street` with an error; both are answers to us."""
    return str(error).startswith(("NoRoute", "NoSegment", "NoTable"))


def _floats(rows: Any, shape: tuple[int, int]) -> Floats:
    """A table of OSRM's own kind as an array; None becomes NaN."""
    cells = shape[0] * shape[1]
    try:
        return np.fromiter(chain.from_iterable(rows), np.float64, cells).reshape(shape)
    except TypeError:
        return np.array([list(row) for row in rows], np.float64).reshape(shape)
