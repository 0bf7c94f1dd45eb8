"""Fetching an extract from Geofabrik: a large file over a line that may break.

What has come in is kept beside the target with the name of its version (ETag), so that the next
try goes on where this one stopped. Only a file with the right checksum gets the target's name.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import ssl
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from voedselbrigade.errors import NotPossible, Unreachable, WrongWords

SERVER = "https://download.geofabrik.de/europe/netherlands"
PROVINCES = (
    *("drenthe", "flevoland", "friesland", "gelderland", "groningen", "limburg"),
    *("noord-brabant", "noord-holland", "overijssel", "utrecht", "zeeland", "zuid-holland"),
)
USER_AGENT = "voedselbrigade/0.1 (meal route planner)"
TIMEOUT_S = 30
_PIECE = 256 * 1024
_OF_THE_LINE = (
    *(urllib.error.URLError, http.client.HTTPException),
    *(ConnectionError, TimeoutError, ssl.SSLError),
)
_PARTIAL, _TOO_FAR = 206, 416

type Heard = Callable[[int, int], None]
"""Told how many bytes are in, of how many (0 when the server does not say)."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where extracts come from; a test gives its own server."""

    server: str = SERVER
    timeout_s: float = TIMEOUT_S

    @property
    def host(self) -> str:
        return urlsplit(self.server).netloc


def fetch(
    province: str,
    folder: Path,
    heard: Heard = lambda done, whole: None,
    source: Source | None = None,
) -> Path:
    """The newest extract of a province, in `folder`; the file that was there before is replaced.

    Raises WrongWords for a province that does not exist, Unreachable without a network, when the
    line breaks or the checksum is wrong, NotPossible when the disk is full. What is in stays.
    """
    if province not in PROVINCES:
        raise WrongWords("streets.no_such_province", typed=province, known=PROVINCES)
    place = source or Source()
    name = f"{province}-latest.osm.pbf"
    target = folder / f"{province}.osm.pbf"
    url = f"{place.server}/{name}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        wanted = _checksum(url, place)
        part = target.with_suffix(".part")
        _download(url, part, place, heard)
        _check(part, wanted, target)
    except _OF_THE_LINE as error:
        raise _said(error, place) from error
    except OSError as error:
        raise NotPossible("streets.disk_full", folder=str(folder)) from error
    return target


def _checksum(url: str, source: Source) -> str:
    """Geofabrik puts the MD5 of each file beside it: `<32 signs>  <name>`."""
    with _open(f"{url}.md5", source, {}) as answer:
        words = answer.read(1_000).decode("ascii", errors="replace").split()
    return words[0].lower() if words else ""


def _download(url: str, part: Path, source: Source, heard: Heard) -> None:
    start, version = _known(part)
    headers = {"Range": f"bytes={start}-", "If-Range": version} if start else {}
    try:
        answer = _open(url, source, headers)
    except urllib.error.HTTPError as error:
        if error.code != _TOO_FAR:
            raise
        return  # everything is in already
    with answer:
        goes_on = answer.status == _PARTIAL
        done = start if goes_on else 0
        whole = done + int(answer.headers.get("Content-Length") or 0)
        _note(part, answer.headers)
        with part.open("ab" if goes_on else "wb") as file:
            while piece := answer.read(_PIECE):
                file.write(piece)
                done += len(piece)
                heard(done, whole)
            file.flush()
            os.fsync(file.fileno())
    if done < whole:
        raise http.client.IncompleteRead(b"", whole - done)


def _check(part: Path, wanted: str, target: Path) -> None:
    """Only the right file becomes the target; a wrong one is thrown away."""
    digest = hashlib.md5(usedforsecurity=False)
    with part.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    right = digest.hexdigest() == wanted
    _notes(part).unlink(missing_ok=True)
    if not right:
        part.unlink()
        raise Unreachable("streets.wrong_checksum", file=target.name)
    part.replace(target)


def _known(part: Path) -> tuple[int, str]:
    """How many bytes of which version are in; nothing when the version is not known."""
    try:
        version = json.loads(_notes(part).read_text("utf-8"))["version"]
        return (part.stat().st_size, str(version)) if version else (0, "")
    except (OSError, ValueError, KeyError, TypeError):
        return 0, ""


def _note(part: Path, headers: Mapping[str, str]) -> None:
    # A weak ETag (W/…) does not promise the same bytes; the date is the next best name.
    tag = headers.get("ETag") or ""
    version = tag if tag and not tag.startswith("W/") else headers.get("Last-Modified") or ""
    _notes(part).write_text(json.dumps({"version": version}), "utf-8")


def _notes(part: Path) -> Path:
    return part.with_name(part.name + ".json")


def _open(url: str, source: Source, headers: Mapping[str, str]) -> Any:
    request = urllib.request.Request(url, headers={"User-Agent": USER_AGENT, **headers})
    return urllib.request.urlopen(request, timeout=source.timeout_s)


def _said(error: Exception, source: Source) -> Unreachable:
    if isinstance(error, urllib.error.HTTPError):
        return Unreachable("streets.refused", host=source.host, status=error.code)
    if isinstance(error, http.client.HTTPException | ConnectionResetError):
        return Unreachable("streets.interrupted", host=source.host)
    return Unreachable("streets.no_network", host=source.host)
