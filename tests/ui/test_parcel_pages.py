"""Parcels, households and recalls on screen: the buttons book what they say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import pytest
import streamlit as st

from tests import make, make_stock
from tests.ui.screen import html, shown
from voedselbrigade.domain.access import Role
from voedselbrigade.domain.food import Allergen, AllergenState, Diet
from voedselbrigade.domain.places import Hub
from voedselbrigade.domain.rhythm import Rhythm
from voedselbrigade.errors import NotAllowed
from voedselbrigade.services import parcels, recall_calls, recalling, stock_looking
from voedselbrigade.stock.lots import Item, Lot
from voedselbrigade.stock.parcels import (
    AgeBand,
    Household,
    HouseholdId,
    ParcelState,
    Recipe,
    RecipeId,
    RecipeLine,
)
from voedselbrigade.stock.recalls import RecallBy
from voedselbrigade.ui.stock import calling, guests, parcel_page, recall_page
from voedselbrigade.wiring import Home
from voedselbrigade.words import speaker

T = speaker("nl")


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet with a lot of rice, a recipe of two, and one household that comes today."""

    home: Home
    hub: Hub
    today: date
    rice: Item
    beans: Item
    lot: Lot
    family: Household

    def there(self) -> int:
        with self.home.view(self.home.system) as work:
            return sum(held.quantity for held in work.store.stock.books.of([self.lot.id]))

    def parcel_state(self) -> ParcelState:
        with self.home.view(self.home.system) as work:
            return work.store.stock.parcels.of_day(self.hub.id, self.today)[0].state


@pytest.fixture
def outlet(sqlite_home: Home) -> Iterator[Outlet]:
    st.cache_resource.clear()
    st.session_state.clear()
    home, today = sqlite_home, sqlite_home.now().date()
    hub = make_stock.bank(home)
    rice, beans = make_stock.kept(home), make_stock.kept(home, "Bonen")
    lot = make_stock.came(home, hub, rice, 5)
    make_stock.came(home, hub, beans, 9)
    comes = Rhythm({today.weekday(): 1})
    people = {AgeBand.ADULT: 1, AgeBand.CHILD: 1}
    with home.work(home.system) as work:
        family = Household(HouseholdId(0), hub.id, "Bakker", "M001", people, rhythm=comes)
        family = parcels.add_household(work, family)
        lines = (RecipeLine(rice.id, 2),)
        parcels.add_recipe(work, Recipe(RecipeId(0), "Klein", 1, 3, lines))
    yield Outlet(home, hub, today, rice, beans, lot, family)
    st.cache_resource.clear()


# Pakketten ---------------------------------------------------------------------------------------


def filled(outlet: Outlet) -> None:
    shown("pakketten").button(key="parcels_fill").click().run()


def test_filling_sets_the_food_apart_and_handing_out_takes_it_away(outlet: Outlet) -> None:
    filled(outlet)
    assert (outlet.parcel_state(), outlet.there()) == (ParcelState.FILLED, 5)
    parcel_page._settle(outlet.hub.id, outlet.today, outlet.family.id, "came")
    assert (outlet.parcel_state(), outlet.there()) == (ParcelState.HANDED_OUT, 3)
    parcel_page._settle(outlet.hub.id, outlet.today, outlet.family.id, "not_come")
    assert (outlet.parcel_state(), outlet.there()) == (ParcelState.NOT_COME, 5)


@pytest.mark.parametrize("step", ["fill", "fetch", "give", "recipes"])
def test_every_step_of_the_parcels_opens(outlet: Outlet, step: str) -> None:
    filled(outlet)
    assert shown("pakketten", parcel_step=step).main.children


def test_what_is_missing_is_told_and_something_else_may_go_in(outlet: Outlet) -> None:
    with outlet.home.work(outlet.home.system) as work:
        (recipe,) = parcels.recipes(work)
        parcels.remove_recipe(work, recipe.id)
        more = Recipe(RecipeId(0), "Groot", 1, 3, (RecipeLine(outlet.rice.id, 8),))
        parcels.add_recipe(work, more)
    test = shown("pakketten")
    test.button(key="parcels_fill").click().run()
    assert "Rijst: 3 stuks te weinig" in html(test)
    test.selectbox(key=f"instead_{outlet.rice.id}").set_value(outlet.beans.id).run()
    test.button(key=f"use_instead_{outlet.rice.id}").click().run()
    assert not test.exception
    with outlet.home.view(outlet.home.system) as work:
        (one,) = parcels.hand_outs(work, outlet.hub.id, outlet.today)
    assert sorted((line.item.name, line.quantity) for line in one.lines) == [
        ("Bonen", 3),
        ("Rijst", 5),
    ]


def test_an_outlet_sees_its_own_households_and_no_others(outlet: Outlet) -> None:
    elsewhere = make_stock.bank(outlet.home, "Bank Noord")
    ria = make.account(outlet.home, "Ria", Role.HUB_STAFF, hub=outlet.hub.id)
    with outlet.home.view(ria) as work:
        (one,) = parcels.hand_outs(work, outlet.hub.id, outlet.today)
        assert one.household == outlet.family
        with pytest.raises(NotAllowed):
            parcels.hand_outs(work, elsewhere.id, outlet.today)


def test_a_recipe_is_made_line_by_line(outlet: Outlet) -> None:
    test = shown("pakketten", parcel_step="recipes")
    test.text_input(key="recipe_name").input("Extra")
    test.selectbox(key="recipe_item").set_value(outlet.beans.id)
    test.multiselect(key="recipe_instead").set_value([outlet.rice.id]).run()
    test.button(key="recipe_add").click().run()
    test.button(key="recipe_save").click().run()
    assert not test.exception
    with outlet.home.view(outlet.home.system) as work:
        made = parcels.recipes(work)[-1]
    assert made.name == "Extra"
    assert made.lines == (RecipeLine(outlet.beans.id, 1, (outlet.rice.id,)),)


# Huishoudens -------------------------------------------------------------------------------------


def test_halal_is_said_as_food_and_never_as_belief(outlet: Outlet) -> None:
    diets = frozenset({Diet.HALAL})
    nuts = {Allergen.NUTS: AllergenState.YES}
    one = Household(HouseholdId(1), outlet.hub.id, diets=diets, allergens=nuts)
    assert guests.food(T, one) == "zonder varkensvlees, geen noten"


def test_a_household_is_changed_on_screen_and_what_the_form_cannot_say_stays(
    outlet: Outlet,
) -> None:
    test = shown("huishoudens", household_open=int(outlet.family.id))
    (field,) = [str(one.key) for one in test.text_input if str(one.key).endswith("_slot")]
    key = field.removesuffix("_slot")
    test.text_input(key=f"{key}_slot").input("13:00-13:15")
    test.number_input(key=f"{key}_baby").set_value(1)
    test.multiselect(key=f"{key}_avoids").set_value([Allergen.MILK])
    next(one for one in test.button if "form" in str(one.key)).click().run()
    assert not test.exception
    with outlet.home.view(outlet.home.system) as work:
        found, _ = parcels.household(work, outlet.family.id)
    assert (found.size, guests.slot(found)) == (3, "13:00–13:15")
    assert dict(found.allergens) == {Allergen.MILK: AllergenState.YES}
    assert found.rhythm == outlet.family.rhythm


def test_a_time_that_is_none_is_told_and_nothing_is_lost(outlet: Outlet) -> None:
    test = shown("huishoudens", household_open=0)
    key = "household_0_None"
    test.text_input(key=f"{key}_number").input("M002")
    test.text_input(key=f"{key}_slot").input("na de koffie")
    next(one for one in test.button if "form" in str(one.key)).click().run()
    assert test.text_input(key=f"{key}_number").value == "M002"
    with outlet.home.view(outlet.home.system) as work:
        assert len(parcels.households(work)) == 1


# Terugroepen -------------------------------------------------------------------------------------


def test_a_recall_blocks_shows_where_it_lies_and_empties_the_shelf(outlet: Outlet) -> None:
    test = shown("terugroepen")
    test.text_input(key="recall_value").input("Rijst")
    test.text_input(key="recall_reason").input("plastic")
    test.run()
    test.button(key="recall_start").click().run()
    assert not test.exception
    with outlet.home.view(outlet.home.system) as work:
        (one,) = recalling.recalls(work)
        found = recalling.report(work, one.id)
    assert (one.reason, [lot.blocked for lot in found.lots]) == ("plastic", [True])
    (held,) = found.lying
    ident = f"{held.lot.id}:{held.place.id}:{held.quantity}"
    recall_page._take_out(one.id, ident)
    recall_page._take_out(one.id, ident)
    assert outlet.there() == 0


def test_parcels_with_recalled_food_are_one_line_with_how_many_addresses(outlet: Outlet) -> None:
    filled(outlet)
    parcel_page._settle(outlet.hub.id, outlet.today, outlet.family.id, "came")
    with outlet.home.work(outlet.home.system) as work:
        found = recalling.recall(work, RecallBy.ITEM, "Rijst", "")
    (gone,) = found.handed_out
    assert (recall_page.reason_of(T, gone), gone.quantity) == ("pakketten", 2)
    assert "Terugroepen: Rijst" in html(shown("terugroepen", recall_open=found.recall.id))


def test_a_filled_parcel_with_recalled_food_says_that_it_is_filled_again_first(
    outlet: Outlet,
) -> None:
    filled(outlet)
    warning = "eten dat is teruggeroepen"
    assert warning not in html(shown("pakketten"))
    with outlet.home.work(outlet.home.system) as work:
        recalling.recall(work, RecallBy.ITEM, "Rijst", "")
        [seen] = parcels.hand_outs(work, outlet.hub.id, outlet.today)
    assert warning in html(shown("pakketten"))
    card = parcel_page._hand_out(T, seen)
    assert (card.tone, card.tag, len(card.lines)) == ("problem", "teruggeroepen eten", 1)


def test_who_began_a_recall_may_not_end_it_alone(outlet: Outlet) -> None:
    ria = make.account(outlet.home, "Ria")
    make.account(outlet.home, "Hassan")
    with outlet.home.work(ria) as work:
        ident = recalling.recall(work, RecallBy.ITEM, "Rijst", "").recall.id
    test = shown("terugroepen", recall_open=ident, actor_name="Ria")
    assert not [one for one in test.button if one.key == "recall_close"]
    test = shown("terugroepen", recall_open=ident, actor_name="Hassan")
    test.button(key="recall_close").click().run()
    with outlet.home.view(outlet.home.system) as work:
        assert recalling.recalls(work)[0].closed_by == "Hassan"


def test_a_call_is_noted_once_and_can_be_taken_back(outlet: Outlet) -> None:
    filled(outlet)
    parcel_page._settle(outlet.hub.id, outlet.today, outlet.family.id, "came")
    with outlet.home.work(outlet.home.system) as work:
        ident = recalling.recall(work, RecallBy.ITEM, "Rijst", "").recall.id
    test = shown("terugroepen", recall_open=ident)
    assert "M001 Bakker" in html(test)
    test.button(key="call_thrown_away").click().run()
    assert not test.exception
    with outlet.home.view(outlet.home.system) as work:
        (one,) = recall_calls.call_list(work, ident)
    assert one.settled
    calling._tapped(ident, f"household:{outlet.family.id}", "undo")
    with outlet.home.view(outlet.home.system) as work:
        (one,) = recall_calls.call_list(work, ident)
    assert (one.settled, one.result) == (False, None)


def test_a_parcel_is_not_undone_among_the_bookings_but_where_it_was_handed_out(
    outlet: Outlet,
) -> None:
    filled(outlet)
    parcel_page._settle(outlet.hub.id, outlet.today, outlet.family.id, "came")
    with outlet.home.view(outlet.home.system) as work:
        newest, *older = stock_looking.bookings(work, outlet.hub.id)
    assert newest.cause.startswith("parcel:")
    assert not newest.undoable
    assert all(one.undoable for one in older)


@pytest.mark.parametrize(
    "page", ["voorraad", "ontvangen", "uitgeven", "tellen", "pakketten", "terugroepen"]
)
def test_staff_of_an_outlet_works_on_every_page_of_its_own_hub(outlet: Outlet, page: str) -> None:
    make_stock.bank(outlet.home, "Bank Noord")
    make.account(outlet.home, "Ria", Role.HUB_STAFF, hub=outlet.hub.id)
    text = html(shown(page, actor_name="Ria"))
    assert outlet.hub.name in text
    assert "mag dit niet" not in text
    assert 'role="alert"' not in text


def test_staff_of_an_outlet_reads_its_own_households_and_changes_nothing(outlet: Outlet) -> None:
    make.account(outlet.home, "Ria", Role.HUB_STAFF, hub=outlet.hub.id)
    test = shown("huishoudens", actor_name="Ria")
    assert 'role="alert"' not in html(test)
    assert [one for one in test.button if one.key == "household_new"] == []
    opened = shown("huishoudens", actor_name="Ria", household_open=int(outlet.family.id))
    assert "Geef het door aan het kantoor" in html(opened)
    assert not opened.text_input


def test_the_list_of_households_of_an_outlet_shows_no_other_outlet(outlet: Outlet) -> None:
    elsewhere = make_stock.bank(outlet.home, "Bank Noord")
    with outlet.home.work(outlet.home.system) as work:
        there = replace(outlet.family, id=HouseholdId(0), hub=elsewhere.id, number="N1")
        there = parcels.add_household(work, there)
    ria = make.account(outlet.home, "Ria", Role.HUB_STAFF, hub=outlet.hub.id)
    with outlet.home.view(ria) as work:
        assert parcels.households(work) == (outlet.family,)
        with pytest.raises(NotAllowed):
            parcels.households(work, elsewhere.id)
        with pytest.raises(NotAllowed):
            parcels.household(work, there.id)
    with pytest.raises(NotAllowed), outlet.home.work(ria) as work:
        parcels.save_household(work, replace(outlet.family, phone="070"))


def test_the_parcel_of_who_cannot_come_goes_with_somebody_of_the_list(outlet: Outlet) -> None:
    with outlet.home.work(outlet.home.system) as work:
        anna = work.store.recipients.add(make.recipient("Anna"), make.by_office())
    test = shown("huishoudens", household_open=int(outlet.family.id))
    [box] = [one for one in test.selectbox if str(one.key).endswith("_recipient")]
    box.select(anna.id)
    next(one for one in test.button if one.label == "Bewaar").click().run()
    assert not test.exception
    with outlet.home.view(outlet.home.system) as work:
        assert work.store.stock.households.get(outlet.family.id).recipient == anna.id
