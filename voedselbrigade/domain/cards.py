"""Cards: what is compared of a person or a row, folded so that typing does not count."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from voedselbrigade.domain.people import Name, Recipient, Salutation, Volunteer
from voedselbrigade.domain.places import Address, Hub

_WORTH_SHOWING = 40  # of 100: a name that is nearly the same, or the same door or phone
SIMILAR_SURNAME = 80  # rapidfuzz ratio: Jansen/Janssen 92, Jansen/Hansen 83, Bos/Vos 67
_PREFIXES = frozenset({"van", "von", "de", "der", "den", "het", "'t", "te", "ten", "ter", "in"})
_PREFIXES |= {"op", "aan", "la", "le", "du", "da", "dos", "del", "el", "al", "ben", "d", "v"}
# What Unicode does not take apart by itself.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"})


@dataclass(frozen=True, slots=True)
class Card:
    """What is compared of one person, or of one row. Texts are folded (see `card`).

    `person` is the id of somebody we know, `row` the row of the file; one of the two is filled.
    """

    surname: str
    initials: str = ""
    first: str = ""
    salutation: Salutation = Salutation.NONE
    number: str = ""
    phone: str = ""
    postcode: str = ""
    door: str = ""
    suffix: str = ""
    person: int | None = None
    row: int | None = None

    @property
    def address(self) -> tuple[str, str, str] | None:
        return (self.postcode, self.door, self.suffix) if self.postcode and self.door else None


def fold(text: str) -> str:
    """Letters and digits only, small, without accents: `Müller-’t Hooft` → `mullerthooft`."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(letter for letter in plain if letter.isalnum())


def fold_surname(text: str) -> str:
    """A surname without its prefixes, wherever these were typed: `van der Wit`, `Wit, van der`."""
    words = re.split(r"[\s,.]+", text.casefold().replace("’", "'").replace("`", "'"))
    kept = [word for word in words if word and word not in _PREFIXES]
    return fold(" ".join(kept or words))


def fold_number(text: str) -> str:
    """`0012`, `12.0` and ` 12` are one number of a list."""
    clean = re.sub(r"[.,]0+$", "", text.strip().casefold())
    return clean.lstrip("0") or "0" if clean.isdigit() else fold(clean)


def fold_phone(text: str) -> str:
    """The last nine digits: 06 12 34 56 78, 612345678 and +31612345678 are one phone."""
    return "".join(re.findall(r"\d", text))[-9:]


def card(
    name: Name | str,
    *,
    number: str = "",
    phone: str = "",
    address: Address | None = None,
    postcode: str = "",
    person: int | None = None,
    row: int | None = None,
) -> Card:
    """Fold what is known of somebody into a card; a hub gives its name as text.

    `postcode` is for who is known by no more of an address than that.
    """
    known = Name(name) if isinstance(name, str) else name
    first = fold(known.first)
    return Card(
        surname=fold_surname(known.surname),
        initials=fold(known.initials) or first[:1],
        first=first,
        salutation=known.salutation,
        number=fold_number(number) if number.strip() else "",
        phone=fold_phone(phone),
        postcode=address.postcode if address else postcode,
        door=str(address.house.number) if address else "",
        suffix=fold(address.house.letter + address.house.suffix) if address else "",
        person=person,
        row=row,
    )


def card_of(someone: Recipient | Volunteer | Hub, row: int | None = None) -> Card:
    """The card of somebody we know, or of whom a `row` describes."""
    address = someone.home if isinstance(someone, Volunteer) else someone.address
    return card(
        someone.name,
        number=someone.number,
        phone=someone.phone,
        address=address,
        person=int(someone.id) if row is None else None,
        row=row,
    )


def same_given(a: Card, b: Card) -> bool:
    """Could these initials, first names and salutations be of one person? Silence fits all."""
    if {a.salutation, b.salutation} == {Salutation.MRS, Salutation.MR}:
        return False
    if a.first and b.first:
        return _starts_alike(a.first, b.first) or fuzz.ratio(a.first, b.first) >= SIMILAR_SURNAME
    return _starts_alike(a.initials, b.initials)


def similar_surname(a: str, b: str) -> bool:
    """Likely one surname in two spellings: Meijer/Meyer, Jansen/Janssen, Bakker/Bakker-de Wit."""
    if not a or not b:
        return False
    a, b = a.replace("ij", "y"), b.replace("ij", "y")
    shorter, longer = sorted((a, b), key=len)
    if len(shorter) >= 4 and (longer.startswith(shorter) or longer.endswith(shorter)):
        return True
    return fuzz.ratio(a, b) >= SIMILAR_SURNAME


def _starts_alike(a: str, b: str) -> bool:
    return a.startswith(b) or b.startswith(a)


@dataclass(frozen=True, slots=True)
class Lookalike:
    """Somebody who may be meant, and how sure: 100 is the same name at the same door or phone."""

    person: int
    score: int


def look_alikes(asked: Card, known: Sequence[Card], most: int = 5) -> tuple[Lookalike, ...]:
    """Who looks like `asked`, best first: for finding doubles while a name is being typed."""
    scores = process.cdist([asked.surname], [c.surname for c in known], scorer=fuzz.ratio)[0]
    found = []
    for c, ratio in zip(known, scores, strict=True):
        begun = len(asked.surname) >= 3 and c.surname.startswith(asked.surname)
        alike = max(int(ratio), SIMILAR_SURNAME) if begun else int(ratio)
        if c.person is not None and (alike >= SIMILAR_SURNAME or _shares_place(asked, c)):
            found.append(Lookalike(c.person, _likeness(asked, c, alike)))
    likely = [one for one in found if one.score >= _WORTH_SHOWING]
    return tuple(sorted(likely, key=lambda one: (-one.score, one.person))[:most])


def _shares_place(a: Card, b: Card) -> bool:
    same_phone = bool(a.phone) and a.phone == b.phone
    return same_phone or (a.address is not None and a.address == b.address)


def _likeness(a: Card, b: Card, surname: int) -> int:
    """60 for the name alone, 100 with the same door or phone; other initials take 25 away."""
    score = surname * 60 // 100
    score += 40 if _shares_place(a, b) else 20 if a.postcode and a.postcode == b.postcode else 0
    return max(0, score if same_given(a, b) else score - 25)
