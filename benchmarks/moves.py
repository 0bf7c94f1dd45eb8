"""How fast a dispatcher's move is judged, and where somebody fits best is found: 600 stops.

`python -m benchmarks.moves [--stops 600] [--moves 200] [--json OUT]`
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from benchmarks.days import hidden_day
from voedselbrigade.routing.moving import Board, Move


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stops", type=int, default=600)
    parser.add_argument("--moves", type=int, default=200)
    parser.add_argument("--json", default="-")
    asked, _ = parser.parse_known_args()
    text = json.dumps(measured(asked.stops, asked.moves), indent=2) + "\n"
    if asked.json == "-":
        sys.stdout.write(text)
    else:
        Path(asked.json).write_text(text, encoding="utf-8")
    return 0


def measured(stops: int, moves: int) -> dict[str, float]:
    """Milliseconds, the middle one and the slowest of a hundred."""
    day, rng = hidden_day(1, stops, hubs=13), np.random.default_rng(1)
    assert day.hidden is not None
    begun = time.perf_counter()
    board = Board(day.problem, day.hidden)
    told = {"stops": len(day.problem.stops), "vehicles": len(day.problem.vehicles)}
    made = [
        Move(int(rng.integers(told["stops"])), int(rng.integers(told["vehicles"])))
        for _ in range(moves)
    ]
    laid_ms = 1000 * (time.perf_counter() - begun)
    judging = [timed(lambda move=move: board.judged(move)) for move in made]  # type: ignore[misc]
    fitting = [timed(lambda move=move: board.fits(move.stop)) for move in made]  # type: ignore[misc]
    return {
        **told,
        "board_ms": round(laid_ms, 1),
        "move_ms": round(statistics.median(judging), 2),
        "slow_move_ms": round(statistics.quantiles(judging, n=100)[98], 2),
        "fits_ms": round(statistics.median(fitting), 1),
        "slow_fits_ms": round(statistics.quantiles(fitting, n=100)[98], 1),
    }


def timed(deed: Callable[[], object]) -> float:
    begun = time.perf_counter()
    deed()
    return 1000 * (time.perf_counter() - begun)


if __name__ == "__main__":
    sys.exit(main())
