"""Lists of items as food banks keep them: columns found, rows read, wrong ones told."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from voedselbrigade.domain.food import Allergen, AllergenState, Diet
from voedselbrigade.stock.item_rows import item_of, read_items
from voedselbrigade.stock.lots import Item, ItemId, Storage

SHEET = [
    ("Voorraad Moerwijk", "", "", "", ""),
    ("Product", "EAN-code", "Per doos", "Bewaren", "Gewicht (kg)"),
    ("Halfvolle  melk 1 l", "4006381333931", "12", "Koeling", "1,03"),
    ("", "", "", "", ""),
    ("Rijst", "", "", "", ""),
    ("", "73513537", "1", "", ""),
    ("Bonen", "4006381333932", "", "", ""),
    ("Erwten", "", "een doos", "", ""),
    ("Soep", "", "6", "zolder", ""),
]


def test_a_list_with_a_title_above_it_is_read_by_its_column_names() -> None:
    found = read_items(SHEET)
    assert [(row.row, row.name) for row in found.rows] == [(3, "Halfvolle melk 1 l"), (5, "Rijst")]
    milk = item_of(found.rows[0], None)
    assert (milk.ean, milk.pack, milk.storage, milk.unit_g) == (
        "4006381333931",
        12,
        Storage.CHILLED,
        1030,
    )


def test_a_wrong_row_says_which_cell_and_why() -> None:
    told = [(one.row, one.column, one.fact.code) for one in read_items(SHEET).wrong]
    assert told == [
        (6, "Product", "stock.row_no_name"),
        (7, "EAN-code", "stock.ean_digit"),
        (8, "Per doos", "stock.row_number"),
        (9, "Bewaren", "stock.row_storage"),
    ]


def test_what_a_list_does_not_say_stays_as_it_was() -> None:
    known = Item(ItemId(7), "Rijst", "rijst_pasta", pack=10, minimum=5)
    (row,) = read_items([("Naam", "Minimum"), ("Rijst", "8")]).rows
    changed = item_of(row, known)
    assert (changed.id, changed.pack, changed.minimum) == (7, 10, 8)
    assert changed.category == "rijst_pasta"


HEADER = ("Naam", "Bevat", "Vrij van", "Geschikt voor")


def allergens(contains: str, free_of: str) -> dict[Allergen, AllergenState]:
    (row,) = read_items([HEADER, ("Brood", contains, free_of, "")]).rows
    found: dict[Allergen, AllergenState] = row.values.get("allergens", {})
    return found


def test_a_list_says_what_is_in_food_and_what_is_not_and_the_rest_stays_unknown() -> None:
    assert allergens("gluten; melk?", "noten") == {
        Allergen.GLUTEN: AllergenState.YES,
        Allergen.MILK: AllergenState.UNKNOWN,
        Allergen.NUTS: AllergenState.NO,
    }
    rest = allergens("gluten", "de rest")
    assert (rest.pop(Allergen.GLUTEN), len(rest)) == (AllergenState.YES, 13)
    assert set(rest.values()) == {AllergenState.NO}
    assert set(allergens("geen", "").values()) == {AllergenState.NO}
    assert allergens("", "?") == {}


def test_an_allergen_that_is_both_in_it_and_not_in_it_is_asked() -> None:
    (wrong,) = read_items([HEADER, ("Brood", "melk", "melk", "")]).wrong
    assert (wrong.column, wrong.fact.code) == ("Bevat", "stock.row_allergen_both")


def test_a_list_says_for_which_diets_food_is() -> None:
    (row,) = read_items([HEADER, ("Rijst", "", "", "halal, vegetarisch")]).rows
    assert item_of(row, None).suits == {Diet.HALAL, Diet.VEGETARIAN}


def test_without_a_name_there_is_no_list() -> None:
    assert read_items([("aantal", "prijs"), ("1", "2")]).columns == {}


@given(st.lists(st.lists(st.text(max_size=8), min_size=5, max_size=5), max_size=6))
def test_whatever_stands_in_the_rows_each_is_read_or_told(garbage: list[list[str]]) -> None:
    found = read_items([SHEET[1], *garbage])
    filled = [cells for cells in garbage if any(cell.strip() for cell in cells)]
    assert len(found.rows) + len(found.wrong) == len(filled)
