"""A day in the town of the tests: who cannot be reached is left out with that reason."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests import town
from tests.make import TUESDAY, hub, recipient, volunteer
from tests.make_days import INSERTION, HereSolver, Office, office
from voedselbrigade.adapters.osrm_roads import OsrmRoads
from voedselbrigade.adapters.osrm_roads.networks import Network, build
from voedselbrigade.domain.people import Transport
from voedselbrigade.domain.places import Confidence, Located
from voedselbrigade.domain.plans import Plan
from voedselbrigade.services import planning
from voedselbrigade.wiring import Home
from voedselbrigade.words import say


@pytest.fixture(scope="module")
def streets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("streets")
    extract = town.drawn().write(place / "town.osm")
    for network in (Network.CAR, Network.BICYCLE):
        build(extract, network, place)
    return place


@pytest.fixture
def desk(sqlite_home: Home) -> Office:
    made = office(sqlite_home)
    made.add(hub(located=here(300, 2)))
    return made


def here(x_m: float, y_m: float) -> Located:
    return Located(town.at(x_m, y_m), Confidence.EXACT, "index")


def planned(desk: Office, streets: Path) -> Plan:
    made = planning.Desk(
        view=lambda: desk.home.view(desk.actor),
        work=lambda: desk.home.work(desk.actor),
        roads=lambda settings: OsrmRoads(streets, settings.transports),
        solver=HereSolver(),
    )
    plan = planning.plan_day(made, TUESDAY, INSERTION)
    assert plan is not None
    return plan


def test_whom_nobody_can_reach_is_left_out_with_that_reason(desk: Office, streets: Path) -> None:
    _, island = desk.add(
        recipient("Overkant", located=here(300, 602)), recipient("Eiland", located=here(1050, 2))
    )
    desk.add(volunteer("Ineke"), volunteer("Kees", transport=Transport.CAR))
    plan = planned(desk, streets)
    assert len(list(plan.every_stop())) == 1
    (left,) = plan.left_out
    assert left.recipient == island.id
    assert say(left.reason) == "Er is voor niemand een weg naar dit adres."


def test_a_bridge_without_cars_makes_the_car_s_route_longer(desk: Office, streets: Path) -> None:
    desk.add(recipient("Overkant", located=here(300, 602)))
    (cyclist,) = desk.add(volunteer("Ineke"))
    (by_bicycle,) = planned(desk, streets).routes
    desk.change(replace(cyclist, transport=Transport.CAR))
    (by_car,) = planned(desk, streets).routes
    assert by_car.transport is Transport.CAR
    assert by_car.distance_m > by_bicycle.distance_m + 500
