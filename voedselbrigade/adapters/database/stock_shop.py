"""What was taken at outlets that work as a shop, and which households get a parcel brought."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select

from voedselbrigade.adapters.database.rows import from_row, to_row
from voedselbrigade.adapters.database.stock_lots import chunks
from voedselbrigade.adapters.database.tables import stock
from voedselbrigade.domain.people import RecipientId
from voedselbrigade.domain.places import HubId
from voedselbrigade.stock.parcels import Household, HouseholdId
from voedselbrigade.stock.shop import Purchase


class DatabasePurchases:
    """See `services.outlet_store.Purchases`."""

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


class DatabaseBrought:
    """See `services.outlet_store.Brought`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[Household, ...]:
        return self._read(stock.households.c.recipient.is_not(None))

    def of(self, recipients: Iterable[RecipientId]) -> tuple[Household, ...]:
        found: list[Household] = []
        for few in chunks(sorted(set(recipients))):
            found += self._read(stock.households.c.recipient.in_(few))
        return tuple(found)

    def _read(self, where: ColumnElement[bool]) -> tuple[Household, ...]:
        wanted = select(stock.households).where(where).order_by(stock.households.c.id)
        rows = self._connection.execute(wanted).mappings()
        return tuple(from_row(Household, row) for row in rows)
