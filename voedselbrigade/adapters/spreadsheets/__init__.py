"""Excel and CSV files in, as rows of text; `writing` makes an Excel file of rows of text.

The one promise: what stands in the file comes out as people see it, with the row number that Excel
shows, and nothing in the file is ever run (no macro, no formula).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from voedselbrigade.adapters.spreadsheets.files import MOST_COLUMNS, MOST_ROWS, Sheet, open_sheets
from voedselbrigade.domain import columns
from voedselbrigade.domain.tables import ListKind, Table, TableRow
from voedselbrigade.errors import Fact, UnusableFile

_HEADER_WITHIN = 40  # rows in which a header is looked for
_LEAST_SCORE = 1.9  # a header names two fields at least


def read_table(content: bytes, file_name: str, kind: ListKind) -> Table:
    """The list of this kind in an .xlsx, .xlsm or .csv file.

    Of several sheets the one whose header names most fields is taken, and `notes` says so. Columns
    with citizen service numbers come out empty. Raises UnusableFile: no Excel or CSV, an old .xls,
    a password, damaged, too large, empty, or no header that we know.
    """
    sheets = open_sheets(content, file_name)
    filled = [sheet for sheet in sheets if any(any(row) for row in sheet.rows)]
    if not filled:
        raise UnusableFile("file.empty", file=file_name)
    best = max(
        (found for sheet in filled if (found := _find_header(sheet, kind))),
        key=lambda found: (found.score, len(found.sheet.rows)),
        default=None,
    )
    if best is None:
        raise UnusableFile("file.no_header", file=file_name, rows=_HEADER_WITHIN)
    table = _table_of(best, kind)
    if not table.rows:
        raise UnusableFile("file.no_rows", file=file_name, header_row=table.header_row)
    others = tuple(sheet.name for sheet in filled if sheet is not best.sheet)
    if others:
        note = Fact.of("file.sheet_chosen", sheet=best.sheet.name, others=others)
        table = replace(table, notes=(note, *table.notes))
    return table


@dataclass(frozen=True, slots=True)
class _Header:
    sheet: Sheet
    index: int
    cells: tuple[str, ...]
    score: float


def _find_header(sheet: Sheet, kind: ListKind) -> _Header | None:
    best: _Header | None = None
    for index, row in enumerate(sheet.rows[:_HEADER_WITHIN]):
        if sum(map(bool, row)) < 2:
            continue
        cells = _with_merged_above(sheet, index)
        score = columns.header_score(cells, kind)
        # The first of equals: a header that is printed again on page two is not the header.
        if score >= _LEAST_SCORE and (best is None or score > best.score + 0.01):
            best = _Header(sheet, index, cells, score)
    return best


def _with_merged_above(sheet: Sheet, index: int) -> tuple[str, ...]:
    """A header cell that is merged with the one above has its text up there."""
    row = list(sheet.rows[index])
    if index and not all(row):
        for column, (cell, above) in enumerate(zip(row, sheet.rows[index - 1], strict=True)):
            if not cell and (index, column) in sheet.merged_down:
                row[column] = above
    return tuple(row)


def _table_of(header: _Header, kind: ListKind) -> Table:
    body = [
        (number, cells)
        for number, cells in enumerate(header.sheet.rows[header.index + 1 :], header.index + 2)
        if any(cells) and not _is_header_again(cells, header.cells)
    ]
    used = [
        column
        for column in range(len(header.cells))
        if header.cells[column] or any(cells[column] for _, cells in body)
    ]
    headers = _unique([header.cells[c] or f"Kolom {_letters(c)}" for c in used])
    rows = [tuple(cells[c] for c in used) for _, cells in body]
    refused = columns.citizen_number_columns(headers, rows, kind)
    safe, hidden = _without_citizen_numbers(rows, refused)
    notes = (Fact.of("file.citizen_number_hidden", n=hidden),) if hidden else ()
    return Table(
        headers=headers,
        rows=tuple(TableRow(number, cells) for (number, _), cells in zip(body, safe, strict=True)),
        header_row=header.index + 1,
        sheet=header.sheet.name,
        refused=refused,
        notes=notes,
    )


def _letters(column: int) -> str:
    """What Excel writes above a column: 0 → A, 26 → AA."""
    before, last = divmod(column, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)


def _is_header_again(cells: Sequence[str], header: Sequence[str]) -> bool:
    return sum(map(bool, cells)) > 1 and all(
        not cell or cell.casefold() == name.casefold()
        for cell, name in zip(cells, header, strict=True)
    )


def _unique(headers: Sequence[str]) -> tuple[str, ...]:
    """`Telefoon`, `Telefoon` → `Telefoon`, `Telefoon (2)`: a column must have a name to choose."""
    taken: list[str] = []
    for header in headers:
        name = " ".join(header.split())[:80]
        tries, unique = 1, name
        while unique in taken:
            tries += 1
            unique = f"{name} ({tries})"
        taken.append(unique)
    return tuple(taken)


def _without_citizen_numbers(
    rows: Sequence[tuple[str, ...]], refused: tuple[int, ...]
) -> tuple[list[tuple[str, ...]], int]:
    """The rows with refused columns emptied and numbers in text masked, and how many of these."""
    gone, hidden, safe = set(refused), 0, []
    for cells in rows:
        kept = tuple("" if c in gone else columns.masked(cell) for c, cell in enumerate(cells))
        hidden += sum(
            1
            for c, (old, new) in enumerate(zip(cells, kept, strict=True))
            if c not in gone and old != new
        )
        safe.append(kept)
    return safe, hidden


__all__ = ["MOST_COLUMNS", "MOST_ROWS", "read_table"]
