"""Looking ahead: how long stock lasts, what expires before it can be given, what to expect.

The forecast is plain on purpose: the mean of the same weekday over the weeks before. It always
comes with its error, measured on weeks that have passed, and with that of saying "as last week".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from voedselbrigade.stock.ledger import Spot

type Ints = npt.NDArray[np.int64]

MEAN_OF_WEEKS = 4
TRIED_WEEKS = 4
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Batch:
    """Units that lie there; `until` is the last day on which they may be given, None is no end."""

    spot: Spot
    quantity: int
    until: date | None


@dataclass(frozen=True, slots=True)
class RunDown:
    """How stock goes, day by day, when it is asked for as expected.

    `days` is how long it lasts, from today on, or None when it outlasts the horizon; `short` is
    what is lacking per day, `left` what of each batch passes its date before anybody takes it.
    """

    days: float | None
    short: Mapping[date, int] = field(default_factory=dict)
    left: Mapping[Spot, int] = field(default_factory=dict)

    @property
    def lacking(self) -> int:
        return sum(self.short.values())

    @property
    def empty_on(self) -> date | None:
        return min(self.short, default=None)


def run_down(
    batches: Iterable[Batch], wanted: Mapping[date, float], today: date, days: int
) -> RunDown:
    """Take what is wanted, first expired first, for `days` days from today on.

    Wanted may be a fraction (a mean); what is left over of it is asked for a day later.
    """
    ordered = sorted(batches, key=lambda one: (one.until or date.max, one.spot))
    there = {one.spot: one.quantity for one in ordered if one.quantity > 0}
    until = {one.spot: one.until or date.max for one in ordered}
    short: dict[date, int] = {}
    left: dict[Spot, int] = {}
    lasts: float | None = None
    owed = 0.0
    for number in range(days):
        day = today + timedelta(days=number)
        _set_aside(there, until, day, left)
        owed += wanted.get(day, 0.0)
        asked = int(owed + 1e-9)
        owed -= asked
        given = _take(there, asked)
        if given < asked:
            short[day] = asked - given
            lasts = number + given / asked if lasts is None else lasts
    _set_aside(there, until, today + timedelta(days=days), left)
    return RunDown(lasts, short, left)


def cover_days(
    groups: Ints, quantities: Ints, until: Ints, wanted: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """The `days` of `run_down` for very many groups at once; NaN outlasts the horizon.

    Each batch belongs to a group, and may be given through day `until` (0 is today). `wanted` has
    a row per group and a column per day. First expired first out, what is given and what expires
    both move one pointer along the batches in their order: so how far it is, is all there is to
    know.
    """
    number, days = wanted.shape
    over = np.zeros((number, days + 1))
    np.add.at(over, (groups, np.minimum(until + 1, days)), quantities)
    expired, total = np.cumsum(over, axis=1), over.sum(axis=1)
    gone, owed = np.zeros(number), np.zeros(number)
    lasts = np.full(number, np.nan)
    for day in range(days):
        gone = np.maximum(gone, expired[:, day])
        owed += wanted[:, day]
        asked = np.floor(owed + 1e-9)
        owed -= asked
        given = np.minimum(asked, total - gone)
        gone += given
        first = np.isnan(lasts) & (given < asked)
        lasts[first] = day + given[first] / asked[first]
    return lasts


def _set_aside(
    there: dict[Spot, int], until: Mapping[Spot, date], day: date, left: dict[Spot, int]
) -> None:
    """What may not be given any more on `day` is left over."""
    for spot in [spot for spot, quantity in there.items() if quantity and until[spot] < day]:
        left[spot] = there.pop(spot)


def _take(there: dict[Spot, int], asked: int) -> int:
    """Take from the first that has some; hands out how many were there."""
    left = asked
    for spot, quantity in there.items():
        part = min(left, quantity)
        there[spot] -= part
        left -= part
        if not left:
            break
    return asked - left


@dataclass(frozen=True, slots=True)
class Forecast:
    """What to expect in the coming week, per weekday (Monday = 0), with how wrong it was.

    `error` is the mean difference per week over the weeks that were tried, `naive_error` that of
    "as many as last week". Both None with too little history to try it.
    """

    weekdays: Mapping[int, float]
    weeks: int
    error: float | None = None
    naive_error: float | None = None

    @property
    def per_week(self) -> float:
        return sum(self.weekdays.values())

    def on(self, day: date) -> float:
        return self.weekdays.get(day.weekday(), 0.0)


def forecast(history: Mapping[date, int], first: date, today: date) -> Forecast | None:
    """What the days before today say; `first` is when anything was booked at all.

    None with less than two whole weeks: then there is nothing to say.
    """
    known = (today - first).days // 7
    if known < 2:
        return None
    weeks = min(known, MEAN_OF_WEEKS)
    tried = [
        _tried(history, today - number * _WEEK, min(MEAN_OF_WEEKS, known - number))
        for number in range(1, min(TRIED_WEEKS, known - 1) + 1)
    ]
    return Forecast(
        weekdays=_weekday_means(history, today, weeks),
        weeks=weeks,
        error=sum(abs(said - was) for was, said, _ in tried) / len(tried) if tried else None,
        naive_error=sum(abs(last - was) for was, _, last in tried) / len(tried) if tried else None,
    )


def _weekday_means(history: Mapping[date, int], today: date, weeks: int) -> dict[int, float]:
    days = [today - timedelta(days=back) for back in range(1, 7 * weeks + 1)]
    found = dict.fromkeys(range(7), 0.0)
    for day in days:
        found[day.weekday()] += history.get(day, 0) / weeks
    return found


def _tried(history: Mapping[date, int], start: date, weeks: int) -> tuple[int, float, int]:
    """A week that has passed: what it was, what we would have said, and the week before it."""
    was = _total(history, start)
    said = sum(_weekday_means(history, start, weeks).values())
    return was, said, _total(history, start - _WEEK)


def _total(history: Mapping[date, int], start: date) -> int:
    return sum(history.get(start + timedelta(days=n), 0) for n in range(7))
