"""Where somebody's front door is on the map, how sure that is, and pointing at it by hand."""

from __future__ import annotations

import streamlit as st

from voedselbrigade.domain.comparing import Kept
from voedselbrigade.domain.history import PersonKind
from voedselbrigade.domain.places import Point
from voedselbrigade.services import locating
from voedselbrigade.services.records import address_of
from voedselbrigade.ui import parts, session
from voedselbrigade.words import Speaker


def show(t: Speaker, kind: PersonKind, someone: Kept) -> None:
    address = address_of(someone)
    if address is None:
        return
    found = someone.located
    with st.expander(t("Plek op de kaart"), expanded=found is None):
        if found is None:
            parts.show(parts.note("problem", t("Dit adres is niet gevonden: {a}.", a=address.line)))
        else:
            word = t.term("confidence", found.confidence)
            tone: parts.Tone = "good" if found.sure else "look"
            parts.show(parts.note(tone, t("Gevonden: {how}.", how=word), _doubt(t, someone)))
        left, middle, right = st.columns(3, vertical_alignment="bottom")
        lat, lon = (found.point.lat, found.point.lon) if found else (52.08, 4.31)
        left.number_input(t("Breedte"), -90.0, 90.0, lat, step=0.0001, format="%.5f", key="by_lat")
        middle.number_input(
            t("Lengte"), -180.0, 180.0, lon, step=0.0001, format="%.5f", key="by_lon"
        )
        right.button(
            t("Zet hier neer"), key="by_hand", on_click=_by_hand, args=(kind, int(someone.id))
        )
        st.button(
            t("Zoek opnieuw"), key="look_again", on_click=_again, args=(kind, int(someone.id))
        )


def _doubt(t: Speaker, someone: Kept) -> list[str]:
    found = someone.located
    return [t.fact(found.doubt)] if found and found.doubt else []


def _by_hand(kind: PersonKind, ident: int) -> None:
    point = Point(st.session_state["by_lat"], st.session_state["by_lon"])
    with session.doing(session.speak()("De plek is bewaard.")) as work:
        locating.place_by_hand(work, kind, ident, point)


def _again(kind: PersonKind, ident: int) -> None:
    with session.doing() as work:
        locating.look_again(work, kind, ident)
    session.locate_all()
