"""Transfers that wait at the door: counted line by line, or all at once when it is right."""

from __future__ import annotations

import streamlit as st

from voedselbrigade.domain.places import Hub, HubId
from voedselbrigade.services import stock_looking, transferring
from voedselbrigade.services.stock_looking import Arriving
from voedselbrigade.stock.lots import LotId
from voedselbrigade.stock.transfers import TransferId
from voedselbrigade.ui import session
from voedselbrigade.ui.stock.wording import amount, dated
from voedselbrigade.words import Speaker


def show(t: Speaker, hub: Hub) -> None:
    with session.view() as work:
        waiting = stock_looking.arriving(work, hub.id)
        names = {one.id: one.name for one in work.store.hubs.all()}
    if not waiting:
        return
    st.subheader(t("Wacht bij de deur"))
    for one in waiting:
        _transfer(t, one, names)


def _transfer(t: Speaker, one: Arriving, names: dict[HubId, str]) -> None:
    ident = one.transfer.id
    with st.container(border=True):
        left, right = st.columns([3, 2], vertical_alignment="center")
        left.write(
            t(
                "**Van {hub}**, verstuurd door {who}",
                hub=names[one.transfer.from_hub],
                who=one.transfer.sent_by,
            )
        )
        right.button(
            t("Alles is er, zoals op de bon"),
            key=f"arrive_all_{ident}",
            width="stretch",
            on_click=_arrive_all,
            args=(ident,),
        )
        for item, lot, line in one.lines:
            left, right = st.columns([3, 2], vertical_alignment="bottom")
            sent = amount(t, line.sent, item.unit)
            left.write(
                t("{item}, {date}: {sent} verstuurd", item=item.name, date=dated(t, lot), sent=sent)
            )
            key = f"arrived_{ident}_{lot.id}"
            right.number_input(
                t("Hoeveel zijn er?"),
                0,
                1_000_000,
                line.arrived,
                key=key,
                placeholder=t("Nog niet geteld"),
                on_change=_arrive,
                args=(ident, lot.id, key),
            )


def _arrive_all(ident: TransferId) -> None:
    t = session.speak()
    with session.doing(t("De zending is aangekomen.")) as work:
        transferring.arrive_all(work, ident)


def _arrive(ident: TransferId, lot: LotId, key: str) -> None:
    t, count = session.speak(), st.session_state[key]
    if count is None:
        return
    with session.doing(t("Bewaard.")) as work:
        transferring.arrive(work, ident, lot, int(count))
