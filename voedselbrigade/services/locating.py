"""Front doors on the map: who has no point yet, finding it, and mending what was not found.

Asking a geocoder may take seconds per address, so it happens between two works:
`to_locate(work)` · `locate(…, geocoder)` · `place(work, …)`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from voedselbrigade.domain.access import Action
from voedselbrigade.domain.delivery_days import ExceptionId
from voedselbrigade.domain.history import PersonKind
from voedselbrigade.domain.people import RecipientId
from voedselbrigade.domain.places import Address, Confidence, Located, Point
from voedselbrigade.errors import Fact, NotPossible, Unreachable
from voedselbrigade.services.ports import Geocoder, NotLocated
from voedselbrigade.services.records import (
    KINDS,
    address_of,
    label_of,
    records_of,
    subject_of,
)
from voedselbrigade.services.work import Subject, Work

type Progress = Callable[[int, int], None]
"""Called with how many addresses are done, of how many."""

# A temporary address is noted days ahead, seldom longer.
_EXCEPTIONS_AHEAD_DAYS = 31
BY_HAND = "hand"


@dataclass(frozen=True, slots=True)
class Wanted:
    """An address without a point: of a person or a place, or of one exception of the day."""

    kind: PersonKind
    person: int
    label: str
    address: Address
    exception: ExceptionId | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a geocoder said about one wanted address."""

    wanted: Wanted
    found: Located | NotLocated


@dataclass(frozen=True, slots=True)
class ToCheck:
    """Somebody whose point is missing (`located` is None) or not the front door itself.

    `reason` says why; None when nobody has looked yet.
    """

    kind: PersonKind
    person: int
    label: str
    address: Address
    located: Located | None
    reason: Fact | None


def to_locate(work: Work) -> tuple[Wanted, ...]:
    """Every address that has no point yet, of whoever takes part."""
    work.reading(Action.LOCATE, screen="to_locate")
    return (*_people_to_locate(work), *_exceptions_to_locate(work))


def locate(
    wanted: Sequence[Wanted], geocoder: Geocoder, progress: Progress | None = None
) -> tuple[Answer, ...]:
    """Ask for every address. No transaction may be open: this can take a second per address.

    A geocoder that cannot be asked now is an answer too: its reason says so.
    """
    found: dict[Address, Located | NotLocated] = {}
    for done, one in enumerate(wanted, 1):
        if one.address not in found:
            found[one.address] = find(one.address, geocoder)
        if progress:
            progress(done, len(wanted))
    return tuple(Answer(one, found[one.address]) for one in wanted)


def allow_looking_up(work: Work) -> None:
    """May this account look up an address? Raises NotAllowed."""
    work.reading(Action.LOCATE, screen="find")


def find(address: Address, geocoder: Geocoder) -> Located | NotLocated:
    """One address, for a form: with no transaction open. Never raises Unreachable."""
    try:
        return geocoder.find(address)
    except Unreachable as error:
        return NotLocated(error.fact)


def place(work: Work, answers: Iterable[Answer]) -> int:
    """Keep what was found; hands out how many points were set.

    Whoever moved, or was put on the map by somebody, while the geocoder was asked is left alone.
    """
    work.doing(Action.LOCATE)
    found = [a for a in answers if isinstance(a.found, Located)]
    placed = 0
    for kind in KINDS:
        placed += _place_people(work, kind, [a for a in found if _about_person(a, kind)])
    return placed + _place_exceptions(work, [a for a in found if a.wanted.exception is not None])


def place_by_hand(work: Work, kind: PersonKind, ident: int, point: Point) -> None:
    """Somebody points at the front door on the map. Raises NotFound; NotPossible without address.

    The point stays until the address changes.
    """
    work.doing(Action.LOCATE, subject_of(kind, ident))
    records = records_of(work, kind)
    one = records.get(ident)
    if address_of(one) is None:
        raise NotPossible("people.no_address", name=label_of(one))
    located = Located(point, Confidence.BY_HAND, BY_HAND)
    records.save(replace(one, located=located), work.cause("locate.by_hand"))


def correct_address(
    work: Work, kind: PersonKind, ident: int, address: Address, located: Located
) -> None:
    """Somebody chose one of the addresses that may be meant: it takes the place of the old one.

    `located` is what a geocoder said about it, asked before the work. Raises NotFound.
    """
    work.doing(
        Action.EDIT_HUBS if kind is PersonKind.HUB else Action.EDIT_PEOPLE, subject_of(kind, ident)
    )
    records = records_of(work, kind)
    one = records.get(ident)
    name = "home" if kind is PersonKind.VOLUNTEER else "address"
    records.save(replace(one, located=located, **{name: address}), work.cause("locate.chosen"))


def look_again(work: Work, kind: PersonKind, ident: int) -> None:
    """Let go of somebody's point, so that it is looked up again."""
    work.doing(Action.LOCATE, subject_of(kind, ident))
    records = records_of(work, kind)
    records.save(replace(records.get(ident), located=None), work.cause("locate.look_again"))


def known_doors(work: Work) -> tuple[Point, ...]:
    """Where everybody's doors and the hubs are, without saying whose: dots to go by on a map."""
    work.reading(Action.READ_PEOPLE, Subject("people"), "known_doors")
    found = {one.located.point for one in work.store.front_doors.all() if one.located is not None}
    return tuple(sorted(found, key=lambda point: (point.lat, point.lon)))


def to_check(work: Work) -> tuple[ToCheck, ...]:
    """Whose point is missing or not exact, the missing ones first, then by name."""
    work.reading(Action.READ_PEOPLE, Subject("people"), "to_check")
    found = [
        ToCheck(one.kind, one.person, one.label, one.address, one.located, _doubt(one.located))
        for one in work.store.front_doors.all()
        if one.located is None or not one.located.sure
    ]
    return tuple(sorted(found, key=lambda one: (one.located is not None, one.label)))


def _doubt(located: Located | None) -> Fact | None:
    return located.doubt if located else None


def _people_to_locate(work: Work) -> Iterator[Wanted]:
    for one in work.store.front_doors.without_point():
        yield Wanted(one.kind, one.person, one.label, one.address)


def _exceptions_to_locate(work: Work) -> Iterator[Wanted]:
    coming = {
        noted.id: noted
        for ahead in range(_EXCEPTIONS_AHEAD_DAYS)
        for noted in work.store.exceptions.on(work.today + timedelta(days=ahead))
        if noted.address is not None and noted.located is None
    }
    people = work.store.recipients.some(noted.recipient for noted in coming.values())
    labels = {one.id: label_of(one) for one in people}
    for noted in coming.values():
        if noted.address is not None:
            who = noted.recipient
            yield Wanted(PersonKind.RECIPIENT, who, labels[who], noted.address, noted.id)


def _about_person(answer: Answer, kind: PersonKind) -> bool:
    return answer.wanted.exception is None and answer.wanted.kind is kind


def _place_people(work: Work, kind: PersonKind, answers: Sequence[Answer]) -> int:
    records = records_of(work, kind)
    known = {int(one.id): one for one in records.some(a.wanted.person for a in answers)}
    placed = [
        replace(one, located=answer.found)
        for answer in answers
        if (one := known.get(answer.wanted.person)) is not None
        if one.located is None and address_of(one) == answer.wanted.address
    ]
    records.save_all(placed, work.cause("locate.found"))
    return len(placed)


def _place_exceptions(work: Work, answers: Sequence[Answer]) -> int:
    exceptions = work.store.exceptions
    placed = 0
    for answer in answers:
        wanted, found = answer.wanted, answer.found
        for noted in exceptions.of(RecipientId(wanted.person)):
            fits = noted.id == wanted.exception and noted.address == wanted.address
            if fits and noted.located is None and isinstance(found, Located):
                exceptions.save(replace(noted, located=found))
                placed += 1
    return placed
