"""The expiry rules that hold on a day: what a coordinator loaded, over the table that ships."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import voedselbrigade
from voedselbrigade.domain.access import Action
from voedselbrigade.errors import UnusableFile
from voedselbrigade.services.stock_store import RuleRecords
from voedselbrigade.services.work import Subject, Work
from voedselbrigade.stock.expiry_rules import Rule, Rules, WrongRule, read_rules, rules_on

_TABLE = Path(voedselbrigade.__file__).resolve().parents[1] / "data/reference/expiry_rules.csv"


@cache
def shipped() -> tuple[Rule, ...]:
    """The table that comes with the program; without it every category is strict."""
    if not _TABLE.is_file():
        return ()
    return read_rules(_TABLE.read_text("utf-8"))[0]


def rules_for(work: Work, day: date) -> Rules:
    """What holds on `day`."""
    work.reading(Action.READ_STOCK, Subject("expiry_rules"))
    return holding(work.store.stock.rules, day)


def holding(records: RuleRecords, day: date) -> Rules:
    """The same for a verb that asked permission already."""
    loaded = records.list()
    return rules_on((*shipped(), *loaded), day) if loaded else _shipped_on(day)


def load(work: Work, text: str) -> tuple[tuple[Rule, ...], tuple[WrongRule, ...]]:
    """Take over a table as CSV text: from its dates on its rows hold. All of it, or nothing.

    Hands out the rules and the wrong rows; with a wrong row nothing is kept. Raises UnusableFile
    when there is no rule in it at all.
    """
    work.doing(Action.CHANGE_SETTINGS, Subject("expiry_rules"))
    rules, wrong = read_rules(text)
    if not rules:
        raise UnusableFile("stock.rules_unusable")
    if not wrong:
        work.store.stock.rules.add(rules, work.now, work.actor.name)
    return rules, wrong


@cache
def _shipped_on(day: date) -> Rules:
    return rules_on(shipped(), day)
