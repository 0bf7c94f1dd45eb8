"""What this person booked last, with the button that takes it back."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from voedselbrigade.services import stocking
from voedselbrigade.stock.lots import LotId
from voedselbrigade.ui import parts, session
from voedselbrigade.ui.stock import papers
from voedselbrigade.words import Speaker

_LAST = "stock_last"


def booked(text: str, cause: str, lots: Sequence[LotId] = ()) -> None:
    """Remember a booking: it stands on top of every page of the stock until the next one.

    `lots` are new and want a sticker.
    """
    st.session_state[_LAST] = (text, cause, tuple(lots))


def show(t: Speaker) -> None:
    last = st.session_state.get(_LAST)
    if last is None:
        return
    text, cause, lots = last
    with st.container(key="vb_stock_last"):
        widths = [4, 1, 1] if lots else [4, 1]
        left, right, *sticker = st.columns(widths, vertical_alignment="center")
        with left:
            parts.show(parts.note("good", text))
        if sticker:
            with sticker[0]:
                papers.labels(t, lots, "stock_last_labels")
        right.button(
            t("Maak ongedaan"),
            key="stock_last_undo",
            width="stretch",
            on_click=undo,
            args=(cause,),
        )


def undo(cause: str) -> None:
    """Take a booking back; the books say themselves what cannot be."""
    t = session.speak()
    with session.doing() as work:
        done = stocking.undo(work, cause)
        text = t("Dit was al ongedaan gemaakt.") if done.again else t("Ongedaan gemaakt.")
        session.tell("good", text)
    if st.session_state.get(_LAST, ("", "", ()))[1] == cause:
        st.session_state.pop(_LAST)
