"""A delivery note as a file: every line booked once, with what is new, doubtful or wrong first."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from voedselbrigade.domain.access import Action
from voedselbrigade.domain.places import HubId
from voedselbrigade.domain.rows import RowProblem, Weight
from voedselbrigade.errors import Conflict, Fact, UnusableFile, VoedselbrigadeError
from voedselbrigade.services import stock_items, stocking
from voedselbrigade.services.import_preview import RowState
from voedselbrigade.services.stock_arriving import new_lot
from voedselbrigade.services.stock_booking import own_hub
from voedselbrigade.services.stock_reference import holding
from voedselbrigade.services.stock_store import Items
from voedselbrigade.services.stocking import Booked, Delivered
from voedselbrigade.services.work import Subject, Work
from voedselbrigade.stock.expiry import why_not
from voedselbrigade.stock.list_lines import Chosen, Line
from voedselbrigade.stock.lots import DateKind, Item, ItemId
from voedselbrigade.stock.note_rows import read_note

type Sheet = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One line of a note. `fresh` says that its item is made with it; `looks` are questions."""

    row: int
    label: str
    state: RowState
    item: Item | None = None
    fresh: bool = False
    came: Delivered | None = None
    cause: str = ""
    problems: tuple[RowProblem, ...] = ()
    looks: tuple[RowProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class NoteLooked:
    """What a note would book. A line that was booked before is `unchanged`; one of none at all
    (quantity 0) too."""

    hub: HubId
    supplier: str
    file_name: str
    file_hash: str
    sheet: Sheet
    rows: tuple[NoteRow, ...]
    notes: tuple[Fact, ...] = ()
    day: date = field(default=date.min)
    chosen: Chosen = field(default_factory=dict)

    def of(self, *states: RowState) -> tuple[NoteRow, ...]:
        return tuple(row for row in self.rows if row.state in states)

    @property
    def counts(self) -> dict[str, int]:
        counts = {state.value: len(self.of(state)) for state in RowState}
        return counts | {"vanished": 0, "conflicts": 0}

    @property
    def units(self) -> int:
        """How many units would come in."""
        return sum(row.came.quantity for row in self.of(RowState.NEW) if row.came)


def preview(
    work: Work,
    hub: HubId,
    sheet: Sheet,
    file_name: str = "",
    supplier: str = "",
    chosen: Chosen | None = None,
) -> NoteLooked:
    """What this note would book; nothing is saved. `chosen` are columns that were pointed out.

    Raises UnusableFile without a column for the product and one for how many.
    """
    work.reading(Action.READ_STOCK, Subject("hub", hub), "delivery_note")
    return _looked(work, _Note(hub, sheet, file_name, supplier, chosen or {}))


def save(work: Work, looked: NoteLooked) -> tuple[Booked, ...]:
    """Book what was looked at, line by line, each undone on its own. Wrong lines book nothing.

    Raises Conflict when the books changed since in a way that matters for this note.
    """
    work.doing(Action.BOOK_STOCK, Subject("hub", looked.hub))
    own_hub(work.actor, looked.hub)
    note = _Note(looked.hub, looked.sheet, looked.file_name, looked.supplier, looked.chosen)
    fresh = _looked(work, note)
    if [row.state for row in fresh.rows] != [row.state for row in looked.rows]:
        raise Conflict("import.changed_since", file=looked.file_name)
    return _booked(work, fresh)


def take_over(
    work: Work, hub: HubId, sheet: Sheet, file_name: str = "", supplier: str = ""
) -> tuple[NoteLooked, tuple[Booked, ...]]:
    """Look and book in one go. The same note again books nothing."""
    work.doing(Action.BOOK_STOCK, Subject("hub", hub))
    own_hub(work.actor, hub)
    looked = _looked(work, _Note(hub, sheet, file_name, supplier, {}))
    return looked, _booked(work, looked)


@dataclass(frozen=True, slots=True)
class _Note:
    """A note as it was handed in, with what somebody said about it."""

    hub: HubId
    sheet: Sheet
    name: str
    supplier: str
    chosen: Chosen


def _looked(work: Work, note: _Note) -> NoteLooked:
    """The same note counts once, whichever columns were pointed out."""
    hub, sheet, supplier = note.hub, note.sheet, note.supplier
    lines = read_note(sheet, work.today, note.chosen)
    if lines is None:
        raise UnusableFile("stock.list_note_columns")
    work.store.hubs.get(hub)
    said = json.dumps([hub, supplier, [list(row) for row in sheet]])
    hashed = hashlib.sha256(said.encode()).hexdigest()
    rows = tuple(_row(work, line, supplier, hashed) for line in lines.lines)
    notes = list(lines.refused)
    if lines.unknown:
        notes.append(Fact.of("file.unknown_columns", columns=lines.unknown, n=len(lines.unknown)))
    return NoteLooked(
        hub=hub,
        supplier=supplier,
        file_name=note.name,
        file_hash=hashed,
        sheet=sheet,
        rows=rows,
        notes=tuple(notes),
        day=work.today,
        chosen=note.chosen,
    )


def _row(work: Work, line: Line, supplier: str, hashed: str) -> NoteRow:
    label = line.text("item") or line.text("ean")
    if line.blocked:
        return NoteRow(line.row, label, RowState.WRONG, problems=tuple(line.problems))
    stock = work.store.stock
    known = _known(stock.items, line.values)
    try:
        item = known or stock_items.right(_made(line.values))
        came = _came(line.values, item, supplier)
        lot = new_lot(item, came.kind, came.ends_on, work.today, came.supplier, came.batch)
    except VoedselbrigadeError as error:
        problem = RowProblem(line.row, line.columns.get("item", ""), label, error.fact)
        return NoteRow(line.row, label, RowState.WRONG, problems=(problem,))
    cause = f"note:{hashed[:16]}:{line.row}"
    again = bool(stock.books.of_cause(f"receive:{cause}")) or not came.quantity
    doubts = [] if again else list(_doubts(work, item, known, came))
    late = why_not(item, lot, work.today, holding(stock.rules, work.today))
    looks = [RowProblem(line.row, "", label, fact, Weight.LOOK) for fact in doubts]
    if late is not None and not again:
        looks.append(RowProblem(line.row, "", label, late, Weight.LOOK))
    return NoteRow(
        row=line.row,
        label=item.name,
        state=RowState.UNCHANGED if again else RowState.NEW,
        item=item,
        fresh=known is None,
        came=came,
        cause=cause,
        looks=tuple(looks),
    )


def _known(items: Items, said: dict[str, Any]) -> Item | None:
    coded = items.with_ean(said["ean"]) if said.get("ean") else ()
    if coded:
        return coded[0]
    return items.named(said["item"]) if said["item"] else None


def _made(said: dict[str, Any]) -> Item:
    """An unknown code without a name is asked for; with one it becomes a new item."""
    return Item(ItemId(0), said["item"], ean=said.get("ean", ""), pack=int(said.get("pack") or 1))


def _came(said: dict[str, Any], item: Item, supplier: str) -> Delivered:
    boxes, units = said.get("boxes"), said.get("quantity")
    pack = said.get("pack") or item.pack
    return Delivered(
        item=item.id,
        quantity=units if units is not None else (boxes or 0) * pack,
        kind=said.get("kind", DateKind.NONE),
        ends_on=said.get("ends_on"),
        supplier=said.get("supplier") or supplier,
        batch=said.get("batch", ""),
        price_cents=said.get("price_cents", 0),
    )


def _doubts(work: Work, item: Item, known: Item | None, came: Delivered) -> tuple[Fact, ...]:
    if known is None:
        return (Fact.of("stock.item_new", item=item.name),)
    return stocking.doubts(work, came)


def _booked(work: Work, looked: NoteLooked) -> tuple[Booked, ...]:
    inside = work.because(Action.BOOK_STOCK)
    done = []
    for row in looked.of(RowState.NEW):
        if row.item is None or row.came is None:
            continue
        # A line further up may have made the item already.
        item = _known(work.store.stock.items, {"ean": row.item.ean, "item": row.item.name})
        item = item or stock_items.add(inside, row.item)
        came = Delivered(
            item.id,
            row.came.quantity,
            row.came.kind,
            row.came.ends_on,
            row.came.supplier,
            row.came.batch,
            row.came.price_cents,
        )
        done.append(stocking.receive(inside, looked.hub, came, row.cause))
    return tuple(done)
