"""A list of people or places: search, filter, open one, add one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from voedselbrigade.domain.comparing import Kept
from voedselbrigade.domain.history import PersonKind
from voedselbrigade.services.records import address_of, label_of
from voedselbrigade.ui import parts
from voedselbrigade.ui.day.due import search_field
from voedselbrigade.ui.people import adding, record
from voedselbrigade.ui.rows import Cell, Column, Row, RowAction, rows
from voedselbrigade.words import Speaker


def show(
    t: Speaker,
    kind: PersonKind,
    title: str,
    everyone: Sequence[Kept],
    filters: dict[str, Callable[[Kept], bool]],
    columns: Sequence[Column],
    cells: Callable[[Kept], Sequence[Cell]],
) -> None:
    """The whole page. `filters` go by the word that people read; the first one holds at first."""
    opened = record.opened(kind)
    if opened is not None:
        record.show(t, kind, opened)
        return
    parts.show(
        parts.heading(title, t.many("{n} in het bestand", "{n} in het bestand", len(everyone)))
    )
    adding.show(t, record.LIST_OF[kind])
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    words: dict[str, Callable[[Kept], bool]] = {
        f"{word} ({sum(map(fits, everyone))})": fits for word, fits in filters.items()
    }
    chosen = left.segmented_control(
        t("Wie wilt u zien?"), list(words), default=next(iter(words)), key=f"filter_{kind}"
    )
    with right:
        sought = search_field(t, f"search_{kind}")
    fits = words.get(chosen or "")
    found = [one for one in everyone if (not fits or fits(one)) and matches(one, sought)]
    rows(
        f"list_{kind}",
        columns,
        [
            Row(str(int(one.id)), list(cells(one)), [RowAction("open", t("Open"))], label_of(one))
            for one in found
        ],
        on_action=lambda ident, action: record.open_record(kind, int(ident)),
        empty=t("Niets gevonden."),
    )


def matches(one: Kept, sought: str) -> bool:
    """Is every word that was typed somewhere in name, phone, street or postcode?"""
    address = address_of(one)
    where = f"{address.line} {address.postcode} {address.shown_postcode}" if address else ""
    text = f"{label_of(one)} {one.phone} {where} {one.number}".casefold()
    return all(word in text for word in sought.casefold().split())
