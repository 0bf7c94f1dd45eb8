"""A parcel takes room in the load, and is a stop of its own on a day without a meal."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests import make_stock
from tests.make import TUESDAY, address, by_office, exception, located, recipient, volunteer
from tests.make import hub as a_hub
from tests.make_days import going, office
from voedselbrigade.domain.people import Recipient
from voedselbrigade.domain.places import Hub, HubKind
from voedselbrigade.domain.plans import Plan
from voedselbrigade.domain.rhythm import Rhythm
from voedselbrigade.services import delivering, office_settings, parcels, printing
from voedselbrigade.stock.lots import Item
from voedselbrigade.stock.parcels import (
    AgeBand,
    Household,
    HouseholdId,
    ParcelState,
    Recipe,
    RecipeId,
    RecipeLine,
    crates,
)
from voedselbrigade.wiring import Home
from voedselbrigade.words import speaker

BANK = a_hub("Bank Noord", kind=HubKind.FOOD_BANK, supplies_meals=False, located=located(0, 3))


class Town:
    """A kitchen, a cyclist with one crate, and people in a row to the east."""

    def __init__(self, home: Home, people: int = 1, **rider: Any) -> None:
        self.home, self.desk = home, office(home)
        [self.kitchen] = self.desk.add(a_hub())
        row = [
            recipient(f"Wit{n}", address=address(n), located=located(0, n))
            for n in range(1, people + 1)
        ]
        self.people: list[Recipient] = self.desk.add(*row)
        self.desk.add(volunteer("Ineke", most_crates=1, **rider))

    def bank(self) -> Hub:
        with self.home.work(self.home.system) as work:
            return work.store.hubs.add(BANK, by_office())

    def parcel(self, who: Recipient, hub: Hub | None = None, size: int = 1) -> Household:
        made = Household(
            HouseholdId(0),
            (hub or self.kitchen).id,
            number="B101",
            people={AgeBand.ADULT: size},
            rhythm=Rhythm({TUESDAY.weekday(): 1}),
            recipient=who.id,
        )
        with self.home.work(self.home.system) as work:
            return parcels.add_household(work, made)

    def without_meals(self, who: Recipient) -> Recipient:
        fasting = replace(who, rhythm=Rhythm({(TUESDAY.weekday() + 1): 1}))
        self.desk.change(fasting)
        return fasting

    def filled(self, hub: Hub) -> Item:
        rice = make_stock.kept(self.home)
        make_stock.came(self.home, hub, rice, 5, ends_on=make_stock.days(60))
        with self.home.work(self.home.system) as work:
            lines = (RecipeLine(rice.id, 2),)
            parcels.add_recipe(work, Recipe(RecipeId(0), "klein", 1, 9, lines))
            parcels.fill(work, hub.id, TUESDAY)
        return rice


def said(plan: Plan) -> list[tuple[str, dict[str, object]]]:
    return [(one.reason.code, dict(one.reason.values)) for one in plan.left_out]


def test_a_parcel_takes_the_crates_of_its_household_and_the_last_size_is_for_all_above() -> None:
    sizes = (1, 2, 3, 9)
    homes = [Household(HouseholdId(1), a_hub().id, people={AgeBand.ADULT: size}) for size in sizes]
    assert [crates(one, (1, 1, 2)) for one in homes] == [1, 1, 2, 2]


def test_a_parcel_and_the_meals_share_the_room_in_the_crates(sqlite_home: Home) -> None:
    town = Town(sqlite_home)
    assert [stop.crates for stop in going(town.desk.plan())] == [0]
    town.parcel(town.people[0])
    plan = town.desk.plan()
    assert said(plan) == [("plan.too_many_crates", {"need": 2, "room": 1})]
    left = plan.left_out[0]
    assert speaker("nl").fact(left.reason).startswith("Past niet: te veel kratten.")
    assert left.remedy is not None
    assert (left.remedy.code, left.remedy.values["more"]) == ("plan.help_crates", 1)
    town.desk.add(volunteer("Kees", most_crates=2))
    [stop] = going(town.desk.plan())
    assert (stop.meals, stop.crates) == (1, 1)


def test_the_office_says_how_many_crates_a_parcel_takes(sqlite_home: Home) -> None:
    town = Town(sqlite_home)
    town.without_meals(town.people[0])
    town.parcel(town.people[0], size=2)
    assert [stop.crates for stop in going(town.desk.plan())] == [1]
    with sqlite_home.work(sqlite_home.system) as work:
        office_settings.change(work, TUESDAY, parcel_crates=(1, 3))
    assert said(town.desk.plan()) == [("plan.too_many_crates", {"need": 3, "room": 1})]


def test_a_parcel_is_a_stop_of_its_own_on_a_day_without_a_meal(home: Home) -> None:
    town = Town(home)
    town.without_meals(town.people[0])
    assert going(town.desk.plan()) == []
    town.parcel(town.people[0])
    town.filled(town.kitchen)
    plan = town.desk.plan()
    [stop] = going(plan)
    assert (stop.lines, stop.meals, stop.crates) == ((), 0, 1)
    assert plan.routes[0].trips[0].hot_until_s is None
    assert town.desk.look().blocks == ()
    assert town.desk.look().warnings == ()
    town.desk.publish()
    with home.work(town.desk.actor) as work:
        [sheet] = printing.print_day(work, TUESDAY).sheets
        delivering.settle_lines(work, TUESDAY, "R01 1G")
    assert [one.parcels for one in sheet.stops] == [("B101",)]
    with home.view(home.system) as work:
        [kept] = parcels.parcels(work, town.kitchen.id, TUESDAY)
    assert kept.state is ParcelState.HANDED_OUT
    assert list(make_stock.on_hand(home, town.kitchen).values()) == [3]


def test_a_parcel_alone_is_loaded_at_the_food_bank_where_it_lies(sqlite_home: Home) -> None:
    town = Town(sqlite_home, people=2)
    bank = town.bank()
    town.without_meals(town.people[0])
    town.parcel(town.people[0], bank)
    plan = town.desk.plan()
    loads = {stop.recipient: route.trips[stop.trip].hub for route, stop in plan.every_stop()}
    kitchen, first, second = town.kitchen.id, *(one.id for one in town.people)
    assert loads == {first: bank.id, second: kitchen}
    assert town.desk.look().blocks == ()


def test_no_meal_is_loaded_where_only_parcels_lie(sqlite_home: Home) -> None:
    town = Town(sqlite_home, people=2)
    bank = town.bank()
    town.without_meals(town.people[0])
    town.parcel(town.people[0], bank)
    town.desk.change(replace(town.kitchen, active=False))
    plan = town.desk.plan()
    assert [stop.recipient for stop in going(plan)] == [town.people[0].id]
    assert [code for code, _ in said(plan)] == ["plan.no_open_hub"]


def test_a_parcel_that_lies_where_nobody_can_load_says_so(sqlite_home: Home) -> None:
    town = Town(sqlite_home)
    bank = town.bank()
    town.without_meals(town.people[0])
    town.parcel(town.people[0], bank)
    town.desk.change(replace(bank, located=None))
    assert said(town.desk.plan()) == [("plan.parcel_hub_closed", {})]


def test_who_cancels_the_day_gets_no_parcel_and_is_told_of(sqlite_home: Home) -> None:
    town = Town(sqlite_home)
    town.parcel(town.people[0])
    with sqlite_home.work(sqlite_home.system) as work:
        work.store.exceptions.add(exception(town.people[0].id))
    plan = town.desk.plan()
    assert (going(plan), plan.left_out) == ([], ())
    assert [one.code for one in town.desk.look().warnings] == ["stock.ride_stays"]
