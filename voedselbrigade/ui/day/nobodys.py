"""A route whose volunteer does not come any more: somebody who is still free rides it whole."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from voedselbrigade.domain.gathered_days import DeliveryDay
from voedselbrigade.domain.plans import Plan, PlannedRoute
from voedselbrigade.services import hand_deeds, moving
from voedselbrigade.services.move_table import Table
from voedselbrigade.ui import session
from voedselbrigade.words import Speaker


def show(t: Speaker, day: DeliveryDay, plan: Plan, table: Callable[[], Table]) -> None:
    """For every such route: who rides it. `table` lays the plan on the table when it is needed."""
    coming = {turn.volunteer.id: turn.volunteer.name.plain for turn in day.turns}
    riding = {route.volunteer for route in plan.runs}
    free = {int(who): name for who, name in coming.items() if who not in riding}
    for route in plan.routes:
        if route.volunteer not in coming:
            _one(t, route, free, table)


def _one(t: Speaker, route: PlannedRoute, free: dict[int, str], table: Callable[[], Table]) -> None:
    key = f"hand_rides_{route.code}"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        who = st.selectbox(
            t(
                "{route} heeft niemand: {name} komt niet. Wie rijdt deze route?",
                route=route.code,
                name=route.volunteer_name,
            ),
            list(free),
            index=None,
            key=key,
            format_func=lambda one: free.get(one, ""),
            placeholder=t("Kies een vrijwilliger"),
        )
        st.text_input(
            t("Reden, als het een regel breekt"),
            key=f"{key}_why",
            max_chars=moving.LONGEST_REASON,
        )
        st.button(
            t("Laat rijden"),
            key=f"{key}_sure",
            disabled=who is None,
            on_click=_ride,
            args=(route.code, key, table),
        )


def _ride(code: str, key: str, table: Callable[[], Table]) -> None:
    """Give the route to whoever was chosen; a broken rule without a reason is told, not done."""
    t, who = session.speak(), st.session_state.get(key)
    with session.told_later():
        laid = table()
        route = next(one for one in laid.nobodys if one.code == code)
        vehicle = next(i for i, turn in enumerate(laid.model.turns) if turn.volunteer.id == who)
        offer = hand_deeds.taken_over(laid, route, vehicle)
        for one in offer.new:
            session.tell("look", f"{code}: {t.fact(one.fact)}")
        with session.doing(t.fact(offer.deed.fact)) as work:
            moving.make(work, offer, str(st.session_state.get(f"{key}_why", "")))
