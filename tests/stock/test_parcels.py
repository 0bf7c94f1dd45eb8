"""Who gets what in a parcel, also when there is too little."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests import make_stock as make
from voedselbrigade.domain.food import Allergen, AllergenState, Diet
from voedselbrigade.domain.places import HubId
from voedselbrigade.domain.rhythm import Rhythm
from voedselbrigade.stock.lots import DateKind, Held, ItemId, LotId
from voedselbrigade.stock.parcels import (
    AgeBand,
    Filled,
    Filler,
    Household,
    HouseholdId,
    HouseholdState,
    Recipe,
    RecipeId,
    RecipeLine,
    fair_share,
    may_not_eat,
    recipe_for,
)

RICE, PASTA, PEANUTS = ItemId(1), ItemId(2), ItemId(3)
ITEMS = {
    RICE: make.item(id=RICE, suits=frozenset(Diet), allergens={Allergen.NUTS: AllergenState.NO}),
    PASTA: make.item("Pasta", id=PASTA, allergens={Allergen.GLUTEN: AllergenState.YES}),
    PEANUTS: make.item("Pinda's", id=PEANUTS),
}


def household(number: int = 1, **changed: Any) -> Household:
    made = Household(
        HouseholdId(number),
        HubId(1),
        people={AgeBand.ADULT: 2},
        rhythm=Rhythm({0: 1}),
    )
    return replace(made, **changed)


def recipe(*lines: RecipeLine, least: int = 1, most: int = 9) -> Recipe:
    return Recipe(RecipeId(1), "gewoon", least, most, lines)


def lies(item: ItemId, quantity: int, **about: Any) -> Held:
    about = {"id": LotId(item)} | about
    held = make.held(quantity, **about)
    return replace(held, lot=replace(held.lot, item=item))


def filled(
    shelf: list[Held], asked: Recipe, *who: Household, before: dict[HouseholdId, int] | None = None
) -> Filled:
    filler = Filler(make.TODAY, ITEMS, shelf, make.RULES, before or {})
    return filler.fill([(one, 1, asked) for one in who])


def got(found: Filled) -> dict[int, int]:
    return {who: sum(line.quantity for line in lines) for who, lines in found.lines.items()}


@given(
    st.integers(0, 60),
    st.dictionaries(st.integers(0, 9), st.integers(0, 9), max_size=8),
    st.dictionaries(st.integers(0, 9), st.integers(0, 9), max_size=8),
)
def test_sharing_gives_all_there_is_and_nobody_two_more_than_who_wants_more(
    there: int, wanted: dict[int, int], before: dict[int, int]
) -> None:
    shares = fair_share(there, wanted, before)
    assert sum(shares.values()) == min(there, sum(wanted.values()))
    assert all(0 <= shares[who] <= wanted[who] for who in wanted)
    unsatisfied = [shares[who] for who in wanted if shares[who] < wanted[who]]
    assert all(most <= least + 1 for least in unsatisfied for most in shares.values())


def test_who_went_without_last_week_goes_first() -> None:
    assert fair_share(1, {"a": 1, "b": 1}, {"b": 2}) == {"a": 0, "b": 1}
    assert fair_share(1, {"a": 1, "b": 1}) == {"a": 1, "b": 0}


def test_a_short_item_is_shared_and_what_lacks_is_told() -> None:
    asked = recipe(RecipeLine(RICE, 3))
    found = filled([lies(RICE, 4)], asked, household(1), household(2))
    assert got(found) == {1: 2, 2: 2}
    assert [(one.household, one.quantity) for one in found.missing] == [(1, 1), (2, 1)]
    assert {one.reason.code for one in found.missing} == {"stock.ran_out"}


def test_a_substitute_fills_in_only_for_who_may_eat_it() -> None:
    asked = recipe(RecipeLine(RICE, 1, (PASTA,)))
    coeliac = household(2, allergens={Allergen.GLUTEN: AllergenState.YES})
    found = filled([lies(PASTA, 9)], asked, household(1), coeliac)
    assert got(found) == {1: 1, 2: 0}
    assert [one.household for one in found.missing] == [2]


def test_food_of_which_an_allergen_is_unknown_is_never_given_to_who_is_allergic() -> None:
    allergic = household(allergens={Allergen.NUTS: AllergenState.YES})
    assert may_not_eat(ITEMS[RICE], allergic) is None
    unknown = may_not_eat(ITEMS[PEANUTS], allergic)
    assert unknown is not None
    assert unknown.code == "stock.unknown_allergen"
    found = filled([lies(PEANUTS, 9)], recipe(RecipeLine(PEANUTS, 1)), allergic)
    assert [one.reason.code for one in found.missing] == ["stock.unknown_allergen"]


def test_a_diet_gets_only_food_that_says_it_suits() -> None:
    vegetarian = household(diets=frozenset({Diet.VEGETARIAN, Diet.REGULAR}))
    assert may_not_eat(ITEMS[RICE], vegetarian) is None
    wrong = may_not_eat(ITEMS[PASTA], vegetarian)
    assert wrong is not None
    assert wrong.code == "stock.no_diet"


def test_parcels_take_what_expires_first_and_nothing_that_may_not_go() -> None:
    shelf = [
        lies(RICE, 2, id=LotId(1), ends=20),
        lies(RICE, 2, id=LotId(2), ends=3),
        lies(RICE, 9, id=LotId(3), ends=-1, kind=DateKind.TGT),
        lies(RICE, 9, id=LotId(4), blocked=True),
    ]
    found = filled(shelf, recipe(RecipeLine(RICE, 5)), household())
    lines = [(line.lot, line.quantity) for line in found.lines[HouseholdId(1)]]
    assert lines == [(2, 2), (1, 2)]
    assert found.missing[0].quantity == 1


def test_the_recipe_of_a_household_is_the_one_closest_to_its_size() -> None:
    wide, narrow = recipe(least=1, most=9), replace(recipe(least=2, most=3), id=RecipeId(2))
    assert recipe_for(household(), [wide, narrow]) == narrow
    assert recipe_for(household(people={AgeBand.ADULT: 12}), [wide, narrow]) is None


def test_a_paused_household_gets_nothing_until_its_pause_ends_by_itself() -> None:
    away = household(state=HouseholdState.PAUSED, resumes_on=make.days(7))
    assert [away.due_on(make.days(n)) for n in (0, 7)] == [0, 1]
    assert household(count=7).due_on(make.TODAY) == 7
    assert household().due_on(make.days(1)) == 0
    assert household(state=HouseholdState.STOPPED).due_on(make.TODAY) == 0


def test_an_item_that_is_not_in_the_books_is_no_substitute() -> None:
    asked = recipe(RecipeLine(RICE, 1, (ItemId(99),)))
    assert got(filled([], asked, household())) == {1: 0}
