"""Readings of thermometers taken over from a list, as a logger or a paper form gives them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from voedselbrigade.domain.access import Action
from voedselbrigade.domain.places import HubId
from voedselbrigade.domain.rows import RowProblem
from voedselbrigade.errors import Fact, UnusableFile
from voedselbrigade.services.import_preview import RowState
from voedselbrigade.services.references import References
from voedselbrigade.services.stock_booking import own_hub
from voedselbrigade.services.work import Subject, Work
from voedselbrigade.stock.list_lines import Line
from voedselbrigade.stock.lots import Storage
from voedselbrigade.stock.temperature_rows import read_temperatures
from voedselbrigade.stock.temperatures import Reading, out_of_range

AHEAD = timedelta(minutes=10)
"""A clock that runs a little fast is no reason to refuse a reading."""


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """One reading of a list; `problem` says that it is too warm or too cold."""

    row: int
    state: RowState
    reading: Reading | None = None
    problem: Fact | None = None
    problems: tuple[RowProblem, ...] = ()


def preview(
    work: Work, sheet: Sequence[Sequence[str]], hub: HubId | None = None
) -> tuple[ReadingRow, ...]:
    """What a list would add; a reading that we have is `unchanged`. Raises UnusableFile."""
    work.reading(Action.READ_STOCK, Subject("temperatures"), "import")
    return _rows(work, sheet, hub)


def take_over(
    work: Work, sheet: Sequence[Sequence[str]], hub: HubId | None = None
) -> tuple[ReadingRow, ...]:
    """Keep every new reading. The same list again adds nothing."""
    work.doing(Action.BOOK_STOCK, Subject("temperatures"))
    rows = _rows(work, sheet, hub)
    for row in rows:
        if row.state is RowState.NEW and row.reading is not None:
            own_hub(work.actor, row.reading.hub)
            work.store.stock.temperatures.add(row.reading)
    return rows


def _rows(work: Work, sheet: Sequence[Sequence[str]], hub: HubId | None) -> tuple[ReadingRow, ...]:
    lines = read_temperatures(sheet, work.today)
    if lines is None:
        raise UnusableFile("stock.list_temperature_columns")
    references = References(work.store.hubs.all(), ())
    seen: set[tuple[HubId, str, Any]] = set()
    return tuple(_row(work, line, references, hub, seen) for line in lines.lines)


def _row(
    work: Work,
    line: Line,
    references: References,
    hub: HubId | None,
    seen: set[tuple[HubId, str, Any]],
) -> ReadingRow:
    text = line.text("hub")
    where = references.hub(text) if text else hub
    if where is None:
        fact = Fact.of("stock.row_unknown_hub", name=text) if text else None
        line.wrong("hub", fact or Fact("stock.row_no_hub"))
    at = line.values.get("at")
    if at is not None and at > work.now + AHEAD:
        line.wrong("moment" if "moment" in line.columns else "day", Fact("stock.row_moment"))
    storage = line.values.get("storage") or _storage_of(work, where, line.values["room"])
    if storage is None and not line.blocked:
        line.wrong("storage", Fact("stock.row_no_storage"))
    if line.blocked or where is None or storage is None or at is None:
        return ReadingRow(line.row, RowState.WRONG, problems=tuple(line.problems))
    reading = Reading(
        where, line.values["room"], storage, line.values["tenths_c"], at, work.actor.name
    )
    key = (where, reading.room, at)
    known = key in seen or any(
        one.room == reading.room for one in work.store.stock.temperatures.between(where, at, at)
    )
    seen.add(key)
    state = RowState.UNCHANGED if known else RowState.NEW
    return ReadingRow(line.row, state, reading, out_of_range(reading))


def _storage_of(work: Work, hub: HubId | None, room: str) -> Storage | None:
    """What the shelves of that room, or earlier readings of it, say of how it is kept."""
    if hub is None or not room:
        return None
    folded = room.casefold()
    places = [p.storage for p in work.store.stock.places.of_hub(hub) if p.room.casefold() == folded]
    read = [r.storage for r in work.store.stock.temperatures.last(hub) if r.room == room]
    kinds = {one for one in (*places, *read) if one is not Storage.AMBIENT}
    return next(iter(kinds)) if len(kinds) == 1 else None
