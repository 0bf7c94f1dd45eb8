"""The choices of a shop with points: which outlets, how many points, how often anew."""

from __future__ import annotations

from typing import Any

import streamlit as st

from voedselbrigade.domain.office import Settings
from voedselbrigade.services import registering
from voedselbrigade.ui import session
from voedselbrigade.words import Speaker

_HUBS, _POINTS = "set_shop_hubs", "set_shop_points"
_MOST = 500


def form(t: Speaker, now: Settings) -> dict[str, Any]:
    """The fields inside the form of the page; `typed` reads them when it is saved."""
    st.subheader(t("Winkel met punten"))
    st.write(
        t(
            "Vul in wat bij u geldt. De punten die er staan, zijn van één voedselbank elders; de"
            " verdeling over de groottes hebben wij zelf gekozen."
        )
    )
    with session.view() as work:
        names = {int(hub.id): hub.name for hub in registering.hubs(work) if hub.active}
    st.multiselect(
        t("Hier werken wij met punten"),
        list(names),
        [hub for hub in now.shop_hubs if hub in names],
        format_func=names.__getitem__,
        placeholder=t("Kies"),
        key=_HUBS,
    )
    for number, points in enumerate(now.shop_points, 1):
        last = number == len(now.shop_points)
        label = (
            t("Punten voor {n} mensen of meer", n=number)
            if last
            else t.many("Punten voor {n} mens", "Punten voor {n} mensen", number)
        )
        st.number_input(label, 0, _MOST, points, step=1, key=f"{_POINTS}_{number}")
    return {"shop_hubs": None, "shop_points": None}


def typed(now: Settings) -> dict[str, Any]:
    """What stands in the fields."""
    points = (st.session_state[f"{_POINTS}_{n}"] for n, _ in enumerate(now.shop_points, 1))
    hubs = frozenset(int(hub) for hub in st.session_state[_HUBS])
    return {"shop_hubs": hubs, "shop_points": tuple(int(one) for one in points)}
