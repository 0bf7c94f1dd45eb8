"""Lists in: look at what a file would change, take it over, and take that back as a whole."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from voedselbrigade.domain import columns
from voedselbrigade.domain.access import Action
from voedselbrigade.domain.columns import ColumnMapping
from voedselbrigade.domain.comparing import Clash, Comparison, FieldChange, Kept, changed
from voedselbrigade.domain.history import ImportId, ImportRun, PersonKind, Source
from voedselbrigade.domain.tables import ListKind, Table
from voedselbrigade.errors import Conflict
from voedselbrigade.services.import_preview import (
    Comparing,
    Preview,
    RowPreview,
    RowState,
    file_hash,
)
from voedselbrigade.services.import_rows import read_rows
from voedselbrigade.services.import_undoing import KeptField, Undone, undo
from voedselbrigade.services.records import KIND_OF_LIST, records_of, stopped, subject_of
from voedselbrigade.services.references import References
from voedselbrigade.services.work import Work

__all__ = [
    "Choices",
    "ImportResult",
    "KeptField",
    "Preview",
    "RowPreview",
    "RowState",
    "Undone",
    "guess_columns",
    "latest",
    "preview",
    "runs",
    "save",
    "take_over",
    "undo",
]


@dataclass(frozen=True, slots=True)
class Choices:
    """What somebody decided about a preview; silence changes nothing.

    `take_file`: per row the clashing fields in which the file wins. `doubles`: per doubtful row
    the person it is about, or None for somebody new; a row that is not in it is skipped. `stop`:
    vanished people who get or bring nothing from now on.
    """

    take_file: Mapping[int, frozenset[str]] = field(default_factory=dict)
    doubles: Mapping[int, int | None] = field(default_factory=dict)
    stop: frozenset[int] = frozenset()

    def taken(self, row: int, comparison: Comparison) -> tuple[FieldChange, ...]:
        """What a row changes with these choices."""
        wins = self.take_file.get(row, frozenset())
        won = [clash for clash in comparison.clashes if clash.field in wins]
        return (*comparison.changes, *(c for clash in won for c in clash.as_changes))

    def left(self, row: int, comparison: Comparison) -> tuple[Clash, ...]:
        """The clashes in which our own value stays."""
        wins = self.take_file.get(row, frozenset())
        return tuple(clash for clash in comparison.clashes if clash.field not in wins)


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What a file did. `added` gives the person that each new row made.

    `skipped` are the rows that were not saved: wrong, or a double that nobody decided on.
    """

    run: ImportRun
    added: Mapping[int, int] = field(default_factory=dict)
    changed: tuple[int, ...] = ()
    stopped: tuple[int, ...] = ()
    clashes_left: int = 0
    skipped: tuple[int, ...] = ()

    @property
    def touched(self) -> int:
        return len(self.added) + len(self.changed) + len(self.stopped)


def guess_columns(work: Work, table: Table, kind: ListKind) -> ColumnMapping:
    """What every column is about; as somebody chose it the last time, if the header is the same."""
    work.reading(Action.IMPORT, subject_of(KIND_OF_LIST[kind]), "columns")
    kept = work.store.imports.mapping(KIND_OF_LIST[kind], _fingerprint(table.headers))
    return columns.guess_mapping(table, kind, kept)


def preview(work: Work, table: Table, mapping: ColumnMapping, file_name: str = "") -> Preview:
    """What this file would do, row by row; nothing is saved.

    Raises UnusableFile when a column is missing without which the list cannot be used.
    """
    work.reading(Action.IMPORT, subject_of(KIND_OF_LIST[mapping.kind]), "preview")
    return _looked(work, table, mapping, file_name)


def save(work: Work, looked: Preview, choices: Choices | None = None) -> ImportResult:
    """Take over what was looked at.

    Raises Conflict when our records changed since, in a way that matters for this file: look
    again, the choices can be kept.
    """
    work.doing(Action.IMPORT, subject_of(looked.kind, looked.file_hash[:12]))
    fresh = _looked(work, looked.table, looked.mapping, looked.file_name)
    if fresh.outcome != looked.outcome:
        raise Conflict("import.changed_since", file=looked.file_name)
    return _Saving(work, fresh, choices or Choices()).done()


def take_over(
    work: Work, table: Table, mapping: ColumnMapping, file_name: str = ""
) -> tuple[Preview, ImportResult]:
    """Look and save in one go, as without a screen: ours wins, doubles wait, nobody is stopped."""
    work.doing(Action.IMPORT, subject_of(KIND_OF_LIST[mapping.kind]))
    looked = _looked(work, table, mapping, file_name)
    return looked, _Saving(work, looked, Choices()).done()


def runs(work: Work, kind: PersonKind | None = None) -> tuple[ImportRun, ...]:
    """Every file that was taken over, newest first."""
    work.reading(Action.IMPORT, screen="runs")
    return work.store.imports.list(kind)


def latest(work: Work, ident: ImportId) -> ImportRun:
    """One file that was taken over. Raises NotFound."""
    work.reading(Action.IMPORT, screen="runs")
    return work.store.imports.get(ident)


def _looked(work: Work, table: Table, mapping: ColumnMapping, file_name: str) -> Preview:
    columns.check_columns(table, mapping)
    kind = KIND_OF_LIST[mapping.kind]
    records = records_of(work, kind)
    comparing = Comparing({int(one.id): one for one in records.all()}, records.all_origins())
    read = read_rows(table, mapping, _references(work), work.today)
    rows = tuple(comparing.rows(read))
    hashed = file_hash(table, mapping)
    return Preview(
        kind=kind,
        table=table,
        mapping=mapping,
        file_name=file_name,
        file_hash=hashed,
        rows=rows,
        vanished=tuple(comparing.vanished(rows, read)),
        notes=(*table.notes, *columns.mapping_notes(table, mapping)),
        seen_before=work.store.imports.same_file(kind, hashed),
    )


def _references(work: Work) -> References:
    return References(work.store.hubs.all(), work.store.volunteers.all())


def _fingerprint(headers: tuple[str, ...]) -> str:
    """Equal for the same headers in any order."""
    folded = sorted(columns.folded_header(header) for header in headers)
    return hashlib.sha256("\n".join(folded).encode()).hexdigest()


class _Saving:
    """Writes one preview with its choices, with as few statements as the store needs."""

    def __init__(self, work: Work, looked: Preview, choices: Choices) -> None:
        self._work = work
        self._looked = looked
        self._choices = choices
        self._records = records_of(work, looked.kind)

    def done(self) -> ImportResult:
        fresh = {row.row: row for row in self._looked.rows if self._is_new(row)}
        after = self._after()
        stop = tuple(
            one.person for one in self._looked.vanished if one.person in self._choices.stop
        )
        seen = self._looked.seen_before
        if seen and not (fresh or after or stop):
            return self._result(seen, {}, (), ())
        run = self._work.store.imports.add(self._run())
        cause = self._work.cause(source=Source.FILE, import_id=run.id)
        made = self._records.add_all([row.as_new for row in fresh.values()], cause)
        self._records.save_all(list(after.values()), cause)
        self._stop(stop, run)
        self._remember()
        added = {row: int(one.id) for row, one in zip(fresh, made, strict=True)}
        return self._result(run, added, tuple(after), stop)

    def _is_new(self, row: RowPreview) -> bool:
        doubles = self._choices.doubles
        chosen = row.state is RowState.DOUBLE and row.row in doubles and doubles[row.row] is None
        return row.state is RowState.NEW or chosen

    def _after(self) -> dict[int, Kept]:
        """Everyone whom a row changes, as they become; a later row goes on from an earlier one."""
        wanted = [
            (person, changes)
            for row in self._looked.rows
            for person, comparison in self._of(row)
            if (changes := self._choices.taken(row.row, comparison))
        ]
        after = {int(one.id): one for one in self._records.some(person for person, _ in wanted)}
        for person, changes in wanted:
            after[person] = changed(after[person], changes)
        return after

    def _of(self, row: RowPreview) -> list[tuple[int, Comparison]]:
        """Whom a row is about, with what it changes."""
        if row.person is not None:
            return [(row.person, row.comparison)]
        chosen = self._choices.doubles.get(row.row)
        return [(c.person, c.comparison) for c in row.candidates if c.person == chosen]

    def _stop(self, people: tuple[int, ...], run: ImportRun) -> None:
        """The office stops them, on the occasion of this file."""
        cause = self._work.cause("import.vanished", import_id=run.id)
        self._records.save_all([stopped(one) for one in self._records.some(people)], cause)

    def _remember(self) -> None:
        mapping = self._looked.mapping
        self._work.store.imports.remember(
            self._looked.kind,
            _fingerprint(mapping.headers),
            mapping.as_remembered(),
            self._work.cause(),
        )

    def _run(self) -> ImportRun:
        return ImportRun(
            id=ImportId(0),
            kind=self._looked.kind,
            file_name=self._looked.file_name,
            file_hash=self._looked.file_hash,
            at=self._work.now,
            by=self._work.actor.name,
            counts=self._looked.counts,
        )

    def _result(
        self,
        run: ImportRun,
        added: Mapping[int, int],
        after: tuple[int, ...],
        stop: tuple[int, ...],
    ) -> ImportResult:
        decided = self._choices.doubles.keys()
        rows = self._looked.of(RowState.WRONG, RowState.DOUBLE)
        left = [
            self._choices.left(row.row, what)
            for row in self._looked.rows
            for _, what in self._of(row)
        ]
        return ImportResult(
            run=run,
            added=added,
            changed=after,
            stopped=stop,
            clashes_left=sum(map(len, left)),
            skipped=tuple(row.row for row in rows if row.row not in decided),
        )
