"""Instances of our own, beside PyVRP: sizes and fleets that do not lie ready.

`python -m benchmarks fleets` makes each instance from its seed, in the way of the X set (Uchoa and
others, "New benchmark instances for the capacitated vehicle routing problem", European Journal of
Operational Research 257, 2017): places at random, in clusters or half and half; a depot in the
middle, in a corner or anywhere. The fleets are alike vehicles; or five sizes, few of each and
together 15 % more room than is asked; or five sizes in plenty. Ours is the portfolio on two cores,
PyVRP runs with seeds 1 and 2, one on each core, and counts by the better of both; half a minute.
"""

from __future__ import annotations

import math
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.public_sets import ours, pyvrp
from benchmarks.recording import Figure, record

SECONDS = 30.0
SIDE, REACH = 1000, 40.0
SIZES = (0.5, 0.75, 1.0, 1.5, 2.0)
"""Of the vehicles of a mixed fleet, by the room of a common one."""
ROOM_TO_SPARE = 1.15
type Points = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Made:
    """`depot`: middle, corner, anywhere. `places`: random, clusters, both. `per_route`: about how
    many stops fill a common vehicle. `load`: the least and the most that a stop asks. `fleet`:
    alike, few, few-fixed, plenty, plenty-fixed (`fixed`: a vehicle costs something by itself, else
    by the metre, a large one more)."""

    stops: int
    depot: str
    places: str
    per_route: int
    load: tuple[int, int]
    fleet: str = "alike"


INSTANCES = (
    Made(270, "corner", "both", 8, (50, 100)),
    Made(380, "middle", "clusters", 25, (1, 1)),
    Made(620, "anywhere", "both", 18, (1, 60)),
    Made(950, "middle", "random", 12, (1, 100)),
    Made(150, "anywhere", "both", 10, (1, 100), "few-fixed"),
    Made(270, "anywhere", "random", 12, (50, 100), "plenty-fixed"),
    Made(420, "anywhere", "clusters", 9, (1, 100), "few"),
    Made(560, "anywhere", "random", 15, (1, 100), "few-fixed"),
    Made(800, "anywhere", "both", 7, (50, 100), "plenty"),
)


def main() -> None:
    figures = []
    with tempfile.TemporaryDirectory() as folder:
        for seed, one in enumerate(INSTANCES):
            file = Path(folder) / f"{one.fleet}-{one.stops}.vrp"
            file.write_text("\n".join(lines(one, seed)) + "\n", encoding="utf-8")
            how = "round" if one.fleet == "alike" else "hfvrp"
            mine, theirs = ours(file, how, SECONDS), pyvrp(file, how, SECONDS)
            if mine is None or theirs is None:
                print(f"{file.stem}: {'we' if mine is None else 'PyVRP'} found no plan")
            else:
                what = f"{one.stops} stops, {one.fleet}: our cost / PyVRP's"
                figures.append(Figure(what, round(mine / theirs, 4), "x", 1.0))
    record("fleets", figures)


def lines(one: Made, seed: int) -> Iterator[str]:
    """The instance in the words of VRPLIB, as PyVRP reads it."""
    rng = np.random.default_rng((seed, one.stops))
    places = _places(one, rng)
    load = rng.integers(one.load[0], one.load[1] + 1, one.stops)
    room = max(math.ceil(one.per_route * load.mean()), int(load.max()))
    yield from ("NAME: made", "TYPE: CVRP", f"DIMENSION: {one.stops + 1}")
    yield "EDGE_WEIGHT_TYPE: EUC_2D"
    rooms = _rooms(one, room, int(load.sum()))
    yield f"VEHICLES: {len(rooms)}" if rooms else f"CAPACITY: {room}"
    yield "NODE_COORD_SECTION"
    yield from _numbered(f"{x}\t{y}" for x, y in [_depot(one, rng), *places.tolist()])
    yield "DEMAND_SECTION"
    yield from _numbered(map(str, [0, *load.tolist()]))
    if rooms:
        yield "CAPACITY_SECTION"
        yield from _numbered(str(room) for _, room in rooms)
        fixed = one.fleet.endswith("fixed")
        yield f"VEHICLES_{'FIXED' if fixed else 'UNIT_DISTANCE'}_COST_SECTION"
        yield from _numbered(str(2 * room if fixed else 77 + 12 * size) for size, room in rooms)
    yield from ("DEPOT_SECTION", "1", "-1", "EOF")


def _numbered(values: Iterator[str]) -> Iterator[str]:
    return (f"{number}\t{value}" for number, value in enumerate(values, 1))


def _depot(one: Made, rng: np.random.Generator) -> Sequence[int]:
    fixed = {"middle": [SIDE // 2, SIDE // 2], "corner": [0, 0]}
    anywhere: list[int] = rng.integers(0, SIDE + 1, 2).tolist()
    return fixed.get(one.depot, anywhere)


def _places(one: Made, rng: np.random.Generator) -> Points:
    """[stop, 2]; a clustered place is the likelier, the nearer a cluster's middle is."""
    loose = {"random": one.stops, "both": one.stops // 2}.get(one.places, 0)
    middles = rng.integers(0, SIDE + 1, (int(rng.integers(3, 9)), 2))
    found = rng.integers(0, SIDE + 1, (loose, 2))
    while len(found) < one.stops:
        tried = rng.integers(0, SIDE + 1, (one.stops, 2))
        away = np.linalg.norm(tried[:, None, :] - middles[None, :, :], axis=2)
        likely = np.exp(-away / REACH).sum(axis=1)
        found = np.vstack([found, tried[rng.random(one.stops) < likely]])
    return np.asarray(rng.permutation(found[: one.stops]), np.int64)


def _rooms(one: Made, common: int, asked: int) -> list[tuple[int, int]]:
    """(Which size, room) of every vehicle; none where all are alike."""
    if one.fleet == "alike":
        return []
    rooms: list[tuple[int, int]] = []
    for size, share in enumerate(SIZES):
        room = round(common * share)
        enough = asked if one.fleet.startswith("plenty") else ROOM_TO_SPARE * asked / len(SIZES)
        rooms += [(size, room)] * max(1, math.ceil(enough / room))
    return rooms


if __name__ == "__main__":
    main()
