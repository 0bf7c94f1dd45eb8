"""A plan that is given, improved over the cores: every lane with a seed of its own, in rounds, and
after each round all go on from the best. A large plan is cut into neighbouring parts.

For new plans of a day that has one: what is told apart from the engines is that the plan so far is
worth something, so no lane begins from nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from voedselbrigade.routing.engines import Limits, Progress, Run
from voedselbrigade.routing.engines.crew import Workforce
from voedselbrigade.routing.engines.cutting import Cut, Cutter
from voedselbrigade.routing.engines.parts import KEEP, Part
from voedselbrigade.routing.ground import Ground
from voedselbrigade.routing.orders import Orders, count_left_out, plan_cost

LANES = 2
"""With steps, so many searches make a round, however many cores there are."""
ROUNDS = 2
"""So many rounds share the steps or the time."""
LARGE, PART = 250, 160
"""Above so many stops a plan is cut into parts of about so many."""
RESERVE_S = 0.3
"""Kept back at the end for putting together."""


def improved(
    ground: Ground,
    plan: Orders,
    run: Run,
    workforce: Workforce,
    movable: frozenset[int] | None = None,
) -> Orders:
    """The best that comes of a plan, never dearer than the plan. With `movable` all other stops
    stay where they are. With steps it is the same on any number of cores."""
    return _Rounds(ground, plan, run, workforce, movable).improved()


@dataclass(slots=True)
class _Rounds:
    """A search under way: `best` is the best plan so far."""

    ground: Ground
    best: Orders
    run: Run
    workforce: Workforce
    movable: frozenset[int] | None
    round: int = 0
    best_cost: int = field(init=False)

    def __post_init__(self) -> None:
        self.best_cost = plan_cost(self.ground, self.best)

    def improved(self) -> Orders:
        problem = self.ground.problem
        cutter: Cutter | None = None
        if len(problem.stops) > LARGE and self.movable is None and self.best:
            cutter = Cutter(problem, self.run.seed)
        while self.round < self._rounds and not self._over():
            if cutter:
                self._round_of_parts(cutter)
            else:
                self._round_on_all()
            self.round += 1
        return self.best

    @property
    def _lanes(self) -> int:
        return LANES if self.run.limits.steps is not None else max(1, self.workforce.size)

    @property
    def _rounds(self) -> int:
        """One lane alone has nobody to exchange plans with."""
        return ROUNDS if self._lanes > 1 or len(self.ground.stops) > LARGE else 1

    def _over(self) -> bool:
        return self.run.over() or (self.run.seconds is not None and self._left_s() < RESERVE_S)

    def _left_s(self) -> float:
        return (self.run.seconds or 0.0) - self.run.elapsed_s

    def _limits(self, turns: int) -> Limits:
        """The limits of each part of this round, when a lane has so many to do."""
        steps, rounds = self.run.limits.steps, self._rounds - self.round
        if steps is not None:
            return Limits(steps=max(1, steps // self._rounds))
        return Limits(seconds=max(0.1, (self._left_s() - RESERVE_S) / rounds / turns))

    def _seed(self, lane: int) -> int:
        return self.run.seed * 10_007 + self.round * 101 + lane

    def _round_on_all(self) -> None:
        problem, limits = self.ground.problem, self._limits(1)
        parts = [
            Part(problem, self.best, KEEP, limits, self._seed(lane), self.movable)
            for lane in range(self._lanes)
        ]
        for plan in self.workforce.worked(parts, self._heard, self.run.cancelled):
            self._take(plan)

    def _round_of_parts(self, cutter: Cutter) -> None:
        size = self._lanes
        count = max(2, size * max(1, round(len(self.ground.stops) / PART / size)))
        cuts = cutter.cuts(self.best, count)
        limits = self._limits(-(-len(cuts) // max(1, self.workforce.size)))
        parts = [
            Part(cut.problem, cut.into(self.best), KEEP, limits, self._seed(number))
            for number, cut in enumerate(cuts)
        ]
        self._put_together(cuts, self.workforce.worked(parts, cancelled=self.run.cancelled))

    def _put_together(self, cuts: list[Cut], found: list[Orders]) -> None:
        whole: Orders = {}
        for cut, plan in zip(cuts, found, strict=True):
            whole |= cut.out_of(plan)
        self._take(whole)

    def _take(self, plan: Orders) -> None:
        cost = plan_cost(self.ground, plan)
        if cost < self.best_cost:
            self.best, self.best_cost = plan, cost
            self.run.tell(cost, count_left_out(self.ground, plan))

    def _heard(self, number: int, progress: Progress) -> None:
        if progress.cost < self.best_cost:
            self.run.tell(progress.cost, progress.left_out)
