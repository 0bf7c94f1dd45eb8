"""Which hub the stock's pages are about, and the head that they share."""

from __future__ import annotations

import streamlit as st

from voedselbrigade.domain.places import Hub, HubId, HubKind
from voedselbrigade.services import registering
from voedselbrigade.ui import parts, session
from voedselbrigade.ui.stock import told
from voedselbrigade.words import Speaker
from voedselbrigade.words.formats import short_date

_HUB, _PICK, _ASKED = "stock_hub", "stock_hub_pick", "locatie"
_ORDER = (HubKind.FOOD_BANK, HubKind.SERVICE_POINT, HubKind.KITCHEN)


def head(t: Speaker, title: str, sub: str = "") -> Hub | None:
    """Title, day and hub; what was booked last with its undo. None when there is no hub yet."""
    known = hubs()
    here = chosen(known)
    today = short_date(session.home().now().date(), t.language)
    left, right = st.columns([5, 3], vertical_alignment="center")
    with left:
        parts.show(parts.heading(title, " · ".join(part for part in (today, sub) if part)))
    if here is None:
        text = t("Er is nog geen locatie. Maak er een bij Locaties, of lees een lijst in.")
        parts.show(parts.note("info", text))
        return None
    choose(here.id)  # also when the address bar named it: the next page is about the same hub
    with right:
        _choose(t, known, here)
    with st.container():  # always there, so that no form below it is drawn anew
        told.show(t)
    return here


def hubs() -> tuple[Hub, ...]:
    """The hubs that this person may look at: food banks first, then by name."""
    with session.view() as work:
        found = [one for one in registering.hubs(work) if one.active]
    own = session.actor().hub
    mine = [one for one in found if own in (None, one.id)]
    return tuple(sorted(mine, key=lambda one: (_ORDER.index(one.kind), one.name.casefold())))


def chosen(known: tuple[Hub, ...]) -> Hub | None:
    """The hub that was chosen here, that the address bar names, or the first."""
    wanted = st.session_state.get(_HUB) or st.query_params.get(_ASKED, "")
    for one in known:
        if str(one.id) == str(wanted):
            return one
    return known[0] if known else None


def choose(hub: HubId) -> None:
    st.session_state[_HUB] = hub


def _choose(t: Speaker, known: tuple[Hub, ...], here: Hub) -> None:
    names = {one.id: one.name for one in known}
    if len(names) == 1:
        parts.show(f"<b>{parts.safe(here.name)}</b>")
        return
    idents = list(names)
    st.selectbox(
        t("Locatie"),
        idents,
        index=idents.index(here.id),
        format_func=names.__getitem__,
        key=f"{_PICK}_{here.id}",
        label_visibility="collapsed",
        on_change=lambda: choose(st.session_state[f"{_PICK}_{here.id}"]),
    )
