"""Every wish changes a plan, costs what its sentence says, and tells what it came to."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.make import MORNING, TUESDAY, address, located, recipient, volunteer
from tests.routing.make_problems import stop, street
from tests.routing.test_model import day_of, modelled
from voedselbrigade.domain.clock import TimeWindow, hms
from voedselbrigade.domain.faces import Meeting, PairWish
from voedselbrigade.domain.food import MealKind
from voedselbrigade.domain.gathered_days import DeliveryDay
from voedselbrigade.domain.ledger import Ridden
from voedselbrigade.domain.office import RideLimit, Settings
from voedselbrigade.domain.people import RecipientId, VolunteerId
from voedselbrigade.domain.plans import PlannedStop
from voedselbrigade.domain.turns import Turn
from voedselbrigade.domain.wish_costs import WishCost
from voedselbrigade.routing.continuity import dearer_for_the_pair
from voedselbrigade.routing.engines import Limits, Run, engine
from voedselbrigade.routing.evaluation import judge
from voedselbrigade.routing.model import Model, routes_of
from voedselbrigade.routing.pairing import Wish
from voedselbrigade.routing.problem import COST_PER_MINUTE, OPEN, Problem, Solution, Vehicle
from voedselbrigade.routing.wish_costs import wishes_told
from voedselbrigade.words import say

OFF = Settings(
    price_new_face_min=0,
    price_second_face_min=0,
    price_extra_face_min=0,
    price_split_street_min=0,
    price_extra_area_min=0,
    price_over_stop_min=0,
    price_balance_percent=0,
    price_too_often_min=0,
    price_route_min=0,
    price_off_wanted_percent=0,
)
"""Every wish without a price."""


def visits(who: int, door: int, *days_ago: int) -> tuple[Meeting, ...]:
    return tuple(
        Meeting(RecipientId(door), TUESDAY - timedelta(days=n), VolunteerId(who)) for n in days_ago
    )


def solved(model: Model) -> Solution:
    return engine("insertion").solve(model.problem, Run()).solution


def who_comes(day: DeliveryDay) -> dict[int, int]:
    """By recipient the volunteer, in the plan of this day."""
    model = modelled(day)
    routes = routes_of(model, solved(model))
    return {stop.recipient: route.volunteer for route in routes for stop in route.stops}


def told(day: DeliveryDay, wish: str) -> WishCost:
    model = modelled(day)
    return next(one for one in wishes_told(model, solved(model)).wishes if one.wish == wish)


def two_riders(people: int = 2, **changed: Any) -> DeliveryDay:
    """People in a row, and two volunteers who end where they like: the first drives best alone."""
    rows = [recipient(located=located(3 + n), address=address(n + 1)) for n in range(people)]
    return day_of(rows, [volunteer(), volunteer()], **changed)


# Every wish changes a plan -----------------------------------------------------------------------

WISHES: dict[str, tuple[dict[str, Any], Settings]] = {
    "familiar": ({"met": visits(2, 1, 1, 2)}, replace(OFF, price_new_face_min=60)),
    "second_face": (
        {"met": (*visits(1, 1, 1, 2), *visits(2, 1, 30))},
        replace(OFF, price_second_face_min=60),
    ),
    "few_faces": (
        {"met": visits(2, 1, 1)},
        replace(OFF, price_extra_face_min=60, most_faces=1),
    ),
    "chosen": ({"asked": (PairWish(RecipientId(1), VolunteerId(2), -60),)}, OFF),
}


@pytest.mark.parametrize("wish", WISHES)
def test_a_wish_about_who_comes_changes_who_comes(wish: str) -> None:
    changed, settings = WISHES[wish]
    without = replace(two_riders(**changed), asked=(), settings=OFF)
    assert set(who_comes(without).values()) == {1}
    assert who_comes(two_riders(**changed, settings=settings))[1] == 2


@pytest.mark.parametrize("wish", WISHES)
def test_a_wish_about_who_comes_is_priced_in_minutes(wish: str) -> None:
    changed, settings = WISHES[wish]
    model = modelled(two_riders(**changed, settings=settings))
    assert model.pairs[wish][1, 0] == -60 * COST_PER_MINUTE
    summed = sum(costs.get((1, 0), 0) for costs in model.pairs.values())
    assert summed == model.problem.pair_cost[1, 0]


@pytest.mark.parametrize("wish", WISHES)
def test_a_wish_about_who_comes_tells_how_often_it_was_met(wish: str) -> None:
    changed, settings = WISHES[wish]
    found = told(two_riders(**changed, settings=settings), wish)
    assert (found.met, found.asked, found.price_s) == (1, 1, 0)
    assert "1 van 1" in say(found.fact)


def test_rather_not_him_costs_and_breaks_nothing() -> None:
    day = two_riders(asked=(PairWish(RecipientId(1), VolunteerId(1), 60),), settings=OFF)
    assert who_comes(day)[1] == 2
    alone = replace(day, turns=day.turns[:1])
    found = told(alone, Wish.CHOSEN)
    assert (found.met, found.asked, found.price_s) == (0, 1, 3600)


def test_for_frail_people_a_known_face_counts_more() -> None:
    frail = recipient(frail=True)
    costs = [
        modelled(day_of([one], met=visits(1, 1, 1, 2))).problem.pair_cost[0, 0]
        for one in (recipient(), frail)
    ]
    assert costs == [-10 * COST_PER_MINUTE, -15 * COST_PER_MINUTE]


def test_a_wish_for_somebody_who_is_not_there_changes_nothing() -> None:
    asked = (
        PairWish(RecipientId(1), VolunteerId(9), -60),
        PairWish(RecipientId(9), VolunteerId(1), 9),
    )
    assert modelled(two_riders(asked=asked, settings=OFF)).problem.pair_cost == {}


# Fair, near and not too often --------------------------------------------------------------------


def crowd(**changed: Any) -> DeliveryDay:
    """Eight people at one door, and two volunteers."""
    rows = [recipient(located=located(3)) for _ in range(8)]
    return day_of(rows, [volunteer(), volunteer()], **changed)


def doors(day: DeliveryDay) -> list[int]:
    """How many doors each volunteer of today has."""
    counts = list(who_comes(day).values())
    return [counts.count(turn.volunteer.id) for turn in day.turns]


def test_doors_are_shared_when_a_fair_round_has_few() -> None:
    assert sorted(doors(crowd(settings=OFF))) == [0, 8]
    settings = replace(OFF, price_over_stop_min=60, fair_stops=4)
    assert doors(crowd(settings=settings)) == [4, 4]
    alone = crowd(settings=settings)
    found = told(replace(alone, turns=alone.turns[:1]), "fair_stops")
    assert (found.met, found.asked, found.price_s) == (0, 1, 4 * 3600)


def test_minutes_are_shared_when_a_fair_round_is_short() -> None:
    settings = replace(OFF, price_balance_percent=500, fair_minutes=25)
    day = crowd(settings=settings)
    assert min(doors(day)) > 0
    alone = modelled(replace(day, turns=day.turns[:1]))
    [route] = solved(alone).routes
    found = told(alone.day, "fair_share")
    assert (found.met, found.asked) == (0, 1)
    assert found.price_s == 5 * (route.end_s - route.start_s - 25 * 60)


def test_a_meal_that_rides_too_long_costs_half_of_every_minute_more() -> None:
    rides = {**OFF.rides, MealKind.HOT: RideLimit(5 * 60, 7200)}
    day = two_riders(settings=replace(OFF, rides=rides, price_late_ride_percent=50))
    model = modelled(day)
    late = [
        wish for wish in judge(model.problem, solved(model)).wishes if wish.rule == "wanted_ride"
    ]
    found = told(day, "wanted_ride")
    over_s = sum(int(str(wish.fact.values["ride_s"])) - 300 for wish in late)
    assert (found.met, found.asked) == (2 - len(late), 2)
    assert found.price_s == over_s // 2 > 0


def rather(start_s: int, end_s: int, price_percent: int) -> DeliveryDay:
    """Somebody who must have his visit between nine and eleven, and prefers a part of the day."""
    one = recipient(
        located=located(3),
        windows=(TimeWindow(hms(9), hms(11)),),
        wanted_window=TimeWindow(start_s, end_s),
    )
    return day_of([one], settings=replace(OFF, price_off_wanted_percent=price_percent))


def only_stop(day: DeliveryDay) -> PlannedStop:
    model = modelled(day)
    [route] = routes_of(model, solved(model))
    return route.stops[0]


def test_a_preferred_time_changes_when_the_volunteer_comes() -> None:
    part = hms(10, 40), hms(12)
    assert only_stop(rather(*part, 0)).off_wanted_s > 0
    assert only_stop(rather(*part, 50)).off_wanted_s == 0
    assert told(rather(*part, 50), "wanted_window") == WishCost("wanted_window", 1, 1, 0, 0)


def test_every_minute_beside_a_preferred_time_costs_half_a_minute() -> None:
    day = rather(hms(12), hms(12, 30), 50)
    comes = only_stop(day)
    assert comes.arrives_s == hms(11)
    assert comes.off_wanted_s == 3600
    assert told(day, "wanted_window") == WishCost("wanted_window", 0, 1, 0, 1800)


def test_whoever_did_much_this_month_has_fewer_doors_today() -> None:
    settings = replace(OFF, price_over_stop_min=60, fair_stops=4, spare_percent=10)
    six = replace(crowd(settings=settings), due=crowd().due[:6])
    assert doors(replace(six, ridden={VolunteerId(1): Ridden(0, 40, 4)})) == [2, 4]
    assert doors(replace(six, ridden={VolunteerId(2): Ridden(0, 40, 4)})) == [4, 2]
    spared = modelled(crowd(settings=settings, ridden={VolunteerId(1): Ridden(200, 0, 4)}))
    assert [vehicle.fair_s for vehicle in spared.problem.vehicles] == [65 * 60, 75 * 60]


def test_whoever_came_often_enough_is_left_at_home_if_that_is_not_dear() -> None:
    day = crowd(settings=replace(OFF, price_too_often_min=60))
    chosen = doors(day).index(8)
    turns = tuple(
        Turn(turn.volunteer, MORNING, often=index == chosen) for index, turn in enumerate(day.turns)
    )
    assert doors(replace(day, turns=turns))[chosen] == 0
    found = told(replace(day, turns=(turns[chosen],)), "often")
    assert (found.met, found.asked, found.price_s) == (0, 1, 3600)


def neighbours(price_min: int = 0) -> DeliveryDay:
    """Two neighbours, of whom each has a familiar face of his own."""
    rows = [recipient(located=located(3 + n), address=address(1 + n)) for n in range(2)]
    settings = replace(OFF, price_new_face_min=30, price_split_street_min=price_min)
    met = (*visits(1, 1, 1, 2), *visits(2, 2, 1, 2))
    return day_of(rows, [volunteer(), volunteer()], met=met, settings=settings)


def test_neighbours_have_one_volunteer() -> None:
    assert len(set(who_comes(neighbours(0)).values())) == 2
    assert len(set(who_comes(neighbours(60)).values())) == 1
    assert told(neighbours(1), "split_group") == WishCost("split_group", 0, 1, 0, 60)
    assert told(neighbours(60), "split_group") == WishCost("split_group", 1, 1, 0, 0)


def test_a_round_stays_in_one_area() -> None:
    codes = ("2511BT", "2512AA", "2511XX", "2512ZZ")
    rows = [
        recipient(located=located(3 + n), address=address(postcode=code))
        for n, code in enumerate(codes)
    ]
    by_price = {
        price: day_of(
            rows, [volunteer(), volunteer()], settings=replace(OFF, price_extra_area_min=price)
        )
        for price in (0, 1, 60)
    }
    assert len(set(who_comes(by_price[0]).values())) == 1
    comes = who_comes(by_price[60])
    assert comes[1] == comes[3] != comes[2] == comes[4]
    assert told(by_price[1], "extra_area") == WishCost("extra_area", 2, 3, 0, 60)
    assert told(by_price[60], "extra_area") == WishCost("extra_area", 2, 2, 0, 0)


@pytest.mark.parametrize("count", [1, 5, 12])
def test_what_the_wishes_count_is_what_the_judge_counts(count: int) -> None:
    met = tuple(
        one for door in range(1, count + 1) for one in visits(1 + door % 3, door, door, 9, 30)
    )
    people = [
        recipient(located=located(n, n % 4), address=address(n + 1), frail=n % 2 == 0)
        for n in range(count)
    ]
    asked = (
        PairWish(RecipientId(1), VolunteerId(1), 7),
        PairWish(RecipientId(1), VolunteerId(2), -3),
    )
    settings = Settings(fair_minutes=10, fair_stops=2)
    riders = [volunteer() for _ in range(3)]
    model = modelled(day_of(people, riders, met=met, asked=asked, settings=settings))
    plan = solved(model)
    judged, found = judge(model.problem, plan), wishes_told(model, plan).wishes
    pairs = [(route.vehicle, stop) for route in plan.routes for stop in route.stops]
    split = sum(costs.get(pair, 0) for costs in model.pairs.values() for pair in pairs)
    assert judged.cost["pair"] == split
    by_name = {one.wish: one.price_s for one in found}
    for wish in ("fair_share", "fair_stops", "split_group", "wanted_ride"):
        assert by_name.get(wish, 0) == judged.cost[wish] // 10
    assert all(0 <= one.met <= one.asked and one.price_s >= 0 for one in found)


# What a face costs -------------------------------------------------------------------------------


def on_the_way(gain_min: int) -> Problem:
    """Vehicle 0 passes all three doors; at the middle one vehicle 1 is wished."""
    return street(
        [stop(5), stop(8), stop(9)],
        [Vehicle(end=OPEN), Vehicle(end=OPEN)],
        locks={0: 0, 2: 0},
        pair_cost={(1, 1): -gain_min * COST_PER_MINUTE},
    )


def test_a_face_costs_what_the_cheapest_other_place_would_save() -> None:
    problem = on_the_way(gain_min=60)
    plan = engine("insertion").solve(problem, Run()).solution
    by = {stop: route.vehicle for route in plan.routes for stop in route.stops}
    assert by[1] == 1
    dearer = dearer_for_the_pair(problem, plan)[1]
    bare = replace(problem, pair_cost={})
    here = judge(bare, plan).total
    elsewhere = judge(bare, engine("insertion").solve(bare, Run()).solution).total
    assert dearer == here - elsewhere > 0


def test_a_face_that_is_on_the_way_anyhow_costs_nothing() -> None:
    problem = replace(on_the_way(gain_min=60), pair_cost={(0, 1): -600})
    plan = engine("insertion").solve(problem, Run()).solution
    assert dearer_for_the_pair(problem, plan) == {}


def test_in_a_good_plan_no_face_costs_more_than_it_is_worth() -> None:
    for gain_min in (3, 12, 20):
        problem = on_the_way(gain_min)
        plan = engine("or_tools").solve(problem, Run(Limits(steps=2))).solution
        dearer = dearer_for_the_pair(problem, plan)
        assert all(cost <= gain_min * COST_PER_MINUTE for cost in dearer.values())


def test_the_plan_says_at_the_door_what_the_face_costs() -> None:
    model = modelled(neighbours())
    solution = solved(model)
    found = wishes_told(model, solution)
    stops = [s for route in routes_of(model, solution, found.extra_s) for s in route.stops]
    assert max(s.face_extra_s for s in stops) > 0
    familiar = next(one for one in found.wishes if one.wish == "familiar")
    assert familiar.extra_s == sum(s.face_extra_s for s in stops)
    assert "meer werk" in say(familiar.fact)


def test_a_day_without_anybody_has_no_wishes() -> None:
    model = modelled(day_of([], [volunteer()]))
    assert [one.wish for one in wishes_told(model, Solution()).wishes] == ["use"]
