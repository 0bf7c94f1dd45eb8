"""A van that comes later at a service point: who has to wait, before anything is planned anew."""

from __future__ import annotations

from datetime import date

from voedselbrigade.domain.access import Action
from voedselbrigade.domain.lateness import Late, LateRoute, hit_by
from voedselbrigade.domain.plans import draft_of, in_force
from voedselbrigade.errors import NotFound, WrongWords
from voedselbrigade.services.work import Subject, Work

MOST_MINUTES = 12 * 60


def asked(code: str, minutes: int) -> Late:
    """A delay as people say it: `t1`, 20. Raises WrongWords."""
    if not 0 < minutes <= MOST_MINUTES:
        raise WrongWords("late.minutes", n=minutes, most=MOST_MINUTES)
    clean = code.strip().upper().replace(" ", "").removeprefix("T")
    number = int(clean) if clean.isascii() and clean.isdigit() and len(clean) < 4 else 0
    return Late(f"T{number:02d}" if number else code.strip()[:20], minutes * 60)


def look(work: Work, day: date, late: Late) -> tuple[LateRoute, ...]:
    """The rounds of the plan that holds (else of the draft) that have to wait for it, who waits
    longest first. Raises NotFound without a plan, or without such a supply in it."""
    work.reading(Action.READ_PLAN, Subject.day(day), "late")
    plans = work.store.plans.of_day(day)
    plan = in_force(plans) or draft_of(plans)
    if plan is None:
        raise NotFound("plan.none", day=day.isoformat())
    return hit_by(plan, late)
