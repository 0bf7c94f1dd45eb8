"""Why somebody is left out: one rule where one is to blame, and the smallest remedy."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from benchmarks.days import crowded_day
from tests.routing.make_problems import HOUR, TEN, shift, stop, street
from voedselbrigade.routing.blame import WITHOUT
from voedselbrigade.routing.engines import Run, engine
from voedselbrigade.routing.engines.slots import Screen
from voedselbrigade.routing.explanation import Reason, explain
from voedselbrigade.routing.ground import Ground
from voedselbrigade.routing.orders import as_orders
from voedselbrigade.routing.problem import Depot, Solution, Stop, Vehicle, Window
from voedselbrigade.words import say


def why(stops: list[Stop], vehicles: list[Vehicle], **more: Any) -> list[Reason]:
    problem = street(stops, vehicles, **more)
    solution = engine("insertion").solve(problem, Run()).solution
    return list(explain(problem, solution))


USUAL = Vehicle(shift=shift(), capacity=(10,))

ONE_RULE: dict[str, tuple[Stop, Vehicle, dict[str, Any]]] = {
    "needs": (stop(1, needs=frozenset({"lift"})), USUAL, {}),
    "excluded": (stop(1), USUAL, {"excluded": frozenset({(0, 0)})}),
    "depot": (stop(1, depots=frozenset()), USUAL, {}),
    "capacity": (stop(1, demand=(11,)), USUAL, {}),
    "stops": (stop(1), replace(USUAL, max_stops=0), {}),
    "window": (stop(5, windows=(Window(0, TEN + 300),)), USUAL, {}),
    "ride": (stop(20, max_ride_s=900), USUAL, {}),
    "shift": (stop(20), replace(USUAL, shift=shift(10, 10.25)), {}),
    "duration": (stop(20), replace(USUAL, max_duration_s=900), {}),
    "distance": (stop(20), replace(USUAL, max_distance_m=900), {}),
    "release": (stop(1, release_s=16 * HOUR + 60), USUAL, {}),
    "hours": (stop(1), USUAL, {"depots": (Depot(0, ()),)}),
}


@pytest.mark.parametrize("code", ONE_RULE)
def test_one_rule_in_the_way_is_named(code: str) -> None:
    asked, vehicle, more = ONE_RULE[code]
    (reason,) = why([asked], [vehicle], **more)
    assert (reason.code, reason.rules) == (code, {0: (code,)})
    assert say(reason.fact)
    assert Reason.from_json(reason.as_json()) == reason


def test_different_rules_for_different_volunteers_are_named_for_each() -> None:
    (reason,) = why([stop(20)], [replace(USUAL, capacity=(0,)), replace(USUAL, max_distance_m=9)])
    assert (reason.code, reason.rules) == ("mixed", {0: ("capacity",), 1: ("distance",)})
    assert say(reason.fact) == (
        "Past bij niemand. Wat in de weg zit: de ruimte en hoe ver de vrijwilliger mag."
    )


def test_without_volunteers_that_is_the_reason() -> None:
    (reason,) = why([stop(1)], [])
    assert say(reason.fact) == "Er is vandaag niemand die kan rijden."


def test_a_full_crate_says_how_much_is_asked_and_how_much_fits() -> None:
    reasons = why([stop(1, demand=(8,)), stop(2, demand=(4,))], [USUAL])
    assert reasons[0].fact.values == {"measure": "meals", "need": 4, "room": 2}
    assert reasons[0].remedy
    assert say(reasons[0].remedy.fact) == "Het past wel met plaats voor 2 maaltijden meer."


def test_a_remedy_for_a_window_is_the_smallest_that_works() -> None:
    (reason,) = why([stop(5, windows=(Window(0, TEN + 60),))], [USUAL])
    assert reason.remedy
    assert say(reason.remedy.fact) == "Het past wel als het 10 min later mag."


def test_someone_who_would_still_fit_is_told_so() -> None:
    problem = street([stop(1)], [USUAL])
    (reason,) = explain(problem, Solution((), (0,)))
    assert reason.code == "possible"


@pytest.mark.parametrize("rule", WITHOUT)
def test_without_a_rule_of_time_the_places_are_those_of_the_problem_without_it(rule: str) -> None:
    problem = crowded_day(4, stops=20).problem
    ground, easier = Ground(problem), WITHOUT[rule](problem)
    made, anew = Screen(ground).retimed(ground.retimed(easier)), Screen(Ground(easier))
    every = np.arange(len(problem.stops))
    orders = as_orders(engine("insertion").solve(problem, Run()).solution)
    for vehicle, order in orders.items():
        table = made.table(vehicle, order)
        assert np.array_equal(table, anew.table(vehicle, order))
        assert np.array_equal(made.costs(table, every), anew.costs(table, every))
