"""Items in their table: the records that people have too, found by name, word or bar code."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, or_, select

from voedselbrigade.adapters.database.records import DatabaseRecords
from voedselbrigade.adapters.database.rows import to_row
from voedselbrigade.adapters.database.stock_lots import chunks
from voedselbrigade.adapters.database.stock_statements import with_ids
from voedselbrigade.adapters.database.tables import stock
from voedselbrigade.domain.cells.text import folded
from voedselbrigade.domain.food import Allergen, AllergenState, Diet
from voedselbrigade.domain.history import PersonKind
from voedselbrigade.stock.lots import Item, Storage


def item_from(row: RowMapping) -> Item:
    """An item from its columns. Spelled out: a list is thousands of them."""
    return Item(
        id=row["id"],
        name=row["name"],
        category=row["category"],
        ean=row["ean"],
        unit=row["unit"],
        pack=row["pack"],
        unit_g=row["unit_g"],
        storage=Storage(row["storage"]),
        allergens={Allergen(a): AllergenState(state) for a, state in row["allergens"].items()},
        suits=frozenset(Diet(diet) for diet in row["suits"]),
        minimum=row["minimum"],
        points=row["points"],
        kept=row["kept"],
        active=row["active"],
    )


class DatabaseItems(DatabaseRecords[Item]):
    """See `services.stock_store.Items`."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, stock.items, Item, PersonKind.ITEM)

    def all(self) -> tuple[Item, ...]:
        rows = self._connection.execute(select(self._table).order_by(self._table.c.id))
        return tuple(item_from(row) for row in rows.mappings())

    def some(self, idents: Iterable[int]) -> tuple[Item, ...]:
        found: list[Item] = []
        for part in chunks(sorted(set(idents))):
            rows = self._connection.execute(with_ids(self._table), {"idents": part})
            found += [item_from(row) for row in rows.mappings()]
        return tuple(found)

    def named(self, name: str) -> Item | None:
        found = self._found(self._table.c.key == folded(name))
        return found[0] if found else None

    def with_ean(self, ean: str) -> tuple[Item, ...]:
        return self._found(self._table.c.ean == ean)

    def with_minimum(self) -> tuple[Item, ...]:
        c = self._table.c
        return self._found((c.minimum > 0) & c.active & c.kept)

    def of_categories(self, categories: Iterable[str]) -> tuple[Item, ...]:
        return self._found(self._table.c.category.in_(tuple(categories)))

    def search(self, typed: str, most: int = 50) -> tuple[Item, ...]:
        c = self._table.c
        words = folded(typed).split()
        named = and_(*(c.key.contains(word, autoescape=True) for word in words))
        coded = c.ean.startswith(typed.strip(), autoescape=True)
        return self._found(or_(named, coded) if words else c.active, most)

    def _found(self, where: ColumnElement[bool], most: int | None = None) -> tuple[Item, ...]:
        wanted = select(self._table).where(where).order_by(self._table.c.key, self._table.c.id)
        rows = self._connection.execute(wanted.limit(most) if most else wanted)
        return tuple(item_from(row) for row in rows.mappings())

    def _row(self, value: Item) -> dict[str, Any]:
        return to_row(value) | {"key": folded(value.name)}
