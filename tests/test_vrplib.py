"""The public instances are read as they are meant, and answered in their own numbers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.instances import read
from benchmarks.vrplib import main, solved

SQUARE = """NAME : square
TYPE : CVRP
DIMENSION : 5
EDGE_WEIGHT_TYPE : EUC_2D
CAPACITY : 20
NODE_COORD_SECTION
1 0 0
2 0 10
3 10 10
4 10 0
5 5 0
DEMAND_SECTION
1 0
2 10
3 10
4 10
5 10
DEPOT_SECTION
1
-1
EOF
"""
TIMED = """NAME: two depots
TYPE: MDVRPTW
EDGE_WEIGHT_TYPE: EUC_2D
DIMENSION: 4
VEHICLES: 3
CAPACITY: 5
VEHICLES_MAX_DURATION: 90
NODE_COORD_SECTION
1 0 0
2 100 0
3 10 0
4 90 0
DEMAND_SECTION
1 0
2 0
3 1
4 1
SERVICE_TIME_SECTION
1 0
2 0
3 5
4 5
TIME_WINDOW_SECTION
1 0 1000
2 0 1000
3 20 100
4 20 100
VEHICLES_DEPOT_SECTION
1 1
2 1
3 2
DEPOT_SECTION
1
2
-1
EOF
"""
AGAIN = """NAME: two trips
TYPE: MTVRPTWR
EDGE_WEIGHT_TYPE: EUC_2D
DIMENSION: 3
VEHICLES: 1
CAPACITY: 1
SERVICE_TIME: 1
NODE_COORD_SECTION
1 0 0
2 3 0
3 0 4
DEMAND_SECTION
1 0
2 1
3 1
TIME_WINDOW_SECTION
1 0 100
2 0 90
3 0 90
RELEASE_TIME_SECTION
1 0
2 0
3 30.06
VEHICLES_RELOAD_DEPOT_SECTION
1 1
DEPOT_SECTION
1
-1
EOF
"""
MIXED = """NAME: two sizes
TYPE: HFVRP
EDGE_WEIGHT_TYPE: EUC_2D
DIMENSION: 3
VEHICLES: 2
NODE_COORD_SECTION
1 0 0
2 1 0
3 0 1
DEMAND_SECTION
1 0
2 1
3 2
CAPACITY_SECTION
1 1
2 2
VEHICLES_UNIT_DISTANCE_COST_SECTION
1 100
2 150
VEHICLES_FIXED_COST_SECTION
1 7
2 9
DEPOT_SECTION
1
-1
EOF
"""


@pytest.mark.parametrize(
    ("text", "rounding", "cost", "routes"),
    [
        (SQUARE, "round", 34 + 20, {(1, 2), (3, 4)}),
        (SQUARE, "exact", 34142 + 20000, {(1, 2), (3, 4)}),
        (TIMED, "exact", 40_000, {(2,), (), (3,)}),
        (AGAIN, "dimacs", 60 + 80, {(0, 1, 2)}),
        (MIXED, "hfvrp", 2 * 100_000 + 2 * 150_000 + 16_000, {(1,), (2,)}),
    ],
    ids=["round", "exact", "depots", "trips", "fleet"],
)
def test_an_instance_is_solved_in_the_unit_and_numbers_of_its_file(
    tmp_path: Path, text: str, rounding: str, cost: int, routes: set[tuple[int, ...]]
) -> None:
    file = tmp_path / "small.vrp"
    file.write_text(text, encoding="utf-8")
    found = solved(file, rounding, "pyvrp", steps=10, cores=1)
    assert {tuple(sorted(route)) for route in found["routes"]} == routes
    assert (found["cost"], found["left_out"], found["breaches"]) == (cost, [], 0)


def test_the_command_writes_its_answer_as_json(tmp_path: Path) -> None:
    file, out = tmp_path / "square.vrp", tmp_path / "out.json"
    file.write_text(SQUARE, encoding="utf-8")
    words = [str(file), "--round", "round", "--steps", "4", "--cores", "1", "--json", str(out)]
    assert main(words) == 0
    found = json.loads(out.read_text(encoding="utf-8"))
    assert (found["cost"], found["engine"], found["instance"]) == (54, "portfolio", "square")


def test_a_released_parcel_waits_at_the_depot(tmp_path: Path) -> None:
    file = tmp_path / "again.vrp"
    file.write_text(AGAIN, encoding="utf-8")
    problem = read(file, "dimacs").problem
    assert [stop.release_s for stop in problem.stops] == [0, 300]
    assert (problem.vehicles[0].max_trips > 1, problem.stops[0].service_s) == (True, 10)


def test_a_line_that_means_nothing_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "odd.vrp"
    file.write_text("DIMENSION: 3\n1 2 3\n", encoding="utf-8")
    with pytest.raises(ValueError, match="not understood"):
        read(file, "round")
