"""Is this the same person? Compares the rows of a list with the people that we know.

A doubt is never decided here: it comes back as a question, because joining two people gives one of
them the other's diet, and splitting one person brings two meals to one door.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from voedselbrigade.domain.cards import Card, same_given, similar_surname


class By(StrEnum):
    """What settled that two are one."""

    NUMBER = "number"
    ADDRESS = "address"
    PHONE = "phone"
    NAME = "name"


class Doubt(StrEnum):
    """Why it is a question whether two are one."""

    OTHER_NAME = "other_name"  # the number is known, but of somebody who shares nothing else
    OTHER_NUMBER = "other_number"  # same name and door, another number in the list
    SEVERAL = "several"  # more than one person fits
    SAME_DOOR = "same_door"  # same address, similar name
    SAME_PHONE = "same_phone"  # same phone, similar name
    NEAR_DOOR = "near_door"  # same name and postcode, another house number
    SAME_NAME = "same_name"  # same name, and no address to tell them apart
    SAME_ROW = "same_row"  # an earlier row of this file is the same person


@dataclass(frozen=True, slots=True)
class Match:
    """What a row turned out to be: `same` person, a question (`doubt`), or neither: new.

    `persons` and `rows` are the candidates of a question, the likeliest first.
    """

    same: int | None = None
    by: By | None = None
    doubt: Doubt | None = None
    persons: tuple[int, ...] = ()
    rows: tuple[int, ...] = ()

    @property
    def is_new(self) -> bool:
        return self.same is None and self.doubt is None


@dataclass(slots=True)
class Register:
    """Cards that can be found by number, door, phone, postcode and name."""

    _number: dict[str, list[Card]] = field(default_factory=lambda: defaultdict(list))
    _door: dict[tuple[str, str], list[Card]] = field(default_factory=lambda: defaultdict(list))
    _postcode: dict[str, list[Card]] = field(default_factory=lambda: defaultdict(list))
    _phone: dict[str, list[Card]] = field(default_factory=lambda: defaultdict(list))
    _surname: dict[str, list[Card]] = field(default_factory=lambda: defaultdict(list))
    _homeless: dict[str, list[Card]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, cards: Iterable[Card]) -> Register:
        register = cls()
        for known in cards:
            register.add(known)
        return register

    def add(self, known: Card) -> None:
        if known.number:
            self._number[known.number].append(known)
        if known.address:
            self._door[(known.postcode, known.door)].append(known)
            self._postcode[known.postcode].append(known)
        else:
            self._homeless[known.surname].append(known)
        if len(known.phone) >= 6:
            self._phone[known.phone].append(known)
        self._surname[known.surname].append(known)

    def numbered(self, asked: Card) -> list[Card]:
        return self._number.get(asked.number, []) if asked.number else []

    def at_address(self, asked: Card) -> list[Card]:
        """The same surname at the very same door."""
        if asked.address is None:
            return []
        return [c for c in self._at_door(asked) if _exact(c, asked)]

    def on_phone(self, asked: Card) -> list[Card]:
        """The same surname with the same phone."""
        found = self._phone.get(asked.phone, []) if asked.phone else []
        return [c for c in found if c.surname == asked.surname]

    def named(self, asked: Card) -> list[Card]:
        """The same full name, where an address to tell two namesakes apart is missing."""
        unsure = self._homeless if asked.address else self._surname
        found = unsure.get(asked.surname, [])
        return [c for c in found if c.initials[:1] == asked.initials[:1] and same_given(c, asked)]

    def alike(self, asked: Card) -> list[tuple[Doubt, Card]]:
        """Who may well be the same person, though nothing proves it; the likeliest first."""
        on_phone = self._phone.get(asked.phone, []) if asked.phone else []
        at_door = [c for c in self._at_door(asked) if _same_door(c, asked)]
        close = [(Doubt.SAME_DOOR, c) for c in at_door] + [(Doubt.SAME_PHONE, c) for c in on_phone]
        found = [(why, c) for why, c in close if similar_surname(c.surname, asked.surname)]
        near = self._postcode.get(asked.postcode, [])
        found += [(Doubt.NEAR_DOOR, c) for c in near if _slip(c, asked)]
        return [(why, c) for why, c in found if not _family(c, asked)]

    def mentions(self, asked: Card) -> set[int]:
        """Everyone whom a row that could not be read may be about."""
        found = self.numbered(asked) or [
            c
            for c in self._surname.get(asked.surname, [])
            if c.postcode == asked.postcode or c.phone == asked.phone or same_given(c, asked)
        ]
        return {c.person for c in found if c.person is not None}

    def _at_door(self, asked: Card) -> list[Card]:
        return self._door.get((asked.postcode, asked.door), []) if asked.address else []


def _exact(a: Card, b: Card) -> bool:
    return a.surname == b.surname and a.suffix == b.suffix


def _same_door(a: Card, b: Card) -> bool:
    return a.suffix == b.suffix or not a.suffix or not b.suffix


def _slip(a: Card, b: Card) -> bool:
    """Same name in one postcode: perhaps a slip in the house number."""
    named = a.surname == b.surname and bool(a.initials) and bool(b.initials)
    return named and same_given(a, b)


def _family(a: Card, b: Card) -> bool:
    """Two people of one name who have a number of their own and other initials."""
    return _numbers_differ(a, b) and not same_given(a, b)


def _numbers_differ(a: Card, b: Card) -> bool:
    return bool(a.number) and bool(b.number) and a.number != b.number


def match_rows(rows: Sequence[Card], known: Register) -> dict[int, Match]:
    """What every row is: somebody we know, a question, or new; by row number, none left out.

    The order of proof (issue 2): the list's own number; else surname and address; else phone and
    surname. A proof that comes earlier claims the person: a later row about that person is a
    question. Sure rows are settled before doubtful ones, so the order of the file does not matter.
    """
    return _Matching(rows, known).settled()


class _Matching:
    """One run over the rows of one file."""

    def __init__(self, rows: Sequence[Card], known: Register) -> None:
        self._rows = rows
        self._known = known
        self._claimed: dict[int, int] = {}  # person → row
        self._found: dict[int, Match] = {}  # row → match

    def settled(self) -> dict[int, Match]:
        self._by_number()
        self._prove(By.ADDRESS, self._known.at_address)
        self._prove(By.PHONE, self._known.on_phone)
        self._prove(By.NAME, self._known.named)
        self._ask_or_new()
        return {_row(asked): self._found[_row(asked)] for asked in self._rows}

    def _by_number(self) -> None:
        first: dict[str, int] = {}
        for asked in self._rows:
            found = self._known.numbered(asked)
            if asked.number and first.setdefault(asked.number, _row(asked)) != _row(asked):
                self._same_row(asked, [first[asked.number]], found)
            elif len(found) > 1:
                self._question(asked, Doubt.SEVERAL, found)
            elif found and _shares_nothing(asked, found[0]):
                self._question(asked, Doubt.OTHER_NAME, found)
            elif found:
                self._claim(asked, found[0], By.NUMBER)

    def _prove(self, by: By, find: Callable[[Card], list[Card]]) -> None:
        for asked in self._open():
            found = [c for c in find(asked) if not _family(c, asked)]
            fitting = [c for c in found if same_given(c, asked)]
            if by is By.NAME and asked.phone and any(_phones_differ(c, asked) for c in fitting):
                self._question(asked, Doubt.SAME_NAME, fitting)
            elif fitting:
                self._one_of(asked, by, fitting)
            elif found:
                self._question(asked, Doubt.SAME_DOOR, found)

    def _one_of(self, asked: Card, by: By, fitting: list[Card]) -> None:
        chosen = _narrowed(asked, fitting)
        if len(chosen) > 1:
            self._question(asked, Doubt.SEVERAL, chosen)
        elif _numbers_differ(asked, chosen[0]):
            self._question(asked, Doubt.OTHER_NUMBER, chosen)
        else:
            self._claim(asked, chosen[0], by)

    def _ask_or_new(self) -> None:
        """What is left is new, unless it looks like somebody, or like an earlier row."""
        earlier = Register()
        for asked in self._rows:
            match = self._found.get(_row(asked))
            if match is None:
                alike = self._known.alike(asked)
                twins = [c for _, c in earlier.alike(asked)]
                twins += [c for c in earlier.named(asked) if not _family(c, asked)]
                if alike:
                    self._question(asked, alike[0][0], [c for _, c in alike])
                elif twins:
                    self._same_row(asked, dict.fromkeys(_row(c) for c in twins))
                else:
                    self._found[_row(asked)] = Match()
            if match is None or match.doubt:
                earlier.add(asked)

    def _claim(self, asked: Card, known: Card, by: By) -> None:
        person = _person(known)
        first = self._claimed.setdefault(person, _row(asked))
        if first == _row(asked):
            self._found[first] = Match(same=person, by=by)
        else:
            self._same_row(asked, [first], [known])

    def _same_row(self, asked: Card, rows: Iterable[int], found: Iterable[Card] = ()) -> None:
        persons = tuple(_person(c) for c in found)
        self._found[_row(asked)] = Match(doubt=Doubt.SAME_ROW, persons=persons, rows=tuple(rows))

    def _question(self, asked: Card, doubt: Doubt, found: Iterable[Card]) -> None:
        persons = tuple(dict.fromkeys(_person(c) for c in found))
        self._found[_row(asked)] = Match(doubt=doubt, persons=persons)

    def _open(self) -> list[Card]:
        return [asked for asked in self._rows if _row(asked) not in self._found]


def _narrowed(asked: Card, fitting: list[Card]) -> list[Card]:
    """Of several who fit, the one whose given name or phone is exactly that of the row."""
    for tell in (lambda c: (c.initials, c.first), lambda c: c.phone, lambda c: c.number):
        exact = [c for c in fitting if tell(c) == tell(asked)]
        fitting = exact or fitting
    return fitting


def _shares_nothing(a: Card, b: Card) -> bool:
    """A number that went to somebody else: other name, other door, other phone."""
    same_phone = bool(a.phone) and a.phone == b.phone
    same_door = a.address is not None and a.address == b.address
    return not (similar_surname(a.surname, b.surname) or same_phone or same_door)


def _phones_differ(a: Card, b: Card) -> bool:
    return bool(a.phone) and bool(b.phone) and a.phone != b.phone


def _row(asked: Card) -> int:
    if asked.row is None:
        raise ValueError("a card of a file has a row")
    return asked.row


def _person(known: Card) -> int:
    if known.person is None:
        raise ValueError("a card of somebody we know has an id")
    return known.person
