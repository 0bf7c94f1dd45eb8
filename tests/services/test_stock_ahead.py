"""A hub that looks ahead: parcels and meals by the calendar, the desk by its past."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests import make_stock
from tests.make import Clock, recipient
from tests.make_stock import days
from voedselbrigade.domain.food import Allergen, AllergenState, MealKind
from voedselbrigade.domain.places import Hub
from voedselbrigade.domain.rhythm import Rhythm
from voedselbrigade.services import parcels, stock_ahead, stocking
from voedselbrigade.services.stock_ahead import Ahead
from voedselbrigade.stock.lots import DateKind, Item, Storage
from voedselbrigade.stock.parcels import (
    AgeBand,
    Household,
    HouseholdId,
    Recipe,
    RecipeId,
    RecipeLine,
)
from voedselbrigade.wiring import Home


def looked(home: Home, hub: Hub, horizon: int = 28) -> Ahead:
    with home.view(home.system) as work:
        return stock_ahead.look_ahead(work, hub.id, horizon)


def family(home: Home, hub: Hub, *lines: RecipeLine, **about: object) -> Household:
    """A family of two that gets a parcel every Monday."""
    with home.work(home.system) as work:
        if not parcels.recipes(work):
            parcels.add_recipe(work, Recipe(RecipeId(0), "gewoon", 1, 9, lines))
        made = Household(
            HouseholdId(0),
            hub.id,
            people={AgeBand.ADULT: 2},
            rhythm=Rhythm({0: 1}),
            **about,  # type: ignore[arg-type]
        )
        return parcels.add_household(work, made)


def of(ahead: Ahead, item: Item) -> stock_ahead.Cover:
    [found] = [cover for cover in ahead.items if cover.item.id == item.id]
    return found


def test_cover_follows_the_parcels_of_the_calendar(home: Home) -> None:
    hub, rice = make_stock.bank(home), make_stock.kept(home, unit_g=1000)
    make_stock.came(home, hub, rice, 5)
    family(home, hub, RecipeLine(rice.id, 2))
    ahead = looked(home, hub)
    found = of(ahead, rice)
    assert (found.there, found.planned, found.expected) == (5, 8, 0)
    assert found.run.empty_on == days(14)
    assert found.days == pytest.approx(14.5)
    assert [(ask.item.id, ask.quantity, ask.grams) for ask in ahead.ask] == []
    assert ahead.categories[0].days == found.days
    assert ahead.categories[0].grams == 5000


def test_a_hub_asks_for_what_it_lacks_within_two_weeks_or_below_its_minimum(
    sqlite_home: Home,
) -> None:
    home = sqlite_home
    hub, rice = make_stock.bank(home), make_stock.kept(home)
    beans = make_stock.kept(home, "Bonen", minimum=6)
    make_stock.came(home, hub, rice, 1)
    make_stock.came(home, hub, beans, 2)
    family(home, hub, RecipeLine(rice.id, 2))
    ahead = looked(home, hub)
    assert {(one.item.name, one.quantity) for one in ahead.ask} == {("Rijst", 3), ("Bonen", 4)}


def test_who_may_not_eat_it_counts_for_the_substitute(sqlite_home: Home) -> None:
    home = sqlite_home
    hub, rice = make_stock.bank(home), make_stock.kept(home)
    pasta = make_stock.kept(home, "Pasta", allergens={Allergen.GLUTEN: AllergenState.YES})
    safe = {Allergen.GLUTEN: AllergenState.NO}
    other = make_stock.kept(home, "Maïspasta", allergens=safe)
    line = RecipeLine(pasta.id, 1, (rice.id, other.id))
    family(home, hub, line, allergens={Allergen.GLUTEN: AllergenState.YES})
    ahead = looked(home, hub, 14)
    assert (of(ahead, other).planned, of(ahead, other).days) == (2, 0)
    assert pasta.id not in {cover.item.id for cover in ahead.items}


def test_what_expires_before_it_can_be_given_is_told(sqlite_home: Home) -> None:
    home = sqlite_home
    hub = make_stock.bank(home)
    milk = make_stock.kept(home, "Melk", category="zuivel", storage=Storage.CHILLED)
    make_stock.came(home, hub, milk, 9, kind=DateKind.TGT, ends_on=days(2))
    family(home, hub, RecipeLine(milk.id, 2))
    [left] = looked(home, hub).leftovers
    assert (left.item.name, left.quantity, left.until) == ("Melk", 7, days(2))


def test_meals_are_asked_by_who_is_due_and_shared_between_the_hubs_that_keep_them(
    sqlite_home: Home,
) -> None:
    home = sqlite_home
    hub, second = make_stock.bank(home), make_stock.bank(home, "Bank Noord")
    meal = make_stock.kept(home, "Hachee", category="maaltijd_vries", storage=Storage.FROZEN)
    make_stock.came(home, hub, meal, 9)
    with home.work(home.system) as work:
        for own in (None, second.id):
            who = replace(recipient(meal_kind=MealKind.FROZEN), hub=own)
            work.store.recipients.add(who, work.cause())
    assert of(looked(home, hub, 7), meal).planned == 10
    make_stock.came(home, second, meal, 9)
    assert of(looked(home, hub, 7), meal).planned == round(5 / 2)
    assert of(looked(home, second, 7), meal).planned == round(5 + 5 / 2)


def test_the_desk_is_forecast_from_its_past_and_planned_parcels_are_not_counted_twice(
    home: Home, clock: Clock
) -> None:
    hub, rice = make_stock.bank(home), make_stock.kept(home)
    clock.passes(days=-56)
    with home.work(home.system) as work:
        came = stocking.Delivered(rice.id, 500, DateKind.THT, days(300))
        stocking.receive(work, hub.id, came)
    for week in range(8):
        with home.work(home.system) as work:
            stocking.issue(work, hub.id, rice.id, 7, f"balie {week}")
            wrong = stocking.issue(work, hub.id, rice.id, 50, f"vergissing {week}")
            stocking.undo(work, wrong.cause)
        clock.passes(days=7)
    with home.view(home.system) as work:
        [(item, said)] = stock_ahead.forecasts(work, hub.id)
    assert (item.name, said.per_week, said.error) == ("Rijst", 7, 0)
    found = of(looked(home, hub), rice)
    assert (found.there, found.expected, found.days) == (444, 28, None)
