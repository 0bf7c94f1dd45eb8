"""What came of a supply: kept like a door, but nobody was met and nothing was given out there."""

from __future__ import annotations

import pytest

from tests.make import TUESDAY, address, located, recipient
from tests.make_days import Office, office
from tests.make_supplies import two_steps
from voedselbrigade.domain.clock import hms
from voedselbrigade.domain.plans import NOBODY, Outcome, PlanStatus, in_force
from voedselbrigade.services import day_stock, delivering
from voedselbrigade.services.day_stock import Told
from voedselbrigade.services.delivering import Settled
from voedselbrigade.wiring import Home
from voedselbrigade.words import say


@pytest.fixture
def desk(sqlite_home: Home) -> Office:
    """T01 to one point where two people are fed from, and one door of the kitchen; published."""
    made = office(sqlite_home)
    two_steps(made, people=2)
    made.add(recipient("Bij", address=address(9), located=located(0, 1)))
    made.plan()
    made.publish()
    return made


def settle(desk: Office, text: str) -> Settled:
    with desk.home.work(desk.actor) as work:
        return delivering.settle_lines(work, TUESDAY, text)


def every_door(desk: Office) -> str:
    plan = in_force(desk.versions())
    assert plan is not None
    return " ".join(f"{route.code} {stop.number}G" for route, stop in plan.every_stop())


def test_a_supply_is_settled_like_a_door_and_can_be_corrected(desk: Office) -> None:
    assert settle(desk, "T01 1N 10:40").new == 1
    assert settle(desk, "t1 1G 10:55").corrected == 1
    assert settle(desk, "T01 1G 10:55").unchanged == 1
    with desk.home.view(desk.actor) as work:
        (kept,) = work.store.deliveries.of_day(TUESDAY)
    assert (kept.route, kept.stop, kept.recipient) == ("T01", "1", NOBODY)
    assert (kept.outcome, kept.at_door_s) == (Outcome.GIVEN, hms(10, 55))


def test_what_was_brought_to_a_point_says_that_the_day_is_under_way(desk: Office) -> None:
    settle(desk, "T01 1G")
    holds = in_force(desk.versions())
    assert holds is not None
    assert holds.status is PlanStatus.UNDER_WAY


def test_the_doors_close_the_day_and_not_the_supply(desk: Office) -> None:
    settled = settle(desk, "T01 1G")
    assert {one.route for one in settled.still_open}.isdisjoint({"T01"})
    assert not settled.closed
    assert settle(desk, every_door(desk)).closed


def test_a_service_point_is_no_face_at_a_door(desk: Office) -> None:
    settle(desk, f"T01 1G {every_door(desk)}")
    with desk.home.view(desk.actor) as work:
        met = work.store.deliveries.met(TUESDAY, TUESDAY)
        since = work.store.deliveries.volunteers_since(TUESDAY)
    assert len(met) == len(since) == 3
    assert NOBODY not in since
    assert NOBODY not in {one.recipient for one in met}


def test_the_stock_hears_of_doors_only(desk: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[Told] = []
    monkeypatch.setattr(day_stock, "settle", lambda work, plan, told: heard.extend(told))
    settle(desk, f"T01 1G {every_door(desk)}")
    assert len(heard) == 3
    assert "T01" not in {one.route.code for one in heard}


@pytest.mark.parametrize(
    ("ticked", "said"),
    [
        ("T01 1N", "Er kwam geen eten bij {hub}. Bel nu route {code}: die wacht daar."),
        ("T01 1W", "Er kwam te weinig eten bij {hub}. Bel nu route {code}: die laadt daar."),
        ("T01 1GZ", ""),
    ],
)
def test_who_waits_for_meals_that_did_not_come_is_told_at_once(
    desk: Office, ticked: str, said: str
) -> None:
    plan = in_force(desk.versions())
    assert plan is not None
    (run,) = plan.supplies
    (here,) = (r.code for r in plan.routes if r.trips[0].hub == run.stops[0].hub)
    told = " ".join(say(fact) for fact in settle(desk, ticked).to_call)
    assert told == said.format(hub="Servicepunt Oost", code=here)
    assert settle(desk, ticked).to_call == ()


def test_nobody_waits_at_a_point_when_all_doors_behind_it_are_known(desk: Office) -> None:
    settle(desk, every_door(desk))
    assert settle(desk, "T01 1N").to_call == ()
