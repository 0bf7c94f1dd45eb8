"""Tellen: by shelf, blind, and by two people where something differs."""

from __future__ import annotations

from voedselbrigade.ui import session
from voedselbrigade.ui.stock import count_page, where


def page() -> None:
    t = session.speak()
    hub = where.head(t, t("Tellen"))
    if hub is None:
        return
    ident = count_page.opened()
    with session.told_errors():
        if ident is None:
            count_page.choose(t, hub)
        else:
            count_page.walk(t, hub, ident)


page()
