"""Fetching a large file over a line that breaks, from a server on this machine."""

import errno
import hashlib
import random
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, cast

import pytest

from voedselbrigade.adapters import downloads
from voedselbrigade.errors import NotPossible, Unreachable, WrongWords
from voedselbrigade.words import say

CONTENT = random.Random(7).randbytes(700_000)
NEWER = random.Random(8).randbytes(500_000)


@dataclass
class Geofabrik:
    """What the server holds, how many bytes it gives before the line breaks, what it was asked."""

    content: bytes = CONTENT
    breaks_after: int | None = None
    checksum: str = ""
    status: int = 200
    ranges: list[str] = field(default_factory=list)
    address: str = ""

    @property
    def source(self) -> downloads.Source:
        return downloads.Source(f"http://{self.address}", timeout_s=10)


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        held = cast(Any, self.server).held
        if held.status != 200:
            self.send_error(held.status)
        elif self.path.endswith(".md5"):
            digest = held.checksum or hashlib.md5(held.content).hexdigest()
            self._send(200, f"{digest}  zuid-holland-latest.osm.pbf\n".encode(), {})
        else:
            self._file(held)

    def _file(self, held: Geofabrik) -> None:
        tag = f'"{hashlib.sha1(held.content).hexdigest()}"'
        asked = self.headers.get("Range")
        goes_on = asked and self.headers.get("If-Range") == tag
        held.ranges.append(asked or "")
        start = int(asked.removeprefix("bytes=").removesuffix("-")) if asked and goes_on else 0
        if start and start >= len(held.content):
            self.send_error(416)
            return
        self._send(206 if start else 200, held.content[start:], {"ETag": tag}, held.breaks_after)

    def _send(
        self, status: int, body: bytes, headers: dict[str, str], breaks_after: int | None = None
    ) -> None:
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body[:breaks_after])
        self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None: ...


@pytest.fixture
def geofabrik() -> Iterator[Geofabrik]:
    held = Geofabrik()
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        cast(Any, server).held = held
        held.address = f"127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield held
        server.shutdown()
        thread.join()


def fetch(geofabrik: Geofabrik, folder: Path) -> Path:
    return downloads.fetch("zuid-holland", folder, source=geofabrik.source)


def test_a_province_is_fetched_whole_and_progress_is_told(
    geofabrik: Geofabrik, tmp_path: Path
) -> None:
    told: list[tuple[int, int]] = []
    path = downloads.fetch(
        "zuid-holland", tmp_path, lambda *so_far: told.append(so_far), geofabrik.source
    )
    assert path.read_bytes() == CONTENT
    assert path.name == "zuid-holland.osm.pbf"
    assert told[-1] == (len(CONTENT), len(CONTENT))
    assert [file.name for file in tmp_path.iterdir()] == [path.name], "nothing is left beside it"


def test_a_broken_line_keeps_what_is_in_and_the_next_try_goes_on(
    geofabrik: Geofabrik, tmp_path: Path
) -> None:
    geofabrik.breaks_after = 300_000
    with pytest.raises(Unreachable) as refusal:
        fetch(geofabrik, tmp_path)
    assert "gaat verder waar het stopte" in say(refusal.value.fact)
    assert not (tmp_path / "zuid-holland.osm.pbf").exists()
    geofabrik.breaks_after = None
    assert fetch(geofabrik, tmp_path).read_bytes() == CONTENT
    assert geofabrik.ranges == ["", "bytes=300000-"]


def test_a_newer_file_on_the_server_is_fetched_from_the_start(
    geofabrik: Geofabrik, tmp_path: Path
) -> None:
    geofabrik.breaks_after = 300_000
    with pytest.raises(Unreachable):
        fetch(geofabrik, tmp_path)
    geofabrik.breaks_after, geofabrik.content = None, NEWER
    assert fetch(geofabrik, tmp_path).read_bytes() == NEWER


def test_a_stop_between_the_last_byte_and_the_check_is_no_loss(
    geofabrik: Geofabrik, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def power_cut(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as cut:
        cut.setattr(downloads, "_check", power_cut)
        with pytest.raises(KeyboardInterrupt):
            fetch(geofabrik, tmp_path)
    assert fetch(geofabrik, tmp_path).read_bytes() == CONTENT
    assert geofabrik.ranges == ["", "bytes=700000-"]


def test_a_wrong_checksum_throws_the_new_file_away_and_keeps_the_old(
    geofabrik: Geofabrik, tmp_path: Path
) -> None:
    old = tmp_path / "zuid-holland.osm.pbf"
    old.write_bytes(b"the old map")
    geofabrik.checksum = "0" * 32
    with pytest.raises(Unreachable) as refusal:
        fetch(geofabrik, tmp_path)
    assert say(refusal.value.fact) == (
        "Het opgehaalde bestand zuid-holland.osm.pbf is niet goed overgekomen en is weggegooid. "
        "Haal het opnieuw op."
    )
    assert old.read_bytes() == b"the old map"
    assert list(tmp_path.iterdir()) == [old]


def test_a_full_disk_is_said(
    geofabrik: Geofabrik, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(NotPossible) as refusal:
        fetch(geofabrik, tmp_path)
    assert say(refusal.value.fact).startswith("De schijf is vol")


def test_a_server_that_refuses_is_said_with_its_number(
    geofabrik: Geofabrik, tmp_path: Path
) -> None:
    geofabrik.status = 503
    with pytest.raises(Unreachable) as refusal:
        fetch(geofabrik, tmp_path)
    assert "weigert het bestand (503)" in say(refusal.value.fact)


def test_without_a_network_the_message_is_clear(geofabrik: Geofabrik, tmp_path: Path) -> None:
    nobody = downloads.Source("http://127.0.0.1:9", timeout_s=5)
    with pytest.raises(Unreachable) as refusal:
        downloads.fetch("zuid-holland", tmp_path, source=nobody)
    assert "Controleer de internetverbinding" in say(refusal.value.fact)


def test_a_province_that_does_not_exist_is_named_before_anything_is_asked(tmp_path: Path) -> None:
    with pytest.raises(WrongWords) as refusal:
        downloads.fetch("holland", tmp_path)
    assert "zuid-holland" in say(refusal.value.fact)
