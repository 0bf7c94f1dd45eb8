"""`import households|donors|delivery-note|temperatures`, with the JSON that every list has."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests import make_stock
from tests.cli.stock_commands import Stock
from voedselbrigade.services import parcels
from voedselbrigade.stock.counts import Count, CountId
from voedselbrigade.stock.parcels import Recipe, RecipeId, RecipeLine
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


def test_a_list_of_products_is_taken_back_and_what_was_used_since_stays(
    stock: Stock, tmp_path: Path
) -> None:
    first = written(tmp_path, "Product;Categorie;Per doos\nRijst;rijst_pasta;12\n")
    stock(f"import items {first}")
    more = written(tmp_path, "Product;Categorie;Per doos\nRijst;;6\nMelk;zuivel;\nBonen;groente;\n")
    assert stock(f"import items {more}") == 0
    assert "Ongedaan maken? voedselbrigade undo-import 2" in stock.out
    stock("stock receive --hub Zuid --item Melk --quantity 4 --supplier AH")
    told = stock.json("undo-import 2")
    assert (told["removed"], told["restored"], told["stay"]) == (1, 1, ["Melk"])
    with stock.home.view(stock.home.system) as work:
        left = {one.name: (one.pack, one.active) for one in work.store.stock.items.all()}
    assert left == {"Rijst": (12, True), "Melk": (1, True)}
    assert stock("undo-import 2") == 1
    assert "al ongedaan gemaakt" in stock.err
    assert stock("undo-import") == 0
    assert "producten" in stock.out and "ongedaan gemaakt" in stock.out


def test_what_somebody_changed_after_the_list_of_products_stays_and_is_told(
    stock: Stock, tmp_path: Path
) -> None:
    stock("import items", written(tmp_path, "Product;Per doos;Minimum\nRijst;12;5\n"))
    stock("import items", written(tmp_path, "Product;Per doos;Minimum\nRijst;6;9\n"))
    home = stock.home
    with home.work(home.system) as work:
        rice = work.store.stock.items.named("Rijst")
        assert rice is not None
        work.store.stock.items.save(replace(rice, pack=24), work.cause())
    assert stock("undo-import 2") == 0
    assert "Rijst: stuks per doos blijft 24" in stock.out
    with home.view(home.system) as work:
        rice = work.store.stock.items.named("Rijst")
    assert rice is not None and (rice.pack, rice.minimum) == (24, 5)


def test_a_product_of_a_recipe_and_one_that_was_counted_stay(stock: Stock, tmp_path: Path) -> None:
    stock("import items", written(tmp_path, "Product\nRijst\nBonen\nErwten\nZout\n"))
    home = stock.home
    with home.work(home.system) as work:
        rice, beans, peas, _ = work.store.stock.items.all()
        lines = (RecipeLine(rice.id, 1, (beans.id,)),)
        count = Count(CountId(0), work.store.hubs.all()[0].id, work.now, "root", item=peas.id)
        work.store.stock.counts.add(count)
        parcels.add_recipe(work, Recipe(RecipeId(0), "Klein", 1, 2, lines))
    assert stock("undo-import 1") == 0
    assert "gebruikt of veranderd: Rijst, Bonen en Erwten." in stock.out
