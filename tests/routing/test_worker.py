"""The process of its own: a problem in, progress and an answer out, and an end when asked."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import threading
import time
from typing import Any

import pytest

from benchmarks.days import hidden_day
from voedselbrigade.routing import worker
from voedselbrigade.routing.engines import Answer, Limits, Run
from voedselbrigade.routing.evaluation import judge
from voedselbrigade.routing.problem import Problem, Solution

PROBLEM = hidden_day(2, stops=20).problem


def started() -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "voedselbrigade.routing.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def ordered(worker: subprocess.Popen[str], problem: Problem = PROBLEM, **order: Any) -> None:
    assert worker.stdin
    worker.stdin.write(json.dumps({"problem": problem.as_json(), **order}) + "\n")
    worker.stdin.flush()


def last(worker: subprocess.Popen[str]) -> dict[str, Any]:
    assert worker.stdout
    lines = [json.loads(line) for line in worker.stdout]
    made: dict[str, Any] = lines[-1]
    return made


def test_the_worker_answers_with_a_sound_plan() -> None:
    with started() as worker:
        ordered(worker, engine="insertion", steps=1)
        answer = last(worker)
        assert worker.wait() == 0
    judged = judge(PROBLEM, Solution.from_json(answer["solution"]))
    assert (answer["kind"], judged.sound, judged.total) == ("answer", True, answer["cost"])


@pytest.mark.parametrize(
    ("asked_s_ago", "seconds", "used_s"),
    [(5, 20, 5), (3600, 20, 10), (-3600, 20, 0), (None, 20, 0)],
)
def test_the_time_an_order_was_under_way_is_part_of_its_seconds(
    monkeypatch: pytest.MonkeyPatch, asked_s_ago: int | None, seconds: int, used_s: int
) -> None:
    seen: list[Run] = []

    def planned(solver: object, problem: Problem, mode: object, run: Run) -> Answer:
        seen.append(run)
        return Answer(Solution(left_out=(0,)), 0)

    monkeypatch.setattr(worker, "planned", planned)
    monkeypatch.setattr(worker, "explain", lambda problem, solution: ())
    order = {"problem": PROBLEM.as_json(), "engine": "insertion", "seconds": seconds}
    if asked_s_ago is not None:
        order["asked_at"] = time.time() - asked_s_ago
    worker.search(order, worker.Teller(io.StringIO()), threading.Event())
    assert used_s <= seen[0].elapsed_s < used_s + 4


def test_time_is_kept_for_the_reasons_of_whoever_is_left_out() -> None:
    run = Run(Limits(seconds=10), reason_s=0.125)
    assert run.seconds == 10
    run.tell(1, left_out=4)
    assert run.seconds == 7
    run.tell(1, left_out=400)
    assert run.seconds == 5


def test_a_worker_whose_starter_hangs_up_stops_soon_with_its_best() -> None:
    with started() as worker:
        ordered(worker, engine="or_tools", seconds=600)
        assert worker.stdin
        assert worker.stdout
        assert json.loads(worker.stdout.readline())["kind"] == "progress"
        worker.stdin.close()
        answer = last(worker)
        assert worker.wait() == 0
    assert judge(PROBLEM, Solution.from_json(answer["solution"])).sound


def test_a_terminated_worker_answers_with_its_best() -> None:
    with started() as worker:
        ordered(worker, engine="or_tools", seconds=600)
        assert worker.stdout
        assert json.loads(worker.stdout.readline())["kind"] == "progress"
        worker.terminate()
        answer = last(worker)
    assert answer["kind"] == "answer"


def test_an_unknown_engine_is_an_error_in_one_line() -> None:
    with started() as worker:
        ordered(worker, engine="crystal_ball")
        told = last(worker)
        assert worker.wait() == 2
    assert (told["kind"], told["fact"]["code"]) == ("error", "routing.unknown_engine")


def test_garbage_is_an_error_in_one_line() -> None:
    with started() as worker:
        assert worker.stdin
        worker.stdin.write("garbage\n")
        worker.stdin.flush()
        told = last(worker)
        assert worker.wait() == 1
    assert (told["kind"], told["fact"]["code"]) == ("error", "routing.crashed")
