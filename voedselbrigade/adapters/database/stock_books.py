"""The movements, and the balances that follow from them in the same transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    delete,
    func,
    insert,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from voedselbrigade.adapters.database import stock_statements
from voedselbrigade.adapters.database.rows import from_row, to_row
from voedselbrigade.adapters.database.stock_lots import chunks, lot_from, place_from
from voedselbrigade.adapters.database.stock_statements import (
    ADD,
    BALANCE,
    CHANGE,
    FIRST,
    OF_CAUSE,
    PROMISED,
    RESERVE,
    held,
    with_ids,
)
from voedselbrigade.adapters.database.tables import stock
from voedselbrigade.domain.places import HubId
from voedselbrigade.errors import Conflict, NotFound
from voedselbrigade.services.stock_store import Disagreement, Receiver
from voedselbrigade.stock.ledger import Spot, effects
from voedselbrigade.stock.lots import (
    Held,
    ItemId,
    LotId,
    Move,
    Movement,
    MovementId,
    MovementKind,
    PlaceId,
)

_MOVES = stock.movements
_BALANCES = stock.balances
_PROMISES = stock.promises


class DatabaseBooks:
    """See `services.stock_store.Books`."""

    def __init__(self, connection: Connection, frozen: bool = False) -> None:
        self._connection = connection
        # A page asks for the same shelf half a dozen times; in a frozen look it stays the same.
        self._seen: dict[tuple[object, ...], tuple[Held, ...]] | None = {} if frozen else None
        postgres = connection.dialect.name == "postgresql"
        self._insert = postgresql.insert if postgres else sqlite.insert

    # --- writing ----------------------------------------------------------------------------------

    def add(self, movements: Sequence[Movement], may_be_short: bool = False) -> None:
        if not movements:
            return
        self._connection.execute(ADD, [_row(movement) for movement in movements])
        changed = effects(movement.move for movement in movements)
        for spot, change in changed.items():
            left = self._change(spot, change)
            if left < 0 and change < 0 and not may_be_short:
                raise Conflict("stock.taken_meanwhile", there=left - change, wanted=-change)

    def _change(self, spot: Spot, change: int) -> int:
        """The balance after it. The row is locked from here to the end of the work."""
        lot, place = spot
        here = {"of_lot": lot, "on_place": place, "change": change}
        done = self._connection.execute(CHANGE, here).scalar_one_or_none()
        if done is not None:
            return int(done)
        self._connection.execute(FIRST, {"lot": lot, "place": place, "quantity": change})
        return change

    def promise(self, cause: str, wanted: Mapping[Spot, int], day: date) -> None:
        self.promise_all({cause: wanted}, day)

    def promise_all(self, wanted: Mapping[str, Mapping[Spot, int]], day: date) -> None:
        c, changed = _PROMISES.c, defaultdict[Spot, int](int)
        for causes in chunks(sorted(wanted)):
            known = select(c.lot, c.place, c.quantity).where(c.cause.in_(causes))
            for lot, place, quantity in self._connection.execute(known):
                changed[lot, place] -= quantity
            self._connection.execute(delete(_PROMISES).where(c.cause.in_(causes)))
        rows: list[dict[str, Any]] = [
            {"cause": cause, "lot": lot, "place": place, "quantity": quantity, "day": day}
            for cause, spots in wanted.items()
            for (lot, place), quantity in spots.items()
            if quantity > 0
        ]
        if rows:
            self._connection.execute(insert(_PROMISES), rows)
        for row in rows:
            changed[row["lot"], row["place"]] += row["quantity"]
        self._reserve({spot: change for spot, change in changed.items() if change})

    def _reserve(self, changed: Mapping[Spot, int]) -> None:
        """So many more (or less) are promised of these spots."""
        rows = [
            {"of_lot": lot, "on_place": place, "change": change}
            for (lot, place), change in sorted(changed.items())
        ]
        if rows:
            self._connection.execute(RESERVE, rows)

    def got(self, receiver: Receiver) -> None:
        statement = self._insert(stock.receivers).values(**to_row(receiver))
        self._connection.execute(statement.on_conflict_do_nothing())

    def forget_receivers(self, before: date) -> int:
        done = self._connection.execute(
            delete(stock.receivers).where(stock.receivers.c.day < before)
        )
        return done.rowcount

    def rebuild(self) -> None:
        for wrong in self.disagreements():
            lot, place = wrong.spot
            self._change(wrong.spot, wrong.summed - wrong.kept)
            here = (_BALANCES.c.lot == lot) & (_BALANCES.c.place == place)
            self._connection.execute(
                update(_BALANCES).where(here).values(reserved=wrong.summed_reserved)
            )

    # --- reading ----------------------------------------------------------------------------------

    def of_cause(self, cause: str) -> tuple[Movement, ...]:
        return self._read(OF_CAUSE, of_cause=cause)

    def cause_of(self, movement: int) -> str:
        wanted = select(_MOVES.c.cause).where(_MOVES.c.id == movement)
        cause = self._connection.execute(wanted).scalar_one_or_none()
        if cause is None:
            raise NotFound("stock.no_movement", id=movement)
        return str(cause)

    def of_lots(self, lots: Iterable[LotId]) -> tuple[Movement, ...]:
        found: list[Movement] = []
        for part in chunks(sorted(set(lots))):
            found += self._moved(_MOVES.c.lot.in_(part))
        return tuple(sorted(found, key=lambda movement: movement.id))

    def last(self, hub: HubId | None = None, most: int = 20) -> tuple[Movement, ...]:
        wanted = select(_MOVES).order_by(_MOVES.c.id.desc()).limit(most)
        rows = self._connection.execute(wanted if hub is None else wanted.where(_at(hub)))
        return tuple(_movement(row) for row in rows.mappings())

    def of_hub(self, hub: HubId, first: date, last: date) -> tuple[Movement, ...]:
        return self._moved(_MOVES.c.day.between(first, last) & _at(hub))

    def since(self, spot: Spot, moment: datetime) -> tuple[Movement, ...]:
        lot, place = spot
        here = or_(_MOVES.c.source == place, _MOVES.c.target == place)
        return self._moved((_MOVES.c.lot == lot) & here & (_MOVES.c.at > moment))

    def shelf(
        self,
        hub: HubId | None = None,
        item: ItemId | None = None,
        place: PlaceId | None = None,
        empty_too: bool = False,
    ) -> tuple[Held, ...]:
        if self._seen is None:
            return self._shelf(hub, item, place, empty_too)
        asked = (hub, item, place, empty_too)
        if asked not in self._seen:
            self._seen[asked] = self._shelf(hub, item, place, empty_too)
        return self._seen[asked]

    def _shelf(
        self, hub: HubId | None, item: ItemId | None, place: PlaceId | None, empty_too: bool
    ) -> tuple[Held, ...]:
        asked = {"hub": hub, "item": item, "place": place}
        by = {name: value for name, value in asked.items() if value is not None}
        wanted = stock_statements.shelf(*by, empty_too=empty_too)
        return self._held(wanted, **{f"by_{name}": value for name, value in by.items()})

    def of(self, lots: Iterable[LotId]) -> tuple[Held, ...]:
        found: list[Held] = []
        for part in chunks(sorted(set(lots))):
            found += self._held(held().where(_BALANCES.c.lot.in_(part), _BALANCES.c.quantity != 0))
        return tuple(found)

    def of_items(self, items: Iterable[ItemId]) -> tuple[Held, ...]:
        found: list[Held] = []
        for part in chunks(sorted(set(items))):
            found += self._held(held().where(_BALANCES.c.item.in_(part)))
        return tuple(found)

    def balance(self, spot: Spot) -> int:
        here = {"of_lot": spot[0], "on_place": spot[1]}
        return int(self._connection.execute(BALANCE, here).scalar_one_or_none() or 0)

    def totals(self, on: datetime) -> Mapping[Spot, int]:
        return self._summed(_MOVES.c.at <= on)

    def promised(self, cause: str) -> Mapping[Spot, int]:
        rows = self._connection.execute(PROMISED, {"of_cause": cause})
        return {(lot, place): n for lot, place, n in rows}

    def promised_on(self, day: date, beginning: str = "") -> Mapping[str, Mapping[Spot, int]]:
        c = _PROMISES.c
        wanted = select(c.cause, c.lot, c.place, c.quantity).where(c.day == day)
        if beginning:
            wanted = wanted.where(c.cause.startswith(beginning, autoescape=True))
        found: dict[str, dict[Spot, int]] = {}
        for cause, lot, place, n in self._connection.execute(wanted.order_by(c.cause)):
            found.setdefault(cause, {})[lot, place] = n
        return found

    def promised_before(self, day: date) -> tuple[str, ...]:
        c = _PROMISES.c
        wanted = select(c.cause).where(c.day < day).distinct().order_by(c.cause)
        return tuple(self._connection.execute(wanted).scalars())

    def receivers(self, causes: Iterable[str]) -> tuple[Receiver, ...]:
        found: list[Receiver] = []
        for part in chunks(sorted(set(causes))):
            wanted = select(stock.receivers).where(stock.receivers.c.cause.in_(part))
            rows = self._connection.execute(wanted).mappings()
            found += [from_row(Receiver, row) for row in rows]
        return tuple(found)

    def disagreements(self) -> tuple[Disagreement, ...]:
        c, p = _BALANCES.c, _PROMISES.c
        summed = self._summed()
        promised = select(p.lot, p.place, func.sum(p.quantity)).group_by(p.lot, p.place)
        reserved = {(lot, place): int(n) for lot, place, n in self._connection.execute(promised)}
        rows = self._connection.execute(select(c.lot, c.place, c.quantity, c.reserved))
        kept = {(lot, place): (quantity, held) for lot, place, quantity, held in rows}
        found = []
        for spot in sorted(kept.keys() | summed.keys() | reserved.keys()):
            quantity, held = kept.get(spot, (0, 0))
            now = (summed.get(spot, 0), reserved.get(spot, 0))
            if (quantity, held) != now:
                found.append(Disagreement(spot, quantity, now[0], held, now[1]))
        return tuple(found)

    def _summed(self, *where: ColumnElement[bool]) -> dict[Spot, int]:
        c = _MOVES.c
        into = select(c.lot, c.target.label("place"), c.quantity).where(c.target.is_not(None))
        out = select(c.lot, c.source.label("place"), -c.quantity).where(c.source.is_not(None))
        both = union_all(into.where(*where), out.where(*where)).subquery()
        total = func.sum(both.c.quantity)
        rows = self._connection.execute(
            select(both.c.lot, both.c.place, total).group_by(both.c.lot, both.c.place)
        )
        found: defaultdict[Spot, int] = defaultdict(int)
        for lot, place, quantity in rows:
            found[LotId(lot), PlaceId(place)] = int(quantity)
        return {spot: quantity for spot, quantity in found.items() if quantity}

    def _moved(self, where: ColumnElement[bool]) -> tuple[Movement, ...]:
        return self._read(select(_MOVES).where(where).order_by(_MOVES.c.id))

    def _read(self, wanted: Select[Any], **values: object) -> tuple[Movement, ...]:
        rows = self._connection.execute(wanted, values)
        # All at once: a cursor that is asked row by row takes twice as long.
        return tuple(_movement(row) for row in rows.mappings().all())

    def _held(self, wanted: Select[Any], **values: object) -> tuple[Held, ...]:
        rows = self._connection.execute(wanted, values).mappings().all()
        places = self._places({row["place"] for row in rows})
        return tuple(
            Held(lot_from(row), places[row["place"]], row["on_hand"], row["reserved"])
            for row in rows
        )

    def _places(self, wanted: set[int]) -> dict[int, Any]:
        found: dict[int, Any] = {}
        for part in chunks(sorted(wanted)):
            rows = self._connection.execute(with_ids(stock.places), {"idents": part}).mappings()
            found |= {row["id"]: place_from(row) for row in rows}
        return found


def _at(hub: HubId) -> ColumnElement[bool]:
    here = select(stock.places.c.id).where(stock.places.c.hub == hub)
    return or_(_MOVES.c.source.in_(here), _MOVES.c.target.in_(here))


def _row(movement: Movement) -> dict[str, Any]:
    move = movement.move
    return {
        "lot": move.lot,
        "source": move.source,
        "target": move.target,
        "quantity": move.quantity,
        "kind": movement.kind.value,
        "cause": movement.cause,
        "day": movement.day,
        "at": movement.at,
        "by": movement.by,
        "reason": movement.reason,
        "undoes": movement.undoes,
    }


def _movement(row: RowMapping) -> Movement:
    return Movement(
        id=MovementId(row["id"]),
        move=Move(row["lot"], row["source"], row["target"], row["quantity"]),
        kind=MovementKind(row["kind"]),
        cause=row["cause"],
        day=row["day"],
        at=row["at"],
        by=row["by"],
        reason=row["reason"],
        undoes=row["undoes"],
    )
