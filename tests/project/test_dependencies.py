from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import distribution, packages_distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name

from tests.source import found_by
from tools import bootstrap, pins

ROOT = Path(bootstrap.__file__).parent.parent
OURS = {"voedselbrigade", "tests", "tools", "benchmarks"}


def pinned() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split("==") for line in lines)


def declared(*extras: str) -> set[str]:
    """Names in pyproject.toml: what the program needs, and the extras that are asked for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    more = [text for extra in extras for text in project["optional-dependencies"][extra]]
    return {canonicalize_name(Requirement(text).name) for text in [*project["dependencies"], *more]}


def test_pins_are_plain_sorted_and_without_addresses() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    names = [line.split("==")[0] for line in lines]
    assert names == sorted(set(names))
    assert all(re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.+!]*", line) for line in lines)


def test_everything_we_lean_on_is_pinned_at_the_version_that_is_here() -> None:
    names = leaned_on("voedselbrigade", set(bootstrap.TESTING)) - {"voedselbrigade"}
    here = {name: distribution(name).version for name in names}
    assert {name: pinned().get(name) for name in here} == here


def test_no_pin_is_left_of_something_we_no_longer_lean_on() -> None:
    needed = leaned_on("voedselbrigade", set(bootstrap.TESTING))
    assert set(pinned()) - needed - set(pins.ELSEWHERE) - {"setuptools"} == set()


def test_the_program_only_imports_what_it_declares() -> None:
    assert undeclared("program", declared("cluster", "postgresql", "streets")) == set()


def test_tests_and_tools_only_import_what_is_declared() -> None:
    assert undeclared("tools", declared("dev", "cluster", "postgresql", "streets")) == set()


def undeclared(where: str, names: set[str]) -> set[str]:
    """Imports, by file, that come from no package of these names."""
    return {
        f"{file}: {imported}"
        for file, imports in imported_by()[where]
        for imported in imports
        if not names & {canonicalize_name(name) for name in packages().get(imported, [imported])}
    }


@cache
def packages() -> Mapping[str, list[str]]:
    """Who brings a module: by reading what every installed package holds."""
    return packages_distributions()


@cache
def imported_by() -> dict[str, list[tuple[str, set[str]]]]:
    """Of the program, and of what is around it, the files and what each imports."""
    return found_by(
        {
            "program": (("voedselbrigade/", "app.py"), foreign_imports),
            "tools": (("tests/", "tools/", "benchmarks/"), foreign_imports),
        }
    )


def foreign_imports(file: str, node: ast.AST) -> tuple[str, set[str]] | None:
    """First parts of what a line imports, other than Python's own and ours."""
    wanted: list[str] = []
    if isinstance(node, ast.Import):
        wanted = [name.name for name in node.names]
    elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
        wanted = [node.module]
    firsts = {name.split(".")[0] for name in wanted}
    return (file, firsts - sys.stdlib_module_names - OURS) if firsts else None


def leaned_on(name: str, extras: set[str]) -> set[str]:
    """A package and everything below it that this machine needs."""
    waiting = [(canonicalize_name(name), frozenset(extras))]
    done = set[tuple[NormalizedName, frozenset[str]]]()
    while waiting:
        package = waiting.pop()
        if package not in done:
            done.add(package)
            waiting.extend(needs_of(*package))
    return {package for package, _ in done}


def needs_of(name: str, extras: frozenset[str]) -> Iterator[tuple[NormalizedName, frozenset[str]]]:
    markers = [{"extra": extra} for extra in sorted(extras)] or [{"extra": ""}]
    for text in distribution(name).requires or []:
        wanted = Requirement(text)
        if wanted.marker is None or any(map(wanted.marker.evaluate, markers)):
            yield canonicalize_name(wanted.name), frozenset(wanted.extras)


def test_pins_are_read_from_what_pip_lists() -> None:
    listed = "RapidFuzz==3.14.6\n-e /somewhere\nabsl_py==2.5\npip==24.2\nvoedselbrigade==0.1.0\n"
    assert pins.pins(listed) == "absl-py==2.5\nrapidfuzz==3.14.6\n"


def test_new_pins_are_sought_for_all_that_is_declared() -> None:
    sought = {canonicalize_name(Requirement(text).name) for text in pins.declared(ROOT)}
    assert sought == declared("dev", "cluster", "postgresql", "streets")
