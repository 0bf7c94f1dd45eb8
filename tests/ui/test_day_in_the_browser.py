"""A dispatcher's day in a real browser: lists in, plan, map, publish, print, results."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.ui.server import CHECKOUT, served, settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

DEMO = CHECKOUT / "data" / "demo"
A_TUESDAY = "2026-11-24"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home = tmp_path_factory.mktemp("office") / "home"
    (home / "indexes").mkdir(parents=True)
    shutil.copy(DEMO / "adressen.csv", home / "indexes" / "addresses.csv")
    with served(home) as url:
        yield url


def take_over(page: Page, kind: str, file: str) -> None:
    page.get_by_role("radio", name=kind).click()
    settled(page)
    page.set_input_files("input[type=file]", DEMO / file)
    page.get_by_role("button", name=re.compile(r"Neem \d+ wijziging")).click()
    page.get_by_text("overgenomen.").first.wait_for(timeout=60_000)
    settled(page)


def check_downloads(page: Page, folder: Path) -> None:
    """The PDF and the zip hold what the buttons say."""
    with page.expect_download(timeout=60_000) as coming:
        page.get_by_role("button", name="Alle routebladen (PDF)").click()
    pdf = folder / "routes.pdf"
    coming.value.save_as(pdf)
    assert pdf.read_bytes().startswith(b"%PDF-")
    with page.expect_download(timeout=60_000) as coming:
        page.get_by_role("button", name="Alles in één map (zip)").click()
    box = zipfile.ZipFile(io.BytesIO(Path(coming.value.path()).read_bytes()))
    assert {"routes.pdf", "plan.json", "plan.xlsx", "plan.html", "R01.html", "R01.gpx"} <= set(
        box.namelist()
    )


def test_a_dispatcher_takes_lists_to_printed_routes_in_the_browser(
    address: str, browser_page: Page, tmp_path: Path
) -> None:
    page = browser_page
    page.goto(f"{address}/importeren")
    settled(page)
    for kind, file in (
        ("Locaties", "locaties.csv"),
        ("Vrijwilligers", "vrijwilligers.xlsx"),
        ("Ontvangers", "ontvangers.xlsx"),
    ):
        take_over(page, kind, file)

    page.goto(f"{address}/?dag={A_TUESDAY}")
    settled(page)
    page.get_by_text("Dinsdag 24 november 2026").wait_for()
    page.get_by_role("button", name="Verder: wie rijdt er").click()
    page.get_by_text("maaltijden passen mee").wait_for()
    settled(page)
    page.get_by_role("button", name="Verder: het plan").click()
    settled(page)
    page.get_by_role("button", name="Maak het plan").click()
    page.get_by_role("button", name="Stop, neem dit").click(timeout=60_000)
    page.get_by_text("Er ligt een concept").wait_for(timeout=90_000)
    settled(page)

    page.get_by_role("button", name="Verder: bekijk het plan").click()
    settled(page)
    drawn = page.frame_locator("iframe[title='Kaart van de routes']")
    drawn.locator(".leaflet-container").wait_for(timeout=30_000)
    drawn.locator(".leaflet-marker-icon").nth(100).wait_for(state="attached", timeout=30_000)
    page.get_by_role("button", name="Bekijk: R01").click()
    page.get_by_role("button", name="Alle routes op de kaart").wait_for()
    settled(page)

    page.get_by_role("button", name="Verder: publiceren").click()
    settled(page)
    sure = page.get_by_text("Ik heb dit gelezen")
    if sure.count():
        sure.click()
        settled(page)
    page.get_by_role("button", name="Publiceer versie 1").click()
    page.get_by_text("Versie 1 geldt").first.wait_for()
    settled(page)

    check_downloads(page, tmp_path)

    page.get_by_role("link", name="Uitslagen").click()
    settled(page)
    page.get_by_label("Typ over van papier").fill("R01 1G 2N 12:10\nR99 1G")
    page.get_by_role("button", name="Verwerk").click()
    page.get_by_text("2 nieuw").wait_for()
    settled(page)
    assert page.get_by_label("Typ over van papier").input_value() == "R99 1G"
    page.get_by_role("button", name=re.compile("^zorg: 1 ")).click()
    page.locator(".tag.problem", has_text="zorg").wait_for()
