"""Runs searches in processes of their own, and keeps a day's row in the database up to date.

`multiprocessing` would start the whole app again inside the child (Streamlit), and the solver holds
the interpreter's lock, so a thread would freeze every screen: a plain child process it is.
"""

from __future__ import annotations

import json
import logging
import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from datetime import date
from typing import IO, Any

from voedselbrigade.domain.access import Account
from voedselbrigade.domain.ground import Neighbourhood
from voedselbrigade.domain.office import Settings
from voedselbrigade.domain.plans import Plan
from voedselbrigade.errors import Fact, SearchFailed, VoedselbrigadeError
from voedselbrigade.routing.engines.child import end, environment
from voedselbrigade.routing.explanation import Reason
from voedselbrigade.routing.problem import Problem, Solution
from voedselbrigade.services import searching
from voedselbrigade.services.planning import Desk, plan_day
from voedselbrigade.services.ports import Roads
from voedselbrigade.services.searching import (
    Found,
    Lives,
    SearchOrder,
    SearchProgress,
    Solver,
    Watch,
    Wish,
    nobody_knows,
)
from voedselbrigade.services.store import SearchRow, SearchState
from voedselbrigade.services.work import Work

log = logging.getLogger(__name__)

COMMAND = (sys.executable, "-m", "voedselbrigade.routing.worker")
TICK_S = 0.25
SIGN_OF_LIFE_S = 1.0
GRACE_S = 120.0
"""How much longer than its limit a search may take: reading the problem, the last polish, and a
reason for everyone who is left out."""
LONGEST_S = 3600.0
"""A search that counts steps ends at last by the clock too."""

type Works = Callable[[Account], AbstractContextManager[Work]]


class WorkerProcess:
    """One child process per search: the problem in, progress and the answer out as JSON lines."""

    def __init__(self, command: Sequence[str] = COMMAND) -> None:
        self._command = tuple(command)

    def solve(self, problem: Problem, order: SearchOrder, watch: Watch) -> Found | None:
        """See `services.searching.Solver`. The child never outlives this call."""
        with tempfile.TemporaryFile("w+", encoding="utf-8") as complaints:
            child = self._start(complaints)
            try:
                return _Conversation(child, problem, order, watch).held()
            except SearchFailed:
                complaints.seek(0)
                log.error("the search ended badly: %s", complaints.read()[-4000:])
                raise
            finally:
                end(child)

    def _start(self, complaints: IO[str]) -> subprocess.Popen[str]:
        try:
            return subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=complaints,
                encoding="utf-8",
                env=environment(),
                # A Ctrl-C is for us: we end the child in our own way.
                start_new_session=True,
            )
        except OSError as error:
            raise SearchFailed("plan.search_not_started", why=str(error)) from error


class _Conversation:
    """One order and its answer. Two threads move the lines, so that no pipe can block us."""

    def __init__(
        self, child: subprocess.Popen[str], problem: Problem, order: SearchOrder, watch: Watch
    ) -> None:
        self._child, self._order, self._watch = child, order, watch
        self._stops = len(problem.stops)
        self._problem = problem
        self._lines: queue.Queue[str | None] = queue.Queue()
        self._begun = time.monotonic()
        limit_s = LONGEST_S if order.steps is not None else (order.seconds or 0) + GRACE_S
        self._ends = self._begun + limit_s
        self._finishing = False
        self._progress = SearchProgress(0.0, order.seconds, 0, self._stops)

    def held(self) -> Found | None:
        for move in (self._write, self._read):
            threading.Thread(target=move, daemon=True).start()
        while True:
            match self._watch.wish():
                case Wish.DROP:
                    return None
                case Wish.FINISH:
                    self._finish()
            if time.monotonic() > self._ends:
                raise SearchFailed("plan.search_too_long")
            answer = self._next()
            if answer is not None:
                return answer

    def _next(self) -> Found | None:
        """Wait a moment for a line; the answer, if this is it."""
        try:
            line = self._lines.get(timeout=TICK_S)
        except queue.Empty:
            self._tell(self._progress.served, self._progress.cost)
            return None
        if line is None:
            raise SearchFailed("plan.search_process_died", code=self._child.wait())
        try:
            return self._understood(json.loads(line))
        except (ValueError, KeyError, TypeError) as error:
            raise SearchFailed("plan.search_nonsense") from error

    def _understood(self, said: Mapping[str, Any]) -> Found | None:
        if said["kind"] == "error":
            fact = Fact.from_json(said["fact"])
            raise SearchFailed(fact.code, **fact.values)
        if said["kind"] == "answer":
            return Found(
                solution=Solution.from_json(said["solution"]),
                engine=said["engine"],
                notes=tuple(Fact.from_json(note) for note in said["notes"]),
                reasons=tuple(Reason.from_json(reason) for reason in said["reasons"]),
            )
        self._tell(self._stops - int(said["left_out"]), int(said["cost"]))
        return None

    def _tell(self, served: int, cost: int | None) -> None:
        elapsed_s = round(time.monotonic() - self._begun, 1)
        self._progress = self._progress.further(elapsed_s, served, cost)
        self._watch.told(self._progress)

    def _finish(self) -> None:
        """The worker answers with its best plan when nobody holds the line any more."""
        if not self._finishing:
            self._finishing = True
            self._ends = min(self._ends, time.monotonic() + GRACE_S)
            self._hang_up()

    def _hang_up(self) -> None:
        assert self._child.stdin is not None
        # If the child is gone already, the reading side tells how.
        with suppress(OSError):
            self._child.stdin.close()

    def _write(self) -> None:
        assert self._child.stdin is not None
        order = {
            "problem": self._problem.as_json(),
            "engine": self._order.engine,
            "seconds": self._order.seconds,
            "steps": self._order.steps,
            "seed": self._order.seed,
            "cores": self._order.cores,
            "mode": self._order.mode,
            "asked_at": time.time(),
        }
        # A child that dies before it has read its order is noticed by the reading side;
        # ValueError is what a pipe says that was closed meanwhile.
        with suppress(OSError, ValueError):
            self._child.stdin.write(json.dumps(order) + "\n")
            self._child.stdin.flush()

    def _read(self) -> None:
        assert self._child.stdout is not None
        for line in self._child.stdout:
            self._lines.put(line)
        self._lines.put(None)


def lives_here(pid: int) -> bool:
    """Whether this machine still runs a process with that number. For a home that only this
    machine uses: a search that was killed need not be waited for."""
    if sys.platform == "win32":
        return True  # asking with a signal would end the process there
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass  # it is there, and somebody else's
    return True


class Searches:
    """One search per day, for every screen and process of a home: started, watched, ended."""

    def __init__(
        self,
        view: Works,
        work: Works,
        system: Account,
        roads: Callable[[Settings], Roads],
        solver: Solver | None = None,
        lives: Lives = nobody_knows,
        estimate: Callable[[Settings], Roads] | None = None,
        neighbourhoods: Callable[[], Sequence[Neighbourhood]] = tuple,
    ) -> None:
        self._view, self._work, self._system = view, work, system
        self._roads, self._lives, self._estimate = roads, lives, estimate
        self._neighbourhoods = neighbourhoods
        self._solver = solver or WorkerProcess()

    def run(
        self,
        day: date,
        actor: Account,
        order: SearchOrder,
        told: Callable[[SearchProgress], None] = lambda progress: None,
    ) -> Plan | None:
        """Search and wait; the draft that came of it, or None when somebody dropped the search.

        Raises Conflict when another search for this day runs, NotAllowed, NotPossible for a day
        that has begun, SearchFailed.
        """
        self._claim(day, actor)
        return self._search(day, actor, order, told)

    def start(self, day: date, actor: Account, order: SearchOrder) -> None:
        """Search in the background: `state` tells how it is. Raises as `run` does, at once, when
        the search may not begin."""
        self._claim(day, actor)
        threading.Thread(
            target=self._search_quietly, args=(day, actor, order), name=f"search {day}", daemon=True
        ).start()

    def state(self, day: date, actor: Account) -> SearchRow | None:
        """How the day's search is, or how the last one ended; None if there never was one."""
        with self._view(actor) as work:
            return searching.state(work, day)

    def cancel(self, day: date, actor: Account) -> None:
        """Drop the search; a plan there was stays as it was."""
        with self._work(actor) as work:
            searching.cancel(work, day)

    def finish(self, day: date, actor: Account) -> None:
        """Enough: take the best plan so far."""
        with self._work(actor) as work:
            searching.finish(work, day)

    def clean_up(self) -> tuple[date, ...]:
        """End what a crash left behind; hands out the days of it."""
        with self._work(self._system) as work:
            return searching.clean_up(work.store.searches, work.now, self._lives)

    def _claim(self, day: date, actor: Account) -> None:
        with self._work(actor) as work:
            searching.begin(work, day, os.getpid(), self._lives)

    def _search_quietly(self, day: date, actor: Account, order: SearchOrder) -> None:
        try:
            self._search(day, actor, order, lambda progress: None)
        except VoedselbrigadeError:
            log.info("the search for %s ended without a plan", day, exc_info=True)

    def _search(
        self,
        day: date,
        actor: Account,
        order: SearchOrder,
        told: Callable[[SearchProgress], None],
    ) -> Plan | None:
        desk = Desk(
            view=lambda: self._view(actor),
            work=lambda: self._work(actor),
            roads=self._roads,
            solver=self._solver,
            estimate=self._estimate,
            neighbourhoods=self._neighbourhoods,
        )
        signs = _SignsOfLife(self, day, told)
        try:
            plan = plan_day(desk, day, order, Watch(signs.told, signs.wish))
            signs.write()
        except VoedselbrigadeError as error:
            self._note_end(day, SearchState.FAILED, error.fact)
            raise
        except KeyboardInterrupt:
            self._note_end(day, SearchState.CANCELLED)
            raise
        except BaseException as error:
            crash = Fact.of("plan.search_crashed", error=type(error).__name__)
            self._note_end(day, SearchState.FAILED, crash)
            raise
        self._note_end(day, SearchState.FINISHED if plan else SearchState.CANCELLED)
        return plan

    def _note_end(self, day: date, state: SearchState, problem: Fact | None = None) -> None:
        with self._work(self._system) as work:
            searching.note_end(work.store.searches, day, state, work.now, problem)

    def note_progress(self, day: date, progress: SearchProgress) -> Wish:
        """Write down a sign of life; hands out what somebody asked for meanwhile."""
        with self._work(self._system) as work:
            return searching.note_progress(work.store.searches, day, progress, work.now)


class _SignsOfLife:
    """Passes progress on at once and writes it to the row once a second."""

    def __init__(
        self, searches: Searches, day: date, told: Callable[[SearchProgress], None]
    ) -> None:
        self._searches, self._day, self._told = searches, day, told
        self._wish = Wish.GO_ON
        self._last: SearchProgress | None = None
        self._written = float("-inf")

    def told(self, progress: SearchProgress) -> None:
        self._told(progress)
        self._last = progress
        if time.monotonic() - self._written >= SIGN_OF_LIFE_S:
            self.write()

    def write(self) -> None:
        """The last that was told, into the row."""
        if self._last is not None:
            self._wish = self._searches.note_progress(self._day, self._last)
            self._written = time.monotonic()

    def wish(self) -> Wish:
        return self._wish
