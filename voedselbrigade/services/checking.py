"""Is everything there that the program needs? Each finding says what is so, and what to do."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path

from voedselbrigade.errors import Fact
from voedselbrigade.services.mapping import MapInfo

OLDEST_PYTHON = (3, 12)
LEAST_FREE_MB = 500
PARTS = (
    *("alembic", "babel", "folium", "geopy", "holidays", "numpy", "openpyxl", "ortools", "pandas"),
    *("phonenumbers", "platformdirs", "rapidfuzz", "rich", "sqlalchemy", "stdnum", "streamlit"),
    *("streamlit_folium", "typer", "typst"),
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of `check`. What is not `ok` and `needed` makes the whole check fail."""

    ok: bool
    fact: Fact
    needed: bool = True


def python(version: tuple[int, ...] = sys.version_info[:2]) -> Finding:
    if version >= OLDEST_PYTHON:
        return Finding(True, Fact.of("check.python", found=platform.python_version()))
    wanted = ".".join(map(str, OLDEST_PYTHON))
    found = ".".join(map(str, version))
    return Finding(False, Fact.of("check.python_old", found=found, wanted=wanted))


def packages(names: Sequence[str] = PARTS) -> Finding:
    """Are they installed? None of them is imported for it."""
    missing = tuple(name for name in names if find_spec(name) is None)
    if missing:
        return Finding(False, Fact.of("check.packages_missing", names=missing))
    return Finding(True, Fact.of("check.packages", count=len(names)))


def home(folder: Path) -> Finding:
    """May we write there, and may nobody else look? A home that is not there yet is no fault."""
    if not folder.exists():
        nearest = next(parent for parent in folder.absolute().parents if parent.exists())
        code = "check.home_new" if os.access(nearest, os.W_OK) else "check.home_closed"
        return Finding(code == "check.home_new", Fact.of(code, folder=str(folder)))
    if not folder.is_dir() or not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        return Finding(False, Fact.of("check.home_closed", folder=str(folder)))
    if os.name == "posix" and folder.stat().st_mode & 0o077:
        return Finding(False, Fact.of("check.home_open", folder=str(folder)))
    return Finding(True, Fact.of("check.home", folder=str(folder)))


def room(folder: Path) -> Finding:
    """A day's plan and papers take a few MB; a full disk in the morning costs the morning."""
    nearest = next(p for p in (folder.absolute(), *folder.absolute().parents) if p.exists())
    free_mb = shutil.disk_usage(nearest).free // 2**20
    if free_mb < LEAST_FREE_MB:
        fact = Fact.of("check.little_room", free_mb=free_mb, wanted_mb=LEAST_FREE_MB)
        return Finding(False, fact)
    return Finding(True, Fact.of("check.room", free_mb=free_mb))


def books(wrong: int) -> Finding:
    """Is what lies everywhere the sum of what was booked?"""
    if wrong:
        return Finding(False, Fact.of("stock.books_wrong", n=wrong))
    return Finding(True, Fact("stock.books_right"))


def clock(now: datetime, last: datetime | None) -> Finding:
    """A clock that stands before the last thing that was written is wrong."""
    if last is not None and last > now:
        fact = Fact.of("check.clock_behind", moment=_shown(now), last=_shown(last))
        return Finding(False, fact)
    return Finding(True, Fact.of("check.clock", moment=_shown(now)))


def addresses(folder: Path, doors: int) -> Finding:
    """Without a list or a map with addresses points are set by hand or asked on the network."""
    if doors:
        return Finding(True, Fact.of("check.addresses", count=doors))
    return Finding(False, Fact.of("check.no_addresses", folder=str(folder)), needed=False)


def geocoders(switched_on: frozenset[str]) -> Finding:
    if switched_on:
        return Finding(True, Fact.of("check.geocoders", names=tuple(sorted(switched_on))))
    return Finding(True, Fact.of("check.no_geocoders"))


def roads(info: MapInfo | None, unusable: Fact | None) -> Finding:
    """Without a map that can be used travel times are an estimate, which is no fault."""
    if info is None:
        return Finding(False, Fact.of("check.no_roads"), needed=False)
    if unusable is not None:
        return Finding(False, unusable, needed=False)
    dated = (info.dated or info.built_at).date().isoformat()
    return Finding(True, Fact.of("check.roads", source=info.source, dated=dated))


def fonts(there: bool) -> Finding:
    return Finding(there, Fact.of("check.fonts" if there else "check.no_fonts"))


def _shown(moment: datetime) -> str:
    return moment.strftime("%d-%m-%Y %H:%M")
