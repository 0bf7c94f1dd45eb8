"""Finding front doors: the address list on this machine first, the network only if switched on."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from voedselbrigade.adapters.geocoding.address_index import AddressIndex
from voedselbrigade.adapters.geocoding.breaker import Breaker
from voedselbrigade.adapters.geocoding.keeping import FileCache, MemoryCache, Remembering
from voedselbrigade.adapters.geocoding.turns import Turns
from voedselbrigade.domain.places import Address, Located
from voedselbrigade.errors import Fact, Unreachable, WrongWords
from voedselbrigade.services.ports import AnswerCache, Geocoder, NotLocated

__all__ = [
    "NETWORK",
    "AddressIndex",
    "Breaker",
    "Chain",
    "FileCache",
    "MemoryCache",
    "Remembering",
    "Turns",
    "chain",
    "network_geocoders",
]

PDOK, NOMINATIM = "pdok", "nominatim"
NETWORK = (PDOK, NOMINATIM)


class Chain:
    """A Geocoder that asks others in turn, until one of them is sure."""

    def __init__(self, geocoders: Sequence[Geocoder]) -> None:
        self._geocoders = tuple(geocoders)

    @property
    def name(self) -> str:
        return "+".join(geocoder.name for geocoder in self._geocoders)

    def find(self, address: Address) -> Located | NotLocated:
        """The first sure answer; else the first doubtful one; else why not.

        Raises Unreachable only when not one of them could be asked.
        """
        answers: list[Located | NotLocated] = []
        down: list[Unreachable] = []
        for geocoder in self._geocoders:
            try:
                answer = geocoder.find(address)
            except Unreachable as error:
                down.append(error)
                continue
            if isinstance(answer, Located) and answer.sure:
                return answer
            answers.append(answer)
        if down and not answers:
            raise down[0]
        return _best(address, answers)


def chain(
    indexes: Sequence[Geocoder],
    *,
    switched_on: Collection[str] = (),
    cache: AnswerCache | None = None,
    home: Path,
) -> Geocoder:
    """What the office asks for a point: its own indexes, then what the settings switched on.

    `switched_on` is `Settings.network_geocoders`; by default it is empty and no address leaves
    this machine. Keep the result: it remembers which service does not answer. Raises WrongWords
    for a geocoder that does not exist.
    """
    return Chain([*indexes, *network_geocoders(switched_on, cache=cache, home=home)])


def network_geocoders(
    switched_on: Collection[str], *, cache: AnswerCache | None = None, home: Path
) -> list[Geocoder]:
    """Each with its breaker and with kept answers, in the order of `NETWORK`."""
    unknown = sorted(set(switched_on) - set(NETWORK))
    if unknown:
        raise WrongWords("locate.no_such_geocoder", typed=unknown[0], known=NETWORK)
    if not switched_on:
        return []
    kept = cache if cache is not None else FileCache(home / "indexes" / "answers.jsonl")
    wires = [_wire(name, home) for name in NETWORK if name in switched_on]
    return [Remembering(Breaker(wire), kept) for wire in wires]


def _wire(name: str, home: Path) -> Geocoder:
    """Loaded when it is switched on: geopy and what it speaks with are of no use without."""
    if name == PDOK:
        from voedselbrigade.adapters.geocoding.pdok import PdokWire  # noqa: PLC0415

        return PdokWire()
    from voedselbrigade.adapters.geocoding.nominatim import NominatimWire  # noqa: PLC0415

    return NominatimWire(Turns(home / "indexes" / "nominatim-turns.sqlite"))


def _best(address: Address, answers: Sequence[Located | NotLocated]) -> Located | NotLocated:
    for answer in answers:
        if isinstance(answer, Located):
            return answer
    offers = tuple(
        dict.fromkeys(
            offer
            for answer in answers
            if isinstance(answer, NotLocated)
            for offer in answer.suggestions
        )
    )[:5]
    first = answers[0] if answers else None
    if isinstance(first, NotLocated):
        return NotLocated(first.reason, offers)
    return NotLocated(Fact.of("locate.no_index", address=address.line), offers)
