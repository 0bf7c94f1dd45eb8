"""Dutch names: Mw. A. de Wit · Wit, A. de · Fam. El Idrissi · J.A. van der Berg - de Vries."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from voedselbrigade.domain.cells.text import folded
from voedselbrigade.domain.people import Name, Salutation
from voedselbrigade.errors import Fact

_SALUTATIONS = {
    **dict.fromkeys(
        [
            "mw",
            "mevr",
            "mevrouw",
            "mv",
            "mvr",
            "mej",
            "mejuffrouw",
            "mrs",
            "ms",
            "miss",
            "mevrouw/mw",
            "mw/mevr",
            "v",
            "vrouw",
        ],
        Salutation.MRS,
    ),
    **dict.fromkeys(
        ["dhr", "hr", "heer", "meneer", "mr", "mister", "dhr/hr", "m", "man"], Salutation.MR
    ),
    **dict.fromkeys(["fam", "familie", "family", "echtpaar", "gezin"], Salutation.FAMILY),
}
_COUPLE = re.compile(
    r"^(?:de\s+)?(?:dhr|heer|hr|mw|mevr|mevrouw)\.?\s*(?:en|&|\+|/|and)\s*"
    r"(?:mw|mevr|mevrouw|dhr|de heer|heer|hr)\.?\s+",
    re.IGNORECASE,
)
_PREFIXES = frozenset(
    [
        "van",
        "de",
        "der",
        "den",
        "het",
        "'t",
        "ten",
        "ter",
        "te",
        "d'",
        "v.d.",
        "v.d",
        "v/d",
        "vd",
        "op",
        "in",
        "aan",
        "bij",
        "von",
        "vom",
        "zu",
        "la",
        "le",
        "du",
        "da",
        "dos",
        "di",
        "del",
        "della",
        "des",
        "'s",
        "uit",
        "voor",
        "over",
        "onder",
    ]
)
_SHORT = {"v.d.": "van der", "v.d": "van der", "v/d": "van der", "vd": "van der"}
_PARTICLES = frozenset(
    ["el", "al", "ben", "bin", "abu", "abd", "ait", "ould", "la", "san"]
)  # part of the surname
_INITIALS = re.compile(
    r"(?:[^\W\d_]\.){1,8}|(?:(?:Th|Ch|Chr|Ph|St|Joh|Jac|Fr|IJ|Ij|Tj|Kl|Sj)\.)+|[A-Z]"
)
_MIXED_INITIALS = re.compile(r"(?:[^\W\d_]{1,3}\.){1,8}")


@lru_cache(maxsize=20_000)
def parse_name(text: str) -> Name | Fact:
    """One cell with a whole name. Bad: no letters, or a number or address in it."""
    clean = _tidy(text)
    if not re.search(r"[^\W\d_]", clean):
        return Fact.of("row.name_missing")
    if re.search(r"\d{3}|@", clean):
        return Fact.of("row.name", value=text)
    couple = _COUPLE.match(clean)
    if couple:
        clean = clean[couple.end() :]
    salutation, rest = _cut_salutation(clean)
    if couple:
        salutation = Salutation.FAMILY
    name = _comma_name(rest) if "," in rest else _plain_name(rest)
    if not name.surname:
        return Fact.of("row.name", value=text)
    if salutation is not Salutation.NONE:
        name = replace(name, salutation=salutation)
    return name


def _tidy(text: str) -> str:
    clean = re.sub(r"[‘’`´]", "'", text.replace("\n", " "))
    clean = re.sub(r"\s*[-–—]\s*", "-", clean)
    return " ".join(clean.split()).strip(" ,;-")


def _cut_salutation(text: str) -> tuple[Salutation, str]:
    words = text.split()
    if words and words[0].casefold() == "de" and len(words) > 2 and words[1].casefold() == "heer":
        return Salutation.MR, " ".join(words[2:])
    glued = re.match(r"(?i)(mw|mevr|dhr|fam)\.(?=\S)", text)
    if glued:
        return _SALUTATIONS[glued[1].casefold()], text[glued.end() :]
    first = words[0].strip(".():").casefold() if words else ""
    # A bare m or v is a title only with words behind it and without a dot: "M. Bos" is a name.
    if first in _SALUTATIONS and len(words) > 1 and len(first) > 1:
        return _SALUTATIONS[first], " ".join(words[1:])
    last = words[-1] if words else ""
    if len(words) > 1 and re.fullmatch(r"\((?:mw|mevr|dhr|fam)\.?\)", last.casefold()):
        return _SALUTATIONS[last.strip(".()").casefold()], " ".join(words[:-1])
    return Salutation.NONE, text


def _comma_name(text: str) -> Name:
    """Wit, A. de · Wit, de, A. · de Wit, Anna · Jansen, mw. A."""
    surname, _, rest = text.partition(",")
    salutation, rest = _cut_salutation(f"{rest.replace(',', ' ').strip()} ")
    rest = rest.strip()
    if rest.strip(".").casefold() in _SALUTATIONS:
        salutation, rest = _SALUTATIONS[rest.strip(".").casefold()], ""
    words = rest.split()
    prefix = [word for word in words if _is_prefix(word)]
    given = [word for word in words if not _is_prefix(word)]
    before, core = _cut_prefix(surname.split())
    initials, first = _given(given)
    return Name(
        surname=cased(" ".join(core)),
        initials=initials,
        prefix=_joined_prefix([*prefix, *before]),
        salutation=salutation,
        first=first,
    )


def _plain_name(text: str) -> Name:
    words = text.split()
    given: list[str] = []
    while len(words) > 1 and _is_initials(words[0], len(words)):
        given.append(words.pop(0))
    if not given and len(words) > 1 and _is_initials(words[-1], 2) and "." in words[-1]:
        given.append(words.pop())  # Jansen A.
    if not given and len(words) > 1 and _is_first_name(words):
        given.append(words.pop(0))
    before, core = _cut_prefix(words)
    initials, first = _given(given)
    return Name(cased(" ".join(core)), initials, _joined_prefix(before), first=first)


def _is_initials(word: str, words: int) -> bool:
    if _is_prefix(word):
        return False
    if _MIXED_INITIALS.fullmatch(word) or _INITIALS.fullmatch(word):
        return True
    # JA de Wit, but not LI WEI: a short word in capitals, where not all is in capitals.
    return bool(words > 1 and re.fullmatch(r"[A-Z]{2,3}", word) and word not in {"EL", "AL", "BEN"})


def _is_first_name(words: list[str]) -> bool:
    plain = folded(words[0])
    return not _is_prefix(words[0]) and plain not in _PARTICLES


def _is_prefix(word: str) -> bool:
    return word.casefold() in _PREFIXES


def _cut_prefix(words: list[str]) -> tuple[list[str], list[str]]:
    count = 0
    while count < len(words) - 1 and _is_prefix(words[count]):
        count += 1
    return words[:count], words[count:]


def _joined_prefix(words: list[str]) -> str:
    return " ".join(_SHORT.get(word.casefold(), word.casefold()) for word in words)


def _given(words: list[str]) -> tuple[str, str]:
    """Initials and first names apart: `J.A.` and `Anna`."""
    initials = "".join(parse_initials(w) for w in words if _is_initials(w, 2))
    first = " ".join(cased(w) for w in words if not _is_initials(w, 2))
    return initials, first


def parse_initials(text: str) -> str:
    """`ja`, `J A`, `J.A` → `J.A.`; `Th.` stays `Th.`; a first name gives its first letter."""
    clean = _tidy(text).replace("-", ".")
    if re.fullmatch(r"[^\W\d_]{1,4}", clean) and (clean.isupper() or len(clean) <= 2):
        return "".join(f"{letter.upper()}." for letter in clean)
    pieces = [p for p in re.split(r"[\s.]+", clean) if p]
    return "".join(f"{p[:1].upper()}{p[1:].lower() if len(p) <= 3 else ''}." for p in pieces)


def parse_salutation(text: str) -> Salutation | Fact:
    plain = folded(text).strip(" .")
    if plain in {"", "-", "geen", "onbekend", "x", "anders", "none"}:
        return Salutation.NONE
    if plain in {"de heer", "dhr", "heer"}:
        return Salutation.MR
    if _COUPLE.match(f"{plain} x"):
        return Salutation.FAMILY
    found = _SALUTATIONS.get(plain.replace(".", ""))
    return found or Fact.of(
        "row.choice", value=text, field="salutation", choices=("Mw.", "Dhr.", "Fam.")
    )


def split_surname(text: str) -> tuple[str, str]:
    """A surname column often holds the prefix too: `de Wit` and `Wit, de` → (`de`, `Wit`)."""
    clean = _tidy(text)
    if "," in clean:
        name = _comma_name(clean)
        return name.prefix, name.surname
    before, core = _cut_prefix(clean.split())
    return _joined_prefix(before), cased(" ".join(core))


def cased(text: str) -> str:
    """JANSEN and jansen → Jansen; anything mixed keeps its own capitals."""
    if not (text.isupper() or text.islower()) or len(text) < 2:
        return text
    words = [_word_cased(w) for w in re.split(r"([\s-])", text)]
    return "".join(words)


def _word_cased(word: str) -> str:
    low = word.lower()
    if low in _PREFIXES:
        return low
    if low.startswith("ij"):
        return f"IJ{low[2:]}"
    return low[:1].upper() + low[1:]


def tidy_prefix(text: str) -> str:
    """`v.d.` → `van der`, `Van` → `van`"""
    return _joined_prefix(text.split())
