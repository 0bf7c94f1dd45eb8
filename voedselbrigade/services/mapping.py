"""A street map for this office, made from an OpenStreetMap extract on this machine.

Making one takes seconds for a village and minutes for a province, so it happens between works:
`allow(work)` · `build(…)` or a download · `status(work, …)`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from voedselbrigade.domain.access import Action
from voedselbrigade.domain.doors import Door
from voedselbrigade.domain.ground import Area, Ground, Neighbourhood
from voedselbrigade.domain.people import Transport
from voedselbrigade.domain.places import Point
from voedselbrigade.errors import Fact, NotPossible, UnusableFile, WrongWords
from voedselbrigade.services.ports import Directions, Roads
from voedselbrigade.services.records import KIND_OF_LIST, label_of, records_of, takes_part
from voedselbrigade.services.travelling import out_of_reach
from voedselbrigade.services.work import Subject, Work

MARGIN_M = 1_500.0
"""Around the working area: the quickest way between two doors may leave it for a while."""
OLD = timedelta(days=183)
NETWORKS = ("car", "bicycle", "foot")
ADDRESSES, STREETS = "addresses.sqlite", "streets.sqlite"
_CLIPPED = "area.osm.pbf"
# Measured on real extracts of a village and of a country, rounded up: a map takes this many times
# the bytes of the part that it was made from, which of a province is seldom more than 60 MB.
_DISK_PER_BYTE = 16
_MOST_PART = 60_000_000
_SECONDS_LEAST = 5.0
_SECONDS_PER_MB = 8.0
_SECONDS_PER_MB_CLIPPED = 1.5

type Heard = Callable[[Fact, float], None]
"""Told which step it is at (a fact `streets.step.*`), and how far the whole is, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class MapInfo:
    """What a map was made from: kept with it, and shown.

    `area` None is the whole extract; `dated` is how old its data are, if the extract says so.
    """

    source: str
    built_at: datetime
    dated: datetime | None
    area: Area | None
    doors: int
    lines: int
    neighbourhoods: int
    engine: str


class Extract(Protocol):
    """A file of OpenStreetMap data; reading it raises UnusableFile when it is damaged."""

    @property
    def dated(self) -> datetime | None: ...

    def around(self, town: str) -> Area: ...

    def clip(self, target: Path, area: Area, heard: Callable[[float], None]) -> Extract: ...

    def doors(self) -> Iterator[Door]: ...

    def grounds(self) -> Iterator[Ground]: ...

    def neighbourhoods(self) -> Iterator[Neighbourhood]: ...


class Maps(Protocol):
    """Where maps are kept, of which one is in use."""

    def info(self) -> MapInfo | None: ...

    def free_bytes(self) -> int: ...

    def making(self) -> AbstractContextManager[Path]: ...

    def put_in_use(self, place: Path, info: MapInfo) -> Path: ...


@dataclass(frozen=True, slots=True)
class Workshop:
    """The wires that make the parts of a map."""

    maps: Maps
    open_extract: Callable[[Path], Extract]
    write_doors: Callable[[Path, Iterable[Door]], int]
    write_grounds: Callable[[Path, Iterable[Ground], Iterable[Neighbourhood]], tuple[int, int]]
    build_network: Callable[[Path, str, Path], None]
    engine: str


@dataclass(frozen=True, slots=True)
class WantedArea:
    """Which part of the extract: around a town, a box, or around these points; else all of it."""

    around: str | None = None
    box: Area | None = None
    points: tuple[Point, ...] | None = None

    def __post_init__(self) -> None:
        chosen = [part for part in (self.around, self.box, self.points) if part is not None]
        if len(chosen) > 1:
            raise WrongWords("streets.one_area")


@dataclass(frozen=True, slots=True)
class MapStatus:
    """The map in use, what is to be said about it, and who lives outside it or out of reach."""

    info: MapInfo | None
    facts: tuple[Fact, ...]
    outside: tuple[Fact, ...]
    out_of_reach: tuple[Fact, ...] = ()


def allow(work: Work) -> None:
    """May this account change the map of the office? Raises NotAllowed."""
    work.doing(Action.CHANGE_SETTINGS, Subject("map"))


def listed_points(work: Work) -> tuple[Point, ...]:
    """Where everyone who takes part is, and the hubs: the area for `--lists`."""
    work.reading(Action.READ_PEOPLE, Subject("map"), screen="roads")
    return tuple(point for _, point in _listed(work))


def expected(source: Path, wanted: WantedArea, maps: Maps) -> Fact:
    """How long making a map of this file takes and how much disk it needs, before it starts.

    Raises NotPossible when the disk has too little room, UnusableFile when there is no such file.
    """
    try:
        size = source.stat().st_size
    except OSError as error:
        raise UnusableFile("streets.no_extract", file=source.name) from error
    part = size if wanted == WantedArea() else min(size, _MOST_PART)
    needed, free = _DISK_PER_BYTE * part, maps.free_bytes()
    needed_mb = needed // 1_000_000 + 1
    if needed > free:
        free_mb = free // 1_000_000
        raise NotPossible("streets.too_little_disk", needed_mb=needed_mb, free_mb=free_mb)
    clipping_s = 0.0 if wanted == WantedArea() else size / 1_000_000 * _SECONDS_PER_MB_CLIPPED
    wait_s = round(_SECONDS_LEAST + clipping_s + part / 1_000_000 * _SECONDS_PER_MB)
    return Fact.of("streets.expect", wait_s=wait_s, needed_mb=needed_mb)


def build(
    workshop: Workshop, source: Path, wanted: WantedArea, now: datetime, heard: Heard
) -> MapInfo:
    """Make the map beside the old one and put it in use at the very end.

    Raises UnusableFile for a file that is no extract, is cut off, lies elsewhere or has no
    addresses; NotFound for a town it does not know; NotPossible when the disk is full. Whatever
    is raised, the old map stays in use.
    """
    extract = workshop.open_extract(source)
    with workshop.maps.making() as place:
        heard(Fact.of("streets.step.clip"), 0.0)
        area = _area(extract, wanted)
        clipped, file = extract, source
        if area is not None:
            file = place / _CLIPPED
            clipped = extract.clip(
                file, area, lambda part: heard(Fact.of("streets.step.clip"), 0.4 * part)
            )
        doors, lines, quarters = _indexes(workshop, clipped, source, place, heard)
        _networks(workshop, file, place, heard)
        heard(Fact.of("streets.step.finish"), 0.95)
        (place / _CLIPPED).unlink(missing_ok=True)
        info = MapInfo(
            source.name, now, extract.dated, area, doors, lines, quarters, workshop.engine
        )
        workshop.maps.put_in_use(place, info)
        heard(Fact.of("streets.step.finish"), 1.0)
        return info


def status(
    work: Work, maps: Maps, unusable: Fact | None = None, roads: Roads | None = None
) -> MapStatus:
    """What there is, how old it is, and who lives outside it; by its roads also who is out of
    reach. `unusable` says why the map that there is cannot be used."""
    work.reading(Action.READ_PEOPLE, Subject("map"), screen="roads")
    info = maps.info()
    facts = in_use(info, unusable, work.now)
    area = info.area if info else None
    listed = _listed(work)
    inside = [(name, point) for name, point in listed if area is None or area.holds(point)]
    outside = [name for name, point in listed if area is not None and not area.holds(point)]
    return MapStatus(
        info,
        facts,
        tuple(Fact.of("streets.outside_area", name=name) for name in outside),
        _out_of_reach(work, inside, roads),
    )


def in_use(info: MapInfo | None, unusable: Fact | None, now: datetime) -> tuple[Fact, ...]:
    """Which roads are reckoned with today, and how old they are."""
    if info is None:
        return (Fact.of("streets.none"),)
    return (*_said_of(info, now), *((unusable,) if unusable else ()))


def _out_of_reach(
    work: Work, listed: Sequence[tuple[str, Point]], roads: Roads | None
) -> tuple[Fact, ...]:
    """By the transports of whoever takes part."""
    if not isinstance(roads, Directions):
        return ()
    riders = [one for one in work.store.volunteers.all() if takes_part(one)]
    used = {one.transport for one in riders} or {Transport.BICYCLE}
    named = [(name, point, None) for name, point in listed]
    transports = [transport for transport in Transport if transport in used]
    return out_of_reach(roads, transports, named)


def made(info: MapInfo) -> Fact:
    """What a map is, in one sentence."""
    built = info.built_at.date().isoformat()
    return Fact.of("streets.there_is", source=info.source, built=built, doors=info.doors)


def _said_of(info: MapInfo, now: datetime) -> Iterator[Fact]:
    yield made(info)
    if info.dated:
        yield Fact.of("streets.map_dated", dated=info.dated.date().isoformat())
    if now - (info.dated or info.built_at) > OLD:
        yield Fact.of("streets.old")


def _area(extract: Extract, wanted: WantedArea) -> Area | None:
    """With its margin; None for the whole extract."""
    if wanted.around is not None:
        return extract.around(wanted.around).wider(MARGIN_M)
    if wanted.box is not None:
        return wanted.box.wider(MARGIN_M)
    if wanted.points is None:
        return None
    around = Area.around(wanted.points, MARGIN_M)
    if around is None:
        raise NotPossible("streets.no_listed_points")
    return around


def _indexes(
    workshop: Workshop, clipped: Extract, source: Path, place: Path, heard: Heard
) -> tuple[int, int, int]:
    heard(Fact.of("streets.step.addresses"), 0.4)
    doors = workshop.write_doors(place / ADDRESSES, clipped.doors())
    if not doors:
        raise UnusableFile("streets.no_addresses", file=source.name)
    heard(Fact.of("streets.step.ground"), 0.5)
    lines, quarters = workshop.write_grounds(
        place / STREETS, clipped.grounds(), clipped.neighbourhoods()
    )
    return doors, lines, quarters


def _networks(workshop: Workshop, file: Path, place: Path, heard: Heard) -> None:
    for done, network in enumerate(NETWORKS):
        heard(Fact.of("streets.step.network", transport=network), 0.6 + 0.35 * done / len(NETWORKS))
        workshop.build_network(file, network, place)


def _listed(work: Work) -> Sequence[tuple[str, Point]]:
    """Name and point of everyone on the lists who takes part and is on the map."""
    return [
        (label_of(person), person.located.point)
        for kind in KIND_OF_LIST.values()
        for person in records_of(work, kind).all()
        if takes_part(person) and person.located is not None
    ]
