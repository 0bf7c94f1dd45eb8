"""A search on a real cluster: a machine that goes down costs time, not people."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator

import pytest
from distributed import Client, LocalCluster

from benchmarks.cluster import two_machines
from benchmarks.days import hidden_day
from voedselbrigade.adapters.cluster import ClusterSolver, DaskCrew, connected
from voedselbrigade.errors import Unreachable
from voedselbrigade.routing.engines import Limits, Run
from voedselbrigade.routing.engines.crew import Here
from voedselbrigade.routing.engines.insertion import complete
from voedselbrigade.routing.engines.parts import MIXED, Part
from voedselbrigade.routing.engines.portfolio import Portfolio
from voedselbrigade.routing.engines.slots import Screen
from voedselbrigade.routing.evaluation import judge
from voedselbrigade.routing.ground import Ground
from voedselbrigade.services.searching import SearchOrder, SearchProgress, Watch, Wish
from voedselbrigade.words import say

DAY = hidden_day(6, stops=18).problem


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    with two_machines() as machines:
        yield machines


def test_a_cluster_finds_what_one_process_finds(cluster: LocalCluster) -> None:
    told: list[SearchProgress] = []
    solver = ClusterSolver(cluster.scheduler_address)
    found = solver.solve(DAY, SearchOrder("portfolio", steps=2, seed=4), Watch(told.append))
    here = Portfolio(Here()).solve(DAY, Run(Limits(steps=2), 4))
    assert found is not None
    assert (found.solution, found.engine) == (here.solution, "portfolio")
    assert told


@pytest.mark.proof
def test_a_machine_that_is_killed_half_way_costs_nobody_a_place(cluster: LocalCluster) -> None:
    """The same parts, each solved once, and a whole that is valid."""
    plan = complete(Screen(Ground(DAY)), {}, range(len(DAY.stops)))
    parts = [Part(DAY, plan, MIXED, Limits(steps=25), seed) for seed in range(4)]
    address = cluster.scheduler_address
    with Client(address, set_as_default=False) as client:
        doomed = next(iter(cluster.workers.values()))
        threading.Timer(0.7, os.kill, (doomed.process.pid, signal.SIGKILL)).start()
        found = DaskCrew(client).worked(parts)
        alive = DaskCrew(client).worked(parts[:1])
    alone = Here().worked(parts)
    assert found == alone
    assert alive == found[:1]
    for orders in found:
        assert set(orders) <= set(range(len(DAY.vehicles)))


def test_whoever_drops_the_search_gets_nothing_and_soon(cluster: LocalCluster) -> None:
    begun = time.monotonic()
    solver = ClusterSolver(cluster.scheduler_address)
    dropped = solver.solve(DAY, SearchOrder(seconds=600), Watch(wish=lambda: Wish.DROP))
    best = solver.solve(DAY, SearchOrder(seconds=600), Watch(wish=lambda: Wish.FINISH))
    assert dropped is None
    assert best is not None
    assert judge(DAY, best.solution).sound
    assert time.monotonic() - begun < 60


def test_an_address_where_nobody_answers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("voedselbrigade.adapters.cluster.CONNECT_S", 0.2)
    with pytest.raises(Unreachable) as refusal:
        connected("tcp://127.0.0.1:9")
    assert "127.0.0.1:9" in say(refusal.value.fact)
