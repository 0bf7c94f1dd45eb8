"""One writer at a time, everything or nothing, and never an older program on newer data."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from tests import make
from voedselbrigade.adapters.database import (
    DatabaseStore,
    is_latest,
    looking,
    make_engine,
    migrate,
    sqlite_url,
    writing,
)
from voedselbrigade.adapters.database import engine as engines
from voedselbrigade.adapters.database.metadata import METADATA
from voedselbrigade.adapters.database.migrations import config, known_revisions, latest
from voedselbrigade.errors import NotPossible, Unreachable
from voedselbrigade.services.store import SearchRow, SearchState
from voedselbrigade.wiring import Home, open_home

SPAWN = multiprocessing.get_context("spawn")


def in_process(task: Callable[..., None], *arguments: object) -> multiprocessing.Process:
    child = SPAWN.Process(target=task, args=arguments, daemon=True)
    child.start()
    return child  # type: ignore[return-value]


def add_some(database: str, count: int) -> None:
    engine = make_engine(database)
    for _ in range(count):
        with writing(engine) as connection:
            store = DatabaseStore(connection)
            number = str(len(store.recipients.all()))
            store.recipients.add(make.recipient(number=number), make.by_office())
    engine.dispose()


def write_and_wait(database: str, written: Event) -> None:
    """Half a work: it writes, and never gets to its end."""
    with writing(make_engine(database)) as connection:
        DatabaseStore(connection).recipients.add_all([make.recipient()] * 500, make.by_office())
        written.set()
        threading.Event().wait()


def migrate_it(database: str) -> None:
    engine = make_engine(database)
    migrate(engine)
    engine.dispose()


def numbers(home: Home) -> list[str]:
    with home.view(home.system) as work:
        return [one.number for one in work.store.recipients.all()]


def test_two_processes_that_write_at_the_same_time_lose_nothing(home: Home, database: str) -> None:
    child = in_process(add_some, database, 8)
    add_some(database, 8)
    child.join(60)
    assert child.exitcode == 0
    assert numbers(home) == [str(number) for number in range(16)]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")
def test_a_process_that_is_killed_in_the_middle_of_a_work_leaves_nothing_half(
    home: Home, database: str
) -> None:
    written = SPAWN.Event()
    child = in_process(write_and_wait, database, written)
    assert written.wait(60)
    assert child.pid is not None
    os.kill(child.pid, signal.SIGKILL)
    child.join(60)
    assert numbers(home) == []
    add_some(database, 1)
    assert numbers(home) == ["0"]


def test_two_processes_that_make_the_tables_together_both_can(tmp_path: Path) -> None:
    database = sqlite_url(tmp_path / "new.sqlite3")
    child = in_process(migrate_it, database)
    migrate_it(database)
    child.join(60)
    assert child.exitcode == 0
    with looking(make_engine(database)) as connection:
        assert is_latest(connection)


def test_the_revisions_that_we_read_from_file_names_are_those_that_alembic_finds() -> None:
    there = ScriptDirectory.from_config(config())
    assert known_revisions() == {script.revision for script in there.walk_revisions()}
    assert latest() == there.get_current_head()


def test_a_file_that_is_no_database_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "x.sqlite3").write_bytes(b"these are not tables" * 100)
    with (
        pytest.raises(Unreachable) as told,
        looking(make_engine(sqlite_url(tmp_path / "x.sqlite3"))),
    ):
        pass
    assert told.value.fact.code == "home.database_damaged"


def test_a_search_that_a_crash_left_behind_is_ended_when_the_home_is_opened(home: Home) -> None:
    long_ago = make.NOW.replace(year=2020)
    row = SearchRow(make.TUESDAY, SearchState.RUNNING, 1, long_ago, "Ans", long_ago)
    with home.work(home.system) as work:
        assert work.store.searches.claim(row)
    open_home(home.path, home.now).close()
    with home.view(home.system) as work:
        assert work.store.searches.running() == ()


def test_a_work_that_is_left_by_an_error_saves_nothing(home: Home) -> None:
    with pytest.raises(ZeroDivisionError), home.work(home.system) as work:
        work.store.recipients.add(make.recipient(), make.by_office())
        raise ZeroDivisionError
    assert numbers(home) == []


def test_who_looks_sees_one_moment_and_waits_for_nobody(home: Home) -> None:
    with home.view(home.system) as before:
        assert before.store.recipients.all() == ()
        with home.work(home.system) as work:
            work.store.recipients.add(make.recipient(), make.by_office())
        assert before.store.recipients.all() == ()
    assert len(numbers(home)) == 1


def test_a_view_cannot_write(home: Home) -> None:
    with pytest.raises(sa.exc.DBAPIError), home.view(home.system) as work:
        work.store.recipients.add(make.recipient(), make.by_office())
    assert numbers(home) == []


def test_who_waits_too_long_for_another_is_told_so(
    home: Home, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "WAIT_S", 0.1)
    impatient = make_engine(database)
    with (
        home.work(home.system),
        pytest.raises(Unreachable) as told,
        writing(impatient),
    ):
        pass
    assert told.value.fact.code == "home.database_busy"
    impatient.dispose()


def test_a_work_inside_a_work_is_a_fault_of_the_program(home: Home) -> None:
    with home.work(home.system), pytest.raises(RuntimeError), home.work(home.system):
        pass


def test_a_database_that_does_not_answer_is_one_sentence(tmp_path: Path) -> None:
    nowhere = make_engine(f"postgresql://nobody@/nothing?host={tmp_path}")
    with pytest.raises(Unreachable) as told, looking(nowhere):
        pass
    assert told.value.fact.code == "home.database_unreachable"


def test_another_kind_of_database_is_refused() -> None:
    with pytest.raises(Unreachable):
        make_engine("mysql://somewhere/x")


def test_an_address_that_is_no_address_is_one_sentence() -> None:
    with pytest.raises(Unreachable) as told:
        make_engine("my password is secret")
    assert told.value.fact.code == "home.database_url"
    assert "secret" not in str(told.value)


def test_the_migrated_tables_are_the_tables_of_the_program(database: str) -> None:
    engine = make_engine(database)
    with looking(engine) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
    engine.dispose()


def test_a_database_of_a_newer_program_is_left_alone(home: Home, database: str) -> None:
    with writing(home.engine) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NotPossible) as told:
        migrate(make_engine(database))
    assert told.value.fact.code == "home.database_newer"


def test_a_database_survives_a_power_cut_by_waiting_for_the_disk(tmp_path: Path) -> None:
    engine = make_engine(sqlite_url(tmp_path / "x.sqlite3"))
    with looking(engine) as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_an_error_of_the_database_does_not_show_the_data(home: Home) -> None:
    with pytest.raises(sa.exc.DBAPIError) as told, writing(home.engine) as connection:
        connection.execute(sa.text("INSERT INTO nowhere VALUES (:name)"), {"name": "Jansen"})
    assert "Jansen" not in str(told.value)
