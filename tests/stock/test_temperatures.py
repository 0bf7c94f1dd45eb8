"""What a thermometer means for what lies there: how long it may have been wrong decides."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.make import NOW
from voedselbrigade.domain.places import HubId
from voedselbrigade.stock.lots import Storage
from voedselbrigade.stock.temperatures import Reading, out_of_range, what_to_do


def read(tenths_c: int, minutes_ago: int = 0, storage: Storage = Storage.CHILLED) -> Reading:
    at = NOW - timedelta(minutes=minutes_ago)
    return Reading(HubId(1), "Koelcel", storage, tenths_c, at, "Ria")


@pytest.mark.parametrize(
    ("storage", "good", "bad"),
    [
        (Storage.CHILLED, (0, 70), (-1, 71)),
        (Storage.FROZEN, (-180, -150), (-149, 40)),
        (Storage.HOT, (600, 950), (599, 0)),
        (Storage.AMBIENT, (-100, 400), ()),
    ],
)
def test_the_limits_are_those_of_the_book(
    storage: Storage, good: tuple[int, ...], bad: tuple[int, ...]
) -> None:
    assert [out_of_range(read(one, storage=storage)) for one in good] == [None] * len(good)
    assert all(out_of_range(read(one, storage=storage)) for one in bad)


def test_a_fridge_that_was_good_an_hour_ago_is_emptied_within_the_hour_that_is_left() -> None:
    told = what_to_do(read(91), [read(50, 60), read(90, 30)])
    assert told is not None
    assert (told.code, told.values["until_s"]) == ("stock.do_move", 9 * 3600 + 30 * 60)


@pytest.mark.parametrize("earlier", [[], [read(50, 121)], [read(95, 60)]])
def test_longer_than_two_hours_or_unknown_is_thrown_away(earlier: list[Reading]) -> None:
    told = what_to_do(read(91), earlier)
    assert told is not None
    assert told.code == "stock.do_discard"


def test_each_kind_of_cold_or_heat_has_its_own_advice() -> None:
    codes = [
        what_to_do(read(-5), []),
        what_to_do(read(-100, storage=Storage.FROZEN), []),
        what_to_do(read(500, storage=Storage.HOT), [read(700, 30, Storage.HOT)]),
    ]
    assert [told.code for told in codes if told] == [
        "stock.do_look_frozen",
        "stock.do_keep_frozen",
        "stock.do_give_hot",
    ]
    assert what_to_do(read(40), []) is None
