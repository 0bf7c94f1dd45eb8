"""A plan for other programs: plan.json in a fixed shape.

It is an office file: it holds full names and recipient numbers, unlike a route sheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from voedselbrigade.domain.clock import TimeWindow
from voedselbrigade.domain.plan_changes import RouteChange, reprinted
from voedselbrigade.domain.plans import (
    LeftOut,
    Plan,
    PlannedRoute,
    PlannedStop,
    RuleBreach,
)
from voedselbrigade.domain.wish_costs import WishCost
from voedselbrigade.words import Speaker, speaker
from voedselbrigade.words.formats import clock

FORMAT = 1


def plan_json(plan: Plan, t: Speaker | None = None) -> dict[str, Any]:
    """The plan as plain values: `"format": 1`, ids as text, kilometres as a decimal number.

    Times are local ISO date-times without an offset (`2026-11-24T11:15:00`); a moment after
    midnight falls on the next date. `load` counts portions by `kind:letters` (`hot:G`). A stop's
    `window` is `["11:30", "13:00"]`, or null when none was asked for. `facts` of a breach are the
    values of its fact, `why` is the reason of whoever broke it by hand; `reason`, `remedy` and
    `text` are sentences in the language of `t`.
    `supplies` is there on a day on which meals are brought to service points first.
    """
    t = t or speaker("nl")
    brought = [_supply(run, plan.day) for run in plan.supplies]
    supplies = {"supplies": brought} if brought else {}
    return {
        "format": FORMAT,
        "date": plan.day.isoformat(),
        "version": plan.version,
        "seed": plan.seed,
        "engine": plan.engine,
        "routes": [_route(route, plan.day) for route in plan.routes],
        "left_out": [_left_out(person, t) for person in plan.left_out],
        "breaches": [_breach(breach, t) for breach in plan.breaches],
        **supplies,
    }


def wishes_json(plan: Plan, t: Speaker) -> dict[str, Any]:
    """What every wish came to, the doors at which a familiar face makes the plan dearer, and those
    where somebody comes so many seconds before or after the time that is preferred.

    In seconds of work: what a wish took more (`extra_s`), what the times it was not met counted
    (`price_s`).
    """
    return {
        "wishes": [_wish(wish, t) for wish in plan.wishes],
        "faces": [
            {"route": route.code, "number": stop.number, "extra_s": stop.face_extra_s}
            for route, stop in plan.every_stop()
            if stop.face_extra_s
        ],
        "off_wanted": [
            {"route": route.code, "number": stop.number, "off_s": stop.off_wanted_s}
            for route, stop in plan.every_stop()
            if stop.off_wanted_s
        ],
    }


def changes_json(changed: Sequence[RouteChange], t: Speaker) -> dict[str, Any]:
    """What is different from the plan that holds, per route, and which sheets to print again."""
    return {
        "changes": [
            {
                "route": change.route,
                "kind": change.kind,
                "volunteer_name": change.volunteer,
                "text": [t.fact(fact) for fact in change.facts],
            }
            for change in changed
        ],
        "reprint": list(reprinted(changed)),
    }


def _wish(wish: WishCost, t: Speaker) -> dict[str, Any]:
    return {
        "wish": wish.wish,
        "met": wish.met,
        "asked": wish.asked,
        "extra_s": wish.extra_s,
        "price_s": wish.price_s,
        "text": t.fact(wish.fact),
    }


def _supply(run: PlannedRoute, day: date) -> dict[str, Any]:
    """A round to service points: like a route, but its stops name a hub and no person."""
    drops = [
        {
            "number": stop.number,
            "trip": stop.trip,
            "hub": str(stop.hub),
            "name": stop.name,
            "arrives": _moment(day, stop.arrives_s),
            "ready": _moment(day, stop.leaves_s),
            "meals": stop.meals,
            "load": load_of((stop,)),
        }
        for stop in run.stops
    ]
    return {**_route(run, day), "stops": drops}


def _route(route: PlannedRoute, day: date) -> dict[str, Any]:
    return {
        "route": route.code,
        "kind": route.kind.value,
        "volunteer": str(route.volunteer),
        "volunteer_name": route.volunteer_name,
        "transport": route.transport.value,
        "departs": _moment(day, route.starts_s),
        "returns": _moment(day, route.ends_s),
        "minutes": route.minutes,
        "km": route.km,
        "trips": [
            {
                "hub": str(trip.hub),
                "departs": _moment(day, trip.departs_s),
                "returns": _moment(day, trip.returns_s),
                "load": load_of(route.stops_of(index)),
            }
            for index, trip in enumerate(route.trips)
        ],
        "stops": [_stop(stop, day) for stop in route.stops],
    }


def load_of(stops: Sequence[PlannedStop]) -> dict[str, int]:
    """Portions by `kind:letters`, as they stand on the labels."""
    load: dict[str, int] = {}
    for line in (line for stop in stops for line in stop.lines):
        key = f"{line.meal.kind.value}:{line.meal.letters}"
        load[key] = load.get(key, 0) + line.quantity
    return dict(sorted(load.items()))


def _stop(stop: PlannedStop, day: date) -> dict[str, Any]:
    """The shape that others build on; `crates` is only there when a parcel comes along, `wanted`
    when somebody prefers a time."""
    crates = {"crates": stop.crates} if stop.crates else {}
    wanted = {"wanted": _window(stop.wanted)} if stop.wanted else {}
    return {
        "number": stop.number,
        "trip": stop.trip,
        "recipient": str(stop.recipient),
        "name": stop.name,
        "meals": stop.meals,
        "lat": stop.point.lat,
        "lon": stop.point.lon,
        "arrives": _moment(day, stop.arrives_s),
        "leaves": _moment(day, stop.leaves_s),
        "window": _window(stop.window),
        "status": stop.status.value,
        **crates,
        **wanted,
    }


def _left_out(person: LeftOut, t: Speaker) -> dict[str, Any]:
    return {
        "recipient": str(person.recipient),
        "name": person.name,
        "reason_code": person.reason.code,
        "reason": t.fact(person.reason),
        "remedy": t.fact(person.remedy) if person.remedy else None,
    }


def _breach(breach: RuleBreach, t: Speaker) -> dict[str, Any]:
    return {
        "rule": breach.rule,
        "route": breach.route,
        "stop": breach.stop,
        "facts": dict(breach.fact.values),
        "text": t.fact(breach.fact),
        "why": breach.why,
    }


def _moment(day: date, seconds: int) -> str:
    midnight = datetime.combine(day, datetime.min.time())
    return (midnight + timedelta(seconds=seconds)).isoformat()


def _window(window: TimeWindow | None) -> list[str] | None:
    return [clock(window.start_s), clock(window.end_s)] if window else None
