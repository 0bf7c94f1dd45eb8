"""The demo day from an empty home to all sheets, with a search of ten seconds."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

DAY = "2026-11-24"
SEARCH_S = 10
GOAL_S, GOAL_MB = 30, 700
LOOK_EVERY_S = 0.1
PAGE_KB = 4


def main() -> None:
    """Seconds on the clock, and the most memory of the program and its children together.

    Memory is what is resident, shared pages counted once per process: the true peak is lower.
    """
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        command = ["demo", "--date", DAY, "--seconds", str(SEARCH_S), "--no-serve"]
        seconds, megabytes = measured([*program(home), *command])
        told("empty home to all sheets", seconds, megabytes)
        plan = Path(folder) / "plan.json"
        again, _ = measured([*program(home), "plan", DAY, "--steps", "1", "--json", str(plan)])
        told("plan again, one step", again, 0)
        made = json.loads(plan.read_text("utf-8"))
        served = sum(len(route["stops"]) for route in made["routes"])
        print(f"{len(made['routes'])} routes, {served} people, {len(made['left_out'])} left out")
    print(f"goal: {GOAL_S} s and {GOAL_MB} MB with a search of {SEARCH_S} s")


def program(home: Path) -> list[str]:
    return [sys.executable, "-m", "voedselbrigade", "--home", str(home)]


def measured(command: list[str]) -> tuple[float, float]:
    begun, most_kb = time.perf_counter(), 0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as running:
        while running.poll() is None:
            most_kb = max(most_kb, resident_kb(running.pid))
            time.sleep(LOOK_EVERY_S)
    if running.returncode:
        raise SystemExit(f"{' '.join(command[3:])} failed with {running.returncode}")
    return time.perf_counter() - begun, most_kb / 1000


def resident_kb(pid: int) -> int:
    """Of a process and all its children; 0 on a system without /proc."""
    own = 0
    try:
        own = int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]) * PAGE_KB
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    except (OSError, IndexError):
        return own
    return own + sum(resident_kb(int(child)) for child in children)


def told(what: str, seconds: float, megabytes: float) -> None:
    memory = f"{megabytes:6.0f} MB" if megabytes else ""
    print(f"{what:26} {seconds:6.1f} s   {memory}")


if __name__ == "__main__":
    main()
