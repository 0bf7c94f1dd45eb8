"""Counting by two people who cannot see what should be there."""

from __future__ import annotations

from tests import make
from voedselbrigade.stock.counts import (
    CountId,
    CountNote,
    LineState,
    lines,
    most_due,
    moves,
    next_round,
    still_open,
)
from voedselbrigade.stock.lots import LotId, Move, PlaceId

SPOT = (LotId(1), PlaceId(1))


def note(round_: int, quantity: int, expected: int = 10, by: str = "Ria") -> CountNote:
    return CountNote(CountId(1), round_, *SPOT, quantity, expected, make.NOW, by)


def state(*notes: CountNote) -> LineState:
    return lines([SPOT], notes)[0].state


def test_not_counted_is_something_else_than_nothing_there() -> None:
    assert state() is LineState.TO_COUNT
    assert state(note(1, 0, expected=0)) is LineState.RIGHT


def test_a_difference_waits_for_a_second_pair_of_eyes() -> None:
    assert state(note(1, 8)) is LineState.SECOND
    assert state(note(1, 8), note(2, 8, by="Hassan")) is LineState.AGREED
    assert state(note(1, 8), note(2, 9, by="Hassan")) is LineState.TOGETHER
    assert state(note(1, 8), note(2, 9, by="Hassan"), note(3, 9)) is LineState.AGREED


def test_two_people_agree_when_they_see_the_same_difference_though_something_moved() -> None:
    second = note(2, 4, expected=6, by="Hassan")  # four were given out in between
    found = lines([SPOT], [note(1, 8), second])
    assert found[0].difference == -2
    assert moves(found) == (Move(SPOT[0], SPOT[1], None, 2),)


def test_when_the_second_finds_what_the_books_say_there_is_no_agreement() -> None:
    assert state(note(1, 8), note(2, 10, by="Hassan")) is LineState.TOGETHER


def test_the_first_counter_looking_again_is_still_the_first() -> None:
    assert next_round([note(1, 8)], SPOT, "Ria") == 1
    assert next_round([note(1, 8)], SPOT, "Hassan") == 2
    assert next_round([note(1, 8), note(2, 9, by="Hassan")], SPOT, "Ria") == 3


def test_what_the_books_do_not_have_is_booked_in() -> None:
    other = (LotId(2), PlaceId(1))
    found = lines([SPOT], [CountNote(CountId(1), 1, *other, 3, 0, make.NOW, "Ria")])
    assert [line.spot for line in found] == [SPOT, other]
    assert len(still_open(found)) == 2


def test_the_shelf_worth_most_that_was_longest_not_counted_comes_first() -> None:
    one, two, never = PlaceId(1), PlaceId(2), PlaceId(3)
    worth = {one: 100, two: 100, never: 10}
    counted = {one: make.MONDAY.replace(day=20), two: make.MONDAY.replace(day=13)}
    due = most_due(worth, counted, {one: 0}, make.MONDAY)
    assert [each.place for each in due] == [never, two, one]
    due = most_due(worth, counted, {one: 19}, make.MONDAY)
    assert due[0].place == one
