"""What was taken at outlets that work as a shop, in its table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection, delete, func, insert, select

from voedselbrigade.adapters.database.rows import from_row, to_row
from voedselbrigade.adapters.database.tables import stock
from voedselbrigade.domain.places import HubId
from voedselbrigade.stock.parcels import HouseholdId
from voedselbrigade.stock.shop import Purchase


class DatabasePurchases:
    """See `services.shop_store.Purchases`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save(self, purchase: Purchase) -> None:
        self.remove(purchase.cause)
        self._connection.execute(insert(stock.purchases), to_row(purchase))

    def of_cause(self, cause: str) -> Purchase | None:
        wanted = select(stock.purchases).where(stock.purchases.c.cause == cause)
        row = self._connection.execute(wanted).mappings().first()
        return None if row is None else from_row(Purchase, row)

    def remove(self, cause: str) -> None:
        self._connection.execute(delete(stock.purchases).where(stock.purchases.c.cause == cause))

    def of_day(self, hub: HubId, day: date) -> tuple[Purchase, ...]:
        c = stock.purchases.c
        wanted = select(stock.purchases).where(c.hub == hub, c.day == day)
        rows = self._connection.execute(wanted.order_by(c.at.desc(), c.cause)).mappings()
        return tuple(from_row(Purchase, row) for row in rows)

    def spent(self, first: date, last: date) -> Mapping[HouseholdId, int]:
        c = stock.purchases.c
        wanted = select(c.household, func.sum(c.points)).where(c.day.between(first, last))
        rows = self._connection.execute(wanted.group_by(c.household))
        return {HouseholdId(household): int(points) for household, points in rows}

    def forget(self, before: date) -> int:
        gone = delete(stock.purchases).where(stock.purchases.c.day < before)
        return self._connection.execute(gone).rowcount
