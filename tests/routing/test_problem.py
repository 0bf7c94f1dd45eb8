"""A problem and its plan survive the way to another process; nonsense is refused at the door."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from benchmarks.days import crowded_day, hidden_day
from tests.routing.make_problems import stop, street
from voedselbrigade.routing.problem import Problem, Solution, Stop, Unsound, Vehicle


@pytest.mark.parametrize("seed", range(5))
def test_a_day_comes_back_from_json_as_it_went(seed: int) -> None:
    for day in (hidden_day(seed), crowded_day(seed)):
        problem = replace(day.problem, locks={0: 0}, previous=day.hidden)
        assert Problem.from_json(json.loads(json.dumps(problem.as_json()))) == problem
    hidden = hidden_day(seed).hidden
    assert hidden is not None
    assert Solution.from_json(json.loads(json.dumps(hidden.as_json()))) == hidden


NONSENSE: dict[str, Callable[[], Problem]] = {
    "stop": lambda: street([Stop(99)], []),
    "demand": lambda: street([stop(1, demand=(1, 2))], []),
    "capacity": lambda: street([], [Vehicle(capacity=())]),
    "vehicle": lambda: street([], [Vehicle(profile=3)]),
    "speed": lambda: street([], [Vehicle(speed_percent=0)]),
    "place": lambda: street([], [Vehicle(start=99)]),
    "depots": lambda: street([stop(1, depots=frozenset({4}))], []),
    "pair": lambda: street([stop(1)], [], excluded=frozenset({(0, 0)})),
}


@pytest.mark.parametrize("what", NONSENSE)
def test_a_problem_that_names_what_does_not_exist_is_refused(what: str) -> None:
    with pytest.raises(Unsound) as refusal:
        NONSENSE[what]()
    assert refusal.value.fact.values == {"what": what}
