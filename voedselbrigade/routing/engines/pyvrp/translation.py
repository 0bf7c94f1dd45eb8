"""A problem in PyVRP's words, and its plans back in ours.

What PyVRP cannot express (`unsaid`) is taken over from a given plan where that settles it: the
depot a vehicle starts from, the stretch of loading hours, which of several windows. A ride becomes
a limit on the length of a route. The rest is left out: whoever asks checks the answer.

Loading at a depot is a node of its own for every home that vehicles come from: its roads out count
the way from that home and the loading. A vehicle with an open end goes to a node that is no place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import pyvrp

from voedselbrigade.routing.engines.pyvrp.settling import MOST, Settling, Turn, or_most
from voedselbrigade.routing.engines.pyvrp.unsaid import stretches
from voedselbrigade.routing.ground import Ground, Ints, Order
from voedselbrigade.routing.orders import Orders
from voedselbrigade.routing.problem import DAY_END_S, OPEN, UNREACHABLE

NOWHERE: Final = -1
CLIENT, DEPOT = pyvrp.ActivityType.CLIENT, pyvrp.ActivityType.DEPOT
SPARE = 5
"""Of alike vehicles, so many are offered beyond those in use."""

type Loading = tuple[int | None, int]
"""Where a vehicle comes from (None: it is there) and the depot it loads at."""


class Translation:
    """`data` is what PyVRP solves; `stops` and `fleet` tell what its numbers stand for."""

    def __init__(self, ground: Ground, plan: Orders, *, required: bool, seed: int = 0) -> None:
        """`plan` settles what PyVRP has no words for; `required`: nobody may be left out."""
        self.ground, self.plan, self.required = ground, plan, required
        settling = Settling(ground, plan, seed)
        room = np.array([v.capacity for v in ground.problem.vehicles], np.int64)
        self.fits = (ground.demand[None, :, :] <= room[:, None, :]).all(axis=2)
        self.timeless = _timeless(ground) and bool((ground.allowed | ~self.fits).all())
        servable = ground.allowed.any(axis=0)
        self.stops = [s for s in range(len(ground.stops)) if servable[s] and settling.in_time(s)]
        self.client_of = {stop: client for client, stop in enumerate(self.stops)}
        self.turns = list(settling.turns())
        # A journey that is forbidden takes so long that no shift can hold it.
        ends = (vehicle.shift.end_s for vehicle in ground.problem.vehicles)
        self.never_s = 2 * max(DAY_END_S, max(ends, default=0))
        self.windows = [settling.window(stop) for stop in self.stops]
        self.lift = np.maximum(0, -ground.pair_cost[:, self.stops].min(axis=0, initial=0))
        self._lay_nodes()
        self.fleet: list[list[int]] = []
        self.type_of: dict[int, int] = {}
        self.empty = not self.stops or not self.turns
        if not self.empty:
            self.data = self._data()

    # Nodes ----------------------------------------------------------------------------------------

    def _lay_nodes(self) -> None:
        """Locations: one per client, then one per loading, then one per end. In PyVRP's list of
        depots the loadings come first, the ends behind them."""
        vehicles = self.ground.problem.vehicles
        loadings: dict[Loading, None] = {}
        ends: dict[int, None] = {}
        for turn in self.turns:
            vehicle = vehicles[turn.vehicle]
            loadings[vehicle.start, turn.depot] = None
            for depot in self._reloads(turn):
                loadings[None, depot] = None
            ends[self._end(turn)] = None
        self.loadings, self.ends = list(loadings), list(ends)
        self.loading_of = {one: number for number, one in enumerate(self.loadings)}
        self.end_of = {end: len(self.loadings) + number for number, end in enumerate(self.ends)}

    def _reloads(self, turn: Turn) -> list[int]:
        vehicle = self.ground.problem.vehicles[turn.vehicle]
        return self.ground.may_load[turn.vehicle] if vehicle.max_trips > 1 else []

    def _end(self, turn: Turn) -> int:
        vehicle = self.ground.problem.vehicles[turn.vehicle]
        return NOWHERE if vehicle.end is OPEN else self.ground.end_place(vehicle, turn.depot)

    # Data -----------------------------------------------------------------------------------------

    def _data(self) -> pyvrp.ProblemData:
        metres: list[Ints] = []
        seconds: list[Ints] = []
        profiles: dict[tuple[object, ...], int] = {}
        types: dict[tuple[object, ...], int] = {}
        made: list[pyvrp.VehicleType] = []
        for turn in self.turns:
            shown = self._profile_key(turn)
            if shown not in profiles:
                profiles[shown] = len(profiles)
                metres.append(self._metres(turn))
                seconds.append(self._seconds(turn))
            one = self._vehicle_type(turn, profiles[shown])
            key = _key(one)
            if key not in types:
                types[key] = len(types)
                made.append(one)
                self.fleet.append([])
            self.fleet[types[key]].append(turn.vehicle)
            self.type_of[turn.vehicle] = types[key]
        size = len(self.stops) + len(self.loadings) + len(self.ends)
        return pyvrp.ProblemData(
            [pyvrp.Location(0, 0) for _ in range(size)],
            [self._client(client) for client in range(len(self.stops))],
            list(self._depots()),
            [one.replace(num_available=self._offered(n)) for n, one in enumerate(made)],
            metres,  # type: ignore[arg-type]  # PyVRP's stubs say ndarray[int]
            seconds,  # type: ignore[arg-type]
        )

    def _offered(self, kind: int) -> int:
        """How many of alike vehicles the search sees: a few more than the plan uses, for each one
        makes it slower."""
        alike = self.fleet[kind]
        if not self.plan:
            return len(alike)
        used = sum(vehicle in self.plan for vehicle in alike)
        return min(len(alike), used + max(SPARE, used // 4))

    def _priced(self, turn: Turn) -> bool:
        """Whether this vehicle's distances are prices (of ways and pairs) instead of metres."""
        pairs = self.ground.pair_cost[turn.vehicle, self.stops] + self.lift
        return bool(pairs.any())

    def _profile_key(self, turn: Turn) -> tuple[object, ...]:
        ground, vehicle = self.ground, turn.vehicle
        priced = self._priced(turn)
        return (
            ground.kind[vehicle],
            self._banned(turn).tobytes(),
            ground.problem.vehicles[vehicle].cost_per_m if priced else None,
            ground.pair_cost[vehicle].tobytes() if priced else None,
        )

    def _banned(self, turn: Turn) -> Ints:
        """By client, whether this vehicle may not serve it, though there is room for it."""
        ground, depots = self.ground, [turn.depot, *self._reloads(turn)]
        held = ground.held[depots].any(axis=0)[self.stops]
        may = ground.allowed[turn.vehicle, self.stops] | ~self.fits[turn.vehicle, self.stops]
        return np.asarray(~(may & held), np.int64)

    def _table(self, table: Ints, spent: int) -> Ints:
        """A table between all nodes; `spent` is 1 where loading takes time, 0 for metres."""
        ground, depots = self.ground, self.ground.problem.depots
        places = np.array([ground.place[stop] for stop in self.stops], np.int64)
        first, count = len(places), len(self.loadings)
        size = first + count + len(self.ends)
        made: Ints = np.zeros((size, size), np.int64)
        made[:first, :first] = table[places[:, None], places[None, :]]
        for node, (home, depot) in enumerate(self.loadings, first):
            site = depots[depot]
            lead = 0 if home is None else int(table[home, site.location])
            made[node, :first] = table[site.location, places] + lead + spent * site.loading_s
            made[:first, node] = table[places, site.location]
        for node, place in enumerate(self.ends, first + count):
            if place != NOWHERE:
                made[:first, node] = table[places, place]
        return made

    def _metres(self, turn: Turn) -> Ints:
        ground, vehicle = self.ground, self.ground.problem.vehicles[turn.vehicle]
        made = self._table(ground.tables.metres[ground.kind[turn.vehicle]], 0)
        made = np.where(made >= UNREACHABLE, made[made < UNREACHABLE].max(initial=0), made)
        if self._priced(turn):
            pairs = ground.pair_cost[turn.vehicle, self.stops] + self.lift
            made = made * vehicle.cost_per_m
            made[:, : len(self.stops)] += pairs[None, :]
        np.fill_diagonal(made, 0)
        return made

    def _seconds(self, turn: Turn) -> Ints:
        ground = self.ground
        made = self._table(ground.tables.travel[ground.kind[turn.vehicle]], 1)
        banned = np.nonzero(self._banned(turn))[0]
        made[:, banned] = self.never_s
        made = np.where(made >= UNREACHABLE, self.never_s, made)
        np.fill_diagonal(made, 0)
        return made

    def _client(self, client: int) -> pyvrp.Client:
        stop = self.stops[client]
        asked = self.ground.stops[stop]
        early_s, late_s = self.windows[client]
        limited = any(v.max_stops is not None for v in self.ground.problem.vehicles)
        return pyvrp.Client(
            client,
            delivery=[*asked.demand, 1] if limited else [*asked.demand],
            service_duration=asked.service_s,
            tw_early=0 if self.timeless else max(0, early_s),
            tw_late=MOST if self.timeless else max(0, early_s, late_s),
            release_time=max(0, asked.release_s),
            prize=0 if self.required else asked.price + int(self.lift[client]),
            required=self.required,
        )

    def _depots(self) -> Iterator[pyvrp.Depot]:
        for node, (home, depot) in enumerate(self.loadings, len(self.stops)):
            hours = stretches(self.ground, depot)
            if self.timeless or home is not None or not hours:
                yield pyvrp.Depot(node)
            else:
                yield pyvrp.Depot(node, max(0, hours[0][0]), max(0, hours[-1][1]))
        for node in range(len(self.ends)):
            yield pyvrp.Depot(len(self.stops) + len(self.loadings) + node)

    def _vehicle_type(self, turn: Turn, profile: int) -> pyvrp.VehicleType:
        vehicle, prices = self.ground.problem.vehicles[turn.vehicle], self.ground.problem.prices
        priced = self._priced(turn)
        limited = any(v.max_stops is not None for v in self.ground.problem.vehicles)
        most_stops = len(self.stops) if vehicle.max_stops is None else max(0, vehicle.max_stops)
        wanted_s, over = turn.longest_s, 0
        if vehicle.fair_s is not None and prices.over_fair_per_s and vehicle.fair_s < wanted_s:
            wanted_s, over = max(0, vehicle.fair_s), prices.over_fair_per_s
        reloads = [self.loading_of[None, depot] for depot in self._reloads(turn)]
        return pyvrp.VehicleType(
            1,
            capacity=[*vehicle.capacity, most_stops] if limited else [*vehicle.capacity],
            start_depot=self.loading_of[vehicle.start, turn.depot],
            end_depot=self.end_of[self._end(turn)],
            fixed_cost=vehicle.cost_fixed,
            tw_early=0 if self.timeless else turn.from_s,
            tw_late=MOST if self.timeless else max(turn.from_s, vehicle.shift.end_s),
            start_late=MOST if self.timeless else turn.until_s,
            shift_duration=wanted_s,
            max_overtime=turn.longest_s - wanted_s if over else 0,
            unit_overtime_cost=over,
            max_distance=MOST if priced else or_most(vehicle.max_distance_m),
            unit_distance_cost=1 if priced else vehicle.cost_per_m,
            unit_duration_cost=vehicle.cost_per_s,
            profile=profile,
            reload_depots=reloads,
            max_reloads=max(0, min(vehicle.max_trips - 1, len(self.stops))) if reloads else 0,
        )

    # Plans ----------------------------------------------------------------------------------------

    def said(self, orders: Orders) -> pyvrp.Solution:
        """A plan in PyVRP's words; a route that has none is left out of it."""
        routes = []
        for vehicle, order in sorted(orders.items()):
            if vehicle in self.type_of and self._sayable(vehicle, order):
                visits = list(self._activities(order))
                routes.append(pyvrp.Route(self.data, visits, self.type_of[vehicle]))
        return pyvrp.Solution(self.data, routes)

    def _sayable(self, vehicle: int, order: Order) -> bool:
        turn = next(turn for turn in self.turns if turn.vehicle == vehicle)
        later = all((None, depot) in self.loading_of for depot, _ in order[1:])
        known = all(stop in self.client_of for _, stops in order for stop in stops)
        return order[0][0] == turn.depot and later and known

    def _activities(self, order: Order) -> Iterator[pyvrp.Activity]:
        for trip, (depot, stops) in enumerate(order):
            if trip:
                yield pyvrp.Activity(DEPOT, self.loading_of[None, depot])
            for stop in stops:
                yield pyvrp.Activity(CLIENT, self.client_of[stop])

    def understood(self, solution: pyvrp.Solution) -> Orders:
        """PyVRP's plan in our words; alike vehicles keep what is most like their own route."""
        orders: Orders = {}
        free = [list(vehicles) for vehicles in self.fleet]
        turns = {turn.vehicle: turn for turn in self.turns}
        found = [(route.vehicle_type(), self._order(route)) for route in solution.routes()]
        for kind, loads in found:
            if not any(stops for _, stops in loads):
                continue
            vehicle = self._who(free[kind], {stop for _, stops in loads for stop in stops})
            free[kind].remove(vehicle)
            first = turns[vehicle].depot
            order = tuple(
                (first if depot is None else depot, stops) for depot, stops in loads if stops
            )
            orders[vehicle] = order
        return orders

    def _who(self, free: list[int], stops: set[int]) -> int:
        """Of alike vehicles the one that has most of these stops in the plan at hand."""

        def shared(vehicle: int) -> int:
            own = (stop for _, some in self.plan.get(vehicle, ()) for stop in some)
            return sum(stop in stops for stop in own)

        return free[0] if len(free) == 1 else max(free, key=shared)

    def _order(self, route: pyvrp.Route) -> list[tuple[int | None, tuple[int, ...]]]:
        loads: list[tuple[int | None, list[int]]] = []
        for one in list(route)[:-1]:
            if one.is_depot():
                depot = self.loadings[one.idx][1] if loads else None
                loads.append((depot, []))
            else:
                loads[-1][1].append(self.stops[one.idx])
        return [(depot, tuple(stops)) for depot, stops in loads]


def _timeless(ground: Ground) -> bool:
    """Nothing takes time and nothing waits for a moment: then PyVRP need not look at the clock."""
    problem = ground.problem
    if ground.tables.travel.any() or any(ground.service):
        return False
    open_ = all(s.first <= 0 and s.last >= DAY_END_S for s in _moments(ground))
    quiet = not any(stop.release_s > 0 for stop in ground.stops)
    quiet = quiet and not any(depot.loading_s for depot in problem.depots)
    return open_ and quiet and not any(v.max_duration_s is not None for v in problem.vehicles)


@dataclass(frozen=True, slots=True)
class _Stretch:
    first: int
    last: int


def _moments(ground: Ground) -> Iterator[_Stretch]:
    for windows in ground.windows:
        yield from (_Stretch(*window) for window in windows)
    for vehicle in ground.problem.vehicles:
        yield _Stretch(vehicle.shift.start_s, vehicle.shift.end_s)
    for depot in range(len(ground.problem.depots)):
        yield from (_Stretch(*one) for one in stretches(ground, depot))


def _key(one: pyvrp.VehicleType) -> tuple[object, ...]:
    """What makes two vehicles alike."""
    return (
        tuple(one.capacity), one.start_depot, one.end_depot, one.fixed_cost, one.tw_early,
        one.tw_late, one.start_late, one.shift_duration, one.max_overtime, one.unit_overtime_cost,
        one.max_distance, one.unit_distance_cost, one.unit_duration_cost, one.profile,
        tuple(one.reload_depots), one.max_reloads,
    )  # fmt: skip
