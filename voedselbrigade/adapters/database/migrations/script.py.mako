"""${message}."""

# ruff: noqa: PLR0915 - a migration is one step per table, however many there are

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from voedselbrigade.adapters.database.metadata import Json, Moment
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}
