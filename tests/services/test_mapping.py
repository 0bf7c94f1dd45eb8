"""A map for the office: made from an extract, in use at the end, and never half."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from tests import town
from voedselbrigade.adapters.geocoding.address_database import AddressDatabase
from voedselbrigade.adapters.geocoding.finding import DoorFinder
from voedselbrigade.adapters.map_folder import MapFolder
from voedselbrigade.adapters.osm import Extract
from voedselbrigade.adapters.osm.clipping import Heard
from voedselbrigade.adapters.osrm_roads import OsrmRoads
from voedselbrigade.adapters.street_map import StreetMapFile
from voedselbrigade.domain.ground import Area, parse_area
from voedselbrigade.domain.people import Transport
from voedselbrigade.domain.places import Address, HouseNumber, Located
from voedselbrigade.errors import Fact, NotFound, NotPossible, UnusableFile, WrongWords
from voedselbrigade.services import mapping
from voedselbrigade.services.mapping import WantedArea, Workshop
from voedselbrigade.wiring import Home
from voedselbrigade.words import say

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def unheard(step: Fact, part: float) -> None:
    """Nobody wants to hear how far it is."""


@pytest.fixture(scope="module")
def extract(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return town.drawn().write(tmp_path_factory.mktemp("extract") / "stadje.osm")


@pytest.fixture
def workshop(sqlite_home: Home) -> Workshop:
    return sqlite_home.map_workshop()


def quick(workshop: Workshop) -> Workshop:
    """The same, with networks that cost nothing: for what is not about streets."""

    def no_network(extract: Path, network: str, folder: Path) -> None:
        (folder / f"{network}.osrm.names").write_text(network)

    return replace(workshop, build_network=no_network)


def files(home: Home) -> dict[str, bytes]:
    return {
        str(path.relative_to(home.path)): path.read_bytes()
        for path in sorted((home.path / "roads").rglob("*"))
        if path.is_file()
    }


def test_an_extract_becomes_streets_addresses_and_a_map(
    sqlite_home: Home, workshop: Workshop, extract: Path
) -> None:
    told: list[tuple[str, float]] = []
    info = mapping.build(
        workshop,
        extract,
        WantedArea(around="Stadje"),
        NOW,
        lambda step, part: told.append((say(step), part)),
    )
    folder = sqlite_home.maps.in_use()
    assert folder and sqlite_home.maps.info() == info
    finder = DoorFinder(AddressDatabase.open(folder / mapping.ADDRESSES))
    door = finder.find(Address("Hoofdstr.", HouseNumber(7, "", "II"), "1111AA", "Stadje"))
    assert isinstance(door, Located) and door.sure
    table = OsrmRoads(folder).table(Transport.BICYCLE, [door.point, town.at(450, 302)])
    assert 0 < table.duration_s[0, 1] < 600
    assert StreetMapFile(folder / mapping.STREETS).neighbourhoods()[0].name == "Binnenstad"
    assert [part for _, part in told] == sorted(part for _, part in told)
    assert told[-1] == ("Kaart in gebruik nemen", 1.0)
    assert not list(folder.glob("*.pbf")), "the clipped extract is not kept"


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (WantedArea(around="Atlantis"), "streets.no_such_town"),
        (WantedArea(box=parse_area("9.0,47.0,10.0,48.0")), "streets.elsewhere"),
        (WantedArea(points=()), "streets.no_listed_points"),
    ],
)
def test_an_area_that_is_not_in_the_file_leaves_the_old_map(
    sqlite_home: Home, workshop: Workshop, extract: Path, wanted: WantedArea, code: str
) -> None:
    mapping.build(quick(workshop), extract, WantedArea(), NOW, unheard)
    before = files(sqlite_home)
    with pytest.raises((UnusableFile, NotFound, NotPossible)) as refusal:
        mapping.build(quick(workshop), extract, wanted, NOW, unheard)
    assert refusal.value.fact.code == code
    assert files(sqlite_home) == before


def test_a_file_without_addresses_leaves_the_old_map(
    sqlite_home: Home, workshop: Workshop, extract: Path, tmp_path: Path
) -> None:
    mapping.build(quick(workshop), extract, WantedArea(), NOW, unheard)
    before = files(sqlite_home)
    bare = town.drawn(doors=False).write(tmp_path / "bare.osm")
    with pytest.raises(UnusableFile) as refusal:
        mapping.build(quick(workshop), bare, WantedArea(), NOW, unheard)
    assert say(refusal.value.fact).startswith("In het kaartbestand bare.osm staan geen adressen.")
    assert files(sqlite_home) == before


def full(*_: object) -> None:
    raise OSError(28, "No space left on device")


class FullWhileClipping(Extract):
    def clip(self, target: Path, area: Area, heard: Heard) -> Extract:
        raise OSError(28, "No space left on device")


def broken_workshop(whole: Workshop, step: str) -> Workshop:
    match step:
        case "clip":
            return replace(whole, open_extract=FullWhileClipping)
        case "doors":
            return replace(whole, write_doors=cast(Any, full))
        case "grounds":
            return replace(whole, write_grounds=cast(Any, full))
        case _:
            return replace(whole, build_network=full)


@pytest.mark.parametrize("step", ["clip", "doors", "grounds", "network"])
def test_a_full_disk_in_any_step_leaves_the_old_map(
    sqlite_home: Home, workshop: Workshop, extract: Path, step: str
) -> None:
    whole = quick(workshop)
    everything = WantedArea(box=parse_area("4.2,51.9,4.5,52.1"))
    mapping.build(whole, extract, everything, NOW, unheard)
    before = files(sqlite_home)
    with pytest.raises(NotPossible) as refusal:
        mapping.build(broken_workshop(whole, step), extract, everything, NOW, unheard)
    assert say(refusal.value.fact).startswith("De schijf is vol")
    assert files(sqlite_home) == before


def test_more_than_one_way_to_choose_an_area_is_refused() -> None:
    with pytest.raises(WrongWords):
        WantedArea(around="Stadje", points=())


@pytest.mark.parametrize("typed", ["", "1,2,3", "a,b,c,d", "5,52,4,53", "4,52,5,91", "4;52;5;53"])
def test_a_wrong_box_is_one_sentence(typed: str) -> None:
    with pytest.raises(WrongWords) as refusal:
        parse_area(typed)
    assert "Schrijf west, zuid, oost en noord" in say(refusal.value.fact)


def test_too_little_room_is_said_before_anything_is_done(
    extract: Path, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = say(mapping.expected(extract, WantedArea(), workshop.maps))
    assert said.startswith("Dit duurt ongeveer 1 min")
    monkeypatch.setattr(MapFolder, "free_bytes", lambda _: 10)
    with pytest.raises(NotPossible) as refusal:
        mapping.expected(extract, WantedArea(), workshop.maps)
    assert "Er is te weinig ruimte op de schijf: nodig is 1 MB" in say(refusal.value.fact)


def test_a_file_that_is_not_there_is_said_at_once(workshop: Workshop, tmp_path: Path) -> None:
    with pytest.raises(UnusableFile):
        mapping.expected(tmp_path / "weg.osm.pbf", WantedArea(), workshop.maps)


def test_the_status_says_what_there_is_how_old_and_who_lives_outside(
    sqlite_home: Home, workshop: Workshop, extract: Path
) -> None:
    with sqlite_home.view(sqlite_home.system) as work:
        none = mapping.status(work, sqlite_home.maps)
        now = work.now
    assert [say(fact) for fact in none.facts] == [
        "Er is nog geen stratenkaart. Reistijden worden hemelsbreed geschat. "
        "Maak de kaart met: voedselbrigade roads build."
    ]
    mapping.build(quick(workshop), extract, WantedArea(), now - timedelta(days=200), unheard)
    with sqlite_home.view(sqlite_home.system) as work:
        old = mapping.status(work, sqlite_home.maps)
    assert [fact.code for fact in old.facts] == ["streets.there_is", "streets.old"]
    assert "stadje.osm" in say(old.facts[0])


def test_a_home_that_was_moved_still_knows_its_map(
    sqlite_home: Home, workshop: Workshop, extract: Path, tmp_path: Path
) -> None:
    mapping.build(quick(workshop), extract, WantedArea(), NOW, unheard)
    moved = (sqlite_home.path / "roads").rename(tmp_path / "elsewhere")
    assert MapFolder(moved).in_use()
    assert "elsewhere" not in json.loads((moved / "in-use.json").read_text())["folder"]
