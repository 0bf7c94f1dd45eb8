"""Terugroepen: stop, find, call, in that order."""

from __future__ import annotations

from voedselbrigade.ui import session
from voedselbrigade.ui.stock import recall_page, where


def page() -> None:
    t = session.speak()
    hub = where.head(t, t("Terugroepen"))
    if hub is None:
        return
    ident = recall_page.opened()
    with session.told_errors():
        if ident is None:
            recall_page.start(t)
            recall_page.earlier(t)
        else:
            recall_page.show(t, hub, ident)


page()
