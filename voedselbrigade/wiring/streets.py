"""What the street map in use offers: roads, addresses and ground, opened when first asked for.

Another map may be put in use while the app runs: then everything is opened anew. A map that cannot
be used (none built, or built with another version of OSRM) leaves the straight-line estimate.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from voedselbrigade.adapters.map_folder import MapFolder
from voedselbrigade.adapters.roads import StraightLine
from voedselbrigade.domain.ground import Neighbourhood
from voedselbrigade.domain.office import Settings
from voedselbrigade.errors import Fact, UnusableFile
from voedselbrigade.services import mapping
from voedselbrigade.services.mapping import MapInfo, Workshop
from voedselbrigade.services.ports import Geocoder, Roads, StreetMap

if TYPE_CHECKING:
    from voedselbrigade.adapters.osrm_roads import OsrmRoads
    from voedselbrigade.adapters.osrm_roads.tables import KeptTables


@dataclass(slots=True)
class _Opened:
    """The parts of one map, as far as somebody asked for them."""

    folder: Path
    roads: OsrmRoads | None = None
    finder: Geocoder | None = None
    ground: StreetMap | None = None
    lock: threading.RLock = field(default_factory=threading.RLock)


class Streets:
    """The map of one home. Safe to ask from several threads."""

    def __init__(self, maps: MapFolder) -> None:
        self._maps = maps
        self._opened: _Opened | None = None
        self._lock = threading.Lock()

    @property
    def folder(self) -> Path | None:
        """Where the map in use lies: another map has another folder."""
        return self._maps.in_use()

    def info(self) -> MapInfo | None:
        return self._maps.info()

    def unusable(self) -> Fact | None:
        """Why the map that there is cannot be used; None when it can, or when there is none."""
        opened = self._now()
        if opened is None:
            return None
        try:
            self._osrm(opened)
        except UnusableFile as error:
            return error.fact
        return None

    def roads(self, settings: Settings) -> Roads:
        """Over the streets where they are known, else the estimate."""
        opened = self._now()
        if opened is None or self.unusable() is not None:
            return estimate(settings)
        return self._osrm(opened).at_speeds(settings.transports)

    @property
    def tables(self) -> KeptTables | None:
        """The travel tables kept so far; None as long as nobody asked the streets."""
        opened = self._now()
        return opened.roads.kept if opened is not None and opened.roads is not None else None

    def geocoder(self) -> Geocoder | None:
        """Every address of the map; None without a map that can be read."""
        opened = self._now()
        if opened is None:
            return None
        from voedselbrigade.adapters.geocoding.address_database import (  # noqa: PLC0415
            AddressDatabase,
        )
        from voedselbrigade.adapters.geocoding.finding import DoorFinder  # noqa: PLC0415

        with opened.lock:
            if opened.finder is None:
                try:
                    book = AddressDatabase.open(opened.folder / mapping.ADDRESSES)
                except UnusableFile:
                    return None  # `unusable` and `check` tell; the other lists still work
                opened.finder = DoorFinder(book, "map")
            return opened.finder

    def ground(self) -> StreetMap | None:
        """What maps are drawn on; None without a map that can be read."""
        opened = self._now()
        if opened is None:
            return None
        from voedselbrigade.adapters.street_map import StreetMapFile  # noqa: PLC0415

        with opened.lock:
            if opened.ground is None:
                try:
                    opened.ground = StreetMapFile(opened.folder / mapping.STREETS)
                except UnusableFile:
                    return None  # a map without streets is still a map
            return opened.ground

    def neighbourhoods(self) -> Sequence[Neighbourhood]:
        """The parts of town that rounds are called by; none without a map that can be read."""
        ground = self.ground()
        try:
            return () if ground is None else ground.neighbourhoods()
        except UnusableFile:
            return ()  # a day without such names is planned like any other

    def workshop(self) -> Workshop:
        """What makes a street map out of an extract."""
        # Only one command needs these, and they load osmium and OSRM.
        from voedselbrigade.adapters import street_map  # noqa: PLC0415
        from voedselbrigade.adapters.geocoding import address_database  # noqa: PLC0415
        from voedselbrigade.adapters.osm import Extract  # noqa: PLC0415
        from voedselbrigade.adapters.osrm_roads import networks  # noqa: PLC0415

        return Workshop(
            maps=self._maps,
            open_extract=Extract.open,
            write_doors=address_database.write,
            write_grounds=street_map.write,
            build_network=networks.build,
            engine=networks.version(),
        )

    def _now(self) -> _Opened | None:
        folder = self.folder
        with self._lock:
            if folder is None:
                self._opened = None
            elif self._opened is None or self._opened.folder != folder:
                self._opened = _Opened(folder)
            return self._opened

    def _osrm(self, opened: _Opened) -> OsrmRoads:
        """Raises UnusableFile when a network is missing or of another version."""
        # OSRM is loaded by who has a map, and by nobody else.
        from voedselbrigade.adapters.osrm_roads import OsrmRoads, networks  # noqa: PLC0415

        with opened.lock:
            if opened.roads is None:
                for network in mapping.NETWORKS:
                    networks.check(opened.folder, network)
                opened.roads = OsrmRoads(opened.folder)
            return opened.roads


def estimate(settings: Settings) -> Roads:
    """What is always there: straight lines with a detour, at the office's speeds."""
    return StraightLine(settings.transports)
