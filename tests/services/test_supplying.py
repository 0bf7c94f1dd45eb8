"""Two steps: a kitchen's meals go to service points first, and from there to the doors."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import make_plans
from tests.make import MORNING, TUESDAY, address, hub, located, recipient, volunteer
from tests.make_days import INSERTION, HereSolver, Office, going, office, small_day
from tests.make_supplies import two_steps
from tests.proof import amount
from voedselbrigade.adapters.plan_files import plan_json
from voedselbrigade.adapters.roads import StraightLine
from voedselbrigade.adapters.route_sheets.kitchen import rounds_of
from voedselbrigade.adapters.route_sheets.paper import page
from voedselbrigade.cli import main
from voedselbrigade.domain.clock import TimeWindow, hms
from voedselbrigade.domain.delivery_days import Due
from voedselbrigade.domain.food import Allergen, AllergenState
from voedselbrigade.domain.gathered_days import DeliveryDay, OpenHub
from voedselbrigade.domain.lateness import Late, hit_by
from voedselbrigade.domain.people import RecipientId, Transport, VolunteerId
from voedselbrigade.domain.places import HubId
from voedselbrigade.domain.plans import Plan, PlannedStop, RouteKind
from voedselbrigade.domain.sheets import Waiting
from voedselbrigade.domain.supplies import drops_at, with_amounts
from voedselbrigade.domain.turns import Turn
from voedselbrigade.errors import NotFound
from voedselbrigade.services import planning, printing
from voedselbrigade.services.searching import SearchOrder
from voedselbrigade.wiring import Home
from voedselbrigade.words import speaker


@pytest.fixture
def desk(sqlite_home: Home) -> Office:
    return office(sqlite_home)


def notes(plan: Plan) -> set[str]:
    return {note.code for note in plan.notes}


def test_a_day_without_supplied_points_is_planned_as_before(desk: Office) -> None:
    small_day(desk)
    plan = desk.plan()
    assert plan.supplies == ()
    assert len(going(plan)) == 5


def test_the_kitchen_brings_as_many_meals_as_leave_the_point(desk: Office) -> None:
    kitchen, oost = two_steps(desk)
    plan = desk.plan()
    (run,) = plan.supplies
    (drop,) = run.stops
    assert (run.code, run.kind, run.volunteer_name) == ("T01", RouteKind.SUPPLY, "Joop Bos")
    assert (run.trips[0].hub, drop.hub, drop.name) == (kitchen.id, oost.id, "Servicepunt Oost")
    assert drop.meals == plan.meals == 4
    assert {trip.hub for route in plan.routes for trip in route.trips} == {oost.id}


def test_walkers_load_when_the_last_crate_is_there_and_the_clock_runs_from_the_kitchen(
    desk: Office,
) -> None:
    two_steps(desk)
    plan = desk.plan()
    (run,) = plan.supplies
    for route in plan.routes:
        assert route.trips[0].loads_s >= run.stops[0].leaves_s
        assert route.trips[0].hot_until_s == run.trips[0].hot_until_s


def test_the_driver_rides_no_doors_while_he_is_with_the_points(desk: Office) -> None:
    _, oost = two_steps(desk)
    desk.add(recipient("Bij", address=address(9), located=located(0, 1)))
    plan = desk.plan()
    (run,) = plan.supplies
    own = [route for route in plan.routes if route.volunteer == run.volunteer]
    assert len(going(plan)) == 5
    assert len(own) == 1
    assert own[0].starts_s >= run.ends_s
    assert own[0].trips[0].hub != oost.id


def test_food_of_a_point_is_as_safe_as_its_kitchen_and_no_safer(desk: Office) -> None:
    kitchen, oost = two_steps(desk)
    desk.change(replace(oost, leaves_out={Allergen.MILK: AllergenState.YES}))
    (person,) = desk.add(
        recipient("Zon", located=located(1, 31), allergens={Allergen.MILK: AllergenState.YES})
    )
    plan = desk.plan()
    assert {one.recipient: one.reason.code for one in plan.left_out} == {
        person.id: "plan.unknown_allergen"
    }
    desk.change(replace(kitchen, leaves_out={Allergen.MILK: AllergenState.YES}))
    assert person.id in {stop.recipient for stop in going(desk.plan())}
    assert desk.look().blocks == ()


def test_without_anybody_to_bring_them_the_point_has_no_meals_and_nobody_goes_hungry(
    desk: Office,
) -> None:
    kitchen, _ = two_steps(desk)
    with desk.home.view(desk.actor) as work:
        joop = next(v for v in work.store.volunteers.all() if v.transport is Transport.VAN)
    desk.change(replace(joop, transport=Transport.BICYCLE))
    plan = desk.plan()
    assert "plan.nobody_supplies" in notes(plan)
    assert plan.supplies == ()
    assert {trip.hub for route in plan.routes for trip in route.trips} == {kitchen.id}


def test_a_point_that_needs_more_than_one_load_gets_all_of_them_before_anybody_leaves(
    desk: Office,
) -> None:
    two_steps(desk, people=10)
    with desk.home.view(desk.actor) as work:
        joop = next(v for v in work.store.volunteers.all() if v.transport is Transport.VAN)
    desk.change(replace(joop, most_meals=6))
    plan = desk.plan()
    drops = [stop for run in plan.supplies for stop in run.stops]
    assert sorted(stop.meals for stop in drops) == [4, 6]
    last_s = max(stop.leaves_s for stop in drops)
    assert all(route.trips[0].loads_s >= last_s for route in plan.routes)


def test_a_point_that_opens_too_late_for_hot_meals_falls_out_by_name(desk: Office) -> None:
    late = dict.fromkeys(range(5), (TimeWindow(hms(16, 30), hms(16, 40)),))
    two_steps(desk, opening=late)
    plan = desk.plan()
    assert "plan.not_supplied" in notes(plan)
    assert plan.supplies == ()


def test_a_closed_kitchen_supplies_nobody_and_that_is_said(desk: Office) -> None:
    kitchen, _ = two_steps(desk)
    desk.change(replace(kitchen, active=False))
    plan = desk.plan()
    assert {"plan.supplier_closed"} <= notes(plan)
    assert plan.routes == ()


def test_publishing_waits_for_a_driver_of_the_supply(desk: Office) -> None:
    two_steps(desk)
    plan = desk.plan()
    with desk.home.view(desk.actor) as work:
        joop = next(v for v in work.store.volunteers.all() if v.transport is Transport.VAN)
    desk.change(replace(joop, available={}))
    assert [fact.code for fact in desk.look().blocks] == ["plan.nobody_drives"]
    assert plan.supplies[0].volunteer == joop.id


# Later than planned ------------------------------------------------------------------------------


def replanned(desk: Office, late: Late | None = None) -> Plan:

    made = planning.plan_day(
        planning.Desk(
            view=lambda: desk.home.view(desk.actor),
            work=lambda: desk.home.work(desk.actor),
            roads=lambda settings: StraightLine(settings.transports),
            solver=HereSolver(),
        ),
        TUESDAY,
        SearchOrder(engine="insertion", steps=1, late=late),
    )
    assert made is not None
    return made


def test_a_new_plan_keeps_the_supply_and_only_its_amounts_change(desk: Office) -> None:
    _, oost = two_steps(desk)
    desk.plan()
    before = desk.publish().plan
    desk.add(recipient("Nieuw", address=address(8), located=located(1, 31), hub=oost.id))
    after = replanned(desk)
    (was,), (now,) = before.supplies, after.supplies
    assert (was.starts_s, was.code, was.stops[0].meals) == (now.starts_s, now.code, 4)
    assert now.stops[0].meals == after.meals == 5


def test_a_late_van_shows_who_waits_and_how_long(desk: Office) -> None:
    two_steps(desk)
    plan = desk.plan()
    late = hit_by(plan, Late("T01", 20 * 60))
    assert {one.code for one in late} == {route.code for route in plan.routes}
    assert all(0 < one.waits_s <= 20 * 60 for one in late)
    names = {stop.name for one in late for stop in one.stops}
    assert names == {stop.name for stop in going(plan)}
    assert not any(stop.cold_s for one in late for stop in one.stops)


def test_whoever_gets_cold_food_by_the_delay_is_named(desk: Office) -> None:
    two_steps(desk)
    plan = desk.plan()
    late = hit_by(plan, Late("T01", 4 * 3600))
    assert all(stop.cold_s > 0 for one in late for stop in one.stops)


def test_a_plan_with_a_late_van_makes_the_walkers_wait_and_stays_so(desk: Office) -> None:
    two_steps(desk)
    desk.plan()
    before = desk.publish().plan
    after = replanned(desk, Late("T01", 20 * 60))
    ready_s = before.supplies[0].stops[0].leaves_s + 20 * 60
    assert after.supplies[0].stops[0].leaves_s == ready_s
    assert min(route.trips[0].loads_s for route in after.routes) >= ready_s
    assert after.left_out == ()
    desk.publish()
    assert replanned(desk).supplies == after.supplies


def test_a_supply_that_does_not_exist_is_refused_by_name(desk: Office) -> None:
    two_steps(desk)
    plan = desk.plan()
    with pytest.raises(NotFound, match="no_such_supply"):
        hit_by(plan, Late("T09", 600))


# On paper ----------------------------------------------------------------------------------------


def test_the_driver_gets_a_sheet_that_says_who_waits_where(desk: Office) -> None:
    two_steps(desk)
    plan = desk.plan()
    with desk.home.work(desk.actor) as work:
        printout = printing.print_day(work, TUESDAY)
    (sheet,) = [one for one in printout.sheets if one.supply]
    assert (sheet.route, sheet.meals) == ("T01", 4)
    assert sheet.stops[0].waiting == Waiting(
        tuple(route.code for route in plan.routes),
        min(route.trips[0].departs_s for route in plan.routes),
    )
    paper = page(sheet)
    assert paper["title"] == "Aanvoer T01"
    note = "Samen 4 maaltijden. Hier wacht R01. Die gaat weg om "
    assert paper["rows"][0]["note"].startswith(note)
    (hot,) = [words for title, words in paper["loads"][0]["notes"] if title == "Warm eten:"]
    assert hot.endswith(" bij de mensen thuis.")
    assert paper["foot"]["title"] == "Is het punt dicht?"


def test_the_kitchen_cooks_for_the_point_and_the_files_name_the_supply(desk: Office) -> None:
    kitchen, oost = two_steps(desk)
    plan = desk.plan()
    assert [one.code for one in rounds_of(plan, kitchen.id)] == ["T01"]
    told = plan_json(plan)["supplies"]
    assert [(one["route"], one["stops"][0]["hub"]) for one in told] == [("T01", str(oost.id))]
    with desk.home.work(desk.actor) as work:
        printout = printing.print_day(work, TUESDAY)
    files = set(desk.home.handouts(printout, speaker("nl")))
    assert {"T01.html", "T01.gpx", f"keuken-{kitchen.id}.pdf", "R01.html"} <= files


def test_a_late_supply_is_a_change_that_is_printed_again(desk: Office) -> None:
    two_steps(desk)
    desk.plan()
    desk.publish()
    replanned(desk, Late("T01", 20 * 60))
    changed = {change.route for change in desk.publish().changes}
    assert "T01" in changed
    assert changed & {"R01", "R02"}


# By hand -----------------------------------------------------------------------------------------


def test_who_is_taken_off_by_hand_takes_the_meal_along(desk: Office) -> None:
    two_steps(desk)
    plan = desk.plan()
    code, stop = next((route.code, route.stops[0].number) for route in plan.routes)
    assert (
        main(["--home", str(desk.home.path), "move", "2026-11-24", f"{code}-{stop}", "--off"]) == 0
    )
    after = desk.versions()[-1]
    assert after.supplies[0].stops[0].meals == after.meals == 3


def test_what_comes_in_two_loads_is_filled_up_to_what_leaves() -> None:
    one, two = (replace(drop("1", 6), leaves_s=100), replace(drop("2", 4), leaves_s=200))
    supply = replace(make_plans.route(1, stops=1), code="T01", stops=(two, one))
    route = make_plans.route(1, stops=8)
    lines = (replace(route.stops[0].lines[0], quantity=1),)
    doors = replace(route, stops=tuple(replace(stop, lines=lines) for stop in route.stops))
    plan = replace(make_plans.plan(doors), supplies=(supply,))
    (run,) = with_amounts(plan).supplies
    assert [(stop.number, stop.meals) for stop in run.stops] == [("2", 2), ("1", 6)]


def drop(number: str, meals: int) -> PlannedStop:
    """So many meals brought to the hub that the doors of `make_plans` are loaded at."""
    stop = make_plans.route(1, stops=1).stops[0]
    lines = (replace(stop.lines[0], quantity=meals),)
    return replace(stop, number=number, lines=lines, hub=HubId(1))


# Any day -----------------------------------------------------------------------------------------


def any_day(seed: int) -> DeliveryDay:
    """One or two points with people anywhere, some of whom eat from one hub only; a few drivers
    and walkers, who may be far too few."""
    chance = random.Random(seed)
    kitchen = hub("Keuken", id=HubId(1))
    points = [
        hub(
            f"Punt {n}",
            id=HubId(n),
            located=located(chance.randint(-20, 20), chance.randint(-30, 30)),
            supplied_by=HubId(1),
            ready_s=(),
        )
        for n in range(2, 3 + chance.randint(0, 1))
    ]
    hubs = [OpenHub(one, (TimeWindow(hms(9), hms(17)),)) for one in (kitchen, *points)]
    people = [
        recipient(
            id=RecipientId(n),
            located=located(chance.randint(-25, 25), chance.randint(-35, 35)),
            hub=chance.choice([None, *(one.id for one in points)]),
        )
        for n in range(1, chance.randint(2, 14))
    ]
    riders = [
        volunteer(
            str(n),
            id=VolunteerId(n),
            transport=chance.choice(list(Transport)),
            hub=chance.choice([None, HubId(1), HubId(2)]),
            most_meals=chance.choice([None, 3, 6]),
        )
        for n in range(1, chance.randint(2, 6))
    ]
    return DeliveryDay(
        TUESDAY,
        tuple(Due(one, chance.randint(1, 2)) for one in people),
        tuple(Turn(one, MORNING) for one in riders),
        tuple(hubs),
    )


@pytest.mark.proof
@given(seed=st.integers(0, 100_000))
@settings(
    max_examples=amount(12, 300),
    deadline=None,
    suppress_health_check=list(HealthCheck),
    database=None,
)
def test_on_any_day_what_is_brought_is_what_leaves_and_nobody_loads_before_it_is_there(
    seed: int,
) -> None:
    day = any_day(seed)
    solved = planning.solve(day, StraightLine(), HereSolver(), INSERTION)
    assert solved is not None
    served = {stop.recipient for route in solved.routes for stop in route.stops}
    left_out = {one.recipient for one in solved.left_out}
    assert served | left_out == {one.recipient.id for one in day.due}
    leaving: Counter[HubId] = Counter()
    for route in solved.routes:
        for stop in route.stops:
            leaving[route.trips[stop.trip].hub] += stop.meals
        for trip in route.trips:
            drops = list(drops_at(solved.supplies, trip.hub))
            assert bool(drops) == (trip.hub != HubId(1))
            assert all(trip.loads_s >= drop.leaves_s for _, drop in drops)
        for run in solved.supplies:
            apart = route.starts_s >= run.ends_s or route.ends_s <= run.starts_s
            assert run.volunteer != route.volunteer or apart
    for one in day.hubs[1:]:
        brought = sum(drop.meals for _, drop in drops_at(solved.supplies, one.hub.id))
        assert brought >= leaving[one.hub.id]
        assert brought == leaving[one.hub.id] or left_out


def test_a_point_that_the_plan_in_force_passes_by_does_not_upset_who_drives(desk: Office) -> None:
    kitchen, oost = two_steps(desk)
    desk.plan()
    before = desk.publish().plan
    (west,) = desk.add(replace(oost, id=HubId(0), name="Servicepunt West", located=located(0, -30)))
    desk.add(recipient("West", address=address(7), located=located(0, -3), hub=west.id))
    after = replanned(desk, Late("T01", 600))
    assert after.supplies[0].starts_s == before.supplies[0].starts_s
    assert {stop.hub for run in after.supplies for stop in run.stops} == {oost.id}
    assert "plan.not_supplied_now" in notes(after)
    assert after.left_out == ()
    assert kitchen.id in {trip.hub for route in after.routes for trip in route.trips}
