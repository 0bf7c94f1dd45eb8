"""Routes on paper."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import typst

from tests.adapters.route_sheets.sheet_values import (
    HOSTILE,
    allergic,
    changed_sheet,
    hostile,
    one,
    text_of,
)
from tests.make_plans import OFFICE, meal, plan, route
from voedselbrigade.adapters.route_sheets import routes_pdf, unprintable
from voedselbrigade.adapters.route_sheets.glyphs import missing, printable
from voedselbrigade.adapters.route_sheets.paper import page
from voedselbrigade.domain.food import Diet, Line
from voedselbrigade.domain.sheets import RouteSheet, sheets_of
from voedselbrigade.words import say


def pages_of(pdf: bytes) -> int:
    counts = re.findall(rb"/Type\s*/Pages[^>]*?/Count\s+(\d+)", pdf)
    counts += re.findall(rb"/Count\s+(\d+)[^>]*?/Type\s*/Pages", pdf)
    return max((int(count) for count in counts), default=0)


def numbers_of(sheet: RouteSheet) -> list[str]:
    return [row["number"] for row in page(sheet)["rows"] if row["kind"] == "stop"]


def test_every_stop_of_every_route_is_on_paper(tmp_path: Path) -> None:
    sheets = sheets_of(plan(route(1), route(2, stops=25), route(3, stops=0)), OFFICE)
    text = text_of(routes_pdf(sheets), tmp_path)
    assert all(stop.street_line in text for sheet in sheets for stop in sheet.stops)
    assert all(f"Route {sheet.route}" in text for sheet in sheets)
    assert "Deze route heeft geen stops." in text


def test_twelve_stops_fit_on_one_side() -> None:
    assert pages_of(routes_pdf([one()])) == 1


def test_more_stops_run_on_overleaf_and_the_first_side_says_which(tmp_path: Path) -> None:
    text = text_of(routes_pdf([one(route(stops=18))]), tmp_path)
    first, second = text.split("\f")[:2]
    assert "Blad 1 van 2" in first and "zie achterkant" in first
    assert "Blad 2 van 2" in second and "Adres, naam en deur" in second
    assert "Niet thuis?" in second


def test_page_numbers_start_again_for_every_route(tmp_path: Path) -> None:
    text = text_of(routes_pdf([one(route(1, stops=18)), one(route(2))]), tmp_path)
    assert text.split("\f")[2].count("Blad 1 van 1 · R02") == 1


def test_printed_on_both_sides_every_route_starts_on_a_front() -> None:
    sheets = [one(route(number, stops=3)) for number in (1, 2, 3)]
    assert pages_of(routes_pdf(sheets)) == 3
    assert pages_of(routes_pdf(sheets, two_sided=True)) == 5


def test_a_sheet_says_what_to_load_by_letter_and_word() -> None:
    sheet = one()
    (load,) = page(sheet)["loads"]
    assert load["total"] == sum(cell["n"] for cell in load["cells"]) == sheet.meals
    assert ("Z", "zoutarm") in {(cell["letters"], cell["words"]) for cell in load["cells"]}
    assert ["Krat:", "nr 12 onderin, nr 1 bovenop."] in load["notes"]


def test_a_draft_says_concept_on_every_page(tmp_path: Path) -> None:
    text = text_of(routes_pdf([one(route(stops=18), draft=True, version=0)]), tmp_path)
    sides = [side for side in text.split("\f") if side.strip()]
    assert len(sides) == 2
    assert all("CONCEPT" in side for side in sides)


def test_a_published_sheet_does_not_say_concept(tmp_path: Path) -> None:
    assert "CONCEPT" not in text_of(routes_pdf([one()]), tmp_path)


def test_large_type_is_a_front_and_cards_with_the_words_beside_the_boxes(tmp_path: Path) -> None:
    asked = one(replace(route(), large_type=True))
    text = text_of(routes_pdf([asked]), tmp_path)
    assert text.count("geweigerd") == 12
    assert "Stop 1 tot en met" in text
    assert text_of(routes_pdf([one()], large_type=True), tmp_path).count("geweigerd") == 12


def test_a_changed_sheet_names_its_changes_and_keeps_every_number() -> None:
    sheet = changed_sheet()
    content = page(sheet)
    assert [item["tag"] for item in content["changes"]["items"]] == ["ANDERS", "VERVALT", "NIEUW"]
    assert numbers_of(sheet) == [
        "1",
        "2",
        "3",
        "4",
        "5",
        "6",
        "7",
        "8",
        "8a",
        *["9", "10", "11", "12"],
    ]
    assert content["changes"]["replaces"] == "Vervangt versie 1."


def test_a_cancelled_stop_has_no_boxes_and_no_food_to_load() -> None:
    sheet = changed_sheet()
    row = next(row for row in page(sheet)["rows"] if row["number"] == "7")
    assert (row["boxes"], row["shape"], row["tag"]) == (False, "open", "VERVALT")
    going = [stop for stop in sheet.stops if not stop.cancelled]
    assert sheet.meals == sum(line.quantity for stop in going for line in stop.lines)


def test_a_changed_meal_says_what_it_was_and_the_load_says_so_too() -> None:
    content = page(changed_sheet())
    row = next(row for row in content["rows"] if row["number"] == "5")
    assert row["before"] == "(eerst 1 zonder lactose)"
    assert {cell["was"] for cell in content["loads"][0]["cells"]} > {"was 3"}


def test_more_than_five_changes_ask_to_read_everything_again() -> None:
    before = route()
    stops = tuple(replace(stop, lines=(Line(meal(Diet.VEGAN), 1),)) for stop in before.stops)
    after = plan(replace(before, stops=stops), version=2)
    content = page(sheets_of(after, OFFICE, plan(before))[0])
    assert content["changes"]["items"] == []
    assert content["changes"]["said"] == "Dit is een nieuwe route. Lees alles opnieuw."


def test_two_trips_have_two_loads_and_a_row_that_sends_back(tmp_path: Path) -> None:
    sheet = one(route(3, stops=10, trips=2))
    text = text_of(routes_pdf([sheet]), tmp_path)
    back = [row for row in page(sheet)["rows"] if row["kind"] == "return"]
    assert len(page(sheet)["loads"]) == 2
    assert len(back) == 1 and f"{sheet.trips[1].meals} maaltijden laden" in back[0]["text"]
    assert "Terug naar Keuken De Haagse Pan" in text


def test_nothing_private_is_on_a_sheet(tmp_path: Path) -> None:
    sheet = allergic()
    seen = json.dumps(page(sheet)) + text_of(routes_pdf([sheet]), tmp_path)
    for private in ("2571AB", "2571 AB", "halal", "noten", "nuts", "Vermeulen", "06 0000 0102"):
        assert private not in seen
    assert "zonder varkensvlees" in seen


def test_estimated_roads_are_said_to_be_estimates() -> None:
    assert "hemelsbreed" in page(one())["estimate"]
    measured = sheets_of(replace(plan(route()), roads="osrm"), OFFICE)[0]
    assert "hemelsbreed" not in page(measured)["estimate"]


def test_a_time_that_nobody_asked_for_is_said_to_be_about() -> None:
    rows = page(one())["rows"]
    assert {row["window"][0] for row in rows} == {"11:30–", "rond"}


def test_names_of_every_neighbourhood_print_as_they_are_written(tmp_path: Path) -> None:
    names = ("Öztürk", "Wójcik", "Şahin", "Yıldızoğlu", "Łukaszewicz", "Nguyễn", "d’Hondt")
    made = route(stops=len(names))
    stops = tuple(replace(s, name=n) for s, n in zip(made.stops, names, strict=True))
    text = text_of(routes_pdf([one(replace(made, stops=stops))]), tmp_path)
    assert all(name in text for name in names)


def test_a_letter_that_the_typeface_lacks_is_told_and_never_an_empty_box() -> None:
    made = route(stops=2)
    stops = (replace(made.stops[0], name="李明"), made.stops[1])
    sheet = one(replace(made, stops=stops))
    told = unprintable(plan(replace(made, stops=stops)))
    assert [say(fact) for fact in told] == [
        "R08 stop 1: deze tekens kan het papier niet laten zien: 李明. Er komt de letter die er "
        "het meest op lijkt, of een vraagteken. Schrijf ze anders als dat moet."
    ]
    assert page(sheet)["rows"][0]["name"] == "李明"
    assert routes_pdf([sheet]).startswith(b"%PDF")
    assert (printable("李明 A\u0323b\tc"), missing("Şahin")) == ("?? Ạb c", "")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_printed_and_never_run(text: str, tmp_path: Path) -> None:
    printed = text_of(routes_pdf([hostile(text)]), tmp_path)
    assert "Niet thuis?" in printed
    assert "?" in printed or printable(text)[:6] in printed


def test_a_very_long_note_stays_on_its_page(tmp_path: Path) -> None:
    made = route(stops=1)
    stops = (replace(made.stops[0], door_note="Bel twee keer aan. " * 300),)
    text = text_of(routes_pdf([one(replace(made, stops=stops))]), tmp_path)
    assert "Vraag de planner om de rest." in " ".join(text.split())


def with_parcel(sheet: RouteSheet) -> RouteSheet:
    """The sheet with a parcel alone at its first door."""
    [trip] = sheet.trips
    first = replace(trip.stops[0], lines=(), parcels=("B102",), crates=2)
    return replace(sheet, trips=(replace(trip, stops=(first, *trip.stops[1:])),))


@pytest.mark.parametrize("large", [False, True])
def test_a_stop_for_a_parcel_alone_says_pakket_and_its_number(large: bool, tmp_path: Path) -> None:
    sheet = with_parcel(one(route(stops=2)))
    row = next(row for row in page(sheet)["rows"] if row["kind"] == "stop")
    assert row["food"] == [{"n": 1, "letters": "", "words": "pakket"}]
    text = text_of(routes_pdf([sheet], large_type=large), tmp_path)
    assert "Pakket B102." in text and "samen 2 kratten" in text
    assert re.search(r"\b1\s+pakket\b", text)


def test_no_phone_is_said_in_words() -> None:
    made = route(stops=1)
    sheet = one(replace(made, stops=(replace(made.stops[0], phone=""),)))
    assert page(sheet)["rows"][0]["phone"] == "geen telefoon"


def test_a_day_without_routes_is_a_page_that_says_so(tmp_path: Path) -> None:
    assert "Er zijn geen routes" in text_of(routes_pdf([]), tmp_path)


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert routes_pdf([one()]) == routes_pdf([one()])


def test_the_pdf_is_tagged_and_knows_its_language() -> None:
    made = routes_pdf([one()])
    assert b"/MarkInfo" in made or b"/StructTreeRoot" in made
    assert b"pdfuaid" in made


@pytest.mark.parametrize("stops", [0, 1, 13, 26])
@pytest.mark.parametrize("large", [False, True])
def test_sheets_of_every_length_are_tagged(stops: int, large: bool) -> None:
    for trips in (1, 2):
        sheet = one(route(stops=stops, trips=trips), draft=True, version=0)
        assert b"pdfuaid" in routes_pdf([sheet], large_type=large)


def test_what_cannot_be_tagged_is_still_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    set_by_typst: Callable[..., bytes] = typst.compile

    def strict(*given: Any, **options: Any) -> bytes:
        if options["pdf_standards"]:
            set_by_typst(b"#panic()")
        return set_by_typst(*given, **options)

    monkeypatch.setattr(typst, "compile", strict)
    made = routes_pdf([one()])
    assert made.startswith(b"%PDF") and b"pdfuaid" not in made


def test_english_sheets_are_asked_for_in_english() -> None:
    sheet = replace(one(replace(route(), language="en")), day=date(2026, 11, 24))
    assert page(sheet)["lang"] == "en"
    assert page(sheet)["date"] == "Tue 24-11-2026"


def test_a_link_becomes_a_code_to_scan() -> None:
    address = "https://planner.example.nl/r/abc"
    assert page(one(), link=address)["qr"].startswith("<svg")
    assert page(one())["qr"] == ""
