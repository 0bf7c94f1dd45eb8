"""Makes the demo lists of this folder again: `python data/demo/make.py`.

Everything is invented and drawn from one seed: people, streets (kitchen things: no such street is
known in The Hague), postcodes (their letters hold a Q or a Y, which the post does not give out) and
telephone numbers (070 000 …). Only the middle of each of the 44 neighbourhoods is where it is.
The noise of real lists is put in on purpose; `data/README.md` lists it.
"""

from __future__ import annotations

import csv
import io
import math
import random
import zipfile
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

SEED = 2511
HERE = Path(__file__).parent
TOWN = "Den Haag"
ZIP_MOMENT = (2026, 11, 16, 9, 0, 0)


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
STREETS = [
    "Soeppanpad/Soeppanhof",
    "Theelepelstraat/Theelepelplein",
    "Broodplankweg/Broodplankhof",
    "Pollepellaan/Pollepelhof",
    "Vergietstraat/Vergietplein",
    "Koekenpanlaan/Koekenpanpad",
    "Deegrollerstraat/Deegrollerkade",
    "Kommetjesstraat/Kommetjesplein",
    "Theedoeklaan/Theedoekstraat",
    "Zoutvaatjeslaan/Zoutvaatjeshof",
    "Peperbusstraat/Peperbusplein",
    "Botervlootstraat/Botervlootlaan",
    "Melkkanlaan/Melkkanpad",
    "Eierdoplaan/Eierdophof",
    "Juskomweg/Juskomhof",
    "Stamperweg/Stamperhof",
    "Schuimspaanstraat/Schuimspaanhof",
    "Weckpotstraat/Weckpotplein",
    "Broodroosterstraat/Broodroosterhof",
    "Fluitketelstraat/Fluitketelkade",
    "Koffiemolenstraat/Koffiemolenplein",
    "Suikerpotstraat/Suikerpotplein",
    "Taartvormstraat/Taartvormplein",
    "Dienbladweg/Dienbladpad",
    "Servetstraat/Servetplein",
    "Onderzetterstraat/Onderzetterkade",
    "Lunchtrommelstraat/Lunchtrommelkade",
    "Picknickmandstraat/Picknickmandplein",
    "Thermoskanstraat/Thermoskanplein",
    "Appelboorstraat/Appelboorplein",
    "Notenkrakerstraat/Notenkrakerlaan",
    "Kaasschaafstraat/Kaasschaaflaan",
    "Roerzeefstraat/Roerzeefhof",
    "Maatbekerstraat/Maatbekerlaan",
    "Vijzelstamperweg/Vijzelstamperpad",
    "Snijplankstraat/Snijplankhof",
    "Ovenwantstraat/Ovenwanthof",
    "Spatelstraat/Spatelkade",
    "Soepkomkade/Soepkomhof",
    "Gebaksbordlaan/Gebaksbordhof",
    "Hapjespanweg/Hapjespanhof",
    "Braadsleelaan/Braadsleehof",
    "Aardappelmesweg/Aardappelmeshof",
    "Kookwekkerlaan/Kookwekkerhof",
]


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


SURNAMES = [
    "Jansen",
    "de Vries",
    "van den Berg",
    "Bakker",
    "Visser",
    "Smit",
    "Meijer",
    "de Boer",
    "Mulder",
    "de Groot",
    "Bos",
    "Vos",
    "Peters",
    "Hendriks",
    "van Leeuwen",
    "Dekker",
    "Brouwer",
    "de Wit",
    "Dijkstra",
    "Kok",
    "van der Meer",
    "Yıldız",
    "Özdemir",
    "Kaya",
    "Demir",
    "El Idrissi",
    "Bouzid",
    "Amrani",
    "Ben Ali",
    "Sewnarain",
    "Ramdin",
    "Jagessar",
    "Biharie",
    "Kowalska",
    "Nowak",
    "da Silva",
    "Martina",
    "Pinas",
    "Tjon A Fat",
    "Singh",
    "Chen",
    "van 't Hoff",
    "Timmermans",
    "Koster",
    "Verhoef",
    "Schouten",
    "Willems",
    "Hoekstra",
    "Maas",
    "Prins",
    "Blom",
    "Huisman",
    "Kuijpers",
    "Wolters",
    "Postma",
    "Molenaar",
    "Bekkers",
    "van Dam",
    "Aksoy",
    "Chaouch",
    "Haddou",
    "Soekhoe",
    "Gopal",
    "Petrova",
    "Ivanova",
    "Lopez",
    "Rodrigues",
    "Kuster",
    "Zuidema",
    "Vink",
    "Stolk",
]
FIRST_NAMES = [
    "Ineke",
    "Corrie",
    "Lies",
    "Marloes",
    "Hans",
    "Kees",
    "Joop",
    "Fatima",
    "Yusuf",
    "Priya",
    "Anneke",
    "Gerard",
    "Wim",
    "Ria",
    "Truus",
    "Bram",
    "Samira",
    "Mehmet",
    "Sunita",
    "Ewa",
    "Henk",
    "Els",
    "Nel",
    "Rob",
    "Theo",
    "Mieke",
    "Paul",
    "Aisha",
    "Dirk",
    "Saskia",
]
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


# --- people -----------------------------------------------------------------------------------

HEADERS = (
    *("Cliëntnr", "Naam", "Adres", "Hnr", "Toev", "PC", "Woonplaats", "Tel 1", "Mobiel"),
    *("Dieet", "Allergie", "Bezorgdagen", "Aantal", "Thuis tussen", "Contact bij nood"),
    *("Woning", "Slecht ter been", "Bij de deur", "Nodig", "Vaste vrijwilliger", "Niet door"),
    *("Status", "Wijk", "BSN", "Opm 2"),
)
DAYS: tuple[str, ...] = (
    "ma t/m vr",
    "ma wo vr",
    "di do",
    "dagelijks",
    "ma-vr",
    "di vr",
    "elke werkdag",
    "ma, di, do",
)
DAYS += ("di 2 vr 1", "ma/wo/vr", "dinsdag en vrijdag", "ma t/m za", "wo (even weken)", "di do vr")
DAYS_WEIGHTS = (30, 12, 10, 6, 9, 6, 8, 5, 3, 4, 3, 4, 1, 4)
DIETS: tuple[str, ...] = (
    "",
    "zoutarm",
    "geen varkensvlees",
    "halal",
    "veg.",
    "suikerarm",
    "Zoutarm, halal",
)
DIETS += ("gluten vrij", "lactosevrij", "gemalen", "zoutarm + suikerarm", "normaal", "vegetarisch")
DIETS_WEIGHTS = (50, 12, 7, 9, 5, 7, 3, 2, 3, 3, 2, 4, 3)
ALLERGENS = ("", "geen", "noten", "pinda?", "melk", "noten, pinda", "vis", "schaaldieren", "ei")
ALLERGENS_WEIGHTS = (62, 22, 5, 2, 3, 2, 2, 1, 1)
WINDOWS = ("", "11:30-13:00", "na 12 uur", "voor 12.30", "tussen 12 en 13", "11.30 - 12.45 uur")
WINDOWS_WEIGHTS = (78, 7, 5, 5, 3, 2)
DOOR_NOTES: tuple[str, ...] = (
    "",
    "Belt u lang aan.",
    "Code bij de buren op nr 2",
    "2x kloppen, hoort slecht",
)
DOOR_NOTES += ("Kleine hond, doet niets", "Deur rechts van de trap", "Sleutelkastje links")
DOOR_NOTES_WEIGHTS = (60, 12, 6, 8, 5, 5, 4)
RELATIONS = ("dochter", "zoon", "buurvrouw", "buurman", "zus", "thuiszorg")


def pick(rng: random.Random, options: tuple[str, ...], weights: tuple[int, ...]) -> str:
    return rng.choices(options, weights)[0]


class Names:
    """Names as different hands write them; nobody gets the same name twice."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._used: set[str] = set()

    def recipient(self) -> str:
        while True:
            surname = self._rng.choice(SURNAMES)
            letters = "".join(f"{c}." for c in self._rng.sample("ABCDEFGHJKLMNPRSTW", 2))
            if f"{letters}{surname}" not in self._used:
                self._used.add(f"{letters}{surname}")
                return self._written(surname, letters[: self._rng.choice((2, 2, 4))])

    def _written(self, surname: str, letters: str) -> str:
        title = self._rng.choice(("Mw.", "Mw.", "mevr.", "Dhr.", "dhr", "Fam."))
        if self._rng.random() < 0.2:
            prefix, _, core = surname.rpartition(" ")
            small = prefix if prefix.islower() else ""
            return f"{core}, {letters} {small}".strip() if small else f"{surname}, {letters}"
        return f"{title} {surname}" if title == "Fam." else f"{title} {letters} {surname}"


def landline(rng: random.Random) -> str:
    """Numbers that nobody has: 070 000 …, in the hands of several people."""
    tail = f"{rng.randrange(10_000):04d}"
    ways = (f"070 000 {tail[:2]} {tail[2:]}", f"070-000{tail}", f"(070) 000 {tail}")
    return rng.choice(ways)


def recipient_row(
    rng: random.Random, names: Names, number: int, door: Door, wijk: str
) -> list[object]:
    postcode = f"{door.postcode[:4]} {door.postcode[4:]}"
    messy = rng.random()
    tail = f"{door.letter}{'-' if door.letter and door.suffix else ''}{door.suffix}"
    contact = f"{rng.choice(RELATIONS)} {rng.choice(FIRST_NAMES)} {landline(rng)}"
    return [
        f"C{number:03d}",
        names.recipient() + ("  " if messy < 0.1 else ""),
        door.street.upper() if messy > 0.97 else door.street,
        float(door.number) if not tail else door.number,
        tail,
        door.postcode.lower() if messy < 0.15 else postcode,
        rng.choices((TOWN, "'s-Gravenhage", "DEN HAAG", ""), (80, 8, 8, 4))[0],
        70_000_0000 + rng.randrange(10_000) if messy > 0.9 else landline(rng),
        "",
        pick(rng, DIETS, DIETS_WEIGHTS),
        pick(rng, ALLERGENS, ALLERGENS_WEIGHTS),
        pick(rng, DAYS, DAYS_WEIGHTS),
        rng.choices(("", 1, 2, "2 porties"), (55, 32, 11, 2))[0],
        pick(rng, WINDOWS, WINDOWS_WEIGHTS),
        contact if rng.random() < 0.6 else "",
        "flat" if door.flat else rng.choice(("", "huis")),
        rng.choices(("", "ja", "nee"), (70, 12, 18))[0],
        pick(rng, DOOR_NOTES, DOOR_NOTES_WEIGHTS),
        rng.choices(("", "VOG", "taal Turks", "trappen"), (91, 4, 2, 3))[0],
        "",
        "",
        rng.choices(("", "actief", "Actief"), (40, 50, 10))[0],
        wijk,
        "",
        "",
    ]


def set_cells(rows: list[list[object]], row: int, **cells: object) -> None:
    columns = {header.casefold().replace(" ", "_"): i for i, header in enumerate(HEADERS)}
    for name, value in cells.items():
        rows[row][columns[name]] = value


def add_noise(rows: list[list[object]]) -> None:
    """What every list of this size has: people on hold, and rows that cannot be right."""
    set_cells(rows, 3, status="pauze tot 4-1-2027", opm_2="bij familie")
    set_cells(rows, 20, status="pauze")
    set_cells(rows, 41, status="Pauze t/m 31-12-2026")
    set_cells(rows, 66, status="in ziekenhuis")
    for row in (12, 58, 97, 133):
        set_cells(rows, row, status="gestopt")
    set_cells(rows, 151, status="overleden")
    for row in (77, 170):
        set_cells(rows, row, status="aangevraagd")
    # wrong: each stops its own row and no other
    set_cells(rows, 15, pc="2572 4X")
    set_cells(rows, 33, dieet="geen noten!!")
    set_cells(rows, 52, hnr="", toev="")
    set_cells(rows, 74, hnr=date(2026, 3, 12), toev="")
    set_cells(rows, 101, bezorgdagen="om de week di")
    set_cells(rows, 126, allergie="aardbeien")
    set_cells(rows, 160, status="pauze tot 31-11-2026")
    # a cell that is not taken, in a row that is
    set_cells(rows, 88, mobiel="06 1234")
    # not in the index: a new street, as it were
    set_cells(rows, 110, adres="Nieuwbouwkade", hnr=9, toev="", pc="2599 QX")
    # regular volunteers, and one that must not come
    set_cells(rows, 5, vaste_vrijwilliger="V03")
    set_cells(rows, 29, vaste_vrijwilliger="V12")
    set_cells(rows, 91, niet_door="V07")


def recipient_rows(rng: random.Random, city: City) -> list[list[object]]:
    names = Names(rng)
    rows: list[list[object]] = []
    for quarter in read_quarters():
        for _ in range(quarter.people):
            door = city.take(rng, quarter.number)
            rows.append(recipient_row(rng, names, 100 + len(rows), door, quarter.name))
    add_noise(rows)
    double = list(rows[120])  # the same person, written down twice without a number
    set_cells([double], 0, **{"cliëntnr": "", "naam": str(double[1]).replace(".", "").upper()})
    rows.insert(140, double)
    return rows


# --- volunteers and hubs -------------------------------------------------------------------------

VOLUNTEER_HEADERS = (
    *("Nr", "Voornaam", "Achternaam", "Telefoon", "Straat + nr", "Postcode", "Vervoer"),
    *("Beschikbaar", "Max maaltijden", "Max stops", "Max minuten", "Start", "Eind", "Keuken"),
    *("Vaardigheden", "Hoe vaak", "Grote letters", "Opmerkingen"),
)
KITCHENS = (("Keuken De Ketel", 34), ("Keuken 't Fornuis", 21), ("Keuken De Pollepel", 26))
ON_FOOT, BY_BIKE, BY_CARGO_BIKE, BY_CAR = "te voet", "fiets", "bakfiets", "auto"
# Nobody rings at twenty doors in an hour: what these volunteers said they can do.
MOST_STOPS = {"bakfiets": 9, "auto": 10, "eigen auto": 12, "fiets": 8, "met de fiets": 8}
# transport as typed, days, how many meals (empty: as the office has it)
VOLUNTEERS = (
    (ON_FOOT, "ma t/m vr 11:00-14:00", "", 34),
    ("lopend", "di do 11:00-14:00", 6, 36),
    (ON_FOOT, "ma wo vr 11:00-13:30", "", 21),
    (ON_FOOT, "di vr 11-14", 8, 20),
    ("Te voet", "ma t/m do 11:00-14:00", "", 26),
    (ON_FOOT, "di wo do 11:00-14:00", "", 22),
    ("Fiets", "ma t/m vr 11:00-14:00", "", 31),
    (BY_BIKE, "ma t/m vr 11:00-14:00", 12, 29),
    (BY_BIKE, "di t/m za 11:00-14:00", "", 30),
    (BY_BIKE, "ma wo 11:00-13:30; vr 11-14", 10, 36),
    ("met de fiets", "dagelijks 11:00-14:00", "", 27),
    (BY_BIKE, "di do za 11:00-14:00", 14, 9),
    (BY_BIKE, "ma di 11:00-14:00", "", 11),
    (BY_BIKE, "di do 11:00-14:00", "", 25),
    (BY_BIKE, "wo do vr 11:00-14:00", 12, 38),
    (BY_BIKE, "ma t/m vr 11:00-14:00", "", 19),
    ("bakfiets", "ma t/m vr 10:45-14:00", 30, 33),
    (BY_CARGO_BIKE, "di t/m vr 11:00-14:00", "", 38),
    ("Bakfiets", "ma di do 11:00-14:00", 24, 7),
    (BY_CARGO_BIKE, "ma wo vr zo 11:00-14:00", "", 28),
    (BY_CAR, "ma t/m vr 10:45-14:15", "", 44),
    ("eigen auto", "ma t/m zo 11:00-14:00", 40, 17),
    (BY_CAR, "di do 11:00-14:00", "", 42),
    ("Auto", "ma t/m vr 11:00-14:00", 36, 15),
    (BY_CAR, "di wo vr 11:00-14:00", "", 7),
    (BY_CAR, "za zo 10:45-14:00", 40, 40),
    (BY_CAR, "ma wo do 11:00-14:00", "", 25),
    (BY_CAR, "dagelijks 11:00-14:00", "", 32),
)


def volunteer_rows(rng: random.Random, city: City) -> list[list[object]]:
    kitchen_of = {0: KITCHENS[0][0], 1: KITCHENS[0][0], 2: KITCHENS[1][0], 3: KITCHENS[1][0]}
    kitchen_of |= {4: KITCHENS[2][0], 16: KITCHENS[0][0]}
    surnames = rng.sample(SURNAMES, len(VOLUNTEERS))
    rows = []
    for index, (transport, days, meals, quarter) in enumerate(VOLUNTEERS):
        door = city.take(rng, quarter)
        home = (f"{door.street} {door.typed}", f"{door.postcode[:4]} {door.postcode[4:]}")
        if index % 9 == 8:
            home = ("", "")
        skills = [s for s, odds in (("VOG", 0.6), ("trappen", 0.7)) if rng.random() < odds]
        skills += ["spreekt Turks"] if index in (6, 17, 22, 27) else []
        rows.append(
            [
                f"V{index + 1:02d}",
                FIRST_NAMES[index],
                surnames[index],
                landline(rng),
                *home,
                transport,
                days,
                meals,
                MOST_STOPS.get(transport.lower(), ""),
                150 if "auto" in transport.lower() else "",
                "keuken",
                "thuis" if home[0] and index % 4 == 0 else "keuken",
                kitchen_of.get(index, ""),
                ", ".join(skills),
                {25: "1× per 4 weken", 14: "2x per maand", 12: "elke week"}.get(index, ""),
                "ja" if index in (0, 3, 9) else "",
                {7: "liever geen trappen na regen", 21: "eigen bus in december"}.get(index, ""),
            ]
        )
    return rows


HUB_HEADERS = (
    *("Naam", "Soort", "Adres", "Postcode", "Plaats", "Telefoon", "Openingstijden"),
    *("Laadtijd (min)", "Maaltijden klaar", "Levert maaltijden", "Diëten", "Kan zonder"),
    *("Max maaltijden",),
)
LEAVES_OUT = (
    "alles",
    "noten, pinda, melk, gluten, ei, vis, schaaldieren; sesam: onbekend",
    "noten; pinda; vis; ei; melk; soja: nee",
)
SERVICE_POINTS = (36, 33, 38, 28, 29, 30, 7, 17, 25, 44, 42, 20, 40)


def hub_rows(rng: random.Random, city: City) -> list[list[object]]:
    quarters = {quarter.number: quarter.name for quarter in read_quarters()}
    rows: list[list[object]] = []
    for (name, quarter), leaves_out in zip(KITCHENS, LEAVES_OUT, strict=True):
        door = city.take(rng, quarter)
        rows.append(
            [
                name,
                "keuken",
                f"{door.street} {door.typed}",
                door.postcode,
                TOWN,
                landline(rng),
                "ma t/m zo 8:00-17:00",
                10,
                "11:15",
                "ja",
                "alles",
                leaves_out,
                90,
            ]
        )
    for quarter in SERVICE_POINTS:
        door = city.take(rng, quarter)
        name = f"Servicepunt {quarters[quarter]}"
        rows.append(
            [
                name,
                "servicepunt",
                f"{door.street} {door.typed}",
                door.postcode,
                TOWN,
                landline(rng),
                "ma t/m vr 9:00-17:00",
                "",
                "",
                "nee",
                "",
                "",
                "",
            ]
        )
    return rows


# --- files ------------------------------------------------------------------------------------


def write_recipients(path: Path, rows: list[list[object]]) -> None:
    book, page = new_book("Actief")
    page.append(["Cliëntenlijst maaltijden Den Haag (verzonnen mensen)"])
    page.merge_cells("A1:H1")
    page["A1"].font = Font(bold=True, size=14)
    page.append(["bijgewerkt 16 november 2026"])
    page.append([])
    page.append(list(HEADERS))
    for cell in page[4]:
        cell.font = Font(bold=True)
    for index, row in enumerate(rows):
        if index == 60:
            page.append([])  # somebody left a row open between two neighbourhoods
        page.append([None if value == "" else value for value in row])
    totals = book.create_sheet("Tellingen")
    totals.append(["Wijk", "Aantal"])
    totals.append(["Alle wijken samen", len(rows)])
    save(book, path)


def write_sheet(path: Path, headers: tuple[str, ...], rows: list[list[object]]) -> None:
    book, page = new_book("Vrijwilligers")
    page.append(list(headers))
    for row in rows:
        page.append([None if value == "" else value for value in row])
    save(book, path)


def new_book(title: str) -> tuple[Workbook, Worksheet]:
    book = Workbook()
    page: Worksheet = book.create_sheet(title, 0)
    del book["Sheet"]
    return book, page


def save(book: Workbook, path: Path) -> None:
    """The same bytes every time: no moment of saving in the file."""
    moment = datetime(*ZIP_MOMENT, tzinfo=UTC).replace(tzinfo=None)
    book.properties.creator = "Voedselbrigade"
    book.properties.created = book.properties.modified = moment
    raw = io.BytesIO()
    book.save(raw)
    with zipfile.ZipFile(raw) as made, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as kept:
        for entry in made.infolist():
            data = made.read(entry)
            if entry.filename == "docProps/core.xml":
                data = _without_moment(data)
            kept.writestr(zipfile.ZipInfo(entry.filename, ZIP_MOMENT), data, zipfile.ZIP_DEFLATED)


def _without_moment(xml: bytes) -> bytes:
    """openpyxl writes the moment of saving as `modified`, whatever it was told."""
    text = xml.decode()
    start = text.index("<dcterms:modified")
    end = text.index("</dcterms:modified>")
    head = text[start : text.index(">", start) + 1]
    return f"{text[:start]}{head}2026-11-16T09:00:00Z{text[end:]}".encode()


def write_csv(path: Path, rows: list[list[object]], delimiter: str, encoding: str) -> None:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter, lineterminator="\r\n").writerows(rows)


def index_rows(city: City) -> list[list[object]]:
    return [
        [d.postcode, d.number, d.letter, d.suffix, d.street, TOWN, f"{d.lat:.5f}", f"{d.lon:.5f}"]
        for doors in city.doors.values()
        for d in doors
    ]


def main(folder: Path = HERE) -> None:
    rng = random.Random(SEED)
    city = build_city(rng)
    write_csv(folder / "locaties.csv", [list(HUB_HEADERS), *hub_rows(rng, city)], ";", "cp1252")
    write_sheet(folder / "vrijwilligers.xlsx", VOLUNTEER_HEADERS, volunteer_rows(rng, city))
    write_recipients(folder / "ontvangers.xlsx", recipient_rows(rng, city))
    header = ["postcode", "number", "letter", "suffix", "street", "town", "lat", "lon"]
    write_csv(folder / "adressen.csv", [list(header), *index_rows(city)], ",", "utf-8")


if __name__ == "__main__":
    main()
