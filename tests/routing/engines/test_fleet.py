"""Vehicles that no plan needs are left out of the search, and of nothing else."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from tests.routing.make_problems import shift, stop, street
from voedselbrigade.routing.engines import Limits, Run, engine
from voedselbrigade.routing.engines.fleet import needed
from voedselbrigade.routing.evaluation import judge
from voedselbrigade.routing.problem import Problem, Solution, Vehicle

SMALL = Vehicle(shift=shift(), capacity=(2,), cost_fixed=50)
LARGE = replace(SMALL, capacity=(4,), cost_fixed=50)


def fleet(*vehicles: Vehicle, **more: object) -> Problem:
    return street([stop(3), stop(5), stop(8)], vehicles, **more)


def test_a_small_vehicle_is_needless_where_every_stop_can_have_a_larger_one_for_no_more() -> None:
    assert needed(fleet(SMALL, LARGE, LARGE, SMALL, LARGE)) == [1, 2, 4]


def test_with_fewer_large_ones_than_stops_a_small_one_may_be_needed() -> None:
    assert needed(fleet(SMALL, LARGE, LARGE)) == [0, 1, 2]


@pytest.mark.parametrize(
    "other",
    [
        {"cost_fixed": 10},
        {"cost_per_m": -1},
        {"capacity": (9,)},
        {"shift": shift(8)},
        {"max_trips": 2},
        {"tags": frozenset({"vog"})},
        {"depots": frozenset({0})},
    ],
)
def test_a_vehicle_that_has_anything_of_its_own_is_needed(other: dict[str, object]) -> None:
    own = replace(SMALL, **other)  # type: ignore[arg-type]
    assert needed(fleet(own, LARGE, LARGE, LARGE)) == [0, 1, 2, 3]


@pytest.mark.parametrize(
    "said",
    [
        {"pair_cost": {(0, 1): -5}},
        {"excluded": frozenset({(0, 1)})},
        {"locks": {1: 0}},
    ],
)
def test_a_vehicle_that_the_problem_names_is_needed(said: dict[str, object]) -> None:
    assert needed(fleet(SMALL, LARGE, LARGE, LARGE, **said)) == [0, 1, 2, 3]


def test_a_vehicle_of_the_plan_in_force_is_needed() -> None:
    found = engine("insertion").solve(fleet(SMALL), Run(Limits(steps=1))).solution
    assert [route.vehicle for route in found.routes] == [0]
    assert needed(fleet(SMALL, LARGE, LARGE, LARGE, previous=found)) == [0, 1, 2, 3]
    assert needed(fleet(SMALL, LARGE, LARGE, LARGE, previous=Solution())) == [1, 2, 3]


def test_alike_vehicles_are_all_needed() -> None:
    assert needed(fleet(LARGE, LARGE, LARGE, LARGE)) == [0, 1, 2, 3]


@pytest.mark.parametrize("seed", range(2))
def test_the_portfolio_answers_in_the_numbers_of_all_vehicles(seed: int) -> None:
    problem = fleet(SMALL, SMALL, LARGE, SMALL, LARGE, LARGE)
    answer = engine("portfolio").solve(problem, Run(Limits(steps=4), seed=seed))
    verdict = judge(problem, answer.solution)
    assert verdict.sound and verdict.total == answer.cost
    used = {route.vehicle for route in answer.solution.routes}
    assert used and used <= {2, 4, 5}
    assert sorted(s for route in answer.solution.routes for s in route.stops) == [0, 1, 2]


def test_no_plan_with_needless_vehicles_is_cheaper() -> None:
    """Every dealing out of three stops over three small and three large ones."""
    problem = fleet(SMALL, SMALL, SMALL, LARGE, LARGE, LARGE)
    costs: dict[bool, list[int]] = {True: [], False: []}
    for dealt in product(range(6), repeat=3):
        cost = _cost(problem, dealt)
        if cost is not None:
            costs[min(dealt) >= 3].append(cost)
    assert min(costs[True]) <= min(costs[False])


def _cost(problem: Problem, dealt: tuple[int, ...]) -> int | None:
    """What it costs when stop i goes with vehicle dealt[i]; None where that breaks a rule."""
    locked = replace(problem, locks=dict(enumerate(dealt)))
    answer = engine("insertion").solve(locked, Run(Limits(steps=1)))
    return None if answer.solution.left_out else judge(problem, answer.solution).total
