"""What lies in a hub as people look at it: each line with what its date asks, and the bookings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from voedselbrigade.domain.access import Action
from voedselbrigade.domain.cells.text import folded
from voedselbrigade.domain.places import HubId
from voedselbrigade.errors import Fact
from voedselbrigade.services.stock_booking import undone_elsewhere
from voedselbrigade.services.stock_reference import holding
from voedselbrigade.services.stock_store import LotNote
from voedselbrigade.services.work import Subject, Work
from voedselbrigade.stock.expiry import freeze_until, last_day, why_not
from voedselbrigade.stock.expiry_rules import Rules
from voedselbrigade.stock.ledger import Spot, effects
from voedselbrigade.stock.lots import (
    Held,
    Item,
    Lot,
    LotId,
    Movement,
    MovementKind,
    Place,
    PlaceRole,
)
from voedselbrigade.stock.transfers import Transfer, TransferLine, TransferState

SOON = timedelta(days=7)


class Standing(StrEnum):
    """What a line on the shelf asks of who looks at it, the most pressing first."""

    SHORT = "short"
    BLOCKED = "blocked"
    OVER = "over"
    LOOK = "look"
    TODAY = "today"
    SOON = "soon"
    ROAD = "road"
    GOOD = "good"


@dataclass(frozen=True, slots=True)
class ShelfLine:
    """A lot on a place. `until` is the last day it may be given, `reason` why it may not today."""

    item: Item
    held: Held
    standing: Standing
    until: date | None = None
    reason: Fact | None = None

    def days_left(self, today: date) -> int | None:
        return None if self.until is None else (self.until - today).days


@dataclass(frozen=True, slots=True)
class LotCard:
    """One lot on one place with what may be done to it.

    `freeze` is the day until which it keeps when it is frozen today, or why it may not be; `others`
    are the places of the hub where it may be put instead.
    """

    line: ShelfLine
    freeze: date | Fact
    notes: tuple[LotNote, ...] = ()
    others: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Arriving:
    """A transfer that waits at the door, with what each of its lines is."""

    transfer: Transfer
    lines: tuple[tuple[Item, Lot, TransferLine], ...]


@dataclass(frozen=True, slots=True)
class Booking:
    """Everything that one cause moved. `parts` is what is left of it: item, lot and how many.

    Without parts it was undone. `undoable` says that it may be undone where it is shown.
    """

    cause: str
    kind: MovementKind
    at: datetime
    by: str
    reason: str
    parts: tuple[tuple[Item, Lot, int], ...]
    undoable: bool


def shelves(work: Work, hub: HubId, screen: str = "shelves") -> tuple[ShelfLine, ...]:
    """Every line of a hub, what must go first before what can wait."""
    work.reading(Action.READ_STOCK, Subject("hub", hub), screen)
    stock = work.store.stock
    found, rules = stock.books.shelf(hub), holding(stock.rules, work.today)
    items = {item.id: item for item in stock.items.some(held.lot.item for held in found)}
    lines = [_line(items[held.lot.item], held, work.today, rules) for held in found]
    order, far = list(Standing), date.max
    lines.sort(
        key=lambda one: (
            one.until or far if one.standing is not Standing.SHORT else date.min,
            order.index(one.standing),
            one.item.name.casefold(),
            one.held.lot.id,
        )
    )
    return tuple(lines)


def card(work: Work, spot: Spot) -> LotCard:
    """Everything about one lot on one place. Raises NotFound when it never lay there."""
    work.reading(Action.READ_STOCK, Subject("lot", spot[0]), "lot")
    stock = work.store.stock
    lot, place = stock.lots.get(spot[0]), stock.places.get(spot[1])
    item, rules = stock.items.get(lot.item), holding(stock.rules, work.today)
    found = [held for held in stock.books.of([lot.id]) if held.place.id == place.id]
    held = found[0] if found else Held(lot, place, 0)
    shelf = [one for one in stock.places.of_hub(place.hub) if one.role is PlaceRole.SHELF]
    return LotCard(
        _line(item, held, work.today, rules),
        freeze_until(item, lot, work.today, rules),
        tuple(stock.lots.notes(lot.id)),
        tuple(one for one in shelf if one.id != place.id),
    )


def matching(lines: Iterable[ShelfLine], sought: str) -> tuple[ShelfLine, ...]:
    """The lines in which every typed word stands: in name, EAN, place, lot or supplier."""
    words = folded(sought).split()
    return tuple(line for line in lines if all(word in _text(line) for word in words))


def bookings(
    work: Work, hub: HubId, kinds: Sequence[MovementKind] = (), most: int = 20
) -> tuple[Booking, ...]:
    """The newest bookings of a hub first, each cause once, with what is left of it."""
    work.reading(Action.READ_STOCK, Subject("hub", hub), "movements")
    books = work.store.stock.books
    newest = books.last(hub, most * 4 if kinds else most * 2)
    chosen = [one for one in newest if not kinds or one.kind in kinds]
    causes = list(dict.fromkeys(one.cause for one in chosen))[:most]
    moved = {cause: books.of_cause(cause) for cause in causes}
    lots = work.store.stock.lots.some({one.move.lot for of in moved.values() for one in of})
    items = {
        item.id: item for item in work.store.stock.items.some(one.item for one in lots.values())
    }
    return tuple(
        _booking(moved[cause], [(items[lot.item], lot) for lot in lots.values()])
        for cause in causes
    )


def arriving(work: Work, hub: HubId) -> tuple[Arriving, ...]:
    """The transfers to a hub of which something is not counted yet, with names and dates."""
    work.reading(Action.READ_STOCK, Subject("hub", hub), "arriving")
    stock = work.store.stock
    sent = [one for one in stock.transfers.list(TransferState.SENT) if one.to_hub == hub]
    lots = stock.lots.some({line.lot for one in sent for line in one.lines})
    items = {item.id: item for item in stock.items.some(lot.item for lot in lots.values())}
    return tuple(
        Arriving(
            one, tuple((items[lots[line.lot].item], lots[line.lot], line) for line in one.lines)
        )
        for one in sent
    )


def _line(item: Item, held: Held, today: date, rules: Rules) -> ShelfLine:
    until, reason = last_day(item, held.lot, rules), why_not(item, held.lot, today, rules)
    ends = min((day for day in (until, held.lot.ends_on) if day is not None), default=None)
    return ShelfLine(item, held, _standing(held, ends, reason, today), until or ends, reason)


def _standing(held: Held, ends: date | None, reason: Fact | None, today: date) -> Standing:
    if held.quantity < 0:
        return Standing.SHORT
    if held.lot.blocked:
        return Standing.BLOCKED
    if held.place.role is PlaceRole.ROAD:
        return Standing.ROAD
    if reason is not None:
        return Standing.LOOK if reason.code == "stock.look_first" else Standing.OVER
    if ends is not None and ends <= today + SOON:
        return Standing.TODAY if ends <= today else Standing.SOON
    return Standing.GOOD


def _text(line: ShelfLine) -> str:
    lot = line.held.lot
    return folded(
        f"{line.item.name} {line.item.ean} {line.held.place.label} {lot.code} {lot.supplier}"
    )


def _booking(moved: Sequence[Movement], known: Iterable[tuple[Item, Lot]]) -> Booking:
    first = moved[0]
    left = _net(moved)
    parts = tuple((item, lot, left[lot.id]) for item, lot in known if left.get(lot.id))
    undoable = bool(parts) and undone_elsewhere(first) is None
    return Booking(first.cause, first.kind, moved[-1].at, first.by, first.reason, parts, undoable)


def _net(moved: Sequence[Movement]) -> dict[LotId, int]:
    """Per lot how many units a cause moved in all, whichever way; what was undone is not there."""
    found: dict[LotId, int] = {}
    for (lot, _), change in effects(one.move for one in moved).items():
        found[lot] = max(found.get(lot, 0), abs(change))
    return found
