"""From draft to published: what blocks, what warns, and numbers that stand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.make import TUESDAY, account, address, exception, hub, located, recipient, volunteer
from tests.make_days import Office, going, moved, office, small_day
from voedselbrigade.domain.access import Role
from voedselbrigade.domain.delivery_days import ExceptionKind, RosterEntry, RosterStatus
from voedselbrigade.domain.food import Allergen, AllergenState, Diet
from voedselbrigade.domain.people import RecipientState
from voedselbrigade.domain.plans import PlanStatus, StopStatus
from voedselbrigade.errors import Conflict, NotAllowed, NotFound, NotPossible
from voedselbrigade.services import publishing
from voedselbrigade.wiring import Home


@pytest.fixture
def desk(sqlite_home: Home) -> Office:
    return office(sqlite_home)


def blocks(desk: Office) -> list[str]:
    return [fact.code for fact in desk.look().blocks]


def warnings(desk: Office) -> list[str]:
    return [fact.code for fact in desk.look().warnings]


def test_a_draft_becomes_version_one(desk: Office) -> None:
    small_day(desk)
    draft = desk.plan()
    done = desk.publish(revision=draft.revision)
    assert (done.plan.status, done.plan.version) == (PlanStatus.PUBLISHED, 1)
    assert done.plan.published_at == desk.home.now()
    assert done.plan.routes == draft.routes


def test_publishing_twice_is_publishing_once(desk: Office) -> None:
    small_day(desk)
    desk.plan()
    first, second = desk.publish(), desk.publish()
    assert second.again
    assert second.plan == first.plan
    assert len(desk.versions()) == 1


def test_without_a_plan_there_is_nothing_to_publish(desk: Office) -> None:
    with pytest.raises(NotFound):
        desk.publish()
    with pytest.raises(NotFound):
        desk.look()


def test_planning_again_leaves_the_published_version_in_force(desk: Office) -> None:
    small_day(desk)
    desk.plan()
    first = desk.publish().plan
    desk.plan()
    assert [plan.status for plan in desk.versions()] == [PlanStatus.PUBLISHED, PlanStatus.DRAFT]
    second = desk.publish().plan
    assert (second.version, second.replaces) == (2, first.id)
    assert [plan.status for plan in desk.versions()] == [PlanStatus.REPLACED, PlanStatus.PUBLISHED]


def test_numbers_stand_from_the_first_version_on(desk: Office) -> None:
    people, _ = small_day(desk, 4)
    desk.plan()
    first = {stop.recipient: stop.number for stop in going(desk.publish().plan)}
    desk.change(moved(people[1], state=RecipientState.STOPPED))
    between = replace(people[2], located=located(0, 3))
    desk.add(recipient("Nieuw", address=address(99), located=between.located))
    desk.plan()
    second = desk.publish()
    stops = {stop.recipient: stop for _, stop in second.plan.every_stop()}
    for one in people:
        assert stops[one.id].number == first[one.id]
    assert stops[people[1].id].status is StopStatus.CANCELLED
    codes = {fact.code for change in second.changes for fact in change.facts}
    assert codes >= {"route.stop_cancelled", "route.stop_new"}


def test_a_volunteer_who_falls_ill_blocks_until_the_day_is_planned_again(desk: Office) -> None:
    small_day(desk)
    plan = desk.plan()
    ill = plan.routes[0].volunteer
    with desk.home.work(desk.actor) as work:
        work.store.roster.save(RosterEntry(ill, TUESDAY, RosterStatus.CANNOT))
    assert blocks(desk) == ["plan.nobody_drives"]
    with pytest.raises(NotPossible):
        desk.publish()
    assert desk.versions()[0].status is PlanStatus.DRAFT
    desk.plan()
    assert blocks(desk) == []


def test_an_allergy_heard_of_after_planning_blocks(desk: Office) -> None:
    people, _ = small_day(desk)
    desk.plan()
    desk.change(moved(people[0], allergens={Allergen.NUTS: AllergenState.UNKNOWN}))
    assert blocks(desk) == ["plan.food_changed"]


def test_another_diet_for_the_day_blocks(desk: Office) -> None:
    people, _ = small_day(desk)
    desk.plan()
    with desk.home.work(desk.actor) as work:
        vegan = frozenset({Diet.VEGAN})
        said = exception(people[0].id, kind=ExceptionKind.DIET, diets=vegan)
        work.store.exceptions.add(said)
    assert blocks(desk) == ["plan.food_changed"]


def test_a_kitchen_that_is_not_sure_any_more_blocks(desk: Office) -> None:
    safe = {Allergen.NUTS: AllergenState.YES}
    kitchen = desk.add(hub(leaves_out=safe))[0]
    desk.add(volunteer(), recipient(allergens={Allergen.NUTS: AllergenState.YES}))
    desk.plan()
    assert blocks(desk) == []
    desk.change(replace(kitchen, leaves_out={}))
    assert blocks(desk) == ["plan.stop_unknown_allergen"]
    desk.change(replace(kitchen, leaves_out={Allergen.NUTS: AllergenState.NO}))
    assert blocks(desk) == ["plan.stop_has_allergen"]


def test_what_changed_since_the_draft_only_warns(desk: Office) -> None:
    people, _ = small_day(desk)
    desk.plan()
    with desk.home.work(desk.actor) as work:
        work.store.exceptions.add(exception(people[0].id))
        said = exception(people[1].id, kind=ExceptionKind.NUMBER, portions=4)
        work.store.exceptions.add(said)
    desk.change(moved(people[2], address=address(77)))
    desk.add(recipient("Laat"))
    assert sorted(warnings(desk)) == [
        "plan.address_changed",
        "plan.came_since",
        "plan.not_due_any_more",
        "plan.number_changed",
    ]
    assert desk.publish().plan.version == 1


def test_people_without_food_are_told_before_publishing(desk: Office) -> None:
    desk.add(hub(), volunteer(), recipient(), recipient("Zoek", located=None))
    desk.plan()
    assert warnings(desk) == ["plan.some_left_out"]


def test_who_had_food_in_the_version_before_is_named(desk: Office) -> None:
    people, _ = small_day(desk)
    desk.plan()
    desk.publish()
    desk.change(moved(people[0], located=None))
    desk.plan()
    assert warnings(desk) == ["plan.some_left_out", "route.left_out"]


def test_an_older_screen_does_not_publish_a_newer_draft(desk: Office) -> None:
    small_day(desk)
    seen = desk.plan().revision
    desk.plan()
    with pytest.raises(Conflict):
        desk.publish(revision=seen)


def test_a_draft_from_before_another_version_is_not_published(desk: Office) -> None:
    small_day(desk)
    draft = desk.plan()
    desk.publish()
    with desk.home.work(desk.actor) as work:
        work.store.plans.add(replace(draft, replaces=None), work.cause())
    with pytest.raises(Conflict):
        desk.publish()


def test_a_viewer_may_look_but_not_publish(desk: Office) -> None:
    small_day(desk)
    desk.plan()
    viewer = Office(desk.home, account(desk.home, "Kijker", Role.VIEWER))
    assert viewer.look().blocks == ()
    with pytest.raises(NotAllowed):
        viewer.publish()


def test_publishing_is_written_in_the_audit_log(desk: Office) -> None:
    small_day(desk)
    desk.plan()
    desk.publish()
    with desk.home.view(desk.actor) as work:
        written = work.store.audit.list(work.now.replace(hour=0), work.now.replace(hour=23))
    about = [entry for entry in written if entry.action == "publish"]
    assert [(entry.account_name, entry.subject_id) for entry in about] == [("Ans", "2026-11-24")]


def test_a_volunteer_keeps_his_route_code_in_the_next_version(desk: Office) -> None:
    desk.add(hub())
    desk.add(*(recipient(f"W{n}", located=located(0, n % 9)) for n in range(20)))
    desk.add(volunteer("Ineke"), volunteer("Kees"), volunteer("Truus"))
    first = desk.plan()
    desk.publish()
    before = {route.volunteer: route.code for route in first.routes}
    ill = first.routes[0].volunteer
    with desk.home.work(desk.actor) as work:
        work.store.roster.save(RosterEntry(ill, TUESDAY, RosterStatus.CANNOT))
    desk.plan()
    done = desk.publish()
    for route in done.plan.routes:
        assert before.get(route.volunteer, route.code) == route.code
        assert route.code != before[ill]
    assert "gone" in {change.kind for change in done.changes}


def test_planning_again_keeps_people_on_the_sheets_that_were_handed_out(desk: Office) -> None:
    desk.add(hub(), volunteer("Ineke", most_stops=3), volunteer("Kees", most_stops=3))
    desk.add(*(recipient(f"W{n}", located=located(0, 3 * n - 8)) for n in range(6)))
    desk.plan()
    one, two = (holds := desk.publish().plan).routes
    swapped = (
        replace(one, volunteer=two.volunteer, code=two.code),
        replace(two, volunteer=one.volunteer, code=one.code),
    )
    with desk.home.work(desk.actor) as work:
        work.store.plans.save(replace(holds, routes=swapped), work.cause())
    before = {stop.recipient: route.volunteer for route in swapped for stop in route.stops}
    after = {
        stop.recipient: route.volunteer for route in desk.plan().routes for stop in route.stops
    }
    assert after == before


def test_looking_does_not_change_anything(desk: Office) -> None:
    small_day(desk)
    desk.plan()
    before = desk.versions()
    with desk.home.view(desk.actor) as work:
        publishing.look(work, TUESDAY)
    assert desk.versions() == before
