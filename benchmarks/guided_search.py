"""A peer: OR-Tools' routing library as its guide shows it, with guided local search.

`python -m benchmarks.guided_search FILE HOW SECONDS FIRST` prints the cost, or nothing when it
finds no plan for everyone. FIRST is its strategy for a first plan (AUTOMATIC, …). It knows nothing
of our engines. What it cannot say (a second trip) it refuses.
"""

from __future__ import annotations

import sys
from pathlib import Path

from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from benchmarks.instances import read
from voedselbrigade.routing.problem import Problem, Vehicle


def cost(problem: Problem, seconds: float, first: str) -> int | None:
    """The cost of its best plan for everyone; None for none. Raises ValueError for second trips."""
    if any(vehicle.max_trips > 1 for vehicle in problem.vehicles):
        raise ValueError("the routing library has no second trips of its own")
    sites = [_site(problem, vehicle) for vehicle in problem.vehicles]
    nodes = len(problem.profiles[0].distance_m)
    manager = pywrapcp.RoutingIndexManager(nodes, len(sites), sites, sites)
    model = pywrapcp.RoutingModel(manager)
    _lay_costs(problem, model)
    _lay_loads(problem, manager, model)
    if any(stop.windows for stop in problem.stops):
        _lay_times(problem, manager, model)
    asked = pywrapcp.DefaultRoutingSearchParameters()
    asked.first_solution_strategy = getattr(routing_enums_pb2.FirstSolutionStrategy, first)
    asked.local_search_metaheuristic = (
        routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    )
    asked.time_limit.FromMilliseconds(int(1000 * seconds))
    found = model.SolveWithParameters(asked)
    return int(found.ObjectiveValue()) if found is not None else None


def _site(problem: Problem, vehicle: Vehicle) -> int:
    (depot,) = vehicle.depots or {0}
    return problem.depots[depot].location


def _lay_costs(problem: Problem, model: pywrapcp.RoutingModel) -> None:
    """One matrix per price of a metre, which vehicles share."""
    metres = problem.profiles[0].distance_m.astype("int64")
    callbacks: dict[int, int] = {}
    for number, vehicle in enumerate(problem.vehicles):
        price = vehicle.cost_per_m
        if price not in callbacks:
            callbacks[price] = model.RegisterTransitMatrix((metres * price).tolist())
        model.SetArcCostEvaluatorOfVehicle(callbacks[price], number)
        model.SetFixedCostOfVehicle(vehicle.cost_fixed, number)
    furthest = [vehicle.max_distance_m for vehicle in problem.vehicles]
    if any(most is not None for most in furthest):
        way = model.RegisterTransitMatrix(metres.tolist())
        longest = [int(metres.sum()) if most is None else most for most in furthest]
        model.AddDimensionWithVehicleCapacity(way, 0, longest, True, "way")


def _lay_loads(
    problem: Problem, manager: pywrapcp.RoutingIndexManager, model: pywrapcp.RoutingModel
) -> None:
    demand = [0] * len(problem.profiles[0].distance_m)
    for stop in problem.stops:
        demand[stop.location] = stop.demand[0]
    rooms = [vehicle.capacity[0] for vehicle in problem.vehicles]
    load = model.RegisterUnaryTransitVector(demand)
    model.AddDimensionWithVehicleCapacity(load, 0, rooms, True, "load")


def _lay_times(
    problem: Problem, manager: pywrapcp.RoutingIndexManager, model: pywrapcp.RoutingModel
) -> None:
    """A visit lasts before its journey begins; who is early waits."""
    spent = problem.profiles[0].duration_s.astype("int64").copy()
    for stop in problem.stops:
        spent[stop.location, :] += stop.service_s
    latest = max(vehicle.shift.end_s for vehicle in problem.vehicles)
    model.AddDimension(model.RegisterTransitMatrix(spent.tolist()), latest, latest, False, "time")
    times = model.GetDimensionOrDie("time")
    for stop in problem.stops:
        if stop.windows:
            (window,) = stop.windows
            times.CumulVar(manager.NodeToIndex(stop.location)).SetRange(
                window.start_s, window.end_s
            )
    for number, vehicle in enumerate(problem.vehicles):
        for index in (model.Start(number), model.End(number)):
            times.CumulVar(index).SetRange(vehicle.shift.start_s, vehicle.shift.end_s)
        if vehicle.max_duration_s is not None:
            times.SetSpanUpperBoundForVehicle(vehicle.max_duration_s, number)


def ask(arguments: list[str] | None = None) -> int:
    """0 with a cost on standard output, 1 without."""
    file, how, seconds, first = sys.argv[1:] if arguments is None else arguments
    try:
        found = cost(read(Path(file), how).problem, float(seconds), first)
    except ValueError as refused:
        print(refused, file=sys.stderr)
        return 1
    print("" if found is None else found)
    return 0 if found is not None else 1


if __name__ == "__main__":
    sys.exit(ask())
