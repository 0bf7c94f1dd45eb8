"""Many processes at once, a power cut, a full disk: nothing is lost and nothing counts twice."""

from __future__ import annotations

import multiprocessing
import os
import random
import resource
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests import make, make_stock
from tests.proof import SEED, amount
from tests.stock_worker import Booker, Order, acknowledged, book
from voedselbrigade.adapters.database import make_engine
from voedselbrigade.errors import Unreachable
from voedselbrigade.services import stock_checking, stocking
from voedselbrigade.services.stocking import Delivered
from voedselbrigade.stock.lots import DateKind, ItemId
from voedselbrigade.wiring import Home, database_url

PROCESSES = amount(4, 8)
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="forks and signals of its own")


def processes() -> multiprocessing.context.ForkServerContext:
    """One process imports the program, and each worker is a copy of it."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.stock_worker"])
    return context


def orders(home: Home, tmp_path: Path, seed: int = SEED, **how: float) -> list[Order]:
    """Processes that book the same four items of one hub; the first two of them count as well."""
    hub = make_stock.bank(home)
    items = tuple(make_stock.kept(home, f"Product {n}").id for n in range(4))
    people = (make.account(home, "Ria"), make.account(home, "Hassan"))
    return [
        Order(
            number=number,
            url=database_url(home.path),
            log=tmp_path / f"{seed}-{number}.log",
            people=people,
            hub=hub.id,
            items=items,
            seed=seed,
            counts=number < 2,
            **how,  # type: ignore[arg-type]
        )
        for number in range(PROCESSES)
    ]


def totals(home: Home) -> dict[ItemId, int]:
    found: Counter[ItemId] = Counter()
    with home.view(home.system) as work:
        assert stock_checking.disagreements(work) == ()
        for line in stocking.on_hand(work):
            assert line.held.quantity > 0
            found[line.item.id] += line.held.quantity
    return dict(found)


@pytest.mark.proof
def test_many_processes_book_the_same_lots_and_every_booking_counts_once(
    home: Home, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    seconds = amount(0, 60)
    wanted = orders(home, tmp_path, deeds=amount(6, 0), seconds=seconds)
    start = processes()
    started = [start.Process(target=book, args=(order,)) for order in wanted]
    for process in started:
        process.start()
    for process in started:
        process.join(amount(60, 180))
    assert [process.exitcode for process in started] == [0] * PROCESSES
    said = acknowledged([order.log for order in wanted])
    tally: Counter[ItemId] = Counter()
    for line in said:
        if "change" in line:
            tally[ItemId(line["item"])] += line["change"]
    assert totals(home) == {item: n for item, n in tally.items() if n}
    booked = [line for line in said if "change" in line]
    assert len(booked) > PROCESSES
    record_property("bookings", len(booked))
    record_property("refused", sum("refused" in line for line in said))


@pytest.mark.proof
def test_a_booking_that_was_acknowledged_survives_a_kill_and_none_is_there_twice(
    sqlite_home: Home, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    home, chance, start = sqlite_home, random.Random(SEED), processes()
    (order, *_) = orders(home, tmp_path, deeds=10**6)
    for kill in range(amount(10, 200)):
        order.seed, order.counts = SEED + kill, False
        process = start.Process(target=book, args=(order,))
        process.start()
        before = order.log.stat().st_size if order.log.exists() else 0
        while not order.log.exists() or order.log.stat().st_size == before:
            time.sleep(0.005)
        time.sleep(chance.random() * 0.12)
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        process.join()
    lines = acknowledged([order.log])
    expected: Counter[str] = Counter()
    undoing: set[str] = set()  # begun, and perhaps killed before or after the commit
    for line in lines:
        if "change" in line:
            expected[line["cause"]] += line["change"]
            undoing.discard(line["cause"])
        elif "undoing" in line:
            undoing.add(line["undoing"])
    with home.view(home.system) as work:
        assert stock_checking.disagreements(work) == ()
        for cause, change in expected.items():
            booked = work.store.stock.books.of_cause(cause)
            net = sum(m.move.quantity * (1 if m.move.source is None else -1) for m in booked)
            assert net == change or (cause in undoing and net == 0), cause
    assert len(undoing) <= amount(10, 200)
    whole_database(home)
    record_property("kills", amount(10, 200))
    record_property("acknowledged", len(expected))


def whole_database(home: Home) -> None:
    engine = make_engine(database_url(home.path))
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
    engine.dispose()


def full_disk(home: Home) -> None:
    """From now on the database may not grow: what SQLite says then is what a full disk says."""
    engine = home.engine

    @sa.event.listens_for(engine, "begin")
    def no_more_pages(connection: sa.Connection) -> None:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")


def test_a_full_disk_is_told_in_one_sentence_and_nothing_is_lost(sqlite_home: Home) -> None:
    home = sqlite_home
    hub, rice = make_stock.bank(home), make_stock.kept(home)
    full_disk(home)
    booked = 0
    with pytest.raises(Unreachable) as told:
        while booked < 3000:
            with home.work(home.system) as work:
                came = Delivered(rice.id, 1, DateKind.THT, make_stock.days(30))
                for _ in range(100):
                    stocking.receive(work, hub.id, came)
            booked += 100
    assert told.value.fact.code == "home.disk_full"
    assert make_stock.total(home) == booked
    with home.view(home.system) as work:
        assert stock_checking.disagreements(work) == ()


def limited(order: Order, most_bytes: int, told: Path) -> None:
    """A process that may not write larger files, as on a disk that is full."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, resource.RLIM_INFINITY))
    booker = Booker(order)
    try:
        booker.run()
    except Unreachable as error:
        code = error.fact.code
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
        told.write_text(code)


def test_a_file_that_may_not_grow_stops_the_work_and_keeps_what_was_booked(
    sqlite_home: Home, tmp_path: Path
) -> None:
    home = sqlite_home
    (order, *_) = orders(home, tmp_path, deeds=2000)
    wal = Path(f"{home.path}/database/voedselbrigade.sqlite3")
    told = tmp_path / "told"
    most = wal.stat().st_size + 60_000
    process = processes().Process(target=limited, args=(order, most, told))
    process.start()
    process.join(60)
    assert told.read_text() in ("home.disk_full", "home.disk_fault")
    said = [line for line in acknowledged([order.log]) if "change" in line]
    assert sum(totals(home).values()) == sum(line["change"] for line in said)
    assert said


def test_a_database_that_cannot_be_written_says_so_and_loses_nothing(sqlite_home: Home) -> None:
    home = sqlite_home
    hub, rice = make_stock.bank(home), make_stock.kept(home)
    make_stock.came(home, hub, rice, 4)

    def read_only(connection: sa.Connection) -> None:
        connection.exec_driver_sql("PRAGMA query_only = ON")

    sa.event.listen(home.engine, "begin", read_only)
    with pytest.raises(Unreachable) as told:
        make_stock.came(home, hub, rice, 4)
    assert told.value.fact.code == "home.database_read_only"
    sa.event.remove(home.engine, "begin", read_only)
    home.engine.dispose()
    assert make_stock.total(home) == 4
