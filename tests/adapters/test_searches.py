"""Searches in processes of their own: one per day, watched, stopped, cleaned up after a crash."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import timedelta

import numpy as np
import pytest

from tests.make import TUESDAY, Clock, account
from tests.make_days import INSERTION, HereSolver, Office, going, office, small_day
from voedselbrigade.adapters.roads import StraightLine
from voedselbrigade.adapters.searches import Searches, WorkerProcess, lives_here
from voedselbrigade.domain.access import Role
from voedselbrigade.domain.plans import PlanStatus
from voedselbrigade.domain.settling import Tick
from voedselbrigade.errors import Conflict, NotAllowed, NotPossible, SearchFailed
from voedselbrigade.routing.problem import Depot as LoadingPlace
from voedselbrigade.routing.problem import Problem, Profile, Stop, Vehicle
from voedselbrigade.services import delivering, searching
from voedselbrigade.services.searching import Found, SearchOrder, SearchProgress, Watch, Wish
from voedselbrigade.services.store import SearchRow, SearchState
from voedselbrigade.wiring import Home

PATIENCE_S = 20.0


def python(code: str) -> WorkerProcess:
    """A worker that runs this code instead of a search."""
    return WorkerProcess((sys.executable, "-c", code))


READS = "import sys; sys.stdin.readline(); "


def problem() -> Problem:
    metres = np.array([[0, 500, 900], [500, 0, 500], [900, 500, 0]], np.int32)
    bicycle = Profile("bicycle", metres // 4, metres)
    return Problem((bicycle,), (LoadingPlace(0),), (Stop(1), Stop(2)), (Vehicle(),))


def eventually(true: Callable[[], bool]) -> None:
    ends = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < ends, "it never happened"
        time.sleep(0.02)


# One search in one process


def test_a_worker_finds_a_plan_and_tells_how_far_it_is() -> None:
    heard: list[SearchProgress] = []
    found = WorkerProcess().solve(problem(), INSERTION, Watch(heard.append))
    assert found is not None
    assert found.engine == "insertion"
    assert sorted(found.solution.routes[0].stops) == [0, 1]
    assert heard[-1].stops == 2


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("raise SystemExit(3)", "plan.search_process_died"),
        (READS + "print('nonsense')", "plan.search_nonsense"),
        (READS + "print('[1]')", "plan.search_nonsense"),
        (READS + """print('{"kind": "answer"}')""", "plan.search_nonsense"),
        (
            READS + """print('{"kind": "error", "fact": {"code": "x.y", "values": {}}}')""",
            "x.y",
        ),
    ],
)
def test_a_worker_that_fails_is_told_as_such(code: str, why: str) -> None:
    with pytest.raises(SearchFailed) as told:
        python(code).solve(problem(), INSERTION, Watch())
    assert told.value.fact.code == why


def test_a_worker_that_cannot_be_started_is_told_as_such() -> None:
    with pytest.raises(SearchFailed) as told:
        WorkerProcess(("/nowhere/python",)).solve(problem(), INSERTION, Watch())
    assert told.value.fact.code == "plan.search_not_started"


def test_a_worker_that_never_answers_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("voedselbrigade.adapters.searches.GRACE_S", 0.1)
    with pytest.raises(SearchFailed) as told:
        slow = python("import time; time.sleep(60)")
        slow.solve(problem(), SearchOrder(seconds=0.1), Watch())
    assert told.value.fact.code == "plan.search_too_long"


def test_a_dropped_search_has_no_answer() -> None:
    wish = Watch(wish=lambda: Wish.DROP)
    slow = python("import time; time.sleep(60)")
    assert slow.solve(problem(), SearchOrder(seconds=60), wish) is None


def test_a_search_told_to_finish_answers_with_its_best_plan() -> None:
    heard: list[SearchProgress] = []
    wish = Watch(heard.append, lambda: Wish.FINISH if heard and heard[-1].cost else Wish.GO_ON)
    found = WorkerProcess().solve(problem(), SearchOrder(seconds=600), wish)
    assert found is not None
    assert found.solution.left_out == ()


# One search per day


class Slow:
    """A solver that goes on until it is told to stop, one way or the other."""

    def __init__(self) -> None:
        self.begun = threading.Event()

    def solve(self, problem: Problem, order: SearchOrder, watch: Watch) -> Found | None:
        self.begun.set()
        ends = time.monotonic() + PATIENCE_S
        while (wish := watch.wish()) is Wish.GO_ON:
            assert time.monotonic() < ends
            watch.told(SearchProgress(1.0, 60.0, 1, len(problem.stops), 100))
            time.sleep(0.01)
        return None if wish is Wish.DROP else HereSolver().solve(problem, order, Watch())


@pytest.fixture
def desk(sqlite_home: Home) -> Office:
    made = office(sqlite_home)
    small_day(made)
    return made


@pytest.fixture(autouse=True)
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("voedselbrigade.adapters.searches.SIGN_OF_LIFE_S", 0.05)


def searches(desk: Office, solver: object = None) -> Searches:
    home = desk.home
    chosen = solver or HereSolver()
    roads = StraightLine()
    return Searches(home.view, home.work, home.system, lambda settings: roads, chosen)  # type: ignore[arg-type]


def row(desk: Office) -> SearchRow:
    found = searches(desk).state(TUESDAY, desk.actor)
    assert found is not None
    return found


def test_a_search_leaves_a_draft_and_a_finished_row(desk: Office) -> None:
    plan = searches(desk, WorkerProcess()).run(TUESDAY, desk.actor, INSERTION)
    assert plan is not None
    assert plan.status is PlanStatus.DRAFT
    assert len(going(plan)) == 5
    assert (row(desk).state, row(desk).started_by) == (SearchState.FINISHED, "Ans")


def test_with_steps_and_a_seed_two_searches_give_the_same_plan(desk: Office) -> None:
    order = SearchOrder(steps=2, seed=7)
    first = searches(desk, WorkerProcess()).run(TUESDAY, desk.actor, order)
    again = searches(desk, WorkerProcess()).run(TUESDAY, desk.actor, order)
    assert first and again
    assert (first.routes, first.seed) == (again.routes, 7)


def test_a_search_in_the_background_is_watched_and_finished(desk: Office) -> None:
    slow = Slow()
    running = searches(desk, slow)
    running.start(TUESDAY, desk.actor, INSERTION)
    eventually(lambda: row(desk).progress.get("served") == 1)
    assert row(desk).state is SearchState.RUNNING
    running.finish(TUESDAY, desk.actor)
    eventually(lambda: row(desk).state is SearchState.FINISHED)
    assert len(going(desk.versions()[0])) == 5


def test_a_second_search_for_the_same_day_is_refused(desk: Office) -> None:
    slow = Slow()
    running = searches(desk, slow)
    running.start(TUESDAY, desk.actor, INSERTION)
    with pytest.raises(Conflict) as told:
        searches(desk).run(TUESDAY, desk.actor, INSERTION)
    assert told.value.fact.values["who"] == "Ans"
    running.cancel(TUESDAY, desk.actor)
    eventually(lambda: row(desk).state is SearchState.CANCELLED)
    assert desk.versions() == ()


def test_after_a_cancelled_search_another_one_may_run(desk: Office) -> None:
    test_a_second_search_for_the_same_day_is_refused(desk)
    assert searches(desk).run(TUESDAY, desk.actor, INSERTION) is not None


def test_who_gives_no_sign_of_life_is_lost_and_cleaned_up(desk: Office, clock: Clock) -> None:
    with desk.home.work(desk.actor) as work:
        searching.begin(work, TUESDAY, 1)
    clock.passes(seconds=20)
    assert row(desk).state is SearchState.RUNNING
    clock.now += timedelta(seconds=20)
    assert row(desk).state is SearchState.FAILED
    assert searches(desk).clean_up() == (TUESDAY,)
    assert searches(desk).clean_up() == ()
    assert searches(desk).run(TUESDAY, desk.actor, INSERTION) is not None


def test_a_search_whose_process_was_killed_holds_nobody_up(sqlite_home: Home) -> None:
    desk = office(sqlite_home)
    small_day(desk)
    killed = subprocess.Popen((sys.executable, "-c", ""))
    killed.wait()
    with desk.home.work(desk.actor) as work:
        searching.begin(work, TUESDAY, killed.pid)
    assert desk.home.searches().run(TUESDAY, desk.actor, INSERTION) is not None


def test_a_search_that_runs_on_this_machine_is_left_alone(sqlite_home: Home) -> None:
    desk = office(sqlite_home)
    with desk.home.work(desk.actor) as work:
        searching.begin(work, TUESDAY, os.getpid())
    assert desk.home.searches().clean_up() == ()


def test_a_process_that_is_gone_does_not_live() -> None:
    gone = subprocess.Popen((sys.executable, "-c", ""))
    gone.wait()
    assert lives_here(os.getpid())
    assert not lives_here(gone.pid)


class Broken:
    def solve(self, problem: Problem, order: SearchOrder, watch: Watch) -> Found | None:
        raise ZeroDivisionError


def test_a_fault_of_ours_stands_in_the_row_and_is_not_hidden(desk: Office) -> None:
    with pytest.raises(ZeroDivisionError):
        searches(desk, Broken()).run(TUESDAY, desk.actor, INSERTION)
    assert row(desk).state is SearchState.FAILED
    assert row(desk).problem is not None


def test_who_may_not_plan_may_not_search(desk: Office) -> None:
    viewer = account(desk.home, "Kijker", Role.VIEWER)
    with pytest.raises(NotAllowed):
        searches(desk).start(TUESDAY, viewer, INSERTION)
    assert searches(desk).state(TUESDAY, viewer) is None


def test_a_day_that_has_begun_is_not_searched(desk: Office) -> None:
    plan = desk.plan()
    desk.publish()
    worry = Tick(0, plan.routes[0].code, "1", None, True)
    with desk.home.work(desk.actor) as work:
        delivering.settle_stop(work, TUESDAY, worry)
    with pytest.raises(NotPossible):
        searches(desk).start(TUESDAY, desk.actor, INSERTION)
    assert searches(desk).state(TUESDAY, desk.actor) is None
