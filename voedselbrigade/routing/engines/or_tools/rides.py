"""What a trip carries along in the model: when it was loaded, since when it is hot, from where."""

from __future__ import annotations

from itertools import pairwise

from ortools.constraint_solver import pywrapcp

from voedselbrigade.routing.engines.or_tools.net import Net
from voedselbrigade.routing.problem import DAY_END_S, Stop


def lay_rides(net: Net) -> None:
    """`hot`: when the trip's meals left the heat, for the hard limit. `ride`: seconds since
    loading without waiting; it speeds the search up and carries the price of long rides."""
    asked = [(net.problem.stops[stop], net.index[node]) for stop, node in net.node_of.items()]
    starts, reloads = net.loadings()
    if any(stop.release_s for stop, _ in asked):
        begun = [[net.time.CumulVar(i) for _, i in some] for some in (starts, reloads)]
        loaded = net.carry("loaded", begun[0], begun[1], DAY_END_S)
        for stop, index in asked:
            loaded.CumulVar(index).SetMin(min(stop.release_s, DAY_END_S))
    if any(stop.max_ride_s is not None for stop, _ in asked):
        since = [[_hot(net, depot, i) for depot, i in some] for some in (starts, reloads)]
        hot = net.carry("hot", since[0], since[1], DAY_END_S)
        for stop, index in asked:
            if stop.max_ride_s is not None:
                ride_s = net.time.CumulVar(index) - hot.CumulVar(index)
                net.solver.Add(ride_s <= stop.max_ride_s)
    if any(stop.max_ride_s is not None or stop.wanted_ride_s is not None for stop, _ in asked):
        _lay_ride_times(net, asked)


def _hot(net: Net, depot: int, index: int) -> pywrapcp.IntExpr:
    """The latest batch at the loading that starts at an index, or that start itself."""
    batches = sorted(set(net.problem.depots[depot].batches_s))
    moment = net.time.CumulVar(index)
    if not batches:
        return moment
    since = net.solver.IntConst(batches[0])
    for before, after in pairwise(batches):
        reached = net.solver.IsGreaterOrEqualCstVar(moment, after)
        since = since + reached * (after - before)
    return since


def _lay_ride_times(net: Net, asked: list[tuple[Stop, int]]) -> None:
    first, last, kinds = len(net.stops), len(net.index), dict[int, int]()
    spent = [s - DAY_END_S if first <= n < last else s for n, s in enumerate(net.spent)]
    for kind in set(net.kinds):
        table = net.ground.tables.travel[kind]
        kinds[kind] = net.matrix(table, spent) if net.reloads else net.timed[kind]
    transits = [kinds[kind] for kind in net.kinds]
    net.routing.AddDimensionWithVehicleTransits(transits, DAY_END_S, DAY_END_S, True, "ride")
    ride, price = net.routing.GetDimensionOrDie("ride"), net.problem.prices.long_ride_per_s
    for index in net.loaded_indices():
        ride.SlackVar(index).SetValue(0)
    for stop, index in asked:
        if stop.max_ride_s is not None:
            ride.CumulVar(index).SetMax(max(0, stop.max_ride_s))
        if stop.wanted_ride_s is not None and price:
            ride.SetCumulVarSoftUpperBound(index, stop.wanted_ride_s, price)


def lay_goods(net: Net) -> None:
    """`depot`: which depot the trip was loaded at, where goods are not the same everywhere."""
    held, count = net.ground.held, len(net.problem.depots)
    if not net.reloads or held.all():
        return
    some = [[net.solver.IntConst(depot) for depot, _ in one] for one in net.loadings()]
    where = net.carry("depot", some[0], some[1], count)
    for stop, node in net.node_of.items():
        holding = [int(depot) for depot in held[:, stop].nonzero()[0]]
        where.CumulVar(net.index[node]).SetValues(holding)
