"""Parcels that are brought: they ride along with the stop of the recipient whose household it is.

The outlet fills and reserves them as always. Given at the door they leave the books; not given they
come back: what is not cold stays where it was, cold food only within the cold-chain rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from voedselbrigade.domain.access import Action
from voedselbrigade.domain.delivery_days import Along
from voedselbrigade.domain.office import Settings
from voedselbrigade.domain.people import RecipientId
from voedselbrigade.domain.places import HubId
from voedselbrigade.domain.plans import Plan, PlannedRoute, PlannedStop, StopStatus
from voedselbrigade.errors import Fact, NotPossible
from voedselbrigade.services.stock_arriving import returned
from voedselbrigade.services.stock_booking import Deed
from voedselbrigade.services.stock_store import Receiver, ReceiverKind, StockStore
from voedselbrigade.services.work import Subject, Work
from voedselbrigade.stock.lots import LotId, Move, MovementKind, WriteOffReason
from voedselbrigade.stock.parcels import Household, HouseholdId, Parcel, ParcelState, crates


@dataclass(frozen=True, slots=True)
class Ride:
    """A household that gets its parcel with a stop; `parcel` None is not filled yet."""

    household: Household
    parcel: Parcel | None
    route: str
    stop: str
    loads_at: HubId

    @property
    def called(self) -> str:
        return called(self.household)


@dataclass(frozen=True, slots=True)
class Rode:
    """What came of a door: given or not, and how long what came back was out (None: too long)."""

    recipient: RecipientId
    given: bool
    out_s: int | None
    why: str


def called(household: Household) -> str:
    """What stands on the parcel."""
    return household.number or household.name or str(household.id)


def rides(work: Work, plan: Plan) -> tuple[Ride, ...]:
    """The parcels that go along with this version, in the order of the routes."""
    work.reading(Action.READ_PLAN, Subject.day(plan.day), "parcels")
    return tuple(_rides(work.store.stock, plan))


def along_on(work: Work, day: date, settings: Settings) -> Mapping[RecipientId, Along]:
    """Per recipient the parcels that are brought on this day, whether they are filled or not."""
    work.reading(Action.READ_PEOPLE, Subject.day(day), "parcels")
    store = work.store.stock
    brought = _by_recipient(store.brought.all())
    filled = _filled(store, brought, day)
    found: dict[RecipientId, Along] = {}
    for recipient, few in brought.items():
        asked = [(one, one.due_on(day) or int(one.id in filled)) for one in few]
        rides = [(one, parcels) for one, parcels in asked if parcels]
        if rides:
            found[recipient] = Along(
                sum(parcels for _, parcels in rides),
                sum(crates(one, settings.parcel_crates) * parcels for one, parcels in rides),
                frozenset(one.hub for one, _ in rides),
            )
    return found


@dataclass(frozen=True, slots=True)
class Before:
    """What publishing finds of the parcels: food that was recalled blocks, the rest is told."""

    blocks: tuple[Fact, ...] = ()
    warnings: tuple[Fact, ...] = ()


def foresee(work: Work, plan: Plan) -> Before:
    """What to do before the routes leave: parcels to fill anew, to carry elsewhere, or that stay.

    Food in a parcel was looked at for its day when it was filled; a recall may have come since.
    """
    work.reading(Action.READ_PLAN, Subject.day(plan.day), "parcels")
    brought = _brought(work.store.stock, plan.day)
    if not brought:
        return Before()
    names = {hub.id: hub.name for hub in work.store.hubs.all()}
    found = list(_rides(work.store.stock, plan))
    on_plan = {one.household.id for one in found}
    stay = [one for one in brought if one.id not in on_plan]
    blocks = tuple(_recalled(work.store.stock, found))
    return Before(blocks, tuple(_warnings(found, stay, names)))


def settle(work: Work, day: date, rode: Sequence[Rode]) -> None:
    """Book what came of the parcels behind these doors; said otherwise it is corrected."""
    work.doing(Action.BOOK_STOCK, Subject.day(day))
    store = work.store.stock
    waiting = _by_recipient(store.brought.of(said.recipient for said in rode))
    for said in rode:
        for household in waiting.get(said.recipient, ()):
            filled = {one.household: one for one in store.parcels.of_day(household.hub, day)}
            if household.id in filled:
                _Door(work, filled[household.id], said).settle()


# How ----------------------------------------------------------------------------------------------


def _brought(store: StockStore, day: date) -> list[Household]:
    return [one for one in store.brought.all() if one.due_on(day)]


def _by_recipient(found: Iterable[Household]) -> dict[RecipientId, list[Household]]:
    waiting: dict[RecipientId, list[Household]] = {}
    for one in found:
        if one.recipient is not None:
            waiting.setdefault(one.recipient, []).append(one)
    return waiting


def _filled(
    store: StockStore, waiting: Mapping[RecipientId, Sequence[Household]], day: date
) -> dict[HouseholdId, Parcel]:
    hubs = sorted({one.hub for few in waiting.values() for one in few})
    return {one.household: one for hub in hubs for one in store.parcels.of_day(hub, day)}


def _rides(store: StockStore, plan: Plan) -> Iterator[Ride]:
    waiting = _by_recipient(store.brought.all())
    filled = _filled(store, waiting, plan.day)
    for route, stop in plan.every_stop():
        for one in waiting.get(stop.recipient, ()):
            parcel = filled.get(one.id)
            if stop.status is StopStatus.PLANNED and (parcel or one.due_on(plan.day)):
                yield _ride(one, parcel, route, stop)


def _ride(
    household: Household, parcel: Parcel | None, route: PlannedRoute, stop: PlannedStop
) -> Ride:
    return Ride(household, parcel, route.code, stop.number, route.trips[stop.trip].hub)


def _recalled(store: StockStore, found: Sequence[Ride]) -> Iterator[Fact]:
    """Parcels that wait to go with food in them that was recalled since."""
    waiting = [
        (one.called, one.parcel)
        for one in found
        if one.parcel is not None and one.parcel.state is ParcelState.FILLED
    ]
    lots = store.lots.some(line.lot for _, parcel in waiting for line in parcel.lines)
    for name, parcel in waiting:
        blocked = {lots[line.lot].code for line in parcel.lines if lots[line.lot].blocked}
        if blocked:
            yield Fact.of("stock.ride_recalled", name=name, lots=tuple(sorted(blocked)))


def _warnings(
    found: Sequence[Ride], stay: Sequence[Household], names: Mapping[HubId, str]
) -> Iterator[Fact]:
    empty = tuple(one.called for one in found if one.parcel is None)
    if empty:
        yield Fact.of("stock.ride_not_filled", names=empty, n=len(empty))
    elsewhere: dict[tuple[HubId, HubId, str], list[str]] = {}
    for one in found:
        if one.household.hub != one.loads_at:
            key = (one.household.hub, one.loads_at, one.route)
            elsewhere.setdefault(key, []).append(one.called)
    for (lies, loads, route), few in elsewhere.items():
        where = {"hub": names[lies], "other": names[loads], "route": route}
        yield Fact.of("stock.ride_elsewhere", names=tuple(few), n=len(few), **where)
    if stay:
        left = tuple(called(one) for one in stay)
        yield Fact.of("stock.ride_stays", names=left, n=len(left))


class _Door:
    """One parcel at one door. Each thing that happens to it is a cause of its own, so that a
    correction books what is different and no more."""

    def __init__(self, work: Work, parcel: Parcel, said: Rode) -> None:
        self._work = work
        self._stock = work.store.stock
        self._parcel = parcel
        self._said = said

    def settle(self) -> None:
        parcel, given = self._parcel, self._said.given
        moves = [Move(line.lot, line.place, None, line.quantity) for line in parcel.lines]
        back, lost = ({}, set()) if given else self._cold(moves)
        for lot in dict.fromkeys(move.lot for move in moves):
            home = [
                Move(back[lot], None, move.source, move.quantity)
                for move in moves
                if move.lot == lot and lot in back
            ]
            self._deed(f"return:{parcel.cause}:{lot}", MovementKind.RETURN).book(home)
        spoilt = [move for move in moves if move.lot in lost]
        self._deed(f"spoilt:{parcel.cause}", MovementKind.WRITE_OFF).book(spoilt)
        gone = moves if given else [move for move in moves if move.lot in back]
        self._deed(parcel.cause, MovementKind.ISSUE).book(gone)
        self._stock.books.promise(parcel.cause, {}, parcel.day)
        if given:
            ref = str(parcel.household)
            got = Receiver(parcel.cause, ReceiverKind.HOUSEHOLD, ref, parcel.day)
            self._stock.books.got(got)
        self._keep(ParcelState.HANDED_OUT if given else ParcelState.NOT_COME)

    def _cold(self, moves: Iterable[Move]) -> tuple[dict[LotId, LotId], set[LotId]]:
        """The cold lots that may come back, as what; and those that did not stay good."""
        back: dict[LotId, LotId] = {}
        lost: set[LotId] = set()
        lots = self._stock.lots.some(move.lot for move in moves)
        items = {
            item.id: item for item in self._stock.items.some(lot.item for lot in lots.values())
        }
        for lot in lots.values():
            try:
                home = returned(lot, items[lot.item], self._said.out_s)
            except NotPossible:
                lost.add(lot.id)
                continue
            if home.id != lot.id:
                back[lot.id] = self._stock.lots.same(home).id
        return back, lost

    def _keep(self, state: ParcelState) -> None:
        if self._parcel.state is not state:
            now, who = self._work.now, self._work.actor.name
            self._stock.parcels.save(replace(self._parcel, state=state, at=now, by=who))

    def _deed(self, cause: str, kind: MovementKind) -> Deed:
        why = self._said.why
        if kind is MovementKind.WRITE_OFF:
            why = f"{WriteOffReason.TOO_WARM.value}: {why}"
        return Deed(self._work, cause, kind, self._parcel.day, why, gone=True)
