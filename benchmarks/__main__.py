"""Runs the benchmarks: `python -m benchmarks` all of them, `python -m benchmarks NAME ...` some.

A benchmark is a module in this folder with a `main()` that prints its own figures.
"""

from __future__ import annotations

import ast
import importlib
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent


def main(wanted: list[str]) -> int:
    names = found()
    if unknown := sorted(set(wanted) - set(names)):
        print(f"No such benchmark: {', '.join(unknown)}. There are: {', '.join(names) or 'none'}.")
        return 2
    if not names:
        print("There are no benchmarks yet.")
        return 1
    for name in wanted or names:
        print(f"== {name}", flush=True)
        importlib.import_module(f"benchmarks.{name}").main()
    return 0


def found() -> list[str]:
    """Names of the modules that define `main()`, read without importing them."""
    return [path.stem for path in sorted(FOLDER.glob("[!_]*.py")) if has_main(path)]


def has_main(path: Path) -> bool:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return any(isinstance(node, ast.FunctionDef) and node.name == "main" for node in tree.body)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
