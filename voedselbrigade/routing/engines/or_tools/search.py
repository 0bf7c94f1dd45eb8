"""One search of the routing library, from a plan and back to a plan."""

from __future__ import annotations

from ortools.constraint_solver import pywrapcp, routing_enums_pb2, routing_parameters_pb2

from voedselbrigade.routing.engines import Run
from voedselbrigade.routing.engines.or_tools import model_rules, rides
from voedselbrigade.routing.engines.or_tools.copies import MOST_COPIES
from voedselbrigade.routing.engines.or_tools.net import Net, TooLate
from voedselbrigade.routing.ground import Ground, Order
from voedselbrigade.routing.orders import Orders

SEARCHING = 0.9
"""The share of the time after which the search has to be done."""
LOOKS_PER_STEP = 50
"""What one step is worth: looks of the search at its limit."""
LAYING = 0.1
"""The model has to be laid in this share of the time, or it is not begun."""
CELL_S = 1e-7
"""What one cell of one of its tables takes, about: a table goes to the library number by number."""
TABLES_PER_KIND = 3
"""Time, rides and metres, besides the journeys of each vehicle with the prices of its pairs."""
AGES_S = 24 * 3600


def worth_laying(ground: Ground, run: Run) -> bool:
    """Whether the model of this problem is laid soon enough to be searched as well. By steps there
    is time for everything."""
    if run.seconds is None:
        return True
    vehicles = len(ground.problem.vehicles)
    copies = max(vehicles, min(MOST_COPIES, sum(map(len, ground.may_load))))
    nodes = len(ground.stops) + 2 * copies
    tables = vehicles + TABLES_PER_KIND * len(ground.tables.travel)
    return tables * nodes * nodes * CELL_S <= run.seconds * LAYING


def search(ground: Ground, orders: Orders, run: Run) -> Orders | None:
    """The best plan that the routing library finds from `orders`; None when it finds nothing."""
    if run.over(SEARCHING) or not orders:
        return None
    try:
        return _solve(_modelled(ground, orders, run), orders, run)
    except TooLate:
        return None


def _modelled(ground: Ground, orders: Orders, run: Run) -> Net:
    """A problem as a routing model, with every rule that the library can keep."""
    net = Net(ground, orders, lambda: run.over(SEARCHING))
    model_rules.lay_travel(net)
    model_rules.lay_time(net)
    model_rules.lay_loads(net)
    model_rules.lay_limits(net)
    rides.lay_rides(net)
    rides.lay_goods(net)
    model_rules.lay_choices(net)
    model_rules.lay_wishes(net)
    return net


def _solve(net: Net, orders: Orders, run: Run) -> Orders | None:
    """Search from a plan; None when it cannot be read into the model or nothing is found."""
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    parameters.local_search_metaheuristic = (
        routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    )
    _limit(parameters, run)
    net.solver.ReSeed(run.seed)
    _watch(net, run)
    net.routing.CloseModelWithParameters(parameters)
    start = net.routing.ReadAssignmentFromRoutes(_routes(net, orders), True)
    if start is None or run.over(SEARCHING):
        return None
    _limit(parameters, run)
    found = net.routing.SolveFromAssignmentWithParameters(start, parameters)
    return _orders(net, found) if found else None


def _limit(parameters: routing_parameters_pb2.RoutingSearchParameters, run: Run) -> None:
    """Reading a plan in and searching from it each count their time from nothing."""
    left_s = AGES_S if run.seconds is None else run.seconds * SEARCHING - run.elapsed_s
    parameters.time_limit.FromMilliseconds(int(max(0.05, left_s) * 1000))


def _watch(net: Net, run: Run) -> None:
    looks, most = 0, run.limits.steps

    def enough() -> bool:
        nonlocal looks
        looks += 1
        done = most is not None and looks > most * LOOKS_PER_STEP
        if done or (looks % 16 == 0 and run.over(SEARCHING)):
            # The limit alone ends only the round at hand, and there may be no end of rounds.
            net.routing.CancelSearch()
            return True
        return False

    net.routing.AddSearchMonitor(net.solver.CustomLimit(enough))


def _routes(net: Net, orders: Orders) -> list[list[int]]:
    """A plan as the model's indices, one list per copy."""
    free = {
        (reload.vehicle, reload.depot, n): net.index[len(net.stops) + n]
        for n, reload in enumerate(net.reloads)
    }
    routes: list[list[int]] = []
    for copy in net.copies:
        order = orders.get(copy.vehicle, ())
        route: list[int] = []
        if order and order[0][0] == copy.depot:
            route = _route(net, copy.vehicle, order, free)
        routes.append(route)
    return routes


def _route(
    net: Net, vehicle: int, order: Order, free: dict[tuple[int, int, int], int]
) -> list[int]:
    route: list[int] = []
    for trip, (depot, stops) in enumerate(order):
        if trip:
            key = next(key for key in free if key[:2] == (vehicle, depot))
            route.append(free.pop(key))
        route.extend(net.index[net.node_of[stop]] for stop in stops)
    return route


def _orders(net: Net, found: pywrapcp.Assignment) -> Orders:
    orders: Orders = {}
    for number, copy in enumerate(net.copies):
        depot, stops, order = copy.depot, list[int](), list[tuple[int, tuple[int, ...]]]()
        index = found.Value(net.routing.NextVar(net.routing.Start(number)))
        while not net.routing.IsEnd(index):
            node = net.manager.IndexToNode(index)
            if node < len(net.stops):
                stops.append(net.stops[node])
            else:
                order.append((depot, tuple(stops)))
                depot, stops = net.reloads[node - len(net.stops)].depot, []
            index = found.Value(net.routing.NextVar(index))
        order.append((depot, tuple(stops)))
        loaded = tuple(load for load in order if load[1])
        if loaded:
            orders[copy.vehicle] = loaded
    return orders
