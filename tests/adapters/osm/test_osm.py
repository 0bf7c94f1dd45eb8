"""What is taken out of an extract: the town of the tests, and the real ones where present."""

import bz2
from collections import Counter
from pathlib import Path

import osmium
import pytest

from tests import town
from tests.extracts import real
from voedselbrigade.adapters.osm import Extract
from voedselbrigade.adapters.osm.points import points
from voedselbrigade.domain.doors import Door, metres_between
from voedselbrigade.domain.ground import Area, GroundKind, neighbourhood_of
from voedselbrigade.errors import NotFound, UnusableFile
from voedselbrigade.words import say

WHOLE = Area(4.29, 51.99, 4.33, 52.02)


@pytest.fixture(scope="module")
def extract(tmp_path_factory: pytest.TempPathFactory) -> Extract:
    return Extract.open(town.drawn().write(tmp_path_factory.mktemp("osm") / "town.osm"))


def numbers(doors: list[Door], street: str) -> list[str]:
    return sorted(str(door.address.house) for door in doors if door.address.street == street)


def test_doors_come_from_nodes_buildings_and_relations(extract: Extract) -> None:
    doors = list(extract.doors())
    assert numbers(doors, "Hoofdstraat") == sorted(
        ["1", "3", "5", "7", "7A", "7-II", "9-HS", "9-1", "2", "4", "6"]
    )
    assert numbers(doors, "Westkade") == ["2"]
    assert numbers(doors, "Noordstraat") == ["10", "12", "14", "16-1", "16-2", "16-3"]
    assert {door.address.town for door in doors} == {town.TOWN}


def test_a_door_on_a_node_and_on_its_building_is_one_door_at_the_node(extract: Extract) -> None:
    tens = [d for d in extract.doors() if d.address.key == ("1112AA", 10, "", "")]
    assert len(tens) == 1
    assert metres_between(tens[0].point, town.at(110, 318)) < 0.1


def test_numbers_between_two_others_are_estimated_along_the_line(extract: Extract) -> None:
    doors = {str(d.address.house): d for d in extract.doors() if d.address.street == "Oostkade"}
    assert sorted(doors) == ["1", "3", "5", "7", "9"]
    assert [doors[n].estimated for n in ("1", "3", "5", "7", "9")] == [False, *[True] * 3, False]
    assert metres_between(doors["5"].point, town.at(610, 120)) < 0.5


def test_the_ground_has_streets_by_class_water_and_green(extract: Extract) -> None:
    found = Counter((ground.kind, ground.filled) for ground in extract.grounds())
    assert found[GroundKind.MAIN, False] == 1
    assert found[GroundKind.PATH, False] == 1
    assert found[GroundKind.WATER, True] == found[GroundKind.WATER, False] == 1
    assert found[GroundKind.PARK, True] == 1
    names = {ground.name for ground in extract.grounds()}
    assert {"Hoofdstraat", "De Vijver", "Stadspark"} <= names


def test_a_neighbourhood_knows_who_lives_in_it(extract: Extract) -> None:
    known = list(extract.neighbourhoods())
    assert [(one.name, one.level) for one in known] == [("Binnenstad", 10)]
    inside = neighbourhood_of(town.at(100, 100), known)
    assert inside and inside.name == "Binnenstad"
    assert neighbourhood_of(town.at(300, 600), known) is None


def test_a_clipped_extract_keeps_whole_streets_and_leaves_the_rest(
    extract: Extract, tmp_path: Path
) -> None:
    south_west, north_east = town.at(-60, -60), town.at(250, 90)
    area = Area(south_west.lon, south_west.lat, north_east.lon, north_east.lat)
    clipped = extract.clip(tmp_path / "area.osm.pbf", area, lambda part: None)
    streets = {ground.name: ground for ground in clipped.grounds()}
    assert len(streets["Hoofdstraat"].line) == 7, "also the part outside the area"
    assert "Oostlaan" not in streets and "Overkant" not in streets
    assert [one.name for one in clipped.neighbourhoods()] == ["Binnenstad"], "its border is whole"
    assert {d.address.street for d in clipped.doors()} == {"Hoofdstraat"}
    ids = [node.id for node in osmium.FileProcessor(clipped.path, osmium.osm.NODE)]
    assert ids == sorted(set(ids))


def test_clipping_to_everything_loses_no_door(extract: Extract, tmp_path: Path) -> None:
    clipped = extract.clip(tmp_path / "all.osm.pbf", WHOLE, lambda part: None)
    assert {d.address for d in clipped.doors()} == {d.address for d in extract.doors()}


def test_the_area_around_a_town_is_found_by_its_name(extract: Extract) -> None:
    area = extract.around("STADJE")
    assert area.holds(town.at(0, 0)) and area.holds(town.at(1100, 600))
    with pytest.raises(NotFound) as refusal:
        extract.around("Nergenshuizen")
    assert "staat niet in het kaartbestand town.osm" in say(refusal.value.fact)


@pytest.mark.parametrize("content", [b"", b"<html>no map</html>", b"\0\0\0\x0dhello" * 100, None])
@pytest.mark.parametrize("name", ["x.osm.pbf", "x.txt"])
def test_a_file_that_is_no_extract_is_one_sentence(
    tmp_path: Path, name: str, content: bytes | None
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UnusableFile) as refusal:
        list(Extract.open(path).doors())
    assert "De oude kaart blijft in gebruik." in say(refusal.value.fact)


def test_a_file_that_lies_elsewhere_is_said(extract: Extract, tmp_path: Path) -> None:
    with pytest.raises(UnusableFile) as refusal:
        extract.clip(tmp_path / "x.osm.pbf", Area(9, 47, 10, 48), lambda part: None)
    assert refusal.value.fact.code == "streets.elsewhere"


def test_other_formats_of_openstreetmap_are_read_too(extract: Extract, tmp_path: Path) -> None:
    packed = tmp_path / "town.osm.bz2"
    packed.write_bytes(bz2.compress(extract.path.read_bytes()))
    clipped = Extract.open(packed).clip(tmp_path / "c.osm.pbf", WHOLE, lambda part: None)
    assert len(list(clipped.doors())) == len(list(extract.doors()))


@pytest.mark.parametrize("name", ["zeeland", "liechtenstein"])
def test_points_read_from_the_blocks_are_those_that_osmium_reads(name: str) -> None:
    path = real(name)
    ours = [
        (ids[place], lats[place], lons[place])
        for ids, lats, lons in points(path)
        for place in range(len(ids))
    ]
    theirs = [
        (node.id, node.location.y, node.location.x)
        for node in osmium.FileProcessor(path, osmium.osm.NODE)
        if isinstance(node, osmium.osm.Node)
    ]
    assert ours == theirs


@pytest.mark.parametrize("part", [0.1, 0.5, 0.999])
def test_a_real_extract_that_is_cut_off_is_said(tmp_path: Path, part: float) -> None:
    whole = real("zeeland").read_bytes()
    path = tmp_path / "half.osm.pbf"
    path.write_bytes(whole[: int(len(whole) * part)])
    area = Area(5.6, 51.6, 5.8, 51.8)
    with pytest.raises(UnusableFile) as refusal:
        Extract.open(path).clip(tmp_path / "out.osm.pbf", area, lambda part: None)
    assert refusal.value.fact.code == "streets.cut_off"


def test_the_real_village_has_its_doors(tmp_path: Path) -> None:
    extract = Extract.open(real("zeeland"))
    doors = list(extract.doors())
    assert len(doors) == 2508, "2,509 nodes, one door mapped twice"
    assert sum(not door.address.postcode for door in doors) == 34
    clipped = extract.clip(
        tmp_path / "village.osm.pbf", extract.around("Zeeland"), lambda part: None
    )
    assert len(list(clipped.doors())) > 2400
