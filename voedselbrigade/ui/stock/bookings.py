"""The last bookings of a hub, each with the button that takes it back."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from voedselbrigade.domain.places import HubId
from voedselbrigade.services import stock_looking
from voedselbrigade.services.stock_looking import Booking
from voedselbrigade.stock.lots import MovementKind
from voedselbrigade.ui import session
from voedselbrigade.ui.rows import Column, Row, RowAction, rows, tagged, two_lines
from voedselbrigade.ui.stock import told
from voedselbrigade.ui.stock.wording import amount, dated
from voedselbrigade.words import Speaker

_SHOWN_PARTS = 4


def show(
    t: Speaker, hub: HubId, title: str, kinds: Sequence[MovementKind] = (), height: str = "45vh"
) -> None:
    with session.view() as work:
        found = stock_looking.bookings(work, hub, kinds)
    st.subheader(title)
    rows(
        f"bookings_{'_'.join(kinds) or 'all'}",
        [Column(t("Wat")), Column(t("Wanneer"))],
        [_row(t, one) for one in found],
        on_action=lambda cause, action: told.undo(cause),
        empty=t("Er is nog niets geboekt."),
        height=height,
    )


def _row(t: Speaker, one: Booking) -> Row:
    word = t.term("movement", one.kind)
    if not one.parts:
        what = [tagged("neutral", t("ongedaan gemaakt")), two_lines(word, one.reason)]
        return Row(one.cause, [what, _when(one)], gone=False)
    few = one.parts[:_SHOWN_PARTS]
    names = ", ".join(f"{amount(t, n, item.unit)} {item.name}" for item, _, n in few)
    more = len(one.parts) - len(few)
    if more:
        names = t("{names} en nog {n}", names=names, n=more)
    lots = ", ".join(f"{lot.code} {dated(t, lot)}" for _, lot, _ in few)
    actions = [RowAction("undo", t("Maak ongedaan"))] if one.undoable else []
    return Row(
        one.cause, [two_lines(names, f"{word} · {lots}"), _when(one)], actions, f"{word} {names}"
    )


def _when(one: Booking) -> str:
    return f"{one.at:%d-%m %H:%M}, {one.by}"
