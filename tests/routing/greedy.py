"""A dispatcher without a computer: always the nearest door that still works. Knows no search code.

Also the plainest timetable there is: load at a given moment, then go as early as can be.
"""

from __future__ import annotations

from dataclasses import replace

from voedselbrigade.routing.evaluation import judge
from voedselbrigade.routing.problem import OPEN, UNREACHABLE, Problem, Route, Solution, Trip, Visit

EVERY_S = 900


def timetable(
    problem: Problem, vehicle: int, order: list[tuple[int, list[int]]], load_s: int
) -> Route:
    """The route with its first loading at a moment, everything else as early as can be; a visit
    for which it is too late starts on arrival."""
    driver = problem.vehicles[vehicle]
    table = problem.profiles[driver.profile].duration_s

    def way(a: int, b: int) -> int:
        return -(-int(table[a, b]) * 100 // driver.speed_percent)

    first = problem.depots[order[0][0]].location
    start_s = load_s - (0 if driver.start is None else way(driver.start, first))
    trips: list[Trip] = []
    here, now = first, load_s
    for depot, stops in order:
        site = problem.depots[depot]
        released = [problem.stops[stop].release_s for stop in stops]
        now = max(now + way(here, site.location), min(site.batches_s, default=0), *released)
        now = min((max(now, w.start_s) for w in site.hours if now <= w.end_s), default=now)
        loaded, visits = now, []
        now, here = now + site.loading_s, site.location
        for stop in stops:
            asked = problem.stops[stop]
            now += way(here, asked.location)
            now = min((max(now, w.start_s) for w in asked.windows if now <= w.end_s), default=now)
            visits.append(Visit(stop, now))
            now, here = now + asked.service_s, asked.location
        trips.append(Trip(depot, loaded, loaded + site.loading_s, tuple(visits)))
    if driver.end is not OPEN:
        now += way(here, driver.end if isinstance(driver.end, int) else first)
    rests = tuple(rest.window.end_s for rest in driver.breaks)
    return Route(vehicle, start_s, now, tuple(trips), rests)


def sound(problem: Problem, route: Route) -> bool:
    return not breaches(problem, route)


def breaches(problem: Problem, route: Route) -> set[str]:
    """The rules that one route breaks by itself."""
    alone = set(route.stops)
    others = tuple(stop for stop in range(len(problem.stops)) if stop not in alone)
    return {breach.rule for breach in judge(problem, Solution((route,), others)).breaches}


def greedy(problem: Problem) -> Solution:
    """One trip for everybody, filled with the nearest stop that works at one of a few hours."""
    routes: list[Route] = []
    waiting = set(range(len(problem.stops)))
    for vehicle, driver in enumerate(problem.vehicles):
        table = problem.profiles[driver.profile].duration_s
        best: Route | None = None
        for depot in sorted(driver.depots or range(len(problem.depots))):
            for load_s in range(9 * 3600, 15 * 3600, 3600):
                route = None
                here = problem.depots[depot].location
                tried = waiting.copy()
                while tried:
                    stop = min(
                        tried, key=lambda s: (int(table[here, problem.stops[s].location]), s)
                    )
                    tried.discard(stop)
                    if int(table[here, problem.stops[stop].location]) >= UNREACHABLE:
                        break
                    order = [(depot, [*(route.stops if route else ()), stop])]
                    longer = timetable(problem, vehicle, order, load_s)
                    if sound(problem, longer):
                        route, here = longer, problem.stops[stop].location
                        tried = waiting - set(route.stops)
                if route and (best is None or len(route.stops) > len(best.stops)):
                    best = route
        if best:
            routes.append(best)
            waiting -= set(best.stops)
    return Solution(tuple(replace(route) for route in routes), tuple(sorted(waiting)))
