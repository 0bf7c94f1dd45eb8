"""`import items FILE`: a list of items from Excel or csv."""

from __future__ import annotations

from pathlib import Path

from voedselbrigade.adapters.spreadsheets.files import open_sheets
from voedselbrigade.cli.desk import Desk, write_json
from voedselbrigade.services import importing_items
from voedselbrigade.services.importing_items import ItemsRead
from voedselbrigade.stock.item_rows import ItemList, read_items

_MOST_LINES = 20
_NOTHING_READ = 2


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
