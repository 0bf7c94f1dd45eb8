"""A list as it stands in a file: rows of text under headers, each with the number Excel shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from voedselbrigade.errors import Fact


class ListKind(StrEnum):
    """What a list is about."""

    RECIPIENTS = "recipients"
    VOLUNTEERS = "volunteers"
    HUBS = "hubs"


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row that holds something. `number` is the row number that Excel shows."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """What was read of one sheet.

    Every row has as many cells as there are `headers`; headers are unique and never empty.
    `refused` are the columns with citizen service numbers: their cells are empty here, the numbers
    went no further than the reader. `notes` says what the reader chose (which sheet, what it hid).
    """

    headers: tuple[str, ...]
    rows: tuple[TableRow, ...]
    header_row: int
    sheet: str = ""
    refused: tuple[int, ...] = ()
    notes: tuple[Fact, ...] = field(default=())

    def samples(self, column: int, most: int = 50) -> tuple[str, ...]:
        """The first values of a column that are not empty."""
        found: list[str] = []
        for row in self.rows:
            if row.cells[column]:
                found.append(row.cells[column])
                if len(found) == most:
                    break
        return tuple(found)
