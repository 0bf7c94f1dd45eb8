"""An address book in SQLite: a file of millions of doors, or a small list held in memory."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from voedselbrigade.domain import street_names
from voedselbrigade.domain.doors import Door, Street
from voedselbrigade.domain.places import Address, HouseNumber, Point
from voedselbrigade.errors import UnusableFile

FORMAT = 1
_AT_ONCE = 5_000
_SCHEMA = """
create table streets (id integer primary key, name text, town text, key text, unique (name, town));
create table doors (postcode text, number integer, letter text, suffix text,
    street integer references streets, lat real, lon real, estimated integer);
"""
_INDEXES = """
create index doors_by_postcode on doors (postcode, number);
create index doors_by_street on doors (street, number);
create index streets_by_key on streets (key);
"""
_DOORS = """select postcode, number, letter, suffix, name, town, lat, lon, estimated
    from doors join streets on streets.id = doors.street """


class AddressDatabase:
    """An AddressBook; safe to ask from several threads."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._lock = threading.Lock()

    @classmethod
    def open(cls, path: Path) -> AddressDatabase:
        """Read-only. Raises UnusableFile when it is no address index of this version."""
        try:
            uri = f"{path.resolve().as_uri()}?mode=ro"
            connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
            found = connection.execute("pragma user_version").fetchone()[0]
            connection.execute(_DOORS + "limit 1").fetchall()
        except sqlite3.Error as error:
            raise UnusableFile("locate.index_unusable", file=path.name) from error
        if found != FORMAT:
            connection.close()
            raise UnusableFile("locate.index_unusable", file=path.name)
        return cls(connection)

    @classmethod
    def of(cls, doors: Iterable[Door]) -> AddressDatabase:
        """In memory."""
        connection = sqlite3.connect(":memory:", check_same_thread=False)
        _fill(connection, doors)
        return cls(connection)

    def close(self) -> None:
        self._connection.close()

    def in_postcode(self, postcode: str) -> Sequence[Door]:
        return self._doors("where postcode = ? order by number, letter, suffix", postcode)

    def at_number(self, postcode: str, number: int) -> Sequence[Door]:
        where = "where postcode = ? and number = ? order by letter, suffix"
        return self._doors(where, postcode, number)

    def in_street(self, street: Street, number: int | None = None) -> Sequence[Door]:
        order = "order by number, letter, suffix, postcode"
        if number is None:
            return self._doors(f"where streets.name = ? and town = ? {order}", *street)
        where = "where streets.name = ? and town = ? and number = ?"
        return self._doors(f"{where} {order}", *street, number)

    def called(self, key: str) -> Sequence[Street]:
        rows = self._rows("select name, town from streets where key = ? order by town, name", key)
        return [Street(*row) for row in rows]

    def streets(self) -> Sequence[Street]:
        return [
            Street(*row) for row in self._rows("select name, town from streets order by town, name")
        ]

    def doors(self) -> Sequence[Door]:
        """Every door there is: for tests, counts and small books."""
        return self._doors("order by postcode, number, letter, suffix")

    def count(self) -> int:
        return int(self._rows("select count(*) from doors")[0][0])

    def _doors(self, condition: str, *values: str | int) -> Sequence[Door]:
        return [_door(row) for row in self._rows(_DOORS + condition, *values)]

    def _rows(self, query: str, *values: str | int) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._connection.execute(query, values).fetchall()


def write(path: Path, doors: Iterable[Door]) -> int:
    """Write a new index file, which may not exist yet; the number of doors in it.

    Raises OSError or sqlite3.Error when the disk is full: the caller builds beside the old one.
    """
    connection = sqlite3.connect(path)
    try:
        connection.execute("pragma journal_mode = off")
        return _fill(connection, doors)
    finally:
        connection.close()


def _fill(connection: sqlite3.Connection, doors: Iterable[Door]) -> int:
    connection.executescript(_SCHEMA)
    streets: dict[Street, int] = {}
    count = 0
    rest = iter(doors)
    while part := list(islice(rest, _AT_ONCE)):
        connection.executemany("insert into streets values (?, ?, ?, ?)", _new(streets, part))
        connection.executemany(
            "insert into doors values (?, ?, ?, ?, ?, ?, ?, ?)",
            [_row(door, streets[_street(door)]) for door in part],
        )
        count += len(part)
    connection.executescript(_INDEXES)
    connection.execute(f"pragma user_version = {FORMAT}")
    connection.commit()
    return count


def _new(streets: dict[Street, int], doors: Sequence[Door]) -> Iterator[tuple[int, str, str, str]]:
    for door in doors:
        street = _street(door)
        if street not in streets:
            streets[street] = len(streets) + 1
            yield streets[street], street.name, street.town, street_names.key(street.name)


def _street(door: Door) -> Street:
    return Street(door.address.street, door.address.town)


def _row(door: Door, street: int) -> tuple[str | int | float, ...]:
    house = door.address.house
    return (
        door.address.postcode,
        house.number,
        house.letter,
        house.suffix,
        street,
        door.point.lat,
        door.point.lon,
        int(door.estimated),
    )


def _door(row: tuple[Any, ...]) -> Door:
    postcode, number, letter, suffix, street, town, lat, lon, estimated = row
    house = HouseNumber(number, letter, suffix)
    return Door(Address(street, house, postcode, town), Point(lat, lon), bool(estimated))
