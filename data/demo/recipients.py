"""The recipients of the demo, written down as different hands write, with faults on purpose."""

from __future__ import annotations

import random
from datetime import date

from data.demo.city import TOWN, City, Door, read_quarters, words

SURNAMES = words(
    "Jansen|de Vries|van den Berg|Bakker|Visser|Smit|Meijer|de Boer|Mulder|de Groot|Bos|Vos"
    "|Peters|Hendriks|van Leeuwen|Dekker|Brouwer|de Wit|Dijkstra|Kok|van der Meer|Yıldız"
    "|Özdemir|Kaya|Demir|El Idrissi|Bouzid|Amrani|Ben Ali|Sewnarain|Ramdin|Jagessar|Biharie"
    "|Kowalska|Nowak|da Silva|Martina|Pinas|Tjon A Fat|Singh|Chen|van 't Hoff|Timmermans"
    "|Koster|Verhoef|Schouten|Willems|Hoekstra|Maas|Prins|Blom|Huisman|Kuijpers|Wolters"
    "|Postma|Molenaar|Bekkers|van Dam|Aksoy|Chaouch|Haddou|Soekhoe|Gopal|Petrova|Ivanova"
    "|Lopez|Rodrigues|Kuster|Zuidema|Vink|Stolk"
)
FIRST_NAMES = words(
    "Ineke|Corrie|Lies|Marloes|Hans|Kees|Joop|Fatima|Yusuf|Priya|Anneke|Gerard|Wim|Ria|Truus"
    "|Bram|Samira|Mehmet|Sunita|Ewa|Henk|Els|Nel|Rob|Theo|Mieke|Paul|Aisha|Dirk|Saskia"
)
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
    # a time that is preferred: behind the time at which it must be, or alone
    set_cells(rows, 22, thuis_tussen="11:30-14:00, liefst 12:00-12:30")
    set_cells(rows, 81, thuis_tussen="liefst 12:15-12:45")
    set_cells(rows, 144, thuis_tussen="11.00 - 13.30, liefst 11:45-12:15")


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
