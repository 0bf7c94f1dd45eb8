"""Sheets for these tests: one, a changed one, and one written by somebody hostile."""

from __future__ import annotations

import random
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from tests.make_plans import OFFICE, meal, plan, route, stop
from voedselbrigade.domain.food import Allergen, Diet, Line, MealSpec
from voedselbrigade.domain.people import RecipientId
from voedselbrigade.domain.plans import Plan, PlannedRoute, StopStatus
from voedselbrigade.domain.sheets import RouteSheet, sheets_of

HOSTILE = (
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    '"><b onmouseover=alert(1)>',
    "#panic() *x* $y$ `z` // /* \\ #set page(fill: red)",
    "{{ 7 * 7 }}{% raw %}",
    "a\x00b\x07c\u202ed\ud800e",
    "مرحبا 李明 🙂",
)


def one(found: PlannedRoute | None = None, *, version: int = 1, draft: bool = False) -> RouteSheet:
    return sheets_of(plan(found or route(), version=version, draft=draft), OFFICE)[0]


def hostile(text: str) -> RouteSheet:
    """A sheet on which everything that people type is this text."""
    made = route(stops=2)
    stops = tuple(
        replace(each, name=text, street_line=text, door_note=text, town=text + str(i), phone=text)
        for i, each in enumerate(made.stops)
    )
    trips = tuple(replace(trip, hub_name=text, hub_line=text) for trip in made.trips)
    return one(replace(made, stops=stops, trips=trips, area=text, volunteer_name=text))


def changed() -> tuple[Plan, Plan]:
    """Version 1, and version 2: stop 5 eats something else, 7 is cancelled, 8a is new."""
    before = route()
    stops = list(before.stops)
    stops[4] = replace(stops[4], lines=(Line(meal(Diet.LOW_SALT), 1),))
    stops[6] = replace(stops[6], status=StopStatus.CANCELLED)
    new = replace(stop(5, random.Random(3)), number="8a", recipient=RecipientId(999))
    stops.insert(8, replace(new, name="Mw. N. Blaauw", street_line="Stephensonstraat 174"))
    return plan(before), plan(replace(before, stops=tuple(stops)), version=2)


def changed_sheet() -> RouteSheet:
    before, after = changed()
    return sheets_of(after, OFFICE, before)[0]


def allergic() -> RouteSheet:
    """Somebody who must not have nuts, and eats halal: neither word may reach a volunteer."""
    made = route(stops=1)
    spec = MealSpec(diets=frozenset({Diet.HALAL}), without=frozenset({Allergen.NUTS}))
    return one(replace(made, stops=(replace(made.stops[0], lines=(Line(spec, 1),)),)))


def text_of(pdf: bytes, folder: Path) -> str:
    """What a reader finds in a PDF, one page after the other."""
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext (poppler-utils) is not installed")
    (folder / "sheet.pdf").write_bytes(pdf)
    command = ["pdftotext", "-raw", "-enc", "UTF-8", str(folder / "sheet.pdf"), "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
