"""The schedule finds times exactly when there are any: compared with trying every second."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.routing.make_problems import HOUR, MINUTE, TEN, shift, stop, street
from voedselbrigade.routing.evaluation import judge
from voedselbrigade.routing.ground import Ground, Order
from voedselbrigade.routing.orders import as_solution, plan_cost
from voedselbrigade.routing.problem import (
    BACK_TO_DEPOT,
    OPEN,
    Break,
    Depot,
    EndKind,
    Problem,
    Profile,
    Route,
    Solution,
    Stop,
    Trip,
    Vehicle,
    Visit,
    Window,
)
from voedselbrigade.routing.schedule import timing, works

SPAN = 26
"""The small problems live in the first seconds of the day."""

small = st.integers(0, SPAN)
ENDS: st.SearchStrategy[int | EndKind] = st.sampled_from((OPEN, BACK_TO_DEPOT, 4))


@st.composite
def windows(draw: st.DrawFn) -> Window:
    begins, ends = sorted((draw(small), draw(small)))
    return Window(begins, ends)


@st.composite
def small_stops(draw: st.DrawFn) -> Stop:
    return Stop(
        draw(st.integers(1, 4)),
        service_s=draw(st.integers(0, 4)),
        windows=tuple(draw(st.lists(windows(), max_size=2))),
        release_s=draw(st.sampled_from((0, 0, 5))),
        max_ride_s=draw(st.none() | st.integers(3, 20)),
    )


@st.composite
def small_problems(draw: st.DrawFn) -> tuple[Problem, Order]:
    """One vehicle, one or two trips, and an order of all stops."""
    steps = np.abs(np.arange(5)[:, None] - np.arange(5)[None, :]).astype(np.int32)
    stops = draw(st.lists(small_stops(), min_size=1, max_size=3))
    hours = draw(st.lists(windows(), min_size=1, max_size=2))
    batches = tuple(draw(st.lists(small, max_size=2)))
    breaks = tuple(Break(draw(st.integers(1, 4)), w) for w in draw(st.lists(windows(), max_size=1)))
    vehicle = Vehicle(
        start=draw(st.none() | st.just(4)),
        end=draw(ENDS),
        shift=draw(windows()),
        max_duration_s=draw(st.none() | st.integers(5, 25)),
        max_trips=2,
        breaks=breaks,
    )
    depots = (Depot(0, tuple(hours), draw(st.integers(0, 3)), batches), Depot(2))
    problem = Problem((Profile("foot", steps, steps),), depots, tuple(stops), (vehicle,))
    order: Order = ((0, tuple(range(len(stops)))),)
    if len(stops) > 1 and draw(st.booleans()):
        order = ((0, (0,)), (draw(st.integers(0, 1)), tuple(range(1, len(stops)))))
    return problem, order


@given(small_problems())
def test_there_are_times_exactly_when_trying_every_second_finds_some(
    case: tuple[Problem, Order],
) -> None:
    problem, order = case
    ground = Ground(problem)
    found = timing(ground, 0, order)
    if found is None:
        assert not any(judge(problem, tried).sound for tried in every_second(problem, order))
    else:
        judged = judge(problem, as_solution(ground, {0: order}))
        assert judged.sound, judged.breaches
        assert judged.total == plan_cost(ground, {0: order})


def every_second(problem: Problem, order: Order) -> Iterator[Solution]:
    """Plans for an order: every start, loading and break moment, visits as early as can be."""
    vehicle = problem.vehicles[0]
    moments = range(SPAN + 1)
    rests = [range(one.window.start_s, one.window.end_s + 1) for one in vehicle.breaks]
    for rest_s in product(*rests):
        for loads in product(moments, repeat=len(order)):
            if list(loads) == sorted(loads):
                tried = _walk(problem, order, loads, rest_s[0] if rest_s else None)
                if tried:
                    yield tried


def _walk(
    problem: Problem, order: Order, loads: tuple[int, ...], rest_s: int | None
) -> Solution | None:
    """The plan with these loading starts, resting on the leg that `rest_s` falls in."""
    vehicle = problem.vehicles[0]
    table = problem.profiles[0].duration_s
    spent_s = vehicle.breaks[0].duration_s if vehicle.breaks else 0

    def arrive(now: int, origin: int, to: int) -> int:
        there = now + int(table[origin, to])
        if rest_s is not None and now <= rest_s < max(there, now + 1):
            return max(there + spent_s, rest_s + spent_s)
        return there

    first = problem.depots[order[0][0]].location
    start_s = loads[0]
    if vehicle.start is not None:
        start_s -= int(table[vehicle.start, first])
        if rest_s is not None and start_s - spent_s <= rest_s < loads[0]:
            start_s -= spent_s
    trips: list[Trip] = []
    here, now = first, loads[0]
    for (depot, stops), load_s in zip(order, loads, strict=True):
        site = problem.depots[depot]
        if trips and arrive(now, here, site.location) > load_s:
            return None
        now, here, visits = load_s + site.loading_s, site.location, []
        for index in stops:
            asked = problem.stops[index]
            there = arrive(now, here, asked.location)
            open_ = [max(w.start_s, there) for w in asked.windows if there <= w.end_s]
            if asked.windows and not open_:
                return None
            begin = min(open_) if asked.windows else there
            if rest_s is not None and now <= rest_s < begin:
                begin = max(begin, rest_s + spent_s)
            visits.append(Visit(index, begin))
            now, here = begin + asked.service_s, asked.location
        trips.append(Trip(depot, load_s, load_s + site.loading_s, tuple(visits)))
    if vehicle.end is not OPEN:
        now = arrive(now, here, vehicle.end if isinstance(vehicle.end, int) else first)
    rests = () if rest_s is None else (rest_s,)
    return Solution((Route(0, start_s, now, tuple(trips), rests),))


# Good times, not only possible ones --------------------------------------------------------------


def test_the_volunteer_leaves_as_late_as_the_first_window_allows() -> None:
    problem = street([stop(10, windows=(Window(12 * HOUR, 13 * HOUR),))], [Vehicle(shift=shift())])
    times = timing(Ground(problem), 0, ((0, (0,)),))
    assert times is not None
    assert times.loads_s == (12 * HOUR - 10 * MINUTE - 300,)
    assert times.starts_s == ((12 * HOUR,),)


def test_a_later_batch_saves_the_hot_meal() -> None:
    depot = Depot(0, (Window(TEN, 16 * HOUR),), 300, (TEN, 11 * HOUR, 12 * HOUR))
    late = stop(20, windows=(Window(12 * HOUR, 13 * HOUR),), max_ride_s=3600)
    times = timing(Ground(street([late], [Vehicle()], depots=(depot,))), 0, ((0, (0,)),))
    assert times is not None
    assert times.loads_s[0] >= 11 * HOUR


def test_a_wish_moves_the_route_when_that_is_cheaper_than_not_meeting_it() -> None:
    wishing = stop(5, wanted=Window(14 * HOUR, 15 * HOUR))
    times = timing(Ground(street([wishing], [Vehicle()])), 0, ((0, (0,)),))
    assert times is not None
    assert 14 * HOUR <= times.starts_s[0][0] <= 15 * HOUR


def test_an_order_through_a_place_without_a_way_does_not_work() -> None:
    problem = street([stop(1)], [Vehicle(shift=Window(9 * HOUR, 9 * HOUR + 60))])
    assert not works(Ground(problem), 0, ((0, (0,)),))
