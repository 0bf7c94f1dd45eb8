"""Who knows whom at the door: newer visits count more, and a second face is kept warm."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.make import TUESDAY
from voedselbrigade.domain.faces import Face, Meeting, faces_of, going_cold, recent_faces
from voedselbrigade.domain.people import RecipientId, VolunteerId

DOOR = RecipientId(7)


def ago(days: int) -> date:
    return TUESDAY - timedelta(days=days)


def faces(visits: dict[int, list[int]], half_weeks: int = 4) -> tuple[Face, ...]:
    """Of one door; per volunteer how many days ago he came."""
    met = [Meeting(DOOR, ago(n), VolunteerId(who)) for who, days in visits.items() for n in days]
    return faces_of(met, TUESDAY, half_weeks).get(DOOR, ())


@pytest.mark.parametrize(
    ("days", "percent"),
    [([1], 50), ([7], 50), ([1, 2], 100), ([1, 2, 3], 100), ([29], 25), ([29, 30], 50)],
)
def test_two_fresh_visits_make_a_known_face_and_after_four_weeks_they_count_half(
    days: list[int], percent: int
) -> None:
    assert [face.percent for face in faces({1: days})] == [percent]


def test_a_shorter_half_life_forgets_sooner() -> None:
    assert faces({1: [15]}, half_weeks=1)[0].percent < faces({1: [15]}, half_weeks=8)[0].percent


def test_a_visit_of_the_day_itself_or_later_is_not_known_yet() -> None:
    assert faces({1: [0], 2: [-1]}) == ()


def test_whoever_is_known_best_comes_first() -> None:
    assert [face.volunteer for face in faces({1: [20], 2: [1, 2], 3: [3]})] == [2, 3, 1]


def test_a_second_face_goes_cold_when_he_did_not_come_for_weeks() -> None:
    known = faces({1: [1, 2], 2: [22, 29]})
    cold = going_cold(known, TUESDAY, weeks=3)
    assert cold is not None
    assert (cold.volunteer, cold.visits, cold.last) == (2, 2, ago(22))
    assert going_cold(known, TUESDAY, weeks=4) is None
    assert going_cold(faces({1: [30]}), TUESDAY, weeks=3) is None


def test_different_people_are_counted_over_four_weeks() -> None:
    assert [
        face.volunteer for face in recent_faces(faces({1: [1], 2: [28], 3: [29]}), TUESDAY)
    ] == [
        1,
        2,
    ]
