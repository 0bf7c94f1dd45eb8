"""The city of the demo: invented streets around the true middles of the 44 neighbourhoods."""

from __future__ import annotations

import csv
import math
import random
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
TOWN = "Den Haag"


def words(text: str) -> list[str]:
    return text.split("|")


@dataclass(frozen=True)
class Quarter:
    """A neighbourhood, how far homes lie from its middle, and how many people are on the list."""

    number: int
    name: str
    lat: float
    lon: float
    radius_m: int
    people: int
    streets: tuple[str, str]


# How many people of each neighbourhood are on the list, in the order of `data/wijken.csv`, and how
# far their homes lie from its middle.
PEOPLE = (
    1, 3, 2, 4, 3, 1, 8, 4, 4, 1, 3,
    4, 2, 2, 2, 3, 6, 5, 4, 5, 5, 4,
    1, 1, 6, 6, 4, 6, 11, 8, 6, 5, 9,
    7, 1, 9, 1, 9, 2, 4, 1, 4, 1, 4,
)  # fmt: skip
RADIUS_M = (
    200, 300, 250, 400, 250, 250, 400, 200, 350, 200, 250,
    350, 300, 300, 300, 300, 350, 300, 300, 250, 250, 250,
    150, 150, 350, 350, 200, 300, 300, 250, 300, 300, 400,
    350, 150, 350, 150, 350, 200, 350, 150, 400, 200, 350,
)  # fmt: skip
STREETS = words(
    "Soeppanpad/Soeppanhof|Theelepelstraat/Theelepelplein|Broodplankweg/Broodplankhof"
    "|Pollepellaan/Pollepelhof|Vergietstraat/Vergietplein|Koekenpanlaan/Koekenpanpad"
    "|Deegrollerstraat/Deegrollerkade|Kommetjesstraat/Kommetjesplein"
    "|Theedoeklaan/Theedoekstraat|Zoutvaatjeslaan/Zoutvaatjeshof|Peperbusstraat/Peperbusplein"
    "|Botervlootstraat/Botervlootlaan|Melkkanlaan/Melkkanpad|Eierdoplaan/Eierdophof"
    "|Juskomweg/Juskomhof|Stamperweg/Stamperhof|Schuimspaanstraat/Schuimspaanhof"
    "|Weckpotstraat/Weckpotplein|Broodroosterstraat/Broodroosterhof"
    "|Fluitketelstraat/Fluitketelkade|Koffiemolenstraat/Koffiemolenplein"
    "|Suikerpotstraat/Suikerpotplein|Taartvormstraat/Taartvormplein|Dienbladweg/Dienbladpad"
    "|Servetstraat/Servetplein|Onderzetterstraat/Onderzetterkade"
    "|Lunchtrommelstraat/Lunchtrommelkade|Picknickmandstraat/Picknickmandplein"
    "|Thermoskanstraat/Thermoskanplein|Appelboorstraat/Appelboorplein"
    "|Notenkrakerstraat/Notenkrakerlaan|Kaasschaafstraat/Kaasschaaflaan"
    "|Roerzeefstraat/Roerzeefhof|Maatbekerstraat/Maatbekerlaan"
    "|Vijzelstamperweg/Vijzelstamperpad|Snijplankstraat/Snijplankhof"
    "|Ovenwantstraat/Ovenwanthof|Spatelstraat/Spatelkade|Soepkomkade/Soepkomhof"
    "|Gebaksbordlaan/Gebaksbordhof|Hapjespanweg/Hapjespanhof|Braadsleelaan/Braadsleehof"
    "|Aardappelmesweg/Aardappelmeshof|Kookwekkerlaan/Kookwekkerhof"
)


def read_quarters() -> tuple[Quarter, ...]:
    with (HERE.parent / "wijken.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return tuple(
        Quarter(
            number=int(row["number"]),
            name=row["name"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            radius_m=radius_m,
            people=people,
            streets=(streets.split("/")[0], streets.split("/")[1]),
        )
        for row, radius_m, people, streets in zip(rows, RADIUS_M, PEOPLE, STREETS, strict=True)
    )


SKIP_NUMBERS = 7  # every street has doors that nobody on the lists lives behind


@dataclass(frozen=True)
class Door:
    postcode: str
    number: int
    letter: str
    suffix: str
    street: str
    lat: float
    lon: float
    flat: bool
    quarter: int

    @property
    def typed(self) -> str:
        tail = f"-{self.suffix}" if self.suffix else ""
        return f"{self.number}{self.letter}{tail}"


@dataclass
class City:
    """Every door of the index, by neighbourhood, and which are taken."""

    doors: dict[int, list[Door]] = field(default_factory=dict)
    taken: set[Door] = field(default_factory=set)

    def take(self, rng: random.Random, quarter: int) -> Door:
        free = [door for door in self.doors[quarter] if door not in self.taken]
        door = rng.choice(free)
        self.taken.add(door)
        return door


def metres_away(lat: float, lon: float, east_m: float, north_m: float) -> tuple[float, float]:
    per_degree_m = 111_320
    lon_m = per_degree_m * math.cos(math.radians(lat))
    return round(lat + north_m / per_degree_m, 5), round(lon + east_m / lon_m, 5)


def build_city(rng: random.Random) -> City:
    city = City()
    for quarter in read_quarters():
        city.doors[quarter.number] = [
            door
            for which, street in enumerate(quarter.streets)
            for door in street_doors(rng, quarter, street, which)
        ]
    return city


def street_doors(rng: random.Random, quarter: Quarter, street: str, which: int) -> list[Door]:
    """A straight street near the middle of the neighbourhood; even and odd face each other."""
    letters = "QY"[which] + "ABCDEGHJKLMNPRSTVWXZ"[quarter.number % 20]
    postcode = f"{2500 + 10 * (1 + quarter.number % 9) + quarter.number // 9}{letters}"
    turn = rng.uniform(0, math.pi)
    middle_m = rng.uniform(0.25, 0.6) * quarter.radius_m
    side = rng.uniform(0, 2 * math.pi)
    half_m = quarter.radius_m * 0.8
    doors = []
    for number in range(1, 2 + 2 * max(SKIP_NUMBERS, quarter.people * 2)):
        along_m = (number / (2 + 4 * max(SKIP_NUMBERS, quarter.people)) * 2 - 0.6) * half_m
        across_m = 7 if number % 2 else -7
        east = middle_m * math.cos(side) + along_m * math.cos(turn) - across_m * math.sin(turn)
        north = middle_m * math.sin(side) + along_m * math.sin(turn) + across_m * math.cos(turn)
        lat, lon = metres_away(quarter.lat, quarter.lon, east, north)
        doors += houses_at(rng, postcode, number, street, lat, lon, quarter.number)
    return doors


def houses_at(
    rng: random.Random,
    postcode: str,
    number: int,
    street: str,
    lat: float,
    lon: float,
    quarter: int,
) -> list[Door]:
    kind = rng.random()
    tails: tuple[tuple[str, str], ...]
    if kind < 0.12:  # upstairs and downstairs
        tails = (("", "I"), ("", "II"))
    elif kind < 0.22:
        tails = (("A", ""), ("B", ""))
    else:
        tails = (("", ""),)
    flat = rng.random() < 0.35 or kind < 0.12
    return [Door(postcode, number, le, su, street, lat, lon, flat, quarter) for le, su in tails]


def index_rows(city: City) -> list[list[object]]:
    return [
        [d.postcode, d.number, d.letter, d.suffix, d.street, TOWN, f"{d.lat:.5f}", f"{d.lon:.5f}"]
        for doors in city.doors.values()
        for d in doors
    ]
