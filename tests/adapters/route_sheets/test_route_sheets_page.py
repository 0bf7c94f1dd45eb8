"""Routes on the phone."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as Xml

import pytest

from tests.adapters.route_sheets.sheet_values import (
    HOSTILE,
    allergic,
    changed_sheet,
    hostile,
    one,
)
from tests.make_plans import KITCHEN, OFFICE, plan, route
from voedselbrigade.adapters.route_sheets import route_gpx, route_html
from voedselbrigade.domain.clock import TimeWindow, hms
from voedselbrigade.domain.places import HubId, Point
from voedselbrigade.domain.plans import Outcome, Plan, PlannedRoute, RouteKind
from voedselbrigade.domain.settling import parse_settle_lines
from voedselbrigade.domain.sheets import RouteSheet, sheets_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page

_GPX = "{http://www.topografix.com/GPX/1/1}"


class Reader(HTMLParser):
    """Every tag with its attributes, and the text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_page_holds_everything_and_asks_nothing() -> None:
    page = route_html(one())
    assert not re.search(r"https?:|//[a-z]", page.split("<style>")[0] + page.split("</style>")[1])
    links = [attrs["href"] for _, attrs in Reader(page).tags if "href" in attrs]
    assert {link.split(":")[0].split("#")[0] for link in links} <= {"", "tel", "geo", "sms", "data"}
    assert not any("src" in attrs for _, attrs in Reader(page).tags)


def test_the_policy_lets_no_other_script_run_than_our_own() -> None:
    policy = next(a["content"] for t, a in Reader(route_html(one())).tags if "http-equiv" in a)
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy and "script-src 'sha256-" in policy


def test_every_stop_is_readable_without_a_script() -> None:
    sheet = one()
    text = Reader(route_html(sheet)).text
    for stop in sheet.stops:
        assert stop.street_line in text and stop.name in text and stop.phone in text


def test_a_preferred_time_is_said_at_the_door_it_belongs_to() -> None:
    made = route(stops=2)
    asked = replace(made.stops[1], wanted=TimeWindow(hms(12), hms(12, 30)), door_note="Bel lang.")
    text = Reader(route_html(one(replace(made, stops=(made.stops[0], asked))))).text
    assert text.count("Liefst tussen 12:00 en 12:30. Bel lang.") == 2  # in the list, at the door
    assert text.index(asked.street_line) < text.index("Liefst tussen")


def test_nothing_private_is_on_a_page() -> None:
    page = route_html(allergic())
    for private in ("2571AB", "halal", "noten", "Vermeulen", "06 0000 0102"):
        assert private not in page
    assert "zonder varkensvlees" in page


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_never_becomes_a_tag(text: str) -> None:
    safe, page = Reader(route_html(hostile("x"))), Reader(route_html(hostile(text)))
    assert [tag for tag, _ in page.tags if tag in ("script", "img", "b")] == [
        tag for tag, _ in safe.tags if tag in ("script", "img", "b")
    ]
    assert not any(name.startswith("on") for _, attrs in page.tags for name in attrs)


def test_a_draft_says_so_on_top() -> None:
    assert "CONCEPT" in route_html(one(draft=True, version=0))
    assert "CONCEPT" not in route_html(one())


def test_a_changed_route_says_what_changed_before_anything_else() -> None:
    text = Reader(route_html(changed_sheet())).text
    assert text.index("Uw route is veranderd") < text.index("Eerst inladen")
    assert "Stephensonstraat 174" in text


def test_a_cancelled_stop_cannot_be_ticked() -> None:
    page = route_html(changed_sheet())
    section = page.split('<section id="s-7"')[1].split("</section>")[0]
    assert "Vervalt: niet bezorgen." in section and "data-set" not in section


def test_a_track_is_valid_and_names_nobody() -> None:
    sheet = one()
    track = Xml.fromstring(route_gpx(sheet))
    names = [element.findtext(f"{_GPX}name") or "" for element in track.iter(f"{_GPX}wpt")]
    assert names[0] == "Keuken De Haagse Pan"
    assert names[1:] == [f"{stop.number} {stop.street_line}" for stop in sheet.stops]
    assert not any(stop.name in route_gpx(sheet) for stop in sheet.stops)
    assert len(list(track.iter(f"{_GPX}trkpt"))) == 14
    assert track[0].tag == f"{_GPX}metadata"


def test_a_track_follows_the_way_that_is_handed_in_and_skips_cancelled_stops() -> None:
    way = (KITCHEN, Point(52.066, 4.302), Point(52.061, 4.306))
    assert route_gpx(one(route(stops=2)), ways=[way]).count("<trkpt") == 3
    assert "Regentesselaan 152" not in route_gpx(changed_sheet())


@pytest.mark.parametrize("text", HOSTILE)
def test_a_track_is_valid_xml_whatever_people_type(text: str) -> None:
    track = Xml.fromstring(route_gpx(hostile(text)).encode())
    assert track.tag.endswith("}gpx")


@pytest.fixture
def phone(browser: Browser) -> Page:
    context = browser.new_context(viewport={"width": 412, "height": 839}, locale="nl-NL")
    return context.new_page()


def opened(phone: Page, folder: Path, page: str) -> list[str]:
    """Open the page from a file; returns the list in which its requests and errors appear."""
    (folder / "route.html").write_text(page, encoding="utf-8")
    seen: list[str] = []
    phone.on("request", lambda request: seen.append(request.url))
    phone.on("pageerror", lambda error: seen.append(str(error)))
    phone.on("console", lambda message: seen.append(message.text))
    phone.goto((folder / "route.html").as_uri())
    return seen


def test_a_route_is_walked_on_the_phone_and_its_lines_can_be_settled(
    phone: Page, tmp_path: Path
) -> None:
    day = plan(route(stops=4))
    seen = opened(phone, tmp_path, route_html(one(route(stops=4))))
    phone.get_by_text("Ik heb alles. Start de route").click()
    phone.locator(".view.now [data-set=G]").click()
    phone.locator(".view.now >> text=Niet thuis").click()
    assert phone.get_by_text("Blijf bij de deur").locator("visible=true").count() == 1
    phone.locator(".view.now [data-set=N]").click()
    phone.locator(".view.now [data-set=Z]").click()
    phone.locator(".view.now >> text=Terug naar de stop").click()
    phone.locator(".view.now [data-set=G]").click()
    phone.locator(".view.now [data-set=W]").click()
    lines = phone.locator("#lines").input_value()
    ticks, problems = parse_settle_lines(lines, day)
    assert not problems
    assert [(tick.stop, tick.outcome, tick.worry) for tick in ticks] == [
        ("1", Outcome.GIVEN, False),
        ("2", Outcome.NOT_HOME, False),
        ("3", Outcome.GIVEN, True),
        ("4", Outcome.REFUSED, False),
    ]
    assert len(seen) == 1, f"more than the page itself: {seen}"


def a_supply() -> PlannedRoute:
    """T01 to two service points."""
    made = route(1, stops=2)
    stops = (
        replace(stop, name=f"Servicepunt {n}", hub=HubId(10 + n), door_note="")
        for n, stop in enumerate(made.stops)
    )
    return replace(made, code="T01", kind=RouteKind.SUPPLY, stops=tuple(stops))


def the_supply_of(day: Plan) -> RouteSheet:
    return sheets_of(day, OFFICE)[0]


def test_a_supply_says_who_waits_and_never_speaks_of_a_door() -> None:
    walkers = route(2, stops=3)
    trip = replace(walkers.trips[0], hub=HubId(10), departs_s=hms(11, 40))
    day = replace(plan(replace(walkers, trips=(trip,))), supplies=(a_supply(),))
    text = Reader(route_html(the_supply_of(day))).text
    assert "Hier wacht R02. Die gaat weg om 11:40." in text
    assert "Tel bij het uitladen: 1 maaltijd" in " ".join(text.split())
    assert "bij de mensen thuis." in text
    for word in ("Niet thuis", "niet thuis", "Geweigerd", "zorgen", "kaartje", "op de tas"):
        assert word not in text


def test_a_supply_is_driven_on_the_phone_and_its_lines_can_be_settled(
    phone: Page, tmp_path: Path
) -> None:
    day = replace(plan(route(8)), supplies=(a_supply(),))
    opened(phone, tmp_path, route_html(the_supply_of(day)))
    phone.get_by_text("Ik heb alles. Start de route").click()
    phone.locator(".view.now >> text=Punt dicht").click()
    assert phone.locator(".view.now >> text=nooit buiten staan").is_visible()
    phone.locator(".view.now [data-set=N]").click()
    phone.locator(".view.now [data-set=Z]").click()
    assert phone.locator(".view.now >> text=anderen wachten op u").is_visible()
    phone.locator(".view.now >> text=Terug naar de stop").click()
    phone.locator(".view.now [data-set=G]").click()
    ticks, problems = parse_settle_lines(phone.locator("#lines").input_value(), day)
    assert not problems
    assert [(tick.route, tick.stop, tick.outcome, tick.worry) for tick in ticks] == [
        ("T01", "1", Outcome.NOT_HOME, False),
        ("T01", "2", Outcome.GIVEN, True),
    ]


def test_results_survive_a_reload_and_nothing_else_is_kept(phone: Page, tmp_path: Path) -> None:
    opened(phone, tmp_path, route_html(one(route(stops=3))))
    phone.get_by_text("Ik heb alles. Start de route").click()
    phone.locator(".view.now [data-set=G]").click()
    phone.reload()
    phone.goto(phone.url.split("#")[0] + "#end")
    assert phone.locator("#lines").input_value().startswith("R08 1G ")
    kept = phone.evaluate("JSON.stringify(localStorage)")
    (key,) = json.loads(kept)
    assert key == "voedselbrigade:2026-11-24:R08:1"
    assert set(json.loads(json.loads(kept)[key])["1"]) == {"o", "t"}


def test_a_new_version_starts_with_a_clean_slate(phone: Page, tmp_path: Path) -> None:
    opened(phone, tmp_path, route_html(one(route(stops=3))))
    phone.get_by_text("Ik heb alles. Start de route").click()
    phone.locator(".view.now [data-set=G]").click()
    opened(phone, tmp_path, route_html(one(route(stops=3), version=2)))
    phone.goto(phone.url.split("#")[0] + "#end")
    assert phone.locator("#lines").input_value() == ""


def test_a_wrong_tap_can_be_put_right(phone: Page, tmp_path: Path) -> None:
    opened(phone, tmp_path, route_html(one(route(stops=3))))
    phone.get_by_text("Ik heb alles. Start de route").click()
    phone.locator(".view.now [data-set=G]").click()
    phone.get_by_text("Wijzig").click()
    phone.locator(".view.now [data-set=W]").click()
    assert "1W" in phone.locator("#lines").input_value()


def test_a_second_load_comes_between_two_trips(phone: Page, tmp_path: Path) -> None:
    opened(phone, tmp_path, route_html(one(route(stops=4, trips=2))))
    phone.get_by_text("Ik heb alles. Start de route").click()
    phone.locator(".view.now [data-set=G]").click()
    phone.locator(".view.now [data-set=G]").click()
    assert phone.locator(".view.now h2").first.inner_text() == "Terug naar Keuken De Haagse Pan"


def test_every_target_is_large_enough_for_a_wet_thumb(phone: Page, tmp_path: Path) -> None:
    opened(phone, tmp_path, route_html(changed_sheet()))
    phone.evaluate("document.querySelectorAll('.view').forEach(v => v.classList.add('now'))")
    small = phone.evaluate(
        "[...document.querySelectorAll('a,button')].filter(e => e.offsetParent !== null)"
        ".filter(e => e.getBoundingClientRect().height < 48).map(e => e.outerHTML)"
    )
    assert small == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= 412


@pytest.mark.parametrize("text", HOSTILE[:3])
def test_hostile_text_runs_nothing_in_a_browser(phone: Page, tmp_path: Path, text: str) -> None:
    asked: list[str] = []

    def refuse(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    phone.on("dialog", refuse)
    opened(phone, tmp_path, route_html(hostile(text)))
    phone.evaluate("document.querySelectorAll('.view').forEach(v => v.classList.add('now'))")
    assert asked == []
    assert phone.locator("main img").count() == 0


@pytest.mark.parametrize("with_script", [True, False])
def test_a_page_that_is_opened_at_a_stop_shows_it_below_the_bar(
    with_script: bool, browser: Browser, tmp_path: Path
) -> None:
    """As after a telephone that ran empty: the browser goes back to where it was."""
    file = tmp_path / "R08.html"
    file.write_text(route_html(one()), encoding="utf-8")
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, java_script_enabled=with_script
    )
    page = context.new_page()
    page.goto(f"{file.as_uri()}#s-9")
    bar, stop = page.locator(".bar").bounding_box(), page.locator("#s-9").bounding_box()
    context.close()
    assert bar and stop
    assert bar["y"] + bar["height"] <= stop["y"] < 200
