"""Who stands in the routing model, and how often: vehicles once per depot, reloads, stops."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from voedselbrigade.routing.engines.bounds import servable
from voedselbrigade.routing.ground import Ground
from voedselbrigade.routing.orders import Orders, served_in
from voedselbrigade.routing.problem import UNREACHABLE

MOST_COPIES = 150
"""Vehicles in the model, counted once per depot they may load at."""
MOST_FURTHER_TRIPS = 3


@dataclass(frozen=True, slots=True)
class Copy:
    """A vehicle that starts loading at one depot; `lead_s`, `lead_m`: its way there from home."""

    vehicle: int
    depot: int
    lead_s: int
    lead_m: int


@dataclass(frozen=True, slots=True)
class Reload:
    """A node at which a vehicle may load once more."""

    vehicle: int
    depot: int


def copies_of(ground: Ground, orders: Orders) -> Iterator[Copy]:
    """Vehicles by the depots they may start at: the plan's own first, then the likeliest."""
    problem = ground.problem
    most = max(1, MOST_COPIES // max(1, len(problem.vehicles)))
    for vehicle, driver in enumerate(problem.vehicles):
        tables, kind = ground.tables, ground.kind[vehicle]
        chosen = list(dict.fromkeys(depot for depot, _ in orders.get(vehicle, ())))
        ranked = sorted(ground.may_load[vehicle], key=lambda depot: _far(ground, vehicle, depot))
        chosen += [depot for depot in ranked if depot not in chosen]
        for depot in chosen[: max(most, len(orders.get(vehicle, ())))]:
            site = problem.depots[depot]
            begins = driver.start
            lead_s = 0 if begins is None else tables.travel_rows[kind][begins][site.location]
            lead_m = 0 if begins is None else tables.metre_rows[kind][begins][site.location]
            possible = any(
                max(first, driver.shift.start_s + lead_s) <= min(last, driver.shift.end_s)
                for first, last, _ in ground.segments[depot]
            )
            if possible and lead_s < UNREACHABLE:
                yield Copy(vehicle, depot, lead_s, lead_m)


def reachable(ground: Ground, orders: Orders) -> list[int]:
    """The stops that are in the plan, or that a vehicle could serve if it served nobody else."""
    served, possible = served_in(orders), servable(ground)
    return [stop for stop in range(len(possible)) if possible[stop] or stop in served]


def _far(ground: Ground, vehicle: int, depot: int) -> int:
    """How far a depot is for a vehicle: from its start, and to the nearest stops it may serve."""
    travel = ground.tables.travel[ground.kind[vehicle]]
    site, driver = ground.problem.depots[depot].location, ground.problem.vehicles[vehicle]
    may = (ground.allowed[vehicle] & ground.held[depot]).nonzero()[0]
    ways = sorted(int(travel[site, ground.place[stop]]) for stop in may)[:8]
    lead_s = 0 if driver.start is None else int(travel[driver.start, site])
    return lead_s + (sum(ways) // len(ways) if ways else UNREACHABLE)


def reloads_of(ground: Ground, copies: list[Copy], orders: Orders) -> Iterator[Reload]:
    """For every further trip one node per depot that the vehicle stands in the model with, or that
    its route loads at: a depot that is no place to begin may be one to load once more."""
    by_vehicle: dict[int, list[int]] = {}
    for copy in copies:
        by_vehicle.setdefault(copy.vehicle, []).append(copy.depot)
    for vehicle, begins in by_vehicle.items():
        again = [depot for depot, _ in orders.get(vehicle, ())[1:]]
        depots = dict.fromkeys([*begins, *again])
        further = min(ground.problem.vehicles[vehicle].max_trips - 1, MOST_FURTHER_TRIPS)
        for _ in range(max(further, len(again))):
            yield from (Reload(vehicle, depot) for depot in depots)
