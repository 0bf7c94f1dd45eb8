"""Small problems with round numbers: places on a line, a minute (and a hundred metres) apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from voedselbrigade.routing.problem import (
    Depot,
    Problem,
    Profile,
    Route,
    Solution,
    Stop,
    Trip,
    Vehicle,
    Visit,
    Window,
)

HOUR, MINUTE = 3600, 60
TEN = 10 * HOUR


def line(places: int, name: str = "bicycle") -> Profile:
    """A street: from place a to place b takes |a - b| minutes."""
    steps = np.abs(np.arange(places)[:, None] - np.arange(places)[None, :])
    return Profile(name, (steps * MINUTE).astype(np.int32), (steps * 100).astype(np.int32))


def street(stops: Sequence[Stop], vehicles: Sequence[Vehicle], **more: Any) -> Problem:
    """A depot at place 0, open from ten to four; places enough for everything that is named."""
    more.setdefault("depots", (Depot(0, (Window(TEN, 16 * HOUR),), loading_s=300),))
    more.setdefault("profiles", (line(30),))
    return Problem(stops=tuple(stops), vehicles=tuple(vehicles), **more)


def stop(place: int, **more: Any) -> Stop:
    """A visit of two minutes."""
    return Stop(place, **{"service_s": 120, **more})


def shift(begins: float = 9, ends: float = 17) -> Window:
    return Window(int(begins * HOUR), int(ends * HOUR))


def plan(
    vehicle: int,
    start_s: int,
    end_s: int,
    *trips: tuple[int, int, int, Sequence[tuple[int, int]]],
    left_out: Sequence[int] = (),
    breaks_s: tuple[int, ...] = (),
) -> Solution:
    """One route; a trip is (depot, load_s, depart_s, [(stop, start_s), …])."""
    made = tuple(
        Trip(depot, load_s, depart_s, tuple(Visit(*visit) for visit in visits))
        for depot, load_s, depart_s, visits in trips
    )
    return Solution((Route(vehicle, start_s, end_s, made, breaks_s),), tuple(left_out))
