"""What PyVRP is told, what it is not told, and that both sides count the same."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import pyvrp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.proof import amount
from tests.routing.make_problems import HOUR, TEN, shift, stop, street
from voedselbrigade.errors import Fact
from voedselbrigade.routing.engines import Limits, Run, engine
from voedselbrigade.routing.engines.insertion import complete
from voedselbrigade.routing.engines.pyvrp.translation import Translation
from voedselbrigade.routing.engines.pyvrp.unsaid import TABLE
from voedselbrigade.routing.engines.repair import mended
from voedselbrigade.routing.engines.slots import Screen
from voedselbrigade.routing.evaluation import judge
from voedselbrigade.routing.ground import Ground
from voedselbrigade.routing.orders import count_left_out, plan_cost
from voedselbrigade.routing.problem import (
    BACK_TO_DEPOT,
    OPEN,
    Break,
    Depot,
    Problem,
    Solution,
    Stop,
    Vehicle,
    Window,
)
from voedselbrigade.words import say


def sayable(**change: Any) -> Problem:
    """A day that PyVRP has words for: several loads, windows, homes, second trips, fair shares."""
    usual = Vehicle(shift=shift(), end=BACK_TO_DEPOT, capacity=(6,), fair_s=1200, max_trips=2)
    vehicles = [usual, replace(usual, start=12, end=12, cost_per_s=12, cost_fixed=3000)]
    vehicles.append(replace(usual, end=OPEN, speed_percent=80, max_trips=1, max_stops=4))
    stops = [stop(1 + n, windows=(Window(TEN, 11 * HOUR),)) for n in range(9)]
    problem = street(stops, vehicles, pair_cost={(1, 3): -2000, (2, 4): 900})
    return replace(problem, **change)


def refusals(problem: Problem) -> list[str]:
    facts: tuple[Fact, ...] = engine("pyvrp").refuses(problem)
    assert all(say(fact) for fact in facts)
    return [fact.code.removeprefix("pyvrp.") for fact in facts]


def one(**change: Any) -> tuple[Stop, ...]:
    """The stops of the day, the first of them changed."""
    first, *others = sayable().stops
    return (replace(first, **change), *others)


def driver(**change: Any) -> tuple[Vehicle, ...]:
    first, *others = sayable().vehicles
    return (replace(first, **change), *others)


UNSAYABLE: dict[str, Problem] = {
    "breaks": sayable(vehicles=driver(breaks=(Break(600, Window(TEN, 11 * HOUR)),))),
    "rides": sayable(stops=one(max_ride_s=1800)),
    "windows": sayable(stops=one(windows=(Window(TEN, TEN + 60), Window(TEN + 90, TEN + 99)))),
    "wishes": sayable(stops=one(wanted=Window(TEN, TEN + 60))),
    "groups": sayable(
        stops=tuple(replace(each, group=1) for each in sayable().stops),
        prices=replace(sayable().prices, split_group=600),
    ),
    "areas": sayable(
        stops=tuple(replace(each, area=n % 2) for n, each in enumerate(sayable().stops)),
        prices=replace(sayable().prices, extra_area=600),
    ),
    "depots": sayable(depots=(*sayable().depots, *sayable().depots)),
    "hours": sayable(depots=(Depot(0, (Window(0, 60), Window(TEN, 16 * HOUR)), 300),)),
    "stops": sayable(vehicles=driver(max_stops=3)),
    "fair_stops": sayable(
        vehicles=driver(fair_stops=2), prices=replace(sayable().prices, over_fair_stop=300)
    ),
    "releases": sayable(stops=one(release_s=TEN + 600)),
    "pairs": sayable(vehicles=driver(max_distance_m=5000)),
    "sheets": sayable(prices=replace(sayable().prices, sheet=600), previous=Solution()),
}


def test_a_day_that_pyvrp_has_words_for_is_not_refused() -> None:
    assert refusals(sayable()) == []


@pytest.mark.parametrize("rule", TABLE)
def test_a_rule_that_pyvrp_does_not_know_is_named(rule: str) -> None:
    assert refusals(UNSAYABLE[rule]) == [rule]


@pytest.mark.parametrize("rule", TABLE)
def test_a_loose_answer_is_mended_until_it_breaks_nothing(rule: str) -> None:
    problem = UNSAYABLE[rule]
    answer = engine("pyvrp").solve(problem, Run(Limits(steps=3)))
    judged = judge(problem, answer.solution)
    assert (judged.sound, judged.total) == (True, answer.cost)


@given(seed=st.integers(0, 100_000))
@settings(
    max_examples=amount(25, 1000),
    deadline=None,
    suppress_health_check=list(HealthCheck),
    database=None,
)
@pytest.mark.proof
def test_pyvrp_counts_a_plan_as_we_do_and_reads_it_back_unchanged(seed: int) -> None:
    problem = drawn(np.random.default_rng(seed))
    ground = Ground(problem)
    plan = complete(Screen(ground), {}, range(len(problem.stops)))
    words = Translation(ground, plan, required=False)
    if words.empty:
        assert not plan
        return
    said = words.said(plan)
    loads = words.data.num_load_dimensions
    counted = pyvrp.CostEvaluator([0] * loads, 0, 0).cost(said)
    served = [stop for _, order in plan.items() for _, stops in order for stop in stops]
    lifted = int(words.lift.sum())
    unserved = len(ground.stops) - len(words.stops)
    prices = sum(
        ground.stops[s].price for s in range(len(ground.stops)) if s not in words.client_of
    )
    assert said.is_feasible()
    assert unserved + len(served) <= len(ground.stops)
    assert counted - lifted + prices == plan_cost(ground, plan)
    assert same_but_for_names(words, plan)


def same_but_for_names(words: Translation, plan: dict[int, Any]) -> bool:
    """The plan as it comes back: alike volunteers may have changed places."""
    back = words.understood(words.said(plan))
    return sorted(back.values()) == sorted(plan.values())


def drawn(rng: np.random.Generator) -> Problem:
    """A small day without anything that PyVRP has no words for."""

    def window(low: int, high: int) -> Window:
        begins = int(rng.integers(low, high))
        return Window(begins, begins + int(rng.integers(900, 9000)))

    def perhaps(chance: float, value: int) -> int | None:
        return value if rng.random() < chance else None

    far = rng.random() < 0.5
    vehicles = [
        Vehicle(
            speed_percent=int(rng.choice([80, 100, 130])),
            capacity=(int(rng.integers(1, 9)), int(rng.integers(1, 9))),
            start=int(rng.integers(0, 30)) if rng.random() < 0.4 else None,
            end=(OPEN, BACK_TO_DEPOT, int(rng.integers(0, 30)))[int(rng.integers(3))],
            shift=window(8 * HOUR, 12 * HOUR),
            max_duration_s=perhaps(0.4, int(rng.integers(1800, 9000))),
            max_distance_m=perhaps(0.4, int(rng.integers(1000, 9000))) if far else None,
            max_trips=int(rng.integers(1, 4)),
            tags=frozenset({"lift"} if rng.random() < 0.5 else ()),
            fair_s=perhaps(0.4, int(rng.integers(600, 5000))),
            cost_fixed=int(rng.integers(0, 9000)),
            cost_per_s=int(rng.integers(0, 15)),
            cost_per_m=int(rng.integers(0, 3)),
        )
        for _ in range(int(rng.integers(1, 4)))
    ]
    stops = [
        stop(
            int(rng.integers(1, 30)),
            demand=(int(rng.integers(0, 4)), int(rng.integers(0, 3))),
            windows=(window(9 * HOUR, 14 * HOUR),) if rng.random() < 0.6 else (),
            needs=frozenset({"lift"} if rng.random() < 0.2 else ()),
        )
        for _ in range(int(rng.integers(1, 9)))
    ]
    pairs = {
        (int(rng.integers(len(vehicles))), int(rng.integers(len(stops)))): int(
            rng.integers(-3000, 3000)
        )
        for _ in range(0 if far else int(rng.integers(0, 4)))
    }
    return street(stops, vehicles, measures=("meals", "crates"), pair_cost=pairs)


def test_a_route_that_is_too_long_loses_only_what_does_not_hold() -> None:
    problem = street([stop(1 + n) for n in range(4)], [Vehicle(capacity=(3,), shift=shift())])
    screen = Screen(Ground(problem))
    whole = mended(screen, {0: ((0, (0, 1, 2, 3)),)})
    assert (whole, count_left_out(screen.ground, whole)) == ({0: ((0, (0, 1, 2)),)}, 1)
