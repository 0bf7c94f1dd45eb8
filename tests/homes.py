"""Homes to test in, with a database that is up to date, on SQLite and on PostgreSQL."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
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
def copied_postgresql(
    new_postgresql_url: Callable[[], str], postgresql_server: sa.URL
) -> Iterator[Callable[[], str]]:
    """Makes a copy of a database that is up to date, and gives its URL."""
    original = sa.make_url(new_postgresql_url())
    engine = make_engine(original.render_as_string(hide_password=False))
    migrate(engine)
    engine.dispose()
    admin = sa.create_engine(postgresql_server, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    made: list[str] = []

    def copy() -> str:
        name = f"copy_{len(made)}_of_{original.database}"
        made.append(name)
        with admin.connect() as connection:
            connection.execute(sa.text(f"create database {name} template {original.database}"))
        return original.set(database=name).render_as_string(hide_password=False)

    yield copy
    admin.dispose()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=ENGINES)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database with empty tables, once on SQLite and once on PostgreSQL."""
    if request.param == "postgresql":
        copy: Callable[[], str] = request.getfixturevalue("copied_postgresql")
        return copy()
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
