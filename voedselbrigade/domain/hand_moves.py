"""What a hand does to a plan as a record: other routes in their place, and all of it taken back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from voedselbrigade.domain.numbering import renumbered
from voedselbrigade.domain.people import RecipientId
from voedselbrigade.domain.plans import (
    HandMove,
    LeftOut,
    Plan,
    PlannedRoute,
    PlannedStop,
    RuleBreach,
    StopStatus,
    draft_of,
    in_force,
)
from voedselbrigade.errors import Fact, NotPossible


def at_hand(versions: Sequence[Plan]) -> Plan | None:
    """The plan that a hand works on: the draft, else the version that holds."""
    return draft_of(versions) or in_force(versions)


def going(route: PlannedRoute) -> tuple[PlannedStop, ...]:
    """The stops that are still to be made, in order."""
    return tuple(stop for stop in route.stops if stop.status is StopStatus.PLANNED)


def route_of(plan: Plan, recipient: RecipientId) -> PlannedRoute | None:
    """The route on which somebody is brought something."""
    return next(
        (r for r in plan.routes if any(stop.recipient == recipient for stop in going(r))), None
    )


def without_stop(route: PlannedRoute, gone: Collection[RecipientId]) -> PlannedRoute | None:
    """The route without some people, its times as they were; None when nobody is left.

    For a route that nobody can ride any more: there are no times to make anew.
    """
    stay = [stop for stop in route.stops if stop.recipient not in gone]
    used = sorted({stop.trip for stop in stay if stop.status is StopStatus.PLANNED})
    if not used:
        return None
    place = {trip: index for index, trip in enumerate(used)}
    stops = (replace(stop, trip=place[stop.trip]) for stop in stay if stop.trip in place)
    return replace(route, trips=tuple(route.trips[trip] for trip in used), stops=tuple(stops))


def in_place(
    plan: Plan, touched: Collection[str], routes: Iterable[PlannedRoute], published: Sequence[Plan]
) -> tuple[PlannedRoute, ...]:
    """The routes of the plan with `routes` instead of those with a code in `touched`, numbered.

    Who is struck through is left to the numbers of the versions that were published.
    """
    stay = (route for route in plan.routes if route.code not in touched)
    return renumbered([replace(r, stops=going(r)) for r in (*stay, *routes)], published)


def undone(plan: Plan, published: Sequence[Plan]) -> Plan:
    """The plan as it was before its last move by hand. Raises NotPossible when there is none."""
    if not plan.moves:
        raise NotPossible("hand.nothing_to_undo", day=plan.day.isoformat())
    last = plan.moves[-1]
    return replace(
        plan,
        routes=in_place(plan, last.codes, last.routes_before, published),
        left_out=(*_others(plan, last), *last.left_out_before),
        breaches=last.breaches_before,
        moves=plan.moves[:-1],
    )


def _others(plan: Plan, last: HandMove) -> Iterator[LeftOut]:
    return (one for one in plan.left_out if one.recipient not in last.people)


def about_breach(breach: RuleBreach) -> Fact:
    """What the office is told of a broken rule; of one that was broken by hand with the reason."""
    if not breach.why:
        return breach.fact
    name = breach.fact.values.get("name")
    where = {"route": breach.route, "rule": breach.rule, "why": breach.why}
    if name is None:
        return Fact("hand.rule_kept", where)
    return Fact("hand.rule_kept_who", {**where, "stop": breach.stop, "name": name})
