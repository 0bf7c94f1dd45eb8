"""The rows of a file, read and with their references looked up: ready to be compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from voedselbrigade.domain.cards import Card, card, card_of
from voedselbrigade.domain.cells.names import parse_name
from voedselbrigade.domain.columns import ColumnMapping
from voedselbrigade.domain.comparing import Kept
from voedselbrigade.domain.people import Name, Recipient, RecipientId, Volunteer, VolunteerId
from voedselbrigade.domain.places import HUB_FIELDS, Hub, HubId, parse_postcode
from voedselbrigade.domain.rows import (
    Draft,
    ParsedRow,
    RowProblem,
    Weight,
    as_hub,
    as_recipient,
    as_volunteer,
    parse_rows,
)
from voedselbrigade.domain.tables import ListKind, Table, TableRow
from voedselbrigade.errors import Fact
from voedselbrigade.services.references import References


@dataclass(frozen=True, slots=True)
class RowRead:
    """One row as far as it could be read.

    `values` is what the file says, by field name; `as_new` who it would be if nobody is known.
    Both are empty when `problems` keep the row out; `card` then holds what could be recognised.
    `looks` are problems that do not keep the row out: a cell not taken, something to look at.
    """

    row: int
    label: str
    card: Card
    values: Mapping[str, Any] = field(default_factory=dict)
    as_new: Kept | None = None
    problems: tuple[RowProblem, ...] = ()
    looks: tuple[RowProblem, ...] = ()


def read_rows(
    table: Table, mapping: ColumnMapping, references: References, today: date
) -> tuple[RowRead, ...]:
    """Every row of the file, in its order: none is lost."""
    parsed = parse_rows(table, mapping, today)
    return tuple(
        _read(row, one, mapping, references) for row, one in zip(table.rows, parsed, strict=True)
    )


def _read(
    row: TableRow, parsed: ParsedRow, mapping: ColumnMapping, references: References
) -> RowRead:
    draft = parsed.draft
    resolved, unknown = _resolved(draft, mapping, references) if draft else ({}, [])
    problems = [*parsed.problems, *unknown]
    blocking = tuple(p for p in problems if p.weight is Weight.ROW)
    if draft is None or blocking:
        return RowRead(
            row.number, parsed.who, _glimpse(row, mapping, parsed.who), problems=blocking
        )
    made = _as_said(draft, resolved)
    return RowRead(
        row=row.number,
        label=parsed.who,
        card=card_of(made, row=row.number),
        values={**draft.values, **resolved},
        as_new=made,
        looks=tuple(problems),
    )


def understood(
    draft: Draft, mapping: ColumnMapping, references: References, known: Kept | None = None
) -> tuple[Kept, tuple[RowProblem, ...]]:
    """The person a draft describes (over `known`, if given), and whom it names in vain."""
    resolved, unknown = _resolved(draft, mapping, references)
    return _as_said(draft, resolved, known), tuple(unknown)


def _as_said(draft: Draft, resolved: Mapping[str, Any], known: Kept | None = None) -> Kept:
    if draft.kind is ListKind.RECIPIENTS:
        one = known if isinstance(known, Recipient) else None
        return as_recipient(draft, RecipientId(0), one, resolved)
    if draft.kind is ListKind.VOLUNTEERS:
        volunteer = known if isinstance(known, Volunteer) else None
        return as_volunteer(draft, VolunteerId(0), volunteer, resolved)
    return as_hub(draft, HubId(0), known if isinstance(known, Hub) else None, resolved)


def _resolved(
    draft: Draft, mapping: ColumnMapping, references: References
) -> tuple[dict[str, Any], list[RowProblem]]:
    """Whom the row names, by field. Nobody found is a problem, and a grave one when the row says
    who must not come: then the row waits, rather than send that volunteer to the door."""
    resolved: dict[str, Any] = {}
    unknown: list[RowProblem] = []
    for code, names in draft.references.items():
        find: Callable[[str], int | None] = (
            references.hub if code in HUB_FIELDS else references.volunteer
        )
        found = {name: find(name) for name in names}
        lost = tuple(name for name, ident in found.items() if ident is None)
        if lost:
            unknown.append(_not_found(draft.row, code, lost, mapping))
        idents = frozenset(ident for ident in found.values() if ident is not None)
        if code not in HUB_FIELDS:
            resolved[code] = idents
        elif idents or not names:
            resolved[code] = next(iter(idents), None)
    return resolved, unknown


def _not_found(row: int, code: str, names: tuple[str, ...], mapping: ColumnMapping) -> RowProblem:
    header = mapping.headers[mapping.columns_of(code)[0]]
    fact = Fact.of(f"import.unknown_{code}", names=names, n=len(names))
    weight = Weight.ROW if code == "excluded" else Weight.LOOK
    return RowProblem(row, header, ", ".join(names), fact, weight)


def _glimpse(row: TableRow, mapping: ColumnMapping, who: str) -> Card:
    """What a wrong row still shows of whom it is about: number, name, postcode."""
    name = parse_name(who)
    return card(
        name if isinstance(name, Name) else who,
        number=_cell(row, mapping.columns_of("number")),
        postcode=parse_postcode(_cell(row, mapping.columns_of("postcode"))) or "",
        phone=_cell(row, mapping.columns_of("phone")),
        row=row.number,
    )


def _cell(row: TableRow, columns: Iterable[int]) -> str:
    return next((row.cells[column] for column in columns), "")
