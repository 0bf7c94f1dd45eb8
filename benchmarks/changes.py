"""How much a new plan of a published day changes after one call: `python -m benchmarks.changes`.

Goals: one stop cancelled or new: at most two sheets; one volunteer lost: within five seconds, at
most a fifth of the other sheets, at most 3 % dearer than planning everything anew. The new
plan is made as `plan` makes it: by the portfolio, over the cores of this machine.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import replace

from benchmarks.days import hidden_day
from voedselbrigade.routing.engines import Limits, Run, engine, usual_cores
from voedselbrigade.routing.evaluation import judge
from voedselbrigade.routing.orders import as_orders
from voedselbrigade.routing.problem import Prices, Problem, Route, Solution, Vehicle, Window
from voedselbrigade.routing.replanning import Mode, planned

STOPS, PUBLISHED_STEPS, AGAIN_S = 200, 100, 5.0
PRICES = Prices(moved=6000, sheet=36_000)
HOUR = 3600


def main() -> None:
    """One line of JSON per call that comes in."""
    made = hidden_day(5, stops=STOPS, hubs=5).problem
    day = replace(made, vehicles=tuple(map(roomy, made.vehicles)), prices=PRICES)
    holding = engine("or_tools").solve(day, Run(Limits(steps=PUBLISHED_STEPS))).solution
    for what, problem, before in calls(day, holding):
        anew = engine("or_tools").solve(problem, Run(Limits(steps=PUBLISHED_STEPS))).solution
        begun = time.perf_counter()
        again = replace(problem, previous=before)
        run = Run(Limits(seconds=AGAIN_S), cores=usual_cores())
        answer = planned(engine("portfolio"), again, Mode.LEAST_CHANGE, run).solution
        figures = {
            "call": what,
            "seconds": round(time.perf_counter() - begun, 1),
            "sheets": len(before.routes),
            "changed": changed(before, answer),
            "changed_anew": changed(before, anew),
            "left_out": len(answer.left_out),
            "left_out_anew": len(anew.left_out),
            "dearer_percent": round(100 * (cost(problem, answer) / cost(problem, anew) - 1), 1),
            "breaches": len(judge(again, answer).breaches),
        }
        print(json.dumps(figures))


def roomy(vehicle: Vehicle) -> Vehicle:
    """A volunteer with some room and time left, as on a usual day."""
    shift = Window(vehicle.shift.start_s - HOUR, vehicle.shift.end_s + HOUR)
    room = tuple(most * 3 // 2 + 2 for most in vehicle.capacity)
    return replace(vehicle, shift=shift, capacity=room, max_stops=None, max_duration_s=None)


def calls(day: Problem, holding: Solution) -> Iterator[tuple[str, Problem, Solution]]:
    """What comes in by phone; the plan as it holds before it."""
    for stop in (7, 77, 177):
        nowhere = replace(day.stops[stop], depots=frozenset[int](), price=0)
        stops = (*day.stops[:stop], nowhere, *day.stops[stop + 1 :])
        yield "cancelled", replace(day, stops=stops), without(holding, stop)
        yield "new", day, without(holding, stop)
    for route in holding.routes[2:9:3]:
        vehicles = list(day.vehicles)
        vehicles[route.vehicle] = replace(vehicles[route.vehicle], depots=frozenset[int]())
        others = tuple(one for one in holding.routes if one is not route)
        yield "volunteer lost", replace(day, vehicles=tuple(vehicles)), Solution(others)


def without(solution: Solution, stop: int) -> Solution:
    def shorter(route: Route) -> Route:
        trips = (
            replace(trip, visits=tuple(visit for visit in trip.visits if visit.stop != stop))
            for trip in route.trips
        )
        return replace(route, trips=tuple(trip for trip in trips if trip.visits))

    routes = (shorter(route) for route in solution.routes)
    return Solution(tuple(route for route in routes if route.trips))


def changed(before: Solution, after: Solution) -> int:
    was, now = as_orders(before), as_orders(after)
    return sum(1 for vehicle in was | now if was.get(vehicle, ()) != now.get(vehicle, ()))


def cost(problem: Problem, solution: Solution) -> int:
    """Without the prices of change."""
    return judge(replace(problem, previous=None), solution).total


if __name__ == "__main__":
    main()
