"""Makes room for whoever is left out, by putting others out in their place, until all are seated.

Who is put in drives out those who found a place most easily so far; between two such exchanges the
plan is shaken by moves that keep every rule. The counters and the shaking follow Nagata and
Bräysy, "A powerful route minimization heuristic for the vehicle routing problem with time windows"
(Operations Research Letters 37, 2009). Cost plays no part here: who is served comes first.
"""

from __future__ import annotations

from functools import cache
from itertools import combinations

import numpy as np

from voedselbrigade.routing.engines import Run
from voedselbrigade.routing.engines.bounds import most_served, servable
from voedselbrigade.routing.engines.insertion import complete
from voedselbrigade.routing.engines.shaking import Shaking
from voedselbrigade.routing.engines.slots import FULL, Screen, slot
from voedselbrigade.routing.ground import Ground, Ints, Order
from voedselbrigade.routing.orders import Orders, count_left_out, plan_cost, served_in, without
from voedselbrigade.routing.schedule import timing

MOST_EJECTED = 3
"""How many people one may drive out together."""
SHORT = 14
"""On routes of so many stops any three may go together; on longer ones only neighbours."""
MOST_TRIED = 400
"""How many sets of people are tried in one exchange."""
AT_ONCE = 40
"""How many of them are judged together."""
STUCK = 120
"""After so many exchanges that helped nobody, whole routes are emptied."""
MOVES = 12


class Ejection:
    """A search under way. `waiting` is a pile of who has no place; `best` is the plan that leaves
    out least, by price and then by cost."""

    def __init__(self, screen: Screen, orders: Orders, seed: int) -> None:
        self.screen, self.rng = screen, np.random.default_rng((seed, 2))
        self.ground: Ground = screen.ground
        self.now = dict(orders)
        self.possible = servable(self.ground)
        self.waiting = self._left_out(orders)
        price = self.ground.price
        self.worth = np.maximum(1, price // max(1, int(price.min(initial=1))))
        self.effort = np.minimum(self.worth, 64)
        self.shaking = Shaking(self.ground, self.rng)
        self.best, self.best_cost = dict(orders), plan_cost(self.ground, orders)
        self.tries = self.stuck = 0

    def _left_out(self, orders: Orders) -> list[int]:
        served = served_in(orders)
        return [s for s, possible in enumerate(self.possible) if possible and s not in served]

    def exchange(self) -> None:
        """Put the last of the pile in, if need be in the place of others."""
        self.tries += 1
        stop = self.waiting.pop()
        if not self._seated(stop):
            self.effort[stop] += 1
            if not self._in_place_of_others(stop):
                self.waiting.insert(0, stop)
            self.shaking.shake(self.now, MOVES)
        self._note()
        if self.stuck >= STUCK:
            self._begin_anew()

    def _note(self) -> None:
        self.stuck += 1
        if len(self.waiting) > self._fewest:
            return
        cost = plan_cost(self.ground, self.now)
        if cost < self.best_cost:
            fewer = len(self.waiting) < self._fewest
            self.best, self.best_cost = dict(self.now), cost
            self.stuck = 0 if fewer else self.stuck

    @property
    def _fewest(self) -> int:
        return len(self._left_out(self.best))

    # Putting in -----------------------------------------------------------------------------------

    def _seated(self, stop: int) -> bool:
        """Whether there was room without driving anybody out."""
        vehicles = np.array(self.ground.allowed[:, stop].nonzero()[0], np.int64)
        routes = [(int(v), self.now.get(int(v), ())) for v in self.rng.permutation(vehicles)]
        return self._taken_in(stop, routes) is not None

    def _taken_in(self, stop: int, routes: list[tuple[int, Order]]) -> int | None:
        """Put the stop into the first of these routes where it works, in its cheapest slot there;
        the index of that route. All are judged at once."""
        tables = [self.screen.table(vehicle, order) for vehicle, order in routes]
        if not sum(map(len, tables)):
            return None
        costs = self.screen.costs(np.concatenate(tables), np.array([stop], np.int64))[0]
        first = 0
        for index, ((vehicle, order), table) in enumerate(zip(routes, tables, strict=True)):
            here = costs[first : first + len(table)]
            first += len(table)
            longer = self._longer(vehicle, order, stop, table, here)
            if longer:
                self.now[vehicle] = longer
                return index
        return None

    def _longer(
        self, vehicle: int, order: Order, stop: int, table: Ints, costs: Ints
    ) -> Order | None:
        """The order with the stop in the cheapest slot that works."""
        if not (costs < FULL).any():
            return None
        for row in np.argsort(costs, kind="stable"):
            if costs[row] >= FULL:
                return None
            longer = slot(table[row]).filled(order, stop)
            if timing(self.ground, vehicle, longer):
                return longer
        return None

    def _in_place_of_others(self, stop: int) -> bool:
        """Drive out those who are seated most easily, if that is easier than seating the stop."""
        sets = self._cheapest_first(stop)
        for first in range(0, len(sets), AT_ONCE):
            some = sets[first : first + AT_ONCE]
            routes = [(vehicle, without(self.now[vehicle], gone)) for vehicle, gone in some]
            chosen = self._taken_in(stop, routes)
            if chosen is not None:
                gone = some[chosen][1]
                self.waiting += [int(one) for one in self.rng.permutation(sorted(gone))]
                return True
        return False

    def _cheapest_first(self, stop: int) -> list[tuple[int, frozenset[int]]]:
        """Sets of people on one route each, those who are seated most easily first."""
        may = [vehicle for vehicle in self.now if self.ground.allowed[vehicle, stop]]
        flats = [[one for _, stops in self.now[vehicle] for one in stops] for vehicle in may]
        owners, members, totals = list[int](), list[Ints](), list[Ints]()
        for owner, flat in enumerate(flats):
            for chosen in _sets(len(flat)):
                some = np.array(flat, np.int64)[chosen]
                owners += [owner] * len(some)
                members.append(some)
                totals.append(self.effort[some].sum(axis=1))
        if not owners:
            return []
        total = np.concatenate(totals)
        ranked = np.lexsort((self.rng.random(len(total)), total))[:MOST_TRIED]
        ranked = ranked[total[ranked] < self.effort[stop]]
        edges = np.cumsum([0, *map(len, members)])
        sets = []
        for one in ranked:
            part = int(np.searchsorted(edges, one, side="right")) - 1
            gone = frozenset(int(other) for other in members[part][one - edges[part]])
            sets.append((may[owners[one]], gone))
        return sets

    # When nothing helps ---------------------------------------------------------------------------

    def _begin_anew(self) -> None:
        """From the best plan, with a few routes emptied and filled in another order."""
        self.stuck = 0
        self.now = dict(self.best)
        self.effort = np.minimum(self.worth, 64)
        used = np.array(sorted(self.now), np.int64)
        count = int(self.rng.integers(1, 1 + min(3, len(used))))
        for vehicle in self.rng.choice(used, count, replace=False):
            del self.now[int(vehicle)]
        absent = [int(stop) for stop in self.rng.permutation(self._left_out(self.now))]
        for stop in absent:
            self._seated(stop)
        self.shaking.shake(self.now, 10 * MOVES)
        self.waiting = self._left_out(self.now)


@cache
def _sets(count: int) -> tuple[Ints, ...]:
    """Positions that may be emptied together on a route of so many stops, by how many they are."""
    made = []
    for size in range(1, min(MOST_EJECTED, count) + 1):
        if size < MOST_EJECTED or count <= SHORT:
            positions = list(combinations(range(count), size))
        else:
            positions = [tuple(range(at, at + size)) for at in range(count - size + 1)]
        made.append(np.array(positions, np.int64))
    return tuple(made)


def seat(screen: Screen, orders: Orders, run: Run, *, share: float, tries: int | None) -> Orders:
    """A plan that leaves out less, if one is found in `tries` exchanges or before `share` of the
    run's time is over; nothing is tried where no plan can serve more."""
    ejection = Ejection(screen, orders, run.seed)
    most = most_served(screen.ground, ejection.possible)
    if len(served_in(orders)) >= most:
        return orders
    while ejection.waiting and not run.over(share) and (tries is None or ejection.tries < tries):
        before = ejection.best_cost
        ejection.exchange()
        if ejection.best_cost < before:
            run.tell(ejection.best_cost, count_left_out(screen.ground, ejection.best))
            if len(served_in(ejection.best)) >= most:
                break
    # Who was given up on during the search may fit now.
    return complete(screen, ejection.best, ejection._left_out(ejection.best))
