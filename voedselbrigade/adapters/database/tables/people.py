"""Recipients, volunteers and hubs, what was changed about them, and which file brought it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
)

from voedselbrigade.adapters.database.metadata import METADATA, Json, Moment


def _identity() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _name() -> list[Column[str]]:
    parts = ("surname", "initials", "prefix", "salutation", "first")
    return [Column(f"name_{part}", Text, nullable=False) for part in parts]


def _address(prefix: str, nullable: bool) -> list[Column[Any]]:
    return [
        Column(f"{prefix}street", Text, nullable=nullable),
        Column(f"{prefix}house_number", Integer, nullable=nullable),
        Column(f"{prefix}house_letter", Text, nullable=nullable),
        Column(f"{prefix}house_suffix", Text, nullable=nullable),
        Column(f"{prefix}postcode", Text, nullable=nullable),
        Column(f"{prefix}town", Text, nullable=nullable),
    ]


def _located() -> list[Column[Any]]:
    return [
        Column("located_point_lat", Float),
        Column("located_point_lon", Float),
        Column("located_confidence", Text),
        Column("located_source", Text),
        Column("located_doubt", Json),
    ]


def kept_columns() -> list[Column[Any]]:
    """Who made the record, from what, and how often it was written since."""
    return [
        Column("revision", Integer, nullable=False),
        Column("created_at", Moment, nullable=False),
        Column("created_by", Text, nullable=False),
        Column("created_source", Text, nullable=False),
        Column("created_import", ForeignKey("import_runs.id")),
        Column("changed_at", Moment, nullable=False),
        Column("changed_by", Text, nullable=False),
    ]


import_runs = Table(
    "import_runs",
    METADATA,
    _identity(),
    Column("kind", Text, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("file_hash", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
    Column("counts", Json, nullable=False),
    Column("status", Text, nullable=False),
    Column("undone_at", Moment),
    Column("undone_by", Text, nullable=False),
    Index("ix_import_runs_file", "kind", "file_hash"),
    sqlite_autoincrement=True,
)

hubs = Table(
    "hubs",
    METADATA,
    _identity(),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    *_address("address_", nullable=False),
    *_located(),
    Column("number", Text, nullable=False),
    Column("phone", Text, nullable=False),
    Column("opening", Json, nullable=False),
    Column("loading_s", Integer, nullable=False),
    Column("ready_s", Json, nullable=False),
    Column("supplies_meals", Boolean, nullable=False),
    Column("makes", Json, nullable=False),
    Column("leaves_out", Json, nullable=False),
    Column("meal_kinds", Json, nullable=False),
    Column("most_meals", Integer),
    # No foreign key: both may stand in one list, and that list may be taken back as a whole.
    Column("supplied_by", Integer),
    Column("active", Boolean, nullable=False),
    *kept_columns(),
    sqlite_autoincrement=True,
)

recipients = Table(
    "recipients",
    METADATA,
    _identity(),
    *_name(),
    *_address("address_", nullable=False),
    Column("rhythm", Json, nullable=False),
    Column("number", Text, nullable=False),
    *_located(),
    Column("phone", Text, nullable=False),
    Column("contacts", Json, nullable=False),
    Column("meal_kind", Text, nullable=False),
    Column("diets", Json, nullable=False),
    Column("allergens", Json, nullable=False),
    Column("asked_allergens", Boolean, nullable=False),
    Column("windows", Json, nullable=False),
    Column("wanted_window", Json),
    Column("dwelling", Text, nullable=False),
    Column("frail", Boolean, nullable=False),
    Column("at_door_s", Integer),
    Column("door_note", Text, nullable=False),
    Column("needs", Json, nullable=False),
    Column("preferred", Json, nullable=False),
    Column("excluded", Json, nullable=False),
    Column("state", Text, nullable=False, index=True),
    Column("resumes_on", Date),
    Column("priority", Integer, nullable=False),
    Column("hub", ForeignKey("hubs.id")),
    Column("remarks", Text, nullable=False),
    *kept_columns(),
    sqlite_autoincrement=True,
)

volunteers = Table(
    "volunteers",
    METADATA,
    _identity(),
    *_name(),
    Column("transport", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("phone", Text, nullable=False),
    *_address("home_", nullable=True),
    *_located(),
    Column("available", Json, nullable=False),
    Column("most_meals", Integer),
    Column("most_crates", Integer),
    Column("most_minutes", Integer),
    Column("most_stops", Integer),
    Column("most_km", Integer),
    Column("starts", Text, nullable=False),
    Column("ends", Text, nullable=False),
    Column("hub", ForeignKey("hubs.id")),
    Column("skills", Json, nullable=False),
    Column("frequency", Json),
    Column("large_type", Boolean, nullable=False),
    Column("language", Text, nullable=False),
    Column("state", Text, nullable=False, index=True),
    Column("resumes_on", Date),
    Column("remarks", Text, nullable=False),
    *kept_columns(),
    sqlite_autoincrement=True,
)

# A field without a row here still has the origin of the record itself (created_source).
field_origins = Table(
    "field_origins",
    METADATA,
    Column("kind", Text, nullable=False),
    Column("person_id", Integer, nullable=False),
    Column("field", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
    Column("import_id", ForeignKey("import_runs.id")),
    PrimaryKeyConstraint("kind", "person_id", "field"),
)

changes = Table(
    "changes",
    METADATA,
    _identity(),
    Column("kind", Text, nullable=False),
    Column("person_id", Integer, nullable=False),
    Column("field", Text, nullable=False),
    Column("old", Json),
    Column("new", Json),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("import_id", ForeignKey("import_runs.id"), index=True),
    Column("because", Text, nullable=False),
    Index("ix_changes_person", "kind", "person_id"),
    sqlite_autoincrement=True,
)

column_mappings = Table(
    "column_mappings",
    METADATA,
    Column("kind", Text, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("mapping", Json, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
    PrimaryKeyConstraint("kind", "fingerprint"),
)

day_exceptions = Table(
    "day_exceptions",
    METADATA,
    _identity(),
    Column("recipient", ForeignKey("recipients.id"), nullable=False, index=True),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("called_by", Text, nullable=False),
    Column("noted_at", Moment, nullable=False),
    Column("portions", Integer),
    *_address("address_", nullable=True),
    *_located(),
    Column("windows", Json),
    Column("diets", Json),
    Column("note", Text, nullable=False),
    sqlite_autoincrement=True,
)

roster = Table(
    "roster",
    METADATA,
    Column("volunteer", ForeignKey("volunteers.id"), nullable=False),
    Column("day", Date, nullable=False, index=True),
    Column("status", Text, nullable=False),
    Column("hours", Json),
    Column("note", Text, nullable=False),
    Column("noted_at", Moment),
    Column("stands_in_for", ForeignKey("volunteers.id")),
    PrimaryKeyConstraint("volunteer", "day"),
)
