"""Days of our own: made-up delivery days for tests and measurements, the same for the same seed.

`hidden_day` draws a plan first and builds the day around it: there everyone can be served, and the
plan proves it. `crowded_day` takes volunteers away and adds people: there somebody may have to be
left out. The times of the hidden plan are simulated here, with nothing from the search.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from voedselbrigade.routing.problem import (
    BACK_TO_DEPOT,
    LEFT_OUT_PRICE,
    OPEN,
    UNREACHABLE,
    Break,
    Depot,
    EndKind,
    Problem,
    Profile,
    Route,
    Solution,
    Stop,
    Trip,
    Vehicle,
    Visit,
    Window,
)

MINUTE = 60
TRANSPORT = (("foot", 1.3, 700, 5), ("bicycle", 4.0, 1800, 9), ("car", 7.0, 3500, 14))
"""Name, metres per second, how far stops lie from the hub, stops on a usual trip."""
SKILLS = ("lift", "language", "certificate")
OPENS_S, CLOSES_S = 10 * 3600, 15 * 3600


@dataclass(frozen=True, slots=True)
class Day:
    """A problem, and the plan that it was built around, if any."""

    problem: Problem
    hidden: Solution | None = None


@dataclass(frozen=True, slots=True)
class Slack:
    """How much room the day leaves around its hidden plan. Chances are from 0 to 1."""

    shift_min: int = 30
    """A shift begins and ends up to so many minutes outside the plan; more than that for limits."""
    spare: int = 4
    """A vehicle takes fewer than so many more than the plan loads."""
    windows: float = 0.5
    around_min: tuple[int, int] = (3, 40)
    """A window opens and closes so many minutes from the visit."""
    strangers: float = 0.03
    needs: float = 0.15
    second_trips: float = 0.15
    breaks: float = 0.03
    limits: float = 1.0
    """How often longest days, ways and numbers of stops are set, against the usual."""


USUAL = Slack()
TIGHT = Slack(0, 1, 0.9, (1, 12), 0.3, 0.4, 0.3, 0.06, 2.0)
"""Shifts and loads that the hidden plan just fills, short windows, many who may not come."""


@dataclass(frozen=True, slots=True)
class _Draft:
    """One vehicle of the hidden plan, its route and the stops on it, while the day grows."""

    vehicle: Vehicle
    route: Route
    stops: tuple[Stop, ...]
    legs: frozenset[tuple[int, int, int]]


class _Town:
    """Points, and the tables between them."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        self.points: list[tuple[float, float]] = []

    def near(self, place: int | None, spread_m: float) -> int:
        """A new point about `spread_m` from another one, or anywhere within three kilometres."""
        x, y = (0.0, 0.0) if place is None else self.points[place]
        far = 3000.0 if place is None else spread_m
        self.points.append((x + self.rng.normal(0, far / 2), y + self.rng.normal(0, far / 2)))
        return len(self.points) - 1

    def metres(self, a: int, b: int) -> int:
        (ax, ay), (bx, by) = self.points[a], self.points[b]
        return int(1.3 * float(np.hypot(ax - bx, ay - by)))

    def seconds(self, kind: int, a: int, b: int) -> int:
        return int(self.metres(a, b) / TRANSPORT[kind][1])

    def profiles(self) -> tuple[Profile, ...]:
        size = range(len(self.points))
        metres = np.array([[self.metres(a, b) for b in size] for a in size], np.int32)
        return tuple(
            Profile(name, (metres / speed).astype(np.int32), metres)
            for name, speed, _, _ in TRANSPORT
        )


def hidden_day(seed: int, stops: int = 40, hubs: int = 3, slack: Slack = USUAL) -> Day:
    """A day of about so many stops on which everyone can be served."""
    rng = np.random.default_rng(seed)
    town = _Town(rng)
    depots = tuple(_hub(rng, town) for _ in range(hubs))
    drafts: list[_Draft] = []
    while sum(len(draft.stops) for draft in drafts) < stops:
        first = sum(len(draft.stops) for draft in drafts)
        drafts.append(_drafted(rng, town, depots, first, slack))
    asked = tuple(stop for draft in drafts for stop in draft.stops)
    owner = [index for index, draft in enumerate(drafts) for _ in draft.stops]
    strangers = {
        (vehicle, stop)
        for stop, own in enumerate(owner)
        for vehicle in range(len(drafts))
        if vehicle != own and rng.random() < slack.strangers
    }
    familiar = {
        (int(rng.integers(len(drafts))), stop): -int(rng.integers(600, 3000))
        for stop in range(len(asked))
        if rng.random() < 0.2
    }
    used = {leg for draft in drafts for leg in draft.legs}
    problem = Problem(
        _cut_off(rng, town.profiles(), used),
        depots,
        asked,
        tuple(draft.vehicle for draft in drafts),
        measures=("meals", "crates"),
        pair_cost=familiar,
        excluded=frozenset(strangers),
    )
    routes = (replace(draft.route, vehicle=index) for index, draft in enumerate(drafts))
    return Day(problem, Solution(tuple(routes)))


def crowded_day(seed: int, stops: int = 40, hubs: int = 3, slack: Slack = USUAL) -> Day:
    """A day with too few volunteers, some impossible windows, and people nobody can reach."""
    day = hidden_day(seed, stops, hubs, slack)
    rng, problem = np.random.default_rng(seed + 1_000_000), day.problem
    kept = [v for v in range(len(problem.vehicles)) if rng.random() < 0.7]
    number = {vehicle: index for index, vehicle in enumerate(kept)}
    asked = []
    for stop in problem.stops:
        chance = rng.random()
        if chance < 0.04:
            asked.append(replace(stop, windows=(Window(0, int(rng.integers(1, 8 * 3600))),)))
        elif chance < 0.06:
            asked.append(replace(stop, needs=frozenset({"sign language"})))
        else:
            asked.append(stop)
    return Day(
        replace(
            problem,
            stops=tuple(asked),
            vehicles=tuple(problem.vehicles[vehicle] for vehicle in kept),
            pair_cost={(number[v], s): c for (v, s), c in problem.pair_cost.items() if v in number},
            excluded=frozenset((number[v], s) for v, s in problem.excluded if v in number),
        )
    )


def _cut_off(
    rng: np.random.Generator, profiles: tuple[Profile, ...], keep: set[tuple[int, int, int]]
) -> tuple[Profile, ...]:
    """Water between some places, where no hidden route (`keep`: kind, from, to) has to cross."""
    cut = []
    for kind, profile in enumerate(profiles):
        blocked = rng.random(profile.duration_s.shape) < 0.03
        np.fill_diagonal(blocked, False)
        for used, origin, to in keep:
            if used == kind:
                blocked[origin, to] = False
        duration_s = np.where(blocked, UNREACHABLE, profile.duration_s).astype(np.int32)
        cut.append(Profile(profile.name, duration_s, profile.distance_m))
    return tuple(cut)


def _hub(rng: np.random.Generator, town: _Town) -> Depot:
    batches = sorted(int(rng.integers(OPENS_S, CLOSES_S - 7200)) for _ in range(rng.integers(0, 3)))
    hours: tuple[Window, ...] = (Window(OPENS_S, CLOSES_S),)
    if rng.random() < 0.2:
        hours = (Window(OPENS_S, 12 * 3600), Window(12 * 3600 + 900, CLOSES_S))
    return Depot(town.near(None, 0), hours, 60 * int(rng.integers(2, 8)), tuple(batches))


def _drafted(
    rng: np.random.Generator, town: _Town, depots: tuple[Depot, ...], first: int, slack: Slack
) -> _Draft:
    """One volunteer with a route that works, and limits drawn around it."""
    kind = int(rng.integers(len(TRANSPORT)))
    home = town.near(None, 0) if rng.random() < 0.5 else None
    end = (OPEN, BACK_TO_DEPOT, home)[int(rng.integers(3))]
    simulated = _Simulated(rng, town, depots, slack, kind, home, OPEN if end is None else end)
    for _ in range(2 if rng.random() < slack.second_trips else 1):
        simulated.trip(first)
    simulated.finish()
    return simulated.drafted()


class _Simulated:
    """A volunteer's day as it passes, minute by minute."""

    def __init__(
        self,
        rng: np.random.Generator,
        town: _Town,
        depots: tuple[Depot, ...],
        slack: Slack,
        kind: int,
        home: int | None,
        end: int | EndKind,
    ) -> None:
        self.rng, self.town, self.depots, self.kind = rng, town, depots, kind
        self.slack = slack
        self.home, self.end, self.here = home, end, home
        self.now = self.start_s = 0
        self.way_m = 0
        self.legs: set[tuple[int, int, int]] = set()
        self.trips: list[Trip] = []
        self.asked: list[Stop] = []
        self.rest: tuple[Break, int] | None = None
        self.tags = frozenset(skill for skill in SKILLS if rng.random() < 0.3)

    def minutes(self, low: int, high: int) -> int:
        return MINUTE * int(self.rng.integers(low, high + 1))

    def go(self, to: int) -> None:
        """On the way, at times with a break."""
        if self.here is not None:
            self.way_m += self.town.metres(self.here, to)
            self.legs.add((self.kind, self.here, to))
            self.now += self.town.seconds(self.kind, self.here, to)
        if self.trips and self.rest is None and self.rng.random() < self.slack.breaks:
            spent_s = self.minutes(10, 20)
            window = Window(self.now - self.minutes(5, 40), self.now + self.minutes(0, 30))
            self.rest = (Break(spent_s, window), self.now)
            self.now += spent_s
        self.here = to

    def trip(self, first: int) -> None:
        """Load at some hub, and visit new people around it."""
        chosen = int(self.rng.integers(len(self.depots)))
        depot = self.depots[chosen]
        if self.now + max(3600, self._way_s(depot) + 20 * MINUTE) > depot.hours[-1].end_s:
            return
        load_s = self._opened(depot, max(self._load(depot), self.now))
        if not self.trips:
            lead_s = 0
            if self.home is not None:
                lead_s = self.town.seconds(self.kind, self.home, depot.location)
            self.start_s = self.now = load_s - lead_s
        self.go(depot.location)
        load_s = self._opened(depot, max(self.now, load_s))
        depart_s = self.now = load_s + depot.loading_s
        since_s = max((b for b in depot.batches_s if b <= load_s), default=load_s)
        _, _, spread_m, usual = TRANSPORT[self.kind]
        places = [self.town.near(depot.location, spread_m) for _ in range(usual)]
        visits = []
        for place in self._nearest_first(depot.location, places[: self.rng.integers(2, usual + 1)]):
            self.go(place)
            self.now += self.minutes(0, 3)
            visits.append(Visit(first + len(self.asked), self.now))
            self.asked.append(self._asked(place, chosen, load_s, since_s))
            self.now += self.asked[-1].service_s
        self.trips.append(Trip(chosen, load_s, depart_s, tuple(visits)))

    def _way_s(self, depot: Depot) -> int:
        if self.here is None:
            return 0
        return self.town.seconds(self.kind, self.here, depot.location)

    def _load(self, depot: Depot) -> int:
        ready_s = min(depot.batches_s, default=OPENS_S)
        return ready_s + self.minutes(0, 60)

    def _opened(self, depot: Depot, moment_s: int) -> int:
        return next(max(moment_s, w.start_s) for w in depot.hours if moment_s <= w.end_s)

    def _nearest_first(self, place: int, places: list[int]) -> list[int]:
        ordered: list[int] = []
        while len(ordered) < len(places):
            here = ordered[-1] if ordered else place
            left = [other for other in places if other not in ordered]
            ordered.append(min(left, key=lambda other: self.town.metres(here, other)))
        return ordered

    def _asked(self, place: int, depot: int, load_s: int, since_s: int) -> Stop:
        """Someone who can be served at this moment, on this trip."""
        windows: list[Window] = []
        around = self.slack.around_min
        if self.rng.random() < self.slack.windows:
            first_s, last_s = self.now - self.minutes(*around), self.now + self.minutes(*around)
            windows.append(Window(first_s, last_s))
            if self.rng.random() < 0.3:
                later_s = windows[0].end_s + self.minutes(30, 120)
                windows.append(Window(later_s, later_s + self.minutes(10, 60)))
        ride_s = self.now - since_s
        others = [d for d in range(len(self.depots)) if d == depot or self.rng.random() < 0.5]
        wish_s = self.now + self.minutes(-30, 30)
        return Stop(
            place,
            (int(self.rng.integers(1, 4)), int(self.rng.integers(0, 2))),
            service_s=self.minutes(2, 7),
            windows=tuple(windows),
            release_s=load_s - self.minutes(0, 60) if self.rng.random() < 0.05 else 0,
            max_ride_s=max(7200, ride_s + 300) if self.rng.random() < 0.7 else None,
            wanted_ride_s=5400 if self.rng.random() < 0.5 else None,
            wanted=Window(wish_s, wish_s + 1800) if self.rng.random() < 0.15 else None,
            needs=frozenset(self.tags if self.rng.random() < self.slack.needs else ()),
            depots=frozenset(others) if self.rng.random() < 0.4 else None,
            price=LEFT_OUT_PRICE * int(2 ** self.rng.integers(0, 3)),
        )

    def finish(self) -> None:
        if self.end is BACK_TO_DEPOT:
            self.go(self.depots[self.trips[0].depot].location)
        elif isinstance(self.end, int):
            self.go(self.end)

    def drafted(self) -> _Draft:
        """The volunteer, with limits that this day just keeps to."""
        loads = np.zeros((len(self.trips), 2), np.int64)
        done = 0
        for index, trip in enumerate(self.trips):
            for stop in self.asked[done : done + len(trip.visits)]:
                loads[index] += stop.demand
            done += len(trip.visits)
        spare, most_min = self.rng.integers(0, self.slack.spare, 2), self.slack.shift_min
        used = frozenset(trip.depot for trip in self.trips)
        vehicle = Vehicle(
            self.kind,
            capacity=tuple(int(n) for n in loads.max(axis=0) + spare),
            start=self.home,
            end=self.end,
            depots=None if self.rng.random() < 0.4 else used | {self._any_depot()},
            shift=Window(
                self.start_s - self.minutes(0, most_min), self.now + self.minutes(0, most_min)
            ),
            max_duration_s=self._perhaps(
                0.3, self.now - self.start_s + self.minutes(0, most_min // 2)
            ),
            max_distance_m=self._perhaps(0.2, self.way_m + 200),
            max_stops=self._perhaps(0.4, len(self.asked) + int(self.rng.integers(0, 3))),
            max_trips=len(self.trips),
            breaks=() if self.rest is None else (self.rest[0],),
            tags=self.tags,
            fair_s=self._perhaps(0.3, 5400),
            cost_fixed=6000,
            cost_per_m=0 if self.kind < 2 else 1,
        )
        breaks_s = () if self.rest is None else (self.rest[1],)
        route = Route(0, self.start_s, self.now, tuple(self.trips), breaks_s)
        return _Draft(vehicle, route, tuple(self.asked), frozenset(self.legs))

    def _any_depot(self) -> int:
        return int(self.rng.integers(len(self.depots)))

    def _perhaps(self, chance: float, value: int) -> int | None:
        return value if self.rng.random() < chance * self.slack.limits else None
