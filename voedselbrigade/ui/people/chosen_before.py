"""Whom somebody was given to by hand before: it counts as a wish, and can be thrown away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from voedselbrigade.domain.people import RecipientId
from voedselbrigade.services import moving
from voedselbrigade.services.moving import Chosen
from voedselbrigade.ui import session
from voedselbrigade.words import Speaker


def of_person(t: Speaker, recipient: RecipientId) -> None:
    """On the person's own page: every choice that counts from today on; nothing without one."""
    with session.view() as work:
        found = moving.chosen(work, recipient, session.home().now().date(), later=True)
    if found:
        with st.expander(t("Met de hand gekozen ({n})", n=len(found)), expanded=True):
            st.write(t("Dit telt mee als wens wanneer er een plan wordt gemaakt."))
            show(t, found)


def show(t: Speaker, found: Sequence[Chosen]) -> None:
    """Each choice with the button that throws it away."""
    for one in found:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.write(t.fact(one.fact))
            st.button(
                t("Vergeet dit"),
                key=f"hand_forget_{one.choice.day}",
                on_click=_forget,
                args=(one.choice.day, one.choice.recipient),
            )


def _forget(day: date, recipient: RecipientId) -> None:
    t = session.speak()
    with session.doing(t("Vergeten. Het telt niet meer mee.")) as work:
        moving.throw_away(work, day, recipient)
