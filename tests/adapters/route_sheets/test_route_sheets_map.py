"""The map of a route: true, and its numbers apart."""

from __future__ import annotations

import itertools
import math
import random
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from xml.etree import ElementTree as Xml

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.adapters.route_sheets.sheet_values import HOSTILE, changed_sheet, hostile, one
from tests.make_plans import KITCHEN, route
from voedselbrigade.adapters.route_sheets.discs import Box, place
from voedselbrigade.adapters.route_sheets.geometry import (
    clipped,
    distance_m,
    fitted,
    shifted_right,
    simplified,
)
from voedselbrigade.adapters.route_sheets.ground import joined
from voedselbrigade.adapters.route_sheets.map_parts import parts_of
from voedselbrigade.adapters.route_sheets.route_map import (
    MapBase,
    MapSize,
    route_map,
    street_of,
)
from voedselbrigade.adapters.route_sheets.street_labels import Labeller
from voedselbrigade.domain.ground import Area, Ground, GroundKind, Neighbourhood
from voedselbrigade.domain.places import Point

FRAME = Box(0, 0, 1900, 520)
_SVG = "{http://www.w3.org/2000/svg}"


def closest(centres: Sequence[tuple[float, float]]) -> float:
    pairs = itertools.combinations(centres, 2)
    return min((math.dist(a, b) for a, b in pairs), default=math.inf)


spots = st.tuples(st.floats(0, 1900, allow_nan=False), st.floats(0, 520, allow_nan=False))


@given(st.lists(spots, max_size=40))
def test_no_two_discs_are_nearer_than_their_diameter(doors: list[tuple[float, float]]) -> None:
    taken = (Box(900, 200, 990, 290), Box(15, 15, 400, 70))
    placed = place(doors, 31.0, FRAME, taken, list(itertools.pairwise(doors)))
    assert len(placed.centres) == len(doors)
    assert closest(placed.centres) >= 2 * placed.radius
    for x, y in placed.centres:
        disc = Box(x, y, x, y).grown(placed.radius * 0.7)
        assert disc.inside(FRAME)
        assert not any(disc.touches(box) for box in taken)


def test_twenty_doors_of_one_flat_get_twenty_discs_apart() -> None:
    placed = place([(950.0, 260.0)] * 20, 31.0, FRAME)
    assert placed.radius == 31.0
    assert closest(placed.centres) >= 62.0


def test_a_frame_that_is_too_small_makes_discs_smaller_not_fewer() -> None:
    placed = place([(100.0, 100.0)] * 30, 31.0, Box(0, 0, 300, 300))
    assert placed.radius < 31.0
    assert len(placed.centres) == 30
    assert closest(placed.centres) >= 2 * placed.radius


def test_a_disc_with_room_stays_beside_its_door() -> None:
    placed = place([(300.0, 200.0), (1500.0, 300.0)], 31.0, FRAME)
    assert all(
        math.dist(door, centre) <= 31.0
        for door, centre in zip([(300.0, 200.0), (1500.0, 300.0)], placed.centres, strict=True)
    )


def test_the_same_route_is_drawn_the_same_every_time() -> None:
    part = parts_of(one())[0]
    assert route_map(part, MapSize(190, 52)) == route_map(part, MapSize(190, 52))


def test_north_is_up_east_is_right_and_a_metre_is_as_long_either_way() -> None:
    to = fitted([Point(52.06, 4.29), Point(52.07, 4.31)], FRAME)
    x, y = to.xy(KITCHEN)
    north, east = to.xy(Point(KITCHEN.lat + 0.001, KITCHEN.lon)), Point(KITCHEN.lat, 4.30)
    assert north[1] < y and abs(north[0] - x) < 0.01
    pixels = to.xy(east)[0] - x
    assert pixels / to.per_metre == pytest.approx(distance_m(KITCHEN, east), rel=0.002)
    assert (y - north[1]) / to.per_metre == pytest.approx(111.32, rel=0.002)


def test_every_number_is_on_the_map_once() -> None:
    drawing = Xml.fromstring(route_map(parts_of(one())[0], MapSize(190, 52)))
    texts = [element.text for element in drawing.iter(f"{_SVG}text")]
    assert [text for text in texts if text and text.isdigit()] == [str(n) for n in range(1, 13)]
    assert "N" in texts and any(text and text.endswith((" m", " km")) for text in texts)


def test_there_and_back_are_two_lines() -> None:
    out, back = [(0.0, 0.0), (100.0, 0.0)], [(100.0, 0.0), (0.0, 0.0)]
    assert shifted_right(out, 6.5) == [(0.0, 6.5), (100.0, 6.5)]
    assert shifted_right(back, 6.5) == [(100.0, -6.5), (0.0, -6.5)]


@given(st.lists(spots, min_size=2, max_size=60), st.floats(0.1, 50))
def test_a_simplified_line_keeps_its_ends_and_its_shape(
    line: list[tuple[float, float]], tolerance: float
) -> None:
    kept = simplified(line, tolerance)
    assert (kept[0], kept[-1]) == (line[0], line[-1])
    assert set(kept) <= set(line)


def test_two_trips_are_two_maps_and_a_long_route_is_cut_in_two() -> None:
    assert len(parts_of(one(route(stops=14, trips=2)))) == 2
    first, second = parts_of(one(route(stops=25)))
    assert len(first.stops) + len(second.stops) == 25
    assert len(parts_of(one(route(stops=25)), whole=True)) == 1


def test_a_route_without_stops_has_no_map() -> None:
    assert parts_of(one(route(stops=0))) == ()


def test_a_way_that_is_handed_in_is_drawn_instead_of_straight_legs() -> None:
    way = (KITCHEN, Point(52.066, 4.302), Point(52.061, 4.306))
    part = parts_of(one(route(stops=3)), [way])[0]
    assert part.way == way and part.back == ()


def test_a_cancelled_stop_keeps_its_disc_but_nobody_rides_there() -> None:
    sheet = changed_sheet()
    part = parts_of(sheet)[0]
    gone = next(stop for stop in sheet.stops if stop.cancelled)
    assert gone in part.stops and gone.point not in part.way


@dataclass(frozen=True)
class Streets:
    """A street map with these pieces of ground and no others."""

    ground: tuple[Ground, ...]

    def within(
        self, area: Area, kinds: Collection[GroundKind] = tuple(GroundKind)
    ) -> Sequence[Ground]:
        return [one for one in self.ground if one.kind in kinds]

    def neighbourhoods(self) -> Sequence[Neighbourhood]:
        return ()


def line(kind: GroundKind, name: str, *corners: tuple[float, float]) -> Ground:
    return Ground(kind, tuple(Point(lat, lon) for lat, lon in corners), name)


LAAN = line(GroundKind.MAIN, "Laan", (52.050, 4.28), (52.075, 4.32))
FAR = line(GroundKind.MAIN, "Verweg", (51.0, 3.0), (51.1, 3.1))


def drawn(*ground: Ground) -> str:
    base = MapBase(Streets(ground), "© OpenStreetMap-bijdragers")
    return route_map(parts_of(one())[0], MapSize(190, 52), base)


def test_streets_lie_below_the_route_and_the_far_ones_are_left_out() -> None:
    assert "#c4c4c2" not in drawn(FAR)
    both = drawn(LAAN, FAR)
    assert both.index("#c4c4c2") < both.index("#3a3a3a")
    assert "Laan" in both and "Verweg" not in both


def test_whose_streets_they_are_stands_on_every_map_that_shows_them() -> None:
    thanks = "© OpenStreetMap-bijdragers"
    assert thanks in drawn(LAAN)
    assert thanks not in drawn(FAR)
    assert thanks not in route_map(parts_of(one())[0], MapSize(190, 52))


def test_a_name_lies_along_its_street_and_is_never_upside_down() -> None:
    for corners in (LAAN.line, LAAN.line[::-1]):
        (turn,) = re.findall(
            r"rotate\(([-\d.]+)\)\"[^>]*>Laan<", drawn(replace(LAAN, line=corners))
        )
        assert -90 < float(turn) <= 90
        assert float(turn) == pytest.approx(-45, abs=10)


def test_no_two_names_lie_on_each_other_and_none_on_a_disc() -> None:
    labeller = Labeller(FRAME, [Box(0, 0, 200, 60)], [((950.0, 260.0), 31.0)], [])
    crossing = [[(100.0, y), (1800.0, y + 3.0)] for y in range(40, 500, 12)]
    labels = labeller.others({f"Straat {i}": [line] for i, line in enumerate(crossing)})
    assert len(labels) > 10
    for one_label, other in itertools.combinations(labels, 2):
        apart_y = abs(one_label.at[1] - other.at[1]) >= one_label.size * 0.85
        assert apart_y or abs(one_label.at[0] - other.at[0]) > 100
    assert all(math.dist(label.at, (950, 260)) > 31 for label in labels)


def test_pieces_of_a_street_are_joined_whichever_way_they_were_mapped() -> None:
    pieces = [[(0.0, 0.0), (10.0, 0.0)], [(20.0, 0.0), (10.0, 0.0)], [(30.0, 0.0), (20.0, 0.0)]]
    (whole,) = joined(pieces)
    assert sorted(whole) == [(0.0, 0.0), (10.0, 0.0), (20.0, 0.0), (30.0, 0.0)]


def test_a_lake_larger_than_the_map_is_cut_at_its_frame() -> None:
    lake = [(-5000.0, -5000.0), (9000.0, -5000.0), (9000.0, 9000.0), (-5000.0, 9000.0)]
    corners = {(0.0, 0.0), (1900.0, 0.0), (1900.0, 520.0), (0.0, 520.0)}
    assert corners == set(clipped(lake, FRAME))
    assert clipped([(-9.0, -9.0), (-2.0, -9.0), (-2.0, -2.0)], FRAME) == []


def test_one_door_far_off_gives_the_others_a_map_of_their_own() -> None:
    made = route(stops=9)
    near = tuple(
        replace(stop, point=Point(KITCHEN.lat + 0.0004 * (i % 3), KITCHEN.lon + 0.001 * i))
        for i, stop in enumerate(made.stops)
    )
    whole = route_map(parts_of(one(replace(made, stops=near)))[0], MapSize(190, 52))
    far = (*near[:-1], replace(near[-1], point=Point(52.11, 4.36)))
    two = route_map(parts_of(one(replace(made, stops=far)))[0], MapSize(190, 52))
    assert (whole.count("<clipPath"), two.count("<clipPath")) == (1, 2)
    numbers = re.findall(r">(\d+)</text>", two)
    assert sorted(numbers, key=int) == [str(n) for n in range(1, 10)]


@pytest.mark.parametrize("text", HOSTILE)
def test_the_drawing_is_valid_xml_whatever_a_street_is_called(text: str) -> None:
    drawing = Xml.fromstring(route_map(parts_of(hostile(text))[0], MapSize(190, 52)))
    assert not list(drawing.iter(f"{_SVG}script"))


def test_a_street_is_the_address_without_its_number() -> None:
    cases = {
        "Damstraat 12B-II": "Damstraat",
        "2e Schuytstraat 3": "2e Schuytstraat",
        "Plein 1813 4": "Plein 1813",
        "Hofje": "Hofje",
    }
    assert {line: street_of(line) for line in cases} == cases


def test_any_route_has_a_map(amount: Callable[[int, int], int]) -> None:
    rng = random.Random(5)
    for seed in range(amount(12, 400)):
        sheet = one(route(1, stops=rng.randint(1, 30), trips=rng.randint(1, 2), seed=seed))
        for part in parts_of(sheet):
            drawing = Xml.fromstring(route_map(part, MapSize(94, 52, 5.2)))
            assert drawing.tag == f"{_SVG}svg"


def test_one_stop_on_top_of_the_kitchen_is_drawn_apart_from_it() -> None:
    made = route(stops=1)
    sheet = one(replace(made, stops=(replace(made.stops[0], point=KITCHEN),)))
    drawing = Xml.fromstring(route_map(parts_of(sheet)[0], MapSize(190, 52)))
    assert any(element.text == "1" for element in drawing.iter(f"{_SVG}text"))
