"""An outlet with points: what it costs, what it books, and what asks for a reason."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests import make, make_stock
from voedselbrigade.domain.access import Role
from voedselbrigade.domain.food import Allergen, AllergenState
from voedselbrigade.domain.places import Hub
from voedselbrigade.domain.rhythm import Rhythm
from voedselbrigade.errors import NotAllowed, NotFound, NotPossible, WrongWords
from voedselbrigade.services import (
    chores,
    office_settings,
    parcels,
    shop,
    stock_checking,
    stock_demand,
    stocking,
)
from voedselbrigade.services.shop import Bought
from voedselbrigade.stock.lots import DateKind, Item
from voedselbrigade.stock.parcels import (
    AgeBand,
    Household,
    HouseholdId,
    HouseholdState,
    Recipe,
    RecipeId,
    RecipeLine,
)
from voedselbrigade.stock.shop import allowance, period
from voedselbrigade.wiring import Home

TODAY = make_stock.TODAY


def family(home: Home, hub: Hub, adults: int = 1, **about: Any) -> HouseholdId:
    made = Household(HouseholdId(0), hub.id, number="12", people={AgeBand.ADULT: adults}, **about)
    with home.work(home.system) as work:
        return parcels.add_household(work, made).id


def opened(home: Home) -> tuple[Hub, Item]:
    """A shop with ten packs of rice for three points each."""
    hub, rice = make_stock.bank(home), make_stock.kept(home, points=3)
    make_stock.came(home, hub, rice, 10)
    return hub, rice


def take(
    home: Home,
    hub: Hub,
    who: HouseholdId,
    basket: list[tuple[Item, int]],
    cause: str = "1",
    why: str = "",
) -> Bought:
    with home.work(home.system) as work:
        some = {item.id: n for item, n in basket}
        return shop.buy(work, hub.id, who, some, cause, why)


def left(home: Home, hub: Hub, day: date | None = None) -> int:
    with home.view(home.system) as work:
        (purse,) = shop.purses(work, hub.id, day=day)
    return purse.left


def test_what_is_taken_leaves_the_shelf_and_costs_its_points(sqlite_home: Home) -> None:
    home = sqlite_home
    hub, rice = opened(home)
    bread = make_stock.kept(home, "Brood", points=0)
    make_stock.came(home, hub, bread, 4)
    who = family(home, hub)
    done = take(home, hub, who, [(rice, 2), (bread, 3)])
    assert (done.purchase.points, done.left, left(home, hub)) == (6, 1, 1)
    assert make_stock.total(home) == 9
    with home.view(home.system) as work:
        assert stock_checking.disagreements(work) == ()
        assert [one.household for one in shop.today(work, hub.id)] == [who]


def test_the_same_purchase_twice_counts_once_and_another_basket_books_the_difference(
    home: Home,
) -> None:
    hub, rice = opened(home)
    who = family(home, hub)
    take(home, hub, who, [(rice, 2)])
    assert take(home, hub, who, [(rice, 2)]).again
    assert (left(home, hub), make_stock.total(home)) == (1, 8)
    take(home, hub, who, [(rice, 1)])
    assert (left(home, hub), make_stock.total(home)) == (4, 9)


def test_more_than_the_points_asks_why_and_the_reason_is_kept(sqlite_home: Home) -> None:
    home = sqlite_home
    hub, rice = opened(home)
    who = family(home, hub)
    with pytest.raises(NotPossible) as refused:
        take(home, hub, who, [(rice, 3)])
    assert refused.value.fact.code == "stock.shop_points"
    assert (left(home, hub), make_stock.total(home)) == (7, 10)
    done = take(home, hub, who, [(rice, 3)], why="nieuwe baby")
    assert (done.purchase.reason, done.left, left(home, hub)) == ("nieuwe baby", -2, -2)
    (moved,) = done.movements
    assert moved.reason == "nieuwe baby"


def test_a_reason_that_was_not_needed_is_not_kept(sqlite_home: Home) -> None:
    hub, rice = opened(sqlite_home)
    who = family(sqlite_home, hub)
    assert take(sqlite_home, hub, who, [(rice, 1)], why="zomaar").purchase.reason == ""


def test_points_come_back_with_the_next_period_and_with_what_is_taken_back(
    sqlite_home: Home,
) -> None:
    home = sqlite_home
    hub, rice = opened(home)
    who = family(home, hub)
    cause = take(home, hub, who, [(rice, 2)]).purchase.cause
    assert left(home, hub, make_stock.days(7)) == 7
    with pytest.raises(NotPossible) as refused, home.work(home.system) as work:
        stocking.undo(work, cause)
    assert refused.value.fact.code == "stock.undo_shop"
    with home.work(home.system) as work:
        shop.take_back(work, cause)
    assert (left(home, hub), make_stock.total(home)) == (7, 10)
    with pytest.raises(NotFound), home.work(home.system) as work:
        shop.take_back(work, cause)
    assert not take(home, hub, who, [(rice, 2)]).again
    assert (left(home, hub), make_stock.total(home)) == (1, 8)


def test_food_that_somebody_may_not_eat_asks_why(sqlite_home: Home) -> None:
    home = sqlite_home
    hub, _ = opened(home)
    nuts = {Allergen.NUTS: AllergenState.YES}
    cake = make_stock.kept(home, "Cake", allergens=nuts)
    make_stock.came(home, hub, cake, 5)
    who = family(home, hub, allergens=nuts)
    with pytest.raises(NotPossible) as refused:
        take(home, hub, who, [(cake, 1)])
    assert refused.value.fact.code == "stock.has_allergen"
    assert take(home, hub, who, [(cake, 1)], why="voor de buren").purchase.reason


def test_what_is_past_its_use_by_date_is_not_taken_whatever_the_reason(sqlite_home: Home) -> None:
    home = sqlite_home
    hub = make_stock.bank(home)
    milk = make_stock.kept(home, "Melk", category="zuivel")
    make_stock.came(home, hub, milk, 5, kind=DateKind.TGT, ends_on=make_stock.days(-1))
    who = family(home, hub)
    with pytest.raises(NotPossible) as refused:
        take(home, hub, who, [(milk, 1)], why="het ruikt nog goed")
    assert refused.value.fact.code == "stock.too_little"
    with home.view(home.system) as work:
        seen = shop.look(work, hub.id, who, {milk.id: 1})
    assert seen.lacking == refused.value.fact


def test_who_is_on_hold_is_asked_about_and_an_empty_basket_is_nothing(sqlite_home: Home) -> None:
    hub, rice = opened(sqlite_home)
    who = family(sqlite_home, hub, state=HouseholdState.PAUSED)
    with pytest.raises(NotPossible) as refused:
        take(sqlite_home, hub, who, [(rice, 1)])
    assert refused.value.fact.code == "stock.shop_not_active"
    with pytest.raises(WrongWords):
        take(sqlite_home, hub, who, [])


def test_an_outlet_serves_its_own_households_only(sqlite_home: Home) -> None:
    home = sqlite_home
    hub, rice = opened(home)
    who = family(home, hub)
    other = make_stock.bank(home, "Bank Noord")
    make_stock.came(home, other, rice, 5)
    with pytest.raises(NotPossible) as refused:
        take(home, other, who, [(rice, 1)])
    assert refused.value.fact.code == "stock.shop_elsewhere"
    staff = make.account(home, "Piet", Role.HUB_STAFF, hub=other.id)
    with pytest.raises(NotAllowed), home.view(staff) as work:
        shop.purses(work, hub.id)


@pytest.mark.parametrize(("adults", "points"), [(1, 7), (2, 15), (4, 20), (9, 20)])
def test_points_go_by_the_size_of_a_household(adults: int, points: int) -> None:
    made = Household(HouseholdId(1), make.hub().id, people={AgeBand.ADULT: adults})
    assert allowance(made, (7, 15, 15, 20, 20, 20)) == points


def test_a_period_runs_from_monday_to_sunday() -> None:
    assert period(date(2026, 11, 25), 1) == (date(2026, 11, 23), date(2026, 11, 29))
    first, last = period(date(2026, 11, 25), 4)
    assert (first.weekday(), (last - first).days) == (0, 27)
    assert first <= date(2026, 11, 25) <= last


def test_a_shop_asks_no_parcels_and_forgets_who_took_what_in_time(sqlite_home: Home) -> None:
    home = sqlite_home
    hub, rice = opened(home)
    who = family(home, hub, rhythm=Rhythm({0: 1}))
    with home.work(home.system) as work:
        parcels.add_recipe(work, Recipe(RecipeId(0), "een", 1, 9, (RecipeLine(rice.id, 1),)))
        before = stock_demand.Demand(work, hub.id, [TODAY]).by_item()
        office_settings.change(work, TODAY, shop_hubs=frozenset({int(hub.id)}))
        assert shop.is_shop(work, hub.id)
        assert stock_demand.Demand(work, hub.id, [TODAY]).by_item() == {}
    assert before
    take(home, hub, who, [(rice, 1)])
    with home.work(home.system) as work:
        work.store.stock.purchases.forget(chores.months_before(make_stock.days(1), 0))
        assert shop.today(work, hub.id) == ()
    assert make_stock.total(home) == 9
