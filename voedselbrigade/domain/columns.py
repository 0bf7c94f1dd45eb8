"""Which column is what: a guess that people can correct, and that is never a dangerous one.

A header is known by its words, or nearly (a typing fault); what is not sure stays unknown and is
asked. Columns with citizen service numbers are found here, by name or by content, and refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz import fuzz, process
from stdnum.nl import bsn

from voedselbrigade.domain import fields
from voedselbrigade.domain.cells.text import folded
from voedselbrigade.domain.tables import ListKind, Table
from voedselbrigade.errors import Fact, UnusableFile

SKIP = "skip"

# What must be spoken of before a list can be used: at least one field of every group.
_REQUIRED: Mapping[ListKind, tuple[tuple[str, ...], ...]] = {
    ListKind.RECIPIENTS: (("name", "surname"), ("street",), ("postcode", "postcode_town")),
    ListKind.VOLUNTEERS: (("name", "surname", "first"), ("transport",)),
    ListKind.HUBS: (("name",), ("street",), ("postcode", "postcode_town")),
}
_OWNERS = re.compile(
    r"\b(?:van|vd|v d|de|het|client(?:en)?|klant(?:en)?|ontvangers?|deelnemers?|bewoners?"
    r"|vrijwilligers?|locatie|keuken|verplicht|indien|bekend|evt|eventueel)\b"
)
_MASKED = re.compile(
    r"(?i)(\b(?:bsn|burgerservice(?:nummer|nr)|sofi(?:nummer|nr)?)\b\D{0,12})\d(?:[ .-]?\d){7,8}\b"
)
_DATE = re.compile(r"\d{4}-\d\d-\d\d|\d\d?[-.]\d\d?[-.]\d{4}")
_NEAR = 88.0  # of 100: one typing fault in eight letters
_CLEARLY = 6.0  # the second best guess must be this much worse


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What every column of a table is: a field code, or None for a column that is not read.

    `unknown` columns are asked; `refused` hold citizen service numbers and are never read;
    `not_needed` are known and nobody's business; `remembered` came out as last time.
    """

    kind: ListKind
    headers: tuple[str, ...]
    codes: tuple[str | None, ...]
    unknown: tuple[int, ...] = ()
    refused: tuple[int, ...] = ()
    not_needed: tuple[int, ...] = ()
    remembered: frozenset[int] = frozenset()

    def columns_of(self, code: str) -> tuple[int, ...]:
        return tuple(i for i, found in enumerate(self.codes) if found == code)

    def has(self, *codes: str) -> bool:
        return any(code in self.codes for code in codes)

    def chosen(self, choices: Mapping[str, str]) -> ColumnMapping:
        """The same with a person's choices, header → field code or `SKIP`.

        A field that takes one column moves to the chosen one. A refused column stays refused.
        """
        codes, unknown = list(self.codes), set(self.unknown)
        for column, header in enumerate(self.headers):
            choice = choices.get(header)
            if choice is None or column in self.refused:
                continue
            unknown.discard(column)
            self._place(codes, column, choice)
        return replace(self, codes=tuple(codes), unknown=tuple(sorted(unknown)))

    def _place(self, codes: list[str | None], column: int, choice: str) -> None:
        if choice == SKIP:
            codes[column] = None
            return
        wanted = fields.by_code(self.kind)[choice]
        if not wanted.several:
            codes[:] = [None if code == choice else code for code in codes]
        codes[column] = choice

    def as_remembered(self) -> dict[str, str]:
        """What to keep for next time: folded header → field code or `SKIP`."""
        kept = {
            folded_header(header): code or SKIP
            for header, code in zip(self.headers, self.codes, strict=True)
        }
        silent = (*self.unknown, *self.refused)
        return {h: c for h, c in kept.items() if h not in {self._folded(i) for i in silent}}

    def _folded(self, column: int) -> str:
        return folded_header(self.headers[column])


@lru_cache(maxsize=5_000)
def folded_header(header: str) -> str:
    """`Tel.nr. (mobiel)` → `tel nr mobiel`"""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", folded(header)).split())


def field_of_header(header: str, kind: ListKind) -> tuple[str, float] | None:
    """The field that a header names and how sure that is (0–100), or None."""
    plain = folded_header(header)
    if not plain:
        return None
    known = fields.by_header(kind)
    without_owner = " ".join(_OWNERS.sub(" ", plain).split())
    for text, score in ((plain, 100.0), (without_owner, 99.0), (plain.replace(" ", ""), 98.0)):
        if text in known:
            return known[text], score
    return _nearly(plain, known)


def _nearly(plain: str, known: Mapping[str, str]) -> tuple[str, float] | None:
    if len(plain) < 5:
        return None
    near = process.extract(plain, known.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR - _CLEARLY)
    if not near or near[0][1] < _NEAR:
        return None
    best_header, best, _ = near[0]
    code = known[best_header]
    rivals = (score for header, score, _ in near if known[header] != code)
    return None if any(best - score < _CLEARLY for score in rivals) else (code, min(best, 97.0))


def header_score(cells: Iterable[str], kind: ListKind) -> float:
    """How much a row looks like the header of such a list: about one per field it names."""
    best: dict[str, float] = {}
    extra = 0.0
    for cell in cells:
        if not cell or len(cell) > 60:
            continue
        found = field_of_header(cell, kind)
        if found:
            best[found[0]] = max(best.get(found[0], 0.0), found[1] / 100)
        elif folded_header(cell) in fields.NOT_NEEDED | fields.CITIZEN_NUMBER:
            extra += 0.5
    return sum(best.values()) + extra


def likelier_kind(headers: Iterable[str], asked: ListKind) -> ListKind | None:
    """The kind of list that these headers name far more fields of than of the one asked for."""
    names = tuple(headers)
    scores = {kind: header_score(names, kind) for kind in ListKind}
    best = max(scores, key=lambda kind: (scores[kind], kind is asked))
    clearly = scores[best] >= scores[asked] + 3 and scores[best] >= 1.4 * scores[asked]
    return best if clearly else None


def guess_mapping(
    table: Table, kind: ListKind, remembered: Mapping[str, str] | None = None
) -> ColumnMapping:
    """The best guess for every column. `remembered` is what `as_remembered` gave last time."""
    kept = remembered or {}
    known = fields.by_code(kind)
    guesses: dict[int, tuple[str | None, float]] = {}
    not_needed, from_memory = [], set()
    for column, header in enumerate(table.headers):
        plain = folded_header(header)
        memory = kept.get(plain)
        if column in table.refused:
            continue
        if memory is not None and (memory == SKIP or memory in known):
            guesses[column] = (None if memory == SKIP else memory, 200.0)
            from_memory.add(column)
        elif plain in fields.NOT_NEEDED:
            not_needed.append(column)
        elif found := field_of_header(header, kind):
            guesses[column] = found
    _move_house_number(table, guesses)
    codes, unknown = _settled(table, kind, guesses)
    unknown |= set(range(len(table.headers))) - guesses.keys() - set(table.refused)
    return ColumnMapping(
        kind=kind,
        headers=table.headers,
        codes=codes,
        unknown=tuple(sorted(unknown - set(not_needed) - from_memory)),
        refused=table.refused,
        not_needed=tuple(not_needed),
        remembered=frozenset(from_memory),
    )


def _move_house_number(table: Table, guesses: dict[int, tuple[str | None, float]]) -> None:
    """`Nr` right behind the street is the house number, unless there is one already."""
    if any(code == "house_number" for code, _ in guesses.values()):
        return
    for column, (code, score) in tuple(guesses.items()):
        before = guesses.get(column - 1, (None, 0.0))[0]
        if code == "number" and before == "street" and score <= 100:
            guesses[column] = ("house_number", score)


def _settled(
    table: Table, kind: ListKind, guesses: Mapping[int, tuple[str | None, float]]
) -> tuple[tuple[str | None, ...], set[int]]:
    """Where two columns want one field the surer wins, then the fuller; the other is asked."""
    codes: list[str | None] = [None] * len(table.headers)
    unknown: set[int] = set()
    known = fields.by_code(kind)

    def rank(item: tuple[int, tuple[str | None, float]]) -> tuple[float, int, int]:
        column, (_, score) = item
        return (-score, -len(table.samples(column)), column)

    for column, (code, _) in sorted(guesses.items(), key=rank):
        if code is not None and not known[code].several and code in codes:
            unknown.add(column)
        else:
            codes[column] = code
    return tuple(codes), unknown


def missing_columns(table: Table, mapping: ColumnMapping) -> tuple[str, ...]:
    """The field codes without which this list cannot be used; empty when all is there."""
    missing = [group[0] for group in _REQUIRED[mapping.kind] if not mapping.has(*group)]
    if "postcode" in missing and _addresses_hold_postcodes(table, mapping):
        missing.remove("postcode")
    no_house_number = not mapping.has("house_number") and "street" not in missing
    if no_house_number and mapping.kind is not ListKind.VOLUNTEERS:
        values = [v for c in mapping.columns_of("street") for v in table.samples(c)]
        if values and not any(re.search(r"\d", value) for value in values):
            missing.append("house_number")
    return tuple(missing)


def check_columns(table: Table, mapping: ColumnMapping) -> None:
    """Raises UnusableFile, naming the columns that are missing."""
    missing = missing_columns(table, mapping)
    if missing:
        raise UnusableFile("file.missing_columns", columns=missing, found=table.headers)


def _addresses_hold_postcodes(table: Table, mapping: ColumnMapping) -> bool:
    values = [v for c in mapping.columns_of("street") for v in table.samples(c)]
    holding = sum(bool(re.search(r"\b[1-9]\d{3}\s?[A-Za-z]{2}\b", v)) for v in values)
    return holding * 2 >= len(values) > 0


def mapping_notes(table: Table, mapping: ColumnMapping) -> tuple[Fact, ...]:
    """What a person should know of the columns before the rows are taken."""
    notes = []
    if other := likelier_kind(table.headers, mapping.kind):
        notes.append(Fact.of("file.other_list", kind=other, asked=mapping.kind))
    notes += [Fact.of("file.citizen_column", column=table.headers[c]) for c in mapping.refused]
    if mapping.unknown:
        names = tuple(table.headers[c] for c in mapping.unknown)
        notes.append(Fact.of("file.unknown_columns", columns=names, n=len(names)))
    days = ("days", *fields.WEEKDAY_FIELDS)
    if mapping.kind is ListKind.RECIPIENTS and not mapping.has(*days):
        notes.append(Fact.of("file.no_days_column"))
    if mapping.kind is ListKind.VOLUNTEERS and not mapping.has("availability", *days):
        notes.append(Fact.of("file.no_availability_column"))
    if mapping.kind is ListKind.HUBS and not mapping.has("opening", *fields.WEEKDAY_FIELDS):
        notes.append(Fact.of("file.no_opening_column"))
    return tuple(notes)


def citizen_number_columns(
    headers: Sequence[str], rows: Sequence[Sequence[str]], kind: ListKind
) -> tuple[int, ...]:
    """The columns that hold citizen service numbers, by their name or by what is in them."""
    return tuple(
        column
        for column, header in enumerate(headers)
        if _named_citizen_number(header) or _filled_with_citizen_numbers(header, rows, column, kind)
    )


def _named_citizen_number(header: str) -> bool:
    plain = folded_header(header)
    words = set(plain.split())
    joined = plain.replace(" ", "")
    return (
        plain in fields.CITIZEN_NUMBER
        or bool(words & {"bsn", "sofinummer", "burgerservicenummer"})
        or "burgerservice" in joined
        or joined.startswith(("bsn", "sofi"))
    )


def _filled_with_citizen_numbers(
    header: str, rows: Sequence[Sequence[str]], column: int, kind: ListKind
) -> bool:
    """Most values pass the 11-test. One in eleven other numbers passes it by chance.

    A telephone number that lost its 0 also has nine digits, so a column named as one needs more
    proof; five passes out of five by chance is one in 161,051.
    """
    values = [row[column] for row in rows if row[column]]
    if not values:
        return False
    passing = sum(looks_like_citizen_number(value) for value in values)
    found = field_of_header(header, kind)
    is_phone = found is not None and found[0] in {"phone", "mobile", "contact_phone", "contact"}
    return passing * 10 >= len(values) * 6 and passing >= (5 if is_phone else 1)


def looks_like_citizen_number(text: str) -> bool:
    """Eight or nine digits that pass the 11-test."""
    clean = text.strip()
    if not re.fullmatch(r"\d(?:[ .-]?\d){7,8}", clean) or _DATE.fullmatch(clean):
        return False
    return bool(bsn.is_valid(text))


def masked(text: str) -> str:
    """The same text with a citizen service number that is called one made unreadable."""
    return _MASKED.sub(r"\1•••", text) if len(text) > 8 else text
