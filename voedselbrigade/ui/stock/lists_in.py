"""Lists of the stock on the page Importeren: looked at first, taken over with one button."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st

from voedselbrigade.adapters.spreadsheets.files import open_sheets
from voedselbrigade.domain.history import PersonKind
from voedselbrigade.domain.places import HubId
from voedselbrigade.domain.rows import RowProblem
from voedselbrigade.errors import Fact, UnusableFile
from voedselbrigade.services import delivery_notes, importing_items, stock_lists
from voedselbrigade.services.delivery_notes import NoteLooked
from voedselbrigade.services.import_preview import RowState
from voedselbrigade.services.stock_lists import ListLooked
from voedselbrigade.stock import donor_rows, household_rows, item_rows, note_rows
from voedselbrigade.stock.item_rows import ItemList, read_items
from voedselbrigade.ui import parts, session
from voedselbrigade.ui.parts import Tile
from voedselbrigade.ui.rows import Column, Row, rows, small, tagged
from voedselbrigade.ui.stock import list_columns, where
from voedselbrigade.ui.stock.list_columns import Form
from voedselbrigade.words import Speaker
from voedselbrigade.words.values import field_name, value_text

ITEMS, NOTE = "items", "delivery_note"
_COLUMN = {"allergens": "contains"}
"""Fields of a product that stand in a column of another name."""
_FORMS: Mapping[str, Form] = {
    ITEMS: Form(item_rows.HEADERS, item_rows.NEEDED),
    PersonKind.HOUSEHOLD.value: Form(household_rows.HEADERS, household_rows.NEEDED),
    PersonKind.DONOR.value: Form(donor_rows.HEADERS, donor_rows.NEEDED),
    NOTE: Form(note_rows.HEADERS, note_rows.NEEDED),
}
_HUB, _SUPPLIER = "lists_in_hub", "lists_in_supplier"

type _Sheet = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class _Line:
    """One row of any of these lists, as it is shown."""

    row: int
    label: str
    state: RowState
    texts: tuple[str, ...]


def kinds(t: Speaker) -> dict[str, str]:
    """The lists that this module takes over, with the word on the button."""
    return {
        ITEMS: t("Producten"),
        PersonKind.HOUSEHOLD.value: t("Huishoudens"),
        PersonKind.DONOR.value: t("Gevers"),
        NOTE: t("Bon"),
    }


def show(t: Speaker, kind: str, name: str, content: bytes, done: Callable[[], None]) -> None:
    """What the file would do, and the button that does it; `done` puts the file away."""
    hub = None if kind == ITEMS else _choose_hub(t, kind)
    found = list_columns.best([one.rows for one in open_sheets(content, name)], _FORMS[kind])
    if found is None:
        raise UnusableFile("file.empty", file=name)
    sheet, columns = found
    list_columns.show(t, sheet, columns, _FORMS[kind])
    with session.told_errors():
        if kind == ITEMS:
            _items(t, sheet, name, done)
        elif kind == NOTE:
            _note(t, hub, sheet, name, done)
        else:
            _list(t, PersonKind(kind), hub, sheet, name, done)


def _items(t: Speaker, sheet: _Sheet, name: str, done: Callable[[], None]) -> None:
    found = read_items(sheet, list_columns.chosen())
    with session.view() as work:
        read = importing_items.preview(work, found)
    counts = {
        "wrong": len(read.wrong),
        "changed": len(read.changed),
        "new": len(read.new),
        "unchanged": len(read.unchanged),
    }
    lines = [_Line(one.row, one.value, RowState.WRONG, (t.fact(one.fact),)) for one in read.wrong]
    lines += [
        _Line(read.rows[one], one, RowState.CHANGED, _fields(t, read.changes[one]))
        for one in read.changed
    ]
    lines += [_Line(read.rows[one], one, RowState.NEW, ()) for one in read.new]
    _shown(t, counts, (), lines)
    _button(t, counts["new"] + counts["changed"], lambda: _save_items(found, name, done))


def _fields(t: Speaker, changed: Sequence[str]) -> tuple[str, ...]:
    """Which columns say something else than we know."""
    words = (t.term("stock_column", _COLUMN.get(name, name)) for name in changed)
    return (t("Anders: {what:list}.", what=tuple(words)),)


def _note(
    t: Speaker, hub: HubId | None, sheet: _Sheet, name: str, done: Callable[[], None]
) -> None:
    supplier = st.text_input(t("Van wie is de bon?"), key=_SUPPLIER)
    if hub is None:
        return
    with session.view() as work:
        looked = delivery_notes.preview(work, hub, sheet, name, supplier, list_columns.chosen())
    _shown(t, looked.counts, looked.notes, [_note_line(t, row) for row in looked.rows])
    _button(t, looked.counts["new"], lambda: _save_note(looked, done))


def _list(
    t: Speaker,
    kind: PersonKind,
    hub: HubId | None,
    sheet: _Sheet,
    name: str,
    done: Callable[[], None],
) -> None:
    with session.view() as work:
        looked = stock_lists.preview(work, kind, sheet, name, hub, list_columns.chosen())
    _shown(t, looked.counts, looked.notes, [_list_line(t, row, looked) for row in looked.rows])
    many = looked.counts["new"] + looked.counts["changed"]
    _button(t, many, lambda: _save_list(looked, done))


def _choose_hub(t: Speaker, kind: str) -> HubId | None:
    """Where it belongs when the list does not say; a note has to have one."""
    known = {one.id: one.name for one in where.hubs()}
    other = t("Locatie, als de lijst die niet noemt")
    return st.selectbox(
        t("Waar kwam het binnen?") if kind == NOTE else other,
        list(known),
        index=0 if kind == NOTE and known else None,
        format_func=known.__getitem__,
        placeholder=t("Kies"),
        key=f"{_HUB}_{kind}",
    )


def _save_items(found: ItemList, name: str, done: Callable[[], None]) -> None:
    t = session.speak()
    with session.doing(t("De lijst is overgenomen.")) as work:
        importing_items.take_over(work, found, name)
        done()


def _save_list(looked: ListLooked, done: Callable[[], None]) -> None:
    t = session.speak()
    with session.doing(t("De lijst is overgenomen.")) as work:
        stock_lists.save(work, looked)
        done()


def _save_note(looked: NoteLooked, done: Callable[[], None]) -> None:
    t = session.speak()
    with session.doing(t("De bon is geboekt.")) as work:
        delivery_notes.save(work, looked)
        done()


# What is shown ------------------------------------------------------------------------------------


def _shown(
    t: Speaker, counts: dict[str, int], notes: Sequence[Fact], lines: Sequence[_Line]
) -> None:
    words = {
        "wrong": t("fout"),
        "conflicts": t("botsen met ons"),
        "changed": t("gewijzigd"),
        "new": t("nieuw"),
        "vanished": t("niet meer in bestand"),
        "unchanged": t("hetzelfde"),
    }
    shown = [Tile(str(counts[code]), word) for code, word in words.items() if code in counts]
    parts.show(parts.tiles(shown))
    if notes:
        texts = [t.fact(fact) for fact in notes]
        parts.show(parts.note("info", t("Goed om te weten"), texts))
    order = (RowState.WRONG, RowState.CHANGED, RowState.NEW)
    tones = {
        RowState.WRONG: tagged("problem", t("fout")),
        RowState.CHANGED: tagged("info", t("gewijzigd")),
        RowState.NEW: tagged("good", t("nieuw")),
    }
    wanted = [one for state in order for one in lines if one.state is state]
    rows(
        "lists_in_rows",
        [Column(t("Rij"), right=True), Column(t("Wie of wat")), Column(t("Wat is er?"))],
        [
            Row(
                id=f"row:{number}",
                cells=[
                    one.row or "",
                    one.label or t("(geen naam)"),
                    [tones[one.state], *(small(text) for text in one.texts)],
                ],
                who=one.label,
            )
            for number, one in enumerate(wanted)
        ],
        empty=t("Alles is hetzelfde als wat wij al weten."),
    )


def _button(t: Speaker, many: int, save: Callable[[], None]) -> None:
    st.button(
        t.many("Neem {n} rij over", "Neem {n} rijen over", many),
        type="primary",
        key="lists_in_save",
        disabled=not many,
        on_click=save,
    )


def _list_line(t: Speaker, row: stock_lists.ListRow, looked: ListLooked) -> _Line:
    said = [
        f"{field_name(t, one.field)}: {_value(t, looked, one.field, one.old)} → "
        f"{_value(t, looked, one.field, one.new)}"
        for one in row.comparison.changes
    ]
    said += [
        t("{field} blijft zoals het kantoor het schreef.", field=field_name(t, one.field))
        for one in row.comparison.clashes
    ]
    return _Line(row.row, row.label, row.state, (*_facts(t, row.problems, row.looks), *said))


def _note_line(t: Speaker, row: delivery_notes.NoteRow) -> _Line:
    units = () if row.came is None else (t("{n} stuks", n=row.came.quantity),)
    return _Line(row.row, row.label, row.state, (*units, *_facts(t, row.problems, row.looks)))


def _facts(t: Speaker, *problems: Sequence[RowProblem]) -> list[str]:
    return [t.fact(one.fact) for few in problems for one in few]


def _value(t: Speaker, looked: ListLooked, field: str, value: object) -> str:
    name_of = partial(looked.name, field)
    return value_text(t, field, value, state="household_state", name_of=name_of)
