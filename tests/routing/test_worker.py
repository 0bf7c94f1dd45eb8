"""The process of its own: a problem in, progress and an answer out, and an end when asked."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from benchmarks.days import hidden_day
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
