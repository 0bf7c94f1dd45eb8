"""One cause in the books: what it should have moved, minus what is booked for it already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from voedselbrigade.domain.access import Account
from voedselbrigade.domain.places import HubId
from voedselbrigade.errors import Fact, NotAllowed, NotPossible, WrongWords
from voedselbrigade.services.work import Work
from voedselbrigade.stock.ledger import Shortage, Spot, difference, effects, shortages
from voedselbrigade.stock.lots import Move, Movement, MovementId, MovementKind

MOST_UNITS = 1_000_000
_UNDONE_ELSEWHERE: Mapping[str, tuple[str, ...]] = {
    "stock.undo_parcel": ("parcel:", "spoilt:parcel:", "return:parcel:"),
    "stock.undo_shop": ("shop:",),
    "stock.undo_stop": ("stop:", "spoilt:stop:", "return:stop:"),
}
"""Causes that are one side of something else, by the sentence that says where that is put right."""
_LISTED = frozenset({MovementKind.SEND, MovementKind.ARRIVE, MovementKind.COUNT})


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that happened, under the name of its cause.

    `gone` says that it has left already: then the fact wins and the books may show a shortage.
    """

    work: Work
    cause: str
    kind: MovementKind
    day: date
    reason: str = ""
    gone: bool = False

    def booked(self) -> tuple[Movement, ...]:
        return self.work.store.stock.books.of_cause(self.cause)

    def book(
        self, wanted: Iterable[Move], booked: tuple[Movement, ...] | None = None
    ) -> tuple[Movement, ...]:
        """Book what the cause still needs to have moved exactly `wanted`; often that is nothing.

        Raises NotPossible when more would leave a place than lies there, and nothing has left yet.
        """
        known = self.booked() if booked is None else booked
        moves = difference(wanted, (movement.move for movement in known))
        if not moves:
            return ()
        if not self.gone:
            self._refuse_shortage(moves)
        before = {movement.move for movement in known}
        made = tuple(self._movement(move, before) for move in moves)
        self.work.store.stock.books.add(made, self.gone)
        return made

    def _movement(self, move: Move, before: Iterable[Move]) -> Movement:
        ends = (move.lot, move.target, move.source)
        return Movement(
            id=MovementId(0),
            move=move,
            kind=self.kind,
            cause=self.cause,
            day=self.day,
            at=self.work.now,
            by=self.work.actor.name,
            reason=self.reason,
            undoes=any((one.lot, one.source, one.target) == ends for one in before),
        )

    def _refuse_shortage(self, moves: tuple[Move, ...]) -> None:
        books = self.work.store.stock.books
        less = [spot for spot, change in effects(moves).items() if change < 0]
        balances: Mapping[Spot, int] = {spot: books.balance(spot) for spot in less}
        for short in shortages(balances, moves):
            raise self._too_little(short)

    def _too_little(self, short: Shortage) -> NotPossible:
        stock = self.work.store.stock
        item = stock.items.get(stock.lots.get(short.lot).item)
        place = stock.places.get(short.place)
        return NotPossible(
            "stock.too_little_there",
            item=item.name,
            place=place.label,
            there=max(0, short.there),
            wanted=short.wanted,
        )


def undone_elsewhere(first: Movement) -> Fact | None:
    """Where to put right what this movement belongs to, or None when it may be undone by itself.

    Undoing only the stock of a parcel or a delivery would leave the other half standing.
    """
    for code, beginnings in _UNDONE_ELSEWHERE.items():
        if first.cause.startswith(beginnings):
            return Fact(code)
    if first.kind in _LISTED:
        return Fact.of("stock.undo_elsewhere", kind=first.kind.value)
    return None


def own_hub(actor: Account, *hubs: HubId) -> None:
    """Hub staff books in its own hub. Raises NotAllowed."""
    if actor.hub is not None and actor.hub not in hubs:
        raise NotAllowed("stock.other_hub", who=actor.name)


def some_units(quantity: int) -> int:
    """A quantity that can be booked. Raises WrongWords for none, or for more than can be."""
    if not 0 < quantity <= MOST_UNITS:
        raise WrongWords("stock.quantity", quantity=quantity, most=MOST_UNITS)
    return quantity


def tidy(text: str) -> str:
    """A cause as people type it, with single spaces."""
    return " ".join(text.split())
