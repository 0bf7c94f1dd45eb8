"""What a scan says: a label of ours, a bar code, or a GS1 string with a date in it."""

from __future__ import annotations

from datetime import date

import pytest

from voedselbrigade.errors import Fact
from voedselbrigade.stock.lots import DateKind, LotId
from voedselbrigade.stock.scans import Scan, parse_scan

EAN = "8712345000011"


@pytest.mark.parametrize("text", ["P-000123", "p000123", " P-123\n"])
def test_a_label_of_ours_is_a_lot(text: str) -> None:
    assert parse_scan(text) == Scan(lot=LotId(123))


@pytest.mark.parametrize("text", [EAN, "0" + EAN, "(01)0" + EAN, "]C1010" + EAN])
def test_the_code_of_a_pack_is_found_in_whatever_a_scanner_types(text: str) -> None:
    assert parse_scan(text) == Scan(ean=EAN)


def test_the_code_of_a_box_stays_what_it_is() -> None:
    assert parse_scan("18712345000018") == Scan(ean="18712345000018")


@pytest.mark.parametrize(
    "text",
    [
        f"]C1010{EAN}1726112710AB12\x1d3724",
        f"]d2010{EAN}1726112710AB12\x1d3724",
        f"\x1d010{EAN}10AB12\x1d17261127\x1d3724",
        f"(01)0{EAN}(17)261127(10)AB12(37)24",
    ],
)
def test_a_box_tells_its_use_by_date_its_batch_and_how_many(text: str) -> None:
    assert parse_scan(text) == Scan(EAN, None, DateKind.TGT, date(2026, 11, 27), "AB12", 24)


def test_best_before_day_00_is_the_end_of_the_month() -> None:
    found = parse_scan(f"(01)0{EAN}(15)280200")
    assert found == Scan(EAN, None, DateKind.THT, date(2028, 2, 29))


def test_a_date_that_cannot_be_is_left_out_and_the_code_still_counts() -> None:
    assert parse_scan(f"(01)0{EAN}(15)261399") == Scan(EAN)


@pytest.mark.parametrize(
    "text", ["", "P-0", "rijst", "8712345000012", "(01)123", "(01)", "(17)261127", "\x1d", "]C1"]
)
def test_what_is_no_scan_comes_back_as_a_question(text: str) -> None:
    assert isinstance(parse_scan(text), Fact)
