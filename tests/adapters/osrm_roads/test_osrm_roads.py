"""Real streets: who may ride where, how long it takes, and how the way is told."""

from pathlib import Path

import numpy as np
import pytest

from tests import town
from voedselbrigade.adapters.osrm_roads import OsrmRoads
from voedselbrigade.adapters.osrm_roads.networks import Network, build
from voedselbrigade.adapters.osrm_roads.tables import KeptTables
from voedselbrigade.domain.doors import metres_between
from voedselbrigade.domain.people import Transport
from voedselbrigade.domain.places import Point
from voedselbrigade.errors import UnusableFile
from voedselbrigade.routing.problem import UNREACHABLE
from voedselbrigade.words import say, speaker

HOOFDSTRAAT_250 = town.at(250, 2)
NOORDSTRAAT_250 = town.at(250, 298)
CYCLE_SOUTH, CYCLE_NORTH = town.at(420, 2), town.at(420, 298)
ISLAND = town.at(1050, 2)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("roads")
    extract = town.drawn().write(place / "town.osm")
    for network in Network:
        build(extract, network, place)
    return place


@pytest.fixture
def roads(folder: Path) -> OsrmRoads:
    return OsrmRoads(folder)


def metres(roads: OsrmRoads, transport: Transport, start: Point, end: Point) -> int:
    return int(roads.table(transport, [start, end]).distance_m[0, 1])


def sentences(roads: OsrmRoads, transport: Transport, *points: Point) -> list[str]:
    return [say(turn.fact) for leg in roads.turns(transport, points) for turn in leg]


def test_a_one_way_street_is_longer_back_than_forth(roads: OsrmRoads) -> None:
    south, north = town.at(200, 20), town.at(200, 280)
    forth = metres(roads, Transport.CAR, south, north)
    back = metres(roads, Transport.CAR, north, south)
    assert forth == pytest.approx(260, abs=5)
    assert back > 600


def test_a_bicycle_takes_the_cut_through_that_a_car_cannot(roads: OsrmRoads) -> None:
    assert metres(roads, Transport.BICYCLE, CYCLE_SOUTH, CYCLE_NORTH) < 360
    assert metres(roads, Transport.CAR, CYCLE_SOUTH, CYCLE_NORTH) > 600


def test_a_bridge_closed_to_cars_is_open_to_bicycles_and_walkers(roads: OsrmRoads) -> None:
    south, north = town.at(300, 310), town.at(300, 590)
    assert metres(roads, Transport.BICYCLE, south, north) < 300
    assert metres(roads, Transport.FOOT, south, north) < 300
    assert metres(roads, Transport.VAN, south, north) > 800


def test_who_lives_on_an_island_is_unreachable_and_never_zero(roads: OsrmRoads) -> None:
    points = [HOOFDSTRAAT_250, NOORDSTRAAT_250, ISLAND]
    table = roads.table(Transport.BICYCLE, points)
    assert table.duration_s[0, 2] == table.duration_s[2, 0] == UNREACHABLE
    assert table.distance_m[1, 2] == UNREACHABLE
    assert table.duration_s[2, 2] == 0
    assert 0 < table.duration_s[0, 1] < 300
    trouble = roads.troubles(Transport.BICYCLE, points)
    assert {place: say(fact) for place, fact in trouble.items()} == {
        2: "Niet bereikbaar (fiets): er loopt geen weg heen of terug."
    }


def test_a_point_far_from_a_street_is_reported_and_one_outside_has_no_way(
    roads: OsrmRoads,
) -> None:
    points = [HOOFDSTRAAT_250, NOORDSTRAAT_250, town.at(250, -200), town.at(250, -5000)]
    trouble = roads.troubles(Transport.FOOT, points)
    assert say(trouble[2]).startswith("Ligt 200 meter van een straat die bruikbaar is (te voet).")
    assert trouble[3].code == "streets.outside"
    table = roads.table(Transport.FOOT, points)
    assert table.duration_s[0, 2] < UNREACHABLE
    assert table.duration_s[0, 3] == UNREACHABLE


def test_a_bicycle_of_any_kind_rides_the_bicycle_s_way_at_its_own_speed(roads: OsrmRoads) -> None:
    pair = [CYCLE_SOUTH, CYCLE_NORTH]
    plain, electric = (roads.table(t, pair) for t in (Transport.BICYCLE, Transport.E_BIKE))
    assert plain.distance_m[0, 1] == electric.distance_m[0, 1]
    ratio = plain.duration_s[0, 1] / electric.duration_s[0, 1]
    assert ratio == pytest.approx(17 / 13, rel=0.03)


def test_the_same_place_twice_is_no_distance(roads: OsrmRoads) -> None:
    table = roads.table(Transport.CAR, [HOOFDSTRAAT_250, NOORDSTRAAT_250, HOOFDSTRAAT_250])
    assert table.distance_m.shape == (3, 3)
    assert table.distance_m[0, 2] == 0
    assert table.distance_m[0, 1] == table.distance_m[2, 1]


def test_no_points_is_an_empty_table(roads: OsrmRoads) -> None:
    assert roads.table(Transport.CAR, []).duration_s.shape == (0, 0)
    assert roads.line(Transport.CAR, []) == ()
    assert roads.turns(Transport.CAR, [ISLAND]) == ()


def test_one_new_address_asks_one_row_and_one_column(folder: Path) -> None:
    kept = KeptTables()
    roads = OsrmRoads(folder, kept=kept)
    points = [town.at(x, 2) for x in range(20, 600, 30)] + [ISLAND]
    roads.table(Transport.BICYCLE, points)
    whole = len(points) ** 2
    assert kept.asked_cells == whole
    roads.table(Transport.E_BIKE, list(reversed(points)))
    assert kept.asked_cells == whole, "the same points, another order and another bicycle"
    moved = [*points[:4], town.at(110, 302), *points[5:]]
    partly = roads.table(Transport.BICYCLE, moved)
    assert kept.asked_cells == whole + 2 * len(points) - 1
    fresh = OsrmRoads(folder).table(Transport.BICYCLE, moved)
    assert np.array_equal(partly.duration_s, fresh.duration_s)
    assert np.array_equal(partly.distance_m, fresh.distance_m)


def test_the_line_follows_the_street_and_joins_the_doors(roads: OsrmRoads) -> None:
    line = roads.line(Transport.CAR, [CYCLE_SOUTH, CYCLE_NORTH])
    assert (line[0], line[-1]) == (CYCLE_SOUTH, CYCLE_NORTH)
    assert any(metres_between(point, town.at(600, 0)) < 1 for point in line)
    by_bicycle = roads.line(Transport.BICYCLE, [CYCLE_SOUTH, CYCLE_NORTH])
    assert any(metres_between(point, town.at(400, 0)) < 1 for point in by_bicycle)


def test_where_no_way_leads_the_line_is_straight_for_that_leg_only(roads: OsrmRoads) -> None:
    line = roads.line(Transport.BICYCLE, [CYCLE_SOUTH, CYCLE_NORTH, ISLAND])
    assert line[-2:] == (CYCLE_NORTH, ISLAND)
    assert any(metres_between(point, town.at(400, 0)) < 1 for point in line)
    assert roads.turns(Transport.BICYCLE, [CYCLE_NORTH, ISLAND]) == ((),)


def test_the_way_is_told_in_plain_dutch(roads: OsrmRoads) -> None:
    told = sentences(roads, Transport.BICYCLE, town.at(100, -2), town.at(450, 308))
    assert told == [
        "Vertrek: Hoofdstraat",
        "Linksaf: fietspad",
        "Rechtsaf: Noordstraat",
        "U bent er: het adres is links",
    ]


def test_who_leaves_a_door_hears_whether_to_go_on_or_back(roads: OsrmRoads) -> None:
    doors = [town.at(x, -2) for x in (100, 250, 450, 320)]
    first = [leg[0].fact for leg in roads.turns(Transport.BICYCLE, doors)]
    assert [say(fact) for fact in first] == [
        "Vertrek: Hoofdstraat",
        "Ga verder: Hoofdstraat",
        "Ga terug: Hoofdstraat",
    ]


def test_a_roundabout_is_told_by_its_exit(roads: OsrmRoads) -> None:
    told = sentences(roads, Transport.CAR, town.at(700, 302), town.at(898, 500))
    assert "Rotonde, afslag 3: Noordlaan" in told
    assert not [sentence for sentence in told if "afslag 0" in sentence]


def test_every_turn_has_a_sentence_in_both_languages(roads: OsrmRoads) -> None:
    ends = [town.at(*corners[-1]) for corners in town.STREETS.values()]
    for transport in (Transport.CAR, Transport.BICYCLE, Transport.FOOT):
        for leg in roads.turns(transport, [*ends, *reversed(ends)]):
            for turn in leg:
                assert say(turn.fact)
                assert speaker("en").fact(turn.fact)


def test_lengths_of_the_turns_add_up_to_the_way(roads: OsrmRoads) -> None:
    pair = [town.at(100, 2), town.at(900, 590)]
    (leg,) = roads.turns(Transport.CAR, pair)
    assert sum(turn.then_m for turn in leg) == pytest.approx(
        metres(roads, Transport.CAR, *pair), abs=len(leg) + 1
    )


def test_a_missing_or_damaged_network_is_one_sentence(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(UnusableFile) as refusal:
        OsrmRoads(tmp_path).table(Transport.CAR, [ISLAND, HOOFDSTRAAT_250])
    assert "Maak de kaart opnieuw met: voedselbrigade roads build." in say(refusal.value.fact)
    for file in folder.glob("car.*"):
        whole = file.read_bytes()
        (tmp_path / file.name).write_bytes(whole if file.suffix != ".hsgr" else b"older" * 500)
    with pytest.raises(UnusableFile):
        OsrmRoads(tmp_path).table(Transport.CAR, [ISLAND, HOOFDSTRAAT_250])


def test_a_network_of_another_version_is_not_even_opened(folder: Path, tmp_path: Path) -> None:
    for file in folder.glob("car.*"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    assert OsrmRoads(tmp_path).table(Transport.CAR, [ISLAND]).distance_m.shape == (1, 1)
    (tmp_path / "car.version").write_text("5.27.1")
    with pytest.raises(UnusableFile):
        OsrmRoads(tmp_path).table(Transport.CAR, [ISLAND, HOOFDSTRAAT_250])


def test_an_extract_without_streets_makes_no_network(tmp_path: Path) -> None:
    empty = town.Drawing()
    empty.door(0, 0, "Hoofdstraat", "1", "1111AA")
    with pytest.raises(UnusableFile) as refusal:
        build(empty.write(tmp_path / "empty.osm"), Network.CAR, tmp_path)
    assert "geen netwerk worden gemaakt voor de auto" in say(refusal.value.fact)
