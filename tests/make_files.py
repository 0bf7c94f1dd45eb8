"""Excel files made on the spot."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from voedselbrigade.adapters.spreadsheets import read_table
from voedselbrigade.domain.tables import ListKind, Table
from voedselbrigade.errors import UnusableFile
from voedselbrigade.words import say

R = ListKind.RECIPIENTS
HEADERS = ("Nr", "Naam", "Adres", "Hnr", "Postcode", "Telefoon", "Dagen", "Tijd")
PERSON = ("7", "Mw. A. de Wit", "Damstraat", "12", "2573 LM", "070 000 01 20", "ma wo vr", "")


def new_book(title: str = "Actief") -> tuple[Workbook, Worksheet]:
    book = Workbook()
    page: Worksheet = book.create_sheet(title, 0)
    del book["Sheet"]
    return book, page


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def excel(*rows: Sequence[object], change: Callable[[Worksheet], None] | None = None) -> bytes:
    book, page = new_book()
    for row in rows:
        page.append(list(row))
    if change:
        change(page)
    return saved(book)


def cells(table: Table) -> dict[str, str]:
    """The first row by header."""
    return dict(zip(table.headers, table.rows[0].cells, strict=True))


def refusal(content: bytes, name: str = "lijst.xlsx") -> str:
    with pytest.raises(UnusableFile) as caught:
        read_table(content, name, R)
    assert caught.value.exit_code == 2
    return say(caught.value.fact)
