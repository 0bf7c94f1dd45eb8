"""No kitchen cooks more than it can: who is fed from where, before the search begins.

The search knows no limit on what lies at a depot. So the first plan is looked at: where it takes
more than a kitchen makes, those for whom another kitchen is hardly further get their meal there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

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
    most = {i: n for i, one in enumerate(model.hubs) if (n := one.hub.most_meals) is not None}
    tight = {depot for depot, n in most.items() if _asked(model, depot) > n}
    while tight:
        solution = mended(model.problem)
        taken = _taken(model, solution)
        over = sorted(depot for depot in tight if taken[depot] > most[depot])
        if not over:
            break
        model = _relieved(model, solution, over[0], most[over[0]])
        tight.remove(over[0])
    return model


def _asked(model: Model, depot: int) -> int:
    """The meals of everyone who could be fed from here."""
    stops = model.problem.stops
    return sum(stop.demand[0] for stop in stops if stop.depots is None or depot in stop.depots)


def _taken(model: Model, solution: Solution) -> Counter[int]:
    taken: Counter[int] = Counter()
    for depot, stop in _fed(solution):
        taken[depot] += model.problem.stops[stop].demand[0]
    return taken


def _fed(solution: Solution) -> Iterator[tuple[int, int]]:
    """(depot, stop) of everyone who is served."""
    for route in solution.routes:
        for trip in route.trips:
            yield from ((trip.depot, visit.stop) for visit in trip.visits)


def _relieved(model: Model, solution: Solution, depot: int, most: int) -> Model:
    """Only as many keep this kitchen as it can feed: first who has no other, then who would lose
    most by another one."""
    fed = {stop for at, stop in _fed(solution) if at == depot}
    stops = model.problem.stops
    order = sorted(
        (i for i, stop in enumerate(stops) if stop.depots is None or depot in stop.depots),
        key=lambda i: (-_loss_m(model, i, depot), i not in fed, i),
    )
    kept: set[int] = set()
    room = most
    for i in order:
        alone = stops[i].depots == frozenset({depot})
        if alone or (i in fed and stops[i].demand[0] <= room):
            kept.add(i)
            room -= stops[i].demand[0]
    changed = (s if i in kept else _without(s, depot, model) for i, s in enumerate(stops))
    return replace(model, problem=replace(model.problem, stops=tuple(changed)))


def _loss_m(model: Model, stop: int, depot: int) -> int:
    """How much further the nearest other kitchen is; very much when there is none."""
    problem = model.problem
    place = problem.stops[stop].location
    from_m = [int(problem.profiles[0].distance_m[d.location, place]) for d in problem.depots]
    allowed = problem.stops[stop].depots
    others = set(range(len(problem.depots)) if allowed is None else allowed) - {depot}
    return min((from_m[d] - from_m[depot] for d in others), default=1 << 40)


def _without(stop: Stop, depot: int, model: Model) -> Stop:
    allowed = frozenset(range(len(model.hubs))) if stop.depots is None else stop.depots
    return replace(stop, depots=allowed - {depot})


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
