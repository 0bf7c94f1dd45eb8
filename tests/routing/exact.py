"""Whether an order of visits can be driven at all: asked of a constraint solver, rule by rule.

Nothing here is shared with the search or with the explanation; the rules are written down anew, as
`routing/rules` words them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise

from ortools.sat.python import cp_model

from voedselbrigade.routing.evaluation import judge
from voedselbrigade.routing.problem import (
    DAY_END_S,
    OPEN,
    UNREACHABLE,
    Problem,
    Route,
    Solution,
    Trip,
    Visit,
    Window,
)

type Moment = cp_model.LinearExpr
type Order = list[tuple[int, list[int]]]
TIMED = ("window", "ride", "shift", "duration", "release", "rest", "hours", "batch")
KITCHEN = frozenset({"hours", "batch"})


def insertions(problem: Problem, solution: Solution, stop: int) -> Iterator[tuple[int, Order]]:
    """Every order that one more stop gives: behind any visit, or on a new trip that the vehicle may
    still make from a depot where it may load and where the goods lie."""
    orders = {
        route.vehicle: [(trip.depot, [visit.stop for visit in trip.visits]) for trip in route.trips]
        for route in solution.routes
    }
    holding = problem.stops[stop].depots
    for vehicle, driver in enumerate(problem.vehicles):
        order = orders.get(vehicle, [])
        for trip, (depot, stops) in enumerate(order):
            for position in range(len(stops) + 1):
                longer = (depot, [*stops[:position], stop, *stops[position:]])
                yield vehicle, [*order[:trip], longer, *order[trip + 1 :]]
        for depot in range(len(problem.depots)):
            may = driver.depots is None or depot in driver.depots
            if may and (holding is None or depot in holding) and len(order) < driver.max_trips:
                for trip in range(len(order) + 1):
                    yield vehicle, [*order[:trip], (depot, [stop]), *order[trip:]]


def fixed(problem: Problem, vehicle: int, order: Order) -> set[str]:
    """The rules that the judge finds broken whatever the times."""
    trips = tuple(Trip(d, 0, 0, tuple(Visit(s, 0) for s in stops)) for d, stops in order)
    alone = {stop for _, stops in order for stop in stops}
    others = tuple(stop for stop in range(len(problem.stops)) if stop not in alone)
    judged = judge(problem, Solution((Route(vehicle, 0, 0, trips),), others))
    timed = {*TIMED, "travel", "open_end"}
    return {breach.rule for breach in judged.breaches} - timed


class Drive:
    """One order as a model; `kept` are the rules of time that hold, besides the way itself."""

    def __init__(self, problem: Problem, vehicle: int, order: Order, kept: Collection[str]) -> None:
        self.problem, self.driver = problem, problem.vehicles[vehicle]
        self.kept, self.model = frozenset(kept), cp_model.CpModel()
        self.legs: list[tuple[Moment, Moment, int]] = []
        self.reachable = True
        self._lay(order)

    def can_be(self) -> bool:
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        return self.reachable and solver.solve(self.model) in (
            cp_model.OPTIMAL,
            cp_model.FEASIBLE,
        )

    def _moment(self, name: str) -> cp_model.IntVar:
        return self.model.new_int_var(-DAY_END_S, 2 * DAY_END_S, name)

    def _leg(self, a: int, b: int, leave: Moment, there: Moment) -> None:
        profile = self.problem.profiles[self.driver.profile]
        way_s = int(profile.duration_s[a, b])
        if way_s >= UNREACHABLE or int(profile.distance_m[a, b]) >= UNREACHABLE:
            self.reachable = False
        self.legs.append((leave, there, -(-way_s * 100 // self.driver.speed_percent)))

    def _lay(self, order: Order) -> None:
        problem, driver, model = self.problem, self.driver, self.model
        start, end = self._moment("start"), self._moment("end")
        here = driver.start
        free: Moment = start
        for index, (number, stops) in enumerate(order):
            depot = problem.depots[number]
            load, depart = self._moment(f"load {index}"), self._moment(f"depart {index}")
            self._leg(depot.location if here is None else here, depot.location, free, load)
            self._leg(depot.location, depot.location, load + depot.loading_s, depart)
            since = self._loading(number, load, stops)
            here, free = depot.location, depart
            for stop in stops:
                asked, begin = problem.stops[stop], self._moment(f"visit {stop}")
                self._leg(here, asked.location, free, begin)
                if "window" in self.kept and asked.windows:
                    self._one_of(begin, asked.windows)
                if "ride" in self.kept and asked.max_ride_s is not None:
                    model.add(begin - since <= asked.max_ride_s)
                here, free = asked.location, begin + asked.service_s
        if driver.end is OPEN:
            model.add(end == free)
        else:
            first = problem.depots[order[0][0]].location
            assert here is not None
            self._leg(here, driver.end if isinstance(driver.end, int) else first, free, end)
        if "shift" in self.kept:
            model.add(start >= driver.shift.start_s)
            model.add(end <= driver.shift.end_s)
        if "duration" in self.kept and driver.max_duration_s is not None:
            model.add(end - start <= driver.max_duration_s)
        self._rests(start, end)

    def _one_of(self, moment: cp_model.IntVar, windows: Collection[Window]) -> None:
        ranges = [[one.start_s, one.end_s] for one in windows if one.start_s <= one.end_s]
        domain = cp_model.Domain.from_intervals(ranges)
        self.model.add_linear_expression_in_domain(moment, domain)

    def _loading(self, number: int, load: cp_model.IntVar, stops: list[int]) -> Moment:
        """The rules of loading; since when the meals of the trip are hot."""
        depot, model = self.problem.depots[number], self.model
        if "hours" in self.kept:
            self._one_of(load, depot.hours)
        if "release" in self.kept:
            model.add(load >= max(self.problem.stops[stop].release_s for stop in stops))
        batches = sorted(set(depot.batches_s)) if "batch" in self.kept else []
        if not batches:
            return load
        since = self._moment("since")
        chosen = [model.new_bool_var(f"batch {moment}") for moment in batches]
        model.add_exactly_one(chosen)
        for pick, (moment, following) in zip(
            chosen, pairwise([*batches, UNREACHABLE]), strict=True
        ):
            model.add(load >= moment).only_enforce_if(pick)
            model.add(load < following).only_enforce_if(pick)
            model.add(since == moment).only_enforce_if(pick)
        return since

    def _rests(self, start: cp_model.IntVar, end: cp_model.IntVar) -> None:
        """Every break in its window, whole within one leg or outside the route."""
        model = self.model
        spent: list[list[Moment]] = [[] for _ in self.legs]
        intervals = []
        for number, rest in enumerate(self.driver.breaks if "rest" in self.kept else ()):
            at, last = self._moment(f"rest {number}"), rest.duration_s
            self._one_of(at, [rest.window])
            where = [
                model.new_bool_var(f"rest {number} {leg}") for leg in range(len(self.legs) + 2)
            ]
            model.add_exactly_one(where)
            for leg, (leave, there, _) in enumerate(self.legs):
                model.add(at >= leave).only_enforce_if(where[leg])
                model.add(at + last <= there).only_enforce_if(where[leg])
                spent[leg].append(last * where[leg])
            model.add(at + last <= start).only_enforce_if(where[-1])
            model.add(at >= end).only_enforce_if(where[-2])
            intervals.append(model.new_fixed_size_interval_var(at, last, f"rest {number}"))
        model.add_no_overlap(intervals)
        for (leave, there, way_s), rests in zip(self.legs, spent, strict=True):
            model.add(there - leave >= way_s + sum(rests))


def can_be(problem: Problem, vehicle: int, order: Order, kept: Collection[str]) -> bool:
    return Drive(problem, vehicle, order, kept).can_be()
