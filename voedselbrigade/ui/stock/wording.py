"""How the stock is written on screen: quantities in boxes, dates with letters, what a line asks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from voedselbrigade.services.stock_looking import ShelfLine, Standing
from voedselbrigade.stock.lots import Item, Lot, in_packs
from voedselbrigade.ui.parts import Tone
from voedselbrigade.words import Speaker
from voedselbrigade.words.formats import number

NO_BREAK = "\u00a0"
_JOINED = "\u2060"

TONES: Mapping[Standing, Tone] = {
    Standing.SHORT: "problem",
    Standing.BLOCKED: "problem",
    Standing.OVER: "problem",
    Standing.LOOK: "look",
    Standing.TODAY: "problem",
    Standing.SOON: "look",
    Standing.ROAD: "info",
    Standing.GOOD: "good",
}


def amount(t: Speaker, quantity: int, unit: str = "stuk") -> str:
    """`1 stuk`, `1.200 stuks`, `5 pak`."""
    return f"{number(quantity, t.language)} {units(t, quantity, unit)}"


def units(t: Speaker, quantity: int, unit: str = "stuk") -> str:
    """The word alone, for a number that stands big beside it."""
    return t.many("stuk", "stuks", quantity) if unit == "stuk" else unit


def in_boxes(t: Speaker, quantity: int, item: Item) -> str:
    """`1 doos van 12 + 6 los`; nothing when boxes say no more than the number."""
    boxes, loose = in_packs(quantity, item.pack)
    if not boxes:
        return ""
    text = t.many("{n} doos van {pack}", "{n} dozen van {pack}", boxes, pack=item.pack)
    if not loose:
        return unbroken(text)
    whole = t("{more} + {loose} los", more=text, loose=loose)
    return " +".join(map(unbroken, whole.rsplit(" +", 1)))


def unbroken(text: str) -> str:
    """The same, but no line ends inside it: `2 × Rijst`, `10:00–10:30`."""
    return text.replace(" ", NO_BREAK).replace("–", f"{_JOINED}–{_JOINED}")


def dated(t: Speaker, lot: Lot) -> str:
    """`THT di 24-11-2026`, or that there is no date."""
    word = t.term("date_kind", lot.kind)
    return word if lot.ends_on is None else t("{word} {day:date}", word=word, day=lot.ends_on)


def in_days(t: Speaker, days: int) -> str:
    """`vandaag`, `morgen`, `nog 3 dagen`, `5 dagen geleden`."""
    near = {0: t("vandaag"), 1: t("morgen"), -1: t("gisteren")}
    if days in near:
        return near[days]
    if days > 0:
        return t.many("nog {n} dag", "nog {n} dagen", days)
    return t.many("{n} dag geleden", "{n} dagen geleden", -days)


def asked(t: Speaker, line: ShelfLine, today: date) -> str:
    """What the line asks of who looks at it, in two or three words."""
    if line.standing in (Standing.TODAY, Standing.SOON):
        letters = t.term("date_kind", line.held.lot.kind) if line.held.lot.ends_on else t("weg")
        days = line.days_left(today)
        return f"{letters} {in_days(t, days)}" if days is not None else letters
    return t.term("stock_standing", line.standing)


def euros(t: Speaker, cents: int) -> str:
    """`€ 12,50`, with its sign."""
    sign = "−" if cents < 0 else ""
    return f"{sign}€ {number(abs(cents) / 100, t.language, 2)}"
