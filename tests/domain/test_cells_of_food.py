"""What a cell says about food: read, or asked, never guessed."""

from __future__ import annotations

import pytest

from voedselbrigade.domain.cells import food
from voedselbrigade.domain.food import Allergen, AllergenState, Diet
from voedselbrigade.errors import Fact


@pytest.mark.parametrize(
    ("text", "diets"),
    [
        ("zoutarm", {Diet.LOW_SALT}),
        ("Zoutarm, halal", {Diet.LOW_SALT, Diet.HALAL}),
        ("geen varkensvlees", {Diet.NO_PORK}),
        ("veg.", {Diet.VEGETARIAN}),
        ("gluten vrij", {Diet.GLUTEN_FREE}),
        ("halal/zoutarm", {Diet.HALAL, Diet.LOW_SALT}),
        ("vegetarisch + lactosevrij", {Diet.VEGETARIAN, Diet.LACTOSE_FREE}),
        ("zoutarm en suikerarm", {Diet.LOW_SALT, Diet.LOW_SUGAR}),
        ("zout- en suikerarm", {Diet.LOW_SALT, Diet.LOW_SUGAR}),
        ("zoutarm halal", {Diet.LOW_SALT, Diet.HALAL}),
        ("Diabetes", {Diet.LOW_SUGAR}),
        ("gemalen", {Diet.GROUND}),
        ("gewoon", set()),
        ("geen", set()),
        ("normaal", set()),
        ("low salt", {Diet.LOW_SALT}),
    ],
)
def test_diets_are_read(text: str, diets: set[Diet]) -> None:
    assert food.parse_diets(text) == frozenset(diets)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("geen noten!!", "row.diet_allergen"),
        ("zoutarn", "row.diet_near"),
        ("niet halal", "row.diet"),
        ("zoutarm, kosjer", "row.diet"),
        ("dik vloeibaar", "row.diet_near"),
    ],
)
def test_a_diet_we_do_not_know_is_asked_never_guessed(text: str, code: str) -> None:
    read = food.parse_diets(text)
    assert isinstance(read, Fact) and read.code == code
    assert read.values["value"] == text


YES, NO, UNKNOWN = AllergenState.YES, AllergenState.NO, AllergenState.UNKNOWN


@pytest.mark.parametrize(
    ("text", "allergens"),
    [
        ("noten", {Allergen.NUTS: YES}),
        ("noten, pinda's", {Allergen.PEANUTS: YES, Allergen.NUTS: YES}),
        ("pinda?", {Allergen.PEANUTS: UNKNOWN}),
        ("noten: nee", {Allergen.NUTS: NO}),
        ("noten ja, melk onbekend", {Allergen.MILK: UNKNOWN, Allergen.NUTS: YES}),
        ("notenallergie", {Allergen.NUTS: YES}),
        ("allergisch voor vis en ei", {Allergen.EGGS: YES, Allergen.FISH: YES}),
        ("schaal- en schelpdieren", {Allergen.CRUSTACEANS: YES, Allergen.MOLLUSCS: YES}),
        ("noten; noten: nee", {Allergen.NUTS: YES}),
        ("geen", {}),
        ("geen allergieën", {}),
        ("?", None),
        ("onbekend", None),
        ("-", None),
    ],
)
def test_allergens_are_read(text: str, allergens: dict[Allergen, AllergenState] | None) -> None:
    assert food.parse_allergens(text) == allergens


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("geen noten", "row.allergen_unclear"),
        ("aardbeien", "row.allergen"),
        ("nooten", "row.allergen_near"),
        ("noten en penicilline", "row.allergen"),
    ],
)
def test_an_allergy_that_is_not_sure_is_asked(text: str, code: str) -> None:
    read = food.parse_allergens(text)
    assert isinstance(read, Fact) and read.code == code
