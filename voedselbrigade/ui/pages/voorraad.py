"""Voorraad: what lies here, and what has to be done with it now."""

from __future__ import annotations

import streamlit as st

from voedselbrigade.domain.places import HubId
from voedselbrigade.services import stock_looking, stock_overview
from voedselbrigade.services.stock_overview import JobKind
from voedselbrigade.ui import session
from voedselbrigade.ui.frame import departments
from voedselbrigade.ui.stock import ahead, bookings, hub_map, jobs, lot, shelf, thermometer, where
from voedselbrigade.words import Speaker

_FILTERS = {
    JobKind.WRITE_OFF: "over",
    JobKind.LOOK: "over",
    JobKind.EXPIRES_TODAY: "soon",
    JobKind.EXPIRES_SOON: "soon",
    JobKind.FREEZE: "soon",
    JobKind.BELOW_MINIMUM: "low",
}
_PAGES = {
    JobKind.SHORT: "tellen",
    JobKind.COUNT: "tellen",
    JobKind.ARRIVE: "ontvangen",
}


def page() -> None:
    t = session.speak()
    hub = where.head(t, t("Voorraad"))
    if hub is None:
        return
    spot = shelf.opened()
    if spot is not None:
        lot.show(t, spot)
        return
    mode = _mode(t)
    if mode == "ahead":
        ahead.show(t, hub.id)
    elif mode == "hubs":
        hub_map.show(t)
    else:
        _here(t, hub.id)


def _mode(t: Speaker) -> str:
    modes = {"here": t("Wat ligt hier"), "ahead": t("Vooruitkijken"), "hubs": t("Alle locaties")}
    chosen: str = st.segmented_control(
        t("Wat wilt u zien?"),
        list(modes),
        format_func=modes.__getitem__,
        default="here",
        required=True,
        key=hub_map.MODE,
        label_visibility="collapsed",
    )
    return chosen


def _here(t: Speaker, hub: HubId) -> None:
    with session.view() as work:
        todo = stock_overview.to_do(work, hub)
        lines = stock_looking.shelves(work, hub)
        low = stock_overview.below_minimum(work, hub)
    if shelf.focused():
        st.button(t("← Terug naar alles"), key="stock_unfocus", on_click=shelf.unfocus)
    else:
        jobs.show(t, todo, _start)
        shelf.tiles(t, lines, low)
    shelf.listing(t, lines, low, session.home().now().date())
    thermometer.show(t, hub)
    bookings.show(t, hub, t("Laatste boekingen"))


def _start(kind: JobKind) -> None:
    """The button of a job: the lines it is about, or the page where it is done."""
    if kind in _FILTERS:
        shelf.show_filter(_FILTERS[kind])
    else:
        departments.go_to(_PAGES.get(kind, "voorraad"))


page()
