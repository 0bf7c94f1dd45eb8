"""Whom a list means when it names a kitchen, a volunteer or a recipient: by number or name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from voedselbrigade.domain.cards import fold, fold_number, fold_surname
from voedselbrigade.domain.cells.names import parse_name
from voedselbrigade.domain.people import Name, Recipient, RecipientId, Volunteer, VolunteerId
from voedselbrigade.domain.places import Hub, HubId


class Named[I: int]:
    """Names and numbers that each stand for one id; what stands for two finds nobody."""

    def __init__(self, names: Iterable[tuple[str, I]]) -> None:
        self._idents: dict[str, set[I]] = defaultdict(set)
        for name, ident in names:
            if name:
                self._idents[name].add(ident)

    def one(self, *names: str) -> I | None:
        """The first of these names that stands for exactly one."""
        for name in names:
            found = self._idents.get(name, set())
            if len(found) == 1:
                return next(iter(found))
        return None


class References:
    """Finds hubs, volunteers and recipients as lists name them.

    A recipient is never found by the surname alone: food would go to another door.
    """

    def __init__(
        self,
        hubs: Iterable[Hub],
        volunteers: Iterable[Volunteer] = (),
        recipients: Iterable[Recipient] = (),
    ) -> None:
        self._hubs = Named(pair for hub in hubs for pair in _hub_names(hub))
        self._volunteers = Named(pair for one in volunteers for pair in _volunteer_names(one))
        self._recipients = Named(pair for one in recipients for pair in _recipient_names(one))

    def hub(self, text: str) -> HubId | None:
        return self._hubs.one(_number(text), fold(text))

    def volunteer(self, text: str) -> VolunteerId | None:
        return self._volunteers.one(_number(text), fold(text), fold_surname(text))

    def recipient(self, text: str) -> RecipientId | None:
        read = parse_name(text)
        name = read.plain if isinstance(read, Name) else text
        return self._recipients.one(_number(text), fold(text), fold(name))


def _number(text: str) -> str:
    # Marked, so that volunteer 12 is never found by a name.
    return f"#{fold_number(text)}" if text.strip() else ""


def _hub_names(hub: Hub) -> Iterator[tuple[str, HubId]]:
    yield _number(hub.number), hub.id
    yield fold(hub.name), hub.id


def _volunteer_names(volunteer: Volunteer) -> Iterator[tuple[str, VolunteerId]]:
    name = volunteer.name
    yield _number(volunteer.number), volunteer.id
    for text in _written(name):
        yield fold(text), volunteer.id
    yield fold_surname(name.surname), volunteer.id
    yield fold(name.first), volunteer.id


def _recipient_names(recipient: Recipient) -> Iterator[tuple[str, RecipientId]]:
    name = recipient.name
    yield _number(recipient.number), recipient.id
    # Somebody of whom only the surname is known would be found by it: the number is asked then.
    for given in filter(None, dict.fromkeys((name.first, name.initials))):
        for text in _written(replace(name, first="", initials=given)):
            yield fold(text), recipient.id


def _written(name: Name) -> tuple[str, ...]:
    """Jan de Wit; Wit, Jan de; J. de Wit."""
    return name.plain, name.sorted, f"{name.initials} {name.prefix} {name.surname}"
