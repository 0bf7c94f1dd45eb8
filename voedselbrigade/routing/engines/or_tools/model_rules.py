"""The rules of a problem in the words of the routing library, all but those of a trip's load."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from ortools.constraint_solver import pywrapcp

from voedselbrigade.routing.engines.or_tools.net import Net
from voedselbrigade.routing.ground import Ints
from voedselbrigade.routing.problem import DAY_END_S, Vehicle

FIRST = 1_000_000_000
"""The weight of what is settled first when a plan is written out: the times."""


def lay_travel(net: Net) -> None:
    """What journeys cost each vehicle."""
    tables, nothing = net.ground.tables, [0] * len(net.places)
    priced: dict[tuple[object, ...], int] = {}
    for index, (copy, driver, kind) in enumerate(
        zip(net.copies, net.vehicles, net.kinds, strict=True)
    ):
        pairs = _pairs(net, copy.vehicle)
        key = (kind, driver.cost_per_s, driver.cost_per_m, pairs.tobytes())
        if key not in priced:
            cost = driver.cost_per_s * tables.travel[kind]
            cost = cost + driver.cost_per_m * tables.metres[kind]
            priced[key] = net.matrix(cost, nothing, pairs)
        net.routing.SetArcCostEvaluatorOfVehicle(priced[key], index)
        lead = driver.cost_per_s * copy.lead_s + driver.cost_per_m * copy.lead_m
        net.routing.SetFixedCostOfVehicle(driver.cost_fixed + lead, index)


def _pairs(net: Net, vehicle: int) -> Ints:
    """By node, what a visit costs by who makes it: the pair's price, dearer hours."""
    drivers, ground = net.problem.vehicles, net.ground
    dearer = drivers[vehicle].cost_per_s - min(driver.cost_per_s for driver in drivers)
    costs = ground.pair_cost[vehicle, net.stops] + net.lift
    costs = costs + dearer * np.array(ground.service, np.int64)[net.stops]
    return np.concatenate([costs, np.zeros(len(net.places) - len(costs), np.int64)])


def lay_time(net: Net) -> None:
    """Windows, opening hours, shifts, longest days, fair shares and breaks."""
    for stop, node in net.node_of.items():
        _allow(net.time.CumulVar(net.index[node]), net.ground.windows[stop])
    for offset, reload in enumerate(net.reloads):
        cumul = net.time.CumulVar(net.index[len(net.stops) + offset])
        _allow(cumul, [(a, b) for a, b, _ in net.ground.segments[reload.depot]])
    for index, (copy, driver) in enumerate(zip(net.copies, net.vehicles, strict=True)):
        start, end = net.routing.Start(index), net.routing.End(index)
        _allow(net.time.CumulVar(start), [(a, b) for a, b, _ in net.ground.segments[copy.depot]])
        earliest = min(driver.shift.start_s + copy.lead_s, DAY_END_S)
        latest = max(min(driver.shift.end_s, DAY_END_S), 0)
        net.solver.Add(net.time.CumulVar(start) >= earliest)
        net.solver.Add(net.time.CumulVar(end) <= latest)
        net.time.SetSlackCostCoefficientForVehicle(driver.cost_per_s, index)
        if driver.max_duration_s is not None:
            most = max(0, driver.max_duration_s - copy.lead_s)
            net.time.SetSpanUpperBoundForVehicle(most, index)
        if driver.fair_s is not None and net.problem.prices.over_fair_per_s:
            bound = pywrapcp.BoundCost(
                max(0, driver.fair_s - copy.lead_s), net.problem.prices.over_fair_per_s
            )
            net.time.SetSoftSpanUpperBoundForVehicle(bound, index)
        _lay_breaks(net, index, driver)
        net.routing.AddWeightedVariableMaximizedByFinalizer(net.time.CumulVar(start), 4 * FIRST)
        net.routing.AddWeightedVariableMinimizedByFinalizer(net.time.CumulVar(end), 2 * FIRST)
    for node in net.index:
        net.routing.AddWeightedVariableMinimizedByFinalizer(net.time.CumulVar(node), FIRST)


def _lay_breaks(net: Net, index: int, driver: Vehicle) -> None:
    rests = [
        net.solver.FixedDurationIntervalVar(
            rest.window.start_s, rest.window.end_s, rest.duration_s, False, f"rest {index} {n}"
        )
        for n, rest in enumerate(driver.breaks)
    ]
    if rests:
        net.time.SetBreakIntervalsOfVehicle(rests, index, net.spent)


def lay_loads(net: Net) -> None:
    for measure, name in enumerate(net.problem.measures):
        demand = [int(net.ground.demand[stop, measure]) for stop in net.stops]
        room = [min(driver.capacity[measure], sum(demand)) for driver in net.vehicles]
        most = {copy.vehicle: room[index] for index, copy in enumerate(net.copies)}
        demand += [-most[reload.vehicle] for reload in net.reloads]
        net.unary(f"load {name}", demand, room, refill=True)


def lay_limits(net: Net) -> None:
    fair = net.problem.prices.over_fair_stop
    counted = [d.max_stops is not None or (fair and d.fair_stops is not None) for d in net.vehicles]
    if any(counted):
        room = [
            len(net.stops) if driver.max_stops is None else driver.max_stops
            for driver in net.vehicles
        ]
        net.unary("stops", [1] * len(net.stops), room, refill=False)
        count = net.routing.GetDimensionOrDie("stops")
        for index, driver in enumerate(net.vehicles):
            if fair and driver.fair_stops is not None:
                end = net.routing.End(index)
                count.SetCumulVarSoftUpperBound(end, driver.fair_stops, fair)
    if any(driver.max_distance_m is not None for driver in net.vehicles):
        _lay_distance(net)


def _lay_distance(net: Net) -> None:
    """Metres, counted only for those who may not go as far as they like."""
    nothing = net.routing.RegisterTransitMatrix([[0] * len(net.places)] * len(net.places))
    tables, counted = net.ground.tables, dict[int, int]()
    evaluators, room = [], []
    for copy, driver, kind in zip(net.copies, net.vehicles, net.kinds, strict=True):
        limited = driver.max_distance_m is not None
        if limited and kind not in counted:
            counted[kind] = net.matrix(tables.metres[kind], [0] * len(net.places))
        evaluators.append(counted[kind] if limited else nothing)
        room.append(max(0, (driver.max_distance_m or 0) - copy.lead_m))
    net.routing.AddDimensionWithVehicleTransitAndCapacity(evaluators, 0, room, True, "metres")


def lay_choices(net: Net) -> None:
    """Who may serve what, that a stop or a reload may be skipped, one copy per vehicle."""
    reloading: dict[int, list[int]] = {}
    for reload in net.reloads:
        reloading.setdefault(reload.vehicle, []).append(reload.depot)
    for stop, node in net.node_of.items():
        may = [
            index
            for index, copy in enumerate(net.copies)
            if net.ground.allowed[copy.vehicle, stop]
            and net.ground.held[[copy.depot, *reloading.get(copy.vehicle, [])], stop].any()
        ]
        _only(net, net.index[node], may)
        price = net.problem.stops[stop].price
        net.routing.AddDisjunction([net.index[node]], price + net.lift)
    for offset, reload in enumerate(net.reloads):
        index = net.index[len(net.stops) + offset]
        own = [i for i, copy in enumerate(net.copies) if copy.vehicle == reload.vehicle]
        _only(net, index, own)
        net.routing.AddDisjunction([index], 0)
    for vehicle in {copy.vehicle for copy in net.copies}:
        own = [i for i, copy in enumerate(net.copies) if copy.vehicle == vehicle]
        if len(own) > 1:
            active = [net.routing.ActiveVehicleVar(index) for index in own]
            net.solver.Add(net.solver.Sum(active) <= 1)


def _only(net: Net, index: int, copies: list[int]) -> None:
    net.routing.VehicleVar(index).SetValues([-1, *copies])


def lay_wishes(net: Net) -> None:
    """Groups. Areas and wanted windows are left to renewal and the exact schedule: the library has
    no words for how many areas a route enters, and its local search cannot estimate a wish on both
    sides of a moment, and then finds no plan at all."""
    groups: dict[int, list[int]] = {}
    for stop, node in net.node_of.items():
        group = net.ground.groups[stop]
        if net.ground.grouped and group is not None:
            groups.setdefault(group, []).append(net.index[node])
    for members in groups.values():
        if len(members) > 1:
            net.routing.AddSoftSameVehicleConstraint(members, net.problem.prices.split_group)


def _allow(variable: pywrapcp.IntVar, windows: list[tuple[int, int]]) -> None:
    """Only moments in one of the windows."""
    ordered = sorted(windows)
    variable.SetRange(ordered[0][0], max(0, ordered[-1][1]))
    for (_, closes), (opens, _) in pairwise(ordered):
        if opens > closes + 1:
            variable.RemoveInterval(closes + 1, opens - 1)
