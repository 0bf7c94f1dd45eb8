"""The dispatcher's hand: a move is made on the draft, kept with its reason, and taken back.

Look · offer · make, as a plan is made: no transaction is open while an offer is worked out. What is
published never changes: a move on it makes a draft beside it, which is published like any other.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from voedselbrigade.domain.access import Action
from voedselbrigade.domain.hand_choices import HandChoice, worth_min
from voedselbrigade.domain.hand_moves import at_hand, undone
from voedselbrigade.domain.people import Recipient, RecipientId
from voedselbrigade.domain.plan_changes import changes
from voedselbrigade.domain.plans import (
    HandMove,
    Plan,
    PlanId,
    PlanStatus,
    published,
    refuse_when_begun,
)
from voedselbrigade.domain.supplies import with_amounts
from voedselbrigade.errors import Conflict, Fact, NotFound, NotPossible, WrongWords
from voedselbrigade.services.hand_offers import Offer
from voedselbrigade.services.office_settings import settings_on
from voedselbrigade.services.work import Subject, Work

LONGEST_REASON = 300


@dataclass(frozen=True, slots=True)
class Undone:
    """The plan without its last move by hand, and that move."""

    plan: Plan
    move: HandMove


def make(work: Work, offer: Offer, why: str = "") -> Plan:
    """Make the move that was offered; hands out the draft with it.

    A rule that it breaks needs a reason: `why` is kept with the plan. Raises NotPossible without
    one, for what no reason makes right, and for a day that has begun; Conflict, with the routes
    that are different now, when somebody changed the plan since it was looked at.
    """
    day, looked_at = offer.table.plan.day, offer.table.plan
    work.doing(Action.MOVE, Subject.day(day))
    versions = work.store.plans.of_day(day)
    refuse_when_begun(versions)
    _check_unchanged(looked_at, at_hand(versions))
    reason = _reason(offer, why)
    if offer.new:
        whom = offer.deed.recipient
        work.doing(Action.OVERRULE, Subject("recipient", whom) if whom else Subject.day(day))
    return _kept(
        work, replace(_with_reason(work, offer, reason), moves=_moves(work, offer, reason))
    )


def undo(work: Work, day: date, seen: Plan | None = None) -> Undone:
    """Take back the last move by hand of the day's plan; also of one that was published since.

    `seen` is the plan as it was on the screen: Conflict when it changed since. Raises NotPossible
    when there is nothing to take back or the day has begun, NotFound without a plan.
    """
    work.doing(Action.MOVE, Subject.day(day))
    versions = work.store.plans.of_day(day)
    refuse_when_begun(versions)
    plan = at_hand(versions)
    if plan is None:
        raise NotFound("plan.none", day=day.isoformat())
    if seen is not None:
        _check_unchanged(seen, plan)
    before = undone(plan, published(versions))
    return Undone(_kept(work, before), plan.moves[-1])


# What was chosen by hand, for the next time ------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Chosen:
    """A choice of before, the volunteer's name, and what it is worth on the day asked for."""

    choice: HandChoice
    volunteer: str
    minutes: int

    @property
    def fact(self) -> Fact:
        day, who = self.choice.day.isoformat(), self.choice.by
        return Fact.of("hand.chosen", day=day, name=self.volunteer, who=who, n=self.minutes)


def chosen(
    work: Work, recipient: RecipientId, day: date, *, later: bool = False
) -> tuple[Chosen, ...]:
    """Whom dispatchers gave this person to by hand up to `day`, as far as it still counts.

    `later`: also on days after it, with what that is worth then.
    """
    work.reading(Action.READ_PEOPLE, Subject("recipient", recipient), "hand")
    settings = settings_on(work.store.settings, day)
    names = {one.id: one.name.plain for one in work.store.volunteers.all()}
    found = (
        Chosen(
            choice,
            names[choice.volunteer],
            worth_min(choice, max(day, choice.day) if later else day, settings),
        )
        for choice in work.store.hand_choices.of(recipient)
        if choice.volunteer in names
    )
    return tuple(one for one in found if one.minutes)


def chosen_on(work: Work, day: date) -> tuple[Recipient, ...]:
    """The people of whom a choice made by hand on `day` was not thrown away yet."""
    work.reading(Action.READ_PEOPLE, Subject.day(day), "hand")
    kept = work.store.hand_choices.between(day, day)
    those = {one.recipient for one in kept if not one.dropped_by}
    return tuple(one for one in work.store.recipients.all() if one.id in those)


def throw_away(work: Work, day: date, recipient: RecipientId) -> None:
    """A choice made by hand on `day` counts for nothing from now on. Raises NotFound."""
    work.doing(Action.MOVE, Subject("recipient", recipient))
    if not work.store.hand_choices.drop(day, recipient, work.actor.name):
        raise NotFound("hand.no_choice", day=day.isoformat())


# Inside ------------------------------------------------------------------------------------------


def _check_unchanged(looked_at: Plan, now: Plan | None) -> None:
    day = looked_at.day.isoformat()
    if now is None:
        raise NotFound("plan.none", day=day)
    if (now.id, now.revision) == (looked_at.id, looked_at.revision):
        return
    different = tuple(change.route for change in changes(looked_at, now))
    if different:
        raise Conflict("hand.routes_changed", day=day, who=_who(now), routes=different)
    raise Conflict("hand.changed_meanwhile", day=day, who=_who(now))


def _who(plan: Plan) -> str:
    """Who had a hand in it last."""
    return plan.moves[-1].by if plan.moves else plan.made_by


def _reason(offer: Offer, why: str) -> str:
    """The reason in one line. Raises NotPossible when there has to be one, or none will do."""
    reason = " ".join(why.split())
    if len(reason) > LONGEST_REASON:
        raise WrongWords("hand.reason_too_long", n=len(reason), most=LONGEST_REASON)
    if offer.never:
        raise NotPossible("hand.never", rules=tuple(sorted({one.rule for one in offer.never})))
    if offer.new and not reason:
        raise NotPossible("hand.needs_reason", rules=tuple(sorted({o.rule for o in offer.new})))
    return reason


def _with_reason(work: Work, offer: Offer, reason: str) -> Plan:
    by = work.actor.name
    breaches = (
        replace(one, why=reason, by=by) if one in offer.new else one for one in offer.breaches
    )
    return replace(offer.plan, breaches=tuple(breaches))


def _moves(work: Work, offer: Offer, reason: str) -> tuple[HandMove, ...]:
    """The plan's moves with this one, and with it all that is needed to take it back."""
    plan, deed = offer.table.plan, offer.deed
    move = HandMove(
        fact=deed.fact,
        at=work.now,
        by=work.actor.name,
        why=reason,
        added_s=offer.added_s,
        added_m=offer.added_m,
        codes=offer.codes,
        people=offer.people,
        routes_before=tuple(route for route in plan.routes if route.code in offer.codes),
        left_out_before=tuple(one for one in plan.left_out if one.recipient in offer.people),
        breaches_before=plan.breaches,
        recipient=deed.recipient,
        volunteer=deed.volunteer,
    )
    return (*plan.moves, move)


def _kept(work: Work, plan: Plan) -> Plan:
    """Write the draft; of a version that holds a draft is made beside it."""
    cause = work.cause("hand")
    now = with_amounts(replace(plan, made_at=work.now, made_by=work.actor.name))
    if plan.status is PlanStatus.DRAFT:
        return work.store.plans.save(now, cause)
    beside = replace(
        now,
        id=PlanId(0),
        status=PlanStatus.DRAFT,
        version=0,
        published_at=None,
        replaces=plan.id,
        revision=0,
    )
    return work.store.plans.add(beside, cause)
