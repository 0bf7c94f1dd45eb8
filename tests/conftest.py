"""What every test may ask for: a browser, a PostgreSQL database, how heavy a proof should be."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import hypothesis
import pytest

from tests import proof
from tests.browser import browser, browser_page
from tests.homes import clock, database, emptied_postgresql, home, migrated_sqlite, sqlite_home
from tests.network import only_this_machine
from tests.postgresql import new_postgresql_url, postgresql_server, postgresql_url

__all__ = [
    "browser",
    "browser_page",
    "clock",
    "database",
    "emptied_postgresql",
    "home",
    "migrated_sqlite",
    "new_postgresql_url",
    "only_this_machine",
    "postgresql_server",
    "postgresql_url",
    "sqlite_home",
]

# Servers and browsers take longest, so they start first and the short tests fill the gaps.
SLOW_FIXTURES = frozenset({"browser", "postgresql_server"})


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--proof", action="store_true", help="run the heavy proofs in full")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--proof"):
        os.environ[proof.VARIABLE] = "1"
        if not hasattr(config, "workerinput") and proof.is_whole(config):
            config.pluginmanager.register(proof.Record(), "proof-record")
    hypothesis.settings.register_profile(
        "sample", max_examples=50, deadline=None, derandomize=True, database=None
    )
    hypothesis.settings.register_profile(
        "proof", max_examples=2000, deadline=timedelta(minutes=1), print_blob=True, database=None
    )
    hypothesis.settings.load_profile("proof" if proof.in_full() else "sample")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whole files are moved, so that what a file builds once is built once."""
    slow = {item.path for item in items if SLOW_FIXTURES & set(getattr(item, "fixturenames", ()))}
    items.sort(key=lambda item: item.path not in slow)


@pytest.fixture(scope="session")
def amount() -> Callable[[int, int], int]:
    """`amount(10, 200)`: 10 in `make test`, 200 in `make proof`."""
    return proof.amount


@pytest.fixture(autouse=True)
def home_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test ever touches the real home, whatever it forgets to say."""
    monkeypatch.setenv("VOEDSELBRIGADE_HOME", str(tmp_path / "home"))
