"""What a plan settles where PyVRP has no choice: depots, hours, one of several windows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from voedselbrigade.routing.engines.pyvrp.unsaid import stretches
from voedselbrigade.routing.ground import Ground, Order
from voedselbrigade.routing.orders import Orders
from voedselbrigade.routing.problem import OPEN, UNREACHABLE, Vehicle
from voedselbrigade.routing.schedule import timing

MOST: Final = 1 << 40
"""A limit that nothing reaches, and that is far from the end of PyVRP's numbers."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A vehicle as PyVRP sees it: where it loads first, when it may set out, how long it may go."""

    vehicle: int
    depot: int
    from_s: int
    until_s: int
    longest_s: int


class Settling:
    """Takes over from a plan what PyVRP cannot choose; what no plan settles is drawn by chance."""

    def __init__(self, ground: Ground, plan: Orders, seed: int) -> None:
        self.ground, self.plan = ground, plan
        self.rng = np.random.default_rng((seed, 3))

    def turns(self) -> Iterator[Turn]:
        for index, vehicle in enumerate(self.ground.problem.vehicles):
            order = self.plan.get(index, ())
            depots = [order[0][0]] if order else self.ground.may_load[index]
            if not depots or not self.ground.allowed[index].any():
                continue
            depot = int(depots[int(self.rng.integers(len(depots)))])
            turn = self._turn(index, vehicle, depot, order)
            if turn is not None:
                yield turn

    def _turn(self, index: int, vehicle: Vehicle, depot: int, order: Order) -> Turn | None:
        lead_s = self._lead(index, depot, "travel")
        loading = self._loading(index, depot, order)
        if loading is None or lead_s >= UNREACHABLE:
            return None
        from_s = max(0, vehicle.shift.start_s, loading[0] - lead_s)
        until_s = min(vehicle.shift.end_s, loading[1] - lead_s)
        if from_s > until_s:
            return None
        longest_s = vehicle.max_duration_s
        rides = [r for r in self.ground.ride if r is not None]
        if rides and vehicle.max_trips == 1 and len(rides) == len(self.ground.ride):
            # The last visit begins within a ride of the loading; its service comes on top.
            span_s = lead_s + max(rides) + max(self.ground.service, default=0)
            span_s += 0 if vehicle.end is OPEN else self._far_home(index, depot)
            longest_s = span_s if longest_s is None else min(span_s, longest_s)
        return Turn(index, depot, from_s, until_s, or_most(longest_s))

    def _far_home(self, index: int, depot: int) -> int:
        """The longest way back that a route of this vehicle can have."""
        ground = self.ground
        end = ground.end_place(ground.problem.vehicles[index], depot)
        back = ground.tables.travel[ground.kind[index]][np.array(ground.place), end]
        return int(back[back < UNREACHABLE].max(initial=0))

    def _lead(self, index: int, depot: int, name: str) -> int:
        """The way from a vehicle's own start to a depot, in seconds or metres."""
        ground, start = self.ground, self.ground.problem.vehicles[index].start
        if start is None:
            return 0
        table = ground.tables.travel if name == "travel" else ground.tables.metres
        return int(table[ground.kind[index], start, ground.problem.depots[depot].location])

    def _loading(self, index: int, depot: int, order: Order) -> tuple[int, int] | None:
        """The stretch of hours in which the first loading starts."""
        ground = self.ground
        hot = any(ride is not None for ride in ground.ride)
        found = [one[:2] for one in ground.segments[depot]] if hot else stretches(ground, depot)
        if not found:
            return None
        times = timing(ground, index, order) if order else None
        if times is not None:
            found = [one for one in found if one[0] <= times.loads_s[0] <= one[1]] or found
            return found[0]
        return found[int(self.rng.integers(len(found)))]

    def window(self, stop: int) -> tuple[int, int]:
        """The one window; of several that in which the plan comes, or all of them as one."""
        windows = self.ground.windows[stop]
        if len(windows) > 1:
            at_s = self._planned.get(stop)
            for window in windows:
                if at_s is not None and window[0] <= at_s <= window[1]:
                    return window  # in which the plan comes, so it is not before the release
        return windows[0][0], max(end for _, end in windows)

    def in_time(self, stop: int) -> bool:
        """Whether a window ends after the goods are there; PyVRP takes no others."""
        last_s = max(end for _, end in self.ground.windows[stop])
        return last_s >= max(0, self.ground.stops[stop].release_s)

    @cached_property
    def _planned(self) -> dict[int, int]:
        """When the plan comes to each stop."""
        moments: dict[int, int] = {}
        for vehicle, order in self.plan.items():
            times = timing(self.ground, vehicle, order)
            for (_, stops), starts in zip(order, times.starts_s if times else (), strict=False):
                moments |= dict(zip(stops, starts, strict=True))
        return moments


def or_most(limit: int | None) -> int:
    """A limit, or one that nothing reaches."""
    return MOST if limit is None else max(0, limit)
