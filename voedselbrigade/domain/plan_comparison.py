"""Two plans of one day side by side: what they cost, and for whom the second is different."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from voedselbrigade.domain.people import RecipientId
from voedselbrigade.domain.plan_changes import RouteChange, changes, reprinted
from voedselbrigade.domain.plans import Plan, StopStatus
from voedselbrigade.errors import Fact


@dataclass(frozen=True, slots=True)
class Totals:
    """What a plan comes to: rounds, people served, people left out, minutes and metres of work."""

    routes: int
    people: int
    left_out: int
    minutes: int
    distance_m: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """`routes` say per sheet what is different, `people` who gets another volunteer, food where
    there was none, or none where there was; `reprint` are the sheets to print again."""

    before: Totals
    after: Totals
    routes: tuple[RouteChange, ...]
    people: tuple[Fact, ...]
    reprint: tuple[str, ...]


def compare(old: Plan, new: Plan) -> Comparison:
    """What is different in `new`; the other way round every gain is a loss."""
    routes = changes(old, new)
    return Comparison(totals(old), totals(new), routes, tuple(_people(old, new)), reprinted(routes))


def totals(plan: Plan) -> Totals:
    return Totals(
        routes=len(plan.routes),
        people=len(_volunteers(plan)),
        left_out=len(plan.left_out),
        minutes=sum(route.minutes for route in plan.routes),
        distance_m=sum(route.distance_m for route in plan.routes),
    )


def _volunteers(plan: Plan) -> Mapping[RecipientId, tuple[str, str]]:
    """By person their name and the volunteer's."""
    return {
        stop.recipient: (stop.name, route.volunteer_name)
        for route, stop in plan.every_stop()
        if stop.status is StopStatus.PLANNED
    }


def _people(old: Plan, new: Plan) -> Iterator[Fact]:
    before, after = _volunteers(old), _volunteers(new)
    for recipient, (name, to) in after.items():
        if recipient not in before:
            yield Fact.of("compare.now_served", name=name, to=to)
        elif (was := before[recipient][1]) != to:
            yield Fact.of("compare.other_volunteer", name=name, to=to, was=was)
    for recipient, (name, was) in before.items():
        if recipient not in after:
            yield Fact.of("compare.not_served", name=name, was=was)
