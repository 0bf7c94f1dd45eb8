"""No kitchen cooks more than it can: who is fed from where, before the search begins.

The search knows no limit on what lies at a depot. So the first plan is looked at: where it takes
more than a kitchen makes, those for whom another kitchen is hardly further get their meal there.
What a kitchen sends to its service points it has to make too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from voedselbrigade.domain.gathered_days import DeliveryDay
from voedselbrigade.domain.places import HubId
from voedselbrigade.domain.plans import PlannedRoute, RuleBreach
from voedselbrigade.errors import Fact
from voedselbrigade.routing.model import Model
from voedselbrigade.routing.problem import Solution, Stop
from voedselbrigade.routing.replanning import mended


def within_kitchens(model: Model) -> Model:
    """The same day with fewer choices, where a kitchen would have to make too much.

    Who can be fed from one kitchen only keeps it; if those alone are too many, `too_much` says so.
    """
    tight = [one for one in _sources(model) if _asked(model, one) > one.most]
    while tight:
        solution = mended(model.problem)
        over = next((one for one in tight if _taken(model, solution, one) > one.most), None)
        if over is None:
            break
        model = _relieved(model, solution, over)
        tight.remove(over)
    return model


@dataclass(frozen=True, slots=True)
class _Source:
    """A hub that has no more than `most` meals, with all depots from which they are loaded: its
    own, and those of the points that it supplies."""

    depots: frozenset[int]
    most: int


def _sources(model: Model) -> Iterator[_Source]:
    for place, one in enumerate(model.hubs):
        if one.hub.most_meals is not None:
            kitchen = one.hub.id
            points = (i for i, o in enumerate(model.hubs) if o.hub.supplied_by == kitchen)
            yield _Source(frozenset((place, *points)), one.hub.most_meals)


def _here(stop: Stop, source: _Source) -> bool:
    """Whether somebody can be fed from it."""
    return stop.depots is None or not stop.depots.isdisjoint(source.depots)


def _asked(model: Model, source: _Source) -> int:
    """The meals of everyone who could be fed from here."""
    return sum(stop.demand[0] for stop in model.problem.stops if _here(stop, source))


def _taken(model: Model, solution: Solution, source: _Source) -> int:
    stops = model.problem.stops
    return sum(stops[stop].demand[0] for at, stop in _fed(solution) if at in source.depots)


def _fed(solution: Solution) -> Iterator[tuple[int, int]]:
    """(depot, stop) of everyone who is served."""
    for route in solution.routes:
        for trip in route.trips:
            yield from ((trip.depot, visit.stop) for visit in trip.visits)


def _relieved(model: Model, solution: Solution, source: _Source) -> Model:
    """Only as many keep this kitchen as it can feed: first who has no other, then who would lose
    most by another one."""
    fed = {stop for at, stop in _fed(solution) if at in source.depots}
    stops = model.problem.stops
    order = sorted(
        (i for i, stop in enumerate(stops) if _here(stop, source)),
        key=lambda i: (-_loss_m(model, i, source), i not in fed, i),
    )
    kept: set[int] = set()
    room = source.most
    for i in order:
        alone = _allowed(model, stops[i]) <= source.depots
        if alone or (i in fed and stops[i].demand[0] <= room):
            kept.add(i)
            room -= stops[i].demand[0]
    changed = (
        stop if i in kept else replace(stop, depots=_allowed(model, stop) - source.depots)
        for i, stop in enumerate(stops)
    )
    return replace(model, problem=replace(model.problem, stops=tuple(changed)))


def _loss_m(model: Model, stop: int, source: _Source) -> int:
    """How much further the nearest other kitchen is; very much when there is none."""
    problem, asked = model.problem, model.problem.stops[stop]
    far_m = problem.profiles[0].distance_m[:, asked.location]
    from_m = {depot: int(far_m[problem.depots[depot].location]) for depot in _allowed(model, asked)}
    here_m = min(far for depot, far in from_m.items() if depot in source.depots)
    others = (far for depot, far in from_m.items() if depot not in source.depots)
    return min((far - here_m for far in others), default=1 << 40)


def _allowed(model: Model, stop: Stop) -> frozenset[int]:
    return frozenset(range(len(model.hubs))) if stop.depots is None else stop.depots


def too_much(day: DeliveryDay, routes: tuple[PlannedRoute, ...]) -> tuple[RuleBreach, ...]:
    """The kitchens that have to make more than they can in this plan."""
    taken: Counter[HubId] = Counter()
    brought = {one.hub.id: one.hub.supplied_by for one in day.hubs}
    for route in routes:
        for stop in route.stops:
            hub = route.trips[stop.trip].hub
            taken[hub] += stop.meals
            kitchen = brought.get(hub)
            if kitchen is not None:
                taken[kitchen] += stop.meals
    return tuple(
        RuleBreach(
            "hub_meals",
            Fact.of("plan.hub_meals", hub=one.hub.name, n=taken[one.hub.id], most=most),
        )
        for one in day.hubs
        if (most := one.hub.most_meals) is not None and taken[one.hub.id] > most
    )
