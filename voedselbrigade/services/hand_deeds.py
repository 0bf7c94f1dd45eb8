"""The moves a dispatcher knows: to another round, off every round, in it, and two that swap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from voedselbrigade.domain.hand_moves import going, route_of
from voedselbrigade.domain.numbering import next_code
from voedselbrigade.domain.people import RecipientId
from voedselbrigade.domain.plans import PlannedRoute
from voedselbrigade.errors import Fact, NotFound, NotPossible, WrongWords
from voedselbrigade.routing.engines.slots import Slot
from voedselbrigade.routing.ground import Order
from voedselbrigade.routing.moving import Move
from voedselbrigade.routing.orders import as_orders, without
from voedselbrigade.services.hand_offers import Deed, Offer, offer
from voedselbrigade.services.move_table import Table
from voedselbrigade.words import speaker
from voedselbrigade.words.names import addressed


def moved(
    table: Table, recipient: RecipientId, vehicles: Iterable[int], at: int | None = None
) -> Offer:
    """Somebody on the round of a volunteer (with two blocks of hours: the better one), as number
    `at` of its addresses or where it is best; also who is on no round yet.

    Raises NotPossible for who cannot go along and for what changes nothing, NotFound for who is
    not due, WrongWords for a place that there is not.
    """
    stop = table.stop_of(recipient)
    found = [_onto(table, recipient, stop, vehicle, at) for vehicle in vehicles]
    return min(found, key=_badness)


def moved_best(table: Table, recipient: RecipientId) -> Offer:
    """Somebody where it adds least. Raises NotPossible when it fits nowhere."""
    fits = table.board.fits(table.stop_of(recipient))
    if not fits:
        raise NotPossible("hand.fits_nowhere", name=_name(table, recipient))
    return moved(table, recipient, [fits[0].vehicle])


def taken_out(table: Table, recipient: RecipientId) -> Offer:
    """Somebody off every round. Raises NotPossible for who is on none."""
    route = route_of(table.plan, recipient)
    if route is None:
        raise NotPossible("hand.on_no_route", name=_name(table, recipient))
    vehicle = next((v for v, one in table.rides.items() if one.code == route.code), None)
    changed = dict[int, Order]()
    if vehicle is not None:
        order = table.board.orders[vehicle]
        gone = [i for i, due in enumerate(table.model.riders) if due.recipient.id == recipient]
        changed[vehicle] = without(order, gone)
    name, was = _name(table, recipient), route.volunteer_name
    fact = Fact.of("hand.taken_out", name=name, was=was, was_route=route.code)
    codes = {} if vehicle is None else {vehicle: route.code}
    return offer(table, changed, Deed(fact, codes, recipient))


def swapped(table: Table, one: int, other: int) -> Offer:
    """Two volunteers ride each other's rounds; with a round on one side only, the other takes it
    over. The code goes with the round, so that every label on the food still holds.

    Raises NotPossible for the same volunteer twice, and when neither has a round.
    """
    orders, rides = table.board.orders, table.rides
    turns = table.model.turns
    if turns[one].volunteer.id == turns[other].volunteer.id:
        raise NotPossible("hand.same_volunteer", name=_driver(table, one))
    if one not in rides and other not in rides:
        raise NotPossible("hand.no_routes", names=(_driver(table, one), _driver(table, other)))
    if one not in rides:
        one, other = other, one
    changed = {one: orders.get(other, ()), other: orders[one]}
    codes = {other: rides[one].code} | ({one: rides[other].code} if other in rides else {})
    was, to = _driver(table, one), _driver(table, other)
    if other in rides:
        pair = {"was_route": rides[one].code, "route": rides[other].code}
        return offer(
            table, changed, Deed(Fact("hand.swapped", {"was": was, "to": to} | pair), codes)
        )
    fact = Fact.of("hand.taken_over", to=to, was=was, route=rides[one].code)
    return offer(table, changed, Deed(fact, codes))


def taken_over(table: Table, route: PlannedRoute, vehicle: int) -> Offer:
    """A round whose volunteer does not come, whole to somebody who has none yet.

    Raises NotPossible for who has a round already, and when a kitchen of the round is closed.
    """
    to = _driver(table, vehicle)
    if vehicle in table.rides:
        raise NotPossible("hand.has_a_route", name=to, route=table.rides[vehicle].code)
    fact = Fact.of("hand.taken_over", to=to, was=route.volunteer_name, route=route.code)
    deed = Deed(fact, {vehicle: route.code}, taken_over=route)
    return offer(table, {vehicle: tuple(_loads(table, route))}, deed)


def _loads(table: Table, route: PlannedRoute) -> Iterator[tuple[int, tuple[int, ...]]]:
    """A route of the plan as an order, with whoever can still go along."""
    stop_of = {due.recipient.id: stop for stop, due in enumerate(table.model.riders)}
    depot_of = {one.hub.id: depot for depot, one in enumerate(table.model.hubs)}
    for index, trip in enumerate(route.trips):
        found = [stop_of.get(stop.recipient) for stop in route.stops_of(index)]
        stops = tuple(stop for stop in found if stop is not None)
        if stops and trip.hub not in depot_of:
            raise NotPossible("hand.kitchen_closed", hub=trip.hub_name)
        if stops:
            yield depot_of[trip.hub], stops


# One person onto one round -----------------------------------------------------------------------


def _onto(table: Table, recipient: RecipientId, stop: int, vehicle: int, at: int | None) -> Offer:
    board = table.board
    rest = {v: without(board.orders[v], (stop,)) for v in _where(table, stop)}
    order = rest.get(vehicle, board.orders.get(vehicle, ()))
    if at is None or not order:
        _check_place(at, order)
        orders = [_best(table, stop, vehicle)]
    else:
        orders = list(_at(order, stop, vehicle, at))
    deed = _deed(table, recipient, vehicle)
    offers = _offers(table, deed, (rest | {vehicle: one} for one in orders))
    if at is None and not all(one.allowed for one in offers):
        places = range(1, _length(order) + 2)
        every = (one for place in places for one in _at(order, stop, vehicle, place))
        offers += _offers(table, deed, (rest | {vehicle: one} for one in every))
    if not offers:
        raise NotPossible("hand.nothing_changes", name=_name(table, recipient))
    return min(offers, key=_badness)


def _offers(table: Table, deed: Deed, every: Iterable[Mapping[int, Order]]) -> list[Offer]:
    """What each would mean; what changes nothing is no move."""
    now = table.board.orders
    return [
        offer(table, changed, deed)
        for changed in every
        if any(order != now.get(vehicle, ()) for vehicle, order in changed.items())
    ]


def _where(table: Table, stop: int) -> tuple[int, ...]:
    vehicle = table.board.on.get(stop)
    return () if vehicle is None else (vehicle,)


def _best(table: Table, stop: int, vehicle: int) -> Order:
    """The round with the stop where it costs least; somewhere, when it fits nowhere."""
    return as_orders(table.board.judged(Move(stop, vehicle)).solution)[vehicle]


def _at(order: Order, stop: int, vehicle: int, at: int) -> Iterable[Order]:
    """The round with the stop as its `at`th address; between two loads it may be of either."""
    _check_place(at, order)
    before = 0
    for trip, (depot, stops) in enumerate(order):
        place = at - 1 - before
        if 0 <= place <= len(stops):
            yield Slot(vehicle, trip, place, depot, new=False).filled(order, stop)
        before += len(stops)


def _check_place(at: int | None, order: Order) -> None:
    most = _length(order) + 1
    if at is not None and not 1 <= at <= most:
        raise WrongWords("hand.no_place", at=str(at)[:20], most=most)


def _length(order: Order) -> int:
    return sum(len(stops) for _, stops in order)


def _badness(one: Offer) -> tuple[int, int, int]:
    return len(one.never), len(one.new), one.added_s


def _deed(table: Table, recipient: RecipientId, vehicle: int) -> Deed:
    """Who goes where, in words, and the codes of the rounds that change."""
    rides, driver = table.rides, table.model.turns[vehicle].volunteer
    was = route_of(table.plan, recipient)
    codes = {v: route.code for v, route in rides.items() if was and route.code == was.code}
    codes[vehicle] = rides[vehicle].code if vehicle in rides else next_code(_taken(table))
    values = {"name": _name(table, recipient), "to": driver.name.plain, "route": codes[vehicle]}
    if was is None:
        fact = Fact("hand.put_in", values)
    elif was.code == codes[vehicle]:
        fact = Fact("hand.reordered", values)
    else:
        named = {"was": was.volunteer_name, "was_route": was.code}
        fact = Fact("hand.moved", values | named)
    return Deed(fact, codes, recipient, driver.id)


def _taken(table: Table) -> set[str]:
    plans = (table.plan, *table.sight.published)
    return {route.code for plan in plans for route in plan.routes}


def _driver(table: Table, vehicle: int) -> str:
    return table.model.turns[vehicle].volunteer.name.plain


def _name(table: Table, recipient: RecipientId) -> str:
    """Somebody's name as the plan has it, else as it is now. Raises NotFound."""
    in_plan = (s.name for r in table.plan.routes for s in going(r) if s.recipient == recipient)
    left_out = (one.name for one in table.plan.left_out if one.recipient == recipient)
    found = next(in_plan, None) or next(left_out, None)
    due = table.due(recipient)
    if found is None and due is None:
        raise NotFound("hand.not_due", day=table.plan.day.isoformat())
    return found or (addressed(due.recipient.name, speaker("nl")) if due else "")
