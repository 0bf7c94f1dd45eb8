"""The app as a process of its own, on a home of the test's, for tests in a real browser."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

CHECKOUT = Path(__file__).resolve().parents[2]
PATIENCE_S = 60


@contextmanager
def served(home: Path) -> Iterator[str]:
    """The address of the app with this home; the process has ended when the block is left."""
    port = _free_port()
    env = os.environ | {"VOEDSELBRIGADE_HOME": str(home), "VOEDSELBRIGADE_USER": ""}
    command = [sys.executable, "-m", "streamlit", "run", str(CHECKOUT / "app.py")]
    command += ["--server.address", "127.0.0.1", "--server.port", str(port)]
    log = home.parent / "app.log"
    with log.open("wb") as out:
        child = subprocess.Popen(command, cwd=CHECKOUT, env=env, stdout=out, stderr=out)
        try:
            _wait(child, f"http://127.0.0.1:{port}/_stcore/health", log)
            yield f"http://127.0.0.1:{port}"
        finally:
            child.terminate()
            child.wait(15)


def settled(page: Page) -> None:
    """Wait until the script has run and nothing of the last run is left on the page."""
    page.wait_for_timeout(300)
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=60_000)
    page.wait_for_function("!document.querySelector('[data-stale=true]')", timeout=30_000)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(child: subprocess.Popen[bytes], url: str, log: Path) -> None:
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        if child.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise AssertionError(f"the app does not answer: {log.read_text(errors='replace')[-2000:]}")
