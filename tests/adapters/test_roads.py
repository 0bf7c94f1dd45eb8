"""The straight-line estimate against distances that are known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voedselbrigade.adapters.roads import StraightLine, crow_metres
from voedselbrigade.domain.office import Settings, TransportRule
from voedselbrigade.domain.people import Transport
from voedselbrigade.domain.places import Point

TOWN_HALL = Point(52.0773, 4.3158)
SCHEVENINGEN_PIER = Point(52.1177, 4.2799)

points = st.lists(
    st.builds(Point, st.floats(-90, 90), st.floats(-180, 180)), min_size=1, max_size=6
)


def by_bicycle(speed_km_h: float, detour_percent: int) -> StraightLine:
    rule = TransportRule(speed_km_h, detour_percent, 8, 1, 120, 10)
    return StraightLine({Transport.BICYCLE: rule})


def test_a_minute_of_latitude_is_a_nautical_mile() -> None:
    metres = crow_metres([Point(52, 4), Point(52 + 1 / 60, 4)])
    assert metres[0, 1] == pytest.approx(1853, abs=3)


def test_town_hall_to_the_pier_is_five_kilometres_and_a_bit() -> None:
    assert crow_metres([TOWN_HALL, SCHEVENINGEN_PIER])[0, 1] == pytest.approx(5118, abs=60)


def test_the_detour_makes_it_longer_and_the_speed_gives_the_time() -> None:
    table = by_bicycle(12.0, 150).table(Transport.BICYCLE, [Point(52, 4), Point(52.01, 4)])
    assert table.distance_m[0, 1] == pytest.approx(1112 * 1.5, abs=5)
    assert table.duration_s[0, 1] == pytest.approx(table.distance_m[0, 1] * 0.3, abs=2)


def test_every_transport_of_the_office_has_a_table() -> None:
    roads = StraightLine(Settings().transports)
    for transport in Transport:
        assert roads.table(transport, [TOWN_HALL, SCHEVENINGEN_PIER]).duration_s[0, 1] > 0


def test_no_points_give_an_empty_table() -> None:
    assert StraightLine().table(Transport.FOOT, []).duration_s.shape == (0, 0)


def test_the_line_is_the_points_themselves() -> None:
    way = (TOWN_HALL, SCHEVENINGEN_PIER, TOWN_HALL)
    assert StraightLine().line(Transport.CAR, list(way)) == way


def test_the_estimate_calls_itself_one() -> None:
    assert StraightLine().name == "straight_line"


@given(points)
def test_the_table_is_whole_symmetric_and_zero_on_the_diagonal(places: list[Point]) -> None:
    table = StraightLine().table(Transport.CAR, places)
    for part in (table.duration_s, table.distance_m):
        assert part.dtype == np.int32
        assert part.shape == (len(places), len(places))
        assert (part >= 0).all()
        assert (np.diagonal(part) == 0).all()
        assert (abs(part - part.T) <= 1).all()
