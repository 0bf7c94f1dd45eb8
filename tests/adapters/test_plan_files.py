"""A plan as plan.json and plan.xlsx."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import datetime

import pytest
from openpyxl import load_workbook

from tests.make_plans import DAY, left_out, plan, route
from voedselbrigade.adapters.plan_files import plan_json
from voedselbrigade.adapters.plan_workbook import plan_xlsx
from voedselbrigade.domain.clock import TimeWindow, hms
from voedselbrigade.domain.food import MealKind
from voedselbrigade.domain.plans import Plan, RuleBreach, StopStatus
from voedselbrigade.errors import Fact
from voedselbrigade.words import speaker

_ROUTE_KEYS = [
    "route",
    "kind",
    "volunteer",
    "volunteer_name",
    "transport",
    "departs",
    "returns",
    "minutes",
    "km",
    "trips",
    "stops",
]
_STOP_KEYS = [
    "number",
    "trip",
    "recipient",
    "name",
    "meals",
    "lat",
    "lon",
    "arrives",
    "leaves",
    "window",
    "status",
]


def full() -> Plan:
    """A plan with two trips, somebody left out and a rule broken on purpose."""
    made = plan(route(8, stops=4, trips=2))
    reason = left_out(31, "Dhr. J. Smit", "plan.no_volunteers", day="2026-11-24")
    remedy = Fact.of("plan.no_open_hub", day="2026-11-24")
    breach = RuleBreach("most_stops", Fact.of("plan.no_open_hub", day="2026-11-24"), "R08", "2")
    return replace(made, left_out=(replace(reason, remedy=remedy),), breaches=(breach,))


def test_the_shape_is_the_one_that_others_build_on() -> None:
    made = plan_json(full())
    assert list(made) == [
        "format",
        "date",
        "version",
        "seed",
        "engine",
        "routes",
        "left_out",
        "breaches",
    ]
    assert (made["format"], made["date"], made["version"]) == (1, "2026-11-24", 1)
    (found,) = made["routes"]
    assert list(found) == _ROUTE_KEYS
    assert list(found["trips"][0]) == ["hub", "departs", "returns", "load"]
    assert all(list(stop) == _STOP_KEYS for stop in found["stops"])
    assert list(made["left_out"][0]) == ["recipient", "name", "reason_code", "reason", "remedy"]
    assert list(made["breaches"][0]) == ["rule", "route", "stop", "facts", "text", "why"]


def test_only_a_stop_with_a_parcel_says_how_many_crates_it_takes() -> None:
    made = full()
    (found,) = made.routes
    with_parcel = replace(found.stops[0], crates=2)
    changed = replace(made, routes=(replace(found, stops=(with_parcel, *found.stops[1:])),))
    (first, *others) = plan_json(changed)["routes"][0]["stops"]
    assert first["crates"] == 2
    assert all("crates" not in stop for stop in others)


def test_times_are_local_moments_and_ids_are_text() -> None:
    (found,) = plan_json(full())["routes"]
    assert datetime.fromisoformat(found["departs"]).date() == DAY
    assert (found["departs"], found["returns"]) == ("2026-11-24T11:00:00", "2026-11-24T12:50:00")
    assert isinstance(found["volunteer"], str) and isinstance(found["trips"][0]["hub"], str)
    assert all(isinstance(stop["recipient"], str) for stop in found["stops"])
    assert found["km"] == 6.1 and found["minutes"] == 110


def test_a_moment_after_midnight_is_on_the_next_date() -> None:
    late = replace(route(stops=1), ends_s=hms(24, 10))
    assert plan_json(plan(late))["routes"][0]["returns"] == "2026-11-25T00:10:00"


def test_a_window_is_two_clock_times_or_null() -> None:
    made = route(stops=2)
    asked = replace(made.stops[0], window=TimeWindow(hms(11, 30), hms(13)))
    stops = (asked, replace(made.stops[1], window=None))
    first, second = plan_json(plan(replace(made, stops=stops)))["routes"][0]["stops"]
    assert (first["window"], second["window"]) == (["11:30", "13:00"], None)


def test_a_preferred_time_goes_with_the_plan_where_there_is_one() -> None:
    made = route(stops=2)
    asked = replace(made.stops[0], wanted=TimeWindow(hms(12), hms(12, 30)))
    found = plan(replace(made, stops=(asked, made.stops[1])))
    first, second = plan_json(found)["routes"][0]["stops"]
    assert first["wanted"] == ["12:00", "12:30"] and "wanted" not in second
    sheet = load_workbook(io.BytesIO(plan_xlsx(found)))["Stops"]
    [column] = [cell.column for cell in sheet[1] if cell.value == "Liefst tussen"]
    assert [sheet.cell(row, column).value or "" for row in (2, 3)] == ["12:00–12:30", ""]


def test_loads_add_up_to_the_meals_of_the_stops_that_are_going() -> None:
    made = route(stops=6, trips=2)
    gone = replace(made.stops[0], status=StopStatus.CANCELLED)
    (found,) = plan_json(plan(replace(made, stops=(gone, *made.stops[1:]))))["routes"]
    loads = sum(sum(trip["load"].values()) for trip in found["trips"])
    going = [stop for stop in found["stops"] if stop["status"] == "planned"]
    assert loads == sum(stop["meals"] for stop in going)
    assert all(key.split(":")[0] in set(MealKind) for key in found["trips"][0]["load"])


def test_reasons_and_breaches_are_sentences() -> None:
    made = plan_json(full())
    (person,) = made["left_out"]
    assert person["reason_code"] == "plan.no_volunteers"
    assert person["reason"].startswith("Op di 24-11-2026 komt er geen vrijwilliger.")
    assert made["breaches"][0]["text"] == person["remedy"]
    assert made["breaches"][0]["facts"] == {"day": "2026-11-24"}


def test_the_whole_is_plain_json() -> None:
    made = plan_json(full(), speaker("nl"))
    assert json.loads(json.dumps(made)) == made


def test_the_workbook_has_routes_stops_and_left_out() -> None:
    book = load_workbook(io.BytesIO(plan_xlsx(full())))
    assert book.sheetnames == ["Routes", "Stops", "Niet ingedeeld"]
    rows = [sheet.max_row for sheet in book.worksheets]
    assert rows == [2, 5, 2]
    assert book["Stops"]["B2"].value == "1"
    assert str(book["Niet ingedeeld"]["D2"].value).startswith("Op di 24-11-2026")


@pytest.mark.parametrize(
    "text", ["=1+1", "+31 70 000", "-2+3", "@SUM(A1)", '=HYPERLINK("x")', "a\x00b\x1fc"]
)
def test_text_is_never_a_formula(text: str) -> None:
    made = route(stops=1)
    stops = (replace(made.stops[0], name=text, door_note=text, street_line=text),)
    sheet = load_workbook(io.BytesIO(plan_xlsx(plan(replace(made, stops=stops)))))["Stops"]
    for cell in (sheet["E2"], sheet["F2"], sheet["J2"]):
        assert cell.data_type == "s"
        assert str(cell.value) == text.replace("\x00", "").replace("\x1f", "")
    assert sheet["E2"].quotePrefix == text.startswith(("=", "+", "-", "@"))


def test_a_plan_without_routes_is_a_workbook_with_headings() -> None:
    book = load_workbook(io.BytesIO(plan_xlsx(replace(plan(route()), routes=()))))
    assert [sheet.max_row for sheet in book.worksheets] == [1, 1, 1]
