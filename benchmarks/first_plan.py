"""How soon there is a first complete plan: `python -m benchmarks.first_plan`, in a warm process.

Goals: 100 stops ≤ 0.5 s, 600 stops ≤ 3 s (the whole office waits for it, with `plan`, ≤ 2 s).
"""

from __future__ import annotations

import json
import time

from benchmarks.days import hidden_day
from voedselbrigade.routing.engines import Run, engine
from voedselbrigade.routing.evaluation import judge

SIZES = (60, 100, 200, 600)


def main() -> None:
    """One line of JSON per size: seconds to the plan and to its judgement, who is left out."""
    insertion = engine("insertion")
    insertion.solve(hidden_day(0, stops=20).problem, Run())
    for size in SIZES:
        problem = hidden_day(size, stops=size).problem
        begun = time.perf_counter()
        answer = insertion.solve(problem, Run())
        planned = time.perf_counter()
        judged = judge(problem, answer.solution)
        figures = {
            "stops": len(problem.stops),
            "vehicles": len(problem.vehicles),
            "plan_s": round(planned - begun, 3),
            "judge_s": round(time.perf_counter() - planned, 3),
            "left_out": len(answer.solution.left_out),
            "breaches": len(judged.breaches),
        }
        print(json.dumps(figures))


if __name__ == "__main__":
    main()
