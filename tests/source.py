"""The project's own files, each read and parsed once for all rules that are checked by machine."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

type Rule[Found] = Callable[[str, ast.AST], Found | None]


@cache
def files_of_the_project() -> tuple[Path, ...]:
    """What git keeps or is about to keep: not the caches, not `.venv`."""
    done = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.skip("this is not a git work tree, so which files belong to it is unknown")
    names = done.stdout.split("\0")
    return tuple(path for name in names if name and (path := ROOT / name).is_file())


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def texts() -> Mapping[str, str]:
    """Every file that is text, by name."""
    found = {}
    for path in files_of_the_project():
        try:
            found[name_of(path)] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
    return found


def found_by[Name, Found](
    rules: Mapping[Name, tuple[tuple[str, ...], Rule[Found]]],
) -> dict[Name, list[Found]]:
    """What each rule finds in the modules whose names start with one of its words.

    A tree is let go as soon as every rule has seen it: all of them together are half a gigabyte.
    """
    found: dict[Name, list[Found]] = {name: [] for name in rules}
    for module, text in texts().items():
        asked = [
            (found[name], rule) for name, (where, rule) in rules.items() if module.startswith(where)
        ]
        if not asked or not module.endswith(".py"):
            continue
        for node in ast.walk(ast.parse(text)):
            for list_, rule in asked:
                if (one := rule(module, node)) is not None:
                    list_.append(one)
    return found


def dotted(function: ast.expr) -> str:
    """`errors.NotFound` as it is written; what is not a plain name has an empty part."""
    if isinstance(function, ast.Attribute):
        return f"{dotted(function.value)}.{function.attr}"
    return function.id if isinstance(function, ast.Name) else ""


def none_of(wrong: Iterable[str]) -> None:
    """Fails with the whole list, one a line, so that it can be worked through."""
    listed = sorted(wrong)
    assert not listed, "\n" + "\n".join(listed)
