"""Two volunteers ride each other's routes: who, what it costs, and a reason if it breaks a rule."""

from __future__ import annotations

import streamlit as st

from voedselbrigade.domain.gathered_days import DeliveryDay
from voedselbrigade.domain.plans import Plan
from voedselbrigade.services import hand_deeds, moving, pointing
from voedselbrigade.services.hand_offers import Offer, Share
from voedselbrigade.services.move_table import Sight, Table
from voedselbrigade.ui import parts, session
from voedselbrigade.ui.day import hand
from voedselbrigade.words import Speaker
from voedselbrigade.words.formats import more_kilometres, more_minutes

_ONE, _OTHER, _WHY = "swap_one", "swap_other", "swap_why"


def show(t: Speaker, day: DeliveryDay, plan: Plan, published: tuple[Plan, ...]) -> None:
    """Folded; nothing on a day that has begun, or without routes."""
    if plan.status not in hand.MAY_MOVE or not plan.routes:
        return
    routes, free = _routes(day, plan), _free(t, day, plan)
    with st.expander(t("Twee vrijwilligers wisselen van route")):
        left, right = st.columns(2)
        with left:
            one = _choose(t, t("Wie?"), _ONE, routes)
        with right:
            rest = {key: label for key, label in (routes | free).items() if key != one}
            other = _choose(t, t("Met wie?"), _OTHER, rest)
        if one is None or other is None:
            st.write(t("De mensen en de codes op het eten blijven bij hun route."))
            return
        with session.told_errors():
            table = hand.on_the_table(Sight(day, plan, published))
            _offered(t, _swap(table, one, other))


def _routes(day: DeliveryDay, plan: Plan) -> dict[str, str]:
    """The routes whose volunteer comes, by code."""
    coming = {turn.volunteer.id for turn in day.turns}
    return {r.code: f"{r.code} {r.volunteer_name}" for r in plan.routes if r.volunteer in coming}


def _free(t: Speaker, day: DeliveryDay, plan: Plan) -> dict[str, str]:
    """Who comes and drives nothing yet, by number."""
    driving = {run.volunteer for run in plan.runs}
    coming = {turn.volunteer.id: turn.volunteer.name.plain for turn in day.turns}
    return {
        str(int(who)): t("{name} (heeft nog geen route)", name=name)
        for who, name in coming.items()
        if who not in driving
    }


def _choose(t: Speaker, label: str, key: str, names: dict[str, str]) -> str | None:
    if st.session_state.get(key) not in names:
        st.session_state[key] = None
    return st.selectbox(
        label,
        list(names),
        key=key,
        format_func=lambda one: names.get(one, ""),
        placeholder=t("Kies een vrijwilliger"),
        index=None,
    )


def _swap(table: Table, one: str, other: str) -> Offer:
    first, second = (pointing.vehicles(table, each)[0] for each in (one, other))
    return hand_deeds.swapped(table, first, second)


def _offered(t: Speaker, offer: Offer) -> None:
    """What it comes to per volunteer, what it breaks, and the button."""
    lines = [_share(t, one) for one in offer.shares] + [t.fact(fact) for fact in offer.notes]
    parts.show(parts.note("info", t.fact(offer.deed.fact), lines))
    if offer.new:
        head = t("Dit breekt een regel")
        parts.show(parts.note("problem", head, [hand.broken(t, one) for one in offer.new]))
    if offer.never:
        parts.show(parts.note("look", t("Dit kan nooit, ook niet met een reden.")))
        return
    if offer.new:
        st.text_input(
            t("Waarom moet het toch?"),
            key=_WHY,
            max_chars=moving.LONGEST_REASON,
            help=t("De reden blijft bij het plan staan, met uw naam."),
        )
    label = t("Toch wisselen") if offer.new else t("Wissel")
    st.button(label, key="swap_sure", on_click=_make, args=(offer,))


def _share(t: Speaker, one: Share) -> str:
    return t(
        "{route} {name}: {more} min, {km} km.",
        route=one.route,
        name=one.name,
        more=more_minutes(one.added_s),
        km=more_kilometres(one.added_m, t.language),
    )


def _make(offer: Offer) -> None:
    t, why = session.speak(), str(st.session_state.get(_WHY, ""))
    with session.doing(t.fact(offer.deed.fact)) as work:
        moving.make(work, offer, why if offer.new else "")
        st.session_state[_ONE] = st.session_state[_OTHER] = None
