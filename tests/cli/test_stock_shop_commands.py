"""Taking food for points on the command line."""

from __future__ import annotations

import pytest

from tests import make_stock
from tests.cli.stock_commands import Stock
from voedselbrigade.wiring import Home


def test_points_are_told_spent_and_given_back(
    sqlite_home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    hub, rice = make_stock.bank(sqlite_home, "Zuid"), make_stock.kept(sqlite_home, points=4)
    make_stock.came(sqlite_home, hub, rice, 5)
    stock = Stock(sqlite_home, capsys)
    stock.json("stock household add --hub Zuid --number 12 --adults 1 --days ma")
    done = stock.json("stock shop buy --hub Zuid --number 12 --cause bon-1 --item Rijst")
    assert (done["points"], done["left"], done["again"]) == (4, 3, False)
    assert stock("stock shop buy --hub Zuid --number 12 --cause bon-2 --item", "2 × Rijst") == 1
    assert "heeft nog 3 punten. Dit kost er 8." in stock.err
    [one] = stock.json("stock shop points --hub Zuid --number 12")["households"]
    assert (one["spent"], one["left"]) == (4, 3)
    assert stock("stock shop undo", done["cause"]) == 0
    [one] = stock.json("stock shop points --hub Zuid")["households"]
    assert (one["left"], make_stock.total(sqlite_home)) == (7, 5)
