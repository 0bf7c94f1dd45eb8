"""A process that books in a stock that others book in too, and writes down what was acknowledged.

It works as the program does: one transaction a deed, through the verbs. Each acknowledged deed is a
line in a file of its own, written after the commit: what stands there must be in the books.
"""

from __future__ import annotations

import json
import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from voedselbrigade.adapters.database import DatabaseStore, make_engine, writing
from voedselbrigade.domain.access import Account
from voedselbrigade.domain.clock import OFFICE_ZONE
from voedselbrigade.domain.places import HubId
from voedselbrigade.errors import Conflict, NotPossible
from voedselbrigade.services import counting, stocking
from voedselbrigade.services.stocking import Delivered
from voedselbrigade.services.work import Work
from voedselbrigade.stock.lots import DateKind, ItemId

FAR = timedelta(days=90)


@dataclass
class Order:
    """What one process has to do: until so many deeds, or until so many seconds have passed."""

    number: int
    url: str
    log: Path
    people: tuple[Account, Account]
    hub: HubId
    items: tuple[ItemId, ...]
    seed: int
    deeds: int = 0
    seconds: float = 0.0
    counts: bool = False


@dataclass
class Booker:
    """One process at work."""

    order: Order
    done: int = 0
    mine: list[tuple[str, ItemId, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.engine = make_engine(self.order.url)
        self.chance = random.Random(self.order.seed * 1000 + self.order.number)
        self.log = self.order.log.open("a", encoding="utf-8")
        self.until = time.monotonic() + self.order.seconds

    def run(self) -> None:
        while self.goes_on():
            deeds: list[Callable[[], None]] = [self.receive, self.issue, self.issue, self.undo]
            if self.order.counts:
                deeds.append(self.count)
            try:
                self.chance.choice(deeds)()
            except NotPossible as refused:
                self.acknowledge(refused=refused.fact.code)
            except Conflict as late:
                self.acknowledge(conflict=late.fact.code)
            self.done += 1

    def goes_on(self) -> bool:
        if self.order.seconds:
            return time.monotonic() < self.until
        return self.done < self.order.deeds

    @contextmanager
    def work(self, person: int = 0) -> Iterator[Work]:
        with writing(self.engine) as connection:
            now = datetime.now(OFFICE_ZONE)
            yield Work(DatabaseStore(connection), self.order.people[person], now)

    def acknowledge(self, **said: Any) -> None:
        # A newline first: what a killed process wrote by half before us stays a line of its own.
        self.log.write("\n" + json.dumps(said) + "\n")
        self.log.flush()

    def name(self) -> str:
        return f"{self.order.number}-{self.order.seed}-{self.done}-{os.getpid()}"

    def receive(self) -> None:
        item, quantity = self.chance.choice(self.order.items), self.chance.randint(1, 9)
        with self.work() as work:
            ends = work.today + FAR
            came = Delivered(item, quantity, DateKind.THT, ends)
            cause = stocking.receive(work, self.order.hub, came, self.name()).cause
        self.mine.append((cause, item, quantity))
        self.acknowledge(cause=cause, item=item, change=quantity)

    def issue(self) -> None:
        item, quantity = self.chance.choice(self.order.items), self.chance.randint(1, 6)
        cause = self.name()
        for _ in range(self.chance.choice((1, 1, 2))):  # now and then a double click
            with self.work() as work:
                done = stocking.issue(work, self.order.hub, item, quantity, cause)
        self.mine.append((done.cause, item, -quantity))
        self.acknowledge(cause=done.cause, item=item, change=-quantity)

    def undo(self) -> None:
        if not self.mine:
            return
        cause, item, change = self.mine[-1]
        self.acknowledge(undoing=cause)
        with self.work() as work:
            stocking.undo(work, cause)
        self.mine.pop()
        self.acknowledge(cause=cause, item=item, change=-change, undo=True)

    def count(self) -> None:
        """Two people of this process count an item that no other process counts."""
        item, wrong = self.order.items[self.order.number], self.chance.randint(-2, 2)
        with self.work() as work:
            ident = counting.start(work, self.order.hub, item=item).id
            spots = [row.line.spot for row in counting.sheet(work, ident).rows]
        if not spots:
            return
        chosen = self.chance.choice(spots)
        for person in (0, 1):
            with self.work(person) as work:
                for spot in spots:
                    there = work.store.stock.books.balance(spot)
                    change = wrong if spot == chosen else 0
                    counting.note(work, ident, spot, max(0, there + change))
        with self.work(1) as work:
            seen = counting.sheet(work, ident)
            if seen.open:
                counting.drop(work, ident)
                return
            cause = counting.book(work, ident).cause
        change = sum(row.line.difference or 0 for row in seen.rows)
        self.acknowledge(cause=cause, item=item, change=change)


def book(order: Order) -> None:
    """The work of one process; an error that is no refusal ends it with a code that is not 0."""
    Booker(order).run()


def acknowledged(logs: list[Path]) -> list[dict[str, Any]]:
    """Every line that was written in full; one may be cut where its process was killed."""
    lines = (line for log in logs for line in log.read_text("utf-8").splitlines())
    return [json.loads(line) for line in lines if line.endswith("}")]
