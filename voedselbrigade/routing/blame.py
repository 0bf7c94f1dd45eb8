"""Which rules stand in the way of putting a stop in: judged for every place on every route.

A place is behind any visit of a trip, or on a new trip that the vehicle may still make from a depot
where it may load and where the goods lie. At one place a rule is broken

- whatever the times: a full crate, a skill that is missing; or
- because no times keep all rules, but some keep all others (it is the only one in the way); or
- because no times keep this rule at all, even if every other rule but the kitchen's were lifted.

What arrays can prove is proved for all stops at once; only what they leave open is timed exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from voedselbrigade.routing.engines.slot_tables import NOWHERE, C
from voedselbrigade.routing.engines.slots import Screen, slot
from voedselbrigade.routing.ground import Bools, Ground, Ints
from voedselbrigade.routing.orders import Orders
from voedselbrigade.routing.problem import (
    ALL_DAY,
    UNREACHABLE,
    Depot,
    Problem,
    Stop,
    Vehicle,
)
from voedselbrigade.routing.schedule import feasible

ORDER = (
    "needs", "excluded", "lock", "unreachable", "depot", "capacity", "stops", "window", "ride",
    "shift", "duration", "distance", "release", "hours", "batch", "rest",
)  # fmt: skip
"""Which rule to name when several are to blame everywhere: the plainest first."""

KITCHEN = ("hours", "batch")
"""Named only when no other rule is: nearly everything would go if meals were ready sooner."""


def _stops(change: Callable[[Stop], Stop]) -> Callable[[Problem], Problem]:
    return lambda problem: replace(problem, stops=tuple(map(change, problem.stops)))


def _vehicles(change: Callable[[Vehicle], Vehicle]) -> Callable[[Problem], Problem]:
    return lambda problem: replace(problem, vehicles=tuple(map(change, problem.vehicles)))


def _depots(change: Callable[[Depot], Depot]) -> Callable[[Problem], Problem]:
    return lambda problem: replace(problem, depots=tuple(map(change, problem.depots)))


WITHOUT: Mapping[str, Callable[[Problem], Problem]] = {
    "window": _stops(lambda stop: replace(stop, windows=()) if stop.windows else stop),
    "ride": _stops(
        lambda stop: stop if stop.max_ride_s is None else replace(stop, max_ride_s=None)
    ),
    "shift": _vehicles(lambda vehicle: replace(vehicle, shift=ALL_DAY)),
    "duration": _vehicles(lambda vehicle: replace(vehicle, max_duration_s=None)),
    "release": _stops(lambda stop: replace(stop, release_s=0) if stop.release_s else stop),
    "rest": _vehicles(lambda vehicle: replace(vehicle, breaks=())),
    "hours": _depots(lambda depot: replace(depot, hours=(ALL_DAY,))),
    "batch": _depots(lambda depot: replace(depot, batches_s=())),
}
"""The rules of time, each with the problem as it would be without it."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What stands in the way on one vehicle: `every` names rules that each place breaks; only
    where there is none, each place breaks at least one of those in `some`."""

    every: tuple[str, ...]
    some: tuple[str, ...] = ()

    @property
    def named(self) -> tuple[str, ...]:
        return self.every or self.some


@dataclass(frozen=True, slots=True)
class _Places:
    """The places of one vehicle. Axes [stop, place]; `table` as in `slots`.

    `there`: whether it is a place at all; `fixed`: by rule, where it is broken whatever the times;
    `full`: where some of those are.
    """

    table: Ints
    there: Bools
    fixed: Mapping[str, Bools]
    full: Bools


class Blame:
    """One plan, and the stops that are to be explained, by their row.

    Where something has nothing to do with times, as a full crate, no times are looked at: most of
    what is kept here is worked out when it is asked for. `screen` may be given when it is there.
    """

    def __init__(
        self, problem: Problem, orders: Orders, stops: Iterable[int], screen: Screen | None = None
    ) -> None:
        self.problem, self.orders = problem, orders
        self.screen = screen or Screen(Ground(problem))
        self.ground = self.screen.ground
        self._lifted: dict[tuple[str, ...], Problem] = {(): problem}
        self._screens: dict[frozenset[str], Screen] = {}
        self._ask(stops)

    def _ask(self, stops: Iterable[int]) -> None:
        self.stops = np.array(sorted(set(stops)), np.int64)
        self.row_of = {int(stop): row for row, stop in enumerate(self.stops)}
        self._places: dict[int, _Places] = {}
        self._in_time: dict[tuple[frozenset[str], int], Bools] = {}
        self._seen: dict[tuple[frozenset[str], int, int, int], bool] = {}

    def about(self, stops: Iterable[int]) -> Blame:
        """The same plan and other stops: what was laid out for the rules serves them too."""
        other = copy(self)
        other._ask(stops)
        return other

    # Problems that keep only some of the rules of time --------------------------------------------

    @cached_property
    def timed(self) -> tuple[str, ...]:
        """The rules of time that somebody has."""
        return tuple(rule for rule in WITHOUT if self._without((rule,)) != self.problem)

    def _keeping(self, rules: Iterable[str]) -> Screen:
        kept = frozenset(rules) & frozenset(self.timed)
        if kept == frozenset(self.timed):
            return self.screen
        if kept not in self._screens:
            problem = self._without(tuple(rule for rule in self.timed if rule not in kept))
            self._screens[kept] = self.screen.retimed(self.ground.retimed(problem))
        return self._screens[kept]

    def _without(self, rules: tuple[str, ...]) -> Problem:
        """The problem without these rules of time; what several have in common is made once."""
        if rules not in self._lifted:
            self._lifted[rules] = WITHOUT[rules[-1]](self._without(rules[:-1]))
        return self._lifted[rules]

    def _all_but(self, rule: str) -> frozenset[str]:
        return frozenset(self.timed) - {rule}

    def _possible(self, kept: frozenset[str], vehicle: int, row: int, place: int) -> bool:
        """Whether some times keep these rules, for one stop in one place."""
        key = (kept, vehicle, row, place)
        if key not in self._seen:
            ground, order = self._keeping(kept).ground, self.orders.get(vehicle, ())
            where = slot(self._of(vehicle).table[place])
            longer = where.filled(order, int(self.stops[row]))
            self._seen[key] = feasible(ground, vehicle, longer)
        return self._seen[key]

    # All stops in all places of a vehicle ---------------------------------------------------------

    def _of(self, vehicle: int) -> _Places:
        if vehicle not in self._places:
            self._places[vehicle] = self._looked_at(vehicle)
        return self._places[vehicle]

    def _looked_at(self, vehicle: int) -> _Places:
        table = self.screen.table(vehicle, self.orders.get(vehicle, ()))
        held = self.ground.held[table[:, C.DEPOT]][:, self.stops].T
        fixed = self._fixed(vehicle, table, held)
        there = held | (table[:, C.NEW] == 0)
        return _Places(table, there, fixed, full=np.logical_or.reduce(list(fixed.values())))

    def _maybe(self, vehicle: int, kept: frozenset[str]) -> Bools:
        """[stop, place]: where times that keep these rules are not ruled out."""
        key = (kept, vehicle)
        if key not in self._in_time:
            screen = self._keeping(kept)
            table = screen.table(vehicle, self.orders.get(vehicle, ()))
            self._in_time[key] = screen.in_time(table, self.stops)
        return self._in_time[key]

    def _hopeless(self, vehicle: int, rule: str) -> Bools:
        """[stop, place]: where no times keep this rule. What the kitchen or the map makes
        impossible says nothing of the other rules."""
        kitchen = frozenset(KITCHEN)
        otherwise = self._maybe(vehicle, kitchen) & ~self._of(vehicle).fixed["unreachable"]
        return otherwise & ~self._maybe(vehicle, kitchen | {rule})

    def _fixed(self, vehicle: int, table: Ints, held: Bools) -> dict[str, Bools]:
        problem, driver, columns = self.problem, self.problem.vehicles[vehicle], table.T
        asked = [problem.stops[stop] for stop in self.stops]
        shape = (len(self.stops), len(table))

        def by_stop(broken: Iterable[bool]) -> Bools:
            return np.broadcast_to(np.fromiter(broken, np.bool_)[:, None], shape)

        demand = self.ground.demand[self.stops]
        room = columns[C.ROOM :]
        kind, prev, following = columns[C.KIND], columns[C.PREV], columns[C.NEXT]
        there = self.screen.place[self.stops][:, None]
        metres = self.ground.tables.metres
        to_m, on_m = metres[kind, prev, there], metres[kind, there, following]
        on_m = np.where(following == NOWHERE, 0, on_m)
        base_m = columns[C.BASE_M]
        cut_off = (np.maximum(to_m, on_m) >= UNREACHABLE) | (base_m >= UNREACHABLE // 2)
        further = to_m + on_m - columns[C.DIRECT_M] + base_m > columns[C.MORE_M]
        locks, excluded = problem.locks, problem.excluded
        return {
            "needs": by_stop(not stop.needs <= driver.tags for stop in asked),
            "excluded": by_stop((vehicle, int(stop)) in excluded for stop in self.stops),
            "lock": by_stop(locks.get(int(s), vehicle) != vehicle for s in self.stops),
            "depot": ~held,
            "capacity": (demand[:, :, None] > room[None, :, :]).any(axis=1),
            "stops": np.broadcast_to(columns[C.MORE_STOPS] < 1, shape),
            "unreachable": cut_off,
            "distance": further & ~cut_off,
        }

    # Verdicts -------------------------------------------------------------------------------------

    def fits(self, row: int) -> bool:
        """Whether the stop could be put in after all."""
        every = frozenset(self.timed)
        for vehicle in range(len(self.problem.vehicles)):
            seen = self._of(vehicle)
            free = seen.there[row] & ~seen.full[row] & self._maybe(vehicle, every)[row]
            if any(self._possible(every, vehicle, row, int(at)) for at in free.nonzero()[0]):
                return True
        return False

    def verdicts(self, row: int) -> dict[int, Verdict]:
        """By vehicle, for a stop that does not fit. A rule that may be *the* reason is looked for
        on every vehicle, also where another one is plain to see."""
        everywhere, made = set(ORDER), dict[int, Verdict]()
        for vehicle in range(len(self.problem.vehicles)):
            made[vehicle] = self._verdict(vehicle, row, everywhere)
            everywhere.intersection_update(made[vehicle].every)
        return made

    def verdict(self, vehicle: int, row: int) -> Verdict:
        """What stands in the way on one vehicle on which the stop does not fit."""
        return self._verdict(vehicle, row, set())

    def _verdict(self, vehicle: int, row: int, asked: set[str]) -> Verdict:
        seen = self._of(vehicle)
        there = seen.there[row]
        if not there.any():
            return Verdict(("depot",))
        every = {rule for rule, broken in seen.fixed.items() if broken[row][there].all()}
        if not every or not asked.isdisjoint(WITHOUT):
            timed = [
                rule for rule in self.timed if rule not in KITCHEN and (not every or rule in asked)
            ]
            every.update(rule for rule in timed if self._everywhere(rule, vehicle, row))
        if not every:
            every.update(
                r for r in KITCHEN if r in self.timed and self._everywhere(r, vehicle, row)
            )
        some = () if every else _in_order(self._some(vehicle, row))
        return Verdict(_in_order(every), some)

    def _everywhere(self, rule: str, vehicle: int, row: int) -> bool:
        """Whether every place breaks this rule of time."""
        seen, kept = self._of(vehicle), self._all_but(rule)
        hopeless = self._hopeless(vehicle, rule)[row]
        if hopeless[seen.there[row]].all():
            return True
        # Where something else is full and the times may be right, the times are not to blame.
        right = seen.full[row] & self._maybe(vehicle, frozenset(self.timed))[row]
        alone = self._maybe(vehicle, kept)[row] & ~right
        if not (hopeless | alone)[seen.there[row]].all():
            return False
        open_ = (seen.there[row] & ~hopeless).nonzero()[0]
        return all(self._possible(kept, vehicle, row, int(place)) for place in open_)

    def _some(self, vehicle: int, row: int) -> set[str]:
        """Rules of which every place breaks at least one."""
        seen, named = self._of(vehicle), set[str]()
        full = seen.there[row] & seen.full[row]
        while full.any():
            counts = {rule: int((full & here[row]).sum()) for rule, here in seen.fixed.items()}
            best = max(counts, key=lambda rule: counts[rule])
            named.add(best)
            full &= ~seen.fixed[best][row]
        late = (seen.there[row] & ~seen.full[row]).nonzero()[0]
        return named | self._some_of_time(vehicle, row, late) if len(late) else named

    def _some_of_time(self, vehicle: int, row: int, late: Ints) -> set[str]:
        """Rules of time that cannot all be kept in any of these places."""
        likely = {
            rule
            for rule in self.timed
            if rule not in KITCHEN and self._may_matter(vehicle, rule)[row][late].any()
        }
        for guess in (likely, set(self.timed) - set(KITCHEN)):
            kept = frozenset(guess | set(KITCHEN)) & frozenset(self.timed)
            open_ = self._maybe(vehicle, kept)[row][late]
            if not any(self._possible(kept, vehicle, row, int(place)) for place in late[open_]):
                return guess
        return set(self.timed)

    def _may_matter(self, vehicle: int, rule: str) -> Bools:
        return self._maybe(vehicle, self._all_but(rule)) | self._hopeless(vehicle, rule)

    # What the words of a reason need --------------------------------------------------------------

    def is_own(self, rule: str, row: int) -> bool:
        """Whether the stop's own window or ride stands in the way in every place, and not that of
        somebody else on the route."""
        stop = int(self.stops[row])
        asked = self.problem.stops[stop]
        free = replace(asked, windows=()) if rule == "window" else replace(asked, max_ride_s=None)
        if free == asked:
            return False
        stops = (*self.problem.stops[:stop], free, *self.problem.stops[stop + 1 :])
        ground = Ground(replace(self.problem, stops=stops), like=self.ground)
        for vehicle in range(len(self.problem.vehicles)):
            seen, order = self._of(vehicle), self.orders.get(vehicle, ())
            for place in (seen.there[row] & ~self._hopeless(vehicle, rule)[row]).nonzero()[0]:
                if not feasible(ground, vehicle, slot(seen.table[place]).filled(order, stop)):
                    return False
        return True

    def rooms(self, row: int) -> tuple[int, ...]:
        """By measure, the most that any place has room for."""
        rooms = [
            seen.table[seen.there[row]][:, C.ROOM :].max(axis=0, initial=0)
            for seen in map(self._of, range(len(self.problem.vehicles)))
        ]
        return tuple(int(most) for most in np.max(rooms, axis=0))


def _in_order(rules: Iterable[str]) -> tuple[str, ...]:
    named = set(rules)
    return tuple(rule for rule in ORDER if rule in named)
