"""Lots and places in their tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import ColumnElement, Connection, RowMapping, func, insert, select, update

from voedselbrigade.adapters.database.rows import from_row, to_row
from voedselbrigade.adapters.database.stock_statements import same
from voedselbrigade.adapters.database.tables import stock
from voedselbrigade.domain.places import HubId
from voedselbrigade.errors import NotFound
from voedselbrigade.services.stock_store import LotNote, LotNoteKind
from voedselbrigade.stock.lots import (
    DateKind,
    ItemId,
    Lot,
    LotId,
    Place,
    PlaceId,
    PlaceRole,
    Storage,
)

_CHUNK = 1000
# What a lot is; the rest is what happened to it later.
_IDENTITY = (
    *("item", "kind", "ends_on", "supplier", "batch", "received_on"),
    *("price_cents", "storage", "frozen_on", "made_from", "returned"),
)


def chunks[T](values: Sequence[T]) -> Iterable[Sequence[T]]:
    """SQLite takes at most 32766 values in one statement; a thousand at a time is well within."""
    return (values[start : start + _CHUNK] for start in range(0, len(values), _CHUNK))


def lot_from(row: RowMapping) -> Lot:
    """A lot from its columns. Spelled out: a hub is thousands of them."""
    return Lot(
        id=row["id"],
        item=row["item"],
        kind=DateKind(row["kind"]),
        ends_on=row["ends_on"],
        supplier=row["supplier"],
        batch=row["batch"],
        received_on=row["received_on"],
        price_cents=row["price_cents"],
        storage=Storage(row["storage"]),
        frozen_on=row["frozen_on"],
        made_from=row["made_from"],
        returned=row["returned"],
        blocked=row["blocked"],
        checked_on=row["checked_on"],
    )


class DatabaseLots:
    """See `services.stock_store.Lots`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._table = stock.lots

    def get(self, ident: LotId) -> Lot:
        found = self._read(self._table.c.id == ident)
        if not found:
            raise NotFound("stock.no_lot", id=ident)
        return found[0]

    def some(self, idents: Iterable[LotId]) -> Mapping[LotId, Lot]:
        found: dict[LotId, Lot] = {}
        for part in chunks(sorted(set(idents))):
            found |= {lot.id: lot for lot in self._read(self._table.c.id.in_(part))}
        return found

    def same(self, lot: Lot) -> Lot:
        row = to_row(lot)
        equal = {f"is_{name}": row[name] for name in _IDENTITY}
        rows = self._connection.execute(same(self._table, *_IDENTITY), equal).mappings().all()
        if rows:
            return lot_from(rows[-1])
        del row["id"]
        wanted = insert(self._table).returning(self._table.c.id)
        ident = self._connection.execute(wanted, row).scalar_one()
        return replace(lot, id=LotId(ident))

    def of_item(self, item: ItemId) -> tuple[Lot, ...]:
        return self._read(self._table.c.item == item)

    def from_supplier(self, supplier: str) -> tuple[Lot, ...]:
        # SQLite's lower() knows plain letters only: both sides are compared in one way here.
        wanted = supplier.strip().casefold()
        c = self._table.c
        names = self._connection.execute(select(c.supplier).distinct()).scalars()
        same = [name for name in names if name.casefold() == wanted]
        return self._read(c.supplier.in_(same)) if same and wanted else ()

    def of_batch(self, batch: str) -> tuple[Lot, ...]:
        wanted = batch.strip()
        c = self._table.c
        return self._read(func.lower(c.batch) == wanted.lower()) if wanted else ()

    def made_from(self, lots: Iterable[LotId]) -> tuple[Lot, ...]:
        found: dict[LotId, Lot] = {}
        parents = set(lots)
        while parents:
            children: list[Lot] = []
            for part in chunks(sorted(parents)):
                children += self._read(self._table.c.made_from.in_(part))
            parents = {child.id for child in children} - found.keys()
            found |= {child.id: child for child in children}
        return tuple(found.values())

    def last_of(self, item: ItemId) -> Lot | None:
        c = self._table.c
        newest = select(func.max(c.id)).where(c.item == item, c.received_on.is_not(None))
        found = self._read(c.id == newest.scalar_subquery())
        return found[0] if found else None

    def note(self, *notes: LotNote) -> None:
        if not notes:
            return
        self._connection.execute(insert(stock.lot_notes), [to_row(note) for note in notes])
        said: dict[tuple[LotNoteKind, date], list[LotId]] = {}
        for note in notes:
            said.setdefault((note.kind, note.day), []).append(note.lot)
        for (kind, day), lots in said.items():
            checked = kind is LotNoteKind.CHECKED
            now = {"checked_on": day} if checked else {"blocked": kind is not LotNoteKind.RELEASED}
            for part in chunks(lots):
                here = self._table.c.id.in_(part)
                self._connection.execute(update(self._table).where(here).values(now))

    def notes(self, lot: LotId) -> tuple[LotNote, ...]:
        c = stock.lot_notes.c
        rows = self._connection.execute(select(stock.lot_notes).where(c.lot == lot).order_by(c.id))
        return tuple(from_row(LotNote, row) for row in rows.mappings())

    def _read(self, *where: ColumnElement[bool]) -> tuple[Lot, ...]:
        wanted = select(self._table).where(*where).order_by(self._table.c.id)
        return tuple(lot_from(row) for row in self._connection.execute(wanted).mappings())


class DatabasePlaces:
    """See `services.stock_store.Places`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._table = stock.places

    def get(self, ident: PlaceId) -> Place:
        found = self._read(self._table.c.id == ident)
        if not found:
            raise NotFound("stock.no_place", id=ident)
        return found[0]

    def same(self, place: Place) -> Place:
        row = to_row(place)
        del row["id"]
        c = self._table.c
        found = self._read(*(c[name] == value for name, value in row.items()))
        if found:
            return found[0]
        wanted = insert(self._table).returning(c.id)
        return replace(place, id=PlaceId(self._connection.execute(wanted, row).scalar_one()))

    def of_hub(self, hub: HubId) -> tuple[Place, ...]:
        return self._read(self._table.c.hub == hub)

    def all(self) -> Mapping[PlaceId, Place]:
        return {place.id: place for place in self._read()}

    def _read(self, *where: ColumnElement[bool]) -> tuple[Place, ...]:
        c = self._table.c
        wanted = select(self._table).where(*where).order_by(c.room, c.shelf, c.id)
        return tuple(place_from(row) for row in self._connection.execute(wanted).mappings())


def place_from(row: RowMapping) -> Place:
    return Place(
        id=row["id"],
        hub=row["hub"],
        room=row["room"],
        shelf=row["shelf"],
        storage=Storage(row["storage"]),
        role=PlaceRole(row["role"]),
    )
