"""The books against a plain model: any deeds in any order, and both say the same after each."""

from __future__ import annotations

import shutil
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests import make, make_stock
from tests.make import Clock
from tests.proof import amount, in_full
from voedselbrigade.errors import NotPossible
from voedselbrigade.services import (
    counting,
    recalling,
    stock_checking,
    stock_dates,
    stocking,
    transferring,
)
from voedselbrigade.services.stocking import Delivered
from voedselbrigade.stock.lots import DateKind, LotId, MovementKind, Storage
from voedselbrigade.stock.recalls import RecallBy
from voedselbrigade.wiring import Home, open_home

FEW = st.integers(1, 9)
ENDS = st.sampled_from([-1, 0, 1, 30])
CAUSES = st.sampled_from(["ma", "di", "wo"])


class Books(RuleBasedStateMachine):
    """Two hubs and one kind of meat. The model knows per hub and lot how much there is."""

    empty: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        shutil.copytree(self.empty, self.folder / "home")
        self.home: Home = open_home(self.folder / "home", Clock())
        self.lies: defaultdict[tuple[int, int], int] = defaultdict(int)
        self.issued: defaultdict[tuple[int, str], dict[int, int]] = defaultdict(dict)
        self.ends: dict[int, tuple[DateKind, int]] = {}
        self.frozen: set[int] = set()
        self.blocked: set[int] = set()
        self.undoable: list[tuple[str, dict[tuple[int, int], int]]] = []
        self.on_the_road: list[tuple[int, int, int]] = []
        self.sends = 0

    @initialize()
    def begin(self) -> None:
        self.hubs = [make_stock.bank(self.home, name).id for name in ("Zuid", "Noord")]
        self.meat = make_stock.kept(
            self.home, "Gehakt", category="vlees", storage=Storage.CHILLED
        ).id
        self.people = [make.account(self.home, name) for name in ("Ria", "Hassan")]

    def teardown(self) -> None:
        self.home.close()
        shutil.rmtree(self.folder)

    # --- deeds --------------------------------------------------------------------------------

    @rule(hub=st.integers(0, 1), quantity=FEW, ends=ENDS, kind=st.sampled_from(["tgt", "tht"]))
    def receive(self, hub: int, quantity: int, ends: int, kind: str) -> None:
        letters = DateKind(kind)
        came = Delivered(self.meat, quantity, letters, make_stock.days(ends))
        with self.home.work(self.home.system) as work:
            done = stocking.receive(work, self.hubs[hub], came)
        lot = done.lots[0].id
        self.ends[lot] = (letters, ends)
        self.lies[hub, lot] += quantity
        self.undoable.append((done.cause, {(hub, lot): quantity}))

    @rule(hub=st.integers(0, 1), quantity=FEW, cause=CAUSES)
    def issue(self, hub: int, quantity: int, cause: str) -> None:
        mine = self.issued[hub, cause]
        more = quantity - sum(mine.values())
        fits = [lot for lot in self.first_to_go(hub) if self.lies[hub, lot] > 0]
        enough = sum(self.lies[hub, lot] for lot in fits) >= more
        try:
            with self.home.work(self.home.system) as work:
                stocking.issue(work, self.hubs[hub], self.meat, quantity, cause)
        except NotPossible:
            assert not enough
            return
        assert enough
        self.take(hub, mine, fits, more) if more > 0 else self.put_back(hub, mine, -more)

    @precondition(lambda self: self.undoable)
    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        cause, moved = data.draw(st.sampled_from(self.undoable))
        fits = all(self.lies[spot] >= n for spot, n in moved.items())
        try:
            with self.home.work(self.home.system) as work:
                stocking.undo(work, cause)
        except NotPossible:
            assert not fits
            return
        assert fits
        for spot, n in moved.items():
            self.lies[spot] -= n
        self.undoable.remove((cause, moved))
        with self.home.work(self.home.system) as work:
            assert stocking.undo(work, cause).again

    @rule(hub=st.integers(0, 1), quantity=FEW, data=st.data())
    def freeze(self, hub: int, quantity: int, data: st.DataObject) -> None:
        cold = [
            lot for (h, lot), n in self.lies.items() if h == hub and n and lot not in self.frozen
        ]
        if not cold:
            return
        lot = LotId(data.draw(st.sampled_from(sorted(cold))))
        may = lot not in self.blocked and self.ends[lot][1] >= 0 and self.lies[hub, lot] >= quantity
        try:
            with self.home.work(self.home.system) as work:
                (spot,) = [
                    (h.lot.id, h.place.id)
                    for h in work.store.stock.books.of([lot])
                    if h.place.hub == self.hubs[hub] and h.place.role.value == "shelf"
                ]
                done = stock_dates.freeze(work, spot, quantity)
        except NotPossible:
            assert not may
            return
        assert may
        made = done.lots[0].id
        self.ends[made], self.frozen = (DateKind.TGT, 60), self.frozen | {made}
        self.lies[hub, lot] -= quantity
        self.lies[hub, made] += quantity

    @rule(hub=st.integers(0, 1), quantity=FEW)
    def send(self, hub: int, quantity: int) -> None:
        fits = [lot for lot in self.first_to_go(hub) if self.lies[hub, lot] > 0]
        enough = sum(self.lies[hub, lot] for lot in fits) >= quantity
        self.sends += 1
        try:
            with self.home.work(self.home.system) as work:
                sent = transferring.send(
                    work,
                    self.hubs[hub],
                    self.hubs[1 - hub],
                    {self.meat: quantity},
                    f"rit {self.sends}",
                )
        except NotPossible:
            assert not enough
            return
        assert enough
        left: dict[int, int] = {}
        self.take(hub, left, fits, quantity)
        assert {line.lot: line.sent for line in sent.lines} == left
        self.on_the_road += [(sent.id, 1 - hub, lot) for lot in left]

    @precondition(lambda self: self.on_the_road)
    @rule(arrived=st.integers(0, 9), data=st.data())
    def arrive(self, arrived: int, data: st.DataObject) -> None:
        ident, hub, lot = data.draw(st.sampled_from(self.on_the_road))
        with self.home.work(self.home.system) as work:
            before = work.store.stock.transfers.get(ident).line(LotId(lot))  # type: ignore[arg-type]
            try:
                transferring.arrive(work, ident, LotId(lot), arrived)  # type: ignore[arg-type]
            except NotPossible:
                assert before is not None
                assert before.arrived is not None
                assert self.lies[hub, lot] < before.arrived - arrived
                return
        assert before is not None
        self.lies[hub, lot] += arrived - (before.arrived or 0)

    @rule(hub=st.integers(0, 1), wrong=st.integers(-3, 3), data=st.data())
    def count(self, hub: int, wrong: int, data: st.DataObject) -> None:
        ria, hassan = self.people
        with self.home.work(ria) as work:
            ident = counting.start(work, self.hubs[hub]).id
            rows = counting.sheet(work, ident).rows
        if not rows:
            return
        chosen = data.draw(st.integers(0, len(rows) - 1))
        seen = {row.line.spot: self.lies[hub, row.lot.id] for row in rows}
        spot = rows[chosen].line.spot
        seen[spot] = max(0, seen[spot] + wrong)
        for person in (ria, hassan):
            with self.home.work(person) as work:
                for where, quantity in seen.items():
                    counting.note(work, ident, where, quantity)
        with self.home.work(hassan) as work:
            counting.book(work, ident)
        self.lies[hub, spot[0]] = seen[spot]

    @precondition(lambda self: self.ends)
    @rule(data=st.data())
    def recall(self, data: st.DataObject) -> None:
        lot = data.draw(st.sampled_from(sorted(self.ends)))
        with self.home.work(self.home.system) as work:
            found = recalling.recall(work, RecallBy.LOT, str(lot), "proef")
        self.blocked |= {one.id for one in found.lots}
        assert lot in self.blocked

    # --- the model ----------------------------------------------------------------------------

    def first_to_go(self, hub: int) -> list[int]:
        """Lots in this hub that may go today; the soonest first, then the oldest lot."""
        may = [
            lot
            for (h, lot) in self.lies
            if h == hub and lot not in self.blocked and self.ends[lot][1] >= 0
        ]
        return sorted(may, key=lambda lot: (self.ends[lot][1], lot))

    def take(self, hub: int, out: dict[int, int], fits: list[int], quantity: int) -> None:
        for lot in fits:
            part = min(quantity, self.lies[hub, lot])
            if part:
                self.lies[hub, lot] -= part
                out[lot] = out.get(lot, 0) + part
                quantity -= part

    def put_back(self, hub: int, out: dict[int, int], quantity: int) -> None:
        """Which lot goes back first is the program's own choice: the books are asked."""
        name = next(c for (h, c), held in self.issued.items() if h == hub and held is out)
        with self.home.view(self.home.system) as work:
            cause = f"issue:{self.hubs[hub]}:{self.meat}:{name}"
            net: defaultdict[int, int] = defaultdict(int)
            for one in work.store.stock.books.of_cause(cause):
                assert one.kind is MovementKind.ISSUE
                net[one.move.lot] += one.move.quantity * (1 if one.move.target is None else -1)
        assert sum(out.values()) - sum(net.values()) == quantity
        for lot, before in list(out.items()):
            assert 0 <= net[lot] <= before
            self.lies[hub, lot] += before - net[lot]
            out[lot] = net[lot]

    # --- after every deed ---------------------------------------------------------------------

    @invariant()
    def the_books_say_what_the_model_says(self) -> None:
        if not hasattr(self, "hubs"):
            return
        found: dict[tuple[int, int], int] = {}
        with self.home.view(self.home.system) as work:
            for line in stocking.on_hand(work):
                if line.held.place.role.value == "shelf":
                    key = (self.hubs.index(line.held.place.hub), int(line.held.lot.id))
                    found[key] = found.get(key, 0) + line.held.quantity
                assert line.held.quantity > 0
            assert stock_checking.disagreements(work) == ()
        assert found == {spot: n for spot, n in self.lies.items() if n}


@pytest.mark.proof
def test_the_books_and_a_plain_model_agree_after_any_deeds(
    migrated_sqlite: Path, tmp_path: Path
) -> None:
    database = tmp_path / "empty" / "database" / "voedselbrigade.sqlite3"
    database.parent.mkdir(parents=True)
    shutil.copy(migrated_sqlite, database)

    class Machine(Books):
        empty = tmp_path / "empty"

    how: Any = settings(
        max_examples=amount(4, 300),
        stateful_step_count=amount(20, 60),
        phases=tuple(Phase) if in_full() else (Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
        deadline=None,
    )
    case = Machine.TestCase
    case.settings = how
    outcome = case().run()
    assert outcome is not None
    assert outcome.wasSuccessful(), "\n".join(text for _, text in outcome.errors + outcome.failures)
