"""Are the books whole? Balances against the sum of all movements, and how to make them right."""

from __future__ import annotations

from voedselbrigade.domain.access import Action
from voedselbrigade.services.stock_store import Disagreement
from voedselbrigade.services.work import Subject, Work


def disagreements(work: Work) -> tuple[Disagreement, ...]:
    """Every spot of which the balance is not what its movements come to; normally none."""
    work.reading(Action.READ_STOCK, Subject("stock"), "check")
    return work.store.stock.books.disagreements()


def rebuild(work: Work) -> int:
    """Make every balance the sum of its movements; hands out how many were wrong."""
    work.doing(Action.BACKUP, Subject("stock"))
    wrong = len(work.store.stock.books.disagreements())
    if wrong:
        work.store.stock.books.rebuild()
    return wrong
