"""Which characters our typeface can print; a sheet must never show empty boxes for a name."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from voedselbrigade.domain.sheets import RouteSheet, SheetStop

FONTS = Path(str(files("font_source_sans_pro") / "files"))
_FACES = ("SourceSansPro-Regular.ttf", "SourceSansPro-Bold.ttf")
_MISSING = "?"
_SAME = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2212": "-", "\u02bc": "’", "\u00ad": ""})


@cache
def known() -> frozenset[int]:
    """The code points that every face can print, read from the fonts themselves."""
    sets = [_code_points((FONTS / face).read_bytes()) for face in _FACES]
    return frozenset.intersection(*sets)


def missing(text: str) -> str:
    """The characters of `text` that cannot be printed, each once, in order."""
    return "".join(dict.fromkeys(c for c in _plain(text) if not _can(c)))


def printable(text: str) -> str:
    """The text with what the typeface lacks brought as near as it gets: ạ → a, 李 → ?.

    Control characters, and marks that turn the direction of the text, become spaces or nothing.
    """
    if text.isascii() and text.isprintable():
        return text
    return _plain(text).translate(_NEAREST)


def printable_tree(value: Any) -> Any:
    """`printable` for every text in a tree of lists and dicts."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: printable_tree(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [printable_tree(part) for part in value]
    return value


def without_controls(text: str) -> str:
    """The text without characters that XML may not hold or that nobody can see."""
    return text.translate(_VISIBLE)


def cleaned(sheet: RouteSheet) -> RouteSheet:
    """The sheet with every text that people typed `without_controls`."""
    clean = without_controls
    trips = tuple(
        replace(
            trip,
            hub_name=clean(trip.hub_name),
            hub_line=clean(trip.hub_line),
            stops=tuple(_cleaned(stop) for stop in trip.stops),
        )
        for trip in sheet.trips
    )
    return replace(
        sheet,
        route=clean(sheet.route),
        area=clean(sheet.area),
        volunteer=clean(sheet.volunteer),
        office_name=clean(sheet.office_name),
        office_phone=clean(sheet.office_phone),
        office_hours=clean(sheet.office_hours),
        trips=trips,
    )


def _cleaned(stop: SheetStop) -> SheetStop:
    return replace(
        stop,
        number=without_controls(stop.number),
        street_line=without_controls(stop.street_line),
        town=without_controls(stop.town),
        name=without_controls(stop.name),
        phone=without_controls(stop.phone),
        door_note=without_controls(stop.door_note),
        parcels=tuple(without_controls(one) for one in stop.parcels),
    )


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).translate(_SAME).translate(_VISIBLE)


def _visible(character: str) -> str:
    kind = unicodedata.category(character)
    if kind in ("Cf", "Cs", "Co", "Cn"):
        return ""
    return " " if kind in ("Cc", "Zl", "Zp", "Zs") else character


def _can(character: str) -> bool:
    return ord(character) in known()


def _nearest(character: str) -> str:
    if _can(character):
        return character
    letters = unicodedata.normalize("NFKD", character)
    bare = "".join(c for c in letters if not unicodedata.combining(c) and _can(c))
    return bare or ("" if unicodedata.combining(character) else _MISSING)


class _Letters(dict[int, str]):
    """A table for `str.translate` that works out each character when it first meets it."""

    def __init__(self, becomes: Callable[[str], str]) -> None:
        super().__init__()
        self._becomes = becomes

    def __missing__(self, code: int) -> str:
        return self.setdefault(code, self._becomes(chr(code)))


_VISIBLE = _Letters(_visible)
_NEAREST = _Letters(_nearest)


def _code_points(font: bytes) -> frozenset[int]:
    """The groups of a font's format 12 character map (OpenType specification, `cmap`)."""
    cmap = _table(font, b"cmap")
    (count,) = struct.unpack_from(">H", font, cmap + 2)
    for i in range(count):
        _, _, offset = struct.unpack_from(">HHI", font, cmap + 4 + 8 * i)
        if struct.unpack_from(">H", font, cmap + offset)[0] == 12:
            return frozenset(_groups(font, cmap + offset))
    raise ValueError("the font has no character map that we read")


def _groups(font: bytes, at: int) -> Iterable[int]:
    (groups,) = struct.unpack_from(">I", font, at + 12)
    for i in range(groups):
        first, last, _ = struct.unpack_from(">III", font, at + 16 + 12 * i)
        yield from range(first, last + 1)


def _table(font: bytes, name: bytes) -> int:
    (count,) = struct.unpack_from(">H", font, 4)
    for i in range(count):
        tag, _, offset, _ = struct.unpack_from(">4sIII", font, 12 + 16 * i)
        if tag == name:
            return int(offset)
    raise ValueError(f"the font has no table {name!r}")
