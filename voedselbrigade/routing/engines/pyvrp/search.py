"""PyVRP's local search, driven by a loop of our own that knows when it has to be done.

PyVRP's own loop is made for minutes to hours. Here seconds count: the penalties for a plan that is
too full or too late begin near the price of a way instead of far above it, and follow what they do
more quickly; neighbourhoods and shakes are smaller; and how much worse a plan may get sinks to
nothing by the end of the time that is given. (Record-to-record travel: Dueck, "New optimization
heuristics", Journal of Computational Physics 104, 1993; or late acceptance: Burke and Bykov,
European Journal of Operational Research 258, 2017.)
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyvrp
from pyvrp.search import (
    OPERATORS,
    LocalSearch,
    NeighbourhoodParams,
    PerturbationManager,
    PerturbationParams,
    compute_neighbours,
)

UPDATE_EVERY = 100
"""After so many plans the penalties follow what became of them."""
MOST_TIMES = 30
"""So many times its beginning a penalty may become."""
BACK_EVERY = 5000
"""After so many rounds without a better plan the search goes back to the best."""


@dataclass(frozen=True, slots=True)
class Temper:
    """How bold a search is. `shaken`: of how many visits at most it forgets the place at a time.
    `warm`: how much worse than the best a plan may be at the beginning, as a share of its cost.
    `late`: instead, a plan may be as dear as the one of so many rounds ago. `neighbours`: of how
    many visits near by it tries to lie beside."""

    shaken: int = 12
    warm: float = 0.005
    late: int = 0
    neighbours: int = 20


CALM = Temper()
BOLD = Temper(shaken=30, warm=0.01)
"""Where routes are few and long, a small shake leads nowhere."""
STEADY = Temper(shaken=25, warm=0.003)
"""Where vehicles differ in room and price, to let go of a vehicle takes a larger shake; and what
they cost by themselves is no measure of how much worse a plan may be."""
LATE = Temper(late=300, neighbours=50)
"""For the same: small shakes, and visits that lie further away as neighbours too, for where rooms
differ and are nearly full, what fits together lies apart. Where vehicles are in plenty, small
shakes alone stay 1 to 6 % behind; where they are few, large ones alone 1 to 4 %. By turns it is
1 % below to 1.6 % above, of the better of two runs of PyVRP (single runs of 30 s on mixed fleets of
150 to 560 stops; `benchmarks/fleets.py` makes such fleets)."""


@dataclass(frozen=True, slots=True)
class Look:
    """Where a search stands: the share of its limit that is used up, and whether to stop."""

    passed: float
    over: bool


class Search:
    """A search under way. `best` is the best plan that breaks nothing PyVRP knows of."""

    def __init__(self, data: pyvrp.ProblemData, seed: int, temper: Temper = CALM) -> None:
        self.data, self.rng = data, pyvrp.RandomNumberGenerator(seed=seed)
        neighbours = compute_neighbours(data, NeighbourhoodParams(num_neighbours=temper.neighbours))
        shaking = PerturbationManager(PerturbationParams(1, temper.shaken))
        self.local = LocalSearch(data, self.rng, neighbours, shaking)
        for operator in OPERATORS:
            if operator.supports(data):
                self.local.add_operator(operator(data))
        self.temper = temper
        self.before: list[pyvrp.Solution] = []
        self.penalties = _penalties(data)
        self.best: pyvrp.Solution | None = None
        self.best_cost = math.inf
        self.rounds = 0

    def begin(self, plan: pyvrp.Solution | None) -> pyvrp.Solution:
        """The plan to start from: the given one, or one made from nothing."""
        if plan is None or not plan.routes():
            made = pyvrp.Solution.make_random(self.data, self.rng)
            plan = self.local(made, self.penalties.max_cost_evaluator(), exhaustive=True)
        self._note(plan)
        self.before = [plan] * self.temper.late
        return plan

    def run(
        self,
        plan: pyvrp.Solution | None,
        look: Callable[[int], Look],
        found: Callable[[pyvrp.Solution], None] = lambda plan: None,
    ) -> pyvrp.Solution | None:
        """The best plan there is when `look(rounds)` says it is over; `found` hears of each."""
        now = self.begin(plan)
        if self.best is not None:
            found(self.best)
        since = 0
        while not (seen := look(self.rounds)).over:
            self.rounds += 1
            price = self.penalties.cost_evaluator()
            after = self.local(now, price, exhaustive=False)
            self.penalties.register(after)
            since += 1
            if self._note(after):
                since = 0
                after = self._polished(after, price)
                found(after)
            now = self._next(now, after, price, seen.passed)
            if since >= BACK_EVERY and self.best is not None:
                now, since = self.best, 0
        return self.best

    def _next(
        self,
        now: pyvrp.Solution,
        after: pyvrp.Solution,
        price: pyvrp.CostEvaluator,
        passed: float,
    ) -> pyvrp.Solution:
        cost, before = price.penalised_cost(after), price.penalised_cost(now)
        if self.temper.late:
            return self._late(now, after, price)
        best = before if self.best is None else self.best_cost
        limit = best * (1 + self.temper.warm * max(0.0, 1 - passed))
        return after if cost < before or cost < limit else now

    def _late(
        self, now: pyvrp.Solution, after: pyvrp.Solution, price: pyvrp.CostEvaluator
    ) -> pyvrp.Solution:
        """The new plan if it is cheaper than this one, or than the one of so many rounds ago. What
        is remembered only gets cheaper."""
        turn = self.rounds % self.temper.late
        ago = price.penalised_cost(self.before[turn])
        cost, before = price.penalised_cost(after), price.penalised_cost(now)
        taken = after if cost < before or cost < ago else now
        if min(cost, before) < ago:
            self.before[turn] = taken
        return taken

    def _polished(self, plan: pyvrp.Solution, price: pyvrp.CostEvaluator) -> pyvrp.Solution:
        """The new best plan, better still where looking at all of it helps."""
        better = self.local(plan, price, exhaustive=True)
        return better if self._note(better) else plan

    def _note(self, plan: pyvrp.Solution) -> bool:
        """Whether a plan is the best so far; then it is kept."""
        if not plan.is_feasible():
            return False
        cost = self.penalties.cost_evaluator().cost(plan)
        if cost >= self.best_cost:
            return False
        self.best, self.best_cost = plan, cost
        return True


def _penalties(data: pyvrp.ProblemData) -> pyvrp.PenaltyManager:
    """Too much on board costs about the longest way per largest demand; too late and too far about
    as much as a second and a metre do. Where people may be left out, all cost so much more that
    nobody is served by breaking a rule."""
    types, clients = data.vehicle_types(), data.clients()
    metre = max((one.unit_distance_cost for one in types), default=1)
    second = max((one.unit_duration_cost for one in types), default=0)
    latest = max(one.tw_late for one in types)
    longest = max(
        metre * _most(data.distance_matrix(p), latest)
        + second * _most(data.duration_matrix(p), latest)
        for p in range(data.num_profiles)
    )
    prize = max((client.prize for client in clients), default=0)
    loads = [
        max(1.0, longest / max(1, max((c.delivery[m] for c in clients), default=1)), prize)
        for m in range(data.num_load_dimensions)
    ]
    late, far = max(1.0, metre + second, prize / 100), max(1.0, metre, prize / 1000)
    highest = max(100_000.0, MOST_TIMES * max([late, far, *loads]))
    params = pyvrp.PenaltyParams(solutions_between_updates=UPDATE_EVERY, max_penalty=highest)
    return pyvrp.PenaltyManager((loads, late, far), params)


def _most(table: Any, latest: int) -> int:
    """The longest way in a table; one that no shift can hold is forbidden and does not count."""
    values = np.asarray(table, np.int64)
    return int(values[values <= latest].max(initial=1))
