"""What came of the stops: settled one by one or from paper, corrected, and the day closed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from voedselbrigade.domain.access import Action
from voedselbrigade.domain.plans import (
    Delivery,
    Outcome,
    Plan,
    PlannedRoute,
    PlannedStop,
    PlanStatus,
    RouteKind,
    StopStatus,
    in_force,
)
from voedselbrigade.domain.settling import Problem, Tick, parse_settle_lines, stop_of
from voedselbrigade.domain.supplies import waiting_at
from voedselbrigade.errors import Fact, NotFound, NotPossible
from voedselbrigade.services import day_stock
from voedselbrigade.services.day_stock import Told
from voedselbrigade.services.work import Subject, Work

_NOT_BROUGHT: Mapping[Outcome | None, str] = {
    Outcome.NOT_HOME: "settle.point_closed",
    Outcome.REFUSED: "settle.point_short",
}


@dataclass(frozen=True, slots=True)
class OpenStop:
    """A door of which nobody said yet what happened."""

    route: str
    stop: str
    name: str


@dataclass(frozen=True, slots=True)
class Settled:
    """What a list of ticks came to: how many were new, corrected or known already; `to_call` says
    who waits at a service point for meals that did not come."""

    new: int
    corrected: int
    unchanged: int
    problems: tuple[Problem, ...]
    still_open: tuple[OpenStop, ...]
    closed: bool
    to_call: tuple[Fact, ...] = ()


def settle_stop(work: Work, day: date, tick: Tick) -> Delivery:
    """Keep what happened at one door, exactly as said, with when it was noted and who said so.

    The same again changes nothing; something else is a correction: it holds, and what was said
    before stays in the history. A cancelled stop can be settled too: what happened, happened.
    Raises NotFound for a day without a published plan or a stop that does not exist.
    """
    work.doing(Action.SETTLE, Subject.day(day))
    plan = __plan_to_settle(work, day)
    found = stop_of(plan, tick.route, tick.stop)
    if found is None:
        raise NotFound("settle.no_such_stop", route=tick.route, stop=tick.stop)
    _start(work, plan)
    known = {(one.route, one.stop): one for one in work.store.deliveries.of_day(day)}
    kept = _kept(work, _said(work, day, tick, found), known.get((tick.route, tick.stop)))
    day_stock.settle(work.because(Action.SETTLE), plan, list(_told(found, kept)))
    return kept


def to_call(work: Work, day: date, told: Sequence[Delivery]) -> tuple[Fact, ...]:
    """Who waits for meals that did not come, or not all: of each supply in `told`, the routes that
    load there and still have doors to go to."""
    work.reading(Action.READ_PLAN, Subject.day(day), "settle")
    plan = __plan_to_settle(work, day)
    going = {one.route for one in _open(work, plan)}
    return tuple(_missed(plan, told, going))


def settle_lines(work: Work, day: date, text: str) -> Settled:
    """Settle what was typed from paper; close the day when no door is open any more. Of a supply
    nothing has to be told: the doors behind it tell whether people ate.

    Lines that cannot be read, and routes and stops that do not exist, come back as problems; the
    good ones are kept.
    """
    work.doing(Action.SETTLE, Subject.day(day))
    plan = __plan_to_settle(work, day)
    ticks, problems = parse_settle_lines(text, plan)
    if ticks:
        _start(work, plan)
    known = {(one.route, one.stop): one for one in work.store.deliveries.of_day(day)}
    new = corrected = unchanged = 0
    told: list[Told] = []
    changed: list[Delivery] = []
    for tick in ticks:
        found, before = stop_of(plan, tick.route, tick.stop), known.get((tick.route, tick.stop))
        if found is None:
            continue
        said = _said(work, day, tick, found)
        after = _kept(work, _completed(said, before) if before else said, before)
        new += before is None
        corrected += before is not None and after != before
        unchanged += after == before
        if after != before:
            told += _told(found, after)
            changed.append(after)
    if told:
        day_stock.settle(work.because(Action.SETTLE), plan, told)
    still_open = _open(work, in_force(work.store.plans.of_day(day)) or plan)
    closed = not still_open and _close(work, day)
    calls = tuple(_missed(plan, changed, {one.route for one in still_open}))
    return Settled(new, corrected, unchanged, problems, still_open, closed, calls)


def open_stops(work: Work, day: date) -> tuple[OpenStop, ...]:
    """The doors of which nothing is known yet, by route."""
    work.reading(Action.READ_PLAN, Subject.day(day), "settle")
    return _open(work, __plan_to_settle(work, day))


def settle_day(work: Work, day: date) -> Plan:
    """Close the day. Raises NotPossible while there are stops without an outcome.

    Closing twice is closing once.
    """
    work.doing(Action.SETTLE, Subject.day(day))
    plan = __plan_to_settle(work, day)
    still_open = _open(work, plan)
    if still_open:
        stops = tuple(f"{one.route} {one.stop}" for one in still_open[:5])
        raise NotPossible("settle.still_open", n=len(still_open), stops=stops)
    _close(work, day)
    return __plan_to_settle(work, day)


def __plan_to_settle(work: Work, day: date) -> Plan:
    """The version of the day that holds. Raises NotFound while nothing was published."""
    plan = in_force(work.store.plans.of_day(day))
    if plan is None:
        raise NotFound("settle.no_plan", day=day.isoformat())
    return plan


def _start(work: Work, plan: Plan) -> None:
    """The first result says that the day is under way."""
    if plan.status is PlanStatus.PUBLISHED:
        work.store.plans.save(replace(plan, status=PlanStatus.UNDER_WAY), work.cause("settle"))


def _close(work: Work, day: date) -> bool:
    plan = __plan_to_settle(work, day)
    if plan.status is not PlanStatus.DONE:
        work.store.plans.save(replace(plan, status=PlanStatus.DONE), work.cause("settle"))
    return True


def _open(work: Work, plan: Plan) -> tuple[OpenStop, ...]:
    said = {
        (one.route, one.stop)
        for one in work.store.deliveries.of_day(plan.day)
        if one.outcome is not None
    }
    return tuple(
        OpenStop(route.code, stop.number, stop.name)
        for route, stop in plan.every_stop()
        if stop.status is not StopStatus.CANCELLED and (route.code, stop.number) not in said
    )


def _said(work: Work, day: date, tick: Tick, found: tuple[PlannedRoute, PlannedStop]) -> Delivery:
    route, stop = found
    return Delivery(
        day=day,
        recipient=stop.recipient,
        volunteer=route.volunteer,
        route=route.code,
        stop=stop.number,
        outcome=tick.outcome,
        worry=tick.worry,
        at_door_s=tick.at_door_s,
        noted_at=work.now,
        noted_by=work.actor.name,
        remark=tick.remark,
    )


def _missed(plan: Plan, told: Sequence[Delivery], going: Collection[str]) -> Iterator[Fact]:
    for one in told:
        found, code = stop_of(plan, one.route, one.stop), _NOT_BROUGHT.get(one.outcome)
        if found is None or found[1].hub is None or code is None:
            continue
        routes = tuple(r for r in waiting_at(plan, found[1].hub) if r in going)
        if routes:
            yield Fact.of(code, hub=found[1].name, routes=routes, n=len(routes))


def _told(found: tuple[PlannedRoute, PlannedStop], kept: Delivery) -> Iterator[Told]:
    """What the stock hears: of doors only, for what is brought to a point is given out there."""
    if found[0].kind is RouteKind.DELIVERY:
        yield Told(*found, kept.outcome, kept.at_door_s)


def _kept(work: Work, said: Delivery, before: Delivery | None) -> Delivery:
    """The delivery as it now stands; written only when it says something else than before."""
    if before is not None:
        again = replace(said, noted_at=before.noted_at, noted_by=before.noted_by)
        if again == before:
            return before
    work.store.deliveries.save(said)
    return said


def _completed(said: Delivery, before: Delivery) -> Delivery:
    """What a line does not say again still holds: a worry, the outcome beside it, the time.

    A worry that was written down is never lost because a later line does not repeat it.
    """
    same = said.outcome is None or said.outcome is before.outcome
    return replace(
        said,
        outcome=before.outcome if said.outcome is None else said.outcome,
        worry=said.worry or before.worry,
        at_door_s=before.at_door_s if said.at_door_s is None and same else said.at_door_s,
        remark=said.remark or before.remark,
    )
