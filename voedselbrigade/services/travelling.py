"""The tables of a day, and which doors the streets do not reach well, by name.

Streets can be of no use on a day: a damaged network, or a map of another town. Then the estimate
takes their place, and the plan says so: a day without a plan is worse than a rough one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from voedselbrigade.domain.gathered_days import DeliveryDay
from voedselbrigade.domain.ground import Neighbourhood, neighbourhood_names
from voedselbrigade.domain.people import Base, Transport
from voedselbrigade.domain.places import Point
from voedselbrigade.errors import Fact, UnusableFile
from voedselbrigade.routing.model import points_of, transports_of
from voedselbrigade.routing.problem import Profile
from voedselbrigade.services.ports import Directions, Roads
from voedselbrigade.words import speaker
from voedselbrigade.words.names import addressed

MOST_TOLD = 20
_OUTSIDE = "streets.outside"

type Named = Sequence[tuple[str, Point, Transport | None]]
"""Who is where; with a transport only that one matters (a volunteer who starts at home)."""


@dataclass(frozen=True, slots=True)
class Travel:
    """A table per transport over `points_of(day)`, by which roads, and what is to be said of it."""

    profiles: Mapping[Transport, Profile]
    roads: str
    notes: tuple[Fact, ...] = ()


def travel(day: DeliveryDay, roads: Roads, estimate: Roads | None = None) -> Travel:
    """The tables of the day. May wait for the network of streets: no transaction may be open.

    Raises UnusableFile when the roads cannot be asked and there is no `estimate`.
    """
    try:
        tables = Travel(_profiles(day, roads), roads.name)
        if not isinstance(roads, Directions):
            return tables
        if estimate is not None and _lies_elsewhere(day, roads):
            why = Fact("streets.map_elsewhere")
            return Travel(_profiles(day, estimate), estimate.name, (why,))
        notes = out_of_reach(roads, transports_of(day), _named(day))
        return Travel(tables.profiles, tables.roads, tuple(_first(notes)))
    except UnusableFile as error:
        if estimate is None:
            raise
        return Travel(_profiles(day, estimate), estimate.name, (error.fact,))


def in_neighbourhoods(day: DeliveryDay, known: Sequence[Neighbourhood]) -> DeliveryDay:
    """The day with the neighbourhood of every door: its rounds are called by them."""
    doors = [due.recipient.located.point for due in day.due if due.recipient.located is not None]
    return replace(day, neighbourhoods=neighbourhood_names(doors, known))


def out_of_reach(
    roads: Directions, transports: Sequence[Transport], named: Named
) -> tuple[Fact, ...]:
    """Who is far from a usable street, outside the map or cut off, by name and transport."""
    places = {point: place for place, point in enumerate(dict.fromkeys(p for _, p, _ in named))}
    found: dict[tuple[str, str, int], list[Transport]] = {}
    for transport in transports:
        troubles = roads.troubles(transport, list(places))
        for name, point, only in named:
            fact = troubles.get(places[point])
            if fact is not None and only in (None, transport):
                metres = fact.values.get("metres", 0)
                key = (fact.code, name, metres if isinstance(metres, int) else 0)
                found.setdefault(key, []).append(transport)
    return tuple(_facts(found))


def _facts(found: Mapping[tuple[str, str, int], Sequence[Transport]]) -> Iterator[Fact]:
    """The gravest first: outside the map, then cut off, then far from a street."""
    order = (_OUTSIDE, "streets.no_way", "streets.far")
    for (code, name, metres), transports in sorted(
        found.items(), key=lambda item: (order.index(item[0][0]), item[0][1])
    ):
        values = {"metres": metres} if metres else {}
        codes = tuple(transport.value for transport in transports)
        yield Fact.of(f"{code}.by_name", name=name, transports=codes, **values)


def _first(facts: Sequence[Fact]) -> Iterator[Fact]:
    yield from facts[:MOST_TOLD]
    if len(facts) > MOST_TOLD:
        yield Fact.of("streets.more", n=len(facts) - MOST_TOLD)


def _profiles(day: DeliveryDay, roads: Roads) -> dict[Transport, Profile]:
    points = points_of(day)
    tables = {transport: roads.table(transport, points) for transport in transports_of(day)}
    return {
        transport: Profile(transport.value, table.duration_s, table.distance_m)
        for transport, table in tables.items()
    }


def _lies_elsewhere(day: DeliveryDay, roads: Directions) -> bool:
    """Most of the day's places are outside the map."""
    points = points_of(day)
    for transport in transports_of(day)[:1]:
        troubles = roads.troubles(transport, points).values()
        return 2 * sum(fact.code == _OUTSIDE for fact in troubles) > len(points)
    return False


def _named(day: DeliveryDay) -> Named:
    t = speaker("nl")
    found: list[tuple[str, Point, Transport | None]] = []
    for one in day.hubs:
        if one.hub.located is not None:
            found.append((one.hub.name, one.hub.located.point, None))
    for due in day.due:
        if due.recipient.located is not None:
            name = addressed(due.recipient.name, t)
            found.append((name, due.recipient.located.point, None))
    for turn in day.turns:
        driver = turn.volunteer
        if driver.located is not None and Base.HOME in (driver.starts, driver.ends):
            found.append((driver.name.plain, driver.located.point, driver.transport))
    return found
