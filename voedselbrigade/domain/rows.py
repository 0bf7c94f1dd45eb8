"""One row of a list becomes a draft, or the list of what is wrong with it, cell by cell.

A draft holds only what the file speaks of: a field without a column is not in `values`. An empty
cell in a column that is there clears a plain field (phone, door note, windows, remarks …) and says
nothing about a field that safety hangs on (allergens, diets, needs, excluded volunteers, contacts,
days, state): silence in a spreadsheet must never make food unsafe or stop a meal.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from voedselbrigade.domain.columns import ColumnMapping
from voedselbrigade.domain.people import Name, Recipient, RecipientId, Volunteer, VolunteerId
from voedselbrigade.domain.places import Hub, HubId, HubKind
from voedselbrigade.domain.row_hubs import read_hub
from voedselbrigade.domain.row_reading import RowProblem, RowReader, Weight
from voedselbrigade.domain.row_recipients import read_recipient
from voedselbrigade.domain.row_volunteers import read_volunteer
from voedselbrigade.domain.tables import ListKind, Table, TableRow

__all__ = [
    "Draft",
    "ParsedRow",
    "RowProblem",
    "Weight",
    "as_hub",
    "as_recipient",
    "as_volunteer",
    "parse_row",
    "parse_rows",
]


@dataclass(frozen=True, slots=True)
class Draft:
    """What one good row says.

    `values` maps attribute names of Recipient, Volunteer or Hub to values of their own types
    (`address` is an Address, `rhythm` a Rhythm). `references` are still text: `hub`, `preferred`,
    `excluded` → names or numbers; an empty tuple clears. `for_new` holds values that count only
    for someone who is not known yet.
    """

    kind: ListKind
    row: int
    values: Mapping[str, Any]
    references: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    for_new: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ParsedRow:
    """A row: its draft, or None when a problem of weight ROW keeps it out; and all problems.

    `who` is the name as far as it could be read, for the list of rows to look at.
    """

    number: int
    draft: Draft | None
    problems: tuple[RowProblem, ...]
    who: str = ""


_READERS = {
    ListKind.RECIPIENTS: read_recipient,
    ListKind.VOLUNTEERS: read_volunteer,
    ListKind.HUBS: read_hub,
}


def parse_rows(table: Table, mapping: ColumnMapping, today: date) -> Iterator[ParsedRow]:
    """Every row of the table, in order: none is lost. `today` completes dates without a year."""
    for row in table.rows:
        yield parse_row(row, mapping, today)


def parse_row(row: TableRow, mapping: ColumnMapping, today: date) -> ParsedRow:
    """One row as a draft or as problems."""
    reader = RowReader(row, mapping, today)
    _READERS[mapping.kind](reader)
    draft = None
    if not reader.blocked:
        draft = Draft(mapping.kind, row.number, reader.values, reader.references, reader.for_new)
    return ParsedRow(row.number, draft, tuple(reader.problems), _who(reader))


def _who(reader: RowReader) -> str:
    name = reader.values.get("name")
    if isinstance(name, Name):
        return name.plain
    return str(name or reader.text("name") or reader.text("surname"))[:80]


def as_recipient(
    draft: Draft,
    id: RecipientId,
    existing: Recipient | None = None,
    resolved: Mapping[str, Any] | None = None,
) -> Recipient:
    """The recipient as the draft has it; what it does not speak of stays as it is.

    `resolved` holds the values of the references: `hub`, `preferred`, `excluded`.
    """
    said = {**draft.values, **(resolved or {})}
    if existing is not None:
        return replace(existing, **said)
    return Recipient(id=id, **{**draft.for_new, **said})


def as_volunteer(
    draft: Draft,
    id: VolunteerId,
    existing: Volunteer | None = None,
    resolved: Mapping[str, Any] | None = None,
) -> Volunteer:
    """The volunteer as the draft has it; see `as_recipient`."""
    said = {**draft.values, **(resolved or {})}
    if existing is not None:
        return replace(existing, **said)
    return Volunteer(id=id, **{**draft.for_new, **said})


def as_hub(
    draft: Draft,
    id: HubId,
    existing: Hub | None = None,
    resolved: Mapping[str, Any] | None = None,
) -> Hub:
    """The hub as the draft has it. A new hub that is no kitchen supplies no meals unless it says
    so, or says which kitchen brings them."""
    said = {**draft.values, **(resolved or {})}
    if existing is not None:
        return replace(existing, **said)
    said = {**draft.for_new, **said}
    has_meals = said.get("kind") is HubKind.KITCHEN or said.get("supplied_by") is not None
    return Hub(id=id, **{"supplies_meals": has_meals, **said})
