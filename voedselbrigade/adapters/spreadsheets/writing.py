"""Rows of text out, as an Excel file in which text stays text."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_xlsx(
    headers: Sequence[str], rows: Iterable[Sequence[str]], sheet: str = "Lijst"
) -> bytes:
    """An Excel file of text cells: `12-3` stays 12-3, `0612345678` keeps its 0.

    Text that a spreadsheet could take for a formula is stored as text and marked as such
    (quotePrefix), so that opening or saving it as CSV never runs anything.
    """
    book = Workbook(write_only=True)
    page = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", sheet)[:31] or "Lijst")
    page.freeze_panes = "A2"
    widths = [max(10, min(40, len(header) + 2)) for header in headers]
    for column, width in enumerate(widths, 1):
        page.column_dimensions[get_column_letter(column)].width = width
    page.append([_text_cell(page, header, bold=True) for header in headers])
    for row in rows:
        page.append([_text_cell(page, value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _text_cell(page: WriteOnlyWorksheet, value: str, bold: bool = False) -> Cell:
    cell = WriteOnlyCell(page)
    cell.value = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", value)[:32_000]
    cell.data_type = "s"
    cell.number_format = "@"
    if bold:
        cell.font = Font(bold=True)
    if value.startswith(_FORMULA_STARTS):
        cell.quotePrefix = True
    return cell
