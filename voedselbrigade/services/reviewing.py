"""Looking at what was planned and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from voedselbrigade.domain.access import Action
from voedselbrigade.domain.plan_comparison import Comparison, compare
from voedselbrigade.domain.plans import Delivery, Plan, PlanStatus
from voedselbrigade.errors import NotFound, NotPossible
from voedselbrigade.services.work import Subject, Work

DRAFT_NAME = "concept"


def versions(work: Work, day: date) -> tuple[Plan, ...]:
    """Every version of a day, oldest first; empty when nothing was planned."""
    work.reading(Action.READ_PLAN, Subject.day(day), "plan")
    return work.store.plans.of_day(day)


def compared(
    work: Work, day: date, first: str = "", second: str = ""
) -> tuple[str, str, Comparison]:
    """Two plans of a day by name (a version, or `concept`), and what differs in the second.

    Without names: the version that holds and the draft, else the last two versions. Raises NotFound
    for a version that there is not, NotPossible when there is only one plan.
    """
    work.reading(Action.READ_PLAN, Subject.day(day), "compare")
    plans = work.store.plans.of_day(day)
    named = {name_of(plan): plan for plan in plans}
    if not named:
        raise NotFound("plan.none", day=day.isoformat())
    a, b = _chosen(day, named, first), _chosen(day, named, second)
    last = list(named)[-2:]
    if len(last) < 2 and not (a and b):
        raise NotPossible("hand.one_version", day=day.isoformat())
    a, b = a or _before(named, b or last[1]), b or last[1]
    return a, b, compare(named[a], named[b])


def name_of(plan: Plan) -> str:
    """How a plan is called among the versions of its day."""
    return DRAFT_NAME if plan.status is PlanStatus.DRAFT else str(plan.version)


def _chosen(day: date, named: Mapping[str, Plan], typed: str) -> str:
    words = typed.strip().casefold()
    words = DRAFT_NAME if words == "draft" else words.removeprefix("v")
    if words and words not in named:
        raise NotFound(
            "hand.no_such_version", day=day.isoformat(), typed=typed[:20], versions=tuple(named)
        )
    return words


def _before(named: Mapping[str, Plan], name: str) -> str:
    """The plan before another one; of the first one itself."""
    names = list(named)
    return names[max(0, names.index(name) - 1)]


def deliveries(work: Work, day: date) -> tuple[Delivery, ...]:
    """What was settled so far, in no promised order."""
    work.reading(Action.READ_PLAN, Subject.day(day), "deliveries")
    return work.store.deliveries.of_day(day)
