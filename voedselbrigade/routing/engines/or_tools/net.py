"""The skeleton of a routing model: its nodes, and the dimensions that rules are built from."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from ortools.constraint_solver import pywrapcp

from voedselbrigade.routing.engines.or_tools.copies import copies_of, reachable, reloads_of
from voedselbrigade.routing.engines.slots import NOWHERE
from voedselbrigade.routing.ground import Ground, Ints
from voedselbrigade.routing.orders import Orders
from voedselbrigade.routing.problem import DAY_END_S, OPEN, Vehicle


class TooLate(Exception):  # noqa: N818 - reads as what it is; it never leaves this room
    """The time was over before the model was laid."""


class Net:
    """The nodes of a routing model: stops, reloads, then a start and an end per copy."""

    def __init__(
        self, ground: Ground, orders: Orders, late: Callable[[], bool] = lambda: False
    ) -> None:
        """`late`: whether the time for it is over; then `TooLate` is raised."""
        self.late = late
        self.ground, self.problem = ground, ground.problem
        self.copies = list(copies_of(ground, orders))
        self.reloads = list(reloads_of(ground, self.copies, orders))
        self.stops = reachable(ground, orders)
        self._lay_nodes()
        count, size = len(self.copies), len(self.places)
        first = size - 2 * count
        starts, ends = range(first, first + count), range(first + count, size)
        self.manager = pywrapcp.RoutingIndexManager(size, count, list(starts), list(ends))
        self.routing = pywrapcp.RoutingModel(self.manager)
        self.solver = self.routing.solver()
        self.index = [self.manager.NodeToIndex(node) for node in range(first)]
        self.kinds = [ground.kind[copy.vehicle] for copy in self.copies]
        self._lay_time()

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

    def _lay_time(self) -> None:
        """The dimension `time`; `timed`: by kind of vehicle, the table it runs on."""
        travel = self.ground.tables.travel
        self.timed = {kind: self.matrix(travel[kind], self.spent) for kind in set(self.kinds)}
        transits = [self.timed[kind] for kind in self.kinds]
        self.routing.AddDimensionWithVehicleTransits(transits, DAY_END_S, DAY_END_S, False, "time")
        self.time = self.routing.GetDimensionOrDie("time")

    @property
    def lift(self) -> int:
        """Added to every served pair, so that familiar faces do not cost less than nothing."""
        return max(0, -int(self.ground.pair_cost.min(initial=0)))

    def matrix(self, table: Ints, before: list[int], after: Ints | int = 0) -> int:
        """A registered table between nodes, with what is spent at the node that is left `before`
        a journey, and at the one that is reached `after` it."""
        if self.late():
            raise TooLate
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

    def unary(self, name: str, amounts: list[int], room: list[int], *, refill: bool) -> None:
        """A dimension that sums up `amounts` of nodes; with `refill` reloads start it anew."""
        padded = amounts + [0] * (len(self.places) - len(amounts))
        amount = self.routing.RegisterUnaryTransitVector(padded)
        slack = max(room, default=0) if refill and self.reloads else 0
        self.routing.AddDimensionWithVehicleCapacity(amount, slack, room, True, name)
        if slack:
            dimension = self.routing.GetDimensionOrDie(name)
            for index in self.loaded_indices():
                dimension.SlackVar(index).SetValue(0)

    def loaded_indices(self) -> Iterator[int]:
        """Where nothing new is loaded: at the stops, and at the starts, which are full already."""
        yield from self.index[: len(self.stops)]
        yield from (self.routing.Start(index) for index in range(len(self.copies)))

    def carry(
        self, name: str, starts: list[pywrapcp.IntExpr], reloads: list[pywrapcp.IntExpr], top: int
    ) -> pywrapcp.RoutingDimension:
        """A dimension that keeps, all along a trip, the value it was given at the loading."""
        first = len(self.stops)
        amounts = [-top if first <= n < len(self.index) else 0 for n in range(len(self.places))]
        amount = self.routing.RegisterUnaryTransitVector(amounts)
        self.routing.AddDimension(amount, 2 * top, top, False, name)
        carried = self.routing.GetDimensionOrDie(name)
        for index in self.loaded_indices():
            carried.SlackVar(index).SetValue(0)
        for number, value in enumerate(starts):
            self.solver.Add(carried.CumulVar(self.routing.Start(number)) == value)
        for index, value in zip(self.index[first:], reloads, strict=True):
            self.solver.Add(carried.SlackVar(index) + carried.CumulVar(index) == value + top)
        return carried

    def loadings(self) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        """Depot and index of every start, and of every reload."""
        starts = [(copy.depot, self.routing.Start(n)) for n, copy in enumerate(self.copies)]
        indices = self.index[len(self.stops) :]
        reloads = [(r.depot, index) for r, index in zip(self.reloads, indices, strict=True)]
        return starts, reloads
