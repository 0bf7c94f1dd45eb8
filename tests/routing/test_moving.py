"""A move is judged at once and as the judge would; best fits where it costs least."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from benchmarks.days import hidden_day
from tests.routing.exact import fixed, insertions
from tests.routing.make_problems import HOUR, TEN, shift, stop, street
from voedselbrigade.routing.engines import Run, engine
from voedselbrigade.routing.evaluation import judge
from voedselbrigade.routing.moving import Board, Judged, Move
from voedselbrigade.routing.problem import (
    BACK_TO_DEPOT,
    Break,
    Problem,
    Solution,
    Vehicle,
    Window,
)
from voedselbrigade.words import say

RIDER = Vehicle(shift=shift(), capacity=(10,), end=BACK_TO_DEPOT)


def planned(problem: Problem) -> Solution:
    return engine("insertion").solve(problem, Run()).solution


def two_riders(**first: object) -> Problem:
    stops = [stop(1 + n, **(first if n == 0 else {})) for n in range(6)]
    return street(stops, [RIDER, RIDER])


def moves(problem: Problem, seed: int, count: int) -> Iterator[Move]:
    """Stops to any place on any route, also where nobody would put them."""
    rng = np.random.default_rng(seed)
    for _ in range(count):
        yield Move(
            int(rng.integers(len(problem.stops))),
            None if rng.random() < 0.1 else int(rng.integers(len(problem.vehicles))),
            0 if rng.random() < 0.7 else None,
        )


@pytest.mark.parametrize("seed", range(3))
def test_a_move_is_what_the_judge_says_of_the_whole_plan(seed: int) -> None:
    problem = hidden_day(seed, stops=25).problem
    solution = planned(problem)
    before = judge(problem, solution)
    board = Board(problem, solution)
    for move in moves(problem, seed, 40):
        judged = board.judged(move)
        whole = judge(problem, judged.solution)
        assert sorted(map(str, judged.breaches)) == sorted(map(str, whole.breaches))
        assert judged.allowed == whole.sound
        if all(breach.rule != "unreachable" for breach in whole.breaches):
            assert whole.total - before.total == judged.cost


@pytest.mark.parametrize("seed", range(3))
def test_where_it_fits_is_everywhere_that_it_fits(seed: int) -> None:
    problem = hidden_day(seed, stops=25).problem
    solution = planned(problem)
    board = Board(problem, solution)
    for asked in range(0, len(problem.stops), 6):
        fits = board.fits(asked)
        assert [fit.cost for fit in fits] == sorted(fit.cost for fit in fits)
        refused = board.refusals(asked)
        assert {fit.vehicle for fit in fits} | {*refused} == {*range(len(problem.vehicles))}
        assert all(refused.values())
        for fit in fits:
            place = fit.place
            if board.on.get(asked) == fit.vehicle:
                continue
            judged = board.judged(
                Move(asked, fit.vehicle, None if place.new else place.trip, place.position)
            )
            assert judged.allowed
            assert judged.added_s[fit.vehicle] == fit.added_s


def told(judged: Judged) -> list[str]:
    return [say(breach.fact) for breach in judged.breaches]


def test_a_move_that_is_not_allowed_names_every_rule_with_its_numbers() -> None:
    problem = two_riders(windows=(Window(TEN, TEN + 600),), needs=frozenset({"lift"}))
    board = Board(problem, Solution((), tuple(range(6))))
    late = Board(problem, board.judged(Move(5, 0)).solution)
    judged = late.judged(Move(0, 0, 0, 1))
    assert {breach.rule for breach in judged.breaches} == {"needs", "window"}
    assert "Deze vrijwilliger kan niet wat hier nodig is: lift." in told(judged)


def test_taking_somebody_off_is_a_move_too() -> None:
    problem = two_riders()
    board = Board(problem, planned(problem))
    judged = board.judged(Move(3, None))
    assert judged.allowed
    assert judged.solution.left_out == (3,)
    assert (
        judged.cost
        == judge(problem, judged.solution).total - judge(problem, planned(problem)).total
    )


def test_a_route_that_gets_too_long_says_how_much() -> None:
    hurried = replace(RIDER, shift=Window(TEN, TEN + 1200))
    problem = street([stop(1), stop(20)], [hurried])
    judged = Board(problem, planned(problem)).judged(Move(1, 0))
    assert [breach.rule for breach in judged.breaches] == ["shift"]
    assert judged.breaches[0].fact.values["until_s"] == TEN + 1200


def test_a_break_is_kept_in_a_move_that_breaks_something_else() -> None:
    rest = Break(600, Window(TEN, 12 * HOUR))
    problem = street([stop(1), stop(2, demand=(99,))], [replace(RIDER, breaks=(rest,))])
    judged = Board(problem, planned(problem)).judged(Move(1, 0))
    assert [breach.rule for breach in judged.breaches] == ["capacity"]


def test_nobody_is_refused_where_a_place_is_left() -> None:
    problem = two_riders()
    solution = planned(problem)
    assert Board(problem, solution).refusals(0) == {}
    assert any(not fixed(problem, v, order) for v, order in insertions(problem, Solution(), 0))
