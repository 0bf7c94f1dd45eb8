"""Looking at what was planned and what came of it."""

from __future__ import annotations

from datetime import date

from voedselbrigade.domain.access import Action
from voedselbrigade.domain.plans import Delivery, Plan
from voedselbrigade.services.work import Subject, Work


def versions(work: Work, day: date) -> tuple[Plan, ...]:
    """Every version of a day, oldest first; empty when nothing was planned."""
    work.reading(Action.READ_PLAN, Subject.day(day), "plan")
    return work.store.plans.of_day(day)


def deliveries(work: Work, day: date) -> tuple[Delivery, ...]:
    """What was settled so far, in no promised order."""
    work.reading(Action.READ_PLAN, Subject.day(day), "deliveries")
    return work.store.deliveries.of_day(day)
