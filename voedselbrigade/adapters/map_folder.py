"""The folder with the map in use: a new one is made beside it and takes its place at the end.

Every map has a folder of its own; the small file `in-use.json` names the one that counts. It is
replaced in one step, after everything else is on the disk: a failure or a power cut, whenever it
comes, leaves the old map working. Programs that have the old map open keep it until they end.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from voedselbrigade.domain.ground import Area
from voedselbrigade.errors import NotPossible
from voedselbrigade.services.mapping import MapInfo

_POINTER = "in-use.json"
_MAKING = "making-"
_ABANDONED_S = 24 * 3600


class MapFolder:
    """Maps of one home, under `<home>/roads`."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def in_use(self) -> Path | None:
        """The folder of the map in use; None when there is none, or when it is damaged."""
        try:
            name = json.loads((self._path / _POINTER).read_text("utf-8"))["folder"]
        except (OSError, ValueError, KeyError, TypeError):
            return None
        folder = self._path / Path(str(name)).name
        return folder if folder.is_dir() else None

    def info(self) -> MapInfo | None:
        """What the map in use was made from."""
        folder = self.in_use()
        if folder is None:
            return None
        try:
            return _info(json.loads((folder / "about.json").read_text("utf-8")))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def free_bytes(self) -> int:
        self._make()
        return shutil.disk_usage(self._path).free

    @contextmanager
    def making(self) -> Iterator[Path]:
        """An empty folder to make a map in; it is removed again unless `put_in_use` took it."""
        self._make()
        self._sweep()
        place = Path(tempfile.mkdtemp(prefix=_MAKING, dir=self._path))
        try:
            yield place
        except (OSError, sqlite3.Error) as error:
            raise NotPossible("streets.disk_full", folder=str(self._path)) from error
        finally:
            shutil.rmtree(place, ignore_errors=True)

    def put_in_use(self, place: Path, info: MapInfo) -> Path:
        """The map that was made in `place` becomes the one in use; its folder from now on."""
        (place / "about.json").write_text(json.dumps(_as_json(info), indent=2), "utf-8")
        _settle(place)
        before = self.in_use()
        folder = self._path / f"map-{place.name.removeprefix(_MAKING)}"
        place.rename(folder)
        self._point_at(folder)
        if before is not None:
            # On Windows a folder that is open stays; the next map sweeps it away.
            shutil.rmtree(before, ignore_errors=True)
        return folder

    def _point_at(self, folder: Path) -> None:
        handle, name = tempfile.mkstemp(prefix=_POINTER, dir=self._path)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump({"folder": folder.name}, file)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(self._path / _POINTER)
        _sync_folder(self._path)

    def _make(self) -> None:
        try:
            self._path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise NotPossible("streets.disk_full", folder=str(self._path)) from error

    def _sweep(self) -> None:
        """What a power cut or an open file left behind; a map that is being made now stays."""
        now, in_use = time.time(), self.in_use()
        for left in self._path.iterdir():
            making = left.name.startswith(_MAKING) and now - left.stat().st_mtime < _ABANDONED_S
            if left.is_dir() and left != in_use and not making:
                shutil.rmtree(left, ignore_errors=True)


def _settle(folder: Path) -> None:
    """Have every file on the disk before anything points at it."""
    for file in folder.iterdir():
        with file.open("rb+") as opened:
            os.fsync(opened.fileno())
    _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return  # Windows cannot open a folder, and writes its names at once
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _as_json(info: MapInfo) -> dict[str, object]:
    return {
        "format": 1,
        "source": info.source,
        "built_at": info.built_at.isoformat(),
        "dated": info.dated.isoformat() if info.dated else None,
        "area": list(info.area.as_tuple()) if info.area else None,
        "doors": info.doors,
        "lines": info.lines,
        "neighbourhoods": info.neighbourhoods,
        "engine": info.engine,
    }


def _info(data: dict[str, object]) -> MapInfo:
    dated, area = data["dated"], data["area"]
    return MapInfo(
        source=str(data["source"]),
        built_at=datetime.fromisoformat(str(data["built_at"])),
        dated=datetime.fromisoformat(str(dated)) if dated else None,
        area=Area(*area) if isinstance(area, list) else None,
        doors=int(str(data["doors"])),
        lines=int(str(data["lines"])),
        neighbourhoods=int(str(data["neighbourhoods"])),
        engine=str(data["engine"]),
    )
