"""Travel times, lines and directions over real streets: OSRM networks on this machine."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from voedselbrigade.adapters.osrm_roads import networks
from voedselbrigade.adapters.osrm_roads.engine import OUTSIDE_M, Engine, Floats, Matrix
from voedselbrigade.adapters.osrm_roads.networks import Network
from voedselbrigade.adapters.osrm_roads.tables import KeptTables
from voedselbrigade.adapters.osrm_roads.turns import arrived_by, turns_of
from voedselbrigade.domain.doors import metres_between
from voedselbrigade.domain.office import Settings, TransportRule
from voedselbrigade.domain.people import Transport
from voedselbrigade.domain.places import Point
from voedselbrigade.errors import Fact
from voedselbrigade.routing.problem import UNREACHABLE
from voedselbrigade.services.ports import TravelTable, Turn

NAME = "streets"
FAR_M = 150.0
"""Further from a usable street than this is reported."""
_OFF_THE_LINE_M = 60.0

_NETWORKS = {
    Transport.FOOT: Network.FOOT,
    Transport.BICYCLE: Network.BICYCLE,
    Transport.E_BIKE: Network.BICYCLE,
    Transport.CARGO_BIKE: Network.BICYCLE,
    Transport.CAR: Network.CAR,
    Transport.VAN: Network.CAR,
}
# The speeds that OSRM's profiles reckon with on a plain street (foot.lua, bicycle.lua). Cars go by
# the class and the limit of each street, for which the office has no speed of its own.
_PROFILE_KM_H = {Network.FOOT: 5.0, Network.BICYCLE: 15.0}


class OsrmRoads:
    """The Roads (and Directions) of a folder with a network per way of travelling.

    People on foot and on any kind of bicycle go at the office's own speed. Networks are opened
    when they are first asked for.
    """

    def __init__(
        self,
        folder: Path,
        transports: Mapping[Transport, TransportRule] | None = None,
        kept: KeptTables | None = None,
    ) -> None:
        self._folder = folder
        self._rules = dict(transports if transports is not None else Settings().transports)
        self._kept = kept if kept is not None else KeptTables()
        self._engines: dict[Network, Engine] = {}
        self._lock = threading.Lock()

    def at_speeds(self, transports: Mapping[Transport, TransportRule]) -> OsrmRoads:
        """The same networks and kept tables, for an office with other speeds."""
        other = OsrmRoads(self._folder, transports, self._kept)
        other._engines, other._lock = self._engines, self._lock
        return other

    @property
    def name(self) -> str:
        return NAME

    @property
    def kept(self) -> KeptTables:
        return self._kept

    def table(self, transport: Transport, points: Sequence[Point]) -> TravelTable:
        """Seconds and metres, rounded up, int32, shape (n, n) in the order of `points`.

        `UNREACHABLE` in both where no way leads, and for points outside the network.
        """
        found = self._matrix(transport, points)
        outside = found.off_street_m > OUTSIDE_M
        no_way = np.isnan(found.seconds) | outside[:, None] | outside[None, :]
        np.fill_diagonal(no_way, False)
        return TravelTable(
            _whole(found.seconds * self._slower(transport), no_way), _whole(found.metres, no_way)
        )

    def line(self, transport: Transport, points: Sequence[Point]) -> tuple[Point, ...]:
        """The way along the streets, from and to the points themselves.

        Where no way leads, the straight line between the two points. A door on the way is a corner
        of the line only when it lies well off its street.
        """
        if len(points) < 2:
            return tuple(points)
        line = [points[0]]
        for start, end in pairwise(points):
            way = self._way(transport, (start, end)) or (start, end)
            far_off = metres_between(way[-1], end) > _OFF_THE_LINE_M
            line += [*way, end] if far_off else way
        return (*line, points[-1]) if line[-1] != points[-1] else tuple(line)

    def turns(self, transport: Transport, points: Sequence[Point]) -> tuple[tuple[Turn, ...], ...]:
        """Per leg what to do, in facts `turn.*`; a leg without a way has no turns."""
        engine = self._engine(_NETWORKS[transport])
        told: list[tuple[Turn, ...]] = []
        came_by: float | None = None
        for pair in pairwise(points):
            route = engine.route(pair, steps=True)
            leg = route["legs"][0] if route is not None else None
            told.append(turns_of(leg, came_by) if leg is not None else ())
            came_by = arrived_by(leg) if leg is not None else None
        return tuple(told)

    def troubles(self, transport: Transport, points: Sequence[Point]) -> dict[int, Fact]:
        """Points far from a usable street, outside the network, or cut off from most others."""
        found: dict[int, Fact] = {}
        cut_off = _cut_off(self.table(transport, points))
        for place, off_m in enumerate(self._matrix(transport, points).off_street_m):
            if off_m > OUTSIDE_M:
                found[place] = Fact.of("streets.outside", transport=transport.value)
            elif cut_off[place]:
                found[place] = Fact.of("streets.no_way", transport=transport.value)
            elif off_m > FAR_M:
                metres = round(float(off_m))
                found[place] = Fact.of("streets.far", transport=transport.value, metres=metres)
        return found

    def _matrix(self, transport: Transport, points: Sequence[Point]) -> Matrix:
        """In the order of the points, of which some may be the same."""
        network = _NETWORKS[transport]
        kept = self._kept.table((self._folder, network), self._engine(network), points)
        places = [kept.places[point] for point in points]
        if places == list(range(len(kept.places))):
            return kept.matrix
        pick = np.ix_(places, places)
        whole = kept.matrix
        return Matrix(whole.seconds[pick], whole.metres[pick], whole.off_street_m[places])

    def _way(self, transport: Transport, pair: Sequence[Point]) -> tuple[Point, ...] | None:
        """Along the streets, without the doors; None where no way leads."""
        route = self._engine(_NETWORKS[transport]).route(pair)
        if route is None:
            return None
        return tuple(Point(lat, lon) for lon, lat in route["geometry"]["coordinates"])

    def _engine(self, network: Network) -> Engine:
        with self._lock:
            if network not in self._engines:
                networks.check(self._folder, network)
                self._engines[network] = Engine(self._folder / network)
            return self._engines[network]

    def _slower(self, transport: Transport) -> float:
        """By how much the office's speed is below the profile's."""
        profile = _PROFILE_KM_H.get(_NETWORKS[transport])
        return profile / self._rules[transport].speed_km_h if profile else 1.0


def _whole(
    values: Floats, no_way: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
) -> np.ndarray[tuple[int, ...], np.dtype[np.int32]]:
    rounded = np.ceil(np.where(no_way, 0.0, values)).astype(np.int32)
    rounded[no_way] = UNREACHABLE
    return rounded


def _cut_off(table: TravelTable) -> list[bool]:
    """Who cannot come from, or go to, more than half of the others."""
    no_way = table.duration_s >= UNREACHABLE
    others = len(no_way) - 1
    most = np.maximum(no_way.sum(axis=0), no_way.sum(axis=1))
    return [bool(count * 2 > others) for count in most]
