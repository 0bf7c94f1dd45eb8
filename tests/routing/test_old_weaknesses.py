"""Days on which older planners fell over: each ends in a sound plan and true words on the rest."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.routing.make_problems import HOUR, TEN, line, shift, stop, street
from voedselbrigade.routing.engines import Limits, Run, engine
from voedselbrigade.routing.evaluation import judge
from voedselbrigade.routing.explanation import Reason, explain
from voedselbrigade.routing.problem import (
    BACK_TO_DEPOT,
    UNREACHABLE,
    Problem,
    Profile,
    Solution,
    Vehicle,
    Window,
)
from voedselbrigade.words import say

RIDER = Vehicle(shift=shift(), capacity=(10,), end=BACK_TO_DEPOT)


def solved(problem: Problem, steps: int = 3) -> tuple[Solution, tuple[Reason, ...]]:
    """The plan of the reference engine, judged, and why the others are left out."""
    answer = engine("or_tools").solve(problem, Run(Limits(steps=steps)))
    judged = judge(problem, answer.solution)
    assert judged.sound, judged.breaches
    assert judged.total == answer.cost
    reasons = explain(problem, answer.solution)
    assert all(say(reason.fact) for reason in reasons)
    assert all(say(reason.remedy.fact) for reason in reasons if reason.remedy)
    return answer.solution, reasons


def codes(reasons: tuple[Reason, ...]) -> dict[int, str]:
    return {reason.stop: reason.code for reason in reasons}


def cut(problem: Problem, *pairs: tuple[int, int]) -> Problem:
    """The same street without a way between some places, in either direction."""
    whole = problem.profiles[0]
    duration_s = whole.duration_s.copy()
    for a, b in pairs:
        duration_s[a, b] = duration_s[b, a] = UNREACHABLE
    return replace(problem, profiles=(Profile(whole.name, duration_s, whole.distance_m),))


def test_nothing_found_in_time_leaves_the_first_plan_and_says_so() -> None:
    problem = street([stop(1 + n) for n in range(8)], [RIDER])
    answer = engine("or_tools").solve(problem, Run(Limits(seconds=0)))
    assert answer.solution == engine("insertion").solve(problem, Run()).solution
    assert [note.code for note in answer.notes] == ["routing.first_plan_stands"]
    assert "eerste plan" in say(answer.notes[0])


def test_a_stop_nobody_can_reach_is_left_out_alone() -> None:
    problem = street([stop(1), stop(2), stop(9)], [RIDER, RIDER])
    island = cut(problem, *((9, place) for place in range(30) if place != 9))
    solution, reasons = solved(island)
    assert (solution.left_out, codes(reasons)) == ((2,), {2: "unreachable"})
    assert say(reasons[0].fact) == "Er is voor niemand een weg naar dit adres."


def test_more_demand_than_room_fills_every_crate_and_says_what_is_short() -> None:
    problem = street([stop(1 + n, demand=(3,)) for n in range(9)], [RIDER, RIDER])
    solution, reasons = solved(problem)
    assert len(solution.left_out) == 3
    assert set(codes(reasons).values()) == {"capacity"}
    assert reasons[0].fact.values == {"measure": "meals", "need": 3, "room": 1}


def test_without_volunteers_everyone_is_told_that() -> None:
    solution, reasons = solved(street([stop(1), stop(2)], []))
    assert solution.left_out == (0, 1)
    assert set(codes(reasons).values()) == {"no_vehicles"}


def test_two_hundred_stops_at_one_address_are_one_errand() -> None:
    riders = [replace(RIDER, capacity=(70,)) for _ in range(3)]
    solution, _ = solved(street([stop(3, service_s=30) for _ in range(200)], riders), steps=1)
    assert solution.left_out == ()


def test_a_window_that_is_past_is_the_reason() -> None:
    problem = street([stop(1), stop(2, windows=(Window(0, TEN - HOUR),))], [RIDER])
    solution, reasons = solved(problem)
    assert codes(reasons) == {1: "window"}
    assert say(reasons[0].fact) == "Niemand kan hier op tijd zijn, tussen 00:00 en 09:00."
    assert solution.left_out == (1,)


@pytest.mark.parametrize("seed", range(3))
def test_pairs_without_a_way_are_gone_round(seed: int) -> None:
    rng = np.random.default_rng(seed)
    stops = [stop(1 + n) for n in range(10)]
    pairs = [(a, b) for a in range(1, 11) for b in range(a) if b and rng.random() < 0.5]
    problem = cut(street(stops, [replace(RIDER, capacity=(20,))] * 3), *pairs)
    solution, _ = solved(problem, steps=10)
    assert solution.left_out == ()


def test_a_shift_shorter_than_the_way_is_the_reason() -> None:
    hurried = replace(RIDER, shift=Window(TEN, TEN + 600))
    problem = street([stop(1), stop(20)], [hurried], profiles=(line(30),))
    solution, reasons = solved(problem)
    assert solution.left_out == (1,)
    assert codes(reasons) == {1: "shift"}
    assert reasons[0].remedy
    assert reasons[0].remedy.fact.code == "remedy.stay_longer"
