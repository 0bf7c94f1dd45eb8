"""The rules of transfers, counts and recalls: differences, half-finished work, second persons."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import make, make_stock
from voedselbrigade.domain.access import Account
from voedselbrigade.domain.places import Hub
from voedselbrigade.errors import NotAllowed, NotPossible, WrongWords
from voedselbrigade.services import (
    counting,
    recalling,
    stock_checking,
    stocking,
    transferring,
)
from voedselbrigade.stock.counts import Count, CountState, LineState
from voedselbrigade.stock.lots import DateKind
from voedselbrigade.stock.recalls import RecallBy
from voedselbrigade.stock.transfers import TransferState
from voedselbrigade.wiring import Home


@pytest.fixture
def home(sqlite_home: Home) -> Home:
    """These rules have no business with the kind of database."""
    return sqlite_home


def begun(home: Home, by: Account, hub: Hub) -> Count:
    with home.work(by) as work:
        return counting.start(work, hub.id)


def whole(home: Home) -> bool:
    with home.view(home.system) as work:
        return stock_checking.disagreements(work) == ()


@pytest.mark.parametrize("arrived", [0, 4, 9])
def test_a_difference_on_the_way_is_kept_line_by_line(home: Home, arrived: int) -> None:
    here, there = make_stock.bank(home), make_stock.bank(home, "Bank Noord")
    rice = make_stock.kept(home)
    lot = make_stock.came(home, here, rice, 10)
    with home.work(home.system) as work:
        sent = transferring.send(work, here.id, there.id, {rice.id: 6}, "rit 3")
        done = transferring.arrive(work, sent.id, lot.id, arrived)
    line = done.line(lot.id)
    assert line is not None
    assert line.difference == arrived - 6
    assert make_stock.total(home, there) == arrived
    with home.work(home.system) as work:
        transferring.arrive(work, sent.id, lot.id, 5)  # counted again: the last word counts
    assert make_stock.total(home, there) == 5
    assert make_stock.total(home, here) == 4
    assert whole(home)


def test_everything_arrived_at_once_is_as_it_was_sent(home: Home) -> None:
    here, there = make_stock.bank(home), make_stock.bank(home, "Bank Noord")
    rice, beans = make_stock.kept(home), make_stock.kept(home, "Bonen")
    for item in (rice, beans):
        make_stock.came(home, here, item, 5)
    with home.work(home.system) as work:
        wanted = {rice.id: 5, beans.id: 2}
        sent = transferring.send(work, here.id, there.id, wanted, "rit 3")
        transferring.arrive_all(work, sent.id)
    assert make_stock.total(home, there) == 7
    with home.view(home.system) as work:
        assert transferring.transfers(work, TransferState.SENT) == ()


def test_more_than_there_is_is_not_sent_and_nothing_of_it(home: Home) -> None:
    here, there = make_stock.bank(home), make_stock.bank(home, "Bank Noord")
    rice, beans = make_stock.kept(home), make_stock.kept(home, "Bonen")
    make_stock.came(home, here, rice, 5)
    with pytest.raises(NotPossible), home.work(home.system) as work:
        transferring.send(work, here.id, there.id, {rice.id: 5, beans.id: 2}, "rit 3")
    assert make_stock.total(home, here) == 5


def test_a_half_finished_count_is_gone_on_with_and_not_booked(home: Home) -> None:
    hub, rice, beans = make_stock.bank(home), make_stock.kept(home), make_stock.kept(home, "Bonen")
    make_stock.came(home, hub, rice, 10)
    make_stock.came(home, hub, beans, 3)
    ria = make.account(home, "Ria")
    count = begun(home, ria, hub)
    with home.work(ria) as work:
        first = counting.sheet(work, count.id).rows[0]
        counting.note(work, count.id, first.line.spot, 3)
        with pytest.raises(NotPossible):
            counting.book(work, count.id)
    assert begun(home, ria, hub) == count
    with home.view(ria) as work:
        states = [row.line.state for row in counting.sheet(work, count.id).rows]
        assert counting.open_counts(work, hub.id) == (count,)
    assert states == [LineState.RIGHT, LineState.TO_COUNT]


def test_an_item_that_ran_out_is_asked_for_and_one_that_was_found_is_booked_in(
    home: Home,
) -> None:
    hub, rice, beans = make_stock.bank(home), make_stock.kept(home), make_stock.kept(home, "Bonen")
    lot = make_stock.came(home, hub, rice, 2)
    ria, hassan = make.account(home, "Ria"), make.account(home, "Hassan")
    with home.work(home.system) as work:
        stocking.issue(work, hub.id, rice.id, 2, "op")
    count = begun(home, ria, hub)
    with home.work(ria) as work:
        (row,) = counting.sheet(work, count.id).rows
        assert row.lot.id == lot.id
        assert counting.note(work, count.id, row.line.spot, 0).state is LineState.RIGHT
        end = make_stock.days(90)
        place = row.place.id
        counting.found_too(work, count.id, beans.id, DateKind.THT, end, place, 7)
    with home.work(hassan) as work:
        counting.found_too(work, count.id, beans.id, DateKind.THT, end, place, 7)
        counting.book(work, count.id)
    assert sorted(make_stock.on_hand(home).values()) == [7]


def test_without_a_difference_one_person_is_enough_and_a_closed_count_stays_closed(
    home: Home,
) -> None:
    hub, rice = make_stock.bank(home), make_stock.kept(home)
    make_stock.came(home, hub, rice, 2)
    ria = make.account(home, "Ria")
    count = begun(home, ria, hub)
    with home.work(ria) as work:
        spot = counting.sheet(work, count.id).rows[0].line.spot
        counting.note(work, count.id, spot, 2)
        counting.book(work, count.id)
        assert work.store.stock.counts.get(count.id).state is CountState.BOOKED
        with pytest.raises(NotPossible):
            counting.note(work, count.id, spot, 9)
    with home.work(ria) as work:
        other = counting.start(work, hub.id)
        counting.drop(work, other.id)
        assert counting.open_counts(work) == ()


def test_a_count_cannot_be_of_tomorrow_or_of_less_than_nothing(home: Home) -> None:
    hub, rice = make_stock.bank(home), make_stock.kept(home)
    make_stock.came(home, hub, rice, 2)
    count = begun(home, make.account(home, "Ria"), hub)
    with home.work(home.system) as work:
        spot = counting.sheet(work, count.id).rows[0].line.spot
        for how in ({"quantity": -1}, {"quantity": 1, "seen_at": work.now + timedelta(hours=1)}):
            with pytest.raises(WrongWords):
                counting.note(work, count.id, spot, **how)


def test_the_same_recall_again_takes_in_what_came_since(home: Home) -> None:
    hub, rice = make_stock.bank(home), make_stock.kept(home)
    make_stock.came(home, hub, rice, 2)
    with home.work(home.system) as work:
        first = recalling.recall(work, RecallBy.ITEM, "Rijst", "glas").recall
    make_stock.came(home, hub, rice, 3, supplier="Dirk")
    with home.work(home.system) as work:
        second = recalling.recall(work, RecallBy.ITEM, "rijst", "glas").recall
        assert len(recalling.recalls(work)) == 1
    assert second.id == first.id
    assert (len(first.lots), len(second.lots)) == (1, 2)


def test_a_recall_is_never_closed_by_who_started_it(home: Home) -> None:
    hub, rice = make_stock.bank(home), make_stock.kept(home)
    make_stock.came(home, hub, rice, 2)
    ria, hassan = make.account(home, "Ria"), make.account(home, "Hassan")
    with home.work(ria) as work:
        ident = recalling.recall(work, RecallBy.ITEM, "Rijst", "vergissing").recall.id
    with pytest.raises(NotAllowed), home.work(ria) as work:
        recalling.close(work, ident, release=True)
    with home.work(hassan) as work:
        recalling.close(work, ident, release=True)
        stocking.issue(work, hub.id, rice.id, 2, "weer vrij")
        with pytest.raises(NotPossible):
            recalling.close(work, ident)
