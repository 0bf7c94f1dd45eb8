"""Calling who got recalled food: one person at a time, by whoever is free, and what they said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from voedselbrigade.domain.access import Action
from voedselbrigade.domain.people import RecipientId
from voedselbrigade.domain.places import HubId
from voedselbrigade.errors import Conflict, NotFound
from voedselbrigade.services import recalling
from voedselbrigade.services.recalling import HandedOut
from voedselbrigade.services.records import label_of
from voedselbrigade.services.stock_booking import tidy
from voedselbrigade.services.stock_store import CallNote, CallResult, ReceiverKind
from voedselbrigade.services.work import Subject, Work
from voedselbrigade.stock.lots import LotId
from voedselbrigade.stock.parcels import HouseholdId
from voedselbrigade.stock.recalls import RecallId

BUSY_FOR = timedelta(minutes=15)
"""After so long nobody is still on the line: the next one may call."""
_SETTLED = (CallResult.THROWN_AWAY, CallResult.EATEN)


@dataclass(frozen=True, slots=True)
class Got:
    """So many units of a lot that somebody got, and when."""

    lot: LotId
    quantity: int
    day: date


@dataclass(frozen=True, slots=True)
class Call:
    """Somebody to call. `name` and `phone` are empty for who is not on our lists any more.

    `hub` is where it came from; `last` what was noted of them last.
    """

    kind: ReceiverKind
    ref: str
    name: str
    phone: str
    hub: HubId | None
    got: tuple[Got, ...]
    last: CallNote | None = None

    @property
    def result(self) -> CallResult | None:
        return self.last.result if self.last else None

    @property
    def settled(self) -> bool:
        return self.result in _SETTLED


def call_list(work: Work, ident: RecallId) -> tuple[Call, ...]:
    """Everyone who got some of it: who was not reached yet first, then by name.

    Staff of a hub see those who got it from their own hub.
    """
    work.reading(Action.RECALL, Subject("recall", ident), "calls")
    own = work.actor.hub
    found = [call for call in _calls(work, ident) if own is None or call.hub == own]
    return tuple(sorted(found, key=lambda one: (one.settled, one.name.casefold(), one.ref)))


def note_call(
    work: Work,
    ident: RecallId,
    kind: ReceiverKind,
    ref: str,
    result: CallResult | None,
    remark: str = "",
) -> Call:
    """Say what came of a call; None takes the last word back. Nothing is overwritten.

    Raises NotFound for who did not get any of it, Conflict while somebody else is calling them.
    """
    work.doing(Action.RECALL, Subject("recall", ident))
    known = {(call.kind, call.ref): call for call in _calls(work, ident)}.get((kind, ref))
    if known is None or work.actor.hub not in (None, known.hub):
        raise NotFound("stock.no_call", ref=ref)
    last = known.last
    busy = last is not None and last.result is CallResult.BUSY and work.now - last.at < BUSY_FOR
    if busy and last is not None and last.by != work.actor.name:
        raise Conflict("stock.call_busy", name=known.name, who=last.by)
    note = CallNote(ident, kind, ref, result, work.now, work.actor.name, tidy(remark))
    work.store.stock.calls.add(note)
    return Call(known.kind, known.ref, known.name, known.phone, known.hub, known.got, note)


def _calls(work: Work, ident: RecallId) -> Iterator[Call]:
    report = recalling.report(_inside(work), ident)
    places = work.store.stock.places.all()
    got: dict[tuple[ReceiverKind, str], list[HandedOut]] = {}
    for one in report.handed_out:
        for receiver in one.receivers:
            got.setdefault((receiver.kind, receiver.ref), []).append(one)
    last = {(note.kind, note.ref): note for note in work.store.stock.calls.of(ident)}
    people = _People(work)
    for (kind, ref), few in got.items():
        name, phone = people.of(kind, ref)
        source = few[0].movement.move.source
        hub = places[source].hub if source is not None else None
        units = tuple(Got(one.lot, one.quantity, one.movement.day) for one in few)
        yield Call(kind, ref, name, phone, hub, units, last.get((kind, ref)))


def _inside(work: Work) -> Work:
    """The report is a part of this verb; permission was asked for the same action."""
    return work.because(Action.RECALL) if Action.RECALL in work.ledger.done else work


class _People:
    """Names and numbers of receivers."""

    def __init__(self, work: Work) -> None:
        self._store = work.store

    def of(self, kind: ReceiverKind, ref: str) -> tuple[str, str]:
        if not ref.isdigit():
            return ref, ""
        if kind is ReceiverKind.HOUSEHOLD:
            families = self._store.stock.households.some([HouseholdId(int(ref))])
            return (label_of(families[0]), families[0].phone) if families else ("", "")
        found = self._store.recipients.some([RecipientId(int(ref))])
        return (label_of(found[0]), found[0].phone) if found else ("", "")
