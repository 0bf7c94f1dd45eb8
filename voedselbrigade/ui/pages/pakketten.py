"""Pakketten: fill the parcels of a day, fetch what goes in, and hand them out."""

from __future__ import annotations

import streamlit as st

from voedselbrigade.services import parcels
from voedselbrigade.ui import session
from voedselbrigade.ui.stock import parcel_page, recipes, where


def page() -> None:
    t = session.speak()
    hub = where.head(t, t("Pakketten"))
    if hub is None:
        return
    steps = {
        "fill": t("1. Vullen"),
        "fetch": t("2. Looplijst"),
        "give": t("3. Uitgifte"),
        "recipes": t("Pakketlijsten"),
    }
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    step = left.segmented_control(
        t("Wat gaat u doen?"),
        list(steps),
        format_func=steps.__getitem__,
        default="fill",
        required=True,
        key="parcel_step",
    )
    day = right.date_input(
        t("Dag"), session.home().now().date(), key="parcel_day", format="DD-MM-YYYY"
    )
    with session.told_errors():
        if step == "recipes":
            recipes.show(t)
            return
        with session.view() as work:
            found = parcels.hand_outs(work, hub.id, day)
        parcel_page.tiles(t, found)
        if step == "fill":
            parcel_page.filling(t, hub, day, found)
        elif step == "fetch":
            parcel_page.fetching(t, hub, day)
        else:
            parcel_page.handing_out(t, hub, day, found)


page()
