"""Domain values as JSON and back: strict, driven by the types of the dataclasses themselves.

Strict means: a missing field without a default, an unknown field or a value of another type is
`UnreadableError`: a damaged or foreign record is noticed where it is read and not at a door.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Hashable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeAliasType, Union, cast, get_args, get_origin, get_type_hints

from voedselbrigade.domain.clock import OFFICE_ZONE
from voedselbrigade.errors import Fact

type Json = bool | int | float | str | list[Json] | dict[str, Json] | None


class UnreadableError(ValueError):
    """A stored value does not have the shape of its type: damage, or another program's work."""


def encode(value: Any) -> Json:
    """A domain value as JSON: enums by value, dates as ISO, sets sorted, dataclasses by field."""
    return _encoder(cast(Hashable, type(value)))(value)


@cache
def _encoder(kind: Any) -> Callable[[Any], Json]:
    """What makes JSON of a value of this very type; worked out once, used a hundred thousand times.

    Raises TypeError for a type that has no JSON.
    """
    if issubclass(kind, Enum):
        return lambda value: cast(Json, value.value)
    if issubclass(kind, str):
        # PostgreSQL cannot keep a NUL, and nobody's name or note means anything by one.
        return lambda value: value.replace("\x00", "")
    if issubclass(kind, (bool, int, float, types.NoneType)):
        return lambda value: cast(Json, value)
    if issubclass(kind, date):
        return lambda value: value.isoformat()
    if issubclass(kind, Fact):
        return lambda fact: {"code": fact.code, "values": encode(dict(fact.values))}
    return _composed_encoder(kind)


def _composed_encoder(kind: Any) -> Callable[[Any], Json]:
    if issubclass(kind, Mapping):
        return lambda value: {str(encode(key)): encode(part) for key, part in value.items()}
    if issubclass(kind, (tuple, list)):
        return lambda value: [encode(part) for part in value]
    if issubclass(kind, (set, frozenset)):
        return lambda value: sorted((encode(part) for part in value), key=_order)
    if is_dataclass(kind):
        names = tuple(field.name for field in fields(kind))
        return lambda value: {name: encode(getattr(value, name)) for name in names}
    raise TypeError(f"no JSON for {kind.__name__}")


def _order(part: Json) -> tuple[str, Any]:
    return (type(part).__name__, part)


def decode[T](kind: type[T], data: Any) -> T:
    """JSON as a value of `kind`, which may be any type that a domain dataclass uses."""
    return cast(T, reader(cast(Hashable, kind))(data))


@cache
def hints(kind: type) -> Mapping[str, Any]:
    """The resolved types of a dataclass's fields, by name."""
    return get_type_hints(kind)


type _Reader = Callable[[Any], Any]


@cache
def reader(kind: Any) -> _Reader:
    """What makes a value of `kind` out of JSON; worked out once per type."""
    kind = bare(kind)
    if kind in (object, Any):
        return lambda data: data
    if kind is Fact:
        return _fact
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _optional(kind)
    if origin is not None:
        return _container(origin, get_args(kind))
    if isinstance(kind, type) and is_dataclass(kind):
        return lambda data: _record(kind, data)
    return _scalar(kind)


def bare(kind: Any) -> Any:
    """The type behind a NewType or an alias."""
    while True:
        if isinstance(kind, TypeAliasType):
            kind = kind.__value__
        elif hasattr(kind, "__supertype__"):
            kind = kind.__supertype__
        else:
            return kind


def _optional(kind: Any) -> _Reader:
    inner = [part for part in get_args(kind) if part is not types.NoneType]
    if len(inner) != 1:
        raise TypeError(f"no reader for {kind}")
    read = reader(inner[0])
    return lambda data: None if data is None else read(data)


def _container(origin: Any, args: tuple[Any, ...]) -> _Reader:
    if origin in (tuple, frozenset) and (origin is frozenset or args[1:] == (...,)):
        read_part = reader(args[0])
        return lambda data: origin(read_part(part) for part in _expect(list, data))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        read_key, read_value = _key_reader(args[0]), reader(args[1])
        return lambda data: {
            read_key(key): read_value(part) for key, part in _expect(dict, data).items()
        }
    raise TypeError(f"no reader for {origin}")


def _key_reader(kind: Any) -> _Reader:
    """JSON keys are text: a weekday comes back as a number, a code as its enum."""
    kind = bare(kind)
    if kind is int:
        return _whole
    return reader(kind)


def _whole(text: Any) -> int:
    try:
        return int(text)
    except (TypeError, ValueError) as error:
        raise UnreadableError(f"no whole number: {text!r}") from error


def _record(kind: type, data: Any) -> Any:
    given = _expect(dict, data)
    readers, required = _fields_of(kind)
    if strange := given.keys() - readers.keys():
        raise UnreadableError(f"{kind.__name__} has no {sorted(strange)}")
    if missing := required - given.keys():
        raise UnreadableError(f"{kind.__name__} lacks {sorted(missing)}")
    try:
        return kind(**{name: readers[name](part) for name, part in given.items()})
    except ValueError as error:
        raise UnreadableError(f"{kind.__name__}: {error}") from error


@cache
def _fields_of(kind: type) -> tuple[Mapping[str, _Reader], frozenset[str]]:
    """How each field of a dataclass is read, and which may not be missing."""
    types_of = hints(kind)
    required = frozenset(f.name for f in fields(kind) if not _has_default(f))
    return {f.name: reader(types_of[f.name]) for f in fields(kind)}, required


def _has_default(field: Field[Any]) -> bool:
    return field.default is not MISSING or field.default_factory is not MISSING


def _fact(data: Any) -> Fact:
    given = _expect(dict, data)
    if given.keys() != {"code", "values"}:
        raise UnreadableError(f"no fact: {sorted(given)}")
    return Fact.from_json(given)


def _scalar(kind: Any) -> _Reader:
    if kind is float:
        return lambda data: float(_expect((int, float), data))
    if kind in (bool, int, str):
        return lambda data: _expect(kind, data)
    if kind is datetime:
        return lambda data: _moment(_expect(str, data))
    if kind is date:
        return lambda data: _made(date.fromisoformat, _expect(str, data))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return lambda data: _made(kind, data)
    raise TypeError(f"no reader for {kind}")


def _moment(text: str) -> datetime:
    moment = _made(datetime.fromisoformat, text)
    if moment.tzinfo is None:
        raise UnreadableError(f"a moment without a time zone: {text}")
    return moment.astimezone(OFFICE_ZONE)


def _made[T](make: Callable[[Any], T], data: Any) -> T:
    try:
        return make(data)
    except ValueError as error:
        raise UnreadableError(str(error)) from error


def _expect(kind: Any, data: Any) -> Any:
    wrong_bool = isinstance(data, bool) and kind is not bool
    if not isinstance(data, kind) or wrong_bool:
        raise UnreadableError(f"expected {kind}, found {type(data).__name__}")
    return data
