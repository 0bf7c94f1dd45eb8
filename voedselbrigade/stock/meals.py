"""Meals that lie in our own fridge or freezer: which lots go to which stop, and what is lacking.

What a kitchen cooks for the day is counted and not booked. A meal that is kept is an item like any
other, of one of the categories below; how its lot is kept says what kind of meal it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from voedselbrigade.domain.food import MealKind, MealSpec
from voedselbrigade.domain.places import HubId
from voedselbrigade.errors import Fact
from voedselbrigade.stock.expiry import first_to_go, why_not
from voedselbrigade.stock.expiry_rules import Rules
from voedselbrigade.stock.ledger import Spot
from voedselbrigade.stock.lots import Held, Item, ItemId, PlaceRole, Storage, unfit

CATEGORIES = ("maaltijd_warm", "maaltijd_koel", "maaltijd_vries")
KIND: Mapping[Storage, MealKind] = {
    Storage.HOT: MealKind.HOT,
    Storage.CHILLED: MealKind.CHILLED,
    Storage.FROZEN: MealKind.FROZEN,
}
_DANGEROUS = frozenset({"stock.past_tgt", "stock.frozen_too_long", "stock.blocked"})
"""Food that somebody would take along if it is what lies there: this blocks a plan."""
_CLASHES = frozenset({"stock.has_allergen", "stock.unknown_allergen"})


@dataclass(frozen=True, slots=True)
class Need:
    """So many meals for one stop, from one hub; the cause is what they are booked under."""

    cause: str
    hub: HubId
    meal: MealSpec
    quantity: int
    route: str = ""
    stop: str = ""


@dataclass(frozen=True, slots=True)
class Lacking:
    """How many meals a stop is short of; `dangers` is what lies there and must not go along."""

    need: Need
    quantity: int
    dangers: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Shared:
    """Per cause what is set aside for it, and what is lacking."""

    lots: Mapping[str, Mapping[Spot, int]]
    lacking: tuple[Lacking, ...] = ()

    @property
    def short(self) -> int:
        return sum(one.quantity for one in self.lacking)


def is_meal(item: Item) -> bool:
    """A meal that is kept in the stock; a kitchen's own meals are not."""
    return item.kept and item.category in CATEGORIES


@dataclass
class Shelves:
    """Everything that lies there of the items that are meals, also what is gone by now.

    `promised` is what each of our own causes was promised before: to them it is free.
    """

    day: date
    items: Mapping[ItemId, Item]
    held: Sequence[Held]
    rules: Rules
    promised: Mapping[str, Mapping[Spot, int]] = field(default_factory=dict)

    def keep(self, need: Need) -> bool:
        """Does the hub keep meals of this kind at all? Else its kitchen cooks them."""
        return any(True for _ in self.of(need))

    def share(self, needs: Sequence[Need]) -> Shared:
        """Who asks most of the food first, then first expired first out.

        What a cause was promised before stays with it, unless that leaves others short.
        """
        mine = [need for need in needs if self.keep(need)]
        kept = _Round(self, self.promised).share(mine)
        if not kept.lacking or not self.promised:
            return kept
        anew = _Round(self, {}).share(mine)
        return anew if anew.short < kept.short else kept

    def may_go(self, need: Need) -> Iterator[Held]:
        """The lots that are safe for this stop on this day, first expired first."""
        found = [one for one in self.of(need) if one.quantity > 0 and self._safe(one, need)]
        yield from sorted(
            found, key=lambda one: first_to_go(self.items[one.lot.item], one, self.rules)
        )

    def dangers(self, need: Need) -> Iterator[Fact]:
        """What lies there and would hurt: past its use-by date, recalled, or with an allergen."""
        for one in self.of(need):
            item = self.items[one.lot.item]
            if one.quantity <= 0:
                continue
            late = why_not(item, one.lot, self.day, self.rules)
            clash = unfit(item, need.meal.without, need.meal.diets)
            if late is not None and late.code in _DANGEROUS:
                yield late
            elif clash is not None and clash.code in _CLASHES:
                yield clash

    def unpromised(self) -> dict[Spot, int]:
        """What is promised to nobody at all."""
        return {(one.lot.id, one.place.id): one.free for one in self.held}

    def free(self) -> dict[Spot, int]:
        """What may be set aside: all but what others were promised."""
        ours: dict[Spot, int] = {}
        for lots in self.promised.values():
            for spot, quantity in lots.items():
                ours[spot] = ours.get(spot, 0) + quantity
        return {
            (one.lot.id, one.place.id): one.quantity
            - max(0, one.reserved - ours.get((one.lot.id, one.place.id), 0))
            for one in self.held
        }

    def of(self, need: Need) -> Iterator[Held]:
        """Every lot of this kind of meal that lies or lay in the hub, safe or not."""
        return (
            one
            for one in self.held
            if one.place.hub == need.hub
            and one.place.role is PlaceRole.SHELF
            and KIND.get(one.lot.storage) is need.meal.kind
        )

    def _safe(self, one: Held, need: Need) -> bool:
        item = self.items[one.lot.item]
        fits = unfit(item, need.meal.without, need.meal.diets) is None
        return fits and why_not(item, one.lot, self.day, self.rules) is None


class _Round:
    """One way of sharing what lies there."""

    def __init__(self, shelves: Shelves, before: Mapping[str, Mapping[Spot, int]]) -> None:
        self._shelves = shelves
        self._free = shelves.free()
        self._before = {cause: dict(lots) for cause, lots in before.items()}
        self._given: dict[str, dict[Spot, int]] = {}
        self._safe: dict[tuple[HubId, MealSpec], tuple[Held, ...]] = {}

    def share(self, needs: Sequence[Need]) -> Shared:
        ordered = sorted(needs, key=lambda one: -len(one.meal.diets) - len(one.meal.without))
        left = {number: need.quantity for number, need in enumerate(ordered)}
        for number, need in enumerate(ordered):
            left[number] -= self._keep(need)
        for number, need in enumerate(ordered):
            left[number] -= self._give(need, left[number])
        lacking = [
            Lacking(need, left[number], _once(self._shelves.dangers(need)))
            for number, need in enumerate(ordered)
            if left[number]
        ]
        return Shared(self._given, tuple(lacking))

    def _keep(self, need: Need) -> int:
        """What the cause was promised before and may still have."""
        mine, kept = self._before.get(need.cause, {}), 0
        for one in self._lots(need):
            spot = (one.lot.id, one.place.id)
            part = min(mine.get(spot, 0), need.quantity - kept)
            if part > 0:
                kept += self._take(need.cause, spot, part)
                mine[spot] -= part
        return kept

    def _give(self, need: Need, wanted: int) -> int:
        given = 0
        for one in self._lots(need):
            given += self._take(need.cause, (one.lot.id, one.place.id), wanted - given)
        return given

    def _take(self, cause: str, spot: Spot, wanted: int) -> int:
        part = max(0, min(wanted, self._free.get(spot, 0)))
        if part:
            self._free[spot] -= part
            mine = self._given.setdefault(cause, {})
            mine[spot] = mine.get(spot, 0) + part
        return part

    def _lots(self, need: Need) -> tuple[Held, ...]:
        key = (need.hub, need.meal)
        if key not in self._safe:
            self._safe[key] = tuple(self._shelves.may_go(need))
        return self._safe[key]


def _once(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    found: list[Fact] = []
    for fact in facts:
        if fact not in found:
            found.append(fact)
    return tuple(found)
