"""A domain record as one row of columns, and back.

Scalars get a column each; a name, an address and a found point are spread over columns with a
prefix (`address_postcode`, `located_point_lat`); windows, portions and sets are JSON columns.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Hashable, Mapping
from dataclasses import fields
from datetime import date, datetime
from functools import cache
from typing import Any, Union, cast, get_args, get_origin

from voedselbrigade.adapters.database.codec import bare, encode, hints, reader
from voedselbrigade.domain.people import Name
from voedselbrigade.domain.places import Address, HouseNumber, Located, Point

_SPREAD: frozenset[type] = frozenset({Name, Address, HouseNumber, Located, Point})


def to_row(value: Any) -> dict[str, Any]:
    """The columns of a dataclass instance. A spread part that is None leaves its columns NULL."""
    kind = cast(Hashable, type(value))
    row: dict[str, Any] = dict.fromkeys(columns_of(kind))
    _spreader(kind, "")(value, row)
    return row


def from_row[T](kind: type[T], row: Mapping[Any, Any]) -> T:
    """The record again; columns that the record does not know are left alone.

    Raises UnreadableError when a JSON column does not have the shape of its type.
    """
    return cast(T, _builder(cast(Hashable, kind), "")(dict(row)))


@cache
def _parts(kind: type) -> tuple[tuple[str, Any, bool], ...]:
    found = []
    for field in fields(kind):
        inner = _without_none(hints(kind)[field.name])
        spread = inner in _SPREAD
        found.append((field.name, inner if spread else hints(kind)[field.name], spread))
    return tuple(found)


def _without_none(kind: Any) -> Any:
    kind = bare(kind)
    if get_origin(kind) in (Union, types.UnionType):
        inner = [part for part in get_args(kind) if part is not types.NoneType]
        return bare(inner[0]) if len(inner) == 1 else kind
    return kind


@cache
def _builder(kind: Any, prefix: str) -> Callable[[Mapping[Any, Any]], Any]:
    """Worked out once per record: an import reads columns by the hundred thousand."""
    leaves = [
        (name, f"{prefix}{name}", _leaf(part_kind))
        for name, part_kind, spread in _parts(kind)
        if not spread
    ]
    composed = [
        (name, columns_of(part_kind, f"{prefix}{name}_"), _builder(part_kind, f"{prefix}{name}_"))
        for name, part_kind, spread in _parts(kind)
        if spread
    ]

    def build(row: Mapping[Any, Any]) -> Any:
        values = {
            name: cell if (cell := row[column]) is None or read is None else read(cell)
            for name, column, read in leaves
        }
        for name, columns, part in composed:
            empty = all(row[column] is None for column in columns)
            values[name] = None if empty else part(row)
        return kind(**values)

    return build


@cache
def _spreader(kind: Any, prefix: str) -> Callable[[Any, dict[str, Any]], None]:
    """The way back: puts every cell of a record into a row, whose columns are NULL until then."""
    leaves = [
        (name, f"{prefix}{name}", _as_cell(part_kind))
        for name, part_kind, spread in _parts(kind)
        if not spread
    ]
    composed = [
        (name, _spreader(part_kind, f"{prefix}{name}_"))
        for name, part_kind, spread in _parts(kind)
        if spread
    ]

    def spread(value: Any, row: dict[str, Any]) -> None:
        for name, column, write in leaves:
            part = getattr(value, name)
            row[column] = part if write is None else write(part)
        for name, spread_part in composed:
            if (part := getattr(value, name)) is not None:
                spread_part(part, row)

    return spread


@cache
def columns_of(kind: Any, prefix: str = "") -> tuple[str, ...]:
    """The columns over which a record of `kind` is spread."""
    found: list[str] = []
    for name, part_kind, spread in _parts(kind):
        inner = columns_of(part_kind, f"{prefix}{name}_") if spread else (f"{prefix}{name}",)
        found += inner
    return tuple(found)


def _as_cell(kind: Any) -> Callable[[Any], Any] | None:
    """How a value becomes a cell; None when the database keeps the value itself."""
    return None if _without_none(kind) in _AS_KEPT - {str} else encode


_AS_KEPT = frozenset({str, int, bool, float, date, datetime})


def _leaf(kind: Any) -> Callable[[Any], Any] | None:
    """How a cell becomes a value; None when the database hands out the value itself."""
    return None if _without_none(kind) in _AS_KEPT else reader(kind)
