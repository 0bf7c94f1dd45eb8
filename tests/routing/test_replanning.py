"""A plan that holds changes little: per mode what may change, and that nobody is worse off."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.days import hidden_day
from voedselbrigade.routing.engines import Answer, Limits, Run, engine, side_by_side
from voedselbrigade.routing.evaluation import judge
from voedselbrigade.routing.orders import Orders, as_orders
from voedselbrigade.routing.problem import (
    UNREACHABLE,
    Prices,
    Problem,
    Profile,
    Route,
    Solution,
    Vehicle,
    Window,
)
from voedselbrigade.routing.replanning import Mode, mended, planned, replanned

STEPS, PUBLISHED = 10, 60
HOUR = 3600
PRICES = Prices(moved=6000, sheet=36_000)


def roomy(vehicle: Vehicle) -> Vehicle:
    """A volunteer of an office on a usual day: with some room and time left."""
    shift = Window(vehicle.shift.start_s - HOUR, vehicle.shift.end_s + HOUR)
    room = tuple(most * 3 // 2 + 2 for most in vehicle.capacity)
    return replace(
        vehicle, shift=shift, capacity=room, max_stops=None, max_duration_s=None, breaks=()
    )


def bridged(profile: Profile) -> Profile:
    """A town in which there is a way everywhere, if need be an hour round."""
    duration_s = np.where(profile.duration_s >= UNREACHABLE, HOUR, profile.duration_s)
    return Profile(profile.name, duration_s.astype(np.int32), profile.distance_m)


@pytest.fixture(scope="module")
def day() -> Problem:
    made = hidden_day(5, stops=50).problem
    return replace(
        made,
        vehicles=tuple(map(roomy, made.vehicles)),
        profiles=tuple(map(bridged, made.profiles)),
        prices=PRICES,
    )


@pytest.fixture(scope="module")
def holding(day: Problem) -> Solution:
    return engine("or_tools").solve(day, Run(Limits(steps=PUBLISHED))).solution


def without_stop(solution: Solution, gone: int) -> Solution:
    def shorter(route: Route) -> Route:
        trips = (
            replace(trip, visits=tuple(visit for visit in trip.visits if visit.stop != gone))
            for trip in route.trips
        )
        return replace(route, trips=tuple(trip for trip in trips if trip.visits))

    routes = (shorter(route) for route in solution.routes)
    return Solution(tuple(route for route in routes if route.trips))


def sheets_changed(before: Solution, after: Solution) -> set[int]:
    was, now = as_orders(before), as_orders(after)
    return {vehicle for vehicle in was | now if was.get(vehicle, ()) != now.get(vehicle, ())}


def again(day: Problem, previous: Solution, mode: Mode = Mode.LEAST_CHANGE) -> Answer:
    problem = replace(day, previous=previous)
    answer = replanned(problem, mode, Run(Limits(steps=STEPS)))
    judged = judge(problem, answer.solution)
    assert judged.sound, judged.breaches
    if mode is not Mode.ONLY_REORDER:
        assert judged.total == answer.cost
    return answer


def on(orders: Orders) -> dict[int, int]:
    return {s: vehicle for vehicle, order in orders.items() for _, stops in order for s in stops}


def test_a_day_as_it_was_changes_hardly_a_sheet(day: Problem, holding: Solution) -> None:
    answer = again(day, holding)
    assert len(sheets_changed(holding, answer.solution)) <= 1
    assert answer.solution.left_out == ()


@pytest.mark.parametrize("stop", [3, 20, 41])
def test_one_new_recipient_changes_at_most_two_sheets(
    day: Problem, holding: Solution, stop: int
) -> None:
    before = without_stop(holding, stop)
    answer = again(day, before)
    assert answer.solution.left_out == ()
    assert len(sheets_changed(before, answer.solution)) <= 2


def test_one_cancelled_stop_changes_at_most_two_sheets(day: Problem, holding: Solution) -> None:
    gone = 12
    nowhere = replace(day.stops[gone], depots=frozenset[int]())
    cancelled = replace(day, stops=(*day.stops[:gone], nowhere, *day.stops[gone + 1 :]))
    answer = again(cancelled, holding)
    assert answer.solution.left_out == (gone,)
    assert len(sheets_changed(holding, answer.solution)) <= 2


def test_a_volunteer_lost_changes_few_other_sheets_and_leaves_nobody_out(
    day: Problem, holding: Solution
) -> None:
    lost = holding.routes[1].vehicle
    gone = replace(day.vehicles[lost], depots=frozenset[int]())
    fewer = replace(day, vehicles=(*day.vehicles[:lost], gone, *day.vehicles[lost + 1 :]))
    anew = engine("or_tools").solve(fewer, Run(Limits(steps=STEPS))).solution
    answer = again(fewer, holding)
    changed = sheets_changed(holding, answer.solution) - {lost}
    assert len(answer.solution.left_out) <= len(anew.left_out)
    assert len(changed) < len(sheets_changed(holding, anew) - {lost})


def test_only_inserting_keeps_everyone_and_their_order(day: Problem, holding: Solution) -> None:
    before = without_stop(without_stop(holding, 3), 20)
    answer = again(day, before, Mode.ONLY_INSERT)
    was, now = as_orders(before), as_orders(answer.solution)
    for vehicle, order in was.items():
        kept = [s for _, stops in now[vehicle] for s in stops if s not in (3, 20)]
        assert kept == [s for _, stops in order for s in stops]
    assert answer.solution.left_out == ()


def test_only_reordering_keeps_everyone_with_the_same_volunteer(
    day: Problem, holding: Solution
) -> None:
    before = without_stop(holding, 3)
    turned = tuple(
        replace(route, trips=tuple(replace(t, visits=t.visits[::-1]) for t in route.trips))
        for route in before.routes
    )
    for previous in (before, Solution(turned)):
        answer = again(day, previous, Mode.ONLY_REORDER)
        assert 3 in answer.solution.left_out
        assert on(as_orders(answer.solution)).items() <= on(as_orders(before)).items()


def test_who_cannot_stay_on_a_sheet_goes_alone(day: Problem, holding: Solution) -> None:
    vehicle, stop = holding.routes[0].vehicle, holding.routes[0].stops[0]
    forbidden = replace(day, excluded=day.excluded | {(vehicle, stop)})
    answer = again(forbidden, holding, Mode.ONLY_INSERT)
    assert vehicle in sheets_changed(holding, answer.solution)
    assert len(sheets_changed(holding, answer.solution)) <= 2


def test_everything_anew_has_nothing_to_do_with_what_was(day: Problem, holding: Solution) -> None:
    problem = replace(day, previous=holding)
    run = Run(Limits(steps=1))
    answer = planned(engine("insertion"), problem, Mode.EVERYTHING, run)
    assert answer == engine("insertion").solve(day, run)


def test_mending_without_a_plan_is_the_first_plan(day: Problem) -> None:
    assert mended(day) == engine("insertion").solve(day, Run()).solution


def test_the_same_steps_give_the_same_new_plan(day: Problem, holding: Solution) -> None:
    before = without_stop(holding, 3)
    assert again(day, before) == again(day, before)


# Over the cores ----------------------------------------------------------------------------------


def over_cores(
    day: Problem, previous: Solution, mode: Mode = Mode.LEAST_CHANGE, cores: int = 1
) -> Answer:
    """By the portfolio; two lanes and two rounds, whoever works on them."""
    problem = replace(day, previous=previous)
    answer = planned(engine("portfolio"), problem, mode, Run(Limits(steps=4), cores=cores))
    assert judge(problem, answer.solution).sound
    return answer


def test_the_same_steps_give_the_same_new_plan_on_any_number_of_cores(
    day: Problem, holding: Solution
) -> None:
    before = without_stop(holding, 3)
    alone, together = (over_cores(day, before, cores=cores) for cores in (1, 2))
    assert alone == together
    assert alone.solution.left_out == ()
    assert len(sheets_changed(before, alone.solution)) <= 2


@pytest.mark.parametrize("mode", [Mode.ONLY_INSERT, Mode.ONLY_REORDER])
def test_the_other_modes_keep_their_word_over_the_cores(
    day: Problem, holding: Solution, mode: Mode
) -> None:
    before = without_stop(holding, 3)
    answer = over_cores(day, before, mode)
    left_out = {Mode.ONLY_INSERT: (), Mode.ONLY_REORDER: (3,)}
    assert answer.solution.left_out == left_out[mode]
    assert on(as_orders(before)).items() <= on(as_orders(answer.solution)).items()


def test_a_large_day_is_mended_in_parts_and_never_dearer_than_mending_alone(
    day: Problem, holding: Solution, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(side_by_side, "LARGE", 20)
    before = without_stop(holding, 3)
    problem = replace(day, previous=before)
    answer = over_cores(day, before)
    assert answer.cost <= judge(problem, mended(problem)).total
    assert answer.solution.left_out == ()
