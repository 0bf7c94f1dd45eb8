"""An outlet that works as a shop: what a household may still take, and taking it.

Food and points are booked together, under one cause. More points than there are left, or food that
somebody may not eat, only when somebody says why.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from voedselbrigade.domain.access import Action
from voedselbrigade.domain.cells.text import folded
from voedselbrigade.domain.food import to_avoid
from voedselbrigade.domain.office import Settings
from voedselbrigade.domain.places import HubId
from voedselbrigade.errors import Fact, NotFound, NotPossible, WrongWords
from voedselbrigade.services.office_settings import settings_on
from voedselbrigade.services.stock_booking import Deed, own_hub, some_units, tidy
from voedselbrigade.services.stock_reference import holding
from voedselbrigade.services.stock_store import Receiver, ReceiverKind
from voedselbrigade.services.work import Subject, Work
from voedselbrigade.stock.expiry import pick
from voedselbrigade.stock.ledger import Spot
from voedselbrigade.stock.lots import Item, ItemId, Move, Movement, MovementKind, unfit
from voedselbrigade.stock.parcels import Household, HouseholdId, HouseholdState
from voedselbrigade.stock.shop import Basket, Purchase, Purse, allowance, cost, period


@dataclass(frozen=True, slots=True)
class Sight:
    """What a basket would come to: its lines, the cost, the purse, and what speaks against it.

    `lacking` is what is not there, or may not be given at all: no reason helps against that.
    """

    purse: Purse
    lines: tuple[tuple[Item, int], ...]
    points: int
    against: tuple[Fact, ...] = ()
    lacking: Fact | None = None

    @property
    def left(self) -> int:
        return self.purse.left - self.points


@dataclass(frozen=True, slots=True)
class Bought:
    """What came of it. `again` when this cause had been booked in full before."""

    purchase: Purchase
    movements: tuple[Movement, ...]
    left: int

    @property
    def again(self) -> bool:
        return not self.movements


def is_shop(work: Work, hub: HubId) -> bool:
    """Does this outlet work with points?"""
    work.reading(Action.READ_STOCK, Subject("hub", hub), "shop")
    return hub in _settings(work, work.today).shop_hubs


def purses(work: Work, hub: HubId, typed: str = "", day: date | None = None) -> tuple[Purse, ...]:
    """The households of an outlet with the points they have left, by number and name.

    `typed` is a number, or words of a name. An outlet sees its own households only.
    """
    work.reading(Action.READ_STOCK, Subject("households", hub), "shop")
    own_hub(work.actor, hub)
    when = day or work.today
    settings = _settings(work, when)
    first, last = period(when, settings.shop_weeks)
    spent = work.store.stock.purchases.spent(first, last)
    found = [
        Purse(one, allowance(one, settings.shop_points), spent.get(one.id, 0), first, last)
        for one in work.store.stock.households.all()
        if one.hub == hub and one.state is not HouseholdState.STOPPED and _called(one, typed)
    ]
    found.sort(key=lambda one: (one.household.number, one.household.name.casefold()))
    return tuple(found)


def look(
    work: Work,
    hub: HubId,
    household: HouseholdId,
    basket: Basket,
    day: date | None = None,
    cause: str = "",
) -> Sight:
    """What a basket would cost and what speaks against it; nothing is booked."""
    work.reading(Action.READ_STOCK, Subject("household", household), "shop")
    own_hub(work.actor, hub)
    when, name = day or work.today, _name(hub, household, cause)
    seen = _sight(work, hub, household, basket, when, name)
    try:
        _moves(work, hub, basket, when, work.store.stock.books.of_cause(name))
    except NotPossible as error:
        return replace(seen, lacking=error.fact)
    return seen


def buy(
    work: Work,
    hub: HubId,
    household: HouseholdId,
    basket: Basket,
    cause: str,
    anyway: str = "",
    day: date | None = None,
) -> Bought:
    """Book what a household takes, first expired first out, and the points that it costs.

    The same cause twice books once; another basket books the difference. `anyway` is why it may be
    more than the points, or food that was warned about. Raises NotPossible when something speaks
    against it and nobody says why, or when there is too little that may be given.
    """
    work.doing(Action.BOOK_STOCK, Subject("household", household))
    own_hub(work.actor, hub)
    if not tidy(cause):
        raise WrongWords("stock.cause_needed")
    if not basket:
        raise WrongWords("stock.shop_empty")
    when, name = day or work.today, _name(hub, household, cause)
    seen = _sight(work, hub, household, basket, when, name)
    if seen.against and not tidy(anyway):
        raise NotPossible(seen.against[0].code, **seen.against[0].values)
    why = tidy(anyway) if seen.against else ""
    deed = Deed(work, name, MovementKind.ISSUE, when, why)
    made = deed.book(_moves(work, hub, basket, when, deed.booked()))
    purchase = Purchase(name, hub, household, when, seen.points, why, work.now, work.actor.name)
    if made or work.store.stock.purchases.of_cause(name) is None:
        work.store.stock.purchases.save(purchase)
        ref = str(household)
        work.store.stock.books.got(Receiver(name, ReceiverKind.HOUSEHOLD, ref, when))
    return Bought(purchase, made, seen.left)


def take_back(work: Work, cause: str) -> Purchase:
    """Everything of a purchase goes back on the shelf, and its points to the household.

    Raises NotFound for a cause that is no purchase, or was taken back before.
    """
    work.doing(Action.BOOK_STOCK, Subject("cause", cause))
    purchase = work.store.stock.purchases.of_cause(cause)
    if purchase is None:
        raise NotFound("stock.no_purchase")
    own_hub(work.actor, purchase.hub)
    Deed(work, cause, MovementKind.ISSUE, work.today, "undo").book(())
    work.store.stock.purchases.remove(cause)
    return purchase


def today(work: Work, hub: HubId, day: date | None = None) -> tuple[Purchase, ...]:
    """What was taken at an outlet on a day, newest first."""
    work.reading(Action.READ_STOCK, Subject("hub", hub), "shop")
    own_hub(work.actor, hub)
    return work.store.stock.purchases.of_day(hub, day or work.today)


# How ----------------------------------------------------------------------------------------------


def _settings(work: Work, day: date) -> Settings:
    return settings_on(work.store.settings, day)


def _called(household: Household, typed: str) -> bool:
    said = folded(f"{household.number} {household.name}")
    return all(word in said for word in folded(typed).split())


def _name(hub: HubId, household: HouseholdId, cause: str) -> str:
    return f"shop:{hub}:{household}:{tidy(cause)}"


def _sight(
    work: Work, hub: HubId, ident: HouseholdId, basket: Basket, day: date, name: str
) -> Sight:
    stock = work.store.stock
    household = stock.households.get(ident)
    if household.hub != hub:
        raise NotPossible("stock.shop_elsewhere", name=household.name or household.number)
    items = {item.id: item for item in stock.items.some(basket)}
    settings = _settings(work, day)
    first, last = period(day, settings.shop_weeks)
    before = stock.purchases.of_cause(name)
    spent = stock.purchases.spent(first, last).get(ident, 0) - (before.points if before else 0)
    purse = Purse(household, allowance(household, settings.shop_points), spent, first, last)
    points = cost(items, basket)
    lines = tuple((items[ident], quantity) for ident, quantity in basket.items())
    return Sight(purse, lines, points, tuple(_against(purse, points, items, day)))


def _against(purse: Purse, points: int, items: Mapping[ItemId, Item], day: date) -> Iterator[Fact]:
    """Why it should not be taken just like that. What somebody likes to eat is their own choice."""
    household = purse.household
    name = household.name or household.number
    back = household.resumes_on is not None and household.resumes_on <= day
    if household.state is not HouseholdState.ACTIVE and not back:
        yield Fact.of("stock.shop_not_active", name=name, state=household.state.value)
    if points > purse.left:
        yield Fact.of("stock.shop_points", name=name, left=max(0, purse.left), points=points)
    for item in items.values():
        clash = unfit(item, to_avoid(household.allergens), ())
        if clash is not None:
            yield clash


def _moves(
    work: Work, hub: HubId, basket: Basket, day: date, booked: tuple[Movement, ...]
) -> list[Move]:
    """Which lots it takes. What this cause took before is free to be taken again."""
    stock, moves = work.store.stock, []
    rules, mine = holding(stock.rules, day), _taken(booked)
    lots = stock.lots.some(lot for lot, _ in mine)
    for ident, quantity in basket.items():
        item, left = stock.items.get(ident), some_units(quantity)
        if not item.kept:
            raise NotPossible("stock.not_kept", item=item.name)
        for (lot, place), before in mine.items():
            part = min(left, before) if lots[lot].item == ident else 0
            if part > 0:
                moves.append(Move(lot, place, None, part))
                left -= part
        found = pick(item, left, day, stock.books.shelf(hub, ident), rules)
        if found.short > 0:
            raise NotPossible(
                "stock.too_little",
                item=item.name,
                there=found.quantity,
                wanted=left,
                refused=sum(one.held.quantity for one in found.refused),
            )
        moves += [Move(held.lot.id, held.place.id, None, n) for held, n in found.taken]
    return moves


def _taken(booked: tuple[Movement, ...]) -> dict[Spot, int]:
    """What a cause took from each spot and did not put back."""
    found: dict[Spot, int] = {}
    for one in booked:
        move = one.move
        place = move.source if move.target is None else move.target
        if place is not None:
            sign = 1 if move.target is None else -1
            spot = (move.lot, place)
            found[spot] = found.get(spot, 0) + sign * move.quantity
    return {spot: quantity for spot, quantity in found.items() if quantity > 0}
