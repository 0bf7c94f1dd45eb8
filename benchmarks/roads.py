"""Tables over real streets: the project's own port beside the bare OSRM call, and building a map.

Targets: 1,000 × 1,000 points at most 1.5 × the bare call; 2,000 × 2,000 within 1 GB; a village
built in 10 s. Needs the real extract beside this checkout (see tests/extracts.py).
"""

from __future__ import annotations

import multiprocessing
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import osrm

from benchmarks.recording import Figure, record
from tests.extracts import FOLDER
from voedselbrigade.adapters.osrm_roads import OsrmRoads, networks
from voedselbrigade.adapters.osrm_roads.networks import Network
from voedselbrigade.adapters.osrm_roads.sharing import SECOND
from voedselbrigade.domain.ground import Area
from voedselbrigade.domain.people import Transport
from voedselbrigade.domain.places import Point
from voedselbrigade.services import mapping
from voedselbrigade.services.mapping import WantedArea
from voedselbrigade.wiring import open_home

VILLAGE, COUNTRY = FOLDER / "zeeland.osm.pbf", FOLDER / "liechtenstein.osm.pbf"
IN_VILLAGE, IN_COUNTRY = Area(5.66, 51.690, 5.70, 51.705), Area(9.50, 47.10, 9.56, 47.22)
ROUNDS = 5


def main() -> None:
    if not VILLAGE.exists():
        print("The real extract is not there: nothing measured.")
        return
    with tempfile.TemporaryDirectory() as folder:
        built, built_s = _built(Path(folder))
        figures = [Figure("village built", built_s, "s", 10.0)]
        context = multiprocessing.get_context("spawn")
        with context.Pool(1, maxtasksperchild=1) as pool:
            first_s, _ = pool.apply(large_table, (str(built), 1_000))
        figures.append(Figure("village, 1,000 points: port, first of a program", first_s, "s"))
        _warm(built)
        for count in (200, 500, 1_000):
            figures += _compare("village", built, _points(count, IN_VILLAGE))
        country = Path(folder) / "country"
        country.mkdir()
        networks.build(COUNTRY, Network.BICYCLE, country)
        figures += _compare("country", country, _points(1_000, IN_COUNTRY))
        with context.Pool(1, maxtasksperchild=1) as pool:
            seconds, peak_mb = pool.apply(large_table, (str(built), 2_000))
        figures.append(Figure("port, 2,000 × 2,000 points", seconds, "s"))
        figures.append(Figure("port, 2,000 × 2,000 points, whole process", peak_mb, "MB", 1000.0))
        record("roads", figures)


def _warm(folder: Path) -> None:
    """The second process that answers half of a large table is there after the first of them."""
    OsrmRoads(folder).table(Transport.BICYCLE, _points(1_000, IN_VILLAGE))
    if not SECOND.wait(30):
        print("There is no second process (one core?): one process reckons everything.")


def large_table(folder: str, count: int) -> tuple[float, float]:
    """Seconds and peak megabytes of a new process that asks one table of so many points."""
    points, roads = _points(count, IN_VILLAGE), OsrmRoads(Path(folder))
    start = time.perf_counter()
    roads.table(Transport.BICYCLE, points)
    unit = 1 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    return time.perf_counter() - start, peak / 1_000_000


def _built(folder: Path) -> tuple[Path, float]:
    """The map's folder, and the seconds it took."""
    home = open_home(folder)
    start = time.perf_counter()
    info = mapping.build(
        home.map_workshop(),
        VILLAGE,
        WantedArea(around="Zeeland"),
        datetime.now(UTC),
        lambda step, part: None,
    )
    taken = time.perf_counter() - start
    print(f"village: {info.doors:,} addresses")
    built = home.maps.in_use()
    home.close()
    if built is None:
        raise RuntimeError("the map that was built is not in use")
    return built, taken


def _compare(place: str, folder: Path, points: list[Point]) -> Iterator[Figure]:
    """In turn, so that a busy machine is unkind to all three alike; medians of the rounds."""
    engine = osrm.OSRM(
        storage_config=str(folder / "bicycle.osrm"), use_shared_memory=False, algorithm="CH"
    )

    def bare() -> object:
        return engine.Table(
            osrm.TableParameters(
                coordinates=[(p.lon, p.lat) for p in points], annotations=["duration", "distance"]
            )
        )

    def read_out() -> object:
        table = bare()
        return [[list(row) for row in table[name]] for name in ("durations", "distances")]  # type: ignore[index]

    def port() -> object:
        return roads.table(Transport.BICYCLE, points)

    times: dict[str, list[float]] = {"bare": [], "read out": [], "port": []}
    for _ in range(ROUNDS):
        roads = OsrmRoads(folder)
        roads.line(Transport.BICYCLE, points[:2])
        for name, deed in (("bare", bare), ("read out", read_out), ("port", port)):
            times[name].append(_seconds(deed))
    bare_s, read_s, port_s = (statistics.median(taken) for taken in times.values())
    again_s = _seconds(port)
    name = f"{place}, {len(points):,} points"
    yield Figure(f"{name}: bare call", bare_s, "s")
    yield Figure(f"{name}: port", port_s, "s")
    most = 1.5 if len(points) == 1_000 else None
    yield Figure(f"{name}: port by bare call", port_s / bare_s, "times", most)
    yield Figure(f"{name}: port by bare call read out as lists", port_s / read_s, "times")
    yield Figure(f"{name}: asked again", again_s, "s")


def _seconds(deed: Callable[[], object]) -> float:
    """Of the processor: others may be at work on the same machine. Nothing here waits."""
    start = time.process_time()
    deed()
    return time.process_time() - start


def _points(count: int, area: Area) -> list[Point]:
    chance = random.Random(count)
    return [
        Point(chance.uniform(area.south, area.north), chance.uniform(area.west, area.east))
        for _ in range(count)
    ]


if __name__ == "__main__":
    main()
