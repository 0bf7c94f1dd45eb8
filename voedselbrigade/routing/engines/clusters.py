"""A city in one go: clusters by hub and neighbourhood, solved side by side, borders mended.

A problem this large is never laid out as a whole: every table and every plan is that of a part.
First the stops go to hubs and each hub's stops to neighbourhoods, with the vehicles that suit them;
each cluster is solved by itself. Then plans are cut along other lines, round after round, so that
what was a border lies inside a part. A part never gets dearer, so neither does the whole.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from voedselbrigade.errors import Fact
from voedselbrigade.routing.engines import Answer, Limits, Run
from voedselbrigade.routing.engines.crew import Workforce
from voedselbrigade.routing.engines.cutting import Cut, Cutter, Points, part_of
from voedselbrigade.routing.engines.parts import MIXED, OR_TOOLS, RENEW, Part
from voedselbrigade.routing.ground import Ground, Ints
from voedselbrigade.routing.orders import Orders, as_solution, plan_cost, served_in
from voedselbrigade.routing.pricing import split_cost
from voedselbrigade.routing.problem import Problem, Route, Solution, Stop, Vehicle

HUGE = 1200
"""Above so many stops a problem is not laid out as a whole."""
CLUSTER = 150
"""About so many stops make a cluster."""
ROUNDS = 3
"""So many rounds share the steps: one on clusters, the others on parts across their borders."""
FIRST_SHARE, LATER_SHARE = 0.4, 0.2
"""The share of the time for the clusters, and for a round across their borders."""
ENDING_SHARE, ENDING_S = 0.03, 1.0
"""Kept back for putting together."""


class Clusters:
    """A search under way. `best` is the plan so far, in the numbers of the whole."""

    def __init__(self, problem: Problem, run: Run, workforce: Workforce) -> None:
        self.problem, self.run, self.workforce = problem, run, workforce
        self.cutter = Cutter(problem, run.seed)
        self.best: Orders = {}
        routes = problem.previous.routes if problem.previous else ()
        self.before = {stop: route.vehicle for route in routes for stop in route.stops}
        self.round = 0

    def answer(self) -> Answer:
        """The plan when the run is over."""
        cuts = clustered(self.problem, self.cutter.points, self.run.seed)
        while True:
            self._work(cuts)
            self.round += 1
            if self._over():
                return self._answered()
            cuts = self.cutter.cuts(self.best, self._count())
            if not cuts:
                return self._answered()
            self._tell(cuts)

    def _count(self) -> int:
        """About as many parts as clusters, and all cores busy to the end of a round."""
        size = max(1, self.workforce.size) if self.run.limits.steps is None else 1
        return size * max(1, round(len(self.problem.stops) / CLUSTER / size))

    def _over(self) -> bool:
        if self.run.limits.steps is not None:
            return self.run.cancelled() or self.round >= ROUNDS
        return self.run.cancelled() or self._left_s() < self._ending_s()

    def _left_s(self) -> float:
        return (self.run.seconds or 0.0) - self.run.elapsed_s

    def _ending_s(self) -> float:
        return ENDING_S + ENDING_SHARE * (self.run.seconds or 0.0)

    def _limits(self, count: int) -> Limits:
        if self.run.limits.steps is not None:
            return Limits(steps=max(1, self.run.limits.steps // ROUNDS))
        left_s = self._left_s() - self._ending_s()
        wanted_s = (self.run.seconds or 0.0) * (LATER_SHARE if self.round else FIRST_SHARE)
        whole_s = left_s if left_s < 1.5 * wanted_s else wanted_s
        turns = -(-count // max(1, self.workforce.size))
        return Limits(seconds=max(0.05, whole_s / turns))

    def _work(self, cuts: list[Cut]) -> None:
        limits = self._limits(len(cuts))
        parts = []
        for number, cut in enumerate(cuts):
            seed = self.run.seed * 10_007 + self.round * 101 + number
            plan = cut.into(self.best)
            parts.append(Part(cut.problem, plan, self.way(cut, plan, number), limits, seed))
        found = self.workforce.worked(parts, cancelled=self.run.cancelled)
        for cut, plan in zip(cuts, found, strict=True):
            for vehicle in cut.vehicles:
                self.best.pop(vehicle, None)
            self.best |= cut.out_of(plan)

    def way(self, cut: Cut, plan: Orders, number: int) -> str:
        """How to search a part: by turns; and where everybody has a place, renewal goes further in
        the same time (0.2 % on a city of 5,000 stops, in 1.3 GB instead of 2.2)."""
        if self.round and len(served_in(plan)) == len(cut.stops):
            return RENEW
        return (MIXED, OR_TOOLS)[(number + self.round) % 2]

    def _tell(self, cuts: list[Cut]) -> None:
        cost = sum(self._cost(cut, Ground(cut.problem)) for cut in cuts) + self._split()
        self.run.tell(cost, len(self.problem.stops) - len(served_in(self.best)))

    def _cost(self, cut: Cut, ground: Ground) -> int:
        """What a part costs in the whole, apart from groups that are split."""
        plan = cut.into(self.best)
        inside = set(cut.vehicles)
        served = {
            cut.stops[stop] for _, order in plan.items() for _, some in order for stop in some
        }
        known = {-1, *inside}
        moved = sum(self.before.get(stop, -1) not in known for stop in served)
        own = plan_cost(ground, plan) - split_cost(ground, plan)
        return own + moved * self.problem.prices.moved

    def _split(self) -> int:
        """What it costs that groups have more than one volunteer."""
        price = self.problem.prices.split_group
        pairs = {
            (group, vehicle)
            for vehicle, order in (self.best.items() if price else ())
            for _, stops in order
            for stop in stops
            if (group := self.problem.stops[stop].group) is not None
        }
        return price * (len(pairs) - len({group for group, _ in pairs}))

    def _answered(self) -> Answer:
        """The whole, timed part by part."""
        routes: list[Route] = []
        cost = 0
        for cut in self.cutter.cuts(self.best, self._count()):
            ground, plan = Ground(cut.problem), cut.into(self.best)
            cost += self._cost(cut, ground)
            routes += (cut.renumbered(route) for route in as_solution(ground, plan).routes)
        routes.sort(key=lambda route: route.vehicle)
        served = {stop for route in routes for stop in route.stops}
        left_out = tuple(s for s in range(len(self.problem.stops)) if s not in served)
        if not routes:
            cost = sum(stop.price for stop in self.problem.stops)
        cost += self._split()
        self.run.tell(cost, len(left_out))
        note = Fact.of("routing.clusters", clusters=self._count())
        return Answer(Solution(tuple(routes), left_out), cost, (note,))


# Who belongs where -------------------------------------------------------------------------------


@dataclass(slots=True)
class _Group:
    """A neighbourhood of one hub: its stops, and the vehicles that were dealt to it."""

    hub: int
    stops: list[int]
    middle: Points
    need: float
    vehicles: list[int] = field(default_factory=list)
    room: float = 0.0


def clustered(problem: Problem, points: Points, seed: int) -> list[Cut]:
    """The problem as clusters; every stop and every vehicle is in exactly one."""
    groups = [
        group
        for hub, stops in enumerate(_by_hub(problem, points))
        for group in _neighbourhoods(problem, points, hub, stops)
    ]
    if groups:
        _deal(problem, points, groups, np.random.default_rng((seed, 6)))
    return [part_of(problem, sorted(group.vehicles), sorted(group.stops)) for group in groups]


def _by_hub(problem: Problem, points: Points) -> list[list[int]]:
    """Stops by the nearest depot that has their goods and that some vehicle loads at."""
    used = {depot for vehicle in problem.vehicles for depot in _depots(problem, vehicle)}
    hubs: list[list[int]] = [[] for _ in problem.depots]
    sites = points[[depot.location for depot in problem.depots]]
    for index, stop in enumerate(problem.stops):
        away = np.hypot(*(sites - points[stop.location]).T)
        allowed = [d for d in range(len(hubs)) if _holds(stop, d) and d in used]
        nearest = min(allowed or range(len(hubs)), key=lambda depot: (away[depot], depot))
        hubs[nearest].append(index)
    return hubs


def _holds(stop: Stop, depot: int) -> bool:
    return stop.depots is None or depot in stop.depots


def _depots(problem: Problem, vehicle: Vehicle) -> frozenset[int]:
    return frozenset(range(len(problem.depots))) if vehicle.depots is None else vehicle.depots


def _neighbourhoods(problem: Problem, points: Points, hub: int, stops: list[int]) -> list[_Group]:
    """One hub's stops in slices around it, each of about a cluster's size."""
    if not stops:
        return []
    places = points[[problem.stops[stop].location for stop in stops]]
    across = places - points[problem.depots[hub].location]
    order = np.argsort(np.arctan2(across[:, 1], across[:, 0]), kind="stable")
    slices: list[Ints] = np.array_split(order, max(1, round(len(stops) / CLUSTER)))
    return [
        _Group(
            hub,
            [stops[int(index)] for index in slice_],
            places[slice_].mean(axis=0),
            float(sum(sum(problem.stops[stops[int(index)]].demand) for index in slice_)) + 1.0,
        )
        for slice_ in slices
    ]


def _deal(problem: Problem, points: Points, groups: list[_Group], rng: np.random.Generator) -> None:
    """Every vehicle to a group that it may load for: the ones with least choice first, each where
    most is needed for what is there, and rather near its home."""
    vehicles = list(problem.vehicles)
    spread = float(np.ptp(points, axis=0).max()) or 1.0
    tied = problem.locks
    wanted: dict[int, set[int]] = {}
    for number, group in enumerate(groups):
        for stop in group.stops:
            if stop in tied:
                wanted.setdefault(tied[stop], set()).add(number)
    order = sorted(
        range(len(vehicles)),
        key=lambda v: (v not in wanted, len(_depots(problem, vehicles[v])), rng.random()),
    )
    for index in order:
        vehicle = vehicles[index]
        may = _depots(problem, vehicle)
        open_ = sorted(wanted.get(index, ())) or [
            number for number, group in enumerate(groups) if group.hub in may
        ]
        home = vehicle.start if vehicle.start is not None else vehicle.end
        room = float(sum(vehicle.capacity) * max(1, vehicle.max_trips))

        def dear(number: int, home: object = home) -> float:
            group = groups[number]
            far = 0.0
            if isinstance(home, int):
                far = float(np.hypot(*(points[home] - group.middle))) / spread
            return group.room / group.need + far

        chosen = min(open_ or range(len(groups)), key=dear)
        groups[chosen].vehicles.append(index)
        groups[chosen].room += min(room, groups[chosen].need)
