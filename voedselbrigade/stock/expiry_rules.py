"""The dated table of how long food of a category may be given after its date, and how it is kept.

The full Dutch annex could not be found: every row says where it comes from and whether it was
verified, and a coordinator can load the official table over it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from voedselbrigade.errors import Fact
from voedselbrigade.stock.lots import Storage

COLUMNS = (
    *("category", "name", "storage", "grace_days", "undated_days", "freezer_days"),
    *("source", "valid_from", "verified"),
)
LONGEST_DAYS = 3660


@dataclass(frozen=True, slots=True)
class Rule:
    """One category. `grace_days` is how long past THT, 0 is never.

    `undated_days` is how long food without a date may be given after it came; None is without end.
    `freezer_days` is how long we keep what we froze ourselves; 0 may not be frozen.
    """

    category: str
    name: str = ""
    storage: Storage = Storage.AMBIENT
    grace_days: int = 0
    undated_days: int | None = None
    freezer_days: int = 0
    source: str = ""
    valid_from: date = date.min
    verified: bool = False


STRICT = Rule("")


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules that hold on a day, by category. Without any, all is strict."""

    known: Mapping[str, Rule] = field(default_factory=dict)

    def of(self, category: str) -> Rule:
        return self.known.get(category, STRICT)


@dataclass(frozen=True, slots=True)
class WrongRule:
    """A row that cannot be used; `row` counts from 1, the header included."""

    row: int
    fact: Fact


def rules_on(rules: Iterable[Rule], day: date) -> Rules:
    """Per category the row with the latest start that is not after `day`; of two the last."""
    chosen: dict[str, Rule] = {}
    for rule in rules:
        before = chosen.get(rule.category)
        if rule.valid_from <= day and (before is None or before.valid_from <= rule.valid_from):
            chosen[rule.category] = rule
    return Rules(chosen)


def read_rules(text: str) -> tuple[tuple[Rule, ...], tuple[WrongRule, ...]]:
    """A table as CSV text (comma or semicolon); rows that are wrong come back as facts."""
    lines = [line for line in text.lstrip("\ufeff").splitlines() if not line.startswith("#")]
    if not lines:
        return (), (WrongRule(1, Fact("stock.rules_empty")),)
    divider = ";" if lines[0].count(";") > lines[0].count(",") else ","
    reader = csv.DictReader(lines, delimiter=divider)
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        return (), (WrongRule(1, Fact.of("stock.rules_column", names=tuple(missing))),)
    good: list[Rule] = []
    wrong: list[WrongRule] = []
    for row, cells in enumerate(reader, 2):
        made = _rule({name: (cells[name] or "").strip() for name in COLUMNS})
        if isinstance(made, Rule):
            good.append(made)
        else:
            wrong.append(WrongRule(row, made))
    return tuple(good), tuple(wrong)


def _rule(cells: Mapping[str, str]) -> Rule | Fact:
    if not cells["category"] or not cells["source"]:
        return Fact("stock.rule_needs_source")
    days: dict[str, int | None] = {}
    for name in ("grace_days", "undated_days", "freezer_days"):
        days[name] = _days(cells[name])
        if cells[name] and days[name] is None:
            return Fact.of("stock.rule_days", column=name, value=cells[name])
    try:
        storage, start = Storage(cells["storage"]), date.fromisoformat(cells["valid_from"])
    except ValueError:
        return Fact.of("stock.rule_value", storage=cells["storage"], day=cells["valid_from"])
    return Rule(
        category=cells["category"],
        name=cells["name"],
        storage=storage,
        grace_days=days["grace_days"] or 0,
        undated_days=days["undated_days"],
        freezer_days=days["freezer_days"] or 0,
        source=cells["source"],
        valid_from=start,
        verified=cells["verified"].casefold() in ("ja", "yes", "1", "true"),
    )


def _days(text: str) -> int | None:
    if not text.isascii() or not text.isdigit() or len(text) > 5:
        return None
    return int(text) if int(text) <= LONGEST_DAYS else None
