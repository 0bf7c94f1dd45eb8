"""Sixty route sheets with streets below the maps, the first time and again, and the app's start.

Targets: a printed street map 0.5 s per route; 60 sheets 30 s the first time and 2 s after; the
start of the app with the network of a town at most 2 s more than without. Drawing is counted in
seconds of the processor, for others may be at work on the same machine. Needs the real extract
beside this checkout (see tests/extracts.py).
"""

from __future__ import annotations

import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.recording import Figure, record
from tests.extracts import FOLDER
from tests.make_plans import OFFICE, plan, route
from voedselbrigade.adapters.geocoding.address_database import AddressDatabase
from voedselbrigade.adapters.route_sheets.map_parts import parts_of
from voedselbrigade.adapters.route_sheets.route_map import MapBase, MapSize, route_map
from voedselbrigade.domain.doors import metres_between
from voedselbrigade.domain.people import Transport
from voedselbrigade.domain.places import Point
from voedselbrigade.domain.plans import Plan, PlannedRoute
from voedselbrigade.domain.sheets import sheets_of
from voedselbrigade.services import mapping, printing
from voedselbrigade.services.mapping import WantedArea
from voedselbrigade.services.printing import Printout
from voedselbrigade.wiring import Home, open_home
from voedselbrigade.wiring.handouts import PrintWishes
from voedselbrigade.words import speaker

ROUTES, STOPS = 60, 12
OPEN = """import sys, time
from pathlib import Path
from voedselbrigade.domain.people import Transport
from voedselbrigade.domain.places import Point
from voedselbrigade.wiring import open_home
home = open_home(Path(sys.argv[1]))
home.geocoder(), home.streets.info()
home.roads().table(Transport.BICYCLE, [Point(51.69, 5.67), Point(51.70, 5.68)])
"""


def main() -> None:
    extract = FOLDER / "zeeland.osm.pbf"
    if not extract.exists():
        print("The real extract is not there: nothing measured.")
        return
    with tempfile.TemporaryDirectory() as folder:
        bare = _opening(Path(folder) / "without")
        home = open_home(Path(folder) / "with")
        wanted = WantedArea(around="Zeeland")
        now = datetime.now(UTC)
        mapping.build(home.map_workshop(), extract, wanted, now, lambda step, part: None)
        figures = [*_drawing(home), *_printing(home)]
        more = _opening(home.path) - bare
        figures.append(Figure("opening a home and its network, more than without", more, "s", 2.0))
        home.close()
        figures.append(
            Figure("the same with 40,000 people's streets", _town(folder) - bare, "s", 2.0)
        )
        record("street_sheets", figures)


def _town(folder: str) -> float:
    """Seconds to open a home with the streets of Liechtenstein: as many people as a small city."""
    home = open_home(Path(folder) / "town")
    extract, now = FOLDER / "liechtenstein.osm.pbf", datetime.now(UTC)
    mapping.build(home.map_workshop(), extract, WantedArea(), now, lambda step, part: None)
    home.close()
    return _opening(home.path)


def village_day(home: Home) -> Plan:
    """Routes of neighbours, as a good plan has them, all from one kitchen."""
    folder = home.maps.in_use()
    if folder is None:
        raise RuntimeError("the map that was built is not in use")
    doors = sorted(
        {door.point for door in AddressDatabase.open(folder / mapping.ADDRESSES).doors()},
        key=lambda point: (point.lat, point.lon),
    )
    chance = random.Random(7)
    kitchen = chance.choice(doors)
    routes = (_route(number, doors, kitchen, chance) for number in range(1, ROUTES + 1))
    return replace(plan(*routes), roads="streets")


def _route(number: int, doors: list[Point], kitchen: Point, chance: random.Random) -> PlannedRoute:
    made = route(number, stops=STOPS, seed=number)
    start = chance.choice(doors)
    near = sorted(doors, key=lambda door: metres_between(door, start))[: STOPS * 6]
    chosen = sorted(chance.sample(near, STOPS), key=lambda door: (door.lon, door.lat))
    stops = tuple(
        replace(stop, point=point) for stop, point in zip(made.stops, chosen, strict=True)
    )
    trips = tuple(replace(trip, point=kitchen) for trip in made.trips)
    return replace(
        made, stops=stops, trips=trips, transport=Transport.BICYCLE, start=kitchen, end=kitchen
    )


def _drawing(home: Home) -> Iterator[Figure]:
    """One printed map per route, without setting the page."""
    day = village_day(home)
    ways = printing.ways_of(day, home.roads())
    base = MapBase(home.streets.ground(), "© OpenStreetMap-bijdragers")
    taken = []
    for sheet in sheets_of(day, OFFICE):
        start = time.process_time()
        for part in parts_of(sheet, ways[sheet.route]):
            route_map(part, MapSize(190, 52), base)
        taken.append(time.process_time() - start)
    yield Figure("a printed street map, median of 60", statistics.median(taken), "s", 0.5)
    yield Figure("a printed street map, slowest of 60", max(taken), "s", 0.5)


def _printing(home: Home) -> Iterator[Figure]:
    day = village_day(home)
    printout = Printout(day, sheets_of(day, OFFICE))
    for wishes, what in ((PrintWishes(), ""), (PrintWishes(turns=True), " with the way in words")):
        for when, most in (("first time", 30.0), ("again", 2.0)):
            start = time.process_time()
            size = len(home.handouts(printout, speaker("nl"), wishes)["routes.pdf"])
            taken = time.process_time() - start
            yield Figure(f"60 sheets{what}, {when}", taken, "s", most)
        yield Figure(f"60 sheets{what}, size", size / 1e6, "MB")


def _opening(place: Path) -> float:
    """Seconds of the processor to open this home, with its first travel times, in a process of its
    own; the best of three."""
    taken = []
    for _ in range(4):
        before = _of_children_s()
        subprocess.run([sys.executable, "-c", OPEN, str(place)], check=True)
        taken.append(_of_children_s() - before)
    return min(taken[1:])


def _of_children_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
