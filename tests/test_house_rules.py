"""Checks by machine what docs/architecture.md asks of every file. Names are the rules."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "voedselbrigade"
OURS = (f"{PACKAGE}/", "tools/", "benchmarks/", "data/", "app.py")

LONGEST_MODULE = 400
LONGEST_FUNCTION = 40
LONGEST_TEST = 60
LARGEST_FILE = 2_000_000  # bytes

# A migration is a record of the past, as long as the tables it made.
MIGRATIONS = "/migrations/versions/"
# A module may be longer only by name and with a reason that a reviewer believes.
LONG_MODULES: dict[str, str] = {}

NAMES_THAT_SAY_NOTHING = {"utils", "helpers", "common", "base", "types", "constants", "manager"}
INNER_ROOMS = ("errors", "domain", "words", "routing", "stock", "allocation", "services")
MAY_PRINT = (f"{PACKAGE}/cli", "tools/", "benchmarks/", "data/")

# Put together from parts, so that this file obeys its own rule.
REGISTRIES = ("pypi" + ".org", "python" + "hosted.org", "npm" + "js.", "deb." + "debian.org")
MACHINE_PATH = re.compile(
    r"(?<![\w.~>}])/(?:" + "|".join(["work", "farm", "root", "opt"]) + r")/\w"
)
SCRATCH_PATH = re.compile(r"(?<![\w.~>}])/tm" + r"p/\w")
SQL = re.compile(
    r"\bselect\b.+\bfrom\b|\binsert into\b|\bdelete from\b|\bupdate \w+ set\b|\border by\b",
    re.I | re.S,
)

type Function = ast.FunctionDef | ast.AsyncFunctionDef


def files_of_the_project() -> list[Path]:
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
    return [path for name in done.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def modules(*where: str) -> Iterator[tuple[str, ast.Module]]:
    for path in files_of_the_project():
        if path.suffix == ".py" and name_of(path).startswith(where):
            yield name_of(path), ast.parse(path.read_text(encoding="utf-8"))


def texts() -> Iterator[tuple[str, str]]:
    """Every file that is text, by name."""
    for path in files_of_the_project():
        try:
            yield name_of(path), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def found(where: tuple[str, ...], wrong: Callable[[ast.AST], bool]) -> list[str]:
    """Places, as file:line, of every node that is wrong."""
    return [
        f"{name}:{getattr(node, 'lineno', 1)}"
        for name, tree in modules(*where)
        for node in ast.walk(tree)
        if wrong(node)
    ]


def lines_of(function: Function) -> int:
    """Lines of a function without its docstring, which may be as long as it is useful."""
    whole = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is None:
        return whole
    return whole - ((first.end_lineno or first.lineno) - first.lineno + 1)


def too_long(where: tuple[str, ...], most: int) -> list[str]:
    return [
        f"{name}:{node.lineno} {node.name}: {lines_of(node)} lines"
        for name, tree in modules(*where)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and lines_of(node) > most
    ]


def none_of(wrong: Iterable[str]) -> None:
    """Fails with the whole list, one a line, so that it can be worked through."""
    listed = sorted(wrong)
    assert not listed, "\n" + "\n".join(listed)


def is_call_of(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name


def test_every_module_opens_with_a_sentence_on_what_is_behind_the_door() -> None:
    none_of(name for name, tree in modules(*OURS) if not ast.get_docstring(tree))


def test_no_module_is_longer_than_400_lines() -> None:
    none_of(
        f"{name}: {lines} lines"
        for name, text in texts()
        if name.endswith(".py") and name not in LONG_MODULES and MIGRATIONS not in name
        if (lines := text.count("\n")) > LONGEST_MODULE
    )


def test_a_long_module_that_was_excused_is_still_there_and_still_long() -> None:
    lengths = {name: text.count("\n") for name, text in texts() if name in LONG_MODULES}
    assert set(lengths) == set(LONG_MODULES)
    assert all(length > LONGEST_MODULE for length in lengths.values())


def test_no_function_is_longer_than_40_lines() -> None:
    none_of(place for place in too_long(OURS, LONGEST_FUNCTION) if MIGRATIONS not in place)


def test_no_test_is_longer_than_60_lines() -> None:
    none_of(too_long(("tests/",), LONGEST_TEST))


def test_no_module_has_a_name_that_says_nothing() -> None:
    none_of(
        name
        for name, _ in modules(*OURS, "tests/")
        if NAMES_THAT_SAY_NOTHING & set(Path(name).with_suffix("").parts)
    )


def test_no_error_is_swallowed() -> None:
    def swallows(node: ast.AST) -> bool:
        if not isinstance(node, ast.ExceptHandler):
            return False
        broad = node.type is None or (
            isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException")
        )
        idle = all(isinstance(line, ast.Pass | ast.Continue) for line in node.body)
        return node.type is None or (broad and idle)

    none_of(found((*OURS, "tests/"), swallows))


def test_nothing_is_left_to_do_later() -> None:
    marks = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME)\b|raise NotImplemented" + r"Error")
    none_of(name for name, text in texts() if name.endswith(".py") and marks.search(text))


def test_only_the_command_line_prints() -> None:
    printing = found(OURS, lambda node: is_call_of(node, "print"))
    none_of(place for place in printing if not place.startswith(MAY_PRINT))


def test_no_file_names_a_package_registry() -> None:
    none_of(name for name, text in texts() if any(host in text.lower() for host in REGISTRIES))


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    none_of(
        f"{name}: {hit.group()}"
        for name, text in texts()
        if not name.endswith((".js", ".css", ".svg"))
        and (hit := MACHINE_PATH.search(text) or SCRATCH_PATH.search(text))
    )


def test_no_file_is_large() -> None:
    files = [(name_of(path), path.stat().st_size) for path in files_of_the_project()]
    none_of(f"{name}: {size} bytes" for name, size in files if size > LARGEST_FILE)


def test_nobody_skips_the_check_of_a_certificate() -> None:
    def skips(node: ast.AST) -> bool:
        return (
            isinstance(node, ast.keyword)
            and node.arg == "verify"
            and isinstance(node.value, ast.Constant)
            and node.value.value is False
        )

    none_of(found((*OURS, "tests/"), skips))


def test_a_page_holds_no_sql_and_opens_no_database() -> None:
    def talks_to_a_database(node: ast.AST) -> bool:
        if isinstance(node, ast.ImportFrom):
            return (node.module or "").startswith(("sqlalchemy", "sqlite3"))
        if isinstance(node, ast.Import):
            return any(name.name.startswith(("sqlalchemy", "sqlite3")) for name in node.names)
        text = node.value if isinstance(node, ast.Constant) else None
        return isinstance(text, str) and bool(SQL.search(text))

    none_of(found((f"{PACKAGE}/ui/pages/",), talks_to_a_database))


def test_every_inner_room_is_named_in_the_rule_against_frameworks() -> None:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = {each["id"]: each for each in config["tool"]["importlinter"]["contracts"]}
    built = {
        f"{PACKAGE}.{room}"
        for room in INNER_ROOMS
        if (ROOT / PACKAGE / f"{room}.py").exists()
        or (ROOT / PACKAGE / room / "__init__.py").exists()
    }
    assert built == set(contracts["inner"]["source_modules"])


def test_every_folder_with_code_is_a_package_so_that_the_import_rules_see_it() -> None:
    folders = {Path(name).parent for name, _ in modules(f"{PACKAGE}/")}
    # The scripts of Alembic are run by Alembic and imported by nobody.
    none_of(
        str(folder)
        for folder in folders
        if folder.name != "versions" and not (ROOT / folder / "__init__.py").exists()
    )


def test_a_test_asks_something() -> None:
    asking = re.compile(
        r"\bassert\b|\braises\b|\bexpect\b|\bassert_|\bcheck_|\bwarns\b|\bnone_of\b"
    )
    none_of(
        f"{name}:{node.lineno} {node.name}"
        for name, tree in modules("tests/")
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
        if not asking.search(ast.unparse(node))
    )


def test_the_name_of_a_test_is_a_sentence() -> None:
    none_of(
        f"{name}:{node.lineno} {node.name}"
        for name, tree in modules("tests/")
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
        if node.name.count("_") < 3
    )
