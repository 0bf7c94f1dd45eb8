"""Who would rather come at which door: every reason for a pair, by name, priced in minutes.

Here names of people become (vehicle, stop) for the last time: an engine and the judge see one sum
per pair (`Problem.pair_cost`), and so they all count the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from voedselbrigade.domain.delivery_days import Due
from voedselbrigade.domain.faces import Face, Faces, faces_of, going_cold, recent_faces
from voedselbrigade.domain.gathered_days import DeliveryDay
from voedselbrigade.domain.people import Recipient, VolunteerId
from voedselbrigade.routing.problem import COST_PER_MINUTE

type Pair = tuple[int, int]
"""A vehicle and a stop."""
type Pairs = Mapping[str, Mapping[Pair, int]]
"""By name of the wish what a pair costs, in tenths of a second; a gain is less than nought."""


class Wish(StrEnum):
    """Why a pair is wished for, or is not."""

    FAMILIAR = "familiar"
    """He was at this door before, or the recipient asked for him."""
    SECOND_FACE = "second_face"
    """He is the second face here, and was away for long."""
    FEW_FACES = "few_faces"
    """Many different people came here already; he is one of them."""
    CHOSEN = "chosen"
    """A dispatcher wished it by hand (`DeliveryDay.asked`)."""


def faces_on(day: DeliveryDay) -> Faces:
    """Who is known at which door, as the office's settings count it."""
    return faces_of(day.met, day.day, day.settings.familiar_half_weeks)


def is_known_face(faces: Faces, recipient: Recipient, volunteer: VolunteerId) -> bool:
    """Preferred by the recipient, or somebody who was at this door before."""
    known = any(face.volunteer == volunteer for face in faces.get(recipient.id, ()))
    return known or volunteer in recipient.preferred


def pair_wishes(day: DeliveryDay, riders: Sequence[Due], faces: Faces) -> Pairs:
    """Every wish about who comes at whose door: vehicle i is `day.turns[i]`, stop i `riders[i]`.

    **To add a wish**: give it a name in `Wish` (or use `CHOSEN`, which prices every `PairWish` in
    `DeliveryDay.asked`: whoever gathers the day fills that, and nothing here has to change), and
    let a function like `_about_faces` yield the name, the volunteer and the minutes. Yield only
    pairs that cost or gain something: a city has millions of others. Its sentence stands in
    `words/sentences/wishes.py`.
    """
    vehicles: dict[VolunteerId, list[int]] = {}
    for vehicle, turn in enumerate(day.turns):
        vehicles.setdefault(turn.volunteer.id, []).append(vehicle)
    found: dict[str, dict[Pair, int]] = {}
    for stop, due in enumerate(riders):
        about = _about_faces(day, due.recipient, faces.get(due.recipient.id, ()))
        for wish, volunteer, minutes in about:
            for vehicle in vehicles.get(volunteer, ()):
                _add(found, wish, (vehicle, stop), minutes)
    stop_of = {due.recipient.id: stop for stop, due in enumerate(riders)}
    for asked in day.asked:
        for vehicle in vehicles.get(asked.volunteer, ()):
            if asked.recipient in stop_of:
                _add(found, Wish.CHOSEN, (vehicle, stop_of[asked.recipient]), asked.minutes)
    return found


def summed(pairs: Pairs) -> dict[Pair, int]:
    """What each pair costs by all wishes together, without those that cost nothing."""
    total: dict[Pair, int] = {}
    for costs in pairs.values():
        for pair, cost in costs.items():
            total[pair] = total.get(pair, 0) + cost
    return {pair: cost for pair, cost in sorted(total.items()) if cost}


def _add(found: dict[str, dict[Pair, int]], wish: Wish, pair: Pair, minutes: float) -> None:
    costs = found.setdefault(wish.value, {})
    costs[pair] = costs.get(pair, 0) + round(minutes * COST_PER_MINUTE)


def _about_faces(
    day: DeliveryDay, recipient: Recipient, faces: Sequence[Face]
) -> Iterator[tuple[Wish, VolunteerId, float]]:
    """What the faces that one recipient knows gain, in minutes."""
    settings = day.settings
    weight = settings.familiar_frail_percent / 100 if recipient.frail else 1.0
    known = {face.volunteer: face.percent for face in faces}
    known |= dict.fromkeys(recipient.preferred, 100)
    for volunteer, percent in known.items():
        yield Wish.FAMILIAR, volunteer, -weight * settings.price_new_face_min * percent / 100
    cold = going_cold(faces, day.day, settings.second_face_weeks)
    if cold is not None:
        yield Wish.SECOND_FACE, cold.volunteer, -weight * settings.price_second_face_min
    recent = recent_faces(faces, day.day)
    if len(recent) >= max(1, settings.most_faces):
        # As a gain of those who came, not as a cost of all others: the difference is the same.
        for face in recent:
            yield Wish.FEW_FACES, face.volunteer, -weight * settings.price_extra_face_min
