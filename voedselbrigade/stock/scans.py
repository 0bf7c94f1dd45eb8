"""What a scan says: our own label, the bar code of a product, or a code with date and batch in it.

A scanner types it, or a photo was read. GS1 element strings stand on boxes: (01) is the code of
the product, (17) the use-by date (TGT), (15) best before (THT), (10) the batch, (37) how many.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from voedselbrigade.errors import Fact
from voedselbrigade.stock.barcodes import parse_ean
from voedselbrigade.stock.lots import DateKind, LotId

_LABEL = re.compile(r"P-?0*([1-9]\d{0,8})", re.IGNORECASE)
_FNC1 = "\x1d"
_FIXED = {"00": 18, "01": 14, "02": 14, "11": 6, "12": 6, "13": 6, "15": 6, "16": 6, "17": 6}
"""Lengths of the identifiers that always have the same one; others end at FNC1."""
_OPEN = {"10": 20, "21": 20, "37": 8, "30": 8}
_BRACKETS = re.compile(r"\((\d{2,4})\)")
_START = re.compile(r"^(?:\]C1|\]d2|\]Q3|\]e0|\x1d)")


@dataclass(frozen=True, slots=True)
class Scan:
    """A scan in parts; what it does not say is empty. `lot` is of our own label."""

    ean: str = ""
    lot: LotId | None = None
    kind: DateKind = DateKind.NONE
    ends_on: date | None = None
    batch: str = ""
    quantity: int | None = None


def parse_scan(text: str) -> Scan | Fact:
    """`P-000123`, `8712345000017` or `]C1010871234500001717261231 10AB`; else a fact."""
    plain = text.strip(" \t\r\n")
    label = _LABEL.fullmatch(plain)
    if label:
        return Scan(lot=LotId(int(label[1])))
    ean = parse_ean(plain)
    if isinstance(ean, str):
        return Scan(ean=_retail(ean))
    parts = dict(_elements(plain))
    code = parse_ean(parts.get("01") or parts.get("02") or "")
    return _of(code, parts) if isinstance(code, str) else ean


def _of(ean: str, parts: dict[str, str]) -> Scan:
    ends_on, kind = None, DateKind.NONE
    for identifier, letters in (("17", DateKind.TGT), ("15", DateKind.THT)):
        if identifier in parts and ends_on is None:
            ends_on = _day(parts[identifier])
            kind = letters if ends_on else DateKind.NONE
    count = parts.get("37") or parts.get("30") or ""
    return Scan(
        ean=_retail(ean),
        kind=kind,
        ends_on=ends_on,
        batch=parts.get("10", ""),
        quantity=int(count) if count.isascii() and count.isdigit() else None,
    )


def _retail(ean: str) -> str:
    """A fourteen digit code that begins with 0 is the thirteen digit one of the pack itself."""
    return ean[1:] if len(ean) == 14 and ean.startswith("0") else ean


def _elements(text: str) -> Iterator[tuple[str, str]]:
    """Identifier and value, from brackets as printed or from the bare string of a scanner."""
    if _BRACKETS.match(text):
        pieces = _BRACKETS.split(text)[1:]
        yield from zip(pieces[::2], (value.strip() for value in pieces[1::2]), strict=True)
        return
    rest = _START.sub("", text)
    while len(rest) > 2:
        identifier, rest = rest[:2], rest[2:]
        if identifier in _FIXED:
            value, rest = rest[: _FIXED[identifier]], rest[_FIXED[identifier] :]
            rest = rest.removeprefix(_FNC1)
        elif identifier in _OPEN:
            value, _, rest = rest.partition(_FNC1)
            value = value[: _OPEN[identifier]]
        else:
            return
        yield identifier, value.strip()


def _day(digits: str) -> date | None:
    """YYMMDD; day 00 is the end of the month (GS1 General Specifications, AI 15 and 17)."""
    if not re.fullmatch(r"\d{6}", digits):
        return None
    year, month, day = 2000 + int(digits[:2]), int(digits[2:4]), int(digits[4:])
    if not 1 <= month <= 12:
        return None
    last = calendar.monthrange(year, month)[1]
    return date(year, month, day or last) if day <= last else None
