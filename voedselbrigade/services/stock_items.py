"""The items that are kept: made, found, changed, and the shelves they lie on."""

from __future__ import annotations

from dataclasses import replace

from rapidfuzz import process

from voedselbrigade.domain.access import Action
from voedselbrigade.domain.cells.text import folded
from voedselbrigade.domain.history import Change, Revision
from voedselbrigade.domain.places import HubId
from voedselbrigade.errors import Fact, NotFound, NotPossible, WrongWords
from voedselbrigade.services.stock_booking import own_hub, tidy
from voedselbrigade.services.work import Subject, Work
from voedselbrigade.stock.barcodes import parse_ean
from voedselbrigade.stock.lots import Item, ItemId, Lot, Place, PlaceId, Storage

LONGEST_NAME = 120
LIKELY = 75
"""From this likeness on (of 100) a name that is not found may be a slip of the finger."""


def find(work: Work, typed: str) -> Item:
    """The item with this name or bar code. Raises NotFound, with the name that comes closest."""
    work.reading(Action.READ_STOCK, Subject("items"), "find")
    items = work.store.stock.items
    named = items.named(typed)
    if named is not None:
        return named
    coded = items.with_ean(typed.strip()) if typed.strip() else ()
    if coded:
        return coded[0]
    names = [item.name for item in items.all() if item.active]
    like = process.extractOne(folded(typed), names, processor=folded, score_cutoff=LIKELY)
    if like is None:
        raise NotFound("stock.no_item", item=tidy(typed))
    raise NotFound("stock.no_item_but", item=tidy(typed), like=like[0])


def search(work: Work, typed: str) -> tuple[Item, ...]:
    """Items whose name holds what was typed, for search as you type."""
    work.reading(Action.READ_STOCK, Subject("items"), "search")
    return work.store.stock.items.search(typed)


def all_kept(work: Work) -> tuple[Item, ...]:
    """Every item in use that is booked, by name."""
    work.reading(Action.READ_STOCK, Subject("items"), "all")
    found = [one for one in work.store.stock.items.all() if one.active and one.kept]
    return tuple(sorted(found, key=lambda one: one.name.casefold()))


def revision(work: Work, item: ItemId) -> tuple[Item, Revision]:
    """An item with what a form needs to save over it."""
    work.reading(Action.READ_STOCK, Subject("item", item), "item")
    return work.store.stock.items.get(item), work.store.stock.items.revision(item)


def history(work: Work, item: ItemId) -> tuple[Change, ...]:
    """Everything that was ever changed about an item, oldest first."""
    work.reading(Action.READ_STOCK, Subject("item", item), "history")
    return work.store.stock.items.history(item)


def last_lot(work: Work, item: ItemId) -> Lot | None:
    """The lot that came last: its letters, date and supplier are offered at the next delivery."""
    work.reading(Action.READ_STOCK, Subject("item", item), "receive")
    return work.store.stock.lots.last_of(item)


def add(work: Work, item: Item) -> Item:
    """A new item. Raises WrongWords for a name, code or number that cannot be, NotPossible when
    there is one with this name."""
    work.doing(Action.EDIT_ITEMS, Subject("item", item.name[:LONGEST_NAME]))
    made = right(item)
    if work.store.stock.items.named(made.name) is not None:
        raise NotPossible("stock.item_exists", item=made.name)
    return work.store.stock.items.add(made, work.cause())


def save(work: Work, item: Item, revision: int | None = None) -> Item:
    """Change an item. Raises Conflict when somebody changed it since `revision`."""
    work.doing(Action.EDIT_ITEMS, Subject("item", item.id))
    made = right(item)
    twin = work.store.stock.items.named(made.name)
    if twin is not None and twin.id != made.id:
        raise NotPossible("stock.item_exists", item=made.name)
    work.store.stock.items.save(made, work.cause(), revision)
    return made


def add_place(work: Work, hub: HubId, room: str, shelf: str, storage: Storage) -> Place:
    """A shelf in a hub; the one that is there already when there is one."""
    work.doing(Action.BOOK_STOCK, Subject("hub", hub))
    own_hub(work.actor, hub)
    work.store.hubs.get(hub)
    return work.store.stock.places.same(Place(PlaceId(0), hub, tidy(room), tidy(shelf), storage))


def places(work: Work, hub: HubId) -> tuple[Place, ...]:
    """The shelves of a hub, by room."""
    work.reading(Action.READ_STOCK, Subject("hub", hub), "places")
    return work.store.stock.places.of_hub(hub)


def right(item: Item) -> Item:
    """The item, tidy. Raises WrongWords for a name, code or number that cannot be."""
    name, ean = tidy(item.name), tidy(item.ean)
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise WrongWords("stock.item_name", longest=LONGEST_NAME)
    if item.pack < 1 or item.unit_g < 0 or item.minimum < 0 or item.points < 0:
        raise WrongWords("stock.item_numbers", item=name)
    if ean:
        code = parse_ean(ean)
        if isinstance(code, Fact):
            raise WrongWords(code.code, **code.values)
        ean = code
    return replace(item, name=name, ean=ean, unit=tidy(item.unit) or "stuk")
