"""What several verbs ask of the outside world, as protocols; the wires stand in `adapters`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from voedselbrigade.domain.ground import Area, Ground, GroundKind, Neighbourhood
from voedselbrigade.domain.people import Transport
from voedselbrigade.domain.places import Address, Located, Point
from voedselbrigade.errors import Fact


@dataclass(frozen=True, slots=True)
class NotLocated:
    """No point: why, and at most five addresses that may be meant."""

    reason: Fact
    suggestions: tuple[Address, ...] = ()


class Geocoder(Protocol):
    """Finds front doors. Never guesses: an answer for another door is no answer.

    Raises Unreachable when it cannot be asked now (network down, breaker open).
    """

    @property
    def name(self) -> str: ...

    def find(self, address: Address) -> Located | NotLocated: ...


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """What a geocoder on the network once said; `asked_at` in seconds since 1970."""

    answer: Located | NotLocated
    asked_at: int


class AnswerCache(Protocol):
    """Answers from the network, so that no address is sent out twice.

    The key does not show the address (it is a digest of geocoder and question).
    """

    def get(self, key: str) -> KeptAnswer | None: ...

    def put(self, key: str, kept: KeptAnswer) -> None: ...


@dataclass(frozen=True, slots=True, eq=False)
class TravelTable:
    """From every point to every point; `routing.problem.UNREACHABLE` where there is no way.

    `duration_s` and `distance_m` are int32 arrays of shape (n, n), in the order of the points.
    """

    duration_s: NDArray[np.int32]
    distance_m: NDArray[np.int32]


class Roads(Protocol):
    """Travel times, distances and lines over the map, per transport."""

    @property
    def name(self) -> str:
        """Stored with every plan: `straight_line` says that times are estimates."""
        ...

    def table(self, transport: Transport, points: Sequence[Point]) -> TravelTable: ...

    def line(self, transport: Transport, points: Sequence[Point]) -> tuple[Point, ...]:
        """The way along these points in this order, the points themselves included."""
        ...


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing to do on the way: what (a fact `turn.*`), where, and how far it goes on then."""

    fact: Fact
    at: Point
    then_m: int


@runtime_checkable
class Directions(Protocol):
    """Tells the way in words; roads that know the streets can."""

    def turns(self, transport: Transport, points: Sequence[Point]) -> tuple[tuple[Turn, ...], ...]:
        """Per leg (from each point to the next) what to do, the arrival included.

        A leg without a way has no turns.
        """
        ...

    def troubles(self, transport: Transport, points: Sequence[Point]) -> dict[int, Fact]:
        """Which points (by place in the list) are far from a usable street, or cut off."""
        ...


class StreetMap(Protocol):
    """What maps are drawn on, from this machine. © OpenStreetMap-bijdragers goes on every map."""

    def within(
        self, area: Area, kinds: Collection[GroundKind] = tuple(GroundKind)
    ) -> Sequence[Ground]:
        """Whatever touches the area: filled water and green first, then lines, main streets last.

        Lines are whole, so they may run on outside the area.
        """
        ...

    def neighbourhoods(self) -> Sequence[Neighbourhood]:
        """Named parts of towns, as far as the map has borders. Raises UnusableFile."""
        ...

    def __hash__(self) -> int:
        """What was drawn of a map is remembered by the map itself."""
        ...
