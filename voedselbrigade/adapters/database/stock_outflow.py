"""What went out of each hub, per item and day, added up beforehand: a year of movements is long.

The sums stand in a table of their own up to one movement, the mark. Movements are append-only, so
whoever asks adds what came after the mark, and is never behind the books. A chore moves the mark.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Final, cast

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    delete,
    func,
    insert,
    select,
    union_all,
)

from voedselbrigade.adapters.database.tables import stock
from voedselbrigade.domain.places import HubId
from voedselbrigade.services.outlet_store import Lying, Outflow, WentOut
from voedselbrigade.stock.lots import ItemId, MovementKind, PlaceRole

_MOVES, _SUMS, _MARKS = stock.movements.c, stock.outflows.c, stock.outflow_marks.c
_PLANNED = ("parcel", "stop")
"""Causes of which the number was known beforehand."""
_COLUMNS: Final = ("hub", "item", "day", "quantity")


class DatabaseOutflows:
    """See `services.outlet_store.Outflows`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def left(self, hub: HubId, first: date, last: date) -> tuple[Outflow, ...]:
        found: dict[tuple[int, int], int] = {}
        for _, item, day, quantity in self.days([hub], first, last):
            found[item, day] = found.get((item, day), 0) + quantity
        return tuple(
            Outflow(ItemId(item), date.fromordinal(day), quantity)
            for (item, day), quantity in sorted(found.items())
        )

    def days(self, hubs: Iterable[HubId], first: date, last: date) -> Sequence[WentOut]:
        """What went out in these days: the sums, and what came after their mark."""
        here, mark = sorted(hubs), self._mark()
        if mark is None or first < mark[1]:
            return self._summed(_MOVES.day.between(first, last), hubs=here)
        kept = select(_SUMS.hub, _SUMS.item, _SUMS.day, _SUMS.quantity).where(
            _SUMS.hub.in_(here), _SUMS.day.between(first.toordinal(), last.toordinal())
        )
        # All at once: a cursor that is asked row by row takes three times as long.
        rows = cast("Sequence[WentOut]", self._connection.execute(kept).all())
        return [*rows, *self._since(mark[0], here, first, last)]

    def began(self, hubs: Iterable[HubId], first: date, last: date) -> Mapping[HubId, date]:
        here, mark = sorted(hubs), self._mark()
        if mark is None or first < mark[1]:
            after = self._summed(_MOVES.day.between(first, last), hubs=here)
        else:
            after = self._since(mark[0], here, first, last)
        found: dict[HubId, int] = {}
        for hub, _, day, _ in after:
            found[hub] = min(day, found.get(hub, day))
        for hub in here:
            soonest = select(func.min(_SUMS.day)).where(
                _SUMS.hub == hub, _SUMS.day.between(first.toordinal(), last.toordinal())
            )
            kept = self._connection.execute(soonest).scalar_one_or_none()
            if kept is not None:
                found[hub] = min(kept, found.get(hub, kept))
        return {hub: date.fromordinal(day) for hub, day in found.items()}

    def lying(self) -> Sequence[Lying]:
        balances, lots, items, places = stock.balances, stock.lots, stock.items, stock.places
        c = lots.c
        rows = self._connection.execute(
            select(
                *(balances.c.hub, balances.c.item, items.c.category, items.c.unit_g),
                *(balances.c.quantity, c.kind, c.ends_on, c.storage, c.received_on, c.frozen_on),
            )
            .select_from(balances)
            .join(lots, lots.c.id == balances.c.lot)
            .join(items, items.c.id == balances.c.item)
            .join(places, places.c.id == balances.c.place)
            .where(
                balances.c.quantity > 0,
                c.blocked.is_(False),
                places.c.role == PlaceRole.SHELF.value,
            )
        )
        return cast("Sequence[Lying]", rows.all())

    def add_up(self, first: date, before: datetime) -> int:
        newest = select(_MOVES.id).where(_MOVES.at <= before).order_by(_MOVES.id.desc()).limit(1)
        through = self._connection.execute(newest).scalar_one_or_none() or 0
        mark = self._mark()
        since = mark[0] if mark is not None and mark[1] <= first else 0
        added = (_MOVES.id > since, _MOVES.id <= through, _MOVES.day >= first)
        asked = select(_MOVES.day).where(*added).distinct()
        days = sorted(self._connection.execute(asked).scalars())
        again = _SUMS.day.in_([day.toordinal() for day in days])
        old = _SUMS.day < first.toordinal() if since else _SUMS.day > 0
        self._connection.execute(delete(stock.outflows).where(old | again))
        rows = self._summed(_MOVES.day.in_(days), _MOVES.id <= through)
        if rows:
            named = [dict(zip(_COLUMNS, row, strict=True)) for row in rows]
            self._connection.execute(insert(stock.outflows), named)
        self._connection.execute(delete(stock.outflow_marks))
        kept = {"movement": through, "first_day": first}
        self._connection.execute(insert(stock.outflow_marks), kept)
        return len(days)

    def _since(
        self, movement: int, hubs: Sequence[HubId], first: date, last: date
    ) -> list[WentOut]:
        """What came after the mark. Which days is asked of the rows: the database would else go
        through every movement of those days."""
        rows = self._summed(_MOVES.id > movement, hubs=hubs)
        return [row for row in rows if first.toordinal() <= row[2] <= last.toordinal()]

    def _summed(
        self, *where: ColumnElement[bool], hubs: Sequence[HubId] | None = None
    ) -> list[WentOut]:
        """What these movements took out, per hub, item and day."""
        moved = _moved(where, hubs).c
        total = func.sum(moved.quantity)
        wanted = select(moved.hub, moved.item, moved.day, total)
        rows = self._connection.execute(wanted.group_by(moved.hub, moved.item, moved.day))
        return [(hub, item, day.toordinal(), int(n)) for hub, item, day, n in rows if n]

    def _mark(self) -> tuple[int, date] | None:
        """The movement up to which sums stand, and the first day of which they do."""
        row = self._connection.execute(select(_MARKS.movement, _MARKS.first_day)).first()
        return None if row is None else (row.movement, row.first_day)


def _moved(where: Sequence[ColumnElement[bool]], hubs: Sequence[HubId] | None) -> CTE:
    """Every movement that took something out of a hub unplanned, and what of it came in at
    another. Within one hub it went out: it was sent from there."""
    lots, source, target = stock.lots, stock.places.alias("source"), stock.places.alias("target")
    wanted: list[ColumnElement[bool]] = [
        *where,
        _MOVES.kind.in_((MovementKind.ISSUE.value, MovementKind.SEND.value)),
        *(_MOVES.cause.not_like(f"{cause}:%") for cause in _PLANNED),
    ]
    of_lot = stock.movements.join(lots, lots.c.id == _MOVES.lot)
    out = (
        select(source.c.hub, _MOVES.day, lots.c.item, _MOVES.quantity.label("quantity"))
        .select_from(of_lot.join(source, source.c.id == _MOVES.source))
        .where(*wanted, *_at(source.c.hub, hubs))
    )
    other = source.c.hub.is_(None) | (source.c.hub != target.c.hub)
    back = (
        select(target.c.hub, _MOVES.day, lots.c.item, (-_MOVES.quantity).label("quantity"))
        .select_from(
            of_lot.join(target, target.c.id == _MOVES.target).outerjoin(
                source, source.c.id == _MOVES.source
            )
        )
        .where(*wanted, other, *_at(target.c.hub, hubs))
    )
    return union_all(out, back).cte("moved")


def _at(column: ColumnElement[int], hubs: Sequence[HubId] | None) -> list[ColumnElement[bool]]:
    return [] if hubs is None else [column.in_(hubs)]
