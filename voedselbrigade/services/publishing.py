"""From draft to published: what stands in the way, what changes, and the version that holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from voedselbrigade.domain.access import Action
from voedselbrigade.domain.delivery_days import Due
from voedselbrigade.domain.food import MealVerdict
from voedselbrigade.domain.gathered_days import DeliveryDay, judge_hub
from voedselbrigade.domain.hand_choices import chosen_in
from voedselbrigade.domain.hand_moves import about_breach
from voedselbrigade.domain.people import RecipientId, VolunteerId
from voedselbrigade.domain.places import Hub, HubId
from voedselbrigade.domain.plan_changes import RouteChange, changes, left_out_since
from voedselbrigade.domain.plans import (
    Plan,
    PlannedRoute,
    PlannedStop,
    PlanStatus,
    StopStatus,
    draft_of,
    in_force,
    published,
    refuse_when_begun,
)
from voedselbrigade.domain.supplies import as_fed
from voedselbrigade.domain.turns import Turn
from voedselbrigade.errors import Conflict, Fact, NotFound, NotPossible
from voedselbrigade.services import day_stock
from voedselbrigade.services.gathering import gather
from voedselbrigade.services.work import Subject, Work
from voedselbrigade.words import speaker
from voedselbrigade.words.names import addressed


@dataclass(frozen=True, slots=True)
class Look:
    """A draft beside the books of this moment: what blocks publishing, and what only warns."""

    plan: Plan
    before: Plan | None
    blocks: tuple[Fact, ...]
    warnings: tuple[Fact, ...]
    changes: tuple[RouteChange, ...]


@dataclass(frozen=True, slots=True)
class Published:
    """The version that now holds. `again` when it was published already and nothing was done."""

    plan: Plan
    changes: tuple[RouteChange, ...]
    warnings: tuple[Fact, ...]
    again: bool = False


def look(work: Work, day: date) -> Look:
    """What publishing the day's draft would mean. Raises NotFound without a draft."""
    work.reading(Action.READ_PLAN, Subject.day(day), "publish")
    plans = work.store.plans.of_day(day)
    draft = draft_of(plans)
    if draft is None:
        raise NotFound("plan.no_draft", day=day.isoformat())
    return _look(work, gather(work, day), draft, in_force(plans))


def publish(work: Work, day: date, revision: int | None = None) -> Published:
    """Make the day's draft the version that holds; the one before it is kept as replaced.

    `revision` is the draft's as it was on the screen: Conflict when somebody changed it since.
    Publishing twice is publishing once. Raises NotPossible when something is not safe, when a
    route has nobody to drive it, or when the day has begun; NotFound when there is no plan at all.
    """
    work.doing(Action.PUBLISH, Subject.day(day))
    plans = work.store.plans.of_day(day)
    draft, holds = draft_of(plans), in_force(plans)
    if draft is None:
        return _again(day, holds)
    refuse_when_begun(plans)
    if revision is not None and revision != draft.revision:
        raise Conflict("plan.draft_changed", day=day.isoformat(), who=draft.made_by)
    if draft.replaces != (holds.id if holds else None):
        raise Conflict("plan.draft_is_old", day=day.isoformat())
    seen = _look(work, gather(work.because(Action.PUBLISH), day), draft, holds)
    if seen.blocks:
        raise NotPossible("plan.blocked", n=len(seen.blocks), day=day.isoformat())
    return _published(work, seen, plans)


def _again(day: date, holds: Plan | None) -> Published:
    if holds is None:
        raise NotFound("plan.none", day=day.isoformat())
    return Published(holds, (), (), again=True)


def _published(work: Work, seen: Look, plans: tuple[Plan, ...]) -> Published:
    cause = work.cause("publish")
    if seen.before is not None:
        work.store.plans.save(replace(seen.before, status=PlanStatus.REPLACED), cause)
    version = max((plan.version for plan in published(plans)), default=0) + 1
    ready = replace(seen.plan, status=PlanStatus.PUBLISHED, version=version, published_at=work.now)
    kept = work.store.plans.save(ready, cause)
    choices = work.store.hand_choices
    choices.keep(kept.day, chosen_in(kept, choices.between(kept.day, kept.day)))
    day_stock.reserve(work.because(Action.PUBLISH), kept)
    return Published(kept, seen.changes, seen.warnings)


def _look(work: Work, day: DeliveryDay, draft: Plan, holds: Plan | None) -> Look:
    known = {hub.id: hub for hub in work.store.hubs.all()}
    kitchens = {ident: as_fed(hub, known) for ident, hub in known.items()}
    lies = day_stock.foresee(work, draft)
    return Look(
        plan=draft,
        before=holds,
        blocks=(*_blocks(draft, day, kitchens), *lies.blocks),
        warnings=(*_warnings(draft, day, holds), *lies.warnings),
        changes=changes(holds, draft),
    )


_NOT_SAFE = {
    MealVerdict.UNKNOWN_ALLERGEN: "plan.stop_unknown_allergen",
    MealVerdict.HAS_ALLERGEN: "plan.stop_has_allergen",
    MealVerdict.NO_DIET: "plan.stop_no_diet",
    MealVerdict.NO_KIND: "plan.stop_no_kind",
}

# What is not safe --------------------------------------------------------------------------------


def _going(plan: Plan) -> Iterator[tuple[PlannedRoute, PlannedStop]]:
    return ((r, s) for r, s in plan.every_stop() if s.status is StopStatus.PLANNED)


def _blocks(plan: Plan, day: DeliveryDay, kitchens: Mapping[HubId, Hub]) -> Iterator[Fact]:
    yield from _nobody_drives(plan, day.turns)
    due = {one.recipient.id: one for one in day.due}
    for route, stop in _going(plan):
        hub = kitchens.get(route.trips[stop.trip].hub)
        yield from _not_safe(route, stop, hub, due.get(stop.recipient))


def _nobody_drives(plan: Plan, turns: tuple[Turn, ...]) -> Iterator[Fact]:
    coming: set[VolunteerId] = {turn.volunteer.id for turn in turns}
    for route in plan.runs:
        if route.volunteer not in coming:
            yield Fact.of("plan.nobody_drives", route=route.code, name=route.volunteer_name)


def _not_safe(
    route: PlannedRoute, stop: PlannedStop, hub: Hub | None, due: Due | None
) -> Iterator[Fact]:
    """Food that was planned, and what is known now about the person: both must be safe."""
    where = {"route": route.code, "stop": stop.number, "name": stop.name}
    if hub is None:
        yield Fact.of("plan.kitchen_gone", **where)
        return
    meals = [line.meal for line in stop.lines]
    if due is not None and meals:
        now = due.recipient.meal
        if any(meal != now for meal in meals):
            yield Fact.of("plan.food_changed", **where)
            return
        meals.append(now)
    for meal in dict.fromkeys(meals):
        judged = judge_hub(meal, hub)
        if judged.verdict is not MealVerdict.SAFE:
            code = _NOT_SAFE[judged.verdict]
            yield Fact.of(code, **where, hub=hub.name, about=judged.about)


# What is different since the draft was made -------------------------------------------------------


def _warnings(plan: Plan, day: DeliveryDay, holds: Plan | None) -> Iterator[Fact]:
    due = {one.recipient.id: one for one in day.due}
    yield from _not_due_any_more(plan, due)
    yield from _came_since(plan, due)
    if plan.left_out:
        yield Fact.of("plan.some_left_out", n=len(plan.left_out))
    yield from left_out_since(holds, plan)
    yield from (about_breach(breach) for breach in plan.breaches)


def _not_due_any_more(plan: Plan, due: Mapping[RecipientId, Due]) -> Iterator[Fact]:
    for route, stop in _going(plan):
        now = due.get(stop.recipient)
        where = {"route": route.code, "stop": stop.number, "name": stop.name}
        if now is None:
            yield Fact.of("plan.not_due_any_more", **where)
        elif now.portions != stop.meals:
            yield Fact.of("plan.number_changed", **where, was=stop.meals, n=now.portions)
        elif now.recipient.address.line != stop.street_line:
            address = now.recipient.address.line
            yield Fact.of("plan.address_changed", **where, was=stop.street_line, address=address)


def _came_since(plan: Plan, due: Mapping[RecipientId, Due]) -> Iterator[Fact]:
    known = {stop.recipient for _, stop in _going(plan)} | {o.recipient for o in plan.left_out}
    for recipient, one in due.items():
        if recipient not in known:
            name = addressed(one.recipient.name, speaker("nl"))
            yield Fact.of("plan.came_since", name=name)
