"""The stock's stores inside one transaction."""

from __future__ import annotations

from sqlalchemy import Connection

from voedselbrigade.adapters.database.records import DatabaseRecords
from voedselbrigade.adapters.database.stock_books import DatabaseBooks
from voedselbrigade.adapters.database.stock_deeds import (
    DatabaseCalls,
    DatabaseCounts,
    DatabaseRecalls,
    DatabaseRules,
    DatabaseTemperatures,
    DatabaseTransfers,
)
from voedselbrigade.adapters.database.stock_items import DatabaseItems
from voedselbrigade.adapters.database.stock_lots import DatabaseLots, DatabasePlaces
from voedselbrigade.adapters.database.stock_outflow import DatabaseOutflows
from voedselbrigade.adapters.database.stock_parcels import DatabaseParcels
from voedselbrigade.adapters.database.stock_shop import DatabaseBrought, DatabasePurchases
from voedselbrigade.adapters.database.tables import stock
from voedselbrigade.domain.history import PersonKind
from voedselbrigade.stock.donors import Donor
from voedselbrigade.stock.parcels import Household


class DatabaseStock:
    """See `services.stock_store.StockStore`."""

    def __init__(self, connection: Connection, frozen: bool = False) -> None:
        self.items = DatabaseItems(connection)
        self.lots = DatabaseLots(connection)
        self.places = DatabasePlaces(connection)
        self.books = DatabaseBooks(connection, frozen)
        self.transfers = DatabaseTransfers(connection)
        self.counts = DatabaseCounts(connection)
        self.recalls = DatabaseRecalls(connection)
        self.calls = DatabaseCalls(connection)
        self.temperatures = DatabaseTemperatures(connection)
        self.rules = DatabaseRules(connection)
        self.households = DatabaseRecords(
            connection, stock.households, Household, PersonKind.HOUSEHOLD
        )
        self.donors = DatabaseRecords(connection, stock.donors, Donor, PersonKind.DONOR)
        self.parcels = DatabaseParcels(connection)
        self.outflows = DatabaseOutflows(connection)
        self.purchases = DatabasePurchases(connection)
        self.brought = DatabaseBrought(connection)
