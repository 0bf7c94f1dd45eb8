"""Searches on the machines of a Dask cluster: the portfolio here, its parts over there.

A part is a plain value and working on it changes nothing else, so a machine that goes down costs
time and no more: Dask gives its parts to another one, and each part's answer is taken once. The
machines need this package and its extra `cluster`; nothing about people is sent, only numbers.
"""

from __future__ import annotations

import importlib
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any
from uuid import uuid4

from voedselbrigade.errors import NotPossible, SearchFailed, Unreachable
from voedselbrigade.routing.engines import Limits, Progress, Run
from voedselbrigade.routing.engines.crew import Heard
from voedselbrigade.routing.engines.parts import Bench, Part
from voedselbrigade.routing.explanation import explain
from voedselbrigade.routing.orders import Orders
from voedselbrigade.routing.problem import Problem
from voedselbrigade.routing.replanning import Mode, planned
from voedselbrigade.services.searching import Found, SearchOrder, SearchProgress, Watch, Wish

CONNECT_S = 10
TICK_S = 0.2
GRACE_S = 120.0
"""How much longer than its limit a round may take before the plan that was there stands."""


def work_on(part: Part) -> Orders:
    """Run on a machine of the cluster."""
    return Bench().work(part)


def _unheard(number: int, progress: Progress) -> None:
    """Machines elsewhere tell nothing on the way."""


class DaskCrew:
    """A workforce on a Dask cluster."""

    def __init__(self, client: Any) -> None:
        """`client`: a `distributed.Client` that is connected."""
        self._client = client

    @property
    def size(self) -> int:
        """The parts that are worked on at once: one per thread of every machine."""
        return max(1, int(sum(self._client.nthreads().values())))

    def worked(
        self,
        parts: Sequence[Part],
        heard: Heard = _unheard,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> list[Orders]:
        """As `Workforce.worked`; a part that fails leaves the plan that was given."""
        round_ = uuid4().hex
        futures = [
            self._client.submit(work_on, part, key=f"part-{round_}-{number}", pure=False)
            for number, part in enumerate(parts)
        ]
        self._wait(futures, self._due_s(parts), cancelled)
        answers = [
            future.result() if future.status == "finished" else part.plan
            for future, part in zip(futures, parts, strict=True)
        ]
        self._client.cancel([future for future in futures if future.status != "finished"])
        return answers

    def _due_s(self, parts: Sequence[Part]) -> float:
        """When to give a round up: its turns, each as long as its longest part, and some grace."""
        turns = -(-len(parts) // self.size)
        limits = [part.limits.seconds for part in parts if part.limits.seconds is not None]
        longest_s = max(limits) if limits else 3600.0
        return time.monotonic() + turns * longest_s + GRACE_S

    def _wait(self, futures: list[Any], due_s: float, cancelled: Callable[[], bool]) -> None:
        """Until the last one is there; each wakes us when it is done."""
        done = threading.Semaphore(0)
        for future in futures:
            future.add_done_callback(lambda _: done.release())
        while any(future.status == "pending" for future in futures):
            if cancelled() or time.monotonic() > due_s:
                return
            done.acquire(timeout=TICK_S)

    def close(self) -> None:
        """The cluster is not ours to end."""


class ClusterSolver:
    """A solver whose parts run on the cluster at an address such as `tcp://10.0.0.5:8786`."""

    def __init__(self, address: str) -> None:
        self._address = address

    def solve(self, problem: Problem, order: SearchOrder, watch: Watch) -> Found | None:
        """See `services.searching.Solver`. Raises Unreachable when nobody answers there."""
        # Loads a solver, which is slow, and only who asks for a cluster needs it here.
        from voedselbrigade.routing.engines.portfolio import Portfolio  # noqa: PLC0415

        client = connected(self._address)
        begun = time.monotonic()
        so_far = SearchProgress(0.0, order.seconds, 0, len(problem.stops))

        def told(progress: Progress) -> None:
            nonlocal so_far
            served = len(problem.stops) - progress.left_out
            elapsed_s = round(time.monotonic() - begun, 1)
            so_far = so_far.further(elapsed_s, served, progress.cost)
            watch.told(so_far)

        limits = Limits(order.seconds, order.steps)
        run = Run(limits, order.seed, told, lambda: watch.wish() is not Wish.GO_ON)
        try:
            mode = order.mode or Mode.EVERYTHING
            answer = planned(Portfolio(DaskCrew(client)), problem, mode, run)
        except OSError as error:
            raise SearchFailed("cluster.lost", address=self._address) from error
        finally:
            client.close()
        if watch.wish() is Wish.DROP:
            return None
        reasons = explain(problem, answer.solution)
        return Found(answer.solution, Portfolio.name, answer.notes, reasons)


def connected(address: str) -> Any:
    """A client of the cluster. NotPossible without the extra, Unreachable when nobody answers."""
    try:
        distributed = importlib.import_module("distributed")
    except ImportError as error:
        raise NotPossible("cluster.not_installed") from error
    try:
        return distributed.Client(address, timeout=CONNECT_S, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise Unreachable("cluster.no_answer", address=address) from error
