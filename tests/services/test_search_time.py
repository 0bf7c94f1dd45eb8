"""The seconds of an order: what is done before a search is part of them."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import pytest

from tests.make import TUESDAY
from tests.make_days import HereSolver, Office, office
from tests.make_supplies import two_steps
from voedselbrigade.adapters.roads import StraightLine
from voedselbrigade.routing.problem import Problem
from voedselbrigade.services import planning
from voedselbrigade.services.gathering import gather
from voedselbrigade.services.searching import Found, SearchOrder, Watch, time_left
from voedselbrigade.wiring import Home


@dataclass
class SlowSolver:
    """Every search takes so many seconds of a clock that only it moves."""

    takes_s: float
    now_s: float = 1000.0
    asked: list[float | None] = field(default_factory=list)

    def solve(self, problem: Problem, order: SearchOrder, watch: Watch) -> Found | None:
        self.asked.append(order.seconds)
        self.now_s += self.takes_s
        return HereSolver().solve(problem, SearchOrder("insertion", steps=1), watch)


@pytest.fixture
def desk(sqlite_home: Home) -> Office:
    return office(sqlite_home)


def asked_of(desk: Office, solver: SlowSolver, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that each of the two searches got, of ten for all."""
    two_steps(desk)
    with desk.home.view(desk.actor) as work:
        day = gather(work, TUESDAY)
    monkeypatch.setattr(time, "monotonic", lambda: solver.now_s)
    assert planning.solve(day, StraightLine(), solver, SearchOrder(seconds=10)) is not None
    monkeypatch.undo()
    return [seconds for seconds in solver.asked if seconds is not None]


def test_both_steps_together_keep_to_the_time(
    desk: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert asked_of(desk, SlowSolver(takes_s=4), monkeypatch) == [1.5, 6]


def test_however_slow_the_first_step_is_the_doors_get_a_quarter(
    desk: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert asked_of(desk, SlowSolver(takes_s=60), monkeypatch) == [1.5, 2.5]


def test_an_order_of_steps_knows_no_clock() -> None:
    order = SearchOrder(steps=3)
    assert time_left(order, time.monotonic() - 100) is order
