"""The volunteers, kitchens and service points of the demo."""

from __future__ import annotations

import random

from data.demo.city import TOWN, City, read_quarters
from data.demo.recipients import FIRST_NAMES, SURNAMES, landline

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
    names = {quarter.number: f"Servicepunt {quarter.name}" for quarter in read_quarters()}
    rows: list[list[object]] = []
    for (name, quarter), leaves_out in zip(KITCHENS, LEAVES_OUT, strict=True):
        cooks = ("ma t/m zo 8:00-17:00", 10, "11:15", "ja", "alles", leaves_out, 90)
        rows.append([name, "keuken", *hub_place(rng, city, quarter), *cooks])
    for quarter in SERVICE_POINTS:
        hours = ("ma t/m vr 9:00-17:00", "", "", "nee", "", "", "")
        rows.append([names[quarter], "servicepunt", *hub_place(rng, city, quarter), *hours])
    return rows


def hub_place(rng: random.Random, city: City, quarter: int) -> tuple[str, ...]:
    door = city.take(rng, quarter)
    return (f"{door.street} {door.typed}", door.postcode, TOWN, landline(rng))
