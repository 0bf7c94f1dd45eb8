"""Renews constraints.txt: the newest versions that fit together, tried in a `.venv` of its own."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import tomllib
import venv
from pathlib import Path

# Needed on Windows only, so an installation elsewhere does not name it.
ELSEWHERE = ("colorama", "tzdata")


def renew(root: Path) -> int:
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder) / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
        pip = [str(python), "-m", "pip"]
        wanted = ["setuptools", *ELSEWHERE, *declared(root)]
        for command in ([*pip, "install", "--only-binary", ":all:", *wanted], [*pip, "check"]):
            if code := subprocess.call(command):
                return code
        listed = subprocess.check_output([*pip, "freeze", "--all"], text=True)
    (root / "constraints.txt").write_text(pins(listed), encoding="utf-8")
    return 0


def declared(root: Path) -> list[str]:
    """Everything pyproject.toml asks for, extras included; the project itself is not built."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    return [*project["dependencies"], *(text for extra in extras for text in extra)]


def pins(listed: str) -> str:
    """`name==version`, sorted, one a line; the project itself and pip are left out."""
    rows = re.findall(r"^([A-Za-z0-9._-]+)==(\S+)$", listed, flags=re.MULTILINE)
    named = {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in rows}
    return "".join(
        f"{name}=={version}\n"
        for name, version in sorted(named.items())
        if name not in ("pip", "voedselbrigade")
    )
