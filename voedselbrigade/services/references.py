"""Whom a list means when it names a kitchen or a volunteer: by number, full name or surname."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from voedselbrigade.domain.cards import fold, fold_number, fold_surname
from voedselbrigade.domain.people import Volunteer, VolunteerId
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
    """Finds hubs and volunteers as lists name them."""

    def __init__(self, hubs: Iterable[Hub], volunteers: Iterable[Volunteer]) -> None:
        self._hubs = Named(pair for hub in hubs for pair in _hub_names(hub))
        self._volunteers = Named(pair for one in volunteers for pair in _volunteer_names(one))

    def hub(self, text: str) -> HubId | None:
        return self._hubs.one(_number(text), fold(text))

    def volunteer(self, text: str) -> VolunteerId | None:
        return self._volunteers.one(_number(text), fold(text), fold_surname(text))


def _number(text: str) -> str:
    # Marked, so that volunteer 12 is never found by a name.
    return f"#{fold_number(text)}" if text.strip() else ""


def _hub_names(hub: Hub) -> Iterator[tuple[str, HubId]]:
    yield _number(hub.number), hub.id
    yield fold(hub.name), hub.id


def _volunteer_names(volunteer: Volunteer) -> Iterator[tuple[str, VolunteerId]]:
    name = volunteer.name
    yield _number(volunteer.number), volunteer.id
    for text in (name.plain, name.sorted, f"{name.initials} {name.prefix} {name.surname}"):
        yield fold(text), volunteer.id
    yield fold_surname(name.surname), volunteer.id
    yield fold(name.first), volunteer.id
