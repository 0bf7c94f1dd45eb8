"""The rule of the books: what a cause should have moved, minus what is booked for it already.

Double click, retry, correction and undo are all this one rule. Nothing in the books is edited.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from voedselbrigade.stock.lots import LotId, Move, PlaceId

type Spot = tuple[LotId, PlaceId]
"""A lot on a place."""


@dataclass(frozen=True, slots=True)
class Shortage:
    """A move that would take more from a spot than lies there."""

    lot: LotId
    place: PlaceId
    there: int
    wanted: int


def difference(wanted: Iterable[Move], booked: Iterable[Move]) -> tuple[Move, ...]:
    """The moves still to be booked so that a cause has moved exactly `wanted`.

    What was booked too much goes back the way it came. Nothing wanted is undo; the same again is
    nothing.
    """
    flows = _flows(wanted)
    for lane, quantity in _flows(booked).items():
        flows[lane] -= quantity
    return tuple(_move(lane, quantity) for lane, quantity in flows.items() if quantity)


def effects(moves: Iterable[Move]) -> dict[Spot, int]:
    """What the moves do to each spot: more (+) or less (−)."""
    found: defaultdict[Spot, int] = defaultdict(int)
    for move in moves:
        if move.source is not None:
            found[move.lot, move.source] -= move.quantity
        if move.target is not None:
            found[move.lot, move.target] += move.quantity
    return {spot: change for spot, change in found.items() if change}


def shortages(balances: Mapping[Spot, int], moves: Iterable[Move]) -> tuple[Shortage, ...]:
    """The spots that the moves would take below zero, with what lies there now.

    A spot that is short already may be filled up in part; it may not become shorter.
    """
    return tuple(
        Shortage(lot, place, balances.get((lot, place), 0), -change)
        for (lot, place), change in effects(moves).items()
        if change < 0 and balances.get((lot, place), 0) + change < 0
    )


type _Lane = tuple[LotId, int, int]
_OUTSIDE = 0


def _flows(moves: Iterable[Move]) -> defaultdict[_Lane, int]:
    """Net quantity per lot and pair of places, counted from the lower place to the higher."""
    found: defaultdict[_Lane, int] = defaultdict(int)
    for move in moves:
        source, target = move.source or _OUTSIDE, move.target or _OUTSIDE
        forth = source < target
        lane = (move.lot, source, target) if forth else (move.lot, target, source)
        found[lane] += move.quantity if forth else -move.quantity
    return found


def _move(lane: _Lane, quantity: int) -> Move:
    lot, low, high = lane
    ends = (low, high) if quantity > 0 else (high, low)
    source, target = (PlaceId(end) if end != _OUTSIDE else None for end in ends)
    return Move(lot, source, target, abs(quantity))
