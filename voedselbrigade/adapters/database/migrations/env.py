"""Alembic's entrance: it gets an open connection and never makes one of its own."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context

from voedselbrigade.adapters.database import tables  # noqa: F401 - fills the metadata
from voedselbrigade.adapters.database.metadata import METADATA, Json, Moment


def _own_types(kind: str, item: Any, _autogenerate: Any) -> str | Literal[False]:
    """Our two column types stand in a migration by name."""
    if kind == "type" and isinstance(item, Moment):
        return "Moment()"
    return "Json" if kind == "type" and item is Json else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=False,
    render_item=_own_types,
    compare_type=True,
)
context.run_migrations()
