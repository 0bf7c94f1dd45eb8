"""Street names as people type them: which spellings are one street, and how near others are.

Short forms follow NEN 5825 and daily use (str., burg., v.d.). A name is brought to its shortest
form, not its longest: `v.d.` may be van de, van den or van der, and all three are one street.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

_TITLES = {
    "admiraal": "adm",
    "broeders": "brs",
    "burgemeester": "burg",
    "burgem": "burg",
    "burgermeester": "burg",
    "commandant": "cmdt",
    "deken": "dkn",
    "dokter": "dr",
    "doctor": "dr",
    "dominee": "ds",
    "gebroeders": "gebr",
    "generaal": "gen",
    "graaf": "gr",
    "heilige": "h",
    "ingenieur": "ir",
    "jonkheer": "jhr",
    "kapitein": "kapt",
    "kardinaal": "kard",
    "koning": "kon",
    "koningin": "kon",
    "luitenant": "lt",
    "meester": "mr",
    "minister": "min",
    "monseigneur": "mgr",
    "pastoor": "past",
    "pater": "ptr",
    "president": "pres",
    "prins": "pr",
    "prinses": "pr",
    "professor": "prof",
    "rector": "rect",
    "sint": "st",
    "sinte": "st",
    "zuster": "zr",
}
_SMALL_WORDS = {"van": "v", "het": "t", "der": "d", "den": "d", "de": "d", "vd": "vd", "ter": "ter"}
_ORDINALS = {
    **dict.fromkeys(("eerste", "1e", "1ste"), "1"),
    **dict.fromkeys(("tweede", "2e", "2de"), "2"),
    **dict.fromkeys(("derde", "3e", "3de"), "3"),
    **dict.fromkeys(("vierde", "4e", "4de"), "4"),
    **dict.fromkeys(("vijfde", "5e", "5de"), "5"),
}
_ENDINGS = {
    "str": "straat",
    "pln": "plein",
    "ln": "laan",
    "pl": "plein",
    "wg": "weg",
    "kd": "kade",
    "sgl": "singel",
    "gr": "gracht",
    "dk": "dijk",
    "pd": "pad",
    "hf": "hof",
    "dr": "dreef",
    "pk": "park",
}
_KINDS = (*dict.fromkeys(_ENDINGS.values()), "markt", "steeg", "baan", "wal", "brug", "haven")
_OTHER_KIND = 4
_SOUNDS = (
    ("sch", "S"),
    ("ch", "g"),
    ("ck", "k"),
    ("ph", "f"),
    ("th", "t"),
    ("dt", "t"),
    ("eij", "y"),
    ("ij", "y"),
    ("ei", "y"),
    ("ou", "au"),
    ("c", "k"),
    ("qu", "kw"),
    ("x", "ks"),
)
_COMPASS = {"noord": "n", "zuid": "z", "oost": "o", "west": "w"}


@lru_cache(maxsize=200_000)
def key(street: str) -> str:
    """The name without spaces or signs, titles short and the ending long: `Burg. v.d. Lindenstr.`
    and `Burgemeester van der Lindenstraat` are both `burgvdlindenstraat`. Empty for an empty name.
    """
    words = re.findall(r"[a-z0-9]+", _plain(street))
    short = [_short(word) for word in words]
    if len(short) > 1 and words[-1] in _COMPASS:
        short[-1] = _COMPASS[words[-1]]
        short[-2] = _ending(short[-2])
    elif short:
        short[-1] = _ending(short[-1])
    return "".join(short)


@lru_cache(maxsize=200_000)
def sound(street: str) -> str:
    """The key with letters that sound alike made one: ij = y = ei, ou = au, c = k, tt = t."""
    heard = key(street)
    for written, spoken in _SOUNDS:
        heard = heard.replace(written, spoken)
    return re.sub(r"(.)\1+", r"\1", heard)


def same(one: str, other: str) -> bool:
    """Two spellings of one name, without any typing error."""
    return key(one) == key(other)


def slips(one: str, other: str) -> int:
    """How many keys were hit wrong (dropped, doubled, changed, or two swapped) between two names.

    Spellings that sound alike count as one slip at most, however many letters differ. A Kerklaan is
    no typing error for Kerkplein: two kinds of street are at least four slips apart.
    """
    if same(one, other):
        return 0
    if sound(one) == sound(other):
        return 1
    count = min(OSA.distance(key(one), key(other)), 1 + OSA.distance(sound(one), sound(other)))
    kinds = _kind(one), _kind(other)
    return max(count, _OTHER_KIND) if all(kinds) and kinds[0] != kinds[1] else count


def slips_allowed(street: str) -> int:
    """How many slips still leave no doubt in a name of this length, when no name is nearer."""
    length = len(key(street))
    if length < 5:
        return 0
    return 1 if length < 11 else 2


class Names:
    """Many street names, to be searched for the ones nearest to what was typed."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = tuple(names)
        self._keys = [key(name) for name in names]
        self._sounds = [sound(name) for name in names]

    def nearest(self, typed: str, most: int) -> list[tuple[int, int]]:
        """(slips, place in the list), nearest first, of at most `most` names that look like it.

        Of a long name a third of the letters may be wrong: further names have nothing in common.
        """
        limit = max(3, len(key(typed)) // 3)
        seen = self._near(key(typed), self._keys, limit, most)
        heard = self._near(sound(typed), self._sounds, limit, most)
        near = {place: slips(typed, self._names[place]) for place in (*seen, *heard)}
        return sorted((count, place) for place, count in near.items())[:most]

    def _near(self, word: str, words: list[str], limit: int, most: int) -> list[int]:
        found = process.extract(
            word, words, scorer=OSA.distance, score_cutoff=limit, limit=2 * most
        )
        return [place for _word, _slips, place in found]


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in folded if not unicodedata.combining(sign))


def _short(word: str) -> str:
    for table in (_TITLES, _SMALL_WORDS, _ORDINALS):
        if word in table:
            return table[word]
    return word


def _ending(word: str) -> str:
    for short, long in _ENDINGS.items():
        if word.endswith(short):
            return word.removesuffix(short) + long
    return word


def _kind(street: str) -> str:
    return next((kind for kind in _KINDS if key(street).endswith(kind)), "")
