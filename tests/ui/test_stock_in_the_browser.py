"""A day of a food bank in a real browser: receive, count with two people, parcels, recall."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import make, make_stock
from tests.ui.server import served, settled
from voedselbrigade.domain.rhythm import Rhythm
from voedselbrigade.services import parcels
from voedselbrigade.stock.lots import Storage
from voedselbrigade.stock.parcels import (
    AgeBand,
    Household,
    HouseholdId,
    Recipe,
    RecipeId,
    RecipeLine,
)
from voedselbrigade.wiring import open_home

if TYPE_CHECKING:
    from playwright.sync_api import Page

MILK = "8710400280507"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An outlet with one product, one recipe and one household; Ria and Hassan work there."""
    folder = tmp_path_factory.mktemp("bank") / "home"
    home = open_home(folder)
    hub = make_stock.bank(home)
    make.account(home, "Ria")
    make.account(home, "Hassan")
    milk = make_stock.kept(
        home, "Halfvolle melk", category="zuivel", storage=Storage.CHILLED, ean=MILK, pack=12
    )
    comes = Rhythm(dict.fromkeys(range(7), 1))
    with home.work(home.system) as work:
        family = Household(HouseholdId(0), hub.id, "Bakker", "M001", {AgeBand.ADULT: 2})
        parcels.add_household(work, replace(family, rhythm=comes, phone="06 0000 1234"))
        lines = (RecipeLine(milk.id, 2),)
        parcels.add_recipe(work, Recipe(RecipeId(0), "Klein", 1, 9, lines))
    home.close()
    with served(folder) as url:
        yield url


def become(page: Page, name: str) -> None:
    page.get_by_role("button", name=re.compile("Wie bent u")).click()
    page.locator("[data-testid=stRadio] label", has_text=name).first.click()
    page.get_by_role("button", name=f"Wie bent u? {name}").wait_for()
    page.keyboard.press("Escape")
    settled(page)


def go(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).click()
    page.get_by_role("heading", name=name, level=1).wait_for()
    settled(page)


def receive(page: Page, boxes: str, date: str) -> None:
    """As with a scanner: code, boxes and date, each with Enter, and nothing else."""
    page.get_by_label("1. Scan, of typ de naam").fill(MILK)
    page.keyboard.press("Enter")
    page.get_by_label("Dozen van 12").wait_for()
    page.wait_for_function(
        "[...document.querySelectorAll('*')].some("
        "one => one.shadowRoot?.activeElement?.id === 'arrival-boxes')"
    )
    page.keyboard.type(boxes)
    page.keyboard.press("Enter")
    if not page.get_by_role("radio", name=re.compile("^TGT")).is_checked():
        page.get_by_role("radio", name=re.compile("^TGT")).check(force=True)
    page.keyboard.type(date)
    page.keyboard.press("Enter")


def count(page: Page, units: str) -> None:
    page.get_by_label("Hoeveel: Halfvolle melk").fill(units)
    page.keyboard.press("Enter")
    page.get_by_text("Bewaard om").wait_for()
    settled(page)


def test_a_food_bank_receives_counts_fills_delivers_and_recalls(
    address: str, browser_page: Page, tmp_path: Path
) -> None:
    page = browser_page
    page.goto(f"{address}/ontvangen")
    settled(page)
    become(page, "Ria")
    receive(page, "2", "31-12-2027")
    page.get_by_text("24 stuks Halfvolle melk bewaard").wait_for()

    go(page, "Tellen")
    page.get_by_role("button", name=re.compile("nog nooit geteld")).click()
    count(page, "22")
    page.get_by_text("Laat nu iemand anders tellen").wait_for()
    become(page, "Hassan")
    page.get_by_text("U bent de tweede teller, na Ria").wait_for()
    count(page, "22")
    page.get_by_text("2 stuks te weinig").wait_for()
    page.get_by_role("button", name="Boek de verschillen").click()
    page.get_by_text("De telling is geboekt").wait_for()

    go(page, "Pakketten")
    page.get_by_role("button", name="Vul de pakketten").click()
    page.get_by_text("Wat erin gaat, ligt nu apart").wait_for()
    page.get_by_text("2. Looplijst", exact=True).click()
    page.get_by_role("button", name="Gepakt: Halfvolle melk").click()
    page.get_by_text("1 van 1 gepakt").wait_for()
    with page.expect_download(timeout=60_000) as coming:
        page.get_by_role("button", name="Looplijst (PDF)").click()
    coming.value.save_as(tmp_path / "picks.pdf")
    assert (tmp_path / "picks.pdf").read_bytes().startswith(b"%PDF-")
    page.get_by_text("3. Uitgifte", exact=True).click()
    page.get_by_role("button", name=re.compile("^Gekomen: M001")).click()
    page.get_by_text("Het pakket is uitgegeven").wait_for()

    go(page, "Terugroepen")
    page.get_by_label("Scan, of typ het over").fill("Halfvolle melk")
    page.get_by_label("Waarom?").fill("glas")
    page.get_by_role("button", name="Blokkeer nu").click()
    page.get_by_text("1 partij geblokkeerd").wait_for()
    page.get_by_role("link", name="06 0000 1234").wait_for()
    page.get_by_role("button", name="Weggegooid", exact=True).click()
    page.get_by_text("weggegooid,").wait_for()
    page.get_by_role("button", name=re.compile("^20 stuks eruit gehaald")).click()
    page.get_by_text("Het ligt nergens meer").wait_for()
