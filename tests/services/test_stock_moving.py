"""Transfers, counts and recalls, on SQLite and on PostgreSQL."""

from __future__ import annotations

import pytest

from tests import make, make_stock
from tests.make import Clock
from voedselbrigade.domain.access import Account
from voedselbrigade.domain.places import Hub
from voedselbrigade.errors import NotAllowed, NotFound, NotPossible
from voedselbrigade.services import (
    counting,
    recalling,
    stock_checking,
    stock_dates,
    stocking,
    transferring,
)
from voedselbrigade.services.stock_store import ReceiverKind
from voedselbrigade.stock.counts import Count, LineState
from voedselbrigade.stock.lots import DateKind, Storage
from voedselbrigade.stock.recalls import RecallBy
from voedselbrigade.stock.transfers import TransferState
from voedselbrigade.wiring import Home


def whole(home: Home) -> bool:
    with home.view(home.system) as work:
        return stock_checking.disagreements(work) == ()


# --- transfers ----------------------------------------------------------------------------------


def test_what_is_sent_is_on_the_road_until_it_is_counted_at_the_door(home: Home) -> None:
    here, there = make_stock.bank(home), make_stock.bank(home, "Bank Noord")
    rice = make_stock.kept(home)
    lot = make_stock.came(home, here, rice, 10)
    with home.work(home.system) as work:
        sent = transferring.send(work, here.id, there.id, {rice.id: 6}, "rit 3")
        again = transferring.send(work, here.id, there.id, {rice.id: 6}, "rit 3")
    assert again == sent
    assert (make_stock.total(home, here), make_stock.total(home, there)) == (4, 6)
    with pytest.raises(NotPossible), home.work(home.system) as work:
        stocking.issue(work, there.id, rice.id, 1, "te vroeg")
    with home.work(home.system) as work:
        done = transferring.arrive(work, sent.id, lot.id, 6)
    assert done.state is TransferState.ARRIVED
    with home.work(home.system) as work:
        stocking.issue(work, there.id, rice.id, 6, "nu wel")
    assert whole(home)


# --- counting -----------------------------------------------------------------------------------


def begun(home: Home, by: Account, hub: Hub) -> Count:
    with home.work(by) as work:
        return counting.start(work, hub.id)


def test_two_people_count_and_the_second_books_the_difference(home: Home) -> None:
    hub, rice = make_stock.bank(home), make_stock.kept(home)
    lot = make_stock.came(home, hub, rice, 10, price_cents=150)
    ria, hassan = make.account(home, "Ria"), make.account(home, "Hassan")
    count = begun(home, ria, hub)
    with home.work(ria) as work:
        (row,) = counting.sheet(work, count.id).rows
        assert row.line.state is LineState.TO_COUNT
        assert counting.note(work, count.id, row.line.spot, 8).state is LineState.SECOND
    with home.work(hassan) as work:
        counting.note(work, count.id, row.line.spot, 8)
        assert counting.sheet(work, count.id).value_cents == -300
    with pytest.raises(NotAllowed), home.work(ria) as work:
        counting.book(work, count.id)
    for _ in range(2):
        with home.work(hassan) as work:
            counting.book(work, count.id)
    assert make_stock.on_hand(home) == {("Rijst", lot.code): 8}
    assert whole(home)


def test_what_moves_during_a_count_is_accounted_for(home: Home, clock: Clock) -> None:
    hub, rice = make_stock.bank(home), make_stock.kept(home)
    lot = make_stock.came(home, hub, rice, 10)
    ria, hassan = make.account(home, "Ria"), make.account(home, "Hassan")
    count = begun(home, ria, hub)
    with home.work(ria) as work:
        spot = counting.sheet(work, count.id).rows[0].line.spot
    clock.passes(minutes=10)
    on_paper = clock.now
    clock.passes(minutes=10)
    with home.work(home.system) as work:
        stocking.issue(work, hub.id, rice.id, 4, "tijdens de telling")
    with home.work(ria) as work:  # she saw nine before the four went, and types it later
        line = counting.note(work, count.id, spot, 9, seen_at=on_paper)
    with home.work(hassan) as work:
        assert line.state is LineState.SECOND
        assert counting.note(work, count.id, spot, 5).difference == -1
        counting.book(work, count.id)
    assert make_stock.on_hand(home) == {("Rijst", lot.code): 5}


# --- recall -------------------------------------------------------------------------------------


def test_a_recall_blocks_at_once_and_tells_where_it_lies_and_who_got_it(home: Home) -> None:
    here, there = make_stock.bank(home), make_stock.bank(home, "Bank Noord")
    meat = make_stock.kept(home, "Gehakt", category="vlees", storage=Storage.CHILLED)
    lot = make_stock.came(home, here, meat, 20, kind=DateKind.TGT, supplier="Slager Bos")
    make_stock.came(home, here, meat, 5, kind=DateKind.TGT, supplier="Een ander")
    with home.work(home.system) as work:
        spot = (lot.id, work.store.stock.books.of([lot.id])[0].place.id)
        frozen = stock_dates.freeze(work, spot, 4).lots[0]
        got = (ReceiverKind.HOUSEHOLD, "17")
        stocking.issue(work, here.id, meat.id, 3, "uitgifte", receiver=got)
        transferring.send(work, here.id, there.id, {meat.id: 2}, "rit 1")
        found = recalling.recall(work, RecallBy.SUPPLIER, "slager bos", "listeria")
    assert {one.id for one in found.lots} == {lot.id, frozen.id}
    assert sorted((h.place.hub, h.quantity) for h in found.lying) == [
        (here.id, 4),
        (here.id, 11),
        (there.id, 2),
    ]
    (given,) = found.handed_out
    assert (given.quantity, given.receivers[0].ref, given.reason) == (3, "17", "uitgifte")
    with pytest.raises(NotPossible), home.work(home.system) as work:
        stocking.issue(work, here.id, meat.id, 6, "te veel")


@pytest.mark.parametrize("by", [RecallBy.ITEM, RecallBy.LOT, RecallBy.BATCH, RecallBy.EAN])
def test_a_recall_starts_from_whatever_somebody_has_in_hand(home: Home, by: RecallBy) -> None:
    hub, rice = make_stock.bank(home), make_stock.kept(home, ean="4006381333931")
    lot = make_stock.came(home, hub, rice, 2, batch="L 77")
    marks = {"item": "rijst", "lot": lot.code.lower(), "batch": "l 77", "ean": "4006381333931"}
    with home.work(home.system) as work:
        found = recalling.recall(work, by, marks[by.value], "glas")
    assert [one.id for one in found.lots] == [lot.id]
    with pytest.raises(NotFound), home.work(home.system) as work:
        recalling.recall(work, by, "99999999", "glas")
