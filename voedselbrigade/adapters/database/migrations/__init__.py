"""Brings a database to this program's version, in one transaction, when a home is opened."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from voedselbrigade.adapters.database.engine import looking, writing
from voedselbrigade.errors import NotPossible

_HERE = Path(__file__).parent


def migrate(engine: Engine) -> None:
    """Run the migrations that this database lacks.

    The writing transaction is the lock: of two processes that open a home at the same time the
    second waits and finds nothing to do. A migration that fails leaves the database as it was.
    Raises NotPossible when the database was made by a newer program, Unreachable when it is busy.
    """
    with looking(engine) as connection:
        if is_latest(connection):
            return
    with writing(engine) as connection:
        _refuse_newer(connection)
        if not is_latest(connection):
            command.upgrade(config(connection), "head")


def is_latest(connection: Connection) -> bool:
    return current(connection) == latest()


def current(connection: Connection) -> str | None:
    """The revision the database is at; None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def latest() -> str | None:
    return _script().get_current_head()


def known_revisions() -> frozenset[str]:
    """Every revision that this program can bring up to date."""
    return frozenset(script.revision for script in _script().walk_revisions())


def config(connection: Connection | None = None) -> Config:
    made = Config()
    made.set_main_option("script_location", str(_HERE).replace("%", "%%"))
    made.attributes["connection"] = connection
    return made


def _script() -> ScriptDirectory:
    return ScriptDirectory.from_config(config())


def _refuse_newer(connection: Connection) -> None:
    found = current(connection)
    if found is not None and found not in known_revisions():
        raise NotPossible("home.database_newer", revision=found)
