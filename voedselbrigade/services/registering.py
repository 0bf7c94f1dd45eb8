"""People and places in the books: add, edit, pause, stop, history; by phone in under a minute."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from voedselbrigade.domain.cards import card, card_of, look_alikes
from voedselbrigade.domain.columns import ColumnMapping
from voedselbrigade.domain.comparing import FieldChange, Kept, changed
from voedselbrigade.domain.delivery_days import DayException
from voedselbrigade.domain.history import Cause, PersonKind, Revision
from voedselbrigade.domain.people import (
    Name,
    Recipient,
    RecipientId,
    RecipientState,
    Volunteer,
    VolunteerState,
)
from voedselbrigade.domain.places import Address, Hub
from voedselbrigade.domain.plans import Delivery
from voedselbrigade.domain.rows import Draft, RowProblem
from voedselbrigade.errors import Fact, NotPossible, WrongWords
from voedselbrigade.services.import_rows import understood
from voedselbrigade.services.records import (
    address_of,
    editing,
    kind_of,
    label_of,
    looking_at,
    records_of,
    stopped,
    subject_of,
)
from voedselbrigade.services.references import References
from voedselbrigade.services.work import Subject, Work

type Names = Mapping[tuple[PersonKind, int], str]
"""The name behind every id of a volunteer or a hub."""

JOINED_INTO = "people.joined_into"
"""The reason kept with a record that was joined into another: `people.joined_into:12`."""

_CODE = re.compile(r"[a-z]+\.[a-z_]+")
LIKELY_DOUBLE = 90
"""From this likeness on (see `cards.look_alikes`) adding somebody asks first."""


@dataclass(frozen=True, slots=True)
class Record[T: Kept]:
    """Somebody with what a form needs: the revision to save over, and where values came from."""

    person: T
    revision: Revision
    origins: Mapping[str, Cause]


@dataclass(frozen=True, slots=True)
class Similar:
    """Somebody who may be the one on the phone; `score` 100 is the same name and door or phone."""

    person: int
    label: str
    address: Address | None
    phone: str
    score: int


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One thing that was changed about somebody. `field` is empty when the record was made.

    `because` is a fact of ours or what somebody typed. `person` is another id than the one asked
    for when two records were joined.
    """

    person: int
    field: str
    old: object
    new: object
    cause: Cause
    because: Fact | str


@dataclass(frozen=True, slots=True)
class History:
    """Everything that is known of somebody's past, the newest first."""

    lines: tuple[HistoryLine, ...]
    exceptions: tuple[DayException, ...] = ()
    deliveries: tuple[Delivery, ...] = ()


# --- looking ------------------------------------------------------------------------------------


def recipients(work: Work, screen: str = "recipients") -> tuple[Recipient, ...]:
    """Everyone who gets or got meals, by name."""
    work.reading(looking_at(PersonKind.RECIPIENT), Subject("recipients"), screen)
    return tuple(sorted(work.store.recipients.all(), key=lambda one: one.name.sorted.casefold()))


def volunteers(work: Work, screen: str = "volunteers") -> tuple[Volunteer, ...]:
    """Everyone who brings or brought meals, by name."""
    work.reading(looking_at(PersonKind.VOLUNTEER), Subject("volunteers"), screen)
    return tuple(sorted(work.store.volunteers.all(), key=lambda one: one.name.sorted.casefold()))


def hubs(work: Work, screen: str = "hubs") -> tuple[Hub, ...]:
    """Every kitchen, service point and food bank, by name."""
    work.reading(looking_at(PersonKind.HUB), Subject("hubs"), screen)
    return tuple(sorted(work.store.hubs.all(), key=lambda one: one.name.casefold()))


def record(work: Work, kind: PersonKind, ident: int, screen: str = "record") -> Record[Any]:
    """One person or place, to show or to edit. Raises NotFound."""
    work.reading(looking_at(kind), subject_of(kind, ident), screen)
    records = records_of(work, kind)
    return Record(records.get(ident), records.revision(ident), records.origins(ident))


def names(work: Work) -> Names:
    """What volunteers and hubs are called, for values that hold their ids."""
    work.reading(looking_at(PersonKind.HUB), screen="names")
    people = {(PersonKind.VOLUNTEER, int(v.id)): label_of(v) for v in work.store.volunteers.all()}
    return people | {(PersonKind.HUB, int(h.id)): label_of(h) for h in work.store.hubs.all()}


def history(work: Work, kind: PersonKind, ident: int) -> History:
    """What was changed about somebody, by whom and why; of records joined into this one too.

    Raises NotFound.
    """
    work.reading(looking_at(kind), subject_of(kind, ident), "history")
    records = records_of(work, kind)
    records.get(ident)
    everyone = _joined(work, kind, ident)
    lines = [
        HistoryLine(
            change.person,
            change.field,
            records.value_of(change.field, change.old) if change.field else None,
            records.value_of(change.field, change.new) if change.field else None,
            change.cause,
            _reason(change.cause.because),
        )
        for one in everyone
        for change in reversed(records.history(one))
    ]
    lines.sort(key=lambda line: line.cause.at, reverse=True)
    if kind is not PersonKind.RECIPIENT:
        return History(tuple(lines))
    noted = [e for one in everyone for e in work.store.exceptions.of(RecipientId(one))]
    brought = [d for one in everyone for d in work.store.deliveries.of(RecipientId(one))]
    return History(
        tuple(lines),
        tuple(sorted(noted, key=lambda e: e.noted_at, reverse=True)),
        tuple(sorted(brought, key=lambda d: d.day, reverse=True)),
    )


def find_similar(
    work: Work,
    kind: PersonKind,
    name: Name | str,
    *,
    phone: str = "",
    address: Address | None = None,
) -> tuple[Similar, ...]:
    """Who is in the books already and looks like this, while a name is being typed."""
    work.reading(looking_at(kind), subject_of(kind), "find_similar")
    return _similar(work, kind, name, phone, address)


def understand(
    work: Work, draft: Draft, mapping: ColumnMapping, known: Kept | None = None
) -> tuple[Kept, tuple[RowProblem, ...]]:
    """What a form says, with the kitchen and the volunteers it names looked up.

    Hands out the person as the form has it, and what could not be found; nothing is saved.
    """
    work.reading(looking_at(PersonKind.HUB), screen="form")
    references = References(work.store.hubs.all(), work.store.volunteers.all())
    return understood(draft, mapping, references, known)


# --- writing ------------------------------------------------------------------------------------


def add[T: Kept](work: Work, someone: T, *, double_is_fine: bool = False) -> T:
    """Put somebody in the books; hands them out with their id.

    Raises NotPossible when somebody very much like this is there already (a colleague may have
    been quicker), unless `double_is_fine`.
    """
    kind = kind_of(someone)
    work.doing(editing(kind), subject_of(kind))
    if not double_is_fine:
        found = _similar(work, kind, someone.name, someone.phone, address_of(someone))
        likely = tuple(one.label for one in found if one.score >= LIKELY_DOUBLE)
        if likely:
            raise NotPossible("people.likely_double", name=label_of(someone), persons=likely)
    added: T = records_of(work, kind).add(someone, work.cause("people.added"))
    return added


def add_recipient(work: Work, someone: Recipient, *, double_is_fine: bool = False) -> Recipient:
    """Somebody new who gets meals; see `add`."""
    return add(work, someone, double_is_fine=double_is_fine)


def edit(work: Work, someone: Kept, revision: int, because: str = "") -> None:
    """Save somebody as they are in a form that was opened at `revision`.

    Raises Conflict when somebody else saved in between: the fact says who, when and which fields.
    Behind another front door the old point on the map is let go.
    """
    kind = kind_of(someone)
    work.doing(editing(kind), subject_of(kind, int(someone.id)))
    records = records_of(work, kind)
    records.save(_moved(records.get(int(someone.id)), someone), work.cause(because), revision)


def pause(work: Work, kind: PersonKind, ident: int, until: date) -> None:
    """Nothing more until `until`; on that date it goes on by itself. Raises WrongWords."""
    work.doing(editing(kind), subject_of(kind, ident))
    if until <= work.today:
        raise WrongWords("people.pause_in_the_past", until=until.isoformat())
    _set_state(work, kind, ident, "paused", until)


def resume(work: Work, kind: PersonKind, ident: int) -> None:
    """Back again: after a pause, a stop or a request. A hub opens again."""
    work.doing(editing(kind), subject_of(kind, ident))
    _set_state(work, kind, ident, "active")


def stop(work: Work, kind: PersonKind, ident: int, because: str = "") -> None:
    """Takes part no more; nothing of them is removed."""
    work.doing(editing(kind), subject_of(kind, ident))
    records = records_of(work, kind)
    one = records.get(ident)
    _living(one)
    records.save(stopped(one), work.cause(because))


def mark_deceased(work: Work, ident: RecipientId) -> None:
    """Somebody has died: no meals, no calls, and no list brings them back."""
    work.doing(editing(PersonKind.RECIPIENT), subject_of(PersonKind.RECIPIENT, ident))
    one = work.store.recipients.get(ident)
    gone = replace(one, state=RecipientState.DECEASED, resumes_on=None)
    work.store.recipients.save(gone, work.cause())


def correct_deceased(work: Work, ident: RecipientId) -> None:
    """It was noted by mistake: the person is stopped until somebody says what is so."""
    work.doing(editing(PersonKind.RECIPIENT), subject_of(PersonKind.RECIPIENT, ident))
    one = work.store.recipients.get(ident)
    if one.state is not RecipientState.DECEASED:
        raise NotPossible("people.not_deceased", name=label_of(one))
    work.store.recipients.save(replace(one, state=RecipientState.STOPPED), work.cause())


# --- between ------------------------------------------------------------------------------------


def _similar(
    work: Work, kind: PersonKind, name: Name | str, phone: str, address: Address | None
) -> tuple[Similar, ...]:
    known = {int(one.id): one for one in records_of(work, kind).all()}
    cards = [card_of(one) for one in known.values()]
    found = look_alikes(card(name, phone=phone, address=address), cards) if cards else ()
    return tuple(
        Similar(
            alike.person,
            label_of(known[alike.person]),
            address_of(known[alike.person]),
            known[alike.person].phone,
            alike.score,
        )
        for alike in found
    )


def _moved(before: Kept, after: Kept) -> Kept:
    """As the form has it; a new address without a point of its own is looked up again."""
    name = "home" if isinstance(after, Volunteer) else "address"
    if after.located != before.located:
        return after
    return changed(
        replace(after, **{name: getattr(before, name)}),
        [FieldChange(name, getattr(before, name), getattr(after, name))],
    )


def _set_state(
    work: Work, kind: PersonKind, ident: int, state: str, until: date | None = None
) -> None:
    records = records_of(work, kind)
    one = records.get(ident)
    if isinstance(one, Hub):
        if state == "paused":
            raise NotPossible("people.hub_has_no_pause", name=one.name)
        records.save(replace(one, active=True), work.cause())
        return
    _living(one)
    states = RecipientState if isinstance(one, Recipient) else VolunteerState
    records.save(replace(one, state=states(state), resumes_on=until), work.cause())


def _living(one: Kept) -> None:
    if isinstance(one, Recipient) and one.state is RecipientState.DECEASED:
        raise NotPossible("people.deceased", name=label_of(one))


def _joined(work: Work, kind: PersonKind, ident: int) -> tuple[int, ...]:
    """This record and those that were joined into it, also by way of another."""
    found: list[int] = []
    wanted = [ident]
    while wanted:
        one = wanted.pop()
        if one not in found:
            found.append(one)
            wanted += records_of(work, kind).changed_because(f"{JOINED_INTO}:{one}")
    return tuple(found)


def _reason(because: str) -> Fact | str:
    """A reason of ours is a code, with an id behind it at most; anything else somebody typed."""
    code, _, about = because.partition(":")
    if not _CODE.fullmatch(code):
        return because
    return Fact.of(code, about=about) if about else Fact(code)
