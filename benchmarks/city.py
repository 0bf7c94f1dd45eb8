"""A whole city: 5,000 stops, 13 hubs, 400 volunteers, in clusters (`python -m benchmarks.city`).

Goal: within 120 s and 4 GB on two cores, and at most 3 % above the best of `--seconds 600` and
`--seconds 600 --pyvrp`: the same clusters and borders, every part by PyVRP alone.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time

import numpy as np

from benchmarks.demo_day import resident_kb
from voedselbrigade.routing.engines import Answer, Limits, Run, engine
from voedselbrigade.routing.engines.clusters import Clusters
from voedselbrigade.routing.engines.crew import Crew
from voedselbrigade.routing.engines.cutting import Cut
from voedselbrigade.routing.engines.parts import PYVRP
from voedselbrigade.routing.evaluation import judge
from voedselbrigade.routing.orders import Orders
from voedselbrigade.routing.problem import (
    BACK_TO_DEPOT,
    OPEN,
    Depot,
    Problem,
    Profile,
    Stop,
    Vehicle,
    Window,
)

TRANSPORT = (("foot", 1.3), ("bicycle", 4.0), ("car", 7.0))
LOADS, STOPS, DAY = (10, 18, 30), (8, 14, 25), Window(10 * 3600, 15 * 3600)
SPREAD_M = 9000


def city(stops: int, hubs: int, vehicles: int, seed: int = 0) -> Problem:
    """A made-up city; stops lie around the hubs, volunteers live anywhere."""
    rng = np.random.default_rng(seed)
    sites = rng.uniform(0, SPREAD_M, (hubs, 2))
    doors = sites[rng.integers(0, hubs, stops)] + rng.normal(0, 900, (stops, 2))
    homes = rng.uniform(0, SPREAD_M, (vehicles, 2))
    points = np.vstack([sites, doors, homes]).astype(np.float32)
    metres = _metres(points)
    profiles = tuple(
        Profile(name, (metres / speed).astype(np.int32), metres) for name, speed in TRANSPORT
    )
    return Problem(
        profiles,
        tuple(Depot(hub, (DAY,), 300, (DAY.start_s,)) for hub in range(hubs)),
        tuple(
            Stop(
                hubs + n,
                (int(rng.integers(1, 3)),),
                service_s=180,
                windows=(DAY,) if rng.random() < 0.7 else (Window(11 * 3600, 13 * 3600),),
                max_ride_s=7200,
            )
            for n in range(stops)
        ),
        tuple(_vehicle(rng, n, hubs, hubs + stops + n) for n in range(vehicles)),
    )


def _metres(points: np.ndarray) -> np.ndarray:
    """Row by row, so that no table of another kind stands beside it."""
    size = len(points)
    metres = np.empty((size, size), np.int32)
    for row in range(size):
        metres[row] = 1.3 * np.hypot(*(points - points[row]).T)
    return metres


def _vehicle(rng: np.random.Generator, number: int, hubs: int, home: int) -> Vehicle:
    kind = int(rng.choice(3, p=(0.2, 0.5, 0.3)))
    return Vehicle(
        kind,
        capacity=(LOADS[kind],),
        start=home if rng.random() < 0.5 else None,
        end=(OPEN, BACK_TO_DEPOT)[int(rng.integers(2))],
        depots=frozenset({number % hubs}) if rng.random() < 0.7 else None,
        shift=DAY,
        max_stops=STOPS[kind],
        max_trips=1 + (kind > 0),
        cost_fixed=3000,
    )


def main(arguments: list[str] | None = None) -> int:
    """One line of JSON: seconds, memory of this process and its children, who is left out."""
    asked = _asked([] if arguments is None else arguments)
    problem = city(asked.stops, asked.hubs, asked.vehicles)
    most_kb = 0

    def look() -> bool:
        """Look at the memory; nobody wants to stop."""
        nonlocal most_kb
        most_kb = max(most_kb, resident_kb(os.getpid()))
        return False

    begun = time.perf_counter()
    run = Run(Limits(asked.seconds), 0, lambda progress: None, look, cores=asked.cores)
    answer = _by_pyvrp(problem, run) if asked.pyvrp else engine("portfolio").solve(problem, run)
    seconds = time.perf_counter() - begun
    judged = judge(problem, answer.solution)
    figures = {
        "stops": asked.stops,
        "vehicles": asked.vehicles,
        "seconds": round(seconds, 1),
        "megabytes": round(most_kb / 1000),
        "left_out": len(answer.solution.left_out),
        "minutes": round(sum(one.duration_s for one in judged.routes) / 60),
        "cost": judged.total,
        "breaches": len(judged.breaches),
        "cost_agrees": judged.total == answer.cost,
    }
    print(json.dumps(figures))
    return 0 if judged.sound else 1


def _asked(arguments: list[str]) -> argparse.Namespace:
    words = argparse.ArgumentParser(description=__doc__)
    for name, usual in (("stops", 5000), ("hubs", 13), ("vehicles", 400), ("cores", 2)):
        words.add_argument(f"--{name}", type=int, default=usual)
    words.add_argument("--seconds", type=float, default=115)
    words.add_argument("--pyvrp", action="store_true")
    return words.parse_args(arguments)


def _by_pyvrp(problem: Problem, run: Run) -> Answer:
    with Crew(run.cores) as crew:
        return _ByPyvrp(problem, run, crew).answer()


class _ByPyvrp(Clusters):
    def way(self, cut: Cut, plan: Orders, number: int) -> str:
        return PYVRP


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
