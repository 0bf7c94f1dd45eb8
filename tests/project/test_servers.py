from __future__ import annotations

import os
import socket
import stat
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest
import sqlalchemy as sa

from tests import browser as browsers
from tests import proof
from tests.network import AskedOutsideError

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_the_database_of_a_test_is_empty_and_really_postgresql(postgresql_url: str) -> None:
    engine = sa.create_engine(postgresql_url)
    with engine.connect() as connection:
        version = connection.execute(sa.text("select version()")).scalar_one()
    assert version.startswith("PostgreSQL")
    assert sa.inspect(engine).get_table_names() == []
    engine.dispose()


def test_the_server_is_not_on_the_network_and_does_not_run_as_root(
    postgresql_server: sa.URL,
) -> None:
    engine = sa.create_engine(postgresql_server)
    with engine.connect() as connection:
        assert connection.execute(sa.text("show listen_addresses")).scalar_one() == ""
    engine.dispose()
    folder = Path(str(postgresql_server.query["host"]))
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert (folder / "data").stat().st_uid != 0


def test_a_page_may_not_ask_another_machine() -> None:
    assert browsers.abroad("http://127.0.0.1:8501/_stcore/health") == []
    assert browsers.abroad("data:text/css,a{}") == []
    assert browsers.abroad("https://tile.example/1/2/3.png") == ["https://tile.example/1/2/3.png"]


def test_the_browser_shows_a_page_of_this_machine_in_dutch(browser_page: Page) -> None:
    class Hello(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<title>Dag</title>")

        def log_message(self, *_: object) -> None:
            """A test does not print."""

    server = HTTPServer(("127.0.0.1", 0), Hello)
    Thread(target=server.serve_forever, daemon=True).start()
    browser_page.goto(f"http://127.0.0.1:{server.server_port}/")
    assert browser_page.title() == "Dag"
    assert browser_page.evaluate("navigator.language") == "nl-NL"
    server.shutdown()
    server.server_close()


def test_a_test_may_not_ask_another_machine() -> None:
    with pytest.raises(AskedOutsideError):
        urlopen("http://meals.example/")
    with socket.socket() as wire, pytest.raises(AskedOutsideError):
        wire.connect(("192.0.2.1", 80))


def test_a_sample_is_small_and_a_proof_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(proof.VARIABLE, raising=False)
    assert proof.amount(10, 200) == 10
    monkeypatch.setenv(proof.VARIABLE, "1")
    assert proof.amount(10, 200) == 200


def test_figures_of_all_proofs_are_added_up() -> None:
    assert proof.totals([{"days": 3, "engine": "or_tools"}, {"days": 4}]) == {"days": 7}


def test_no_test_runs_in_the_home_of_the_user(tmp_path: Path) -> None:
    assert os.environ["VOEDSELBRIGADE_HOME"].startswith(str(tmp_path))
