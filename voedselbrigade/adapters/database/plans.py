"""Plans, the searches that make them and what came of every stop, in their tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from voedselbrigade.adapters.database.codec import decode, encode
from voedselbrigade.adapters.database.rows import from_row, to_row
from voedselbrigade.adapters.database.tables import plans as tables
from voedselbrigade.domain.history import Cause
from voedselbrigade.domain.people import RecipientId, VolunteerId
from voedselbrigade.domain.plans import Delivery, Plan, PlanId
from voedselbrigade.errors import Conflict, NotFound
from voedselbrigade.services.store import SearchRow, SearchState


class DatabasePlans:
    """See `services.store.Plans`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._table = tables.plans

    def add(self, plan: Plan, cause: Cause) -> Plan:
        first = replace(plan, revision=1)
        wanted = insert(self._table).returning(self._table.c.id)
        ident = self._connection.execute(wanted, _plan_row(first, cause)).scalar_one()
        return replace(first, id=PlanId(ident))

    def get(self, ident: PlanId) -> Plan:
        found = self._read(self._table.c.id == ident)
        if not found:
            raise NotFound("plan.not_found", id=ident)
        return found[0]

    def save(self, plan: Plan, cause: Cause) -> Plan:
        c = self._table.c
        after = replace(plan, revision=plan.revision + 1)
        done = self._connection.execute(
            update(self._table).where(c.id == plan.id, c.revision == plan.revision),
            _plan_row(after, cause),
        )
        if done.rowcount != 1:
            raise self._changed_meanwhile(plan)
        return after

    def of_day(self, day: date) -> tuple[Plan, ...]:
        return self._read(self._table.c.day == day)

    def days(self, first: date, last: date) -> tuple[date, ...]:
        day = self._table.c.day
        wanted = select(day).where(day.between(first, last)).distinct().order_by(day)
        return tuple(self._connection.execute(wanted).scalars())

    def remove_before(self, day: date) -> int:
        done = self._connection.execute(delete(self._table).where(self._table.c.day < day))
        return done.rowcount

    def _read(self, where: Any) -> tuple[Plan, ...]:
        c = self._table.c
        wanted = select(c.id, c.document).where(where).order_by(c.id)
        rows = self._connection.execute(wanted)
        return tuple(replace(decode(Plan, document), id=PlanId(i)) for i, document in rows)

    def _changed_meanwhile(self, plan: Plan) -> Conflict | NotFound:
        c = self._table.c
        kept = self._connection.execute(
            select(c.changed_by, c.changed_at).where(c.id == plan.id)
        ).one_or_none()
        if kept is None:
            return NotFound("plan.not_found", id=plan.id)
        who, at = kept
        return Conflict(
            "plan.changed_meanwhile", day=plan.day.isoformat(), who=who, at=at.isoformat()
        )


def _plan_row(plan: Plan, cause: Cause) -> dict[str, Any]:
    return {
        "day": plan.day,
        "status": plan.status.value,
        "version": plan.version,
        "revision": plan.revision,
        "changed_at": cause.at,
        "changed_by": cause.by,
        "document": encode(plan),
    }


class DatabaseSearches:
    """See `services.store.SearchRows`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._table = tables.searches

    def get(self, day: date) -> SearchRow | None:
        found = self._read(self._table.c.day == day)
        return found[0] if found else None

    def claim(self, row: SearchRow) -> bool:
        before = self.get(row.day)
        if before is not None and before.state is SearchState.RUNNING:
            return False
        self.save(row)
        return True

    def save(self, row: SearchRow) -> None:
        self._connection.execute(delete(self._table).where(self._table.c.day == row.day))
        self._connection.execute(insert(self._table), to_row(row))

    def running(self) -> tuple[SearchRow, ...]:
        return self._read(self._table.c.state == SearchState.RUNNING)

    def _read(self, where: Any) -> tuple[SearchRow, ...]:
        wanted = select(self._table).where(where).order_by(self._table.c.day)
        return tuple(from_row(SearchRow, r) for r in self._connection.execute(wanted).mappings())


class DatabaseDeliveries:
    """See `services.store.Deliveries`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._table = tables.deliveries

    def save(self, delivery: Delivery) -> None:
        c = self._table.c
        same = (c.day == delivery.day, c.route == delivery.route, c.stop == delivery.stop)
        self._connection.execute(delete(self._table).where(*same))
        self._connection.execute(insert(self._table), to_row(delivery))

    def of_day(self, day: date) -> tuple[Delivery, ...]:
        return self._read(self._table.c.day == day)

    def of(self, recipient: RecipientId) -> tuple[Delivery, ...]:
        return self._read(self._table.c.recipient == recipient)

    def volunteers_since(self, day: date) -> Mapping[RecipientId, Mapping[VolunteerId, int]]:
        c = self._table.c
        wanted = select(c.recipient, c.volunteer, func.count()).where(c.day >= day)
        rows = self._connection.execute(wanted.group_by(c.recipient, c.volunteer))
        found: dict[RecipientId, dict[VolunteerId, int]] = {}
        for recipient, volunteer, times in rows:
            found.setdefault(RecipientId(recipient), {})[VolunteerId(volunteer)] = times
        return found

    def remove_before(self, day: date) -> int:
        done = self._connection.execute(delete(self._table).where(self._table.c.day < day))
        return done.rowcount

    def _read(self, where: Any) -> tuple[Delivery, ...]:
        c = self._table.c
        wanted = select(self._table).where(where).order_by(c.day, c.route, c.stop)
        return tuple(from_row(Delivery, r) for r in self._connection.execute(wanted).mappings())
