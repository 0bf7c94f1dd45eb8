"""The dispatcher's hand: judged at once, kept with its reason, and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.make import MORNING, TUESDAY, account, address, exception, hub, located, recipient
from tests.make_days import Office, office, small_day
from tests.make_hand import Day, day_of_six, laid, make, onto, planned_six, riders, undo, vehicle_of
from voedselbrigade.domain.access import Role
from voedselbrigade.domain.clock import TimeWindow, hms
from voedselbrigade.domain.delivery_days import RosterEntry, RosterStatus
from voedselbrigade.domain.food import Allergen, AllergenState
from voedselbrigade.domain.hand_moves import going
from voedselbrigade.domain.plan_changes import changes, reprinted
from voedselbrigade.domain.plans import PlanStatus, StopStatus
from voedselbrigade.errors import Conflict, NotAllowed, NotFound, NotPossible, WrongWords
from voedselbrigade.services import hand_deeds, move_table, moving, pointing
from voedselbrigade.services.store import AuditKind
from voedselbrigade.wiring import Home
from voedselbrigade.words import say


@pytest.fixture(scope="module")
def planned(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return planned_six(migrated_sqlite, tmp_path_factory.mktemp("planned"))


@pytest.fixture
def day(planned: Path, tmp_path: Path) -> Iterator[Day]:
    yield from day_of_six(planned, tmp_path)


def test_a_move_to_who_stays_at_home_makes_a_round_of_its_own(day: Day) -> None:
    offer = onto(laid(day.desk), day.people[5], day.other)
    assert offer.allowed
    assert [(share.route, share.name) for share in offer.shares] == [
        ("R01", day.rider.name.plain),
        ("R02", day.other.name.plain),
    ]
    kept = make(day.desk, offer)
    assert riders(kept)[day.people[5].id] == day.other.name.plain
    assert (kept.status, kept.id) == (PlanStatus.DRAFT, day.plan.id)
    was, now = (sum(r.ends_s - r.starts_s for r in p.routes) for p in (day.plan, kept))
    assert now - was == offer.added_s
    was, now = (sum(r.distance_m for r in p.routes) for p in (day.plan, kept))
    assert now - was == offer.added_m


def test_at_a_place_it_is_that_address_of_the_round(day: Day) -> None:
    kept = make(day.desk, onto(laid(day.desk), day.people[0], day.rider, at=4))
    assert [stop.recipient for stop in kept.routes[0].stops].index(day.people[0].id) == 3
    assert kept.moves[-1].fact.code == "hand.reordered"


@pytest.mark.parametrize("at", [0, -1, 7, 10**30])
def test_a_place_that_is_not_there_is_refused_with_those_that_are(day: Day, at: int) -> None:
    with pytest.raises(WrongWords) as refused:
        onto(laid(day.desk), day.people[0], day.rider, at)
    assert refused.value.fact.values["most"] == 6


def test_a_move_to_where_somebody_is_already_is_no_move(day: Day) -> None:
    with pytest.raises(NotPossible, match="nothing_changes"):
        onto(laid(day.desk), day.people[0], day.rider, day.place(day.people[0]))


def test_a_broken_rule_needs_a_reason_and_keeps_it(day: Day) -> None:
    day.desk.change(replace(day.other, most_stops=1))
    make(day.desk, onto(laid(day.desk), day.people[5], day.other))
    offer = onto(laid(day.desk), day.people[4], day.other)
    assert [(one.rule, one.route) for one in offer.new] == [("stops", "R02")]
    assert say(offer.new[0].fact) == "Te veel adressen: 2, het mogen er 1 zijn."
    before = day.desk.versions()
    for nothing in ("", " \n "):
        with pytest.raises(NotPossible, match="needs_reason"):
            make(day.desk, offer, nothing)
    assert day.desk.versions() == before
    kept = make(day.desk, offer, "Kees  belde:\nhet kan")
    assert [(one.rule, one.why, one.by) for one in kept.breaches] == [
        ("stops", "Kees belde: het kan", "Ans")
    ]
    assert kept.moves[-1].why == "Kees belde: het kan"
    warned = [say(fact) for fact in day.desk.look().warnings]
    assert "R02: tegen een regel (het aantal adressen). De reden: Kees belde: het kan" in warned


def test_a_reason_is_written_in_the_log_as_a_deed_about_that_person(day: Day) -> None:
    day.desk.change(replace(day.other, most_stops=0))
    make(day.desk, onto(laid(day.desk), day.people[5], day.other), "mag")
    with day.desk.home.view(day.desk.home.system) as work:
        now = day.desk.home.now()
        lines = work.store.audit.list(now.replace(hour=0), now.replace(hour=23))
    deeds = {(one.action, one.subject_id) for one in lines if one.what is AuditKind.DID}
    assert {("move", "2026-11-24"), ("overrule", str(day.people[5].id))} <= deeds


def test_what_was_broken_with_a_reason_needs_no_second_one(day: Day) -> None:
    day.desk.change(replace(day.other, most_stops=0))
    make(day.desk, onto(laid(day.desk), day.people[5], day.other), "mag")
    offer = onto(laid(day.desk), day.people[0], day.rider, at=3)
    assert offer.allowed
    assert [one.why for one in make(day.desk, offer).breaches] == ["mag"]


def test_a_late_door_goes_in_the_least_bad_place(day: Day) -> None:
    early = (TimeWindow(hms(9, 30), hms(9, 31)),)
    day.desk.change(replace(day.people[5], windows=early))
    offer = onto(laid(day.desk), day.people[5], day.other)
    assert {one.rule for one in offer.new} == {"window"}
    assert len(offer.new) == 1
    assert offer.new[0].fact.values["name"] == "Mw. A. de Wit6"


def test_no_reason_brings_an_excluded_volunteer_to_the_door(day: Day) -> None:
    excluded = replace(day.people[5], excluded=frozenset({day.other.id}))
    day.desk.change(excluded)
    offer = onto(laid(day.desk), day.people[5], day.other)
    assert [one.rule for one in offer.never] == ["excluded"]
    with pytest.raises(NotPossible, match=r"hand\.never"):
        make(day.desk, offer, "Het is nood")


def test_no_reason_brings_food_that_is_not_safe(day: Day) -> None:
    nuts = {Allergen.NUTS: AllergenState.YES}
    (safe,) = day.desk.add(hub("Notenvrij", leaves_out=nuts, located=located(1, 1)))
    day.desk.change(replace(day.people[5], allergens=nuts))
    bound = replace(day.other, hub=day.desk.versions()[0].routes[0].trips[0].hub)
    day.desk.change(bound)
    assert safe.id != bound.hub
    offer = onto(laid(day.desk), day.people[5], bound)
    assert [one.rule for one in offer.never] == ["depot"]


def test_who_cannot_go_along_cannot_be_moved_and_hears_why(day: Day) -> None:
    day.desk.change(replace(day.people[2], located=None))
    table = laid(day.desk)
    with pytest.raises(NotPossible, match=r"plan\.not_located"):
        onto(table, day.people[2], day.other)
    out = make(day.desk, hand_deeds.taken_out(table, day.people[2].id))
    assert [one.reason.code for one in out.left_out] == ["plan.not_located"]


def test_who_is_not_due_cannot_be_moved(day: Day) -> None:
    stranger = replace(day.people[0], id=type(day.people[0].id)(99_999))
    with pytest.raises(NotFound):
        onto(laid(day.desk), stranger, day.other)
    with pytest.raises(NotFound):
        hand_deeds.taken_out(laid(day.desk), stranger.id)


def test_taking_somebody_out_and_putting_them_in_again(day: Day) -> None:
    who = day.people[3]
    out = make(day.desk, hand_deeds.taken_out(laid(day.desk), who.id))
    assert [say(one.reason) for one in out.left_out] == ["Met de hand van de route gehaald."]
    assert who.id not in riders(out)
    with pytest.raises(NotPossible, match="on_no_route"):
        hand_deeds.taken_out(laid(day.desk), who.id)
    back = make(day.desk, hand_deeds.moved_best(laid(day.desk), who.id))
    assert back.left_out == ()
    assert riders(back) == riders(day.plan)
    assert [move.fact.code for move in back.moves] == ["hand.taken_out", "hand.put_in"]


def test_who_came_since_the_plan_can_be_put_in(day: Day) -> None:
    (late,) = day.desk.add(recipient("Laat", address=address(40), located=located(0, 3)))
    kept = make(day.desk, hand_deeds.moved_best(laid(day.desk), late.id))
    assert late.id in riders(kept)
    assert [r.code for r in kept.routes] == ["R01"]


def test_two_volunteers_swap_and_every_label_still_holds(day: Day) -> None:
    make(day.desk, onto(laid(day.desk), day.people[5], day.other))
    first = day.desk.publish().plan
    table = laid(day.desk)
    one, other = vehicle_of(table, day.rider), vehicle_of(table, day.other)
    kept = make(day.desk, hand_deeds.swapped(table, one, other))
    assert [route.volunteer_name for route in kept.routes] == [
        route.volunteer_name for route in reversed(first.routes)
    ]
    for was, now in zip(first.routes, kept.routes, strict=True):
        assert [(s.recipient, s.number) for s in was.stops] == [
            (s.recipient, s.number) for s in now.stops
        ]
    with pytest.raises(NotPossible, match="same_volunteer"):
        hand_deeds.swapped(laid(day.desk), one, one)


def test_a_whole_round_goes_to_who_has_none(day: Day) -> None:
    table = laid(day.desk)
    offer = hand_deeds.swapped(table, vehicle_of(table, day.other), vehicle_of(table, day.rider))
    kept = make(day.desk, offer)
    assert offer.deed.fact.code == "hand.taken_over"
    assert [(r.code, r.volunteer) for r in kept.routes] == [("R01", day.other.id)]


def test_a_move_on_a_published_plan_is_a_new_version(day: Day) -> None:
    first = day.desk.publish().plan
    make(day.desk, onto(laid(day.desk), day.people[5], day.other))
    standing, draft = day.desk.versions()
    assert (standing, draft.status, draft.replaces) == (first, PlanStatus.DRAFT, first.id)
    gone = draft.routes[0].stops[day.place(day.people[5]) - 1]
    assert (gone.recipient, gone.status) == (day.people[5].id, StopStatus.CANCELLED)
    second = day.desk.publish()
    assert (second.plan.version, reprinted(second.changes)) == (2, ("R01", "R02"))
    assert len(second.plan.moves) == 1


def test_undo_gives_back_the_plan_as_it_was(day: Day) -> None:
    make(day.desk, onto(laid(day.desk), day.people[5], day.other))
    between = make(day.desk, hand_deeds.taken_out(laid(day.desk), day.people[0].id))
    assert len(between.moves) == 2
    assert day.people[0].id in riders(undo(day.desk))
    back = undo(day.desk)
    assert (back.routes, back.left_out, back.breaches, back.moves) == (day.plan.routes, (), (), ())
    with pytest.raises(NotPossible, match="nothing_to_undo"):
        undo(day.desk)


def test_undo_after_publishing_is_a_new_version_with_the_old_numbers(day: Day) -> None:
    first = day.desk.publish().plan
    make(day.desk, onto(laid(day.desk), day.people[2], day.other))
    second = day.desk.publish().plan
    draft = undo(day.desk)
    assert draft.replaces == second.id
    third = day.desk.publish()
    assert (third.plan.version, third.plan.moves) == (3, ())
    assert [(s.number, s.recipient) for s in third.plan.routes[0].stops] == [
        (s.number, s.recipient) for s in first.routes[0].stops
    ]
    assert [change.kind for change in third.changes] == ["different", "gone"]
    assert [plan.status for plan in day.desk.versions()] == ["replaced", "replaced", "published"]


def test_of_two_dispatchers_the_second_hears_who_changed_what(day: Day) -> None:
    mine, yours = laid(day.desk), laid(day.desk)
    bea = Office(day.desk.home, account(day.desk.home, "Bea"))
    make(bea, onto(yours, day.people[5], day.other))
    with pytest.raises(Conflict) as told:
        make(day.desk, onto(mine, day.people[0], day.other))
    values = told.value.fact.values
    assert (values["who"], values["routes"]) == ("Bea", ("R01", "R02"))
    assert "Anders is nu: R01 en R02." in say(told.value.fact)
    kept = day.desk.versions()[-1]
    assert [move.by for move in kept.moves] == ["Bea"]
    make(day.desk, onto(laid(day.desk), day.people[0], day.other))


def test_a_move_on_a_plan_that_was_just_published_is_told(day: Day) -> None:
    offer = onto(laid(day.desk), day.people[5], day.other)
    day.desk.publish()
    with pytest.raises(Conflict, match="changed_meanwhile"):
        make(day.desk, offer)
    with day.desk.home.work(day.desk.actor) as work, pytest.raises(Conflict):
        moving.undo(work, TUESDAY, seen=day.plan)


def test_a_search_that_began_before_a_move_does_not_undo_it(day: Day) -> None:
    day.desk.publish()

    class Slow:
        def solve(self, problem: object, order: object, watch: object) -> object:
            make(day.desk, onto(laid(day.desk), day.people[5], day.other))
            return None

    from tests.make_days import HereSolver

    class While(HereSolver):
        def solve(self, *asked: object) -> object:  # type: ignore[override]
            Slow().solve(*asked)
            return super().solve(*asked)  # type: ignore[arg-type]

    with pytest.raises(Conflict, match="changed_since_search"):
        day.desk.plan(solver=While())
    assert len(day.desk.versions()[-1].moves) == 1


def test_from_a_route_that_nobody_rides_any_more_people_can_be_moved(day: Day) -> None:
    ill = day.rider
    with day.desk.home.work(day.desk.actor) as work:
        work.store.roster.save(RosterEntry(ill.id, TUESDAY, RosterStatus.CANNOT))
    for who in day.people[:5]:
        make(day.desk, onto(laid(day.desk), who, day.other))
    left = laid(day.desk).plan
    assert [(r.code, len(r.stops)) for r in left.routes] == [("R01", 1), ("R02", 5)]
    make(day.desk, onto(laid(day.desk), day.people[5], day.other))
    assert day.desk.look().blocks == ()


def test_a_route_that_nobody_rides_any_more_is_taken_over_whole(day: Day) -> None:
    first, ill = day.desk.publish().plan, day.rider
    with day.desk.home.work(day.desk.actor) as work:
        work.store.roster.save(RosterEntry(ill.id, TUESDAY, RosterStatus.CANNOT))
    out = make(day.desk, hand_deeds.taken_out(laid(day.desk), day.people[5].id))
    assert [len(going(route)) for route in out.routes] == [5]
    undo(day.desk)
    table = laid(day.desk)
    (route,) = table.nobodys
    assert pointing.nobodys(table, "r 1") == pointing.nobodys(table, "ineke") == route
    kept = make(day.desk, hand_deeds.taken_over(table, route, vehicle_of(table, day.other)))
    assert [(r.code, r.volunteer) for r in kept.routes] == [("R01", day.other.id)]
    assert [s.number for s in kept.routes[0].stops] == [s.number for s in first.routes[0].stops]
    assert day.desk.look().blocks == ()
    table = laid(day.desk)
    with pytest.raises(NotPossible, match="has_a_route"):
        hand_deeds.taken_over(table, route, vehicle_of(table, day.other))
    assert undo(day.desk).routes == first.routes


def test_who_is_not_due_any_more_leaves_a_route_that_is_made_anew(day: Day) -> None:
    with day.desk.home.work(day.desk.actor) as work:
        work.store.exceptions.add(exception(day.people[1].id))
    offer = onto(laid(day.desk), day.people[5], day.other)
    assert [fact.values["name"] for fact in offer.notes] == ["Mw. A. de Wit2"]
    kept = make(day.desk, offer)
    assert kept.left_out == ()
    assert day.people[1].id in riders(undo(day.desk))


def test_a_kitchen_that_gets_too_much_needs_a_reason(day: Day) -> None:
    make(day.desk, hand_deeds.taken_out(laid(day.desk), day.people[5].id))
    with day.desk.home.view(day.desk.actor) as work:
        (kitchen,) = work.store.hubs.all()
    day.desk.change(replace(kitchen, most_meals=5))
    offer = hand_deeds.moved_best(laid(day.desk), day.people[5].id)
    assert [one.rule for one in offer.new] == ["hub_meals"]
    assert [one.why for one in make(day.desk, offer, "gebeld").breaches] == ["gebeld"]


def test_without_a_plan_or_once_it_has_begun_there_is_nothing_to_move(sqlite_home: Home) -> None:
    desk = office(sqlite_home)
    small_day(desk)
    with pytest.raises(NotFound):
        laid(desk)
    desk.plan()
    plan = desk.publish().plan
    with desk.home.work(desk.actor) as work:
        work.store.plans.save(replace(plan, status=PlanStatus.UNDER_WAY), work.cause())
    with pytest.raises(NotPossible, match="under_way"):
        laid(desk)
    with pytest.raises(NotPossible, match="under_way"):
        undo(desk)


def test_who_only_looks_may_not_move(day: Day) -> None:
    offer = onto(laid(day.desk), day.people[5], day.other)
    viewer = Office(day.desk.home, account(day.desk.home, "Kijker", Role.VIEWER))
    with pytest.raises(NotAllowed):
        make(viewer, offer)
    with pytest.raises(NotAllowed):
        undo(viewer)


def test_a_reason_as_long_as_a_letter_is_refused(day: Day) -> None:
    offer = onto(laid(day.desk), day.people[5], day.other)
    with pytest.raises(WrongWords):
        make(day.desk, offer, "x" * 301)


def test_moving_reads_only_what_the_office_may_see(day: Day) -> None:
    nobody = account(day.desk.home, "Vrijwilliger", Role.VOLUNTEER)
    with pytest.raises(NotAllowed), day.desk.home.view(nobody) as work:
        move_table.look(work, TUESDAY)


def test_changes_of_a_move_name_the_person_on_both_sheets(day: Day) -> None:
    first = day.desk.publish().plan
    draft = make(day.desk, onto(laid(day.desk), day.people[5], day.other))
    told = {c.route: {fact.code for fact in c.facts} for c in changes(first, draft)}
    assert "route.stop_to" in told["R01"]
    assert told["R02"] == {"route.new"}
    assert MORNING.holds(draft.routes[1].starts_s)
