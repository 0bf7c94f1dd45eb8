"""Telephone numbers, also those that Excel damaged, and the people to call in an emergency."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import phonenumbers
from phonenumbers import PhoneNumberFormat

from voedselbrigade.domain.cells.text import folded
from voedselbrigade.domain.people import Contact
from voedselbrigade.errors import Fact

_NO_PHONE = frozenset(
    [
        "",
        "-",
        "--",
        "geen",
        "nvt",
        "n.v.t",
        "n.v.t.",
        "onbekend",
        "?",
        "geheim",
        "none",
        "unknown",
        "n/a",
        "geen telefoon",
        "niet bekend",
        "0",
    ]
)
_RUN = re.compile(r"(?:\+|\b00)?\(?\d(?:[\d\s().\-–]|\(0\)){5,}\d")
# With its 0, without it (Excel took it), or with 31 in front but no plus.
_DUTCH = re.compile(r"(?:0|31|310|0031|00310)?([1-9]\d{8})")
_RELATIONS = (
    r"dochter|zoon|buurvrouw|buurman|buren|buur|partner|echtgenote|echtgenoot|man|vrouw|zus|zuster"
    r"|broer|moeder|vader|nicht|neef|vriend(?:in)?|kleinzoon|kleindochter|schoonzoon|schoondochter"
    r"|mantelzorger|thuiszorg|wijkverpleegkundige|begeleider|begeleidster|bewindvoerder|huismeester"
    r"|kennis|tante|oom|daughter|son|neighbour|friend|sister|brother|mother|father|husband|wife"
    r"|casemanager|maatschappelijk werk(?:er|ster)?|schoonzus|ex-man|ex-vrouw|dhr|mw"
)
_RELATION = re.compile(rf"\b({_RELATIONS})\b\.?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Phones:
    """Numbers as people read them (`06 12345678`, `+32 470 12 34 56`), the first one first.

    `unsure` are numbers that have the right length but that nobody is known to have; `words` is
    what stood beside the numbers.
    """

    numbers: tuple[str, ...] = ()
    unsure: bool = False
    words: str = ""


@lru_cache(maxsize=20_000)
def parse_phones(text: str) -> Phones | Fact:
    """Every number in a cell; Dutch unless it says otherwise; a lost 0 is put back."""
    if folded(text).strip(" .") in _NO_PHONE:
        return Phones()
    if re.fullmatch(r"[\d.,]+e\+?\d+", folded(text)):
        return Fact.of("row.phone_rounded", value=text)
    numbers, unsure = [], False
    for run in _runs(text):
        read = _read_number(run)
        if read is None:
            return Fact.of("row.phone", value=text)
        numbers.append(read[0])
        unsure = unsure or not read[1]
    if not numbers:
        return Fact.of("row.phone", value=text)
    words = re.sub(
        r"\b(?:tel|mob|telefoon|mobiel|vast|of|en|thuis|prive|or)\b\.?:?",
        " ",
        _RUN.sub(" ", text),
        flags=re.I,
    )
    return Phones(
        tuple(dict.fromkeys(numbers)), unsure, " ".join(words.split()).strip(" ():;,/.-&+")
    )


def _runs(text: str) -> list[str]:
    """`06-12345678 / 070-1234567` are two runs of digits, `070 / 123 45 67` is one."""
    joined = re.sub(r"(?<=\d)\s*/\s*(?=\d)", "/", text)
    digits = re.sub(r"\D", "", joined)
    if len(digits) <= 11:
        joined = joined.replace("/", "-")
    found = []
    for piece in re.split(r"[/;,\n&]|\bof\b|\ben\b|\bor\b", joined):
        found += [match.group() for match in _RUN.finditer(piece)] or _short_run(piece)
    return found


def _short_run(piece: str) -> list[str]:
    return [piece.strip()] if re.search(r"\d{2}", piece) else []


def _read_number(run: str) -> tuple[str, bool] | None:
    """The number in writing and whether such a number can exist; None if it cannot be one."""
    clean = re.sub(r"\(0\)", "", run) if re.match(r"\s*(?:\+|00)", run) else run
    digits = re.sub(r"\D", "", clean)
    if "+" not in clean:
        dutch = _DUTCH.fullmatch(digits)
        if dutch:
            return _dutch(dutch[1])
    try:
        number = phonenumbers.parse(clean, "NL")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number) or len(digits) < 9:
        return None
    national = str(number.national_number)
    if number.country_code == 31 and len(national) == 9:
        return _dutch(national)
    written = phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)
    return written, phonenumbers.is_valid_number(number)


def _dutch(national: str) -> tuple[str, bool]:
    """Nine digits, as they stand behind the 0 or +31."""
    number = phonenumbers.PhoneNumber(country_code=31, national_number=int(national))
    return _written(national), phonenumbers.is_valid_number(number)


def _written(national: str) -> str:
    if national[0] == "6":
        return f"06 {national[1:]}"
    area = 2 if national[:2] in _SHORT_AREAS else 3
    rest = national[area:]
    groups = (rest[:3], rest[3:5], rest[5:]) if area == 2 else (rest[:3], rest[3:])
    return " ".join((f"0{national[:area]}", *groups))


# Dutch area codes of three signs with their 0 (010, 070 …); all others have four.
_SHORT_AREAS = frozenset(
    [
        "10",
        "13",
        "15",
        "20",
        "23",
        "24",
        "26",
        "30",
        "33",
        "35",
        "36",
        "38",
        "40",
        "43",
        "45",
        "46",
        "50",
        "53",
        "55",
        "58",
        "70",
        "71",
        "72",
        "73",
        "74",
        "75",
        "76",
        "77",
        "78",
        "79",
        "85",
        "88",
    ]
)


@lru_cache(maxsize=20_000)
def parse_contacts(text: str) -> tuple[Contact, ...] | Fact:
    """`dochter Anja 06-12345678; buurman 070 1234567` → two contacts, in this order.

    Whom to call without a number cannot be called: that is a fact, not a contact.
    """
    if folded(text).strip(" .") in _NO_PHONE:
        return ()
    contacts = []
    for piece in _contact_pieces(text):
        run = _RUN.search(piece)
        read = _read_number(run.group()) if run else None
        if run is None or read is None:
            return Fact.of("row.contact", value=text)
        words = (piece[: run.start()] + " " + piece[run.end() :]).strip()
        contacts.append(contact_of(words, read[0]))
    return tuple(contacts) if contacts else Fact.of("row.contact", value=text)


def _contact_pieces(text: str) -> list[str]:
    pieces = [p for p in re.split(r"[;\n|]", text) if p.strip()]
    pieces = [q for p in pieces for q in (_at_numbers(p) if len(_RUN.findall(p)) > 1 else [p])]
    joined: list[str] = []
    for piece in pieces:  # "Anja; 06 12345678" is one person over two pieces
        if joined and not _RUN.search(joined[-1]):
            joined[-1] += f" {piece}"
        else:
            joined.append(piece)
    return joined


def _at_numbers(text: str) -> list[str]:
    """Several people without a separator: each piece ends behind its number."""
    pieces, start = [], 0
    for run in _RUN.finditer(text):
        pieces.append(text[start : run.end()].strip(" ,/"))
        start = run.end()
    rest = text[start:].strip(" ,/.")
    if rest and pieces:
        pieces[-1] += f" {rest}"
    return pieces


def contact_of(words: str, phone: str, relation: str = "") -> Contact:
    """`dochter Anja` → name Anja, relation dochter."""
    found = _RELATION.search(words)
    if found and not relation and found[1].casefold() not in {"dhr", "mw"}:
        relation = found[1].casefold()
        words = words[: found.start()] + " " + words[found.end() :]
    name = re.sub(r"\b(?:tel|mob|telefoon|mobiel|nr)\b\.?:?", " ", words, flags=re.IGNORECASE)
    return Contact(" ".join(name.split()).strip(" ():;,/-="), phone, relation)
