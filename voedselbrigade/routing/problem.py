"""The public interface of the solver: one day as integers and indices, and a plan for it.

A `Problem` knows places, vehicles and stops by their index, times in seconds since midnight,
lengths in metres. It knows no people. A `Solution` carries its own times, so that anybody can judge
it without knowing how it was found.

Cost has one unit for everything: **a tenth of a second of a volunteer's time**. A wish that is
"worth three minutes" costs 1800 when it is not met.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from voedselbrigade.errors import VoedselbrigadeError

type Table = npt.NDArray[np.int32]

UNREACHABLE: Final = 100_000_000
"""In a table: there is no way from here to there. A normal value, never an error."""

COST_PER_MINUTE: Final = 600
LEFT_OUT_PRICE: Final = 10_000_000
"""The usual price of leaving somebody out: more than a whole day of all volunteers together."""

DAY_END_S: Final = 48 * 3600
"""No time in a problem is later than this (a night shift ends tomorrow)."""


class Unsound(VoedselbrigadeError):  # noqa: N818 - reads as what it is, as in errors.py
    """The problem contradicts itself (an index that does not exist): a fault of its maker."""


class EndKind(StrEnum):
    """Where a vehicle ends when it is not at a place of its own."""

    BACK_TO_DEPOT = "back_to_depot"
    """At the depot of its first trip: where the round began."""
    OPEN = "open"
    """Wherever its last visit is: the route ends with the end of that visit."""


BACK_TO_DEPOT: Final = EndKind.BACK_TO_DEPOT
OPEN: Final = EndKind.OPEN


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """Something has to *start* at `start_s` at the earliest and `end_s` at the latest."""

    start_s: int
    end_s: int

    def holds(self, moment_s: int) -> bool:
        return self.start_s <= moment_s <= self.end_s


ALL_DAY: Final = Window(0, DAY_END_S)


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """Travel by one means of transport: `duration_s[a, b]` and `distance_m[a, b]`, both int32."""

    name: str
    duration_s: Table
    distance_m: Table

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Profile)
            and self.name == other.name
            and np.array_equal(self.duration_s, other.duration_s)
            and np.array_equal(self.distance_m, other.distance_m)
        )

    def __hash__(self) -> int:
        return hash((self.name, self.duration_s.shape))


@dataclass(frozen=True, slots=True)
class Depot:
    """A place where meals are loaded.

    Loading starts in one of `hours` and takes `loading_s`. `batches_s` are the moments at which
    meals leave the heat: loading starts at the first batch or later, and the hot clock of a trip
    runs from the latest batch that is not after its loading start. Without batches it runs from
    the loading start.
    """

    location: int
    hours: tuple[Window, ...] = (ALL_DAY,)
    loading_s: int = 0
    batches_s: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Stop:
    """One visit that is asked for.

    `demand` counts in `Problem.measures`. No `windows` means any time. Loading for it starts at
    `release_s` at the earliest. Between hot clock and start of the visit lie at most `max_ride_s`
    (hard) and preferably `wanted_ride_s` (soft). `wanted` is the soft window. `needs` must all be
    among the vehicle's tags. `depots` are those that hold its goods (None: all). `price` is what
    leaving it out costs. One vehicle preferably serves a whole `group`, and enters one `area` only.
    """

    location: int
    demand: tuple[int, ...] = (1,)
    service_s: int = 0
    windows: tuple[Window, ...] = ()
    release_s: int = 0
    max_ride_s: int | None = None
    wanted_ride_s: int | None = None
    wanted: Window | None = None
    needs: frozenset[str] = frozenset()
    depots: frozenset[int] | None = None
    price: int = LEFT_OUT_PRICE
    group: int | None = None
    area: int | None = None


@dataclass(frozen=True, slots=True)
class Break:
    """A rest of `duration_s` that starts in `window`, unless the route is over before it starts
    or begins after it. It may interrupt a journey, never a visit or loading."""

    duration_s: int
    window: Window


@dataclass(frozen=True, slots=True)
class Vehicle:
    """One volunteer's turn with one means of transport.

    `start` None: at the depot of the first trip. Duration, distance and shift count from leaving
    the start (way to the depot and loading included) to the end. A volunteer with two blocks of
    hours is two vehicles. `fair_s` and `fair_stops` are the fair share: more costs
    `Prices.over_fair_per_s` and `over_fair_stop`. A journey takes
    `duration_s * 100 / speed_percent`, rounded up.
    """

    profile: int = 0
    speed_percent: int = 100
    capacity: tuple[int, ...] = (1_000_000,)
    start: int | None = None
    end: int | EndKind = OPEN
    depots: frozenset[int] | None = None
    shift: Window = ALL_DAY
    max_duration_s: int | None = None
    max_distance_m: int | None = None
    max_stops: int | None = None
    max_trips: int = 1
    breaks: tuple[Break, ...] = ()
    tags: frozenset[str] = frozenset()
    fair_s: int | None = None
    fair_stops: int | None = None
    cost_fixed: int = 0
    cost_per_s: int = 10
    cost_per_m: int = 0


@dataclass(frozen=True, slots=True)
class Prices:
    """What wishes that are not met cost, in tenths of a second."""

    off_wanted_per_s: int = 20
    """A visit that starts before or after its wanted window."""
    long_ride_per_s: int = 10
    """A ride that is longer than wanted."""
    over_fair_per_s: int = 5
    """Work above a vehicle's fair share (the balance weight)."""
    over_fair_stop: int = 0
    """Every stop above a vehicle's fair share."""
    split_group: int = 0
    """Every vehicle beyond the first that serves a group."""
    extra_area: int = 0
    """Every area beyond the first that a route enters."""
    moved: int = 0
    """A stop that another vehicle served in the previous plan."""
    sheet: int = 0
    """A route that is not what it was in the previous plan: a sheet that is printed again."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A stop, and when its service starts."""

    stop: int
    start_s: int


@dataclass(frozen=True, slots=True)
class Trip:
    """From one loading to the next: loading starts at `load_s`, the wheels turn at `depart_s`."""

    depot: int
    load_s: int
    depart_s: int
    visits: tuple[Visit, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """One vehicle's day. `breaks_s`: when each of the vehicle's breaks starts."""

    vehicle: int
    start_s: int
    end_s: int
    trips: tuple[Trip, ...]
    breaks_s: tuple[int, ...] = ()

    @property
    def stops(self) -> tuple[int, ...]:
        return tuple(visit.stop for trip in self.trips for visit in trip.visits)


@dataclass(frozen=True, slots=True)
class Solution:
    """A plan with its times. A vehicle that stays at home has no route."""

    routes: tuple[Route, ...] = ()
    left_out: tuple[int, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {"routes": [_plain(one) for one in self.routes], "left_out": list(self.left_out)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Solution:
        return cls(tuple(map(_route_from, data["routes"])), tuple(data["left_out"]))


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything an engine may know of a day.

    `pair_cost` prices a (vehicle, stop) that is allowed, negative for a familiar face; `excluded`
    forbids one. `locks` ties a stop to a vehicle: it is served by that vehicle or by nobody.
    `previous` is the plan that is in force, for `Prices.moved` and `Prices.sheet`.
    """

    profiles: tuple[Profile, ...]
    depots: tuple[Depot, ...]
    stops: tuple[Stop, ...]
    vehicles: tuple[Vehicle, ...]
    measures: tuple[str, ...] = ("meals",)
    pair_cost: Mapping[tuple[int, int], int] = field(default_factory=dict)
    excluded: frozenset[tuple[int, int]] = frozenset()
    locks: Mapping[int, int] = field(default_factory=dict)
    previous: Solution | None = None
    prices: Prices = Prices()

    def __post_init__(self) -> None:
        for what, sound in _soundness(self):
            if not sound:
                raise Unsound("routing.unsound", what=what)

    def as_json(self) -> dict[str, Any]:
        """Plain values for `json.dumps`; tables as base64 of little-endian int32."""
        return {
            "profiles": [_profile_json(profile) for profile in self.profiles],
            "depots": [_plain(depot) for depot in self.depots],
            "stops": [_plain(stop) for stop in self.stops],
            "vehicles": [_plain(vehicle) for vehicle in self.vehicles],
            "measures": list(self.measures),
            "pair_cost": [[*pair, cost] for pair, cost in sorted(self.pair_cost.items())],
            "excluded": [list(pair) for pair in sorted(self.excluded)],
            "locks": [list(pair) for pair in sorted(self.locks.items())],
            "previous": self.previous and self.previous.as_json(),
            "prices": _plain(self.prices),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Problem:
        return cls(
            profiles=tuple(map(_profile_from, data["profiles"])),
            depots=tuple(map(_depot_from, data["depots"])),
            stops=tuple(map(_stop_from, data["stops"])),
            vehicles=tuple(map(_vehicle_from, data["vehicles"])),
            measures=tuple(data["measures"]),
            pair_cost={(vehicle, stop): cost for vehicle, stop, cost in data["pair_cost"]},
            excluded=frozenset((vehicle, stop) for vehicle, stop in data["excluded"]),
            locks=dict(data["locks"]),
            previous=data["previous"] and Solution.from_json(data["previous"]),
            prices=Prices(**data["prices"]),
        )


def _soundness(problem: Problem) -> Iterable[tuple[str, bool]]:
    places = problem.profiles[0].duration_s.shape[0] if problem.profiles else 0
    width, stops, vehicles = len(problem.measures), problem.stops, problem.vehicles
    for profile in problem.profiles:
        square = (places, places)
        yield "profile", profile.duration_s.shape == square == profile.distance_m.shape
    yield "depot", all(0 <= depot.location < places for depot in problem.depots)
    yield "stop", all(0 <= stop.location < places for stop in stops)
    yield "demand", all(len(stop.demand) == width and min(stop.demand) >= 0 for stop in stops)
    yield "capacity", all(len(vehicle.capacity) == width for vehicle in vehicles)
    yield "vehicle", all(0 <= vehicle.profile < len(problem.profiles) for vehicle in vehicles)
    yield "speed", all(vehicle.speed_percent > 0 for vehicle in vehicles)
    ends = [place for v in vehicles for place in (v.start, v.end) if isinstance(place, int)]
    yield "place", all(0 <= place < places for place in ends)
    named = [depot for stop in stops for depot in stop.depots or ()]
    named += [depot for vehicle in vehicles for depot in vehicle.depots or ()]
    yield "depots", all(0 <= depot < len(problem.depots) for depot in named)
    pairs = [*problem.pair_cost, *problem.excluded, *((v, s) for s, v in problem.locks.items())]
    yield "pair", all(0 <= v < len(vehicles) and 0 <= s < len(stops) for v, s in pairs)


def _plain(value: Any) -> Any:
    """Dataclasses as dicts, tuples as lists, sets as sorted lists."""
    if hasattr(value, "__dataclass_fields__"):
        return {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value.value if isinstance(value, EndKind) else value


def _table_text(table: Table) -> str:
    return base64.b64encode(np.ascontiguousarray(table, dtype="<i4").tobytes()).decode("ascii")


def _table(text: str, size: int) -> Table:
    flat = np.frombuffer(base64.b64decode(text), dtype="<i4")
    return flat.reshape(size, size).astype(np.int32)


def _profile_json(profile: Profile) -> dict[str, Any]:
    return {
        "name": profile.name,
        "size": profile.duration_s.shape[0],
        "duration_s": _table_text(profile.duration_s),
        "distance_m": _table_text(profile.distance_m),
    }


def _profile_from(data: Mapping[str, Any]) -> Profile:
    size = data["size"]
    return Profile(data["name"], _table(data["duration_s"], size), _table(data["distance_m"], size))


def _window_from(data: Mapping[str, int]) -> Window:
    return Window(data["start_s"], data["end_s"])


def _set_from[T](data: Iterable[T] | None) -> frozenset[T] | None:
    return None if data is None else frozenset(data)


def _depot_from(data: Mapping[str, Any]) -> Depot:
    hours = tuple(map(_window_from, data["hours"]))
    return Depot(**{**data, "hours": hours, "batches_s": tuple(data["batches_s"])})


def _stop_from(data: Mapping[str, Any]) -> Stop:
    made = {
        "demand": tuple(data["demand"]),
        "windows": tuple(map(_window_from, data["windows"])),
        "wanted": data["wanted"] and _window_from(data["wanted"]),
        "needs": frozenset(data["needs"]),
        "depots": _set_from(data["depots"]),
    }
    return Stop(**{**data, **made})


def _vehicle_from(data: Mapping[str, Any]) -> Vehicle:
    end = data["end"]
    breaks = (Break(one["duration_s"], _window_from(one["window"])) for one in data["breaks"])
    made = {
        "capacity": tuple(data["capacity"]),
        "end": EndKind(end) if isinstance(end, str) else end,
        "depots": _set_from(data["depots"]),
        "shift": _window_from(data["shift"]),
        "breaks": tuple(breaks),
        "tags": frozenset(data["tags"]),
    }
    return Vehicle(**{**data, **made})


def _route_from(data: Mapping[str, Any]) -> Route:
    trips = (
        Trip(
            trip["depot"],
            trip["load_s"],
            trip["depart_s"],
            tuple(Visit(visit["stop"], visit["start_s"]) for visit in trip["visits"]),
        )
        for trip in data["trips"]
    )
    times = (data["start_s"], data["end_s"])
    return Route(data["vehicle"], *times, tuple(trips), tuple(data["breaks_s"]))
