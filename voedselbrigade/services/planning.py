"""Making a day's plan: gather · solve · draft, and never a transaction open while a search runs."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from enum import Enum
from typing import Any

from voedselbrigade.domain.access import Action
from voedselbrigade.domain.gathered_days import DeliveryDay
from voedselbrigade.domain.ground import Neighbourhood
from voedselbrigade.domain.lateness import later
from voedselbrigade.domain.numbering import numbered
from voedselbrigade.domain.office import Settings
from voedselbrigade.domain.plans import (
    LeftOut,
    Plan,
    PlanId,
    PlannedRoute,
    PlanStatus,
    RuleBreach,
    draft_of,
    in_force,
    published,
    refuse_when_begun,
)
from voedselbrigade.domain.supplies import coded, with_amounts
from voedselbrigade.domain.wish_costs import WishCost
from voedselbrigade.errors import Conflict, Fact, NotPossible, SearchFailed
from voedselbrigade.routing import evaluation
from voedselbrigade.routing.engines.insertion import Insertion
from voedselbrigade.routing.explanation import explain
from voedselbrigade.routing.model import model_of, routes_of
from voedselbrigade.routing.problem import Problem, Solution
from voedselbrigade.routing.replanning import Mode, mended
from voedselbrigade.routing.wish_costs import wishes_told
from voedselbrigade.services import leaving_out, travelling
from voedselbrigade.services.gathering import gather
from voedselbrigade.services.kitchen_limits import too_much, within_kitchens
from voedselbrigade.services.ports import Roads
from voedselbrigade.services.searching import (
    Found,
    SearchOrder,
    Solver,
    Watch,
    time_left,
)
from voedselbrigade.services.supplying import first_step
from voedselbrigade.services.work import Subject, Work

NOBODY = Watch()


@dataclass(frozen=True, slots=True)
class Solved:
    """What a search made of a day, judged, in the words of the office; nothing is stored yet.

    `routes` have no codes and no frozen numbers: those depend on the versions before.
    """

    day: DeliveryDay
    routes: tuple[PlannedRoute, ...]
    left_out: tuple[LeftOut, ...]
    breaches: tuple[RuleBreach, ...]
    order: SearchOrder
    engine: str
    roads: str
    notes: tuple[Fact, ...] = ()
    wishes: tuple[WishCost, ...] = ()
    supplies: tuple[PlannedRoute, ...] = ()


# Solve -------------------------------------------------------------------------------------------


def solve(
    day: DeliveryDay,
    roads: Roads,
    solver: Solver,
    order: SearchOrder,
    watch: Watch = NOBODY,
    estimate: Roads | None = None,
) -> Solved | None:
    """Routes for the day, judged; no transaction may be open. None when it was dropped.

    `estimate` takes the place of roads that turn out to be of no use today.

    A search that dies is no reason to have no plan: then the insertion plan stands, and says so.
    What breaks a hard rule by our own judgement is never handed on: SearchFailed.
    """
    begun = time.monotonic()
    first = first_step(day, roads, solver, order, watch, estimate)
    if first is None:
        return None
    day = first.day
    travel = travelling.travel(day, roads, estimate)
    model = within_kitchens(model_of(day, travel.profiles))
    found = _found(model.problem, solver, time_left(order, begun), watch)
    if found is None:
        return None
    if not evaluation.judge(model.problem, found.solution).sound:
        found = _insertion_plan(model.problem, Fact.of("plan.search_unsound"))
    judged = evaluation.judge(model.problem, found.solution)
    if not judged.sound:
        raise SearchFailed("plan.no_sound_plan", rule=judged.breaches[0].rule)
    found = _with_reasons(model.problem, found)
    told = wishes_told(model, found.solution)
    routes = routes_of(model, found.solution, told.extra_s)
    return Solved(
        day=day,
        routes=routes,
        left_out=leaving_out.left_out_of(model, found.reasons),
        breaches=too_much(day, routes),
        order=order,
        engine=found.engine,
        roads=travel.roads,
        notes=(*day.notes, *first.notes, *travel.notes, *found.notes),
        wishes=told.wishes,
        supplies=first.supplies,
    )


def _found(problem: Problem, solver: Solver, order: SearchOrder, watch: Watch) -> Found | None:
    if not problem.stops:
        return Found(Solution(), order.engine)
    try:
        return solver.solve(problem, order, watch)
    except SearchFailed as failure:
        return _insertion_plan(problem, Fact.of("plan.search_died"), failure.fact)


def _with_reasons(problem: Problem, found: Found) -> Found:
    """Everyone who is left out has a reason, whatever the search forgot."""
    if {reason.stop for reason in found.reasons} == set(found.solution.left_out):
        return found
    return replace(found, reasons=explain(problem, found.solution))


def _insertion_plan(problem: Problem, *notes: Fact) -> Found:
    return Found(mended(problem), Insertion.name, notes)


# Draft -------------------------------------------------------------------------------------------


def draft(work: Work, solved: Solved, standing: Plan | None = None) -> Plan:
    """Keep what was solved as the day's draft, with codes and numbers that stand.

    It takes the place of an earlier draft; what is published stays in force beside it. `standing`
    is the draft as it was when the day was gathered: Conflict if somebody changed it since.
    Raises NotPossible for a day that is under way or done.
    """
    day = solved.day.day
    work.doing(Action.PLAN, Subject.day(day))
    plans = work.store.plans.of_day(day)
    refuse_when_begun(plans)
    earlier, holds = draft_of(plans), in_force(plans)
    if earlier is not None and _not_what_was_seen(earlier, standing):
        raise Conflict("plan.changed_since_search", day=day.isoformat())
    plan = Plan(
        id=earlier.id if earlier else PlanId(0),
        day=day,
        status=PlanStatus.DRAFT,
        version=0,
        routes=numbered(solved.routes, published(plans), earlier),
        left_out=solved.left_out,
        breaches=solved.breaches,
        notes=solved.notes,
        seed=solved.order.seed,
        engine=solved.engine,
        roads=solved.roads,
        made_at=work.now,
        made_by=work.actor.name,
        replaces=holds.id if holds else None,
        revision=earlier.revision if earlier else 0,
        settings=as_plain(solved.day.settings),
        wishes=solved.wishes,
        supplies=coded(solved.supplies, published(plans), earlier),
    )
    cause, plan = work.cause("plan"), with_amounts(plan)
    return work.store.plans.save(plan, cause) if earlier else work.store.plans.add(plan, cause)


def _not_what_was_seen(earlier: Plan, standing: Plan | None) -> bool:
    """A draft that somebody changed by hand is never lost to a search that began without it."""
    if standing is None:
        return bool(earlier.moves)
    return earlier.revision != standing.revision


def standing_draft(work: Work, day: date) -> Plan | None:
    """The day's draft, if there is one; raises NotPossible when the day has begun."""
    work.reading(Action.READ_PLAN, Subject.day(day))
    plans = work.store.plans.of_day(day)
    refuse_when_begun(plans)
    return draft_of(plans)


def usual_mode(work: Work, day: date) -> Mode:
    """Of what is published as little as can be changes; a draft is made anew."""
    work.reading(Action.READ_PLAN, Subject.day(day))
    holds = in_force(work.store.plans.of_day(day))
    return Mode.LEAST_CHANGE if holds else Mode.EVERYTHING


def as_plain(value: Any) -> Any:
    """Settings as plain JSON values, as they are kept with a plan."""
    if is_dataclass(value):
        return {one.name: as_plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {str(as_plain(key)): as_plain(part) for key, part in value.items()}
    if isinstance(value, (frozenset, tuple, list)):
        parts = [as_plain(part) for part in value]
        return sorted(parts) if isinstance(value, frozenset) else parts
    return value


# The three together ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Desk:
    """What making a plan needs around it: how to look, how to write, roads and a solver.

    `estimate` are the roads that hold where the others are of no use. `neighbourhoods` are those of
    the street map in use; without them a round is called by a street.
    """

    view: Callable[[], AbstractContextManager[Work]]
    work: Callable[[], AbstractContextManager[Work]]
    roads: Callable[[Settings], Roads]
    solver: Solver
    estimate: Callable[[Settings], Roads] | None = None
    neighbourhoods: Callable[[], Sequence[Neighbourhood]] = tuple


def plan_day(desk: Desk, day: date, order: SearchOrder, watch: Watch = NOBODY) -> Plan | None:
    """Gather, solve and draft, each in its own time. None when it was dropped.

    Without seconds or steps the office's own search time holds. Raises NotPossible when something
    is to be kept and there is no plan yet.
    """
    with desk.view() as looking:
        gathered, before = gather(looking, day), standing_draft(looking, day)
        mode = order.mode or usual_mode(looking, day)
    if mode is Mode.EVERYTHING:
        supplies = gathered.supplies if order.late is not None else ()
        gathered = replace(gathered, standing=(), supplies=supplies)
    elif not gathered.standing:
        raise NotPossible("plan.nothing_to_keep", day=day.isoformat())
    if order.new_face_min is not None:
        wished = replace(gathered.settings, price_new_face_min=order.new_face_min)
        gathered = replace(gathered, settings=wished)
    if order.late is not None:
        gathered = replace(gathered, supplies=later(gathered.supplies, order.late))
    order = replace(order, mode=mode)
    if order.seconds is None and order.steps is None:
        order = replace(order, seconds=float(gathered.settings.search_seconds))
    gathered = travelling.in_neighbourhoods(gathered, desk.neighbourhoods())
    roads = desk.roads(gathered.settings)
    estimate = desk.estimate(gathered.settings) if desk.estimate else None
    solved = solve(gathered, roads, desk.solver, order, watch, estimate)
    if solved is None:
        return None
    with desk.work() as writing:
        return draft(writing, solved, before)
