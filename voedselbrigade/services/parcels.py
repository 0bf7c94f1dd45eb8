"""Parcels at an outlet: filled for a day, picked per shelf, handed out or taken back."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta

from voedselbrigade.domain.access import Action
from voedselbrigade.domain.history import Revision
from voedselbrigade.domain.people import RecipientId
from voedselbrigade.domain.places import HubId
from voedselbrigade.errors import Fact, NotFound, NotPossible, WrongWords
from voedselbrigade.services.stock_booking import Deed, own_hub, tidy
from voedselbrigade.services.stock_reference import holding
from voedselbrigade.services.stock_store import Receiver, ReceiverKind, StockStore
from voedselbrigade.services.work import Subject, Work
from voedselbrigade.stock.ledger import Spot
from voedselbrigade.stock.lots import Item, ItemId, Lot, Move, MovementKind, Place
from voedselbrigade.stock.parcels import (
    Filler,
    Household,
    HouseholdId,
    Missing,
    Parcel,
    ParcelState,
    Recipe,
    RecipeId,
    recipe_for,
)

REMEMBERED = timedelta(days=28)
"""So long it counts that somebody went without: who did, goes first."""


@dataclass(frozen=True, slots=True)
class FilledDay:
    """The parcels of an outlet on a day, what is missing in them, and who could get none."""

    parcels: tuple[Parcel, ...]
    missing: tuple[Missing, ...]
    problems: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class PickLine:
    """What to fetch from one spot for all parcels together."""

    place: Place
    item: Item
    lot: Lot
    quantity: int


@dataclass(frozen=True, slots=True)
class HandOut:
    """A household on a day of its outlet: what it gets, if its parcel is filled."""

    household: Household
    due: int
    parcel: Parcel | None = None
    lines: tuple[PickLine, ...] = ()


def add_household(work: Work, household: Household) -> Household:
    """A household in the books. Raises WrongWords when it has nobody in it."""
    work.doing(Action.EDIT_PEOPLE, Subject("household"))
    own_hub(work.actor, household.hub)
    _right(work, household)
    return work.store.stock.households.add(household, work.cause())


def save_household(work: Work, household: Household, revision: int | None = None) -> None:
    """Change a household. Raises Conflict when somebody changed it since `revision`."""
    work.doing(Action.EDIT_PEOPLE, Subject("household", household.id))
    own_hub(work.actor, household.hub)
    before = work.store.stock.households.get(household.id).recipient
    _right(work, household, before)
    work.store.stock.households.save(household, work.cause(), revision)


def household(work: Work, ident: HouseholdId) -> tuple[Household, Revision]:
    """A household with what a form needs to save over it. Raises NotFound, NotAllowed."""
    work.reading(Action.READ_HOUSEHOLDS, Subject("household", ident), "household")
    found = work.store.stock.households.get(ident)
    own_hub(work.actor, found.hub)
    return found, work.store.stock.households.revision(ident)


def households(work: Work, hub: HubId | None = None) -> tuple[Household, ...]:
    """Everyone who gets a parcel at an outlet, by number and name.

    Staff of an outlet sees its own households only. Raises NotAllowed for another outlet.
    """
    work.reading(Action.READ_HOUSEHOLDS, Subject("households", hub or ""), "households")
    if hub is not None:
        own_hub(work.actor, hub)
    where = hub or work.actor.hub
    found = [one for one in work.store.stock.households.all() if where in (None, one.hub)]
    return tuple(sorted(found, key=lambda one: (one.number, one.name.casefold(), one.id)))


def add_recipe(work: Work, recipe: Recipe) -> Recipe:
    """What goes into a parcel of a size. Raises WrongWords, NotFound for an unknown item."""
    work.doing(Action.EDIT_ITEMS, Subject("recipe"))
    wrong = not tidy(recipe.name) or not 1 <= recipe.least <= recipe.most or not recipe.lines
    if wrong or any(line.quantity < 1 for line in recipe.lines):
        raise WrongWords("stock.recipe_wrong")
    for line in recipe.lines:
        work.store.stock.items.get(line.item)
    return work.store.stock.parcels.add_recipe(recipe)


def recipes(work: Work) -> tuple[Recipe, ...]:
    """Every recipe, in the order in which they were made."""
    work.reading(Action.READ_STOCK, Subject("recipes"), "parcels")
    return work.store.stock.parcels.recipes()


def allow_instead(work: Work, item: ItemId, other: ItemId) -> int:
    """From now on `other` may be put in where there is too little of `item`, in every recipe.

    Whoever may not eat it never gets it. Hands out in how many recipes.
    """
    work.doing(Action.EDIT_ITEMS, Subject("item", item))
    work.store.stock.items.get(other)
    changed = 0
    for recipe in work.store.stock.parcels.recipes():
        lines = tuple(
            replace(line, substitutes=(*line.substitutes, other))
            if line.item == item and other not in line.substitutes
            else line
            for line in recipe.lines
        )
        if lines != recipe.lines:
            change_recipe(work.because(Action.EDIT_ITEMS), replace(recipe, lines=lines))
            changed += 1
    return changed


def change_recipe(work: Work, recipe: Recipe) -> Recipe:
    """The same recipe with other lines, under a number of its own."""
    work.doing(Action.EDIT_ITEMS, Subject("recipe", recipe.id))
    work.store.stock.parcels.remove_recipe(recipe.id)
    return add_recipe(work.because(Action.EDIT_ITEMS), recipe)


def remove_recipe(work: Work, ident: RecipeId) -> None:
    """From now on nothing is filled by it."""
    work.doing(Action.EDIT_ITEMS, Subject("recipe", ident))
    work.store.stock.parcels.remove_recipe(ident)


def fill(work: Work, hub: HubId, day: date) -> FilledDay:
    """Fill the parcels of a day and reserve what is in them; filling again begins anew.

    What was handed out already stays as it is; who does not come any more has no parcel. Too
    little is told, and stops nothing.
    """
    work.doing(Action.BOOK_STOCK, Subject("hub", hub))
    own_hub(work.actor, hub)
    store = work.store.stock
    before = {parcel.household: parcel for parcel in store.parcels.of_day(hub, day)}
    done = {who for who, one in before.items() if one.state is ParcelState.HANDED_OUT}
    store.books.promise_all({parcel.cause: {} for parcel in before.values()}, day)
    wanted, problems = _wanted(store, hub, day, done)
    rules = holding(store.rules, day)
    went_without = store.parcels.short_between(hub, day - REMEMBERED, day - timedelta(days=1))
    items = _items(store, [recipe for _, _, recipe in wanted])
    filled = Filler(day, items, store.books.shelf(hub), rules, went_without).fill(wanted)
    short: Counter[HouseholdId] = Counter()
    for one in filled.missing:
        short[one.household] += one.quantity
    state, who = ParcelState.FILLED, work.actor.name
    made = [
        Parcel(day, household, hub, state, lines, short[household], work.now, who)
        for household, lines in filled.lines.items()
    ]
    store.parcels.remove(day, before.keys() - done - filled.lines.keys())
    store.parcels.save(*made)
    store.books.promise_all({parcel.cause: _spots(parcel) for parcel in made}, day)
    return FilledDay(store.parcels.of_day(hub, day), filled.missing, problems)


def parcels(work: Work, hub: HubId, day: date) -> tuple[Parcel, ...]:
    """The parcels of an outlet on a day, by household."""
    work.reading(Action.READ_STOCK, Subject("hub", hub), "parcels")
    return work.store.stock.parcels.of_day(hub, day)


def hand_outs(work: Work, hub: HubId, day: date) -> tuple[HandOut, ...]:
    """Who comes on a day, by time and number, with what is in each parcel.

    An outlet sees its own households only. Raises NotAllowed.
    """
    work.reading(Action.READ_STOCK, Subject("households", hub), "hand_out")
    own_hub(work.actor, hub)
    store = work.store.stock
    filled = {one.household: one for one in store.parcels.of_day(hub, day)}
    lots = store.lots.some(line.lot for one in filled.values() for line in one.lines)
    items = {item.id: item for item in store.items.some(lot.item for lot in lots.values())}
    places = store.places.all()

    def lines(parcel: Parcel | None) -> tuple[PickLine, ...]:
        return tuple(
            PickLine(places[one.place], items[lots[one.lot].item], lots[one.lot], one.quantity)
            for one in (parcel.lines if parcel else ())
        )

    found = [
        HandOut(one, one.due_on(day), filled.get(one.id), lines(filled.get(one.id)))
        for one in store.households.all()
        if one.hub == hub and (one.due_on(day) or one.id in filled)
    ]
    found.sort(key=lambda one: (_slot(one.household), one.household.number, one.household.id))
    return tuple(found)


def pick_list(work: Work, hub: HubId, day: date) -> tuple[PickLine, ...]:
    """What to fetch for the parcels that are not handed out, in the order of the shelves."""
    work.reading(Action.READ_STOCK, Subject("hub", hub), "pick_list")
    store, found = work.store.stock, Counter[Spot]()
    for parcel in store.parcels.of_day(hub, day):
        if parcel.state is ParcelState.FILLED:
            found.update(_spots(parcel))
    lots = store.lots.some(lot for lot, _ in found)
    items = {item.id: item for item in store.items.some(lot.item for lot in lots.values())}
    places = store.places.all()
    lines = [
        PickLine(places[place], items[lots[lot].item], lots[lot], quantity)
        for (lot, place), quantity in found.items()
    ]
    soonest = date.max
    return tuple(
        sorted(
            lines,
            key=lambda line: (
                line.place.label,
                line.item.name.casefold(),
                line.lot.ends_on or soonest,
                line.lot.id,
            ),
        )
    )


def hand_out(work: Work, hub: HubId, day: date, household: HouseholdId, came: bool) -> Parcel:
    """They came: the parcel leaves the books. They did not: what was reserved is free again.

    Said again it is said once; said otherwise it is corrected. Raises NotFound without a parcel,
    NotPossible when something in it was recalled since it was filled.
    """
    work.doing(Action.BOOK_STOCK, Subject("household", household))
    own_hub(work.actor, hub)
    store = work.store.stock
    known = {one.household: one for one in store.parcels.of_day(hub, day)}.get(household)
    if known is None:
        raise NotFound("stock.no_parcel", day=day.isoformat())
    state = ParcelState.HANDED_OUT if came else ParcelState.NOT_COME
    if known.state is state:
        return known
    if came:
        _refuse_blocked(store, known)
    if known.state is ParcelState.NOT_COME:
        _take_up_again(work, known)
    moves = [Move(line.lot, line.place, None, line.quantity) for line in known.lines]
    deed = Deed(work, known.cause, MovementKind.ISSUE, day, known.cause, gone=came)
    deed.book(moves if came else ())
    store.books.promise(known.cause, {}, day)
    if came:
        ref = str(household)
        store.books.got(Receiver(known.cause, ReceiverKind.HOUSEHOLD, ref, day))
    changed = replace(known, state=state, at=work.now, by=work.actor.name)
    store.parcels.save(changed)
    return changed


def _take_up_again(work: Work, parcel: Parcel) -> None:
    """It came home from a route and is handed out after all: what was booked for it is undone."""
    for lot in dict.fromkeys(line.lot for line in parcel.lines):
        cause = f"return:{parcel.cause}:{lot}"
        Deed(work, cause, MovementKind.RETURN, parcel.day, gone=True).book(())
    Deed(work, f"spoilt:{parcel.cause}", MovementKind.WRITE_OFF, parcel.day, gone=True).book(())


def _slot(household: Household) -> int:
    return household.slot.start_s if household.slot else 0


def _right(work: Work, household: Household, before: RecipientId | None = None) -> None:
    """Who gets it brought must be on the list when it is said; they may be forgotten later."""
    if household.recipient is not None and household.recipient != before:
        work.store.recipients.get(household.recipient)
    numbers = (*household.people.values(), household.count - 1)
    if household.size < 1 or any(number < 0 for number in numbers):
        raise WrongWords("stock.household_wrong")


def _wanted(
    store: StockStore, hub: HubId, day: date, done: set[HouseholdId]
) -> tuple[list[tuple[Household, int, Recipe]], tuple[Fact, ...]]:
    """Who is due and by which recipe; who has none is told."""
    recipes, wanted, problems = store.parcels.recipes(), [], []
    for household in store.households.all():
        due = household.due_on(day) if household.hub == hub and household.id not in done else 0
        recipe = recipe_for(household, recipes)
        if due and recipe is not None:
            wanted.append((household, due, recipe))
        elif due:
            name = household.name or household.number or str(household.id)
            problems.append(Fact.of("stock.no_recipe", name=name, size=household.size))
    wanted.sort(key=lambda one: (_slot(one[0]), one[0].id))
    return wanted, tuple(problems)


def _items(store: StockStore, chosen: list[Recipe]) -> dict[ItemId, Item]:
    idents = {
        item
        for recipe in chosen
        for line in recipe.lines
        for item in (line.item, *line.substitutes)
    }
    return {item.id: item for item in store.items.some(idents)}


def _spots(parcel: Parcel) -> dict[Spot, int]:
    found: Counter[Spot] = Counter()
    for line in parcel.lines:
        found[line.lot, line.place] += line.quantity
    return dict(found)


def _refuse_blocked(store: StockStore, parcel: Parcel) -> None:
    lots = store.lots.some(line.lot for line in parcel.lines)
    blocked = tuple(lot.code for lot in lots.values() if lot.blocked)
    if blocked:
        raise NotPossible("stock.parcel_blocked", lots=blocked)
