"""Calling who got recalled food: nobody twice at once, nothing overwritten, each hub its own."""

from __future__ import annotations

import pytest

from tests import make_stock
from tests.make import Clock, account, recipient
from voedselbrigade.domain.access import Account, Role
from voedselbrigade.domain.places import Hub
from voedselbrigade.errors import Conflict, NotFound
from voedselbrigade.services import recall_calls, recalling, stocking
from voedselbrigade.services.recall_calls import Call
from voedselbrigade.services.stock_store import CallResult, ReceiverKind
from voedselbrigade.stock.recalls import RecallBy, RecallId
from voedselbrigade.wiring import Home

WHO = ReceiverKind.RECIPIENT


@pytest.fixture
def hub(home: Home) -> Hub:
    """Two people got rice, of which one batch is recalled."""
    hub, rice = make_stock.bank(home), make_stock.kept(home)
    make_stock.came(home, hub, rice, 10)
    with home.work(home.system) as work:
        for name in ("Aerts", "Bos"):
            who = recipient(name, phone="070 123 45 67")
            ident = work.store.recipients.add(who, work.cause()).id
            got = (WHO, str(ident))
            stocking.issue(work, hub.id, rice.id, ident, f"balie {name}", receiver=got)
        recalling.recall(work, RecallBy.ITEM, "Rijst", "glas")
    return hub


def listed(home: Home, actor: Account) -> list[tuple[str, int, CallResult | None]]:
    with home.view(actor) as work:
        calls = recall_calls.call_list(work, RecallId(1))
    return [(one.name, sum(got.quantity for got in one.got), one.result) for one in calls]


def note(home: Home, actor: Account, ref: str, result: CallResult | None) -> Call:
    with home.work(actor) as work:
        return recall_calls.note_call(work, RecallId(1), WHO, ref, result)


def test_everyone_who_got_it_is_called_and_who_is_reached_goes_last(home: Home, hub: Hub) -> None:
    ans = account(home)
    assert listed(home, ans) == [("A. de Aerts", 1, None), ("A. de Bos", 2, None)]
    note(home, ans, "1", CallResult.THROWN_AWAY)
    assert [name for name, _, _ in listed(home, ans)] == ["A. de Bos", "A. de Aerts"]
    note(home, ans, "1", None)
    assert listed(home, ans)[0] == ("A. de Aerts", 1, None)
    with home.view(ans) as work:
        assert len(work.store.stock.calls.of(RecallId(1))) == 2


def test_two_people_do_not_call_one_person_at_the_same_time(
    home: Home, hub: Hub, clock: Clock
) -> None:
    ans, bep = account(home), account(home, "Bep")
    note(home, ans, "1", CallResult.BUSY)
    with pytest.raises(Conflict) as told:
        note(home, bep, "1", CallResult.BUSY)
    assert told.value.fact.values["who"] == "Ans"
    note(home, ans, "1", CallResult.NO_ANSWER)
    note(home, bep, "1", CallResult.BUSY)
    clock.passes(minutes=16)
    assert note(home, ans, "1", CallResult.BUSY).result is CallResult.BUSY


def test_what_came_back_and_who_got_nothing_is_not_called(sqlite_home: Home) -> None:
    home = sqlite_home
    hub, rice = make_stock.bank(home), make_stock.kept(home)
    lot = make_stock.came(home, hub, rice, 10)
    with home.work(home.system) as work:
        got = stocking.issue(work, hub.id, rice.id, 2, "balie", receiver=(WHO, "1"))
        stocking.undo(work, got.cause)
        recalling.recall(work, RecallBy.LOT, lot.code, "glas")
    assert listed(home, home.system) == []
    with pytest.raises(NotFound):
        note(home, home.system, "1", CallResult.EATEN)


def test_staff_of_a_hub_sees_and_notes_its_own_only(sqlite_home: Home) -> None:
    home = sqlite_home
    zuid, noord = make_stock.bank(home), make_stock.bank(home, "Bank Noord")
    rice = make_stock.kept(home)
    for hub in (zuid, noord):
        make_stock.came(home, hub, rice, 5)
        with home.work(home.system) as work:
            got = (ReceiverKind.OTHER, hub.name)
            stocking.issue(work, hub.id, rice.id, 1, "buurthuis", receiver=got)
    with home.work(home.system) as work:
        recalling.recall(work, RecallBy.ITEM, "Rijst", "glas")
        ria = work.store.access.add("Ria", Role.HUB_STAFF, noord.id, work.now)
    assert [name for name, _, _ in listed(home, ria)] == ["Bank Noord"]
    with pytest.raises(NotFound), home.work(ria) as work:
        recall_calls.note_call(work, RecallId(1), ReceiverKind.OTHER, zuid.name, CallResult.EATEN)
