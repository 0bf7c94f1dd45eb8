"""The same parts, worked on by one process, by two, and by two machines of a Dask cluster.

`python -m benchmarks cluster`. A city of 1,300 stops with a fixed number of steps per part, so that
all three do the same work and find the same plan. Goal: Dask's speed-up is at least 0.85 × that of
two bare processes in the same run. The processes of both are there before the clock starts.
"""

from __future__ import annotations

import time

from distributed import Client, LocalCluster

from benchmarks.city import city
from benchmarks.recording import Figure, record
from voedselbrigade.adapters.cluster import DaskCrew
from voedselbrigade.routing.engines import Answer, Limits, Run
from voedselbrigade.routing.engines.crew import Crew, Here, Workforce
from voedselbrigade.routing.engines.portfolio import Portfolio
from voedselbrigade.routing.problem import Problem

STOPS, HUBS, VEHICLES, STEPS = 1_300, 4, 110, 36
GOAL = 0.85


def main() -> None:
    problem = city(STOPS, HUBS, VEHICLES)
    one_s, alone = _timed(problem, Here())
    with Crew(2) as crew:
        two_s, together = _timed(problem, crew)
    with (
        two_machines() as machines,
        Client(machines, set_as_default=False) as client,
    ):
        dask_s, apart = _timed(problem, DaskCrew(client))
    if not alone.solution == together.solution == apart.solution:
        raise SystemExit("the three found different plans: nothing compared")
    bare, dask = one_s / two_s, one_s / dask_s
    record(
        "cluster",
        [
            Figure("one process", one_s, "s"),
            Figure("two bare processes", two_s, "s"),
            Figure("two machines of a Dask cluster", dask_s, "s"),
            Figure("speed-up of two bare processes", bare, "times"),
            Figure("speed-up of Dask", dask, "times"),
            Figure("speed-up of two bare processes by Dask's", bare / dask, "times", 1 / GOAL),
        ],
    )


def two_machines() -> LocalCluster:
    """Two processes with a thread each that stand for machines, on the loopback address."""
    return LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address=None,
        worker_dashboard_address=None,
    )


def _timed(problem: Problem, workforce: Workforce) -> tuple[float, Answer]:
    """A short run first, so that every process has loaded the solvers."""
    engine = Portfolio(workforce)
    engine.solve(city(60, 2, 8), Run(Limits(steps=2), 0, cores=2))
    begun = time.perf_counter()
    answer = engine.solve(problem, Run(Limits(steps=STEPS), 0, cores=2))
    return time.perf_counter() - begun, answer


if __name__ == "__main__":
    main()
