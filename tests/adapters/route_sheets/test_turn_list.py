"""The way in words on paper: an arrow, a sentence and how far, per stop."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.adapters.route_sheets.sheet_values import changed_sheet, one, text_of
from tests.make_plans import KITCHEN, route
from voedselbrigade.adapters.route_sheets import routes_pdf
from voedselbrigade.adapters.route_sheets.turn_list import Legs, far, turn_list
from voedselbrigade.domain.sheets import RouteSheet
from voedselbrigade.errors import Fact
from voedselbrigade.services.ports import Turn
from voedselbrigade.words import speaker

NL = speaker("nl")


def turn(code: str, metres: int, **values: str | int) -> Turn:
    return Turn(Fact.of(f"turn.{code}", **values), KITCHEN, metres)


LEG = (
    turn("depart", 120, street="Damstraat"),
    turn("left.unnamed", 1240, way="cycleway"),
    turn("roundabout", 8, street="Laan", exit=2),
    turn("arrive_left", 0),
)


def legs(sheet: RouteSheet, *, back: bool) -> tuple[Legs, ...]:
    going = [[stop for stop in trip.stops if not stop.cancelled] for trip in sheet.trips]
    return tuple((LEG,) * (len(stops) + back) for stops in going)


def test_every_leg_is_told_with_its_stop_and_the_way_back(tmp_path: Path) -> None:
    sheet = one(route(stops=3))
    sheet = replace(sheet, end=sheet.trips[-1].hub_point)
    text = text_of(routes_pdf([sheet], turns={sheet.route: legs(sheet, back=True)}), tmp_path)
    way = text.split("De weg, stap voor stap")[1]
    assert way.count("Linksaf: fietspad") == 4
    assert all(stop.street_line in way for stop in sheet.stops)
    assert f"Terug: {sheet.trips[0].hub_name}" in way
    assert "1,2 km" in way and "120 m" in way and "8 m" not in way
    assert "Rotonde, afslag 2: Laan" in way and "het adres is links" in way


def test_an_english_volunteer_reads_the_way_in_english(tmp_path: Path) -> None:
    sheet = replace(one(route(stops=2)), language="en")
    text = text_of(routes_pdf([sheet], turns={sheet.route: legs(sheet, back=False)}), tmp_path)
    assert "The way, step by step" in text and "OpenStreetMap contributors" in text


def test_nobody_is_sent_to_a_cancelled_stop() -> None:
    sheet = changed_sheet()
    gone = next(stop for stop in sheet.stops if stop.cancelled)
    told = turn_list(sheet, legs(sheet, back=False), NL)
    assert told is not None
    numbers = [leg["number"] for leg in told["legs"]]
    assert gone.number not in numbers
    assert numbers == [stop.number for stop in sheet.stops if not stop.cancelled]


def test_a_leg_without_a_way_says_so_and_a_route_without_any_has_no_list() -> None:
    sheet = one(route(stops=2))
    told = turn_list(sheet, ((LEG, ()),), NL)
    assert told is not None
    assert told["legs"][1]["none"] == "Geen weg bekend. Kijk op de kaart."
    assert turn_list(sheet, (((), ()),), NL) is None
    assert turn_list(sheet, (), NL) is None


def test_distances_are_told_as_people_say_them() -> None:
    said = [far(metres, NL) for metres in (4, 37, 196, 212, 985, 1240, 12_400)]
    assert said == ["10 m", "40 m", "200 m", "200 m", "1,0 km", "1,2 km", "12,4 km"]
