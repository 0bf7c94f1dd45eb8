"""An OpenStreetMap extract: the working area clipped out of it, its doors, streets and quarters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from voedselbrigade.adapters.osm import clipping, doors, grounds, reading
from voedselbrigade.domain import street_names
from voedselbrigade.domain.doors import Door
from voedselbrigade.domain.ground import Area, Ground, Neighbourhood
from voedselbrigade.domain.places import Point, parse_town
from voedselbrigade.errors import NotFound

_ADDRESSES_OF_A_TOWN = 50
_OUTLIERS = 0.005
_REACH_M = {"city": 8_000, "town": 4_000, "village": 2_500, "suburb": 2_500}
_REACH_OF_OTHERS_M = 1_500


@dataclass(frozen=True, slots=True)
class Extract:
    """A file of OpenStreetMap data (.osm.pbf, .osm, .osm.bz2).

    Reading it raises UnusableFile when it turns out to be cut off.
    """

    path: Path

    @classmethod
    def open(cls, path: Path) -> Extract:
        """Raises UnusableFile when it is not there or is no extract."""
        reading.header_of(path)
        return cls(path)

    @property
    def dated(self) -> datetime | None:
        """How old the map is, if the file says so."""
        text = reading.header_of(self.path).get("osmosis_replication_timestamp")
        try:
            return datetime.fromisoformat(text) if text else None
        except ValueError:
            return None

    def around(self, town: str) -> Area:
        """The box that holds a town: where its addresses lie, else around its name on the map.

        Raises NotFound when the extract does not know the town.
        """
        wanted = street_names.key(parse_town(town))
        return self._around_addresses(wanted) or self._around_name(wanted, town)

    def clip(self, target: Path, area: Area, heard: clipping.Heard) -> Extract:
        """Write what lies in the area to a new file. Raises UnusableFile if nothing does."""
        clipping.clip(self.path, target, area, heard)
        return Extract(target)

    def doors(self) -> Iterator[Door]:
        return doors.doors(self.path)

    def grounds(self) -> Iterator[Ground]:
        return grounds.grounds(self.path)

    def neighbourhoods(self) -> Iterator[Neighbourhood]:
        return grounds.neighbourhoods(self.path)

    def _around_addresses(self, wanted: str) -> Area | None:
        lats, lons = list[float](), list[float]()
        named: dict[str, bool] = defaultdict(bool)
        for node in reading.nodes(self.path, "addr:city"):
            town = node.tags["addr:city"]
            if town not in named:
                named[town] = street_names.key(parse_town(town)) == wanted
            if named[town]:
                lats.append(node.location.lat)
                lons.append(node.location.lon)
        if len(lats) < _ADDRESSES_OF_A_TOWN:
            return None
        (south, north), (west, east) = _core(lats), _core(lons)
        return Area(west, south, east, north) if west < east and south < north else None

    def _around_name(self, wanted: str, town: str) -> Area:
        for node in reading.nodes(self.path, "place"):
            if street_names.key(parse_town(reading.tag(node.tags, "name"))) == wanted:
                reach_m = _REACH_M.get(node.tags["place"], _REACH_OF_OTHERS_M)
                around = Area.around([Point(node.location.lat, node.location.lon)], reach_m)
                if around:
                    return around
        raise NotFound("streets.no_such_town", town=town, file=self.path.name)


def _core(values: list[float]) -> tuple[float, float]:
    """From the smallest to the largest, without the few that were typed in the wrong town."""
    ranked = sorted(values)
    out = int(len(ranked) * _OUTLIERS)
    return ranked[out], ranked[-1 - out]
