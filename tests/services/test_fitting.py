"""Where somebody fits best: every volunteer by minutes, and why not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.make_hand import Day, day_of_six, laid, make, onto, planned_six
from voedselbrigade.services import fitting, hand_deeds


@pytest.fixture(scope="module")
def planned(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return planned_six(migrated_sqlite, tmp_path_factory.mktemp("planned"))


@pytest.fixture
def day(planned: Path, tmp_path: Path) -> Iterator[Day]:
    yield from day_of_six(planned, tmp_path)


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
