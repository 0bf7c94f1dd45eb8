"""What of a route gets a drawing of its own: a trip, or half of one too long for a single map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from voedselbrigade.adapters.route_sheets.geometry import distance_m
from voedselbrigade.domain.places import Point
from voedselbrigade.domain.sheets import RouteSheet, SheetStop

_SAME_PLACE_M = 40.0
_MANY_STOPS = 18


@dataclass(frozen=True, slots=True)
class MapPart:
    """A piece of a route that gets a drawing of its own.

    `way` is ridden with food; `back` is the way to the hub afterwards, drawn thin.
    """

    hub: Point | None
    stops: tuple[SheetStop, ...]
    way: tuple[Point, ...]
    back: tuple[Point, ...] = ()


type Ways = Sequence[tuple[Point, ...]]  # one line over the map per trip


def parts_of(
    sheet: RouteSheet, ways: Ways = (), *, split: bool = False, whole: bool = False
) -> tuple[MapPart, ...]:
    """One drawing per trip; a long single trip, or a split one, is cut at its longest leg.

    `whole` never cuts.
    """
    trips = [i for i, trip in enumerate(sheet.trips) if trip.stops]
    parts = [_trip_part(sheet, i, ways) for i in trips]
    if len(parts) != 1 or whole:
        return tuple(parts)
    count = len(parts[0].stops)
    if count > _MANY_STOPS or (split and count >= 6):
        return _cut(parts[0])
    return tuple(parts)


def _trip_part(sheet: RouteSheet, index: int, ways: Ways) -> MapPart:
    trip = sheet.trips[index]
    doors = tuple(stop.point for stop in trip.stops if not stop.cancelled)
    if index < len(ways) and len(ways[index]) > 1:
        return MapPart(trip.hub_point, trip.stops, tuple(ways[index]))
    back: tuple[Point, ...] = ()
    last = index == len(sheet.trips) - 1
    home = sheet.end if last else sheet.trips[index + 1].hub_point
    if home and doors and distance_m(home, trip.hub_point) < _SAME_PLACE_M:
        back = (doors[-1], trip.hub_point)
    return MapPart(trip.hub_point, trip.stops, (trip.hub_point, *doors), back)


def _cut(part: MapPart) -> tuple[MapPart, MapPart]:
    stops = part.stops
    third = len(stops) // 3
    cuts = range(max(1, third), max(2, len(stops) - third + 1))
    cut = max(cuts, key=lambda i: distance_m(stops[i - 1].point, stops[i].point))
    leaves = _nearest(part.way, stops[cut - 1].point)
    comes = max(leaves, _nearest(part.way, stops[cut].point))
    return (
        MapPart(part.hub, stops[:cut], part.way[: comes + 1]),
        MapPart(None, stops[cut:], part.way[leaves:], part.back),
    )


def _nearest(way: Sequence[Point], door: Point) -> int:
    return min(range(len(way)), key=lambda i: distance_m(way[i], door))
