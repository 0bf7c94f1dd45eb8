"""Uitgeven: first expired, first out; what may not go is looked at, frozen or written off."""

from __future__ import annotations

from voedselbrigade.stock.lots import MovementKind
from voedselbrigade.ui import session
from voedselbrigade.ui.stock import bookings, giving, lot, shelf, where

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
    giving.show(t, hub)
    if not giving.busy():
        giving.hub_lines(t, hub)
    bookings.show(t, hub.id, t("Laatst uitgegeven"), _KINDS, most=7)


page()
