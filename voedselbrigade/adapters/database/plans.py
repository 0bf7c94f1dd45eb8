"""Plans, the searches that make them and what came of every stop, in their tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, delete, func, insert, select, update

from voedselbrigade.adapters.database.codec import decode, encode
from voedselbrigade.adapters.database.rows import from_row, to_row
from voedselbrigade.adapters.database.tables import plans as tables
from voedselbrigade.domain.faces import Meeting
from voedselbrigade.domain.history import Cause
from voedselbrigade.domain.ledger import Ridden
from voedselbrigade.domain.people import RecipientId, VolunteerId
from voedselbrigade.domain.plans import (
    IN_FORCE,
    NOBODY,
    Delivery,
    Outcome,
    Plan,
    PlanId,
    PlanStatus,
    StopStatus,
)
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
        kept = replace(first, id=PlanId(ident))
        self._write_rounds(kept)
        return kept

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
        self._write_rounds(after)
        return after

    def of_day(self, day: date) -> tuple[Plan, ...]:
        return self._read(self._table.c.day == day)

    def days(self, first: date, last: date) -> tuple[date, ...]:
        day = self._table.c.day
        wanted = select(day).where(day.between(first, last)).distinct().order_by(day)
        return tuple(self._connection.execute(wanted).scalars())

    def rode(self, first: date, last: date) -> Mapping[VolunteerId, frozenset[date]]:
        c = tables.rounds.c
        wanted = select(c.volunteer, c.day).where(c.day.between(first, last))
        found: dict[VolunteerId, set[date]] = {}
        for volunteer, day in self._connection.execute(wanted):
            found.setdefault(VolunteerId(volunteer), set()).add(day)
        return {volunteer: frozenset(days) for volunteer, days in found.items()}

    def ridden(self, first: date, last: date) -> Mapping[VolunteerId, Ridden]:
        c, plan = tables.rounds.c, self._table.c
        done = plan.status == PlanStatus.DONE
        totals = select(c.volunteer, func.sum(c.minutes), func.sum(c.stops), func.count())
        wanted = (
            totals.join(self._table, plan.id == c.plan)
            .where(done, c.day.between(first, last))
            .group_by(c.volunteer)
        )
        rows = self._connection.execute(wanted)
        return {
            VolunteerId(volunteer): Ridden(int(minutes), int(stops), rounds)
            for volunteer, minutes, stops, rounds in rows
        }

    def remove_before(self, day: date) -> int:
        self._connection.execute(delete(tables.rounds).where(tables.rounds.c.day < day))
        done = self._connection.execute(delete(self._table).where(self._table.c.day < day))
        return done.rowcount

    def _write_rounds(self, plan: Plan) -> None:
        self._connection.execute(delete(tables.rounds).where(tables.rounds.c.plan == plan.id))
        rows = [
            {
                "plan": plan.id,
                "route": route.code,
                "day": plan.day,
                "volunteer": route.volunteer,
                "minutes": route.minutes,
                "stops": sum(stop.status is StopStatus.PLANNED for stop in route.stops),
            }
            for route in plan.runs
        ]
        if rows and plan.status in IN_FORCE:
            self._connection.execute(insert(tables.rounds), rows)

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
        self._connection.execute(insert(self._table), to_row(delivery))

    def said(self, day: date, route: str, stop: str) -> tuple[Delivery, ...]:
        c = self._table.c
        here = (c.day == day) & (c.route == route) & (c.stop == stop)
        wanted = select(self._table).where(here).order_by(c.id)
        return tuple(from_row(Delivery, r) for r in self._connection.execute(wanted).mappings())

    def of_day(self, day: date) -> tuple[Delivery, ...]:
        return self._read(self._table.c.day == day)

    def of(self, recipient: RecipientId) -> tuple[Delivery, ...]:
        return self._read(self._table.c.recipient == recipient)

    def volunteers_since(self, day: date) -> Mapping[RecipientId, Mapping[VolunteerId, int]]:
        c = self._table.c
        given = (c.day >= day) & self._given() & c.id.in_(self._last())
        wanted = select(c.recipient, c.volunteer, func.count()).where(given)
        rows = self._connection.execute(wanted.group_by(c.recipient, c.volunteer))
        found: dict[RecipientId, dict[VolunteerId, int]] = {}
        for recipient, volunteer, times in rows:
            found.setdefault(RecipientId(recipient), {})[VolunteerId(volunteer)] = times
        return found

    def met(self, first: date, last: date) -> tuple[Meeting, ...]:
        c = self._table.c
        between = c.day.between(first, last)
        given = between & self._given() & c.id.in_(self._last().where(between))
        wanted = select(c.recipient, c.day, c.volunteer).where(given).distinct()
        rows = self._connection.execute(wanted.order_by(c.day, c.recipient, c.volunteer))
        return tuple(Meeting(RecipientId(who), day, VolunteerId(by)) for who, day, by in rows)

    def remove_before(self, day: date) -> int:
        done = self._connection.execute(delete(self._table).where(self._table.c.day < day))
        return done.rowcount

    def _given(self) -> ColumnElement[bool]:
        """Somebody was given something: what was brought to a service point met nobody."""
        c = self._table.c
        return (c.outcome == Outcome.GIVEN) & (c.recipient != NOBODY)

    def _last(self) -> Select[tuple[int]]:
        """The rows that hold: the last of each stop."""
        c = self._table.c
        return select(func.max(c.id)).group_by(c.day, c.route, c.stop)

    def _read(self, where: Any) -> tuple[Delivery, ...]:
        c = self._table.c
        wanted = select(self._table).where(where, c.id.in_(self._last().where(where)))
        ordered = wanted.order_by(c.day, c.route, c.id)
        return tuple(from_row(Delivery, r) for r in self._connection.execute(ordered).mappings())
