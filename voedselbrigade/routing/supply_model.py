"""The first of two steps as a Problem: kitchens, service points, and who may drive between them.

Like `routing.model` it speaks both languages: of the office and of the solver. A service point that
asks for more than fits on a vehicle is visited more than once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from voedselbrigade.domain.food import Line, MealKind
from voedselbrigade.domain.gathered_days import DeliveryDay, OpenHub
from voedselbrigade.domain.people import Transport
from voedselbrigade.domain.places import HubId, Point
from voedselbrigade.domain.plans import (
    NOBODY,
    PlannedRoute,
    PlannedStop,
    PlannedTrip,
    RouteKind,
)
from voedselbrigade.domain.turns import Turn
from voedselbrigade.routing.model import (
    MEASURES,
    depot_of,
    points_of,
    prices_of,
    transports_of,
)
from voedselbrigade.routing.problem import (
    LEFT_OUT_PRICE,
    Problem,
    Profile,
    Route,
    Solution,
    Stop,
    Vehicle,
    Window,
)
from voedselbrigade.routing.replanning import mended
from voedselbrigade.routing.rounds import begins, capacity_of, round_of, trip_of, vehicle_of

CARRIERS = frozenset({Transport.CARGO_BIKE, Transport.CAR, Transport.VAN})
"""Who can bring the meals of a whole service point."""
LEFT_FOR_DOORS_S = 45 * 60
"""So much of the longest ride of a hot meal is kept for the way from the point to the doors."""
MOST_PARTS = 60
"""What is to be brought is cut in no more visits than about this many."""
LATE_PER_S = 20
"""What a second later than the first walker would load costs, in tenths: he waits, and so do others
behind him. It is no wish that the office weighs."""


@dataclass(frozen=True, slots=True)
class Load:
    """What one service point needs, or as much of it as one visit brings: so many portions per
    meal, preferably unloaded at `latest_s`."""

    point: OpenHub
    lines: tuple[Line, ...]
    latest_s: int

    @property
    def meals(self) -> int:
        return sum(line.quantity for line in self.lines)


@dataclass(frozen=True, slots=True)
class SupplyModel:
    """A problem with its dictionary: stop i is `loads[i]`, vehicle i is `turns[i]`, depot i is
    `kitchens[i]`, location i is `points[i]`."""

    problem: Problem
    day: DeliveryDay
    loads: tuple[Load, ...]
    turns: tuple[Turn, ...]
    kitchens: tuple[OpenHub, ...]
    points: tuple[Point, ...]


def carriers(day: DeliveryDay) -> tuple[Turn, ...]:
    """Who may drive a supply today: with a cargo bike, car or van, and not tied to another hub."""
    kitchens = {one.hub.supplied_by for one in day.hubs if one.hub.supplied_by is not None}
    return tuple(
        turn
        for turn in day.turns
        if turn.volunteer.transport in CARRIERS
        and (turn.volunteer.hub is None or turn.volunteer.hub in kitchens)
    )


def supply_model(
    day: DeliveryDay, profiles: Mapping[Transport, Profile], wanted: Sequence[Load]
) -> SupplyModel:
    """What has to go to the points as a problem; `profiles` as for `routing.model.model_of`.

    In as few visits as will do; in smaller parts where that leaves something behind, so that a
    cargo bike can take what does not go along in the van.
    """
    room = sorted({min(capacity_of(turn.volunteer, day.settings)) for turn in carriers(day)})
    largest, *smaller = [most for most in reversed(room) if most > 0] or [1]
    first = _in_parts(day, profiles, wanted, largest)
    if not mended(first.problem).left_out:
        return first
    meals = sum(load.meals for load in wanted)
    finer = (_in_parts(day, profiles, wanted, n) for n in smaller if meals <= n * MOST_PARTS)
    return next((one for one in finer if not mended(one.problem).left_out), first)


def _in_parts(
    day: DeliveryDay, profiles: Mapping[Transport, Profile], wanted: Sequence[Load], most: int
) -> SupplyModel:
    points = points_of(day)
    place = {point: index for index, point in enumerate(points)}
    order = {transport: index for index, transport in enumerate(transports_of(day))}
    turns = carriers(day)
    sources = {one.point.hub.supplied_by for one in wanted}
    kitchens = tuple(one for one in day.hubs if one.hub.id in sources)
    depots = {one.hub.id: index for index, one in enumerate(kitchens)}
    loads = tuple(load for one in wanted for load in _split(one, most))
    problem = Problem(
        profiles=tuple(profiles[transport] for transport in order),
        depots=tuple(depot_of(one, place) for one in kitchens) if order else (),
        stops=tuple(_stop(load, day, place, depots) for load in loads),
        vehicles=tuple(_vehicle(turn, day, place, depots, order) for turn in turns),
        measures=MEASURES,
        prices=replace(prices_of(day.settings), off_wanted_per_s=LATE_PER_S),
    )
    return SupplyModel(problem, day, loads, turns, kitchens, points)


def _split(wanted: Load, most: int) -> Iterator[Load]:
    """As few visits as will do, each of at most so many meals."""
    taken: list[Line] = []
    room = most
    for line in wanted.lines:
        left = line.quantity
        while left:
            now = min(left, room)
            taken.append(Line(line.meal, now))
            left, room = left - now, room - now
            if not room:
                yield Load(wanted.point, tuple(taken), wanted.latest_s)
                taken, room = [], most
    if taken:
        yield Load(wanted.point, tuple(taken), wanted.latest_s)


def _stop(
    load: Load, day: DeliveryDay, place: Mapping[Point, int], depots: Mapping[HubId, int]
) -> Stop:
    hub = load.point.hub
    assert hub.located is not None, "an open hub is on the map"
    assert hub.supplied_by is not None, "only points that are supplied are asked for"
    hard_s = day.settings.rides[MealKind.HOT].hard_s
    hot = any(line.meal.kind is MealKind.HOT for line in load.lines)
    return Stop(
        location=place[hub.located.point],
        demand=(load.meals, load.meals),
        service_s=hub.loading_s,
        windows=begins(load.point.hours, hub.loading_s),
        max_ride_s=max(0, hard_s - LEFT_FOR_DOORS_S) if hot and hard_s is not None else None,
        wanted=Window(0, max(0, load.latest_s - hub.loading_s)),
        depots=frozenset({depots[hub.supplied_by]}),
        price=LEFT_OUT_PRICE * load.meals,
    )


def _vehicle(
    turn: Turn,
    day: DeliveryDay,
    place: Mapping[Point, int],
    depots: Mapping[HubId, int],
    order: Mapping[Transport, int],
) -> Vehicle:
    hub = turn.volunteer.hub
    tied = frozenset({depots[hub]}) if hub is not None and hub in depots else None
    return replace(vehicle_of(turn, day.settings, place, order), depots=tied)


# Back into words of the office -------------------------------------------------------------------


def supplies_of(model: SupplyModel, solution: Solution) -> tuple[PlannedRoute, ...]:
    """The rounds to the points, ordered by their start; codes are still empty."""
    runs = [_run(model, route) for route in solution.routes]
    return tuple(sorted(runs, key=lambda one: (one.starts_s, one.volunteer)))


def _run(model: SupplyModel, route: Route) -> PlannedRoute:
    stops = tuple(_stops(model, route))
    return round_of(
        RouteKind.SUPPLY,
        model.turns[route.vehicle].volunteer,
        model.problem,
        route,
        model.points,
        area=_where_to(stops),
        trips=tuple(_trip(model, route, index) for index in range(len(route.trips))),
        stops=stops,
    )


def _where_to(stops: Sequence[PlannedStop]) -> str:
    """The points by name; the first of more than two, and how many others."""
    names = tuple(dict.fromkeys(stop.name for stop in stops))
    return " / ".join(names) if len(names) < 3 else f"{names[0]} +{len(names) - 1}"


def _stops(model: SupplyModel, route: Route) -> Iterator[PlannedStop]:
    visits = [(index, visit) for index, trip in enumerate(route.trips) for visit in trip.visits]
    for number, (index, visit) in enumerate(visits, start=1):
        load = model.loads[visit.stop]
        hub = load.point.hub
        assert hub.located is not None, "an open hub is on the map"
        yield PlannedStop(
            number=str(number),
            trip=index,
            recipient=NOBODY,
            name=hub.name,
            street_line=hub.address.line,
            postcode=hub.address.postcode,
            town=hub.address.town,
            phone=hub.phone,
            door_note="",
            lines=load.lines,
            point=hub.located.point,
            sure=hub.located.sure,
            arrives_s=visit.start_s,
            leaves_s=visit.start_s + hub.loading_s,
            hub=hub.id,
        )


def _trip(model: SupplyModel, route: Route, index: int) -> PlannedTrip:
    trip = route.trips[index]
    lines = [line for visit in trip.visits for line in model.loads[visit.stop].lines]
    hot = any(line.meal.kind is MealKind.HOT for line in lines)
    hot_for_s = model.day.settings.rides[MealKind.HOT].hard_s if hot else None
    return trip_of(model.problem, route, index, model.kitchens[trip.depot].hub, hot_for_s)
