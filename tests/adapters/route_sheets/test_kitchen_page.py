"""What a kitchen cooks, packs and signs for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.adapters.route_sheets.sheet_values import HOSTILE, text_of
from tests.make_plans import PEOPLE, meal, plan, route
from voedselbrigade.adapters.route_sheets import kitchen_pdf
from voedselbrigade.adapters.route_sheets.kitchen import kitchen, rounds_of
from voedselbrigade.domain.food import Allergen, Diet, Line, MealKind, MealSpec
from voedselbrigade.domain.places import HubId
from voedselbrigade.domain.plans import Plan, StopStatus
from voedselbrigade.words import speaker

_NUTS = MealSpec(diets=frozenset({Diet.HALAL}), without=frozenset({Allergen.NUTS, Allergen.MILK}))


def content(found: Plan, hub: int = 1) -> Mapping[str, Any]:
    return kitchen(found, rounds_of(found, HubId(hub)), speaker("nl"))


def day() -> Plan:
    first = route(1, stops=6)
    stops = list(first.stops)
    stops[1] = replace(stops[1], lines=(Line(_NUTS, 1),))
    stops[2] = replace(stops[2], lines=(Line(meal(Diet.NO_PORK), 1),))
    stops[3] = replace(stops[3], lines=(Line(meal(kind=MealKind.CHILLED), 2),))
    stops[4] = replace(stops[4], status=StopStatus.CANCELLED)
    return plan(replace(first, stops=tuple(stops)), route(2, stops=8, trips=2))


def test_totals_to_cook_are_the_meals_of_the_plan() -> None:
    (table,) = content(day())["tables"]
    assert table["total"] == day().meals == sum(row["total"] for row in table["rows"])
    assert table["sums"] == [sum(column) for column in zip(*_counts(table), strict=True)]


def _counts(table: Mapping[str, Any]) -> list[list[int]]:
    return [row["counts"] for row in table["rows"]]


def test_every_trip_is_a_load_of_its_own_in_order_of_leaving() -> None:
    (table,) = content(day())["tables"]
    assert [code for code, _ in table["heads"]] == ["R01", "R02-1", "R02-2"]


def test_halal_is_cooked_apart_from_food_without_pork_and_can_be_told_apart_when_packed() -> None:
    made = content(day())
    words = [row["words"] for row in made["tables"][0]["rows"]]
    assert "halal" in words and "zonder varkensvlees" in words
    packed = {pack["number"]: pack["more"] for pack in made["cards"][0]["packs"]}
    assert (packed["2"], packed["3"], packed["4"]) == ("halal", "", "koel")


def test_an_allergy_is_named_with_its_meal_and_signed_twice(tmp_path: Path) -> None:
    allergy = content(day())["allergy"]
    assert allergy["title"] == "! Allergie: 1 maaltijd apart maken."
    assert [(row["where"], row["without"]) for row in allergy["rows"]] == [
        ("R01 · nr 2", "zonder melk en noten")
    ]
    text = text_of(kitchen_pdf(day(), HubId(1)), tmp_path)
    assert "paraaf 1" in text and "paraaf 2" in text


def test_a_crate_is_packed_from_the_last_door_to_the_first_without_cancelled_ones() -> None:
    numbers = [pack["number"] for pack in content(day())["cards"][0]["packs"]]
    assert numbers == ["6", "4", "3", "2", "1"]


def test_no_name_or_address_is_on_the_kitchens_page(tmp_path: Path) -> None:
    text = text_of(kitchen_pdf(day(), HubId(1)), tmp_path)
    assert not [name for name, street, _ in PEOPLE if name in text or street in text]


def test_a_hub_from_which_nobody_leaves_says_so(tmp_path: Path) -> None:
    assert "vertrekt hier geen route" in text_of(kitchen_pdf(day(), HubId(9)), tmp_path)


def test_many_routes_get_more_than_one_table() -> None:
    tables = content(plan(*(route(number + 1, stops=2) for number in range(20))))["tables"]
    assert [len(table["heads"]) for table in tables] == [8, 8, 4]


def test_a_draft_says_concept_and_hostile_hubs_are_only_text(tmp_path: Path) -> None:
    made = route(stops=2)
    trips = tuple(replace(trip, hub_name=HOSTILE[3]) for trip in made.trips)
    text = text_of(kitchen_pdf(plan(replace(made, trips=trips), draft=True), HubId(1)), tmp_path)
    assert "CONCEPT" in text and "#panic()" in text
