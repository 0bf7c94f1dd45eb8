"""The smallest change that would serve somebody who is left out; told only after it was tried.

A change is tried by making it: the problem with a longer shift or a wider window, and a place on
the routes as they are, with times that keep every rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from voedselbrigade.errors import Fact, Value
from voedselbrigade.routing.blame import Blame
from voedselbrigade.routing.engines.slot_tables import FULL
from voedselbrigade.routing.engines.slots import Screen, Slot, slot
from voedselbrigade.routing.ground import Ground
from voedselbrigade.routing.orders import Orders
from voedselbrigade.routing.problem import (
    ALL_DAY,
    DAY_END_S,
    OPEN,
    Problem,
    Stop,
    Vehicle,
    Window,
)
from voedselbrigade.routing.schedule import feasible, timing

STEPS_S = tuple(60 * minutes for minutes in (5, 10, 15, 20, 30, 45, 60, 90, 120))
"""The minutes that are tried when a window, a ride or a shift would have to be longer."""
QUARTER_S = 900
ENOUGH = 1_000_000


@dataclass(frozen=True, slots=True)
class Remedy:
    """A change that was tried and works, and the vehicle that it is about, if one."""

    fact: Fact
    vehicle: int | None = None

    def as_json(self) -> dict[str, Any]:
        return {"fact": self.fact.as_json(), "vehicle": self.vehicle}


class Trial:
    """A problem as it would be after a change, with the routes as they are."""

    def __init__(self, problem: Problem, like: Ground, orders: Orders) -> None:
        self.ground, self.orders = Ground(problem, like=like), orders
        self.screen = Screen(self.ground)
        every = range(len(problem.vehicles))
        tables = [self.screen.table(vehicle, orders.get(vehicle, ())) for vehicle in every]
        self.table = np.concatenate(tables)

    def place(self, stop: int, tighter: Callable[[Slot], int] | None = None) -> Slot | None:
        """The cheapest place that works (with `tighter`, first by what that says of it)."""
        costs = self.screen.costs(self.table, np.array([stop], np.int64))[0]
        open_ = [int(row) for row in np.argsort(costs, kind="stable") if costs[row] < FULL]
        places = [slot(self.table[row]) for row in open_]
        if tighter is not None:
            places.sort(key=tighter)
        return next((where for where in places if self._works(where, stop)), None)

    def _works(self, where: Slot, stop: int) -> bool:
        longer = where.filled(self.orders.get(where.vehicle, ()), stop)
        return feasible(self.ground, where.vehicle, longer)


class Remedies:
    """One plan, and those for whom a remedy is looked for. Trials are kept: many stops ask for the
    same change."""

    def __init__(self, blame: Blame, asking: Iterable[int]) -> None:
        """`asking`: the stops that may ask for another window or a longer ride."""
        self.problem, self.orders, self.ground = blame.problem, blame.orders, blame.ground
        self._trials: dict[object, Trial] = {}
        self._variants: dict[tuple[int, str, int], int] = {}
        self._asked = list(self.problem.stops)
        for stop in asking:
            self._vary(stop)

    def smallest(self, stop: int, code: str) -> Remedy | None:
        """The first change that works, of those that fit the reason; at last one more volunteer."""
        fitting: Mapping[str, tuple[Callable[[int], Remedy | None], ...]] = {
            "window": (self._wider, self._longer_shift),
            "capacity": (self._roomier,),
            "stops": (self._one_more,),
            "ride": (self._longer_ride,),
            "shift": (self._longer_shift, self._wider),
            "duration": (self._longer_shift,),
            "mixed": (self._wider, self._roomier, self._one_more, self._longer_shift),
        }
        attempts = (*fitting.get(code, ()), self._another)
        return next((found for attempt in attempts if (found := attempt(stop))), None)

    def _least(self, change: Callable[[int], Slot | None]) -> tuple[int, Slot] | None:
        """The smallest of the sizes that works, found by halving."""
        best, low, high = None, 0, len(STEPS_S)
        while low < high:
            middle = (low + high) // 2 if best else len(STEPS_S) - 1
            found = change(STEPS_S[middle])
            if found is None:
                low = middle + 1
            else:
                best, high = (STEPS_S[middle], found), middle
        return best

    # Other wishes at one door ---------------------------------------------------------------------

    def _vary(self, stop: int) -> None:
        """Put the stop among the asked once more for every other wish that it may have."""
        asked, made = self.problem.stops[stop], dict[tuple[str, int], Stop]()
        for size in STEPS_S:
            if asked.windows:
                made["later", size] = _moved(asked, 0, size)
                made["earlier", size] = _moved(asked, size, 0)
            if asked.max_ride_s is not None:
                made["ride", size] = replace(asked, max_ride_s=asked.max_ride_s + size)
        for (kind, size), varied in made.items():
            self._variants[stop, kind, size] = len(self._asked)
            self._asked.append(varied)

    def _varied(self) -> Trial:
        """All variants at once: each is a stop of its own, at the same door."""
        if "stops" not in self._trials:
            problem, twins = self.problem, dict[int, list[int]]()
            for (stop, _, _), variant in self._variants.items():
                twins.setdefault(stop, []).append(variant)
            varied = replace(
                problem,
                stops=tuple(self._asked),
                pair_cost={
                    **problem.pair_cost,
                    **{
                        (v, twin): cost
                        for (v, stop), cost in problem.pair_cost.items()
                        for twin in twins.get(stop, ())
                    },
                },
                excluded=problem.excluded
                | {(v, twin) for v, stop in problem.excluded for twin in twins.get(stop, ())},
                locks={
                    **problem.locks,
                    **{t: v for stop, v in problem.locks.items() for t in twins.get(stop, ())},
                },
            )
            self._trials["stops"] = Trial(varied, self.ground, self.orders)
        return self._trials["stops"]

    def _asking(self, stop: int, kind: str) -> tuple[int, Slot] | None:
        if (stop, kind, STEPS_S[0]) not in self._variants:
            return None
        trial = self._varied()
        return self._least(lambda size: trial.place(self._variants[stop, kind, size]))

    def _wider(self, stop: int) -> Remedy | None:
        """Later or earlier at this one door."""
        later, earlier = self._asking(stop, "later"), self._asking(stop, "earlier")
        if later and (not earlier or later[0] <= earlier[0]):
            return Remedy(Fact.of("remedy.later", by_s=later[0]), later[1].vehicle)
        if earlier:
            return Remedy(Fact.of("remedy.earlier", by_s=earlier[0]), earlier[1].vehicle)
        return None

    def _longer_ride(self, stop: int) -> Remedy | None:
        found = self._asking(stop, "ride")
        return Remedy(Fact.of("remedy.ride", by_s=found[0]), found[1].vehicle) if found else None

    # Volunteers who do a little more --------------------------------------------------------------

    def _with_vehicles(self, key: object, change: Callable[[Vehicle], Vehicle]) -> Trial:
        if key not in self._trials:
            changed = replace(self.problem, vehicles=tuple(map(change, self.problem.vehicles)))
            self._trials[key] = Trial(changed, self.ground, self.orders)
        return self._trials[key]

    def _longer_shift(self, stop: int) -> Remedy | None:
        """One volunteer who goes on a little longer, or begins a little earlier."""

        def staying(size: int) -> Slot | None:
            return self._with_vehicles(("stay", size), lambda v: _longer(v, 0, size)).place(stop)

        def starting(size: int) -> Slot | None:
            return self._with_vehicles(("start", size), lambda v: _longer(v, size, 0)).place(stop)

        later = self._least(staying)
        if later:
            return Remedy(Fact.of("remedy.stay_longer", by_s=later[0]), later[1].vehicle)
        earlier = self._least(starting)
        if earlier:
            return Remedy(Fact.of("remedy.start_earlier", by_s=earlier[0]), earlier[1].vehicle)
        return None

    def _roomier(self, stop: int) -> Remedy | None:
        """One vehicle that takes a little more of one thing."""
        trial = self._with_vehicles("room", _roomy)
        where = trial.place(
            stop, lambda where: sum(self._short(where, stop)) + self._kinds(where, stop)
        )
        short = self._short(where, stop) if where else []
        if where is None or sum(1 for one in short if one) != 1:
            return None
        measure = next(index for index, one in enumerate(short) if one)
        name = self.problem.measures[measure]
        return Remedy(Fact.of("remedy.room", more=short[measure], measure=name), where.vehicle)

    def _kinds(self, where: Slot, stop: int) -> int:
        """Places that are short of more than one thing come last."""
        return ENOUGH * max(0, sum(1 for one in self._short(where, stop) if one) - 1)

    def _short(self, where: Slot, stop: int) -> list[int]:
        """By measure, how much the trip would carry too much."""
        order = where.filled(self.orders.get(where.vehicle, ()), stop)
        load = self.ground.demand[list(order[where.trip][1])].sum(axis=0)
        room = self.problem.vehicles[where.vehicle].capacity
        return [max(0, int(much) - most) for much, most in zip(load, room, strict=True)]

    def _one_more(self, stop: int) -> Remedy | None:
        def more(vehicle: Vehicle) -> Vehicle:
            most = vehicle.max_stops
            return vehicle if most is None else replace(vehicle, max_stops=most + 1)

        where = self._with_vehicles("one more", more).place(stop)
        return Remedy(Fact.of("remedy.one_more"), where.vehicle) if where else None

    # One more volunteer ---------------------------------------------------------------------------

    def _another(self, stop: int) -> Remedy | None:
        """Somebody with a usual means of transport, from loading to the last door."""
        problem, asked = self.problem, self.problem.stops[stop]
        if stop in problem.locks:
            return None
        if "another" not in self._trials:
            made = tuple(self._newcomers())
            fresh = replace(problem, vehicles=made, pair_cost={}, excluded=frozenset(), locks={})
            self._trials["another"] = Trial(replace(fresh, previous=None), self.ground, {})
        trial = self._trials["another"]
        where = trial.place(stop)
        times = where and timing(trial.ground, where.vehicle, where.filled((), stop))
        if not where or not times:
            return None
        vehicle = trial.ground.problem.vehicles[where.vehicle]
        values: dict[str, Value] = {
            "transport": problem.profiles[vehicle.profile].name,
            "from_s": times.start_s // QUARTER_S * QUARTER_S,
            "until_s": -(-times.end_s // QUARTER_S) * QUARTER_S,
        }
        if asked.needs:
            return Remedy(
                Fact("remedy.another_who", {**values, "needs": tuple(sorted(asked.needs))})
            )
        return Remedy(Fact("remedy.another", values))

    def _newcomers(self) -> Iterable[Vehicle]:
        """One for each means of transport of the day, with the most that any of them takes."""
        drivers = self.problem.vehicles
        needs = frozenset(need for stop in self.problem.stops for need in stop.needs)
        for profile, speed in sorted({(v.profile, v.speed_percent) for v in drivers}):
            alike = [
                v.capacity for v in drivers if (v.profile, v.speed_percent) == (profile, speed)
            ]
            most = tuple(max(rooms) for rooms in zip(*alike, strict=True))
            yield Vehicle(profile, speed, most, end=OPEN, shift=ALL_DAY, tags=needs)


def _moved(stop: Stop, earlier_s: int, later_s: int) -> Stop:
    wider = (
        Window(max(0, one.start_s - earlier_s), min(DAY_END_S, one.end_s + later_s))
        for one in stop.windows
    )
    return replace(stop, windows=tuple(wider))


def _longer(vehicle: Vehicle, earlier_s: int, later_s: int) -> Vehicle:
    shift = vehicle.shift
    wider = Window(max(0, shift.start_s - earlier_s), min(DAY_END_S, shift.end_s + later_s))
    most_s = vehicle.max_duration_s
    longest = None if most_s is None else most_s + earlier_s + later_s
    return replace(vehicle, shift=wider, max_duration_s=longest)


def _roomy(vehicle: Vehicle) -> Vehicle:
    return replace(vehicle, capacity=tuple(room + ENOUGH for room in vehicle.capacity))
