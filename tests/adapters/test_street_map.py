"""The ground below the routes, kept in a file and asked by box."""

from pathlib import Path

import pytest

from tests import town
from voedselbrigade.adapters.osm import Extract
from voedselbrigade.adapters.street_map import StreetMapFile, write
from voedselbrigade.domain.ground import Area, Ground, GroundKind
from voedselbrigade.errors import UnusableFile


def area(west_m: float, south_m: float, east_m: float, north_m: float) -> Area:
    low, high = town.at(west_m, south_m), town.at(east_m, north_m)
    return Area(low.lon, low.lat, high.lon, high.lat)


@pytest.fixture
def street_map(tmp_path: Path) -> StreetMapFile:
    extract = Extract.open(town.drawn().write(tmp_path / "town.osm"))
    write(tmp_path / "streets.sqlite", extract.grounds(), extract.neighbourhoods())
    return StreetMapFile(tmp_path / "streets.sqlite")


def test_only_what_touches_the_box_comes_back(street_map: StreetMapFile) -> None:
    names = {ground.name for ground in street_map.within(area(1000, -50, 1200, 50))}
    assert names == {"Eilandpad"}


def test_areas_come_before_lines_and_main_streets_last(street_map: StreetMapFile) -> None:
    found = street_map.within(area(-100, -100, 1300, 700))
    filled = [ground.filled for ground in found]
    assert filled == sorted(filled, reverse=True)
    assert found[-1].kind is GroundKind.MAIN
    assert found[0].kind is GroundKind.PARK


def test_kinds_can_be_chosen(street_map: StreetMapFile) -> None:
    found = street_map.within(area(-100, -100, 1300, 700), {GroundKind.WATER})
    assert {ground.name for ground in found} == {"De Gracht", "De Vijver"}


def test_lines_keep_their_place_to_a_decimetre(tmp_path: Path) -> None:
    line = (town.at(0, 0), town.at(123.4, 56.7))
    write(tmp_path / "s.sqlite", [Ground(GroundKind.PATH, line, "Pad")], [])
    (back,) = StreetMapFile(tmp_path / "s.sqlite").within(area(-10, -10, 200, 200))
    for before, after in zip(line, back.line, strict=True):
        assert abs(before.lat - after.lat) < 1e-6 and abs(before.lon - after.lon) < 1e-6


def test_neighbourhoods_come_back_with_their_border(street_map: StreetMapFile) -> None:
    (one,) = street_map.neighbourhoods()
    assert (one.name, one.holds(town.at(100, 100))) == ("Binnenstad", True)


def test_a_file_that_is_no_street_map_is_refused(tmp_path: Path) -> None:
    (tmp_path / "s.sqlite").write_bytes(b"something else entirely" * 100)
    with pytest.raises(UnusableFile):
        StreetMapFile(tmp_path / "s.sqlite")
