"""Wishes in a plan: faces from what was really delivered, what they may cost, and the curve."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.make import TUESDAY, located, recipient
from tests.make_days import INSERTION, HereSolver, Office, going, office, small_day
from voedselbrigade.adapters.roads import StraightLine
from voedselbrigade.domain.gathered_days import DeliveryDay
from voedselbrigade.domain.ledger import Ridden
from voedselbrigade.domain.office import Settings
from voedselbrigade.domain.plans import Plan
from voedselbrigade.services import delivering, merging, office_settings, planning
from voedselbrigade.services.gathering import gather
from voedselbrigade.services.searching import SearchProgress, better_min, better_plans, course
from voedselbrigade.wiring import Home
from voedselbrigade.words import say

NEXT = TUESDAY + timedelta(days=1)


@pytest.fixture
def desk(sqlite_home: Home) -> Office:
    """Five people whose Tuesday was ridden and closed; one was not at home."""
    made = office(sqlite_home)
    small_day(made, 5)
    made.plan()
    made.publish()
    with made.home.work(made.actor) as work:
        assert delivering.settle_lines(work, TUESDAY, "R01 1-4G 5N").closed
    return made


def gathered(desk: Office, day: date) -> DeliveryDay:
    with desk.home.view(desk.actor) as work:
        return gather(work, day)


def planned(desk: Office, faces: int | None) -> Plan:
    tools = planning.Desk(
        view=lambda: desk.home.view(desk.actor),
        work=lambda: desk.home.work(desk.actor),
        roads=lambda settings: StraightLine(settings.transports),
        solver=HereSolver(),
    )
    made = planning.plan_day(tools, NEXT, replace(INSERTION, new_face_min=faces))
    assert made is not None
    return made


def test_whoever_really_got_food_knows_the_face_the_day_after(desk: Office) -> None:
    met = gathered(desk, NEXT).met
    assert len(met) == 4
    assert {one.day for one in met} == {TUESDAY}
    plan = desk.plan(NEXT)
    assert sum(stop.familiar for stop in going(plan)) == 4
    familiar = next(wish for wish in plan.wishes if wish.wish == "familiar")
    assert (familiar.met, familiar.asked) == (4, 4)


def test_what_was_delivered_later_is_not_known_on_an_earlier_day(desk: Office) -> None:
    assert gathered(desk, TUESDAY).met == ()


def test_what_was_brought_to_a_double_was_brought_to_the_one_who_was_kept(desk: Office) -> None:
    with desk.home.view(desk.actor) as work:
        keep, other, *_ = sorted(work.store.recipients.all(), key=lambda one: one.id)
        kept, gone = sorted(work.store.volunteers.all(), key=lambda one: one.id)
    before = {one.recipient for one in gathered(desk, NEXT).met}
    came = {one.volunteer for one in gathered(desk, NEXT).met}
    if other.id not in before:
        keep, other = other, keep
    with desk.home.work(desk.actor) as work:
        merging.merge(work, keep, 1, other.id)
        stays, goes = (gone, kept) if kept.id in came else (kept, gone)
        merging.merge(work, stays, 1, goes.id)
    met = gathered(desk, NEXT).met
    assert {one.recipient for one in met} == (before - {other.id}) | {keep.id}
    assert {one.volunteer for one in met} == {stays.id}


def test_after_so_many_weeks_a_face_is_forgotten(desk: Office) -> None:
    later = TUESDAY + timedelta(weeks=8)
    assert len(gathered(desk, later).met) == 4
    assert gathered(desk, later + timedelta(days=1)).met == ()
    with desk.home.work(desk.actor) as work:
        office_settings.change(work, TUESDAY, familiar_weeks=1)
    assert gathered(desk, TUESDAY + timedelta(days=8)).met == ()


def test_the_ledger_of_four_weeks_has_the_days_that_are_closed(desk: Office) -> None:
    [route] = desk.versions()[-1].routes
    did = {route.volunteer: Ridden(route.minutes, 5, 1)}
    assert gathered(desk, NEXT).ridden == did
    assert gathered(desk, TUESDAY + timedelta(days=29)).ridden == {}


def test_what_a_face_may_cost_can_be_turned_for_one_plan(desk: Office) -> None:
    assert planned(desk, faces=9).settings["price_new_face_min"] == 9
    assert gathered(desk, NEXT).settings.price_new_face_min == Settings().price_new_face_min
    assert planned(desk, faces=None).settings["price_new_face_min"] == Settings().price_new_face_min


def test_a_wish_without_a_price_is_still_counted(desk: Office) -> None:
    familiar = next(one for one in planned(desk, faces=0).wishes if one.wish == "familiar")
    assert (familiar.met, familiar.asked, familiar.extra_s) == (4, 4, 0)


def test_a_new_person_is_nobody_to_know(desk: Office) -> None:
    desk.add(recipient("Nieuw", located=located(0, 6)))
    plan = desk.plan(NEXT)
    assert {stop.name: stop.familiar for stop in going(plan)}["Mw. A. de Nieuw"] is False


# How a search went -------------------------------------------------------------------------------


def searched(*signs: tuple[float, int, int | None]) -> SearchProgress:
    now = SearchProgress(0.0, 10.0, 0, 5)
    for sign in signs:
        now = now.further(*sign)
    return now


def test_only_a_better_plan_is_a_point_of_the_curve() -> None:
    found = searched((0.2, 0, None), (1.0, 5, 9000), (1.5, 5, 9000), (2.0, 5, 6000)).found
    assert found == ((1.0, 5, 9000), (2.0, 5, 6000))


def test_a_plan_that_leaves_somebody_out_is_no_measure_of_time() -> None:
    kept = json.loads(json.dumps(searched((1.0, 4, 10_009_000), (2.0, 5, 9000)).as_values()))
    assert better_plans(kept) == ((2.0, 5, 9000),)
    assert better_min(kept) == 0
    assert course(kept) is None


def test_the_course_of_a_search_says_how_much_better_it_became() -> None:
    kept = json.loads(json.dumps(searched((1.0, 5, 9000), (4.0, 5, 3000)).as_values()))
    told = course(kept)
    assert told is not None
    assert "na 1 s" in say(told)
    assert "10 min beter" in say(told)


def test_a_curve_keeps_its_ends_and_stays_short() -> None:
    signs = [(float(n), 5, 100_000 - n) for n in range(1, 500)]
    found = searched(*signs).found
    assert (found[0], found[-1]) == ((1.0, 5, 99_999), (499.0, 5, 99_501))
    assert len(found) <= 60


def test_a_row_of_an_older_version_has_no_curve() -> None:
    assert course({}) is None
    assert course({"found": None, "elapsed_s": 3}) is None
