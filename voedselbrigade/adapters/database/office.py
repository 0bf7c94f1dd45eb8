"""Settings and chores in their tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from voedselbrigade.adapters.database.codec import decode, hints
from voedselbrigade.adapters.database.rows import from_row, to_row
from voedselbrigade.adapters.database.tables.office import chores, settings
from voedselbrigade.domain.office import Settings
from voedselbrigade.services.store import SettingRecord


class DatabaseSettings:
    """See `services.store.SettingRecords`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, record: SettingRecord) -> None:
        self._connection.execute(insert(settings), to_row(record))

    def list(self) -> tuple[SettingRecord, ...]:
        wanted = select(settings).order_by(settings.c.from_day, settings.c.id)
        known = hints(Settings)
        rows = [from_row(SettingRecord, r) for r in self._connection.execute(wanted).mappings()]
        # A choice that this version no longer knows stays in the table and is not handed out.
        return tuple(
            replace(r, value=decode(known[r.name], r.value)) for r in rows if r.name in known
        )


class DatabaseChores:
    """See `services.store.ChoreRecords`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def claim(self, chore: str, day: date, at: datetime, by: str) -> bool:
        postgres = self._connection.dialect.name == "postgresql"
        statement = postgresql.insert(chores) if postgres else sqlite.insert(chores)
        row = {"chore": chore, "day": day, "at": at, "by": by}
        mine = statement.values(row).on_conflict_do_nothing().returning(chores.c.day)
        return self._connection.execute(mine).first() is not None

    def last_day(self, chore: str) -> date | None:
        wanted = select(func.max(chores.c.day)).where(chores.c.chore == chore)
        found: date | None = self._connection.execute(wanted).scalar_one()
        return found
