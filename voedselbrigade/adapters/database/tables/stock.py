"""The stock: items, lots, places, the movements of lots, and what follows from them."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from voedselbrigade.adapters.database.metadata import METADATA, Json, Moment
from voedselbrigade.adapters.database.tables.people import kept_columns

# `key` is the name as it is searched: folded and without capitals, the same on both engines.
items = Table(
    "items",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("key", Text, nullable=False, index=True),
    Column("category", Text, nullable=False),
    Column("ean", Text, nullable=False, index=True),
    Column("unit", Text, nullable=False),
    Column("pack", Integer, nullable=False),
    Column("unit_g", Integer, nullable=False),
    Column("storage", Text, nullable=False),
    Column("allergens", Json, nullable=False),
    Column("suits", Json, nullable=False),
    Column("minimum", Integer, nullable=False),
    Column("points", Integer, nullable=False),
    Column("kept", Boolean, nullable=False),
    Column("active", Boolean, nullable=False),
    *kept_columns(),
    sqlite_autoincrement=True,
)

lots = Table(
    "lots",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("item", ForeignKey("items.id"), nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("ends_on", Date),
    Column("supplier", Text, nullable=False, index=True),
    Column("batch", Text, nullable=False, index=True),
    Column("received_on", Date),
    Column("price_cents", Integer, nullable=False),
    Column("storage", Text, nullable=False),
    Column("frozen_on", Date),
    Column("made_from", ForeignKey("lots.id"), index=True),
    Column("returned", Boolean, nullable=False),
    Column("blocked", Boolean, nullable=False),
    Column("checked_on", Date),
    sqlite_autoincrement=True,
)

# Looked at, blocked, released: what was ever said of a lot, by whom. Nothing here is overwritten.
lot_notes = Table(
    "lot_notes",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("lot", ForeignKey("lots.id"), nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
    Column("note", Text, nullable=False),
    sqlite_autoincrement=True,
)

places = Table(
    "places",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("hub", ForeignKey("hubs.id"), nullable=False),
    Column("room", Text, nullable=False),
    Column("shelf", Text, nullable=False),
    Column("storage", Text, nullable=False),
    Column("role", Text, nullable=False),
    UniqueConstraint("hub", "room", "shelf", "storage", "role"),
    sqlite_autoincrement=True,
)

# Never changed and never removed while the law asks for the trace. NULL is the outside world.
movements = Table(
    "movements",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("lot", ForeignKey("lots.id"), nullable=False, index=True),
    Column("source", ForeignKey("places.id")),
    Column("target", ForeignKey("places.id")),
    Column("quantity", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("cause", Text, nullable=False, index=True),
    Column("day", Date, nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("undoes", Boolean, nullable=False),
    sqlite_autoincrement=True,
)

# Follows from the movements up to the mark: what went out of a hub that was not planned. What came
# after the mark is added by whoever asks, so these are never behind the books. A day is its
# ordinal: there are very many, and a number is read several times as fast as a date.
outflows = Table(
    "outflows",
    METADATA,
    Column("hub", Integer, nullable=False),
    Column("day", Integer, nullable=False),
    Column("item", Integer, nullable=False),
    Column("quantity", Integer, nullable=False),
    PrimaryKeyConstraint("hub", "day", "item"),
)
outflow_marks = Table(
    "outflow_marks",
    METADATA,
    Column("movement", Integer, primary_key=True, autoincrement=False),
    Column("first_day", Date, nullable=False),
)

# Follows from the movements (quantity) and the promises (reserved); `check` adds them up again.
# Item and hub stand here too, so that one index answers what lies in a hub.
balances = Table(
    "balances",
    METADATA,
    Column("lot", ForeignKey("lots.id"), nullable=False),
    Column("place", ForeignKey("places.id"), nullable=False),
    Column("item", Integer, nullable=False),
    Column("hub", Integer, nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("reserved", Integer, nullable=False),
    PrimaryKeyConstraint("lot", "place"),
    Index(
        "ix_balances_here",
        "hub",
        "item",
        sqlite_where=text("quantity <> 0"),
        postgresql_where=text("quantity <> 0"),
    ),
    Index("ix_balances_place", "place"),
)

# What was promised and has not left: it lies there and is not free.
promises = Table(
    "promises",
    METADATA,
    Column("cause", Text, nullable=False),
    Column("lot", ForeignKey("lots.id"), nullable=False),
    Column("place", ForeignKey("places.id"), nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("day", Date, nullable=False, index=True),
    PrimaryKeyConstraint("cause", "lot", "place"),
)

# Who got it, apart from the movements: this is forgotten sooner than the legal trace.
receivers = Table(
    "receivers",
    METADATA,
    Column("cause", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("ref", Text, nullable=False),
    Column("day", Date, nullable=False, index=True),
    PrimaryKeyConstraint("cause", "kind", "ref"),
)

transfers = Table(
    "transfers",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("from_hub", ForeignKey("hubs.id"), nullable=False),
    Column("to_hub", ForeignKey("hubs.id"), nullable=False),
    Column("state", Text, nullable=False, index=True),
    Column("sent_at", Moment, nullable=False),
    Column("sent_by", Text, nullable=False),
    Column("cause", Text, nullable=False, unique=True),
    sqlite_autoincrement=True,
)

transfer_lines = Table(
    "transfer_lines",
    METADATA,
    Column("transfer", ForeignKey("transfers.id"), nullable=False),
    Column("lot", ForeignKey("lots.id"), nullable=False),
    Column("sent", Integer, nullable=False),
    Column("arrived", Integer),
    Column("noted_at", Moment),
    Column("noted_by", Text, nullable=False),
    PrimaryKeyConstraint("transfer", "lot"),
)

counts = Table(
    "counts",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("hub", ForeignKey("hubs.id"), nullable=False, index=True),
    Column("place", ForeignKey("places.id"), index=True),
    Column("item", ForeignKey("items.id")),
    Column("state", Text, nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("started_by", Text, nullable=False),
    Column("booked_at", Moment),
    Column("booked_by", Text, nullable=False),
    sqlite_autoincrement=True,
)

# A later note of the same round replaces an earlier one by standing after it.
count_notes = Table(
    "count_notes",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("count", ForeignKey("counts.id"), nullable=False, index=True),
    Column("round", Integer, nullable=False),
    Column("lot", ForeignKey("lots.id"), nullable=False),
    Column("place", ForeignKey("places.id"), nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("expected", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
    sqlite_autoincrement=True,
)

recalls = Table(
    "recalls",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("by_what", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("started_by", Text, nullable=False),
    Column("closed_at", Moment),
    Column("closed_by", Text, nullable=False),
    sqlite_autoincrement=True,
)

recall_lots = Table(
    "recall_lots",
    METADATA,
    Column("recall", ForeignKey("recalls.id"), nullable=False),
    Column("lot", ForeignKey("lots.id"), nullable=False, index=True),
    PrimaryKeyConstraint("recall", "lot"),
)

# Who was called about recalled food. A later note of the same receiver counts.
recall_calls = Table(
    "recall_calls",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("recall", ForeignKey("recalls.id"), nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("ref", Text, nullable=False),
    Column("result", Text),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
    Column("remark", Text, nullable=False),
    sqlite_autoincrement=True,
)

temperatures = Table(
    "temperatures",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("hub", ForeignKey("hubs.id"), nullable=False),
    Column("room", Text, nullable=False),
    Column("storage", Text, nullable=False),
    Column("tenths_c", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
    Index("ix_temperatures_room", "hub", "room", "at"),
    sqlite_autoincrement=True,
)

# Tables that a coordinator loaded, row by row; the one that ships with the program is not here.
expiry_rules = Table(
    "expiry_rules",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("category", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("storage", Text, nullable=False),
    Column("grace_days", Integer, nullable=False),
    Column("undated_days", Integer),
    Column("freezer_days", Integer, nullable=False),
    Column("source", Text, nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("verified", Boolean, nullable=False),
    Column("loaded_at", Moment, nullable=False),
    Column("loaded_by", Text, nullable=False),
    sqlite_autoincrement=True,
)

households = Table(
    "households",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("hub", ForeignKey("hubs.id"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("people", Json, nullable=False),
    Column("diets", Json, nullable=False),
    Column("allergens", Json, nullable=False),
    Column("slot", Json),
    Column("rhythm", Json, nullable=False),
    Column("count", Integer, nullable=False),
    Column("state", Text, nullable=False, index=True),
    Column("resumes_on", Date),
    Column("reintake_on", Date),
    Column("phone", Text, nullable=False),
    # No foreign key: a recipient may be forgotten, and then the household comes by itself again.
    Column("recipient", Integer),
    *kept_columns(),
    sqlite_autoincrement=True,
)

donors = Table(
    "donors",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("contact", Text, nullable=False),
    Column("phone", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("gives", Text, nullable=False),
    Column("pickup", Text, nullable=False),
    Column("hub", ForeignKey("hubs.id"), index=True),
    Column("remarks", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    *kept_columns(),
    sqlite_autoincrement=True,
)

recipes = Table(
    "recipes",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("least", Integer, nullable=False),
    Column("most", Integer, nullable=False),
    Column("lines", Json, nullable=False),
    sqlite_autoincrement=True,
)

# No foreign key to households: what was handed out stays in the books when somebody is forgotten.
parcels = Table(
    "parcels",
    METADATA,
    Column("day", Date, nullable=False),
    Column("household", Integer, nullable=False, index=True),
    Column("hub", ForeignKey("hubs.id"), nullable=False),
    Column("state", Text, nullable=False),
    Column("lines", Json, nullable=False),
    Column("short", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
    PrimaryKeyConstraint("day", "household"),
)

# What was taken at an outlet that works as a shop; the movements stand under the same cause.
purchases = Table(
    "purchases",
    METADATA,
    Column("cause", Text, primary_key=True),
    Column("hub", ForeignKey("hubs.id"), nullable=False),
    Column("household", Integer, nullable=False, index=True),
    Column("day", Date, nullable=False, index=True),
    Column("points", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
)
