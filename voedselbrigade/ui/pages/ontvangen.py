"""Ontvangen: a pallet in under a minute, and what other hubs sent."""

from __future__ import annotations

import streamlit as st

from voedselbrigade.stock.lots import MovementKind
from voedselbrigade.ui import session
from voedselbrigade.ui.stock import arrival, bookings, door, item, photo, where


def page() -> None:
    t = session.speak()
    hub = where.head(t, t("Ontvangen"))
    if hub is None:
        return
    with st.container(key="vb_wide_arrival"):
        left, right = st.columns([5, 3], gap="large")
    with left:
        arrival.show(t, hub)
        draft = arrival.draft_of(hub.id)
        if draft.new:
            item.ask_new(t, hub.id, draft)
        photo.show(t, hub.id)
        door.show(t, hub)
    with right:
        bookings.show(t, hub.id, t("Net ontvangen"), (MovementKind.RECEIVE,), most=7)


page()
