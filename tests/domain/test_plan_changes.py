"""What is different between two versions, told per route."""

from __future__ import annotations

from dataclasses import replace

from tests.make_plans import left_out, meal, plan, route
from voedselbrigade.domain.clock import TimeWindow, hms
from voedselbrigade.domain.food import Diet, Line
from voedselbrigade.domain.people import RecipientId
from voedselbrigade.domain.plan_changes import changes, left_out_since
from voedselbrigade.domain.plans import Plan, PlannedRoute, PlannedStop, StopStatus


def codes(old: Plan, new: Plan) -> dict[str, list[str]]:
    return {one.route: [fact.code for fact in one.facts] for one in changes(old, new)}


def with_stop(found: PlannedRoute, number: str, **changed: object) -> PlannedRoute:
    stops = tuple(_changed(s, changed) if s.number == number else s for s in found.stops)
    return replace(found, stops=stops)


def other_people(found: PlannedRoute) -> PlannedRoute:
    """The same route with recipients of its own."""
    ids = (RecipientId(stop.recipient + 500) for stop in found.stops)
    stops = (replace(stop, recipient=one) for stop, one in zip(found.stops, ids, strict=True))
    return replace(found, stops=tuple(stops))


def _changed(stop: PlannedStop, changed: dict[str, object]) -> PlannedStop:
    return replace(stop, **changed)  # type: ignore[arg-type]


def test_a_first_version_changes_nothing() -> None:
    assert changes(None, plan(route())) == ()


def test_the_same_plan_changes_nothing() -> None:
    assert changes(plan(route()), plan(route())) == ()


def test_a_new_and_a_cancelled_route_are_told() -> None:
    assert codes(plan(route(3)), plan(route(8))) == {"R03": ["route.gone"], "R08": ["route.new"]}


def test_a_cancelled_stop_is_told_on_its_route_only() -> None:
    gone = with_stop(route(8), "4", status=StopStatus.CANCELLED)
    other = other_people(route(3))
    assert codes(plan(other, route(8)), plan(other, gone)) == {"R08": ["route.stop_cancelled"]}


def test_a_stop_that_moves_is_told_on_both_routes() -> None:
    others, eight = other_people(route(3, stops=3)), route(8, stops=5)
    moved = replace(eight.stops[4], number="4")
    new = (
        replace(others, stops=(*others.stops, moved)),
        with_stop(eight, eight.stops[4].number, status=StopStatus.CANCELLED),
    )
    assert codes(plan(others, eight), plan(*new)) == {
        "R03": ["route.stop_from"],
        "R08": ["route.stop_to"],
    }


def test_other_food_address_note_and_time_are_told() -> None:
    old = route(8)
    for changed, code in (
        ({"lines": (Line(meal(Diet.VEGAN), 2),)}, "route.stop_food"),
        ({"street_line": "Ergens 1"}, "route.stop_address"),
        ({"door_note": "Bel twee keer"}, "route.stop_note"),
        ({"arrives_s": old.stops[3].arrives_s + 900}, "route.stop_time"),
        ({"wanted": TimeWindow(hms(12), hms(12, 30))}, "route.stop_time"),
    ):
        new = with_stop(old, old.stops[3].number, **changed)
        assert codes(plan(old), plan(new)) == {"R08": [code]}


def test_a_few_minutes_are_no_change() -> None:
    old = route(8)
    new = with_stop(old, "4", arrives_s=old.stops[3].arrives_s + 60)
    assert changes(plan(old), plan(new)) == ()


def test_another_order_and_another_departure_are_told() -> None:
    old = route(8, stops=3)
    turned = replace(old, stops=old.stops[::-1])
    later = replace(old, trips=(replace(old.trips[0], departs_s=old.trips[0].departs_s + 60),))
    assert codes(plan(old), plan(turned)) == {"R08": ["route.order"]}
    assert codes(plan(old), plan(later)) == {"R08": ["route.departs"]}


def test_who_had_food_and_now_has_none_is_told() -> None:
    old = plan(route(8))
    someone = old.routes[0].stops[0]
    new = replace(old, left_out=(left_out(someone.recipient, someone.name, "reason.stops"),))
    assert [fact.values["name"] for fact in left_out_since(old, new)] == [someone.name]
