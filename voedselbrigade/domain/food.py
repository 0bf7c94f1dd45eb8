"""What is eaten: diets, allergens, meals, and who may eat what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class MealKind(StrEnum):
    HOT = "hot"
    CHILLED = "chilled"
    FROZEN = "frozen"


class Diet(StrEnum):
    """A property of the food, never of the person."""

    REGULAR = "regular"
    LOW_SALT = "low_salt"
    NO_PORK = "no_pork"
    HALAL = "halal"
    VEGETARIAN = "vegetarian"
    VEGAN = "vegan"
    LACTOSE_FREE = "lactose_free"
    GLUTEN_FREE = "gluten_free"
    LOW_SUGAR = "low_sugar"
    GROUND = "ground"
    LIQUID = "liquid"


# The letter in a box on label, sheet and phone. Halal food prints as the same neutral letter as
# food without pork: only the kitchen needs to know more.
DIET_LETTER: Mapping[Diet, str] = {
    Diet.REGULAR: "G",
    Diet.LOW_SALT: "Z",
    Diet.NO_PORK: "X",
    Diet.HALAL: "X",
    Diet.VEGETARIAN: "V",
    Diet.VEGAN: "P",
    Diet.LACTOSE_FREE: "L",
    Diet.GLUTEN_FREE: "T",
    Diet.LOW_SUGAR: "S",
    Diet.GROUND: "M",
    Diet.LIQUID: "D",
}


class Allergen(StrEnum):
    """The fourteen of EU 1169/2011, Annex II."""

    GLUTEN = "gluten"
    CRUSTACEANS = "crustaceans"
    EGGS = "eggs"
    FISH = "fish"
    PEANUTS = "peanuts"
    SOY = "soy"
    MILK = "milk"
    NUTS = "nuts"
    CELERY = "celery"
    MUSTARD = "mustard"
    SESAME = "sesame"
    SULPHITES = "sulphites"
    LUPIN = "lupin"
    MOLLUSCS = "molluscs"


class AllergenState(StrEnum):
    """For a person: allergic or not. For food: in it or not. Unknown is treated as dangerous."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class MealSpec:
    """What one portion must be: its kind, its diets, and what must not be in it."""

    kind: MealKind = MealKind.HOT
    diets: frozenset[Diet] = frozenset()
    without: frozenset[Allergen] = frozenset()

    @property
    def letters(self) -> str:
        """`G` for ordinary food, else the letters of its diets in a fixed order, once each."""
        letters = [DIET_LETTER[diet] for diet in Diet if diet in self.diets - {Diet.REGULAR}]
        return "".join(dict.fromkeys(letters)) or DIET_LETTER[Diet.REGULAR]

    @property
    def shown_diets(self) -> tuple[Diet, ...]:
        """The diets as a volunteer may read them: halal is said as without pork."""
        shown = [
            Diet.NO_PORK if diet is Diet.HALAL else diet
            for diet in Diet
            if diet in self.diets - {Diet.REGULAR}
        ]
        return tuple(dict.fromkeys(shown)) or (Diet.REGULAR,)


@dataclass(frozen=True, slots=True)
class Line:
    """So many portions of one meal."""

    meal: MealSpec
    quantity: int


class MealVerdict(StrEnum):
    """May this kitchen's food be given to someone who needs this meal?"""

    SAFE = "safe"
    NO_DIET = "no_diet"
    HAS_ALLERGEN = "has_allergen"
    UNKNOWN_ALLERGEN = "unknown_allergen"
    NO_KIND = "no_kind"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with the diets or allergens that it is about."""

    verdict: MealVerdict
    about: tuple[str, ...] = field(default=())


def to_avoid(allergens: Mapping[Allergen, AllergenState]) -> frozenset[Allergen]:
    """What must not be in someone's food: a yes, and an unknown as if it were a yes."""
    return frozenset(a for a, state in allergens.items() if state is not AllergenState.NO)


def judge_meal(
    meal: MealSpec,
    makes: Iterable[Diet],
    leaves_out: Mapping[Allergen, AllergenState],
    kinds: Iterable[MealKind],
) -> Judgement:
    """May a kitchen that `makes` these diets and `leaves_out` these allergens cook this meal?

    Unknown is never safe (EU 1169/2011 asks for certainty; DOMAIN: unknown blocks).
    """
    if meal.kind not in set(kinds):
        return Judgement(MealVerdict.NO_KIND, (meal.kind.value,))
    missing = meal.diets - {Diet.REGULAR} - set(makes)
    if missing:
        return Judgement(MealVerdict.NO_DIET, _in_order(missing, Diet))
    states = {a: leaves_out.get(a, AllergenState.UNKNOWN) for a in meal.without}
    has = {a for a, state in states.items() if state is AllergenState.NO}
    if has:
        return Judgement(MealVerdict.HAS_ALLERGEN, _in_order(has, Allergen))
    unknown = {a for a, state in states.items() if state is AllergenState.UNKNOWN}
    if unknown:
        return Judgement(MealVerdict.UNKNOWN_ALLERGEN, _in_order(unknown, Allergen))
    return Judgement(MealVerdict.SAFE)


def _in_order(found: Iterable[StrEnum], kind: type[StrEnum]) -> tuple[str, ...]:
    wanted = set(found)
    return tuple(member.value for member in kind if member in wanted)
