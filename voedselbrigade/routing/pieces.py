"""A trip as a function from the moment its loading starts to the moment its last visit is done.

That function is a handful of pieces `(first, last, floor, span)`: for a loading start `x` from
`first` to `last`, the end is `max(floor, x + span)`. Windows, hot clock, batches and breaks only
cut pieces or lift floors, so an order is feasible exactly when a piece is left: no guess, no
search.
"""

from __future__ import annotations

from voedselbrigade.routing.problem import UNREACHABLE, Break

type Piece = tuple[int, int, int, int]

NEVER = -UNREACHABLE * 10


def go(pieces: list[Piece], way_s: int, rests: list[Break] | None = None) -> list[Piece]:
    """Travel, with the breaks that are taken on the way."""
    if not rests:
        return [(first, last, floor + way_s, span + way_s) for first, last, floor, span in pieces]
    made = []
    for first, last, floor, span in pieces:
        low, high, rested, gone = first, last, floor, span
        for rest in rests:
            low = low if rested <= rest.window.end_s else high + 1
            high = min(high, rest.window.end_s - gone)
            rested = max(rested, rest.window.start_s) + rest.duration_s
            gone += rest.duration_s
        if low <= high:
            made.append((low, high, max(rested, floor + gone - span + way_s), gone + way_s))
    return made


def visit(
    pieces: list[Piece], windows: list[tuple[int, int]], ride_s: int | None, batch: int | None
) -> list[Piece]:
    """Start a visit in its first window that is still to come, and in time for the hot clock."""
    made = []
    for first, last, floor, span in pieces:
        since = NEVER
        for opens, closes in windows:
            low, high, begin = first, min(last, closes - span), max(floor, opens)
            if floor <= since:
                low = max(low, since - span + 1)
            since = max(since, closes)
            if floor > closes:
                continue
            if ride_s is not None and batch is not None:
                if begin > batch + ride_s:
                    continue
                high = min(high, batch + ride_s - span)
            elif ride_s is not None:
                if span > ride_s:
                    continue
                low = max(low, begin - ride_s)
            if low <= high:
                made.append((low, high, begin, span))
    return made


def then(pieces: list[Piece], following: list[Piece]) -> list[Piece]:
    """One function after the other: the next trip loads at the first moment that can be."""
    made = []
    for first, last, floor, span in pieces:
        since = NEVER
        for opens, closes, next_floor, next_span in following:
            low, high = first, min(last, closes - span)
            if floor <= since:
                low = max(low, since - span + 1)
            since = closes
            if floor <= closes and low <= high:
                arrive = max(floor, opens)
                made.append((low, high, max(next_floor, arrive + next_span), span + next_span))
    return made
