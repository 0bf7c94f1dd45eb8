"""What is different between two versions of a day, per route: which sheets to print again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from voedselbrigade.domain.people import RecipientId
from voedselbrigade.domain.plans import Plan, PlannedRoute, PlannedStop, StopStatus
from voedselbrigade.errors import Fact

LATER_S = 10 * 60
"""A door that moves by less than ten minutes is no change: nobody is told to the minute."""


@dataclass(frozen=True, slots=True)
class RouteChange:
    """One route whose sheet changes. `kind` is new, gone or different."""

    route: str
    kind: str
    volunteer: str
    facts: tuple[Fact, ...]


def changes(old: Plan | None, new: Plan) -> tuple[RouteChange, ...]:
    """Every route that is new, gone or different in `new`, by code; nothing for a first version."""
    if old is None:
        return ()
    codes = sorted({route.code for plan in (old, new) for route in plan.runs}, key=_by_number)
    before, after = _routes_of(old), _routes_of(new)
    found = (_changed(code, old.run(code), new.run(code), before, after) for code in codes)
    return tuple(change for change in found if change is not None)


def reprinted(changed: Iterable[RouteChange]) -> tuple[str, ...]:
    """The routes whose sheets have to be printed again."""
    return tuple(change.route for change in changed if change.kind != "gone")


def left_out_since(old: Plan | None, new: Plan) -> tuple[Fact, ...]:
    """Who was on a route in the old version and gets nothing in the new one."""
    if old is None:
        return ()
    had = _routes_of(old)
    return tuple(
        Fact.of("route.left_out", name=one.name, route=had[one.recipient])
        for one in new.left_out
        if one.recipient in had
    )


def _by_number(code: str) -> tuple[int, str]:
    return len(code), code


def _routes_of(plan: Plan) -> Mapping[RecipientId, str]:
    going = ((r, s) for r, s in plan.every_stop() if s.status is StopStatus.PLANNED)
    return {stop.recipient: route.code for route, stop in going}


def _changed(
    code: str,
    old: PlannedRoute | None,
    new: PlannedRoute | None,
    before: Mapping[RecipientId, str],
    after: Mapping[RecipientId, str],
) -> RouteChange | None:
    if new is None:
        name = old.volunteer_name if old else ""
        return RouteChange(code, "gone", name, (Fact.of("route.gone", route=code, name=name),))
    if old is None:
        stops = sum(1 for stop in new.stops if stop.status is StopStatus.PLANNED)
        fact = Fact.of("route.new", route=code, name=new.volunteer_name, n=stops)
        return RouteChange(code, "new", new.volunteer_name, (fact,))
    facts = (*_about_route(old, new), *_about_stops(old, new, before, after))
    return RouteChange(code, "different", new.volunteer_name, facts) if facts else None


def _about_route(old: PlannedRoute, new: PlannedRoute) -> Iterator[Fact]:
    if old.volunteer_name != new.volunteer_name:
        yield Fact.of("route.volunteer", was=old.volunteer_name, name=new.volunteer_name)
    was, now = [t.hub_name for t in old.trips], [t.hub_name for t in new.trips]
    if was != now:
        yield Fact.of("route.hub", was=tuple(was), hubs=tuple(now))
    elif (old_s := old.trips[0].departs_s) != (new_s := new.trips[0].departs_s):
        yield Fact.of("route.departs", was_s=old_s, departs_s=new_s)
    numbers = {stop.number for stop in _going(old)} & {stop.number for stop in _going(new)}
    if _order(old, numbers) != _order(new, numbers):
        yield Fact.of("route.order", numbers=tuple(stop.number for stop in _going(new)))


def _going(route: PlannedRoute) -> tuple[PlannedStop, ...]:
    return tuple(stop for stop in route.stops if stop.status is StopStatus.PLANNED)


def _order(route: PlannedRoute, numbers: set[str]) -> list[str]:
    return [stop.number for stop in _going(route) if stop.number in numbers]


def _about_stops(
    old: PlannedRoute,
    new: PlannedRoute,
    before: Mapping[RecipientId, str],
    after: Mapping[RecipientId, str],
) -> Iterator[Fact]:
    had = {stop.number: stop for stop in old.stops}
    for stop in new.stops:
        was = had.get(stop.number)
        going = stop.status is StopStatus.PLANNED
        was_going = was is not None and was.status is StopStatus.PLANNED
        if going and (was is None or not was_going):
            yield _arrived(stop, before.get(stop.recipient))
        elif was is not None and was_going and not going:
            yield _went(stop, after.get(stop.recipient))
        elif going and was is not None:
            yield from _about_stop(was, stop)


def _arrived(stop: PlannedStop, moved_from: str | None) -> Fact:
    if moved_from is None:
        return Fact.of("route.stop_new", stop=stop.number, name=stop.name)
    return Fact.of("route.stop_from", stop=stop.number, name=stop.name, route=moved_from)


def _went(stop: PlannedStop, moved_to: str | None) -> Fact:
    if moved_to is None:
        return Fact.of("route.stop_cancelled", stop=stop.number, name=stop.name)
    return Fact.of("route.stop_to", stop=stop.number, name=stop.name, route=moved_to)


def _about_stop(was: PlannedStop, now: PlannedStop) -> Iterator[Fact]:
    who = {"stop": now.number, "name": now.name}
    if was.lines != now.lines:
        yield Fact.of("route.stop_food", **who, was=was.meals, n=now.meals)
    if (was.street_line, was.town) != (now.street_line, now.town):
        yield Fact.of("route.stop_address", **who, was=was.street_line, address=now.street_line)
    if was.door_note != now.door_note:
        yield Fact.of("route.stop_note", **who)
    moved_s = abs(now.arrives_s - was.arrives_s)
    asked = (was.window, was.wanted) != (now.window, now.wanted)
    if asked or moved_s >= LATER_S:
        yield Fact.of("route.stop_time", **who, was_s=was.arrives_s, arrives_s=now.arrives_s)
