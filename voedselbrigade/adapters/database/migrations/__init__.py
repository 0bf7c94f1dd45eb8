"""Brings a database to this program's version, in one transaction, when a home is opened.

Alembic is loaded when there is something to migrate, and not each time a command starts: which
revisions there are stands in the names of the files in `versions`, which are numbered.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

from voedselbrigade.adapters.database.engine import looking, writing
from voedselbrigade.errors import NotPossible

if TYPE_CHECKING:
    from alembic.config import Config

_HERE = Path(__file__).parent
_KEPT_IN = "alembic_version"


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
            upgrade(connection, latest())


def upgrade(connection: Connection, revision: str) -> None:
    """From where the database is to `revision`, which must not be older."""
    from alembic import command  # noqa: PLC0415 - a fifth of a second, seldom needed

    command.upgrade(config(connection), revision)


def is_latest(connection: Connection) -> bool:
    return current(connection) == latest()


def current(connection: Connection) -> str | None:
    """The revision the database is at; None for an empty one."""
    if not inspect(connection).has_table(_KEPT_IN):
        return None
    found = connection.execute(text(f"SELECT version_num FROM {_KEPT_IN}"))
    return found.scalar_one_or_none()


def latest() -> str:
    return max(known_revisions())


def known_revisions() -> frozenset[str]:
    """Every revision that this program can bring up to date."""
    return frozenset(
        file.name.partition("_")[0] for file in (_HERE / "versions").glob("[0-9]*_*.py")
    )


def config(connection: Connection | None = None) -> Config:
    from alembic.config import Config  # noqa: PLC0415 - see `upgrade`

    made = Config()
    made.set_main_option("script_location", str(_HERE).replace("%", "%%"))
    made.attributes["connection"] = connection
    return made


def _refuse_newer(connection: Connection) -> None:
    found = current(connection)
    if found is not None and found not in known_revisions():
        raise NotPossible("home.database_newer", revision=found)
