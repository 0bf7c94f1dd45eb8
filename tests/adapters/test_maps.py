"""The plan on a map without a network."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from tests.make_plans import left_out, plan, route
from voedselbrigade.adapters.maps import (
    ROUTE_COLOURS,
    colour_of,
    for_streamlit,
    plan_map,
    plan_map_html,
)
from voedselbrigade.adapters.maps.ground import few_enough
from voedselbrigade.adapters.maps.hub_map import HubMark, hub_map
from voedselbrigade.domain.ground import Area, Ground, GroundKind, Neighbourhood
from voedselbrigade.domain.places import Point
from voedselbrigade.domain.plans import Plan, RouteKind, StopStatus
from voedselbrigade.words import speaker

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_HOSTILE = "</script><img src=x onerror=alert(1)> & Co"


def many(count: int) -> Plan:
    return plan(*(route(number + 1, stops=6, seed=number) for number in range(count)))


def hostile() -> Plan:
    made = route(stops=2)
    stops = tuple(replace(s, name=_HOSTILE, street_line=_HOSTILE) for s in made.stops)
    trips = tuple(replace(trip, hub_name=_HOSTILE, hub_line=_HOSTILE) for trip in made.trips)
    bad = replace(made, stops=stops, trips=trips, volunteer_name=_HOSTILE)
    return replace(
        plan(bad), left_out=(left_out(9, _HOSTILE, "plan.no_volunteers", day="2026-11-24"),)
    )


def test_a_saved_map_holds_no_address_of_another_machine() -> None:
    page = plan_map_html(many(3))
    assert not re.findall(r"https?://|src=\"//", page)
    assert page.count("data:text/javascript;base64,") == 1


@dataclass(frozen=True)
class Streets:
    """One street and one pond, everywhere."""

    def within(self, area: Area, kinds: Collection[GroundKind] = ()) -> Sequence[Ground]:
        corners = (Point(area.south, area.west), Point(area.north, area.east))
        pond = (*corners, Point(area.south, area.east), corners[0])
        return (
            Ground(GroundKind.WATER, pond, "Vijver", filled=True),
            Ground(GroundKind.MAIN, corners, "Laan"),
        )

    def neighbourhoods(self) -> Sequence[Neighbourhood]:
        return ()


def test_streets_lie_below_the_plan_and_nothing_is_asked_of_another_machine() -> None:
    day = many(2)
    page = plan_map_html(day, streets=Streets())
    assert "© OpenStreetMap-bijdragers" in page
    assert (
        page.index("MultiPolygon") < page.index("MultiLineString") < page.rindex("MultiLineString")
    )
    assert not re.findall(r"https?://|src=\"//", page)
    assert "© OpenStreetMap-bijdragers" not in plan_map_html(day)


def test_tiles_are_asked_only_when_the_office_wants_them() -> None:
    def rendered(tiles: bool) -> str:
        page: str = for_streamlit(many(1), streets=Streets(), tiles=tiles).get_root().render()
        return page

    assert "pdok.nl" not in rendered(tiles=False)
    assert "pdok.nl" in rendered(tiles=True)
    assert "© Kadaster (CC BY 4.0)" in rendered(tiles=True)


def test_of_a_large_town_the_small_streets_are_left_out() -> None:
    area = Area(4.0, 52.0, 4.1, 52.1)
    (line,) = (one.line for one in Streets().within(area) if not one.filled)
    paths = [Ground(GroundKind.PATH, line * 40)] * 1000
    kept = few_enough([*paths, Ground(GroundKind.MAIN, line)])
    assert [one.kind for one in kept] == [GroundKind.MAIN]


def test_the_map_for_the_app_takes_leaflet_from_ourselves() -> None:
    drawn = for_streamlit(many(1), vendor="/assets/vendor")
    assert [address for _, address in drawn.default_js] == [
        "/assets/vendor/leaflet-1.9.4/leaflet.js"
    ]
    assert "http" not in drawn.get_root().render().replace("http-equiv", "")


def test_there_is_one_layer_per_kind_however_many_stops() -> None:
    layers = [
        sum(name.startswith("geo_json") for name in plan_map(many(count))._children)
        for count in (1, 12)
    ]
    assert layers == [3, 3]


def test_every_stop_and_route_is_on_the_map_with_its_number() -> None:
    made = many(3)
    page = plan_map_html(made)
    for found, stop in made.every_stop():
        tip = f"{found.code} · {stop.number} · {stop.street_line}"
        assert json.dumps(tip).strip('"') in page


def test_colours_repeat_over_the_routes_and_stay_with_them() -> None:
    made = many(10)
    assert colour_of(made, "R01") == colour_of(made, "R09") == ROUTE_COLOURS[0]
    grey = for_streamlit(made, routes=["R02"]).get_root().render()
    assert colour_of(made, "R02") in grey and colour_of(made, "R03") not in grey


def test_a_supply_is_a_dashed_line_from_the_kitchen_and_in_the_legend() -> None:
    plain = many(1)
    run = replace(route(1, stops=2, seed=9), code="T01", kind=RouteKind.SUPPLY)
    point = replace(run.stops[0].point, lat=52.1234)
    stops = tuple(replace(stop, point=point) for stop in run.stops)
    made = replace(plain, supplies=(replace(run, stops=stops),))
    page = plan_map_html(made)
    kitchen = run.trips[0].point
    assert f"[[[{kitchen.lon}, {kitchen.lat}], [{point.lon}, 52.1234]" in page
    assert ("dashArray" in page, "dashArray" in plan_map_html(plain)) == (True, False)
    assert ">T01</b>" in page and " · ".join(("aanvoer", "")) in page


def test_a_route_that_is_not_in_the_plan_is_grey() -> None:
    """As one that is gone since the last version: the page of publishing shows its code."""
    assert colour_of(many(1), "R07") == colour_of(many(1), "T01") == "#4a4f52"


def test_hostile_names_are_text_on_the_map() -> None:
    page = plan_map_html(hostile())
    assert "<img" not in page
    assert page.count("<script") == page.count("</script>")


def test_people_who_are_left_out_are_listed_with_the_reason() -> None:
    made = replace(
        many(1), left_out=(left_out(3, "Mw. A. de Wit", "plan.no_volunteers", day="2026-11-24"),)
    )
    page = plan_map_html(made)
    assert "1 mens is niet ingedeeld" in page
    assert "Mw. A. de Wit" in page and "Op di 24-11-2026 komt er geen vrijwilliger." in page
    assert "Iedereen is ingedeeld." in plan_map_html(many(1))


def test_a_plan_without_routes_still_is_a_page() -> None:
    page = plan_map_html(replace(plan(route()), routes=()))
    assert "Er zijn geen routes op deze dag." in page


def test_a_cancelled_stop_and_a_draft_say_so() -> None:
    made = route(stops=2)
    gone = (replace(made.stops[0], status=StopStatus.CANCELLED), made.stops[1])
    page = plan_map_html(plan(replace(made, stops=gone), draft=True))
    assert "vb-gone" in page and "concept" in page


def test_a_way_that_is_handed_in_is_drawn() -> None:
    way = [[Point(52.0611, 4.2922), Point(52.0633, 4.2944)]]
    assert "4.2922, 52.0611" in plan_map_html(many(1), ways={"R01": way})


def test_what_we_deliver_of_others_is_what_its_notice_says() -> None:
    vendor = Path(str(files("voedselbrigade"))) / "web" / "assets" / "vendor"
    sums = re.findall(r"^([0-9a-f]{64})  (\S+)$", (vendor / "NOTICE").read_text(), re.MULTILINE)
    assert len(sums) == 3
    for digest, name in sums:
        assert hashlib.sha256((vendor / name).read_bytes()).hexdigest() == digest


def test_a_saved_map_draws_itself_in_a_browser_without_a_network(
    browser: Browser, tmp_path: Path
) -> None:
    (tmp_path / "plan.html").write_text(plan_map_html(hostile()), encoding="utf-8")
    page = browser.new_page()
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url[:40]))
    page.on("pageerror", lambda error: seen.append(str(error)))
    page.goto((tmp_path / "plan.html").as_uri())
    page.wait_for_selector(".vb-stop")
    assert page.locator(".vb-stop").count() == 2
    page.locator(".vb-stop").first.click()
    assert _HOSTILE in page.locator(".leaflet-popup-content").inner_text()
    assert [url for url in seen if not url.startswith(("file:", "data:"))] == []


def test_every_hub_on_the_map_has_a_sign_a_number_and_its_name() -> None:
    marks = [
        HubMark(Point(52.07, 4.30), _HOSTILE, "7 dagen", "look", (_HOSTILE,)),
        HubMark(Point(52.05, 4.28), "Zuid", "< 1 dag", "problem"),
    ]
    page = hub_map(marks, speaker(), streets=Streets()).get_root().render()
    assert _HOSTILE not in page
    for part in ("\\u25b2 7 dagen", "! \\u0026lt; 1 dag", "Zuid"):
        assert part in page
    assert not re.findall(r"https?://|src=\"//", page)


def test_a_map_without_hubs_is_still_a_map() -> None:
    assert "leaflet" in hub_map([], speaker()).get_root().render()
