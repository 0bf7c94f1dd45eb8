"""How a household is written on screen: size, food and time. Never why, never more than needed."""

from __future__ import annotations

from voedselbrigade.domain.food import Allergen, AllergenState, Diet, MealSpec
from voedselbrigade.stock.parcels import Household
from voedselbrigade.words import Speaker
from voedselbrigade.words.formats import clock


def called(household: Household) -> str:
    """Its number and name, as far as the outlet keeps them."""
    parts = [part for part in (household.number, household.name) if part]
    return " · ".join(parts) or f"#{household.id}"


def people(t: Speaker, household: Household) -> str:
    return t.many("{n} mens", "{n} mensen", household.size)


def food(t: Speaker, household: Household) -> str:
    """The diet as food (`zonder varkensvlees`), and what must not be in it."""
    diets = MealSpec(diets=household.diets).shown_diets
    words = [t.term("diet", one) for one in diets if one is not Diet.REGULAR]
    for allergen in Allergen:
        if household.allergens.get(allergen) in (AllergenState.YES, AllergenState.UNKNOWN):
            words.append(t("geen {what}", what=t.term("allergen", allergen)))
    return ", ".join(words)


def slot(household: Household) -> str:
    window = household.slot
    return f"{clock(window.start_s)}–{clock(window.end_s)}" if window else ""


def about(t: Speaker, household: Household) -> str:
    """One line: time, size, food."""
    parts = (slot(household), people(t, household), food(t, household))
    return " · ".join(part for part in parts if part)
