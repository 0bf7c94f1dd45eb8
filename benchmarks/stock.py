"""A large stock: 1,000,000 movements, 5,000 items, 40,000 lots; and bookings from eight processes.

Prints what a person waits for: what lies in a hub, what expires, picking, a recall, a backup; and
how many bookings a second are acknowledged with everything on disk, log included.
"""

from __future__ import annotations

import multiprocessing
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert, select

from tests.stock_worker import Order, acknowledged, book
from voedselbrigade.adapters.database import DatabaseStore, make_engine, writing
from voedselbrigade.adapters.database.tables import stock as tables
from voedselbrigade.domain.access import Role
from voedselbrigade.domain.clock import OFFICE_ZONE
from voedselbrigade.domain.history import Cause
from voedselbrigade.domain.places import Address, HouseNumber, Hub, HubId, HubKind
from voedselbrigade.services import recalling, stock_checking, stock_dates, stock_items, stocking
from voedselbrigade.services.stock_reference import holding
from voedselbrigade.services.work import Work
from voedselbrigade.stock.expiry import pick
from voedselbrigade.stock.lots import Held, Item, ItemId, PlaceId, Storage
from voedselbrigade.stock.recalls import RecallBy
from voedselbrigade.wiring import SYSTEM, Home, database_url, open_home

HUBS, SHELVES, ITEMS, LOTS, MOVEMENTS = 20, 10, 5_000, 40_000, 1_000_000
PARCELS, ARTICLES = 500, 25
PROCESSES, SECONDS = 8, 10
_SUPPLIERS = 40


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = open_home(Path(folder) / "home")
        started = time.perf_counter()
        hubs = fill(home)
        print(f"filled with {MOVEMENTS:,} movements: {time.perf_counter() - started:.0f} s")
        look(home, hubs)
        print(f"backup: {timed(lambda: home.backup(SYSTEM, Path(folder) / 'b.zip'), 1):.1f} s")
        home.close()
    with tempfile.TemporaryDirectory() as folder:
        together(Path(folder))


def look(home: Home, hubs: list[HubId]) -> None:
    """What is looked at, as the median of a few times."""

    def seen(verb: Callable[[Work], object], times: int = 7) -> float:
        def once() -> None:
            with home.view(SYSTEM) as work:
                verb(work)

        return timed(once, times) * 1000

    hub = hubs[0]
    print(f"on hand of a hub: {seen(lambda work: stocking.on_hand(work, hub)):.0f} ms")
    print(f"expiring in a hub: {seen(lambda work: stock_dates.expiring(work, hub)):.0f} ms")
    print(f"search as you type: {seen(lambda work: stock_items.search(work, 'prod 12')):.0f} ms")
    print(f"last bookings: {seen(lambda work: stocking.last_movements(work, hub)):.0f} ms")
    print(f"picking {PARCELS} parcels: {seen(lambda work: parcels(work, hub), 1) / 1000:.2f} s")
    with home.work(SYSTEM) as work:
        found: list[object] = []
        by = RecallBy.SUPPLIER
        spent = timed(lambda: found.append(recalling.recall(work, by, "Leverancier 3", "x")), 1)
    print(f"recall of a supplier, {LOTS // _SUPPLIERS} lots: {spent:.2f} s")
    spent = seen(stock_checking.disagreements, 1) / 1000
    print(f"balances against all movements: {spent:.1f} s")


def parcels(work: Work, hub: HubId) -> None:
    """Pick every article of every parcel, each from what the one before left over."""
    shelf = work.store.stock.books.shelf(hub)
    by_item: dict[ItemId, list[Held]] = {}
    for held in shelf:
        by_item.setdefault(held.lot.item, []).append(held)
    chosen = sorted(by_item)[:ARTICLES]
    items = {item.id: item for item in work.store.stock.items.some(chosen)}
    rules = holding(work.store.stock.rules, work.today)
    for _ in range(PARCELS):
        for ident in chosen:
            pick(items[ItemId(ident)], 1, work.today, by_item[ident], rules)


def timed(deed: Callable[[], object], times: int) -> float:
    """Seconds, the median."""
    spent = []
    for _ in range(times):
        started = time.perf_counter()
        deed()
        spent.append(time.perf_counter() - started)
    return statistics.median(spent)


# --- a large stock --------------------------------------------------------------------------------


def fill(home: Home) -> list[HubId]:
    """Lots that came in over a year and went out in small parts; something is left of each."""
    chance, now = random.Random(1), datetime.now(OFFICE_ZONE)
    with writing(home.engine) as connection:
        store = DatabaseStore(connection)
        hubs = [store.hubs.add(hub, Cause(now, "bench")).id for hub in _hubs()]
        items = store.stock.items.add_all(
            [Item(ItemId(0), f"Product {n}", "rijst_pasta") for n in range(ITEMS)],
            Cause(now, "bench"),
        )
        shelf = [
            {"hub": hub, "room": "M", "shelf": f"{n}", "storage": "ambient", "role": "shelf"}
            for hub in hubs
            for n in range(SHELVES)
        ]
        connection.execute(insert(tables.places), shelf)
        places = list(connection.execute(select(tables.places.c.id, tables.places.c.hub)))
        connection.execute(insert(tables.lots), list(_lots([i.id for i in items], now.date())))
        moved: list[dict[str, object]] = []
        left: list[dict[str, object]] = []
        for lot in range(1, LOTS + 1):
            place, hub = places[lot % len(places)]
            item = items[(lot - 1) % ITEMS].id
            moved += _life(chance, lot, place, now, left, item, hub)
            if len(moved) > 50_000:
                connection.execute(insert(tables.movements), moved)
                moved = []
        connection.execute(insert(tables.movements), moved)
        connection.execute(insert(tables.balances), left)
    return hubs


def _hubs() -> Iterator[Hub]:
    for n in range(HUBS):
        address = Address("Kade", HouseNumber(n + 1), "2512AA")
        yield Hub(HubId(0), f"Bank {n}", HubKind.FOOD_BANK, address)


def _lots(items: list[int], today: date) -> Iterator[dict[str, object]]:
    for n in range(LOTS):
        yield {
            "item": items[n % len(items)],
            "kind": "tht",
            "ends_on": today + timedelta(days=n % 400),
            "supplier": f"Leverancier {n % _SUPPLIERS}",
            "batch": f"B{n}",
            "received_on": today - timedelta(days=n % 300),
            "price_cents": 0,
            "storage": "ambient",
            "returned": False,
            "blocked": False,
        }


def _life(
    chance: random.Random,
    lot: int,
    place: PlaceId,
    now: datetime,
    left: list[dict[str, object]],
    item: int,
    hub: int,
) -> Iterator[dict[str, object]]:
    parts = [chance.randint(1, 5) for _ in range(MOVEMENTS // LOTS - 1)]
    rest = chance.randint(1, 30)
    for n, quantity in enumerate([sum(parts) + rest, *parts]):
        yield {
            "lot": lot,
            "source": place if n else None,
            "target": None if n else place,
            "quantity": quantity,
            "kind": "issue" if n else "receive",
            "cause": f"{'issue' if n else 'receive'}:{lot}:{n}",
            "day": now.date(),
            "at": now - timedelta(days=30 - n),
            "by": "bench",
            "reason": "",
            "undoes": False,
        }
    here: dict[str, object] = {"lot": lot, "place": place, "item": item, "hub": hub}
    left.append(here | {"quantity": rest, "reserved": 0})


# --- together -------------------------------------------------------------------------------------


def together(folder: Path) -> None:
    """Eight processes book the same lots; every booking is on disk before it is acknowledged."""
    home = open_home(folder / "home")
    now = datetime.now(OFFICE_ZONE)
    with home.work(SYSTEM) as work:
        (hub, *_) = [work.store.hubs.add(one, Cause(now, "bench")).id for one in _hubs()]
        items = tuple(
            stock_items.add(work, Item(ItemId(0), f"Product {n}", storage=Storage.AMBIENT)).id
            for n in range(4)
        )
        people = [
            work.store.access.add(name, Role.COORDINATOR, None, now) for name in ("Ria", "Hassan")
        ]
    url = database_url(home.path)
    home.close()
    make_engine(url).dispose()
    orders = [
        Order(n, url, folder / f"{n}.log", (people[0], people[1]), hub, items, 1, seconds=SECONDS)
        for n in range(PROCESSES)
    ]
    start = multiprocessing.get_context("forkserver")
    start.set_forkserver_preload(["tests.stock_worker"])
    started = [start.Process(target=book, args=(order,)) for order in orders]
    for process in started:
        process.start()
    for process in started:
        process.join()
    said = acknowledged([order.log for order in orders])
    done = sum("change" in line for line in said)
    print(f"bookings from {PROCESSES} processes on SQLite: {done / SECONDS:.0f} a second")


if __name__ == "__main__":
    main()
