"""OR-Tools' routing library: every hard rule of a problem in one model, searched from a given plan.

A vehicle that may load at several depots stands in the model once per depot, one of these copies at
most in use. Second trips pass an optional reload node of their own. The search starts from the
insertion plan, already renewed; its answer is timed again by the exact schedule, and whatever does
not hold there is put back by insertion: a plan that breaks a rule never leaves this room.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from voedselbrigade.errors import Fact
from voedselbrigade.routing.engines import Answer, Run
from voedselbrigade.routing.engines.bounds import servable
from voedselbrigade.routing.engines.ejection import seat
from voedselbrigade.routing.engines.insertion import Orders, complete
from voedselbrigade.routing.engines.renewal import count_left_out, renew
from voedselbrigade.routing.engines.slots import NOWHERE, Screen
from voedselbrigade.routing.ground import Ground, Ints, Order
from voedselbrigade.routing.problem import DAY_END_S, OPEN, UNREACHABLE, Problem, Stop, Vehicle
from voedselbrigade.routing.schedule import as_solution, plan_cost, works

MOST_COPIES = 150
"""Vehicles in the model, counted once per depot they may load at."""
MOST_FURTHER_TRIPS = 3
SEATING, RENEWING, SEARCHING = 0.35, 0.55, 0.9
"""The shares of the time after which the search for places, renewal, and then the model's search
have to be done; what is left of it is for whoever still has no place."""
FIRST = 1_000_000_000
"""The weight of what is settled first when a plan is written out: the times."""
LOOKS_PER_STEP = 50
"""What one step is worth besides one renewal: looks of the model's search at its limit."""
AGES_S = 24 * 3600
TRIES_PER_STEP = 15
"""What one step is worth while somebody is left out: exchanges in the search for a place."""


class OrTools:
    """The reference engine: insertion, renewal, the routing library, and a last pass."""

    name = "or_tools"

    def refuses(self, problem: Problem) -> tuple[Fact, ...]:
        return ()

    def solve(self, problem: Problem, run: Run) -> Answer:
        ground = Ground(problem)
        screen = Screen(ground)
        first = complete(screen, {}, range(len(problem.stops)))
        run.tell(plan_cost(ground, first), count_left_out(ground, first))
        steps = run.limits.steps
        tries = None if steps is None else steps * TRIES_PER_STEP
        best = seat(screen, first, run, share=SEATING, tries=tries)
        best = renew(screen, best, run, share=RENEWING, steps=steps)
        best = _better(screen, best, search(ground, best, run))
        best = seat(screen, best, run, share=1.0, tries=tries)
        cost, solution = plan_cost(ground, best), as_solution(ground, best)
        run.tell(cost, len(solution.left_out))
        stands = cost >= plan_cost(ground, first)
        return Answer(solution, cost, (Fact.of("routing.first_plan_stands"),) if stands else ())


def _better(screen: Screen, best: Orders, found: Orders | None) -> Orders:
    """The found plan, freed of what the exact schedule turns down and filled up; or the best."""
    if found is None:
        return best
    ground = screen.ground
    kept: Orders = {}
    for vehicle, order in found.items():
        if works(ground, vehicle, order):
            kept[vehicle] = order
    served = {stop for order in kept.values() for _, stops in order for stop in stops}
    kept = complete(screen, kept, [s for s in range(len(ground.stops)) if s not in served])
    return min(best, kept, key=lambda orders: plan_cost(ground, orders))


def search(ground: Ground, orders: Orders, run: Run) -> Orders | None:
    """The best plan that the routing library finds from `orders`; None when it finds nothing."""
    if run.over(SEARCHING) or not orders:
        return None
    return Model(ground, orders).solve(orders, run)


@dataclass(frozen=True, slots=True)
class Copy:
    """A vehicle that starts loading at one depot; `lead_s`, `lead_m`: its way there from home."""

    vehicle: int
    depot: int
    lead_s: int
    lead_m: int


@dataclass(frozen=True, slots=True)
class Reload:
    """A node at which a vehicle may load once more."""

    vehicle: int
    depot: int


class Model:
    """A problem as a routing model. Nodes: stops, reloads, then a start and an end per copy."""

    def __init__(self, ground: Ground, orders: Orders) -> None:
        self.ground, self.problem = ground, ground.problem
        self.copies = list(_copies(ground, orders))
        self.reloads = list(_reloads(ground, self.copies, orders))
        self.stops = _reachable(ground, orders)
        self._lay_nodes()
        count, size = len(self.copies), len(self.places)
        first = size - 2 * count
        starts, ends = range(first, first + count), range(first + count, size)
        self.manager = pywrapcp.RoutingIndexManager(size, count, list(starts), list(ends))
        self.routing = pywrapcp.RoutingModel(self.manager)
        self.solver = self.routing.solver()
        self.index = [self.manager.NodeToIndex(node) for node in range(first)]
        self._lay_travel()
        self._lay_time()
        self._lay_loads()
        self._lay_limits()
        self._lay_rides()
        self._lay_goods()
        self._lay_choices()
        self._lay_wishes()

    @property
    def vehicles(self) -> list[Vehicle]:
        return [self.problem.vehicles[copy.vehicle] for copy in self.copies]

    def _lay_nodes(self) -> None:
        """Per node its place (`NOWHERE`: no way leads there, as to an open end) and service."""
        depots, ground = self.problem.depots, self.ground
        self.node_of = {stop: node for node, stop in enumerate(self.stops)}
        self.places = [ground.place[stop] for stop in self.stops]
        self.spent = [ground.service[stop] for stop in self.stops]
        for site in [depots[reload.depot] for reload in self.reloads]:
            self.places.append(site.location)
            self.spent.append(site.loading_s)
        for copy in self.copies:
            self.places.append(depots[copy.depot].location)
            self.spent.append(depots[copy.depot].loading_s)
        for copy, driver in zip(self.copies, self.vehicles, strict=True):
            end = NOWHERE if driver.end is OPEN else ground.end_place(driver, copy.depot)
            self.places.append(end)
            self.spent.append(0)

    # Travel and cost ------------------------------------------------------------------------------

    def _matrix(self, table: Ints, before: list[int], after: Ints | int = 0) -> int:
        """A registered table between nodes, with what is spent at the node that is left `before`
        a journey, and at the one that is reached `after` it."""
        places = np.array(self.places)
        somewhere = places != NOWHERE
        between = table[places[:, None], places[None, :]]
        between = np.where(somewhere[:, None] & somewhere[None, :], between, 0)
        between = between + np.array(before)[:, None] + after
        np.fill_diagonal(between, 0)
        # Straight from start to end means: not used, and then no way has to exist.
        count = len(self.copies)
        between[len(self.index) : len(self.index) + count, len(self.index) + count :] = 0
        return int(self.routing.RegisterTransitMatrix(between.tolist()))

    def _lay_travel(self) -> None:
        """Tables of time and metres per kind of vehicle, and what journeys cost each vehicle."""
        tables, nothing = self.ground.tables, [0] * len(self.places)
        kinds = [self.ground.kind[copy.vehicle] for copy in self.copies]
        self.timed = {k: self._matrix(tables.travel[k], self.spent) for k in set(kinds)}
        self.time_of = [self.timed[kind] for kind in kinds]
        self.metres_of: dict[int, int] = {}
        priced: dict[tuple[object, ...], int] = {}
        for index, (copy, driver, kind) in enumerate(
            zip(self.copies, self.vehicles, kinds, strict=True)
        ):
            if driver.max_distance_m is not None and kind not in self.metres_of:
                self.metres_of[kind] = self._matrix(tables.metres[kind], nothing)
            pairs = self._pairs(copy.vehicle)
            key = (kind, driver.cost_per_s, driver.cost_per_m, pairs.tobytes())
            if key not in priced:
                cost = driver.cost_per_s * tables.travel[kind]
                cost = cost + driver.cost_per_m * tables.metres[kind]
                priced[key] = self._matrix(cost, nothing, pairs)
            self.routing.SetArcCostEvaluatorOfVehicle(priced[key], index)
            lead = driver.cost_per_s * copy.lead_s + driver.cost_per_m * copy.lead_m
            self.routing.SetFixedCostOfVehicle(driver.cost_fixed + lead, index)

    def _pairs(self, vehicle: int) -> Ints:
        """By node, what a visit costs by who makes it: the pair's price, dearer hours."""
        drivers, ground = self.problem.vehicles, self.ground
        dearer = drivers[vehicle].cost_per_s - min(driver.cost_per_s for driver in drivers)
        costs = ground.pair_cost[vehicle, self.stops] + self._lift
        costs = costs + dearer * np.array(ground.service, np.int64)[self.stops]
        return np.concatenate([costs, np.zeros(len(self.places) - len(costs), np.int64)])

    # Time -----------------------------------------------------------------------------------------

    def _lay_time(self) -> None:
        horizon = DAY_END_S
        self.routing.AddDimensionWithVehicleTransits(self.time_of, horizon, horizon, False, "time")
        self.time = self.routing.GetDimensionOrDie("time")
        for stop, node in self.node_of.items():
            _allow(self.time.CumulVar(self.index[node]), self.ground.windows[stop])
        for offset, reload in enumerate(self.reloads):
            cumul = self.time.CumulVar(self.index[len(self.stops) + offset])
            _allow(cumul, [(a, b) for a, b, _ in self.ground.segments[reload.depot]])
        for index, (copy, driver) in enumerate(zip(self.copies, self.vehicles, strict=True)):
            start, end = self.routing.Start(index), self.routing.End(index)
            _allow(
                self.time.CumulVar(start), [(a, b) for a, b, _ in self.ground.segments[copy.depot]]
            )
            earliest = min(driver.shift.start_s + copy.lead_s, horizon)
            latest = max(min(driver.shift.end_s, horizon), 0)
            self.solver.Add(self.time.CumulVar(start) >= earliest)
            self.solver.Add(self.time.CumulVar(end) <= latest)
            self.time.SetSlackCostCoefficientForVehicle(driver.cost_per_s, index)
            if driver.max_duration_s is not None:
                most = max(0, driver.max_duration_s - copy.lead_s)
                self.time.SetSpanUpperBoundForVehicle(most, index)
            if driver.fair_s is not None and self.problem.prices.over_fair_per_s:
                bound = pywrapcp.BoundCost(
                    max(0, driver.fair_s - copy.lead_s), self.problem.prices.over_fair_per_s
                )
                self.time.SetSoftSpanUpperBoundForVehicle(bound, index)
            self._lay_breaks(index, driver)
            self.routing.AddWeightedVariableMaximizedByFinalizer(
                self.time.CumulVar(start), 4 * FIRST
            )
            self.routing.AddWeightedVariableMinimizedByFinalizer(self.time.CumulVar(end), 2 * FIRST)
        for node in self.index:
            self.routing.AddWeightedVariableMinimizedByFinalizer(self.time.CumulVar(node), FIRST)

    def _lay_breaks(self, index: int, driver: Vehicle) -> None:
        rests = [
            self.solver.FixedDurationIntervalVar(
                rest.window.start_s, rest.window.end_s, rest.duration_s, False, f"rest {index} {n}"
            )
            for n, rest in enumerate(driver.breaks)
        ]
        if rests:
            self.time.SetBreakIntervalsOfVehicle(rests, index, self.spent)

    # Loads and limits -----------------------------------------------------------------------------

    def _lay_loads(self) -> None:
        for measure, name in enumerate(self.problem.measures):
            demand = [int(self.ground.demand[stop, measure]) for stop in self.stops]
            room = [min(driver.capacity[measure], sum(demand)) for driver in self.vehicles]
            most = {copy.vehicle: room[index] for index, copy in enumerate(self.copies)}
            demand += [-most[reload.vehicle] for reload in self.reloads]
            self._unary(f"load {name}", demand, room, refill=True)

    def _unary(self, name: str, amounts: list[int], room: list[int], *, refill: bool) -> None:
        """A dimension that sums up `amounts` of nodes; with `refill` reloads start it anew."""
        padded = amounts + [0] * (len(self.places) - len(amounts))
        amount = self.routing.RegisterUnaryTransitVector(padded)
        slack = max(room, default=0) if refill and self.reloads else 0
        self.routing.AddDimensionWithVehicleCapacity(amount, slack, room, True, name)
        if slack:
            dimension = self.routing.GetDimensionOrDie(name)
            for index in self._stop_and_start_indices():
                dimension.SlackVar(index).SetValue(0)

    def _stop_and_start_indices(self) -> Iterator[int]:
        yield from self.index[: len(self.stops)]
        yield from (self.routing.Start(index) for index in range(len(self.copies)))

    def _lay_limits(self) -> None:
        if any(driver.max_stops is not None for driver in self.vehicles):
            room = [
                len(self.stops) if driver.max_stops is None else driver.max_stops
                for driver in self.vehicles
            ]
            self._unary("stops", [1] * len(self.stops), room, refill=False)
        if not self.metres_of:
            return
        nothing = self.routing.RegisterTransitMatrix([[0] * len(self.places)] * len(self.places))
        evaluators, room = [], []
        for copy, driver in zip(self.copies, self.vehicles, strict=True):
            limited = driver.max_distance_m is not None
            evaluators.append(
                self.metres_of[self.ground.kind[copy.vehicle]] if limited else nothing
            )
            room.append(max(0, (driver.max_distance_m or 0) - copy.lead_m))
        self.routing.AddDimensionWithVehicleTransitAndCapacity(evaluators, 0, room, True, "metres")

    # What a trip carries along --------------------------------------------------------------------

    def _carry(
        self, name: str, starts: list[pywrapcp.IntExpr], reloads: list[pywrapcp.IntExpr], top: int
    ) -> pywrapcp.RoutingDimension:
        """A dimension that keeps, all along a trip, the value it was given at the loading."""
        first = len(self.stops)
        amounts = [-top if first <= n < len(self.index) else 0 for n in range(len(self.places))]
        amount = self.routing.RegisterUnaryTransitVector(amounts)
        self.routing.AddDimension(amount, 2 * top, top, False, name)
        carried = self.routing.GetDimensionOrDie(name)
        for index in self._stop_and_start_indices():
            carried.SlackVar(index).SetValue(0)
        for number, value in enumerate(starts):
            self.solver.Add(carried.CumulVar(self.routing.Start(number)) == value)
        for index, value in zip(self.index[first:], reloads, strict=True):
            self.solver.Add(carried.SlackVar(index) + carried.CumulVar(index) == value + top)
        return carried

    def _loadings(self) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        """Depot and index of every start, and of every reload."""
        starts = [(copy.depot, self.routing.Start(n)) for n, copy in enumerate(self.copies)]
        indices = self.index[len(self.stops) :]
        reloads = [(r.depot, index) for r, index in zip(self.reloads, indices, strict=True)]
        return starts, reloads

    def _lay_rides(self) -> None:
        """`hot`: when the trip's meals left the heat, for the hard limit. `ride`: seconds since
        loading without waiting; it speeds the search up and carries the price of long rides."""
        asked = [
            (self.problem.stops[stop], self.index[node]) for stop, node in self.node_of.items()
        ]
        starts, reloads = self._loadings()
        if any(stop.release_s for stop, _ in asked):
            begun = [[self.time.CumulVar(i) for _, i in some] for some in (starts, reloads)]
            loaded = self._carry("loaded", begun[0], begun[1], DAY_END_S)
            for stop, index in asked:
                loaded.CumulVar(index).SetMin(min(stop.release_s, DAY_END_S))
        if any(stop.max_ride_s is not None for stop, _ in asked):
            since = [[self._hot(depot, i) for depot, i in some] for some in (starts, reloads)]
            hot = self._carry("hot", since[0], since[1], DAY_END_S)
            for stop, index in asked:
                if stop.max_ride_s is not None:
                    ride_s = self.time.CumulVar(index) - hot.CumulVar(index)
                    self.solver.Add(ride_s <= stop.max_ride_s)
        if any(stop.max_ride_s is not None or stop.wanted_ride_s is not None for stop, _ in asked):
            self._lay_ride_times(asked)

    def _hot(self, depot: int, index: int) -> pywrapcp.IntExpr:
        """The latest batch at the loading that starts at an index, or that start itself."""
        batches = sorted(set(self.problem.depots[depot].batches_s))
        moment = self.time.CumulVar(index)
        if not batches:
            return moment
        since = self.solver.IntConst(batches[0])
        for before, after in pairwise(batches):
            reached = self.solver.IsGreaterOrEqualCstVar(moment, after)
            since = since + reached * (after - before)
        return since

    def _lay_ride_times(self, asked: list[tuple[Stop, int]]) -> None:
        first, last, kinds = len(self.stops), len(self.index), dict[int, int]()
        spent = [s - DAY_END_S if first <= n < last else s for n, s in enumerate(self.spent)]
        for kind in {self.ground.kind[copy.vehicle] for copy in self.copies}:
            table = self.ground.tables.travel[kind]
            kinds[kind] = self._matrix(table, spent) if self.reloads else self.timed[kind]
        transits = [kinds[self.ground.kind[copy.vehicle]] for copy in self.copies]
        self.routing.AddDimensionWithVehicleTransits(transits, DAY_END_S, DAY_END_S, True, "ride")
        ride, price = self.routing.GetDimensionOrDie("ride"), self.problem.prices.long_ride_per_s
        for index in self._stop_and_start_indices():
            ride.SlackVar(index).SetValue(0)
        for stop, index in asked:
            if stop.max_ride_s is not None:
                ride.CumulVar(index).SetMax(max(0, stop.max_ride_s))
            if stop.wanted_ride_s is not None and price:
                ride.SetCumulVarSoftUpperBound(index, stop.wanted_ride_s, price)

    # Who, and from where --------------------------------------------------------------------------

    def _lay_goods(self) -> None:
        """`depot`: which depot the trip was loaded at, where goods are not the same everywhere."""
        held, count = self.ground.held, len(self.problem.depots)
        if not self.reloads or held.all():
            return
        some = [[self.solver.IntConst(depot) for depot, _ in one] for one in self._loadings()]
        where = self._carry("depot", some[0], some[1], count)
        for stop, node in self.node_of.items():
            holding = [int(depot) for depot in held[:, stop].nonzero()[0]]
            where.CumulVar(self.index[node]).SetValues(holding)

    def _lay_choices(self) -> None:
        """Who may serve what, that a stop or a reload may be skipped, one copy per vehicle."""
        reloading: dict[int, list[int]] = {}
        for reload in self.reloads:
            reloading.setdefault(reload.vehicle, []).append(reload.depot)
        for stop, node in self.node_of.items():
            may = [
                index
                for index, copy in enumerate(self.copies)
                if self.ground.allowed[copy.vehicle, stop]
                and self.ground.held[[copy.depot, *reloading.get(copy.vehicle, [])], stop].any()
            ]
            self._only(self.index[node], may)
            price = self.problem.stops[stop].price
            self.routing.AddDisjunction([self.index[node]], price + self._lift)
        for offset, reload in enumerate(self.reloads):
            index = self.index[len(self.stops) + offset]
            own = [i for i, copy in enumerate(self.copies) if copy.vehicle == reload.vehicle]
            self._only(index, own)
            self.routing.AddDisjunction([index], 0)
        for vehicle in {copy.vehicle for copy in self.copies}:
            own = [i for i, copy in enumerate(self.copies) if copy.vehicle == vehicle]
            if len(own) > 1:
                active = [self.routing.ActiveVehicleVar(index) for index in own]
                self.solver.Add(self.solver.Sum(active) <= 1)

    def _only(self, index: int, copies: list[int]) -> None:
        self.routing.VehicleVar(index).SetValues([-1, *copies])

    @property
    def _lift(self) -> int:
        """Added to every served pair, so that familiar faces do not cost less than nothing."""
        return max(0, -int(self.ground.pair_cost.min(initial=0)))

    # Wishes ---------------------------------------------------------------------------------------

    def _lay_wishes(self) -> None:
        """Groups. Wanted windows are left to renewal and the exact schedule: the library's local
        search cannot estimate a wish on both sides of a moment, and then finds no plan at all."""
        groups: dict[int, list[int]] = {}
        for stop, node in self.node_of.items():
            group = self.ground.groups[stop]
            if self.ground.grouped and group is not None:
                groups.setdefault(group, []).append(self.index[node])
        for members in groups.values():
            if len(members) > 1:
                self.routing.AddSoftSameVehicleConstraint(members, self.problem.prices.split_group)

    # Searching ------------------------------------------------------------------------------------

    def solve(self, orders: Orders, run: Run) -> Orders | None:
        """Search from a plan; None when it cannot be read into the model or nothing is found."""
        parameters = pywrapcp.DefaultRoutingSearchParameters()
        parameters.local_search_metaheuristic = (
            routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
        )
        left_s = AGES_S if run.seconds is None else run.seconds * SEARCHING - run.elapsed_s
        parameters.time_limit.FromMilliseconds(int(max(0.05, left_s) * 1000))
        self.solver.ReSeed(run.seed)
        self._watch(run)
        self.routing.CloseModelWithParameters(parameters)
        start = self.routing.ReadAssignmentFromRoutes(self._routes(orders), True)
        if start is None:
            return None
        found = self.routing.SolveFromAssignmentWithParameters(start, parameters)
        return self._orders(found) if found else None

    def _watch(self, run: Run) -> None:
        looks, most = 0, run.limits.steps

        def enough() -> bool:
            nonlocal looks
            looks += 1
            if most is not None and looks > most * LOOKS_PER_STEP:
                return True
            return looks % 16 == 0 and run.cancelled()

        self.routing.AddSearchMonitor(self.solver.CustomLimit(enough))

    def _routes(self, orders: Orders) -> list[list[int]]:
        """A plan as the model's indices, one list per copy."""
        free = {
            (reload.vehicle, reload.depot, n): self.index[len(self.stops) + n]
            for n, reload in enumerate(self.reloads)
        }
        routes: list[list[int]] = []
        for copy in self.copies:
            order = orders.get(copy.vehicle, ())
            route: list[int] = []
            if order and order[0][0] == copy.depot:
                route = self._route(copy.vehicle, order, free)
            routes.append(route)
        return routes

    def _route(
        self, vehicle: int, order: Order, free: dict[tuple[int, int, int], int]
    ) -> list[int]:
        route: list[int] = []
        for trip, (depot, stops) in enumerate(order):
            if trip:
                key = next(key for key in free if key[:2] == (vehicle, depot))
                route.append(free.pop(key))
            route.extend(self.index[self.node_of[stop]] for stop in stops)
        return route

    def _orders(self, found: pywrapcp.Assignment) -> Orders:
        orders: Orders = {}
        for number, copy in enumerate(self.copies):
            depot, stops, order = copy.depot, list[int](), list[tuple[int, tuple[int, ...]]]()
            index = found.Value(self.routing.NextVar(self.routing.Start(number)))
            while not self.routing.IsEnd(index):
                node = self.manager.IndexToNode(index)
                if node < len(self.stops):
                    stops.append(self.stops[node])
                else:
                    order.append((depot, tuple(stops)))
                    depot, stops = self.reloads[node - len(self.stops)].depot, []
                index = found.Value(self.routing.NextVar(index))
            order.append((depot, tuple(stops)))
            loaded = tuple(load for load in order if load[1])
            if loaded:
                orders[copy.vehicle] = loaded
        return orders


def _allow(variable: pywrapcp.IntVar, windows: list[tuple[int, int]]) -> None:
    """Only moments in one of the windows."""
    ordered = sorted(windows)
    variable.SetRange(ordered[0][0], max(0, ordered[-1][1]))
    for (_, closes), (opens, _) in pairwise(ordered):
        if opens > closes + 1:
            variable.RemoveInterval(closes + 1, opens - 1)


def _copies(ground: Ground, orders: Orders) -> Iterator[Copy]:
    """Vehicles by the depots they may start at: the plan's own first, then the likeliest."""
    problem = ground.problem
    most = max(1, MOST_COPIES // max(1, len(problem.vehicles)))
    for vehicle, driver in enumerate(problem.vehicles):
        tables, kind = ground.tables, ground.kind[vehicle]
        chosen = list(dict.fromkeys(depot for depot, _ in orders.get(vehicle, ())))
        ranked = sorted(ground.may_load[vehicle], key=lambda depot: _far(ground, vehicle, depot))
        chosen += [depot for depot in ranked if depot not in chosen]
        for depot in chosen[: max(most, len(orders.get(vehicle, ())))]:
            site = problem.depots[depot]
            begins = driver.start
            lead_s = 0 if begins is None else tables.travel_rows[kind][begins][site.location]
            lead_m = 0 if begins is None else tables.metre_rows[kind][begins][site.location]
            possible = any(
                max(first, driver.shift.start_s + lead_s) <= min(last, driver.shift.end_s)
                for first, last, _ in ground.segments[depot]
            )
            if possible and lead_s < UNREACHABLE:
                yield Copy(vehicle, depot, lead_s, lead_m)


def _reachable(ground: Ground, orders: Orders) -> list[int]:
    """The stops that are in the plan, or that a vehicle could serve if it served nobody else."""
    served = {stop for order in orders.values() for _, stops in order for stop in stops}
    possible = servable(ground)
    return [stop for stop in range(len(possible)) if possible[stop] or stop in served]


def _far(ground: Ground, vehicle: int, depot: int) -> int:
    """How far a depot is for a vehicle: from its start, and to the nearest stops it may serve."""
    travel = ground.tables.travel[ground.kind[vehicle]]
    site, driver = ground.problem.depots[depot].location, ground.problem.vehicles[vehicle]
    may = (ground.allowed[vehicle] & ground.held[depot]).nonzero()[0]
    ways = sorted(int(travel[site, ground.place[stop]]) for stop in may)[:8]
    lead_s = 0 if driver.start is None else int(travel[driver.start, site])
    return lead_s + (sum(ways) // len(ways) if ways else UNREACHABLE)


def _reloads(ground: Ground, copies: list[Copy], orders: Orders) -> Iterator[Reload]:
    """For every further trip one node per depot that the vehicle stands in the model with."""
    by_vehicle: dict[int, list[int]] = {}
    for copy in copies:
        by_vehicle.setdefault(copy.vehicle, []).append(copy.depot)
    for vehicle, depots in by_vehicle.items():
        further = min(ground.problem.vehicles[vehicle].max_trips - 1, MOST_FURTHER_TRIPS)
        for _ in range(max(further, len(orders.get(vehicle, ())) - 1)):
            yield from (Reload(vehicle, depot) for depot in depots)
