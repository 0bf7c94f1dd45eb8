"""Homes to test in, with a database that is up to date, on SQLite and on PostgreSQL."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.make import Clock
from voedselbrigade.adapters.database import make_engine, migrate, sqlite_url
from voedselbrigade.wiring import Home, open_home

ENGINES = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file that every test copies: migrating once is enough."""
    file = tmp_path_factory.mktemp("migrated") / "empty.sqlite3"
    engine = make_engine(sqlite_url(file))
    migrate(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    engine.dispose()
    return file


@pytest.fixture(scope="session")
def emptied_postgresql(new_postgresql_url: Callable[[], str]) -> Callable[[], str]:
    """Gives the URL of a database that is up to date and empty: the same one for every test.

    Making one costs more than most tests do. A test that left other tables behind than it found
    (a restore, a newer program) gets rid of it, and the next one has a new one.
    """
    kept: list[Emptied] = []

    def empty() -> str:
        if not kept or not kept[-1].as_it_was():
            kept.append(Emptied(new_postgresql_url()))
        kept[-1].empty()
        return kept[-1].url

    return empty


class Emptied:
    """A database whose rows are thrown away before each test, with what still hangs on to it."""

    def __init__(self, url: str) -> None:
        self.url = url
        engine = make_engine(url)
        migrate(engine)
        engine.dispose()
        self._engine = sa.create_engine(url, poolclass=sa.NullPool)
        self._shape = self._seen()

    def as_it_was(self) -> bool:
        return self._seen() == self._shape

    def empty(self) -> None:
        with self._engine.begin() as connection:
            connection.execute(_LET_GO)
            connection.execute(sa.text("set local session_replication_role = replica"))
            connection.exec_driver_sql("; ".join(self._shape.statements))

    def _seen(self) -> Shape:
        with self._engine.begin() as connection:
            connection.execute(_LET_GO)
            columns = connection.execute(_COLUMNS).all()
            sequences = connection.execute(_SEQUENCES).scalars().all()
            version = connection.execute(sa.text("select version_num from alembic_version"))
            return Shape(
                tuple((table, column, kind) for table, column, kind in columns),
                tuple(sequences),
                tuple(version.scalars()),
            )


@dataclass(frozen=True)
class Shape:
    """The tables with their columns, the numbers that count on, and the version."""

    columns: tuple[tuple[str, str, str], ...]
    sequences: tuple[str, ...]
    versions: tuple[str, ...]

    @property
    def statements(self) -> list[str]:
        tables = dict.fromkeys(table for table, _, _ in self.columns if table != "alembic_version")
        return [
            *(f"delete from {table}" for table in tables),
            *(f"alter sequence {name} restart" for name in self.sequences),
        ]


_LET_GO = sa.text(
    "select pg_terminate_backend(pid) from pg_stat_activity"
    " where datname = current_database() and pid <> pg_backend_pid()"
)
_COLUMNS = sa.text(
    "select table_name, column_name, data_type from information_schema.columns"
    " where table_schema = 'public' order by table_name, ordinal_position"
)
_SEQUENCES = sa.text("select sequencename from pg_sequences order by sequencename")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The moment at which a test plays. Pages and commands open the home themselves: without this
    they would live today, and a test would only hold on the day on which it was written."""
    clock = Clock()
    monkeypatch.setattr(open_home, "__defaults__", (None, clock))
    return clock


@pytest.fixture(params=ENGINES)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database with empty tables, once on SQLite and once on PostgreSQL."""
    if request.param == "postgresql":
        empty: Callable[[], str] = request.getfixturevalue("emptied_postgresql")
        return empty()
    return _copied_file(request.getfixturevalue("migrated_sqlite"), tmp_path)


@pytest.fixture
def home(
    database: str, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Home]:
    """A home on SQLite, and again on PostgreSQL: for what touches the database."""
    monkeypatch.setenv("VOEDSELBRIGADE_DATABASE", database)
    yield from _opened(tmp_path, clock)


@pytest.fixture
def sqlite_home(migrated_sqlite: Path, tmp_path: Path, clock: Clock) -> Iterator[Home]:
    """A home on SQLite only: for what has no business with the kind of database."""
    _copied_file(migrated_sqlite, tmp_path)
    yield from _opened(tmp_path, clock)


def _copied_file(original: Path, tmp_path: Path) -> str:
    file = tmp_path / "home" / "database" / "voedselbrigade.sqlite3"
    file.parent.mkdir(parents=True)
    shutil.copy(original, file)
    return sqlite_url(file)


def _opened(tmp_path: Path, clock: Clock) -> Iterator[Home]:
    opened = open_home(tmp_path / "home", clock)
    yield opened
    opened.close()
