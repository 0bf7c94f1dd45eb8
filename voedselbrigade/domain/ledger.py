"""What everyone did in the last four weeks, and whom that spares today."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta

from voedselbrigade.domain.people import VolunteerId

MONTH = timedelta(weeks=4)
MOST_SPARED = 0.5
"""Nobody's fair share shrinks by more than half: whoever comes, comes to bring meals."""


@dataclass(frozen=True, slots=True)
class Ridden:
    """The settled rounds of one volunteer, as they were planned."""

    minutes: int = 0
    stops: int = 0
    rounds: int = 0


NOTHING = Ridden()


@dataclass(frozen=True, slots=True)
class Share:
    """A fair round for one volunteer today."""

    minutes: int
    stops: int


def fair_shares(
    ridden: Mapping[VolunteerId, Ridden],
    today: Collection[VolunteerId],
    fair: Share,
    spare_percent: int,
) -> dict[VolunteerId, Share]:
    """By volunteer of `today` what a fair round is.

    Of all that somebody did more than the mean of today's volunteers, `spare_percent` comes off
    his fair round of today. Who did less gets no more for it.
    """
    done = {who: ridden.get(who, NOTHING) for who in today}
    count = max(1, len(done))
    mean_minutes = sum(one.minutes for one in done.values()) / count
    mean_stops = sum(one.stops for one in done.values()) / count
    return {
        who: Share(
            _spared(fair.minutes, one.minutes - mean_minutes, spare_percent),
            _spared(fair.stops, one.stops - mean_stops, spare_percent),
        )
        for who, one in done.items()
    }


def _spared(fair: int, more: float, percent: int) -> int:
    return fair - round(min(fair * MOST_SPARED, max(0.0, more) * percent / 100))
