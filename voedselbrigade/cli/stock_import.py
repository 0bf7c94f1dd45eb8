"""`import items|households|donors|delivery-note|temperatures FILE`, from Excel or csv."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from voedselbrigade.adapters.spreadsheets.files import open_sheets
from voedselbrigade.cli.desk import Desk, write_json
from voedselbrigade.cli.stock_desk import hub_of
from voedselbrigade.cli.taking_back import tell_number
from voedselbrigade.domain.history import ImportRun, PersonKind
from voedselbrigade.domain.places import HubId
from voedselbrigade.domain.rows import RowProblem
from voedselbrigade.errors import Fact, UnusableFile, WrongWords
from voedselbrigade.services import (
    delivery_notes,
    importing_items,
    stock_lists,
    temperature_lists,
)
from voedselbrigade.services.import_preview import RowState
from voedselbrigade.services.importing_items import ItemsRead
from voedselbrigade.stock.item_rows import ItemList, read_items
from voedselbrigade.words.values import value_text

_MOST_LINES = 20
_NOTHING_READ = 2
LISTS = ("households", "donors", "delivery-note", "temperatures")


def import_items(desk: Desk, content: bytes, file: Path, check: bool, json_out: str | None) -> int:
    """Take a list over, or only look with `check`; 2 when every row is wrong."""
    found = _best(content, file.name)
    if check:
        with desk.home.view(desk.actor) as work:
            read = importing_items.preview(work, found)
    else:
        with desk.home.work(desk.actor) as work:
            read = importing_items.take_over(work, found, file.name)
    _tell(desk, read, check, json_out)
    tell_number(desk, read.run, json_out)
    if json_out is not None:
        write_json(json_out, _json(desk, read))
    good = len(read.new) + len(read.changed) + len(read.unchanged)
    return _NOTHING_READ if read.wrong and not good else 0


def _best(content: bytes, name: str) -> ItemList:
    """The sheet with the most items."""
    lists = [read_items(sheet.rows) for sheet in open_sheets(content, name)]
    return max(lists, key=lambda one: (len(one.rows), len(one.columns)), default=ItemList())


def _tell(desk: Desk, read: ItemsRead, check: bool, json_out: str | None) -> None:
    t = desk.t
    text = t(
        "{new} nieuw, {changed} veranderd, {same} hetzelfde, {wrong} fout.",
        new=len(read.new),
        changed=len(read.changed),
        same=len(read.unchanged),
        wrong=len(read.wrong),
    )
    desk.say(text, json_out)
    for one in read.wrong[:_MOST_LINES]:
        place = t("Rij {row}", row=one.row)
        where = f"{place}, {one.column}" if one.column else place
        desk.say(f"{where}: {t.fact(one.fact)}", json_out)
    if check:
        desk.say(t("Nagekeken. Er is niets bewaard."), json_out)


def _json(desk: Desk, read: ItemsRead) -> dict[str, object]:
    return {
        "new": len(read.new),
        "changed": len(read.changed),
        "unchanged": len(read.unchanged),
        "vanished": 0,
        "wrong": [
            {
                "row": one.row,
                "column": one.column,
                "value": one.value,
                "message": desk.t.fact(one.fact),
            }
            for one in read.wrong
        ],
        "conflicts": [],
        "duplicates": [],
    }


# Households, donors, delivery notes, temperatures -------------------------------------------------


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed after `import`."""

    kind: str
    name: str
    hub: str | None
    supplier: str
    check: bool
    json_out: str | None


@dataclass(frozen=True, slots=True)
class _Told:
    """What any of these lists came to, to be said and written."""

    counts: dict[str, int]
    wrong: tuple[RowProblem, ...]
    looks: tuple[RowProblem, ...] = ()
    notes: tuple[Fact, ...] = ()
    conflicts: tuple[dict[str, Any], ...] = ()
    vanished: tuple[str, ...] = ()
    facts: tuple[tuple[int, Fact], ...] = ()
    run: ImportRun | None = None


def import_stock_list(desk: Desk, content: bytes, asked: Asked) -> int:
    """Take a list over, or only look with `check`; 2 when every row is wrong."""
    hub = hub_of(desk, asked.hub).id if asked.hub else None
    sheets = [sheet.rows for sheet in open_sheets(content, asked.name)]
    read = {
        "households": _list_of(PersonKind.HOUSEHOLD),
        "donors": _list_of(PersonKind.DONOR),
        "delivery-note": _note,
        "temperatures": _temperatures,
    }[asked.kind]
    told = _first_usable(read, desk, sheets, asked, hub)
    _say(desk, told, asked)
    good = sum(told.counts[state] for state in ("new", "changed", "unchanged"))
    return _NOTHING_READ if told.wrong and not good else 0


type _Sheet = Sequence[Sequence[str]]
type _Reader = Callable[[Desk, _Sheet, Asked, HubId | None], _Told]


def _first_usable(
    read: _Reader, desk: Desk, sheets: Iterable[_Sheet], asked: Asked, hub: HubId | None
) -> _Told:
    """The first sheet that has the columns. Raises UnusableFile when none has."""
    refused: UnusableFile | None = None
    for sheet in sheets:
        try:
            return read(desk, sheet, asked, hub)
        except UnusableFile as error:
            refused = refused or error
    raise refused or UnusableFile("file.empty", file=asked.name)


def _list_of(kind: PersonKind) -> _Reader:
    def read(desk: Desk, sheet: _Sheet, asked: Asked, hub: HubId | None) -> _Told:
        run = None
        if asked.check:
            with desk.home.view(desk.actor) as work:
                looked = stock_lists.preview(work, kind, sheet, asked.name, hub)
        else:
            with desk.home.work(desk.actor) as work:
                looked, taken = stock_lists.take_over(work, kind, sheet, asked.name, hub)
            run = taken.run if taken.touched else None
        return _Told(
            counts=looked.counts,
            wrong=tuple(one for row in looked.rows for one in row.problems),
            looks=tuple(one for row in looked.rows for one in row.looks),
            notes=looked.notes,
            conflicts=tuple(
                {
                    "row": row.row,
                    "person": str(row.known.id) if row.known else "",
                    "field": clash.field,
                    "office": _words(desk, looked, clash.field, clash.office),
                    "file": _words(desk, looked, clash.field, clash.file),
                }
                for row in looked.clashing
                for clash in row.comparison.clashes
            ),
            vanished=tuple(one.name for one in looked.vanished),
            run=run,
        )

    return read


def _words(desk: Desk, looked: stock_lists.ListLooked, field: str, value: object) -> str:
    name_of = partial(looked.name, field)
    return value_text(desk.t, field, value, state="household_state", name_of=name_of)


def _note(desk: Desk, sheet: _Sheet, asked: Asked, hub: HubId | None) -> _Told:
    if hub is None:
        raise WrongWords("stock.note_hub")
    if asked.check:
        with desk.home.view(desk.actor) as work:
            looked = delivery_notes.preview(work, hub, sheet, asked.name, asked.supplier)
    else:
        with desk.home.work(desk.actor) as work:
            looked, _ = delivery_notes.take_over(work, hub, sheet, asked.name, asked.supplier)
    return _Told(
        counts=looked.counts,
        wrong=tuple(one for row in looked.rows for one in row.problems),
        looks=tuple(one for row in looked.rows for one in row.looks),
        notes=looked.notes,
    )


def _temperatures(desk: Desk, sheet: _Sheet, asked: Asked, hub: HubId | None) -> _Told:
    if asked.check:
        with desk.home.view(desk.actor) as work:
            rows = temperature_lists.preview(work, sheet, hub)
    else:
        with desk.home.work(desk.actor) as work:
            rows = temperature_lists.take_over(work, sheet, hub)
    states = [row.state for row in rows]
    counts = {state.value: states.count(state) for state in RowState}
    return _Told(
        counts=counts | {"vanished": 0, "conflicts": 0},
        wrong=tuple(one for row in rows for one in row.problems),
        facts=tuple((row.row, row.problem) for row in rows if row.problem is not None),
    )


def _say(desk: Desk, told: _Told, asked: Asked) -> None:
    t, out = desk.t, asked.json_out
    desk.say_facts(told.notes, out)
    text = t(
        "{new} nieuw, {changed} veranderd, {same} hetzelfde, {wrong} fout.",
        new=told.counts["new"],
        changed=told.counts["changed"],
        same=told.counts["unchanged"],
        wrong=told.counts["wrong"],
    )
    desk.say(text, out)
    lines = [(one.row, one.column, one.fact) for one in (*told.wrong, *told.looks)]
    lines += [(row, "", fact) for row, fact in told.facts]
    for row, column, fact in lines[:_MOST_LINES]:
        place = t("Rij {row}", row=row)
        desk.say(f"{f'{place}, {column}' if column else place}: {t.fact(fact)}", out)
    if told.conflicts:
        n = len(told.conflicts)
        text = t.many(
            "{n} waarde blijft zoals het kantoor die schreef.",
            "{n} waarden blijven zoals het kantoor die schreef.",
            n,
        )
        desk.say(text, out)
    if asked.check:
        desk.say(t("Nagekeken. Er is niets bewaard."), out)
    tell_number(desk, told.run, out)
    if out is not None:
        write_json(out, _as_json(desk, told))


def _as_json(desk: Desk, told: _Told) -> dict[str, object]:
    """The same names as of every other list."""
    counted = {name: told.counts[name] for name in ("new", "changed", "unchanged", "vanished")}
    wrong = [
        {
            "row": one.row,
            "column": one.column,
            "value": one.value,
            "message": desk.t.fact(one.fact),
        }
        for one in (*told.wrong, *told.looks)
    ]
    return {**counted, "wrong": wrong, "conflicts": list(told.conflicts), "duplicates": []}
