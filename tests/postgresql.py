"""A PostgreSQL server for the length of a test run, in a folder of its own, for nobody else.

It runs as an unprivileged user and listens on a socket in its own folder, never on the network.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
import sqlalchemy as sa

from tools import packages

NAME = "voedselbrigade"
# The data lives as long as the tests: what makes a real server survive a power cut only costs time.
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=50"


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[sa.URL]:
    """The running server, as the URL of its first database."""
    programs = packages.postgresql_programs()
    if sys.platform == "win32":
        pytest.skip("these tests start PostgreSQL on Linux and macOS only")
    if programs is None:
        pytest.skip("PostgreSQL is not installed, and `make test` may not install it here")
    owner = unprivileged_user()
    if owner is None:
        pytest.skip("PostgreSQL refuses to run as root, and there is no user postgres or nobody")
    # Short, because the path of a socket may not be longer than 107 characters.
    folder = Path(tempfile.mkdtemp(prefix="vb-"))
    try:
        shutil.chown(folder, owner)
        data = folder / "data"
        as_user(owner, programs / "initdb", "--pgdata", data, "--username", NAME, "--auth=trust",
                "--encoding=UTF8", "--locale=C", "--no-sync")  # fmt: skip
        control: list[str | Path] = [programs / "pg_ctl", "--pgdata", data, "--wait"]
        listen = f"-c listen_addresses='' -c unix_socket_directories='{folder}' {FAST}"
        as_user(owner, *control, "--log", folder / "log", "--options", listen, "start")
        try:
            yield sa.URL.create(
                "postgresql+psycopg",
                username=NAME,
                database="postgres",
                query={"host": str(folder)},
            )
        finally:
            as_user(owner, *control, "--mode=immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def new_postgresql_url(postgresql_server: sa.URL) -> Iterator[Callable[[], str]]:
    """Makes an empty database at every call and gives its URL."""
    admin = sa.create_engine(postgresql_server, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    numbers = count(1)

    def make() -> str:
        name = f"test_{next(numbers)}"
        with admin.connect() as connection:
            connection.execute(sa.text(f"create database {name}"))
        return postgresql_server.set(database=name).render_as_string(hide_password=False)

    yield make
    admin.dispose()


@pytest.fixture
def postgresql_url(new_postgresql_url: Callable[[], str]) -> str:
    """The URL of an empty database, for one test."""
    return new_postgresql_url()


def unprivileged_user() -> str | None:
    """Whom to become, because the server refuses root: postgres or nobody. Ourselves otherwise."""
    import pwd

    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid()).pw_name
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next((name for name in ("postgres", "nobody") if name in known), None)


def as_user(name: str, *command: str | Path) -> None:
    """Runs one command, as another user where we are root; its output is shown when it fails."""
    import pwd

    entry = pwd.getpwnam(name)
    root = os.geteuid() == 0
    # pg_ctl leaves the server behind with our streams: a file, unlike a pipe, does not wait for it.
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(
            [str(part) for part in command],
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            cwd="/",
            env={"PATH": os.defpath, "LC_ALL": "C"},
            user=entry.pw_uid if root else None,
            group=entry.pw_gid if root else None,
            extra_groups=[] if root else None,
        )
        said.seek(0)
        told = said.read().decode(errors="replace")
    if done.returncode:
        pytest.fail(f"{command[0]} ended with code {done.returncode}:\n{told}")
