"""Who is looking, at which home, in which language and on which day; and how errors are told.

Everything that is remembered stands under its own key, apart from the widgets' keys: Streamlit
forgets the state of a widget whose page is not shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import cast

import streamlit as st

from voedselbrigade.domain.access import Account, Role
from voedselbrigade.errors import VoedselbrigadeError
from voedselbrigade.services import accounts, locating
from voedselbrigade.services.work import Work
from voedselbrigade.ui import parts
from voedselbrigade.ui.parts import Tone
from voedselbrigade.wiring import Home, open_home
from voedselbrigade.words import Language, Speaker, speaker

_TOLD = "told"
_ACTOR = "actor_name"
_LANGUAGE = "language"
_DAY = "day"


@st.cache_resource(show_spinner=False)
def home() -> Home:
    """The home of this process, opened once: its engine is shared by all sessions."""
    return open_home()


def speak() -> Speaker:
    return speaker(cast(Language, st.session_state.get(_LANGUAGE, "nl")))


def choose_language(language: Language) -> None:
    st.session_state[_LANGUAGE] = language


def actor() -> Account:
    """The acting person, looked up anew at every run: a changed role takes effect at once."""
    return home().actor(st.session_state.get(_ACTOR))


def people_who_act() -> tuple[Account, ...]:
    """The accounts that may be chosen on this machine until there is sign-in."""
    with home().view(home().actor()) as work:
        everyone = accounts.everyone(work)
    return tuple(one for one in everyone if one.active and one.role is not Role.VOLUNTEER)


def become(name: str) -> None:
    st.session_state[_ACTOR] = name


def day() -> date:
    """The day that the pages are about: chosen, in the address bar, or today."""
    if _DAY not in st.session_state:
        asked = st.query_params.get("dag", "")
        try:
            st.session_state[_DAY] = date.fromisoformat(asked)
        except ValueError:
            st.session_state[_DAY] = home().now().date()
    return cast(date, st.session_state[_DAY])


def go_to_day(chosen: date) -> None:
    st.session_state[_DAY] = chosen


def step_day(days: int) -> None:
    go_to_day(day() + timedelta(days=days))


@contextmanager
def view() -> Iterator[Work]:
    """One look at the books for the acting person."""
    with home().view(actor()) as work:
        yield work


@contextmanager
def doing(done: str = "") -> Iterator[Work]:
    """One deed of the acting person. An error is told on the page, never lost and never a trace.

    Only for use in callbacks and button branches; `done` is told when the deed is booked.
    """
    try:
        with home().work(actor()) as work:
            yield work
    except VoedselbrigadeError as error:
        tell("problem", speak().fact(error.fact))
    else:
        if done:
            tell("good", done)


def locate_all() -> None:
    """Look for every front door that has no point yet; what is not found is a list to mend."""
    t = speak()
    with told_later():
        with view() as work:
            wanted = locating.to_locate(work)
        answers = locating.locate(wanted, home().geocoder())
        if answers:
            with home().work(actor()) as work:
                placed = locating.place(work, answers)
            missing = len(wanted) - placed
            if missing:
                tell(
                    "look",
                    t.many("{n} adres niet gevonden.", "{n} adressen niet gevonden.", missing),
                )


def tell(tone: Tone, text: str) -> None:
    """Keep a message for the top of the page; it is shown once, after the rerun."""
    st.session_state.setdefault(_TOLD, []).append((tone, text))


def show_told() -> None:
    for tone, text in st.session_state.pop(_TOLD, []):
        parts.show(parts.note(tone, text))


@contextmanager
def told_later() -> Iterator[None]:
    """For a deed that is no piece of work by itself: an error is told after the rerun."""
    try:
        yield
    except VoedselbrigadeError as error:
        tell("problem", speak().fact(error.fact))


@contextmanager
def told_errors() -> Iterator[None]:
    """For reading: an error becomes a note in the place where the answer would have stood."""
    try:
        yield
    except VoedselbrigadeError as error:
        parts.show(parts.note("problem", speak().fact(error.fact)))
