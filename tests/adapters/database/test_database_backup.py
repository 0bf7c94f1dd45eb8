"""A backup holds everything, and puts it back in either database, or leaves all as it was."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tests import make, make_stock
from tests.make import Clock
from voedselbrigade.adapters.database.metadata import METADATA
from voedselbrigade.domain.access import Role
from voedselbrigade.errors import NotAllowed, NotPossible, Unreachable, UnusableFile
from voedselbrigade.services import recalling, stock_checking, stocking
from voedselbrigade.stock.recalls import RecallBy
from voedselbrigade.wiring import Home, open_home


@pytest.fixture
def lived_in(home: Home) -> Home:
    """A home with people, stock, history, and a number that was given out and is gone."""
    hub, rice = make_stock.bank(home), make_stock.kept(home, "Rijst “Crème”")
    make_stock.came(home, hub, rice, 12, supplier="Jumbo")
    with home.work(make.account(home, "Ria")) as work:
        stocking.issue(work, hub.id, rice.id, 5, "dinsdag")
        recalling.recall(work, RecallBy.SUPPLIER, "jumbo", "glas")
        gone = work.store.recipients.add(make.recipient(), make.by_office())
        work.store.recipients.add(make.recipient("Zwart"), make.by_office())
        last = work.store.recipients.add(make.recipient("Bruin"), make.by_office())
        work.store.recipients.remove(last.id, make.by_office())
        work.store.recipients.remove(gone.id, make.by_office())
    return home


@pytest.fixture
def empty(
    migrated_sqlite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> Iterator[Home]:
    """Another home, on SQLite."""
    file = tmp_path / "other" / "database" / "voedselbrigade.sqlite3"
    file.parent.mkdir(parents=True)
    shutil.copy(migrated_sqlite, file)
    monkeypatch.delenv("VOEDSELBRIGADE_DATABASE", raising=False)
    opened = open_home(tmp_path / "other", clock)
    yield opened
    opened.close()


def content(home: Home, without: frozenset[str] = frozenset({"audit"})) -> dict[str, list[Any]]:
    """Every row of every table, but the log, in which the backup itself stands too."""
    with home.engine.connect() as connection:
        return {
            table.name: [
                tuple(row)
                for row in connection.execute(sa.select(table).order_by(*table.primary_key))
            ]
            for table in METADATA.sorted_tables
            if table.name not in without
        }


def test_what_was_put_back_is_what_was_there(lived_in: Home, empty: Home, tmp_path: Path) -> None:
    file = tmp_path / "kopie.zip"
    made = lived_in.backup(lived_in.system, file)
    before = content(lived_in)
    done = empty.restore(empty.system, file)
    assert content(empty) == before
    assert done.rows == made.rows
    assert done.rows["movements"] == 2
    with empty.view(empty.system) as work:
        assert stock_checking.disagreements(work) == ()


def test_a_backup_from_sqlite_goes_into_whatever_a_home_has(
    empty: Home, home: Home, tmp_path: Path
) -> None:
    hub, rice = make_stock.bank(empty), make_stock.kept(empty)
    make_stock.came(empty, hub, rice, 12)
    file = tmp_path / "kopie.zip"
    empty.backup(empty.system, file)
    home.restore(home.system, file)
    assert content(home) == content(empty)
    make_stock.came(home, hub, rice, 3)
    assert make_stock.total(home) == 15


def test_a_number_that_was_given_out_before_is_not_given_out_again(
    lived_in: Home, empty: Home, tmp_path: Path
) -> None:
    file = tmp_path / "kopie.zip"
    lived_in.backup(lived_in.system, file)
    empty.restore(empty.system, file)
    with empty.work(empty.system) as work:
        assert work.store.recipients.add(make.recipient(), make.by_office()).id == 4


def test_a_home_that_holds_data_is_only_replaced_when_that_is_said(
    lived_in: Home, empty: Home, tmp_path: Path
) -> None:
    file = tmp_path / "kopie.zip"
    lived_in.backup(lived_in.system, file)
    make_stock.kept(empty, "Eigen rijst")
    before = content(empty)
    with pytest.raises(NotPossible) as told:
        empty.restore(empty.system, file)
    assert told.value.fact.code == "backup.holds_data"
    assert content(empty) == before
    empty.restore(empty.system, file, replace=True)
    assert content(empty) == content(lived_in)


def test_a_home_that_only_did_its_chores_holds_nothing_yet(
    lived_in: Home, empty: Home, tmp_path: Path
) -> None:
    file = tmp_path / "kopie.zip"
    lived_in.backup(lived_in.system, file)
    empty.daily()
    empty.restore(empty.system, file)
    assert content(empty) == content(lived_in)


def damaged(file: Path, how: str) -> None:
    """A backup in which something is not as it was."""
    with zipfile.ZipFile(file) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    manifest = json.loads(parts["manifest.json"])
    if how == "a row is gone":
        parts["tables/movements.jsonl"] = parts["tables/movements.jsonl"].split(b"\n", 1)[1]
    elif how == "a number was changed":
        rows = parts["tables/balances.jsonl"]
        parts["tables/balances.jsonl"] = rows.replace(b'"quantity":7', b'"quantity":9')
    elif how == "a table is gone":
        del parts["tables/lots.jsonl"]
    elif how == "a newer program":
        manifest["revision"] = "9999"
    elif how == "another format":
        manifest["format"] = 2
    elif how == "no manifest":
        manifest = []
    parts["manifest.json"] = json.dumps(manifest).encode()
    with zipfile.ZipFile(file, "w") as packed:
        for name, data in parts.items():
            packed.writestr(name, data)


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ("a row is gone", "backup.damaged"),
        ("a number was changed", "backup.damaged"),
        ("a table is gone", "backup.damaged"),
        ("a newer program", "home.database_newer"),
        ("another format", "backup.other_format"),
        ("no manifest", "backup.no_backup"),
    ],
)
def test_a_backup_that_is_not_whole_changes_nothing(
    sqlite_home: Home, tmp_path: Path, how: str, code: str
) -> None:
    home, file = sqlite_home, tmp_path / "kopie.zip"
    hub, rice = make_stock.bank(home), make_stock.kept(home)
    make_stock.came(home, hub, rice, 7)
    home.backup(home.system, file)
    damaged(file, how)
    before = content(home)
    with pytest.raises((UnusableFile, NotPossible)) as told:
        home.restore(home.system, file, replace=True)
    assert told.value.fact.code == code
    assert content(home) == before


def test_a_file_that_is_something_else_is_no_backup(sqlite_home: Home, tmp_path: Path) -> None:
    (tmp_path / "lijst.csv").write_text("naam;adres\n")
    for name in ("lijst.csv", "bestaat-niet.zip"):
        with pytest.raises(UnusableFile):
            sqlite_home.restore(sqlite_home.system, tmp_path / name)


def test_a_restore_that_fails_halfway_leaves_everything_as_it_was(
    sqlite_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, file = sqlite_home, tmp_path / "kopie.zip"
    hub, rice = make_stock.bank(home), make_stock.kept(home)
    make_stock.came(home, hub, rice, 7)
    home.backup(home.system, file)
    before = content(home)

    def fails(*_: object) -> None:
        raise OSError("the power went")

    monkeypatch.setattr("voedselbrigade.adapters.database.backup._go_on_counting", fails)
    with pytest.raises(OSError, match="power"):
        home.restore(home.system, file, replace=True)
    assert content(home) == before


def test_a_backup_is_for_its_owner_only_and_never_half_written(
    sqlite_home: Home, tmp_path: Path
) -> None:
    file = tmp_path / "kopie.zip"
    sqlite_home.backup(sqlite_home.system, file)
    if os.name == "posix":
        assert file.stat().st_mode & 0o077 == 0
    with pytest.raises(Unreachable):
        sqlite_home.backup(sqlite_home.system, tmp_path / "nergens" / "kopie.zip")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["home", "kopie.zip"]


def test_who_may_not_take_everything_along_is_refused(sqlite_home: Home, tmp_path: Path) -> None:
    planner = make.account(sqlite_home, "Piet", Role.DISPATCHER)
    with pytest.raises(NotAllowed):
        sqlite_home.backup(planner, tmp_path / "kopie.zip")
    with pytest.raises(NotAllowed):
        sqlite_home.restore(planner, tmp_path / "kopie.zip")
    assert not (tmp_path / "kopie.zip").exists()
