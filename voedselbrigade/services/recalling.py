"""Recall: block at once, then where it lies, who got it, and whom to call."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from voedselbrigade.domain.access import Action
from voedselbrigade.errors import NotAllowed, NotFound, NotPossible
from voedselbrigade.services.stock_booking import tidy
from voedselbrigade.services.stock_store import LotNote, LotNoteKind, Receiver, StockStore
from voedselbrigade.services.work import Subject, Work
from voedselbrigade.stock.lots import Held, Item, Lot, LotId, Movement, MovementKind
from voedselbrigade.stock.recalls import Recall, RecallBy, RecallId

_HANDED_ON = (MovementKind.ISSUE, MovementKind.RETURN)


@dataclass(frozen=True, slots=True)
class HandedOut:
    """One cause that gave some of it away: what for, how much, when, and to whom."""

    lot: LotId
    cause: str
    reason: str
    quantity: int
    movement: Movement
    receivers: tuple[Receiver, ...] = ()


@dataclass(frozen=True, slots=True)
class RecallReport:
    """Everything that is known of recalled food, back to its supplier and on to who got it."""

    recall: Recall
    items: tuple[Item, ...]
    lots: tuple[Lot, ...]
    lying: tuple[Held, ...]
    handed_out: tuple[HandedOut, ...]
    received: tuple[Movement, ...]
    written_off: int


def recall(work: Work, by: RecallBy, value: str, reason: str) -> RecallReport:
    """Block every lot that this is about, at once, also what was frozen or repacked from it.

    The same recall again adds lots that came since. Raises NotFound when nothing here fits.
    """
    work.doing(Action.RECALL, Subject("recall", f"{by.value}:{tidy(value)[:60]}"))
    store = work.store.stock
    lots = _about(store, by, tidy(value))
    if not lots:
        raise NotFound("stock.recall_nothing", by=by.value, value=tidy(value))
    store.lots.note(
        *(
            LotNote(
                lot=lot.id,
                kind=LotNoteKind.BLOCKED,
                day=work.today,
                at=work.now,
                by=work.actor.name,
                note=tidy(reason),
            )
            for lot in lots
            if not lot.blocked
        )
    )
    idents = tuple(lot.id for lot in lots)
    same = (by, tidy(value).casefold())
    for known in store.recalls.list():
        if (known.by_what, known.value.casefold()) == same and known.closed_at is None:
            grown = replace(known, lots=tuple(dict.fromkeys((*known.lots, *idents))))
            store.recalls.save(grown)
            return _report(store, grown)
    made = Recall(RecallId(0), by, tidy(value), tidy(reason), work.now, work.actor.name, idents)
    return _report(store, store.recalls.add(made))


def report(work: Work, ident: RecallId) -> RecallReport:
    """Where it lies and who got it, as the books say now."""
    work.reading(Action.RECALL, Subject("recall", ident), "recall")
    return _report(work.store.stock, work.store.stock.recalls.get(ident))


def recalls(work: Work) -> tuple[Recall, ...]:
    """Every recall, the newest first."""
    work.reading(Action.READ_STOCK, Subject("recalls"), "recall")
    return work.store.stock.recalls.list()


def close(work: Work, ident: RecallId, release: bool = False) -> Recall:
    """Close a recall; with `release` the lots may be given again (it was a mistake).

    Never by the person who started it alone. Raises NotAllowed, or NotPossible when it is closed.
    """
    work.doing(Action.RECALL, Subject("recall", ident))
    store = work.store.stock
    known = store.recalls.get(ident)
    if known.closed_at is not None:
        raise NotPossible("stock.recall_closed", who=known.closed_by)
    if known.started_by == work.actor.name:
        raise NotAllowed("stock.second_person", who=work.actor.name)
    closed = replace(known, closed_at=work.now, closed_by=work.actor.name)
    store.recalls.save(closed)
    if release:
        still = {lot for one in store.recalls.list() if one.closed_at is None for lot in one.lots}
        for lot in closed.lots:
            if lot not in still:
                freed = LotNoteKind.RELEASED
                store.lots.note(LotNote(lot, freed, work.today, work.now, work.actor.name))
    return closed


def _about(store: StockStore, by: RecallBy, value: str) -> tuple[Lot, ...]:
    found: list[Lot] = []
    if by is RecallBy.ITEM:
        item = store.items.named(value)
        found += store.lots.of_item(item.id) if item else ()
    elif by is RecallBy.EAN:
        for item in store.items.with_ean(value):
            found += store.lots.of_item(item.id)
    elif by is RecallBy.SUPPLIER:
        found += store.lots.from_supplier(value)
    elif by is RecallBy.BATCH:
        found += store.lots.of_batch(value)
    else:
        number = value.upper().removeprefix("P-")
        if number.isascii() and number.isdigit() and len(number) < 10:
            found += store.lots.some([LotId(int(number))]).values()
    made = store.lots.made_from(lot.id for lot in found)
    return tuple({lot.id: lot for lot in (*found, *made)}.values())


def _report(store: StockStore, recall: Recall) -> RecallReport:
    known = store.lots.some(recall.lots)
    # What came home since is a lot of its own, made from one of these.
    known = {**known, **{lot.id: lot for lot in store.lots.made_from(known)}}
    lots = tuple(known.values())
    movements = store.books.of_lots(known)
    gone = [m for m in movements if m.kind is MovementKind.WRITE_OFF]
    return RecallReport(
        recall=recall,
        items=store.items.some({lot.item for lot in lots}),
        lots=lots,
        lying=store.books.of(known),
        handed_out=tuple(_handed_out(store, movements)),
        received=tuple(m for m in movements if m.kind is MovementKind.RECEIVE),
        written_off=sum(m.move.quantity * (1 if m.move.source else -1) for m in gone),
    )


def _handed_out(store: StockStore, movements: Iterable[Movement]) -> list[HandedOut]:
    """Per cause and lot what went out, less what was taken back in the same cause."""
    net: dict[tuple[str, LotId], int] = {}
    last: dict[tuple[str, LotId], Movement] = {}
    for one in movements:
        if one.kind not in _HANDED_ON:
            continue
        cause, lot = one.cause, one.move.lot
        if one.kind is MovementKind.RETURN:  # `return:` + the cause of the issue + `:` + its lot
            cause, _, number = cause.removeprefix("return:").rpartition(":")
            lot = LotId(int(number))
        net[cause, lot] = net.get((cause, lot), 0) + _outward(one)
        last.setdefault((cause, lot), one)
    known: dict[str, list[Receiver]] = {}
    for receiver in store.books.receivers(cause for cause, _ in net):
        known.setdefault(receiver.cause, []).append(receiver)
    return [
        HandedOut(
            lot=lot,
            cause=cause,
            reason=last[cause, lot].reason,
            quantity=quantity,
            movement=last[cause, lot],
            receivers=tuple(known.get(cause, ())),
        )
        for (cause, lot), quantity in net.items()
        if quantity > 0
    ]


def _outward(movement: Movement) -> int:
    """What left the hubs with it; what came back counts down."""
    return movement.move.quantity * (1 if movement.move.target is None else -1)
