"""The shop on screen: settling books food and points, too many points ask why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import streamlit as st

from tests import make_stock
from tests.ui.screen import html, shown
from voedselbrigade.domain.places import Hub
from voedselbrigade.services import office_settings, parcels, shop
from voedselbrigade.stock.lots import Item
from voedselbrigade.stock.parcels import AgeBand, Household, HouseholdId
from voedselbrigade.wiring import Home


@dataclass(frozen=True, slots=True)
class Shop:
    home: Home
    hub: Hub
    rice: Item
    family: Household

    def left(self) -> int:
        with self.home.view(self.home.system) as work:
            return shop.purses(work, self.hub.id)[0].left


@pytest.fixture
def open_shop(sqlite_home: Home) -> Iterator[Shop]:
    st.cache_resource.clear()
    home, hub = sqlite_home, make_stock.bank(sqlite_home)
    rice = make_stock.kept(home, points=5)
    make_stock.came(home, hub, rice, 9)
    with home.work(home.system) as work:
        people = {AgeBand.ADULT: 1}
        family = Household(HouseholdId(0), hub.id, "Bos", "12", people)
        family = parcels.add_household(work, family)
        shops = frozenset({int(hub.id)})
        office_settings.change(work, home.now().date(), shop_hubs=shops)
    yield Shop(home, hub, rice, family)
    st.cache_resource.clear()


def at_the_till(open_shop: Shop, quantity: int) -> dict[str, object]:
    basket = {open_shop.rice.id: quantity}
    return {"shop_who": open_shop.family.id, "shop_basket": basket, "shop_since": "10:00"}


def test_settling_books_the_food_and_the_points(open_shop: Shop) -> None:
    test = shown("uitgeven", **at_the_till(open_shop, 1))
    assert '<span class="n">2</span><span><span class="what">punten daarna' in html(test)
    test.button(key="shop_buy").click().run()
    assert not test.exception
    assert (open_shop.left(), make_stock.total(open_shop.home)) == (2, 8)
    assert "Vandaag afgerekend" in [one.value for one in test.subheader]


def test_more_than_the_points_waits_for_a_reason(open_shop: Shop) -> None:
    test = shown("uitgeven", **at_the_till(open_shop, 2))
    assert test.button(key="shop_buy").disabled
    test.text_input(key="shop_why").set_value("gast in huis").run()
    test.button(key="shop_buy").click().run()
    assert (open_shop.left(), make_stock.total(open_shop.home)) == (-3, 7)


def test_a_scanned_card_chooses_the_household(open_shop: Shop) -> None:
    test = shown("uitgeven")
    test.text_input(key="shop_find").set_value("12").run()
    assert test.session_state["shop_who"] == open_shop.family.id


def test_points_and_outlets_are_chosen_at_the_settings(open_shop: Shop) -> None:
    test = shown("instellingen")
    test.number_input(key="set_shop_points_1").set_value(9)
    test.multiselect(key="set_shop_hubs").set_value([])
    next(one for one in test.button if one.label == "Bewaar").click().run()
    assert not test.exception
    now = open_shop.home.settings()
    assert (now.shop_points[0], now.shop_hubs, now.shop_weeks) == (9, frozenset(), 1)
