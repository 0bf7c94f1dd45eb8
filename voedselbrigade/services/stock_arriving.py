"""What comes through the door: which lot it becomes, on which shelf, and what may come back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from voedselbrigade.domain.places import HubId
from voedselbrigade.errors import NotPossible, WrongWords
from voedselbrigade.services.stock_store import StockStore
from voedselbrigade.stock.lots import (
    DateKind,
    Item,
    Lot,
    LotId,
    Place,
    PlaceId,
    PlaceRole,
    Storage,
)

COLD_CHAIN_S = 2 * 3600
"""How long chilled food may have been out when it comes back, once (DOMAIN 1.3)."""
_COLD = (Storage.CHILLED, Storage.FROZEN)
_EARLIEST, _LATEST = date(2000, 1, 1), date(2100, 1, 1)


def new_lot(
    item: Item,
    kind: DateKind,
    ends_on: date | None,
    received_on: date,
    supplier: str = "",
    batch: str = "",
    price_cents: int = 0,
) -> Lot:
    """The lot that a delivery becomes. Raises WrongWords when letters and date do not fit."""
    if (kind is DateKind.NONE) is not (ends_on is None):
        code = "stock.date_needed" if ends_on is None else "stock.letters_needed"
        raise WrongWords(code, kind=kind.value)
    if ends_on is not None and not _EARLIEST <= ends_on <= _LATEST:
        raise WrongWords("stock.no_such_date", value=ends_on.isoformat())
    if price_cents < 0:
        raise WrongWords("stock.price", price=price_cents)
    return Lot(
        LotId(0),
        item.id,
        kind,
        ends_on,
        " ".join(supplier.split()),
        " ".join(batch.split()),
        received_on,
        price_cents,
        item.storage,
    )


def place_for(
    stock: StockStore, hub: HubId, item: Item, chosen: PlaceId | None, storage: Storage
) -> Place:
    """The chosen place, else where this item lay last, else the hub itself. Raises NotPossible."""
    if chosen is not None:
        place = stock.places.get(chosen)
        if place.hub != hub or place.role is not PlaceRole.SHELF:
            raise NotPossible("stock.place_elsewhere")
        return place
    known = [
        held
        for held in stock.books.shelf(hub, item.id, empty_too=True)
        if held.place.role is PlaceRole.SHELF and held.place.storage is storage
    ]
    if known:
        return max(known, key=lambda held: held.lot.id).place
    return stock.places.same(Place(PlaceId(0), hub, storage=storage))


def returned(lot: Lot, item: Item, out_s: int | None) -> Lot:
    """The lot that comes back into the books. Raises NotPossible when it may not."""
    if lot.storage is Storage.HOT:
        raise NotPossible("stock.hot_comes_not_back", item=item.name)
    if lot.storage not in _COLD:
        return lot
    if lot.returned:
        raise NotPossible("stock.back_twice", item=item.name)
    if out_s is None or out_s > COLD_CHAIN_S:
        raise NotPossible("stock.out_too_long", item=item.name, most_s=COLD_CHAIN_S)
    again = replace(lot, id=LotId(0), made_from=lot.id, returned=True)
    return replace(again, blocked=lot.blocked, checked_on=None)
