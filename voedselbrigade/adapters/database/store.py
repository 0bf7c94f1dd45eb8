"""Every subject's store inside one transaction."""

from __future__ import annotations

from sqlalchemy import Connection

from voedselbrigade.adapters.database.access import DatabaseAccounts, DatabaseAudit
from voedselbrigade.adapters.database.front_doors import DatabaseFrontDoors
from voedselbrigade.adapters.database.hand_choices import DatabaseHandChoices
from voedselbrigade.adapters.database.imports import DatabaseImports
from voedselbrigade.adapters.database.office import DatabaseChores, DatabaseSettings
from voedselbrigade.adapters.database.people import DatabaseExceptions, DatabaseRoster
from voedselbrigade.adapters.database.plans import (
    DatabaseDeliveries,
    DatabasePlans,
    DatabaseSearches,
)
from voedselbrigade.adapters.database.records import DatabaseRecords
from voedselbrigade.adapters.database.stock import DatabaseStock
from voedselbrigade.adapters.database.tables import people
from voedselbrigade.domain.history import PersonKind
from voedselbrigade.domain.people import Recipient, Volunteer
from voedselbrigade.domain.places import Hub


class DatabaseStore:
    """See `services.store.Store`. Lives as long as its transaction, used by one thread.

    In a `frozen` one nothing can change, so that what was read once need not be read again.
    """

    def __init__(self, connection: Connection, frozen: bool = False) -> None:
        self.recipients = DatabaseRecords(
            connection, people.recipients, Recipient, PersonKind.RECIPIENT
        )
        self.volunteers = DatabaseRecords(
            connection, people.volunteers, Volunteer, PersonKind.VOLUNTEER
        )
        self.hubs = DatabaseRecords(connection, people.hubs, Hub, PersonKind.HUB)
        self.front_doors = DatabaseFrontDoors(connection)
        self.exceptions = DatabaseExceptions(connection)
        self.roster = DatabaseRoster(connection)
        self.imports = DatabaseImports(connection)
        self.plans = DatabasePlans(connection)
        self.searches = DatabaseSearches(connection)
        self.deliveries = DatabaseDeliveries(connection)
        self.hand_choices = DatabaseHandChoices(connection)
        self.settings = DatabaseSettings(connection)
        self.access = DatabaseAccounts(connection)
        self.audit = DatabaseAudit(connection)
        self.chores = DatabaseChores(connection)
        self.stock = DatabaseStock(connection, frozen)
