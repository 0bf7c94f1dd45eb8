"""The addresses of all lists in a few columns: a whole record costs ten times as much to read."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import ColumnElement, Connection, FromClause, select

from voedselbrigade.adapters.database.rows import columns_of, from_row
from voedselbrigade.adapters.database.tables import people
from voedselbrigade.domain.history import PersonKind
from voedselbrigade.domain.people import Name, RecipientState, VolunteerState
from voedselbrigade.domain.places import Address, Located
from voedselbrigade.services.record_store import FrontDoor


@dataclass(frozen=True, slots=True)
class _Lives:
    id: int
    name: Name
    address: Address
    located: Located | None


@dataclass(frozen=True, slots=True)
class _Stands:
    id: int
    name: str
    address: Address
    located: Located | None


class DatabaseFrontDoors:
    """See `services.record_store.FrontDoors`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[FrontDoor, ...]:
        return tuple(self._read(placed_too=True))

    def without_point(self) -> tuple[FrontDoor, ...]:
        return tuple(self._read(placed_too=False))

    def _read(self, placed_too: bool) -> Iterator[FrontDoor]:
        for kind, table, shape, taking_part in _LISTS:
            columns = [_column(table, name) for name in columns_of(cast(Hashable, shape))]
            wanted = select(*columns).where(taking_part).order_by(table.c.id)
            if not placed_too:
                wanted = wanted.where(table.c.located_point_lat.is_(None))
            for row in self._connection.execute(wanted).mappings():
                if row["address_street"] is not None:
                    yield _door(kind, from_row(shape, row))


def _door(kind: PersonKind, one: _Lives | _Stands) -> FrontDoor:
    label = one.name.plain if isinstance(one.name, Name) else one.name
    return FrontDoor(kind, one.id, label, one.address, one.located)


def _column(table: FromClause, name: str) -> ColumnElement[Any]:
    """A volunteer's address is called home there; both are where to ring the bell."""
    kept = name if name in table.c else name.replace("address_", "home_", 1)
    return table.c[kept].label(name)


_LISTS: tuple[tuple[PersonKind, FromClause, type[_Lives | _Stands], ColumnElement[bool]], ...] = (
    (
        PersonKind.RECIPIENT,
        people.recipients,
        _Lives,
        people.recipients.c.state.not_in((RecipientState.STOPPED, RecipientState.DECEASED)),
    ),
    (
        PersonKind.VOLUNTEER,
        people.volunteers,
        _Lives,
        people.volunteers.c.state != VolunteerState.STOPPED,
    ),
    (PersonKind.HUB, people.hubs, _Stands, people.hubs.c.active),
)
