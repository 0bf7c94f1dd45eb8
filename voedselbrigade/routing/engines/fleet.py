"""Which vehicles a plan can do without, because as many others as it could ever use are better.

A vehicle is needless when there is one for every stop that is the same, but holds at least as much
and costs no more: whatever route it has, one of those can take it over. Where nothing else tells
vehicles apart, the search then has fewer of them to try at every visit.
"""

from __future__ import annotations

from dataclasses import replace

from voedselbrigade.routing.problem import Problem, Vehicle

type Worth = tuple[tuple[int, ...], tuple[int, int, int]]
"""What a vehicle holds, by measure, and what it costs: by itself, per second and per metre."""


def needed(problem: Problem) -> list[int]:
    """The vehicles that are not needless, in order. One that the problem names (a price or a ban
    for a pair, a lock, a route of the plan in force) is always among them."""
    named = _named(problem)
    kinds: dict[Vehicle, dict[Worth, int]] = {}
    for index, vehicle in enumerate(problem.vehicles):
        if index not in named:
            alike = kinds.setdefault(_bare(vehicle), {})
            alike[_worth(vehicle)] = alike.get(_worth(vehicle), 0) + 1
    enough = {
        bare: [worth for worth, count in alike.items() if count >= len(problem.stops)]
        for bare, alike in kinds.items()
    }
    return [
        index
        for index, vehicle in enumerate(problem.vehicles)
        if index in named
        or not any(_better(one, _worth(vehicle)) for one in enough[_bare(vehicle)])
    ]


def _named(problem: Problem) -> set[int]:
    pairs = {vehicle for vehicle, _ in [*problem.pair_cost, *problem.excluded]}
    before = problem.previous.routes if problem.previous else ()
    return pairs | set(problem.locks.values()) | {route.vehicle for route in before}


def _bare(vehicle: Vehicle) -> Vehicle:
    return replace(vehicle, capacity=(), cost_fixed=0, cost_per_s=0, cost_per_m=0)


def _worth(vehicle: Vehicle) -> Worth:
    return vehicle.capacity, (vehicle.cost_fixed, vehicle.cost_per_s, vehicle.cost_per_m)


def _better(one: Worth, other: Worth) -> bool:
    """Whether the first holds as much as the other, costs no more, and is not the same."""
    holds = all(a >= b for a, b in zip(one[0], other[0], strict=True))
    return one != other and holds and all(a <= b for a, b in zip(one[1], other[1], strict=True))
