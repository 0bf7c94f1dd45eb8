"""A domain record as one row of columns, and back.

Scalars get a column each; a name, an address and a found point are spread over columns with a
prefix (`address_postcode`, `located_point_lat`); windows, portions and sets are JSON columns.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Hashable, Iterator, Mapping
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
    return dict(_cells(type(value), value, ""))


def from_row[T](kind: type[T], row: Mapping[Any, Any]) -> T:
    """The record again; columns that the record does not know are left alone.

    Raises UnreadableError when a JSON column does not have the shape of its type.
    """
    return cast(T, _builder(cast(Hashable, kind), "")(dict(row)))


def _cells(kind: type, value: Any, prefix: str) -> Iterator[tuple[str, Any]]:
    for name, part_kind, spread in _parts(kind):
        part = None if value is None else getattr(value, name)
        if spread:
            yield from _cells(part_kind, part, f"{prefix}{name}_")
        else:
            as_is = isinstance(part, (date, datetime))
            yield f"{prefix}{name}", part if as_is else encode(part)


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
def columns_of(kind: type, prefix: str = "") -> tuple[str, ...]:
    """The columns over which a record of `kind` is spread."""
    return tuple(column for column, _ in _cells(kind, None, prefix))


_AS_KEPT = frozenset({str, int, bool, float, date, datetime})


def _leaf(kind: Any) -> Callable[[Any], Any] | None:
    """How a cell becomes a value; None when the database hands out the value itself."""
    return None if _without_none(kind) in _AS_KEPT else reader(kind)
