"""One search in a process of its own: `python -m voedselbrigade.routing.worker`.

In: one line of JSON on standard input, which stays open as long as somebody wants the answer:

    {"problem": …, "engine": "portfolio", "seconds": 10, "steps": null, "seed": 0,
     "cores": 2, "asked_at": 1767225600.0}

`asked_at` (of `time.time`) is when the seconds begin: starting this process is part of them.

Out: lines of JSON, each with its `kind`:

    {"kind": "progress", "cost": …, "left_out": …, "elapsed_s": …}     as often as the plan improves
    {"kind": "answer", "engine": …, "cost": …, "elapsed_s": …, "solution": …,
     "notes": [fact, …], "reasons": [reason, …]}
    {"kind": "error", "fact": …}                              instead of an answer; exit code 1

When standard input closes (its starter is gone) or SIGTERM comes, the search stops soon and answers
with its best plan so far.
"""

from __future__ import annotations

import json
import signal
import sys
import threading
import time
import traceback
from collections.abc import Mapping
from typing import IO, Any

from voedselbrigade.errors import Fact, NotPossible, VoedselbrigadeError
from voedselbrigade.routing.engines import Limits, Progress, Run, engine, usual_cores
from voedselbrigade.routing.explanation import explain
from voedselbrigade.routing.problem import Problem
from voedselbrigade.routing.replanning import Mode, planned

PROGRESS_EVERY_S = 0.1
REASON_S = 0.0008
"""For one person and one vehicle, finding out why the two do not go together (measured: 0.5 ms of
a processor, which others want too)."""


class Teller:
    """Writes lines out; of a burst of progress only what is new after a tenth of a second."""

    def __init__(self, out: IO[str]) -> None:
        self.out, self._told = out, 0.0

    def tell(self, kind: str, **values: Any) -> None:
        self.out.write(json.dumps({"kind": kind, **values}) + "\n")
        self.out.flush()

    def progress(self, progress: Progress) -> None:
        now = time.monotonic()
        if now - self._told >= PROGRESS_EVERY_S:
            self._told = now
            self.tell("progress", **progress.as_json())


def search(order: Mapping[str, Any], teller: Teller, stop: threading.Event) -> None:
    """Solve what was ordered and tell the answer."""
    problem, solver = Problem.from_json(order["problem"]), engine(order["engine"])
    refusals = solver.refuses(problem)
    if refusals:
        raise NotPossible(refusals[0].code, **refusals[0].values)
    limits = Limits(order.get("seconds"), order.get("steps"))
    cores = order.get("cores") or usual_cores()
    run = Run(limits, order.get("seed", 0), teller.progress, stop.is_set, cores=cores)
    run.begun -= _waited_s(order.get("asked_at"), limits)
    run.reason_s = REASON_S * len(problem.vehicles)
    mode = Mode(order.get("mode") or Mode.EVERYTHING)
    answer = planned(solver, problem, mode, run)
    reasons = explain(problem, answer.solution)
    teller.tell(
        "answer",
        engine=solver.name,
        cost=answer.cost,
        elapsed_s=round(run.elapsed_s, 2),
        solution=answer.solution.as_json(),
        notes=[note.as_json() for note in answer.notes],
        reasons=[reason.as_json() for reason in reasons],
    )


def _waited_s(asked_at: float | None, limits: Limits) -> float:
    """How long the order was under way; a clock that was put right meanwhile takes no more than
    half of the time."""
    if asked_at is None or limits.seconds is None:
        return 0.0
    return min(max(0.0, time.time() - asked_at), limits.seconds / 2)


def _watch(source: IO[str], stop: threading.Event) -> None:
    """Whoever ordered the search keeps the line open; when it closes, nobody is waiting."""
    for _ in source:
        pass
    stop.set()


def main(source: IO[str] | None = None, out: IO[str] | None = None) -> int:
    """Serve one order. Whatever goes wrong, the last line says so."""
    lines, teller, stop = source or sys.stdin, Teller(out or sys.stdout), threading.Event()
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, lambda number, frame: stop.set())
    try:
        order = json.loads(lines.readline())
        threading.Thread(target=_watch, args=(lines, stop), daemon=True).start()
        search(order, teller, stop)
    except VoedselbrigadeError as error:
        teller.tell("error", fact=error.fact.as_json())
        return error.exit_code
    except Exception as error:  # noqa: BLE001 - the last line out always says what became of it
        traceback.print_exc(file=sys.stderr)
        crash = Fact.of("routing.crashed", error=type(error).__name__)
        teller.tell("error", fact=crash.as_json())
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
