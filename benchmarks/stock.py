"""A large stock: 1,000,000 movements, 5,000 items, 40,000 lots; and bookings from eight processes.

Prints what a person waits for: what lies in a hub, what expires, picking, a recall, a backup; and
how many bookings a second are acknowledged with everything on disk, log included.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert, select

from benchmarks.recording import Figure, record
from tests.stock_worker import Order, acknowledged, book
from voedselbrigade.adapters.database import DatabaseStore, make_engine, writing
from voedselbrigade.adapters.database.tables import stock as tables
from voedselbrigade.domain.access import Role
from voedselbrigade.domain.clock import OFFICE_ZONE
from voedselbrigade.domain.history import Cause
from voedselbrigade.domain.places import Address, HouseNumber, Hub, HubId, HubKind
from voedselbrigade.domain.rhythm import Rhythm
from voedselbrigade.services import (
    hub_cover,
    parcels,
    recalling,
    stock_ahead,
    stock_checking,
    stock_dates,
    stock_items,
    stock_looking,
    stock_overview,
    stocking,
)
from voedselbrigade.services.work import Work
from voedselbrigade.stock.lots import Item, ItemId, PlaceId, Storage
from voedselbrigade.stock.parcels import (
    AgeBand,
    Household,
    HouseholdId,
    Recipe,
    RecipeId,
    RecipeLine,
)
from voedselbrigade.stock.recalls import RecallBy
from voedselbrigade.wiring import SYSTEM, Home, database_url, open_home

HUBS, SHELVES, ITEMS, LOTS, MOVEMENTS = 20, 10, 5_000, 40_000, 1_000_000
PARCELS, ARTICLES = 500, 25
PROCESSES, SECONDS = 8, 10
_SUPPLIERS = 40


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        # First, while the disk is not yet writing a million movements.
        booked = together(Path(folder))
    with tempfile.TemporaryDirectory() as folder:
        home = open_home(Path(folder) / "home")
        started = time.perf_counter()
        hubs = fill(home)
        # Others may be working on this machine: a figure is only as good as its quiet.
        figures = [
            Figure("processes that wanted a core when it began", os.getloadavg()[0], "on average"),
            Figure(f"filled with {MOVEMENTS:,} movements", since(started), "s"),
            Figure("the chores of the first day", timed(home.daily, 1), "s"),
        ]
        figures += look(home, hubs[0])
        spent = timed(lambda: home.backup(SYSTEM, Path(folder) / "b.zip"), 1)
        figures.append(Figure("backup of everything", spent, "s"))
        home.close()
    record("stock", [*figures, *booked])


def look(home: Home, hub: HubId) -> list[Figure]:
    """What is looked at, as the median of a few times, and the day's parcels."""

    def view(verb: Callable[[Work], object]) -> Callable[[], object]:
        def once() -> None:
            with home.view(SYSTEM) as work:
                verb(work)

        return once

    families(home, hub)
    found = [
        *both("on hand of a hub", view(lambda w: stocking.on_hand(w, hub)), 0.1),
        *both("what the page of a hub shows", view(lambda w: page(w, hub)), 0.5),
        *both("expiring in a hub", view(lambda w: stock_dates.expiring(w, hub))),
        *both("search as you type", view(lambda w: stock_items.search(w, "prod 12"))),
        *both("looking ahead four weeks", view(lambda w: stock_ahead.look_ahead(w, hub))),
        *both("the page of all hubs", view(hub_cover.all_hubs), 0.5, times=2),
        *both("check of all balances", view(stock_checking.disagreements), times=1),
    ]
    with home.work(SYSTEM) as work:
        day = work.today
        what = f"picking and reserving {PARCELS} parcels"
        found += both(what, lambda: parcels.fill(work, hub, day), 3.0, times=1)
    by = RecallBy.SUPPLIER
    with home.work(SYSTEM) as work:
        what = f"recall of a supplier, {LOTS // _SUPPLIERS} lots"
        found += both(what, lambda: recalling.recall(work, by, "Leverancier 3", "x"), 1.0, times=1)
    return found


def both(
    what: str, deed: Callable[[], object], most: float | None = None, times: int = 5
) -> list[Figure]:
    """By the clock, and on the processor: on a busy machine only the second says something."""
    return [
        Figure(what, timed(deed, times), "s", most),
        Figure(f"{what}, processor", timed(deed, 1, time.process_time), "s"),
    ]


def page(work: Work, hub: HubId) -> None:
    """Everything that the page Voorraad asks of the books."""
    stock_overview.to_do(work, hub)
    stock_overview.below_minimum(work, hub)
    stock_looking.shelves(work, hub)
    stocking.last_movements(work, hub)


def families(home: Home, hub: HubId) -> None:
    """Families that get a parcel today, of articles of which much lies in the hub."""
    with home.work(SYSTEM) as work:
        there: dict[ItemId, int] = {}
        for held in work.store.stock.books.shelf(hub):
            there[held.lot.item] = there.get(held.lot.item, 0) + held.quantity
        most = sorted(there, key=lambda item: -there[item])[: 2 * ARTICLES]
        lines = tuple(
            RecipeLine(most[n], 1, (most[n + ARTICLES],))
            for n in range(min(ARTICLES, len(most) // 2))
        )
        parcels.add_recipe(work, Recipe(RecipeId(0), "alle", 1, 9, lines))
        rhythm = Rhythm(dict.fromkeys(range(7), 1))
        for n in range(PARCELS):
            people = {AgeBand.ADULT: 1 + n % 2, AgeBand.CHILD: n % 4}
            family = Household(HouseholdId(0), hub, number=str(n), people=people, rhythm=rhythm)
            work.store.stock.households.add(family, work.cause())


def since(started: float) -> float:
    return time.perf_counter() - started


def timed(
    deed: Callable[[], object], times: int, clock: Callable[[], float] = time.perf_counter
) -> float:
    """Seconds, the median."""
    spent = []
    for _ in range(times):
        started = clock()
        deed()
        spent.append(clock() - started)
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
            "received_on": today - timedelta(days=(n + 1) % 300),
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
    rest, age = chance.randint(1, 30), lot % 300
    for n, quantity in enumerate([sum(parts) + rest, *parts]):
        ago = timedelta(days=age - age * n // len(parts))
        yield {
            "lot": lot,
            "source": place if n else None,
            "target": None if n else place,
            "quantity": quantity,
            "kind": "issue" if n else "receive",
            "cause": f"{'issue' if n else 'receive'}:{lot}:{n}",
            "day": now.date() - ago,
            "at": now - ago,
            "by": "bench",
            "reason": "",
            "undoes": False,
        }
    here: dict[str, object] = {"lot": lot, "place": place, "item": item, "hub": hub}
    left.append(here | {"quantity": rest, "reserved": 0})


# --- together -------------------------------------------------------------------------------------


def together(folder: Path) -> list[Figure]:
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
    rate = done / SECONDS
    return [
        Figure(f"acknowledged bookings from {PROCESSES} processes", rate, "a second"),
        Figure("200 of those bookings", 200 / rate, "s", 1.0),
    ]


if __name__ == "__main__":
    main()
