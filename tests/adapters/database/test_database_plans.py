"""Plans, searches and results in their tables, on both engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.make import NOW, TUESDAY, by_office, recipient, volunteer
from tests.make_days import Office, office, small_day
from tests.make_plans import plan, route
from voedselbrigade.domain.faces import Meeting
from voedselbrigade.domain.ledger import Ridden
from voedselbrigade.domain.people import RecipientId, VolunteerId
from voedselbrigade.domain.plans import Delivery, Outcome, Plan, PlanId, PlanStatus
from voedselbrigade.errors import Conflict, Fact, NotFound
from voedselbrigade.services.store import SearchRow, SearchState
from voedselbrigade.wiring import Home


@pytest.fixture
def desk(home: Home) -> Office:
    return office(home)


def kept(desk: Office, value: Plan) -> Plan:
    with desk.home.work(desk.actor) as work:
        return work.store.plans.add(value, by_office())


def draft(day: date = TUESDAY) -> Plan:
    """As the office makes them: moments know their time zone."""
    return replace(plan(route(8), route(9), draft=True), day=day, made_at=NOW, version=0)


def test_a_plan_comes_back_as_it_was_kept(desk: Office) -> None:
    made = replace(draft(), notes=(Fact.of("plan.search_died"),), settings={"a": [1, "b", None]})
    first = kept(desk, made)
    assert first == replace(made, id=first.id, revision=1)
    assert desk.versions() == (first,)


def test_an_older_copy_of_a_plan_is_not_written_over_a_newer_one(desk: Office) -> None:
    first = kept(desk, draft())
    with desk.home.work(desk.actor) as work:
        second = work.store.plans.save(first, by_office(by="Bep"))
    assert second.revision == 2
    with pytest.raises(Conflict) as told, desk.home.work(desk.actor) as work:
        work.store.plans.save(first, by_office())
    assert told.value.fact.values["who"] == "Bep"


def test_a_plan_that_does_not_exist_is_not_found(desk: Office) -> None:
    with pytest.raises(NotFound), desk.home.view(desk.actor) as work:
        work.store.plans.get(PlanId(99))


def test_only_rounds_of_the_plan_that_holds_were_ridden(desk: Office) -> None:
    first = kept(desk, draft())
    riders = {one.volunteer for one in first.routes}
    week = timedelta(days=7)

    def rode() -> set[int]:
        with desk.home.view(desk.actor) as work:
            return set(work.store.plans.rode(TUESDAY - week, TUESDAY))

    def becomes(one: Plan, status: PlanStatus) -> Plan:
        with desk.home.work(desk.actor) as work:
            return work.store.plans.save(replace(one, status=status), by_office())

    assert rode() == set()
    held = becomes(first, PlanStatus.PUBLISHED)
    assert rode() == riders
    becomes(held, PlanStatus.REPLACED)
    assert rode() == set()


def test_old_plans_go_with_their_rounds(desk: Office) -> None:
    old = kept(desk, replace(draft(TUESDAY - timedelta(days=9)), status=PlanStatus.PUBLISHED))
    new = kept(desk, replace(draft(), status=PlanStatus.PUBLISHED))
    with desk.home.work(desk.actor) as work:
        assert work.store.plans.remove_before(TUESDAY) == 1
        assert work.store.plans.days(old.day, new.day) == (TUESDAY,)
        assert work.store.plans.rode(old.day, old.day) == {}


# Results


def result(desk: Office) -> Delivery:
    [person] = desk.add(recipient())
    [rider] = desk.add(volunteer())
    return Delivery(
        day=TUESDAY,
        recipient=RecipientId(person.id),
        volunteer=VolunteerId(rider.id),
        route="R01",
        stop="1",
        outcome=Outcome.NOT_HOME,
        worry=True,
        at_door_s=43_800,
        noted_at=NOW,
        noted_by="Ans",
        remark="hond los",
    )


def test_of_one_stop_the_last_result_holds_and_the_others_are_history(desk: Office) -> None:
    first = result(desk)
    other = replace(first, stop="2")
    second = replace(first, outcome=Outcome.GIVEN, noted_at=NOW + timedelta(hours=1))
    with desk.home.work(desk.actor) as work:
        for one in (first, other, second):
            work.store.deliveries.save(one)
    with desk.home.view(desk.actor) as work:
        deliveries = work.store.deliveries
        assert set(deliveries.of_day(TUESDAY)) == {second, other}
        assert set(deliveries.of(first.recipient)) == {second, other}
        assert deliveries.said(TUESDAY, "R01", "1") == (first, second)


def test_a_face_is_familiar_after_food_was_given_and_it_still_holds(desk: Office) -> None:
    first = replace(result(desk), outcome=Outcome.GIVEN)
    with desk.home.work(desk.actor) as work:
        work.store.deliveries.save(first)
        known = work.store.deliveries.volunteers_since(TUESDAY)
        assert known == {first.recipient: {first.volunteer: 1}}
        assert work.store.deliveries.volunteers_since(TUESDAY + timedelta(days=1)) == {}
        work.store.deliveries.save(replace(first, outcome=Outcome.REFUSED))
        assert work.store.deliveries.volunteers_since(TUESDAY) == {}


def test_who_met_whom_is_told_by_day_and_only_when_food_was_given(desk: Office) -> None:
    given = replace(result(desk), outcome=Outcome.GIVEN)
    later = replace(given, day=TUESDAY + timedelta(days=2))
    with desk.home.work(desk.actor) as work:
        for one in (given, replace(given, stop="2"), replace(given, stop="3", outcome=None), later):
            work.store.deliveries.save(one)
        met = work.store.deliveries.met
        once = Meeting(given.recipient, TUESDAY, given.volunteer)
        assert met(TUESDAY, TUESDAY + timedelta(days=1)) == (once,)
        work.store.deliveries.save(replace(later, outcome=Outcome.REFUSED))
        assert met(TUESDAY, later.day) == (once,)


def test_what_somebody_did_counts_from_the_day_that_is_closed(desk: Office) -> None:
    made = kept(desk, replace(draft(), status=PlanStatus.PUBLISHED))
    with desk.home.work(desk.actor) as work:
        plans = work.store.plans
        assert plans.ridden(TUESDAY, TUESDAY) == {}
        plans.save(replace(made, status=PlanStatus.DONE), by_office())
        did = {one.volunteer: Ridden(one.minutes, len(one.stops), 1) for one in made.routes}
        assert plans.ridden(TUESDAY, TUESDAY) == did
        assert plans.ridden(TUESDAY + timedelta(days=1), TUESDAY + timedelta(days=9)) == {}


def test_old_results_are_removed(desk: Office) -> None:
    old = result(desk)
    with desk.home.work(desk.actor) as work:
        work.store.deliveries.save(old)
        assert work.store.deliveries.remove_before(TUESDAY + timedelta(days=1)) == 1
        assert work.store.deliveries.of_day(TUESDAY) == ()


# Searches


def test_a_day_is_claimed_by_one_search_at_a_time(desk: Office) -> None:
    row = SearchRow(TUESDAY, SearchState.RUNNING, 7, NOW, "Ans", NOW)
    with desk.home.work(desk.actor) as work:
        assert work.store.searches.claim(row)
    with desk.home.work(desk.actor) as work:
        assert not work.store.searches.claim(replace(row, started_by="Bep"))
        ended = replace(row, state=SearchState.FINISHED, progress={"served": 5}, finish_asked=True)
        work.store.searches.save(ended)
        assert work.store.searches.get(TUESDAY) == ended
        assert work.store.searches.running() == ()
        assert work.store.searches.claim(replace(row, started_by="Bep"))
        assert [one.started_by for one in work.store.searches.running()] == ["Bep"]


# The whole way


def test_a_day_is_planned_published_and_read_again(desk: Office) -> None:
    small_day(desk, 3)
    made = desk.plan()
    done = desk.publish().plan
    assert desk.versions() == (done,)
    assert done.routes == made.routes
