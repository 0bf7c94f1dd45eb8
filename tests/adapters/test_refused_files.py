"""Files that cannot be used: refused in one sentence that says what to do."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from tests.make_files import HEADERS, PERSON, R, excel, refusal
from voedselbrigade.adapters.spreadsheets import read_table
from voedselbrigade.adapters.spreadsheets.files import MOST_BYTES
from voedselbrigade.errors import UnusableFile
from voedselbrigade.words import say

# --- what cannot be used -----------------------------------------------------------------------


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
NOT_A_LIST = "“lijst.xlsx” is geen Excel of CSV. Sla het op als .xlsx en probeer het opnieuw."


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "“lijst.xlsx” is leeg. Kies het bestand met de lijst."),
        (b" \r\n\r\n", "“lijst.xlsx” is leeg. Kies het bestand met de lijst."),
        (zipped(word__document_xml=b"<w/>"), NOT_A_LIST),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 80, NOT_A_LIST),
        (b"%PDF-1.7 Naam;Adres;Postcode", NOT_A_LIST),
        (bytes(range(256)) * 8, NOT_A_LIST),
        (b"<html><table><tr><td>Naam</td></tr></table></html>", NOT_A_LIST),
        (
            zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"),
            "“lijst.xlsx” is een rekenblad in een andere vorm. "
            "Sla het op als .xlsx en probeer het opnieuw.",
        ),
        (
            OLE,
            "“lijst.xlsx” is een oud Excel-bestand (.xls). Open het in Excel, kies Opslaan als, "
            "kies .xlsx en probeer het opnieuw.",
        ),
        (
            OLE + "EncryptedPackage".encode("utf-16-le"),
            "“lijst.xlsx” heeft een wachtwoord. "
            "Sla het in Excel op zonder wachtwoord en probeer het opnieuw.",
        ),
        (
            excel(HEADERS, PERSON)[:-200],
            "“lijst.xlsx” is beschadigd. "
            "Open het in Excel, sla het opnieuw op als .xlsx en probeer het weer.",
        ),
        (
            b"PK\x03\x04",
            "“lijst.xlsx” is beschadigd. "
            "Open het in Excel, sla het opnieuw op als .xlsx en probeer het weer.",
        ),
        (
            b"x" * (MOST_BYTES + 1),
            "“lijst.xlsx” is groter dan 20 MB. "
            "Haal plaatjes en oude bladen weg en probeer het opnieuw.",
        ),
        (
            excel(("appels", "peren"), ("1", "2")),
            "In “lijst.xlsx” vinden wij geen rij met kolomnamen, zoals Naam, Adres en Postcode. "
            "Zet die boven de lijst, in een van de eerste 40 rijen.",
        ),
        (
            excel(HEADERS),
            "In “lijst.xlsx” staat onder de kolomnamen (rij 1) geen enkele rij.",
        ),
    ],
)
def test_a_file_that_cannot_be_used_says_why_and_what_to_do(content: bytes, sentence: str) -> None:
    assert refusal(content) == sentence


def test_a_file_that_unpacks_to_far_too_much_is_not_opened() -> None:
    content = zipped(xl__workbook_xml=b"<workbook/>", xl__media=b"\x00" * 301_000_000)
    assert len(content) < 1_000_000
    assert refusal(content) == (
        "“lijst.xlsx” is uitgepakt veel te groot voor een lijst. Wij openen het niet. "
        "Zet de lijst in een nieuw Excel-bestand."
    )


def test_a_cell_in_the_last_corner_of_the_sheet_is_refused_before_it_fills_the_memory() -> None:
    def corner(page: Worksheet) -> None:
        page["XFD1048576"].value = "x"

    assert refusal(excel(HEADERS, PERSON, change=corner)) == (
        "“lijst.xlsx” is te groot: wij lezen hoogstens 50.000 rijen en 300 kolommen. "
        "Haal lege rijen en kolommen weg, of verdeel de lijst."
    )


@given(st.binary(max_size=400), st.integers(0, 6000))
def test_no_damage_to_a_file_does_anything_but_refuse_or_read(noise: bytes, place: int) -> None:
    whole = GOOD_FILE
    content = whole[:place] + noise + whole[place + len(noise) :]
    try:
        read_table(content, "a.xlsx", R)
    except UnusableFile as error:
        assert say(error.fact)


@given(st.binary(max_size=600))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        read_table(content, "a.csv", R)
    except UnusableFile as error:
        assert say(error.fact)


GOOD_FILE = excel(HEADERS, PERSON, PERSON)
