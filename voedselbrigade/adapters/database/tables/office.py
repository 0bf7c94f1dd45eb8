"""The office's dated settings, the chores that were done, and the answers of geocoders."""

from __future__ import annotations

from sqlalchemy import Column, Date, Float, Integer, PrimaryKeyConstraint, Table, Text

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

geocodes = Table(
    "geocodes",
    METADATA,
    Column("source", Text, nullable=False),
    Column("postcode", Text, nullable=False),
    Column("house_number", Integer, nullable=False),
    Column("house_letter", Text, nullable=False),
    Column("house_suffix", Text, nullable=False),
    Column("street", Text, nullable=False),
    Column("town", Text, nullable=False),
    Column("lat", Float),
    Column("lon", Float),
    Column("confidence", Text),
    Column("reason", Json),
    Column("at", Moment, nullable=False),
    PrimaryKeyConstraint(
        "source", "postcode", "house_number", "house_letter", "house_suffix", "street", "town"
    ),
)
