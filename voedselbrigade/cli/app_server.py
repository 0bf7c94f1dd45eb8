"""Starts the app as a process of its own and opens it where there is a desktop."""

from __future__ import annotations

import ipaddress
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import webbrowser
from contextlib import suppress
from pathlib import Path

import voedselbrigade
from voedselbrigade.cli.desk import Desk
from voedselbrigade.errors import NotPossible, Unreachable, WrongWords

HOST = "127.0.0.1"
FIRST_PORT = 8501
_PORTS = 20
_PATIENCE_S = 60


def refuse_others(host: str) -> None:
    """Until there is sign-in only this machine may see the app. Raises WrongWords."""
    with suppress(ValueError):
        if ipaddress.ip_address(host.strip("[]")).is_loopback:
            return
    if host.casefold() != "localhost":
        raise WrongWords("cli.only_this_computer", host=host)


def serve(desk: Desk, host: str = HOST, port: int | None = None) -> int:
    """Run the app until it ends or is stopped with Ctrl-C; hands out its exit code.

    Without a port the first free one from 8501. Raises NotPossible when `port` is taken.
    """
    launcher = Path(voedselbrigade.__file__).resolve().parents[1] / "app.py"
    if not launcher.is_file():
        raise Unreachable("cli.no_launcher", file=str(launcher))
    chosen = _free_port(host, port)
    address = f"http://{f'[{host}]' if ':' in host else host}:{chosen}"
    # What the server says of itself on standard output is in English and says nothing more.
    child = subprocess.Popen(
        _command(launcher, host, chosen),
        cwd=launcher.parent,
        env=_environment(desk),
        stdout=subprocess.DEVNULL,
    )
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        desk.say(desk.t("De app staat op {address}", address=address))
        desk.say(desk.t("Stoppen: Ctrl-C"))
        threading.Thread(target=_show, args=(child, host, chosen, address), daemon=True).start()
        return child.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        _end(child)


def _command(launcher: Path, host: str, port: int) -> list[str]:
    options = {
        "server.address": host,
        "server.port": str(port),
        "server.headless": "true",
        "browser.gatherUsageStats": "false",
        "logger.level": "warning",
    }
    words = [word for name, value in options.items() for word in (f"--{name}", value)]
    return [sys.executable, "-m", "streamlit", "run", str(launcher), *words]


def _environment(desk: Desk) -> dict[str, str]:
    chosen = {"VOEDSELBRIGADE_HOME": str(desk.home.path)}
    if desk.user:
        chosen["VOEDSELBRIGADE_USER"] = desk.actor.name
    return dict(os.environ) | chosen


def _free_port(host: str, port: int | None) -> int:
    wanted = [port] if port else list(range(FIRST_PORT, FIRST_PORT + _PORTS))
    for one in wanted:
        if not _answers(host, one):
            return one
    raise NotPossible("cli.port_taken", port=wanted[0])


def _answers(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host.strip("[]"), port), timeout=1):
            return True
    except OSError:
        return False


def _show(child: subprocess.Popen[bytes], host: str, port: int, address: str) -> None:
    """Open the browser once the app answers; without a desktop the printed address is enough."""
    if not _desktop():
        return
    until = time.monotonic() + _PATIENCE_S
    while child.poll() is None and time.monotonic() < until:
        if _answers(host, port):
            webbrowser.open(address)
            return
        time.sleep(0.2)


def _desktop() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _end(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is not None:
        return
    child.terminate()
    try:
        child.wait(10)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
