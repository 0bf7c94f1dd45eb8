"""Every reason is true, and every remedy works: proved place by place with a solver of its own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.days import TIGHT, USUAL, crowded_day
from tests import proof
from tests.routing.exact import KITCHEN, TIMED, Order, can_be, fixed, insertions
from voedselbrigade.routing.engines import Run, engine
from voedselbrigade.routing.explanation import Reason, explain
from voedselbrigade.routing.problem import Problem, Solution, Vehicle, Window

SAMPLE, FULL, MOST_ASKED = 2, 100, 4


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(proof.SEED, proof.SEED + proof.amount(SAMPLE, FULL)))
def test_inserting_anywhere_breaks_what_the_reason_names(seed: int) -> None:
    problem = crowded_day(seed, stops=20, slack=(USUAL, TIGHT)[seed % 2]).problem
    solution = engine("insertion").solve(problem, Run()).solution
    reasons = explain(problem, solution)
    for reason in reasons[: proof.amount(MOST_ASKED, len(reasons))]:
        assert_true(problem, solution, reason)


def assert_true(problem: Problem, solution: Solution, reason: Reason) -> None:
    """The reason holds for every place on every route, proved one by one."""
    every = range(len(problem.vehicles))
    if not every:
        assert reason.code == "no_vehicles"
        return
    assert {*reason.rules} | {*reason.some} == {*every}
    assert not {*reason.rules} & {*reason.some}
    common = set.intersection(*({*reason.rules.get(vehicle, ())} for vehicle in every))
    assert reason.code in common if common else reason.code == "mixed"
    tried = set[int]()
    for vehicle, order in insertions(problem, solution, reason.stop):
        tried.add(vehicle)
        whatever = fixed(problem, vehicle, order)
        assert whatever or not can_be(problem, vehicle, order, TIMED)
        for rule in reason.rules.get(vehicle, ()):
            assert rule in whatever or is_broken(rule, problem, vehicle, order), (rule, order)
        some = {*reason.some.get(vehicle, ())}
        if some and not some & whatever:
            assert not can_be(problem, vehicle, order, KITCHEN | some), (some, order)
    assert all(reason.rules[vehicle] == ("depot",) for vehicle in every if vehicle not in tried)


def is_broken(rule: str, problem: Problem, vehicle: int, order: Order) -> bool:
    """It is the only one in the way, or no times keep it though the kitchen would allow some."""
    others = [other for other in TIMED if other != rule]
    if can_be(problem, vehicle, order, others):
        return not can_be(problem, vehicle, order, TIMED)
    possible = can_be(problem, vehicle, order, KITCHEN)
    return possible and not can_be(problem, vehicle, order, KITCHEN | {rule})


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(proof.SEED, proof.SEED + proof.amount(SAMPLE, FULL)))
def test_a_remedy_that_is_told_serves_the_person(seed: int) -> None:
    problem = crowded_day(seed, stops=20).problem
    solution = engine("insertion").solve(problem, Run()).solution
    for reason in explain(problem, solution):
        if reason.remedy:
            changed = remedied(problem, reason)
            orders = insertions(changed, solution, reason.stop)
            assert any(
                not fixed(changed, vehicle, order) and can_be(changed, vehicle, order, TIMED)
                for vehicle, order in orders
                if reason.remedy.vehicle in (vehicle, None)
            ), reason


def remedied(problem: Problem, reason: Reason) -> Problem:
    """The problem after what the remedy says."""
    remedy, stop = reason.remedy, problem.stops[reason.stop]
    assert remedy
    code, values = remedy.fact.code.removeprefix("remedy."), remedy.fact.values
    if code in ("another", "another_who"):
        profile = next(
            index for index, one in enumerate(problem.profiles) if one.name == values["transport"]
        )
        hours = Window(*(int(str(values[name])) for name in ("from_s", "until_s")))
        room = (1000,) * len(problem.measures)
        newcomer = Vehicle(profile, capacity=room, shift=hours, tags=stop.needs)
        return replace(problem, vehicles=(*problem.vehicles, newcomer))
    by_s = int(str(values.get("by_s", 0)))
    if code in ("later", "earlier", "ride"):
        sooner, later = by_s * (code == "earlier"), by_s * (code == "later")
        windows = tuple(Window(w.start_s - sooner, w.end_s + later) for w in stop.windows)
        ride_s = None if stop.max_ride_s is None else stop.max_ride_s + by_s * (code == "ride")
        eased = replace(stop, windows=windows, max_ride_s=ride_s)
        stops = (*problem.stops[: reason.stop], eased, *problem.stops[reason.stop + 1 :])
        return replace(problem, stops=stops)
    assert remedy.vehicle is not None
    vehicles = list(problem.vehicles)
    vehicles[remedy.vehicle] = eased_vehicle(problem, vehicles[remedy.vehicle], code, reason)
    return replace(problem, vehicles=tuple(vehicles))


def eased_vehicle(problem: Problem, driver: Vehicle, code: str, reason: Reason) -> Vehicle:
    assert reason.remedy
    values = reason.remedy.fact.values
    if code == "one_more":
        return replace(driver, max_stops=(driver.max_stops or 0) + 1)
    if code == "room":
        room = list(driver.capacity)
        room[problem.measures.index(str(values["measure"]))] += int(str(values["more"]))
        return replace(driver, capacity=tuple(room))
    by_s, hours, most_s = int(str(values["by_s"])), driver.shift, driver.max_duration_s
    longest = None if most_s is None else most_s + by_s
    if code == "stay_longer":
        return replace(
            driver, shift=Window(hours.start_s, hours.end_s + by_s), max_duration_s=longest
        )
    assert code == "start_earlier"
    return replace(driver, shift=Window(hours.start_s - by_s, hours.end_s), max_duration_s=longest)
