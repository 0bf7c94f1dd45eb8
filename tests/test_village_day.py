"""A day in a real village: addresses from its own index, streets from its own map."""

from __future__ import annotations

import random
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from tests.adapters.route_sheets.sheet_values import text_of
from tests.extracts import real
from tests.make import TUESDAY, hub, recipient, volunteer
from tests.make_days import INSERTION, HereSolver, Office, office
from voedselbrigade.adapters.geocoding.address_database import AddressDatabase
from voedselbrigade.adapters.geocoding.finding import DoorFinder
from voedselbrigade.adapters.osrm_roads import OsrmRoads
from voedselbrigade.adapters.searches import Searches
from voedselbrigade.domain.doors import metres_between
from voedselbrigade.domain.people import Transport
from voedselbrigade.domain.places import Address, Located, Point
from voedselbrigade.domain.plans import Plan, StopStatus
from voedselbrigade.routing.problem import UNREACHABLE
from voedselbrigade.services import locating, mapping, printing
from voedselbrigade.services.mapping import WantedArea
from voedselbrigade.services.ports import Turn
from voedselbrigade.wiring import Home
from voedselbrigade.wiring.handouts import PrintWishes
from voedselbrigade.words import say, speaker

PEOPLE = 60
RIDERS = (
    *[Transport.BICYCLE] * 3,
    *[Transport.CAR] * 3,
    *(Transport.E_BIKE, Transport.CARGO_BIKE),
)


@dataclass
class Village:
    """The folder `roads` of a home with the village's map in use, and what was read from it."""

    maps: Path
    finder: DoorFinder
    doors: list[Address]
    roads: OsrmRoads

    def located(self, address: Address) -> Located:
        found = self.finder.find(address)
        assert isinstance(found, Located) and found.sure, (address, found)
        return found


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Village:
    extract = real("zeeland")
    place = tmp_path_factory.mktemp("village")
    home = Home(place, None, datetime.now)  # type: ignore[arg-type]
    now = datetime(2026, 11, 23, tzinfo=UTC)
    wanted = WantedArea(around="Zeeland")
    mapping.build(home.map_workshop(), extract, wanted, now, lambda step, part: None)
    folder = home.maps.in_use()
    assert folder
    book = AddressDatabase.open(folder / mapping.ADDRESSES)
    doors = sorted((d.address for d in book.doors() if d.address.postcode), key=lambda a: a.key)
    return Village(place / "roads", DoorFinder(book), doors, OsrmRoads(folder))


@pytest.fixture
def desk(sqlite_home: Home, village: Village) -> Office:
    """A kitchen, eight volunteers and sixty recipients at real addresses, without any point yet:
    they are found by the office's own geocoder, over the map of the village."""
    shutil.copytree(village.maps, sqlite_home.path / "roads")
    made = office(sqlite_home)
    chosen = random.Random(3).sample(village.doors, PEOPLE + 1)
    made.add(hub(address=chosen[0], located=None))
    made.add(*[volunteer(f"Rijder{n}", transport=how) for n, how in enumerate(RIDERS)])
    made.add(*[recipient(f"Wit{n}", address=one, located=None) for n, one in enumerate(chosen[1:])])
    with sqlite_home.view(made.actor) as work:
        wanted = locating.to_locate(work)
    answers = locating.locate(wanted, sqlite_home.geocoder())
    with sqlite_home.work(made.actor) as work:
        assert locating.place(work, answers) == PEOPLE + 1
    return made


def planned(desk: Office) -> Plan:
    home = desk.home
    searches = Searches(home.view, home.work, home.system, home.roads, HereSolver())
    plan = searches.run(TUESDAY, desk.actor, INSERTION)
    assert plan is not None
    return plan


def test_a_day_is_planned_over_the_streets_of_a_real_village(desk: Office) -> None:
    plan = planned(desk)
    stops = [stop for _, stop in plan.every_stop() if stop.status is StopStatus.PLANNED]
    assert plan.roads == "streets"
    assert len(stops) + len(plan.left_out) == PEOPLE
    assert len(stops) >= 0.9 * PEOPLE, [say(one.reason) for one in plan.left_out]


def test_paper_screen_phone_and_track_show_the_streets_of_the_village(
    desk: Office, tmp_path: Path
) -> None:
    plan = planned(desk)
    with desk.home.work(desk.actor) as work:
        printout = printing.print_day(work, TUESDAY)
    printout = replace(printout, sheets=printout.sheets[:1])
    files = desk.home.handouts(printout, speaker("nl"), PrintWishes(turns=True))
    paper = text_of(files["routes.pdf"], tmp_path)
    assert paper.count("© OpenStreetMap-bijdragers") >= 2
    assert "geschat" not in paper
    assert "De weg, stap voor stap" in paper and "Linksaf: " in paper
    code = plan.routes[0].code
    for name in ("plan.html", f"{code}.html"):
        assert "© OpenStreetMap-bijdragers" in files[name].decode()
    stops = len(plan.routes[0].stops)
    assert files[f"{code}.gpx"].decode().count("<trkpt") > 3 * stops


def test_the_way_and_the_turns_of_a_whole_route_can_be_told(village: Village) -> None:
    chosen = random.Random(4).sample(village.doors, 12)
    points = [village.located(address).point for address in chosen]
    for transport in (Transport.CAR, Transport.BICYCLE, Transport.FOOT):
        line = village.roads.line(transport, points)
        turns = village.roads.turns(transport, points)
        assert (line[0], line[-1]) == (points[0], points[-1])
        assert len(turns) == len(points) - 1
        assert all(say(turn.fact) for leg in turns for turn in leg)
        assert [leg[-1].fact.code.startswith("turn.arrive") for leg in turns if leg]
        table = village.roads.table(transport, points)
        way_m = sum(int(table.distance_m[place, place + 1]) for place in range(len(turns)))
        # From each door to the street and back is not in the table.
        assert way_m < UNREACHABLE
        assert way_m - 50 < _length_m(line) < way_m + 40 * len(points)


def test_a_car_and_a_bicycle_do_not_ride_the_same_way_everywhere(village: Village) -> None:
    chosen = random.Random(5).sample(village.doors, 40)
    points = [village.located(address).point for address in chosen]
    car = village.roads.table(Transport.CAR, points).distance_m
    bicycle = village.roads.table(Transport.BICYCLE, points).distance_m
    differs = (abs(car - bicycle) > 100).mean()
    assert differs > 0.05
    assert _names(village.roads.turns(Transport.CAR, points)) != _names(
        village.roads.turns(Transport.BICYCLE, points)
    )


def _names(legs: Sequence[Sequence[Turn]]) -> list[object]:
    return [turn.fact.values.get("street") for leg in legs for turn in leg]


def _length_m(line: Sequence[Point]) -> float:
    return sum(metres_between(one, other) for one, other in pairwise(line))
