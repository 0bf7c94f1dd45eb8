"""Counting, blind and by two people: what was seen, what differs, and when it may be booked.

A note keeps what the books said at the moment it was made, so what moves while somebody counts is
accounted for by itself: only the difference counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from voedselbrigade.domain.places import HubId
from voedselbrigade.stock.ledger import Spot
from voedselbrigade.stock.lots import ItemId, LotId, Move, PlaceId

CountId = NewType("CountId", int)
TOGETHER = 3
"""The round in which two people who disagree look once more, side by side: what they say holds."""


class CountState(StrEnum):
    OPEN = "open"
    BOOKED = "booked"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Count:
    """One count: of a place, or of one item in a hub."""

    id: CountId
    hub: HubId
    started_at: datetime
    started_by: str
    place: PlaceId | None = None
    item: ItemId | None = None
    state: CountState = CountState.OPEN
    booked_at: datetime | None = None
    booked_by: str = ""


@dataclass(frozen=True, slots=True)
class CountNote:
    """What somebody saw of a lot. Round 1 is the first count, 2 the second, 3 together."""

    count: CountId
    round: int
    lot: LotId
    place: PlaceId
    quantity: int
    expected: int
    at: datetime
    by: str

    @property
    def spot(self) -> Spot:
        return (self.lot, self.place)

    @property
    def difference(self) -> int:
        return self.quantity - self.expected


class LineState(StrEnum):
    """`right` is what agrees with the books, `agreed` a difference that two people saw."""

    TO_COUNT = "to_count"
    RIGHT = "right"
    SECOND = "second"
    TOGETHER = "together"
    AGREED = "agreed"


@dataclass(frozen=True, slots=True)
class CountLine:
    """Where one lot of a count stands. `difference` is None until it is settled."""

    spot: Spot
    state: LineState
    difference: int | None = None
    seen: int | None = None


def lines(spots: Iterable[Spot], notes: Iterable[CountNote]) -> tuple[CountLine, ...]:
    """Every spot of a count, also those that were found and not expected."""
    last: dict[Spot, dict[int, CountNote]] = {spot: {} for spot in spots}
    for note in notes:
        last.setdefault(note.spot, {})[note.round] = note
    return tuple(_line(spot, rounds) for spot, rounds in last.items())


def next_round(notes: Iterable[CountNote], spot: Spot, by: str) -> int:
    """In which round somebody's look at a spot counts; whoever counted first stays in round 1."""
    rounds = {note.round: note for note in notes if note.spot == spot}
    first, second = rounds.get(1), rounds.get(2)
    if first is None or (second is None and first.by == by):
        return 1
    if second is None or (second.difference == first.difference and TOGETHER not in rounds):
        return 1 if first.by == by else 2
    return TOGETHER


class Turn(StrEnum):
    """What somebody is to do with a line: blind, so nothing here says how many there should be.

    `mine` was counted by this person and needs another one; `together` is looked at side by side.
    """

    COUNT = "count"
    AGAIN = "again"
    MINE = "mine"
    TOGETHER = "together"
    DONE = "done"


def turn(line: CountLine, notes: Iterable[CountNote], who: str) -> tuple[Turn, int | None]:
    """Whose turn it is on a line, seen by `who`, and what `who` counted there last."""
    own = [note for note in notes if note.spot == line.spot and note.by == who]
    seen = own[-1].quantity if own else None
    if line.state is LineState.TO_COUNT:
        return Turn.COUNT, None
    if line.state is LineState.SECOND:
        return (Turn.MINE, seen) if own else (Turn.AGAIN, None)
    if line.state is LineState.TOGETHER:
        return Turn.TOGETHER, None
    return Turn.DONE, line.seen


def still_open(found: Iterable[CountLine]) -> tuple[CountLine, ...]:
    """Lines on which somebody still has to look."""
    settled = (LineState.RIGHT, LineState.AGREED)
    return tuple(line for line in found if line.state not in settled)


def moves(found: Iterable[CountLine]) -> tuple[Move, ...]:
    """What a count books: what was missing goes out of the books, what was found comes in."""
    return tuple(
        Move(line.spot[0], None, line.spot[1], line.difference)
        if line.difference > 0
        else Move(line.spot[0], line.spot[1], None, -line.difference)
        for line in found
        if line.difference
    )


@dataclass(frozen=True, slots=True)
class Due:
    """A place and how badly it wants a count; `score` is value × age × mistakes."""

    place: PlaceId
    score: float
    counted_on: date | None


def most_due(
    worth_cents: dict[PlaceId, int],
    counted_on: dict[PlaceId, date],
    mistakes: dict[PlaceId, int],
    today: date,
    never_days: int = 365,
) -> tuple[Due, ...]:
    """Which shelf to count next, most urgent first. A gift without a price still counts a little.

    A shelf that was never counted is as old as a year; every line that was wrong last time doubles
    nothing but adds once more.
    """
    found = [
        Due(
            place,
            max(worth, 1)
            * ((today - counted_on[place]).days if place in counted_on else never_days)
            * (1 + mistakes.get(place, 0)),
            counted_on.get(place),
        )
        for place, worth in worth_cents.items()
    ]
    return tuple(sorted(found, key=lambda due: (-due.score, due.place)))


def _line(spot: Spot, rounds: dict[int, CountNote]) -> CountLine:
    first, second, together = rounds.get(1), rounds.get(2), rounds.get(TOGETHER)
    if first is None:
        return CountLine(spot, LineState.TO_COUNT)
    if together is not None:
        return CountLine(spot, LineState.AGREED, together.difference, together.quantity)
    if second is None:
        if first.difference == 0:
            return CountLine(spot, LineState.RIGHT, 0, first.quantity)
        return CountLine(spot, LineState.SECOND, None, first.quantity)
    if second.difference != first.difference:
        return CountLine(spot, LineState.TOGETHER, None, second.quantity)
    state = LineState.AGREED if first.difference else LineState.RIGHT
    return CountLine(spot, state, first.difference, second.quantity)
