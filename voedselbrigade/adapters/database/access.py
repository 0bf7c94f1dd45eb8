"""Accounts and the audit log in their tables."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from voedselbrigade.adapters.database.rows import from_row, to_row
from voedselbrigade.adapters.database.tables.access import accounts, audit
from voedselbrigade.domain.access import Account, AccountId, Role
from voedselbrigade.domain.places import HubId
from voedselbrigade.errors import NotFound, NotPossible
from voedselbrigade.services.store import AuditEntry, AuditKind

_QUARTER_MIN = 15


class DatabaseAccounts:
    """See `services.store.Accounts`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, ident: AccountId) -> Account:
        found = self._read(accounts.c.id == ident)
        if not found:
            raise NotFound("access.no_account", name=str(ident))
        return found[0]

    def named(self, name: str) -> Account | None:
        found = self._read(accounts.c.key == _key(name))
        return found[0] if found else None

    def list(self) -> tuple[Account, ...]:
        return self._read()

    def add(self, name: str, role: Role, hub: HubId | None, at: datetime) -> Account:
        shown = " ".join(name.split())
        if self.named(shown) is not None:
            raise NotPossible("access.account_exists", name=shown)
        row = {"name": shown, "key": _key(shown), "role": role.value, "hub": hub}
        wanted = insert(accounts).returning(accounts.c.id)
        kept = row | {"active": True, "made_at": at}
        return self.get(AccountId(self._connection.execute(wanted, kept).scalar_one()))

    def save(self, account: Account) -> None:
        self.get(account.id)
        row = to_row(account) | {"key": _key(account.name)}
        del row["id"]
        self._connection.execute(update(accounts).where(accounts.c.id == account.id), row)

    def _read(self, *where: Any) -> tuple[Account, ...]:
        wanted = select(accounts).where(*where).order_by(accounts.c.key)
        return tuple(from_row(Account, r) for r in self._connection.execute(wanted).mappings())


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()


_WRITE = insert(audit)


class DatabaseAudit:
    """See `services.store.Audit`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def write(self, entry: AuditEntry) -> None:
        self._connection.execute(_WRITE, to_row(entry))

    def write_reads(self, entries: Iterable[AuditEntry]) -> None:
        rows = [
            to_row(entry) | {"quarter": quarter_of(entry.at)}
            for entry in entries
            if entry.what is AuditKind.READ
        ]
        if not rows:
            return
        postgres = self._connection.dialect.name == "postgresql"
        statement = postgresql.insert(audit) if postgres else sqlite.insert(audit)
        self._connection.execute(statement.on_conflict_do_nothing(), rows)

    def list(
        self, since: datetime, until: datetime, subject_kind: str = "", subject_id: str = ""
    ) -> tuple[AuditEntry, ...]:
        c = audit.c
        wanted = select(audit).where(c.at >= since, c.at <= until)
        if subject_kind:
            wanted = wanted.where(c.subject_kind == subject_kind)
        if subject_id:
            wanted = wanted.where(c.subject_id == subject_id)
        rows = self._connection.execute(wanted.order_by(c.at.desc(), c.id.desc()))
        return tuple(from_row(AuditEntry, row) for row in rows.mappings())

    def last(self) -> datetime | None:
        found: datetime | None = self._connection.execute(select(func.max(audit.c.at))).scalar_one()
        return found

    def remove_before(self, moment: datetime) -> int:
        return self._connection.execute(delete(audit).where(audit.c.at < moment)).rowcount


def quarter_of(moment: datetime) -> datetime:
    """The quarter of an hour on the clock in which `moment` lies."""
    late = timedelta(
        minutes=moment.minute % _QUARTER_MIN,
        seconds=moment.second,
        microseconds=moment.microsecond,
    )
    return moment - late
