"""What was changed about whom, and where each field's present value came from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    delete,
    insert,
    select,
    tuple_,
)

from voedselbrigade.adapters.database.tables.people import changes, field_origins
from voedselbrigade.domain.history import Cause, Change, PersonKind, Source

# Three values per row in one IN list: far below SQLite's limit of 32766 values.
_CHUNK = 2000


def write_changes(connection: Connection, found: Sequence[Change]) -> None:
    if found:
        connection.execute(insert(changes), [_row(change) for change in found])


def read_changes(connection: Connection, *where: ColumnElement[bool]) -> tuple[Change, ...]:
    rows = connection.execute(select(changes).where(*where).order_by(changes.c.id))
    return tuple(_change(row) for row in rows.mappings())


def _row(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind.value,
        "person_id": change.person,
        "field": change.field,
        "old": change.old,
        "new": change.new,
        "because": change.cause.because,
    } | _cause_row(change.cause)


def _cause_row(cause: Cause) -> dict[str, Any]:
    return {
        "at": cause.at,
        "by": cause.by,
        "source": cause.source.value,
        "import_id": cause.import_id,
    }


def _change(row: RowMapping) -> Change:
    cause = Cause(row["at"], row["by"], Source(row["source"]), row["import_id"], row["because"])
    kind = PersonKind(row["kind"])
    return Change(kind, row["person_id"], row["field"], row["old"], row["new"], cause)


class Origins:
    """The origin of every field that was written after its record was made."""

    def __init__(self, connection: Connection, kind: PersonKind) -> None:
        self._connection = connection
        self._kind = kind

    def read(self, person: int | None = None) -> dict[int, dict[str, Cause]]:
        wanted = select(field_origins).where(field_origins.c.kind == self._kind)
        if person is not None:
            wanted = wanted.where(field_origins.c.person_id == person)
        found: dict[int, dict[str, Cause]] = {}
        for row in self._connection.execute(wanted).mappings():
            cause = Cause(row["at"], row["by"], Source(row["source"]), row["import_id"])
            found.setdefault(row["person_id"], {})[row["field"]] = cause
        return found

    def save(self, found: Sequence[Change]) -> None:
        latest = {(change.person, change.field): change for change in found}
        keys = list(latest)
        c = field_origins.c
        for start in range(0, len(keys), _CHUNK):
            part = keys[start : start + _CHUNK]
            self._connection.execute(
                delete(field_origins).where(
                    c.kind == self._kind, tuple_(c.person_id, c.field).in_(part)
                )
            )
        rows = [
            {"kind": self._kind.value, "person_id": person, "field": name}
            | _cause_row(change.cause)
            for (person, name), change in latest.items()
        ]
        if rows:
            self._connection.execute(insert(field_origins), rows)

    def remove(self, person: int) -> None:
        c = field_origins.c
        self._connection.execute(
            delete(field_origins).where(c.kind == self._kind, c.person_id == person)
        )
