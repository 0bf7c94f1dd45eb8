"""Households, recipes, parcels, labels and the calls of a recall on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import make_stock
from tests.cli.stock_commands import Stock
from voedselbrigade.domain.food import Diet
from voedselbrigade.wiring import Home


@pytest.fixture
def stock(sqlite_home: Home, capsys: pytest.CaptureFixture[str]) -> Stock:
    """Rice for everybody, in a hub that is Zuid."""
    hub = make_stock.bank(sqlite_home, "Zuid")
    rice = make_stock.kept(sqlite_home, suits=frozenset({Diet.HALAL}))
    make_stock.kept(sqlite_home, "Pasta")
    make_stock.came(sqlite_home, hub, rice, 5)
    return Stock(sqlite_home, capsys)


FAMILY = "stock household add --hub Zuid --adults 2 --children 1 --days ma"


def test_a_parcel_from_household_to_hand_out_and_recall(stock: Stock, tmp_path: Path) -> None:
    made = stock.json(f"{FAMILY} --number 0123 --diet halal --slot 10:00-10:30 --phone 0701234567")
    assert (made["people"], made["days"]) == ({"child": 1, "adult": 2}, {"0": 1})
    stock.json("stock recipe add --name klein --from 1 --to 4 --line", "2 × Rijst / Pasta")
    assert stock("stock recipe list") == 0
    assert "2 × Rijst / Pasta" in stock.out
    filled = stock.json("stock parcels fill --hub Zuid")
    assert [(one["units"], one["short"]) for one in filled["parcels"]] == [(2, 0)]
    papers = tmp_path / "papier"
    lists = stock.json(f"stock parcels list --hub Zuid --out {papers}")
    assert lists["picks"][0]["quantity"] == 2
    assert lists["parcels"][0]["letters"] == ["X"]
    assert sorted(one.name for one in papers.iterdir()) == ["looplijst.pdf", "pakketten.pdf"]
    assert stock("stock parcels hand-out --hub Zuid --number 0123 --came") == 0
    file = tmp_path / "verslag.pdf"
    assert stock(f"stock recall --item Rijst --reason glas --report {file}") == 0
    assert file.read_bytes().startswith(b"%PDF")
    [call] = stock.json("stock calls 1")["calls"]
    assert (call["kind"], call["name"], call["got"][0]["quantity"]) == ("household", "0123", 2)
    assert stock("stock called 1 household:1 no_answer") == 0
    assert stock.json("stock calls 1")["calls"][0]["result"] == "no_answer"
    assert stock("stock called 1 household:1 misschien") == 2


def test_too_little_is_told_once_per_item(stock: Stock) -> None:
    for number in ("1", "2", "3"):
        stock.json(f"{FAMILY} --number {number}")
    stock.json("stock recipe add --name klein --from 1 --to 4 --line", "2 x Rijst")
    assert stock("stock parcels fill --hub Zuid") == 0
    assert "Van Rijst zijn er 1 te weinig." in stock.out


def test_a_household_pauses_and_comes_back_by_itself(stock: Stock) -> None:
    stock.json(f"{FAMILY} --number 7")
    stock("stock household state --hub Zuid --number 7 --to paused --until 30-11-2026")
    [one] = stock.json("stock household list --hub Zuid")["households"]
    assert one["state"] == "paused"
    assert stock("stock household state --hub Zuid --number 99 --to stopped") == 1


def test_labels_and_a_count_sheet_come_as_pdf(stock: Stock, tmp_path: Path) -> None:
    labels, sheet = tmp_path / "l.pdf", tmp_path / "t.pdf"
    assert stock(f"stock labels P-000001 --out {labels} --copies 2") == 0
    assert stock(f"stock count-sheet --hub Zuid --out {sheet}") == 0
    assert labels.read_bytes().startswith(b"%PDF")
    assert sheet.read_bytes().startswith(b"%PDF")
    assert stock(f"stock labels P-000001 --out {labels} --size 1x1") == 2


@pytest.mark.parametrize("line", ["Rijst", "2", "twee × Rijst", "2 × "])
def test_a_line_that_cannot_be_read_is_asked_again(stock: Stock, line: str) -> None:
    code = stock("stock recipe add --name k --from 1 --to 2 --line", line)
    assert code == 2
    assert "2 × Rijst" in stock.err
