"""The same face at the door: who knows whom, from the deliveries that were really made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from voedselbrigade.domain.people import RecipientId, VolunteerId

VISIT_PERCENT = 50
"""What one visit of the last seven days is worth: after two of them a face is known."""
RECENT = timedelta(weeks=4)
"""Different faces are counted over so many weeks (issue: few different people per client)."""


@dataclass(frozen=True, slots=True, order=True)
class Meeting:
    """Food was given: who stood at whose door on which day."""

    recipient: RecipientId
    day: date
    volunteer: VolunteerId


@dataclass(frozen=True, slots=True)
class PairWish:
    """A dispatcher's own wish about one pair, in minutes: fewer than nought for "rather he than
    another", more for "rather not he". It is priced like any other wish, and breaks no rule."""

    recipient: RecipientId
    volunteer: VolunteerId
    minutes: int


@dataclass(frozen=True, slots=True)
class Face:
    """One volunteer as one recipient knows him: how often he came, when last, and how well he is
    known, from 1 to 100 percent."""

    volunteer: VolunteerId
    visits: int
    last: date
    percent: int


type Faces = Mapping[RecipientId, tuple[Face, ...]]
"""By recipient whoever came, the best known first."""


def faces_of(meetings: Iterable[Meeting], day: date, half_weeks: int) -> Faces:
    """Who is known at which door on `day`; what happened on or after it does not count.

    A visit counts for half after every `half_weeks` weeks.
    """
    visits: dict[tuple[RecipientId, VolunteerId], list[date]] = defaultdict(list)
    for one in meetings:
        if one.day < day:
            visits[one.recipient, one.volunteer].append(one.day)
    worth = {
        visit: 0.5 ** (_weeks(visit, day) / max(1, half_weeks))
        for visit in set().union(*visits.values())
    }
    found: dict[RecipientId, list[Face]] = defaultdict(list)
    for (recipient, volunteer), days in visits.items():
        known = VISIT_PERCENT * sum(worth[one] for one in days)
        percent = max(1, min(100, round(known)))
        found[recipient].append(Face(volunteer, len(days), max(days), percent))
    return {who: tuple(sorted(faces, key=_rank)) for who, faces in found.items()}


def going_cold(faces: Sequence[Face], day: date, weeks: int) -> Face | None:
    """The second face of someone, if it is `weeks` weeks or longer since he came.

    A second face is kept warm on purpose: when the first is ill or stops, there is one left.
    """
    second = faces[1] if len(faces) > 1 else None
    return second if second and second.last <= day - timedelta(weeks=weeks) else None


def recent_faces(faces: Iterable[Face], day: date) -> tuple[Face, ...]:
    """The different people who came in the last four weeks."""
    return tuple(face for face in faces if face.last >= day - RECENT)


def _weeks(visit: date, day: date) -> int:
    """Whole weeks ago; the last seven days are nought."""
    return ((day - visit).days - 1) // 7


def _rank(face: Face) -> tuple[int, int, int]:
    return (-face.percent, -face.visits, face.volunteer)
