"""Takes neighbouring stretches out of a plan and puts their stops back better, again and again.

The removal of adjacent strings and the counting of absences follow Christiaens and Vanden Berghe,
"Slack induction by string removals" (Transportation Science 54, 2020). Whoever is left out often
counts more and more, until the plan makes room for them.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from voedselbrigade.routing.engines import Run
from voedselbrigade.routing.engines.bounds import servable
from voedselbrigade.routing.engines.insertion import Filling, complete
from voedselbrigade.routing.engines.slots import FULL, Screen
from voedselbrigade.routing.ground import Ground, Ints, Order
from voedselbrigade.routing.orders import Orders, count_left_out, plan_cost, served_in, without
from voedselbrigade.routing.schedule import works

MEAN_REMOVED, MEAN_MISSING = 10, 16
"""How many stops are taken out at a time; more when somebody still has to find a place."""
LONGEST_STRING = 10
BLINK_RATE = 0.01
WARM, COLD = 1200.0, 60.0
"""How much worse a plan may get, at first and at last: two minutes, six seconds."""
MOST_ABSENT = 30


@dataclass(slots=True)
class Renewal:
    """A search under way. `best` and `now` are plans; `absences` counts by stop."""

    screen: Screen
    now: Orders
    rng: np.random.Generator
    now_cost: int = 0
    best: Orders = field(default_factory=dict)
    best_cost: int = 0
    absences: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    near: Ints = field(default_factory=lambda: np.zeros((0, 0), np.int64))
    servable: tuple[bool, ...] = ()
    movable: frozenset[int] | None = None

    def __post_init__(self) -> None:
        ground = self.screen.ground
        self.now_cost = self.best_cost = plan_cost(ground, self.now)
        self.best = dict(self.now)
        self.absences = np.zeros(len(ground.stops), np.int64)
        self.near = _near(ground)
        self.servable = servable(ground)

    @property
    def ground(self) -> Ground:
        return self.screen.ground

    def step(self, warmth: float) -> bool:
        """One removal and refilling; True when a new best plan was found."""
        absent = self.left_out(self.now)
        ruined, removed = self._ruin(MEAN_MISSING if absent else MEAN_REMOVED)
        if len(absent) > MOST_ABSENT:
            absent = [int(stop) for stop in self.rng.choice(absent, MOST_ABSENT, replace=False)]
        orders = self._refill(ruined, [*removed, *absent])
        cost = plan_cost(self.ground, orders)
        threshold = self.now_cost - warmth * math.log(self.rng.random() + 1e-12)
        if cost < threshold or self._kinder(orders):
            self.now, self.now_cost = orders, cost
        self.absences[self.left_out(orders)] += 1
        if cost < self.best_cost:
            self.best, self.best_cost = dict(orders), cost
            return True
        return False

    def left_out(self, orders: Orders) -> list[int]:
        """Who is on no route though some vehicle could serve them."""
        served = served_in(orders)
        return [s for s, possible in enumerate(self.servable) if possible and s not in served]

    def _kinder(self, orders: Orders) -> bool:
        """Whether it leaves out people of no higher price who were left out less often so far."""
        before, after = self.left_out(self.now), self.left_out(orders)
        price = self.ground.price
        if not before or price[after].sum() > price[before].sum():
            return False
        return bool(self.absences[after].sum() < self.absences[before].sum())

    def _ruin(self, mean: int) -> tuple[Orders, list[int]]:
        """Cut strings around one place out of neighbouring routes."""
        if not self.now:
            return {}, []
        on = {s: v for v, order in self.now.items() for _, stops in order for s in stops}
        lengths = {v: sum(len(stops) for _, stops in order) for v, order in self.now.items()}
        longest = min(LONGEST_STRING, sum(lengths.values()) / len(lengths))
        most = max(1.0, 4 * mean / (1 + longest) - 1)
        wanted = int(self.rng.uniform(1, most + 1))
        ruined, removed, cut = dict(self.now), list[int](), set[int]()
        for near in self.near[self._centre(on)]:
            stop = int(near)
            vehicle = on.get(stop)
            if vehicle is None or vehicle in cut:
                continue
            count = int(self.rng.uniform(1, min(lengths[vehicle], longest) + 1))
            if self.rng.random() < 0.05:
                count = lengths[vehicle]
            gone = self._string(self.now[vehicle], stop, count)
            gone = gone if self.movable is None else gone & self.movable
            if not gone:
                continue
            left = without(self.now[vehicle], gone)
            if left and not works(self.ground, vehicle, left):
                if self.movable is not None:
                    continue
                # Without a stop on the way there may be no way at all.
                gone, left = {one for _, stops in self.now[vehicle] for one in stops}, ()
            ruined[vehicle] = left
            removed += sorted(gone)
            cut.add(vehicle)
            if len(cut) >= wanted:
                break
        return {vehicle: order for vehicle, order in ruined.items() if order}, removed

    def _centre(self, on: dict[int, int]) -> int:
        left_out = self.left_out(self.now)
        every = range(len(self.ground.stops)) if self.movable is None else sorted(self.movable)
        pool = left_out if left_out and self.rng.random() < 0.5 else every
        return int(self.rng.choice(np.array(pool)))

    def _string(self, order: Order, stop: int, count: int) -> set[int]:
        """`count` stops in a row, `stop` among them; at times with a stretch in the middle kept."""
        flat = [one for _, stops in order for one in stops]
        spare = int(self.rng.integers(1, 4)) if self.rng.random() < 0.3 else 0
        spare = min(spare, len(flat) - count)
        length, at = count + spare, flat.index(stop)
        first = int(self.rng.integers(max(0, at - length + 1), min(at, len(flat) - length) + 1))
        string = flat[first : first + length]
        if spare and count > 1:
            keep = int(self.rng.integers(1, count))
            string = string[:keep] + string[keep + spare :]
        return set(string)

    def _refill(self, ruined: Orders, absent: list[int]) -> Orders:
        filling = Filling(self.screen, ruined, absent, self._blink)
        if self.rng.random() < 0.2:
            for stop in filling.in_turn():
                filling.put(stop)
        else:
            for stop in self._sorted(absent):
                filling.put(stop)
        orders = filling.orders
        left_out = self.left_out(orders)
        return complete(self.screen, orders, left_out[:MOST_ABSENT]) if left_out else orders

    def _sorted(self, absent: list[int]) -> list[int]:
        """By chance, size, window or absence: each a way to go first."""
        keys: tuple[Callable[[int], float], ...] = (
            lambda stop: 0.0,
            lambda stop: -float(self.ground.demand[stop].sum()),
            lambda stop: float(self.ground.windows[stop][-1][1]),
            lambda stop: -float(self.absences[stop]),
        )
        shuffled = [int(stop) for stop in self.rng.permutation(np.array(absent, np.int64))]
        key = keys[int(self.rng.choice(4, p=(0.4, 0.2, 0.2, 0.2)))]
        return sorted(shuffled, key=lambda stop: (-self.ground.price[stop], key(stop)))

    def _blink(self, costs: Ints) -> Ints:
        return np.where(self.rng.random(costs.shape) < BLINK_RATE, FULL, costs)


def renew(
    screen: Screen,
    orders: Orders,
    run: Run,
    *,
    share: float,
    steps: int | None,
    movable: frozenset[int] | None = None,
) -> Orders:
    """The best plan after `steps` renewals, or when `share` of the run's time is over. With
    `movable` all other stops stay where they are, in their order."""
    if not screen.ground.stops or not screen.ground.problem.vehicles:
        return orders
    if movable is not None and not movable:
        return orders
    begun, done = run.elapsed_s, 0
    renewal = Renewal(screen, dict(orders), np.random.default_rng((run.seed, 0)))
    renewal.movable = movable
    while not run.over(share) and (steps is None or done < steps):
        if run.seconds is None:
            passed = done / max(1, steps or 1)
        else:
            passed = (run.elapsed_s - begun) / max(0.01, run.seconds * share - begun)
        if renewal.step(WARM * (COLD / WARM) ** min(1.0, passed)):
            run.tell(renewal.best_cost, count_left_out(screen.ground, renewal.best))
        done += 1
    return renewal.best


def _near(ground: Ground) -> Ints:
    """[stop, rank]: the stops by how quickly the quickest gets there."""
    place = np.array(ground.place)
    quickest = ground.tables.travel.min(axis=0)[place[:, None], place[None, :]]
    np.fill_diagonal(quickest, -1)
    return np.argsort(quickest, axis=1, kind="stable")
