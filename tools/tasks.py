"""The tasks behind `make`, run inside `.venv`: test, lint, proof, bench, words, pins."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tools import packages, pins, words

ROOT = Path(__file__).resolve().parent.parent
CHECKED = ("voedselbrigade", "tests", "benchmarks", "tools", "data", "app.py")
# Never by the scripts in .venv/bin: they hold a path, and break when the project is moved.
PYTHON = (sys.executable, "-m")
LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"
# A file stays on one core, in our own order: what a file builds once is built once.
BY_FILE = ("--numprocesses=2", "--dist=loadfile", "--no-loadscope-reorder")
INSTALL_FAILED = (
    "De pakketten van het systeem konden niet worden geïnstalleerd (zie hierboven). Wilt u zonder: "
    f"zet {packages.REFUSE}=1; de tests die ze nodig hebben, worden dan overgeslagen."
)


def main(arguments: list[str]) -> int:
    try:
        return TASKS[arguments[0]](arguments[1:])
    except KeyboardInterrupt:
        return 130


def test(arguments: list[str]) -> int:
    """Lint and tests, both to the end: one red light must not hide the other."""
    if not packages.install_what_is_missing():
        print(INSTALL_FAILED, file=sys.stderr)
        return 1
    failed = [name for name, command in quick_checks().items() if not passes(name, command)]
    with tempfile.TemporaryFile() as said:
        # mypy uses one core beside the tests; its report follows when they are done.
        typing = subprocess.Popen(mypy(), cwd=ROOT, stdout=said, stderr=subprocess.STDOUT)
        try:
            tests = pytest(*BY_FILE, "--verbose", *arguments)
            typed = typing.wait()
        finally:
            if typing.poll() is None:
                typing.kill()
        said.seek(0)
        print("· mypy", flush=True)
        sys.stdout.buffer.write(said.read())
        sys.stdout.flush()
    if typed:
        failed.append("mypy")
    if failed:
        print(f"Niet in orde: {', '.join(failed)}.", file=sys.stderr)
    return tests or bool(failed)


def lint(_: list[str]) -> int:
    commands = {**quick_checks(), "mypy": mypy()}
    failed = [name for name, command in commands.items() if not passes(name, command)]
    if failed:
        print(f"Niet in orde: {', '.join(failed)}.", file=sys.stderr)
    return bool(failed)


def proof(arguments: list[str]) -> int:
    """The heavy proofs in full; tests/proof.py writes the totals."""
    if not packages.install_what_is_missing():
        print(INSTALL_FAILED, file=sys.stderr)
        return 1
    options = ("--proof", "-m", "proof", "--numprocesses=2", "--timeout=2700", "--durations=10")
    return pytest(*options, "--verbose", *arguments)


def bench(arguments: list[str]) -> int:
    return run([*PYTHON, "benchmarks", *arguments])


def quick_checks() -> dict[str, list[str]]:
    return {
        "ruff check": [*PYTHON, "ruff", "check", "--quiet", *present()],
        "ruff format": [*PYTHON, "ruff", "format", "--check", "--quiet", *present()],
        "import-linter": [sys.executable, "-c", LINT_IMPORTS, "--no-logo"],
    }


def mypy() -> list[str]:
    return [*PYTHON, "mypy", *present()]


def present() -> list[str]:
    return [path for path in CHECKED if (ROOT / path).exists()]


def pytest(*arguments: str) -> int:
    return run([*PYTHON, "pytest", *arguments])


def passes(name: str, command: list[str]) -> bool:
    print(f"· {name}", flush=True)
    return run(command) == 0


def run(command: list[str]) -> int:
    """Compiled modules are kept, even where a machine says not to: the tests start hundreds of
    processes, and each would compile all that it loads anew."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.call(command, cwd=ROOT, stdin=subprocess.DEVNULL, env=env)


TASKS: dict[str, Callable[[list[str]], int]] = {
    "bench": bench,
    "lint": lint,
    "pins": lambda _: pins.renew(ROOT),
    "proof": proof,
    "test": test,
    "words": lambda _: words.update(ROOT),
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
