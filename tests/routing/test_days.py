"""Generated days: with a hidden plan everyone is served, without one nobody is left out lightly."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from benchmarks.days import TIGHT, crowded_day, hidden_day
from tests import proof
from tests.routing.greedy import greedy
from voedselbrigade.routing.engines import Limits, Run, engine
from voedselbrigade.routing.evaluation import judge

SAMPLE, FULL = 5, 100
TIGHT_SAMPLE, TIGHT_FULL = 2, 25
TIGHT_STOPS = proof.amount(15, 25)
STEPS, TIGHT_STEPS, FEWER_STEPS = proof.amount(30, 150), 150, proof.amount(3, 25)

type Record = Callable[[str, object], None]


def seeds() -> range:
    return range(proof.SEED, proof.SEED + proof.amount(SAMPLE, FULL))


@pytest.mark.proof
@pytest.mark.parametrize("seed", seeds())
def test_everyone_is_served_where_that_is_possible(seed: int, record_property: Record) -> None:
    day = hidden_day(seed, stops=30)
    assert day.hidden is not None
    hidden = judge(day.problem, day.hidden)
    assert hidden.sound, "the day is not what it says"
    answer = engine("or_tools").solve(day.problem, Run(Limits(steps=STEPS)))
    judged = judge(day.problem, answer.solution)
    assert judged.sound, judged.breaches
    assert judged.total == answer.cost
    assert answer.solution.left_out == ()
    record_property("days_with_a_hidden_plan", 1)


@pytest.mark.proof
@pytest.mark.parametrize("seed", seeds()[: proof.amount(TIGHT_SAMPLE, TIGHT_FULL)])
def test_everyone_is_served_where_the_day_just_fits(seed: int, record_property: Record) -> None:
    day = hidden_day(seed, stops=TIGHT_STOPS, slack=TIGHT)
    assert day.hidden is not None
    assert judge(day.problem, day.hidden).sound, "the day is not what it says"
    answer = engine("or_tools").solve(day.problem, Run(Limits(steps=TIGHT_STEPS)))
    assert judge(day.problem, answer.solution).sound
    assert answer.solution.left_out == ()
    record_property("tight_days_with_a_hidden_plan", 1)


@pytest.mark.proof
@pytest.mark.parametrize("seed", seeds())
def test_a_crowded_day_serves_as_many_as_a_patient_hand(seed: int, record_property: Record) -> None:
    problem = crowded_day(seed, stops=20).problem
    by_hand = greedy(problem)
    assert judge(problem, by_hand).sound
    answer = engine("or_tools").solve(problem, Run(Limits(steps=FEWER_STEPS)))
    judged = judge(problem, answer.solution)
    assert judged.sound, judged.breaches
    assert judged.total == answer.cost
    assert len(answer.solution.left_out) <= len(by_hand.left_out)
    record_property("crowded_days", 1)
