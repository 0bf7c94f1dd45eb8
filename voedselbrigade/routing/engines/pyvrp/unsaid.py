"""What of a problem PyVRP has no words for: each a fact with a name, so that a refusal says why.

The open edition of PyVRP (0.14) knows loads in several measures, one window per visit, profiles,
shifts, overtime, longest ways, reloads, release times and prizes. It knows no breaks, no clock that
runs from a loading to a door, no second window, no price on a moment, and no choice of the depot
that a vehicle starts from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from voedselbrigade.errors import Fact
from voedselbrigade.routing.ground import Ground
from voedselbrigade.routing.problem import DAY_END_S, Stop, Vehicle


def unsaid(ground: Ground) -> Iterator[Fact]:
    """The rules of this problem that PyVRP cannot express; none when it can express all of it."""
    for name, found in TABLE.items():
        if found(ground):
            yield Fact.of(f"pyvrp.{name}")


def stretches(ground: Ground, depot: int) -> list[tuple[int, int]]:
    """When loading may start, as stretches that do not touch: where no meal is hot, the batches
    that part them do not matter."""
    joined: list[tuple[int, int]] = []
    for first, last, _ in sorted(ground.segments[depot], key=lambda one: one[:2]):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = joined[-1][0], max(joined[-1][1], last)
        else:
            joined.append((first, last))
    return joined


def _vehicles(ground: Ground) -> Iterator[tuple[int, Vehicle]]:
    """The vehicles that may load somewhere: the others drive nowhere, in any words."""
    for index, vehicle in enumerate(ground.problem.vehicles):
        if ground.may_load[index]:
            yield index, vehicle


def _breaks(ground: Ground) -> bool:
    return any(vehicle.breaks for _, vehicle in _vehicles(ground))


def _rides(ground: Ground) -> bool:
    return any(ride is not None and ride < DAY_END_S for ride in ground.ride)


def _windows(ground: Ground) -> bool:
    return any(len(windows) > 1 for windows in ground.windows)


def _wishes(ground: Ground) -> bool:
    prices = ground.problem.prices

    def priced(stop: Stop) -> bool:
        moment = stop.wanted is not None and prices.off_wanted_per_s != 0
        return moment or (stop.wanted_ride_s is not None and prices.long_ride_per_s != 0)

    return any(map(priced, ground.stops))


def _groups(ground: Ground) -> bool:
    return ground.grouped


def _areas(ground: Ground) -> bool:
    return ground.area_price != 0


def _depots(ground: Ground) -> bool:
    return any(len(ground.may_load[index]) > 1 for index, _ in _vehicles(ground))


def _hours(ground: Ground) -> bool:
    used = {depot for index, _ in _vehicles(ground) for depot in ground.may_load[index]}
    return any(len(stretches(ground, depot)) > 1 for depot in used)


def _stops(ground: Ground) -> bool:
    return any(v.max_stops is not None and v.max_trips > 1 for _, v in _vehicles(ground))


def _fair_stops(ground: Ground) -> bool:
    count = len(ground.stops)

    def more(vehicle: Vehicle) -> bool:
        most = count if vehicle.max_stops is None else min(count, vehicle.max_stops)
        return vehicle.fair_stops is not None and most > vehicle.fair_stops

    return ground.problem.prices.over_fair_stop != 0 and any(more(v) for _, v in _vehicles(ground))


def _releases(ground: Ground) -> bool:
    if not any(stop.release_s > 0 for stop in ground.stops):
        return False
    return any(vehicle.start is not None for _, vehicle in _vehicles(ground))


def _pairs(ground: Ground) -> bool:
    """A price per pair is said through distances, and those are then no metres any more."""
    if not ground.pair_cost.any():
        return False
    return any(vehicle.max_distance_m is not None for _, vehicle in _vehicles(ground))


def _sheets(ground: Ground) -> bool:
    return ground.sheet_price != 0


TABLE: dict[str, Callable[[Ground], bool]] = {
    "breaks": _breaks,
    "rides": _rides,
    "windows": _windows,
    "wishes": _wishes,
    "groups": _groups,
    "areas": _areas,
    "depots": _depots,
    "hours": _hours,
    "stops": _stops,
    "fair_stops": _fair_stops,
    "releases": _releases,
    "pairs": _pairs,
    "sheets": _sheets,
}
