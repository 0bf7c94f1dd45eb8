"""A process of our own: the surroundings it is started in, and how it is ended at once."""

from __future__ import annotations

import os
import subprocess
from contextlib import suppress
from pathlib import Path

import voedselbrigade

SOURCES = Path(voedselbrigade.__file__).parent.parent


def environment() -> dict[str, str]:
    """It finds this very package, also when we were started from a folder of sources."""
    known = os.environ.get("PYTHONPATH")
    path = os.pathsep.join((str(SOURCES), *((known,) if known else ())))
    return {**os.environ, "PYTHONPATH": path}


def end[T: (str, bytes)](child: subprocess.Popen[T]) -> None:
    """Killed, waited for, and its pipes closed; what was not read has nobody left to read it."""
    if child.poll() is None:
        child.kill()
    child.wait()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()
