"""A home with a street map: which roads, addresses and ground it uses, and when it goes without."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests import town
from tests.make import TUESDAY, hub, recipient, volunteer
from tests.make_days import INSERTION, HereSolver, Office, office
from tests.make_hand import vehicle_of
from voedselbrigade.adapters.searches import Searches
from voedselbrigade.domain.ground import Area
from voedselbrigade.domain.people import Transport
from voedselbrigade.domain.places import Address, Confidence, HouseNumber, Located
from voedselbrigade.domain.plans import Plan
from voedselbrigade.services import hand_deeds, mapping, move_table, printing
from voedselbrigade.services.mapping import WantedArea
from voedselbrigade.services.searching import SearchOrder
from voedselbrigade.wiring import Home, check
from voedselbrigade.wiring.handouts import PrintWishes
from voedselbrigade.wiring.streets import estimate
from voedselbrigade.words import say, speaker

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder `roads` of a home with the town's map in use."""
    place = tmp_path_factory.mktemp("built")
    extract = town.drawn().write(place / "stadje.osm")
    home = Home(place, None, lambda: NOW)  # type: ignore[arg-type]
    mapping.build(home.map_workshop(), extract, WantedArea(), NOW, lambda step, part: None)
    return place / "roads"


@pytest.fixture
def at(sqlite_home: Home, built: Path) -> Office:
    shutil.copytree(built, sqlite_home.path / "roads")
    return office(sqlite_home)


def here(x_m: float, y_m: float) -> Located:
    return Located(town.at(x_m, y_m), Confidence.EXACT, "map")


def planned(at: Office, order: SearchOrder = INSERTION) -> Plan:
    home = at.home
    searches = Searches(
        home.view,
        home.work,
        home.system,
        home.roads,
        HereSolver(),
        estimate=estimate,
        neighbourhoods=home.streets.neighbourhoods,
    )
    plan = searches.run(TUESDAY, at.actor, order)
    assert plan is not None
    return plan


def age(home: Home) -> None:
    """As if another version of OSRM had made the networks."""
    folder = home.maps.in_use()
    assert folder
    (folder / "bicycle.version").write_text("5.27.1")


def test_with_a_map_the_plan_follows_the_streets_and_says_so(at: Office) -> None:
    at.add(hub(located=here(300, 2)), volunteer("Ineke"), recipient("Wit", located=here(300, 298)))
    plan = planned(at)
    assert plan.roads == "streets"
    (route,) = plan.routes
    assert route.distance_m > 600


def test_the_search_in_its_own_process_gets_the_tables_of_the_streets(at: Office) -> None:
    at.add(hub(located=here(300, 2)), volunteer("Ineke"), recipient("Wit", located=here(300, 298)))
    made = at.home.searches().run(TUESDAY, at.actor, SearchOrder(steps=50))
    assert made is not None and made.roads == "streets"
    assert made.routes[0].distance_m == planned(at).routes[0].distance_m


def test_who_is_far_from_a_street_or_cut_off_is_told_by_name(at: Office) -> None:
    at.add(hub(located=here(300, 2)), volunteer("Ineke", transport=Transport.CAR))
    at.add(
        recipient("Ver", located=here(100, -200)),
        recipient("Eiland", located=here(1050, 2)),
        recipient("Dichtbij", located=here(200, 2)),
    )
    plan = planned(at)
    said = [say(note) for note in plan.notes]
    assert any("de Ver ligt 200 meter van een straat" in line for line in said), said
    assert any("de Eiland is niet bereikbaar (auto)" in line for line in said), said
    assert not any("Dichtbij" in line for line in said)
    (left,) = plan.left_out
    assert say(left.reason) == "Er is voor niemand een weg naar dit adres."


def test_a_map_of_another_town_leaves_the_estimate_and_says_so(at: Office) -> None:
    at.add(hub(), volunteer("Ineke"), recipient("Wit"), recipient("Bos"))
    plan = planned(at)
    assert plan.roads == "straight_line"
    assert not plan.left_out
    assert "van een ander gebied" in say(plan.notes[0])


def test_a_network_of_another_version_leaves_the_estimate_and_is_told(at: Office) -> None:
    age(at.home)
    assert at.home.roads().name == "straight_line"
    with at.home.view(at.actor) as work:
        found = mapping.status(work, at.home.maps, at.home.streets.unusable(), at.home.roads())
    assert "van een andere versie" in say(found.facts[-1])
    codes = {finding.fact.code for finding in check(at.home.path)}
    assert "streets.other_version" in codes


def test_a_damaged_network_is_no_reason_to_have_no_plan(at: Office) -> None:
    folder = at.home.maps.in_use()
    assert folder
    (folder / "bicycle.osrm.hsgr").write_bytes(b"torn" * 100)
    at.add(hub(located=here(300, 2)), volunteer("Ineke"), recipient("Wit", located=here(300, 298)))
    plan = planned(at)
    assert plan.roads == "straight_line"
    assert "beschadigd" in say(plan.notes[0])


def test_a_new_map_is_used_at_once_and_without_one_times_are_estimated(
    sqlite_home: Home, built: Path
) -> None:
    assert sqlite_home.roads().name == "straight_line"
    before = sqlite_home.geocoder()
    shutil.copytree(built, sqlite_home.path / "roads")
    assert sqlite_home.roads().name == "streets"
    assert sqlite_home.geocoder() is not before


def test_addresses_of_the_map_are_found_without_any_list(at: Office) -> None:
    wanted = Address("Hoofdstraat", HouseNumber(7, "A"), "1111AA", town.TOWN)
    found = at.home.geocoder().find(wanted)
    assert isinstance(found, Located)
    assert (found.sure, found.source) == (True, "map")


def test_the_office_s_own_speed_counts_on_the_streets_too(at: Office) -> None:
    settings = at.home.settings()
    slow = dict(settings.transports)
    slow[Transport.BICYCLE] = replace(slow[Transport.BICYCLE], speed_km_h=6.5)
    points = [here(300, 2).point, here(300, 298).point]
    usual, slower = (
        at.home.roads(one).table(Transport.BICYCLE, points).duration_s[0, 1]
        for one in (settings, replace(settings, transports=slow))
    )
    assert slower == pytest.approx(2 * usual, rel=0.02)


def test_the_tables_of_a_day_are_kept_by_the_home(at: Office) -> None:
    points = [here(x, 2).point for x in range(20, 600, 40)]
    at.home.roads().table(Transport.BICYCLE, points)
    kept = at.home.streets.tables
    assert kept is not None and kept.asked_cells == len(points) ** 2
    at.home.roads().table(Transport.E_BIKE, points)
    at.home.roads().table(Transport.BICYCLE, [*points[1:], here(300, 298).point])
    assert kept.asked_cells == len(points) ** 2 + 2 * len(points) - 1


def test_check_and_status_tell_which_map_and_how_many_addresses(at: Office) -> None:
    said = [say(finding.fact) for finding in check(at.home.path)]
    assert any("Reistijden komen van de stratenkaart stadje.osm." in line for line in said), said
    assert any("25 deuren" in line for line in said), said


def test_the_ground_of_the_map_is_there_to_draw_on(at: Office) -> None:
    ground, area = at.home.streets.ground(), Area.around([town.at(100, 100)], 20)
    assert ground is not None and area is not None
    assert "Stadspark" in {one.name for one in ground.within(area)}


def test_what_was_drawn_once_is_not_drawn_again(at: Office) -> None:
    at.add(hub(located=here(300, 2)), volunteer("Ineke"), recipient("Wit", located=here(300, 298)))
    planned(at)
    with at.home.work(at.actor) as work:
        printout = printing.print_day(work, TUESDAY)
    first = at.home.handouts(printout, speaker("nl"))["routes.pdf"]
    (kept,) = (at.home.output / "drawn").iterdir()
    kept.write_bytes(b"%PDF as it was kept")
    again = at.home.handouts(printout, speaker("nl"))["routes.pdf"]
    long_ago = time.time() - 4 * 24 * 3600
    os.utime(kept, (long_ago, long_ago))
    at.home.daily()
    assert not kept.exists(), "it holds addresses"
    large = at.home.handouts(printout, speaker("nl"), PrintWishes(large_type=True))["routes.pdf"]
    assert again == b"%PDF as it was kept"
    assert large not in (first, again)


def test_a_round_is_called_by_its_neighbourhood_also_after_a_move_by_hand(at: Office) -> None:
    at.add(hub(located=here(300, 2)), recipient("Wit", located=here(300, 298)))
    (far,) = at.add(recipient("Oever", located=here(300, 602)))
    _, kees = at.add(volunteer("Ineke"), volunteer("Kees"))
    made = at.home.searches().run(TUESDAY, at.actor, INSERTION)
    assert made is not None and [route.area for route in made.routes] == ["Damstraat"], "half of it"
    with at.home.view(at.actor) as work:
        sight = move_table.look(work, TUESDAY)
    table = at.home.laid(sight)
    driver = vehicle_of(table, kees)
    offer = hand_deeds.moved(table, far.id, [driver])
    assert {route.area for route in offer.routes} == {"Binnenstad", "Damstraat"}


def test_a_map_whose_neighbourhoods_are_damaged_leaves_the_names_of_streets(at: Office) -> None:
    at.add(hub(located=here(300, 2)), volunteer("Ineke"), recipient("Wit", located=here(300, 298)))
    folder = at.home.maps.in_use()
    assert folder
    with sqlite3.connect(folder / mapping.STREETS) as connection:
        connection.execute("update neighbourhoods set rings = 'cut o'")
    assert planned(at).routes[0].area == "Damstraat"
