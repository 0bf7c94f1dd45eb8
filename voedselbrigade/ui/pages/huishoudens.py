"""Huishoudens: who gets a parcel at an outlet, what their food must be, and when they come."""

from __future__ import annotations

import streamlit as st

from voedselbrigade.ui import session
from voedselbrigade.ui.stock import household_form, household_page, where


def page() -> None:
    t = session.speak()
    hub = where.head(t, t("Huishoudens"))
    if hub is None:
        return
    ident = st.session_state.get(household_form.OPEN)
    with session.told_errors():
        if ident is None:
            household_page.listing(t, hub)
        else:
            household_page.record(t, hub, int(ident))


page()
