"""Parcels: who gets one, what should be in it, and what is in it when there is too little.

When something runs short everybody gets some before anybody gets all, and who got less in the weeks
before goes first. Food that somebody may not eat is never put in, nor offered as a substitute.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from voedselbrigade.domain.clock import TimeWindow
from voedselbrigade.domain.food import Allergen, AllergenState, Diet, to_avoid
from voedselbrigade.domain.people import RecipientId
from voedselbrigade.domain.places import HubId
from voedselbrigade.domain.rhythm import Rhythm
from voedselbrigade.errors import Fact
from voedselbrigade.stock.expiry import first_to_go, why_not
from voedselbrigade.stock.expiry_rules import Rules
from voedselbrigade.stock.lots import Held, Item, ItemId, LotId, PlaceId, PlaceRole, unfit

HouseholdId = NewType("HouseholdId", int)
RecipeId = NewType("RecipeId", int)


class AgeBand(StrEnum):
    """Enough to know what a family eats, and no more: nobody's birthday."""

    BABY = "baby"
    CHILD = "child"
    TEENAGER = "teenager"
    ADULT = "adult"
    SENIOR = "senior"


class HouseholdState(StrEnum):
    ACTIVE = "active"
    PAUSED = "paused"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Household:
    """Who gets a parcel at an outlet. No income, no reason: only what food must be.

    An outlet that keeps no names has one of these per size and diet, with a `count`.
    `reintake_on` is when the office talks with them again. `recipient` is who gets it brought: then
    the parcel rides along with that person's stop.
    """

    id: HouseholdId
    hub: HubId
    name: str = ""
    number: str = ""
    people: Mapping[AgeBand, int] = field(default_factory=dict)
    diets: frozenset[Diet] = frozenset()
    allergens: Mapping[Allergen, AllergenState] = field(default_factory=dict)
    slot: TimeWindow | None = None
    rhythm: Rhythm = field(default_factory=Rhythm)
    count: int = 1
    state: HouseholdState = HouseholdState.ACTIVE
    resumes_on: date | None = None
    reintake_on: date | None = None
    phone: str = ""
    recipient: RecipientId | None = None

    @property
    def size(self) -> int:
        return sum(self.people.values())

    def due_on(self, day: date) -> int:
        """How many parcels on this day; a pause with a date ends by itself."""
        back = self.resumes_on is not None and self.resumes_on <= day
        paused = self.state is HouseholdState.PAUSED and not back
        if paused or self.state is HouseholdState.STOPPED:
            return 0
        return self.rhythm.portions_on(day) * self.count


@dataclass(frozen=True, slots=True)
class RecipeLine:
    """So many units of an item, or of the first substitute that may be eaten and is there."""

    item: ItemId
    quantity: int
    substitutes: tuple[ItemId, ...] = ()


@dataclass(frozen=True, slots=True)
class Recipe:
    """What goes into a parcel for a household of `least` to `most` people."""

    id: RecipeId
    name: str
    least: int
    most: int
    lines: tuple[RecipeLine, ...]


@dataclass(frozen=True, slots=True)
class ParcelLine:
    """Units of a lot that are in a parcel, and from where they were taken."""

    lot: LotId
    place: PlaceId
    quantity: int


class ParcelState(StrEnum):
    FILLED = "filled"
    HANDED_OUT = "handed_out"
    NOT_COME = "not_come"


@dataclass(frozen=True, slots=True)
class Parcel:
    """What a household gets on a day. `short` is how many units it should have had more."""

    day: date
    household: HouseholdId
    hub: HubId
    state: ParcelState
    lines: tuple[ParcelLine, ...]
    short: int
    at: datetime
    by: str

    @property
    def cause(self) -> str:
        return f"parcel:{self.day.isoformat()}:{self.household}"


@dataclass(frozen=True, slots=True)
class Missing:
    """What a household lacks of an item, and why: there is too little, or it may not have it."""

    household: HouseholdId
    item: ItemId
    quantity: int
    reason: Fact


@dataclass(frozen=True, slots=True)
class Filled:
    """Per household what goes in, and what is missing."""

    lines: Mapping[HouseholdId, tuple[ParcelLine, ...]]
    missing: tuple[Missing, ...]


def recipe_for(household: Household, recipes: Iterable[Recipe]) -> Recipe | None:
    """The recipe of its size; of two the one for fewer sizes."""
    fit = [one for one in recipes if one.least <= household.size <= one.most]
    return min(fit, key=lambda one: (one.most - one.least, one.id), default=None)


def crates(household: Household, by_size: Sequence[int]) -> int:
    """The room of one parcel; `by_size` begins with one person, its last is for all above."""
    return by_size[min(max(1, household.size), len(by_size)) - 1] if by_size else 1


def may_not_eat(item: Item, household: Household) -> Fact | None:
    """Why this household may not get this item. Unknown is treated as dangerous."""
    return unfit(item, to_avoid(household.allergens), household.diets)


def fair_share[K: Hashable](
    there: int, wanted: Mapping[K, int], went_without: Mapping[K, int] | None = None
) -> dict[K, int]:
    """Divide what is there: one each in turn, and who went without most before goes first."""
    before = went_without or {}
    order = sorted(wanted, key=lambda who: -before.get(who, 0))
    shares = dict.fromkeys(wanted, 0)
    while there > 0:
        hungry = [who for who in order if shares[who] < wanted[who]]
        if not hungry:
            break
        for who in hungry[:there]:
            shares[who] += 1
        there -= min(there, len(hungry))
    return shares


class Filler:
    """Fills all parcels of a day from one shelf, first expired first out."""

    def __init__(
        self,
        day: date,
        items: Mapping[ItemId, Item],
        shelf: Iterable[Held],
        rules: Rules,
        went_without: Mapping[HouseholdId, int],
    ) -> None:
        self._items = items
        self._before = went_without
        self._left: dict[ItemId, list[tuple[Held, int]]] = {}
        self._lines: dict[HouseholdId, list[ParcelLine]] = {}
        ours = [one for one in shelf if one.lot.item in items]
        for held in sorted(ours, key=lambda one: first_to_go(items[one.lot.item], one, rules)):
            item = items[held.lot.item]
            lies = held.free and held.place.role is PlaceRole.SHELF
            if lies and why_not(item, held.lot, day, rules) is None:
                self._left.setdefault(item.id, []).append((held, held.free))

    def fill(self, wanted: Sequence[tuple[Household, int, Recipe]]) -> Filled:
        """`wanted`: each household, how many parcels, by which recipe."""
        missing: list[Missing] = []
        self._lines = {household.id: [] for household, _, _ in wanted}
        ordered = dict.fromkeys(line.item for _, _, recipe in wanted for line in recipe.lines)
        for item in ordered:
            asking = [
                (household, line, line.quantity * parcels)
                for household, parcels, recipe in wanted
                for line in recipe.lines
                if line.item == item
            ]
            missing += self._item(item, asking)
        return Filled({who: tuple(lines) for who, lines in self._lines.items()}, tuple(missing))

    def _item(
        self, item: ItemId, asking: Sequence[tuple[Household, RecipeLine, int]]
    ) -> list[Missing]:
        """Give the item itself, then each substitute in turn, to who still lacks some."""
        households = {household.id: household for household, _, _ in asking}
        lacks: dict[HouseholdId, int] = {}
        for household, _, quantity in asking:
            lacks[household.id] = lacks.get(household.id, 0) + quantity
        self._give(item, households, lacks, set(households))
        for substitute in dict.fromkeys(s for _, line, _ in asking for s in line.substitutes):
            takes = {who.id for who, line, _ in asking if substitute in line.substitutes}
            self._give(substitute, households, lacks, takes)
        found = self._items[item]
        return [
            Missing(who, item, n, may_not_eat(found, households[who]) or self._none_left(found, n))
            for who, n in lacks.items()
            if n > 0
        ]

    def _give(
        self,
        item: ItemId,
        households: Mapping[HouseholdId, Household],
        lacks: dict[HouseholdId, int],
        takes: set[HouseholdId],
    ) -> None:
        known = self._items.get(item)
        if known is None:
            return
        wanted = {
            who: n
            for who, n in lacks.items()
            if n > 0 and who in takes and may_not_eat(known, households[who]) is None
        }
        there = sum(n for _, n in self._left.get(item, ()))
        for who, share in fair_share(there, wanted, self._before).items():
            lacks[who] -= share
            self._take(item, who, share)

    def _take(self, item: ItemId, who: HouseholdId, quantity: int) -> None:
        left = self._left.get(item, [])
        while quantity:
            held, free = left[0]
            part = min(quantity, free)
            self._lines[who].append(ParcelLine(held.lot.id, held.place.id, part))
            quantity -= part
            left[0] = (held, free - part)
            if free == part:
                left.pop(0)

    def _none_left(self, item: Item, quantity: int) -> Fact:
        return Fact.of("stock.ran_out", item=item.name, quantity=quantity)
