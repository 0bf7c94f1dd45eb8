"""Why a stop was left out, and the smallest change that would serve it.

A stop is put into every slot of every route in turn. A rule is to blame for a slot when it is
broken whatever the times (a full crate), or when no times keep all rules but some would keep all
others (a window). One rule that is to blame everywhere is *the* reason; only when there is none is
the reason `mixed`, with the rules for each vehicle. A remedy is told only after it was tried.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from voedselbrigade.errors import Fact, Value
from voedselbrigade.routing.engines.insertion import Place, best_places
from voedselbrigade.routing.engines.slots import Screen, Slot
from voedselbrigade.routing.ground import Ground, Order
from voedselbrigade.routing.orders import Orders, as_orders
from voedselbrigade.routing.problem import (
    ALL_DAY,
    DAY_END_S,
    UNREACHABLE,
    Depot,
    Problem,
    Solution,
    Stop,
    Vehicle,
    Window,
)
from voedselbrigade.routing.schedule import timing

STEPS_S = tuple(60 * minutes for minutes in (5, 10, 15, 20, 30, 45, 60, 90, 120))
"""The minutes that are tried when a window, a ride or a shift would have to be longer."""


@dataclass(frozen=True, slots=True)
class Remedy:
    """A change that was tried and works, and the vehicle that it is about, if one."""

    fact: Fact
    vehicle: int | None = None

    def as_json(self) -> dict[str, Any]:
        return {"fact": self.fact.as_json(), "vehicle": self.vehicle}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a stop is on no route. `code` is the one rule that every insertion breaks, or `mixed`,
    `no_vehicles`, `possible`; in `rules`, by vehicle, every insertion breaks at least one."""

    stop: int
    code: str
    rules: Mapping[int, tuple[str, ...]]
    fact: Fact
    remedy: Remedy | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "stop": self.stop,
            "code": self.code,
            "rules": [[vehicle, list(names)] for vehicle, names in sorted(self.rules.items())],
            "fact": self.fact.as_json(),
            "remedy": self.remedy and self.remedy.as_json(),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Reason:
        given = data["remedy"]
        remedy = given and Remedy(Fact.from_json(given["fact"]), given["vehicle"])
        rules = {vehicle: tuple(names) for vehicle, names in data["rules"]}
        return cls(data["stop"], data["code"], rules, Fact.from_json(data["fact"]), remedy)


def explain(problem: Problem, solution: Solution) -> tuple[Reason, ...]:
    """A reason for everyone in `solution.left_out`."""
    if not solution.left_out:
        return ()
    inquiry = Inquiry(problem, as_orders(solution))
    return tuple(inquiry.reason(stop) for stop in solution.left_out)


# Rules without which it might go -----------------------------------------------------------------


def _stops(change: Callable[[Stop], Stop]) -> Callable[[Problem], Problem]:
    return lambda problem: replace(problem, stops=tuple(map(change, problem.stops)))


def _vehicles(change: Callable[[Vehicle], Vehicle]) -> Callable[[Problem], Problem]:
    return lambda problem: replace(problem, vehicles=tuple(map(change, problem.vehicles)))


def _depots(change: Callable[[Depot], Depot]) -> Callable[[Problem], Problem]:
    return lambda problem: replace(problem, depots=tuple(map(change, problem.depots)))


WITHOUT: Mapping[str, Callable[[Problem], Problem]] = {
    "window": _stops(lambda stop: replace(stop, windows=())),
    "ride": _stops(lambda stop: replace(stop, max_ride_s=None)),
    "shift": _vehicles(lambda vehicle: replace(vehicle, shift=ALL_DAY)),
    "duration": _vehicles(lambda vehicle: replace(vehicle, max_duration_s=None)),
    "hours": _depots(lambda depot: replace(depot, hours=(ALL_DAY,))),
    "batch": _depots(lambda depot: replace(depot, batches_s=())),
    "release": _stops(lambda stop: replace(stop, release_s=0)),
    "rest": _vehicles(lambda vehicle: replace(vehicle, breaks=())),
}
"""The rules of time, each with the problem as it would be without it."""

KITCHEN = ("hours", "batch")
"""Blamed only when no other rule is: nearly everything would go if meals were ready sooner."""

ORDER = (
    "needs", "excluded", "lock", "unreachable", "depot", "capacity", "stops", "window", "ride",
    "shift", "duration", "distance", "release", "hours", "batch", "rest",
)  # fmt: skip
"""Which rule to name when several are to blame everywhere: the plainest first."""


@dataclass(frozen=True, slots=True)
class Blame:
    """For one slot: the rules that are each broken, or those of which one is."""

    alone: set[str]
    together: set[str]


@dataclass
class Inquiry:
    """One plan, asked about several stops."""

    problem: Problem
    orders: Orders
    _relaxed: dict[tuple[str, ...], Ground | None] = field(default_factory=dict)

    @cached_property
    def ground(self) -> Ground:
        return Ground(self.problem)

    @cached_property
    def screen(self) -> Screen:
        return Screen(self.ground)

    def reason(self, stop: int) -> Reason:
        if not self.problem.vehicles:
            return Reason(stop, "no_vehicles", {}, Fact.of("reason.no_vehicles"))
        if any(True for _ in best_places(self.screen, self.orders, stop)):
            return Reason(stop, "possible", {}, Fact.of("reason.possible"))
        blamed: dict[int, list[Blame]] = {}
        everywhere = set(ORDER)
        for vehicle in range(len(self.problem.vehicles)):
            blamed[vehicle] = self._blamed(vehicle, stop, everywhere)
            everywhere.intersection_update(*(blame.alone for blame in blamed[vehicle]))
        code = next((name for name in ORDER if name in everywhere), "mixed")
        rules = {vehicle: _named(sets) for vehicle, sets in blamed.items()}
        return Reason(stop, code, rules, self._fact(code, stop, rules), self.remedy(stop, code))

    # Blame ----------------------------------------------------------------------------------------

    def _blamed(self, vehicle: int, stop: int, asked: set[str]) -> list[Blame]:
        """Who is to blame, for every slot of a vehicle."""
        order = self.orders.get(vehicle, ())
        filled = (slot.filled(order, stop) for slot in self.slots(vehicle, stop))
        made = [self._blame(vehicle, longer, stop, asked) for longer in filled]
        return made or [Blame({"depot"}, set())]

    def slots(self, vehicle: int, stop: int) -> Iterator[Slot]:
        """Every place on the vehicle's trips, and every new trip that it may still make."""
        order, ground = self.orders.get(vehicle, ()), self.ground
        for trip, (depot, stops) in enumerate(order):
            for position in range(len(stops) + 1):
                yield Slot(vehicle, trip, position, depot, False)
        if len(order) < self.problem.vehicles[vehicle].max_trips:
            for depot in ground.may_load[vehicle]:
                if ground.held[depot, stop]:
                    for trip in range(len(order) + 1):
                        yield Slot(vehicle, trip, 0, depot, True)

    def _blame(self, vehicle: int, order: Order, stop: int, asked: set[str]) -> Blame:
        """Where a rule is broken whatever the times, those of time matter only if `asked`."""
        alone = set(_fixed(self.ground, vehicle, order, stop))
        if "unreachable" in alone or (alone and not asked & WITHOUT.keys()):
            return Blame(alone, set())
        if timing(self.ground, vehicle, order):
            return Blame(alone, set())
        names = [name for name in WITHOUT if not alone or name in asked]
        plain = {n for n in names if n not in KITCHEN and self._goes_without((n,), vehicle, order)}
        alone |= plain or {n for n in KITCHEN if self._goes_without((n,), vehicle, order)}
        return Blame(alone, set() if alone else self._together(vehicle, order))

    def _goes_without(self, names: tuple[str, ...], vehicle: int, order: Order) -> bool:
        if names not in self._relaxed:
            problem = self.problem
            for name in names:
                problem = WITHOUT[name](problem)
            changed = problem != self.problem
            self._relaxed[names] = Ground(problem, like=self.ground) if changed else None
        ground = self._relaxed[names]
        return ground is not None and timing(ground, vehicle, order) is not None

    def _together(self, vehicle: int, order: Order) -> set[str]:
        """A smallest set of rules that stand in the way together, when none does so alone."""
        lifted = tuple(WITHOUT)
        for name in WITHOUT:
            fewer = tuple(other for other in lifted if other != name)
            if self._goes_without(fewer, vehicle, order):
                lifted = fewer
        return set(lifted)

    # Words ----------------------------------------------------------------------------------------

    def _fact(self, code: str, stop: int, rules: Mapping[int, tuple[str, ...]]) -> Fact:
        return Fact(f"reason.{code}", dict(self._values(code, stop, rules)))

    def _values(
        self, code: str, stop: int, rules: Mapping[int, tuple[str, ...]]
    ) -> Iterator[tuple[str, Value]]:
        """The numbers that the sentence of a reason needs."""
        asked = self.problem.stops[stop]
        if code == "capacity":
            _, measure, need, room = min(self._missing(stop))
            yield from (("measure", self.problem.measures[measure]), ("need", need), ("room", room))
        elif code == "needs":
            yield "needs", tuple(sorted(asked.needs))
        elif code == "window":
            windows = asked.windows or (ALL_DAY,)
            yield "from_s", min(window.start_s for window in windows)
            yield "until_s", max(window.end_s for window in windows)
        elif code == "ride":
            yield "most_s", asked.max_ride_s or 0
        elif code == "release":
            yield "ready_s", asked.release_s
        elif code == "mixed":
            names = {name for some in rules.values() for name in some}
            yield "rules", tuple(name for name in ORDER if name in names)

    def _missing(self, stop: int) -> Iterator[tuple[int, int, int, int]]:
        """(short of, measure, needed, room) for every trip there is and every vehicle at home."""
        demand = self.ground.demand
        for vehicle, driver in enumerate(self.problem.vehicles):
            loads = [list(stops) for _, stops in self.orders.get(vehicle, ())] or [[]]
            for load in loads:
                carried = demand[load].sum(axis=0)
                for measure, room in enumerate(driver.capacity):
                    left, need = room - int(carried[measure]), int(demand[stop, measure])
                    if need > left:
                        yield need - left, measure, need, left

    # Remedies -------------------------------------------------------------------------------------

    def remedy(self, stop: int, code: str) -> Remedy | None:
        """The first change that works, of those that fit the reason."""
        fitting = {
            "window": (self._wider, self._longer_shift),
            "capacity": (self._roomier,),
            "stops": (self._one_more,),
            "ride": (self._longer_ride,),
            "shift": (self._longer_shift, self._wider),
            "duration": (self._longer_shift,),
            "mixed": (self._wider, self._roomier, self._one_more, self._longer_shift),
        }.get(code, ())
        return next((found for attempt in fitting if (found := attempt(stop))), None)

    def _place(self, problem: Problem, stop: int) -> Place | None:
        """Where the stop would go if the problem were this one."""
        places = best_places(Screen(Ground(problem, like=self.ground)), self.orders, stop)
        return places[0] if places else None

    def _least(
        self, stop: int, changed: Callable[[int], Problem], sizes: tuple[int, ...] = STEPS_S
    ) -> tuple[int, Place] | None:
        """The smallest size of a change that works, found by halving."""
        best, low, high = None, 0, len(sizes)
        while low < high:
            middle = (low + high) // 2 if best else len(sizes) - 1
            place = self._place(changed(sizes[middle]), stop)
            if place is None:
                low = middle + 1
            else:
                best, high = (sizes[middle], place), middle
        return best

    def _with_stop(self, stop: int, asked: Stop) -> Problem:
        stops = self.problem.stops
        return replace(self.problem, stops=(*stops[:stop], asked, *stops[stop + 1 :]))

    def _with_vehicles(self, change: Callable[[Vehicle], Vehicle]) -> Problem:
        return replace(self.problem, vehicles=tuple(map(change, self.problem.vehicles)))

    def _wider(self, stop: int) -> Remedy | None:
        """Later or earlier at this one door."""
        asked = self.problem.stops[stop]
        if not asked.windows:
            return None
        later = self._least(stop, lambda size: self._with_stop(stop, _moved(asked, 0, size)))
        earlier = self._least(stop, lambda size: self._with_stop(stop, _moved(asked, size, 0)))
        if later and (not earlier or later[0] <= earlier[0]):
            return Remedy(Fact.of("remedy.later", by_s=later[0]), later[1].slot.vehicle)
        if earlier:
            return Remedy(Fact.of("remedy.earlier", by_s=earlier[0]), earlier[1].slot.vehicle)
        return None

    def _longer_ride(self, stop: int) -> Remedy | None:
        asked = self.problem.stops[stop]
        most_s = asked.max_ride_s
        if most_s is None:
            return None
        found = self._least(
            stop, lambda size: self._with_stop(stop, replace(asked, max_ride_s=most_s + size))
        )
        return found and Remedy(Fact.of("remedy.ride", by_s=found[0]), found[1].slot.vehicle)

    def _longer_shift(self, stop: int) -> Remedy | None:
        """One volunteer who goes on a little longer, or begins a little earlier."""
        later = self._least(stop, lambda size: self._with_vehicles(lambda v: _longer(v, 0, size)))
        if later:
            return Remedy(Fact.of("remedy.stay_longer", by_s=later[0]), later[1].slot.vehicle)
        earlier = self._least(stop, lambda size: self._with_vehicles(lambda v: _longer(v, size, 0)))
        if earlier:
            return Remedy(Fact.of("remedy.start_earlier", by_s=earlier[0]), earlier[1].slot.vehicle)
        return None

    def _roomier(self, stop: int) -> Remedy | None:
        """One vehicle that takes a little more."""
        shorts = {(short, measure) for short, measure, _, _ in self._missing(stop)}
        for short, measure in sorted(shorts)[:5]:
            place = self._place(self._with_vehicles(lambda v: _roomy(v, measure, short)), stop)  # noqa: B023
            if place:
                name = self.problem.measures[measure]
                fact = Fact.of("remedy.room", more=short, measure=name)
                return Remedy(fact, place.slot.vehicle)
        return None

    def _one_more(self, stop: int) -> Remedy | None:
        def more(vehicle: Vehicle) -> Vehicle:
            most = vehicle.max_stops
            return vehicle if most is None else replace(vehicle, max_stops=most + 1)

        place = self._place(self._with_vehicles(more), stop)
        return Remedy(Fact.of("remedy.one_more"), place.slot.vehicle) if place else None


def _fixed(ground: Ground, vehicle: int, order: Order, stop: int) -> Iterator[str]:
    """The rules that are broken whatever the times."""
    problem, driver = ground.problem, ground.problem.vehicles[vehicle]
    if problem.stops[stop].needs - driver.tags:
        yield "needs"
    if (vehicle, stop) in problem.excluded:
        yield "excluded"
    if problem.locks.get(stop, vehicle) != vehicle:
        yield "lock"
    for depot, stops in order:
        if stop in stops:
            if not ground.held[depot, stop] or depot not in ground.may_load[vehicle]:
                yield "depot"
            if (ground.demand[list(stops)].sum(axis=0) > driver.capacity).any():
                yield "capacity"
    if driver.max_stops is not None and sum(len(s) for _, s in order) > driver.max_stops:
        yield "stops"
    way_m = ground.way_m(vehicle, order)
    if way_m >= UNREACHABLE:
        yield "unreachable"
    elif driver.max_distance_m is not None and way_m > driver.max_distance_m:
        yield "distance"


def _named(slots: list[Blame]) -> tuple[str, ...]:
    """What to name for one vehicle: rules that all its slots break, else all that any breaks."""
    common = set.intersection(*(blame.alone for blame in slots))
    common = common or set.union(*(blame.alone | blame.together for blame in slots))
    return tuple(name for name in ORDER if name in common)


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


def _roomy(vehicle: Vehicle, measure: int, more: int) -> Vehicle:
    room = list(vehicle.capacity)
    room[measure] += more
    return replace(vehicle, capacity=tuple(room))
