"""The bilingual file: a delivery day becomes a Problem, a Solution becomes rounds and stops.

Everything the office calls by name gets an index here, and gets its name back afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from voedselbrigade.domain.clock import TimeWindow
from voedselbrigade.domain.delivery_days import Due
from voedselbrigade.domain.faces import Faces
from voedselbrigade.domain.food import Line, MealKind
from voedselbrigade.domain.gathered_days import DeliveryDay, OpenHub, Sorted, loads_at, sort_out
from voedselbrigade.domain.ledger import Share, fair_shares
from voedselbrigade.domain.office import Settings
from voedselbrigade.domain.people import Base, Dwelling, Priority, Recipient, Transport, Volunteer
from voedselbrigade.domain.places import HubId, Point
from voedselbrigade.domain.plans import PlannedRoute, PlannedStop, PlannedTrip, RouteKind
from voedselbrigade.domain.turns import Turn
from voedselbrigade.routing.areas import area_of
from voedselbrigade.routing.pairing import Pairs, faces_on, is_known_face, pair_wishes, summed
from voedselbrigade.routing.problem import (
    BACK_TO_DEPOT,
    COST_PER_MINUTE,
    LEFT_OUT_PRICE,
    OPEN,
    Depot,
    EndKind,
    Prices,
    Problem,
    Profile,
    Route,
    Solution,
    Stop,
    Vehicle,
    Window,
)
from voedselbrigade.routing.rounds import begins, home_of, round_of, trip_of, vehicle_of
from voedselbrigade.routing.standing import standing_plan
from voedselbrigade.words import speaker
from voedselbrigade.words.names import addressed

MEASURES = ("meals", "crate_places")
"""What a vehicle carries: meals in bags, and places in crates (a crate has as many as the office
says). A meal takes one of each, a food parcel whole crates."""

PRIORITY_PRICE: Mapping[Priority, int] = {
    Priority.LOW: LEFT_OUT_PRICE,
    Priority.NORMAL: 2 * LEFT_OUT_PRICE,
    Priority.HIGH: 8 * LEFT_OUT_PRICE,
}
"""Leaving one person out costs more than all work of a day, and more for who goes first."""

SHEET_IN_MOVES = 6
"""A sheet that is printed again is worth so many people who get another volunteer."""


@dataclass(frozen=True, slots=True)
class Model:
    """A problem with its dictionary: stop i is `riders[i]`, vehicle i is `turns[i]`, depot i is
    `hubs[i]`, location i is `points[i]`. `sorted_out` also has those who never became a stop.
    `faces` says who is known where, `pairs` by name of the wish what that makes of each pair."""

    problem: Problem
    day: DeliveryDay
    riders: tuple[Due, ...]
    turns: tuple[Turn, ...]
    hubs: tuple[OpenHub, ...]
    points: tuple[Point, ...]
    sorted_out: Sorted
    faces: Faces
    pairs: Pairs


def points_of(day: DeliveryDay) -> tuple[Point, ...]:
    """Every place that may be visited, once, in a fixed order: hubs, doors, homes."""
    doors = (due.recipient.located for due in day.due)
    homes = (turn.volunteer.located for turn in day.turns)
    hubs = (one.hub.located for one in day.hubs)
    places = (*hubs, *doors, *homes)
    return tuple(dict.fromkeys(place.point for place in places if place is not None))


def transports_of(day: DeliveryDay) -> tuple[Transport, ...]:
    """The means of transport of the day, in a fixed order: one profile each."""
    used = {turn.volunteer.transport for turn in day.turns}
    return tuple(transport for transport in Transport if transport in used)


def model_of(day: DeliveryDay, profiles: Mapping[Transport, Profile]) -> Model:
    """The day as a Problem; `profiles` has, per transport used, a table over `points_of(day)`."""
    found = sort_out(day)
    points = points_of(day)
    place = {point: index for index, point in enumerate(points)}
    depots = {one.hub.id: index for index, one in enumerate(day.hubs)}
    order = {transport: index for index, transport in enumerate(transports_of(day))}
    faces = faces_on(day)
    pairs = pair_wishes(day, found.going, faces)
    problem = Problem(
        profiles=tuple(profiles[transport] for transport in order),
        # Without anyone to drive there is no table, and no place for a depot to be at.
        depots=tuple(depot_of(one, place) for one in day.hubs) if order else (),
        stops=_in_streets(
            [_stop(due, day, found, place, depots) for due in found.going], found.going
        ),
        vehicles=_fairly([_vehicle(turn, day, place, depots, order) for turn in day.turns], day),
        measures=MEASURES,
        pair_cost=summed(pairs),
        excluded=_excluded(day.turns, found.going),
        previous=standing_plan(day, found.going, depots),
        prices=prices_of(day.settings),
    )
    return Model(problem, day, found.going, day.turns, day.hubs, points, found, faces, pairs)


# Into the problem --------------------------------------------------------------------------------


def at_door_s(recipient: Recipient, settings: Settings) -> int:
    """Seconds at the door: the person's own, or by house or flat, longer for who is frail."""
    if recipient.at_door_s is not None:
        return recipient.at_door_s
    flat = recipient.dwelling is Dwelling.FLAT
    door_s = settings.at_door_flat_s if flat else settings.at_door_house_s
    return door_s + (settings.at_door_frail_s if recipient.frail else 0)


def prices_of(settings: Settings) -> Prices:
    """Wishes in tenths of a second of a volunteer's time: 50 % of a second is 5."""
    return Prices(
        off_wanted_per_s=settings.price_off_wanted_percent // 10,
        long_ride_per_s=settings.price_late_ride_percent // 10,
        over_fair_per_s=settings.price_balance_percent // 10,
        over_fair_stop=settings.price_over_stop_min * COST_PER_MINUTE,
        split_group=settings.price_split_street_min * COST_PER_MINUTE,
        extra_area=settings.price_extra_area_min * COST_PER_MINUTE,
        moved=settings.price_moved_min * COST_PER_MINUTE,
        sheet=settings.price_moved_min * SHEET_IN_MOVES * COST_PER_MINUTE,
    )


def depot_of(one: OpenHub, place: Mapping[Point, int]) -> Depot:
    """Where meals are loaded, and when."""
    hub = one.hub
    assert hub.located is not None, "an open hub is on the map"
    hours = begins(one.hours, hub.loading_s)
    return Depot(place[hub.located.point], hours, hub.loading_s, tuple(sorted(hub.ready_s)))


def _stop(
    due: Due,
    day: DeliveryDay,
    found: Sorted,
    place: Mapping[Point, int],
    depots: Mapping[HubId, int],
) -> Stop:
    recipient, settings = due.recipient, day.settings
    assert recipient.located is not None, "who goes along is on the map"
    wanted_s, hard_s = _ride(due, settings)
    whole_day = TimeWindow(settings.day_starts_s, settings.day_ends_s)
    windows = sorted(recipient.windows) or [whole_day]
    return Stop(
        location=place[recipient.located.point],
        demand=(due.portions, due.portions + due.along.crates * settings.meals_per_crate),
        service_s=at_door_s(recipient, settings),
        windows=tuple(Window(one.start_s, one.end_s) for one in windows),
        max_ride_s=hard_s,
        wanted_ride_s=wanted_s,
        wanted=Window(wish.start_s, wish.end_s) if (wish := recipient.wanted_window) else None,
        needs=recipient.needs,
        depots=frozenset(depots[hub] for hub in found.hubs_of[recipient.id]),
        price=PRIORITY_PRICE[recipient.priority],
    )


def _ride(due: Due, settings: Settings) -> tuple[int | None, int | None]:
    """How long the food may ride, wanted and at most. There may be chilled food in a parcel."""
    kinds = [due.recipient.meal_kind] if due.portions else []
    kinds += [MealKind.CHILLED] if due.along.parcels else []
    rides = [settings.rides[kind] for kind in kinds]
    wanted = [ride.wanted_s for ride in rides if ride.wanted_s is not None]
    hard = [ride.hard_s for ride in rides if ride.hard_s is not None]
    return min(wanted, default=None), min(hard, default=None)


def _vehicle(
    turn: Turn,
    day: DeliveryDay,
    place: Mapping[Point, int],
    depots: Mapping[HubId, int],
    order: Mapping[Transport, int],
) -> Vehicle:
    volunteer, settings = turn.volunteer, day.settings
    usual = settings.transports[volunteer.transport]
    return replace(
        vehicle_of(turn, settings, place, order),
        end=_end(volunteer, home_of(volunteer, place)),
        depots=frozenset(depots[hub] for hub in loads_at(volunteer, day.hubs)),
        max_stops=usual.most_stops if volunteer.most_stops is None else volunteer.most_stops,
        tags=volunteer.skills,
    )


def _in_streets(stops: Sequence[Stop], riders: Sequence[Due]) -> tuple[Stop, ...]:
    """Neighbours as groups: whoever has the same postcode lives in the same bit of street. The
    four digits of it are the area."""
    codes = [due.recipient.address.postcode for due in riders]
    number = {code: index for index, code in enumerate(dict.fromkeys(codes)) if code}
    area = {code: index for index, code in enumerate(sorted({code[:4] for code in number}))}
    return tuple(
        replace(stop, group=number.get(code), area=area.get(code[:4]))
        for stop, code in zip(stops, codes, strict=True)
    )


def _fairly(vehicles: Sequence[Vehicle], day: DeliveryDay) -> tuple[Vehicle, ...]:
    """With what a fair round is for each, and what it costs that he comes too often."""
    settings, who = day.settings, [turn.volunteer.id for turn in day.turns]
    fair = Share(settings.fair_minutes, settings.fair_stops)
    shares = fair_shares(day.ridden, set(who), fair, settings.spare_percent)
    too_often = settings.price_too_often_min * COST_PER_MINUTE
    return tuple(
        replace(
            vehicle,
            fair_s=shares[turn.volunteer.id].minutes * 60,
            fair_stops=shares[turn.volunteer.id].stops,
            cost_fixed=vehicle.cost_fixed + (too_often if turn.often else 0),
        )
        for vehicle, turn in zip(vehicles, day.turns, strict=True)
    )


def _end(volunteer: Volunteer, home: int | None) -> int | EndKind:
    if volunteer.ends is Base.ANYWHERE:
        return OPEN
    if volunteer.ends is Base.HOME and home is not None:
        return home
    return BACK_TO_DEPOT


def _excluded(turns: Sequence[Turn], riders: Sequence[Due]) -> frozenset[tuple[int, int]]:
    return frozenset(
        (vehicle, stop)
        for vehicle, turn in enumerate(turns)
        for stop, due in enumerate(riders)
        if turn.volunteer.id in due.recipient.excluded
    )


# Back into words of the office -------------------------------------------------------------------


def routes_of(
    model: Model, solution: Solution, extra_s: Mapping[int, int] | None = None
) -> tuple[PlannedRoute, ...]:
    """The rounds of a solution, ordered by their start; stops are numbered 1, 2, … per round.

    `extra_s`: by stop what it costs more because of who comes (`wish_costs.wishes_told`).
    Codes are still empty: which round is R08 depends on the versions before (services.numbering).
    """
    routes = [_route(model, route, extra_s or {}) for route in solution.routes]
    return tuple(sorted(routes, key=lambda one: (one.starts_s, one.volunteer)))


def _route(model: Model, route: Route, extra_s: Mapping[int, int]) -> PlannedRoute:
    volunteer = model.turns[route.vehicle].volunteer
    stops = tuple(_stops(model, route, extra_s))
    return round_of(
        RouteKind.DELIVERY,
        volunteer,
        model.problem,
        route,
        model.points,
        area=area_of(stops, model.day.neighbourhoods),
        trips=tuple(_trip(model, route, index) for index in range(len(route.trips))),
        stops=stops,
    )


def _stops(model: Model, route: Route, extra_s: Mapping[int, int]) -> Iterable[PlannedStop]:
    number = 0
    volunteer = model.turns[route.vehicle].volunteer
    for index, trip in enumerate(route.trips):
        for visit in trip.visits:
            number += 1
            due = model.riders[visit.stop]
            leaves_s = visit.start_s + model.problem.stops[visit.stop].service_s
            stop = _stop_at_door(due, visit.start_s, leaves_s)
            familiar = is_known_face(model.faces, due.recipient, volunteer.id)
            more_s = extra_s.get(visit.stop, 0)
            yield replace(
                stop, number=str(number), trip=index, familiar=familiar, face_extra_s=more_s
            )


def _stop_at_door(due: Due, arrives_s: int, leaves_s: int) -> PlannedStop:
    """One door as it stands today: name, address and note are copied, not referred to."""
    recipient = due.recipient
    assert recipient.located is not None, "who goes along is on the map"
    inside = [one for one in sorted(recipient.windows) if one.holds(arrives_s)]
    return PlannedStop(
        number="",
        trip=0,
        recipient=recipient.id,
        name=addressed(recipient.name, speaker("nl")),
        street_line=recipient.address.line,
        postcode=recipient.address.postcode,
        town=recipient.address.town,
        phone=recipient.phone,
        door_note=recipient.door_note,
        lines=(Line(recipient.meal, due.portions),) if due.portions else (),
        crates=due.along.crates,
        point=recipient.located.point,
        sure=recipient.located.sure,
        arrives_s=arrives_s,
        leaves_s=leaves_s,
        window=inside[0] if inside else None,
        wanted=recipient.wanted_window,
        needs=tuple(sorted(recipient.needs)),
    )


def _trip(model: Model, route: Route, index: int) -> PlannedTrip:
    trip = route.trips[index]
    riders = (model.riders[visit.stop] for visit in trip.visits)
    kinds = {rider.recipient.meal_kind for rider in riders if rider.portions}
    hot_for_s = model.day.settings.rides[MealKind.HOT].hard_s if MealKind.HOT in kinds else None
    return trip_of(model.problem, route, index, model.hubs[trip.depot].hub, hot_for_s)
