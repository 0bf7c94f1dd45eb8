"""Which column is what, of a list of the stock: as guessed, to be changed where that is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from voedselbrigade.stock.list_lines import Chosen, Columns, Groups, Words, find_columns
from voedselbrigade.ui import parts
from voedselbrigade.words import Speaker

_CHOSEN = "lists_in_columns"
SKIP = ""

type Sheet = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Form:
    """What a kind of list knows: the words of its headers, and what it cannot do without."""

    words: Words
    needed: Groups


def chosen() -> Chosen:
    """What somebody pointed out in this file, by header."""
    found: Chosen = st.session_state.get(_CHOSEN, {})
    return found


def forget() -> None:
    st.session_state.pop(_CHOSEN, None)


def best(sheets: Sequence[Sheet], form: Form) -> tuple[Sheet, Columns] | None:
    """The sheet whose header says most; None when all are empty."""
    found = [(sheet, find_columns(sheet, form.words, form.needed, chosen())) for sheet in sheets]
    filled = [(sheet, columns) for sheet, columns in found if columns is not None]
    return max(filled, key=lambda one: (one[1].complete, len(one[1].codes)), default=None)


def show(t: Speaker, sheet: Sheet, columns: Columns, form: Form) -> None:
    """One choice per column; open when the list cannot be read without it."""
    with st.expander(t("Kolommen"), expanded=not columns.complete):
        for at, header in enumerate(columns.headers):
            if not header:
                continue
            if at in columns.refused:
                parts.show(parts.note("neutral", t.fact(columns.refused[at])))
                continue
            _choose(t, at, header, _sample(sheet, columns, at), columns.code_of(at), form)


def _choose(t: Speaker, at: int, header: str, sample: str, code: str, form: Form) -> None:
    codes = [SKIP, *form.words]
    words = {SKIP: t("Sla over")} | {one: t.term("stock_column", one) for one in form.words}
    key = f"lists_in_column_{at}_{header}"
    st.selectbox(
        f"{header}: {sample}" if sample else header,
        codes,
        index=codes.index(code),
        format_func=words.__getitem__,
        key=key,
        on_change=_remember,
        args=(header, key),
    )


def _remember(header: str, key: str) -> None:
    st.session_state[_CHOSEN] = {**chosen(), header: st.session_state[key]}


def _sample(sheet: Sheet, columns: Columns, at: int) -> str:
    """The first thing that stands below the header."""
    below = (row[at].strip() for row in sheet[columns.row + 1 :] if at < len(row))
    return next((text[:40] for text in below if text), "")
