"""What time does to food: what expires, what is looked at, frozen, repacked, and measured."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import uuid4

from voedselbrigade.domain.access import Action
from voedselbrigade.domain.food import Allergen, AllergenState
from voedselbrigade.domain.places import HubId
from voedselbrigade.errors import Fact, NotPossible
from voedselbrigade.services.stock_arriving import place_for
from voedselbrigade.services.stock_booking import Deed, own_hub, some_units, tidy
from voedselbrigade.services.stock_reference import holding
from voedselbrigade.services.stock_store import LotNote, LotNoteKind
from voedselbrigade.services.stocking import Booked
from voedselbrigade.services.work import Subject, Work
from voedselbrigade.stock.expiry import freeze_until, last_day, why_not
from voedselbrigade.stock.ledger import Spot
from voedselbrigade.stock.lots import (
    DateKind,
    Held,
    Item,
    LotId,
    Move,
    MovementKind,
    PlaceId,
    Storage,
)
from voedselbrigade.stock.temperatures import (
    LIMITS,
    LOOKED_BACK,
    Reading,
    out_of_range,
    what_to_do,
)


@dataclass(frozen=True, slots=True)
class Expiring:
    """A lot that ends soon or has ended. `reason` says why it may not go today, if so.

    `freeze` is the day until which it keeps when it is frozen today, if it may be.
    """

    item: Item
    held: Held
    until: date
    reason: Fact | None = None
    freeze: date | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """A reading, what is wrong with it, what lies there that it is about, and what to do."""

    reading: Reading
    problem: Fact | None
    affected: tuple[tuple[Item, Held], ...] = ()
    advice: Fact | None = None


def expiring(
    work: Work, hub: HubId | None = None, days: int = 7, on: date | None = None
) -> tuple[Expiring, ...]:
    """What can last be given within `days` from `on` (today), or no longer; the soonest first."""
    work.reading(Action.READ_STOCK, Subject("hub", hub or ""), "expiring")
    today = on or work.today
    stock, rules = work.store.stock, holding(work.store.stock.rules, today)
    shelf = [held for held in stock.books.shelf(hub) if held.quantity > 0]
    items = {item.id: item for item in stock.items.some(held.lot.item for held in shelf)}
    found = []
    for held in shelf:
        item = items[held.lot.item]
        until, reason = last_day(item, held.lot, rules), why_not(item, held.lot, today, rules)
        ends = min((day for day in (until, held.lot.ends_on) if day is not None), default=None)
        if ends is None or (ends > today + timedelta(days=days) and reason is None):
            continue
        frozen = freeze_until(item, held.lot, today, rules)
        keeps = frozen if isinstance(frozen, date) else None
        found.append(Expiring(item, held, until or ends, reason, keeps))
    return tuple(sorted(found, key=lambda one: (one.until, one.item.name, one.held.lot.id)))


def note_check(work: Work, lot: LotId, good: bool, note: str = "") -> None:
    """Somebody looked at a lot (pack whole, no bulge, no damp). What is not good is blocked."""
    work.doing(Action.BOOK_STOCK, Subject("lot", lot))
    work.store.stock.lots.get(lot)
    kind = LotNoteKind.CHECKED if good else LotNoteKind.REJECTED
    noted = LotNote(lot, kind, work.today, work.now, work.actor.name, tidy(note))
    work.store.stock.lots.note(noted)


def freeze(
    work: Work, spot: Spot, quantity: int, place: PlaceId | None = None, cause: str = ""
) -> Booked:
    """Freeze so much of a lot: it becomes a new lot with a new date, for a new sticker.

    With a `cause` of its own (a press of a button) it counts once.

    Raises NotPossible after the date, for what was frozen before and for what may not be frozen.
    """
    work.doing(Action.BOOK_STOCK, Subject("lot", spot[0]))
    stock = work.store.stock
    here, lot = stock.places.get(spot[1]), stock.lots.get(spot[0])
    own_hub(work.actor, here.hub)
    item = stock.items.get(lot.item)
    until = freeze_until(item, lot, work.today, holding(stock.rules, work.today))
    if isinstance(until, Fact):
        raise NotPossible(until.code, **until.values)
    frozen = stock.lots.same(
        replace(
            lot,
            id=LotId(0),
            kind=DateKind.TGT,
            ends_on=until,
            storage=Storage.FROZEN,
            frozen_on=work.today,
            made_from=lot.id,
            checked_on=None,
        )
    )
    target = place_for(stock, here.hub, item, place, Storage.FROZEN)
    if target.storage is not Storage.FROZEN:
        raise NotPossible("stock.not_a_freezer", place=target.label)
    deed = Deed(work, f"freeze:{tidy(cause) or uuid4().hex}", MovementKind.FREEZE, work.today)
    some = some_units(quantity)
    moves = [Move(lot.id, here.id, None, some), Move(frozen.id, None, target.id, some)]
    return Booked(deed.cause, deed.book(moves), (frozen,))


def repack(
    work: Work, spot: Spot, quantity: int, into: Item, units: int, cause: str = ""
) -> Booked:
    """Make `units` of another item out of so much of a lot; date, letters and blocks go along.

    A sack of rice becomes bags of a kilo. What is frozen stays as frozen as it was. Raises
    NotPossible when the other item is said to be free of something that is, or may be, in this one.
    """
    work.doing(Action.BOOK_STOCK, Subject("lot", spot[0]))
    stock = work.store.stock
    here, lot = stock.places.get(spot[1]), stock.lots.get(spot[0])
    own_hub(work.actor, here.hub)
    target = stock.items.get(into.id)
    if target.storage is not lot.storage and lot.frozen_on is None:
        raise NotPossible("stock.other_storage", item=target.name)
    _refuse_lost_allergen(stock.items.get(lot.item), target)
    made = stock.lots.same(replace(lot, id=LotId(0), item=target.id, made_from=lot.id))
    deed = Deed(work, f"repack:{tidy(cause) or uuid4().hex}", MovementKind.REPACK, work.today)
    moves = [
        Move(lot.id, here.id, None, some_units(quantity)),
        Move(made.id, None, here.id, some_units(units)),
    ]
    return Booked(deed.cause, deed.book(moves), (made,))


def _refuse_lost_allergen(before: Item, after: Item) -> None:
    """Repacking takes nothing out of food."""
    for allergen in Allergen:
        said = before.allergens.get(allergen, AllergenState.UNKNOWN)
        free = after.allergens.get(allergen) is AllergenState.NO
        if free and said is not AllergenState.NO:
            raise NotPossible(
                "stock.repack_allergen", item=before.name, into=after.name, about=allergen.value
            )


def measure(work: Work, hub: HubId, room: str, storage: Storage, tenths_c: int) -> Measured:
    """Write down what a thermometer says; out of range tells what lies there."""
    work.doing(Action.BOOK_STOCK, Subject("hub", hub))
    own_hub(work.actor, hub)
    reading = Reading(hub, tidy(room), storage, tenths_c, work.now, work.actor.name)
    work.store.stock.temperatures.add(reading)
    return _measured(work.store.stock.books.shelf(hub), work, reading)


def measured(work: Work, hub: HubId) -> tuple[Measured, ...]:
    """The last reading of every room, with what is wrong."""
    work.reading(Action.READ_STOCK, Subject("hub", hub), "temperatures")
    shelf = work.store.stock.books.shelf(hub)
    return tuple(_measured(shelf, work, one) for one in work.store.stock.temperatures.last(hub))


def _measured(shelf: tuple[Held, ...], work: Work, reading: Reading) -> Measured:
    problem = out_of_range(reading)
    if problem is None or LIMITS[reading.storage] == (None, None):
        return Measured(reading, problem)
    same = [held for held in shelf if held.quantity > 0 and held.lot.storage is reading.storage]
    room = reading.room.casefold()
    touched = [held for held in same if held.place.room.casefold() in ("", room)]
    if not any(held.place.room.casefold() == room for held in touched):
        touched = same  # no shelf is called like that: it may be about all of them
    readings = work.store.stock.temperatures.between(
        reading.hub, reading.at - LOOKED_BACK, reading.at
    )
    advice = what_to_do(reading, [one for one in readings if one.room == reading.room])
    items = {i.id: i for i in work.store.stock.items.some(held.lot.item for held in touched)}
    affected = tuple((items[held.lot.item], held) for held in touched)
    return Measured(reading, problem, affected, advice)
