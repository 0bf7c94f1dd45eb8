"""Public instances in the VRPLIB dialect of the PyVRP project, as problems of ours.

Understood are capacities, coordinates or explicit weights, demands, service times, windows, release
times, several depots, reloads, fixed and unit costs, longest ways and durations. Numbers of places
count from 0, as in the `.sol` files: the depots come first.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from voedselbrigade.routing.problem import (
    ALL_DAY,
    BACK_TO_DEPOT,
    Depot,
    Problem,
    Profile,
    Solution,
    Stop,
    Vehicle,
    Window,
)

type Floats = npt.NDArray[np.float64]
type Ints = npt.NDArray[np.int64]

ROUNDINGS: dict[str, Callable[[Floats], Ints]] = {
    "round": lambda values: np.round(values).astype(np.int64),
    "exact": lambda values: np.round(1_000 * values).astype(np.int64),
    "dimacs": lambda values: (10 * values).astype(np.int64),
    # Unit costs stand in the files a hundredfold, so that costs come out 100,000 ×.
    "hfvrp": lambda values: np.round(1_000 * values).astype(np.int64),
}
SPARE = 1.3
"""Where a fleet has no end, so many times the vehicles that its load needs, and ten, are enough."""
END_OF_TIME_S = 50_000_000
"""Where there are times but no last moment."""


@dataclass(frozen=True, slots=True)
class Instance:
    """A problem, the number of each stop's place, and whether the file names its vehicles."""

    problem: Problem
    numbers: tuple[int, ...]
    named_fleet: bool

    def routes(self, solution: Solution) -> list[list[int]]:
        """Client numbers per vehicle; the number of a depot stands between two trips. A fleet that
        the file names is listed whole, with empty routes for who stays at home."""
        by_vehicle = {route.vehicle: route for route in solution.routes}
        listed: list[list[int]] = []
        for vehicle in range(len(self.problem.vehicles)):
            route = by_vehicle.get(vehicle)
            visits: list[int] = []
            for index, trip in enumerate(route.trips if route else ()):
                if index:
                    visits.append(self.problem.depots[trip.depot].location)
                visits.extend(self.numbers[visit.stop] for visit in trip.visits)
            if visits or self.named_fleet:
                listed.append(visits)
        return listed


def read(path: Path, rounding: str) -> Instance:
    """The instance in a file. Raises ValueError for what it does not understand."""
    return _Reader(path, ROUNDINGS[rounding]).instance()


class _Reader:
    def __init__(self, path: Path, rounded: Callable[[Floats], Ints]) -> None:
        self.rounded = rounded
        self.said, self.sections = _parsed(path.read_text(encoding="utf-8"))
        self.size = int(self.said["DIMENSION"])
        self.depots = [int(row[0]) - 1 for row in self.sections.get("DEPOT", [[1]]) if row[0] > 0]
        if self.depots != list(range(len(self.depots))):
            raise ValueError("the depots have to come first")
        self.fleet = int(self.said.get("VEHICLES", 0))
        self.timed = bool({"TIME_WINDOW", "VEHICLES_MAX_DURATION"} & self.names)

    @property
    def names(self) -> set[str]:
        return {*self.said, *self.sections}

    def instance(self) -> Instance:
        metres = self.rounded(self._weights()).astype(np.int32)
        seconds = metres if self.timed else np.zeros_like(metres)
        windows = self._windows()
        stops = tuple(self._stops(windows))
        depots = tuple(
            Depot(place, (Window(*windows[place].tolist()),) if self.timed else (ALL_DAY,))
            for place in self.depots
        )
        vehicles = tuple(self._vehicles(windows))
        problem = Problem((Profile("way", seconds, metres),), depots, stops, vehicles)
        return Instance(problem, tuple(stop.location for stop in stops), bool(self.fleet))

    def _weights(self) -> Floats:
        if "EDGE_WEIGHT" in self.sections:
            flat = [value for row in self.sections["EDGE_WEIGHT"] for value in row]
            if len(flat) != self.size**2:
                raise ValueError("only a full matrix of weights is understood")
            return np.array(flat).reshape(self.size, self.size)
        points = np.array([row[1:3] for row in self.sections["NODE_COORD"]])
        across = points[:, None, :] - points[None, :, :]
        distances: Floats = np.sqrt((across**2).sum(axis=2))
        return distances

    def _by_place(self, name: str, missing: float) -> Ints:
        """One value per place, from a section or for all alike."""
        values = np.full(self.size, float(self.said.get(name, missing)))
        for row in self.sections.get(name, []):
            values[int(row[0]) - 1] = row[1]
        return self.rounded(values)

    def _windows(self) -> Ints:
        if "TIME_WINDOW" not in self.sections:
            return np.array([[0, END_OF_TIME_S]] * self.size, np.int64)
        return self.rounded(np.array([row[1:3] for row in self.sections["TIME_WINDOW"]]))

    def _stops(self, windows: Ints) -> list[Stop]:
        demand, spent = self._by_place("DEMAND", 0), self._by_place("SERVICE_TIME", 0)
        release = self._by_place("RELEASE_TIME", 0)
        return [
            Stop(
                place,
                (int(demand[place]),),
                int(spent[place]),
                (Window(*windows[place].tolist()),) if self.timed else (),
                int(release[place]),
                price=PRICE,
            )
            for place in range(len(self.depots), self.size)
        ]

    def _by_vehicle(self, name: str, count: int) -> list[float | None]:
        if name in self.sections:
            return [row[1] for row in self.sections[name]]
        return [float(self.said[name]) if name in self.said else None] * count

    def _vehicles(self, windows: Ints) -> list[Vehicle]:
        count = self.fleet or self._enough()
        rooms = self._by_vehicle("CAPACITY", count)
        depots = self._by_vehicle("VEHICLES_DEPOT", count)
        fixed = self._by_vehicle("VEHICLES_FIXED_COST", count)
        unit = self._by_vehicle("VEHICLES_UNIT_DISTANCE_COST", count)
        longest = self._by_vehicle("VEHICLES_MAX_DURATION", count)
        furthest = self._by_vehicle("VEHICLES_MAX_DISTANCE", count)
        reloads = self._by_vehicle("VEHICLES_MAX_RELOADS", count)
        made = []
        for index in range(count):
            depot = int(depots[index] or 1) - 1
            again = self.size if reloads[index] is None else int(reloads[index] or 0)
            room = self._scaled(rooms[index])
            made.append(
                Vehicle(
                    capacity=(1_000_000_000 if room is None else room,),
                    end=BACK_TO_DEPOT,
                    depots=frozenset({depot}),
                    shift=Window(*windows[depot].tolist()) if self.timed else ALL_DAY,
                    max_duration_s=self._scaled(longest[index]),
                    max_distance_m=self._scaled(furthest[index]),
                    max_trips=1 + again if "VEHICLES_RELOAD_DEPOT" in self.sections else 1,
                    cost_fixed=self._scaled(fixed[index]) or 0,
                    cost_per_s=0,
                    cost_per_m=1 if unit[index] is None else int(unit[index] or 0),
                )
            )
        return made

    def _scaled(self, value: float | None) -> int | None:
        return None if value is None else int(self.rounded(np.array([value]))[0])

    def _enough(self) -> int:
        """Vehicles for a fleet without an end: what the load needs, and room to spare."""
        total = sum(row[1] for row in self.sections["DEMAND"])
        needed = math.ceil(total / float(self.said["CAPACITY"]))
        return min(self.size - len(self.depots), math.ceil(SPARE * needed) + 10)


PRICE = 10**12
"""Nobody is left out to save a way."""


def _parsed(text: str) -> tuple[dict[str, str], dict[str, list[list[float]]]]:
    """What stands before a colon, and the rows of each section."""
    said: dict[str, str] = {}
    sections: dict[str, list[list[float]]] = {}
    rows: list[list[float]] | None = None
    for raw in text.splitlines():
        line = raw.strip()
        if not line or line == "EOF":
            continue
        if ":" in line:
            name, value = line.split(":", 1)
            said[name.strip()] = value.strip()
        elif line.endswith("_SECTION"):
            rows = sections.setdefault(line.removesuffix("_SECTION"), [])
        elif rows is not None:
            rows.append([float(value) for value in line.split()])
        else:
            raise ValueError(f"not understood: {line[:60]}")
    return said, sections
