"""The stock on the command line, with the JSON that others build on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import make, make_stock
from tests.cli.stock_commands import Stock
from voedselbrigade.cli import main
from voedselbrigade.wiring import Home


@pytest.fixture
def stock(sqlite_home: Home, capsys: pytest.CaptureFixture[str]) -> Stock:
    make_stock.bank(sqlite_home, "Zuid")
    make_stock.bank(sqlite_home, "Noord")
    return Stock(sqlite_home, capsys)


RICE = "--hub Zuid --item Rijst"


def test_what_is_received_stands_in_the_report(stock: Stock) -> None:
    supplied = "--date 31-12-2026 --kind tht --supplier"
    done = stock.json(f"stock receive {RICE} --quantity 12 {supplied}", "Albert Heijn")
    assert (done["again"], done["lots"][0]["lot"]) == (False, "P-000001")
    assert stock.json("stock report --hub Zuid") == {
        "hubs": [
            {
                "hub": "Zuid",
                "lines": [
                    {
                        "item": "Rijst",
                        "quantity": 12,
                        "unit": "stuk",
                        "lot": "P-000001",
                        "date": "2026-12-31",
                        "date_kind": "tht",
                        "place": "",
                        "blocked": False,
                        "reserved": 0,
                        "on_the_road": False,
                    }
                ],
            }
        ]
    }
    assert stock.json("stock report --hub Noord") == {"hubs": [{"hub": "Noord", "lines": []}]}
    assert stock.json("stock report --on 2026-01-01") == {"hubs": []}


def test_the_same_cause_twice_is_issued_once(stock: Stock) -> None:
    stock(f"stock receive {RICE} --quantity 12")
    for again in (False, True):
        done = stock.json(f"stock issue {RICE} --quantity 5 --cause", "uitgifte dinsdag")
        assert done["again"] is again
    (line,) = stock.json("stock report")["hubs"][0]["lines"]
    assert line["quantity"] == 7


def test_too_little_says_how_much_there_is_and_why_the_rest_may_not_go(stock: Stock) -> None:
    stock(f"stock receive {RICE} --quantity 3")
    stock(f"stock receive {RICE} --quantity 4 --date 20-11-2026 --kind tgt")
    assert stock(f"stock issue {RICE} --quantity 5 --cause x") == 1
    why, told = stock.err.splitlines()
    assert why.startswith("- Rijst, partij P-000002: te gebruiken tot vr 20-11-2026.")
    assert told.startswith("Van Rijst kunnen er 3 mee. U wilde er 5. Van 4 stuks mag het niet.")


def test_a_booking_is_undone_as_it_was_told(stock: Stock) -> None:
    done = stock.json(f"stock receive {RICE} --quantity 12")
    assert stock("stock undo", done["cause"]) == 0
    assert stock.json("stock undo", done["cause"])["again"] is True
    assert stock.json("stock report") == {"hubs": []}


def test_a_transfer_is_counted_at_the_door(stock: Stock) -> None:
    stock(f"stock receive {RICE} --quantity 12")
    sent = stock.json(f"stock transfer {RICE} --to Noord --quantity 6 --cause rit1")
    lines = stock.json(f"stock transfer --arrive {sent['transfer']} --quantity 5")["lines"]
    assert lines == [{"lot": "P-000001", "sent": 6, "arrived": 5, "difference": -1}]
    found = {hub["hub"]: hub["lines"][0]["quantity"] for hub in stock.json("stock report")["hubs"]}
    assert found == {"Zuid": 6, "Noord": 5}


def test_a_count_needs_two_people_when_it_differs(stock: Stock) -> None:
    stock(f"stock receive {RICE} --quantity 12")
    for name in ("Ria", "Hassan"):
        make.account(stock.home, name)
    first = stock.json(f"--as Ria stock count {RICE} --quantity 10")
    assert (first["booked"], first["lines"][0]["state"]) == (False, "second")
    second = stock.json(f"--as Hassan stock count {RICE} --quantity 10")
    assert (second["booked"], second["lines"][0]["difference"]) == (True, -2)
    assert stock.json("stock report")["hubs"][0]["lines"][0]["quantity"] == 10


def test_what_expires_and_what_is_recalled_is_told(stock: Stock) -> None:
    stock(f"stock receive {RICE} --quantity 3 --date 25-11-2026 --kind tgt --supplier Bos")
    (soon,) = stock.json("stock expiring --days 7")["lines"]
    assert (soon["until"], soon["may_be_given"]) == ("2026-11-25", True)
    (over,) = stock.json("stock expiring --on 2026-11-26")["lines"]
    assert over["may_be_given"] is False
    stock(f"stock issue {RICE} --quantity 1 --cause x")
    told = stock.json("stock recall --supplier bos --reason glas")
    assert [(one["hub"], one["quantity"]) for one in told["lying"]] == [("Zuid", 2)]
    assert [(one["cause"], one["quantity"]) for one in told["handed_out"]] == [("x", 1)]
    assert stock(f"stock issue {RICE} --quantity 1 --cause y") == 1
    assert stock.json("stock report")["hubs"][0]["lines"][0]["blocked"] is True


def test_food_is_frozen_written_off_looked_at_and_measured(stock: Stock) -> None:
    meat = "--hub Zuid --item Gehakt"
    stock(f"stock receive {meat} --quantity 9 --date 24-11-2026 --kind tgt"
          " --storage chilled --category vlees")  # fmt: skip
    frozen = stock.json(f"stock freeze {meat} --quantity 4")
    assert (frozen["date"], frozen["date_kind"]) == ("2027-01-22", "tgt")
    lost = f"stock write-off {meat} --quantity 2 --reason damaged --lot P-000001"
    assert stock.json(lost)["lot"] == "P-000001"
    warm = stock.json("stock temperature --hub Zuid --degrees 9.5 --storage chilled")
    assert [one["quantity"] for one in warm["affected"]] == [3]
    assert "9,5" in warm["problem"]
    assert stock("stock checked P-000001 --bad") == 0
    assert stock.json("stock check") == {"ok": True, "wrong": 0}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (f"stock receive {RICE} --quantity 0", "Het aantal 0 kan niet."),
        (f"stock receive {RICE} --quantity 1 --date 31-04", "De datum “31-04” bestaat niet."),
        (f"stock receive {RICE} --quantity 1 --kind tgt", "Bij TGT hoort een datum."),
        (f"stock receive {RICE} --quantity 1 --kind x", "x ken ik niet. Kies tht, tgt of none."),
        (f"stock receive {RICE} --quantity 1 --date 1-1-2031", "Er is niets geboekt."),
        ("stock receive --hub Oost --item Rijst --quantity 1", "Er is geen locatie"),
        ("stock receive --hub Zuid --item 4006381333931 --quantity 1", "“4006381333931” kennen"),
        ("stock transfer --hub Zuid", "Versturen: geef --hub"),
        ("stock recall", "Kies één ding"),
    ],
)
def test_bad_input_gets_one_sentence_and_books_nothing(stock: Stock, words: str, told: str) -> None:
    assert stock(words) in (1, 2)
    assert stock.err.startswith(told)
    assert stock.json("stock report") == {"hubs": []}


def test_a_quantity_far_above_the_usual_is_asked_about(stock: Stock) -> None:
    stock(f"stock receive {RICE} --quantity 10")
    assert stock(f"stock receive {RICE} --quantity 1000") == 2
    assert "Weet u het zeker?" in stock.out
    assert stock(f"stock receive {RICE} --quantity 1000 --yes") == 0


def test_a_table_of_dates_is_taken_over_as_a_whole_or_not(stock: Stock, tmp_path: Path) -> None:
    header = "category,name,storage,grace_days,undated_days,freezer_days,source,valid_from,verified"
    file = tmp_path / "bijlage.csv"
    file.write_text(f"{header}\nproef,Proef,ambient,10,,0,NVWA,2026-01-01,ja\n,,,,,,,,\n")
    assert stock("stock rules", str(file)) == 2
    assert "Rij 3" in stock.out
    file.write_text(f"{header}\nproef,Proef,ambient,10,,0,NVWA,2026-01-01,ja\n")
    assert stock("stock rules", str(file)) == 0
    stock(f"stock receive {RICE} --quantity 1 --date 20-11-2026 --kind tht --category proef")
    assert stock(f"stock issue {RICE} --quantity 1 --cause x") == 1
    stock("stock checked P-000001 --good")
    assert stock(f"stock issue {RICE} --quantity 1 --cause x") == 0


def test_a_backup_is_put_back_in_another_home(stock: Stock, tmp_path: Path) -> None:
    stock(f"stock receive {RICE} --quantity 12")
    file = str(tmp_path / "kopie.zip")
    assert stock("backup", file) == 0
    assert stock("restore", file) == 1
    assert stock.err.startswith("Hier staan al gegevens.")
    other = tmp_path / "ander"
    assert main(["--home", str(other), "restore", file]) == 0
    assert stock("restore --replace", file) == 0
    assert stock.json("stock report")["hubs"][0]["lines"][0]["quantity"] == 12


def test_a_list_of_items_is_taken_over_once(stock: Stock, tmp_path: Path) -> None:
    file = tmp_path / "producten.csv"
    rows = "Product;Categorie;Per doos\nMelk;zuivel;12\nRijst;rijst_pasta;x\nrijst;rijst_pasta;6\n"
    file.write_text(rows)
    looked = stock.json("import items --check", str(file))
    assert (looked["new"], [one["row"] for one in looked["wrong"]]) == (2, [3])
    counts = [
        (told["new"], told["changed"], told["unchanged"])
        for told in (stock.json("import items", str(file)) for _ in range(2))
    ]
    assert counts == [(2, 0, 0), (0, 0, 2)]
    file.write_text("Product;Per doos\nmelk;24\n")
    assert stock.json("import items", str(file))["changed"] == 1
    file.write_text("aantal;prijs\n1;2\n")
    assert stock("import items", str(file)) == 2
    assert stock.err.startswith("In dit bestand is geen kolom met de naam")


def test_what_to_do_now_is_told_most_urgent_first(stock: Stock) -> None:
    assert stock.json("stock todo --hub Zuid") == {"hub": "Zuid", "jobs": []}
    stock(f"stock receive {RICE} --quantity 4 --date 20-11-2026 --kind tgt")
    told = stock.json("stock todo --hub Zuid")["jobs"]
    assert [(one["job"], one["items"]) for one in told] == [("write_off", ["Rijst"]), ("count", [])]
