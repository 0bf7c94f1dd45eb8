"""Transfers, counts, recalls, temperatures and loaded expiry rules in their tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, delete, func, insert, select, update

from voedselbrigade.adapters.database.rows import from_row, to_row
from voedselbrigade.adapters.database.tables import stock
from voedselbrigade.domain.places import HubId
from voedselbrigade.errors import NotFound
from voedselbrigade.services.stock_store import CallNote
from voedselbrigade.stock.counts import Count, CountId, CountNote, CountState
from voedselbrigade.stock.expiry_rules import Rule
from voedselbrigade.stock.lots import LotId, PlaceId
from voedselbrigade.stock.recalls import Recall, RecallId
from voedselbrigade.stock.temperatures import Reading
from voedselbrigade.stock.transfers import Transfer, TransferId, TransferLine, TransferState


def _added(connection: Connection, table: Table, row: dict[str, Any]) -> int:
    """Insert without the id; hands out the one it got."""
    given = {name: value for name, value in row.items() if name in table.c and name != "id"}
    return int(connection.execute(insert(table).returning(table.c.id), given).scalar_one())


class DatabaseTransfers:
    """See `services.stock_store.Transfers`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, transfer: Transfer) -> Transfer:
        ident = _added(self._connection, stock.transfers, _bare(transfer, "lines"))
        kept = replace(transfer, id=TransferId(ident))
        self._write_lines(kept)
        return kept

    def get(self, ident: TransferId) -> Transfer:
        found = self._read(stock.transfers.c.id == ident)
        if not found:
            raise NotFound("stock.no_transfer", id=ident)
        return found[0]

    def save(self, transfer: Transfer) -> None:
        self.get(transfer.id)
        here = stock.transfers.c.id == transfer.id
        self._connection.execute(
            update(stock.transfers).where(here).values(state=transfer.state.value)
        )
        lines = stock.transfer_lines
        self._connection.execute(delete(lines).where(lines.c.transfer == transfer.id))
        self._write_lines(transfer)

    def of_cause(self, cause: str) -> Transfer | None:
        found = self._read(stock.transfers.c.cause == cause)
        return found[0] if found else None

    def list(self, state: TransferState | None = None) -> tuple[Transfer, ...]:
        return self._read() if state is None else self._read(stock.transfers.c.state == state)

    def _write_lines(self, transfer: Transfer) -> None:
        rows = [to_row(line) | {"transfer": transfer.id} for line in transfer.lines]
        if rows:
            self._connection.execute(insert(stock.transfer_lines), rows)

    def _read(self, *where: ColumnElement[bool]) -> tuple[Transfer, ...]:
        head, lines = stock.transfers, stock.transfer_lines
        wanted = select(head).where(*where).order_by(head.c.id)
        found = list(self._connection.execute(wanted).mappings())
        parts: dict[int, list[TransferLine]] = {row["id"]: [] for row in found}
        below = select(lines).where(lines.c.transfer.in_(select(head.c.id).where(*where)))
        for row in self._connection.execute(below.order_by(lines.c.lot)).mappings():
            parts[row["transfer"]].append(from_row(TransferLine, row))
        bare = (from_row(Transfer, dict(row) | {"lines": []}) for row in found)
        return tuple(replace(one, lines=tuple(parts[one.id])) for one in bare)


class DatabaseCounts:
    """See `services.stock_store.Counts`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, count: Count) -> Count:
        return replace(count, id=CountId(_added(self._connection, stock.counts, to_row(count))))

    def get(self, ident: CountId) -> Count:
        found = self._read(stock.counts.c.id == ident)
        if not found:
            raise NotFound("stock.no_count", id=ident)
        return found[0]

    def save(self, count: Count) -> None:
        row = _bare(count, "id")
        self.get(count.id)
        self._connection.execute(update(stock.counts).where(stock.counts.c.id == count.id), row)

    def open(self, hub: HubId | None = None) -> tuple[Count, ...]:
        c = stock.counts.c
        is_open = c.state == CountState.OPEN
        return self._read(is_open) if hub is None else self._read(is_open, c.hub == hub)

    def note(self, note: CountNote) -> None:
        self._connection.execute(insert(stock.count_notes), to_row(note))

    def notes(self, ident: CountId) -> tuple[CountNote, ...]:
        c = stock.count_notes.c
        rows = self._connection.execute(
            select(stock.count_notes).where(c.count == ident).order_by(c.id)
        )
        return tuple(from_row(CountNote, row) for row in rows.mappings())

    def counted_on(self, hub: HubId) -> Mapping[PlaceId, date]:
        c = stock.counts.c
        booked = (c.hub == hub) & c.place.is_not(None) & (c.state == CountState.BOOKED)
        wanted = select(c.place, func.max(c.booked_at)).where(booked).group_by(c.place)
        return {PlaceId(place): at.date() for place, at in self._connection.execute(wanted)}

    def _read(self, *where: ColumnElement[bool]) -> tuple[Count, ...]:
        wanted = select(stock.counts).where(*where).order_by(stock.counts.c.id)
        return tuple(from_row(Count, row) for row in self._connection.execute(wanted).mappings())


class DatabaseRecalls:
    """See `services.stock_store.Recalls`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, recall: Recall) -> Recall:
        ident = _added(self._connection, stock.recalls, _bare(recall, "lots"))
        kept = replace(recall, id=RecallId(ident))
        self._write_lots(kept, recall.lots)
        return kept

    def get(self, ident: RecallId) -> Recall:
        found = self._read(stock.recalls.c.id == ident)
        if not found:
            raise NotFound("stock.no_recall", id=ident)
        return found[0]

    def save(self, recall: Recall) -> None:
        known = self.get(recall.id).lots
        here = stock.recalls.c.id == recall.id
        self._connection.execute(update(stock.recalls).where(here), _bare(recall, "id", "lots"))
        self._write_lots(recall, [lot for lot in recall.lots if lot not in known])

    def list(self) -> tuple[Recall, ...]:
        return self._read()[::-1]

    def _write_lots(self, recall: Recall, lots: Sequence[LotId]) -> None:
        rows = [{"recall": recall.id, "lot": lot} for lot in lots]
        if rows:
            self._connection.execute(insert(stock.recall_lots), rows)

    def _read(self, *where: ColumnElement[bool]) -> tuple[Recall, ...]:
        head, lots = stock.recalls, stock.recall_lots
        found = self._connection.execute(select(head).where(*where).order_by(head.c.id))
        rows = list(found.mappings())
        about: dict[int, list[int]] = {row["id"]: [] for row in rows}
        for recall, lot in self._connection.execute(select(lots).order_by(lots.c.lot)):
            if recall in about:
                about[recall].append(lot)
        return tuple(from_row(Recall, dict(row) | {"lots": about[row["id"]]}) for row in rows)


class DatabaseCalls:
    """See `services.stock_store.Calls`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, note: CallNote) -> None:
        self._connection.execute(insert(stock.recall_calls), to_row(note))

    def of(self, recall: RecallId) -> tuple[CallNote, ...]:
        c = stock.recall_calls.c
        wanted = select(stock.recall_calls).where(c.recall == recall).order_by(c.id)
        return tuple(from_row(CallNote, row) for row in self._connection.execute(wanted).mappings())


class DatabaseTemperatures:
    """See `services.stock_store.Temperatures`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, reading: Reading) -> None:
        self._connection.execute(insert(stock.temperatures), to_row(reading))

    def last(self, hub: HubId) -> tuple[Reading, ...]:
        c = stock.temperatures.c
        # By when it was read, not by when it was written down: a list may bring older ones.
        other = stock.temperatures.alias()
        later = (other.c.at > c.at) | ((other.c.at == c.at) & (other.c.id > c.id))
        same = (other.c.hub == c.hub) & (other.c.room == c.room) & (other.c.storage == c.storage)
        return self._read((c.hub == hub) & ~select(other.c.id).where(same & later).exists())

    def between(self, hub: HubId, first: datetime, last: datetime) -> tuple[Reading, ...]:
        c = stock.temperatures.c
        return self._read((c.hub == hub) & c.at.between(first, last))

    def _read(self, where: ColumnElement[bool]) -> tuple[Reading, ...]:
        c = stock.temperatures.c
        rows = self._connection.execute(
            select(stock.temperatures).where(where).order_by(c.room, c.at, c.id)
        )
        return tuple(from_row(Reading, row) for row in rows.mappings())


_RULES = select(stock.expiry_rules).order_by(stock.expiry_rules.c.id)


class DatabaseRules:
    """See `services.stock_store.RuleRecords`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, rules: Sequence[Rule], at: datetime, by: str) -> None:
        rows = [to_row(rule) | {"loaded_at": at, "loaded_by": by} for rule in rules]
        if rows:
            self._connection.execute(insert(stock.expiry_rules), rows)

    def list(self) -> tuple[Rule, ...]:
        rows = self._connection.execute(_RULES).mappings()
        return tuple(from_row(Rule, row) for row in rows)


def _bare(value: Any, *without: str) -> dict[str, Any]:
    return {name: cell for name, cell in to_row(value).items() if name not in without}
