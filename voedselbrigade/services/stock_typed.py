"""What somebody types at the door becomes a delivery, or the questions that are still open.

Nothing typed is ever lost: what cannot be understood comes back as a fact at its own field.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from voedselbrigade.domain.access import Action
from voedselbrigade.domain.places import HubId
from voedselbrigade.errors import Fact
from voedselbrigade.services import stock_items, stocking
from voedselbrigade.services.stock_arriving import new_lot
from voedselbrigade.services.stock_booking import MOST_UNITS, tidy
from voedselbrigade.services.stock_reference import holding
from voedselbrigade.services.stock_store import StockStore
from voedselbrigade.services.stocking import Delivered
from voedselbrigade.services.work import Subject, Work
from voedselbrigade.stock.barcodes import looks_like_ean
from voedselbrigade.stock.expiry import why_not
from voedselbrigade.stock.lots import (
    DateKind,
    Item,
    ItemId,
    Lot,
    LotId,
    Place,
    PlaceId,
    PlaceRole,
)
from voedselbrigade.stock.pack_dates import doubt, parse_pack_date

MANY_AT_FIRST = 1000
"""So many of something that never came before is asked about."""
_LOT = re.compile(r"p-?0*(\d{1,9})", re.I)


@dataclass(frozen=True, slots=True)
class Typed:
    """The fields of one line as they were typed. `sure` are the questions answered with yes."""

    boxes: str = ""
    loose: str = ""
    letters: str = ""
    day: str = ""
    supplier: str = ""
    batch: str = ""
    price: str = ""
    place: PlaceId | None = None
    sure: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Offered:
    """An item at the door, with what is offered for it: its last lot and its usual place."""

    item: Item
    last: Lot | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Understood:
    """What became of a line. It may be booked when `delivered` is there."""

    quantity: int = 0
    ends_on: date | None = None
    problems: Mapping[str, Fact] = field(default_factory=dict)
    questions: tuple[Fact, ...] = ()
    too_late: Fact | None = None
    delivered: Delivered | None = None


def scanned(work: Work, typed: str) -> ItemId:
    """The item that a bar code, our own label or a name stands for. Raises NotFound."""
    work.reading(Action.READ_STOCK, Subject("items"), "scan")
    label = _LOT.fullmatch(typed.strip())
    if label:
        return work.store.stock.lots.get(LotId(int(label[1]))).item
    return stock_items.find(work, typed).id


def offered(work: Work, hub: HubId, item: ItemId) -> Offered:
    """What is known of this item when it comes in again."""
    work.reading(Action.READ_STOCK, Subject("item", item), "receive")
    stock = work.store.stock
    found = stock.items.get(item)
    return Offered(found, stock.lots.last_of(item), _usual_place(stock, hub, found))


def understand(work: Work, item: ItemId, typed: Typed) -> Understood:
    """Read a line. Questions that were answered with yes are not asked again."""
    work.reading(Action.READ_STOCK, Subject("item", item), "receive")
    found = work.store.stock.items.get(item)
    problems: dict[str, Fact] = {}
    quantity = _quantity(found, typed, problems)
    ends_on = _day(typed, work.today, problems)
    price = _price(typed.price, problems)
    if problems:
        return Understood(quantity, ends_on, problems)
    kind = DateKind(typed.letters) if typed.letters else DateKind.NONE
    came = Delivered(item, quantity, kind, ends_on, typed.supplier, typed.batch, price, typed.place)
    lot = new_lot(found, kind, ends_on, work.today)
    late = why_not(found, lot, work.today, holding(work.store.stock.rules, work.today))
    open_ = tuple(one for one in _questions(work, came) if one.code not in typed.sure)
    late_too = late if late is None or late.code != "stock.look_first" else None
    return Understood(quantity, ends_on, {}, open_, late_too, None if open_ else came)


def add_at_the_door(work: Work, item: Item) -> Item:
    """A new item for what stands on the floor, by whoever receives it.

    Its allergens, diets and category stay unknown, so the strictest rules hold until the office
    has filled them in. Raises WrongWords, and NotPossible when there is one with this name.
    """
    work.doing(Action.BOOK_STOCK, Subject("item", item.name[: stock_items.LONGEST_NAME]))
    bare = replace(item, category="", allergens={}, suits=frozenset(), minimum=0, points=0)
    return stock_items.add(work.because(Action.BOOK_STOCK), bare)


def looks_new(typed: str) -> bool:
    """Is this a bar code that could become a new item, and no slip of the finger?"""
    return looks_like_ean(typed.strip())


def _quantity(item: Item, typed: Typed, problems: dict[str, Fact]) -> int:
    boxes, loose = _whole(typed.boxes), _whole(typed.loose)
    for name, text, read in (("boxes", typed.boxes, boxes), ("loose", typed.loose, loose)):
        if read is None:
            problems[name] = Fact.of("stock.row_number", value=tidy(text))
    total = (boxes or 0) * max(item.pack, 1) + (loose or 0)
    if not problems and not 0 < total <= MOST_UNITS:
        problems["boxes"] = Fact.of("stock.quantity", quantity=total, most=MOST_UNITS)
    return total


def _whole(text: str) -> int | None:
    """`12`, `1.000` and nothing at all; None for what is no whole number."""
    plain = tidy(text)
    if not plain:
        return 0
    bare = re.sub(r"(?<=\d)[. ](?=\d{3}(?:\D|$))", "", plain)
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) < 8 else None


def _day(typed: Typed, today: date, problems: dict[str, Fact]) -> date | None:
    text = typed.day.strip()
    if typed.letters == DateKind.NONE:
        return None
    if not typed.letters:
        problems["letters"] = Fact("stock.choose_letters")
    if not text:
        if typed.letters:
            problems["day"] = Fact.of("stock.date_needed", kind=typed.letters)
        return None
    found = parse_pack_date(text, today)
    if isinstance(found, Fact):
        problems["day"] = found
        return None
    if not 2000 <= found.year < 2100:
        problems["day"] = Fact.of("stock.no_such_date", value=text)
        return None
    return found


def _price(text: str, problems: dict[str, Fact]) -> int:
    """`0,89` → 89 cents; nothing is given."""
    plain = text.strip().removeprefix("€").strip().replace(",", ".")
    if not plain:
        return 0
    if not re.fullmatch(r"\d{1,6}(\.\d{1,2})?", plain):
        problems["price"] = Fact.of("stock.no_price", value=text.strip())
        return 0
    euros, _, cents = plain.partition(".")
    return int(euros) * 100 + int(cents.ljust(2, "0") or 0)


def _questions(work: Work, came: Delivered) -> list[Fact]:
    found = list(stocking.doubts(work, came))
    never = work.store.stock.lots.last_of(came.item) is None
    if never and came.quantity >= MANY_AT_FIRST:
        found.append(Fact.of("stock.so_many_at_first", quantity=came.quantity))
    if came.ends_on is not None and (far := doubt(came.ends_on, work.today)):
        found.append(far)
    return found


def _usual_place(stock: StockStore, hub: HubId, item: Item) -> Place | None:
    """Where it lay last in this hub, kept as cold as it must be."""
    known = [
        held
        for held in stock.books.shelf(hub, item.id, empty_too=True)
        if held.place.role is PlaceRole.SHELF and held.place.storage is item.storage
    ]
    return max(known, key=lambda held: held.lot.id).place if known else None
