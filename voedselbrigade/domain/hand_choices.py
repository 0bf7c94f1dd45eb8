"""Who was given to whom by hand: remembered as a wish for the next time, which fades by weeks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from voedselbrigade.domain.faces import PairWish
from voedselbrigade.domain.hand_moves import going
from voedselbrigade.domain.office import Settings
from voedselbrigade.domain.people import RecipientId, VolunteerId
from voedselbrigade.domain.plans import Plan

LONGEST = timedelta(weeks=26)
"""After half a year a choice is not asked for any more, whatever it still would be worth."""


@dataclass(frozen=True, slots=True)
class HandChoice:
    """On `day` somebody gave this person to this volunteer by hand, and it was published.

    `dropped_by`: who threw it away since; then it is kept, so that it does not come back, and it
    counts for nothing.
    """

    day: date
    recipient: RecipientId
    volunteer: VolunteerId
    at: datetime
    by: str
    dropped_by: str = ""


def chosen_in(plan: Plan, earlier: Iterable[HandChoice] = ()) -> tuple[HandChoice, ...]:
    """The choices that a plan holds: the last move of each person, and what was chosen `earlier`
    that day, as far as that volunteer still brings them food."""
    now = {stop.recipient: route.volunteer for route in plan.routes for stop in going(route)}
    found = {one.recipient: one for one in earlier if one.day == plan.day}
    for move in plan.moves:
        if move.recipient is not None and move.volunteer is not None:
            who = move.recipient
            found[who] = HandChoice(plan.day, who, move.volunteer, move.at, move.by)
    return tuple(one for who, one in found.items() if now.get(who) == one.volunteer)


def worth_min(choice: HandChoice, day: date, settings: Settings) -> int:
    """What a choice is worth on `day`, in minutes: half of it after every so many weeks."""
    if choice.dropped_by or not timedelta(0) <= day - choice.day <= LONGEST:
        return 0
    weeks = (day - choice.day).days / 7
    faded: float = 0.5 ** (weeks / max(1, settings.hand_choice_half_weeks))
    return round(settings.price_hand_choice_min * faded)


def wishes_of(choices: Iterable[HandChoice], day: date, settings: Settings) -> Iterator[PairWish]:
    """One wish per pair, as much as its newest choice is worth."""
    best: dict[tuple[RecipientId, VolunteerId], int] = {}
    for choice in choices:
        pair = choice.recipient, choice.volunteer
        best[pair] = max(best.get(pair, 0), worth_min(choice, day, settings))
    return (PairWish(*pair, -minutes) for pair, minutes in sorted(best.items()) if minutes)
