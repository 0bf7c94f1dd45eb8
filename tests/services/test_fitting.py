"""Where somebody fits best: every volunteer by minutes, and why not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.make_hand import Day, day_of_six, laid, make, onto
from voedselbrigade.services import fitting, hand_deeds
from voedselbrigade.wiring import Home


@pytest.fixture
def day(sqlite_home: Home) -> Day:
    return day_of_six(sqlite_home)


def test_best_fit_ranks_every_volunteer_by_minutes_and_says_why_not(day: Day) -> None:
    day.desk.change(replace(day.other, skills=frozenset()))
    (wim,) = day.desk.add(replace(day.other, id=type(day.other.id)(0), most_stops=0))
    found = fitting.ranked(laid(day.desk), day.people[5].id)
    assert [one.volunteer for one in found] == [day.rider.id, day.other.id, wim.id]
    assert (found[0].here, found[0].at, found[0].route) == (True, day.place(day.people[5]), "R01")
    assert found[0].added_s is not None and found[1].added_s is not None
    assert found[0].added_s < found[1].added_s
    assert (found[1].route, found[1].at, found[2].rules) == (None, 1, ("stops",))
    offer = onto(laid(day.desk), day.people[5], day.other)
    assert next(s.added_s for s in offer.shares if s.route == "R02") == found[1].added_s


def test_every_place_of_a_fit_is_the_place_of_the_move(day: Day) -> None:
    make(day.desk, hand_deeds.taken_out(laid(day.desk), day.people[3].id))
    table = laid(day.desk)
    best = fitting.ranked(table, day.people[3].id)[0]
    offer = onto(table, day.people[3], day.rider, at=best.at)
    assert offer.added_s == best.added_s
    assert onto(table, day.people[3], day.rider).routes == offer.routes
