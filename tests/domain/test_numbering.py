"""Numbers on labels: given once, never moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.make_plans import DAY, plan, route
from voedselbrigade.domain.numbering import numbered, parse_route_code, parse_run_code, route_code
from voedselbrigade.domain.people import RecipientId, VolunteerId
from voedselbrigade.domain.plans import Plan, PlanId, PlannedRoute, PlannedStop, StopStatus


def round_of(people: Sequence[int], volunteer: int = 1, starts_s: int = 36_000) -> PlannedRoute:
    """A route without code or numbers, as it comes from the search."""
    like = route(8, stops=1)
    stops = tuple(replace(like.stops[0], recipient=RecipientId(one), number="") for one in people)
    return replace(like, code="", volunteer=VolunteerId(volunteer), starts_s=starts_s, stops=stops)


def shown(found: PlannedRoute) -> list[str]:
    """`8a:12` for the stop of person 12, `-` before it when it is struck through."""
    return [_mark(stop) for stop in found.stops]


def _mark(stop: PlannedStop) -> str:
    dash = "-" if stop.status is StopStatus.CANCELLED else ""
    return f"{dash}{stop.number}:{stop.recipient}"


def version(number: int, *routes: PlannedRoute) -> Plan:
    return replace(plan(*routes), id=PlanId(number), version=number, day=DAY)


def after(first: Sequence[int], *later: Sequence[int]) -> list[str]:
    """What the last of these versions of one route looks like."""
    versions: list[Plan] = []
    for n, people in enumerate((first, *later), start=1):
        versions.append(version(n, *numbered([round_of(people)], versions)))
    return shown(versions[-1].routes[0])


def test_a_first_version_counts_from_one() -> None:
    assert after([11, 12, 13]) == ["1:11", "2:12", "3:13"]


def test_who_comes_in_between_one_and_two_is_1a() -> None:
    assert after([11, 12], [11, 13, 14, 12]) == ["1:11", "1a:13", "1b:14", "2:12"]


def test_who_comes_first_of_all_is_0a() -> None:
    assert after([11, 12], [13, 11, 12]) == ["0a:13", "1:11", "2:12"]


def test_who_comes_last_gets_the_next_number() -> None:
    assert after([11, 12], [11, 12, 13, 14]) == ["1:11", "2:12", "3:13", "4:14"]


def test_who_is_cancelled_stays_struck_through_in_place() -> None:
    assert after([11, 12, 13], [11, 13]) == ["1:11", "-2:12", "3:13"]


def test_another_order_keeps_the_numbers() -> None:
    assert after([11, 12, 13], [13, 11, 12]) == ["3:13", "1:11", "2:12"]


def test_a_number_of_someone_cancelled_is_never_given_again() -> None:
    assert after([11, 12, 13], [11, 12], [11, 12, 14]) == ["1:11", "2:12", "-3:13", "4:14"]


def test_who_comes_back_gets_the_old_number_back() -> None:
    assert after([11, 12, 13], [11, 13], [11, 12, 13]) == ["1:11", "2:12", "3:13"]


def test_a_letter_is_not_given_twice() -> None:
    assert after([11, 12], [11, 13, 12], [11, 14, 13, 12])[1] == "1b:14"


def test_letters_are_never_those_of_the_boxes() -> None:
    many = [11, *range(20, 60), 12]
    letters = "".join(mark.split(":")[0].lstrip("0123456789") for mark in after([11, 12], many))
    assert letters
    assert not set(letters) & set("gnwzilo")


def test_a_volunteer_keeps_his_code_and_a_new_one_gets_the_next() -> None:
    first = version(1, *numbered([round_of([1], 7), round_of([2], 8, 37_000)], []))
    again = numbered([round_of([3], 9), round_of([2], 8, 37_000)], [first])
    assert {r.volunteer: r.code for r in first.routes} == {7: "R01", 8: "R02"}
    assert {r.volunteer: r.code for r in again} == {8: "R02", 9: "R03"}


def test_two_rounds_of_one_volunteer_have_a_code_each() -> None:
    found = numbered([round_of([1], 7, 36_000), round_of([2], 7, 50_000)], [])
    assert [r.code for r in found] == ["R01", "R02"]


def test_a_draft_keeps_codes_but_no_numbers() -> None:
    draft = version(0, *numbered([round_of([1, 2], 7), round_of([3], 8)], []))
    again = numbered([round_of([2, 1, 4], 8)], [], draft)
    assert [(r.code, shown(r)) for r in again] == [("R02", ["1:2", "2:1", "3:4"])]


@pytest.mark.parametrize(
    ("text", "code"),
    [("R08", "R08"), ("r8", "R08"), (" R 08", "R08"), ("8", "R08"), ("R123", "R123")],
)
def test_route_codes_are_read_as_people_type_them(text: str, code: str) -> None:
    assert parse_route_code(text) == code


@pytest.mark.parametrize("text", ["", "R", "R0", "R8a", "route acht"])
def test_what_is_no_route_code_is_none(text: str) -> None:
    assert parse_route_code(text) is None


@pytest.mark.parametrize(
    ("text", "code"), [("r 8", "R08"), ("T1", "T01"), ("t\t112", "T112"), ("8", None), ("T0", None)]
)
def test_a_route_or_a_supply_is_told_by_its_letter(text: str, code: str | None) -> None:
    assert parse_run_code(text) == code


def test_codes_have_two_digits_at_least() -> None:
    assert [route_code(8), route_code(112)] == ["R08", "R112"]


orders = st.lists(
    st.permutations(range(8)).flatmap(lambda p: st.integers(1, 8).map(lambda n: p[:n])),
    min_size=1,
    max_size=6,
)


@given(orders)
def test_whatever_happens_a_number_stays_with_its_person(versions: list[list[int]]) -> None:
    done: list[Plan] = []
    owner: dict[str, int] = {}
    for n, people in enumerate(versions, start=1):
        found = numbered([round_of(people)], done)
        stops = found[0].stops
        going = [s.recipient for s in stops if s.status is StopStatus.PLANNED]
        assert going == people
        assert len({s.number for s in stops}) == len(stops)
        for stop in stops:
            assert owner.setdefault(stop.number, stop.recipient) == stop.recipient
        assert set(owner) == {s.number for s in stops}
        done.append(version(n, *found))
