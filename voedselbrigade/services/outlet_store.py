"""What an outlet asks of the database beside its stock: purchases, parcels that are brought, and
what went out.

`adapters/database` answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from voedselbrigade.domain.people import RecipientId
from voedselbrigade.domain.places import HubId
from voedselbrigade.stock.lots import ItemId
from voedselbrigade.stock.parcels import Household, HouseholdId
from voedselbrigade.stock.shop import Purchase


class Purchases(Protocol):
    """Who took what for how many points; the food itself is in the books under the same cause."""

    def save(self, purchase: Purchase) -> None:
        """One per cause; a later one replaces it."""
        ...

    def of_cause(self, cause: str) -> Purchase | None: ...

    def remove(self, cause: str) -> None: ...

    def of_day(self, hub: HubId, day: date) -> tuple[Purchase, ...]:
        """Newest first."""
        ...

    def spent(self, first: date, last: date) -> Mapping[HouseholdId, int]:
        """Points per household in these days."""
        ...

    def forget(self, before: date) -> int:
        """Remove what was taken before a day; hands out how many."""
        ...


class Brought(Protocol):
    """The households whose parcel rides along with a recipient's stop: few of many."""

    def all(self) -> tuple[Household, ...]: ...

    def of(self, recipients: Iterable[RecipientId]) -> tuple[Household, ...]: ...


@dataclass(frozen=True, slots=True)
class Outflow:
    """So many units of an item left a hub on a day, less what came back."""

    item: ItemId
    day: date
    quantity: int


type Lying = tuple[HubId, ItemId, str, int, int, str, date | None, str, date | None, date | None]
"""Hub, item, its category and grams per unit; how many units of a lot lie on a shelf there that are
not blocked; and what says how long: date kind, date, storage, received on, frozen on. A bare row:
there are tens of thousands of them."""

type WentOut = tuple[HubId, ItemId, int, int]
"""Hub, item, the ordinal of a day, and how many units: a bare row, and more than one may be about
the same."""


class Outflows(Protocol):
    """What went out of hubs: given out, or sent to another. Only what was not planned: parcels and
    the stops of a delivery day are counted beforehand."""

    def left(self, hub: HubId, first: date, last: date) -> tuple[Outflow, ...]:
        """Added up per item and day."""
        ...

    def days(self, hubs: Iterable[HubId], first: date, last: date) -> Sequence[WentOut]:
        """The same of many hubs, in no order."""
        ...

    def began(self, hubs: Iterable[HubId], first: date, last: date) -> Mapping[HubId, date]:
        """Per hub the first of these days on which something went out."""
        ...

    def lying(self) -> Sequence[Lying]:
        """Everything that lies in any hub, in no order."""
        ...

    def add_up(self, first: date, before: datetime) -> int:
        """Keep the sums of the days from `first` on, of all movements that were booked by `before`:
        long enough ago that none can still be under way. Hands out how many days were added up."""
        ...


class Outlets(Protocol):
    @property
    def outflows(self) -> Outflows: ...

    @property
    def purchases(self) -> Purchases: ...

    @property
    def brought(self) -> Brought: ...
