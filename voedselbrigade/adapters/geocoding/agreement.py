"""What may be believed of an answer from the network: only the very door that was asked for.

Such services always try to answer, with the nearest thing they know (DOMAIN 5). An answer whose
postcode, number, letter, suffix or town differs is refused; it is offered as a suggestion.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from voedselbrigade.adapters.geocoding.finding import MOST_SUGGESTIONS, may_be_street, same_town
from voedselbrigade.domain.doors import Door, same_number
from voedselbrigade.domain.places import Address, Confidence, Located
from voedselbrigade.errors import Fact
from voedselbrigade.services.ports import NotLocated


@dataclass(frozen=True, slots=True)
class Answer:
    """One door that a service named. `towns`: its town and its municipality, either will do."""

    door: Door
    towns: tuple[str, ...]


def agreed(address: Address, answers: Sequence[Answer], source: str) -> Located | NotLocated:
    """The point of the door that was asked for, or what the service offered instead of it."""
    for answer in answers:
        if _is_the_door(address, answer):
            return Located(answer.door.point, Confidence.EXACT, source)
    offers = tuple(dict.fromkeys(answer.door.address for answer in answers))[:MOST_SUGGESTIONS]
    code = "locate.other_door" if offers else "locate.not_found"
    return NotLocated(Fact.of(code, address=address.line, town=address.town), offers)


def _is_the_door(address: Address, answer: Answer) -> bool:
    known = answer.door.address
    if address.postcode and address.postcode != known.postcode:
        return False
    if not address.postcode and not address.street:
        return False
    return (
        same_number(address.house, known.house)
        and may_be_street(address.street, known.street)
        and any(same_town(address.town, town) for town in answer.towns)
    )
