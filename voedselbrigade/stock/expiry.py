"""Dates by the book: may this lot be given on that day, and which lot goes first.

The rules are those of DOMAIN 1.1: TGT never after the date ("tot" includes the day); chilled food
never after THT; other food within its category's grace after THT and only when somebody looked at
it; eggs never; a category that we do not know is treated strictly.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from voedselbrigade.errors import Fact
from voedselbrigade.stock.expiry_rules import Rule, Rules
from voedselbrigade.stock.lots import DateKind, Held, Item, Lot, PlaceRole, Storage

EGGS = "eieren"
_LAST_OF_ALL = date.max


@dataclass(frozen=True, slots=True)
class Refused:
    """A lot that may not be given that day, and why."""

    held: Held
    reason: Fact


@dataclass(frozen=True, slots=True)
class Pick:
    """What to take, first expired first out; what may not be taken; how much there is too little.

    `aside` are lots that may be given and were not needed.
    """

    taken: tuple[tuple[Held, int], ...]
    refused: tuple[Refused, ...]
    short: int
    aside: tuple[Held, ...] = ()

    @property
    def quantity(self) -> int:
        return sum(quantity for _, quantity in self.taken)


def last_day(item: Item, lot: Lot, rules: Rules) -> date | None:
    """The last day on which this lot may be given, checked or not; None when there is no end."""
    if lot.storage is Storage.HOT:
        return lot.received_on or date.min
    if lot.ends_on is None:
        return _undated_until(lot, rules.of(item.category))
    return lot.ends_on + timedelta(days=_grace_days(item, lot, rules.of(item.category)))


def why_not(item: Item, lot: Lot, day: date, rules: Rules) -> Fact | None:
    """Why this lot may not be given on `day`; None when it may."""
    until = last_day(item, lot, rules)
    names = {"item": item.name, "lot": lot.code}
    if lot.blocked:
        return Fact.of("stock.blocked", **names)
    if lot.received_on is not None and day < lot.received_on:
        return Fact.of("stock.not_yet_here", **names, day=lot.received_on.isoformat())
    if until is None:
        return None
    if day > until:
        return _too_late(item, lot, until)
    if lot.kind is DateKind.THT and lot.ends_on is not None and day > lot.ends_on:
        return _unless_checked(item, lot)
    return None


def freeze_until(item: Item, lot: Lot, day: date, rules: Rules) -> date | Fact:
    """The new last day of a lot that is frozen on `day`, or why it may not be frozen.

    EU 2021/1374 (meat for donation): before the use-by date has passed, without delay, dated on the
    label, and never what was frozen before. The days it keeps come from the rules table.
    """
    names = {"item": item.name, "lot": lot.code}
    if lot.blocked:
        return Fact.of("stock.blocked", **names)
    if lot.storage is Storage.FROZEN or lot.frozen_on is not None:
        return Fact.of("stock.frozen_before", **names)
    if lot.ends_on is not None and day > lot.ends_on:
        return Fact.of("stock.too_late_to_freeze", **names, day=lot.ends_on.isoformat())
    if lot.ends_on is None and lot.storage is not Storage.AMBIENT:
        return Fact.of("stock.no_date_to_freeze", **names)
    keeps = rules.of(item.category).freezer_days
    if not keeps:
        return Fact.of("stock.not_to_freeze", **names)
    return day + timedelta(days=keeps)


def first_to_go(item: Item, held: Held, rules: Rules) -> tuple[date, date, int, int]:
    """Sorts first expired first: last day, then first received, then the oldest lot."""
    lot = held.lot
    until = last_day(item, lot, rules) or _LAST_OF_ALL
    return (until, lot.received_on or date.min, lot.id, held.place.id)


def pick(item: Item, quantity: int, day: date, shelf: Iterable[Held], rules: Rules) -> Pick:
    """`quantity` units of `item` to give on `day`: the soonest date that may still go, first."""
    ordered = sorted(shelf, key=lambda held: first_to_go(item, held, rules))
    refused, may_go = _sorted_out(item, ordered, day, rules)
    taken, aside, left = [], [], quantity
    for held in may_go:
        part = min(left, held.free)
        if part > 0:
            taken.append((held, part))
        else:
            aside.append(held)
        left -= part
    return Pick(tuple(taken), tuple(refused), left, tuple(aside))


def _sorted_out(
    item: Item, ordered: Sequence[Held], day: date, rules: Rules
) -> tuple[list[Refused], list[Held]]:
    refused, may_go = [], []
    for held in ordered:
        if held.quantity <= 0 or held.place.role is PlaceRole.ROAD:
            continue
        reason = why_not(item, held.lot, day, rules)
        if reason is None:
            may_go.append(held)
        else:
            refused.append(Refused(held, reason))
    return refused, may_go


def _grace_days(item: Item, lot: Lot, rule: Rule) -> int:
    strict = (
        lot.kind is not DateKind.THT
        or lot.storage is Storage.CHILLED
        or lot.frozen_on is not None
        or item.category == EGGS
    )
    return 0 if strict else rule.grace_days


def _undated_until(lot: Lot, rule: Rule) -> date | None:
    """Food without a date: what needs cold ends after the days its category names, else never."""
    if rule.undated_days is not None and lot.received_on is not None:
        return lot.received_on + timedelta(days=rule.undated_days)
    if lot.storage is Storage.CHILLED:
        return lot.received_on or date.min
    return None


def _too_late(item: Item, lot: Lot, until: date) -> Fact:
    names = {"item": item.name, "lot": lot.code, "day": until.isoformat()}
    if lot.storage is Storage.HOT:
        return Fact.of("stock.hot_is_over", **names)
    if lot.ends_on is None:
        return Fact.of("stock.undated_is_over", **names)
    if lot.kind is not DateKind.THT:
        frozen = lot.frozen_on is not None
        return Fact.of("stock.frozen_too_long" if frozen else "stock.past_tgt", **names)
    if until > lot.ends_on:
        return Fact.of("stock.past_grace", **names, tht=lot.ends_on.isoformat())
    strict = Fact.of("stock.past_strict", **names)
    eggs = Fact.of("stock.past_eggs", **names)
    chilled = Fact.of("stock.past_chilled", **names)
    return eggs if item.category == EGGS else chilled if lot.storage is Storage.CHILLED else strict


def _unless_checked(item: Item, lot: Lot) -> Fact | None:
    """Past THT food is looked at first (pack whole, no bulge, no damp), after the date passed."""
    if lot.ends_on is not None and lot.checked_on is not None and lot.checked_on > lot.ends_on:
        return None
    day = lot.ends_on.isoformat() if lot.ends_on else ""
    return Fact.of("stock.look_first", item=item.name, lot=lot.code, day=day)
