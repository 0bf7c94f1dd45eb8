"""The nouns of the stock: items, the lots they come in, the places they lie, and movements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from voedselbrigade.domain.food import Allergen, AllergenState, Diet
from voedselbrigade.domain.places import HubId
from voedselbrigade.errors import Fact

ItemId = NewType("ItemId", int)
LotId = NewType("LotId", int)
PlaceId = NewType("PlaceId", int)
MovementId = NewType("MovementId", int)


class Storage(StrEnum):
    """How food is kept; the limits in degrees stand in `temperatures`."""

    AMBIENT = "ambient"
    CHILLED = "chilled"
    FROZEN = "frozen"
    HOT = "hot"


class DateKind(StrEnum):
    """The letters on the pack: use by (TGT), best before (THT), or no date at all."""

    TGT = "tgt"
    THT = "tht"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Item:
    """Something we keep. `category` is a code of the rules table; an unknown one is strict.

    `pack` is how many units are in a box, `unit_g` what one unit weighs (0 is not known).
    `allergens` says per allergen whether it is in it: what is not named is unknown. `suits` are the
    diets that may eat it, for food that says so; `kept` is False for meals from a kitchen, which
    are counted and not booked. `minimum` is per hub, `points` what it costs in a shop.
    """

    id: ItemId
    name: str
    category: str = ""
    ean: str = ""
    unit: str = "stuk"
    pack: int = 1
    unit_g: int = 0
    storage: Storage = Storage.AMBIENT
    allergens: Mapping[Allergen, AllergenState] = field(default_factory=dict)
    suits: frozenset[Diet] = frozenset()
    minimum: int = 0
    points: int = 0
    kept: bool = True
    active: bool = True


@dataclass(frozen=True, slots=True)
class Lot:
    """Units of one item that came together and end on the same day.

    `batch` is the number that the maker printed. `frozen_on` is the day we froze it ourselves,
    `made_from` the lot it was before, `returned` that it was out in a van and came back cold.
    `checked_on` is the last day on which somebody looked at it
    and found it good. `price_cents` is per unit; 0 is given.
    """

    id: LotId
    item: ItemId
    kind: DateKind = DateKind.NONE
    ends_on: date | None = None
    supplier: str = ""
    batch: str = ""
    received_on: date | None = None
    price_cents: int = 0
    storage: Storage = Storage.AMBIENT
    frozen_on: date | None = None
    made_from: LotId | None = None
    returned: bool = False
    blocked: bool = False
    checked_on: date | None = None

    @property
    def code(self) -> str:
        """What stands on the label: P-000123."""
        return f"P-{self.id:06d}"


class PlaceRole(StrEnum):
    """A shelf is where things lie; on the road is what was sent and has not arrived."""

    SHELF = "shelf"
    ROAD = "road"


@dataclass(frozen=True, slots=True)
class Place:
    """A spot in a hub: room and shelf, as they are called there; both empty is the hub itself."""

    id: PlaceId
    hub: HubId
    room: str = ""
    shelf: str = ""
    storage: Storage = Storage.AMBIENT
    role: PlaceRole = PlaceRole.SHELF

    @property
    def label(self) -> str:
        """K1, Koelcel K1, or nothing for a hub without shelves."""
        return " ".join(part for part in (self.room, self.shelf) if part)


class MovementKind(StrEnum):
    """Why something moved. One shape for all: a lot, from a place, to a place."""

    RECEIVE = "receive"
    ISSUE = "issue"
    SEND = "send"
    ARRIVE = "arrive"
    MOVE = "move"
    COUNT = "count"
    WRITE_OFF = "write_off"
    FREEZE = "freeze"
    REPACK = "repack"
    RETURN = "return"


class WriteOffReason(StrEnum):
    PAST_DATE = "past_date"
    DAMAGED = "damaged"
    TOO_WARM = "too_warm"
    RECALLED = "recalled"
    LOST = "lost"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Move:
    """So many units of a lot from one place to another; None is the outside world."""

    lot: LotId
    source: PlaceId | None
    target: PlaceId | None
    quantity: int

    def __post_init__(self) -> None:
        if self.quantity <= 0 or self.source == self.target:
            raise ValueError(f"no move: {self.source} → {self.target}, {self.quantity}")

    @property
    def back(self) -> Move:
        return Move(self.lot, self.target, self.source, self.quantity)


@dataclass(frozen=True, slots=True)
class Movement:
    """A move as it stands in the books, for good. `cause` names the deed; `day` is when it counts.

    `undoes` is True when it takes back what this same cause had moved before.
    """

    id: MovementId
    move: Move
    kind: MovementKind
    cause: str
    day: date
    at: datetime
    by: str
    reason: str = ""
    undoes: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """So much of a lot on a place, and how much of it is promised to somebody."""

    lot: Lot
    place: Place
    quantity: int
    reserved: int = 0

    @property
    def free(self) -> int:
        return max(0, self.quantity - self.reserved)


def unfit(item: Item, without: Iterable[Allergen], diets: Iterable[Diet]) -> Fact | None:
    """Why this item may not be given to somebody who avoids these allergens and eats these diets.

    Unknown is treated as dangerous.
    """
    for allergen in sorted(without):
        state = item.allergens.get(allergen, AllergenState.UNKNOWN)
        if state is AllergenState.YES:
            return Fact.of("stock.has_allergen", item=item.name, about=allergen.value)
        if state is AllergenState.UNKNOWN:
            return Fact.of("stock.unknown_allergen", item=item.name, about=allergen.value)
    lacking = sorted(set(diets) - {Diet.REGULAR} - item.suits)
    if lacking:
        return Fact.of("stock.no_diet", item=item.name, about=lacking[0].value)
    return None


def in_packs(quantity: int, pack: int) -> tuple[int, int]:
    """Whole boxes and what is loose: 18 of 12 → (1, 6). A shortage stays loose."""
    return divmod(quantity, pack) if pack > 1 and quantity > 0 else (0, quantity)
