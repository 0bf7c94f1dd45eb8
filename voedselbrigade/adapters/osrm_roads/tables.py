"""Tables of a day, kept: the same points are not asked twice, one new address is one row."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voedselbrigade.adapters.osrm_roads.engine import Engine, Floats, Matrix
from voedselbrigade.adapters.osrm_roads.sharing import SECOND, Ask
from voedselbrigade.domain.places import Point

_KEPT_PER_NETWORK = 6
_MOST_NEW = 0.25
"""With more new points than this part, asking everything anew is quicker."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A matrix of every point to every point, and the place of each point in it."""

    places: dict[Point, int]
    matrix: Matrix


class KeptTables:
    """The tables asked last, per network; safe to use from several threads."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, OrderedDict[frozenset[Point], Table]] = {}
        self._lock = threading.Lock()
        self.asked_cells = 0
        """How many pairs OSRM was asked for so far."""

    def table(self, name: Hashable, engine: Engine, points: Sequence[Point]) -> Table:
        """The table of these points, of which only what is new is asked."""
        distinct = list(dict.fromkeys(points))
        wanted = frozenset(distinct)
        with self._lock:
            kept = list(self._kept.get(name, {}).items())
        known = max(kept, key=lambda entry: len(wanted & entry[0]), default=None)
        if known and known[0] == wanted:
            table = known[1]
        elif known and len(wanted - known[0]) <= _MOST_NEW * len(wanted):
            table = self._extended(engine, distinct, known[1])
        else:
            table = self._whole(engine, distinct)
        self._keep(name, wanted, table)
        return table

    def _whole(self, engine: Engine, points: list[Point]) -> Table:
        everyone = tuple(range(len(points)))
        self.asked_cells += len(points) ** 2
        places = {point: place for place, point in enumerate(points)}
        ask = Ask(engine.base, tuple(points), everyone, everyone)
        return Table(places, SECOND.matrix(engine, ask))

    def _extended(self, engine: Engine, points: list[Point], known: Table) -> Table:
        """What is known, and the rows and columns of the points that are new."""
        old = [place for place, point in enumerate(points) if point in known.places]
        new = [place for place, point in enumerate(points) if point not in known.places]
        there = [known.places[points[place]] for place in old]
        seconds, metres = (np.empty((len(points), len(points))) for _ in range(2))
        _put(seconds, old, old, known.matrix.seconds[np.ix_(there, there)])
        _put(metres, old, old, known.matrix.metres[np.ix_(there, there)])
        off_m = np.empty(len(points))
        off_m[old] = known.matrix.off_street_m[there]
        for sources, targets in ((new, range(len(points))), (old, new)):
            if sources and targets:
                part = engine.matrix(points, sources, targets)
                _put(seconds, sources, targets, part.seconds)
                _put(metres, sources, targets, part.metres)
                off_m[list(targets)] = part.off_street_m
                self.asked_cells += part.seconds.size
        places = {point: place for place, point in enumerate(points)}
        return Table(places, Matrix(seconds, metres, off_m))

    def _keep(self, name: Hashable, wanted: frozenset[Point], table: Table) -> None:
        with self._lock:
            kept = self._kept.setdefault(name, OrderedDict())
            kept[wanted] = table
            kept.move_to_end(wanted)
            while len(kept) > _KEPT_PER_NETWORK:
                kept.popitem(last=False)


def _put(
    table: Floats, rows: Sequence[int], columns: Sequence[int], part: NDArray[np.float64]
) -> None:
    table[np.ix_(rows, columns)] = part
