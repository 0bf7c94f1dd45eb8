"""Dates by the book: what may be given on which day, what goes first, what may be frozen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests import make_stock as make
from voedselbrigade.errors import Fact
from voedselbrigade.stock.expiry import freeze_until, pick, why_not
from voedselbrigade.stock.expiry_rules import Rules, read_rules, rules_on
from voedselbrigade.stock.lots import DateKind, Lot, LotId, PlaceRole, Storage

TGT, THT = DateKind.TGT, DateKind.THT


def code(lot: Lot, on: int = 0, category: str = "rijst_pasta") -> str | None:
    fact = why_not(make.item(category=category), lot, make.days(on), make.RULES)
    return fact.code if fact else None


def test_a_tgt_may_be_given_on_its_day_and_never_after() -> None:
    assert code(make.lot(0, TGT)) is None
    assert code(make.lot(-1, TGT)) == "stock.past_tgt"


def test_a_tgt_is_not_saved_by_a_look_or_by_the_grace_of_its_category() -> None:
    looked_at = make.lot(-1, TGT, checked_on=make.days(0))
    assert code(looked_at) == "stock.past_tgt"


def test_chilled_food_may_be_given_on_its_tht_and_never_after() -> None:
    assert code(make.lot(0, storage=Storage.CHILLED)) is None
    chilled = make.lot(-1, storage=Storage.CHILLED, checked_on=make.days(0))
    assert code(chilled) == "stock.past_chilled"


def test_dry_food_past_its_tht_waits_for_somebody_to_look_at_it() -> None:
    assert code(make.lot(-1)) == "stock.look_first"
    assert code(make.lot(-1, checked_on=make.days(0))) is None


def test_a_look_before_the_date_passed_says_nothing_of_now() -> None:
    assert code(make.lot(-1, checked_on=make.days(-1))) == "stock.look_first"


def test_grace_ends_with_the_last_day_of_its_category() -> None:
    assert code(make.lot(-365, checked_on=make.days(0))) is None
    assert code(make.lot(-366, checked_on=make.days(0))) == "stock.past_grace"


def test_eggs_are_never_given_after_their_date_whatever_the_table_says() -> None:
    assert code(make.lot(0), category="eieren") is None
    assert code(make.lot(-1, checked_on=make.days(0)), category="eieren") == "stock.past_eggs"


def test_a_category_that_nobody_knows_has_no_grace() -> None:
    assert code(make.lot(-1, checked_on=make.days(0)), category="?") == "stock.past_strict"
    assert why_not(make.item(), make.lot(-1), make.TODAY, Rules()) == Fact.of(
        "stock.past_strict", item="Rijst", lot="P-000001", day=make.days(-1).isoformat()
    )


def test_what_counts_is_the_day_of_giving_and_not_today() -> None:
    assert code(make.lot(2, TGT), on=2) is None
    assert code(make.lot(2, TGT), on=3) == "stock.past_tgt"


def test_a_blocked_lot_is_never_given() -> None:
    assert code(make.lot(30, blocked=True)) == "stock.blocked"


def test_a_lot_that_comes_later_is_not_given_before() -> None:
    assert code(make.lot(30), on=-8) == "stock.not_yet_here"


def test_food_without_a_date_lasts_as_long_as_its_category_says() -> None:
    assert code(make.lot(None)) is None
    assert code(make.lot(None), on=0, category="groente_fruit") is None
    assert code(make.lot(None), on=1, category="groente_fruit") == "stock.undated_is_over"


def test_chilled_food_without_a_date_ends_on_the_day_it_came() -> None:
    assert code(make.lot(None, storage=Storage.CHILLED), on=-7) is None
    assert code(make.lot(None, storage=Storage.CHILLED), on=-6) == "stock.undated_is_over"


def test_hot_food_is_for_the_day_it_was_cooked() -> None:
    assert code(make.lot(None, storage=Storage.HOT), on=-7) is None
    assert code(make.lot(None, storage=Storage.HOT), on=-6) == "stock.hot_is_over"


def test_what_we_froze_ends_on_its_new_date_without_grace() -> None:
    frozen = make.lot(-1, TGT, storage=Storage.FROZEN, frozen_on=make.days(-60))
    assert code(frozen) == "stock.frozen_too_long"


# --- freezing -----------------------------------------------------------------------------------


def frozen(lot: Lot, category: str = "vlees") -> date | str:
    found = freeze_until(make.item(category=category), lot, make.TODAY, make.RULES)
    return found.code if isinstance(found, Fact) else found


def test_meat_is_frozen_up_to_its_date_and_keeps_as_long_as_the_table_says() -> None:
    assert frozen(make.lot(0, TGT, storage=Storage.CHILLED)) == make.days(60)


def test_after_the_date_freezing_comes_too_late() -> None:
    assert frozen(make.lot(-1, TGT, storage=Storage.CHILLED)) == "stock.too_late_to_freeze"


def test_nothing_is_frozen_twice() -> None:
    before = make.lot(9, TGT, storage=Storage.FROZEN, frozen_on=make.days(-1))
    assert frozen(before) == "stock.frozen_before"
    assert frozen(make.lot(9, storage=Storage.FROZEN)) == "stock.frozen_before"


def test_what_is_blocked_or_has_no_date_or_is_not_in_the_table_is_not_frozen() -> None:
    assert frozen(make.lot(3, TGT, blocked=True)) == "stock.blocked"
    assert frozen(make.lot(None, storage=Storage.CHILLED)) == "stock.no_date_to_freeze"
    assert frozen(make.lot(3, TGT), category="?") == "stock.not_to_freeze"


# --- picking ------------------------------------------------------------------------------------


def test_what_expires_first_goes_first() -> None:
    shelf = [make.held(4, ends=20, id=LotId(2)), make.held(3, ends=5, id=LotId(3))]
    found = pick(make.item(), 5, make.TODAY, shelf, make.RULES)
    assert [(held.lot.id, n) for held, n in found.taken] == [(3, 3), (2, 2)]
    assert (found.short, found.quantity) == (0, 5)


def test_checked_food_past_its_date_goes_before_food_that_is_fresh() -> None:
    shelf = [
        make.held(4, ends=500, id=LotId(2)),
        make.held(4, ends=-3, id=LotId(3), checked_on=make.TODAY),
    ]
    found = pick(make.item(), 1, make.TODAY, shelf, make.RULES)
    assert [held.lot.id for held, _ in found.taken] == [3]
    assert [held.lot.id for held in found.aside] == [2]


def test_every_lot_that_may_not_go_says_why() -> None:
    shelf = [make.held(4, ends=-1, kind=TGT), make.held(2, ends=9, id=LotId(2))]
    found = pick(make.item(), 5, make.TODAY, shelf, make.RULES)
    assert found.short == 3
    assert [one.reason.code for one in found.refused] == ["stock.past_tgt"]


def test_what_is_promised_to_another_is_left_alone() -> None:
    found = pick(make.item(), 5, make.TODAY, [make.held(5, reserved=4)], make.RULES)
    assert (found.quantity, found.short) == (1, 4)


def test_what_is_on_the_road_or_short_is_not_picked() -> None:
    away = make.held(5)
    away = replace(away, place=replace(away.place, role=PlaceRole.ROAD))
    found = pick(make.item(), 1, make.TODAY, [away, make.held(-2)], make.RULES)
    assert found.short == 1


# --- the table ----------------------------------------------------------------------------------

HEADER = "category,name,storage,grace_days,undated_days,freezer_days,source,valid_from,verified\n"


def test_of_two_rows_the_later_date_holds_from_that_date() -> None:
    text = HEADER + "koek,Koek,ambient,60,,0,AFSCA,2026-01-01,nee\n"
    rules, wrong = read_rules(text + "koek,Koek,ambient,30,,0,bijlage,2026-12-01,ja\n")
    assert not wrong
    assert rules_on(rules, date(2026, 11, 30)).of("koek").grace_days == 60
    assert rules_on(rules, date(2026, 12, 1)).of("koek").grace_days == 30
    assert rules_on(rules, date(2025, 1, 1)).of("koek").grace_days == 0


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (",Koek,ambient,60,,0,AFSCA,2026-01-01,nee", "stock.rule_needs_source"),
        ("koek,Koek,ambient,60,,0,,2026-01-01,nee", "stock.rule_needs_source"),
        ("koek,Koek,ambient,-1,,0,AFSCA,2026-01-01,nee", "stock.rule_days"),
        ("koek,Koek,ambient,99999,,0,AFSCA,2026-01-01,nee", "stock.rule_days"),
        ("koek,Koek,kast,60,,0,AFSCA,2026-01-01,nee", "stock.rule_value"),
        ("koek,Koek,ambient,60,,0,AFSCA,1 januari,nee", "stock.rule_value"),
    ],
)
def test_a_row_that_is_wrong_says_so_and_is_not_a_rule(row: str, says: str) -> None:
    rules, wrong = read_rules(HEADER + row)
    assert not rules
    assert [(one.row, one.fact.code) for one in wrong] == [(2, says)]


def test_a_table_with_semicolons_is_read_too_and_one_without_columns_is_not() -> None:
    text = (HEADER + "koek,Koek,ambient,60,,0,AFSCA,2026-01-01,nee").replace(",", ";")
    assert [rule.category for rule in read_rules(text)[0]] == ["koek"]
    assert read_rules("soort,dagen\nkoek,60")[1][0].fact.code == "stock.rules_column"
    assert read_rules("")[1][0].fact.code == "stock.rules_empty"
