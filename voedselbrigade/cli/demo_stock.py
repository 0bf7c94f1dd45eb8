"""The stock of the demo: fictional food with dates around today, donors, households and parcels.

All of it is booked in one piece of work: it stands there whole or not at all, and once.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from voedselbrigade.cli.desk import Desk
from voedselbrigade.cli.house import hub_named
from voedselbrigade.domain.delivery_days import Due, due_on
from voedselbrigade.domain.history import PersonKind
from voedselbrigade.domain.places import HubId
from voedselbrigade.errors import Unreachable
from voedselbrigade.services import (
    importing_items,
    office_settings,
    parcels,
    shop,
    stock_dates,
    stock_items,
    stock_lists,
    stocking,
    transferring,
)
from voedselbrigade.services.stock_store import ReceiverKind
from voedselbrigade.services.stocking import Delivered
from voedselbrigade.services.work import Work
from voedselbrigade.stock.item_rows import read_items
from voedselbrigade.stock.lots import DateKind, ItemId, PlaceId, Storage
from voedselbrigade.stock.parcels import Recipe, RecipeId, RecipeLine

_ITEMS, _DONORS, _HOUSEHOLDS = "producten.csv", "gevers.csv", "huishoudens.csv"
_CAME, _LEFT, _RECIPES = "leveringen.csv", "uitgiften.csv", "pakketlijsten.csv"
FILES = (_ITEMS, _DONORS, _HOUSEHOLDS, _CAME, _LEFT, _RECIPES)
_WEEKDAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")
_MAIN, _NEXT = "Servicepunt Bouwlust en Vrederust", "Servicepunt Moerwijk"
_WARM = "Servicepunt Schildersbuurt"
_SENT = {"Rijst 1 kg": 12, "Linzen 400 g": 6}
_BASKETS = ({"Macaroni 500 g": 1, "Tomatenblokjes 400 g": 2}, {"Linzen 400 g": 1})
_BROUGHT = "B105"
_COLD = {"koelcel": Storage.CHILLED, "koelkast": Storage.CHILLED, "vriezer": Storage.FROZEN}


def fill(desk: Desk, folder: Path, day: date) -> bool:
    """Food, donors, households and the parcels of `day`; False when there is stock already.

    Raises Unreachable when a list is missing.
    """
    if not all((folder / file).is_file() for file in FILES):
        raise Unreachable("demo.no_lists", folder=str(folder))
    with desk.home.work(desk.actor) as work:
        if work.store.stock.items.all():
            return False
        _Filling(work, folder, day).all()
    desk.say(desk.t("Voorraad, huishoudens en pakketten van {day:date}.", day=day))
    return True


class _Filling:
    """One demo stock, in the order in which a food bank would come to it."""

    def __init__(self, work: Work, folder: Path, day: date) -> None:
        self._work = work
        self._folder = folder
        self._day = day
        self._hubs = {hub.name: hub.id for hub in work.store.hubs.all()}
        self._items: dict[str, ItemId] = {}

    def all(self) -> None:
        importing_items.take_over(self._work, read_items(self._sheet(_ITEMS)), _ITEMS)
        self._items = {one.name: one.id for one in stock_items.all_kept(self._work)}
        for kind, file in ((PersonKind.DONOR, _DONORS), (PersonKind.HOUSEHOLD, _HOUSEHOLDS)):
            stock_lists.take_over(self._work, kind, self._sheet(file), file)
        self._recipes()
        self._came()
        self._left()
        sent = {self._items[name]: n for name, n in _SENT.items()}
        transferring.send(self._work, self._hub(_MAIN), self._hub(_NEXT), sent, "demo")
        self._measure()
        self._shop()
        self._bring()
        parcels.fill(self._work, self._hub(_MAIN), self._day)

    def _came(self) -> None:
        """What came in, each on its own day and with a date so many days from today."""
        for number, row in enumerate(self._rows(_CAME), 1):
            hub = self._hub(row["Locatie"])
            letters = DateKind(row["Letters"].lower() or DateKind.NONE)
            came = Delivered(
                item=self._items[row["Product"]],
                quantity=int(row["Aantal"]),
                kind=letters,
                ends_on=self._in_days(row["Dagen"]) if row["Dagen"] else None,
                supplier=row["Gever"],
                batch=row["Partij"],
                place=self._place(hub, row["Kast"], row["Plank"]),
            )
            day = self._in_days(f"-{row['Geleden']}")
            stocking.receive(self._work, hub, came, f"demo {number}", day)

    def _left(self) -> None:
        for number, row in enumerate(self._rows(_LEFT), 1):
            hub, item = self._hub(row["Locatie"]), self._items[row["Product"]]
            stocking.issue(
                self._work,
                hub,
                item,
                int(row["Aantal"]),
                f"demo {number}, {row['Aan']}",
                self._in_days(f"-{row['Geleden']}"),
                (ReceiverKind.OTHER, row["Aan"]),
            )

    def _recipes(self) -> None:
        lines: dict[tuple[str, int, int], list[RecipeLine]] = defaultdict(list)
        for row in self._rows(_RECIPES):
            instead = [name.strip() for name in row["In plaats daarvan"].split("/") if name]
            line = RecipeLine(
                self._items[row["Product"]],
                int(row["Aantal"]),
                tuple(self._items[name] for name in instead),
            )
            lines[row["Pakket"], int(row["Van"]), int(row["Tot"])].append(line)
        for (name, least, most), few in lines.items():
            made = Recipe(RecipeId(0), name, least, most, tuple(few))
            parcels.add_recipe(self._work, made)

    def _measure(self) -> None:
        """A cold store as it should be, and a fridge somewhere else that asks for somebody."""
        for hub, room, tenths_c in (
            (_MAIN, "Koelcel", 42),
            (_MAIN, "Vriezer", -195),
            (_WARM, "Koelkast", 94),
        ):
            storage = _COLD[room.lower()]
            stock_dates.measure(self._work, self._hub(hub), room, storage, tenths_c)

    def _shop(self) -> None:
        """One outlet works with points, and sold something in the weeks before."""
        hub = self._hub(_WARM)
        first = self._work.today - timedelta(days=28)
        office_settings.change(self._work, first, shop_hubs=frozenset({int(hub)}))
        families = shop.purses(self._work, hub)
        for weeks_ago in (3, 2, 1):
            day = self._work.today - timedelta(days=7 * weeks_ago)
            for number, one in enumerate(families):
                basket = {self._items[name]: n for name, n in _BASKETS[number % 2].items()}
                who = one.household.id
                shop.buy(self._work, hub, who, basket, f"demo {weeks_ago}", "demo", day)

    def _bring(self) -> None:
        """One household cannot come: its parcel rides along with somebody's meals."""
        due = (
            one.id
            for one in self._work.store.recipients.all()
            if isinstance(due_on(one, self._day), Due)
        )
        recipient = next(due, None)
        for household in parcels.households(self._work, self._hub(_MAIN)):
            if household.number == _BROUGHT and recipient is not None:
                changed = replace(household, recipient=recipient)
                parcels.save_household(self._work, changed)

    def _place(self, hub: HubId, room: str, shelf: str) -> PlaceId | None:
        if not room:
            return None
        storage = _COLD.get(room.lower(), Storage.AMBIENT)
        return stock_items.add_place(self._work, hub, room, shelf, storage).id

    def _hub(self, name: str) -> HubId:
        return self._hubs.get(name) or hub_named(self._work, name)

    def _in_days(self, number: str) -> date:
        return self._work.today + timedelta(days=int(number))

    def _rows(self, file: str) -> Iterator[Mapping[str, str]]:
        with (self._folder / file).open(encoding="utf-8", newline="") as reading:
            yield from csv.DictReader(reading, delimiter=";")

    def _sheet(self, file: str) -> list[list[str]]:
        """A list as an office has it, with the days that are meant filled in."""
        text = (self._folder / file).read_text("utf-8")
        text = text.replace("UITGIFTEDAG", _WEEKDAYS[self._day.weekday()])
        text = re.sub(r"OVER (-?\d+)", lambda found: f"{self._in_days(found[1]):%d-%m-%Y}", text)
        return list(csv.reader(text.splitlines(), delimiter=";"))
