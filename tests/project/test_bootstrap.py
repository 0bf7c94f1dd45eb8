from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tools import bootstrap, packages

ROOT = Path(bootstrap.__file__).parent.parent


def python_that_says(path: Path, words: str) -> Path:
    """A stand-in for a Python: answers every question with the same words."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{words}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine whose only Python is a 3.11; its home is empty."""
    old = python_that_says(tmp_path / "usr/bin/python3", "echo 3 11 7")
    monkeypatch.setattr(sys, "executable", str(old))
    monkeypatch.setenv("PATH", str(old.parent))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("PYENV_ROOT", raising=False)
    return tmp_path


def test_the_highest_python_under_pyenv_is_chosen_though_it_is_not_on_path(machine: Path) -> None:
    versions = machine / ".pyenv/versions"
    for version in ("3.9.18", "3.12.1", "3.13.0", "3.13.10"):
        python_that_says(versions / version / "bin/python3", f"echo {version.replace('.', ' ')}")
    assert bootstrap.best_python() == versions / "3.13.10/bin/python3"


def test_a_python_on_path_counts_as_well_as_one_under_pyenv(machine: Path) -> None:
    python_that_says(machine / ".pyenv/versions/3.12.1/bin/python3", "echo 3 12 1")
    high = python_that_says(machine / "usr/bin/python3.13", "echo 3 13 1")
    assert bootstrap.best_python() == high


def test_a_shim_that_does_not_run_is_passed_over(machine: Path) -> None:
    python_that_says(machine / "usr/bin/python3.13", "echo 'pyenv: not found' >&2; exit 127")
    python_that_says(machine / "usr/bin/python3.14", "echo 'this is no version at all'")
    real = python_that_says(machine / ".pyenv/versions/3.12.1/bin/python", "echo 3 12 1")
    assert bootstrap.best_python() == real


def test_a_python_too_new_to_be_tried_comes_last(machine: Path) -> None:
    python_that_says(machine / "usr/bin/python3.99", "echo 3 99 0")
    tried = python_that_says(machine / "usr/bin/python3.12", "echo 3 12 1")
    assert bootstrap.best_python() == tried


def test_without_a_fitting_python_one_sentence_names_the_command_per_platform(
    machine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert machine.exists()
    with pytest.raises(SystemExit) as ended:
        bootstrap.best_python()
    said = capsys.readouterr().err.strip()
    assert ended.value.code == 1
    assert said.count("\n") == 0
    for words in ("sudo apt install", "sudo dnf install", "brew install", "winget install"):
        assert words in said


def test_without_any_python_at_all_the_same_sentence_is_said(tmp_path: Path) -> None:
    for name in ("dirname", "cat"):
        (tmp_path / name).symlink_to(f"/usr/bin/{name}")
    folder = tmp_path / "project/tools"
    folder.mkdir(parents=True)
    for name in ("start.sh", "no-python.txt"):
        (folder / name).write_bytes((ROOT / "tools" / name).read_bytes())
    done = subprocess.run(
        ["/bin/sh", str(folder / "start.sh"), "run"],
        env={"PATH": str(tmp_path), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == (folder / "no-python.txt").read_text(encoding="utf-8")


def test_this_python_passes_its_own_probe() -> None:
    found = bootstrap.probe(Path(sys.executable))
    assert found is not None
    assert found.version == sys.version_info[:3]


def test_a_python_of_a_debian_without_venv_does_not_fit(tmp_path: Path) -> None:
    """There `import ensurepip` fails: here by a module of that name that refuses."""
    refusing = tmp_path / "ensurepip.py"
    refusing.write_text("raise ImportError\n", encoding="utf-8")
    code = f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n{bootstrap.PROBE}"
    assert bootstrap.answer(Path(sys.executable), bootstrap.PROBE)
    assert bootstrap.answer(Path(sys.executable), code) == ""


def test_the_stamp_holds_until_the_pins_change_or_more_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamp = tmp_path / "stamp"
    monkeypatch.setattr(bootstrap, "STAMP", stamp)
    assert not bootstrap.stamp_holds("abc", ("dev",))
    stamp.write_text("abc dev postgresql\n", encoding="utf-8")
    assert bootstrap.stamp_holds("abc", ("dev",))
    assert not bootstrap.stamp_holds("abc", ("dev", "streets"))
    assert not bootstrap.stamp_holds("def", ("dev",))


def test_a_failing_step_ends_with_its_complaint(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        bootstrap.step([sys.executable, "-c", "raise SystemExit(7)"], "Het ging mis")
    assert ended.value.code == 1
    assert "Het ging mis (code 7" in capfd.readouterr().err


def test_an_unknown_task_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert bootstrap.main(["fly"]) == 2
    assert "run, test, lint" in capsys.readouterr().err


def test_the_starter_can_be_read_by_python_3_8() -> None:
    source = Path(bootstrap.__file__).read_text(encoding="utf-8")
    assert ast.parse(source, feature_version=(3, 8)).body


def test_make_knows_every_task_and_no_other() -> None:
    rules = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(rules) == set(bootstrap.TASKS)


def test_the_build_machine_runs_make_test_and_passes_its_code_on(tmp_path: Path) -> None:
    make = python_that_says(tmp_path / "make", 'echo "make $*"; exit 7')
    done = subprocess.run(
        ["bash", str(ROOT / ".ci/run")],
        env={"PATH": f"{make.parent}{os.pathsep}/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.returncode) == ("make test\n", 7)


def test_nothing_is_installed_where_that_was_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(packages.REFUSE, "1")
    monkeypatch.setattr(packages, "missing", lambda: ["chromium"])
    assert packages.install_what_is_missing()
    assert "chromium" in capsys.readouterr().out


def test_an_installation_that_fails_is_not_taken_for_a_skip(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(packages.REFUSE, raising=False)
    monkeypatch.setattr(packages, "missing", lambda: ["chromium"])
    monkeypatch.setattr(packages, "may_install", lambda: [])
    python_that_says(tmp_path / "env", "exit 100")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not packages.install_what_is_missing()
