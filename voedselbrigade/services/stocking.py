"""Daily work in the stock: receive, give out, move, write off, bring back, and undo each of them.

Nothing goes below zero before it leaves; what has left has left, and then a shortage shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from voedselbrigade.domain.access import Action
from voedselbrigade.domain.places import HubId
from voedselbrigade.errors import Fact, NotFound, NotPossible, WrongWords
from voedselbrigade.services.stock_arriving import new_lot, place_for, returned
from voedselbrigade.services.stock_booking import Deed, own_hub, some_units, tidy, undone_elsewhere
from voedselbrigade.services.stock_reference import holding
from voedselbrigade.services.stock_store import Receiver, ReceiverKind
from voedselbrigade.services.work import Subject, Work
from voedselbrigade.stock.expiry import Pick, Refused, pick, why_not
from voedselbrigade.stock.ledger import Spot
from voedselbrigade.stock.lots import (
    DateKind,
    Held,
    Item,
    ItemId,
    Lot,
    LotId,
    Move,
    Movement,
    MovementKind,
    Place,
    PlaceId,
    WriteOffReason,
)


@dataclass(frozen=True, slots=True)
class Delivered:
    """What comes in: letters and date as they stand on the pack. `place` None lets us choose."""

    item: ItemId
    quantity: int
    kind: DateKind = DateKind.NONE
    ends_on: date | None = None
    supplier: str = ""
    batch: str = ""
    price_cents: int = 0
    place: PlaceId | None = None


@dataclass(frozen=True, slots=True)
class Booked:
    """What came of a booking. `again` when this cause had been booked in full before."""

    cause: str
    movements: tuple[Movement, ...]
    lots: tuple[Lot, ...] = ()
    warnings: tuple[Fact, ...] = ()

    @property
    def again(self) -> bool:
        return not self.movements


@dataclass(frozen=True, slots=True)
class Issued:
    """What was taken from where. `short` is how much the books had too little of what has left."""

    cause: str
    movements: tuple[Movement, ...]
    taken: tuple[tuple[Held, int], ...] = ()
    refused: tuple[Refused, ...] = ()
    short: int = 0

    @property
    def again(self) -> bool:
        return not self.movements


@dataclass(frozen=True, slots=True)
class OnHand:
    """One line of what lies in a hub."""

    item: Item
    held: Held


# --- looking --------------------------------------------------------------------------------------


def on_hand(work: Work, hub: HubId | None = None, screen: str = "stock") -> tuple[OnHand, ...]:
    """What lies where, by item and date; also what is on the road, and what is short."""
    work.reading(Action.READ_STOCK, Subject("hub", hub or ""), screen)
    return _lines(work, work.store.stock.books.shelf(hub))


def on_hand_at(work: Work, moment: datetime, hub: HubId | None = None) -> tuple[OnHand, ...]:
    """What lay where at a moment that has passed, added up from the movements."""
    work.reading(Action.READ_STOCK, Subject("hub", hub or ""), "stock_then")
    stock = work.store.stock
    places = stock.places.all()
    totals = stock.books.totals(moment)
    there = {s: n for s, n in totals.items() if n and hub in (None, places[s[1]].hub)}
    lots = stock.lots.some(lot for lot, _ in there)
    return _lines(work, [Held(lots[lot], places[place], n) for (lot, place), n in there.items()])


def offer(work: Work, hub: HubId, item: ItemId, quantity: int, day: date | None = None) -> Pick:
    """What giving this out on `day` would take, and why some lots may not go."""
    work.reading(Action.READ_STOCK, Subject("item", item), "issue")
    when = day or work.today
    found = work.store.stock.items.get(item)
    shelf = work.store.stock.books.shelf(hub, item)
    return pick(found, quantity, when, shelf, holding(work.store.stock.rules, when))


def last_movements(work: Work, hub: HubId | None = None) -> tuple[Movement, ...]:
    """The newest bookings first, for a list with "maak ongedaan" behind each."""
    work.reading(Action.READ_STOCK, Subject("hub", hub or ""), "movements")
    return work.store.stock.books.last(hub)


def doubts(work: Work, came: Delivered) -> tuple[Fact, ...]:
    """What to ask before it is booked: a quantity fifty times what ever came, a date far ahead."""
    work.reading(Action.READ_STOCK, Subject("item", came.item), "receive")
    lots = [lot.id for lot in work.store.stock.lots.of_item(came.item)]
    received = [
        movement.move.quantity
        for movement in work.store.stock.books.of_lots(lots)
        if movement.kind is MovementKind.RECEIVE and not movement.undoes
    ]
    if received and came.quantity >= max(500, 50 * max(received)):
        return (Fact.of("stock.so_many", quantity=came.quantity, most=max(received)),)
    return ()


# --- booking --------------------------------------------------------------------------------------


def receive(
    work: Work, hub: HubId, came: Delivered, cause: str = "", day: date | None = None
) -> Booked:
    """Book what came in. With a `cause` of its own (a line of a delivery note) it counts once.

    Raises WrongWords for a quantity or a date that cannot be, NotPossible for an item that we do
    not keep. What arrives too late to be given is booked, with a warning: it is there.
    """
    work.doing(Action.BOOK_STOCK, Subject("item", came.item))
    own_hub(work.actor, hub)
    item, when = _kept(work.store.stock.items.get(came.item)), day or work.today
    stock = work.store.stock
    lot = stock.lots.same(
        new_lot(item, came.kind, came.ends_on, when, came.supplier, came.batch, came.price_cents)
    )
    place = place_for(stock, hub, item, came.place, item.storage)
    deed = Deed(work, f"receive:{tidy(cause) or uuid4().hex}", MovementKind.RECEIVE, when)
    made = deed.book([Move(lot.id, None, place.id, some_units(came.quantity))])
    reason = why_not(item, lot, when, holding(stock.rules, when))
    return Booked(deed.cause, made, (lot,), (reason,) if reason else ())


def issue(
    work: Work,
    hub: HubId,
    item: ItemId,
    quantity: int,
    cause: str,
    day: date | None = None,
    receiver: tuple[ReceiverKind, str] | None = None,
    gone: bool = False,
) -> Issued:
    """Give out `quantity` in all for this cause: first expired, first out, on the day of giving.

    The same cause twice books once; another quantity books the difference. With `gone` it has left
    already: then what the books lack shows as a shortage to be counted. Raises NotPossible when
    there is too little that may be given.
    """
    work.doing(Action.BOOK_STOCK, Subject("item", item))
    own_hub(work.actor, hub)
    if not tidy(cause):
        raise WrongWords("stock.cause_needed")
    found, when = _kept(work.store.stock.items.get(item)), day or work.today
    name = f"issue:{hub}:{item}:{tidy(cause)}"
    issued = _Issue(Deed(work, name, MovementKind.ISSUE, when, tidy(cause), gone), hub, found)
    done = issued.up_to(some_units(quantity))
    if receiver is not None and done.movements:
        work.store.stock.books.got(Receiver(name, *receiver, when))
    return done


def move(work: Work, spot: Spot, target: PlaceId, quantity: int, cause: str = "") -> Booked:
    """Put so much of a lot on another shelf of the same hub."""
    work.doing(Action.BOOK_STOCK, Subject("lot", spot[0]))
    places = work.store.stock.places
    here, there = places.get(spot[1]), places.get(target)
    own_hub(work.actor, here.hub)
    if here.hub != there.hub or here.id == there.id:
        raise NotPossible("stock.not_this_move")
    deed = Deed(work, f"move:{tidy(cause) or uuid4().hex}", MovementKind.MOVE, work.today)
    made = deed.book([Move(spot[0], spot[1], target, some_units(quantity))])
    return Booked(deed.cause, made)


def write_off(
    work: Work,
    spot: Spot,
    quantity: int,
    reason: WriteOffReason,
    note: str = "",
    cause: str = "",
) -> Booked:
    """Take food out of the books that nobody will get, with the reason."""
    work.doing(Action.BOOK_STOCK, Subject("lot", spot[0]))
    own_hub(work.actor, work.store.stock.places.get(spot[1]).hub)
    told = f"{reason.value}: {tidy(note)}" if tidy(note) else reason.value
    name = f"write_off:{tidy(cause) or uuid4().hex}"
    deed = Deed(work, name, MovementKind.WRITE_OFF, work.today, told)
    made = deed.book([Move(spot[0], spot[1], None, some_units(quantity))])
    return Booked(name, made)


def bring_back(
    work: Work, issued: str, spot: Spot, quantity: int, out_s: int | None = None
) -> Booked:
    """Put back what was issued under the cause `issued` and came home.

    Chilled and frozen food comes back once and within two hours, as a lot of its own; food that was
    hot never does. Raises NotPossible.
    """
    work.doing(Action.BOOK_STOCK, Subject("lot", spot[0]))
    stock = work.store.stock
    place = stock.places.get(spot[1])
    own_hub(work.actor, place.hub)
    lot = stock.lots.get(spot[0])
    out = sum(
        (m.move.quantity if m.move.target is None else -m.move.quantity)
        for m in stock.books.of_cause(issued)
        if m.move.lot == lot.id
    )
    if quantity > out:
        raise NotPossible("stock.not_that_many_out", out=max(out, 0), quantity=quantity)
    back = stock.lots.same(returned(lot, stock.items.get(lot.item), out_s))
    deed = Deed(work, f"return:{issued}:{lot.id}", MovementKind.RETURN, work.today)
    return Booked(deed.cause, deed.book([Move(back.id, None, place.id, some_units(quantity))]))


def undo(work: Work, cause: str) -> Booked:
    """Take back everything that a cause moved. Undone twice is undone once.

    Raises NotFound for a cause that never moved anything, NotPossible when what came in has left
    again since, or when something else (a transfer, a count, a parcel, a delivery) has to be
    corrected instead.
    """
    work.doing(Action.BOOK_STOCK, Subject("cause", cause))
    booked = work.store.stock.books.of_cause(cause)
    if not booked:
        raise NotFound("stock.no_cause")
    elsewhere = undone_elsewhere(booked[0])
    if elsewhere is not None:
        raise NotPossible(elsewhere.code, **elsewhere.values)
    _refuse_came_back(work, booked)
    places = {p for one in booked for p in (one.move.source, one.move.target) if p is not None}
    for place in places:
        own_hub(work.actor, work.store.stock.places.get(place).hub)
    deed = Deed(work, cause, booked[0].kind, work.today, "undo")
    return Booked(cause, deed.book((), booked))


def undo_movement(work: Work, movement: int) -> Booked:
    """The same, by the number of any movement that the cause made."""
    work.doing(Action.BOOK_STOCK, Subject("movement", movement))
    return undo(work, work.store.stock.books.cause_of(movement))


# --- how ------------------------------------------------------------------------------------------


def _lines(work: Work, shelf: Sequence[Held]) -> tuple[OnHand, ...]:
    items = {item.id: item for item in work.store.stock.items.some(h.lot.item for h in shelf)}
    found = (OnHand(items[held.lot.item], held) for held in shelf)
    return tuple(sorted(found, key=lambda line: (line.item.name.casefold(), line.item.id)))


def _refuse_came_back(work: Work, booked: Sequence[Movement]) -> None:
    """What was brought back stands in the books already; undoing all of it would count it twice."""
    for lot, cause in {(one.move.lot, one.cause) for one in booked}:
        back = _out(work.store.stock.books.of_cause(f"return:{cause}:{lot}"))
        if any(back.values()):
            raise NotPossible("stock.undo_return_first")


class _Issue:
    """Giving out one item from one hub for one cause."""

    def __init__(self, deed: Deed, hub: HubId, item: Item) -> None:
        self._deed = deed
        self._stock = deed.work.store.stock
        self._hub = hub
        self._item = item
        self._booked = deed.booked()
        self._out = _out(self._booked)

    def up_to(self, quantity: int) -> Issued:
        already = sum(self._out.values())
        if quantity <= already:
            return self._back(already - quantity)
        return self._more(quantity - already)

    def _more(self, quantity: int) -> Issued:
        rules = holding(self._stock.rules, self._deed.day)
        mine = self._stock.books.promised(self._deed.cause)
        shelf = [
            Held(h.lot, h.place, h.quantity, h.reserved - mine.get((h.lot.id, h.place.id), 0))
            for h in self._stock.books.shelf(self._hub, self._item.id)
        ]
        found = pick(self._item, quantity, self._deed.day, shelf, rules)
        if found.short and not self._deed.gone:
            raise self._too_little(found, quantity)
        wanted = dict(self._out)
        for held, part in found.taken:
            _add(wanted, (held.lot.id, held.place.id), part)
        if found.short:
            _add(wanted, self._short_spot(found), found.short)
        made = self._deed.book(_outward(wanted), self._booked)
        if mine:
            self._stock.books.promise(self._deed.cause, {}, self._deed.day)
        return Issued(self._deed.cause, made, found.taken, found.refused, found.short)

    def _back(self, quantity: int) -> Issued:
        """Less than was booked: what was picked last goes back first."""
        wanted, left = dict(self._out), quantity
        for spot in reversed(self._out):
            part = min(left, wanted[spot])
            wanted[spot] -= part
            left -= part
        return Issued(self._deed.cause, self._deed.book(_outward(wanted), self._booked))

    def _short_spot(self, found: Pick) -> Spot:
        """Where a shortage shows: the last lot that may go, else one of which nothing is known."""
        for held in (*(held for held, _ in reversed(found.taken)), *found.aside):
            return (held.lot.id, held.place.id)
        unknown = self._stock.lots.same(Lot(LotId(0), self._item.id, storage=self._item.storage))
        place = Place(PlaceId(0), self._hub, storage=self._item.storage)
        return (unknown.id, self._stock.places.same(place).id)

    def _too_little(self, found: Pick, quantity: int) -> NotPossible:
        return NotPossible(
            "stock.too_little",
            item=self._item.name,
            there=found.quantity,
            wanted=quantity,
            refused=sum(one.held.quantity for one in found.refused),
        )


def _out(booked: Iterable[Movement]) -> dict[Spot, int]:
    """What a cause has taken from each spot, in the order in which it took it."""
    found: dict[Spot, int] = {}
    for movement in booked:
        one = movement.move
        if one.source is not None and one.target is None:
            _add(found, (one.lot, one.source), one.quantity)
        elif one.target is not None and one.source is None:
            _add(found, (one.lot, one.target), -one.quantity)
    return {spot: quantity for spot, quantity in found.items() if quantity}


def _add(found: dict[Spot, int], spot: Spot, quantity: int) -> None:
    found[spot] = found.get(spot, 0) + quantity


def _outward(wanted: Mapping[Spot, int]) -> list[Move]:
    return [Move(lot, place, None, n) for (lot, place), n in wanted.items() if n > 0]


def _kept(item: Item) -> Item:
    if not item.kept:
        raise NotPossible("stock.not_kept", item=item.name)
    return item
