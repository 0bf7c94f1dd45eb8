"""Takes a whole import back: whom it made, what it changed, whom it stopped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from voedselbrigade.domain.access import Action
from voedselbrigade.domain.comparing import FieldChange, Kept, changed
from voedselbrigade.domain.history import (
    Cause,
    Change,
    ImportId,
    ImportRun,
    ImportStatus,
    PersonKind,
    Source,
)
from voedselbrigade.domain.people import RecipientId, VolunteerId
from voedselbrigade.errors import Fact, NotPossible
from voedselbrigade.services.records import label_of, records_of, stopped
from voedselbrigade.services.work import Subject, Work
from voedselbrigade.stock.lots import ItemId
from voedselbrigade.stock.parcels import HouseholdId

# Plans are made days ahead, seldom weeks: further than this nobody is planned.
_PLANNED_AHEAD = timedelta(days=366)
# Where somebody is follows from the address: it goes back with it and never on its own.
_FOLLOWS = "located"
_BECAUSE = "import.undo"
_MOVES = frozenset({"address", "home"})
# No plan names these; `_in_the_stock` and `_has_notes` look at what the stock keeps of them.
_OF_THE_STOCK = frozenset({PersonKind.HOUSEHOLD, PersonKind.DONOR, PersonKind.ITEM})


@dataclass(frozen=True, slots=True)
class KeptField:
    """A field that somebody changed after the import: it stays as it is now."""

    person: int
    label: str
    field: str
    value: object
    by: str


@dataclass(frozen=True, slots=True)
class Undone:
    """What came of taking an import back; people by id.

    `stopped` were made by the import but are needed by something that came later (an exception,
    a plan, food that came in, a change by the office): they stay, and take part no more. An item
    goes on as it is, for there may be food of it on a shelf. `names` are theirs.
    """

    run: ImportRun
    removed: tuple[int, ...]
    stopped: tuple[int, ...]
    restored: tuple[int, ...]
    kept: tuple[KeptField, ...]
    names: tuple[str, ...] = ()

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Who or what stays after all; the fields that stay are in `kept`."""
        code = "items_stay" if self.run.kind is PersonKind.ITEM else "stay"
        return (Fact.of(f"import.{code}", names=self.names),) if self.names else ()


def undo(work: Work, ident: ImportId) -> Undone:
    """Take one import back as a whole. Raises NotFound, and NotPossible when that was done already.

    What somebody changed since is not touched, but listed.
    """
    work.doing(Action.IMPORT, Subject("import", ident))
    run = work.store.imports.get(ident)
    if run.status is ImportStatus.UNDONE:
        at = run.undone_at.date().isoformat() if run.undone_at else ""
        raise NotPossible("import.already_undone", at=at, by=run.undone_by)
    return _Undoing(work, run).done()


class _Undoing:
    def __init__(self, work: Work, run: ImportRun) -> None:
        self._work = work
        self._run = run
        self._records = records_of(work, run.kind)
        self._kept: list[KeptField] = []
        runs = work.store.imports.list(run.kind)
        self._undone = {run.id} | {r.id for r in runs if r.status is ImportStatus.UNDONE}

    def done(self) -> Undone:
        changes = self._work.store.imports.changes(self._run.id)
        made = {change.person for change in changes if not change.field}
        restored = self._restore([c for c in changes if c.field and c.person not in made])
        needed = self._needed(made)
        removed = tuple(ident for ident in sorted(made - needed) if self._removed(ident))
        staying = sorted(made - set(removed), key=int)
        names = self._stop(staying)
        undone = replace(
            self._run,
            status=ImportStatus.UNDONE,
            undone_at=self._work.now,
            undone_by=self._work.actor.name,
        )
        self._work.store.imports.save(undone)
        return Undone(undone, removed, tuple(staying), restored, tuple(self._kept), names)

    # --- fields -----------------------------------------------------------------------------

    def _restore(self, changes: Sequence[Change]) -> tuple[int, ...]:
        """Give every field its old value and its old origin, unless somebody changed it since."""
        back: dict[tuple[Source, ImportId | None], dict[int, list[FieldChange]]] = {}
        by_person: dict[int, list[Change]] = defaultdict(list)
        for change in changes:
            by_person[change.person].append(change)
        for person, mine in by_person.items():
            history = self._records.history(person)
            for change in self._untouched(person, mine, history):
                # A point is written together with the address that it belongs to.
                lead = next(iter(_MOVES & {c.field for c in mine}), "")
                field = lead if change.field == _FOLLOWS else change.field
                before = _origin_before(history, field, self._run.id)
                group = back.setdefault((before.source, before.import_id), {})
                old = self._records.value_of(change.field, change.old)
                group.setdefault(person, []).append(FieldChange(change.field, None, old))
        for (source, import_id), people in back.items():
            self._write(people, self._work.cause(_BECAUSE, source, import_id))
        return tuple(sorted({person for people in back.values() for person in people}))

    def _untouched(
        self, person: int, mine: Sequence[Change], history: Sequence[Change]
    ) -> Iterator[Change]:
        """The first change of every field that nobody wrote after this import."""
        first = {change.field: change for change in reversed(mine)}
        last = {change.field: change for change in history}
        restored = {name for name in first if last[name].cause.import_id == self._run.id}
        for name, change in first.items():
            if name == _FOLLOWS:
                if _MOVES & restored:
                    yield change
            elif name in restored:
                yield change
            else:
                self._keep(person, last[name])

    def _keep(self, person: int, last: Change) -> None:
        one = self._records.get(person)
        value = self._records.value_of(last.field, last.new)
        self._kept.append(KeptField(person, label_of(one), last.field, value, last.cause.by))

    def _write(self, people: dict[int, list[FieldChange]], cause: Cause) -> None:
        known = {int(one.id): one for one in self._records.some(people)}
        after: list[Kept] = [changed(known[who], what) for who, what in people.items()]
        self._records.save_all(after, cause)

    # --- people -----------------------------------------------------------------------------

    def _removed(self, ident: int) -> bool:
        """Gone; or not, when the books still need it."""
        try:
            self._records.remove(ident, self._work.cause(_BECAUSE))
        except NotPossible:
            return False
        return True

    def _stop(self, idents: Sequence[int]) -> tuple[str, ...]:
        """Who stays takes part no more; hands out their names."""
        staying = sorted(self._records.some(idents), key=lambda one: int(one.id))
        if self._run.kind is not PersonKind.ITEM:
            self._records.save_all([stopped(one) for one in staying], self._work.cause(_BECAUSE))
        return tuple(label_of(one) for one in staying)

    def _needed(self, made: set[int]) -> set[int]:
        """Those of whom something is kept that came after the import."""
        if not made:
            return set()
        of_stock = self._run.kind in _OF_THE_STOCK
        found = made & set(self._in_the_stock() if of_stock else self._mentioned())
        found |= {ident for ident in made - found if self._changed_since(ident)}
        return found | {ident for ident in made - found if self._has_notes(ident)}

    def _changed_since(self, ident: int) -> bool:
        """Did anybody write here afterwards? What was taken back itself does not count."""
        return any(
            change.cause.import_id not in self._undone
            and change.cause.because != _BECAUSE
            and change.field != _FOLLOWS
            for change in self._records.history(ident)
        )

    def _has_notes(self, ident: int) -> bool:
        store = self._work.store
        if self._run.kind is PersonKind.RECIPIENT:
            who = RecipientId(ident)
            return bool(store.exceptions.of(who) or store.deliveries.of(who))
        if self._run.kind is PersonKind.VOLUNTEER:
            return bool(store.roster.of(VolunteerId(ident), date.min, date.max))
        if self._run.kind is PersonKind.HOUSEHOLD:
            return bool(store.stock.parcels.of_household(HouseholdId(ident)))
        if self._run.kind is PersonKind.ITEM:
            return bool(store.stock.lots.of_item(ItemId(ident)))
        return False

    def _in_the_stock(self) -> Iterator[int]:
        """Every item of a recipe, every household that took something in a shop."""
        stock = self._work.store.stock
        if self._run.kind is PersonKind.ITEM:
            for recipe in stock.parcels.recipes():
                for line in recipe.lines:
                    yield from (line.item, *line.substitutes)
        elif self._run.kind is PersonKind.HOUSEHOLD:
            yield from stock.purchases.spent(date.min, date.max)

    def _mentioned(self) -> Iterator[int]:
        """Everyone of this kind whom a plan or another record names."""
        yield from self._planned()
        store = self._work.store
        if self._run.kind is PersonKind.VOLUNTEER:
            for one in store.recipients.all():
                yield from one.preferred | one.excluded
        elif self._run.kind is PersonKind.HUB:
            people: Iterable[object] = (
                *store.recipients.all(),
                *store.volunteers.all(),
                *store.access.list(),
            )
            yield from (one.hub for one in people if one.hub is not None)  # type: ignore[attr-defined]

    def _planned(self) -> Iterator[int]:
        plans, first = self._work.store.plans, self._run.at.date()
        for day in plans.days(first, self._work.today + _PLANNED_AHEAD):
            for plan in plans.of_day(day):
                for route in plan.routes:
                    if self._run.kind is PersonKind.VOLUNTEER:
                        yield route.volunteer
                    elif self._run.kind is PersonKind.HUB:
                        yield from (trip.hub for trip in route.trips)
                    else:
                        yield from (stop.recipient for stop in route.stops)
                if self._run.kind is PersonKind.RECIPIENT:
                    yield from (left.recipient for left in plan.left_out)


def _origin_before(history: Sequence[Change], field: str, run: ImportId) -> Cause:
    """Who had written this field before the import did; the making of the record if nobody."""
    mine = next(
        place for place, c in enumerate(history) if c.field == field and c.cause.import_id == run
    )
    earlier = [c.cause for c in history[:mine] if c.field in (field, "")]
    return earlier[-1]
