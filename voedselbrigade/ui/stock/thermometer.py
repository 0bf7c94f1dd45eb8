"""Temperatures of fridges, freezers and hot boxes: written down, and what is wrong with them."""

from __future__ import annotations

import streamlit as st

from voedselbrigade.domain.places import HubId
from voedselbrigade.services import stock_dates
from voedselbrigade.services.stock_dates import Measured
from voedselbrigade.stock.lots import Storage
from voedselbrigade.ui import parts, session
from voedselbrigade.ui.stock.wording import amount
from voedselbrigade.words import Speaker
from voedselbrigade.words.formats import number

_KINDS = (Storage.CHILLED, Storage.FROZEN, Storage.HOT)
_USUAL = {Storage.CHILLED: 4.0, Storage.FROZEN: -18.0, Storage.HOT: 65.0}


def show(t: Speaker, hub: HubId) -> None:
    """The last reading of every room and a line for a new one; open when one is out of range."""
    with session.view() as work:
        found = stock_dates.measured(work, hub)
    wrong = [one for one in found if one.problem is not None]
    with st.expander(t("Temperaturen"), expanded=bool(wrong)):
        for one in found:
            _reading(t, one)
        _new(t, hub)


def _reading(t: Speaker, one: Measured) -> None:
    reading = one.reading
    when = f"{reading.at:%d-%m %H:%M}, {reading.by}"
    degrees = number(reading.degrees, t.language, 1)
    if one.problem is None:
        where = reading.room or t.term("storage", reading.storage)
        parts.show(parts.note("good", f"{where}: {degrees} °C ({when})"))
        return
    lines = [
        f"{amount(t, held.quantity, item.unit)} {item.name}, {held.lot.code}"
        for item, held in one.affected
    ]
    parts.show(parts.note("problem", f"{t.fact(one.problem)} ({when})", lines))


def _new(t: Speaker, hub: HubId) -> None:
    first, second, third, fourth = st.columns([3, 3, 2, 2], vertical_alignment="bottom")
    kind = first.segmented_control(
        t("Wat meet u?"),
        list(_KINDS),
        format_func=lambda one: t.term("storage", one),
        default=Storage.CHILLED,
        required=True,
        key="measure_kind",
    )
    second.text_input(
        t("Welke koelkast, vriezer of box?"), key="measure_room", placeholder=t("Zoals: K1")
    )
    third.number_input(
        t("Graden"), -60.0, 120.0, _USUAL[kind], 0.5, "%.1f", key=f"measure_degrees_{kind}"
    )
    fourth.button(
        t("Schrijf op"), key="measure_save", width="stretch", on_click=_measure, args=(hub, kind)
    )


def _measure(hub: HubId, kind: Storage) -> None:
    t, state = session.speak(), st.session_state
    room = state["measure_room"].strip() or t.term("storage", kind)
    degrees = float(state[f"measure_degrees_{kind}"])
    with session.doing() as work:
        done = stock_dates.measure(work, hub, room, kind, round(degrees * 10))
        if done.problem is None:
            session.tell("good", t("Bewaard."))
        else:
            session.tell("problem", t.fact(done.problem))
