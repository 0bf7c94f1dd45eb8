"""Uitgeven: first expired, first out; what may not go is looked at, frozen or written off."""

from __future__ import annotations

import streamlit as st

from voedselbrigade.services import shop
from voedselbrigade.stock.lots import MovementKind
from voedselbrigade.ui import session
from voedselbrigade.ui.stock import bookings, giving, lot, shelf, shopping, where
from voedselbrigade.words import Speaker

_KINDS = (MovementKind.ISSUE, MovementKind.WRITE_OFF, MovementKind.FREEZE, MovementKind.MOVE)


def page() -> None:
    t = session.speak()
    hub = where.head(t, t("Uitgeven"))
    if hub is None:
        return
    spot = shelf.opened()
    if spot is not None:
        lot.show(t, spot)
        return
    with session.view() as work:
        sells = shop.is_shop(work, hub.id)
    if sells and _at_the_shop(t):
        shopping.show(t, hub)
        return
    giving.show(t, hub)
    if not giving.busy():
        giving.hub_lines(t, hub)
    bookings.show(t, hub.id, t("Laatst uitgegeven"), _KINDS, most=7)


def _at_the_shop(t: Speaker) -> bool:
    ways = {"shop": t("Winkel met punten"), "desk": t("Uitgeven zonder punten")}
    chosen = st.segmented_control(
        t("Hoe geeft u uit?"),
        list(ways),
        format_func=ways.__getitem__,
        default="shop",
        required=True,
        key="give_shop",
        label_visibility="collapsed",
    )
    return bool(chosen == "shop")


page()
