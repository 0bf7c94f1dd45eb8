"""Bar codes as scanners type them: EAN-8, EAN-13 and the codes of boxes, with their check digit."""

from __future__ import annotations

from voedselbrigade.errors import Fact

_LENGTHS = (8, 12, 13, 14)


def parse_ean(text: str) -> str | Fact:
    """`87 1234 5000 017` → 8712345000017; a code that is mistyped comes back as a fact."""
    digits = "".join(text.split()).replace("-", "")
    if not digits.isascii() or not digits.isdigit() or len(digits) not in _LENGTHS:
        return Fact.of("stock.no_ean", value=text)
    if not _checks(digits):
        return Fact.of("stock.ean_digit", value=text)
    # A twelve digit American code is the thirteen digit one with a zero before it.
    return digits.zfill(13) if len(digits) == 12 else digits


def looks_like_ean(text: str) -> bool:
    return isinstance(parse_ean(text), str)


def _checks(digits: str) -> bool:
    """GS1: from the right, every second digit counts three times; the sum ends in 0."""
    weighed = (int(d) * (3 if n % 2 else 1) for n, d in enumerate(reversed(digits)))
    return sum(weighed) % 10 == 0
