"""The first complete plan in a blink, and places for late changes: regret insertion.

Whoever would lose most by waiting goes first; the cheapest slot is taken if the exact schedule
agrees. `complete` is also the last pass after every search: nobody stays left out who could still
be put in somewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from voedselbrigade.errors import Fact
from voedselbrigade.routing.engines import Answer, Run
from voedselbrigade.routing.engines.slots import FULL, Screen, Slot, slot
from voedselbrigade.routing.ground import Ground, Ints, Order
from voedselbrigade.routing.orders import Orders, as_solution, plan_cost
from voedselbrigade.routing.problem import Problem
from voedselbrigade.routing.schedule import timing


class Insertion:
    """The engine: one pass, always the same answer, far within any limit."""

    name = "insertion"

    def refuses(self, problem: Problem) -> tuple[Fact, ...]:
        return ()

    def solve(self, problem: Problem, run: Run) -> Answer:
        ground = Ground(problem)
        orders = complete(Screen(ground), {}, range(len(problem.stops)))
        cost, solution = plan_cost(ground, orders), as_solution(ground, orders)
        run.tell(cost, len(solution.left_out))
        return Answer(solution, cost)


@dataclass(frozen=True, slots=True)
class Place:
    """A slot that works for a stop, the order it gives, and the cost it adds."""

    slot: Slot
    order: Order
    cost: int


def complete(screen: Screen, orders: Mapping[int, Order], stops: Iterable[int]) -> Orders:
    """The orders with as many of the stops put in as will go; the dearest to leave out first when
    somebody has to wait. Who found no place is asked again when others have: where ways are cut
    off, somebody else's door may be the way there."""
    made: Orders = {vehicle: order for vehicle, order in orders.items() if order}
    waiting = set(stops)
    while waiting:
        filling = Filling(screen, made, waiting)
        placed = {stop for stop in filling.in_turn() if filling.put(stop)}
        made = filling.orders
        waiting -= placed
        if not placed:
            break
    return made


def best_places(screen: Screen, orders: Mapping[int, Order], stop: int) -> list[Place]:
    """Every slot that works for one stop, cheapest first."""
    filling = Filling(screen, orders, [stop])
    found = []
    for vehicle in filling.vehicles:
        for row, cost in zip(filling.tables[vehicle], filling.costs[vehicle][0], strict=True):
            if cost < FULL:
                found.append(filling.tried(stop, slot(row)))
    return sorted((place for place in found if place), key=lambda place: place.cost)


class Filling:
    """A plan being filled: what each waiting stop would cost in each slot, kept up to date.

    `costs[vehicle]` is [row, slot] where `row_of` gives a stop's row; `bests` is [row, vehicle].
    """

    def __init__(
        self,
        screen: Screen,
        orders: Mapping[int, Order],
        stops: Iterable[int],
        blink: Callable[[Ints], Ints] = lambda costs: costs,
    ) -> None:
        """`blink` may close slots at random, so that a search does not always fill alike."""
        self.screen, self.ground, self.blink = screen, screen.ground, blink
        self.orders: Orders = {vehicle: order for vehicle, order in orders.items() if order}
        self.stops: Ints = np.array(sorted(set(stops)), np.int64)
        self.row_of = {int(stop): row for row, stop in enumerate(self.stops)}
        self.waiting = set(self.row_of)
        every = range(len(self.ground.problem.vehicles))
        self.tables = {v: screen.table(v, self.orders.get(v, ())) for v in every}
        self.vehicles = [vehicle for vehicle in every if len(self.tables[vehicle])]
        self.column_of = {vehicle: column for column, vehicle in enumerate(self.vehicles)}
        self.costs: dict[int, Ints] = {}
        self.bests: Ints = np.full((len(self.stops), max(1, len(self.vehicles))), FULL, np.int64)
        self._judge_all()

    def _judge_all(self) -> None:
        if not self.vehicles or not len(self.stops):
            return
        tables = [self.tables[vehicle] for vehicle in self.vehicles]
        costs = self.blink(self.screen.costs(np.concatenate(tables), self.stops))
        edges = np.cumsum([0, *(len(table) for table in tables)])
        for vehicle, first, last in zip(self.vehicles, edges, edges[1:], strict=False):
            self.costs[vehicle] = costs[:, first:last].copy()
        self.bests = np.minimum.reduceat(costs, edges[:-1], axis=1)
        if self.ground.grouped:
            self._lay_groups()

    def neediest(self) -> int:
        """The waiting stop with the highest regret: what it loses if its best vehicle is taken.
        Without a second vehicle that is nearly its price of being left out."""
        waiting = np.array(sorted(self.waiting), np.int64)
        rows = np.searchsorted(self.stops, waiting)
        bests = self.bests[rows]
        if bests.shape[1] < 2:
            first, second = bests[:, 0], np.full(len(rows), FULL)
        else:
            first, second = np.partition(bests, 1, axis=1)[:, :2].T
        price = self.ground.price[waiting]
        regret = np.minimum(second, first + price) - first
        return int(waiting[np.argmax(np.where(first < FULL, regret, price))])

    def in_turn(self) -> Iterator[int]:
        """Whoever needs it most, as long as somebody waits."""
        while self.waiting:
            yield self.neediest()

    def put(self, stop: int) -> bool:
        """Put one stop where it is cheapest and works; False if it works nowhere."""
        self.waiting.discard(stop)
        row = self.row_of[stop]
        while True:
            column = int(np.argmin(self.bests[row]))
            if self.bests[row, column] >= FULL:
                return False
            vehicle = self.vehicles[column]
            choice = int(np.argmin(self.costs[vehicle][row]))
            place = self.tried(stop, slot(self.tables[vehicle][choice]))
            if place:
                self._take(vehicle, place.order, stop)
                return True
            self.costs[vehicle][row, choice] = FULL
            self.bests[row, column] = self.costs[vehicle][row].min() + self._split(row, column)

    def tried(self, stop: int, where: Slot) -> Place | None:
        """The slot with the exact schedule's verdict."""
        before = self.orders.get(where.vehicle, ())
        order = where.filled(before, stop)
        times = timing(self.ground, where.vehicle, order)
        if times is None:
            return None
        known = timing(self.ground, where.vehicle, before) if before else None
        return Place(where, order, times.cost - (known.cost if known else 0))

    def _take(self, vehicle: int, order: Order, stop: int) -> None:
        self.orders[vehicle] = order
        table = self.tables[vehicle] = self.screen.table(vehicle, order)
        if not self.waiting:
            return
        waiting = np.array(sorted(self.waiting), np.int64)
        rows = np.searchsorted(self.stops, waiting)
        costs = np.full((len(self.stops), len(table)), FULL, np.int64)
        costs[rows] = self.blink(self.screen.costs(table, waiting))
        self.costs[vehicle] = costs
        column = self.column_of[vehicle]
        self.bests[:, column] = costs.min(axis=1)
        if self.ground.grouped:
            self.bests[:, column] += self.splits[:, column]
            self._joined(stop, column)

    # Groups ---------------------------------------------------------------------------------------

    def _lay_groups(self) -> None:
        """`splits` [row, vehicle]: what a stop costs more there because others of its group ride
        with somebody else already. `rows_of` has the rows of each group that waits."""
        self.splits: Ints = np.zeros(self.bests.shape, np.int64)
        self.serving: dict[int, set[int]] = {}
        rows_of: dict[int, list[int]] = {}
        for stop, row in self.row_of.items():
            group = self.ground.groups[stop]
            if group is not None:
                rows_of.setdefault(group, []).append(row)
        self.rows_of = {group: np.array(rows, np.int64) for group, rows in rows_of.items()}
        for vehicle, order in self.orders.items():
            for group in {self.ground.groups[stop] for _, stops in order for stop in stops}:
                if group in self.rows_of:
                    self.serving.setdefault(group, set()).add(self.column_of.get(vehicle, -1))
        for group in self.serving:
            self._price_group(group)

    def _joined(self, stop: int, column: int) -> None:
        """A stop was taken on: for the others of its group this vehicle is no split any more."""
        group = self.ground.groups[stop]
        if group is not None and column not in self.serving.setdefault(group, set()):
            self.serving[group].add(column)
            self._price_group(group)

    def _price_group(self, group: int) -> None:
        """Every vehicle but those that serve the group costs the price of a split."""
        rows, before = self.rows_of[group], self.splits[self.rows_of[group]]
        after = np.full(self.bests.shape[1], self.ground.problem.prices.split_group, np.int64)
        after[[column for column in self.serving[group] if column >= 0]] = 0
        self.splits[rows] = after
        self.bests[rows] += after - before

    def _split(self, row: int, column: int) -> int:
        return int(self.splits[row, column]) if self.ground.grouped else 0
