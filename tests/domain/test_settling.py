"""What is typed from paper is read, piece by piece."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.make_plans import plan, route
from voedselbrigade.domain.clock import hms
from voedselbrigade.domain.plans import Outcome, Plan, RouteKind, StopStatus
from voedselbrigade.domain.settling import Tick, parse_settle_lines
from voedselbrigade.words import say

GIVEN, NOT_HOME, REFUSED = Outcome.GIVEN, Outcome.NOT_HOME, Outcome.REFUSED


def day() -> Plan:
    """R03 with 4 stops of which 2 is cancelled, R08 with 12 stops and an 8a, T01 with 3 points."""
    small, large = route(3, stops=4), route(8)
    supply = replace(route(1, stops=3), code="T01", kind=RouteKind.SUPPLY)
    gone = replace(small.stops[1], status=StopStatus.CANCELLED)
    extra = replace(large.stops[7], number="8a")
    made = plan(
        replace(small, stops=(small.stops[0], gone, *small.stops[2:])),
        replace(large, stops=(*large.stops[:8], extra, *large.stops[8:])),
    )
    return replace(made, supplies=(supply,))


def read(text: str) -> list[tuple[str, str, Outcome | None, bool, int | None]]:
    ticks, problems = parse_settle_lines(text, day())
    assert problems == ()
    return [(one.route, one.stop, one.outcome, one.worry, one.at_door_s) for one in ticks]


def wrong(text: str) -> list[tuple[int, str]]:
    _, problems = parse_settle_lines(text, day())
    return [(one.line, one.fact.code) for one in problems]


def test_a_stop_a_letter_and_a_time() -> None:
    assert read("R08 4N 12:10") == [("R08", "4", NOT_HOME, False, hms(12, 10))]


def test_what_cannot_be_read_is_told_once_with_its_time() -> None:
    assert wrong("R08 4X 12:10") == [(1, "settle.unreadable")]
    ticks, problems = parse_settle_lines("R08 4X 12:10, 5G 12:15", day())
    assert [(one.stop, one.at_door_s) for one in ticks] == [("5", hms(12, 15))]
    assert [one.text for one in problems] == ["4X 12:10"]


def test_several_ticks_on_one_line() -> None:
    assert read("R08 1G 2G 3N 12:10 4GZ") == [
        ("R08", "1", GIVEN, False, None),
        ("R08", "2", GIVEN, False, None),
        ("R08", "3", NOT_HOME, False, hms(12, 10)),
        ("R08", "4", GIVEN, True, None),
    ]


def test_a_range_gives_every_stop_in_it_with_its_letters() -> None:
    found = [stop for _, stop, *_ in read("R08 7-9G")]
    assert found == ["7", "8", "8a", "9"]


def test_a_range_leaves_out_who_is_cancelled() -> None:
    assert [stop for _, stop, *_ in read("R03 1-4G")] == ["1", "3", "4"]


def test_who_was_cancelled_can_still_be_settled_by_his_own_number() -> None:
    assert read("R03 2G") == [("R03", "2", GIVEN, False, None)]


@pytest.mark.parametrize(
    "text",
    ["r08 4n 12:10", "R8 4N 12.10", "R 08: 4 N 12u10", "r08, 4N  12:10;", "\ufeffR08\t4n 12:10 "],
)
def test_it_may_be_typed_in_many_ways(text: str) -> None:
    assert read(text) == [("R08", "4", NOT_HOME, False, hms(12, 10))]


def test_8ag_is_stop_8a_given_and_8g_is_stop_8_given() -> None:
    assert [(stop, out) for _, stop, out, *_ in read("r08 8ag 8g")] == [("8a", GIVEN), ("8", GIVEN)]


def test_a_line_without_a_route_goes_on_with_the_one_above() -> None:
    assert [(r, s) for r, s, *_ in read("R08\n1G\n2W\nR03 1G")] == [
        ("R08", "1"),
        ("R08", "2"),
        ("R03", "1"),
    ]


def test_a_comment_line_says_nothing_and_a_remark_goes_with_the_last_tick() -> None:
    ticks, problems = parse_settle_lines("# ronde van Ineke\nR08 1G 2N # hond los", day())
    assert problems == ()
    assert [one.remark for one in ticks] == ["", "hond los"]


def test_a_worry_alone_has_no_outcome() -> None:
    assert read("R08 4Z") == [("R08", "4", None, True, None)]


def test_a_worry_is_not_lost_when_the_outcome_follows() -> None:
    assert read("R08 4Z\nR08 4N 12:10") == [("R08", "4", NOT_HOME, True, hms(12, 10))]


def test_the_last_outcome_of_a_stop_counts() -> None:
    assert read("R08 4N\nR08 4G") == [("R08", "4", GIVEN, False, None)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("4N 12:10", "settle.no_route"),
        ("T09 1G", "settle.unknown_route"),
        ("R081G 2G", "settle.which_route"),
        ("R 2G", "settle.which_route"),
        ("R99 1G", "settle.unknown_route"),
        ("R08 13G", "settle.unknown_stop"),
        ("R08 9-13G", "settle.unknown_stop"),
        ("R08 9-7G", "settle.unknown_stop"),
        ("R08 4X", "settle.unreadable"),
        ("R08 4", "settle.unreadable"),
        ("R08 4N 12:70", "settle.no_time"),
        ("R08 4N 25:10", "settle.no_time"),
        ("R08 4G4G", "settle.unreadable"),
    ],
)
def test_what_cannot_be_is_told_with_its_line(text: str, code: str) -> None:
    assert wrong(f"# kop\n{text}") == [(2, code)]


def test_a_wrong_piece_does_not_cost_the_good_ones() -> None:
    ticks, problems = parse_settle_lines("R08 1G 2X 3G", day())
    assert [one.stop for one in ticks] == ["1", "3"]
    assert [one.text for one in problems] == ["2X"]


@pytest.mark.parametrize(
    ("text", "booked"),
    [
        ("R03 1G R08 2G", "R03 1, R08 2"),
        ("R03 1G T01 2G", "R03 1, T01 2"),
        ("T01 1G 10:50 r3 1G 3N 12:10, R 08: 7-8G", "T01 1, R03 1, R03 3, R08 7, R08 8"),
        ("R08 1G\nt 1 2G\n3G\nR08 4G", "R08 1, T01 2, T01 3, R08 4"),
        ("R03 1G; T1; 1-2G\n3G", "R03 1, T01 1, T01 2, T01 3"),
        ("R03 1G R08\n2G", "R03 1, R08 2"),
        ("1G R03 1G", "R03 1"),
        ("R03 1G R99 2G R08 2G", "R03 1, R08 2"),
        ("R03 1G R08 99G 2G", "R03 1, R08 2"),
        ("R03 1GR08 2G", ""),
        ("R03 1G Ro8 2G\n3G", "R03 1"),
        ("R03 1G route 08 2G", "R03 1"),
        ("R03 1G R 08x 2G R08 3G", "R03 1, R08 3"),
        ("R03 1G r-8 2G", "R03 1"),
        ("R03 1G R00 3G", "R03 1"),
        ("R03 1G T09 3G", "R03 1"),
        ("T01 1Z 2W", "T01 1, T01 2"),
        ("R08 8tG 1G", "R08 1"),
        ("R03 1G # bij R08 2G", "R03 1"),
    ],
)
def test_a_tick_belongs_to_the_route_before_it_and_never_to_another(text: str, booked: str) -> None:
    ticks, _ = parse_settle_lines(text, day())
    assert ", ".join(f"{one.route} {one.stop}" for one in ticks) == booked


def test_behind_what_may_be_a_route_nothing_is_booked_and_that_is_said() -> None:
    assert wrong("R03 1G Ro8 2G 3G\n4G\nR08 2G") == [
        (1, "settle.which_route"),
        (2, "settle.no_route"),
    ]
    _, (problem,) = parse_settle_lines("R03 1G Ro8 2G 3G", day())
    assert problem.text == "Ro8 2G 3G"
    assert say(problem.fact) == (
        "Regel 1: is “Ro8” een route? Schrijf die los, zoals R08 of T01. Wat erachter staat, is"
        " niet verwerkt."
    )


def test_a_remark_stays_with_the_last_tick_of_a_line_with_several_routes() -> None:
    ticks, _ = parse_settle_lines("R03 1G T01 2W # 3 gewoon te weinig", day())
    assert [(one.route, one.remark) for one in ticks] == [
        ("R03", ""),
        ("T01", "3 gewoon te weinig"),
    ]


@given(st.text(alphabet="TR08 139agnwzGNWZ:-.#\n,xo", max_size=80))
def test_garbage_never_crashes_and_only_real_stops_come_out(text: str) -> None:
    here = day()
    real = {(run.code, stop.number) for run in here.runs for stop in run.stops}
    ticks, problems = parse_settle_lines(text, here)
    assert all(isinstance(one, Tick) and (one.route, one.stop) in real for one in ticks)
    assert all(1 <= one.line <= text.count("\n") + 1 for one in problems)
