"""Putting a day on paper: which version, what changed, and who took it out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.make import TUESDAY, account, recipient
from tests.make_days import Office, moved, office, small_day
from tests.make_plans import plan, route
from voedselbrigade.adapters.roads import StraightLine
from voedselbrigade.domain.access import Role
from voedselbrigade.domain.people import RecipientState, Transport
from voedselbrigade.domain.places import Point
from voedselbrigade.domain.plans import PlanId
from voedselbrigade.errors import NotAllowed, NotFound, UnusableFile
from voedselbrigade.services import office_settings, printing
from voedselbrigade.services.ports import TravelTable
from voedselbrigade.services.printing import Printout
from voedselbrigade.wiring import Home


@pytest.fixture
def desk(sqlite_home: Home) -> Office:
    return office(sqlite_home)


def printed(desk: Office, chosen: PlanId | None = None) -> Printout:
    with desk.home.work(desk.actor) as work:
        return printing.print_day(work, TUESDAY, chosen)


def test_without_a_plan_there_is_nothing_to_print(desk: Office) -> None:
    with pytest.raises(NotFound):
        printed(desk)


def test_a_draft_is_printed_as_a_draft(desk: Office) -> None:
    small_day(desk)
    desk.plan()
    assert [sheet.draft for sheet in printed(desk).sheets] == [True]


def test_what_holds_is_printed_even_if_there_is_a_newer_draft(desk: Office) -> None:
    small_day(desk)
    desk.plan()
    holds = desk.publish().plan
    draft = desk.plan()
    assert printed(desk).plan == holds
    assert printed(desk, draft.id).plan == draft


def test_a_version_that_does_not_exist_is_not_printed(desk: Office) -> None:
    small_day(desk)
    desk.plan()
    with pytest.raises(NotFound):
        printed(desk, PlanId(99))


def test_the_second_version_marks_what_changed_since_the_first(desk: Office) -> None:
    people, _ = small_day(desk)
    desk.plan()
    desk.publish()
    desk.change(moved(people[0], state=RecipientState.STOPPED))
    desk.plan()
    desk.publish()
    [sheet] = printed(desk).sheets
    assert (sheet.version, sheet.replaces_version) == (2, 1)
    marked = [stop.changed.kind for stop in sheet.stops if stop.changed]
    assert marked == ["cancelled"]


def test_the_office_stands_on_every_sheet(desk: Office) -> None:
    small_day(desk)
    desk.plan()
    with desk.home.work(desk.actor) as work:
        office_settings.change(work, TUESDAY, office_phone="070 000 01 00")
    assert {sheet.office_phone for sheet in printed(desk).sheets} == {"070 000 01 00"}


def test_who_may_not_print_gets_no_sheets(desk: Office) -> None:
    small_day(desk)
    desk.plan()
    with pytest.raises(NotAllowed):
        printed(Office(desk.home, account(desk.home, "Kijker", Role.VIEWER)))


class Streets(StraightLine):
    """Roads that know streets: every way goes by a corner of its own."""

    CORNER = Point(52.0, 4.0)

    @property
    def name(self) -> str:
        return "streets"

    def line(self, transport: Transport, points: Sequence[Point]) -> tuple[Point, ...]:
        return (points[0], self.CORNER, *points[1:])

    def table(self, transport: Transport, points: Sequence[Point]) -> TravelTable:
        raise AssertionError("a way needs no table")


def test_a_way_goes_from_the_kitchen_by_the_doors_to_where_the_trip_ends() -> None:
    one = route(8, stops=4, trips=2)
    day = replace(plan(replace(one, end=None)), roads="streets")
    ways = printing.ways_of(day, Streets())["R08"]
    kitchen = one.trips[0].point
    doors = [tuple(stop.point for stop in one.stops_of(trip)) for trip in (0, 1)]
    assert ways[0] == (kitchen, Streets.CORNER, *doors[0], one.trips[1].point)
    assert ways[1] == (kitchen, Streets.CORNER, *doors[1])


def test_where_no_streets_are_known_there_is_no_way_to_draw() -> None:
    over_streets = replace(plan(), roads="streets")
    assert printing.ways_of(over_streets, StraightLine()) == {}
    assert printing.ways_of(plan(), Streets()) == {}
    assert printing.turns_of(over_streets, StraightLine()) == {}


class Torn(Streets):
    def line(self, transport: Transport, points: Sequence[Point]) -> tuple[Point, ...]:
        raise UnusableFile("streets.other_version", file="bicycle")


def test_a_network_that_was_damaged_since_is_no_reason_to_have_no_paper() -> None:
    assert printing.ways_of(replace(plan(), roads="streets"), Torn()) == {}


def test_a_stop_of_somebody_new_is_marked_as_new(desk: Office) -> None:
    small_day(desk)
    desk.plan()
    desk.publish()
    desk.add(recipient("Nieuw"))
    desk.plan()
    desk.publish()
    new = [s.name for sheet in printed(desk).sheets for s in sheet.stops if s.changed]
    assert new == ["Mw. A. de Nieuw"]
