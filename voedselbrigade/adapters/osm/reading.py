"""The things in an extract as typed streams, and what is wrong with a file in our own words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import Any, cast

import osmium
from osmium.filter import EmptyTagFilter, KeyFilter
from osmium.osm import NODE, RELATION, WAY

from voedselbrigade.errors import UnusableFile

# Ways ask for the points of their nodes; this keeps them in memory, for clipped extracts only.
_LOCATIONS = "flex_mem"


def _in_our_words[**P, T](
    stream: Callable[P, Iterator[T]],
) -> Callable[P, Iterator[T]]:
    """osmium tells of a damaged file with a RuntimeError, in the midst of reading it."""

    @wraps(stream)
    def told(*args: P.args, **kwargs: P.kwargs) -> Iterator[T]:
        try:
            yield from stream(*args, **kwargs)
        except RuntimeError as error:
            raise UnusableFile("streets.cut_off", file=cast(Path, args[0]).name) from error

    return told


@_in_our_words
def nodes(path: Path, *keys: str) -> Iterator[osmium.osm.Node]:
    """Nodes that have one of these keys."""
    reader = osmium.FileProcessor(path, NODE).with_filter(KeyFilter(*keys))
    yield from cast(Any, reader)


@_in_our_words
def all_nodes(path: Path) -> Iterator[osmium.osm.Node]:
    yield from cast(Any, osmium.FileProcessor(path, NODE))


@_in_our_words
def tagged_nodes(path: Path) -> Iterator[osmium.osm.Node]:
    yield from cast(Any, osmium.FileProcessor(path, NODE).with_filter(EmptyTagFilter()))


@_in_our_words
def all_ways(path: Path) -> Iterator[osmium.osm.Way]:
    """Every way; its nodes have ids but no points."""
    yield from cast(Any, osmium.FileProcessor(path, WAY))


@_in_our_words
def ways(path: Path, *keys: str) -> Iterator[osmium.osm.Way]:
    """Ways that have one of these keys, with the points of their nodes."""
    reader = osmium.FileProcessor(path, NODE | WAY).with_locations(_LOCATIONS)
    reader.with_filter(osmium.filter.EntityFilter(WAY)).with_filter(KeyFilter(*keys))
    yield from cast(Any, reader)


@_in_our_words
def relations(path: Path, *keys: str) -> Iterator[osmium.osm.Relation]:
    reader = osmium.FileProcessor(path, RELATION).with_filter(KeyFilter(*keys))
    yield from cast(Any, reader)


@_in_our_words
def areas(path: Path, *keys: str) -> Iterator[osmium.osm.Area]:
    """Closed ways and multipolygons that have one of these keys, put together."""
    reader = osmium.FileProcessor(path).with_areas(KeyFilter(*keys))
    reader.with_filter(osmium.filter.EntityFilter(osmium.osm.AREA)).with_filter(KeyFilter(*keys))
    yield from cast(Any, reader)


def header_of(path: Path) -> osmium.io.Header:
    """Raises UnusableFile when it is no extract at all."""
    try:
        reader = osmium.io.Reader(str(path))
        try:
            return reader.header()
        finally:
            reader.close()
    except RuntimeError as error:
        raise UnusableFile("streets.no_extract", file=path.name) from error


def tag(tags: osmium.osm.TagList, key: str) -> str:
    """The value of a key, empty where there is none."""
    return tags.get(key) or ""
