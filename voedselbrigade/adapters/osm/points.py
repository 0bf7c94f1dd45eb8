"""The points of an extract as arrays: a province has thirty million, too many to see one by one.

Reads the blocks of a .pbf file directly (wiki.openstreetmap.org/wiki/PBF_Format): ids and
coordinates lie in them as packed numbers, which numpy unpacks a block at a time.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from voedselbrigade.adapters.osm.reading import all_nodes
from voedselbrigade.errors import UnusableFile

type Ints = NDArray[np.int64]
type Points = tuple[Ints, Ints, Ints]
"""Ids, and latitudes and longitudes in units of 1e-7 degree."""

_MOST_HEADER = 64 * 1024
_MOST_BLOB = 64 * 1024 * 1024
_AT_ONCE = 8_000
_STEP = 100  # a file counts in nanodegrees, osmium and we in 1e-7 degree


def points(path: Path) -> Iterator[Points]:
    """The nodes of an extract, block by block. Raises UnusableFile when it is cut off."""
    if path.suffix != ".pbf":
        yield from _one_by_one(path)
        return
    try:
        for block in _blocks(path):
            yield from _points_of(block)
    except (struct.error, zlib.error, ValueError, IndexError) as error:
        raise UnusableFile("streets.cut_off", file=path.name) from error


def _one_by_one(path: Path) -> Iterator[Points]:
    """Of another format (.osm, .osm.bz2), as osmium reads it."""
    rest = ((node.id, node.location.y, node.location.x) for node in all_nodes(path))
    while part := list(islice(rest, _AT_ONCE)):
        table = np.array(part, np.int64)
        yield table[:, 0], table[:, 1], table[:, 2]


def _blocks(path: Path) -> Iterator[bytes]:
    """Every block of data, unpacked."""
    with path.open("rb") as file:
        while start := file.read(4):
            (size,) = struct.unpack(">I", start)
            if size > _MOST_HEADER:
                raise ValueError("no block header")
            header = _fields(file.read(size))
            length = _number(header, 3)
            if length > _MOST_BLOB:
                raise ValueError("block too large")
            blob = file.read(length)
            if len(blob) < length:
                raise ValueError("cut off")
            if _text(header, 1) == b"OSMData":
                yield _unpacked(_fields(blob))


def _unpacked(blob: Fields) -> bytes:
    raw = _text(blob, 1)
    return raw if raw else zlib.decompress(_text(blob, 3))


def _points_of(block: bytes) -> Iterator[Points]:
    fields = _fields(block)
    granularity = _number(fields, 17) or 100
    lat_offset, lon_offset = _signed(_number(fields, 19)), _signed(_number(fields, 20))
    for group in fields.get(2, ()):
        kinds = _fields(_bytes(group))
        if 1 in kinds:
            raise ValueError("nodes that are not packed")
        for dense in kinds.get(2, ()):
            nodes = _fields(_bytes(dense))
            ids, lats, lons = (np.cumsum(_deltas(_text(nodes, name))) for name in (1, 8, 9))
            if not len(ids) == len(lats) == len(lons):
                raise ValueError("lists of different length")
            yield (
                ids,
                (lat_offset + granularity * lats) // _STEP,
                (lon_offset + granularity * lons) // _STEP,
            )


type Fields = dict[int, list[int | bytes]]


def _fields(message: bytes) -> Fields:
    """The fields of one protocol-buffer message, by number."""
    found: Fields = {}
    at = 0
    while at < len(message):
        tag, at = _varint(message, at)
        kind = tag & 7
        value: int | bytes
        if kind == 0:
            value, at = _varint(message, at)
        elif kind == 2:
            length, at = _varint(message, at)
            value, at = message[at : at + length], at + length
            if at > len(message):
                raise ValueError("cut off")
        elif kind in (1, 5):
            size = 8 if kind == 1 else 4
            value, at = message[at : at + size], at + size
        else:
            raise ValueError(f"unknown kind of field: {kind}")
        found.setdefault(tag >> 3, []).append(value)
    return found


def _varint(message: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at
        if shift > 63:
            raise ValueError("number too long")


def _deltas(packed: bytes) -> Ints:
    """Packed zigzag numbers as an array. The last byte of each number is the one below 128."""
    data = np.frombuffer(packed, np.uint8)
    if not data.size:
        return np.zeros(0, np.int64)
    last = np.flatnonzero(data < 0x80)
    if not last.size or last[-1] != data.size - 1:
        raise ValueError("cut off")
    first = np.concatenate(([0], last[:-1] + 1))
    length = last - first + 1
    shift = (np.arange(data.size) - np.repeat(first, length)) * 7
    if shift.max() > 63:
        raise ValueError("number too long")
    parts = (data & np.uint8(0x7F)).astype(np.uint64) << shift.astype(np.uint64)
    whole = np.add.reduceat(parts, first)
    half = (whole >> np.uint64(1)).astype(np.int64)
    return np.where(whole & np.uint64(1), -half - 1, half)


def _number(fields: Fields, name: int) -> int:
    value = fields.get(name, [0])[-1]
    if not isinstance(value, int):
        raise ValueError(f"field {name} is no number")
    return value


def _signed(value: int) -> int:
    return value - (1 << 64) if value >= 1 << 63 else value


def _text(fields: Fields, name: int) -> bytes:
    return _bytes(fields.get(name, [b""])[-1])


def _bytes(value: int | bytes) -> bytes:
    if not isinstance(value, bytes):
        raise ValueError("field is no text")
    return value
