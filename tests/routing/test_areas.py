"""What a round is called by, at a glance of its doors."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.make_plans import stop
from voedselbrigade.domain.places import Point
from voedselbrigade.domain.plans import PlannedStop
from voedselbrigade.routing.areas import area_of


def doors(parts: str) -> tuple[Sequence[PlannedStop], dict[Point, str]]:
    """A round with a door per letter: M and S are neighbourhoods, a dot is in none."""
    names = {"M": "Moerwijk", "S": "Spoorwijk", "L": "Laak"}
    points = [Point(52.0 + place / 1000, 4.3) for place in range(len(parts))]
    made = stop(1, random.Random(1))
    stops = [replace(made, point=one, street_line="Damstraat 1") for one in points]
    known = {one: names[part] for one, part in zip(points, parts, strict=True) if part in names}
    return stops, known


@pytest.mark.parametrize(
    ("parts", "called"),
    [
        ("MMM", "Moerwijk"),
        ("SMMM", "Moerwijk"),
        ("MMSS", "Moerwijk / Spoorwijk"),
        ("SMMMMSS", "Moerwijk / Spoorwijk"),
        ("MMSSLL", "Moerwijk / Spoorwijk"),
        ("MM.", "Moerwijk"),
        ("M.", "Damstraat"),
        ("...", "Damstraat"),
        ("", ""),
    ],
)
def test_a_round_is_called_by_the_neighbourhood_of_most_doors(parts: str, called: str) -> None:
    assert area_of(*doors(parts)) == called
