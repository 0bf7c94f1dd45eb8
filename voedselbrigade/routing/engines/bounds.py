"""How many a plan can serve at most: no search goes on where no plan serves more."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from voedselbrigade.routing.ground import Bools, Ground, Ints
from voedselbrigade.routing.problem import BACK_TO_DEPOT, OPEN, UNREACHABLE

TABLES = ("travel", "metres")


def servable(ground: Ground) -> tuple[bool, ...]:
    """By stop: whether some vehicle could serve it if it served nobody else. Found out once.

    Only what holds in every plan: ways are the shortest over any places in between, for a leg that
    is cut off or long may be shorter by way of another stop. Breaks are left out of account.
    """
    if ground.servable is None:
        ground.servable = _servable(ground)
    return ground.servable


def _servable(ground: Ground) -> tuple[bool, ...]:
    reach = _Reach(ground)
    possible = np.zeros(len(ground.stops), np.bool_)
    for vehicle in range(len(ground.problem.vehicles)):
        for depot in ground.may_load[vehicle]:
            may = ground.allowed[vehicle] & ground.held[depot] & ~possible
            if may.any():
                possible |= may & reach.in_time(vehicle, depot)
    return tuple(bool(can) for can in possible)


class _Reach:
    """Who could be reached by one vehicle from one depot, all stops at once."""

    def __init__(self, ground: Ground) -> None:
        self.ground, stops = ground, ground.stops
        self.place = np.array(ground.place, np.int64)
        self.service = np.array(ground.service, np.int64)
        self.release = np.array([stop.release_s for stop in stops], np.int64)
        rides = [UNREACHABLE if ride is None else ride for ride in ground.ride]
        self.ride = np.array(rides, np.int64)
        self.last = np.array([windows[-1][1] for windows in ground.windows], np.int64)
        self.first = np.array([windows[0][0] for windows in ground.windows], np.int64)
        self._ways: dict[tuple[str, int, int], Ints] = {}

    def in_time(self, vehicle: int, depot: int) -> Bools:
        """By stop: whether hours, hot clock and the limits of the vehicle leave room for it."""
        ground, kind = self.ground, self.ground.kind[vehicle]
        driver, site = ground.problem.vehicles[vehicle], ground.problem.depots[depot]
        out_s, out_m = (self._way(name, kind, site.location)[self.place] for name in TABLES)
        lead_s = lead_m = 0
        if driver.start is not None:
            lead_s, lead_m = (
                int(self._way(name, kind, driver.start)[site.location]) for name in TABLES
            )
        home_s, home_m = self._home(vehicle, depot)
        load_s = self._loading(depot, driver.shift.start_s + lead_s)
        begin_s = np.maximum(load_s + site.loading_s + out_s, self.first)
        spent_s = lead_s + site.loading_s + out_s + self.service + home_s
        longest_s = UNREACHABLE if driver.max_duration_s is None else driver.max_duration_s
        furthest_m = UNREACHABLE if driver.max_distance_m is None else driver.max_distance_m
        possible: Bools = (begin_s <= self.last) & (site.loading_s + out_s <= self.ride)
        possible &= begin_s + self.service + home_s <= driver.shift.end_s
        possible &= (spent_s <= longest_s) & (lead_m + out_m + home_m <= furthest_m)
        return possible & (spent_s < UNREACHABLE)

    def _home(self, vehicle: int, depot: int) -> tuple[Ints, Ints]:
        """By stop, the way to the vehicle's end. Back to the depot may be to another one, where
        there are more trips; that is not counted."""
        driver, kind = self.ground.problem.vehicles[vehicle], self.ground.kind[vehicle]
        if driver.end is OPEN or (driver.end is BACK_TO_DEPOT and driver.max_trips > 1):
            nothing = np.zeros(len(self.place), np.int64)
            return nothing, nothing
        end = self.ground.end_place(driver, depot)
        back_s, back_m = (self._way(f"{name} to", kind, end)[self.place] for name in TABLES)
        return back_s, back_m

    def _loading(self, depot: int, from_s: int) -> Ints:
        """By stop, when loading can start at the earliest, its release taken into account."""
        earliest = np.maximum(self.release, from_s)
        load: Ints = np.full(len(earliest), UNREACHABLE, np.int64)
        for first, last, _ in self.ground.segments[depot]:
            load = np.where(earliest <= last, np.minimum(load, np.maximum(earliest, first)), load)
        return load

    def _way(self, name: str, kind: int, place: int) -> Ints:
        """The shortest way from a place (`… to`: to a place) to all others, by any others."""
        key = (name, kind, place)
        if key not in self._ways:
            tables = self.ground.tables
            table = (tables.travel if name.startswith("travel") else tables.metres)[kind]
            table = table.T if name.endswith(" to") else table
            way, before = table[place].copy(), None
            way[place] = 0
            while before is None or (way < before).any():
                before = way
                way = np.minimum(way, (way[:, None] + table).min(axis=0))
            self._ways[key] = np.minimum(way, UNREACHABLE)
        return self._ways[key]


def most_served(ground: Ground, possible: Sequence[bool]) -> int:
    """How many stops fit into all trips of all vehicles, if only room and number counted."""
    stops = [stop for stop, can in enumerate(possible) if can]
    vehicles = ground.problem.vehicles
    most = sum(len(stops) if v.max_stops is None else max(0, v.max_stops) for v in vehicles)
    for measure in range(ground.demand.shape[1]):
        room = sum(v.max_trips * v.capacity[measure] for v in vehicles)
        needed: Ints = np.cumsum(np.sort(ground.demand[stops, measure]))
        most = min(most, int((needed <= room).sum()))
    return min(most, len(stops))
