"""Making a network: OSRM's own tools over a clipped extract, once per way of travelling."""

from __future__ import annotations

import importlib.metadata
import subprocess
import sys
from enum import StrEnum
from pathlib import Path

import osrm

from voedselbrigade.adapters.osrm_roads.turns import UNNAMED
from voedselbrigade.errors import UnusableFile


class Network(StrEnum):
    """OSRM's profiles that we use."""

    CAR = "car"
    BICYCLE = "bicycle"
    FOOT = "foot"


# Ways without a name keep their kind, so that a sentence can say `the cycle path`.
_PROFILE = """package.path = {lib} .. "/?.lua;" .. package.path
local base = dofile({profile})
local process_way = base.process_way
base.process_way = function(profile, way, result, relations)
  process_way(profile, way, result, relations)
  if result.name == "" then
    result.name = "{sign}" .. (way:get_value_by_key("highway") or "")
  end
end
return base
"""


def version() -> str:
    """A network is of use to the very version of OSRM that made it."""
    return importlib.metadata.version("osrm-bindings")


def build(extract: Path, network: str, folder: Path) -> None:
    """Write `<network>.osrm.*` into the folder; `network` is a value of Network.

    Takes seconds for a village, minutes for a province.

    Raises UnusableFile when no street of the extract can be used this way, with OSRM's last words.
    """
    base = folder / network
    profile = folder / f"{network}.lua"
    profile.write_text(_profile(network), encoding="utf-8")
    _run(network, "extract", "-p", str(profile), "-o", str(base), str(extract))
    _run(network, "contract", f"{base}.osrm")
    profile.unlink()
    _note(folder, network).write_text(version(), encoding="utf-8")


def check(folder: Path, network: str) -> None:
    """Raises UnusableFile when the network is not there or another version of OSRM made it.

    OSRM does not always notice by itself, and reads what it cannot understand.
    """
    try:
        made_by = _note(folder, network).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        made_by = ""
    if made_by != version():
        raise UnusableFile("streets.other_version", file=str(network))


def _note(folder: Path, network: str) -> Path:
    return folder / f"{network}.version"


def _profile(network: str) -> str:
    profiles = Path(osrm.__file__).parent / "share" / "profiles"
    return _PROFILE.format(
        lib=_lua_text(profiles), profile=_lua_text(profiles / f"{network}.lua"), sign=UNNAMED
    )


def _lua_text(path: Path) -> str:
    return f"[==[{path.as_posix()}]==]"


def _run(network: str, tool: str, *arguments: str) -> None:
    command = [sys.executable, "-m", "osrm", tool, *arguments]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode:
        lines = (done.stdout + done.stderr).decode(errors="replace").strip().splitlines()
        said = lines[-1] if lines else f"{tool} {done.returncode}"
        raise UnusableFile("streets.network_failed", transport=str(network), said=said)
