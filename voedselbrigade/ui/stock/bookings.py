"""The last bookings of a hub, each with the button that takes it back."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from voedselbrigade.domain.places import HubId
from voedselbrigade.services import stock_looking
from voedselbrigade.services.stock_looking import Booking
from voedselbrigade.stock.lots import MovementKind
from voedselbrigade.ui import parts, session
from voedselbrigade.ui.rows import RowAction
from voedselbrigade.ui.stock import told
from voedselbrigade.ui.stock.cards import Card, cards
from voedselbrigade.ui.stock.wording import amount, dated
from voedselbrigade.words import Speaker

_SHOWN_PARTS = 4


def show(
    t: Speaker, hub: HubId, title: str, kinds: Sequence[MovementKind] = (), most: int = 10
) -> None:
    with session.view() as work:
        found = stock_looking.bookings(work, hub, kinds, most)
    st.subheader(title)
    if not found:
        parts.show(parts.note("info", t("Er is nog niets geboekt.")))
        return
    cards(
        f"bookings_{'_'.join(kinds) or 'all'}",
        [_card(t, one) for one in found],
        on_action=lambda cause, action: told.undo(cause),
        layout="list",
        label=title,
    )


def _card(t: Speaker, one: Booking) -> Card:
    word = t.term("movement", one.kind)
    when = f"{one.at:%d-%m %H:%M}, {one.by}"
    if not one.parts:
        return Card(one.cause, t("{word}, ongedaan gemaakt", word=word), sub=when, plain=True)
    few = one.parts[:_SHOWN_PARTS]
    names = ", ".join(f"{amount(t, n, item.unit)} {item.name}" for item, _, n in few)
    more = len(one.parts) - len(few)
    if more:
        names = t("{names} en nog {n}", names=names, n=more)
    lots = ", ".join(f"{lot.code}, {dated(t, lot)}" for _, lot, _ in few[:1])
    return Card(
        id=one.cause,
        head=names,
        sub=f"{word} · {lots} · {when}" if len(one.parts) == 1 else f"{word} · {when}",
        actions=[RowAction("undo", t("Maak ongedaan"))] if one.undoable else [],
        plain=True,
    )
