"""From hub to hub: sent, on the road, and received line by line with the differences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from voedselbrigade.domain.access import Action
from voedselbrigade.domain.places import HubId
from voedselbrigade.errors import NotPossible, WrongWords
from voedselbrigade.services.stock_arriving import place_for
from voedselbrigade.services.stock_booking import Deed, own_hub, some_units, tidy
from voedselbrigade.services.stock_reference import holding
from voedselbrigade.services.work import Subject, Work
from voedselbrigade.stock.expiry import pick
from voedselbrigade.stock.lots import (
    Held,
    ItemId,
    LotId,
    Move,
    MovementKind,
    Place,
    PlaceId,
    PlaceRole,
)
from voedselbrigade.stock.transfers import Transfer, TransferId, TransferLine, TransferState


def send(
    work: Work, from_hub: HubId, to_hub: HubId, wanted: Mapping[ItemId, int], cause: str
) -> Transfer:
    """Send items to another hub, first expired first out. The same cause twice sends once.

    Raises NotPossible when there is too little that may still be given.
    """
    work.doing(Action.BOOK_STOCK, Subject("hub", to_hub))
    own_hub(work.actor, from_hub)
    if from_hub == to_hub:
        raise NotPossible("stock.same_hub")
    if not tidy(cause):
        raise WrongWords("stock.cause_needed")
    store = work.store.stock
    name = f"transfer:{from_hub}:{to_hub}:{tidy(cause)}"
    known = store.transfers.of_cause(name)
    if known is not None:
        return known
    taken = [part for item, n in wanted.items() for part in _picked(work, from_hub, item, n)]
    road = store.places.same(Place(PlaceId(0), to_hub, role=PlaceRole.ROAD)).id
    moves = [Move(held.lot.id, held.place.id, road, n) for held, n in taken]
    Deed(work, name, MovementKind.SEND, work.today).book(moves)
    lots: dict[LotId, int] = {}
    for move in moves:
        lots[move.lot] = lots.get(move.lot, 0) + move.quantity
    lines = tuple(TransferLine(lot, n) for lot, n in lots.items())
    head = Transfer(TransferId(0), from_hub, to_hub, work.now, work.actor.name, name, lines)
    return store.transfers.add(head)


def arrive(
    work: Work, ident: TransferId, lot: LotId, arrived: int, place: PlaceId | None = None
) -> Transfer:
    """Say how many of a lot arrived; said again, the last word counts.

    Too few leave the books as lost on the way, too many come into them as found.
    """
    work.doing(Action.BOOK_STOCK, Subject("transfer", ident))
    store = work.store.stock
    transfer = store.transfers.get(ident)
    own_hub(work.actor, transfer.to_hub)
    line = transfer.line(lot)
    if line is None:
        raise NotPossible("stock.not_in_transfer", id=ident)
    if arrived:
        some_units(arrived)
    _book_arrival(work, transfer, replace(line, arrived=arrived), place)
    noted = replace(line, arrived=arrived, noted_at=work.now, noted_by=work.actor.name)
    changed = transfer.with_line(noted)
    store.transfers.save(changed)
    return changed


def arrive_all(work: Work, ident: TransferId) -> Transfer:
    """Everything that nobody counted yet arrived as it was sent."""
    work.doing(Action.BOOK_STOCK, Subject("transfer", ident))
    transfer = work.store.stock.transfers.get(ident)
    for line in transfer.lines:
        if line.arrived is None:
            transfer = arrive(work.because(Action.BOOK_STOCK), ident, line.lot, line.sent)
    return transfer


def transfers(work: Work, state: TransferState | None = None) -> tuple[Transfer, ...]:
    """Transfers, oldest first; those in state `sent` wait for somebody to count them."""
    work.reading(Action.READ_STOCK, Subject("transfers"), "transfers")
    return work.store.stock.transfers.list(state)


def _picked(work: Work, hub: HubId, item: ItemId, quantity: int) -> tuple[tuple[Held, int], ...]:
    store = work.store.stock
    found = store.items.get(item)
    if not found.kept:
        raise NotPossible("stock.not_kept", item=found.name)
    shelf = store.books.shelf(hub, item)
    rules = holding(store.rules, work.today)
    chosen = pick(found, some_units(quantity), work.today, shelf, rules)
    if chosen.short:
        raise NotPossible(
            "stock.too_little",
            item=found.name,
            there=chosen.quantity,
            wanted=quantity,
            refused=sum(one.held.quantity for one in chosen.refused),
        )
    return chosen.taken


def _book_arrival(
    work: Work, transfer: Transfer, line: TransferLine, place: PlaceId | None
) -> None:
    """From the road to the shelf; what is missing or too many goes through the outside world."""
    store = work.store.stock
    lot = store.lots.get(line.lot)
    item = store.items.get(lot.item)
    road = store.places.same(Place(PlaceId(0), transfer.to_hub, role=PlaceRole.ROAD)).id
    deed = Deed(work, f"arrive:{transfer.id}:{lot.id}", MovementKind.ARRIVE, work.today)
    booked = deed.booked()
    # A correction stays on the shelf of the first time, so that only the difference moves.
    before = [m.move.target for m in booked if m.move.source == road and m.move.target]
    chosen = before[0] if before and place is None else place
    shelf = place_for(store, transfer.to_hub, item, chosen, lot.storage).id
    arrived = line.arrived or 0
    moves = []
    if min(line.sent, arrived):
        moves.append(Move(lot.id, road, shelf, min(line.sent, arrived)))
    if arrived < line.sent:
        moves.append(Move(lot.id, road, None, line.sent - arrived))
    if arrived > line.sent:
        moves.append(Move(lot.id, None, shelf, arrived - line.sent))
    deed.book(moves, booked)
