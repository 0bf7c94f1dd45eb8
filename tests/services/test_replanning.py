"""Planning a published day again: little changes, and what does is told per sheet."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.make import TUESDAY, address, exception, located, recipient, volunteer
from tests.make_days import Office, going, office, small_day
from voedselbrigade.domain.delivery_days import RosterEntry, RosterStatus
from voedselbrigade.domain.people import Volunteer
from voedselbrigade.domain.plan_changes import changes, reprinted
from voedselbrigade.domain.plans import Plan
from voedselbrigade.errors import NotPossible
from voedselbrigade.routing.replanning import Mode
from voedselbrigade.wiring import Home


@pytest.fixture
def desk(sqlite_home: Home) -> Office:
    return office(sqlite_home)


@pytest.fixture
def holding(desk: Office) -> Plan:
    """A published day of ten in a row, on three rounds of four at most."""
    people, _ = small_day(desk, 10)
    desk.change(*desk_volunteers(desk))
    desk.add(volunteer("Wim", most_stops=4))
    desk.plan()
    desk.publish()
    assert len(people) == 10
    return desk.versions()[-1]


def desk_volunteers(desk: Office) -> list[Volunteer]:
    with desk.home.view(desk.actor) as work:
        return [replace(one, most_stops=4) for one in work.store.volunteers.all()]


def test_a_cancelled_stop_is_one_sheet(desk: Office, holding: Plan) -> None:
    gone = going(holding)[4]
    with desk.home.work(desk.actor) as work:
        work.store.exceptions.add(exception(gone.recipient))
    draft = desk.plan()
    assert len(reprinted(changes(holding, draft))) == 1
    assert len(going(draft)) == 9


def test_a_new_recipient_is_one_sheet(desk: Office, holding: Plan) -> None:
    desk.add(recipient("Nieuw", address=address(40), located=located(0, 3)))
    draft = desk.plan()
    assert len(going(draft)) == 11
    assert len(reprinted(changes(holding, draft))) == 1


def test_a_volunteer_who_is_ill_leaves_the_other_stops_where_they_are(
    desk: Office, holding: Plan
) -> None:
    ill = holding.routes[0]
    desk.add(volunteer("Anja", most_stops=4))
    with desk.home.work(desk.actor) as work:
        work.store.roster.save(RosterEntry(ill.volunteer, TUESDAY, RosterStatus.CANNOT))
    draft = desk.plan()
    stayed = {s.recipient: r.volunteer for r, s in draft.every_stop() if r.code != ill.code}
    for route in holding.routes[1:]:
        assert all(stayed[stop.recipient] == route.volunteer for stop in route.stops)
    assert len(going(draft)) == 10


def test_only_reordering_puts_nobody_in(desk: Office, holding: Plan) -> None:
    desk.add(recipient("Nieuw", address=address(40), located=located(0, 3)))
    draft = desk.plan(mode=Mode.ONLY_REORDER)
    assert [one.reason.code for one in draft.left_out] == ["reason.possible"]
    assert reprinted(changes(holding, draft)) == ()


def test_a_draft_can_be_filled_up_too(desk: Office) -> None:
    small_day(desk)
    first = desk.plan()
    desk.add(recipient("Nieuw", address=address(40), located=located(0, 9)))
    second = desk.plan(mode=Mode.ONLY_INSERT)
    order = [stop.recipient for stop in going(first)]
    assert [s.recipient for s in going(second) if s.recipient in order] == order
    assert len(going(second)) == 6


def test_there_is_nothing_to_keep_where_there_is_no_plan(desk: Office) -> None:
    small_day(desk)
    with pytest.raises(NotPossible) as refusal:
        desk.plan(mode=Mode.ONLY_INSERT)
    assert refusal.value.fact.code == "plan.nothing_to_keep"
