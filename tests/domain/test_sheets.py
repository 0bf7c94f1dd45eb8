"""What a volunteer may read, and what differs from the version before."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from tests.make_plans import OFFICE, plan, route
from voedselbrigade.domain.food import Allergen, Diet, Line, MealSpec
from voedselbrigade.domain.plans import StopStatus
from voedselbrigade.domain.sheets import RouteSheet, SheetLine, SheetStop, called, sheets_of


def test_a_sheet_has_no_field_for_what_a_visit_does_not_need() -> None:
    names = {field.name for kind in (RouteSheet, SheetStop, SheetLine) for field in fields(kind)}
    assert not names & {"postcode", "birth", "allergens", "without", "contacts", "recipient"}
    assert not names & {"volunteer_phone", "needs", "remarks"}


def test_an_allergy_does_not_make_another_line_on_the_sheet() -> None:
    made = route(stops=2)
    plain, free = MealSpec(), MealSpec(without=frozenset({Allergen.NUTS}))
    stops = (
        replace(made.stops[0], lines=(Line(plain, 1),)),
        replace(made.stops[1], lines=(Line(free, 1),)),
    )
    (sheet,) = sheets_of(plan(replace(made, stops=stops)), OFFICE)
    assert [(line.quantity, line.letters) for line in sheet.trips[0].load] == [(2, "G")]


def test_halal_and_no_pork_are_one_line() -> None:
    made = route(stops=2)
    halal, pork = (Line(MealSpec(diets=frozenset({d})), 1) for d in (Diet.HALAL, Diet.NO_PORK))
    stops = (replace(made.stops[0], lines=(halal,)), replace(made.stops[1], lines=(pork,)))
    (sheet,) = sheets_of(plan(replace(made, stops=stops)), OFFICE)
    assert [(line.quantity, line.diets) for line in sheet.trips[0].load] == [(2, (Diet.NO_PORK,))]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Ineke de Wit", "Ineke W."),
        ("Ineke", "Ineke"),
        ("A. de Wit", "A. de Wit"),
        ("Jan van den Berg-de Boer", "Jan B."),
        ("", ""),
    ],
)
def test_a_volunteer_is_called_by_first_name(name: str, said: str) -> None:
    assert called(name) == said


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"door_note": "Nieuwe bel"}, ("note",)),
        ({"phone": "070 000 99 99"}, ("phone",)),
        ({"lines": (Line(MealSpec(), 9),)}, ("meal",)),
        ({"arrives_s": 50_000}, ()),
    ],
)
def test_a_change_says_which_part_is_different(
    change: dict[str, object], what: tuple[str, ...]
) -> None:
    before = route(stops=2)
    other = replace(before.stops[0], **change)  # type: ignore[arg-type]
    after = plan(replace(before, stops=(other, before.stops[1])), version=2)
    (sheet,) = sheets_of(after, OFFICE, plan(before))
    found = sheet.stops[0].changed
    assert (found.what if found else ()) == what
    assert sheet.stops[1].changed is None


def test_another_allergy_alone_is_no_change_that_a_volunteer_reads() -> None:
    before = route(stops=1)
    free = MealSpec(before.stops[0].lines[0].meal.kind, before.stops[0].lines[0].meal.diets)
    lines = (Line(replace(free, without=frozenset({Allergen.MILK})), 1),)
    before = replace(before, stops=(replace(before.stops[0], lines=(Line(free, 1),)),))
    after = plan(replace(before, stops=(replace(before.stops[0], lines=lines),)), version=2)
    (sheet,) = sheets_of(after, OFFICE, plan(before))
    assert sheet.stops[0].changed is None


def test_a_stop_that_was_cancelled_before_is_no_news() -> None:
    made = route(stops=2)
    gone = replace(made, stops=(replace(made.stops[0], status=StopStatus.CANCELLED), made.stops[1]))
    (again,) = sheets_of(plan(gone, version=3), OFFICE, plan(gone, version=2))
    assert again.stops[0].cancelled and again.stops[0].changed is None
    (back,) = sheets_of(plan(made, version=3), OFFICE, plan(gone, version=2))
    assert back.stops[0].changed is not None and back.stops[0].changed.kind == "new"


def test_the_load_of_the_version_before_is_kept_beside_the_new_one() -> None:
    before = route(stops=3)
    after = replace(before, stops=before.stops[:2])
    (sheet,) = sheets_of(plan(after, version=2), OFFICE, plan(before))
    was = sheet.trips[0].load_before
    assert was is not None and sum(line.quantity for line in was) > sheet.meals
    assert sheets_of(plan(after), OFFICE)[0].trips[0].load_before is None
