"""A photo of a bar code: taken through the file input, so that it works without HTTPS too."""

from __future__ import annotations

import streamlit as st

from voedselbrigade.adapters import photo_codes
from voedselbrigade.domain.places import HubId
from voedselbrigade.errors import VoedselbrigadeError
from voedselbrigade.ui import parts
from voedselbrigade.ui.stock import arrival
from voedselbrigade.words import Speaker

_TURN = "photo_turn"


def show(t: Speaker, hub: HubId) -> None:
    with st.expander(t("Geen scanner? Maak een foto van de streepjescode")):
        turn = int(st.session_state.get(_TURN, 0))
        taken = st.file_uploader(
            t("Kies of maak een foto"), type=["jpg", "jpeg", "png", "webp"], key=f"photo_{turn}"
        )
        if taken is None:
            return
        try:
            seen = photo_codes.codes_in(taken.getvalue())
        except VoedselbrigadeError as error:
            parts.show(parts.note("problem", t.fact(error.fact)))
            return
        for one in seen:
            st.button(
                t("Gebruik {code}", code=one.text),
                key=f"photo_{turn}_{one.text}",
                type="primary" if one is seen[0] else "secondary",
                on_click=_use,
                args=(hub, one.text),
            )


def _use(hub: HubId, code: str) -> None:
    """The code goes where a scanner types it; the photo is forgotten."""
    arrival.scan(hub, code)
    st.session_state[_TURN] = int(st.session_state.get(_TURN, 0)) + 1
