"""What every wish came to in a plan, as the judge counts it: met how often, at what cost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from voedselbrigade.domain.wish_costs import WishCost
from voedselbrigade.routing.continuity import dearer_for_the_pair
from voedselbrigade.routing.evaluation import Evaluation, judge
from voedselbrigade.routing.model import Model
from voedselbrigade.routing.pairing import Pair
from voedselbrigade.routing.problem import COST_PER_MINUTE, Problem, Solution
from voedselbrigade.routing.rules import Breach

COST_PER_S = COST_PER_MINUTE // 60


@dataclass(frozen=True, slots=True)
class WishesTold:
    """Every wish that somebody has on this day, and by stop how many seconds the plan is dearer
    because of who comes there."""

    wishes: tuple[WishCost, ...]
    extra_s: Mapping[int, int]


def wishes_told(model: Model, solution: Solution) -> WishesTold:
    """What each wish came to. A wish that nobody has today is not in it."""
    dearer = dearer_for_the_pair(model.problem, solution)
    extra_s = {stop: cost // COST_PER_S for stop, cost in dearer.items()}
    judged = judge(model.problem, solution)
    wishes = (
        *_about_pairs(model, solution, extra_s),
        *_about_the_plan(model.problem, solution, judged),
        *_about_volunteers(model, solution),
    )
    return WishesTold(tuple(one for one in wishes if one.asked), extra_s)


# Who comes to whom -------------------------------------------------------------------------------


def _about_pairs(
    model: Model, solution: Solution, extra_s: Mapping[int, int]
) -> Iterator[WishCost]:
    """A wish is asked for at a stop when somebody who drives today would meet it, or had better
    not come; it is counted too when the office gives nothing for it."""
    pairs = [(route.vehicle, stop) for route in solution.routes for stop in route.stops]
    because = Counter[str]()
    for pair in pairs:
        because[_strongest(model, pair)] += extra_s.get(pair[1], 0)
    for wish, costs in model.pairs.items():
        best: dict[int, int] = {}
        wished = {stop for (_, stop), cost in costs.items() if cost <= 0}
        for (_, stop), cost in costs.items():
            best[stop] = min(cost, best.get(stop, 0))
        asked = [(costs.get(pair, 0), best[pair[1]]) for pair in pairs if pair[1] in best]
        met = sum(
            costs.get(pair, 1) <= 0 if pair[1] in wished else pair not in costs
            for pair in pairs
            if pair[1] in best
        )
        missed = sum(cost - least for cost, least in asked)
        yield WishCost(wish, met, len(best), because[wish], missed // COST_PER_S)


def _strongest(model: Model, pair: Pair) -> str:
    """The wish that gains most from this pair."""
    return min(model.pairs, key=lambda wish: model.pairs[wish].get(pair, 0), default="")


# What the judge found ----------------------------------------------------------------------------


def _about_the_plan(problem: Problem, solution: Solution, judged: Evaluation) -> Iterator[WishCost]:
    unmet = Counter[str]()
    for breach in judged.wishes:
        unmet[breach.rule] += _missed(breach)
    for wish, count in _ASKED.items():
        asked = count(problem, solution)
        yield WishCost(
            wish, max(0, asked - unmet[wish]), asked, 0, judged.cost.get(wish, 0) // COST_PER_S
        )


def _missed(breach: Breach) -> int:
    """How often one breach misses its wish: a route may enter several areas too many."""
    areas = breach.fact.values.get("areas")
    return areas - 1 if isinstance(areas, int) else 1


def _served(problem: Problem, solution: Solution, attribute: str) -> int:
    """How many of those served have this wish."""
    return sum(
        getattr(problem.stops[stop], attribute) is not None
        for route in solution.routes
        for stop in route.stops
    )


def _streets(problem: Problem, solution: Solution) -> int:
    """How many groups have two or more people on a route."""
    if not problem.prices.split_group:
        return 0
    served = (problem.stops[stop].group for route in solution.routes for stop in route.stops)
    return sum(n > 1 for group, n in Counter(served).items() if group is not None)


def _together(problem: Problem, solution: Solution) -> int:
    """How many doors could lie in an area where their route is already: all but its first."""
    if not problem.prices.extra_area:
        return 0
    placed = ([problem.stops[stop].area for stop in route.stops] for route in solution.routes)
    return sum(max(0, len(areas) - areas.count(None) - 1) for areas in placed)


def _before(problem: Problem, solution: Solution) -> int:
    """How many of those served were on a route before."""
    if problem.previous is None:
        return 0
    were = {stop for route in problem.previous.routes for stop in route.stops}
    return sum(stop in were for route in solution.routes for stop in route.stops)


def _sheets(problem: Problem, solution: Solution) -> int:
    return 0 if problem.previous is None else len(solution.routes)


_ASKED: Mapping[str, Callable[[Problem, Solution], int]] = {
    "wanted_ride": lambda problem, solution: _served(problem, solution, "wanted_ride_s"),
    "wanted_window": lambda problem, solution: _served(problem, solution, "wanted"),
    "fair_share": lambda _, solution: len(solution.routes),
    "fair_stops": lambda _, solution: len(solution.routes),
    "split_group": _streets,
    "extra_area": _together,
    "moved": _before,
    "sheet": _sheets,
}
"""By wish of the judge how often it could be met in a plan."""


# Whom it bothers ---------------------------------------------------------------------------------


def _about_volunteers(model: Model, solution: Solution) -> Iterator[WishCost]:
    """Few volunteers, and nobody more often than he wished."""
    settings, ride = model.day.settings, len(solution.routes)
    yield WishCost(
        "use", len(model.turns) - ride, len(model.turns), 0, ride * 60 * settings.price_route_min
    )
    often = [vehicle for vehicle, turn in enumerate(model.turns) if turn.often]
    asked_again = sum(route.vehicle in often for route in solution.routes)
    price_s = asked_again * 60 * settings.price_too_often_min
    yield WishCost("often", len(often) - asked_again, len(often), 0, price_s)
