"""A plan cut into parts: nobody is lost, nothing changes hands, and the parts add up."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.days import crowded_day
from tests.routing.make_problems import line, shift, stop, street
from voedselbrigade.routing.engines.cutting import Cutter, part_of, sketched
from voedselbrigade.routing.engines.insertion import complete
from voedselbrigade.routing.engines.slots import Screen
from voedselbrigade.routing.evaluation import judge
from voedselbrigade.routing.ground import Ground
from voedselbrigade.routing.orders import Orders, as_solution, plan_cost
from voedselbrigade.routing.problem import Problem, Solution, Vehicle


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("count", [1, 2, 4])
def test_the_parts_of_a_plan_hold_everybody_once_and_cost_as_much(seed: int, count: int) -> None:
    problem = crowded_day(seed, stops=40).problem
    ground = Ground(problem)
    plan = complete(Screen(ground), {}, range(len(problem.stops)))
    cuts = Cutter(problem, seed).cuts(plan, count)
    assert sorted(stop for cut in cuts for stop in cut.stops) == list(range(len(problem.stops)))
    assert sorted(v for cut in cuts for v in cut.vehicles) == list(range(len(problem.vehicles)))
    inside = [cut.into(plan) for cut in cuts]
    whole: Orders = {}
    for cut, own in zip(cuts, inside, strict=True):
        assert judge(cut.problem, as_solution(Ground(cut.problem), own)).sound
        whole |= cut.out_of(own)
    assert whole == plan
    parts = [plan_cost(Ground(cut.problem), own) for cut, own in zip(cuts, inside, strict=True)]
    assert sum(parts) == plan_cost(ground, plan)


def test_neighbours_stay_together() -> None:
    """Two hamlets at the ends of a street are two parts."""
    stops = [stop(place) for place in (1, 28, 2, 29, 3, 27)]
    vehicles = [Vehicle(shift=shift(), max_stops=3), Vehicle(shift=shift(), max_stops=3)]
    problem = street(stops, vehicles)
    plan: Orders = {0: ((0, (0, 2, 4)),), 1: ((0, (5, 1, 3)),)}
    cutter = Cutter(problem, 0)
    cuts = [cutter.cuts(plan, 2) for _ in range(4)]
    assert all(
        {frozenset(cut.stops) for cut in two} == {frozenset({0, 2, 4}), frozenset({1, 3, 5})}
        for two in cuts
    )


def test_who_is_tied_to_a_vehicle_elsewhere_goes_with_nobody_here() -> None:
    problem = street(
        [stop(1), stop(2)], [Vehicle(), Vehicle()], locks={0: 1}, excluded=frozenset({(0, 1)})
    )
    small = part_of(problem, [0], [0, 1]).problem
    assert small.excluded == {(0, 0), (0, 1)}
    assert part_of(problem, [1], [0]).problem.locks == {0: 0}


def test_what_a_pair_costs_and_who_came_before_goes_along() -> None:
    two = (Vehicle(shift=shift()), Vehicle(shift=shift()))
    problem = street([stop(1), stop(2)], two, pair_cost={(1, 1): -5, (0, 0): 7})
    before = as_solution(Ground(problem), {0: ((0, (0,)),), 1: ((0, (1,)),)})
    cut = part_of(replace(problem, previous=before), [1], [1])
    assert cut.problem.pair_cost == {(0, 0): -5}
    assert isinstance(cut.problem.previous, Solution)
    assert [route.stops for route in cut.problem.previous.routes] == [(0,)]


def test_a_sketch_of_a_street_is_a_line() -> None:
    problem = Problem((line(20),), (), (), ())
    points = sketched(problem)
    steps = np.hypot(*(points[1:] - points[:-1]).T)
    assert np.allclose(steps, 100, atol=1e-3)


def test_a_sheet_that_lost_a_stop_to_another_part_has_changed_there_too() -> None:
    two = (Vehicle(shift=shift()), Vehicle(shift=shift()))
    problem = street([stop(1), stop(2), stop(3)], two)
    before = as_solution(Ground(problem), {0: ((0, (0, 1)),), 1: ((0, (2,)),)})
    problem = replace(problem, previous=before, prices=replace(problem.prices, sheet=600))
    ground = Ground(problem)
    now: Orders = {0: ((0, (0,)),), 1: ((0, (1, 2)),)}
    cuts = [part_of(problem, [0], [0]), part_of(problem, [1], [1, 2])]
    parts = [plan_cost(Ground(cut.problem), cut.into(now)) for cut in cuts]
    assert sum(parts) == plan_cost(ground, now)
