"""Makes a plan that may be driven of one that may break rules: what does not hold is put back."""

from __future__ import annotations

from collections.abc import Mapping

from voedselbrigade.routing.engines.insertion import complete
from voedselbrigade.routing.engines.slots import Screen
from voedselbrigade.routing.ground import Ground, Order
from voedselbrigade.routing.orders import Orders, served_in
from voedselbrigade.routing.schedule import works


def mended(screen: Screen, orders: Mapping[int, Order]) -> Orders:
    """The plan with every route cut down to what holds, and with everyone put back who still fits
    somewhere."""
    ground = screen.ground
    kept: Orders = {}
    for vehicle, order in sorted(orders.items()):
        holding = order if works(ground, vehicle, order) else _what_holds(ground, vehicle, order)
        if holding:
            kept[vehicle] = holding
    served = served_in(kept)
    absent = [stop for stop in range(len(ground.stops)) if stop not in served]
    return complete(screen, kept, absent) if absent else kept


def _what_holds(ground: Ground, vehicle: int, order: Order) -> Order:
    """The route built up again stop by stop, without those that make it break a rule."""
    holding: Order = ()
    for depot, stops in order:
        before, trip = holding, tuple[int, ...]()
        for stop in stops:
            longer = (*before, (depot, (*trip, stop)))
            if works(ground, vehicle, longer):
                holding, trip = longer, (*trip, stop)
    return holding
