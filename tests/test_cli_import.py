"""`voedselbrigade import`: what it prints, writes and hands out as exit code."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.make import account, located
from tests.make_lists import everyone, hub_row, person, take, volunteer_row
from tests.make_lists import table as made
from voedselbrigade.adapters.spreadsheets.writing import write_xlsx
from voedselbrigade.cli import main
from voedselbrigade.domain.food import Diet
from voedselbrigade.domain.history import PersonKind
from voedselbrigade.wiring import Home


@pytest.fixture
def run(sqlite_home: Home, capsys: pytest.CaptureFixture[str]) -> Any:
    def call(*words: str) -> tuple[int, str, str]:
        code = main(["--home", str(sqlite_home.path), *words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def a_file(folder: Path, *rows: dict[str, str], name: str = "lijst.xlsx") -> str:
    file = folder / name
    file.write_bytes(write_xlsx(list(rows[0]), [list(row.values()) for row in rows]))
    return str(file)


def test_good_rows_are_saved_and_the_wrong_one_says_how_to_mend_it(
    sqlite_home: Home, run: Any, tmp_path: Path
) -> None:
    file = a_file(tmp_path, person(), person(naam="Dhr. F. Yilmaz", postcode="2572 4X"))
    code, out, _ = run("import", "recipients", file)
    assert code == 0
    assert "Rij 3, Postcode: Postcode “2572 4X” klopt niet." in out
    assert "1 rij overgenomen. 1 rij niet." in out
    assert [one.name.surname for one in everyone(sqlite_home)] == ["Wit"]


def test_a_check_saves_nothing(sqlite_home: Home, run: Any, tmp_path: Path) -> None:
    code, out, _ = run("import", "recipients", a_file(tmp_path, person()), "--check")
    assert (code, everyone(sqlite_home)) == (0, ())
    assert "Er is niets bewaard." in out


def test_the_same_file_again_says_when_it_came_and_changes_nothing(
    sqlite_home: Home, run: Any, tmp_path: Path
) -> None:
    file = a_file(tmp_path, person())
    run("import", "recipients", file)
    before = everyone(sqlite_home)
    code, out, _ = run("import", "recipients", file)
    assert (code, everyone(sqlite_home)) == (0, before)
    assert "al over. Er is niets veranderd." in out


def test_the_json_counts_the_rows_and_lists_what_to_look_at(
    sqlite_home: Home, run: Any, tmp_path: Path
) -> None:
    take(sqlite_home, made(person(), person(naam="Dhr. F. Yilmaz", huisnr="63")))
    wit, _ = everyone(sqlite_home)
    with sqlite_home.work(account(sqlite_home, "Ans")) as work:
        work.store.recipients.save(replace(wit, diets=frozenset({Diet.HALAL})), work.cause())
    file = a_file(
        tmp_path,
        person(dieet="zoutarm"),
        person(naam="A. de Witt", telefoon=""),
        person(naam="Nieuw", huisnr="99", telefoon=""),
        person(naam="Fout", huisnr="", telefoon=""),
    )
    code, out, _ = run("import", "recipients", file, "--check", "--json", "-")
    told = json.loads(out)
    assert code == 0
    counts = {name: told[name] for name in ("new", "changed", "unchanged", "vanished")}
    assert counts == {"new": 1, "changed": 0, "unchanged": 1, "vanished": 1}
    (wrong,) = told["wrong"]
    assert (wrong["row"], wrong["column"], wrong["value"]) == (5, "Huisnr", "")
    assert wrong["message"]
    (clash,) = told["conflicts"]
    assert (clash["row"], clash["person"], clash["field"]) == (2, str(wit.id), "diets")
    assert (clash["office"], clash["file"]) == ("halal", "zoutarm")
    (double,) = told["duplicates"]
    assert (double["row"], double["persons"]) == (3, [str(wit.id)])


def test_the_json_has_the_agreed_names_and_no_others(run: Any, tmp_path: Path) -> None:
    rows = (person(), person(), person(naam="Fout", huisnr=""))
    _, out, _ = run("import", "recipients", a_file(tmp_path, *rows), "--json", "-")
    told = json.loads(out)
    lists = ["wrong", "conflicts", "duplicates"]
    assert list(told) == ["new", "changed", "unchanged", "vanished", *lists]
    assert set(told["wrong"][0]) == {"row", "column", "value", "message"}
    assert set(told["duplicates"][0]) == {"row", "persons"}


def test_a_cell_that_was_not_taken_is_wrong_in_the_json_while_its_row_is_saved(
    sqlite_home: Home, run: Any, tmp_path: Path
) -> None:
    file = a_file(tmp_path, person(telefoon="06 1234"))
    code, out, _ = run("import", "recipients", file, "--json", "-")
    told = json.loads(out)
    assert (code, told["new"], len(everyone(sqlite_home))) == (0, 1, 1)
    (wrong,) = told["wrong"]
    assert (wrong["row"], wrong["column"], wrong["value"]) == (2, "Telefoon", "06 1234")


def test_a_number_that_excel_gave_decimals_changes_nobody(run: Any, tmp_path: Path) -> None:
    run("import", "recipients", a_file(tmp_path, person() | {"Nr": "12"}))
    file = a_file(tmp_path, person() | {"Nr": "12.0"}, name="komma.xlsx")
    _, out, _ = run("import", "recipients", file, "--json", "-")
    told = json.loads(out)
    assert (told["changed"], told["unchanged"]) == (0, 1)


def test_everyone_who_vanished_is_named_however_many(
    sqlite_home: Home, run: Any, tmp_path: Path
) -> None:
    known = [person(naam=f"Mw. A. Bos{n}", huisnr=str(n), telefoon="") for n in range(1, 31)]
    run("import", "recipients", a_file(tmp_path, *known))
    _, out, _ = run("import", "recipients", a_file(tmp_path, known[0], name="kort.xlsx"))
    assert all(f"A. Bos{n}," in out for n in range(2, 31))


def test_the_json_goes_to_a_file_and_words_to_the_screen(run: Any, tmp_path: Path) -> None:
    out_file = tmp_path / "uit.json"
    _, out, _ = run("import", "recipients", a_file(tmp_path, person()), "--json", str(out_file))
    assert json.loads(out_file.read_text("utf-8"))["new"] == 1
    assert "1 rij overgenomen." in out


def test_a_double_inside_the_file_names_the_person_that_the_first_row_made(
    sqlite_home: Home, run: Any, tmp_path: Path
) -> None:
    _, out, _ = run("import", "recipients", a_file(tmp_path, person(), person()), "--json", "-")
    (double,) = json.loads(out)["duplicates"]
    (wit,) = everyone(sqlite_home)
    assert double == {"row": 3, "persons": [str(wit.id)]}


@pytest.mark.parametrize(
    ("rows", "words", "part"),
    [
        ([person(postcode="x")], ["recipients"], "klopt niet"),
        ([volunteer_row()], ["recipients"], "missen"),
        ([person()], ["klanten"], "LIJST"),
    ],
)
def test_a_file_of_which_nothing_can_be_used_is_exit_code_2(
    run: Any, tmp_path: Path, rows: list[dict[str, str]], words: list[str], part: str
) -> None:
    code, out, err = run("import", *words, a_file(tmp_path, *rows))
    assert code == 2
    assert part in out + err


def test_a_file_that_is_not_there_is_one_sentence(run: Any, tmp_path: Path) -> None:
    code, _, err = run("import", "hubs", str(tmp_path / "weg.xlsx"))
    assert code == 2
    assert err.strip().endswith("Controleer de naam en de map.")
    assert "Traceback" not in err


def test_hubs_and_volunteers_come_in_the_same_way(
    sqlite_home: Home, run: Any, tmp_path: Path
) -> None:
    assert run("import", "hubs", a_file(tmp_path, hub_row()))[0] == 0
    assert run("import", "volunteers", a_file(tmp_path, volunteer_row()))[0] == 0
    assert [one.name for one in everyone(sqlite_home, PersonKind.HUB)] == ["Keuken De Pan"]
    assert len(everyone(sqlite_home, PersonKind.VOLUNTEER)) == 1


def test_addresses_are_looked_up_after_the_import_and_misses_are_said(
    sqlite_home: Home, run: Any, tmp_path: Path
) -> None:
    _, out, _ = run("import", "recipients", a_file(tmp_path, person()))
    assert "1 adres is niet gevonden op de kaart." in out
    sqlite_home.indexes.mkdir(exist_ok=True)
    (sqlite_home.indexes / "adressen.csv").write_text(
        "postcode,number,letter,suffix,street,town,lat,lon\n"
        "2547CL,61,,,Escamplaan,Den Haag,52.0570,4.2660\n",
        "utf-8",
    )
    run("import", "recipients", a_file(tmp_path, person(dieet="halal")))
    (one,) = everyone(sqlite_home)
    assert one.located is not None and one.located.point.lat == pytest.approx(52.057)
    assert located().confidence == one.located.confidence


def test_an_address_list_that_cannot_be_used_does_not_lose_the_import(
    sqlite_home: Home, run: Any, tmp_path: Path
) -> None:
    (sqlite_home.indexes / "adressen.csv").write_text("a,b\n1,2\n", "utf-8")
    code, out, _ = run("import", "recipients", a_file(tmp_path, person()))
    assert (code, len(everyone(sqlite_home))) == (0, 1)
    assert "adressen.csv" in out
    assert "1 rij overgenomen." in out


def test_a_messy_csv_in_windows_letters_comes_in(
    sqlite_home: Home, run: Any, tmp_path: Path
) -> None:
    file = tmp_path / "lijst.csv"
    text = (
        "Cliëntenlijst;;;;;\n"
        "Naam;Adres;Postcode;Woonplaats;Tel.;Bezorgdagen\n"
        "Mw. Ç. Öz ;Escamplaan 12 B-II;2547cl;'s-Gravenhage;612345678;ma t/m vr\n"
        ";;;;;\n"
    )
    file.write_bytes(text.encode("cp1252"))
    assert run("import", "recipients", str(file))[0] == 0
    (one,) = everyone(sqlite_home)
    assert (one.name.surname, one.address.line, one.address.town) == (
        "Öz",
        "Escamplaan 12B-II",
        "Den Haag",
    )
