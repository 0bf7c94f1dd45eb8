"""The engine: SQLite in a file of the home by default, PostgreSQL by its URL.

Both keep one promise: one writer at a time, and everything or nothing. On SQLite a writing
transaction begins with BEGIN IMMEDIATE; on PostgreSQL it takes one advisory lock, under READ
COMMITTED. So what a verb read before it wrote is still true when it writes, on either. An office
writes a few times a minute and works are short: no one waits who would notice.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError

from voedselbrigade.errors import Unreachable

WAIT_S = 20
# Any fixed number will do, as long as all of this program uses the same.
_WRITER_LOCK = 0x766F6564


def sqlite_url(path: Path) -> str:
    return f"sqlite:///{path}"


def make_engine(url: str) -> Engine:
    """An engine for `url`; PostgreSQL is spoken through psycopg. Raises Unreachable."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise Unreachable("home.database_url") from error
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(url)
    if parsed.get_backend_name() == "postgresql":
        return _postgresql(str(parsed.set(drivername="postgresql+psycopg").render_as_string(False)))
    raise Unreachable("home.database_unknown", kind=parsed.get_backend_name())


def _sqlite(url: str) -> Engine:
    # Without `hide_parameters` an error in the log would show the row that it is about.
    engine = create_engine(
        url,
        hide_parameters=True,
        connect_args={"timeout": WAIT_S, "check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: SqliteConnection, _record: Any) -> None:
        # The driver must not begin transactions of its own: we say BEGIN ourselves.
        connection.isolation_level = None
        for pragma in (
            f"busy_timeout = {WAIT_S * 1000}",
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN DEFERRED")

    return engine


def _postgresql(url: str) -> Engine:
    try:
        return create_engine(
            url,
            hide_parameters=True,
            pool_pre_ping=True,
            connect_args={"connect_timeout": WAIT_S},
        )
    except ModuleNotFoundError as error:
        raise Unreachable("home.no_driver", package=error.name) from error


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction in which this is the only writer; commits, or rolls back when left by an error.

    Raises Unreachable when the database cannot be reached or another writer takes too long.
    """
    with (
        _told(engine, works=True),
        engine.connect().execution_options(writes=True) as connection,
        connection.begin(),
    ):
        if engine.dialect.name == "postgresql":
            connection.execute(text(f"SET LOCAL lock_timeout = '{WAIT_S}s'"))
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _WRITER_LOCK})
        yield connection


@contextmanager
def looking(engine: Engine) -> Iterator[Connection]:
    """One frozen view of the database, which cannot write and waits for nobody.

    Raises Unreachable when the database cannot be reached.
    """
    options: dict[str, Any] = {}
    if engine.dialect.name == "postgresql":
        options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with (
        _told(engine),
        engine.connect().execution_options(**options) as connection,
        connection.begin(),
        _without_writing(connection),
    ):
        yield connection


@contextmanager
def _without_writing(connection: Connection) -> Iterator[None]:
    """SQLite has no transaction that only reads: the connection is told so for as long."""
    if connection.dialect.name != "sqlite":
        yield
        return
    connection.exec_driver_sql("PRAGMA query_only = ON")
    try:
        yield
    finally:
        connection.exec_driver_sql("PRAGMA query_only = OFF")


@contextmanager
def _told(engine: Engine, works: bool = False) -> Iterator[None]:
    """What is wrong around the database becomes one sentence; every other fault stays a fault."""
    try:
        yield
    except DatabaseError as error:
        code = _reason(error, engine.dialect.name, works)
        if code is None:
            raise
        raise Unreachable(code, kind=engine.dialect.name, place=_place(engine)) from error


_SAID = {
    "locked": "home.database_busy",
    "lock timeout": "home.database_busy",
    "disk is full": "home.disk_full",
    "no space left": "home.disk_full",
    "malformed": "home.database_damaged",
    "not a database": "home.database_damaged",
    "unable to open": "home.database_unreachable",
    "disk i/o error": "home.disk_fault",
}
# Of a view these are a fault in the program, of a work they are a fault of the disk or its rights.
_SAID_OF_A_WORK = {
    "readonly": "home.database_read_only",
    "read-only": "home.database_read_only",
}


def _reason(error: DatabaseError, kind: str, works: bool) -> str | None:
    """PostgreSQL's class of operational errors is about reaching it; SQLite's is about anything."""
    words = str(error.orig).lower()
    known = _SAID | _SAID_OF_A_WORK if works else _SAID
    found = next((code for said, code in known.items() if said in words), None)
    if found is None and kind == "postgresql" and isinstance(error, OperationalError):
        return "home.database_unreachable"
    return found


def _place(engine: Engine) -> str:
    """Where the database is, without its password."""
    return engine.url.database or "" if engine.dialect.name == "sqlite" else engine.url.host or ""
