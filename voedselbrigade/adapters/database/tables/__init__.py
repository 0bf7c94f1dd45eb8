"""Every table, by subject; importing this package fills the metadata."""

from voedselbrigade.adapters.database.tables import access, office, people, plans, stock

__all__ = ["access", "office", "people", "plans", "stock"]
