"""Lists of households and donors taken over: looked at first, like every other list.

What the office wrote itself is the office's: a file that says otherwise is a clash and changes
nothing. Nobody is removed for not being in a file.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, cast

from voedselbrigade.domain.access import Action
from voedselbrigade.domain.cards import fold, fold_number
from voedselbrigade.domain.comparing import Comparison, changed, compare
from voedselbrigade.domain.history import ImportId, ImportRun, PersonKind, Source
from voedselbrigade.domain.people import Recipient
from voedselbrigade.domain.places import Hub, HubId
from voedselbrigade.domain.rows import RowProblem, Weight
from voedselbrigade.errors import Conflict, Fact, UnusableFile, WrongWords
from voedselbrigade.services.import_preview import LookedAt, RowState
from voedselbrigade.services.record_store import Records
from voedselbrigade.services.records import takes_part
from voedselbrigade.services.references import References
from voedselbrigade.services.work import Subject, Work
from voedselbrigade.stock.donor_rows import read_donors
from voedselbrigade.stock.donors import Donor, DonorId
from voedselbrigade.stock.household_rows import read_households
from voedselbrigade.stock.list_lines import Chosen, Line, Lines
from voedselbrigade.stock.parcels import Household, HouseholdId

type Listed = Household | Donor
type Sheet = Sequence[Sequence[str]]
type _Key = tuple[object, ...]
_COMES_ITSELF = frozenset(
    fold(text) for text in ("nee", "niemand", "zelf", "komt zelf", "haalt zelf", "haalt het zelf")
)
LISTS = (PersonKind.HOUSEHOLD, PersonKind.DONOR)


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row: whom it is about (`known`, or nobody yet), and what becomes of it."""

    row: int
    label: str
    state: RowState
    as_new: Listed | None = None
    known: Listed | None = None
    comparison: Comparison = field(default_factory=Comparison)
    problems: tuple[RowProblem, ...] = ()
    looks: tuple[RowProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class ListLooked(LookedAt[ListRow]):
    """What a file would do. `vanished` are those whom an earlier file named and this one not."""

    kind: PersonKind
    file_name: str
    file_hash: str
    sheet: Sheet
    hub: HubId | None
    rows: tuple[ListRow, ...]
    vanished: tuple[Listed, ...] = ()
    notes: tuple[Fact, ...] = ()
    seen_before: ImportRun | None = None
    chosen: Chosen = field(default_factory=dict)
    called: Mapping[tuple[str, int], str] = field(default_factory=dict)

    def name(self, field: str, ident: int) -> str:
        """What the hub or the recipient in a field is called."""
        return self.called.get((field, ident), str(ident))

    @property
    def outcome(self) -> tuple[object, ...]:
        """Equal for two looks that would do the same."""
        return tuple((row.row, row.state, row.as_new, row.comparison) for row in self.rows)


@dataclass(frozen=True, slots=True)
class ListTaken:
    """What a file did: the run to take back, and whom it made and changed."""

    run: ImportRun | None
    added: tuple[int, ...] = ()
    changed: tuple[int, ...] = ()

    @property
    def touched(self) -> int:
        return len(self.added) + len(self.changed)


def preview(
    work: Work,
    kind: PersonKind,
    sheet: Sheet,
    file_name: str = "",
    hub: HubId | None = None,
    chosen: Chosen | None = None,
) -> ListLooked:
    """What a list would do; nothing is saved. `hub` is the outlet where the list names none,
    `chosen` the columns that somebody pointed out.

    Raises UnusableFile when a column is missing without which the list cannot be used.
    """
    work.reading(Action.IMPORT, Subject(kind.value), "preview")
    return _looked(work, _File(kind, sheet, file_name, hub, chosen or {}))


def save(work: Work, looked: ListLooked) -> ListTaken:
    """Take over what was looked at. Raises Conflict when our records changed since."""
    work.doing(Action.IMPORT, Subject(looked.kind.value, looked.file_hash[:12]))
    fresh = _looked(
        work, _File(looked.kind, looked.sheet, looked.file_name, looked.hub, looked.chosen)
    )
    if fresh.outcome != looked.outcome:
        raise Conflict("import.changed_since", file=looked.file_name)
    return _saved(work, fresh)


def take_over(
    work: Work, kind: PersonKind, sheet: Sheet, file_name: str = "", hub: HubId | None = None
) -> tuple[ListLooked, ListTaken]:
    """Look and save in one go. The same file again changes nothing."""
    work.doing(Action.IMPORT, Subject(kind.value))
    looked = _looked(work, _File(kind, sheet, file_name, hub, {}))
    return looked, _saved(work, looked)


def donors(work: Work) -> tuple[Donor, ...]:
    """Everyone who gives, by name."""
    work.reading(Action.READ_STOCK, Subject("donors"), "donors")
    found = work.store.stock.donors.all()
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.id)))


def save_donor(work: Work, donor: Donor, revision: int | None = None) -> Donor:
    """Add a donor (id 0), or change one. Raises WrongWords without a name, Conflict when changed
    since `revision`."""
    work.doing(Action.EDIT_ITEMS, Subject("donor", donor.id))
    if not donor.name.strip():
        raise WrongWords("stock.donor_name")
    records = work.store.stock.donors
    if not donor.id:
        return records.add(donor, work.cause())
    records.save(donor, work.cause(), revision)
    return donor


# How ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _File:
    """A list as it was handed in, with what somebody said about it."""

    kind: PersonKind
    sheet: Sheet
    name: str
    hub: HubId | None
    chosen: Chosen


def _looked(work: Work, file: _File) -> ListLooked:
    kind, sheet, hub = file.kind, file.sheet, file.hub
    lines = _lines(file, work)
    if lines is None:
        raise UnusableFile(f"stock.list_{kind.value}_columns")
    records = _records(work, kind)
    known = records.all()
    origins = records.all_origins()
    people = work.store.recipients.all() if kind is PersonKind.HOUSEHOLD else ()
    hubs = work.store.hubs.all()
    references = References(hubs, recipients=[one for one in people if takes_part(one)])
    rows: list[ListRow] = []
    finder = _Finder(kind, known)
    for line in lines.lines:
        said, problems = _said(line, references, hub, kind)
        problems += _brought(line, said, references)
        rows.append(_row(line, said, problems, finder, origins))
    hashed = hashlib.sha256(json.dumps([kind, hub, [list(r) for r in sheet]]).encode()).hexdigest()
    named = {row.known.id for row in rows if row.known is not None}
    outlets = {cast(Any, row.known or row.as_new).hub for row in rows if row.known or row.as_new}
    gone = tuple(
        one
        for one in known
        if one.id not in named
        and one.hub in outlets
        and any(cause.source is Source.FILE for cause in origins[one.id].values())
    )
    return ListLooked(
        kind=kind,
        file_name=file.name,
        file_hash=hashed,
        sheet=sheet,
        hub=hub,
        rows=tuple(rows),
        vanished=gone,
        notes=tuple(_notes(lines, kind)),
        seen_before=work.store.imports.same_file(kind, hashed),
        chosen=file.chosen,
        called=_called(hubs, people),
    )


def _called(hubs: Iterable[Hub], people: Iterable[Recipient]) -> dict[tuple[str, int], str]:
    names = {("hub", int(one.id)): one.name for one in hubs}
    return names | {("recipient", int(one.id)): one.name.plain for one in people}


def _lines(file: _File, work: Work) -> Lines | None:
    if file.kind is PersonKind.DONOR:
        return read_donors(file.sheet, file.chosen)
    read = read_households(file.sheet, work.today, file.chosen)
    return read.lines if read else None


def _records(work: Work, kind: PersonKind) -> Records[Any]:
    stock = work.store.stock
    return stock.donors if kind is PersonKind.DONOR else stock.households


def _said(
    line: Line, references: References, hub: HubId | None, kind: PersonKind
) -> tuple[dict[str, Any], list[RowProblem]]:
    """What a row says, with its outlet looked up."""
    said, problems = dict(line.values), list(line.problems)
    text = line.text("hub")
    found = references.hub(text) if text else hub
    if text and found is None:
        donor = kind is PersonKind.DONOR  # who gives is worth keeping without a place too
        weight = Weight.LOOK if donor else Weight.ROW
        taken = Fact.of("import.unknown_hub", names=(text,), n=1)
        fact = taken if donor else Fact.of("stock.row_unknown_hub", name=text)
        problems.append(RowProblem(line.row, line.columns["hub"], text, fact, weight))
    if found is not None:
        said["hub"] = found
    return said, problems


def _brought(line: Line, said: dict[str, Any], references: References) -> list[RowProblem]:
    """With whose route the parcel goes, looked up; an empty cell says nothing."""
    text = line.text("recipient")
    if not text:
        return []
    found = None if fold(text) in _COMES_ITSELF else references.recipient(text)
    if found is None and fold(text) not in _COMES_ITSELF:
        fact = Fact.of("stock.row_unknown_recipient", name=text)
        return [RowProblem(line.row, line.columns["recipient"], text, fact, Weight.LOOK)]
    said["recipient"] = found
    return []


def _row(
    line: Line,
    said: Mapping[str, Any],
    problems: Sequence[RowProblem],
    finder: _Finder,
    origins: Mapping[int, Mapping[str, Any]],
) -> ListRow:
    label = " ".join(part for part in (line.text("number"), line.text("name")) if part)
    wrong = [one for one in problems if one.weight is Weight.ROW]
    looks = tuple(one for one in problems if one.weight is not Weight.ROW)
    found = finder.find(said) if not wrong else None
    if found is None and not wrong:
        found = finder.made(said)
    if isinstance(found, Fact):
        wrong.append(RowProblem(line.row, "", label, found))
    if wrong or found is None or isinstance(found, Fact):
        return ListRow(line.row, label, RowState.WRONG, problems=tuple(wrong))
    if not found.id:
        return ListRow(line.row, label, RowState.NEW, found, looks=looks)
    comparison = compare(cast(Any, found), said, origins[found.id])
    state = RowState.CHANGED if comparison.changes else RowState.UNCHANGED
    return ListRow(line.row, label, state, None, found, comparison, looks=looks)


class _Finder:
    """Finds whom a row is about: by number, else by name in its outlet, else by what it eats.

    The last is for outlets that keep no names: one row per size and diet.
    """

    def __init__(self, kind: PersonKind, known: Sequence[Listed]) -> None:
        self._kind = kind
        self._by_key: dict[_Key, list[Listed]] = {}
        self._seen: set[_Key] = set()
        for one in known:
            for key in self._keys({f.name: getattr(one, f.name) for f in fields(one)}):
                self._by_key.setdefault(key, []).append(one)

    def find(self, said: Mapping[str, Any]) -> Listed | Fact | None:
        """Somebody known, nobody, or why it cannot be said."""
        keys = self._keys(said)
        if keys and keys[0] in self._seen:
            return Fact("stock.row_again")
        self._seen |= set(keys[:1])
        for key in keys:
            found = self._by_key.get(key, [])
            if len(found) == 1:
                return found[0]
            if found:
                return Fact.of("stock.row_several", n=len(found))
        return None

    def made(self, said: Mapping[str, Any]) -> Listed | Fact:
        """Somebody new, or what is lacking for that."""
        if self._kind is PersonKind.DONOR:
            return Donor(DonorId(0), **said)
        if said.get("hub") is None:
            return Fact("stock.row_no_hub")
        if not sum(said.get("people", {}).values()):
            return Fact("stock.household_wrong")
        return Household(HouseholdId(0), **said)

    def _keys(self, said: Mapping[str, Any]) -> list[_Key]:
        """What may be recognised, the surest first. Without a name or number: size and diet."""
        number, name = str(said.get("number") or ""), fold(str(said.get("name") or ""))
        hub = None if self._kind is PersonKind.DONOR else said.get("hub")
        keys: list[_Key] = [("number", fold_number(number))] if number else []
        if name:
            keys.append(("name", hub, name))
        elif not number:
            people = tuple(sorted((str(band), n) for band, n in said.get("people", {}).items()))
            diets = tuple(sorted(said.get("diets", ())))
            keys.append(("size", hub, people, diets))
        return keys


def _notes(lines: Lines, kind: PersonKind) -> list[Fact]:
    notes = list(lines.refused)
    if lines.unknown:
        notes.append(Fact.of("file.unknown_columns", columns=lines.unknown, n=len(lines.unknown)))
    if kind is PersonKind.HOUSEHOLD and not lines.has("days"):
        notes.append(Fact("stock.list_no_days"))
    return notes


def _saved(work: Work, looked: ListLooked) -> ListTaken:
    fresh = [row.as_new for row in looked.of(RowState.NEW) if row.as_new is not None]
    after = [
        changed(cast(Any, row.known), row.comparison.changes)
        for row in looked.of(RowState.CHANGED)
        if row.known is not None
    ]
    if not fresh and not after:
        return ListTaken(looked.seen_before)
    run = work.store.imports.add(
        ImportRun(
            id=ImportId(0),
            kind=looked.kind,
            file_name=looked.file_name,
            file_hash=looked.file_hash,
            at=work.now,
            by=work.actor.name,
            counts=looked.counts,
        )
    )
    records = _records(work, looked.kind)
    cause = work.cause(source=Source.FILE, import_id=run.id)
    made = records.add_all(fresh, cause)
    records.save_all(after, cause)
    return ListTaken(run, tuple(one.id for one in made), tuple(one.id for one in after))
