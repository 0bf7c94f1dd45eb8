"""What was chosen by hand and published, in its table: one row per day and person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from voedselbrigade.adapters.database.rows import from_row, to_row
from voedselbrigade.adapters.database.tables import plans as tables
from voedselbrigade.domain.hand_choices import HandChoice
from voedselbrigade.domain.people import RecipientId, VolunteerId


class DatabaseHandChoices:
    """See `services.store.HandChoices`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._table = tables.hand_choices

    def keep(self, day: date, choices: Iterable[HandChoice]) -> None:
        c = self._table.c
        before = {(one.recipient, one.volunteer): one for one in self._read(c.day == day)}
        self._connection.execute(delete(self._table).where(c.day == day))
        for one in choices:
            known = before.get((one.recipient, one.volunteer))
            kept = replace(one, dropped_by=known.dropped_by) if known else one
            self._connection.execute(insert(self._table), to_row(kept))

    def between(self, first: date, last: date) -> tuple[HandChoice, ...]:
        return self._read(self._table.c.day.between(first, last))

    def of(self, recipient: RecipientId) -> tuple[HandChoice, ...]:
        return self._read(self._table.c.recipient == recipient)

    def drop(self, day: date, recipient: RecipientId, by: str) -> bool:
        c = self._table.c
        here = (c.day == day) & (c.recipient == recipient) & (c.dropped_by == "")
        done = self._connection.execute(update(self._table).where(here), {"dropped_by": by})
        return bool(done.rowcount)

    def move_recipient(self, old: RecipientId, new: RecipientId) -> None:
        """Of a day on which both have a choice, that of `new` stays."""
        c = self._table.c
        theirs = self._table.alias()
        taken = select(theirs.c.day).where(theirs.c.recipient == new)
        double = (c.recipient == old) & c.day.in_(taken)
        self._connection.execute(delete(self._table).where(double))
        self._connection.execute(update(self._table).where(c.recipient == old), {"recipient": new})

    def move_volunteer(self, old: VolunteerId, new: VolunteerId) -> None:
        c = self._table.c
        self._connection.execute(update(self._table).where(c.volunteer == old), {"volunteer": new})

    def remove_before(self, day: date) -> int:
        done = self._connection.execute(delete(self._table).where(self._table.c.day < day))
        return done.rowcount

    def _read(self, where: Any) -> tuple[HandChoice, ...]:
        c = self._table.c
        wanted = select(self._table).where(where).order_by(c.day.desc(), c.recipient)
        return tuple(from_row(HandChoice, r) for r in self._connection.execute(wanted).mappings())
