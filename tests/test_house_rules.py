"""Checks by machine what docs/architecture.md asks of every file. Names are the rules."""

from __future__ import annotations

import ast
import re
import tomllib
from functools import cache
from pathlib import Path

from tests.source import ROOT, Rule, files_of_the_project, found_by, name_of, none_of, texts

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

# How a test may ask, besides by `assert`.
ASKING = re.compile(r"raises$|^expect$|^(?:\w+\.)?assert_|^check_|^warns$|^none_of$")

type Function = ast.FunctionDef | ast.AsyncFunctionDef


def place(name: str, node: ast.AST) -> str:
    return f"{name}:{getattr(node, 'lineno', 1)}"


def lines_of(function: Function) -> int:
    """Lines of a function without its docstring, which may be as long as it is useful."""
    whole = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is None:
        return whole
    return whole - ((first.end_lineno or first.lineno) - first.lineno + 1)


def longer_than(most: int) -> Rule[str]:
    def rule(name: str, node: ast.AST) -> str | None:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or lines_of(node) <= most:
            return None
        return f"{place(name, node)} {node.name}: {lines_of(node)} lines"

    return rule


def without_a_sentence(name: str, node: ast.AST) -> str | None:
    return name if isinstance(node, ast.Module) and not ast.get_docstring(node) else None


def swallows(name: str, node: ast.AST) -> str | None:
    if not isinstance(node, ast.ExceptHandler):
        return None
    broad = node.type is None or (
        isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException")
    )
    idle = all(isinstance(line, ast.Pass | ast.Continue) for line in node.body)
    return place(name, node) if node.type is None or (broad and idle) else None


def prints(name: str, node: ast.AST) -> str | None:
    return place(name, node) if is_call_of(node, "print") else None


def skips_a_certificate(name: str, node: ast.AST) -> str | None:
    skips = (
        isinstance(node, ast.keyword)
        and node.arg == "verify"
        and isinstance(node.value, ast.Constant)
        and node.value.value is False
    )
    return place(name, node) if skips else None


def talks_to_a_database(name: str, node: ast.AST) -> str | None:
    if isinstance(node, ast.ImportFrom):
        talks = (node.module or "").startswith(("sqlalchemy", "sqlite3"))
    elif isinstance(node, ast.Import):
        talks = any(name.name.startswith(("sqlalchemy", "sqlite3")) for name in node.names)
    else:
        text = node.value if isinstance(node, ast.Constant) else None
        talks = isinstance(text, str) and bool(SQL.search(text))
    return place(name, node) if talks else None


def asks_nothing(name: str, node: ast.AST) -> str | None:
    if not isinstance(node, ast.FunctionDef) or not node.name.startswith("test_"):
        return None
    asks = any(
        isinstance(part, ast.Assert)
        or (isinstance(part, ast.Name) and ASKING.search(part.id))
        or (isinstance(part, ast.Attribute) and ASKING.search(part.attr))
        for part in ast.walk(node)
    )
    return None if asks else f"{place(name, node)} {node.name}"


def is_no_sentence(name: str, node: ast.AST) -> str | None:
    if not isinstance(node, ast.FunctionDef) or not node.name.startswith("test_"):
        return None
    return f"{place(name, node)} {node.name}" if node.name.count("_") < 3 else None


RULES: dict[str, tuple[tuple[str, ...], Rule[str]]] = {
    "opens with a sentence": (OURS, without_a_sentence),
    "short functions": (OURS, longer_than(LONGEST_FUNCTION)),
    "short tests": (("tests/",), longer_than(LONGEST_TEST)),
    "swallows nothing": ((*OURS, "tests/"), swallows),
    "prints nothing": (OURS, prints),
    "checks certificates": ((*OURS, "tests/"), skips_a_certificate),
    "pages without SQL": ((f"{PACKAGE}/ui/pages/",), talks_to_a_database),
    "a test asks": (("tests/",), asks_nothing),
    "a test is a sentence": (("tests/",), is_no_sentence),
}


@cache
def broken() -> dict[str, list[str]]:
    """Where each rule is broken: every file is parsed once for all of them."""
    return found_by(RULES)


def is_call_of(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name


def test_every_module_opens_with_a_sentence_on_what_is_behind_the_door() -> None:
    none_of(broken()["opens with a sentence"])


def test_no_module_is_longer_than_400_lines() -> None:
    none_of(
        f"{name}: {lines} lines"
        for name, text in texts().items()
        if name.endswith(".py") and name not in LONG_MODULES and MIGRATIONS not in name
        if (lines := text.count("\n")) > LONGEST_MODULE
    )


def test_a_long_module_that_was_excused_is_still_there_and_still_long() -> None:
    lengths = {name: text.count("\n") for name, text in texts().items() if name in LONG_MODULES}
    assert set(lengths) == set(LONG_MODULES)
    assert all(length > LONGEST_MODULE for length in lengths.values())


def test_no_function_is_longer_than_40_lines() -> None:
    none_of(each for each in broken()["short functions"] if MIGRATIONS not in each)


def test_no_test_is_longer_than_60_lines() -> None:
    none_of(broken()["short tests"])


def test_no_module_has_a_name_that_says_nothing() -> None:
    none_of(
        name
        for name in texts()
        if name.endswith(".py") and name.startswith((*OURS, "tests/"))
        if NAMES_THAT_SAY_NOTHING & set(Path(name).with_suffix("").parts)
    )


def test_no_error_is_swallowed() -> None:
    none_of(broken()["swallows nothing"])


def test_nothing_is_left_to_do_later() -> None:
    marks = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME)\b|raise NotImplemented" + r"Error")
    none_of(name for name, text in texts().items() if name.endswith(".py") and marks.search(text))


def test_only_the_command_line_prints() -> None:
    none_of(each for each in broken()["prints nothing"] if not each.startswith(MAY_PRINT))


def test_no_file_names_a_package_registry() -> None:
    none_of(
        name for name, text in texts().items() if any(host in text.lower() for host in REGISTRIES)
    )


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    none_of(
        f"{name}: {hit.group()}"
        for name, text in texts().items()
        if not name.endswith((".js", ".css", ".svg"))
        and (hit := MACHINE_PATH.search(text) or SCRATCH_PATH.search(text))
    )


def test_no_file_is_large() -> None:
    files = [(name_of(path), path.stat().st_size) for path in files_of_the_project()]
    none_of(f"{name}: {size} bytes" for name, size in files if size > LARGEST_FILE)


def test_nobody_skips_the_check_of_a_certificate() -> None:
    none_of(broken()["checks certificates"])


def test_a_page_holds_no_sql_and_opens_no_database() -> None:
    none_of(broken()["pages without SQL"])


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
    ours = (name for name in texts() if name.endswith(".py") and name.startswith(f"{PACKAGE}/"))
    folders = {Path(name).parent for name in ours}
    # The scripts of Alembic are run by Alembic and imported by nobody.
    none_of(
        str(folder)
        for folder in folders
        if folder.name != "versions" and not (ROOT / folder / "__init__.py").exists()
    )


def test_a_test_asks_something() -> None:
    none_of(broken()["a test asks"])


def test_the_name_of_a_test_is_a_sentence() -> None:
    none_of(broken()["a test is a sentence"])
