"""The whole database in one file of our own, from SQLite or PostgreSQL and into either.

A zip file: `manifest.json` says which format and revision it is, how many rows every table has and
their checksum; `tables/<name>.jsonl` holds the rows, one a line. It is taken in one frozen view, so
others may go on working; it is put back in one transaction, or not at all.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection, Engine, MetaData, Table, insert, inspect, select, text

from voedselbrigade.adapters.database import tables  # noqa: F401 - fills the metadata
from voedselbrigade.adapters.database.engine import looking, writing
from voedselbrigade.adapters.database.metadata import METADATA, Moment
from voedselbrigade.adapters.database.migrations import current, known_revisions, latest, upgrade
from voedselbrigade.errors import NotPossible, Unreachable, UnusableFile

FORMAT = 1
_MANIFEST = "manifest.json"
_ROWS_AT_ONCE = 2000
_LONGEST_MANIFEST = 2**20
# A home that was only opened holds an account, a line in the log, and what its chores did.
_NO_DATA = frozenset({"accounts", "answers", "audit", "chores", "outflow_marks"})


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup file holds: rows per table, and how many there are in all."""

    made_at: datetime
    revision: str
    rows: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.rows.values())


def export(engine: Engine, file: Path, made_at: datetime) -> Backup:
    """Write everything to `file`, whole or not at all, for nobody else to read.

    Raises Unreachable when the file cannot be written.
    """
    try:
        handle, name = tempfile.mkstemp(dir=file.absolute().parent, prefix=f".{file.name}.")
        os.close(handle)  # made for its owner only, and it stays so
        try:
            with looking(engine) as connection:
                made = _export(connection, Path(name), made_at)
            with Path(name).open("rb+") as written:
                os.fsync(written.fileno())
            Path(name).replace(file)
        except BaseException:
            with suppress(OSError):
                Path(name).unlink()
            raise
    except OSError as error:
        raise Unreachable("cli.cannot_write", file=str(file)) from error
    return made


def restore(engine: Engine, file: Path, replace: bool = False) -> Backup:
    """Put a backup back, in place of what is there, and bring it up to this program's version.

    Raises UnusableFile for a file that is no backup or is damaged, NotPossible when the database
    holds data and `replace` was not said, or when the backup is of a newer program.
    """
    with _opened(file) as packed:
        manifest = _manifest(packed, file)
        _check(packed, manifest, file)
        if manifest["revision"] not in known_revisions():
            raise NotPossible("home.database_newer", revision=str(manifest["revision"]))
        with writing(engine) as connection:
            if not replace and _holds_data(connection):
                raise NotPossible("backup.holds_data")
            _put_back(connection, packed, manifest)
    rows = {name: int(about["rows"]) for name, about in manifest["tables"].items()}
    made_at = datetime.fromisoformat(manifest["made_at"])
    return Backup(made_at, str(manifest["revision"]), rows)


# --- out ------------------------------------------------------------------------------------------


def _export(connection: Connection, file: Path, made_at: datetime) -> Backup:
    about: dict[str, dict[str, Any]] = {}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for table in METADATA.sorted_tables:
            with packed.open(_name(table.name), "w", force_zip64=True) as out:
                about[table.name] = _write_table(connection, table, out)
        revision = current(connection) or ""
        manifest = {
            "format": FORMAT,
            "program": "voedselbrigade",
            "revision": revision,
            "made_at": made_at.isoformat(),
            "tables": about,
            "numbers": _numbers(connection),
        }
        packed.writestr(_MANIFEST, json.dumps(manifest, indent=1))
    return Backup(made_at, revision, {name: one["rows"] for name, one in about.items()})


def _write_table(connection: Connection, table: Table, out: IO[bytes]) -> dict[str, Any]:
    digest, rows = hashlib.sha256(), 0
    ordered = select(table).order_by(*table.primary_key.columns)
    found = connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(ordered)
    for row in found.mappings():
        cells = {name: _plain(value) for name, value in row.items()}
        line = (json.dumps(cells, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
        digest.update(line)
        out.write(line)
        rows += 1
    return {"rows": rows, "sha256": digest.hexdigest()}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, (date, datetime)) else value


def _numbers(connection: Connection) -> dict[str, int]:
    """The highest number that each table ever gave out: none is given out twice, also later."""
    if connection.dialect.name == "sqlite":
        rows = connection.exec_driver_sql("SELECT name, seq FROM sqlite_sequence")
        return {str(name): int(number) for name, number in rows}
    found = {}
    for table in _numbered():
        sequence = connection.execute(_sequence(), {"table": table.name}).scalar_one_or_none()
        if sequence:
            row = connection.exec_driver_sql(f"SELECT last_value, is_called FROM {sequence}").one()
            found[table.name] = int(row[0]) if row[1] else 0
    return found


# --- in -------------------------------------------------------------------------------------------


def _opened(file: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except FileNotFoundError as error:
        raise UnusableFile("import.no_file", file=str(file)) from error
    except (OSError, zipfile.BadZipFile) as error:
        raise UnusableFile("backup.no_backup", file=str(file)) from error


def _manifest(packed: zipfile.ZipFile, file: Path) -> dict[str, Any]:
    try:
        if packed.getinfo(_MANIFEST).file_size > _LONGEST_MANIFEST:
            raise UnusableFile("backup.no_backup", file=str(file))
        found = json.loads(packed.read(_MANIFEST))
        datetime.fromisoformat(found["made_at"])
        known = all(isinstance(found["tables"][name]["rows"], int) for name in found["tables"])
        numbers = all(isinstance(number, int) for number in found["numbers"].values())
    except (KeyError, ValueError, TypeError, AttributeError, zipfile.BadZipFile) as error:
        raise UnusableFile("backup.no_backup", file=str(file)) from error
    if found.get("program") != "voedselbrigade" or not (known and numbers):
        raise UnusableFile("backup.no_backup", file=str(file))
    if found.get("format") != FORMAT:
        raise NotPossible("backup.other_format", format=str(found.get("format")))
    return dict(found)


def _check(packed: zipfile.ZipFile, manifest: dict[str, Any], file: Path) -> None:
    """Every row is there and as it was, before anything is touched."""
    for name, about in manifest["tables"].items():
        digest, rows = hashlib.sha256(), 0
        try:
            with packed.open(_name(name)) as lines:
                for line in lines:
                    digest.update(line)
                    rows += 1
        except (KeyError, OSError, ValueError, EOFError, zipfile.BadZipFile) as error:
            raise UnusableFile("backup.damaged", file=str(file)) from error
        if (rows, digest.hexdigest()) != (about["rows"], about.get("sha256")):
            raise UnusableFile("backup.damaged", file=str(file))


def _holds_data(connection: Connection) -> bool:
    there = set(inspect(connection).get_table_names())
    return any(
        connection.execute(select(table).limit(1)).first() is not None
        for table in METADATA.sorted_tables
        if table.name in there and table.name not in _NO_DATA
    )


def _put_back(connection: Connection, packed: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    """The tables as they were in the backup's own version, its rows, and then up to date."""
    METADATA.drop_all(connection)
    connection.exec_driver_sql("DROP TABLE IF EXISTS alembic_version")
    upgrade(connection, manifest["revision"])
    then = MetaData()
    then.reflect(connection)
    for table in then.sorted_tables:
        if table.name in manifest["tables"]:
            _read_table(connection, packed, table)
    _go_on_counting(connection, manifest["numbers"])
    upgrade(connection, latest())


def _read_table(connection: Connection, packed: zipfile.ZipFile, then: Table) -> None:
    known = METADATA.tables.get(then.name)
    # Our own types know how a moment and a JSON cell are kept; both engines reflect less.
    typed = known if known is not None and set(known.c.keys()) == set(then.c.keys()) else then
    part: list[dict[str, Any]] = []
    with packed.open(_name(then.name)) as lines:
        for line in lines:
            part.append(_row(typed, json.loads(line)))
            if len(part) == _ROWS_AT_ONCE:
                connection.execute(insert(typed), part)
                part = []
    if part:
        connection.execute(insert(typed), part)


def _row(table: Table, cells: dict[str, Any]) -> dict[str, Any]:
    return {name: _typed(table, name, value) for name, value in cells.items() if name in table.c}


def _typed(table: Table, name: str, value: Any) -> Any:
    kind = table.c[name].type
    if not isinstance(value, str):
        return value
    if isinstance(kind, Moment):
        return datetime.fromisoformat(value)
    try:
        wanted = kind.python_type
    except NotImplementedError:
        return value
    if wanted is datetime:
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if wanted is date else value


def _go_on_counting(connection: Connection, numbers: dict[str, int]) -> None:
    for table in _numbered():
        number = numbers.get(table.name, 0)
        if number < 1:
            continue
        if connection.dialect.name == "sqlite":
            told = {"name": table.name, "number": number}
            connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), told)
            connection.execute(text("INSERT INTO sqlite_sequence VALUES (:name, :number)"), told)
        else:
            sequence = connection.execute(_sequence(), {"table": table.name}).scalar_one_or_none()
            if sequence:
                told = {"sequence": sequence, "number": number}
                connection.execute(text("SELECT setval(:sequence, :number)"), told)


def _numbered() -> Iterator[Table]:
    """The tables whose rows get a number of their own."""
    for table in METADATA.sorted_tables:
        if table.dialect_options["sqlite"].get("autoincrement"):
            yield table


def _sequence() -> Any:
    return text("SELECT pg_get_serial_sequence(:table, 'id')")


def _name(table: str) -> str:
    return f"tables/{table}.jsonl"
