"""The exceptions of the day and the roster in their tables."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, insert, select, update

from voedselbrigade.adapters.database.rows import from_row, to_row
from voedselbrigade.adapters.database.tables import people
from voedselbrigade.domain.delivery_days import DayException, ExceptionId, RosterEntry
from voedselbrigade.domain.people import RecipientId, VolunteerId
from voedselbrigade.errors import NotFound


class DatabaseExceptions:
    """See `services.store.Exceptions`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._table = people.day_exceptions

    def get(self, ident: ExceptionId) -> DayException:
        found = self._read(self._table.c.id == ident)
        if not found:
            raise NotFound("people.exception_not_found", id=ident)
        return found[0]

    def add(self, exception: DayException) -> DayException:
        row = to_row(exception)
        del row["id"]
        wanted = insert(self._table).returning(self._table.c.id)
        return self.get(ExceptionId(self._connection.execute(wanted, row).scalar_one()))

    def save(self, exception: DayException) -> None:
        self.get(exception.id)
        row = to_row(exception)
        del row["id"]
        mine = self._table.c.id == exception.id
        self._connection.execute(update(self._table).where(mine), row)

    def remove(self, ident: ExceptionId) -> None:
        self.get(ident)
        self._connection.execute(delete(self._table).where(self._table.c.id == ident))

    def remove_before(self, day: date) -> int:
        done = self._connection.execute(delete(self._table).where(self._table.c.last < day))
        return done.rowcount

    def on(self, day: date) -> tuple[DayException, ...]:
        c = self._table.c
        return self._read(and_(c.first <= day, c.last >= day))

    def of(self, recipient: RecipientId) -> tuple[DayException, ...]:
        return self._read(self._table.c.recipient == recipient)

    def move(self, old: RecipientId, new: RecipientId) -> None:
        c = self._table.c
        self._connection.execute(
            update(self._table).where(c.recipient == old).values(recipient=new)
        )

    def _read(self, where: Any) -> tuple[DayException, ...]:
        c = self._table.c
        wanted = select(self._table).where(where).order_by(c.noted_at, c.id)
        return tuple(from_row(DayException, r) for r in self._connection.execute(wanted).mappings())


class DatabaseRoster:
    """See `services.store.Roster`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._table = people.roster

    def save(self, entry: RosterEntry) -> None:
        self.remove(entry.volunteer, entry.day)
        self._connection.execute(insert(self._table), to_row(entry))

    def remove(self, volunteer: VolunteerId, day: date) -> None:
        c = self._table.c
        self._connection.execute(delete(self._table).where(c.volunteer == volunteer, c.day == day))

    def remove_before(self, day: date) -> int:
        done = self._connection.execute(delete(self._table).where(self._table.c.day < day))
        return done.rowcount

    def on(self, day: date) -> tuple[RosterEntry, ...]:
        wanted = select(self._table).where(self._table.c.day == day)
        return _entries(self._connection.execute(wanted.order_by(self._table.c.volunteer)))

    def of(self, volunteer: VolunteerId, first: date, last: date) -> tuple[RosterEntry, ...]:
        c = self._table.c
        wanted = select(self._table).where(c.volunteer == volunteer, c.day.between(first, last))
        return _entries(self._connection.execute(wanted.order_by(c.day)))


def _entries(rows: Iterable[Row[Any]]) -> tuple[RosterEntry, ...]:
    return tuple(from_row(RosterEntry, row._mapping) for row in rows)
