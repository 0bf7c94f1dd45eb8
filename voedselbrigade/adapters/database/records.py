"""One kind of people (or hubs) in its table, with a history of every field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, Protocol, cast

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from voedselbrigade.adapters.database.changes import Origins, write_changes
from voedselbrigade.adapters.database.changes import read_changes as _read_changes
from voedselbrigade.adapters.database.codec import decode, encode, hints
from voedselbrigade.adapters.database.rows import from_row, to_row
from voedselbrigade.adapters.database.tables import people
from voedselbrigade.domain.history import Cause, Change, PersonKind, Revision, Source
from voedselbrigade.errors import Conflict, NotFound, NotPossible

# SQLite takes at most 32766 values in one statement; a thousand at a time is well within it.
_CHUNK = 1000


class Kept(Protocol):
    """A frozen dataclass with an id."""

    @property
    def id(self) -> int: ...


class DatabaseRecords[T: Kept]:
    """See `services.store.Records`; one instance per table, inside one transaction."""

    def __init__(
        self, connection: Connection, table: Table, kind: type[T], name: PersonKind
    ) -> None:
        self._connection = connection
        self._table = table
        self._kind = kind
        self._name = name
        self._origins = Origins(connection, name)

    def get(self, ident: int) -> T:
        found = self.some([ident])
        if not found:
            raise NotFound("people.not_found", kind=self._name.value, id=ident)
        return found[0]

    def all(self) -> tuple[T, ...]:
        rows = self._connection.execute(select(self._table).order_by(self._table.c.id))
        return tuple(from_row(self._kind, row) for row in rows.mappings())

    def some(self, idents: Iterable[int]) -> tuple[T, ...]:
        found: list[T] = []
        for part in _chunks(sorted(set(idents))):
            rows = self._connection.execute(
                select(self._table).where(self._table.c.id.in_(part)).order_by(self._table.c.id)
            )
            found += [from_row(self._kind, row) for row in rows.mappings()]
        return tuple(found)

    def add(self, value: T, cause: Cause) -> T:
        return self.add_all([value], cause)[0]

    def add_all(self, values: Sequence[T], cause: Cause) -> tuple[T, ...]:
        if not values:
            return ()
        idents = self._inserted([self._new_row(value, cause) for value in values])
        added = [Change(self._name, ident, "", None, None, cause) for ident in idents]
        write_changes(self._connection, added)
        pairs = zip(values, idents, strict=True)
        return tuple(cast(T, replace(cast(Any, value), id=ident)) for value, ident in pairs)

    def _inserted(self, rows: list[dict[str, Any]]) -> Sequence[int]:
        """The ids of new rows, in order.

        SQLite counts on by one from the highest id there ever was (AUTOINCREMENT), for the only
        writer there is: the last id tells all of them, and asking for none is twice as quick.
        """
        if self._connection.dialect.name == "sqlite":
            self._connection.execute(insert(self._table), rows)
            last = self._connection.exec_driver_sql("SELECT last_insert_rowid()").scalar_one()
            return range(last - len(rows) + 1, last + 1)
        statement = insert(self._table).returning(self._table.c.id, sort_by_parameter_order=True)
        return list(self._connection.execute(statement, rows).scalars())

    def save(self, value: T, cause: Cause, revision: int | None = None) -> None:
        if revision is not None:
            self._check(value.id, revision)
        self.save_all([value], cause)

    def save_all(self, values: Sequence[T], cause: Cause) -> None:
        """Write what differs, and nothing at all for who stayed the same. Raises NotFound."""
        before = {old.id: old for old in self.some(value.id for value in values)}
        lost = [value.id for value in values if value.id not in before]
        if lost:
            raise NotFound("people.not_found", kind=self._name.value, id=lost[0])
        changes = [c for value in values for c in self._changes(before[value.id], value, cause)]
        touched = {change.person for change in changes}
        self._write([value for value in values if value.id in touched], cause)
        self._origins.save(changes)
        write_changes(self._connection, changes)

    def remove(self, ident: int, cause: Cause) -> None:
        self.get(ident)
        c = people.changes.c
        mine = (c.kind == self._name, c.person_id == ident)
        try:
            # Whoever is still needed keeps the history too.
            with self._connection.begin_nested():
                self._origins.remove(ident)
                self._connection.execute(delete(people.changes).where(*mine))
                self._remove_days(ident)
                self._connection.execute(delete(self._table).where(self._table.c.id == ident))
        except IntegrityError as error:
            raise NotPossible("people.still_needed", kind=self._name.value, id=ident) from error

    def revision(self, ident: int) -> Revision:
        c = self._table.c
        row = self._connection.execute(
            select(c.revision, c.changed_at, c.changed_by).where(c.id == ident)
        ).one_or_none()
        if row is None:
            raise NotFound("people.not_found", kind=self._name.value, id=ident)
        return Revision(row.revision, row.changed_at, row.changed_by)

    def origins(self, ident: int) -> Mapping[str, Cause]:
        found = self._all_origins(self._table.c.id == ident, ident)
        if not found:
            raise NotFound("people.not_found", kind=self._name.value, id=ident)
        return found[ident]

    def all_origins(self) -> Mapping[int, Mapping[str, Cause]]:
        return self._all_origins(None, None)

    def history(self, ident: int) -> tuple[Change, ...]:
        c = people.changes.c
        return _read_changes(self._connection, c.kind == self._name, c.person_id == ident)

    def changed_because(self, because: str) -> tuple[int, ...]:
        c = people.changes.c
        wanted = select(c.person_id).where(c.kind == self._name, c.because == because)
        return tuple(self._connection.execute(wanted.distinct().order_by(c.person_id)).scalars())

    def joined(self, code: str) -> Mapping[int, int]:
        c = people.changes.c
        wanted = select(c.person_id, c.because).where(
            c.kind == self._name, c.because.startswith(f"{code}:", autoescape=True)
        )
        rows = self._connection.execute(wanted.order_by(c.id))
        return {ident: int(because.rpartition(":")[2]) for ident, because in rows}

    def value_of(self, field: str, stored: object) -> object:
        return decode(hints(self._kind)[field], stored)

    def _remove_days(self, ident: int) -> None:
        """What was noted for single days: exceptions of a recipient, the roster of a volunteer."""
        exceptions, roster = people.day_exceptions, people.roster
        if self._name is PersonKind.RECIPIENT:
            self._connection.execute(delete(exceptions).where(exceptions.c.recipient == ident))
        if self._name is PersonKind.VOLUNTEER:
            stood_in = roster.c.stands_in_for == ident
            self._connection.execute(update(roster).where(stood_in).values(stands_in_for=None))
            self._connection.execute(delete(roster).where(roster.c.volunteer == ident))

    def _all_origins(self, where: Any, ident: int | None) -> dict[int, Mapping[str, Cause]]:
        c = self._table.c
        wanted = select(c.id, c.created_at, c.created_by, c.created_source, c.created_import)
        rows = self._connection.execute(wanted if where is None else wanted.where(where))
        later = self._origins.read(ident)
        names = [f.name for f in fields(cast(Any, self._kind)) if f.name != "id"]
        found: dict[int, Mapping[str, Cause]] = {}
        for who, at, by, source, import_id in rows:
            made = Cause(at, by, Source(source), import_id, "")
            found[who] = dict.fromkeys(names, made) | later.get(who, {})
        return found

    def _row(self, value: T) -> dict[str, Any]:
        """The columns of a record; a kind that is also found by another column adds it here."""
        return to_row(value)

    def _new_row(self, value: T, cause: Cause) -> dict[str, Any]:
        row = self._row(value)
        del row["id"]
        return row | {
            "revision": 1,
            "created_at": cause.at,
            "created_by": cause.by,
            "created_source": cause.source.value,
            "created_import": cause.import_id,
            "changed_at": cause.at,
            "changed_by": cause.by,
        }

    def _check(self, ident: int, revision: int) -> None:
        kept = self.revision(ident)
        if kept.number != revision:
            raise Conflict(
                "people.changed_meanwhile",
                kind=self._name.value,
                id=ident,
                who=kept.changed_by,
                at=kept.changed_at.isoformat(),
                fields=self._fields_since(ident, kept.number - revision),
            )

    def _fields_since(self, ident: int, writes: int) -> tuple[str, ...]:
        """What was changed in the last so many writes: each is one moment of one person."""
        history = self.history(ident)
        moments = dict.fromkeys((change.cause.at, change.cause.by) for change in history)
        later = set(list(moments)[-writes:])
        found = (c.field for c in history if (c.cause.at, c.cause.by) in later and c.field)
        return tuple(dict.fromkeys(found))

    def _changes(self, old: T, new: T, cause: Cause) -> list[Change]:
        found = []
        for field in fields(cast(Any, self._kind)):
            was, becomes = getattr(old, field.name), getattr(new, field.name)
            if was != becomes:
                found.append(
                    Change(self._name, new.id, field.name, encode(was), encode(becomes), cause)
                )
        return found

    def _write(self, values: Sequence[T], cause: Cause) -> None:
        if not values:
            return
        rows = [self._row(value) for value in values]
        columns = [name for name in rows[0] if name != "id"]
        c = self._table.c
        statement = (
            update(self._table)
            .where(c.id == bindparam("kept_id"))
            .values({name: bindparam(name) for name in columns})
            .values(revision=c.revision + 1, changed_at=bindparam("changed_at"))
            .values(changed_by=bindparam("changed_by"))
        )
        stamp = {"changed_at": cause.at, "changed_by": cause.by}
        parameters = [
            {name: row[name] for name in columns} | {"kept_id": row["id"]} | stamp for row in rows
        ]
        self._connection.execute(statement, parameters)


def _chunks(idents: Sequence[int]) -> Iterable[Sequence[int]]:
    return (idents[start : start + _CHUNK] for start in range(0, len(idents), _CHUNK))
