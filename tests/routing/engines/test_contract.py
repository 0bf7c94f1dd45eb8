"""What every engine has to do, whoever it is; a new engine is added to the names, no more."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.days import crowded_day, hidden_day
from benchmarks.faces import wishful
from tests.proof import amount
from tests.routing.make_problems import HOUR, TEN, line, shift, stop, street
from voedselbrigade.errors import WrongWords
from voedselbrigade.routing.engines import NAMES, Answer, Engine, Limits, Progress, Run, engine
from voedselbrigade.routing.engines.insertion import best_places
from voedselbrigade.routing.engines.slots import Screen
from voedselbrigade.routing.evaluation import judge
from voedselbrigade.routing.ground import Ground
from voedselbrigade.routing.orders import as_orders
from voedselbrigade.routing.problem import (
    BACK_TO_DEPOT,
    UNREACHABLE,
    Break,
    Depot,
    Prices,
    Problem,
    Profile,
    Vehicle,
    Window,
)
from voedselbrigade.words import say

STEPS, FEW = amount(5, 15), amount(2, 15)
"""For a generated day, and for one made by hand, where a search soon has nothing left to find."""


@pytest.fixture(params=NAMES)
def solver(request: pytest.FixtureRequest) -> Engine:
    return engine(request.param)


def solved(solver: Engine, problem: Problem, steps: int = FEW) -> Answer:
    """The answer, after the judge has found nothing in it."""
    # Each of its steps goes to every lane.
    fewer = min(steps, 4) if solver.name == "portfolio" else steps
    answer = solver.solve(problem, Run(Limits(steps=fewer)))
    judged = judge(problem, answer.solution)
    assert judged.sound, judged.breaches
    assert judged.total == answer.cost
    assert all(say(note) for note in answer.notes)
    return answer


def left_out(solver: Engine, problem: Problem) -> tuple[int, ...]:
    return solved(solver, problem).solution.left_out


@pytest.mark.parametrize("seed", range(3))
def test_a_plan_breaks_nothing_and_costs_what_the_judge_says(solver: Engine, seed: int) -> None:
    problem = hidden_day(seed, stops=25).problem
    answer = solved(solver, problem, STEPS)
    screen, orders = Screen(Ground(problem)), as_orders(answer.solution)
    assert not any(best_places(screen, orders, stop) for stop in answer.solution.left_out)


@given(
    seed=st.integers(0, 10_000),
    size=st.integers(1, 14),
    crowded=st.booleans(),
    wishes=st.booleans(),
)
@settings(
    max_examples=amount(4, 150),
    deadline=None,
    suppress_health_check=list(HealthCheck),
    database=None,
)
@pytest.mark.proof
@pytest.mark.parametrize("name", NAMES)
def test_no_plan_costs_anything_else_than_the_judge_says(
    name: str, seed: int, size: int, crowded: bool, wishes: bool
) -> None:
    made = (crowded_day if crowded else hidden_day)(seed, stops=size)
    problem = wishful(made, seed).problem if wishes else made.problem
    answer = solved(engine(name), problem, steps=1)
    assert len(set(answer.solution.left_out)) == len(answer.solution.left_out)


def test_the_same_seed_and_steps_give_the_same_plan(solver: Engine) -> None:
    problem = hidden_day(3, stops=25).problem
    first, second = solved(solver, problem, STEPS), solved(solver, problem, STEPS)
    assert first == second


# Every rule of a problem -------------------------------------------------------------------------


def day(count: int = 6, **vehicle: Any) -> Problem:
    """A street of people, and two volunteers of whom one can do everything."""
    everything = Vehicle(shift=shift(), end=BACK_TO_DEPOT, capacity=(20,))
    return street(
        [stop(1 + n) for n in range(count)],
        [replace(everything, **vehicle), replace(everything, capacity=(0,))],
    )


def test_without_limits_everyone_is_on_one_route(solver: Engine) -> None:
    solution = solved(solver, day()).solution
    assert (len(solution.routes), solution.left_out) == (1, ())


def test_a_second_trip_is_made_when_the_first_is_full(solver: Engine) -> None:
    solution = solved(solver, day(capacity=(3,), max_trips=2)).solution
    assert (len(solution.routes[0].trips), solution.left_out) == (2, ())


@pytest.mark.parametrize(
    ("limit", "count"),
    [
        ({"capacity": (4,)}, 2),
        ({"max_stops": 5}, 1),
        ({"max_distance_m": 600}, 3),
        ({"max_duration_s": 300 + 2 * 240 + 2 * 60}, 4),
        ({"shift": shift(10, 10.25)}, 4),
        ({"depots": frozenset()}, 6),
        ({"tags": frozenset({"lift"})}, 0),
    ],
)
def test_a_limit_of_the_volunteer_leaves_out_as_few_as_can_be(
    solver: Engine, limit: dict[str, Any], count: int
) -> None:
    assert len(left_out(solver, day(**limit))) == count


def with_stops(problem: Problem, **change: Any) -> Problem:
    """The first stop changed."""
    changed = replace(problem.stops[0], **change)
    return replace(problem, stops=(changed, *problem.stops[1:]))


@pytest.mark.parametrize(
    "change",
    [
        {"needs": frozenset({"lift"})},
        {"depots": frozenset[int]()},
        {"windows": (Window(0, 9 * HOUR),)},
        {"release_s": 16 * HOUR + 1},
        {"max_ride_s": 100},
        {"demand": (21,)},
        {"location": 20, "max_ride_s": 1200},
    ],
    ids=str,
)
def test_someone_who_cannot_be_served_is_left_out_and_nobody_else(
    solver: Engine, change: dict[str, Any]
) -> None:
    assert left_out(solver, with_stops(day(), **change)) == (0,)


def test_an_excluded_pair_is_never_brought_together(solver: Engine) -> None:
    assert left_out(solver, replace(day(), excluded=frozenset({(0, 2)}))) == (2,)


def test_a_locked_stop_goes_with_its_vehicle_or_not_at_all(solver: Engine) -> None:
    assert left_out(solver, replace(day(), locks={2: 1, 3: 0})) == (2,)


def test_a_break_is_taken(solver: Engine) -> None:
    rest = Break(1800, Window(10 * HOUR + 600, 10 * HOUR + 1200))
    problem = day(breaks=(rest,), shift=shift(10, 11), count=8)
    route = solved(solver, problem).solution.routes[0]
    assert rest.window.holds(route.breaks_s[0])


def test_goods_come_from_the_depot_that_has_them(solver: Engine) -> None:
    depots = (Depot(0, (Window(TEN, 16 * HOUR),)), Depot(9, (Window(TEN, 16 * HOUR),)))
    stops = [stop(1, depots=frozenset({0})), stop(8, depots=frozenset({1}))]
    problem = street(stops, [Vehicle(max_trips=2)], depots=depots)
    solution = solved(solver, problem).solution
    assert sorted(trip.depot for trip in solution.routes[0].trips) == [0, 1]


def test_a_depot_where_nobody_can_begin_may_be_where_somebody_loads_once_more(
    solver: Engine,
) -> None:
    """From home there is no way to the second depot, but there is one along the doors."""
    home, near, far = 20, Depot(0, (Window(TEN, 16 * HOUR),)), Depot(9, (Window(TEN, 16 * HOUR),))
    way = line(30)
    cut = way.duration_s.copy()
    cut[home, far.location] = UNREACHABLE
    stops = [stop(8, depots=frozenset({0})), stop(12, depots=frozenset({1}))]
    problem = street(
        stops,
        [Vehicle(start=home, max_trips=2, shift=shift())],
        depots=(near, far),
        profiles=(replace(way, duration_s=cut),),
    )
    solution = solved(solver, problem).solution
    assert solution.left_out == ()


def test_a_hot_meal_waits_for_the_batch_that_keeps_it_hot(solver: Engine) -> None:
    depot = Depot(0, (Window(TEN, 16 * HOUR),), 300, (TEN, 12 * HOUR))
    late = stop(5, windows=(Window(13 * HOUR, 13 * HOUR + 600),), max_ride_s=7200)
    solution = solved(solver, street([late], [Vehicle()], depots=(depot,))).solution
    assert solution.routes[0].trips[0].load_s >= 12 * HOUR


# Every wish of a problem, for the engines that can say it -----------------------------------------

SAYS_ALL = ("insertion", "or_tools", "portfolio")


def by_whom(answer: Answer) -> dict[int, int]:
    return {stop: route.vehicle for route in answer.solution.routes for stop in route.stops}


@pytest.mark.parametrize("name", NAMES)
def test_whoever_is_wished_at_a_door_comes_when_that_is_worth_it(name: str) -> None:
    problem = replace(day(count=4), vehicles=(day().vehicles[0],) * 2)
    for wished in (0, 1):
        gains = {(wished, stop): -100_000 for stop in range(4)}
        answer = solved(engine(name), replace(problem, pair_cost=gains))
        assert set(by_whom(answer).values()) == {wished}


@pytest.mark.parametrize("name", SAYS_ALL)
def test_doors_are_shared_when_more_than_a_fair_share_is_dear(name: str) -> None:
    two = (replace(day().vehicles[0], fair_stops=3),) * 2
    problem = replace(day(), vehicles=two, prices=Prices(over_fair_stop=100_000))
    counts = list(by_whom(solved(engine(name), problem)).values())
    assert sorted(counts.count(vehicle) for vehicle in (0, 1)) == [3, 3]


@pytest.mark.parametrize("name", SAYS_ALL)
def test_neighbours_ride_with_one_volunteer_when_two_are_dear(name: str) -> None:
    stops = tuple(replace(one, group=index % 2) for index, one in enumerate(day().stops))
    two = (replace(day().vehicles[0], max_stops=3),) * 2
    problem = replace(day(), stops=stops, vehicles=two, prices=Prices(split_group=100_000))
    found = by_whom(solved(engine(name), problem))
    assert len(found) == 6
    assert all(found[stop] == found[stop % 2] for stop in found)


@pytest.mark.parametrize("name", SAYS_ALL)
def test_a_route_stays_in_one_area_when_two_are_dear(name: str) -> None:
    stops = tuple(replace(one, area=index % 2) for index, one in enumerate(day().stops))
    two = (replace(day().vehicles[0], max_stops=3),) * 2
    problem = replace(day(), stops=stops, vehicles=two, prices=Prices(extra_area=100_000))
    found = by_whom(solved(engine(name), problem))
    assert len(found) == 6
    assert all(found[stop] == found[stop % 2] for stop in found)


# Days on which everything is wrong ---------------------------------------------------------------

WRONG: dict[str, Callable[[], Problem]] = {
    "nobody to serve": lambda: street([], [Vehicle()]),
    "nobody who drives": lambda: street([stop(1), stop(2)], []),
    "nothing at all": lambda: street([], [], depots=()),
    "no depot": lambda: street([stop(1)], [Vehicle()], depots=()),
    "a depot that never opens": lambda: street([stop(1)], [Vehicle()], depots=(Depot(0, ()),)),
    "windows long past": lambda: street([stop(1, windows=(Window(0, 60),))] * 3, [Vehicle()]),
    "a shift shorter than the way": lambda: street(
        [stop(20)], [Vehicle(start=25, shift=Window(TEN, TEN + 600))]
    ),
    "a shift that is over before it begins": lambda: street(
        [stop(1)], [Vehicle(shift=Window(TEN, TEN - 1))]
    ),
    "no way anywhere": lambda: street([stop(1)], [Vehicle(start=3)], profiles=(cut_off(30),)),
    "no room at all": lambda: street([stop(1)], [Vehicle(capacity=(0,))]),
}


def cut_off(places: int) -> Profile:
    table = np.full((places, places), UNREACHABLE, np.int32)
    np.fill_diagonal(table, 0)
    return Profile("boat", table, table)


@pytest.mark.parametrize("wrong", WRONG)
def test_a_hopeless_day_leaves_everyone_out_and_crashes_nothing(solver: Engine, wrong: str) -> None:
    problem = WRONG[wrong]()
    assert left_out(solver, problem) == tuple(range(len(problem.stops)))


def test_more_demand_than_room_serves_who_matters_most(solver: Engine) -> None:
    stops = [stop(1 + n, price=10_000_000 * (n + 1)) for n in range(6)]
    assert left_out(solver, street(stops, [Vehicle(capacity=(4,))])) == (0, 1)


def test_two_hundred_stops_at_one_address_are_all_served(solver: Engine) -> None:
    many = [stop(3, service_s=30) for _ in range(200)]
    vehicles = [Vehicle(capacity=(60,), shift=shift()) for _ in range(4)]
    assert left_out(solver, street(many, vehicles)) == ()


def test_no_time_at_all_gives_the_first_plan(solver: Engine) -> None:
    problem = hidden_day(5, stops=25).problem
    answer = solver.solve(problem, Run(Limits(seconds=0)))
    assert judge(problem, answer.solution).sound
    first = engine("insertion").solve(problem, Run())
    assert answer.cost == first.cost
    if solver.name != "insertion":
        assert [note.code for note in answer.notes] == ["routing.first_plan_stands"]


def test_a_cancelled_search_answers_with_its_best(solver: Engine) -> None:
    problem, begun, told = hidden_day(5, stops=25).problem, time.monotonic(), list[Progress]()
    run = Run(Limits(seconds=120), 0, told.append, lambda: bool(told))
    answer = solver.solve(problem, run)
    assert judge(problem, answer.solution).sound
    assert time.monotonic() - begun < 60


def test_progress_only_gets_better(solver: Engine) -> None:
    told: list[Progress] = []
    problem = hidden_day(7, stops=25).problem
    answer = solver.solve(problem, Run(Limits(steps=STEPS), on_progress=told.append))
    costs = [progress.cost for progress in told]
    assert costs == sorted(costs, reverse=True)
    assert (costs[-1], told[-1].left_out) == (answer.cost, len(answer.solution.left_out))


def test_an_engine_that_does_not_exist_is_refused_by_name() -> None:
    with pytest.raises(WrongWords) as refusal:
        engine("crystal_ball")
    assert "crystal_ball" in say(refusal.value.fact)


def test_a_late_change_ranks_every_place_by_what_it_adds() -> None:
    problem = replace(day(), vehicles=(day().vehicles[0], replace(day().vehicles[0], start=12)))
    ground = Ground(problem)
    orders = {0: ((0, (0, 1, 3, 4, 5)),)}
    places = best_places(Screen(ground), orders, 2)
    assert (places[0].slot.vehicle, places[0].slot.position) == (0, 2)
    assert [place.cost for place in places] == sorted(place.cost for place in places)
    assert {place.slot.vehicle for place in places} == {0, 1}
    assert line(3).distance_m[0, 2] == 200
