"""Recipes and parcels in their tables; households are records like people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, delete, func, insert, select

from voedselbrigade.adapters.database.rows import from_row, to_row
from voedselbrigade.adapters.database.stock_lots import chunks
from voedselbrigade.adapters.database.tables import stock
from voedselbrigade.domain.places import HubId
from voedselbrigade.stock.parcels import HouseholdId, Parcel, Recipe, RecipeId


class DatabaseParcels:
    """See `services.stock_store.Parcels`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_recipe(self, recipe: Recipe) -> Recipe:
        row = to_row(recipe)
        del row["id"]
        wanted = insert(stock.recipes).returning(stock.recipes.c.id)
        return replace(recipe, id=RecipeId(self._connection.execute(wanted, row).scalar_one()))

    def recipes(self) -> tuple[Recipe, ...]:
        rows = self._connection.execute(select(stock.recipes).order_by(stock.recipes.c.id))
        return tuple(from_row(Recipe, row) for row in rows.mappings())

    def remove_recipe(self, ident: RecipeId) -> None:
        self._connection.execute(delete(stock.recipes).where(stock.recipes.c.id == ident))

    def save(self, *parcels: Parcel) -> None:
        for day in {parcel.day for parcel in parcels}:
            self.remove(day, (parcel.household for parcel in parcels if parcel.day == day))
        if parcels:
            self._connection.execute(insert(stock.parcels), [to_row(parcel) for parcel in parcels])

    def remove(self, day: date, households: Iterable[HouseholdId]) -> None:
        c = stock.parcels.c
        for few in chunks(sorted(households)):
            here = (c.day == day) & c.household.in_(few)
            self._connection.execute(delete(stock.parcels).where(here))

    def of_day(self, hub: HubId, day: date) -> tuple[Parcel, ...]:
        c = stock.parcels.c
        wanted = select(stock.parcels).where(c.hub == hub, c.day == day).order_by(c.household)
        return tuple(from_row(Parcel, row) for row in self._connection.execute(wanted).mappings())

    def of_household(self, household: HouseholdId) -> tuple[Parcel, ...]:
        c = stock.parcels.c
        wanted = select(stock.parcels).where(c.household == household).order_by(c.day)
        return tuple(from_row(Parcel, row) for row in self._connection.execute(wanted).mappings())

    def short_between(self, hub: HubId, first: date, last: date) -> Mapping[HouseholdId, int]:
        c = stock.parcels.c
        wanted = select(c.household, func.sum(c.short)).where(c.hub == hub)
        rows = self._connection.execute(
            wanted.where(c.day.between(first, last)).group_by(c.household)
        )
        return {HouseholdId(household): int(short) for household, short in rows}
