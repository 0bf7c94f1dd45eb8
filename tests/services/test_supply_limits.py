"""What goes along in the first of two steps: of what a kitchen makes, in what, and to whom."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from tests.make import TUESDAY, hub, located, recipient, volunteer
from tests.make_days import INSERTION, HereSolver, Office, office
from tests.make_plans import OFFICE
from tests.make_supplies import two_steps
from voedselbrigade.adapters.roads import StraightLine
from voedselbrigade.domain.food import Allergen, AllergenState
from voedselbrigade.domain.people import Transport
from voedselbrigade.domain.places import HubId
from voedselbrigade.domain.sheets import sheet_of
from voedselbrigade.services import planning
from voedselbrigade.services.gathering import gather
from voedselbrigade.wiring import Home


@pytest.fixture
def desk(sqlite_home: Home) -> Office:
    return office(sqlite_home)


@pytest.mark.parametrize("limited", ["kitchen", "point"])
def test_a_kitchen_sends_no_more_to_its_points_than_it_can_make(desk: Office, limited: str) -> None:
    kitchen, oost = two_steps(desk, people=3)
    desk.change(replace(kitchen if limited == "kitchen" else oost, most_meals=3))
    other, _ = desk.add(hub("Keuken Oost", located=located(0, 36)), volunteer("Kees"))
    desk.add(*(recipient(f"Kan{n}", located=located(n, 31)) for n in range(2)))
    plan = desk.plan()
    taken = Counter(route.trips[stop.trip].hub for route, stop in plan.every_stop())
    assert taken == {oost.id: 3, other.id: 2}
    assert sum(stop.meals for run in plan.supplies for stop in run.stops) == 3
    assert (plan.left_out, plan.breaches) == ((), ())


def test_what_does_not_go_along_in_one_van_goes_along_with_others(desk: Office) -> None:
    """Eleven meals, and room for five, three and three, once each: not in parts of five."""
    _, oost = two_steps(desk, people=11)
    with desk.home.view(desk.actor) as work:
        joop = next(v for v in work.store.volunteers.all() if v.transport is Transport.VAN)
    desk.change(replace(joop, most_meals=5))
    bikes = (
        volunteer(name, transport=Transport.CARGO_BIKE, most_meals=3) for name in ("Tom", "Wil")
    )
    desk.add(*bikes)
    with desk.home.view(desk.actor) as work:
        day = gather(work, TUESDAY)
    once = replace(day, settings=replace(day.settings, most_trips=1))
    solved = planning.solve(once, StraightLine(), HereSolver(), INSERTION)
    assert solved is not None
    assert sorted(sum(stop.meals for stop in run.stops) for run in solved.supplies) == [3, 3, 5]
    assert {stop.hub for run in solved.supplies for stop in run.stops} == {oost.id}
    assert solved.notes == ()


def test_nothing_is_brought_to_a_point_where_nobody_can_start(desk: Office) -> None:
    kitchen, oost = two_steps(desk, people=2)
    (west,) = desk.add(replace(oost, id=HubId(0), name="Servicepunt West", located=located(0, 20)))
    (far,) = desk.add(recipient("West", located=located(0, 21), hub=west.id))
    plan = desk.plan()
    assert {stop.hub for run in plan.supplies for stop in run.stops} == {oost.id}
    assert [note.code for note in plan.notes] == ["plan.nobody_starts"]
    fed = {stop.recipient: route.trips[stop.trip].hub for route, stop in plan.every_stop()}
    assert fed[far.id] == kitchen.id
    assert plan.left_out == ()


def test_a_round_to_two_points_is_called_by_both_and_meals_that_look_alike_are_one_line(
    desk: Office,
) -> None:
    kitchen, oost = two_steps(desk, people=2)
    desk.change(replace(kitchen, leaves_out={Allergen.NUTS: AllergenState.YES}))
    (west,) = desk.add(replace(oost, id=HubId(0), name="Servicepunt West", located=located(0, 20)))
    allergic = {Allergen.NUTS: AllergenState.YES}
    desk.add(
        recipient("Noot", located=located(0, 31), hub=oost.id, allergens=allergic),
        recipient("West", located=located(0, 21), hub=west.id),
    )
    desk.add(volunteer("Wil", hub=west.id))
    plan = desk.plan()
    (run,) = plan.supplies
    assert set(run.area.split(" / ")) == {"Servicepunt Oost", "Servicepunt West"}
    sheet = sheet_of(plan, run, OFFICE)
    assert {stop.name: [line.quantity for line in stop.lines] for stop in sheet.stops} == {
        "Servicepunt Oost": [3],
        "Servicepunt West": [1],
    }
