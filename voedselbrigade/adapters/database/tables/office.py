"""The office's dated settings, the chores that were done, and the answers of geocoders."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Date, Integer, PrimaryKeyConstraint, Table, Text

from voedselbrigade.adapters.database.metadata import METADATA, Json, Moment

settings = Table(
    "settings",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("value", Json, nullable=False),
    Column("from_day", Date, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
    sqlite_autoincrement=True,
)

chores = Table(
    "chores",
    METADATA,
    Column("chore", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
    PrimaryKeyConstraint("chore", "day"),
)

# The key is a digest of geocoder and question: it does not show whose address was asked.
answers = Table(
    "answers",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("located", Json),
    Column("not_located", Json),
    Column("asked_at", BigInteger, nullable=False),
)
