"""The map in use: a new one takes its place at the very end, whatever goes wrong before."""

import os
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from voedselbrigade.adapters.map_folder import MapFolder
from voedselbrigade.domain.ground import Area
from voedselbrigade.errors import NotPossible
from voedselbrigade.services.mapping import MapInfo
from voedselbrigade.words import say

INFO = MapInfo(
    "zuid-holland.osm.pbf",
    datetime(2026, 11, 23, 9, 0, tzinfo=UTC),
    datetime(2026, 11, 20, tzinfo=UTC),
    Area(4.2, 52.0, 4.4, 52.1),
    250_000,
    40_000,
    44,
    "26.10.0",
)


def make(folder: MapFolder, text: str) -> Path:
    with folder.making() as place:
        (place / "car.osrm.names").write_text(text)
        return folder.put_in_use(place, INFO)


def test_without_a_map_there_is_none(tmp_path: Path) -> None:
    folder = MapFolder(tmp_path / "roads")
    assert folder.in_use() is None
    assert folder.info() is None


def test_a_map_that_was_made_is_in_use_with_what_it_was_made_from(tmp_path: Path) -> None:
    folder = MapFolder(tmp_path / "roads")
    made = make(folder, "one")
    assert folder.in_use() == made
    assert folder.info() == INFO
    assert (made / "car.osrm.names").read_text() == "one"


def test_a_new_map_replaces_the_old_one_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    folder = MapFolder(tmp_path / "roads")
    make(folder, "one")
    second = make(folder, "two")
    assert (second / "car.osrm.names").read_text() == "two"
    assert sorted(p.name for p in (tmp_path / "roads").iterdir()) == sorted(
        ["in-use.json", second.name]
    )


def test_a_failure_while_making_leaves_the_old_map(tmp_path: Path) -> None:
    folder = MapFolder(tmp_path / "roads")
    first = make(folder, "one")
    with pytest.raises(RuntimeError), folder.making() as place:
        (place / "car.osrm.names").write_text("half")
        raise RuntimeError
    assert folder.in_use() == first
    assert not place.exists()


@pytest.mark.parametrize("last_deed", ["_settle", "_point_at"])
def test_a_power_cut_at_any_moment_leaves_a_whole_map(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, last_deed: str
) -> None:
    """The power goes before the folder is settled, or between its new name and the pointer."""
    folder = MapFolder(tmp_path / "roads")
    make(folder, "one")

    def power_cut(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as cut, pytest.raises(KeyboardInterrupt):
        target = MapFolder if last_deed == "_point_at" else "voedselbrigade.adapters.map_folder"
        if isinstance(target, str):
            cut.setattr(f"{target}.{last_deed}", power_cut)
        else:
            cut.setattr(target, last_deed, power_cut)
        make(folder, "two")
    in_use = MapFolder(tmp_path / "roads").in_use()
    assert in_use and (in_use / "car.osrm.names").read_text() == "one"
    third = make(folder, "three")
    assert (third / "car.osrm.names").read_text() == "three"
    assert len([p for p in (tmp_path / "roads").iterdir() if p.is_dir()]) == 1


def test_what_was_abandoned_long_ago_is_swept_and_what_is_being_made_now_is_not(
    tmp_path: Path,
) -> None:
    folder = MapFolder(tmp_path / "roads")
    make(folder, "one")
    old, young = (tmp_path / "roads" / name for name in ("making-old", "making-young"))
    for left in (old, young):
        left.mkdir()
    yesterday = time.time() - 2 * 86_400
    os.utime(old, (yesterday, yesterday))
    make(folder, "two")
    assert young.exists() and not old.exists()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"folder": "../../etc"}', '{"folder": "x"}'])
def test_a_damaged_pointer_is_no_map(tmp_path: Path, content: str) -> None:
    folder = MapFolder(tmp_path / "roads")
    make(folder, "one")
    (tmp_path / "roads" / "in-use.json").write_text(content)
    assert folder.in_use() is None
    assert folder.info() is None


def test_a_disk_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "roads").write_text("a file where the folder should be")
    with pytest.raises(NotPossible) as refusal, MapFolder(tmp_path / "roads").making():
        pass
    assert "De schijf is vol of de map" in say(refusal.value.fact)
