"""A delivery day in the stock: publishing reserves, delivering issues, what comes home goes back.

Only meals that are kept (see `stock.meals`). Everything is booked under the cause of its stop, so
that publishing again, settling twice and a correction each book no more than the difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from voedselbrigade.domain.access import Action
from voedselbrigade.domain.food import MealSpec
from voedselbrigade.domain.places import HubId
from voedselbrigade.domain.plans import (
    Outcome,
    Plan,
    PlannedRoute,
    PlannedStop,
    StopStatus,
)
from voedselbrigade.domain.supplies import kitchen_of
from voedselbrigade.errors import Fact, NotPossible
from voedselbrigade.services import parcel_rides
from voedselbrigade.services.parcel_rides import Rode
from voedselbrigade.services.stock_arriving import returned
from voedselbrigade.services.stock_booking import Deed
from voedselbrigade.services.stock_reference import holding
from voedselbrigade.services.stock_store import Receiver, ReceiverKind, StockStore
from voedselbrigade.services.work import Subject, Work
from voedselbrigade.stock.ledger import Spot
from voedselbrigade.stock.lots import (
    Lot,
    LotId,
    Move,
    MovementKind,
    Place,
    PlaceId,
    WriteOffReason,
)
from voedselbrigade.stock.meals import CATEGORIES, Lacking, Need, Shared, Shelves, is_meal


@dataclass(frozen=True, slots=True)
class Told:
    """What was said of one stop; `outcome` None is a worry without an outcome."""

    route: PlannedRoute
    stop: PlannedStop
    outcome: Outcome | None
    at_door_s: int | None = None


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What publishing would find in the stock: what blocks it, and what only warns."""

    blocks: tuple[Fact, ...] = ()
    warnings: tuple[Fact, ...] = ()


def foresee(work: Work, plan: Plan) -> Foreseen:
    """Is there enough, and is it safe? A shortage warns; what is dangerous and lies there blocks:
    a use-by date that has passed, a recall, an allergen."""
    work.reading(Action.READ_PLAN, Subject.day(plan.day), "stock")
    brought = parcel_rides.foresee(work, plan)
    shelves = _shelves(work.store.stock, plan.day)
    if shelves is None:
        return Foreseen(brought.blocks, brought.warnings)
    meals = _said(work, shelves.share(_needs(plan)))
    blocks, warnings = (*meals.blocks, *brought.blocks), (*meals.warnings, *brought.warnings)
    return Foreseen(blocks, warnings)


def reserve(work: Work, plan: Plan) -> Shared:
    """Set aside what the stops of this version need; what stops need no more is free again."""
    work.doing(Action.BOOK_STOCK, Subject.day(plan.day))
    stock = work.store.stock
    shelves = _shelves(stock, plan.day)
    if shelves is None:
        return Shared({})
    shared = shelves.share(_needs(plan))
    wanted = {
        cause: shared.lots.get(cause, {})
        for cause in shelves.promised.keys() | shared.lots.keys()
        if shared.lots.get(cause, {}) != shelves.promised.get(cause, {})
    }
    stock.books.promise_all(wanted, plan.day)
    return shared


def settle(work: Work, plan: Plan, told: Sequence[Told]) -> None:
    """Book what came of these stops. Given leaves the books; not home or refused brings back.

    What has left has left: where the books have too little, a shortage shows.
    """
    work.doing(Action.BOOK_STOCK, Subject.day(plan.day))
    parcel_rides.settle(work, plan.day, [_rode(one) for one in told if one.outcome is not None])
    shelves = _shelves(work.store.stock, plan.day)
    if shelves is None:
        return
    free = shelves.unpromised()
    for one in told:
        needs = [need for need in _needs_of(plan, one.route, one.stop) if shelves.keep(need)]
        if needs and one.outcome is not None:
            _Door(work, shelves, free, one, needs).settle(one.outcome)


# What is needed -----------------------------------------------------------------------------------


def _shelves(stock: StockStore, day: date) -> Shelves | None:
    """The meals that are kept, and where; None when there are none at all."""
    items = {one.id: one for one in stock.items.of_categories(CATEGORIES) if is_meal(one)}
    if not items:
        return None
    promised = stock.books.promised_on(day, _beginning(day))
    return Shelves(day, items, stock.books.of_items(items), holding(stock.rules, day), promised)


def _needs(plan: Plan) -> list[Need]:
    return [
        need
        for route, stop in plan.every_stop()
        if stop.status is StopStatus.PLANNED
        for need in _needs_of(plan, route, stop)
    ]


def _needs_of(plan: Plan, route: PlannedRoute, stop: PlannedStop) -> Iterator[Need]:
    hub = kitchen_of(plan, route.trips[stop.trip].hub)
    for line in stop.lines:
        cause = _cause(plan.day, route, stop)
        yield Need(cause, hub, line.meal, line.quantity, route.code, stop.number)


def _beginning(day: date) -> str:
    return f"stop:{day.isoformat()}:"


def _cause(day: date, route: PlannedRoute, stop: PlannedStop) -> str:
    """One per person and day, whatever the route. A stop that was struck through and yet made is
    a deed of its own: the person may stand on another route by now."""
    cause = f"{_beginning(day)}{stop.recipient}"
    gone = stop.status is StopStatus.CANCELLED
    return f"{cause}:{route.code}-{stop.number}" if gone else cause


# What is said of it -------------------------------------------------------------------------------


def _said(work: Work, shared: Shared) -> Foreseen:
    names = {hub.id: hub.name for hub in work.store.hubs.all()}
    blocks: list[Fact] = []
    for one in shared.lacking:
        for danger in one.dangers:
            fact = _danger(names[one.need.hub], one.need, danger)
            if fact not in blocks:
                blocks.append(fact)
    return Foreseen(tuple(blocks), tuple(_shortages(names, shared.lacking)))


def _danger(hub: str, need: Need, why: Fact) -> Fact:
    """What lies there and somebody would take along, for lack of better."""
    values = why.values
    if "about" in values:
        about, item = values["about"], values["item"]
        known = why.code == "stock.has_allergen"
        code = "stock.meals_clash" if known else "stock.meals_unknown"
        where = {"hub": hub, "route": need.route, "stop": need.stop}
        return Fact.of(code, **where, item=item, about=about)
    code = "stock.meals_recalled" if why.code == "stock.blocked" else "stock.meals_expired"
    return Fact(code, {**values, "hub": hub})


def _shortages(names: Mapping[HubId, str], lacking: Sequence[Lacking]) -> Iterator[Fact]:
    """One warning per hub and sort of meal, however many stops it is about."""
    found: dict[tuple[HubId, MealSpec], list[Lacking]] = {}
    for one in lacking:
        found.setdefault((one.need.hub, one.need.meal), []).append(one)
    for (hub, meal), few in found.items():
        yield Fact.of(
            "stock.meals_short",
            hub=names[hub],
            kind=meal.kind.value,
            diets=tuple(diet.value for diet in meal.shown_diets),
            n=sum(one.quantity for one in few),
            stops=tuple(f"{one.need.route} {one.need.stop}" for one in few[:5]),
        )


# What came of a stop ------------------------------------------------------------------------------


class _Door:
    """One stop. What was given is issued; what came home cold in time is issued and brought back;
    what did not stay good is written off. Each is a cause of its own, so a correction moves what
    is different and no more."""

    def __init__(
        self, work: Work, shelves: Shelves, free: dict[Spot, int], told: Told, needs: list[Need]
    ) -> None:
        self._work = work
        self._stock = work.store.stock
        self._shelves = shelves
        self._free = free
        self._told = told
        self._needs = needs
        self._cause = needs[0].cause
        self._issued = self._out(self._cause)
        self._spoilt = self._out(f"spoilt:{self._cause}")

    def settle(self, outcome: Outcome) -> None:
        """Make the books say what happened, whatever they said before."""
        given = outcome is Outcome.GIVEN
        taken = self._taken(given)
        back = {} if given else self._come_back(taken)
        lost = {} if given else {spot: n for spot, n in taken.items() if spot not in back}
        gone = {spot: n for spot, n in taken.items() if spot not in lost}
        for lot in sorted({spot[0] for spot in (*self._issued, *back)}):
            here = [(spot, home) for spot, home in back.items() if spot[0] == lot]
            moves = [Move(home, None, spot[1], taken[spot]) for spot, home in here]
            self._deed(f"return:{self._cause}:{lot}", MovementKind.RETURN).book(moves)
        self._deed(f"spoilt:{self._cause}", MovementKind.WRITE_OFF).book(_outward(lost))
        self._deed(self._cause, MovementKind.ISSUE).book(_outward(gone))
        self._stock.books.promise(self._cause, {}, self._shelves.day)
        if given:
            who = str(self._told.stop.recipient)
            got = Receiver(self._cause, ReceiverKind.RECIPIENT, who, self._shelves.day)
            self._stock.books.got(got)

    def _taken(self, given: bool) -> dict[Spot, int]:
        """What went along: as booked before, else as set aside, else what lies there now."""
        if not given and self._told.stop.status is StopStatus.CANCELLED:
            return {}
        taken: dict[Spot, int] = {}
        known = self._shelves.promised.get(self._cause, {})
        for lots in (self._issued, self._spoilt, {} if self._issued or self._spoilt else known):
            for spot, quantity in lots.items():
                taken[spot] = taken.get(spot, 0) + quantity
        lacking = sum(need.quantity for need in self._needs) - sum(taken.values())
        for need in self._needs:
            lacking -= self._more(need, min(lacking, need.quantity), taken)
        if lacking > 0 and given:
            spot = self._short_spot()
            taken[spot] = taken.get(spot, 0) + lacking
        return taken

    def _more(self, need: Need, wanted: int, taken: dict[Spot, int]) -> int:
        """Take from what nobody else was promised; hands out how many."""
        found = 0
        for one in self._shelves.may_go(need) if wanted > 0 else ():
            spot = (one.lot.id, one.place.id)
            part = max(0, min(wanted - found, self._free.get(spot, 0)))
            if part:
                self._free[spot] -= part
                taken[spot] = taken.get(spot, 0) + part
                found += part
        return found

    def _short_spot(self) -> Spot:
        """Where a shortage shows: a lot of which nothing is known, of a meal that is kept here."""
        kept = next(self._shelves.of(self._needs[0]))
        lot = Lot(LotId(0), kept.lot.item, storage=kept.lot.storage)
        place = Place(PlaceId(0), kept.place.hub, storage=kept.lot.storage)
        return (self._stock.lots.same(lot).id, self._stock.places.same(place).id)

    def _come_back(self, taken: Mapping[Spot, int]) -> dict[Spot, LotId]:
        """The lots that may be put back (cold, once, within two hours), and what they become."""
        found = {}
        for spot in taken:
            lot = self._stock.lots.get(spot[0])
            try:
                home = returned(lot, self._shelves.items[lot.item], _out_s(self._told))
            except NotPossible:
                continue
            found[spot] = self._stock.lots.same(home).id
        return found

    def _out(self, cause: str) -> dict[Spot, int]:
        """What a cause took from each spot and did not put back."""
        found: dict[Spot, int] = {}
        for change in self._stock.books.of_cause(cause):
            move = change.move
            place = move.source if move.target is None else move.target
            if place is not None:
                sign = 1 if move.target is None else -1
                spot = (move.lot, place)
                found[spot] = found.get(spot, 0) + sign * move.quantity
        return {spot: quantity for spot, quantity in found.items() if quantity > 0}

    def _deed(self, cause: str, kind: MovementKind) -> Deed:
        why = f"{self._told.route.code} {self._told.stop.number}"
        if kind is MovementKind.WRITE_OFF:
            why = f"{WriteOffReason.TOO_WARM.value}: {why}"
        return Deed(self._work, cause, kind, self._shelves.day, why, gone=True)


def _rode(told: Told) -> Rode:
    why = f"{told.route.code} {told.stop.number}"
    return Rode(told.stop.recipient, told.outcome is Outcome.GIVEN, _out_s(told), why)


def _out_s(told: Told) -> int | None:
    """How long the food was out: from leaving until the end of the trip, later by as much as
    this door was. None for who does not come back to the hub."""
    route, stop = told.route, told.stop
    trip = route.trips[stop.trip]
    last = stop.trip == len(route.trips) - 1
    if last and route.end != trip.point:
        return None
    late = (told.at_door_s or stop.arrives_s) - stop.arrives_s
    return trip.returns_s - trip.departs_s + max(0, late)


def _outward(spots: Mapping[Spot, int]) -> list[Move]:
    return [Move(lot, place, None, n) for (lot, place), n in spots.items() if n > 0]
