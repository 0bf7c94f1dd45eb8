"""Daily work in the stock, on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import make_stock
from tests.make import Clock
from voedselbrigade.domain.places import HubId
from voedselbrigade.errors import NotFound, NotPossible
from voedselbrigade.services import stock_checking, stock_dates, stock_items, stocking
from voedselbrigade.services.stock_booking import Deed
from voedselbrigade.services.stock_store import ReceiverKind
from voedselbrigade.services.stocking import Issued
from voedselbrigade.stock.lots import (
    DateKind,
    ItemId,
    Move,
    MovementKind,
    PlaceId,
    Storage,
)
from voedselbrigade.wiring import Home

TGT, THT = DateKind.TGT, DateKind.THT


def give(
    home: Home, hub: HubId, item: ItemId, quantity: int, cause: str = "dinsdag", **how: object
) -> Issued:
    with home.work(home.system) as work:
        return stocking.issue(work, hub, item, quantity, cause, **how)  # type: ignore[arg-type]


def whole(home: Home) -> bool:
    with home.view(home.system) as work:
        return stock_checking.disagreements(work) == ()


def test_what_comes_in_lies_there_and_what_goes_out_does_not(home: Home) -> None:
    hub, rice = make_stock.bank(home), make_stock.kept(home)
    make_stock.came(home, hub, rice, 12)
    done = give(home, hub.id, rice.id, 5)
    assert done.short == 0
    assert make_stock.on_hand(home, hub) == {("Rijst", "P-000001"): 7}
    assert whole(home)


def test_the_same_cause_twice_books_once_and_another_quantity_the_difference(home: Home) -> None:
    hub, rice = make_stock.bank(home), make_stock.kept(home)
    make_stock.came(home, hub, rice, 12)
    assert not give(home, hub.id, rice.id, 5).again
    assert give(home, hub.id, rice.id, 5, " dinsdag ").again
    assert make_stock.total(home) == 7
    give(home, hub.id, rice.id, 9)
    assert make_stock.total(home) == 3
    give(home, hub.id, rice.id, 2)
    assert make_stock.total(home) == 10
    give(home, hub.id, rice.id, 2, "woensdag")
    assert make_stock.total(home) == 8
    assert whole(home)


def test_what_expires_first_goes_first_and_what_may_not_go_says_why(home: Home) -> None:
    hub, rice = make_stock.bank(home), make_stock.kept(home)
    make_stock.came(home, hub, rice, 3, kind=TGT, ends_on=make_stock.days(-1))
    make_stock.came(home, hub, rice, 4, ends_on=make_stock.days(60))
    make_stock.came(home, hub, rice, 5, ends_on=make_stock.days(9))
    done = give(home, hub.id, rice.id, 7)
    assert [(held.lot.code, n) for held, n in done.taken] == [("P-000003", 5), ("P-000002", 2)]
    assert [one.reason.code for one in done.refused] == ["stock.past_tgt"]


def test_before_departure_nothing_goes_below_zero_and_nothing_is_booked(home: Home) -> None:
    hub, rice = make_stock.bank(home), make_stock.kept(home)
    make_stock.came(home, hub, rice, 4)
    with pytest.raises(NotPossible) as told:
        give(home, hub.id, rice.id, 5)
    assert told.value.fact.values["there"] == 4
    assert make_stock.total(home) == 4


def test_what_has_left_has_left_and_the_shortage_shows(home: Home) -> None:
    hub, rice = make_stock.bank(home), make_stock.kept(home)
    assert give(home, hub.id, rice.id, 2, gone=True).short == 2
    make_stock.came(home, hub, rice, 4)
    assert give(home, hub.id, rice.id, 6, "later", gone=True).short == 2
    assert sorted(make_stock.on_hand(home).values()) == [-2, -2]
    assert whole(home)


def test_a_booking_is_undone_once_and_can_then_be_done_again(home: Home) -> None:
    hub, rice = make_stock.bank(home), make_stock.kept(home)
    make_stock.came(home, hub, rice, 8)
    cause = give(home, hub.id, rice.id, 3).cause
    for _ in range(2):
        with home.work(home.system) as work:
            stocking.undo(work, cause)
        assert make_stock.total(home) == 8
    assert not give(home, hub.id, rice.id, 3).again
    assert make_stock.total(home) == 5


def test_what_came_back_is_undone_before_what_it_came_back_from(home: Home) -> None:
    hub, rice = make_stock.bank(home), make_stock.kept(home)
    lot = make_stock.came(home, hub, rice, 8)
    done = give(home, hub.id, rice.id, 5)
    spot = (lot.id, done.taken[0][0].place.id)
    with home.work(home.system) as work:
        back = stocking.bring_back(work, done.cause, spot, 2)
    with pytest.raises(NotPossible) as refused, home.work(home.system) as work:
        stocking.undo(work, done.cause)
    assert refused.value.fact.code == "stock.undo_return_first"
    assert make_stock.total(home) == 5
    for cause in (back.cause, done.cause):
        with home.work(home.system) as work:
            stocking.undo(work, cause)
    assert make_stock.total(home) == 8


@pytest.mark.parametrize(
    ("cause", "where"),
    [
        ("parcel:2026-11-23:1", "stock.undo_parcel"),
        ("stop:2026-11-23:7", "stock.undo_stop"),
        ("spoilt:stop:2026-11-23:7", "stock.undo_stop"),
        ("return:stop:2026-11-23:7:1", "stock.undo_stop"),
    ],
)
def test_a_parcel_or_a_delivery_is_put_right_where_it_was_settled(
    home: Home, cause: str, where: str
) -> None:
    hub, rice = make_stock.bank(home), make_stock.kept(home)
    lot = make_stock.came(home, hub, rice, 8)
    with home.work(home.system) as work:
        (held,) = work.store.stock.books.of([lot.id])
        moves = [Move(lot.id, held.place.id, None, 3)]
        Deed(work, cause, MovementKind.ISSUE, make_stock.TODAY).book(moves)
    with pytest.raises(NotPossible) as refused, home.work(home.system) as work:
        stocking.undo(work, cause)
    assert refused.value.fact.code == where
    assert make_stock.total(home) == 5


def test_the_same_delivery_on_the_same_shelf_is_one_lot(home: Home) -> None:
    hub, rice = make_stock.bank(home), make_stock.kept(home)
    one = make_stock.came(home, hub, rice, 3, supplier="Jumbo")
    two = make_stock.came(home, hub, rice, 4, supplier="Jumbo")
    other = make_stock.came(home, hub, rice, 4, supplier="Dirk")
    assert one == two
    assert other.id != one.id


def test_frozen_meat_is_a_new_lot_that_ends_later_and_is_not_frozen_again(home: Home) -> None:
    hub = make_stock.bank(home)
    meat = make_stock.kept(home, "Gehakt", category="vlees", storage=Storage.CHILLED)
    lot = make_stock.came(home, hub, meat, 8, kind=TGT, ends_on=make_stock.days(0))
    with home.work(home.system) as work:
        (held,) = work.store.stock.books.of([lot.id])
        done = stock_dates.freeze(work, (lot.id, held.place.id), 5)
        (frozen,) = done.lots
        (cold,) = work.store.stock.books.of([frozen.id])
    assert (frozen.ends_on, frozen.made_from) == (make_stock.days(60), lot.id)
    assert (cold.quantity, cold.place.storage) == (5, Storage.FROZEN)
    with pytest.raises(NotPossible), home.work(home.system) as work:
        stock_dates.freeze(work, (frozen.id, cold.place.id), 1)
    with home.work(home.system) as work:
        stocking.undo(work, done.cause)
    assert make_stock.on_hand(home) == {("Gehakt", lot.code): 8}


def test_an_item_is_found_by_name_by_code_and_by_what_is_typed(home: Home) -> None:
    rice = make_stock.kept(home, "Rijst Crème", ean="4006381333931")
    with home.view(home.system) as work:
        for typed in ("rijst creme", "RIJST CRÈME", "4006381333931"):
            assert stock_items.find(work, typed) == rice
        assert stock_items.search(work, "cre rij") == (rice,)
        assert stock_items.search(work, "40063") == (rice,)
        assert stock_items.search(work, "%") == ()
        with pytest.raises(NotFound):
            stock_items.find(work, "rijts")


def test_the_past_can_be_looked_up(home: Home, clock: Clock) -> None:
    hub, rice = make_stock.bank(home), make_stock.kept(home)
    make_stock.came(home, hub, rice, 9)
    before = clock.now
    clock.passes(days=1)
    give(home, hub.id, rice.id, 4)
    with home.view(home.system) as work:
        then = stocking.on_hand_at(work, before, hub.id)
        assert [line.held.quantity for line in then] == [9]
        assert stocking.on_hand_at(work, before - timedelta(hours=1), hub.id) == ()


def test_who_got_it_is_forgotten_and_the_movement_stays(home: Home) -> None:
    hub, rice = make_stock.bank(home), make_stock.kept(home)
    lot = make_stock.came(home, hub, rice, 9)
    cause = give(home, hub.id, rice.id, 4, receiver=(ReceiverKind.HOUSEHOLD, "12")).cause
    with home.work(home.system) as work:
        books = work.store.stock.books
        assert [one.ref for one in books.receivers([cause])] == ["12"]
        assert books.forget_receivers(make_stock.days(1)) == 1
        assert books.receivers([cause]) == ()
        assert len(books.of_lots([lot.id])) == 2


def test_a_balance_that_was_tampered_with_is_found_and_made_right(home: Home) -> None:
    hub, rice = make_stock.bank(home), make_stock.kept(home)
    lot = make_stock.came(home, hub, rice, 9)
    spot = (lot.id, PlaceId(1))
    with home.work(home.system) as work:
        change = work.store.stock.books._change  # type: ignore[attr-defined]
        change(spot, 3)
    with home.view(home.system) as work:
        (wrong,) = stock_checking.disagreements(work)
    assert (wrong.kept, wrong.summed) == (12, 9)
    with home.work(home.system) as work:
        assert stock_checking.rebuild(work) == 1
    assert whole(home)
    assert make_stock.total(home) == 9


def test_what_is_promised_is_not_free_until_it_is_issued_or_let_go(home: Home) -> None:
    hub, rice = make_stock.bank(home), make_stock.kept(home)
    lot = make_stock.came(home, hub, rice, 5)
    cause = f"issue:{hub.id}:{rice.id}:pakket 1"
    with home.work(home.system) as work:
        work.store.stock.books.promise(cause, {(lot.id, PlaceId(1)): 4}, make_stock.TODAY)
    with pytest.raises(NotPossible):
        give(home, hub.id, rice.id, 2, "een ander")
    give(home, hub.id, rice.id, 4, "pakket 1")
    give(home, hub.id, rice.id, 1, "een ander")
    assert whole(home)
    assert make_stock.total(home) == 0
