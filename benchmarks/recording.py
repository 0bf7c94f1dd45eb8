"""Keeps what a benchmark measured, with its targets: one JSON file per benchmark, in `results/`."""

from __future__ import annotations

import json
import platform
import subprocess
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from os import cpu_count
from pathlib import Path

RESULTS = Path(__file__).resolve().parent / "results"


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing measured; `most` is the target, None where there is none."""

    what: str
    value: float
    unit: str
    most: float | None = None

    @property
    def missed(self) -> bool:
        return self.most is not None and self.value > self.most


def record(name: str, figures: Sequence[Figure]) -> None:
    """Print the figures, mark the misses, and write `results/<name>.json`."""
    for one in figures:
        target = "" if one.most is None else f"   at most {one.most:g} {one.unit}"
        mark = "  MISSED" if one.missed else ""
        print(f"{one.what:58} {one.value:10.3f} {one.unit}{target}{mark}")
    RESULTS.mkdir(exist_ok=True)
    data = {
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "command": f"python -m benchmarks {name}",
        "commit": commit(),
        "python": platform.python_version(),
        "cores": cpu_count(),
        "figures": [asdict(one) | {"missed": one.missed} for one in figures],
    }
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    (RESULTS / f"{name}.json").write_text(text, encoding="utf-8")


def commit() -> str:
    asked = ["git", "rev-parse", "--short", "HEAD"]
    done = subprocess.run(asked, capture_output=True, text=True, check=False, cwd=RESULTS.parent)
    return done.stdout.strip() or "unknown"
