"""A list of items taken over: new, changed and unchanged ones, by bar code or by name."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace

from voedselbrigade.domain.access import Action
from voedselbrigade.domain.history import ImportId, ImportRun, PersonKind, Source
from voedselbrigade.errors import Fact, UnusableFile, VoedselbrigadeError
from voedselbrigade.services import stock_items
from voedselbrigade.services.stock_store import Items
from voedselbrigade.services.work import Subject, Work
from voedselbrigade.stock.item_rows import ItemList, ItemRow, WrongRow, item_of
from voedselbrigade.stock.lots import Item


@dataclass(frozen=True, slots=True)
class ItemsRead:
    """What a list came to, or would come to: names of items, and the rows that are wrong.

    `rows` is the row of each name, `changes` the fields that would change, by name, `run` what is
    to be taken back (`import_undoing.undo`) when something was saved.
    """

    new: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    wrong: tuple[WrongRow, ...]
    rows: Mapping[str, int] = field(default_factory=dict)
    changes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    run: ImportRun | None = None


def preview(work: Work, found: ItemList) -> ItemsRead:
    """What taking over would do; nothing is saved. Raises UnusableFile without a name column."""
    work.reading(Action.READ_STOCK, Subject("items"), "import")
    return _compared(work.store.stock.items, found)[0]


def take_over(work: Work, found: ItemList, file_name: str) -> ItemsRead:
    """Save what is new or different; wrong rows block nothing. The same list again changes nothing.

    An item that the list does not name stays. Raises UnusableFile without a name column.
    """
    work.doing(Action.EDIT_ITEMS, Subject("items", file_name[:80]))
    items = work.store.stock.items
    read, fresh, other = _compared(items, found)
    if not fresh and not other:
        return read
    run = work.store.imports.add(_run(work, found, file_name, read))
    cause = work.cause(source=Source.FILE, import_id=run.id)
    items.add_all(fresh, cause)
    items.save_all(other, cause)
    return replace(read, run=run)


def _run(work: Work, found: ItemList, file_name: str, read: ItemsRead) -> ImportRun:
    rows = json.dumps([[row.row, dict(row.values)] for row in found.rows], default=sorted)
    return ImportRun(
        id=ImportId(0),
        kind=PersonKind.ITEM,
        file_name=file_name,
        file_hash=hashlib.sha256(rows.encode()).hexdigest(),
        at=work.now,
        by=work.actor.name,
        counts={
            "new": len(read.new),
            "changed": len(read.changed),
            "unchanged": len(read.unchanged),
            "wrong": len(read.wrong),
        },
    )


def _compared(items: Items, found: ItemList) -> tuple[ItemsRead, list[Item], list[Item]]:
    if "name" not in found.columns:
        raise UnusableFile("stock.list_no_name")
    fresh: dict[str, Item] = {}
    other: list[Item] = []
    same: list[str] = []
    wrong = list(found.wrong)
    rows: dict[str, int] = {}
    changes: dict[str, tuple[str, ...]] = {}
    for row in found.rows:
        known = _known(items, row)
        try:
            made = stock_items.right(item_of(row, known))
        except VoedselbrigadeError as error:
            wrong.append(WrongRow(row.row, "", row.name, error.fact))
            continue
        rows.setdefault(made.name, row.row)
        if known is None and made.name.casefold() in fresh:
            twice = Fact.of("stock.row_twice", item=made.name)
            wrong.append(WrongRow(row.row, "", row.name, twice))
        elif known is None:
            fresh[made.name.casefold()] = made
        elif made != known:
            other.append(made)
            changes[made.name] = _differing(known, made)
        else:
            same.append(made.name)
    told = (tuple(i.name for i in fresh.values()), tuple(i.name for i in other), tuple(same))
    return ItemsRead(*told, tuple(wrong), rows, changes), list(fresh.values()), other


def _differing(known: Item, made: Item) -> tuple[str, ...]:
    return tuple(
        one.name for one in fields(made) if getattr(known, one.name) != getattr(made, one.name)
    )


def _known(items: Items, row: ItemRow) -> Item | None:
    coded = items.with_ean(row.values["ean"]) if row.values.get("ean") else ()
    return coded[0] if coded else items.named(row.name)
