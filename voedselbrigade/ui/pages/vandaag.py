"""Vandaag: the guided day, from who gets food to the printed sheets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Literal

import streamlit as st

from voedselbrigade.domain.gathered_days import sort_out
from voedselbrigade.domain.plans import draft_of, in_force
from voedselbrigade.services import gathering, reviewing
from voedselbrigade.ui import parts, session
from voedselbrigade.ui.day import drivers, due, looking, planning, printing, publishing
from voedselbrigade.ui.day.steps import STEPS, steps_of
from voedselbrigade.ui.stepper import stepper
from voedselbrigade.words import Speaker
from voedselbrigade.words.formats import long_date

_STEP = "day_step"


def page() -> None:
    t, day = session.speak(), session.day()
    at = int(st.session_state.get(_STEP, 0))
    _head(t, day, at)
    with session.view() as work:
        gathered = gathering.gather(work, day)
        plans = reviewing.versions(work, day)
    sorted_out, draft, holds = sort_out(gathered), draft_of(plans), in_force(plans)
    stepper(
        "day_steps",
        t("Stappen van de dag"),
        steps_of(t, gathered, sorted_out, draft, holds),
        at,
        _go,
    )
    shown: dict[str, Callable[[], None]] = {
        "due": lambda: due.show(t, gathered, sorted_out),
        "drivers": lambda: drivers.show(t, gathered),
        "plan": lambda: planning.show(t, gathered, sorted_out, draft),
        "look": lambda: looking.show(t, gathered, draft or holds, plans),
        "publish": lambda: publishing.show(t, day, draft, holds),
        "print": lambda: printing.show(t, day, draft, holds),
    }
    with session.told_errors():
        shown[STEPS[at]]()


def _head(t: Speaker, day: date, at: int) -> None:
    """The date left, the next step by name right: the one filled button of the page's head."""
    left, right = st.columns([5, 6], vertical_alignment="center")
    with left:
        title = long_date(day, t.language)
        parts.show(parts.heading(title[:1].upper() + title[1:], _when(t, day)))
    with right, st.container(horizontal=True, vertical_alignment="center"):
        _day_buttons(t, day)
        _onward_button(t, at)


def _day_buttons(t: Speaker, day: date) -> None:
    st.button("‹", key="day_back", help=t("Een dag terug"), on_click=_move, args=(-1,))
    st.button("›", key="day_on", help=t("Een dag verder"), on_click=_move, args=(1,))
    st.date_input(
        t("Kies een dag"),
        day,
        key=f"day_pick_{day}",
        format="DD-MM-YYYY",
        label_visibility="collapsed",
        width=160,
        on_change=lambda: _choose(st.session_state[f"day_pick_{day}"]),
    )


def _onward_button(t: Speaker, at: int) -> None:
    onward = _onward(t, at)
    if onward:
        # The steps with a deed of their own keep the filled button for that deed.
        kind: Literal["primary", "secondary"] = (
            "secondary" if STEPS[at] in ("plan", "publish") else "primary"
        )
        st.button(onward, type=kind, key="onward", width="stretch", on_click=_go, args=(at + 1,))


def _onward(t: Speaker, at: int) -> str:
    names = (
        t("Verder: wie rijdt er →"),
        t("Verder: het plan →"),
        t("Verder: bekijk het plan →"),
        t("Verder: publiceren →"),
        t("Verder: printen →"),
    )
    return names[at] if at < len(names) else ""


def _when(t: Speaker, day: date) -> str:
    days = (day - session.home().now().date()).days
    near = {0: t("Vandaag"), 1: t("Morgen"), -1: t("Gisteren")}
    if days in near:
        return near[days]
    return t("Over {n} dagen", n=days) if days > 0 else t("{n} dagen geleden", n=-days)


def _go(at: int) -> None:
    st.session_state[_STEP] = at


def _move(days: int) -> None:
    _choose(session.day().fromordinal(session.day().toordinal() + days))


def _choose(day: date) -> None:
    session.go_to_day(day)
    looking.forget_route()


page()
