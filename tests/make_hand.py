"""A dispatcher's hand in tests: lay a day's plan on the table, offer a move and make it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.make import TUESDAY, Clock
from tests.make_days import Office, office, small_day
from voedselbrigade.adapters.roads import StraightLine
from voedselbrigade.domain.people import Recipient, RecipientId, Volunteer
from voedselbrigade.domain.plans import Plan
from voedselbrigade.services import hand_deeds, move_table, moving
from voedselbrigade.services.hand_offers import Offer
from voedselbrigade.services.move_table import Table
from voedselbrigade.wiring import open_home


def laid(desk: Office) -> Table:
    with desk.home.view(desk.actor) as work:
        sight = move_table.look(work, TUESDAY)
    return move_table.lay(sight, StraightLine(sight.day.settings.transports))


def vehicle_of(table: Table, driver: Volunteer) -> int:
    turns = enumerate(table.model.turns)
    return next(index for index, turn in turns if turn.volunteer.id == driver.id)


def onto(table: Table, who: Recipient, driver: Volunteer, at: int | None = None) -> Offer:
    return hand_deeds.moved(table, who.id, [vehicle_of(table, driver)], at)


def make(desk: Office, offer: Offer, why: str = "") -> Plan:
    with desk.home.work(desk.actor) as work:
        return moving.make(work, offer, why)


def undo(desk: Office) -> Plan:
    with desk.home.work(desk.actor) as work:
        return moving.undo(work, TUESDAY).plan


def riders(plan: Plan) -> dict[RecipientId, str]:
    """Who is brought something by whom."""
    return {
        stop.recipient: route.volunteer_name
        for route in plan.routes
        for stop in route.stops
        if stop.status == "planned"
    }


@dataclass
class Day:
    """A day of six in a row that Ineke rides alone; Kees is there and stays at home."""

    desk: Office
    people: list[Recipient]
    ineke: Volunteer
    kees: Volunteer
    plan: Plan

    def place(self, one: Recipient) -> int:
        """As which address of the first round somebody is planned."""
        return [stop.recipient for stop in self.plan.routes[0].stops].index(one.id) + 1

    @property
    def rider(self) -> Volunteer:
        return self.ineke if self._rides(self.ineke) else self.kees

    @property
    def other(self) -> Volunteer:
        return self.kees if self._rides(self.ineke) else self.ineke

    def _rides(self, one: Volunteer) -> bool:
        return one.id == self.plan.routes[0].volunteer


def planned_six(migrated: Path, folder: Path) -> Path:
    """A database with the day of six, planned once: every test gets a copy of the file."""
    file = _copied(migrated, folder)
    home = open_home(folder / "home", Clock())
    desk = office(home)
    small_day(desk, 6)
    desk.plan()
    home.close()
    return file


def day_of_six(planned: Path, folder: Path) -> Iterator[Day]:
    """The day of six in a home of its own."""
    _copied(planned, folder)
    home = open_home(folder / "home", Clock())
    desk = office(home)
    with home.view(desk.actor) as work:
        people = sorted(work.store.recipients.all(), key=lambda one: one.id)
        ineke, kees = sorted(work.store.volunteers.all(), key=lambda one: one.id)
    yield Day(desk, people, ineke, kees, desk.versions()[-1])
    home.close()


def _copied(original: Path, folder: Path) -> Path:
    file = folder / "home" / "database" / "voedselbrigade.sqlite3"
    file.parent.mkdir(parents=True)
    shutil.copy(original, file)
    return file
