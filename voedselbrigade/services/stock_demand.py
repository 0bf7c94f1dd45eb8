"""What is going to be asked of a hub: parcels of its households, meals of those it feeds."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property

from voedselbrigade.domain.delivery_days import DayException, Due, due_on
from voedselbrigade.domain.food import MealKind, MealSpec
from voedselbrigade.domain.people import Recipient, RecipientId
from voedselbrigade.domain.places import HubId
from voedselbrigade.services.office_settings import settings_on
from voedselbrigade.services.work import Work
from voedselbrigade.stock.lots import Held, Item, ItemId, unfit
from voedselbrigade.stock.meals import CATEGORIES, KIND, is_meal
from voedselbrigade.stock.parcels import (
    Household,
    ParcelState,
    Recipe,
    may_not_eat,
    recipe_for,
)


class Everyone:
    """Who gets something at all on these days, read once for however many hubs are looked at."""

    def __init__(self, work: Work, days: Sequence[date]) -> None:
        self.store = work.store
        self.days = days
        self.today = work.today

    @cached_property
    def households(self) -> Mapping[HubId, list[Household]]:
        found: dict[HubId, list[Household]] = {}
        for one in self.store.stock.households.all():
            found.setdefault(one.hub, []).append(one)
        return found

    @cached_property
    def shops(self) -> frozenset[int]:
        return settings_on(self.store.settings, self.today).shop_hubs

    @cached_property
    def meals(self) -> Mapping[ItemId, Item]:
        """The meals that are kept in stock."""
        found = self.store.stock.items.of_categories(CATEGORIES)
        return {one.id: one for one in found if is_meal(one)}

    @cached_property
    def meals_lie(self) -> Sequence[Held]:
        return self.store.stock.books.of_items(self.meals) if self.meals else ()

    @cached_property
    def recipes(self) -> tuple[Recipe, ...]:
        return self.store.stock.parcels.recipes()

    @cached_property
    def ingredients(self) -> Mapping[ItemId, Item]:
        lines = [line for recipe in self.recipes for line in recipe.lines]
        idents = {ident for line in lines for ident in (line.item, *line.substitutes)}
        return {item.id: item for item in self.store.stock.items.some(idents)}

    @cached_property
    def dues(self) -> Sequence[tuple[date, Due]]:
        """Whose meals are wanted when, but for whom today is over already."""
        return tuple(self._dues())

    def _dues(self) -> Iterator[tuple[date, Due]]:
        everyone: Sequence[Recipient] = self.store.recipients.all()
        today = self.store.deliveries.of_day(self.today)
        done = {one.recipient for one in today if one.outcome is not None}
        for day in self.days:
            said: dict[RecipientId, list[DayException]] = {}
            for one in self.store.exceptions.on(day):
                said.setdefault(one.recipient, []).append(one)
            for recipient in everyone:
                answer = due_on(recipient, day, said.get(recipient.id, ()))
                over = day == self.today and recipient.id in done
                if isinstance(answer, Due) and not over:
                    yield day, answer


class Demand:
    """What a hub is asked on these days, by the calendar of who gets something there."""

    def __init__(
        self, work: Work, hub: HubId, days: Sequence[date], everyone: Everyone | None = None
    ) -> None:
        self._store = work.store
        self._hub = hub
        self._days = days
        self._today = work.today
        self._everyone = everyone or Everyone(work, days)

    def by_item(self) -> dict[ItemId, dict[date, float]]:
        """Units per item and day; a meal that two hubs could give counts for half."""
        found: dict[ItemId, dict[date, float]] = {}
        for day, item, quantity in (*self._parcels(), *self._meals()):
            days = found.setdefault(item, {})
            days[day] = days.get(day, 0.0) + quantity
        return found

    def _parcels(self) -> Iterator[tuple[date, ItemId, float]]:
        """At an outlet that works as a shop people choose: there the forecast tells."""
        if self._hub in self._everyone.shops:
            return
        stock, recipes = self._store.stock, self._everyone.recipes
        items = self._everyone.ingredients
        had = {
            parcel.household
            for parcel in stock.parcels.of_day(self._hub, self._today)
            if parcel.state is not ParcelState.FILLED
        }
        chosen: dict[Hashable, tuple[tuple[ItemId, int], ...]] = {}
        # Families that eat alike on the same days are counted together: there are many of them.
        alike: Counter[tuple[tuple[tuple[ItemId, int], ...], tuple[int, ...]]] = Counter()
        for household in self._everyone.households.get(self._hub, ()):
            recipe = recipe_for(household, recipes)
            if recipe is None:
                continue
            dues = tuple(
                0 if day == self._today and household.id in had else household.due_on(day)
                for day in self._days
            )
            food = (recipe.id, household.diets, frozenset(household.allergens.items()))
            if food not in chosen:
                chosen[food] = tuple(_chosen(household, recipe, items))
            alike[chosen[food], dues] += 1
        for (wanted, dues), families in alike.items():
            for day, due in zip(self._days, dues, strict=True):
                if due:
                    yield from ((day, item, float(n * due * families)) for item, n in wanted)

    def _meals(self) -> Iterator[tuple[date, ItemId, float]]:
        """The meals that this hub keeps itself; what its kitchen cooks is not in the stock."""
        meals, lies = self._everyone.meals, self._everyone.meals_lie
        keepers: dict[MealKind, set[HubId]] = defaultdict(set)
        for held in lies:
            if held.lot.storage in KIND:
                keepers[KIND[held.lot.storage]].add(held.place.hub)
        if not any(self._hub in hubs for hubs in keepers.values()):
            return
        here = [held for held in lies if held.place.hub == self._hub]
        chosen: dict[MealSpec, ItemId | None] = {}
        for day, due in self._everyone.dues:
            meal = due.recipient.meal
            part = _part(self._hub, due.recipient.hub, keepers[meal.kind])
            if meal not in chosen:
                chosen[meal] = _likeliest(meal, meals, here)
            item = chosen[meal]
            if part and item is not None:
                yield day, item, due.portions * part


def _chosen(
    household: Household, recipe: Recipe, items: Mapping[ItemId, Item]
) -> Iterator[tuple[ItemId, int]]:
    """Each line, or the first substitute that this household may eat."""
    for line in recipe.lines:
        for ident in (line.item, *line.substitutes):
            if ident in items and may_not_eat(items[ident], household) is None:
                yield ident, line.quantity
                break


def _part(hub: HubId, own: HubId | None, keepers: set[HubId]) -> float:
    """Which part of somebody's meals comes from this hub: all if it is his own, else shared."""
    if hub not in keepers:
        return 0.0
    if own in keepers:
        return 1.0 if own == hub else 0.0
    return 1 / len(keepers)


def _likeliest(meal: MealSpec, meals: Mapping[ItemId, Item], here: Sequence[Held]) -> ItemId | None:
    """The item that such a meal is most likely taken from: the one of which most lies here."""
    there: dict[ItemId, int] = {}
    for held in here:
        item = meals[held.lot.item]
        fits = unfit(item, meal.without, meal.diets) is None
        if KIND.get(held.lot.storage) is meal.kind and fits:
            there[item.id] = there.get(item.id, 0) + max(0, held.quantity)
    return max(there, key=lambda ident: (there[ident], -ident), default=None)
