"""Plans as records, the searches that make them, and what came of every stop."""

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
)

from voedselbrigade.adapters.database.metadata import METADATA, Json, Moment

# `document` is the whole frozen record as it was that day; the columns beside it are for finding.
plans = Table(
    "plans",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("day", Date, nullable=False),
    Column("status", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("changed_by", Text, nullable=False),
    Column("document", Json, nullable=False),
    Index("ix_plans_day", "day", "status"),
    sqlite_autoincrement=True,
)

# Who drives on a day by the plan that holds, how long and to how many doors: how often and how much
# somebody rode is asked over many weeks.
rounds = Table(
    "rounds",
    METADATA,
    Column("plan", ForeignKey("plans.id", ondelete="CASCADE"), nullable=False),
    Column("route", Text, nullable=False),
    Column("day", Date, nullable=False, index=True),
    Column("volunteer", Integer, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("stops", Integer, nullable=False),
    PrimaryKeyConstraint("plan", "route"),
)

# One row per day: the truth about the search that runs for it, whichever process asks.
searches = Table(
    "searches",
    METADATA,
    Column("day", Date, primary_key=True),
    Column("state", Text, nullable=False),
    Column("pid", Integer),
    Column("started_at", Moment, nullable=False),
    Column("started_by", Text, nullable=False),
    Column("heartbeat_at", Moment, nullable=False),
    Column("progress", Json, nullable=False),
    Column("cancel_asked", Boolean, nullable=False),
    Column("finish_asked", Boolean, nullable=False),
    Column("problem", Json),
)

# Nothing here is ever overwritten: the last row of a stop holds, the rows before it are history.
# No foreign keys: the record of a day outlives the people in it, who are forgotten when it is time.
deliveries = Table(
    "deliveries",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("day", Date, nullable=False),
    Column("route", Text, nullable=False),
    Column("stop", Text, nullable=False),
    Column("recipient", Integer, nullable=False),
    Column("volunteer", Integer, nullable=False),
    Column("outcome", Text),
    Column("worry", Boolean, nullable=False),
    Column("at_door_s", Integer),
    Column("noted_at", Moment, nullable=False),
    Column("noted_by", Text, nullable=False),
    Column("remark", Text, nullable=False),
    Index("ix_deliveries_stop", "day", "route", "stop"),
    Index("ix_deliveries_recipient", "recipient", "day"),
    sqlite_autoincrement=True,
)

# Who was given to whom by hand in a published plan; what was thrown away stays, and says by whom.
hand_choices = Table(
    "hand_choices",
    METADATA,
    Column("day", Date, nullable=False),
    Column("recipient", Integer, nullable=False),
    Column("volunteer", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
    Column("dropped_by", Text, nullable=False),
    PrimaryKeyConstraint("day", "recipient"),
    Index("ix_hand_choices_recipient", "recipient"),
)
