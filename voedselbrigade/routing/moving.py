"""The dispatcher's hand: a move judged at once by every rule, and where somebody fits best.

Only the routes that a move touches are timed and judged anew, so that the answer is there before
the finger has left the screen, on a day of six hundred stops too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from voedselbrigade.routing import rules
from voedselbrigade.routing.blame import Blame
from voedselbrigade.routing.engines.insertion import Place
from voedselbrigade.routing.engines.slot_tables import FULL
from voedselbrigade.routing.engines.slots import Screen, Slot, slot
from voedselbrigade.routing.ground import Ground, Order, Timing
from voedselbrigade.routing.orders import Orders, as_orders, as_route, without
from voedselbrigade.routing.pricing import split_cost
from voedselbrigade.routing.problem import Problem, Route, Solution
from voedselbrigade.routing.rules import Breach
from voedselbrigade.routing.schedule import timing
from voedselbrigade.routing.timetable import as_early_as_can_be


@dataclass(frozen=True, slots=True)
class Move:
    """A stop to a place on a vehicle's route; `vehicle` None: off every route. Without `trip` and
    `position` it goes where it is cheapest there."""

    stop: int
    vehicle: int | None
    trip: int | None = None
    position: int = 0


@dataclass(frozen=True, slots=True)
class Judged:
    """What a move would mean: the hard rules that the touched routes then break (none: it may be
    made), what the plan costs more (tenths of a second), and the seconds of work by vehicle."""

    solution: Solution
    breaches: tuple[Breach, ...]
    cost: int
    added_s: Mapping[int, int]

    @property
    def allowed(self) -> bool:
        return not self.breaches


@dataclass(frozen=True, slots=True)
class Fit:
    """How a stop fits on one vehicle. `added_s`: seconds of work more; `cost`: what its route costs
    more (tenths of a second), wishes included."""

    vehicle: int
    place: Slot
    added_s: int
    cost: int


class Board:
    """A plan on the table: the routes as they are, to be asked about many moves."""

    def __init__(self, problem: Problem, solution: Solution) -> None:
        self.problem, self.ground = problem, Ground(problem)
        self.orders: Orders = as_orders(solution)
        self.screen = Screen(self.ground)
        self.on = {
            stop: vehicle
            for vehicle, order in self.orders.items()
            for _, stops in order
            for stop in stops
        }
        self._blame: Blame | None = None
        self._known: dict[int, Timing] = {v: self._times(v, o) for v, o in self.orders.items()}
        self._routes: dict[int, Route] = {
            v: as_route(self.ground, v, order, self._known[v]) for v, order in self.orders.items()
        }

    # One move -------------------------------------------------------------------------------------

    def judged(self, move: Move) -> Judged:
        """The move judged by every rule; only the routes that it touches."""
        return self.rearranged(self._changed(move))

    def rearranged(self, changed: Mapping[int, Order]) -> Judged:
        """Some routes with another order, judged by every rule; an empty order: no route."""
        times = {v: self._times(v, order) for v, order in changed.items() if order}
        routes = tuple(as_route(self.ground, v, changed[v], times[v]) for v in sorted(times))
        stay = {v: route for v, route in self._routes.items() if v not in changed}
        stay |= {route.vehicle: route for route in routes}
        added_s = {
            vehicle: _work_s(times.get(vehicle)) - _work_s(self._known.get(vehicle))
            for vehicle in changed
        }
        breaches = self._broken(routes)
        return Judged(self._solution(stay), breaches, self._more(changed, times), added_s)

    def breaches_of(self, vehicles: Iterable[int]) -> tuple[Breach, ...]:
        """The hard rules that some routes break as they are now."""
        return self._broken([self._routes[v] for v in sorted(vehicles) if v in self._routes])

    def route(self, vehicle: int) -> Route | None:
        """A route as it is now; None for who stays at home."""
        return self._routes.get(vehicle)

    def _broken(self, routes: Iterable[Route]) -> tuple[Breach, ...]:
        touched = Solution(tuple(routes))
        return tuple(b for rule in rules.HARD.values() for b in rule(self.problem, touched))

    def _changed(self, move: Move) -> dict[int, Order]:
        """The orders of the routes that a move touches; an empty one when nobody is left on it."""
        changed = dict[int, Order]()
        before = self.on.get(move.stop)
        if before is not None:
            changed[before] = without(self.orders[before], (move.stop,))
        if move.vehicle is None:
            return changed
        order = changed.get(move.vehicle, self.orders.get(move.vehicle, ()))
        changed[move.vehicle] = self._put(move, order)
        return changed

    def _put(self, move: Move, order: Order) -> Order:
        assert move.vehicle is not None
        if move.trip is not None and move.trip < len(order):
            return Slot(move.vehicle, move.trip, move.position, 0, False).filled(order, move.stop)
        place = self._best(move.vehicle, order, move.stop)
        if place:
            return place.order
        if order and move.trip is None:
            last = len(order) - 1
            return Slot(move.vehicle, last, len(order[last][1]), 0, False).filled(order, move.stop)
        depot = self._likely_depot(move.vehicle, move.stop)
        return Slot(move.vehicle, len(order), 0, depot, True).filled(order, move.stop)

    def _likely_depot(self, vehicle: int, stop: int) -> int:
        held = self.ground.held_rows
        may = self.ground.may_load[vehicle] or list(range(len(self.problem.depots)))
        return next((depot for depot in may if held[depot][stop]), may[0])

    def _times(self, vehicle: int, order: Order) -> Timing:
        times = timing(self.ground, vehicle, order)
        if times is None:
            before = self.orders.get(vehicle)
            known = timing(self.ground, vehicle, before) if before else None
            times = as_early_as_can_be(
                self.ground, vehicle, order, known.loads_s[0] if known else 0
            )
        return times

    def _more(self, changed: Mapping[int, Order], times: Mapping[int, Timing]) -> int:
        """What the plan costs more after a change of some routes."""
        price, more = self.ground.price, 0
        for vehicle, order in changed.items():
            known = self._known.get(vehicle)
            more += (times[vehicle].cost if order else 0) - (known.cost if known else 0)
        stops = {s for v in changed for _, some in self.orders.get(v, ()) for s in some}
        stay = {s for order in changed.values() for _, some in order for s in some}
        more += int(sum(price[s] for s in stops - stay) - sum(price[s] for s in stay - stops))
        if self.ground.grouped:
            after = {v: o for v, o in {**self.orders, **changed}.items() if o}
            more += split_cost(self.ground, after) - split_cost(self.ground, self.orders)
        return more

    def _solution(self, by_vehicle: Mapping[int, Route]) -> Solution:
        routes = tuple(by_vehicle[vehicle] for vehicle in sorted(by_vehicle))
        served = {stop for route in routes for stop in route.stops}
        return Solution(routes, tuple(s for s in range(len(self.ground.stops)) if s not in served))

    # Where it fits --------------------------------------------------------------------------------

    def fits(self, stop: int) -> tuple[Fit, ...]:
        """Every vehicle on which the stop fits, the cheapest first. Where it is now counts as if it
        were not there yet."""
        found = [self._fit(vehicle, stop) for vehicle in range(len(self.problem.vehicles))]
        fitting = (fit for fit in found if fit is not None)
        return tuple(sorted(fitting, key=lambda fit: (fit.cost, fit.vehicle)))

    def refusals(self, stop: int, fits: Sequence[Fit] | None = None) -> dict[int, tuple[str, ...]]:
        """By vehicle on which the stop does not fit anywhere, the rules in the way; `fits` as this
        board found them, if they are known.

        Where the stop is now counts as fitting, so it is on none of the routes that are looked at.
        """
        fitting = {fit.vehicle for fit in (self.fits(stop) if fits is None else fits)}
        refusing = [v for v in range(len(self.problem.vehicles)) if v not in fitting]
        if not refusing:
            return {}
        if self._blame is None:
            self._blame = Blame(self.problem, self.orders, (), self.screen)
        blame = self._blame.about([stop])
        return {v: blame.verdict(v, 0).named for v in refusing}

    def _fit(self, vehicle: int, stop: int) -> Fit | None:
        order = self._without(vehicle, stop)
        place = self._best(vehicle, order, stop)
        if place is None and order != self.orders.get(vehicle, ()):
            place = self._present(vehicle, order, stop)
        if place is None:
            return None
        before = self._times(vehicle, order) if order else None
        added_s = _work_s(timing(self.ground, vehicle, place.order)) - _work_s(before)
        return Fit(vehicle, place.slot, added_s, place.cost)

    def _without(self, vehicle: int, stop: int) -> Order:
        order = self.orders.get(vehicle, ())
        return without(order, (stop,)) if self.on.get(stop) == vehicle else order

    def _present(self, vehicle: int, order: Order, stop: int) -> Place:
        """Where the stop is now; without it there may be no way along the others."""
        whole = self.orders[vehicle]
        trip = next(index for index, (_, stops) in enumerate(whole) if stop in stops)
        depot, stops = whole[trip]
        where = Slot(vehicle, trip, stops.index(stop), depot, len(stops) == 1)
        before = self._times(vehicle, order) if order else None
        return Place(where, whole, self._known[vehicle].cost - (before.cost if before else 0))

    def _best(self, vehicle: int, order: Order, stop: int) -> Place | None:
        """The cheapest place on one vehicle, as the screen ranks them, that works."""
        table = self.screen.table(vehicle, order)
        if not len(table):
            return None
        costs = self.screen.costs(table, np.array([stop], np.int64))[0]
        before = self._times(vehicle, order) if order else None
        for row in np.argsort(costs, kind="stable"):
            if costs[row] >= FULL:
                return None
            where = slot(table[row])
            longer = where.filled(order, stop)
            after = timing(self.ground, vehicle, longer)
            if after:
                return Place(where, longer, after.cost - (before.cost if before else 0))
        return None


def _work_s(times: Timing | None) -> int:
    return times.end_s - times.start_s if times else 0
