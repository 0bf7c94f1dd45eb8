"""What an outlet asks of the database beside its stock: purchases, and parcels that are brought.

`adapters/database` answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Protocol

from voedselbrigade.domain.people import RecipientId
from voedselbrigade.domain.places import HubId
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


class Outlets(Protocol):
    @property
    def purchases(self) -> Purchases: ...

    @property
    def brought(self) -> Brought: ...
