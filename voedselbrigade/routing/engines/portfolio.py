"""Engines side by side over the cores that are given: they exchange plans and mend each other's.

What PyVRP can express it searches alone, with a seed per core; else it works loosely beside the
OR-Tools engine, and whatever breaks a rule is put back by insertion and renewed. After each round
all go on from the best. A large plan is cut into neighbouring parts, along other lines every round.
The plan only ever gets better: it is never worse than what its best part found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace

from voedselbrigade.errors import Fact
from voedselbrigade.routing.engines import Answer, Limits, Progress, Run
from voedselbrigade.routing.engines.clusters import HUGE, Clusters
from voedselbrigade.routing.engines.crew import Crew, Here, Workforce
from voedselbrigade.routing.engines.cutting import Cut, Cutter, part_of
from voedselbrigade.routing.engines.fleet import needed
from voedselbrigade.routing.engines.insertion import complete
from voedselbrigade.routing.engines.parts import (
    BOLD_PYVRP,
    LATE_PYVRP,
    MIXED,
    OR_TOOLS,
    PYVRP,
    RENEW,
    STEADY_PYVRP,
    Part,
)
from voedselbrigade.routing.engines.pyvrp.unsaid import unsaid
from voedselbrigade.routing.engines.slots import Screen
from voedselbrigade.routing.ground import Ground
from voedselbrigade.routing.orders import Orders, as_solution, count_left_out, plan_cost
from voedselbrigade.routing.problem import Problem

SMALL = 150
"""Up to so many stops there is time to begin anew."""
LARGE = 250
"""Above so many stops a plan is cut into parts."""
LARGE_TIMED = 130
"""The same where PyVRP has to look at the clock, which makes every move slower."""
PART = 160
"""About so many stops make a part."""
FIRST_SHARE = 0.3
"""The share of the time for a round on the whole of what PyVRP can express."""
MIXED_SHARE = 0.2
"""The same where vehicles differ: what one way of searching finds, the other can go on from."""
LOOSE_SHARE = 0.7
"""The same for other problems: a search for places and one for a better plan need their time;
after that all lanes renew the best."""
ROUND_S = 3.0
"""A round on parts takes about so long; more on parts that are larger."""
ROUNDS, LOOSE_ROUNDS = 4, 2
"""So many rounds share the steps, or the time on a problem that is not cut; few where every round
begins with a search for places."""
LANES = 2
"""With steps, so many parts make a round on the whole, however many cores there are."""
RESERVE_S = 0.3
"""Kept back at the end for putting together."""


type Crewed = Callable[[Problem, Run], AbstractContextManager[Workforce]]
"""Hands out who works side by side on a problem."""


class Portfolio:
    """The engine. `workforce`: who works on the parts; else processes of its own."""

    name = "portfolio"

    def __init__(self, workforce: Workforce | None = None) -> None:
        self._workforce = workforce

    def refuses(self, problem: Problem) -> tuple[Fact, ...]:
        return ()

    def solve(self, problem: Problem, run: Run) -> Answer:
        """The best plan of all. With steps it is the same on any number of cores."""
        if (
            (run.over() and len(problem.stops) <= HUGE)
            or not problem.stops
            or not problem.vehicles
            or not problem.depots
        ):
            return _first_plan(problem, run)
        vehicles = needed(problem)
        if len(vehicles) < len(problem.vehicles):
            return self._with(vehicles, problem, run)
        with self.crewed(problem, run) as workforce:
            return _answer(problem, run, workforce)

    def _with(self, vehicles: list[int], problem: Problem, run: Run) -> Answer:
        """The answer with some of the vehicles, in the numbers of all."""
        cut = part_of(problem, vehicles, range(len(problem.stops)))
        answer = self.solve(cut.problem, run)
        routes = tuple(cut.renumbered(route) for route in answer.solution.routes)
        return replace(answer, solution=replace(answer.solution, routes=routes))

    @contextmanager
    def crewed(self, problem: Problem, run: Run) -> Iterator[Workforce]:
        """Whoever works on parts of this problem, for as long as this run."""
        if self._workforce is not None:
            yield self._workforce
        elif run.cores < 2:
            yield Here()
        else:
            huge = len(problem.stops) > HUGE
            with Crew(run.cores, None if huge else problem) as crew:
                yield crew


def _answer(problem: Problem, run: Run, workforce: Workforce) -> Answer:
    if len(problem.stops) > HUGE:
        return Clusters(problem, run, workforce).answer()
    return _Search(problem, run, workforce).answer()


def _first_plan(problem: Problem, run: Run) -> Answer:
    ground = Ground(problem)
    first = complete(Screen(ground), {}, range(len(problem.stops)))
    cost, solution = plan_cost(ground, first), as_solution(ground, first)
    run.tell(cost, len(solution.left_out))
    return Answer(solution, cost, (Fact.of("routing.first_plan_stands"),))


@dataclass(slots=True)
class _Search:
    """A search under way: `best` is the best plan so far, `round` counts the rounds; `mixed` says
    that vehicles differ in room or price."""

    problem: Problem
    run: Run
    workforce: Workforce
    ground: Ground = field(init=False)
    best: Orders = field(default_factory=dict)
    best_cost: int | None = None
    first_cost: int | None = None
    round: int = 0
    told: int | None = None
    loose: bool = False
    mixed: bool = field(init=False)

    def __post_init__(self) -> None:
        self.ground = Ground(self.problem)
        vehicles = self.problem.vehicles
        kinds = {(one.capacity, one.cost_fixed, one.cost_per_m, one.cost_per_s) for one in vehicles}
        self.mixed = len(kinds) > 1

    def answer(self) -> Answer:
        self.loose = any(unsaid(self.ground))
        if self.loose:
            self._take(complete(Screen(self.ground), {}, range(len(self.problem.stops))))
            self.first_cost = self.best_cost
        cutter: Cutter | None = None
        while not self._over():
            if len(self.problem.stops) > self._most and self.best:
                cutter = cutter or Cutter(self.problem, self.run.seed)
                self._round_of_parts(cutter)
            else:
                self._round_on_all()
            self.round += 1
        return self._answered()

    def _answered(self) -> Answer:
        if self.best_cost is None or count_left_out(self.ground, self.best):
            stops = range(len(self.problem.stops))
            first = complete(Screen(self.ground), {}, stops)
            self._take(first)
        cost, solution = plan_cost(self.ground, self.best), as_solution(self.ground, self.best)
        self.run.tell(cost, len(solution.left_out))
        stands = self.first_cost is not None and cost >= self.first_cost
        return Answer(solution, cost, (Fact.of("routing.first_plan_stands"),) if stands else ())

    # Rounds ---------------------------------------------------------------------------------------

    @property
    def _most(self) -> int:
        """Up to so many stops a plan is searched as a whole."""
        timed = bool(self.ground.tables.travel.any())
        return LARGE_TIMED if timed and not self.loose else LARGE

    @property
    def _lanes(self) -> int:
        """How many searches on the whole a round holds."""
        return LANES if self.run.limits.steps is not None else max(1, self.workforce.size)

    @property
    def _rounds(self) -> int:
        return LOOSE_ROUNDS if self.loose else ROUNDS

    def _over(self) -> bool:
        if self.run.limits.steps is not None:
            return self.run.cancelled() or self.round >= self._rounds
        return self.run.over() or self._left_s() < 2 * RESERVE_S

    def _left_s(self) -> float:
        return (self.run.seconds or 0.0) - self.run.elapsed_s

    def _limits(self, wanted_s: float) -> Limits:
        """The limits of one part of this round."""
        steps = self.run.limits.steps
        if steps is not None:
            return Limits(steps=max(1, steps // self._rounds))
        left_s = self._left_s() - RESERVE_S
        # A rest that is too short for a round of its own goes to the last one.
        return Limits(seconds=max(0.1, left_s if left_s < 1.6 * wanted_s else wanted_s))

    def _round_on_all(self) -> None:
        """Every lane searches the whole from the best plan, in its own way or with its own seed."""
        total_s = self.run.seconds or 0.0
        share = LOOSE_SHARE if self.loose else MIXED_SHARE if self.mixed else FIRST_SHARE
        wanted_s = total_s * share
        limits = self._limits(wanted_s)
        parts = [
            Part(self.problem, self._start(lane), self._way(lane), limits, self._seed(lane))
            for lane in range(self._lanes)
        ]
        for plan in self.workforce.worked(parts, self._heard, self.run.cancelled):
            self._take(plan)

    def _start(self, lane: int) -> Orders:
        """The best plan; but on a small problem every other lane begins anew in the second round:
        where routes are few, what the first round settled may be the wrong fleet. Where vehicles
        cost something by themselves that holds for larger ones too."""
        fixed = self.mixed and any(one.cost_fixed for one in self.problem.vehicles)
        small = not self.loose and len(self.problem.stops) <= (LARGE if fixed else SMALL)
        anew = small and self.round == 1 and lane % 2 == 1
        return {} if anew else self.best

    def _way(self, lane: int) -> str:
        large = len(self.problem.stops) > self._most
        if self.loose:
            ways = (RENEW,) if self.round and not large else (OR_TOOLS, MIXED)
        elif self.mixed:
            ways = (STEADY_PYVRP, LATE_PYVRP)
        else:
            ways = (PYVRP,) if large else (PYVRP, BOLD_PYVRP)
        return ways[(lane + self.round) % len(ways)]

    def _seed(self, lane: int) -> int:
        return self.run.seed * 10_007 + self.round * 101 + lane

    def _round_of_parts(self, cutter: Cutter) -> None:
        """Parts side by side, as many as make every core busy once or twice."""
        size = self._lanes
        count = max(2, size * max(1, round(len(self.problem.stops) / PART / size)))
        cuts = cutter.cuts(self.best, count)
        turns = -(-len(cuts) // max(1, self.workforce.size))
        limits = self._limits(ROUND_S * turns)
        if limits.seconds is not None:
            limits = Limits(seconds=limits.seconds / turns)
        parts = [
            Part(cut.problem, cut.into(self.best), self._way(n), limits, self._seed(n))
            for n, cut in enumerate(cuts)
        ]
        found = self.workforce.worked(parts, cancelled=self.run.cancelled)
        self._put_together(cuts, found)

    def _put_together(self, cuts: list[Cut], found: list[Orders]) -> None:
        whole: Orders = {}
        for cut, plan in zip(cuts, found, strict=True):
            whole |= cut.out_of(plan)
        self._take(whole)

    # The best -------------------------------------------------------------------------------------

    def _take(self, plan: Orders) -> None:
        """Keep a plan if it is better than the best; an empty one says that nothing was found."""
        if not plan and self.best_cost is not None:
            return
        cost = plan_cost(self.ground, plan)
        if self.best_cost is None or cost < self.best_cost:
            self.best, self.best_cost = plan, cost
            self._tell(cost, count_left_out(self.ground, plan))

    def _heard(self, number: int, progress: Progress) -> None:
        if self.best_cost is None or progress.cost < self.best_cost:
            self._tell(progress.cost, progress.left_out)

    def _tell(self, cost: int, left_out: int) -> None:
        if self.told is None or cost < self.told:
            self.told = cost
            self.run.tell(cost, left_out)
