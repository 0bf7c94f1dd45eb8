"""The stock's pages: what they show, and that their buttons book what they say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import voedselbrigade
from tests import make_stock
from voedselbrigade.domain.places import Hub
from voedselbrigade.services import stock_looking, stocking
from voedselbrigade.services.stock_looking import Standing, matching
from voedselbrigade.stock.lots import DateKind, Item, Lot, MovementKind, PlaceId, Storage
from voedselbrigade.wiring import Home

PAGES = Path(voedselbrigade.__file__).parent / "ui" / "pages"


@dataclass(frozen=True, slots=True)
class Bank:
    """A food bank with milk that ends today and rice that keeps."""

    home: Home
    hub: Hub
    today: date
    milk: Item
    rice: Item
    milk_lot: Lot
    rice_lot: Lot

    def spot(self, lot: Lot) -> tuple[int, int]:
        with self.home.view(self.home.system) as work:
            return int(lot.id), int(work.store.stock.books.of([lot.id])[0].place.id)

    def there(self, lot: Lot) -> int:
        with self.home.view(self.home.system) as work:
            return sum(held.quantity for held in work.store.stock.books.of([lot.id]))


@pytest.fixture
def bank(sqlite_home: Home) -> Iterator[Bank]:
    st.cache_resource.clear()
    home, today = sqlite_home, sqlite_home.now().date()
    hub = make_stock.bank(home)
    milk = make_stock.kept(
        home, "Halfvolle melk", category="zuivel", storage=Storage.CHILLED, ean="8710400280507"
    )
    milk = replace(milk, pack=12)
    rice = make_stock.kept(home, "Rijst", pack=10, minimum=40)
    milk_lot = make_stock.came(home, hub, milk, 18, kind=DateKind.TGT, ends_on=today)
    rice_lot = make_stock.came(home, hub, rice, 25, ends_on=today + timedelta(days=200))
    yield Bank(home, hub, today, milk, rice, milk_lot, rice_lot)
    st.cache_resource.clear()


def shown(page: str, **state: object) -> AppTest:
    test = AppTest.from_file(str(PAGES / f"{page}.py"), default_timeout=30)
    for key, value in state.items():
        test.session_state[key] = value
    test.run()
    assert not test.exception, [one.message for one in test.exception]
    return test


def html(test: AppTest) -> str:
    return " ".join(str(one.proto.body) for one in test.get("html"))


# Voorraad ----------------------------------------------------------------------------------------


def test_the_tiles_count_what_must_go_and_what_there_is_too_little_of(bank: Bank) -> None:
    text = html(shown("voorraad"))
    for number, what in (("1", "binnen 7 dagen op"), ("1", "onder minimum"), ("43", "stuks in")):
        assert f'<span class="n">{number}</span><span><span class="what">{what}' in text


def test_a_search_finds_by_name_code_place_and_label(bank: Bank) -> None:
    with bank.home.view(bank.home.system) as work:
        lines = stock_looking.shelves(work, bank.hub.id)
    for typed in ("MELK halfv", "8710400280507", bank.milk_lot.code):
        assert [line.item.name for line in matching(lines, typed)] == ["Halfvolle melk"]
    assert not matching(lines, "melk rijst")


def test_what_ends_today_stands_before_what_can_wait(bank: Bank) -> None:
    with bank.home.view(bank.home.system) as work:
        lines = stock_looking.shelves(work, bank.hub.id)
    assert [line.standing for line in lines] == [Standing.TODAY, Standing.GOOD]


def test_writing_off_on_screen_takes_it_out_of_the_books_and_offers_undo(bank: Bank) -> None:
    lot, place = bank.spot(bank.milk_lot)
    test = shown("voorraad", stock_open=(lot, place))
    test.number_input(key=f"lot_units_{lot}_{place}_18").set_value(5)
    test.button_group(key=f"lot_why_{lot}").set_value("damaged")
    test.run()
    test.button(key="lot_write_off").click().run()
    assert not test.exception
    assert bank.there(bank.milk_lot) == 13
    test.button(key="stock_last_undo").click().run()
    assert bank.there(bank.milk_lot) == 18


def test_a_look_at_the_pack_that_is_not_good_blocks_the_lot(bank: Bank) -> None:
    test = shown("voorraad", stock_open=bank.spot(bank.rice_lot))
    lot, place = bank.spot(bank.rice_lot)
    test.button_group(key=f"lot_deed_{lot}_{place}").set_value("look").run()
    test.button(key="lot_bad").click().run()
    with bank.home.view(bank.home.system) as work:
        assert work.store.stock.lots.get(bank.rice_lot.id).blocked


def test_freezing_without_a_rule_says_why_and_has_no_button(bank: Bank) -> None:
    lot, place = bank.spot(bank.milk_lot)
    test = shown("voorraad", stock_open=(lot, place))
    test.button_group(key=f"lot_deed_{lot}_{place}").set_value("freeze").run()
    assert not [one for one in test.button if one.key == "lot_freeze"]
    assert "invriezen" in html(test)


def test_the_list_of_bookings_says_what_is_left_of_each(bank: Bank) -> None:
    with bank.home.work(bank.home.system) as work:
        given = stocking.issue(work, bank.hub.id, bank.rice.id, 4, "proef")
    with bank.home.work(bank.home.system) as work:
        stocking.undo(work, given.cause)
    with bank.home.view(bank.home.system) as work:
        newest, *_ = stock_looking.bookings(work, bank.hub.id)
        received = stock_looking.bookings(work, bank.hub.id, (MovementKind.RECEIVE,))
    assert (newest.cause, newest.parts, newest.undoable) == (given.cause, (), False)
    assert [(one.parts[0][0].name, one.parts[0][2]) for one in received] == [
        ("Rijst", 25),
        ("Halfvolle melk", 18),
    ]


def test_a_lot_that_never_lay_there_is_told_and_not_an_error(bank: Bank) -> None:
    assert "P-" not in html(shown("voorraad", stock_open=(99, PlaceId(1))))
