"""The stock's pages: what they show, and that their buttons book what they say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests import make, make_stock
from tests.ui.screen import html, shown
from voedselbrigade.domain.food import Allergen, AllergenState
from voedselbrigade.domain.places import Hub
from voedselbrigade.domain.rhythm import Rhythm
from voedselbrigade.services import counting as counts
from voedselbrigade.services import parcels, stock_items, stock_looking, stocking, transferring
from voedselbrigade.services.stock_looking import Standing, matching
from voedselbrigade.stock.counts import CountId, Turn
from voedselbrigade.stock.lots import DateKind, Item, Lot, MovementKind, PlaceId, Storage
from voedselbrigade.stock.parcels import (
    AgeBand,
    Household,
    HouseholdId,
    Recipe,
    RecipeId,
    RecipeLine,
)
from voedselbrigade.ui.stock import arrival, counting
from voedselbrigade.wiring import Home


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
    st.session_state.clear()
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


def test_a_sack_is_repacked_on_screen(bank: Bank) -> None:
    bag = make_stock.kept(bank.home, "Rijst 1 kg")
    lot, place = bank.spot(bank.rice_lot)
    state: dict[str, object] = {f"lot_deed_{lot}_{place}": "repack"}
    test = shown("voorraad", stock_open=(lot, place), **state)
    test.selectbox(key=f"repack_into_{lot}").select(bag.id).run()
    test.number_input(key=f"repack_units_{lot}_{bag.id}_1").set_value(4).run()
    test.button(key="lot_repack").click().run()
    assert not test.exception
    assert bank.there(bank.rice_lot) == 24
    assert sorted(make_stock.on_hand(bank.home).values()) == [4, 18, 24]


def family(bank: Bank) -> None:
    """Two people who get rice every day, and who are more than the rice is for."""
    home = bank.home
    with home.work(home.system) as work:
        lines = (RecipeLine(bank.rice.id, 10),)
        parcels.add_recipe(work, Recipe(RecipeId(0), "gewoon", 1, 9, lines))
        rhythm = Rhythm(dict.fromkeys(range(7), 1))
        people = {AgeBand.ADULT: 2}
        made = Household(HouseholdId(0), bank.hub.id, "Bos", people=people, rhythm=rhythm)
        parcels.add_household(work, made)


def test_looking_ahead_says_for_how_long_there_is_enough_and_what_to_ask(bank: Bank) -> None:
    family(bank)
    test = shown("voorraad", stock_mode="ahead")
    text = html(test)
    # Ten a day: by weight milk may stand in for rice today, yet nobody is going to drink it.
    assert '<span class="n">3</span><span><span class="what">dagen eten' in text
    assert '<span class="n">18</span><span><span class="what">stuks blijven over' in text
    assert "Dit blijft over" in [one.value for one in test.subheader]
    assert "Vraag dit aan gevers" in [one.value for one in test.subheader]


def test_every_hub_stands_in_the_list_beside_the_map(bank: Bank) -> None:
    family(bank)
    test = shown("voorraad", stock_mode="hubs")
    assert [one.value for one in test.subheader] == ["Voor hoe lang is er eten, per locatie"]
    assert not test.exception


# Ontvangen ---------------------------------------------------------------------------------------

_EMPTY = dict.fromkeys(("boxes", "loose", "letters", "day", "supplier", "batch", "price"), "")


def press(bank: Bank, kind: str, **fields: object) -> arrival.Draft:
    """What the form in the browser sends, and where the line stands after it."""
    draft = arrival.draft_of(bank.hub.id)
    now = {"kind": kind, "line": draft.line, "scan": draft.scan, "item": draft.item, "place": ""}
    arrival.apply_event(bank.hub.id, _EMPTY | now | fields)
    return arrival.draft_of(bank.hub.id)


def typing(bank: Bank) -> dict[str, object]:
    """The line that is being typed, for a page of its own session."""
    return {f"arrival_draft_{bank.hub.id}": arrival.draft_of(bank.hub.id)}


def test_a_line_at_the_door_is_booked_once_however_often_it_is_sent(bank: Bank) -> None:
    before = bank.there(bank.rice_lot)
    draft = press(bank, "scan", scan="rijst")
    assert draft.item == bank.rice.id
    line = {"scan": "rijst", "boxes": "2", "letters": "tht", "day": "31-12-2027", "line": 1}
    assert press(bank, "save", **line).line == 2
    assert press(bank, "save", **line).line == 2
    with bank.home.view(bank.home.system) as work:
        came = stock_looking.bookings(work, bank.hub.id, (MovementKind.RECEIVE,))
    assert [part[2] for one in came for part in one.parts] == [20, 25, 18]
    assert before == 25


def test_a_wrong_line_stays_as_it_was_typed(bank: Bank) -> None:
    press(bank, "scan", scan="8710400280507")
    typed = {"scan": "8710400280507", "boxes": "6", "letters": "tgt", "day": "31-02"}
    draft = press(bank, "save", **typed)
    assert (draft.line, draft.typed.boxes, draft.typed.day, draft.tried) == (1, "6", "31-02", True)
    assert shown("ontvangen", **typing(bank)).main.children


def test_an_unknown_code_offers_a_new_item_with_the_code_filled_in(bank: Bank) -> None:
    draft = press(bank, "scan", scan="4006381333931")
    assert (draft.item, draft.asked) == (None, "4006381333931")
    press(bank, "new", scan="4006381333931")
    test = shown("ontvangen", **typing(bank))
    key = "new_item_1_4006381333931"
    assert test.text_input(key=f"{key}_ean").value == "4006381333931"
    test.text_input(key=f"{key}_name").input("Stiften").run()
    test.button(key="new_item_save").click().run()
    assert not test.exception
    with bank.home.view(bank.home.system) as work:
        (made,) = work.store.stock.items.with_ean("4006381333931")
    assert made.name == "Stiften"


def test_the_next_scan_stores_a_complete_line_and_asks_for_an_open_one(bank: Bank) -> None:
    press(bank, "scan", scan="rijst")
    draft = press(bank, "next", scan="rijst", boxes="2", letters="tht", scanned="8710400280507")
    assert (draft.line, draft.item) == (1, bank.rice.id)
    full = {"boxes": "2", "letters": "tht", "day": "31-12-2027"}
    draft = press(bank, "next", scan="rijst", scanned="8710400280507", **full)
    assert (draft.line, draft.item, draft.scan) == (2, bank.milk.id, "8710400280507")


def test_what_was_sent_is_counted_at_the_door(bank: Bank) -> None:
    there = make_stock.bank(bank.home, "Bank Noord")
    with bank.home.work(bank.home.system) as work:
        sent = transferring.send(work, bank.hub.id, there.id, {bank.rice.id: 8}, "bon 4")
    test = shown("ontvangen", stock_hub=there.id)
    test.number_input(key=f"arrived_{sent.id}_{bank.rice_lot.id}").set_value(7).run()
    assert not test.exception
    with bank.home.view(bank.home.system) as work:
        assert work.store.stock.transfers.get(sent.id).lines[0].difference == -1


# Uitgeven ----------------------------------------------------------------------------------------


def giving_rice(bank: Bank, units: int, cause: str = "uitgifte 13 uur") -> AppTest:
    test = shown("uitgeven", give_item=bank.rice.id)
    test.number_input(key=f"give_loose_{bank.rice.id}").set_value(units)
    test.text_input(key="give_cause").input(cause)
    return test.run()


def test_giving_out_books_once_and_offers_undo(bank: Bank) -> None:
    test = giving_rice(bank, 6)
    test.button(key="give_book").click().run()
    assert not test.exception
    assert bank.there(bank.rice_lot) == 19
    test.button(key="stock_last_undo").click().run()
    assert bank.there(bank.rice_lot) == 25


def test_giving_without_a_reason_asks_for_it_and_books_nothing(bank: Bank) -> None:
    test = giving_rice(bank, 6, " ")
    test.button(key="give_book").click().run()
    assert bank.there(bank.rice_lot) == 25
    assert test.number_input(key=f"give_loose_{bank.rice.id}").value == 6


def test_what_there_is_too_little_of_is_said_before_it_is_booked(bank: Bank) -> None:
    test = giving_rice(bank, 30)
    assert "Er kunnen er 25 mee. U wilde er 30." in html(test)


def test_on_a_later_day_what_ends_today_may_not_go(bank: Bank) -> None:
    test = shown("uitgeven", give_item=bank.milk.id)
    assert "kunnen er 18 stuks mee" in html(test)
    test.date_input(key="give_day").set_value(bank.today + timedelta(days=1)).run()
    assert "kunnen er 0 stuks mee" in html(test)


# Tellen ------------------------------------------------------------------------------------------


def counted(bank: Bank, who: str, ident: CountId, lot: Lot, n: int) -> None:
    """Somebody types a number into the list of a count."""
    make.account(bank.home, who)
    st.session_state["actor_name"] = who
    spot = bank.spot(lot)
    counting.apply_event(ident, [{"id": f"{spot[0]}:{spot[1]}", "n": n}])


def begun(bank: Bank) -> CountId:
    with bank.home.work(bank.home.system) as work:
        return counts.start(work, bank.hub.id, item=bank.rice.id).id


def test_the_page_of_a_count_does_not_say_how_many_there_should_be(bank: Bank) -> None:
    ident = begun(bank)
    test = shown("tellen", count_open=ident)
    assert "25" not in html(test)
    assert test.button(key="count_book").disabled


def test_two_people_who_see_the_same_difference_book_it_and_the_first_may_not(bank: Bank) -> None:
    ident = begun(bank)
    counted(bank, "Ria", ident, bank.rice_lot, 22)
    counted(bank, "Hassan", ident, bank.rice_lot, 22)
    test = shown("tellen", count_open=ident, actor_name="Ria")
    assert test.button(key="count_book").disabled
    test = shown("tellen", count_open=ident, actor_name="Hassan")
    test.button(key="count_book").click().run()
    assert not test.exception
    assert bank.there(bank.rice_lot) == 22


def test_the_second_counter_is_not_shown_what_the_first_saw(bank: Bank) -> None:
    ident = begun(bank)
    counted(bank, "Ria", ident, bank.rice_lot, 22)
    hassan = make.account(bank.home, "Hassan")
    ria = make.account(bank.home, "Ria")
    with bank.home.view(hassan) as work:
        (his,) = counts.sheet(work, ident).rows
    with bank.home.view(ria) as work:
        (hers,) = counts.sheet(work, ident).rows
    assert (his.turn, his.mine) == (Turn.AGAIN, None)
    assert (hers.turn, hers.mine) == (Turn.MINE, 22)


def test_a_count_that_is_sent_twice_is_noted_once(bank: Bank) -> None:
    ident = begun(bank)
    counted(bank, "Ria", ident, bank.rice_lot, 22)
    counted(bank, "Ria", ident, bank.rice_lot, 22)
    with bank.home.view(bank.home.system) as work:
        assert len(work.store.stock.counts.notes(ident)) == 1


def test_something_else_on_the_shelf_is_added_to_the_count(bank: Bank) -> None:
    with bank.home.work(bank.home.system) as work:
        place = stock_items.add_place(work, bank.hub.id, "", "B1", Storage.AMBIENT)
        ident = counts.start(work, bank.hub.id, place.id).id
    test = shown("tellen", count_open=ident)
    test.text_input(key="found_search").input("rijst").run()
    test.text_input(key="found_day").input("31-02-2027").run()
    test.button(key="found_save").click().run()
    assert test.text_input(key="found_day").value == "31-02-2027"
    test.text_input(key="found_day").input("31-12-2027").run()
    test.button(key="found_save").click().run()
    assert not test.exception
    with bank.home.view(bank.home.system) as work:
        assert [row.item.name for row in counts.sheet(work, ident).rows] == ["Rijst"]


def test_a_product_is_filled_in_on_its_lot_and_unknown_allergens_stay_unknown(bank: Bank) -> None:
    test = shown("voorraad", stock_open=bank.spot(bank.rice_lot))
    (field,) = [str(one.key) for one in test.number_input if str(one.key).endswith("_minimum")]
    key = field.removesuffix("_minimum")
    test.number_input(key=field).set_value(12)
    test.multiselect(key=f"{key}_without").set_value([Allergen.NUTS])
    next(one for one in test.button if "form" in str(one.key)).click().run()
    assert not test.exception
    with bank.home.view(bank.home.system) as work:
        item = work.store.stock.items.get(bank.rice.id)
    assert (item.minimum, dict(item.allergens)) == (12, {Allergen.NUTS: AllergenState.NO})
