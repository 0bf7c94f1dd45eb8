"""From a province to the working area: what a route or a map needs, and nothing else.

Ways that touch the area are kept whole, and so are the borders and lakes that they are part of.
Memory depends on what is kept, not on the size of the extract: every pass reads it as a stream.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import osmium
from numpy.typing import NDArray
from osmium.osm.mutable import Node

from voedselbrigade.adapters.osm.points import Ints, points
from voedselbrigade.adapters.osm.reading import all_ways, relations, tagged_nodes
from voedselbrigade.domain.ground import Area
from voedselbrigade.errors import NotPossible, UnusableFile

type Heard = Callable[[float], None]
"""Told how far the work is, from 0 to 1."""

KEYS = (
    *("highway", "route", "man_made", "railway", "public_transport", "bridge", "barrier"),
    *("addr:housenumber", "addr:interpolation", "boundary", "place"),
    *("natural", "water", "waterway", "leisure", "landuse", "restriction"),
)
_WHOLE_RELATIONS = frozenset({"multipolygon", "boundary"})
_MOST_MEMBERS = 5_000
_UNITS = 10_000_000
_REFS_AT_ONCE = 1_000_000


@dataclass(slots=True)
class _Kept:
    """Which ways, relations and nodes go into the clipped extract."""

    touching: set[int] = field(default_factory=set)
    ways: set[int] = field(default_factory=set)
    relations: set[int] = field(default_factory=set)


def clip(source: Path, target: Path, area: Area, heard: Heard = lambda part: None) -> None:
    """Write the part of `source` that lies in `area` to the new file `target`.

    Raises UnusableFile when the file is no extract, is cut off, or lies elsewhere.
    """
    inside = _nodes_inside(source, area)
    heard(0.2)
    if not inside.size:
        raise UnusableFile("streets.elsewhere", file=source.name)
    kept = _Kept()
    _choose_ways(source, inside, kept)
    heard(0.4)
    _choose_relations(source, kept)
    needed = _nodes_of_ways(source, kept.ways)
    heard(0.6)
    _write(source, target, area, kept, needed)
    heard(1.0)


def _nodes_inside(source: Path, area: Area) -> Ints:
    """The ids of all nodes in the area, sorted."""
    west, south, east, north = (round(side * _UNITS) for side in area.as_tuple())
    found = [np.zeros(0, np.int64)]
    for ids, lats, lons in points(source):
        within = (lons >= west) & (lons <= east) & (lats >= south) & (lats <= north)
        if within.any():
            found.append(ids[within])
    return np.sort(np.concatenate(found))


def _choose_ways(source: Path, inside: Ints, kept: _Kept) -> None:
    """Every way with a node in the area touches it; those with a key that we use are kept."""
    for ways, wanted, touches in _touching(source, inside):
        kept.touching.update(ways[touches].tolist())
        kept.ways.update(ways[touches & wanted].tolist())


def _touching(
    source: Path, inside: Ints
) -> Iterator[tuple[Ints, NDArray[np.bool_], NDArray[np.bool_]]]:
    """Ids of ways, whether they are of a kind that we use, and whether they touch the area."""
    ids, wanted, starts, refs = _empty()
    for way in all_ways(source):
        nodes = [node.ref for node in way.nodes]
        if not nodes:
            continue
        ids.append(way.id)
        wanted.append(bool(len(way.tags)) and any(key in way.tags for key in KEYS))
        starts.append(len(refs))
        refs.extend(nodes)
        if len(refs) > _REFS_AT_ONCE:
            yield _judged(ids, wanted, starts, refs, inside)
            ids, wanted, starts, refs = _empty()
    if ids:
        yield _judged(ids, wanted, starts, refs, inside)


def _empty() -> tuple[array[int], array[int], array[int], array[int]]:
    return array("q"), array("b"), array("q"), array("q")


def _judged(
    ids: array[int], wanted: array[int], starts: array[int], refs: array[int], inside: Ints
) -> tuple[Ints, NDArray[np.bool_], NDArray[np.bool_]]:
    hits = among(np.array(refs, np.int64), inside)
    touches = np.logical_or.reduceat(hits, np.array(starts, np.int64))
    return np.array(ids, np.int64), np.array(wanted, np.bool_), touches


def among(ids: Ints, known: Ints) -> NDArray[np.bool_]:
    """Which of the ids stand in the sorted array `known`."""
    if not known.size:
        return np.zeros(ids.shape, np.bool_)
    at = np.minimum(np.searchsorted(known, ids), known.size - 1)
    return np.equal(known[at], ids)


def _choose_relations(source: Path, kept: _Kept) -> None:
    """Borders and lakes that touch the area come with all their ways; turn restrictions too."""
    more: set[int] = set()
    for relation in relations(source, *KEYS):
        members = [member.ref for member in relation.members if member.type == "w"]
        if kept.touching.isdisjoint(members):
            continue
        kept.relations.add(relation.id)
        if relation.tags.get("type") in _WHOLE_RELATIONS and len(members) <= _MOST_MEMBERS:
            more.update(members)
    kept.ways |= more


def _nodes_of_ways(source: Path, ways: set[int]) -> Ints:
    refs = array("q")
    for way in all_ways(source):
        if way.id in ways:
            refs.extend([node.ref for node in way.nodes])
    return np.unique(np.array(refs, np.int64))


def _write(source: Path, target: Path, area: Area, kept: _Kept, needed: Ints) -> None:
    header = osmium.io.Header()
    west, south, east, north = area.as_tuple()
    header.add_box(osmium.osm.Box(west, south, east, north))
    try:
        with osmium.SimpleWriter(str(target), header=header) as writer:
            _write_nodes(source, area, needed, writer)
            for way in all_ways(source):
                if way.id in kept.ways:
                    writer.add_way(way)
            for relation in relations(source, *KEYS):
                if relation.id in kept.relations:
                    writer.add_relation(relation)
    except RuntimeError as error:
        # Reading tells of its own troubles in our words, so this is the writing: no room.
        raise NotPossible("streets.disk_full", folder=str(target.parent)) from error


def _write_nodes(source: Path, area: Area, needed: Ints, writer: osmium.SimpleWriter) -> None:
    """In the order of the file: those with tags as they are, the others by their point alone."""
    tagged = _tagged(source, area, needed)
    upcoming = next(tagged, None)
    for ids, lats, lons in points(source):
        wanted = among(ids, needed)
        for id_, lat, lon in zip(
            ids[wanted].tolist(), lats[wanted].tolist(), lons[wanted].tolist(), strict=True
        ):
            while upcoming is not None and upcoming.id < id_:
                writer.add_node(upcoming)
                upcoming = next(tagged, None)
            if upcoming is not None and upcoming.id == id_:
                continue
            writer.add_node(Node(id=id_, location=(lon / _UNITS, lat / _UNITS)))
    while upcoming is not None:
        writer.add_node(upcoming)
        upcoming = next(tagged, None)


def _tagged(source: Path, area: Area, needed: Ints) -> Iterator[Node]:
    """Nodes with tags that lie in the area or on a way that is kept."""
    box = osmium.osm.Box(*area.as_tuple())
    for node in tagged_nodes(source):
        if box.contains(node.location) or among(np.array([node.id]), needed)[0]:
            yield Node(node, id=node.id, tags=dict(node.tags), location=node.location)
