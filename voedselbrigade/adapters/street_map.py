"""Streets, water, green and quarters of the working area in one SQLite file, asked by box."""

from __future__ import annotations

import json
import sqlite3
import threading
from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from pathlib import Path

from voedselbrigade.domain.ground import Area, Ground, GroundKind, Neighbourhood
from voedselbrigade.domain.places import Point
from voedselbrigade.errors import UnusableFile

FORMAT = 1
_AT_ONCE = 5_000
_UNIT = 1_000_000
_SCHEMA = """
create table grounds (id integer primary key, kind text, name text, filled integer, line blob);
create virtual table boxes using rtree (id, west, east, south, north);
create table neighbourhoods (name text, level integer, rings text);
"""
_ORDER = (
    *(GroundKind.PARK, GroundKind.WATER, GroundKind.RAIL, GroundKind.PATH),
    *(GroundKind.SERVICE, GroundKind.RESIDENTIAL, GroundKind.MAIN),
)
_RANK = {kind: place for place, kind in enumerate(_ORDER)}


class StreetMapFile:
    """A StreetMap; safe to ask from several threads."""

    def __init__(self, path: Path) -> None:
        """Raises UnusableFile when it is no street map of this version."""
        try:
            uri = f"{path.resolve().as_uri()}?mode=ro"
            self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
            version = self._connection.execute("pragma user_version").fetchone()[0]
        except sqlite3.Error as error:
            raise UnusableFile("streets.other_version", file=path.name) from error
        if version != FORMAT:
            raise UnusableFile("streets.other_version", file=path.name)
        self._lock = threading.Lock()
        self._name = path.name

    def within(
        self, area: Area, kinds: Collection[GroundKind] = tuple(GroundKind)
    ) -> Sequence[Ground]:
        query = """select kind, name, filled, line from boxes join grounds using (id)
            where west <= ? and east >= ? and south <= ? and north >= ?"""
        sides = (area.east, area.west, area.north, area.south)
        with self._lock:
            rows = self._connection.execute(query, sides).fetchall()
        wanted = {kind.value for kind in kinds}
        found = [
            Ground(GroundKind(kind), _line(line), name, bool(filled))
            for kind, name, filled, line in rows
            if kind in wanted
        ]
        found.sort(key=lambda ground: (not ground.filled, _RANK[ground.kind]))
        return found

    def neighbourhoods(self) -> Sequence[Neighbourhood]:
        """Raises UnusableFile when the file is damaged."""
        try:
            return self._neighbourhoods
        except (sqlite3.Error, ValueError) as error:
            raise UnusableFile("streets.other_version", file=self._name) from error

    def close(self) -> None:
        self._connection.close()

    @cached_property
    def _neighbourhoods(self) -> tuple[Neighbourhood, ...]:
        with self._lock:
            rows = self._connection.execute("select name, level, rings from neighbourhoods")
            return tuple(_neighbourhood(*row) for row in rows)


def write(
    path: Path, grounds: Iterable[Ground], neighbourhoods: Iterable[Neighbourhood]
) -> tuple[int, int]:
    """Write a new file, which may not exist yet; how many lines, and how many neighbourhoods."""
    connection = sqlite3.connect(path)
    try:
        connection.execute("pragma journal_mode = off")
        connection.executescript(_SCHEMA)
        lines = _write_grounds(connection, grounds)
        quarters = [(one.name, one.level, _rings_text(one)) for one in neighbourhoods]
        connection.executemany("insert into neighbourhoods values (?, ?, ?)", quarters)
        connection.execute(f"pragma user_version = {FORMAT}")
        connection.commit()
        return lines, len(quarters)
    finally:
        connection.close()


def _write_grounds(connection: sqlite3.Connection, grounds: Iterable[Ground]) -> int:
    numbered = enumerate(grounds, 1)
    count = 0
    while part := list(islice(numbered, _AT_ONCE)):
        connection.executemany("insert into grounds values (?, ?, ?, ?, ?)", _rows(part))
        connection.executemany("insert into boxes values (?, ?, ?, ?, ?)", _boxes(part))
        count += len(part)
    return count


def _rows(part: Sequence[tuple[int, Ground]]) -> Iterator[tuple[int, str, str, int, bytes]]:
    for number, ground in part:
        line = array("i")
        for point in ground.line:
            line.append(round(point.lat * _UNIT))
            line.append(round(point.lon * _UNIT))
        yield number, ground.kind.value, ground.name, int(ground.filled), line.tobytes()


def _boxes(
    part: Sequence[tuple[int, Ground]],
) -> Iterator[tuple[int, float, float, float, float]]:
    for number, ground in part:
        lats = [point.lat for point in ground.line]
        lons = [point.lon for point in ground.line]
        yield number, min(lons), max(lons), min(lats), max(lats)


def _line(data: bytes) -> tuple[Point, ...]:
    numbers = array("i")
    numbers.frombytes(data)
    pairs = zip(numbers[::2], numbers[1::2], strict=True)
    return tuple(Point(lat / _UNIT, lon / _UNIT) for lat, lon in pairs)


def _rings_text(neighbourhood: Neighbourhood) -> str:
    return json.dumps([[(p.lat, p.lon) for p in ring] for ring in neighbourhood.rings])


def _neighbourhood(name: str, level: int, rings: str) -> Neighbourhood:
    read = tuple(tuple(Point(lat, lon) for lat, lon in ring) for ring in json.loads(rings))
    return Neighbourhood(name, level, read)
