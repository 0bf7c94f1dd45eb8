"""A city in parts: everybody is in one cluster, and the whole is a plan that breaks nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from benchmarks.days import crowded_day, hidden_day
from tests.routing.make_problems import shift, stop, street
from voedselbrigade.routing.engines import Answer, Limits, Progress, Run, clusters
from voedselbrigade.routing.engines import portfolio as engines_portfolio
from voedselbrigade.routing.engines.clusters import clustered
from voedselbrigade.routing.engines.crew import Here
from voedselbrigade.routing.engines.cutting import sketched
from voedselbrigade.routing.engines.portfolio import Portfolio
from voedselbrigade.routing.evaluation import judge
from voedselbrigade.routing.problem import Depot, Problem, Vehicle, Window


@pytest.fixture
def small_cities(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(clusters, "CLUSTER", 12)
    monkeypatch.setattr(engines_portfolio, "HUGE", 20)
    yield


def solved(problem: Problem, steps: int = 6) -> tuple[Answer, list[Progress]]:
    told: list[Progress] = []
    answer = Portfolio(Here()).solve(problem, Run(Limits(steps=steps), 1, told.append))
    judged = judge(problem, answer.solution)
    assert judged.sound, judged.breaches
    assert judged.total == answer.cost
    return answer, told


@pytest.mark.parametrize("seed", range(3))
def test_every_stop_and_every_volunteer_is_in_one_cluster(small_cities: None, seed: int) -> None:
    problem = crowded_day(seed, stops=50).problem
    cuts = clustered(problem, sketched(problem), seed)
    assert sorted(stop for cut in cuts for stop in cut.stops) == list(range(len(problem.stops)))
    assert sorted(v for cut in cuts for v in cut.vehicles) == list(range(len(problem.vehicles)))
    assert len(cuts) > 1


def test_a_city_is_planned_in_parts_and_nothing_breaks(small_cities: None) -> None:
    answer, told = solved(hidden_day(5, stops=40).problem)
    assert [note.code for note in answer.notes] == ["routing.clusters"]
    assert [one.cost for one in told] == sorted((one.cost for one in told), reverse=True)


def test_a_border_between_clusters_is_no_border_for_long(small_cities: None) -> None:
    """All volunteers are at one hub; who lives near the other one is served all the same."""
    depots = tuple(Depot(place, (Window(36000, 57600),), 300) for place in (0, 29))
    stops = [stop(1 + n, depots=frozenset({n // 13})) for n in range(26)]
    vehicles = [Vehicle(shift=shift(), max_trips=2, depots=frozenset({0, 1})) for _ in range(3)]
    answer, _ = solved(street(stops, vehicles, depots=depots))
    assert answer.solution.left_out == ()


def test_a_city_without_volunteers_leaves_everybody_out(small_cities: None) -> None:
    nobody = Vehicle(capacity=(0,), shift=shift())
    answer, _ = solved(street([stop(1 + n) for n in range(25)], [nobody]))
    assert len(answer.solution.left_out) == 25


def test_what_is_shared_between_clusters_is_counted_once(small_cities: None) -> None:
    """Groups that are split, and people and sheets of the plan before."""
    made = hidden_day(9, stops=30)
    stops = tuple(replace(one, group=index // 3) for index, one in enumerate(made.problem.stops))
    prices = replace(made.problem.prices, split_group=700, moved=300, sheet=900)
    problem = replace(made.problem, stops=stops, prices=prices, previous=made.hidden)
    answer, _ = solved(problem, steps=3)
    wishes = judge(problem, answer.solution).cost
    assert wishes["split_group"] + wishes["moved"] + wishes["sheet"] > 0
