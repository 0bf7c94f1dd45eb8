"""One network of streets, for one way of travelling, asked in this process (osrm-bindings)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import osrm
from numpy.typing import NDArray

from voedselbrigade.domain.places import Point
from voedselbrigade.errors import UnusableFile

type Floats = NDArray[np.float64]

OUTSIDE_M = 1_000.0
"""Further than this from the network the point lies outside it: no way leads there."""
_CELLS_AT_ONCE = 1_000_000
"""One call answers this many pairs at most: OSRM needs some 100 bytes for each."""


@dataclass(frozen=True, slots=True, eq=False)
class Matrix:
    """Seconds and metres, a row per source and a column per target, NaN where there is no way.

    `off_street_m` is how far each target is from the nearest street of the network.
    """

    seconds: Floats
    metres: Floats
    off_street_m: Floats


class Engine:
    """Opens a contracted network (`<base>.osrm.*`); several threads may ask it.

    With `mapped` it reads its files as it goes, and shares what it read with who does the same.
    Raises UnusableFile when the files are missing, damaged or made by another version of OSRM.
    """

    def __init__(self, base: Path, mapped: bool = False) -> None:
        self.base = base
        try:
            self._osrm = osrm.OSRM(
                storage_config=f"{base}.osrm",
                use_shared_memory=False,
                use_mmap=mapped,
                algorithm="CH",
            )
        except RuntimeError as error:
            raise UnusableFile("streets.other_version", file=base.name) from error

    def matrix(
        self, points: Sequence[Point], sources: Sequence[int], targets: Sequence[int]
    ) -> Matrix:
        """From each source to each target.

        All points take part in finding the nearest street, so that a part of a table equals the
        same part of the whole.
        """
        rows = max(1, _CELLS_AT_ONCE // max(1, len(targets)))
        parts = [
            self._block(points, sources[start : start + rows], targets)
            for start in range(0, len(sources), rows)
        ]
        if len(parts) == 1:
            return parts[0]
        if not parts or not targets:
            nothing = np.zeros((len(sources), len(targets)))
            return Matrix(nothing, nothing, np.zeros(len(targets)))
        return Matrix(
            np.concatenate([part.seconds for part in parts]),
            np.concatenate([part.metres for part in parts]),
            parts[0].off_street_m,
        )

    def _block(
        self, points: Sequence[Point], sources: Sequence[int], targets: Sequence[int]
    ) -> Matrix:
        shape = (len(sources), len(targets))
        # OSRM refuses a table of one point; the second one is never asked for.
        everyone = points if len(points) > 1 else (*points, *points)
        asked = osrm.TableParameters(
            coordinates=_coordinates(everyone),
            sources=list(sources),
            destinations=list(targets),
            annotations=["duration", "distance"],
            generate_hints=False,
        )
        try:
            answer = self._osrm.Table(asked)
        except RuntimeError as error:
            if not _says_none(error):
                raise
            nowhere = np.full(shape, np.nan)
            return Matrix(nowhere, nowhere, np.full(len(targets), np.inf))
        return Matrix(
            _floats(answer["durations"], shape),
            _floats(answer["distances"], shape),
            np.array([float(place["distance"]) for place in answer["destinations"]]),
        )

    def route(self, points: Sequence[Point], *, steps: bool = False) -> Any | None:
        """OSRM's route along the points with its whole geometry; None where there is no way, and
        for points so far from any street of the network that none can be meant.

        Who stopped at a door may turn round there, as the table reckons too.
        """
        asked = osrm.RouteParameters(
            coordinates=_coordinates(points),
            steps=steps,
            geometries="geojson",
            overview="full",
            continue_straight=False,
            generate_hints=False,
        )
        try:
            answer = self._osrm.Route(asked)
        except RuntimeError as error:
            if not _says_none(error):
                raise
            return None
        off_m = [float(place["distance"]) for place in answer["waypoints"]]
        return None if max(off_m) > OUTSIDE_M else answer["routes"][0]


def _coordinates(points: Sequence[Point]) -> list[tuple[float, float]]:
    return [(point.lon, point.lat) for point in points]


def _says_none(error: RuntimeError) -> bool:
    """OSRM tells of `no way` and `no street` with an error; both are answers to us."""
    return str(error).startswith(("NoRoute", "NoSegment", "NoTable"))


def _floats(table: Any, shape: tuple[int, int]) -> Floats:
    """A table of OSRM's own kind as an array; None becomes NaN.

    Rows are taken by number: an iteration over them would copy each one first.
    """
    rows = (table[row] for row in range(shape[0]))
    try:
        cells = shape[0] * shape[1]
        return np.fromiter(chain.from_iterable(rows), np.float64, cells).reshape(shape)
    except TypeError:
        return np.array([list(table[row]) for row in range(shape[0])], np.float64).reshape(shape)
