"""An outlet that works as a shop: a household has points per period, and food costs points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from voedselbrigade.domain.places import HubId
from voedselbrigade.stock.lots import Item, ItemId
from voedselbrigade.stock.parcels import Household, HouseholdId

_MONDAY = date(2024, 1, 1)
"""Periods of some weeks are counted from a Monday, so that everybody has the same ones."""

type Basket = Mapping[ItemId, int]


@dataclass(frozen=True, slots=True)
class Purchase:
    """What a household took at the shop under one cause, and what it cost in points.

    `reason` is why it could have more than its points, or food that was warned about.
    """

    cause: str
    hub: HubId
    household: HouseholdId
    day: date
    points: int
    reason: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Purse:
    """The points of a household in the period that a day is in; `last` is the last day of it."""

    household: Household
    allowance: int
    spent: int
    first: date
    last: date

    @property
    def left(self) -> int:
        """Below zero when somebody decided so."""
        return self.allowance - self.spent


def allowance(household: Household, by_size: Sequence[int]) -> int:
    """Points per period. `by_size` begins with one person; its last number is for all above.

    A record that stands for several households has the points of all of them.
    """
    if not by_size or household.size < 1:
        return 0
    return by_size[min(household.size, len(by_size)) - 1] * household.count


def period(day: date, weeks: int) -> tuple[date, date]:
    """First and last day, Monday to Sunday, of the period of so many weeks that `day` is in."""
    length = 7 * max(1, weeks)
    first = day - timedelta(days=(day - _MONDAY).days % length)
    return first, first + timedelta(days=length - 1)


def cost(items: Mapping[ItemId, Item], basket: Basket) -> int:
    """What a basket costs in points; what costs none is free."""
    return sum(items[item].points * quantity for item, quantity in basket.items())
