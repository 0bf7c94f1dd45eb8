"""The files that were read in, and the column mappings that were confirmed for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from voedselbrigade.adapters.database.changes import read_changes
from voedselbrigade.adapters.database.codec import decode
from voedselbrigade.adapters.database.rows import from_row, to_row
from voedselbrigade.adapters.database.tables.people import changes, column_mappings, import_runs
from voedselbrigade.domain.history import (
    Cause,
    Change,
    ImportId,
    ImportRun,
    ImportStatus,
    PersonKind,
)
from voedselbrigade.errors import NotFound


class DatabaseImports:
    """See `services.store.Imports`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, run: ImportRun) -> ImportRun:
        row = to_row(run)
        del row["id"]
        wanted = insert(import_runs).returning(import_runs.c.id)
        return self.get(ImportId(self._connection.execute(wanted, row).scalar_one()))

    def get(self, ident: ImportId) -> ImportRun:
        found = self._read(import_runs.c.id == ident)
        if not found:
            raise NotFound("import.not_found", id=ident)
        return found[0]

    def save(self, run: ImportRun) -> None:
        self.get(run.id)
        row = to_row(run)
        del row["id"]
        self._connection.execute(update(import_runs).where(import_runs.c.id == run.id), row)

    def list(self, kind: PersonKind | None = None) -> tuple[ImportRun, ...]:
        return self._read(*([import_runs.c.kind == kind] if kind else []))

    def same_file(self, kind: PersonKind, file_hash: str) -> ImportRun | None:
        c = import_runs.c
        saved = c.status == ImportStatus.SAVED
        found = self._read(c.kind == kind, c.file_hash == file_hash, saved)
        return found[0] if found else None

    def changes(self, ident: ImportId) -> tuple[Change, ...]:
        return read_changes(self._connection, changes.c.import_id == ident)

    def mapping(self, kind: PersonKind, fingerprint: str) -> Mapping[str, str] | None:
        c = column_mappings.c
        found = self._connection.execute(
            select(c.mapping).where(c.kind == kind, c.fingerprint == fingerprint)
        ).scalar_one_or_none()
        return None if found is None else decode(dict[str, str], found)

    def remember(
        self, kind: PersonKind, fingerprint: str, mapping: Mapping[str, str], cause: Cause
    ) -> None:
        c = column_mappings.c
        self._connection.execute(
            delete(column_mappings).where(c.kind == kind, c.fingerprint == fingerprint)
        )
        row = {"kind": kind.value, "fingerprint": fingerprint, "mapping": dict(mapping)}
        self._connection.execute(insert(column_mappings), row | {"at": cause.at, "by": cause.by})

    def _read(self, *where: Any) -> tuple[ImportRun, ...]:
        wanted = select(import_runs).where(*where).order_by(import_runs.c.id.desc())
        return tuple(from_row(ImportRun, r) for r in self._connection.execute(wanted).mappings())
