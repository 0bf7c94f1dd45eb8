"""`import households|donors|delivery-note|temperatures`, with the JSON that every list has."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import make_stock
from tests.cli.stock_commands import Stock
from voedselbrigade.wiring import Home

NAMES = {"new", "changed", "unchanged", "vanished", "wrong", "conflicts", "duplicates"}


@pytest.fixture
def stock(sqlite_home: Home, capsys: pytest.CaptureFixture[str]) -> Stock:
    make_stock.bank(sqlite_home, "Zuid")
    return Stock(sqlite_home, capsys)


def written(folder: Path, text: str) -> str:
    file = folder / "lijst.csv"
    file.write_text(text, "utf-8")
    return str(file)


def test_households_come_in_with_the_preview_of_every_list(stock: Stock, tmp_path: Path) -> None:
    file = written(tmp_path, "Nr;Personen;Dieet;Dag;Inkomen\n12;4;halal;di;900\n13;;;di;0\n")
    looked = stock.json(f"import households {file} --hub Zuid --check")
    assert set(looked) == NAMES
    assert (looked["new"], [wrong["row"] for wrong in looked["wrong"]]) == (1, [3])
    assert stock(f"import households {file} --hub Zuid") == 0
    assert "gaat over inkomen" in stock.out
    assert "1 nieuw, 0 veranderd, 0 hetzelfde, 1 fout." in stock.out
    assert stock.json(f"import households {file} --hub Zuid")["unchanged"] == 1


def test_a_note_without_a_hub_asks_which_and_with_one_is_booked_once(
    stock: Stock, tmp_path: Path
) -> None:
    file = written(tmp_path, "Product;Aantal;THT\nRijst;12;31-12-2026\n")
    assert stock(f"import delivery-note {file}") == 2
    assert "--hub" in stock.err
    for _ in range(2):
        stock.json(f"import delivery-note {file} --hub Zuid --supplier AH")
    [line] = stock.json("stock report --hub Zuid")["hubs"][0]["lines"]
    assert (line["item"], line["quantity"], line["date"]) == ("Rijst", 12, "2026-12-31")


def test_donors_and_temperatures_come_in_too(stock: Stock, tmp_path: Path) -> None:
    donors = written(tmp_path, "Gever;Geeft\nBakker;brood\n")
    assert stock.json(f"import donors {donors}")["new"] == 1
    readings = written(tmp_path, "Ruimte;Soort;Datum;Tijd;Graden\nK1;koel;23-11-2026;8:00;9,5\n")
    assert stock(f"import temperatures {readings} --hub Zuid") == 0
    assert "te warm" in stock.out


def test_a_list_without_its_columns_is_refused(stock: Stock, tmp_path: Path) -> None:
    file = written(tmp_path, "Boek;Schrijver\nMax;Multatuli\n")
    for kind in ("households", "donors", "temperatures"):
        assert stock(f"import {kind} {file}") == 2
        assert "kolom" in stock.err
