"""What one route costs as the search counts it: work, way, and the wishes that times decide."""

from __future__ import annotations

from voedselbrigade.routing.ground import Ground, Order, Timing


def route_cost(ground: Ground, vehicle: int, order: Order, times: Timing) -> int:
    """All that one route costs; what is shared between routes stands in `plan_cost`."""
    driver, prices = ground.problem.vehicles[vehicle], ground.problem.prices
    spent_s = times.end_s - times.start_s
    total = driver.cost_fixed + driver.cost_per_s * spent_s
    if driver.cost_per_m:
        total += driver.cost_per_m * ground.way_m(vehicle, order)
    if driver.fair_s is not None:
        total += prices.over_fair_per_s * max(0, spent_s - driver.fair_s)
    if driver.fair_stops is not None and prices.over_fair_stop:
        count = sum(len(stops) for _, stops in order)
        total += prices.over_fair_stop * max(0, count - driver.fair_stops)
    if ground.area_price:
        total += ground.area_price * ground.extra_areas(order)
    if ground.sheet_price and not ground.is_as_before(vehicle, order):
        total += ground.sheet_price
    pair = ground.pair_rows[vehicle]
    for index, (depot, stops) in enumerate(order):
        for position, stop in enumerate(stops):
            total += pair[stop]
            if ground.soft[stop]:
                total += _wish_cost(
                    ground, stop, depot, times.loads_s[index], times.starts_s[index][position]
                )
    return total


def _wish_cost(ground: Ground, stop: int, depot: int, load_s: int, start_s: int) -> int:
    asked, prices, total = ground.stops[stop], ground.problem.prices, 0
    if asked.wanted is not None:
        early_s, late_s = asked.wanted.start_s - start_s, start_s - asked.wanted.end_s
        total += prices.off_wanted_per_s * max(0, early_s, late_s)
    if asked.wanted_ride_s is not None:
        ride_s = start_s - hot_s(ground, depot, load_s)
        total += prices.long_ride_per_s * max(0, ride_s - asked.wanted_ride_s)
    return total


def hot_s(ground: Ground, depot: int, load_s: int) -> int:
    """The moment from which the meals of a trip are counted as under way."""
    for first, last, batch in ground.segments[depot]:
        if first <= load_s <= last and batch is not None:
            return batch
    return load_s


def split_cost(ground: Ground, orders: dict[int, Order]) -> int:
    """What it costs that groups are served by more than one vehicle."""
    if not ground.grouped:
        return 0
    riders: dict[int, set[int]] = {}
    for vehicle, order in orders.items():
        for _, stops in order:
            for stop in stops:
                group = ground.groups[stop]
                if group is not None:
                    riders.setdefault(group, set()).add(vehicle)
    return ground.problem.prices.split_group * sum(len(some) - 1 for some in riders.values())
