"""What the verbs of the stock ask of the database; `adapters/database` answers.

As in `services.store`: frozen values in and out, nothing here commits, lookups raise NotFound.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from voedselbrigade.domain.places import HubId
from voedselbrigade.services.outlet_store import Outlets
from voedselbrigade.services.record_store import Records
from voedselbrigade.stock.counts import Count, CountId, CountNote
from voedselbrigade.stock.donors import Donor
from voedselbrigade.stock.expiry_rules import Rule
from voedselbrigade.stock.ledger import Spot
from voedselbrigade.stock.lots import Held, Item, ItemId, Lot, LotId, Movement, Place, PlaceId
from voedselbrigade.stock.parcels import Household, HouseholdId, Parcel, Recipe, RecipeId
from voedselbrigade.stock.recalls import Recall, RecallId
from voedselbrigade.stock.temperatures import Reading
from voedselbrigade.stock.transfers import Transfer, TransferId, TransferState


class Items(Records[Item], Protocol):
    """The items, with a history of every field like people have."""

    def named(self, name: str) -> Item | None:
        """By name, without regard to capitals, accents and spaces."""
        ...

    def with_ean(self, ean: str) -> tuple[Item, ...]: ...

    def with_minimum(self) -> tuple[Item, ...]:
        """Items of which a hub wants to have some, by name."""
        ...

    def of_categories(self, categories: Iterable[str]) -> tuple[Item, ...]:
        """Also those that are no longer in use, by name."""
        ...

    def search(self, typed: str, most: int = 50) -> tuple[Item, ...]:
        """Whose name holds every typed word, or whose EAN begins so; by name."""
        ...


class LotNoteKind(StrEnum):
    CHECKED = "checked"
    REJECTED = "rejected"
    BLOCKED = "blocked"
    RELEASED = "released"


@dataclass(frozen=True, slots=True)
class LotNote:
    """Something that was said of a lot."""

    lot: LotId
    kind: LotNoteKind
    day: date
    at: datetime
    by: str
    note: str = ""


class Lots(Protocol):
    def get(self, ident: LotId) -> Lot: ...

    def some(self, idents: Iterable[LotId]) -> Mapping[LotId, Lot]: ...

    def same(self, lot: Lot) -> Lot:
        """The lot that is equal but for its id, block and check; made when there is none."""
        ...

    def of_item(self, item: ItemId) -> tuple[Lot, ...]: ...

    def from_supplier(self, supplier: str) -> tuple[Lot, ...]:
        """Without regard to capitals."""
        ...

    def of_batch(self, batch: str) -> tuple[Lot, ...]: ...

    def made_from(self, lots: Iterable[LotId]) -> tuple[Lot, ...]:
        """Lots that were frozen or repacked from these, and from those again."""
        ...

    def last_of(self, item: ItemId) -> Lot | None:
        """The one that came last: its letters and supplier are offered at the next delivery."""
        ...

    def note(self, *notes: LotNote) -> None:
        """Write them down, and on the lots themselves: blocked, released, looked at."""
        ...

    def notes(self, lot: LotId) -> tuple[LotNote, ...]: ...


class Places(Protocol):
    def get(self, ident: PlaceId) -> Place: ...

    def same(self, place: Place) -> Place:
        """The place that is equal but for its id; made when there is none."""
        ...

    def of_hub(self, hub: HubId) -> tuple[Place, ...]: ...

    def all(self) -> Mapping[PlaceId, Place]: ...


class ReceiverKind(StrEnum):
    """Who may get something: somebody on a route, a household at an outlet, or an organisation."""

    RECIPIENT = "recipient"
    HOUSEHOLD = "household"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who got what a cause moved; kept apart and forgotten sooner than the movement."""

    cause: str
    kind: ReceiverKind
    ref: str
    day: date


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A spot of which the balance is not the sum of its movements (or promises)."""

    spot: Spot
    kept: int
    summed: int
    kept_reserved: int = 0
    summed_reserved: int = 0


class Books(Protocol):
    """Movements, and the balances that follow from them in the same transaction."""

    def add(self, movements: Sequence[Movement], may_be_short: bool = False) -> None:
        """Write the movements and their effect. Raises Conflict when a spot would fall short."""
        ...

    def of_cause(self, cause: str) -> tuple[Movement, ...]: ...

    def cause_of(self, movement: int) -> str:
        """Raises NotFound."""
        ...

    def of_lots(self, lots: Iterable[LotId]) -> tuple[Movement, ...]:
        """Oldest first."""
        ...

    def last(self, hub: HubId | None = None, most: int = 20) -> tuple[Movement, ...]:
        """Newest first."""
        ...

    def of_hub(self, hub: HubId, first: date, last: date) -> tuple[Movement, ...]:
        """What moved from or to this hub in these days, oldest first."""
        ...

    def since(self, spot: Spot, moment: datetime) -> tuple[Movement, ...]:
        """What moved at this spot after `moment`."""
        ...

    def shelf(
        self,
        hub: HubId | None = None,
        item: ItemId | None = None,
        place: PlaceId | None = None,
        empty_too: bool = False,
    ) -> tuple[Held, ...]:
        """What lies there, by item, date and place; what is on the road to a hub counts for it."""
        ...

    def of(self, lots: Iterable[LotId]) -> tuple[Held, ...]:
        """Where these lots lie, also on the road."""
        ...

    def of_items(self, items: Iterable[ItemId]) -> tuple[Held, ...]:
        """Every spot on which these items lie or ever lay, also the empty ones."""
        ...

    def balance(self, spot: Spot) -> int: ...

    def totals(self, on: datetime) -> Mapping[Spot, int]:
        """What lay where at a moment, added up from the movements."""
        ...

    def promise_all(self, wanted: Mapping[str, Mapping[Spot, int]], day: date) -> None:
        """`promise` for many causes at once, with as few statements as it takes."""
        ...

    def promise(self, cause: str, wanted: Mapping[Spot, int], day: date) -> None:
        """From now on this is what the cause is promised; nothing frees it all."""
        ...

    def promised(self, cause: str) -> Mapping[Spot, int]: ...

    def promised_on(self, day: date, beginning: str = "") -> Mapping[str, Mapping[Spot, int]]:
        """What is promised for a day, by cause; only causes that begin so."""
        ...

    def promised_before(self, day: date) -> tuple[str, ...]:
        """Causes whose day has gone by with something still promised."""
        ...

    def got(self, receiver: Receiver) -> None: ...

    def receivers(self, causes: Iterable[str]) -> tuple[Receiver, ...]: ...

    def forget_receivers(self, before: date) -> int: ...

    def disagreements(self) -> tuple[Disagreement, ...]: ...

    def rebuild(self) -> None:
        """Make every balance the sum of its movements again."""
        ...


class Transfers(Protocol):
    def add(self, transfer: Transfer) -> Transfer: ...

    def get(self, ident: TransferId) -> Transfer: ...

    def save(self, transfer: Transfer) -> None: ...

    def of_cause(self, cause: str) -> Transfer | None: ...

    def list(self, state: TransferState | None = None) -> tuple[Transfer, ...]: ...


class Counts(Protocol):
    def add(self, count: Count) -> Count: ...

    def get(self, ident: CountId) -> Count: ...

    def save(self, count: Count) -> None: ...

    def open(self, hub: HubId | None = None) -> tuple[Count, ...]: ...

    def note(self, note: CountNote) -> None: ...

    def notes(self, ident: CountId) -> tuple[CountNote, ...]: ...

    def counted_on(self, hub: HubId) -> Mapping[PlaceId, date]:
        """Per place when it was counted for the last time."""
        ...


class Recalls(Protocol):
    def add(self, recall: Recall) -> Recall: ...

    def get(self, ident: RecallId) -> Recall: ...

    def save(self, recall: Recall) -> None: ...

    def list(self) -> tuple[Recall, ...]:
        """Newest first."""
        ...


class CallResult(StrEnum):
    """What came of calling somebody who got recalled food; `busy` is being called right now."""

    BUSY = "busy"
    THROWN_AWAY = "thrown_away"
    EATEN = "eaten"
    NO_ANSWER = "no_answer"
    MESSAGE_LEFT = "message_left"


@dataclass(frozen=True, slots=True)
class CallNote:
    """Somebody called a receiver; the last note of a receiver counts, the others are history."""

    recall: RecallId
    kind: ReceiverKind
    ref: str
    result: CallResult | None
    at: datetime
    by: str
    remark: str = ""


class Calls(Protocol):
    def add(self, note: CallNote) -> None: ...

    def of(self, recall: RecallId) -> tuple[CallNote, ...]:
        """Everything that was noted in this recall, oldest first."""
        ...


class Temperatures(Protocol):
    def add(self, reading: Reading) -> None: ...

    def last(self, hub: HubId) -> tuple[Reading, ...]:
        """The newest of each room."""
        ...

    def between(self, hub: HubId, first: datetime, last: datetime) -> tuple[Reading, ...]: ...


class RuleRecords(Protocol):
    def add(self, rules: Sequence[Rule], at: datetime, by: str) -> None: ...

    def list(self) -> tuple[Rule, ...]:
        """In the order in which they were loaded."""
        ...


class Parcels(Protocol):
    def add_recipe(self, recipe: Recipe) -> Recipe: ...

    def recipes(self) -> tuple[Recipe, ...]: ...

    def remove_recipe(self, ident: RecipeId) -> None: ...

    def save(self, *parcels: Parcel) -> None:
        """One per household and day; a later one replaces it."""
        ...

    def remove(self, day: date, households: Iterable[HouseholdId]) -> None:
        """Parcels that are not to be made after all."""
        ...

    def of_day(self, hub: HubId, day: date) -> tuple[Parcel, ...]: ...

    def of_household(self, household: HouseholdId) -> tuple[Parcel, ...]:
        """Every parcel of one household, oldest first."""
        ...

    def short_between(self, hub: HubId, first: date, last: date) -> Mapping[HouseholdId, int]:
        """How many units each household lacked in these days."""
        ...


class StockStore(Outlets, Protocol):
    """Everything of the stock inside one piece of work."""

    @property
    def items(self) -> Items: ...

    @property
    def lots(self) -> Lots: ...

    @property
    def places(self) -> Places: ...

    @property
    def books(self) -> Books: ...

    @property
    def transfers(self) -> Transfers: ...

    @property
    def counts(self) -> Counts: ...

    @property
    def recalls(self) -> Recalls: ...

    @property
    def temperatures(self) -> Temperatures: ...

    @property
    def rules(self) -> RuleRecords: ...

    @property
    def households(self) -> Records[Household]: ...

    @property
    def donors(self) -> Records[Donor]: ...

    @property
    def parcels(self) -> Parcels: ...

    @property
    def calls(self) -> Calls: ...
