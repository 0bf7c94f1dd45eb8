"""A delivery day as a Problem, and a Solution as rounds: every wish arrives, in the right unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.make import (
    MONDAY,
    MORNING,
    TUESDAY,
    exception,
    hub,
    located,
    recipient,
    volunteer,
)
from voedselbrigade.adapters.roads import StraightLine
from voedselbrigade.domain.clock import TimeWindow, hms
from voedselbrigade.domain.delivery_days import Due, ExceptionKind, due_on
from voedselbrigade.domain.faces import Meeting
from voedselbrigade.domain.food import MealKind
from voedselbrigade.domain.gathered_days import DeliveryDay, open_hubs
from voedselbrigade.domain.office import RideLimit, Settings
from voedselbrigade.domain.people import (
    Base,
    Dwelling,
    Priority,
    Recipient,
    RecipientId,
    Transport,
    Volunteer,
    VolunteerId,
)
from voedselbrigade.domain.places import Hub, HubId
from voedselbrigade.domain.turns import Turn
from voedselbrigade.routing.evaluation import judge
from voedselbrigade.routing.model import (
    Model,
    at_door_s,
    model_of,
    points_of,
    routes_of,
    transports_of,
)
from voedselbrigade.routing.problem import (
    BACK_TO_DEPOT,
    COST_PER_MINUTE,
    OPEN,
    Profile,
    Route,
    Solution,
    Stop,
    Trip,
    Vehicle,
    Visit,
    Window,
)

WHOLE_DAY = TimeWindow(hms(9), hms(20))
HOME = located(20, 0)


def day_of(
    people: Sequence[Recipient] = (),
    volunteers: Sequence[Volunteer] = (),
    hubs: Sequence[Hub] = (),
    **changed: Any,
) -> DeliveryDay:
    kitchens = [replace(one, id=HubId(n)) for n, one in enumerate(hubs or [hub()], start=1)]
    found, _ = open_hubs(kitchens, TUESDAY, WHOLE_DAY)
    due = tuple(Due(replace(r, id=RecipientId(n)), 1) for n, r in enumerate(people, start=1))
    riders = [replace(v, id=VolunteerId(n)) for n, v in enumerate(volunteers or [volunteer()], 1)]
    turns = tuple(Turn(one, MORNING) for one in riders)
    return replace(DeliveryDay(TUESDAY, due, turns, found), **changed)


def modelled(day: DeliveryDay) -> Model:
    tables = {t: StraightLine().table(t, points_of(day)) for t in transports_of(day)}
    made = {t: Profile(t.value, x.duration_s, x.distance_m) for t, x in tables.items()}
    return model_of(day, made)


def stop_of(one: Recipient, **changed: Any) -> Stop:
    return modelled(day_of([one], **changed)).problem.stops[0]


def vehicle_of(one: Volunteer, **changed: Any) -> Vehicle:
    return modelled(day_of([recipient()], [one], **changed)).problem.vehicles[0]


# Recipients


@pytest.mark.parametrize(
    ("changed", "minutes"),
    [
        ({}, 3),
        ({"dwelling": Dwelling.FLAT}, 5),
        ({"frail": True}, 5),
        ({"dwelling": Dwelling.FLAT, "frail": True}, 7),
        ({"dwelling": Dwelling.FLAT, "frail": True, "at_door_s": 60}, 1),
    ],
)
def test_minutes_at_the_door(changed: dict[str, Any], minutes: int) -> None:
    one = recipient(**changed)
    assert at_door_s(one, Settings()) == minutes * 60
    assert stop_of(one).service_s == minutes * 60


def test_the_office_sets_the_minutes_at_the_door() -> None:
    assert at_door_s(recipient(), Settings(at_door_house_s=240)) == 240


def test_a_portion_takes_a_meal_and_a_place_in_a_crate() -> None:
    day = day_of([recipient()])
    three = replace(day, due=(replace(day.due[0], portions=3),))
    assert modelled(three).problem.stops[0].demand == (3, 3)


def test_windows_are_asked_for_or_the_whole_day() -> None:
    asked = recipient(windows=(TimeWindow(hms(12), hms(13)), TimeWindow(hms(10), hms(11))))
    assert stop_of(asked).windows == (Window(hms(10), hms(11)), Window(hms(12), hms(13)))
    assert stop_of(recipient()).windows == (Window(hms(9), hms(20)),)


def test_a_preferred_time_is_a_wish_beside_the_time_that_must_be() -> None:
    noon = TimeWindow(hms(12), hms(12, 30))
    asked = stop_of(recipient(windows=(TimeWindow(hms(11), hms(14)),), wanted_window=noon))
    assert (asked.windows, asked.wanted) == (
        (Window(hms(11), hms(14)),),
        Window(noon.start_s, noon.end_s),
    )
    assert stop_of(recipient()).wanted is None


def test_another_time_for_one_day_leaves_no_preferred_time_on_that_day() -> None:
    one = recipient(wanted_window=TimeWindow(hms(12), hms(12, 30)))
    noted = exception(one.id, kind=ExceptionKind.WINDOW, windows=(MORNING,))
    changed, usual = due_on(one, TUESDAY, [noted]), due_on(one, MONDAY, [noted])
    assert isinstance(changed, Due) and changed.recipient.wanted_window is None
    assert isinstance(usual, Due) and usual.recipient.wanted_window == one.wanted_window


def test_how_long_a_meal_may_ride_depends_on_its_kind() -> None:
    hot, frozen = stop_of(recipient()), stop_of(recipient(meal_kind=MealKind.FROZEN))
    assert (hot.max_ride_s, hot.wanted_ride_s) == (120 * 60, 90 * 60)
    assert (frozen.max_ride_s, frozen.wanted_ride_s) == (None, None)
    settings = Settings(rides={**Settings().rides, MealKind.HOT: RideLimit(60, 120)})
    assert stop_of(recipient(), settings=settings).max_ride_s == 120


def test_who_goes_first_costs_more_to_leave_out() -> None:
    low, normal, high = (stop_of(recipient(priority=one)).price for one in sorted(Priority))
    assert low < normal < high


def test_needs_must_be_among_the_skills() -> None:
    assert stop_of(recipient(needs=frozenset({"VOG"}))).needs == {"VOG"}
    assert vehicle_of(volunteer(skills=frozenset({"VOG"}))).tags == {"VOG"}


def test_an_excluded_volunteer_is_forbidden_and_a_preferred_one_is_a_gain() -> None:
    one = recipient(excluded=frozenset({VolunteerId(1)}), preferred=frozenset({VolunteerId(2)}))
    problem = modelled(day_of([one], [volunteer(), volunteer()])).problem
    assert problem.excluded == {(0, 0)}
    assert problem.pair_cost == {(1, 0): -10 * COST_PER_MINUTE}


def test_a_known_face_is_a_gain_too() -> None:
    visits = (TUESDAY - timedelta(days=1), TUESDAY - timedelta(days=4))
    met = tuple(Meeting(RecipientId(1), visit, VolunteerId(1)) for visit in visits)
    problem = modelled(day_of([recipient()], met=met)).problem
    assert problem.pair_cost == {(0, 0): -10 * COST_PER_MINUTE}


def test_the_plan_that_holds_comes_along_without_whoever_is_gone() -> None:
    people = [recipient(), recipient()]
    model = modelled(day_of(people, [volunteer(), volunteer()]))
    visits = (Visit(1, hms(11)), Visit(0, hms(11, 10)))
    solution = Solution((Route(1, hms(10), hms(12), (Trip(0, hms(10), hms(10, 5), visits),)),))
    routes = routes_of(model, solution)
    again = modelled(replace(model.day, standing=routes)).problem
    assert again.previous == solution
    assert again.prices.moved == 10 * COST_PER_MINUTE
    assert again.prices.sheet == 6 * again.prices.moved
    one_left = replace(model.day, standing=routes, due=model.day.due[1:])
    previous = modelled(one_left).problem.previous
    assert previous is not None
    assert previous.routes[0].stops == (0,)
    nobody = replace(model.day, standing=routes, turns=model.day.turns[:1])
    assert modelled(nobody).problem.previous == Solution()


# Volunteers


def test_a_round_longer_than_a_fair_one_costs_more_per_minute() -> None:
    settings = Settings(fair_minutes=60, price_balance_percent=50)
    problem = modelled(day_of([recipient()], settings=settings)).problem
    assert problem.vehicles[0].fair_s == 60 * 60
    assert problem.prices.over_fair_per_s == 5  # half of the 10 that a second costs


def test_what_a_volunteer_does_not_say_follows_the_transport() -> None:
    usual = vehicle_of(volunteer(transport=Transport.FOOT))
    assert (usual.capacity, usual.max_duration_s, usual.max_stops) == ((8, 12), 7200, 10)
    assert usual.max_distance_m is None


def test_what_a_volunteer_says_holds_even_if_it_is_nothing() -> None:
    own = vehicle_of(
        volunteer(most_meals=0, most_crates=2, most_minutes=45, most_stops=4, most_km=9)
    )
    assert own.capacity == (0, 24)
    assert (own.max_duration_s, own.max_stops, own.max_distance_m) == (45 * 60, 4, 9000)


@pytest.mark.parametrize(
    ("ends", "located_at", "end"),
    [
        (Base.HUB, HOME, BACK_TO_DEPOT),
        (Base.ANYWHERE, HOME, OPEN),
        (Base.HOME, HOME, 2),
        (Base.HOME, None, BACK_TO_DEPOT),
    ],
)
def test_where_a_round_ends(ends: Base, located_at: Any, end: object) -> None:
    one = volunteer(ends=ends, located=located_at)
    day = day_of([recipient(located=located(1, 1))], [one])
    assert modelled(day).problem.vehicles[0].end == end


def test_who_starts_at_home_without_a_home_on_the_map_starts_at_the_hub() -> None:
    assert vehicle_of(volunteer(starts=Base.HOME, located=None)).start is None
    assert vehicle_of(volunteer(starts=Base.HOME, located=HOME)).start is not None
    assert vehicle_of(volunteer(starts=Base.HUB, located=HOME)).start is None


def test_a_volunteer_loads_at_his_own_hub_or_anywhere() -> None:
    hubs = [hub("Een"), hub("Twee")]
    assert vehicle_of(volunteer(hub=HubId(2)), hubs=hubs).depots == frozenset({1})
    assert vehicle_of(volunteer(), hubs=hubs).depots == frozenset({0, 1})
    assert vehicle_of(volunteer(hub=HubId(99)), hubs=hubs).depots == frozenset({0, 1})


def test_each_means_of_transport_has_one_profile() -> None:
    riders = [volunteer(transport=Transport.CAR), volunteer(), volunteer(transport=Transport.CAR)]
    problem = modelled(day_of([recipient()], riders)).problem
    assert [profile.name for profile in problem.profiles] == ["bicycle", "car"]
    assert [vehicle.profile for vehicle in problem.vehicles] == [1, 0, 1]


# Hubs


def test_loading_starts_and_ends_while_the_hub_is_open() -> None:
    kitchen = hub(loading_s=600, ready_s=(hms(11), hms(10)))
    [depot] = modelled(day_of([recipient()], hubs=[kitchen])).problem.depots
    assert depot.hours == (Window(hms(9), hms(16, 50)),)
    assert (depot.loading_s, depot.batches_s) == (600, (hms(10), hms(11)))


def test_food_comes_from_the_recipients_own_hub_if_it_is_open() -> None:
    hubs = [hub("Een"), hub("Twee")]
    assert stop_of(recipient(hub=HubId(2)), hubs=hubs).depots == frozenset({1})
    assert stop_of(recipient(hub=HubId(99)), hubs=hubs).depots == frozenset({0, 1})


def test_a_point_that_several_people_share_stands_in_the_table_once() -> None:
    day = day_of([recipient(), recipient(), recipient(located=located(1, 0))])
    assert len(points_of(day)) == 2


def test_without_volunteers_the_problem_is_empty_but_sound() -> None:
    model = modelled(day_of([recipient()], turns=()))
    assert (model.problem.stops, model.problem.depots) == ((), ())
    assert [fact.code for _, fact in model.sorted_out.kept_back] == ["plan.no_volunteers"]


# Back again


def a_round() -> tuple[Model, Solution]:
    """From home to the kitchen, two doors, again to the kitchen, one door, and home."""
    people = [recipient(f"W{n}", located=located(0, 3 * n), windows=(MORNING,)) for n in (1, 2, 3)]
    rider = volunteer(starts=Base.HOME, ends=Base.HOME, located=HOME, large_type=True)
    model = modelled(day_of(people, [rider]))
    trips = (
        Trip(0, hms(9, 40), hms(9, 50), (Visit(1, hms(10)), Visit(0, hms(10, 10)))),
        Trip(0, hms(10, 30), hms(10, 40), (Visit(2, hms(10, 50)),)),
    )
    return model, Solution((Route(0, hms(9, 20), hms(11, 20), trips),))


def test_the_round_that_comes_back_is_one_that_the_judge_accepts() -> None:
    model, solution = a_round()
    assert judge(model.problem, solution).breaches == ()


def test_a_solution_becomes_a_round_with_times_names_and_numbers() -> None:
    [found] = routes_of(*a_round())
    assert [(s.number, s.trip, s.name, s.arrives_s) for s in found.stops] == [
        ("1", 0, "Mw. A. de W2", hms(10)),
        ("2", 0, "Mw. A. de W1", hms(10, 10)),
        ("3", 1, "Mw. A. de W3", hms(10, 50)),
    ]
    assert [s.leaves_s - s.arrives_s for s in found.stops] == [180, 180, 180]
    assert (found.starts_s, found.ends_s, found.minutes) == (hms(9, 20), hms(11, 20), 120)
    assert (found.start, found.end) == (HOME.point, HOME.point)
    assert found.large_type


def test_a_trip_returns_when_the_volunteer_is_back_at_the_kitchen() -> None:
    [found] = routes_of(*a_round())
    first, second = found.trips
    assert hms(10, 13) < first.returns_s < hms(10, 30)
    assert second.returns_s == hms(11, 20)
    assert (first.loads_s, first.departs_s) == (hms(9, 40), hms(9, 50))


def test_hot_food_must_be_at_the_door_two_hours_after_it_lay_ready() -> None:
    [found] = routes_of(*a_round())
    assert [trip.hot_until_s for trip in found.trips] == [hms(11, 30), hms(11, 30)]


def test_the_kilometres_are_those_of_the_judge() -> None:
    model, solution = a_round()
    [found] = routes_of(model, solution)
    assert found.distance_m == judge(model.problem, solution).routes[0].distance_m


def test_a_stop_shows_its_window_only_if_one_was_asked_for() -> None:
    model, solution = a_round()
    [found] = routes_of(model, solution)
    assert {stop.window for stop in found.stops} == {MORNING}
    people = [replace(due.recipient, windows=()) for due in model.day.due]
    plain = modelled(day_of(people, [model.day.turns[0].volunteer]))
    assert {stop.window for stop in routes_of(plain, solution)[0].stops} == {None}


def test_the_area_is_the_street_with_most_doors() -> None:
    [found] = routes_of(*a_round())
    assert found.area == "Damstraat"
