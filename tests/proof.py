"""How heavy a proof is, with which seed, and the record that `make proof` leaves behind."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "results"
VARIABLE = "VOEDSELBRIGADE_PROOF"
SEED_VARIABLE = "VOEDSELBRIGADE_SEED"
SEED = int(os.environ.get(SEED_VARIABLE, "20261124"))


def in_full() -> bool:
    return os.environ.get(VARIABLE) == "1"


def amount(sample: int, full: int) -> int:
    """How many cases to try: the sample, or all of them under `make proof`."""
    return full if in_full() else sample


def is_whole(config: pytest.Config) -> bool:
    """Does this run try every proof? A run of some, or a look at their names, is no record."""
    options = config.option
    return not (options.keyword or options.collectonly or options.file_or_dir)


class Record:
    """Gathers the outcome of every proof and writes `benchmarks/results/proof-<date>.json`.

    A test adds figures of its own with pytest's `record_property("days", 200)`; numbers of the same
    name are added up over all tests.
    """

    def __init__(self) -> None:
        self.proofs: list[dict[str, Any]] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if "proof" not in report.keywords:
            return
        if report.when == "call" or report.outcome != "passed":
            self.proofs.append(
                {
                    "test": report.nodeid,
                    "outcome": report.outcome,
                    "seconds": round(report.duration, 1),
                    "figures": dict(report.user_properties),
                }
            )

    def pytest_sessionfinish(self, exitstatus: int) -> None:
        RESULTS.mkdir(parents=True, exist_ok=True)
        now = datetime.now(UTC)
        path = RESULTS / f"proof-{now:%Y-%m-%d}.json"
        path.write_text(
            json.dumps(self.summary(now, exitstatus), indent=2) + "\n", encoding="utf-8"
        )

    def summary(self, now: datetime, exitstatus: int) -> dict[str, Any]:
        return {
            "made": now.isoformat(timespec="seconds"),
            "commit": commit(),
            "seed": SEED,
            "python": platform.python_version(),
            "cores": os.cpu_count(),
            "exit": int(exitstatus),
            "outcomes": dict(Counter(proof["outcome"] for proof in self.proofs)),
            "totals": totals(proof["figures"] for proof in self.proofs),
            "proofs": sorted(self.proofs, key=lambda proof: str(proof["test"])),
        }


def totals(figures: Iterable[dict[str, Any]]) -> dict[str, float]:
    added: Counter[str] = Counter()
    for each in figures:
        added.update(
            {name: value for name, value in each.items() if isinstance(value, int | float)}
        )
    return dict(added)


def commit() -> str:
    """The commit that was tried; `+` behind it when files had been changed since."""
    told = _git("rev-parse", "--short=12", "HEAD")
    changed = _git("status", "--porcelain", "--untracked-files=no")
    return told + ("+" if changed else "")


def _git(*arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.stdout.strip() if done.returncode == 0 else ""
