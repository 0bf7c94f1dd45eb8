"""Two records that are one person: joined into one, with nothing of either lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any

from voedselbrigade.domain.comparing import Kept
from voedselbrigade.domain.food import Allergen, AllergenState
from voedselbrigade.domain.history import PersonKind
from voedselbrigade.domain.people import RecipientId, VolunteerId
from voedselbrigade.domain.places import Hub, HubId
from voedselbrigade.errors import NotPossible
from voedselbrigade.services.records import (
    editing,
    kind_of,
    label_of,
    records_of,
    stopped,
    subject_of,
)
from voedselbrigade.services.registering import JOINED_INTO
from voedselbrigade.services.work import Work

# What must never be lost when two records become one: both count.
_BOTH_COUNT = frozenset({"diets", "needs", "preferred", "excluded", "skills"})


def joined[T: Kept](keep: T, other: T) -> T:
    """What the two are together: `keep`, with what only `other` knows.

    Of diets, needs and excluded volunteers both count, and an allergy of either is an allergy:
    being too careful costs a dish, being careless may cost a life. A proposal, to be looked at.
    """
    values: dict[str, Any] = {}
    for each in fields(keep):
        ours, theirs = getattr(keep, each.name), getattr(other, each.name)
        if each.name in ("id", "state", "located", "active", "resumes_on"):
            continue
        if each.name in _BOTH_COUNT:
            values[each.name] = ours | theirs
        elif each.name == "allergens":
            values[each.name] = _allergens(ours, theirs)
        elif each.name == "contacts":
            values[each.name] = tuple(dict.fromkeys((*ours, *theirs)))
        elif each.name == "asked_allergens":
            values[each.name] = ours or theirs
        elif ours in (None, "", ()) or ours == {}:
            values[each.name] = theirs
    return replace(keep, **values)


def merge(work: Work, keep: Kept, revision: int, other: int) -> None:
    """Join `other` into `keep`, which is saved as given (see `joined`) over `revision`.

    What was noted for `other` is from now on for `keep`: exceptions, the roster, who prefers or
    refuses whom. `other` is stopped and keeps its own history, which `registering.history` shows
    with that of `keep`. Raises Conflict when somebody changed `keep`, NotPossible for one record.
    """
    kind = kind_of(keep)
    work.doing(editing(kind), subject_of(kind, int(keep.id)))
    records = records_of(work, kind)
    gone = records.get(other)
    if gone.id == keep.id:
        raise NotPossible("people.same_record", name=label_of(keep))
    if isinstance(gone, Hub):
        _refuse_stock(work, gone)
    records.save(_put_away(gone, keep), work.cause(f"{JOINED_INTO}:{keep.id}"))
    records.save(keep, work.cause("people.joined"), revision)
    _MOVES[kind](work, other, int(keep.id))


def _refuse_stock(work: Work, gone: Hub) -> None:
    """Food does not move by joining two records, and a hub that takes part no more is on no
    screen: what lies there is sent on first."""
    if any(held.quantity for held in work.store.stock.books.shelf(gone.id)):
        raise NotPossible("stock.hub_not_empty", hub=gone.name)


def _put_away(gone: Kept, keep: Kept) -> Kept:
    """Stopped, and saying whose double it was. Its number in the list stays with it, so that the
    double row is known when the list comes again, unless `keep` took it over."""
    number = "" if gone.number == keep.number else gone.number
    away = replace(stopped(gone), number=number)
    if isinstance(away, Hub):
        return replace(away, name=f"{away.name} (dubbel)")
    said = (away.remarks, f"dubbel van {label_of(keep)}")
    return replace(away, remarks=" · ".join(filter(None, said)))


def _allergens(
    ours: Mapping[Allergen, AllergenState], theirs: Mapping[Allergen, AllergenState]
) -> dict[Allergen, AllergenState]:
    """Of two answers the more careful one: yes before unknown before no."""
    careful = (AllergenState.YES, AllergenState.UNKNOWN, AllergenState.NO)
    found = {}
    for allergen in (*ours, *(a for a in theirs if a not in ours)):
        said = {ours.get(allergen), theirs.get(allergen)}
        found[allergen] = next(state for state in careful if state in said)
    return found


def _move_recipient(work: Work, other: int, keep: int) -> None:
    work.store.exceptions.move(RecipientId(other), RecipientId(keep))
    work.store.hand_choices.move_recipient(RecipientId(other), RecipientId(keep))
    stock = work.store.stock
    brought = [
        replace(one, recipient=RecipientId(keep)) for one in stock.brought.of([RecipientId(other)])
    ]
    stock.households.save_all(brought, work.cause("people.joined"))


def _move_volunteer(work: Work, other: int, keep: int) -> None:
    roster = work.store.roster
    kept_days = {entry.day for entry in roster.of(VolunteerId(keep), work.today, date.max)}
    for entry in roster.of(VolunteerId(other), work.today, date.max):
        roster.remove(entry.volunteer, entry.day)
        if entry.day not in kept_days:
            roster.save(replace(entry, volunteer=VolunteerId(keep)))
    work.store.hand_choices.move_volunteer(VolunteerId(other), VolunteerId(keep))
    renamed = [
        replace(
            one,
            preferred=_renamed(one.preferred, VolunteerId(other), VolunteerId(keep)),
            excluded=_renamed(one.excluded, VolunteerId(other), VolunteerId(keep)),
        )
        for one in work.store.recipients.all()
        if other in one.preferred | one.excluded
    ]
    work.store.recipients.save_all(renamed, work.cause("people.joined"))


def _move_hub(work: Work, other: int, keep: int) -> None:
    _move_outlet(work, HubId(other), HubId(keep))
    for kind in (PersonKind.RECIPIENT, PersonKind.VOLUNTEER):
        records = records_of(work, kind)
        here = [replace(one, hub=HubId(keep)) for one in records.all() if one.hub == other]
        records.save_all(here, work.cause("people.joined"))
    points = (one for one in work.store.hubs.all() if one.supplied_by == other)
    moved = [
        # A kitchen that was its own double does not supply itself.
        replace(one, supplied_by=None if one.id == keep else HubId(keep))
        for one in points
    ]
    work.store.hubs.save_all(moved, work.cause("people.joined"))


def _move_outlet(work: Work, other: HubId, keep: HubId) -> None:
    stock = work.store.stock
    families = [replace(one, hub=keep) for one in stock.households.all() if one.hub == other]
    stock.households.save_all(families, work.cause("people.joined"))
    donors = [replace(one, hub=keep) for one in stock.donors.all() if one.hub == other]
    stock.donors.save_all(donors, work.cause("people.joined"))


def _renamed(
    people: frozenset[VolunteerId], old: VolunteerId, new: VolunteerId
) -> frozenset[VolunteerId]:
    return frozenset(new if one == old else one for one in people)


_MOVES = {
    PersonKind.RECIPIENT: _move_recipient,
    PersonKind.VOLUNTEER: _move_volunteer,
    PersonKind.HUB: _move_hub,
}
