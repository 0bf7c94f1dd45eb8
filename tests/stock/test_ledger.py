"""The rule of the books: what a cause should have moved, minus what is booked for it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from voedselbrigade.stock.ledger import difference, effects, shortages
from voedselbrigade.stock.lots import LotId, Move, PlaceId

PLACES = st.sampled_from([None, PlaceId(1), PlaceId(2), PlaceId(3)])


@st.composite
def moves(draw: st.DrawFn) -> Move:
    source = draw(PLACES)
    target = draw(PLACES.filter(lambda place: place != source))
    return Move(LotId(draw(st.integers(1, 3))), source, target, draw(st.integers(1, 20)))


LISTS = st.lists(moves(), max_size=6)


def test_the_same_deed_twice_books_nothing_the_second_time() -> None:
    wanted = [Move(LotId(1), None, PlaceId(1), 5)]
    assert difference(wanted, wanted) == ()


def test_a_correction_books_only_what_is_different() -> None:
    booked = [Move(LotId(1), PlaceId(1), None, 5)]
    assert difference([Move(LotId(1), PlaceId(1), None, 7)], booked) == (
        Move(LotId(1), PlaceId(1), None, 2),
    )
    assert difference([Move(LotId(1), PlaceId(1), None, 3)], booked) == (
        Move(LotId(1), None, PlaceId(1), 2),
    )


def test_wanting_nothing_takes_back_everything() -> None:
    booked = [Move(LotId(1), None, PlaceId(1), 5), Move(LotId(2), PlaceId(1), PlaceId(2), 3)]
    assert set(difference([], booked)) == {move.back for move in booked}


@given(LISTS, LISTS)
def test_after_the_difference_the_books_are_as_wanted(
    wanted: list[Move], booked: list[Move]
) -> None:
    after = [*booked, *difference(wanted, booked)]
    assert effects(after) == effects(wanted)
    assert difference(wanted, after) == ()


@given(LISTS)
def test_what_leaves_one_place_arrives_at_another(listed: list[Move]) -> None:
    inside = sum(effects(listed).values())
    through_the_door = sum(m.quantity for m in listed if m.source is None) - sum(
        m.quantity for m in listed if m.target is None
    )
    assert inside == through_the_door


def test_a_spot_that_would_fall_short_is_named_with_what_lies_there() -> None:
    spot = (LotId(1), PlaceId(1))
    out = [Move(LotId(1), PlaceId(1), None, 4)]
    assert shortages({spot: 4}, out) == ()
    (short,) = shortages({spot: 3}, out)
    assert (short.there, short.wanted) == (3, 4)


def test_a_shortage_may_be_filled_in_parts() -> None:
    assert shortages({(LotId(1), PlaceId(1)): -9}, [Move(LotId(1), None, PlaceId(1), 2)]) == ()
