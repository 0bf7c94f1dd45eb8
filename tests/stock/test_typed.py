"""What people type from a pack: dates and bar codes."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voedselbrigade.errors import Fact
from voedselbrigade.stock.barcodes import parse_ean
from voedselbrigade.stock.lots import in_packs
from voedselbrigade.stock.pack_dates import doubt, parse_pack_date

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("31-12", date(2026, 12, 31)),
        ("2711", date(2026, 11, 27)),
        ("311226", date(2026, 12, 31)),
        ("31122026", date(2026, 12, 31)),
        ("31.12.26", date(2026, 12, 31)),
        ("12/2026", date(2026, 12, 31)),
        ("02-2028", date(2028, 2, 29)),
        ("2026-12", date(2026, 12, 31)),
        ("2026-12-05", date(2026, 12, 5)),
        ("5 jan", date(2027, 1, 5)),
        ("20-11", date(2026, 11, 20)),  # just past: it lies there, and is refused by its date
        ("01-11", date(2027, 11, 1)),
        ("29-02", None),
        ("31-04", None),
        ("13/2026", None),
        ("46231", None),
        ("morgen ergens", None),
        ("", None),
    ],
)
def test_a_date_is_read_as_people_write_it_or_asked_again(typed: str, means: date | None) -> None:
    found = parse_pack_date(typed, TODAY)
    assert found == means if means else isinstance(found, Fact)


@given(st.text(max_size=12))
def test_whatever_is_typed_is_a_date_or_a_question(typed: str) -> None:
    assert isinstance(parse_pack_date(typed, TODAY), date | Fact)


def test_a_date_years_ahead_is_asked_about() -> None:
    assert doubt(date(2027, 12, 31), TODAY) is None
    assert doubt(date(2036, 12, 31), TODAY) is not None


@pytest.mark.parametrize("typed", ["4006381333931", " 4006 3813 33931", "73513537"])
def test_a_bar_code_with_the_right_last_digit_is_taken(typed: str) -> None:
    assert parse_ean(typed) == typed.replace(" ", "")


def test_a_bar_code_with_one_digit_wrong_is_refused() -> None:
    code = "4006381333931"
    assert parse_ean(code) == code
    for place in range(13):
        wrong = code[:place] + str((int(code[place]) + 1) % 10) + code[place + 1 :]
        assert parse_ean(wrong) == Fact.of("stock.ean_digit", value=wrong)
    assert parse_ean("rijst") == Fact.of("stock.no_ean", value="rijst")
    assert parse_ean("036000291452") == "0036000291452"


def test_boxes_are_worked_out_and_a_shortage_is_not_boxed() -> None:
    assert in_packs(18, 12) == (1, 6)
    assert in_packs(18, 1) == (0, 18)
    assert in_packs(-5, 12) == (0, -5)
