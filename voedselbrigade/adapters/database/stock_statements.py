"""The statements of a booking, built once: building one takes longer than running it.

A booking holds the only writer's place while it works, so what each of them costs is what all
others wait for. Values come in by name when a statement runs.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Select, Table, bindparam, insert, select, update
from sqlalchemy.sql.dml import ReturningUpdate

from voedselbrigade.adapters.database.tables import stock

_MOVES, _BALANCES, _PROMISES = stock.movements.c, stock.balances.c, stock.promises.c
_HERE = (_BALANCES.lot == bindparam("of_lot")) & (_BALANCES.place == bindparam("on_place"))

ADD = insert(stock.movements)
OF_CAUSE = (
    select(stock.movements)
    .where(_MOVES.cause == bindparam("of_cause"))
    .order_by(stock.movements.c.id)
)
BALANCE = select(_BALANCES.quantity).where(_HERE)
PROMISED = select(_PROMISES.lot, _PROMISES.place, _PROMISES.quantity).where(
    _PROMISES.cause == bindparam("of_cause")
)
CHANGE: ReturningUpdate[Any] = (
    update(stock.balances)
    .where(_HERE)
    .values(quantity=_BALANCES.quantity + bindparam("change"))
    .returning(_BALANCES.quantity)
)
RESERVE = (
    update(stock.balances).where(_HERE).values(reserved=_BALANCES.reserved + bindparam("change"))
)
FIRST = insert(stock.balances).values(
    item=select(stock.lots.c.item).where(stock.lots.c.id == bindparam("lot")).scalar_subquery(),
    hub=select(stock.places.c.hub).where(stock.places.c.id == bindparam("place")).scalar_subquery(),
    lot=bindparam("lot"),
    place=bindparam("place"),
    quantity=bindparam("quantity"),
    reserved=0,
)
"""The first of a lot on a place: `item` and `hub` are those of the lot and the place."""


def held() -> Select[Any]:
    """Lots with what lies of them where; the soonest date first, no date last."""
    lots = stock.lots
    return (
        select(lots, _BALANCES.place, _BALANCES.quantity.label("on_hand"), _BALANCES.reserved)
        .select_from(stock.balances.join(lots, lots.c.id == _BALANCES.lot))
        .order_by(lots.c.item, lots.c.ends_on.is_(None), lots.c.ends_on, lots.c.id, _BALANCES.place)
    )


@cache
def shelf(*by: str, empty_too: bool) -> Select[Any]:
    """What lies there, by columns of the balances (`hub`, `item`, `place`), each a value `by_…`."""
    wanted = held() if empty_too else held().where(_BALANCES.quantity != 0)
    return wanted.where(*(_BALANCES[name] == bindparam(f"by_{name}") for name in by))


@cache
def same(table: Table, *columns: str) -> Select[Any]:
    """The rows that are equal in these columns, NULL equal to NULL; each a value `is_…`."""
    equal = (table.c[name].is_not_distinct_from(bindparam(f"is_{name}")) for name in columns)
    return select(table).where(*equal).order_by(table.c.id)


@cache
def with_ids(table: Table) -> Select[Any]:
    """The rows of these `idents`, in order."""
    idents: BindParameter[int] = bindparam("idents", expanding=True)
    return select(table).where(table.c.id.in_(idents)).order_by(table.c.id)
