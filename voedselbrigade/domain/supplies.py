"""Service points whose meals come from a kitchen: whose food lies there, and from when.

First somebody brings the meals of a kitchen to the service points (a supply), then others bring
them from there to the doors. Whoever walks from a point can leave when its last crate is unloaded;
the clock of a hot meal runs from the moment it left the heat in the kitchen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count

from voedselbrigade.domain.clock import TimeWindow
from voedselbrigade.domain.food import Line, MealKind, MealSpec
from voedselbrigade.domain.gathered_days import DeliveryDay, OpenHub
from voedselbrigade.domain.numbering import supply_code
from voedselbrigade.domain.office import Settings
from voedselbrigade.domain.people import Base
from voedselbrigade.domain.places import Hub, HubId
from voedselbrigade.domain.plans import Plan, PlannedRoute, PlannedStop, StopStatus
from voedselbrigade.domain.turns import Turn
from voedselbrigade.errors import Fact


def as_fed(hub: Hub, hubs: Mapping[HubId, Hub]) -> Hub:
    """The hub with the food that lies there: of the kitchen that brings it, if one does; none at
    all if that kitchen is unknown."""
    if hub.supplied_by is None:
        return hub
    kitchen = hubs.get(hub.supplied_by)
    if kitchen is None:
        return replace(hub, meal_kinds=frozenset())
    return replace(
        hub,
        makes=kitchen.makes,
        leaves_out=kitchen.leaves_out,
        meal_kinds=kitchen.meal_kinds & hub.meal_kinds,
    )


def with_kitchens(
    hubs: Sequence[OpenHub],
) -> tuple[tuple[OpenHub, ...], tuple[Fact, ...]]:
    """The open hubs with the food that lies there; a point whose kitchen cannot supply it today
    falls out, and that is said."""
    known = {one.hub.id: one.hub for one in hubs}
    found: list[OpenHub] = []
    notes: list[Fact] = []
    for one in hubs:
        kitchen = known.get(one.hub.supplied_by) if one.hub.supplied_by is not None else None
        if one.hub.supplied_by is None:
            found.append(one)
        elif kitchen is None or kitchen.supplied_by is not None:
            notes.append(Fact.of("plan.supplier_closed", hub=one.hub.name))
        else:
            found.append(replace(one, hub=as_fed(one.hub, known)))
    return tuple(found), tuple(notes)


def supplied_points(hubs: Iterable[OpenHub]) -> tuple[OpenHub, ...]:
    """The open hubs that wait for what a kitchen brings."""
    return tuple(one for one in hubs if one.hub.supplied_by is not None)


# What follows from a supply ----------------------------------------------------------------------


def after(day: DeliveryDay, supplies: Sequence[PlannedRoute]) -> DeliveryDay:
    """The day as it is for the doors, once it is known who brings what to the points and when.

    A point opens when the last of its meals is unloaded; one that gets none has none. Who drives a
    supply comes back to the kitchen, and rides from there in the hours that are left.
    """
    if not supplied_points(day.hubs):
        return day
    parcels_at = frozenset(hub for due in day.due for hub in due.along.hubs)
    hubs = (_supplied(one, supplies, day.settings, parcels_at) for one in day.hubs)
    turns = (turn for each in day.turns for turn in _left_of(each, supplies, day.settings))
    return replace(day, hubs=tuple(one for one in hubs if one), turns=tuple(turns))


def _supplied(
    one: OpenHub,
    supplies: Sequence[PlannedRoute],
    settings: Settings,
    parcels_at: frozenset[HubId],
) -> OpenHub | None:
    if one.hub.supplied_by is None:
        return one
    brought = tuple(drops_at(supplies, one.hub.id))
    if not brought and one.hub.id in parcels_at:
        return replace(one, hub=replace(one.hub, supplied_by=None, supplies_meals=False))
    if not brought:
        return None
    ready_s = max(stop.leaves_s for _, stop in brought)
    hot_s = min(hot_since_s(run, stop, settings) for run, stop in brought)
    return ready_from(one, ready_s, hot_s)


def ready_from(one: OpenHub, ready_s: int, hot_s: int) -> OpenHub | None:
    """A point where loading can start from `ready_s`, with meals that left the heat at `hot_s`."""
    hours = tuple(
        TimeWindow(max(at.start_s, ready_s), at.end_s)
        for at in one.hours
        if at.end_s - max(at.start_s, ready_s) >= max(1, one.hub.loading_s)
    )
    return OpenHub(replace(one.hub, ready_s=(hot_s,)), hours) if hours else None


def drops_at(
    supplies: Iterable[PlannedRoute], hub: HubId
) -> Iterator[tuple[PlannedRoute, PlannedStop]]:
    """Everything that is brought to one service point."""
    return ((run, stop) for run in supplies for stop in run.stops if stop.hub == hub)


def hot_since_s(run: PlannedRoute, stop: PlannedStop, settings: Settings) -> int:
    """When the meals of this stop left the heat; without hot meals, when they were loaded."""
    trip = run.trips[stop.trip]
    hard_s = settings.rides[MealKind.HOT].hard_s
    if trip.hot_until_s is None or hard_s is None:
        return trip.loads_s
    return trip.hot_until_s - hard_s


def _left_of(turn: Turn, supplies: Sequence[PlannedRoute], settings: Settings) -> Iterator[Turn]:
    """The turn after a supply: what is left of the hours and of the minutes somebody may work."""
    own = (run for run in supplies if run.volunteer == turn.volunteer.id)
    run = next((run for run in own if turn.hours.holds(run.starts_s)), None)
    if run is None:
        yield turn
        return
    usual = settings.transports[turn.volunteer.transport].most_minutes
    most = turn.volunteer.most_minutes
    minutes = (usual if most is None else most) - run.minutes
    if run.ends_s < turn.hours.end_s and minutes > 0:
        driver = replace(
            turn.volunteer, most_minutes=minutes, starts=Base.HUB, hub=run.trips[-1].hub
        )
        hours = TimeWindow(run.ends_s, turn.hours.end_s)
        yield replace(turn, volunteer=driver, hours=hours)


def coded(
    supplies: Sequence[PlannedRoute], published: Sequence[Plan], draft: Plan | None = None
) -> tuple[PlannedRoute, ...]:
    """The supplies with their codes, T01 and so on; a volunteer keeps the code he had this day."""
    had = {
        run.volunteer: run.code
        for plan in (*published, *((draft,) if draft else ()))
        for run in plan.supplies
    }
    taken = frozenset(had.values())
    free = (code for n in count(1) if (code := supply_code(n)) not in taken)
    found = [replace(run, code=had.pop(run.volunteer, "") or next(free)) for run in supplies]
    return tuple(sorted(found, key=lambda run: run.code))


def waiting_at(plan: Plan, hub: HubId) -> tuple[str, ...]:
    """The routes that load at a hub."""
    return tuple(
        route.code for route in plan.routes if any(trip.hub == hub for trip in route.trips)
    )


def kitchen_of(plan: Plan, hub: HubId) -> HubId:
    """Where the meals that are loaded at a hub were made: there, or where they came from."""
    brought = next(drops_at(plan.supplies, hub), None)
    return hub if brought is None else brought[0].trips[brought[1].trip].hub


# When the doors change afterwards ----------------------------------------------------------------


def with_amounts(plan: Plan) -> Plan:
    """The plan with as many meals on every supply as leave its points now: whoever was moved by
    hand takes his meal along."""
    if not plan.supplies:
        return plan
    drops = sorted(
        ((run, stop) for run in plan.supplies for stop in run.stops if stop.hub is not None),
        key=lambda one: one[1].leaves_s,
    )
    left = {stop.hub: _leaving(plan, stop.hub) for _, stop in drops}
    last = {stop.hub: (run.code, stop.number) for run, stop in drops}
    poured = {
        (run.code, stop.number): _poured(
            left[stop.hub],
            None if last[stop.hub] == (run.code, stop.number) else stop.meals,
        )
        for run, stop in drops
    }
    supplies = (
        replace(
            run,
            stops=tuple(
                replace(stop, lines=poured.get((run.code, stop.number), stop.lines))
                for stop in run.stops
            ),
        )
        for run in plan.supplies
    )
    return replace(plan, supplies=tuple(supplies))


def _leaving(plan: Plan, hub: HubId | None) -> dict[MealSpec, int]:
    """How many of each meal are loaded at a hub, the most of one meal first."""
    meals: Counter[MealSpec] = Counter()
    for route, stop in plan.every_stop():
        if stop.status is StopStatus.PLANNED and route.trips[stop.trip].hub == hub:
            for line in stop.lines:
                meals[line.meal] += line.quantity
    return dict(sorted(meals.items(), key=lambda item: (-item[1], str(item[0]))))


def _poured(left: dict[MealSpec, int], most: int | None) -> tuple[Line, ...]:
    """So many meals taken from what is left; without `most` all of it."""
    lines: list[Line] = []
    for meal, n in tuple(left.items()):
        taken = n if most is None else min(n, most - sum(line.quantity for line in lines))
        if taken:
            lines.append(Line(meal, taken))
            left[meal] -= taken
    return tuple(lines)


def told(plan: Plan) -> tuple[Fact, ...]:
    """Who brings how many meals to which point, and from when they can be loaded there."""
    return tuple(
        Fact.of(
            "plan.supply",
            route=run.code,
            name=run.volunteer_name,
            hub=stop.name,
            n=stop.meals,
            ready_s=stop.leaves_s,
        )
        for run in plan.supplies
        for stop in run.stops
    )
