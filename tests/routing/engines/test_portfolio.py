"""Engines side by side: processes that work, die, are cancelled; plans that only get better."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from benchmarks.days import hidden_day
from tests.routing.make_problems import line, shift, stop, street
from voedselbrigade.routing.engines import Limits, Progress, Run, crew, engine
from voedselbrigade.routing.engines import portfolio as engines_portfolio
from voedselbrigade.routing.engines.crew import Crew, Here
from voedselbrigade.routing.engines.insertion import complete
from voedselbrigade.routing.engines.parts import (
    BOLD_PYVRP,
    LATE_PYVRP,
    OR_TOOLS,
    PYVRP,
    STEADY_PYVRP,
    Part,
)
from voedselbrigade.routing.engines.portfolio import Portfolio
from voedselbrigade.routing.engines.pyvrp import TEMPERS
from voedselbrigade.routing.engines.slots import Screen
from voedselbrigade.routing.evaluation import judge
from voedselbrigade.routing.ground import Ground
from voedselbrigade.routing.orders import Orders, as_solution, plan_cost
from voedselbrigade.routing.problem import Problem, Vehicle

DAY = hidden_day(11, stops=20).problem


def plain(count: int = 16) -> Problem:
    """A day that PyVRP can express."""
    vehicles = [Vehicle(capacity=(5,), shift=shift()) for _ in range(4)]
    return street([stop(1 + n % 29) for n in range(count)], vehicles, profiles=(line(30),))


def test_two_processes_find_what_one_finds_when_steps_count() -> None:
    """However many cores there are and however busy they are."""
    problem = plain()
    alone = Portfolio().solve(problem, Run(Limits(steps=8), seed=3))
    together = Portfolio().solve(problem, Run(Limits(steps=8), seed=3, cores=2))
    assert together == alone
    assert judge(problem, together.solution).sound


@pytest.mark.parametrize("way", list(TEMPERS))
def test_every_temper_serves_everybody_and_never_makes_a_plan_dearer(way: str) -> None:
    problem = plain()
    screen = Screen(Ground(problem))
    plan = complete(screen, {}, range(len(problem.stops)))
    for given in ({}, plan):
        found = Here().worked([Part(problem, given, way, Limits(steps=2), 1)])[0]
        solution = as_solution(screen.ground, found)
        assert judge(problem, solution).sound and not solution.left_out
    assert plan_cost(screen.ground, found) <= plan_cost(screen.ground, plan)


@pytest.mark.parametrize(("most", "ways"), [(99, {PYVRP, BOLD_PYVRP}), (5, {PYVRP})])
def test_vehicles_that_differ_are_searched_in_tempers_of_their_own(
    most: int, ways: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a whole, and where a plan is cut into parts."""
    monkeypatch.setattr(engines_portfolio, "LARGE", most)
    monkeypatch.setattr(engines_portfolio, "LARGE_TIMED", most)
    alike, seen = plain(), list[str]()

    class Noting(Here):
        def worked(self, parts: Sequence[Part], *more: Any, **named: Any) -> list[Orders]:
            seen.extend(part.way for part in parts)
            return super().worked(parts, *more, **named)

    Portfolio(Noting()).solve(alike, Run(Limits(steps=4), 1))
    assert set(seen) == ways
    seen.clear()
    larger = replace(alike.vehicles[0], capacity=(9,), cost_fixed=50)
    mixed = replace(alike, vehicles=(larger, *alike.vehicles))
    answer = Portfolio(Noting()).solve(mixed, Run(Limits(steps=4), 1))
    assert set(seen) == {STEADY_PYVRP, LATE_PYVRP}
    assert judge(mixed, answer.solution).sound and not answer.solution.left_out


def test_a_process_that_is_killed_costs_its_part_and_no_more() -> None:
    plan = complete(Screen(Ground(DAY)), {}, range(len(DAY.stops)))
    endless = Part(DAY, plan, OR_TOOLS, Limits(seconds=600))
    short = Part(plain(), {}, PYVRP, Limits(steps=2))
    with Crew(2) as hands:
        doomed = hands._hands[0]._child
        assert doomed is not None
        threading.Timer(1.5, os.kill, (doomed.pid, signal.SIGTERM)).start()
        first, second, third = hands.worked([endless, short, short])
        assert (first, second) == (plan, third)
        assert hands.worked([short]) == [second]


def test_whoever_cancels_gets_the_best_so_far_and_no_process_stays() -> None:
    told: list[Progress] = []
    run = Run(Limits(seconds=600), 0, told.append, lambda: bool(told), cores=2)
    begun = time.monotonic()
    answer = Portfolio().solve(DAY, run)
    assert judge(DAY, answer.solution).sound
    assert time.monotonic() - begun < 60


def test_a_part_that_fails_leaves_the_plan_as_it_was() -> None:
    plan = complete(Screen(Ground(DAY)), {}, range(len(DAY.stops)))
    broken = Part(DAY, {0: ((99, (0,)),)}, PYVRP, Limits(steps=1))
    with Crew(1) as hands:
        assert hands.worked([broken, Part(DAY, plan, PYVRP, Limits(steps=1))])[0] == broken.plan


def test_a_large_plan_is_cut_and_only_gets_better(monkeypatch: pytest.MonkeyPatch) -> None:
    problem, told = plain(20), list[Progress]()
    monkeypatch.setattr(engines_portfolio, "LARGE_TIMED", 10)
    monkeypatch.setattr(engines_portfolio, "PART", 7)
    answer = Portfolio(Here()).solve(problem, Run(Limits(steps=12), 0, told.append))
    costs = [one.cost for one in told]
    assert costs == sorted(costs, reverse=True)
    assert (answer.cost, len(answer.solution.routes)) == (judge(problem, answer.solution).total, 4)


def test_the_portfolio_is_never_worse_than_the_first_plan_or_a_lane() -> None:
    run = Run(Limits(steps=4), 5)
    answer = Portfolio().solve(DAY, run)
    assert answer.cost <= engine("insertion").solve(DAY, Run()).cost
    screen = Screen(Ground(DAY))
    plan = complete(screen, {}, range(len(DAY.stops)))
    lane = Here().worked([Part(DAY, plan, OR_TOOLS, Limits(steps=2), 5 * 10_007)])[0]
    assert answer.cost <= plan_cost(screen.ground, lane)


def test_a_frame_about_the_whole_problem_does_not_carry_it_twice() -> None:
    with Crew(1, DAY) as hands:
        parts = [Part(DAY, {}, PYVRP, Limits(steps=1), seed) for seed in (1, 1)]
        first, second = hands.worked(parts)
    assert first == second
    assert replace(parts[0], problem=crew.NOTHING).problem.stops == ()
