"""The address list on this machine: a CSV of doors, asked without any network."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

from voedselbrigade.adapters.geocoding.address_database import AddressDatabase
from voedselbrigade.adapters.geocoding.finding import DoorFinder
from voedselbrigade.domain.doors import Door
from voedselbrigade.domain.places import (
    Address,
    HouseNumber,
    Point,
    parse_postcode,
    parse_town,
)
from voedselbrigade.errors import UnusableFile

COLUMNS = ("postcode", "number", "letter", "suffix", "street", "town", "lat", "lon")


class AddressIndex(DoorFinder):
    """A Geocoder over a list of doors. `wrong_rows` are the numbers of lines that are no door."""

    def __init__(
        self, doors: Iterator[Door] | list[Door], wrong_rows: tuple[int, ...] = ()
    ) -> None:
        super().__init__(AddressDatabase.of(doors))
        self.wrong_rows = wrong_rows

    @classmethod
    def from_csv(cls, path: Path) -> AddressIndex:
        """UTF-8, with a header that names `COLUMNS` (any order, comma or semicolon).

        Raises UnusableFile when it cannot be read or a column is missing.
        """
        wrong: list[int] = []
        return cls(list(_doors(path, wrong)), tuple(wrong))


def _doors(path: Path, wrong: list[int]) -> Iterator[Door]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, delimiter=_delimiter(file.readline()), restval="")
            file.seek(0)
            missing = set(COLUMNS) - set(reader.fieldnames or ())
            if missing:
                columns = tuple(sorted(missing))
                raise UnusableFile("locate.index_columns", file=path.name, columns=columns)
            for row in reader:
                door = _door(row)
                if door:
                    yield door
                else:
                    wrong.append(reader.line_num)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UnusableFile("locate.index_unreadable", file=path.name) from error


def _delimiter(header: str) -> str:
    return ";" if header.count(";") > header.count(",") else ","


def _door(row: Mapping[str, str]) -> Door | None:
    postcode = parse_postcode(row["postcode"]) if row["postcode"].strip() else ""
    try:
        house = HouseNumber(
            int(row["number"]), row["letter"].strip().upper(), row["suffix"].strip().upper()
        )
        point = Point(float(row["lat"]), float(row["lon"]))
    except ValueError:
        return None
    street = row["street"].strip()
    if postcode is None or house.number < 1 or not street:
        return None
    return Door(Address(street, house, postcode, parse_town(row["town"])), point)
