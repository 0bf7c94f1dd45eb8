"""Every public instance by us and by the peers: same machine, same two cores, same seconds.

`python -m benchmarks.public_sets --seconds 30 [NAME …]`. Ours is the portfolio on both cores, its
clock started with the program. PyVRP runs as it is with seeds 1 and 2, one on each core, and counts
by the better of both. OR-Tools' guided local search runs twice too, from its two best first plans;
it has no second trips, so it cannot say MTVRPTWR. VROOM (on both cores, its highest level) takes
part where it can say what an instance asks, and where somebody installed `pyvroom`: it is no part
of the project. Costs are in the unit of the `.sol` files; a row says how far each stays above the
best that is known.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks.recording import RESULTS, commit
from tests.extracts import FOLDER

SETS = FOLDER.parent / "vrp"
ROUNDING = {"X-": "round", "X143": "hfvrp", "X200": "hfvrp", "PR": "exact"}
PYVRP = """import sys
from pyvrp import read, solve
from pyvrp.stop import MaxRuntime
file, how, seconds, seed = sys.argv[1:]
found = solve(read(file, round_func=how), MaxRuntime(float(seconds)), seed=int(seed), display=False)
print(found.cost() if found.is_feasible() else "")
"""
NOBODY = "-"
SCALED = 100_000


@dataclass(frozen=True, slots=True)
class Row:
    """One instance: what is known to be possible, and what each found; None found nothing."""

    instance: str
    clients: int
    best_known: int
    ours: int | None
    pyvrp: int | None
    guided: int | None
    vroom: int | None

    def above(self, cost: int | None) -> float | None:
        """Percent above the best that is known."""
        return None if cost is None else round(100 * (cost / self.best_known - 1), 2)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("names", nargs="*")
    words.add_argument("--seconds", type=float, default=30)
    asked = words.parse_args([] if "public_sets" not in sys.argv[0] else None)
    files = [
        file for file in sorted(SETS.glob("*.vrp")) if not asked.names or file.stem in asked.names
    ]
    if not files:
        print("The public instances are not there: nothing measured.")
        return
    names = "".join(f"{name:>9}" for name in ("ours", "PyVRP", "GLS", "VROOM"))
    print(f"{'instance':18}{'clients':>8}{names}   % above the best known")
    rows = []
    for file in files:
        rows.append(compared(file, asked.seconds))
        _print(rows[-1])
        if not asked.names:  # a look at some of them is no record of all
            _keep(rows, asked.seconds)


def compared(file: Path, seconds: float) -> Row:
    """One after the other, so that each has the machine for itself."""
    how = rounding(file.stem)
    known = _best_known(file.with_suffix(".sol"))
    return Row(
        file.stem,
        _clients(file),
        known,
        ours(file, how, seconds),
        pyvrp(file, how, seconds),
        _guided(file, how, seconds),
        _vroom(file, seconds) if how == "round" else None,
    )


def rounding(name: str) -> str:
    """How the set that an instance is from counts."""
    return next((how for start, how in ROUNDING.items() if name.startswith(start)), "dimacs")


def _clients(file: Path) -> int:
    lines = file.read_text(encoding="utf-8").splitlines()
    dimension = next(line for line in lines if line.startswith("DIMENSION"))
    depots = lines[lines.index("DEPOT_SECTION") + 1 :] if "DEPOT_SECTION" in lines else ["1"]
    count = next((n for n, line in enumerate(depots) if line.strip() in ("-1", "EOF")), 1)
    return int(dimension.split(":")[1]) - count


def _best_known(file: Path) -> int:
    """HFVRP costs stand in most files a hundred thousand times, as ours come out; in some they
    stand as they are, with decimals.
    """
    lines = file.read_text(encoding="utf-8").lower().splitlines()
    said = next(line for line in lines if line.startswith("cost"))
    number = said.replace(":", " ").split()[1]
    return round(float(number) * (1 if number.isdigit() else SCALED))


def ours(file: Path, how: str, seconds: float) -> int | None:
    """What the portfolio finds on both cores, the start of the program included."""
    command = [sys.executable, "-m", "benchmarks.vrplib", str(file), "--round", how]
    command += ["--seconds", str(seconds), "--cores", "2", "--engine", "portfolio"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    cost: int | None = json.loads(done.stdout)["cost"] if done.stdout else None
    return cost


def pyvrp(file: Path, how: str, seconds: float) -> int | None:
    """The better of two runs of PyVRP as it is, side by side."""
    # PyVRP knows no rounding for HFVRP by name; a thousandfold is what its own benchmarks use.
    named = "exact" if how == "hfvrp" else how
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", PYVRP, str(file), named, str(seconds), str(seed)],
            stdout=subprocess.PIPE,
            env=os.environ | {"OMP_NUM_THREADS": "1"},
            text=True,
        )
        for seed in (1, 2)
    ]
    return _better(runs)


def _guided(file: Path, how: str, seconds: float) -> int | None:
    asked = [sys.executable, "-m", "benchmarks.guided_search", str(file), how, str(seconds)]
    runs = [
        subprocess.Popen(
            [*asked, first], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        for first in ("AUTOMATIC", "PARALLEL_CHEAPEST_INSERTION")
    ]
    return _better(runs)


def _better(runs: Sequence[subprocess.Popen[str]]) -> int | None:
    """The lower of what they print; None when none of them found a plan."""
    costs = [said for run in runs if (said := run.communicate()[0].strip())]
    return min(map(int, costs), default=None)


def _vroom(file: Path, seconds: float) -> int | None:
    if find_spec("vroom") is None:
        return None
    vroom = import_module("vroom")

    from benchmarks.instances import read  # noqa: PLC0415

    problem = read(file, "round").problem
    ask = vroom.Input()
    ask.set_durations_matrix("car", problem.profiles[0].distance_m.astype("uint32"))
    ask.add_job(
        [
            vroom.Job(number, stop.location, delivery=[stop.demand[0]])
            for number, stop in enumerate(problem.stops)
        ]
    )
    ask.add_vehicle(
        [
            vroom.Vehicle(number, start=0, end=0, capacity=[vehicle.capacity[0]])
            for number, vehicle in enumerate(problem.vehicles)
        ]
    )
    found = ask.solve(5, 2, timedelta(seconds=seconds))
    return None if found.summary.unassigned else int(found.summary.cost)


def _print(row: Row) -> None:
    found = (row.above(cost) for cost in (row.ours, row.pyvrp, row.guided, row.vroom))
    shown = "".join(f"{NOBODY if one is None else f'{one:.2f}':>9}" for one in found)
    print(f"{row.instance:18}{row.clients:>8}{shown}", flush=True)


def _keep(rows: Sequence[Row], seconds: float) -> None:
    data: dict[str, Any] = {
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "command": f"python -m benchmarks.public_sets --seconds {seconds:g}",
        "commit": commit(),
        "seconds": seconds,
        "cores": 2,
        "instances": [
            {
                "instance": row.instance,
                "clients": row.clients,
                "best_known": row.best_known,
                "portfolio": row.ours,
                "pyvrp_best_of_two": row.pyvrp,
                "or_tools_guided_local_search": row.guided,
                "vroom": row.vroom,
                "above_best_known_percent": {
                    "portfolio": row.above(row.ours),
                    "pyvrp_best_of_two": row.above(row.pyvrp),
                    "or_tools_guided_local_search": row.above(row.guided),
                    "vroom": row.above(row.vroom),
                },
            }
            for row in rows
        ],
    }
    text = json.dumps(data, indent=1) + "\n"
    (RESULTS / "public_sets.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
