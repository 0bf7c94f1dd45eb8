"""A supply that comes later than the plan says: whom that hits, and by how much.

The clock of a hot meal does not wait: it runs from the moment the meals left the heat, wherever the
van stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from voedselbrigade.domain.plans import Plan, PlannedRoute, PlannedStop
from voedselbrigade.domain.supplies import drops_at
from voedselbrigade.errors import Fact, NotFound


@dataclass(frozen=True, slots=True)
class Late:
    """The supply with this code is so many seconds later than the plan says."""

    code: str
    late_s: int


@dataclass(frozen=True, slots=True)
class LateStop:
    """A door that is reached later. `missed_s`: so long after the window asked for; `cold_s`: so
    long after a hot meal has to be there."""

    number: str
    name: str
    arrives_s: int
    missed_s: int = 0
    cold_s: int = 0


@dataclass(frozen=True, slots=True)
class LateRoute:
    """A round that has to wait: so long at its first load that is late, and its doors after it."""

    code: str
    volunteer_name: str
    volunteer_phone: str
    waits_s: int
    stops: tuple[LateStop, ...]


def later(supplies: Sequence[PlannedRoute], late: Late) -> tuple[PlannedRoute, ...]:
    """The supplies with one of them held up under way. Raises NotFound without such a code."""
    if not any(run.code == late.code for run in supplies):
        if not supplies:
            raise NotFound("plan.nothing_supplied")
        codes = tuple(run.code for run in supplies)
        raise NotFound("plan.no_such_supply", code=late.code, codes=codes, n=len(codes))
    return tuple(_held_up(run, late.late_s) if run.code == late.code else run for run in supplies)


def _held_up(run: PlannedRoute, late_s: int) -> PlannedRoute:
    stops = tuple(
        replace(stop, arrives_s=stop.arrives_s + late_s, leaves_s=stop.leaves_s + late_s)
        for stop in run.stops
    )
    first, *others = run.trips
    trips = (
        replace(first, returns_s=first.returns_s + late_s),
        *(
            replace(
                trip,
                loads_s=trip.loads_s + late_s,
                departs_s=trip.departs_s + late_s,
                returns_s=trip.returns_s + late_s,
            )
            for trip in others
        ),
    )
    return replace(run, stops=stops, trips=trips, ends_s=run.ends_s + late_s)


def hit_by(plan: Plan, late: Late) -> tuple[LateRoute, ...]:
    """Every round that has to wait if nothing is planned anew, who waits longest first. Raises
    NotFound without a supply of that code."""
    supplies = later(plan.supplies, late)
    found = (_hit(route, supplies) for route in plan.routes)
    return tuple(sorted((one for one in found if one), key=lambda one: (-one.waits_s, one.code)))


def _hit(route: PlannedRoute, supplies: Sequence[PlannedRoute]) -> LateRoute | None:
    stops: list[LateStop] = []
    waits_s = behind_s = 0
    for index, trip in enumerate(route.trips):
        ready_s = max((stop.leaves_s for _, stop in drops_at(supplies, trip.hub)), default=0)
        if index:
            slack_s = max(0, trip.loads_s - route.trips[index - 1].returns_s)
            behind_s = max(0, behind_s - slack_s)
        waited_s = max(0, ready_s - trip.loads_s - behind_s)
        waits_s = waits_s or waited_s
        behind_s += waited_s
        stops.extend(_late_stops(route.stops_of(index), behind_s, trip.hot_until_s))
    if not waits_s:
        return None
    return LateRoute(route.code, route.volunteer_name, route.volunteer_phone, waits_s, tuple(stops))


def _late_stops(
    stops: Sequence[PlannedStop], behind_s: int, hot_until_s: int | None
) -> Iterator[LateStop]:
    if not behind_s:
        return
    for stop in stops:
        arrives_s = stop.arrives_s + behind_s
        missed_s = max(0, arrives_s - stop.window.end_s) if stop.window else 0
        cold_s = max(0, arrives_s - hot_until_s) if hot_until_s is not None else 0
        yield LateStop(stop.number, stop.name, arrives_s, missed_s, cold_s)


def told(route: LateRoute) -> tuple[Fact, ...]:
    """What a delay means for one round: how long it waits, then the doors it is too late for."""
    first = Fact.of(
        "late.route",
        route=route.code,
        name=route.volunteer_name,
        waits_s=route.waits_s,
        n=len(route.stops),
    )
    return (first, *(fact for stop in route.stops for fact in _about(route.code, stop)))


def _about(route: str, stop: LateStop) -> Iterator[Fact]:
    where = {"route": route, "stop": stop.number, "name": stop.name}
    if stop.cold_s:
        yield Fact.of("late.cold", **where, cold_s=stop.cold_s)
    if stop.missed_s:
        yield Fact.of("late.missed", **where, missed_s=stop.missed_s)
