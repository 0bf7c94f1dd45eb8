"""The database: tables and stores by subject, on SQLite or PostgreSQL; a home has one."""

from voedselbrigade.adapters.database.answers import DatabaseAnswers
from voedselbrigade.adapters.database.backup import Backup, export, restore
from voedselbrigade.adapters.database.engine import looking, make_engine, sqlite_url, writing
from voedselbrigade.adapters.database.migrations import current, is_latest, migrate
from voedselbrigade.adapters.database.store import DatabaseStore

__all__ = [
    "Backup",
    "DatabaseAnswers",
    "DatabaseStore",
    "current",
    "export",
    "is_latest",
    "looking",
    "make_engine",
    "migrate",
    "restore",
    "sqlite_url",
    "writing",
]
