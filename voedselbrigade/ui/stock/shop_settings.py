"""The choices of the food bank: a shop with points, and the room that parcels take on a route."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from voedselbrigade.domain.office import Settings
from voedselbrigade.services import registering
from voedselbrigade.ui import session
from voedselbrigade.words import Speaker

_HUBS, _POINTS = "set_shop_hubs", "set_shop_points"
_CRATES, _ROOM = "set_parcel_crates", "set_transport_crates"
_MOST = 500
_MOST_CRATES = 20
_MOST_ROOM = 200

NAMES = ("shop_hubs", "shop_points", "parcel_crates", "transports")
"""The settings whose fields `typed` reads."""


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
    labels = [
        t.many("Punten voor {n} mens", "Punten voor {n} mensen", number)
        for number, _ in enumerate(now.shop_points, 1)
    ]
    labels[-1] = t("Punten voor {n} mensen of meer", n=len(labels))
    _per_size(_POINTS, labels, now.shop_points, 0, _MOST)
    return {"shop_hubs": None, "shop_points": None}


def room(t: Speaker, now: Settings) -> dict[str, Any]:
    """How many crates a parcel takes, and how many fit where a volunteer says nothing of it."""
    st.subheader(t("Pakketten op een route"))
    st.write(
        t(
            "Een pakket dat gebracht wordt, neemt plaats in. Deze aantallen hebben wij zelf"
            " gekozen: kijk of ze bij u kloppen. Bij een vrijwilliger kunt u iets anders invullen."
        )
    )
    labels = [
        t.many("Kratten voor {n} mens", "Kratten voor {n} mensen", number)
        for number, _ in enumerate(now.parcel_crates, 1)
    ]
    labels[-1] = t("Kratten voor {n} mensen of meer", n=len(labels))
    _per_size(_CRATES, labels, now.parcel_crates, 1, _MOST_CRATES)
    for transport, rule in now.transports.items():
        label = t("Kratten mee: {how:term.transport}", how=transport.value)
        st.number_input(label, 0, _MOST_ROOM, rule.crates, step=1, key=f"{_ROOM}_{transport.value}")
    return {"parcel_crates": None, "transports": None}


def _per_size(
    key: str, labels: Sequence[str], values: Sequence[int], least: int, most: int
) -> None:
    """A number per size of household; the last one is for all that are larger too."""
    for number, (label, value) in enumerate(zip(labels, values, strict=True), 1):
        st.number_input(label, least, most, value, step=1, key=f"{key}_{number}")


def typed(now: Settings) -> dict[str, Any]:
    """What stands in the fields."""
    state = st.session_state
    points = (state[f"{_POINTS}_{n}"] for n, _ in enumerate(now.shop_points, 1))
    crates = (state[f"{_CRATES}_{n}"] for n, _ in enumerate(now.parcel_crates, 1))
    return {
        "shop_hubs": frozenset(int(hub) for hub in state[_HUBS]),
        "shop_points": tuple(int(one) for one in points),
        "parcel_crates": tuple(int(one) for one in crates),
        "transports": {
            transport: replace(rule, crates=int(state[f"{_ROOM}_{transport.value}"]))
            for transport, rule in now.transports.items()
        },
    }
