"""The first step of every command: a fitting Python, `.venv`, the pinned versions; then the task.

Runs on any Python from 3.8, because it has to find the one that fits. Usage:
`python tools/bootstrap.py run|test|lint|bench|proof|words|pins [arguments]`.
"""

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Dict, Iterator, List, NamedTuple, NoReturn, Optional, Tuple

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
VENV = ROOT / ".venv"
STAMP = VENV / "voedselbrigade-stamp"
OLDEST = (3, 12)
NEWEST_TRIED = (3, 14)  # a newer Python comes last: wheels of the solvers may not exist yet

RUNNING = ("postgresql", "streets")
TESTING = ("dev", "cluster", "postgresql", "streets")
TASKS: Dict[str, Tuple[str, ...]] = {
    "run": RUNNING,
    "test": TESTING,
    "lint": TESTING,
    "bench": TESTING,
    "proof": TESTING,
    "words": TESTING,
    "pins": TESTING,
}

# A Debian python3 lacks ensurepip, a hand-built one sqlite3; wheels need 64 bits and a GIL.
PROBE = """
import ensurepip, sqlite3, ssl, sys, sysconfig, venv
fits = sys.version_info.releaselevel == "final" and sys.maxsize > 2**32
fits = fits and not sysconfig.get_config_var("Py_GIL_DISABLED")
print(*(sys.version_info[:3] if fits else ()))
"""


class Found(NamedTuple):
    version: Tuple[int, ...]
    path: Path


def main(words: List[str]) -> int:
    if not words or words[0] not in TASKS:
        print("Kies een opdracht: " + ", ".join(TASKS) + ".", file=sys.stderr)
        return 2
    task, arguments = words[0], words[1:]
    try:
        prepare(TASKS[task])
    except KeyboardInterrupt:
        return 130
    if task == "run":
        return hand_over(["-m", "voedselbrigade", "demo", *arguments])
    return hand_over(["-m", "tools.tasks", task, *arguments])


def prepare(extras: Tuple[str, ...]) -> None:
    """Leaves a `.venv` that holds the pinned versions. Does nothing when it already does."""
    wanted = fingerprint()
    if stamp_holds(wanted, extras) and probe(venv_python()):
        return
    if not usable(venv_python()):
        make_venv(best_python())
    install(extras)
    STAMP.write_text("{} {}\n".format(wanted, " ".join(extras)), encoding="utf-8")


def fingerprint() -> str:
    """Changes when what must be installed changes, or when the project was moved."""
    parts = [(ROOT / name).read_bytes() for name in ("pyproject.toml", "constraints.txt")]
    return hashlib.sha256(b"\0".join([*parts, str(ROOT).encode()])).hexdigest()


def stamp_holds(wanted: str, extras: Tuple[str, ...]) -> bool:
    if not STAMP.is_file():
        return False
    digest, *installed = STAMP.read_text(encoding="utf-8").split()
    return digest == wanted and set(extras) <= set(installed)


def venv_python() -> Path:
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def usable(python: Path) -> bool:
    """Whether an earlier `.venv` still runs (its Python may be gone) and was made to the end."""
    found = probe(python)
    return (
        found is not None
        and found.version >= OLDEST
        and answer(python, "import pip; print('pip')") == "pip"
    )


def best_python() -> Path:
    """The highest Python that fits, on PATH or under pyenv; one sentence and the end if none."""
    fitting = [found for found in map(probe, candidates()) if found and found.version >= OLDEST]
    if not fitting:
        stop((HERE / "no-python.txt").read_text(encoding="utf-8").strip())
    return max(fitting, key=lambda found: (found.version[:2] <= NEWEST_TRIED, found.version)).path


def candidates() -> Iterator[Path]:
    """Every Python worth asking, each once; the ones inside our own `.venv` are left out."""
    seen = set()
    for path in everywhere():
        place = os.path.realpath(str(path))
        if place not in seen and VENV not in path.parents:
            seen.add(place)
            yield path


def everywhere() -> Iterator[Path]:
    yield Path(sys.executable)
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        yield from pythons_in(Path(folder)) if folder else ()
    home = Path.home()
    pyenv = Path(os.environ.get("PYENV_ROOT") or home / ".pyenv")
    for root in (pyenv, home / ".pyenv"):
        for pattern in ("versions/*/bin", "pyenv-win/versions/*"):
            for versions in sorted(root.glob(pattern)):
                yield from pythons_in(versions)


def pythons_in(folder: Path) -> List[Path]:
    """python, python3, python3.13 in a folder; a folder that cannot be read holds none."""
    try:
        paths = sorted(folder.iterdir())
    except OSError:
        return []
    return [path for path in paths if re.match(r"python(3(\.\d+)?)?(\.exe)?$", path.name)]


def probe(python: Path) -> Optional[Found]:
    """Asks a Python what it is. None when it does not run (a pyenv shim) or lacks a part."""
    numbers = answer(python, PROBE).split()
    return Found(tuple(map(int, numbers)), python) if len(numbers) == 3 else None


def answer(python: Path, code: str) -> str:
    """What a Python prints for a piece of code; nothing at all when it fails in any way."""
    try:
        # -I: neither the caller's environment nor the folder we stand in may colour the answer.
        done = subprocess.run(
            [str(python), "-I", "-c", code],
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=60,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("ascii", "replace").strip() if done.returncode == 0 else ""


def make_venv(python: Path) -> None:
    tell(f"Python: {python}. De map .venv wordt gemaakt.")
    step([str(python), "-m", "venv", "--clear", str(VENV)], "De map .venv kon niet worden gemaakt")


def install(extras: Tuple[str, ...]) -> None:
    """Pinned wheels only, with the project itself linked in. The build tool is pinned as well."""
    tell("De onderdelen worden geïnstalleerd. De eerste keer duurt dat een paar minuten.")
    pip = [str(venv_python()), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    pip += ["--no-input", "--no-compile", "--only-binary", ":all:"]
    pip += ["--constraint", str(ROOT / "constraints.txt")]
    what = "De onderdelen zijn niet geïnstalleerd; kijk of er internet is en ruimte op de schijf"
    step([*pip, "setuptools"], what)
    project = "{}[{}]".format(ROOT, ",".join(extras))
    step([*pip, "--no-build-isolation", "--editable", project], what)


def step(command: List[str], complaint: str) -> None:
    """Runs one command with its own output on screen; a failure ends everything."""
    code = subprocess.call(command, cwd=str(ROOT), stdin=subprocess.DEVNULL)
    if code:
        stop(f"{complaint} (code {code}; zie de regels hierboven).")


def hand_over(arguments: List[str]) -> int:
    """Goes on inside `.venv`, so that signals and exit codes are those of the task itself."""
    python = str(venv_python())
    os.chdir(str(ROOT))
    sys.stdout.flush()
    if os.name != "nt":
        os.execv(python, [python, *arguments])
    return subprocess.call([python, *arguments])


def tell(sentence: str) -> None:
    print(sentence, flush=True)


def stop(sentence: str) -> NoReturn:
    print(sentence, file=sys.stderr)
    sys.exit(1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
