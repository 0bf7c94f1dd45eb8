"""What the screen calls something may be typed in a list, in both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from voedselbrigade.domain import fields
from voedselbrigade.domain.cells import choices, days, food
from voedselbrigade.domain.columns import field_of_header
from voedselbrigade.domain.food import AllergenState, Diet
from voedselbrigade.domain.rhythm import Weeks
from voedselbrigade.domain.tables import ListKind
from voedselbrigade.words import LANGUAGES, Language, speaker
from voedselbrigade.words.terms import TERMS

TODAY = date(2026, 11, 23)


def one_diet(text: str) -> object:
    read = food.parse_diets(text)
    return next(iter(read or {Diet.REGULAR})) if isinstance(read, frozenset) else read


def one_allergen(text: str) -> object:
    read = food.parse_allergens(text)
    return next(iter(read)) if isinstance(read, dict) and read else read


def one_meal_kind(text: str) -> object:
    read = food.parse_meal_kinds(text)
    return next(iter(read)) if isinstance(read, frozenset) else read


def state(text: str) -> object:
    read = choices.parse_standing(text, TODAY)
    return read.state if isinstance(read, choices.Standing) else read


READERS: dict[str, Callable[[str], object]] = {
    "diet": one_diet,
    "allergen": one_allergen,
    "meal_kind": one_meal_kind,
    "transport": choices.parse_transport,
    "base": lambda text: choices.parse_base(text, "starts"),
    "priority": choices.parse_priority,
    "dwelling": choices.parse_dwelling,
    "hub_kind": choices.parse_hub_kind,
    "recipient_state": state,
}


def shown() -> Iterator[tuple[Language, str, str]]:
    for language in LANGUAGES:
        for kind in READERS:
            for code in TERMS[kind]:
                yield language, kind, code


@pytest.mark.parametrize(("language", "kind", "code"), list(shown()))
def test_a_word_to_choose_from_is_read_as_what_it_stands_for(
    language: Language, kind: str, code: str
) -> None:
    assert str(READERS[kind](speaker(language).term(kind, code))) == code


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(ListKind))
def test_a_column_may_be_headed_by_the_name_that_the_screen_gives_it(
    language: Language, kind: ListKind
) -> None:
    t = speaker(language)
    for code in fields.by_code(kind):
        found = field_of_header(t.term("column", code), kind)
        assert found is not None, code
        assert found[0] == code


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_of_delivery_days_can_be_typed(language: Language) -> None:
    example = speaker(language)("Zoals: ma wo vr, ma t/m vr, di 2 vr 1 (even weken)")
    first, second, third = example.partition(": ")[2].split(", ")
    assert days.parse_days(first) == days.Days(dict.fromkeys((0, 2, 4)))
    assert days.parse_days(second) == days.Days(dict.fromkeys(range(5)))
    assert days.parse_days(third) == days.Days({1: 2, 4: 1}, Weeks.EVEN)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_allergy_that_is_not_there_is_typed_as_the_sentence_says(language: Language) -> None:
    t = speaker(language)
    for code in TERMS["allergen"]:
        read = food.parse_allergens(f"{t.term('allergen', code)}: {t('nee')}")
        assert isinstance(read, dict)
        assert list(read.values()) == [AllergenState.NO]
