"""Lists of the stock as they stand in a spreadsheet: which column is what, and each row as text.

Columns about income or with citizen service numbers are refused by their name (and the numbers by
what is in them): what stands there is dropped here and goes no further.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from voedselbrigade.domain import fields
from voedselbrigade.domain.cells.text import says_nothing
from voedselbrigade.domain.columns import citizen_number_columns, folded_header
from voedselbrigade.domain.rows import RowProblem, Weight
from voedselbrigade.domain.tables import ListKind
from voedselbrigade.errors import Fact

HEADER_WITHIN = 20
LONGEST = 500
_INCOME = re.compile(
    r"\b(?:inkom\w*|netto|bruto|salaris|loon|uitkering\w*|schuld\w*|income|debts?)"
)
type Words = Mapping[str, str]
"""Field code → the headers it is known by, divided by a bar."""
type Chosen = Mapping[str, str]
"""Header as it stands in the file → the field that somebody chose for it; empty to skip it."""
type Groups = Sequence[Sequence[str]]
"""A list can be read with at least one column of every group of fields."""


@dataclass(frozen=True, slots=True)
class Lines:
    """The rows of a sheet by field code, and what became of its columns.

    `refused` were not read at all; `unknown` are columns that nobody here needs.
    """

    lines: tuple[Line, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    refused: tuple[Fact, ...] = ()
    unknown: tuple[str, ...] = ()

    def has(self, *codes: str) -> bool:
        return any(code in self.columns for code in codes)


@dataclass(frozen=True, slots=True)
class Columns:
    """The row that is most like a header, and which column is which field.

    `row` counts from 0; `refused` are read by nobody; `complete` is enough to read the list.
    """

    row: int
    headers: tuple[str, ...]
    codes: Mapping[str, int]
    refused: Mapping[int, Fact]
    complete: bool

    def code_of(self, at: int) -> str:
        return next((code for code, place in self.codes.items() if place == at), "")


@dataclass(slots=True)
class Line:
    """One row: its texts by field, what it says so far, and what is wrong with it."""

    row: int
    texts: Mapping[str, str]
    columns: Mapping[str, str]
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[RowProblem] = field(default_factory=list)

    def text(self, code: str) -> str:
        """The cell, tidy; empty for what says nothing (-, n.v.t.)."""
        found = self.texts.get(code, "")
        return "" if says_nothing(found) else " ".join(found.split())

    def take[T](
        self,
        name: str,
        code: str,
        parse: Callable[[str], T | Fact],
        weight: Weight = Weight.ROW,
    ) -> T | None:
        """A cell as a value; an empty one says nothing, an unreadable one is a problem."""
        text = self.texts.get(code, "").strip()
        if not text:
            return None
        read = parse(text)
        if isinstance(read, Fact):
            self.wrong(code, read, weight)
            return None
        if read is not None:
            self.values[name] = read
        return read

    def take_text(self, name: str, code: str) -> None:
        if code in self.columns:
            self.values[name] = self.text(code)

    def wrong(self, code: str, fact: Fact, weight: Weight = Weight.ROW) -> None:
        problem = RowProblem(self.row, self.columns.get(code, ""), self.text(code), fact, weight)
        self.problems.append(problem)

    @property
    def blocked(self) -> bool:
        return any(problem.weight is Weight.ROW for problem in self.problems)


def find_columns(
    sheet: Sequence[Sequence[str]], words: Words, needed: Groups, chosen: Chosen | None = None
) -> Columns | None:
    """What the columns of a sheet are, as guessed or as `chosen`; None for an empty sheet.

    Without any word that is known the fullest row is shown as the header, to choose from.
    """
    known = {text: code for code, texts in words.items() for text in texts.split("|")}
    best: tuple[tuple[bool, int, int], int, dict[str, int]] | None = None
    for number, cells in enumerate(sheet[:HEADER_WITHIN]):
        found = _codes(cells, known, chosen or {})
        complete = all(set(group) & found.keys() for group in needed)
        filled = sum(1 for cell in cells if cell.strip())
        worth = (complete, len(found), 0 if found else filled)
        if filled and (best is None or worth > best[0]):
            best = (worth, number, found)
    if best is None:
        return None
    (complete, _, _), start, found = best
    headers = tuple(" ".join(cell.split()) for cell in sheet[start])
    refused = _refused(headers, sheet[start + 1 :])
    codes = {code: at for code, at in found.items() if at not in refused}
    return Columns(start, headers, codes, refused, complete)


def read_lines(
    sheet: Sequence[Sequence[str]], words: Words, needed: Groups, chosen: Chosen | None = None
) -> Lines | None:
    """The rows below the header; None when there is no header with a column of every group."""
    found = find_columns(sheet, words, needed, chosen)
    if found is None or not found.complete:
        return None
    headers, columns, refused = found.headers, found.codes, found.refused
    named = {code: headers[at] for code, at in columns.items()}
    lines = []
    for number, cells in enumerate(sheet[found.row + 1 :], found.row + 2):
        texts = {code: cells[at][:LONGEST] for code, at in columns.items() if at < len(cells)}
        if any(text.strip() for text in texts.values()):
            lines.append(Line(number, texts, named))
    others = [at for at in range(len(headers)) if at not in {*columns.values(), *refused}]
    quiet = {"", *fields.NOT_NEEDED, *(folded_header(header) for header in chosen or ())}
    unknown = tuple(headers[at] for at in others if folded_header(headers[at]) not in quiet)
    return Lines(tuple(lines), named, tuple(refused.values()), unknown)


def whole(least: int, most: int) -> Callable[[str], int | Fact]:
    """Reads a whole number as Excel writes it: 4, 4.0, `4 st`."""

    def read(text: str) -> int | Fact:
        found = re.fullmatch(
            r"(\d{1,7})(?:[.,]0+)?\s*(?:x|st|stuks?|pers(?:onen)?)?\.?", text.lower()
        )
        if found is None or not least <= int(found[1]) <= most:
            return Fact.of("stock.row_whole", value=text, least=least, most=most)
        return int(found[1])

    return read


def _codes(cells: Sequence[str], known: Mapping[str, str], chosen: Chosen) -> dict[str, int]:
    """What somebody chose goes before what the header says."""
    headers = [" ".join(cell.split()) for cell in cells]
    found: dict[str, int] = {}
    for at, header in enumerate(headers):
        if header and chosen.get(header):
            found.setdefault(chosen[header], at)
    for at, header in enumerate(headers):
        code = known.get(folded_header(header))
        if code is not None and header not in chosen:
            found.setdefault(code, at)
    return found


def _refused(headers: Sequence[str], body: Sequence[Sequence[str]]) -> dict[int, Fact]:
    """The columns that are not read, by number, with the sentence that names them."""
    padded = [[*row, *[""] * (len(headers) - len(row))] for row in body]
    numbers = citizen_number_columns(headers, padded, ListKind.RECIPIENTS)
    found = {at: Fact.of("file.citizen_column", column=headers[at]) for at in numbers}
    for at, header in enumerate(headers):
        if _INCOME.search(folded_header(header)):
            found[at] = Fact.of("stock.income_column", column=header)
    return found
