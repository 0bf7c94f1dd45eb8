"""Reading one row cell by cell: what it says, and every problem on the way."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from voedselbrigade.domain.cells.text import says_nothing
from voedselbrigade.domain.columns import ColumnMapping
from voedselbrigade.domain.tables import TableRow
from voedselbrigade.errors import Fact

MOST_TEXT = 1_000
_UNREADABLE = frozenset({"row.excel_error", "row.too_long"})
_EXCEL_ERROR = re.compile(r"#(?:[A-Z/0]{2,9}[!?]?|N/A|N/B|FORMULE)$")
_DECIMALS = re.compile(r"(\d+)\.0+")


class Weight(StrEnum):
    """What a problem does: the row is not taken, only the cell is not, or please have a look."""

    ROW = "row"
    CELL = "cell"
    LOOK = "look"


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong in one cell. `row` is the number Excel shows, `column` the header in the file.

    `value` is the text of the cell; the fact's sentence says what is wrong and how to mend it.
    """

    row: int
    column: str
    value: str
    fact: Fact
    weight: Weight = Weight.ROW


class RowReader:
    """One row by field code. Gathers values per attribute, references, and problems."""

    def __init__(self, row: TableRow, mapping: ColumnMapping, today: date) -> None:
        self.today = today
        self.mapping = mapping
        self.row = row
        self.values: dict[str, Any] = {}
        self.references: dict[str, tuple[str, ...]] = {}
        self.for_new: dict[str, Any] = {}
        self.problems: list[RowProblem] = []
        self.extra_phones: tuple[str, ...] = ()
        self._cells: dict[str, list[tuple[str, str]]] = {}
        for column, code in enumerate(mapping.codes):
            if code is not None:
                cell = self._checked(mapping.headers[column], row.cells[column])
                self._cells.setdefault(code, []).append((mapping.headers[column], cell))
        self._texts = {
            code: "\n".join(text for _, text in cells if text)
            for code, cells in self._cells.items()
        }

    def _checked(self, header: str, text: str) -> str:
        if len(text) > MOST_TEXT:
            fact = Fact.of("row.too_long", n=len(text), most=MOST_TEXT)
            self.problems.append(RowProblem(self.row.number, header, text[:80] + "…", fact))
            return ""
        if text.startswith("#") and _EXCEL_ERROR.match(text):
            fact = Fact.of("row.excel_error", value=text)
            self.problems.append(RowProblem(self.row.number, header, text, fact))
            return ""
        return text

    def has(self, *codes: str) -> bool:
        """Does the file have a column for one of these?"""
        return not self._texts.keys().isdisjoint(codes)

    def text(self, code: str) -> str:
        """What the cells of this field say; several columns are joined by a line break."""
        return self._texts.get(code, "")

    def said(self, code: str) -> bool:
        """Is there something in the cell?"""
        return bool(self.text(code))

    def wrong(
        self, code: str, fact: Fact, weight: Weight = Weight.ROW, value: str | None = None
    ) -> None:
        header, text = self._place(code)
        told = RowProblem(self.row.number, header, text if value is None else value, fact, weight)
        already = any(
            p.column == header and p.fact.code == "row.excel_error" for p in self.problems
        )
        if not already:
            self.problems.append(told)

    def wrong_row(self, fact: Fact) -> None:
        """The row as a whole is wrong: told at its first cell with something in it."""
        filled = (
            (header, text)
            for header, text in zip(self.mapping.headers, self.row.cells, strict=True)
            if text
        )
        header, text = next(filled, (self.mapping.headers[0], ""))
        self.problems.append(RowProblem(self.row.number, header, text[:80], fact))

    def _place(self, code: str) -> tuple[str, str]:
        cells = self._cells.get(code, [("", "")])
        return next((cell for cell in cells if cell[1]), cells[0])

    def take[T](
        self,
        attribute: str,
        code: str,
        parse: Callable[[str], T | Fact],
        *,
        empty: Callable[[], T] | None = None,
        weight: Weight = Weight.ROW,
    ) -> T | None:
        """Parse a field into an attribute. `empty` gives the value of an empty cell; without it an
        empty cell says nothing. A problem is kept and the attribute stays unsaid."""
        if not self.has(code):
            return None
        text = self.text(code)
        if not text.strip():
            if empty is not None:
                self.values[attribute] = empty()
            return None
        read = parse(text)
        if isinstance(read, Fact):
            self.wrong(code, read, weight)
            return None
        self.values[attribute] = read
        return read

    def take_text(self, attribute: str, code: str) -> None:
        """Free text as it stands; an empty cell clears it."""
        if self.has(code):
            text = self.text(code)
            self.values[attribute] = "" if says_nothing(text) else text.replace("\n", " · ")

    def take_own_number(self) -> None:
        """The number that the list itself gives; Excel makes 12.0 of 12."""
        self.take_text("number", "number")
        whole = _DECIMALS.fullmatch(self.values.get("number", ""))
        if whole:
            self.values["number"] = whole[1]

    @property
    def blocked(self) -> bool:
        return any(problem.weight is Weight.ROW for problem in self.problems)
