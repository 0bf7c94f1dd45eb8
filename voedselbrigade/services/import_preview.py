"""What a file would do to our records, row by row, before anything is saved."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Protocol

from voedselbrigade.domain.cards import card_of
from voedselbrigade.domain.columns import ColumnMapping
from voedselbrigade.domain.comparing import Comparison, Kept, compare
from voedselbrigade.domain.history import Cause, ImportRun, PersonKind, Source
from voedselbrigade.domain.matching import By, Doubt, Match, Register, match_rows
from voedselbrigade.domain.people import Recipient, Volunteer
from voedselbrigade.domain.places import Address
from voedselbrigade.domain.rows import RowProblem
from voedselbrigade.domain.tables import Table
from voedselbrigade.errors import Fact
from voedselbrigade.services.import_rows import RowRead
from voedselbrigade.services.records import address_of, label_of, takes_part


class RowState(StrEnum):
    """What becomes of a row; every row is in exactly one of these."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    DOUBLE = "double"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody whom a doubtful row may be about, and what the row would change then."""

    person: int
    label: str
    address: Address | None
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class RowPreview:
    """One row. `person` is whom it is about (none for a new one), `as_new` who it would make.

    A doubtful row has `candidates` among the people we know and `same_rows` earlier in this file.
    `problems` keep a row out; `looks` do not: a cell that was not taken, something to look at.
    """

    row: int
    label: str
    state: RowState
    as_new: Kept | None = None
    person: int | None = None
    by: By | None = None
    comparison: Comparison = field(default_factory=Comparison)
    doubt: Doubt | None = None
    candidates: tuple[Candidate, ...] = ()
    same_rows: tuple[int, ...] = ()
    problems: tuple[RowProblem, ...] = ()
    looks: tuple[RowProblem, ...] = ()
    notes: tuple[Fact, ...] = ()

    @property
    def question(self) -> Fact | None:
        """What somebody has to decide about a double."""
        if self.doubt is None:
            return None
        persons = tuple(one.label for one in self.candidates)
        rows = len(self.same_rows)
        return Fact.of(f"import.double_{self.doubt}", persons=persons, rows=self.same_rows, n=rows)

    @property
    def outcome(self) -> tuple[object, ...]:
        """What somebody agrees to who confirms this row."""
        doubt = (self.candidates, self.same_rows)
        return (self.row, self.state, self.as_new, self.person, self.comparison, doubt)


@dataclass(frozen=True, slots=True)
class Vanished:
    """Somebody whom an earlier list named and this one does not. Nobody is removed for that."""

    person: int
    label: str
    address: Address | None


class Row(Protocol):
    """What every looked-at row tells of itself, whatever list it stands in."""

    @property
    def state(self) -> RowState: ...
    @property
    def comparison(self) -> Comparison: ...


class LookedAt[R: Row]:
    """What can be asked of the rows of any list that was looked at."""

    __slots__ = ()
    rows: tuple[R, ...]
    vanished: tuple[Any, ...]

    def of(self, *states: RowState) -> tuple[R, ...]:
        return tuple(row for row in self.rows if row.state in states)

    @property
    def clashing(self) -> tuple[R, ...]:
        """The rows in which the file says otherwise than the office."""
        return tuple(row for row in self.rows if row.comparison.clashes)

    @property
    def counts(self) -> dict[str, int]:
        """Rows per state, with how many `vanished` and rows with `conflicts`."""
        counts = {state.value: len(self.of(state)) for state in RowState}
        return counts | {"vanished": len(self.vanished), "conflicts": len(self.clashing)}


@dataclass(frozen=True, slots=True)
class Preview(LookedAt[RowPreview]):
    """Everything a file would do. Nothing is saved yet.

    `seen_before` is the run that took this very file; `notes` are about its columns.
    """

    kind: PersonKind
    table: Table
    mapping: ColumnMapping
    file_name: str
    file_hash: str
    rows: tuple[RowPreview, ...]
    vanished: tuple[Vanished, ...] = ()
    notes: tuple[Fact, ...] = ()
    seen_before: ImportRun | None = None

    @property
    def outcome(self) -> tuple[object, ...]:
        """Equal for two previews of one file exactly when they would do the same."""
        gone = tuple(one.person for one in self.vanished)
        return (tuple(row.outcome for row in self.rows), gone)


def file_hash(table: Table, mapping: ColumnMapping) -> str:
    """The same for the same rows read in the same way, whatever program saved the file."""
    said = [table.headers, mapping.codes, [[row.number, row.cells] for row in table.rows]]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


class Comparing:
    """The people we know, and where every field of theirs came from."""

    def __init__(
        self, known: Mapping[int, Kept], origins: Mapping[int, Mapping[str, Cause]]
    ) -> None:
        self._known = known
        self._origins = origins
        self._register = Register.of(card_of(one) for one in known.values())

    def rows(self, read: Sequence[RowRead]) -> Iterator[RowPreview]:
        """Every row of the file with what becomes of it, in the order of the file."""
        matches = match_rows([row.card for row in read if not row.problems], self._register)
        for row in read:
            if row.problems:
                yield RowPreview(row.row, row.label, RowState.WRONG, problems=row.problems)
            else:
                yield self._judged(row, matches[row.row])

    def vanished(self, rows: Iterable[RowPreview], read: Iterable[RowRead]) -> list[Vanished]:
        """Whom earlier lists named and this one does not, not even in a wrong or doubtful row."""
        named = {row.person for row in rows} | {c.person for row in rows for c in row.candidates}
        unread = [row.card for row in read if row.problems]
        named |= {person for card in unread for person in self._register.mentions(card)}
        return [
            Vanished(ident, label_of(one), address_of(one))
            for ident, one in self._known.items()
            if ident not in named and takes_part(one) and self._was_listed(ident)
        ]

    def _was_listed(self, ident: int) -> bool:
        return any(cause.source is Source.FILE for cause in self._origins[ident].values())

    def _judged(self, row: RowRead, match: Match) -> RowPreview:
        plain = RowPreview(row.row, row.label, RowState.NEW, row.as_new, looks=row.looks)
        if match.doubt:
            return replace(
                plain,
                state=RowState.DOUBLE,
                doubt=match.doubt,
                candidates=tuple(self._candidate(ident, row) for ident in match.persons),
                same_rows=match.rows,
            )
        if match.same is None:
            return plain
        one = self._known[match.same]
        comparison = compare(one, row.values, self._origins[match.same])
        return replace(
            plain,
            state=RowState.CHANGED if comparison.changes else RowState.UNCHANGED,
            as_new=None,
            person=match.same,
            by=match.by,
            comparison=comparison,
            notes=tuple(_left_out_note(one, comparison)),
        )

    def _candidate(self, ident: int, row: RowRead) -> Candidate:
        one = self._known[ident]
        comparison = compare(one, row.values, self._origins[ident])
        return Candidate(ident, label_of(one), address_of(one), comparison)


def _left_out_note(one: Kept, comparison: Comparison) -> Iterator[Fact]:
    """The list still names somebody who, with us, gets or brings nothing any more."""
    if takes_part(one) or any(change.field in ("state", "active") for change in comparison.changes):
        return
    if isinstance(one, Recipient):
        yield Fact.of("import.recipient_not_active", name=label_of(one), state=one.state.value)
    elif isinstance(one, Volunteer):
        yield Fact.of("import.volunteer_not_active", name=label_of(one), state=one.state.value)
    else:
        yield Fact.of("import.hub_closed", name=label_of(one))
