"""The working area and the neighbourhoods, as plain geometry."""

import pytest

from voedselbrigade.domain.ground import (
    Area,
    Neighbourhood,
    neighbourhood_names,
    neighbourhood_of,
    parse_area,
)
from voedselbrigade.domain.places import Point

SQUARE = (Point(0, 0), Point(0, 4), Point(4, 4), Point(4, 0), Point(0, 0))
# A U that is open to the north.
HOOK = (
    *(Point(0, 0), Point(0, 3), Point(3, 3), Point(3, 2)),
    *(Point(1, 2), Point(1, 1), Point(3, 1), Point(3, 0)),
)


def test_an_area_around_points_holds_them_with_its_margin() -> None:
    area = Area.around([Point(52.0, 4.3), Point(52.1, 4.4)], margin_m=1000)
    assert area
    assert area.holds(Point(51.9915, 4.29)) and not area.holds(Point(51.990, 4.29))
    assert area.holds(Point(52.05, 4.4140)) and not area.holds(Point(52.05, 4.4155))


def test_no_points_have_no_area() -> None:
    assert Area.around([], 100) is None


def test_one_point_has_an_area_when_there_is_a_margin() -> None:
    area = Area.around([Point(52, 4)], 500)
    assert area and area.holds(Point(52, 4))


def test_an_area_is_typed_west_south_east_north() -> None:
    assert parse_area("4.2, 52.0, 4.4, 52.1") == Area(4.2, 52.0, 4.4, 52.1)


@pytest.mark.parametrize(
    ("lat", "lon", "inside"),
    [(0.5, 1.5, True), (2, 0.5, True), (2, 2.5, True), (2, 1.5, False), (4, 1, False)],
)
def test_a_bent_border_is_followed(lat: float, lon: float, inside: bool) -> None:
    assert Neighbourhood("Haak", 10, (HOOK,)).holds(Point(lat, lon)) is inside


def test_the_smallest_neighbourhood_is_named() -> None:
    town, quarter = Neighbourhood("Dorp", 8, (SQUARE,)), Neighbourhood("Haak", 11, (HOOK,))
    for known in ([town, quarter], [quarter, town]):
        found = neighbourhood_of(Point(0.5, 1.5), known)
        assert found and found.name == "Haak"
    assert neighbourhood_of(Point(9, 9), [town, quarter]) is None


def test_only_points_in_a_neighbourhood_have_its_name() -> None:
    town, quarter = Neighbourhood("Dorp", 8, (SQUARE,)), Neighbourhood("Haak", 11, (HOOK,))
    inside, beside, outside = Point(0.5, 1.5), Point(2, 1.5), Point(9, 9)
    found = neighbourhood_names([inside, beside, outside], [town, quarter])
    assert found == {inside: "Haak", beside: "Dorp"}
