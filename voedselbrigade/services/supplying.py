"""The first of two steps: who brings the meals to which service point.

It comes before the doors are planned. A first plan of the doors tells how many meals each point
needs and when; then the rounds to the points are searched; and whoever is fed from a point stays
with it, so that what is brought is what is given out. A day on which no hub is supplied passes
untouched.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from voedselbrigade.domain.delivery_days import Due
from voedselbrigade.domain.food import Line, MealSpec
from voedselbrigade.domain.gathered_days import DeliveryDay, OpenHub
from voedselbrigade.domain.people import RecipientId, Transport
from voedselbrigade.domain.places import HubId
from voedselbrigade.domain.plans import Plan, PlannedRoute, RuleBreach
from voedselbrigade.domain.supplies import (
    after,
    drops_at,
    ready_from,
    supplied_points,
    with_amounts,
)
from voedselbrigade.errors import Fact, SearchFailed
from voedselbrigade.routing import evaluation
from voedselbrigade.routing.model import Model, model_of
from voedselbrigade.routing.problem import UNREACHABLE, Profile, Solution
from voedselbrigade.routing.replanning import Mode, mended
from voedselbrigade.routing.rounds import capacity_of
from voedselbrigade.routing.supply_model import (
    Load,
    SupplyModel,
    carriers,
    supplies_of,
    supply_model,
)
from voedselbrigade.services import travelling
from voedselbrigade.services.kitchen_limits import within_kitchens
from voedselbrigade.services.ports import Roads
from voedselbrigade.services.searching import SearchOrder, Solver, Watch, time_left

SHARE = 0.15
"""The part of the search time that the rounds to the points get; they are few."""


@dataclass(frozen=True, slots=True)
class FirstStep:
    """The day as it is for the doors, and the rounds to the points."""

    day: DeliveryDay
    supplies: tuple[PlannedRoute, ...]
    notes: tuple[Fact, ...] = ()


def first_step(
    day: DeliveryDay,
    roads: Roads,
    solver: Solver,
    order: SearchOrder,
    watch: Watch,
    estimate: Roads | None = None,
) -> FirstStep | None:
    """Rounds to the service points of the day; no transaction may be open. None when dropped.

    `day.supplies` stay as they are while they still bring what is needed. A point that cannot be
    supplied falls out: its people are fed from elsewhere, and that is said.
    """
    if not supplied_points(day.hubs):
        return FirstStep(day, ())
    begun = time.monotonic()
    profiles = travelling.travel(day, roads, estimate).profiles
    if not carriers(day) or not profiles:
        names = tuple(one.hub.name for one in supplied_points(day.hubs))
        return FirstStep(after(day, ()), (), (Fact.of("plan.nobody_supplies", hubs=names),))
    shared = _shared_out(day, profiles)
    standing = _as_it_stands(shared, roads, estimate)
    if standing is not None:
        return standing
    model = supply_model(shared.day, profiles, shared.loads)
    solution = _searched(model, solver, _a_share(order), watch)
    if solution is None:
        return None
    supplies = supplies_of(model, solution)
    later = after(shared.day, supplies)
    missed = frozenset(model.loads[stop].point.hub.id for stop in solution.left_out)
    if gone := missed or _idle(later):
        why = "plan.not_supplied" if missed else "plan.nobody_starts"
        search = _Search(roads, solver, time_left(order, begun), watch, estimate)
        return _without(gone, why, shared.day, search)
    notes = (Fact.of("plan.supplies_anew"),) if day.supplies else ()
    return FirstStep(later, supplies, notes)


def _a_share(order: SearchOrder) -> SearchOrder:
    """How to search for the rounds to the points."""
    seconds = None if order.seconds is None else order.seconds * SHARE
    return replace(order, mode=Mode.EVERYTHING, seconds=seconds)


def _searched(
    model: SupplyModel, solver: Solver, order: SearchOrder, watch: Watch
) -> Solution | None:
    """The best rounds that were found, or the first plan where a search dies or breaks a rule.
    None when it was dropped."""
    if not model.problem.stops:
        return Solution()
    try:
        found = solver.solve(model.problem, order, Watch(wish=watch.wish))
    except SearchFailed:
        return mended(model.problem)
    if found is None:
        return None
    sound = evaluation.judge(model.problem, found.solution).sound
    return found.solution if sound else mended(model.problem)


@dataclass(frozen=True, slots=True)
class _Search:
    """With what the rounds are searched for."""

    roads: Roads
    solver: Solver
    order: SearchOrder
    watch: Watch
    estimate: Roads | None


def _idle(day: DeliveryDay) -> frozenset[HubId]:
    """The supplied points where nobody can load once the supplies are there: whoever could is tied
    to another hub, or drives a supply and rides on from the kitchen."""
    return frozenset(
        one.hub.id
        for one in supplied_points(day.hubs)
        if not any(turn.volunteer.hub in (None, one.hub.id) for turn in day.turns)
    )


def _without(
    gone: frozenset[HubId], why: str, day: DeliveryDay, search: _Search
) -> FirstStep | None:
    """Once more, without the points where nobody starts, or that cannot get all they need: their
    people are fed from the kitchen itself, for another point has no more than its own."""
    fewer, order = _from_their_kitchens(day, gone), search.order
    rest = first_step(fewer, search.roads, search.solver, order, search.watch, search.estimate)
    if rest is None:
        return None
    return replace(rest, notes=(Fact.of(why, hubs=_names(day, gone)), *rest.notes))


def _from_their_kitchens(day: DeliveryDay, gone: frozenset[HubId]) -> DeliveryDay:
    """The day without these points, their people fed from where their meals are made."""
    kitchens = {one.hub.id: one.hub.supplied_by for one in day.hubs if one.hub.id in gone}
    due = tuple(
        replace(one, recipient=replace(one.recipient, hub=kitchens[one.recipient.hub]))
        if one.recipient.hub in kitchens
        else one
        for one in day.due
    )
    return replace(day, due=due, hubs=tuple(one for one in day.hubs if one.hub.id not in gone))


def _names(day: DeliveryDay, hubs: frozenset[HubId]) -> tuple[str, ...]:
    return tuple(one.hub.name for one in day.hubs if one.hub.id in hubs)


# What each point needs ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Shared:
    """What each point needs, and the day on which its people stay with it."""

    day: DeliveryDay
    loads: tuple[Load, ...]


def _shared_out(day: DeliveryDay, profiles: Mapping[Transport, Profile]) -> _Shared:
    """Who is fed from where in a first plan, as if every meal were brought at once."""
    known = {one.hub.id: one for one in day.hubs}
    guessed = tuple(_soonest(one, known, day, profiles) for one in day.hubs)
    model = within_kitchens(model_of(replace(day, hubs=guessed), profiles))
    solution = mended(model.problem)
    hub_of = _hubs_of(model, solution)
    points = {one.hub.id: one for one in supplied_points(day.hubs)}
    lines: dict[HubId, Counter[MealSpec]] = {}
    for rider in model.riders:
        hub = hub_of[rider.recipient.id]
        if hub in points and rider.portions:
            lines.setdefault(hub, Counter())[rider.recipient.meal] += rider.portions
    loads = tuple(
        Load(point, _lines(lines[hub]), _latest_s(model, solution, hub))
        for hub, point in points.items()
        if hub in lines
    )
    due = tuple(_stays(one, hub_of, model, frozenset(points)) for one in day.due)
    return _Shared(replace(day, due=due), loads)


def _lines(meals: Counter[MealSpec]) -> tuple[Line, ...]:
    """The most of one meal first."""
    ordered = sorted(meals.items(), key=lambda item: (-item[1], str(item[0])))
    return tuple(Line(meal, n) for meal, n in ordered)


def _soonest(
    one: OpenHub,
    known: Mapping[HubId, OpenHub],
    day: DeliveryDay,
    profiles: Mapping[Transport, Profile],
) -> OpenHub:
    """A point as if its meals came straight from the first batch of the kitchen."""
    kitchen = known.get(one.hub.supplied_by) if one.hub.supplied_by is not None else None
    if kitchen is None:
        return one
    hubs = [open_hub.hub.id for open_hub in day.hubs]
    places = list(dict.fromkeys(o.hub.located.point for o in day.hubs if o.hub.located))
    point_of = {o.hub.id: o.hub.located.point for o in day.hubs if o.hub.located}
    assert set(point_of) == set(hubs), "an open hub is on the map"
    a, b = (places.index(point_of[hub]) for hub in (kitchen.hub.id, one.hub.id))
    used = {turn.volunteer.transport for turn in carriers(day)}
    ways_s = [int(profiles[transport].duration_s[a, b]) for transport in sorted(used)]
    way_s = min(ways_s, default=UNREACHABLE)
    opens_s = min((at.start_s for at in kitchen.hours), default=0)
    hot_s = max(opens_s, min(kitchen.hub.ready_s, default=opens_s))
    ready_s = hot_s + kitchen.hub.loading_s + way_s + one.hub.loading_s
    return ready_from(one, ready_s, hot_s) or replace(one, hours=())


def _hubs_of(model: Model, solution: Solution) -> dict[RecipientId, HubId]:
    """Where everybody who goes along is fed; who found no place counts with the nearest hub."""
    found: dict[int, int] = {
        visit.stop: trip.depot
        for route in solution.routes
        for trip in route.trips
        for visit in trip.visits
    }
    problem = model.problem
    for stop, asked in enumerate(problem.stops):
        allowed = range(len(problem.depots)) if asked.depots is None else sorted(asked.depots)
        if stop not in found and problem.profiles and allowed:
            far = problem.profiles[0].distance_m[:, asked.location]
            found[stop] = min(allowed, key=lambda d: int(far[problem.depots[d].location]))
    return {
        due.recipient.id: model.hubs[found[stop]].hub.id for stop, due in enumerate(model.riders)
    }


def _latest_s(model: Model, solution: Solution, hub: HubId) -> int:
    """When the first round from this point would load."""
    loads_s = [
        trip.load_s
        for route in solution.routes
        for trip in route.trips
        if model.hubs[trip.depot].hub.id == hub
    ]
    return min(loads_s, default=model.day.settings.day_starts_s)


def _stays(
    due: Due, hub_of: Mapping[RecipientId, HubId], model: Model, points: frozenset[HubId]
) -> Due:
    """Who could be fed from a point is fed from where the first plan says: neither more nor fewer
    meals leave it than were brought."""
    recipient = due.recipient
    may = model.sorted_out.hubs_of.get(recipient.id, frozenset())
    if recipient.id not in hub_of or not may & points:
        return due
    return replace(due, recipient=replace(recipient, hub=hub_of[recipient.id]))


# What stands already -----------------------------------------------------------------------------


def _as_it_stands(shared: _Shared, roads: Roads, estimate: Roads | None) -> FirstStep | None:
    """The rounds that hold, if they still bring what is needed; None when they do not, or when
    there are none. A point they pass by is fed from its kitchen, as it was in that plan."""
    day, supplies = shared.day, shared.day.supplies
    if not supplies:
        return None
    kept = _kept(day, shared.loads)
    if kept is not None:
        return FirstStep(after(day, kept), kept)
    passed = {load.point.hub.id for load in shared.loads}
    passed -= {stop.hub for run in supplies for stop in run.stops if stop.hub is not None}
    if not passed:
        return None
    fewer = _from_their_kitchens(day, frozenset(passed))
    again = _shared_out(fewer, travelling.travel(fewer, roads, estimate).profiles)
    kept = _kept(again.day, again.loads)
    if kept is None:
        return None
    note = Fact.of("plan.not_supplied_now", hubs=_names(day, frozenset(passed)))
    return FirstStep(after(again.day, kept), kept, (note,))


def _kept(day: DeliveryDay, loads: Sequence[Load]) -> tuple[PlannedRoute, ...] | None:
    """The rounds that hold, with what is needed now; None where they do not do any more."""
    drivers = {turn.volunteer.id: turn for turn in carriers(day)}
    asked = {load.point.hub.id: load for load in loads}
    drops = Counter(stop.hub for run in day.supplies for stop in run.stops)
    if set(drops) != set(asked) or any(
        _brought(day.supplies, hub) != _counted(asked[hub].lines)
        for hub, times in drops.items()
        if hub is not None and times > 1
    ):
        return None
    kept = []
    for run in day.supplies:
        turn = drivers.get(run.volunteer)
        if turn is None or not turn.hours.holds(run.starts_s):
            return None
        stops = tuple(
            replace(stop, lines=asked[stop.hub].lines)
            if stop.hub is not None and drops[stop.hub] == 1
            else stop
            for stop in run.stops
        )
        changed = replace(run, stops=stops)
        if max(_carried(changed)) > min(capacity_of(turn.volunteer, day.settings)):
            return None
        kept.append(changed)
    return tuple(kept)


def too_full(day: DeliveryDay, plan: Plan) -> tuple[RuleBreach, ...]:
    """The supplies with more meals in one load than there is room for, with the doors of `plan`;
    of whoever does not come any more nothing is known."""
    drivers = {turn.volunteer.id: turn.volunteer for turn in day.turns}
    return tuple(
        RuleBreach(
            "supply_meals",
            Fact.of("plan.supply_too_full", who=run.volunteer_name, n=n, most=most),
            run.code,
        )
        for run in with_amounts(plan).supplies
        if run.volunteer in drivers
        and (n := max(_carried(run)))
        > (most := min(capacity_of(drivers[run.volunteer], day.settings)))
    )


def _brought(supplies: Sequence[PlannedRoute], hub: HubId) -> Counter[MealSpec]:
    """What comes to a point in parts; that is not shared out anew, it has to be as it was."""
    return _counted(line for _, stop in drops_at(supplies, hub) for line in stop.lines)


def _counted(lines: Iterable[Line]) -> Counter[MealSpec]:
    meals: Counter[MealSpec] = Counter()
    for line in lines:
        meals[line.meal] += line.quantity
    return meals


def _carried(run: PlannedRoute) -> Iterator[int]:
    for trip in range(len(run.trips)):
        yield sum(stop.meals for stop in run.stops_of(trip))
