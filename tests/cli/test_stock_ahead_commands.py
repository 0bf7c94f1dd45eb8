"""Looking ahead on the command line."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests import make_stock
from tests.cli.stock_commands import Stock
from voedselbrigade.domain.rhythm import Rhythm
from voedselbrigade.services import parcels
from voedselbrigade.stock.parcels import (
    AgeBand,
    Household,
    HouseholdId,
    Recipe,
    RecipeId,
    RecipeLine,
)
from voedselbrigade.wiring import Home


@pytest.fixture
def stock(sqlite_home: Home, capsys: pytest.CaptureFixture[str]) -> Stock:
    """Five packs of rice, milk for two days, and a family that gets two of rice every weekday."""
    hub = make_stock.bank(sqlite_home, "Zuid")
    rice = make_stock.kept(sqlite_home, unit_g=500)
    make_stock.came(sqlite_home, hub, rice, 5)
    milk = make_stock.kept(sqlite_home, "Melk", category="zuivel")
    make_stock.came(sqlite_home, hub, milk, 3, ends_on=make_stock.days(2))
    with sqlite_home.work(sqlite_home.system) as work:
        parcels.add_recipe(work, Recipe(RecipeId(0), "k", 1, 9, (RecipeLine(rice.id, 2),)))
        rhythm = Rhythm(dict.fromkeys(range(7), 1))
        made = Household(HouseholdId(0), hub.id, people={AgeBand.ADULT: 1}, rhythm=rhythm)
        parcels.add_household(work, made)
    return Stock(sqlite_home, capsys)


def test_cover_tells_how_long_what_is_left_over_and_what_to_ask(
    stock: Stock, tmp_path: Path
) -> None:
    book = tmp_path / "vooruit.xlsx"
    said = stock.json(f"stock cover --hub Zuid --days 7 --out {book}")
    first = said["items"][0]
    assert (first["item"], first["there"], first["planned"]) == ("Rijst", 5, 14)
    assert (first["cover_days"], first["short"]) == (2.5, 9)
    assert [(one["item"], one["quantity"]) for one in said["left_over"]] == [("Melk", 3)]
    assert [(one["item"], one["quantity"], one["kg"]) for one in said["ask"]] == [("Rijst", 9, 4.5)]
    sheets = load_workbook(io.BytesIO(book.read_bytes()))
    assert len(sheets.sheetnames) == 4
    assert sheets.worksheets[0]["A2"].value == "Rijst"


def test_cover_says_it_in_plain_words(stock: Stock) -> None:
    assert stock("stock cover --hub Zuid") == 0
    assert "Rijst: 5, nog 2,5 dagen" in stock.out
    assert "Vraag gevers om 23 × Rijst." in stock.out


def test_a_forecast_without_a_past_says_nothing(stock: Stock) -> None:
    assert stock("stock forecast --hub Zuid") == 0
    assert "nog geen twee weken" in stock.out
    assert stock.json("stock forecast --hub Zuid") == {"hub": "Zuid", "lines": []}


def test_every_hub_says_for_how_long_there_is_food(stock: Stock) -> None:
    [one] = stock.json("stock hubs")["hubs"]
    assert (one["hub"], one["supply"], one["first_out"]) == ("Zuid", "week", ["Rijst"])
    assert stock("stock hubs") == 0
    assert stock.out.startswith("Zuid: nog ")
