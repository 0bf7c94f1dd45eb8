"""Who may work with the program, and what was done, read and refused."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
)

from voedselbrigade.adapters.database.metadata import METADATA, Moment

accounts = Table(
    "accounts",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("key", Text, nullable=False, unique=True),
    Column("role", Text, nullable=False),
    Column("hub", ForeignKey("hubs.id")),
    Column("active", Boolean, nullable=False),
    Column("made_at", Moment, nullable=False),
    sqlite_autoincrement=True,
)

# No foreign key to accounts: the log outlives whoever is in it. Text is never NULL, so that the
# unique constraint on reads holds; for deeds and refusals `quarter` is NULL and nothing collides.
audit = Table(
    "audit",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("account", Integer, nullable=False),
    Column("account_name", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("subject_kind", Text, nullable=False),
    Column("subject_id", Text, nullable=False),
    Column("screen", Text, nullable=False),
    Column("because_of", Text, nullable=False),
    Column("quarter", Moment),
    UniqueConstraint(
        "account", "action", "subject_kind", "subject_id", "screen", "quarter", name="uq_audit_read"
    ),
    Index("ix_audit_at", "at"),
    Index("ix_audit_subject", "subject_kind", "subject_id"),
    sqlite_autoincrement=True,
)
