"""What a row of a list would change about somebody we know, and where that clashes with us.

A field that the office wrote last is the office's: a file that says otherwise changes nothing by
itself, but becomes a clash that a person decides (issue 2, "Lists in").
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, Field, dataclass, fields, replace
from functools import cache
from typing import Any, cast

from voedselbrigade.domain.cards import fold_phone, fold_surname
from voedselbrigade.domain.history import Cause, Source
from voedselbrigade.domain.people import Name, Recipient, Salutation, Volunteer
from voedselbrigade.domain.places import Address, Hub

type Kept = Recipient | Volunteer | Hub

# Fields that say one thing together: when the first clashes, the second waits for the answer too.
_TOGETHER = {"asked_allergens": "allergens", "resumes_on": "state"}
_ADDRESS_FIELDS = ("address", "home")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field: what it is with us and what it would become."""

    field: str
    old: object
    new: object


@dataclass(frozen=True, slots=True)
class Clash:
    """The office wrote this field last (`since`), and the file says otherwise.

    `also` are the fields that go along with the answer.
    """

    field: str
    office: object
    file: object
    since: Cause
    also: tuple[FieldChange, ...] = ()

    @property
    def as_changes(self) -> tuple[FieldChange, ...]:
        """What taking the file's word would change."""
        return (FieldChange(self.field, self.office, self.file), *self.also)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a row would change: by itself, and only if somebody says so."""

    changes: tuple[FieldChange, ...] = ()
    clashes: tuple[Clash, ...] = ()


def compare(known: Kept, said: Mapping[str, object], origins: Mapping[str, Cause]) -> Comparison:
    """Compare somebody with what a file says of them.

    `said` holds values by field name, only for fields that the file speaks of; `origins` says per
    field where our value came from.
    """
    differing = _differences(known, said)
    ours = {c.field for c in differing if _belongs_to_office(known, c.field, origins)}
    ours |= {_TOGETHER[c.field] for c in differing if c.field in ours & _TOGETHER.keys()}
    waiting = {c.field for c in differing if {c.field, _TOGETHER.get(c.field)} & ours}
    return Comparison(
        tuple(c for c in differing if c.field not in waiting),
        _clashes([c for c in differing if c.field in waiting], origins),
    )


def changed[T: Kept](known: T, changes: Iterable[FieldChange]) -> T:
    """The person with these changes. Behind another front door the old point is let go."""
    values: dict[str, Any] = {c.field: c.new for c in changes}
    for name in _ADDRESS_FIELDS:
        if (
            name in values
            and "located" not in values
            and _moved(getattr(known, name), values[name])
        ):
            values["located"] = None
    return cast(T, replace(cast(Any, known), **values))


def _differences(known: Kept, said: Mapping[str, object]) -> list[FieldChange]:
    found = []
    for name, value in said.items():
        ours = getattr(known, name)
        theirs = _completed(ours, value)
        if ours != theirs and not (name == "phone" and _same_phone(ours, theirs)):
            found.append(FieldChange(name, ours, theirs))
    return found


def _same_phone(ours: Any, theirs: Any) -> bool:
    """070 1234567 and +31701234567 ring at one place."""
    return bool(ours) and fold_phone(ours) == fold_phone(theirs)


def _completed(ours: object, theirs: object) -> object:
    """A file that gives only a surname does not take our initials away."""
    if not (isinstance(ours, Name) and isinstance(theirs, Name)):
        return theirs
    if fold_surname(ours.surname) != fold_surname(theirs.surname):
        return theirs
    silent = theirs.salutation is Salutation.NONE
    return replace(
        theirs,
        initials=theirs.initials or ours.initials,
        first=theirs.first or ours.first,
        prefix=theirs.prefix or ours.prefix,
        salutation=ours.salutation if silent else theirs.salutation,
    )


def _belongs_to_office(known: Kept, name: str, origins: Mapping[str, Cause]) -> bool:
    """Did the office write this? A field left empty when somebody was added was not written."""
    if origins[name].source is not Source.OFFICE:
        return False
    first = min(cause.at for cause in origins.values())
    made_by = {cause.source for cause in origins.values() if cause.at == first}
    untouched = origins[name].at == first and made_by == {Source.OFFICE}
    return not (untouched and getattr(known, name) == _default(cast(Any, type(known)), name))


def _clashes(waiting: list[FieldChange], origins: Mapping[str, Cause]) -> tuple[Clash, ...]:
    leaders = {c.field for c in waiting}
    found = []
    for change in waiting:
        if _TOGETHER.get(change.field) in leaders:
            continue
        also = tuple(c for c in waiting if _TOGETHER.get(c.field) == change.field)
        newest = max((change, *also), key=lambda c: origins[c.field].at)
        since = origins[newest.field]
        found.append(Clash(change.field, change.old, change.new, since, also))
    return tuple(found)


def _moved(old: Address | None, new: Address | None) -> bool:
    """Another front door; a street that is only spelled otherwise keeps its point."""
    return (old.key if old else None) != (new.key if new else None)


@cache
def _default(kind: type[Any], name: str) -> object:
    found: Field[Any] = next(f for f in fields(kind) if f.name == name)
    if found.default_factory is not MISSING:
        return found.default_factory()
    return found.default
