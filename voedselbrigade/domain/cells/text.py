"""Plain text: folding for comparison, yes and no, whole numbers, parts of a list."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from voedselbrigade.errors import Fact

NOTHING = frozenset({"", "-", "--", "nvt", "n.v.t.", "n.v.t", "n/a", "geen", "none", "x.", "."})
_YES = frozenset(
    ["ja", "j", "yes", "y", "x", "1", "waar", "true", "v", "wel", "✓", "✔", "√", "jawel"]
)
_NO = frozenset(["nee", "n", "no", "0", "onwaar", "false", "-", "geen", "niet", "neen", "✗"])
_APOSTROPHES = str.maketrans("’‘`´", "''''")
_DASHES = str.maketrans("–—−‐‑", "-----")


@lru_cache(maxsize=50_000)
def folded(text: str) -> str:
    """Small letters, no accents, plain apostrophes and dashes, single spaces."""
    if text.isascii():
        return " ".join(text.lower().split())
    plain = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES).translate(_DASHES))
    without = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(without.casefold().replace("ı", "i").split())


def says_nothing(text: str) -> bool:
    """Empty, a dash, n.v.t., geen: there is nothing to read here."""
    return folded(text) in NOTHING


def parts(text: str, separators: str = r"[;,\n/+&]|\ben\b|\band\b") -> tuple[str, ...]:
    """The pieces of a list that people wrote in one cell, trimmed, without empty ones."""
    return tuple(p for p in (s.strip(" .") for s in re.split(separators, text)) if p)


def parse_yes_no(text: str, field: str) -> bool | Fact | None:
    """ja → True, nee → False, onbekend or ? → None."""
    plain = folded(text).strip(" .!")
    if plain in _YES:
        return True
    if plain in _NO or plain == "":
        return False
    if text.strip() == "?" or plain in {"onbekend", "unknown", "weet niet"}:
        return None
    return Fact.of("row.yes_no", value=text, field=field)


def parse_whole(text: str, field: str, least: int, most: int) -> int | Fact:
    """A whole number between `least` and `most`; a unit behind it may stand: 12 km, 5 min., 8x."""
    found = re.fullmatch(r"(?:max\.? ?)?(\d{1,7})(?:[.,]0+)?\s*[a-z×.]*\.?", folded(text))
    if not found:
        return Fact.of("row.whole_number", value=text, field=field, least=least, most=most)
    if not least <= int(found[1]) <= most:
        return Fact.of("row.out_of_range", value=text, field=field, least=least, most=most)
    return int(found[1])
