"""Messy files, made here, and what comes out of them: the same text, the same row numbers."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from stdnum.nl import bsn

from tests.make_files import HEADERS, PERSON, R, cells, excel, new_book, saved
from voedselbrigade.adapters.spreadsheets import read_table
from voedselbrigade.adapters.spreadsheets.writing import write_xlsx
from voedselbrigade.domain.columns import guess_mapping
from voedselbrigade.errors import UnusableFile
from voedselbrigade.words import say

# --- what Excel makes of things -------------------------------------------------------------


def test_numbers_come_out_as_people_see_them() -> None:
    row = (7.0, "De Wit", "Damstraat", 12.0, "2573 LM", 700000120.0, "ma wo vr", "")
    read = cells(read_table(excel(HEADERS, row), "a.xlsx", R))
    assert (read["Nr"], read["Hnr"], read["Telefoon"]) == ("7", "12", "700000120")


def test_times_dates_and_yes_no_become_plain_text() -> None:
    row = (1, "De Wit", date(2026, 3, 12), datetime(2026, 3, 12, 11, 30), True, False, 0.5)  # noqa: DTZ001
    read = cells(read_table(excel(HEADERS, (*row, time(11, 30))), "a.xlsx", R))
    assert list(read.values())[2:] == [
        *("2026-03-12", "2026-03-12 11:30", "ja", "nee", "0.5", "11:30")
    ]


def test_a_duration_is_a_time() -> None:
    read = cells(read_table(excel(HEADERS, (*PERSON[:-1], timedelta(hours=11.5))), "a.xlsx", R))
    assert read["Tijd"] == "11:30"


def test_unseen_signs_and_needless_blanks_go() -> None:
    row = ("7", "\u200bMw. A.\xa0de  Wit  ", " Damstraat", "12", "2573\xa0LM", "", "ma\r\nwo", "")
    read = cells(read_table(excel(HEADERS, row), "a.xlsx", R))
    assert read["Naam"] == "Mw. A. de Wit"
    assert (read["Adres"], read["Postcode"], read["Dagen"]) == ("Damstraat", "2573 LM", "ma\nwo")


def test_an_error_of_excel_is_kept_so_that_it_can_be_told() -> None:
    def broken(page: Worksheet) -> None:
        page["E2"].value = "#N/A"
        page["E2"].data_type = "e"

    assert (
        cells(read_table(excel(HEADERS, PERSON, change=broken), "a.xlsx", R))["Postcode"] == "#N/A"
    )


def test_a_formula_without_an_outcome_is_told_and_never_worked_out() -> None:
    def formula(page: Worksheet) -> None:
        page["D2"].value = "=6+6"

    assert (
        cells(read_table(excel(HEADERS, PERSON, change=formula), "a.xlsx", R))["Hnr"] == "#FORMULE"
    )


def test_a_formula_gives_the_outcome_that_was_saved() -> None:
    def with_formula(xml: bytes) -> bytes:
        return xml.replace(b"<v>12</v>", b"<f>6+7</f><v>13</v>")

    whole = excel(HEADERS, (*PERSON[:3], 12, *PERSON[4:]))
    content = rezipped(whole, "xl/worksheets/sheet1.xml", with_formula)
    assert cells(read_table(content, "a.xlsx", R))["Hnr"] == "13"


def rezipped(content: bytes, member: str, change: Callable[[bytes], bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == member else data)
    return out.getvalue()


# --- where the list is --------------------------------------------------------------------------


def test_rows_keep_the_number_that_excel_shows() -> None:
    content = excel(
        ("Cliëntenlijst november",), ("bijgewerkt 16-11",), (), HEADERS, PERSON, (), (), PERSON
    )
    table = read_table(content, "a.xlsx", R)
    assert table.header_row == 4
    assert [row.number for row in table.rows] == [5, 8]


def test_a_title_over_merged_cells_is_not_the_header() -> None:
    content = excel(
        ("Naam van de lijst",), HEADERS, PERSON, change=lambda page: page.merge_cells("A1:H1")
    )
    assert read_table(content, "a.xlsx", R).headers == HEADERS


def test_a_header_of_two_rows_with_merged_cells_is_read() -> None:
    def merge(page: Worksheet) -> None:
        for place in ("A1:A2", "B1:B2", "C1:E1", "F1:F2", "G1:G2", "H1:H2"):
            page.merge_cells(place)

    top = ("Nr", "Naam", "Woonadres", None, None, "Telefoon", "Dagen", "Tijd")
    low = (None, None, "Straat", "Hnr", "Postcode")
    table = read_table(excel(top, low, PERSON, change=merge), "a.xlsx", R)
    assert table.headers == ("Nr", "Naam", "Straat", "Hnr", "Postcode", "Telefoon", "Dagen", "Tijd")
    assert [row.number for row in table.rows] == [3]


def test_an_address_merged_over_two_people_holds_for_both() -> None:
    second = ("8", "Dhr. B. de Wit", None, None, None, "", "ma", "")

    def merge(page: Worksheet) -> None:
        for column in "CDE":
            page.merge_cells(f"{column}2:{column}3")

    table = read_table(excel(HEADERS, PERSON, second, change=merge), "a.xlsx", R)
    assert table.rows[1].cells[2:5] == ("Damstraat", "12", "2573 LM")


def test_of_several_sheets_the_list_is_taken_and_the_others_are_told() -> None:
    book, page = new_book("Uitleg")
    page.append(["Dit is de lijst van november", "zie blad 2"])
    people = book.create_sheet("Mensen")
    for row in (HEADERS, PERSON):
        people.append(list(row))
    table = read_table(saved(book), "a.xlsx", R)
    assert table.sheet == "Mensen"
    assert [say(note) for note in table.notes] == [
        "Wij lezen het blad “Mensen”. Andere bladen lezen wij niet: Uitleg."
    ]


def test_a_hidden_sheet_is_not_read() -> None:
    book, page = new_book("Mensen")
    for row in (HEADERS, PERSON):
        page.append(list(row))
    old = book.create_sheet("Oud")
    for row in (HEADERS, *[PERSON] * 5):
        old.append(list(row))
    old.sheet_state = "hidden"
    assert len(read_table(saved(book), "a.xlsx", R).rows) == 1


def test_a_header_that_is_printed_again_is_no_person() -> None:
    table = read_table(excel(HEADERS, PERSON, HEADERS, PERSON), "a.xlsx", R)
    assert [row.number for row in table.rows] == [2, 4]


def test_columns_without_a_name_or_with_the_same_name_can_be_told_apart() -> None:
    headers = ("Naam", "Adres", "Postcode", "Telefoon", "Telefoon", None)
    row = ("De Wit", "Damstraat 1", "2573 LM", "070 000 01 20", "", "bel aan")
    table = read_table(excel(headers, row), "a.xlsx", R)
    assert table.headers[3:] == ("Telefoon", "Telefoon (2)", "Kolom F")


# --- csv ----------------------------------------------------------------------------------------

CSV_HEADER = "Naam;Straat;Huisnummer;Postcode;Opm\r\n"
TEXT = (
    "Naam;Straat;Huisnummer;Postcode;Opmerking\r\n"
    '"Özdemir; A.";Damstraat;12-3;2573LM;"zegt ""ja"""\r\n'
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_a_csv_file_is_read_in_every_usual_writing(encoding: str, sign: str) -> None:
    text = TEXT.replace(";", sign).replace(f"Özdemir{sign} A", "Özdemir; A")
    if sign == ";":
        text = TEXT
    table = read_table(text.encode(encoding), "a.csv", R)
    assert table.rows[0].cells == ("Özdemir; A.", "Damstraat", "12-3", "2573LM", 'zegt "ja"')


def test_an_old_windows_file_keeps_its_signs() -> None:
    content = "Naam;Straat;Huisnummer;Postcode\r\nRené ’t Hoff €;Kade;1;2573LM\r\n".encode("cp1252")
    assert read_table(content, "a.csv", R).rows[0].cells[0] == "René ’t Hoff €"


def test_a_line_break_inside_quotes_makes_no_row() -> None:
    text = CSV_HEADER + 'A;Kade;1;2573LM;"een\ntwee"\r\n\r\nB;Kade;2;2573LM;\r\n'
    table = read_table(text.encode(), "a.csv", R)
    assert [row.number for row in table.rows] == [2, 4]
    assert table.rows[0].cells[4] == "een\ntwee"


def test_one_stray_quote_does_not_swallow_the_list() -> None:
    rows = "".join(f"Jansen{n};Kade;{n};2573LM;\r\n" for n in range(1, 40))
    text = f'{CSV_HEADER}De Wit;Kade;1;2573LM;"let op\r\n{rows}'
    assert len(read_table(text.encode(), "a.csv", R).rows) == 40


def test_empty_rows_and_columns_of_a_csv_file_are_not_too_many() -> None:
    text = f"{CSV_HEADER}De Wit;Kade;1;2573LM;{';' * 400}\r\n{';;;;' * 100}\r\n"
    text += ";;;;\r\n" * 60_000 + "Bos;Kade;2;2573LM;\r\n"
    table = read_table(text.encode(), "a.csv", R)
    assert [row.number for row in table.rows] == [2, 60_004]


def test_too_many_rows_of_a_csv_file_are_refused() -> None:
    text = CSV_HEADER + "De Wit;Kade;1;2573LM;\r\n" * 50_001
    with pytest.raises(UnusableFile) as refused:
        read_table(text.encode(), "a.csv", R)
    assert refused.value.fact.code == "file.too_many_cells"


def test_a_stray_nought_does_not_make_a_list_unreadable() -> None:
    rows = "".join(
        f"Jan\x00sen{n};Kade;{n};2573LM;\r\n" if n == 3 else f"Bos{n};Kade;{n};2573LM;\r\n"
        for n in range(1, 9)
    )
    table = read_table((CSV_HEADER + rows).encode(), "a.csv", R)
    assert table.rows[2].cells[0] == "Jansen3"


def test_the_hint_for_excel_is_no_row() -> None:
    table = read_table(f"sep=;\r\n{TEXT}".encode(), "a.csv", R)
    assert (table.header_row, table.rows[0].number) == (1, 2)


# --- citizen service numbers --------------------------------------------------------------------
# 9999….: a range of numbers for tests, nobody has them.


def passing() -> list[str]:
    return [n for n in (f"9999{i:05d}" for i in range(200)) if bsn.is_valid(n)][:6]


@pytest.mark.parametrize(
    "header", ["BSN", "burgerservicenummer", "Sofinr.", "BSN cliënt", "Klantnummer"]
)
def test_citizen_service_numbers_never_come_out_of_the_reader(header: str) -> None:
    numbers = passing()
    rows = [("De Wit", "Damstraat 1", "2573 LM", number) for number in numbers]
    table = read_table(excel(("Naam", "Adres", "Postcode", header), *rows), "a.xlsx", R)
    assert table.refused == (3,)
    assert not any(number in repr(table) for number in numbers)
    assert guess_mapping(table, R).refused == (3,)


def test_citizen_service_numbers_are_found_in_a_telephone_column_too() -> None:
    rows = [("De Wit", "Damstraat 1", "2573 LM", int(number)) for number in passing()]
    table = read_table(excel(("Naam", "Adres", "Postcode", "Telefoon"), *rows), "a.xlsx", R)
    assert table.refused == (3,)


def test_telephone_numbers_without_their_nought_are_not_refused() -> None:
    rng = random.Random(1)
    rows = [("A", "Damstraat 1", "2573 LM", 600000000 + rng.randrange(10**8)) for _ in range(200)]
    table = read_table(excel(("Naam", "Adres", "Postcode", "Mobiel"), *rows), "a.xlsx", R)
    assert table.refused == ()


def test_a_citizen_service_number_in_running_text_is_masked_and_told() -> None:
    number = passing()[0]
    row = ("De Wit", "Damstraat 1", "2573 LM", f"sleutel bij buren, bsn: {number}")
    table = read_table(excel(("Naam", "Adres", "Postcode", "Opmerking"), row), "a.xlsx", R)
    assert table.rows[0].cells[3] == "sleutel bij buren, bsn: •••"
    assert [say(note) for note in table.notes] == [
        "In 1 cel stond een burgerservicenummer in de tekst. Dat nummer hebben wij weggelaten."
    ]


# --- rows back to the user ---------------------------------------------------------------------


def test_rows_given_back_stay_the_text_they_were() -> None:
    content = write_xlsx(HEADERS, [("7", "=HYPERLINK(1)", "12-3", "0612", "1E5", "", "-2", "@x")])
    page = load_workbook(io.BytesIO(content)).worksheets[0]
    assert [cell.value for cell in page[2]] == [
        *("7", "=HYPERLINK(1)", "12-3", "0612", "1E5", None, "-2", "@x")
    ]
    assert {cell.data_type for cell in page[2] if cell.value} == {"s"}
    assert [cell.quotePrefix for cell in page[2]][1] and page[2][6].quotePrefix


def test_what_was_written_can_be_read_again() -> None:
    table = read_table(write_xlsx(HEADERS, [PERSON]), "fout.xlsx", R)
    assert table.rows[0].cells == PERSON
