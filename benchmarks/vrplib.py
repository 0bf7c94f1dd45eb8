"""Solves one public instance: `python -m benchmarks.vrplib FILE --round round --seconds 30`.

Writes JSON: `cost` in the unit of the `.sol` files (by the judge, not by the engine), `routes` with
client numbers per vehicle, engine, seconds. The clock runs from the start of the program.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

BEGUN = time.monotonic()


def main(arguments: list[str] | None = None) -> int:
    """0 when everybody is served and nothing is broken, else 1."""
    asked = _asked(arguments)
    if asked is None:
        print("give a file: python -m benchmarks.vrplib FILE --round round --seconds 30")
        return 0
    found = solved(
        asked.file, asked.round, asked.engine, asked.seconds, asked.steps, asked.cores, asked.seed
    )
    text = json.dumps(found)
    if asked.json == "-":
        print(text)
    else:
        Path(asked.json).write_text(text + "\n", encoding="utf-8")
        told = {name: value for name, value in found.items() if name != "routes"}
        print(json.dumps(told))
    return 0 if found["cost"] is not None else 1


def _asked(arguments: list[str] | None) -> argparse.Namespace | None:
    """None when a run over all benchmarks asks for no file."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("file", type=Path)
    words.add_argument("--round", choices=("round", "exact", "dimacs", "hfvrp"), default="round")
    words.add_argument("--seconds", type=float, default=None)
    words.add_argument("--steps", type=int, default=None)
    words.add_argument("--cores", type=int, default=2)
    words.add_argument("--engine", default="portfolio")
    words.add_argument("--seed", type=int, default=0)
    words.add_argument("--json", default="-")
    if arguments is None and "vrplib" not in Path(sys.argv[0]).stem:
        return None
    return words.parse_args(arguments)


def solved(
    file: Path,
    rounding: str,
    engine_name: str,
    seconds: float | None = None,
    steps: int | None = None,
    cores: int = 2,
    seed: int = 0,
    begun: float = BEGUN,
) -> dict[str, Any]:
    """The answer as plain values. `cost` is None when somebody is left out or a rule is broken."""
    # Read late: the clock of a measurement runs while the solvers are loaded.
    from benchmarks.instances import read  # noqa: PLC0415
    from voedselbrigade.routing.engines import Limits, Run, engine  # noqa: PLC0415
    from voedselbrigade.routing.evaluation import judge  # noqa: PLC0415

    instance = read(file, rounding)
    solver = engine(engine_name)
    history: list[tuple[float, int]] = []
    run = Run(
        Limits(seconds, steps),
        seed,
        lambda progress: history.append((round(progress.elapsed_s, 2), progress.cost)),
        begun=begun,
        cores=cores,
    )
    answer = solver.solve(instance.problem, run)
    judged = judge(instance.problem, answer.solution)
    sound = judged.sound and not answer.solution.left_out
    return {
        "instance": file.stem,
        "cost": judged.total if sound else None,
        "routes": instance.routes(answer.solution),
        "left_out": [instance.numbers[stop] for stop in answer.solution.left_out],
        "breaches": len(judged.breaches),
        "engine": solver.name,
        "seconds": round(time.monotonic() - begun, 2),
        "cores": cores,
        "seed": seed,
        "progress": history,
    }


if __name__ == "__main__":
    sys.exit(main())
