"""The routing library keeps to its time: what cannot be laid and searched in it is not begun."""

from __future__ import annotations

import pytest

from tests.routing.make_problems import shift, stop, street
from voedselbrigade.routing.engines import Limits, Run
from voedselbrigade.routing.engines.insertion import complete
from voedselbrigade.routing.engines.or_tools import improved
from voedselbrigade.routing.engines.or_tools.net import Net, TooLate
from voedselbrigade.routing.engines.or_tools.search import search, worth_laying
from voedselbrigade.routing.engines.slots import Screen
from voedselbrigade.routing.ground import Ground
from voedselbrigade.routing.orders import served_in
from voedselbrigade.routing.problem import Problem, Vehicle

RIDER = Vehicle(shift=shift(), capacity=(30,))


def day(stops: int, vehicles: int) -> Problem:
    return street([stop(1 + n % 20) for n in range(stops)], [RIDER] * vehicles)


@pytest.mark.parametrize(
    ("stops", "seconds", "worth"), [(60, 2, True), (600, 10, False), (600, 900, True)]
)
def test_a_model_is_laid_where_its_time_allows(stops: int, seconds: float, worth: bool) -> None:
    ground = Ground(day(stops, stops // 7))
    assert worth_laying(ground, Run(Limits(seconds=seconds))) is worth
    assert worth_laying(ground, Run(Limits(steps=1)))


def test_laying_ends_as_soon_as_the_time_is_over() -> None:
    ground = Ground(day(5, 2))
    with pytest.raises(TooLate):
        Net(ground, {}, late=lambda: True)


def test_a_search_whose_time_ends_while_the_model_is_laid_finds_nothing() -> None:
    screen = Screen(Ground(day(5, 2)))
    plan = complete(screen, {}, range(5))
    asked = iter((False, False))
    assert search(screen.ground, plan, Run(cancelled=lambda: next(asked, True))) is None


def test_without_the_library_everyone_is_served_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    screen = Screen(Ground(day(12, 2)))
    monkeypatch.setattr(
        "voedselbrigade.routing.engines.or_tools.worth_laying", lambda ground, run: False
    )
    assert len(served_in(improved(screen, {}, Run(Limits(steps=3))))) == 12
