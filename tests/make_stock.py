"""Builders for the stock: an item, a lot and a shelf that are right by default."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from tests import make
from voedselbrigade.domain.access import Account
from voedselbrigade.domain.places import Hub, HubId, HubKind
from voedselbrigade.services import stock_items, stocking
from voedselbrigade.services.stocking import Delivered
from voedselbrigade.stock.expiry_rules import Rule, Rules
from voedselbrigade.stock.lots import (
    DateKind,
    Held,
    Item,
    ItemId,
    Lot,
    LotId,
    Place,
    PlaceId,
    Storage,
)
from voedselbrigade.wiring import Home

TODAY = make.MONDAY
RULES = Rules(
    {
        "rijst_pasta": Rule("rijst_pasta", grace_days=365),
        "eieren": Rule("eieren", grace_days=365),
        "vlees": Rule("vlees", storage=Storage.CHILLED, grace_days=60, freezer_days=60),
        "groente_fruit": Rule("groente_fruit", undated_days=7),
    }
)


def days(number: int) -> date:
    return TODAY + timedelta(days=number)


def item(name: str = "Rijst", **changed: Any) -> Item:
    """A pack of rice, of a category with a year of grace."""
    return replace(Item(ItemId(0), name, "rijst_pasta"), **changed)


def lot(ends: int | None = 30, kind: DateKind = DateKind.THT, **changed: Any) -> Lot:
    """A lot that ends so many days from today, received a week ago."""
    made = Lot(LotId(1), ItemId(1), kind, None if ends is None else days(ends))
    if ends is None:
        made = replace(made, kind=DateKind.NONE)
    return replace(made, received_on=days(-7), **changed)


def held(quantity: int = 10, reserved: int = 0, place: int = 1, **about_the_lot: Any) -> Held:
    return Held(lot(**about_the_lot), Place(PlaceId(place), HubId(1)), quantity, reserved)


def bank(home: Home, name: str = "Bank Zuid") -> Hub:
    """A food bank in the books."""
    with home.work(home.system) as work:
        return work.store.hubs.add(make.hub(name, kind=HubKind.FOOD_BANK), make.by_office())


def kept(home: Home, name: str = "Rijst", **changed: Any) -> Item:
    """An item in the books."""
    with home.work(home.system) as work:
        return stock_items.add(work, item(name, **changed))


def came(
    home: Home, hub: Hub, what: Item, quantity: int = 10, by: Account | None = None, **about: Any
) -> Lot:
    """So many units came in; THT in a month unless said otherwise."""
    delivered = Delivered(what.id, quantity, DateKind.THT, days(30))
    with home.work(by or home.system) as work:
        return stocking.receive(work, hub.id, replace(delivered, **about)).lots[0]


def on_hand(home: Home, hub: Hub | None = None) -> dict[tuple[str, str], int]:
    """How much lies of each lot, by item and lot."""
    found: dict[tuple[str, str], int] = {}
    with home.view(home.system) as work:
        for line in stocking.on_hand(work, hub.id if hub else None):
            key = (line.item.name, line.held.lot.code)
            found[key] = found.get(key, 0) + line.held.quantity
    return found


def total(home: Home, hub: Hub | None = None) -> int:
    return sum(on_hand(home, hub).values())
