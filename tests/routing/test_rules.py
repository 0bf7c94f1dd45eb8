"""Every rule catches the plan that breaks it, and names nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from tests.routing.make_problems import HOUR, TEN, line, plan, shift, stop, street
from voedselbrigade.errors import Fact
from voedselbrigade.routing import rules
from voedselbrigade.routing.evaluation import judge
from voedselbrigade.routing.problem import (
    BACK_TO_DEPOT,
    OPEN,
    UNREACHABLE,
    Break,
    Depot,
    Prices,
    Problem,
    Profile,
    Solution,
    Vehicle,
    Window,
)
from voedselbrigade.words import say

LOADED = TEN + 300
GOOD = plan(0, TEN, LOADED + 360, (0, TEN, LOADED, [(0, LOADED + 60), (1, LOADED + 240)]))
"""Load at ten; to place 1, two minutes there; to place 2, two minutes there; done."""


def usual(**more: Any) -> Problem:
    return street([stop(1), stop(2)], [Vehicle(shift=shift())], **more)


def with_stop(**change: Any) -> Problem:
    problem = usual()
    return replace(problem, stops=(replace(problem.stops[0], **change), problem.stops[1]))


def with_vehicle(**change: Any) -> Problem:
    problem = usual()
    return replace(problem, vehicles=(replace(problem.vehicles[0], **change),))


def with_depot(**change: Any) -> Problem:
    problem = usual()
    return replace(problem, depots=(replace(problem.depots[0], **change),))


def later(solution: Solution, by_s: int) -> Solution:
    """The plan with its second visit, and the end, later."""
    route = solution.routes[0]
    trip = route.trips[0]
    visits = (trip.visits[0], replace(trip.visits[1], start_s=trip.visits[1].start_s + by_s))
    moved = replace(trip, visits=visits)
    return Solution((replace(route, trips=(moved,), end_s=route.end_s + by_s),))


@dataclass(frozen=True)
class Case:
    rule: str
    problem: Problem
    solution: Solution = GOOD
    facts: dict[str, Any] = field(default_factory=dict)


def cut_off() -> Problem:
    table = line(30)
    duration_s = table.duration_s.copy()
    duration_s[1, 2] = UNREACHABLE
    return usual(profiles=(Profile("bicycle", duration_s, table.distance_m),))


TWO_TRIPS = plan(
    0, TEN, TEN + 1200,
    (0, TEN, LOADED, [(0, LOADED + 60)]),
    (0, TEN + 600, TEN + 900, [(1, TEN + 1080)]),
)  # fmt: skip

HARD_CASES = [
    Case("known", usual(), replace(GOOD, left_out=(7,))),
    Case("known", usual(), replace(GOOD, routes=(replace(GOOD.routes[0], vehicle=3),))),
    Case("once", usual(), replace(GOOD, left_out=(1,)), {"times": 2}),
    Case("once", usual(), Solution((), (0,)), {"times": 0}),
    Case("one_route", usual(), plan(0, TEN, LOADED + 180, (0, TEN, LOADED, [(0, LOADED + 60)]))),
    Case("needs", with_stop(needs=frozenset({"lift"})), facts={"needs": ("lift",)}),
    Case("excluded", usual(excluded=frozenset({(0, 1)}))),
    Case("lock", replace(street([stop(1), stop(2)], [Vehicle(), Vehicle()]), locks={0: 1})),
    Case("depot", with_stop(depots=frozenset())),
    Case("depot", with_vehicle(depots=frozenset())),
    Case("capacity", with_vehicle(capacity=(1,)), facts={"load": 2, "room": 1}),
    Case("stops", with_vehicle(max_stops=1), facts={"stops": 2, "most": 1}),
    Case("trips", usual(), TWO_TRIPS, {"trips": 2, "most": 1}),
    Case("unreachable", cut_off()),
    Case("travel", usual(), later(GOOD, -1), {"short_s": 1, "needed_s": 60}),
    Case("travel", with_depot(loading_s=301), facts={"short_s": 1}),
    Case("open_end", usual(), replace(GOOD, routes=(replace(GOOD.routes[0], end_s=17 * HOUR),))),
    Case(
        "window", with_stop(windows=(Window(0, TEN),)), facts={"at_s": LOADED + 60, "until_s": TEN}
    ),
    Case("window", with_stop(windows=(Window(0, TEN), Window(11 * HOUR, 12 * HOUR)))),
    Case("shift", with_vehicle(shift=shift(10, 10.1))),
    Case("shift", with_vehicle(shift=shift(10.01, 12))),
    Case("hours", with_depot(hours=(Window(TEN + 1, 12 * HOUR),)), facts={"load_s": TEN}),
    Case("batch", with_depot(batches_s=(TEN + 60, 11 * HOUR)), facts={"ready_s": TEN + 60}),
    Case("release", with_stop(release_s=TEN + 60), facts={"load_s": TEN, "ready_s": TEN + 60}),
    Case("ride", with_stop(max_ride_s=359), facts={"ride_s": 360, "most_s": 359}),
    Case("rest", with_vehicle(breaks=(Break(600, Window(TEN, TEN + 60)),)), facts={"taken": 0}),
    Case("duration", with_vehicle(max_duration_s=600), facts={"spent_s": 660, "most_s": 600}),
    Case("distance", with_vehicle(max_distance_m=199), facts={"way_m": 200, "most_m": 199}),
]


@pytest.mark.parametrize("case", HARD_CASES, ids=lambda case: case.rule)
def test_a_plan_that_breaks_one_rule_is_caught_by_that_rule_alone(case: Case) -> None:
    solution = case.solution
    if case.rule == "one_route":
        rest = plan(0, TEN, LOADED + 240, (0, TEN, LOADED, [(1, LOADED + 120)]))
        solution = Solution((*solution.routes, *rest.routes))
    breaches = judge(case.problem, solution).breaches
    assert {breach.rule for breach in breaches} == {case.rule}
    assert case.facts.items() <= breaches[0].fact.values.items()
    assert all(say(breach.fact) for breach in breaches)


def test_every_hard_rule_has_a_plan_that_breaks_it() -> None:
    assert {case.rule for case in HARD_CASES} == {*rules.STRUCTURE, *rules.HARD}


def test_the_plan_that_the_cases_start_from_breaks_nothing() -> None:
    assert judge(usual(), GOOD).sound


def test_the_hot_clock_runs_from_the_last_batch_before_loading() -> None:
    batches = (TEN - HOUR, TEN - 60, TEN + 60)
    problem = replace(with_stop(max_ride_s=420), depots=with_depot(batches_s=batches).depots)
    assert judge(problem, GOOD).sound
    tighter = replace(problem, stops=(replace(problem.stops[0], max_ride_s=419), problem.stops[1]))
    assert [breach.rule for breach in judge(tighter, GOOD).breaches] == ["ride"]


def test_a_slow_rider_needs_more_time_for_the_same_way() -> None:
    problem = with_vehicle(speed_percent=70)
    breach = judge(problem, GOOD).breaches[0]
    assert (breach.rule, breach.fact.values["needed_s"]) == ("travel", 86)


def test_the_way_home_counts() -> None:
    problem = with_vehicle(end=BACK_TO_DEPOT)
    assert {b.rule for b in judge(problem, GOOD).breaches} == {"travel"}
    route = replace(GOOD.routes[0], end_s=GOOD.routes[0].end_s + 120)
    assert judge(problem, Solution((route,))).routes[0].distance_m == 400


def rested(rest_s: int, taken_s: int, window: Window) -> list[str]:
    """The rules broken by the usual route with ten minutes more before its second visit."""
    solution = later(GOOD, 600)
    route = replace(solution.routes[0], breaks_s=(taken_s,))
    problem = with_vehicle(breaks=(Break(rest_s, window),))
    return [breach.rule for breach in judge(problem, Solution((route,))).breaches]


def test_a_break_is_taken_between_visits_and_in_its_window() -> None:
    free = LOADED + 180
    assert rested(600, free, Window(TEN, 11 * HOUR)) == []
    assert rested(600, free + 60, Window(TEN, 11 * HOUR)) == []
    assert rested(601, free, Window(TEN, 11 * HOUR)) == ["rest"]
    assert rested(600, free - 1, Window(TEN, 11 * HOUR)) == ["rest"]
    assert rested(600, free, Window(free + 1, 11 * HOUR)) == ["rest"]


def test_a_break_after_the_route_costs_nothing() -> None:
    assert rested(600, 13 * HOUR, Window(13 * HOUR, 14 * HOUR)) == []


WISH_CASES = [
    Case("served", usual(), Solution((), (0, 1))),
    Case("wanted_window", with_stop(wanted=Window(TEN, TEN + 60)), facts={"off_s": 300}),
    Case("wanted_window", with_stop(wanted=Window(11 * HOUR, 12 * HOUR))),
    Case("wanted_ride", with_stop(wanted_ride_s=300), facts={"ride_s": 360, "wanted_s": 300}),
    Case("pair", usual(pair_cost={(0, 1): 600})),
    Case("fair_share", with_vehicle(fair_s=600), facts={"spent_s": 660, "fair_s": 600}),
    Case(
        "fair_stops",
        replace(with_vehicle(fair_stops=1), prices=Prices(over_fair_stop=600)),
        facts={"stops": 2, "fair": 1},
    ),
]


@pytest.mark.parametrize("case", WISH_CASES, ids=lambda case: case.rule)
def test_a_wish_that_is_not_met_has_a_price_and_breaks_nothing(case: Case) -> None:
    judged = judge(case.problem, case.solution)
    assert judged.sound
    assert {wish.rule for wish in judged.wishes} == {case.rule}
    assert judged.cost[case.rule] == sum(wish.cost for wish in judged.wishes) > 0
    assert case.facts.items() <= judged.wishes[0].fact.values.items()
    assert all(say(wish.fact) for wish in judged.wishes)


def two_routes() -> Solution:
    first = plan(0, TEN, LOADED + 180, (0, TEN, LOADED, [(0, LOADED + 60)]))
    second = plan(1, TEN, LOADED + 240, (0, TEN, LOADED, [(1, LOADED + 120)]))
    return Solution((*first.routes, *second.routes))


def test_a_group_on_two_routes_costs_once() -> None:
    group = [stop(1, group=1), stop(2, group=1)]
    problem = street(group, [Vehicle(), Vehicle()], prices=Prices(split_group=500))
    assert judge(problem, two_routes()).cost["split_group"] == 500
    assert judge(problem, GOOD).cost["split_group"] == 0


def test_every_area_beyond_the_first_costs_its_price() -> None:
    spread = [stop(1, area=4), stop(2, area=5)]
    problem = street(spread, [Vehicle(), Vehicle()], prices=Prices(extra_area=500))
    judged = judge(problem, GOOD)
    assert judged.cost["extra_area"] == 500
    assert [wish.fact.values for wish in judged.wishes] == [{"areas": 2}]
    assert judge(problem, two_routes()).cost["extra_area"] == 0
    without = replace(problem, stops=(spread[0], replace(spread[1], area=None)))
    assert judge(without, GOOD).cost["extra_area"] == 0


def test_a_stop_that_changes_vehicle_costs_its_price() -> None:
    problem = street(
        [stop(1), stop(2)], [Vehicle(), Vehicle()], previous=GOOD, prices=Prices(moved=900)
    )
    judged = judge(problem, two_routes())
    assert [(wish.rule, wish.stop, wish.cost) for wish in judged.wishes] == [("moved", 1, 900)]


def test_a_sheet_that_was_handed_out_and_changes_costs_its_price() -> None:
    problem = street(
        [stop(1), stop(2)], [Vehicle(), Vehicle()], previous=GOOD, prices=Prices(sheet=900)
    )
    assert judge(problem, GOOD).cost["sheet"] == 0
    judged = judge(problem, two_routes())
    assert [(wish.rule, wish.vehicle) for wish in judged.wishes] == [("sheet", 0), ("sheet", 1)]
    assert judged.cost["sheet"] == 1800


def test_every_wish_has_a_plan_that_does_not_meet_it() -> None:
    elsewhere = {"split_group", "extra_area", "moved", "sheet"}
    assert {case.rule for case in WISH_CASES} | elsewhere == set(rules.WISHES)


def test_every_rule_has_its_sentence() -> None:
    for name in (*rules.STRUCTURE, *rules.HARD, *rules.WISHES):
        assert f"rule.{name}" in rules_sentences()


def rules_sentences() -> set[str]:
    from voedselbrigade.words.sentences.routing import SENTENCES

    return set(SENTENCES)


def test_a_breach_says_what_where_and_how_much() -> None:
    problem = with_vehicle(capacity=(1,))
    breach = judge(problem, GOOD).breaches[0]
    assert breach.as_json() == {
        "rule": "capacity",
        "vehicle": 0,
        "stop": None,
        "fact": {"code": "rule.capacity", "values": {"measure": "meals", "load": 2, "room": 1}},
        "cost": 0,
    }
    assert say(Fact("rule.capacity", breach.fact.values)) == (
        "Te vol: 2 maaltijden, er is plaats voor 1."
    )


def test_the_totals_of_a_route_add_up() -> None:
    total = judge(usual(), GOOD).routes[0]
    assert (total.duration_s, total.distance_m, total.travel_s) == (660, 200, 120)
    assert (total.waiting_s, total.longest_ride_s, total.loads) == (0, 540, ((2,),))
    assert judge(with_vehicle(end=OPEN), GOOD).cost["work"] == 6600


def test_a_depot_without_hours_is_never_open() -> None:
    problem = usual(depots=(Depot(0, ()),))
    assert [b.rule for b in judge(problem, GOOD).breaches] == ["hours"]
