"""A phone call about one day: no meal, another number, address, time or diet; who called."""

from __future__ import annotations

from datetime import date

import streamlit as st

from voedselbrigade.domain.clock import TimeWindow
from voedselbrigade.domain.delivery_days import DayException, ExceptionKind
from voedselbrigade.domain.food import Diet
from voedselbrigade.domain.history import PersonKind
from voedselbrigade.domain.people import Recipient, RecipientId
from voedselbrigade.domain.tables import ListKind
from voedselbrigade.services import day_exceptions, registering
from voedselbrigade.ui import parts, session
from voedselbrigade.ui.people.form import Asked, fields, read
from voedselbrigade.words import Speaker
from voedselbrigade.words.names import addressed

_WHO = "change_today"


def ask(ident: int) -> None:
    """Open the dialog at the next run, with the dates of the day that is looked at."""
    st.session_state[_WHO] = ident


def dialog_if_asked(t: Speaker, day: date) -> None:
    asked = st.session_state.pop(_WHO, None)
    if asked is not None:
        with session.view() as work:
            known = registering.record(work, PersonKind.RECIPIENT, asked).person
            noted = day_exceptions.exceptions_of(work, RecipientId(asked))
        title = addressed(known.name, t)
        st.dialog(title, width="large")(_dialog)(t, day, known, noted)


def _dialog(t: Speaker, day: date, known: Recipient, noted: tuple[DayException, ...]) -> None:
    standing(t, day, noted)
    kinds = {kind: t.term("exception", kind) for kind in ExceptionKind}
    kind = st.segmented_control(
        t("Wat is er anders?"),
        list(kinds),
        format_func=kinds.__getitem__,
        default=ExceptionKind.NONE,
        required=True,
        key="change_kind",
    )
    asked = _value(t, kind, known)
    left, middle, right = st.columns(3)
    left.date_input(t("Vanaf"), day, key="change_first", format="DD-MM-YYYY")
    middle.date_input(t("Tot en met"), day, key="change_last", format="DD-MM-YYYY")
    right.text_input(t("Wie belde?"), key="change_caller")
    st.text_input(t("Opmerking"), key="change_note")
    st.button(
        t("Bewaar"), type="primary", key="change_save", on_click=_save, args=(known, kind, asked)
    )


def _value(t: Speaker, kind: ExceptionKind, known: Recipient) -> Asked | None:
    """The one thing that this kind of exception needs to know."""
    if kind is ExceptionKind.NUMBER:
        st.number_input(t("Aantal maaltijden"), 0, 20, 1, key="change_portions")
    elif kind is ExceptionKind.DIET:
        words = {diet: t.term("diet", diet) for diet in Diet}
        chosen = [diet for diet in Diet if diet in known.diets]
        st.multiselect(
            t("Dieet"), list(words), chosen, format_func=words.__getitem__, key="change_diets"
        )
    elif kind is ExceptionKind.WINDOW:
        asked = Asked(ListKind.RECIPIENTS, "change", {"window": ""}, ("window",))
        fields(t, asked)
        return asked
    elif kind is ExceptionKind.ADDRESS:
        codes = ("street", "house_number", "postcode", "town")
        asked = Asked(ListKind.RECIPIENTS, "change", {"town": known.address.town}, codes)
        fields(t, asked)
        return asked
    return None


def _save(known: Recipient, kind: ExceptionKind, asked: Asked | None) -> None:
    """What was typed is read by the rules of a list; when it is wrong the dialog opens again."""
    t, state = session.speak(), st.session_state
    changed = read(asked, known) if asked else known
    if not isinstance(changed, Recipient):
        state[_WHO] = int(known.id)
        return
    before = len(state.get("told", []))
    with session.doing(t("Genoteerd voor {who}.", who=addressed(known.name, t))) as work:
        day_exceptions.note_exception(
            work,
            known.id,
            kind,
            state["change_first"],
            state["change_last"],
            called_by=state["change_caller"],
            portions=state.get("change_portions"),
            address=changed.address,
            windows=_asked_for(changed, known),
            diets=frozenset(state.get("change_diets", ())),
            note=state["change_note"],
        )
    if any(tone == "problem" for tone, _ in state.get("told", [])[before:]):
        state[_WHO] = int(known.id)
    elif kind is ExceptionKind.ADDRESS:
        session.locate_all()


def _asked_for(changed: Recipient, known: Recipient) -> tuple[TimeWindow, ...]:
    """The times of one day. What is preferred on just that day (`liefst na 12`) is asked for."""
    wanted = changed.wanted_window
    if changed.windows or wanted is None or wanted == known.wanted_window:
        return changed.windows
    return (wanted,)


def standing(t: Speaker, day: date, noted: tuple[DayException, ...]) -> None:
    """What was noted already for this day and later, each with a way back."""
    for one in noted:
        if one.last < day:
            continue
        left, right = st.columns([4, 1], vertical_alignment="center")
        with left:
            parts.show(parts.note("info", exception_words(t, one)))
        right.button(
            t("Haal weg"),
            key=f"withdraw_{one.id}",
            on_click=_withdraw,
            args=(one,),
            width="stretch",
        )


def exception_words(t: Speaker, one: DayException) -> str:
    what = t.term("exception", one.kind)
    if one.portions is not None:
        what = t("{what}: {n}", what=what, n=one.portions)
    if one.address is not None:
        what = t("{what}: {n}", what=what, n=one.address.line)
    if one.windows:
        times = [t("{a:clock}–{b:clock}", a=w.start_s, b=w.end_s) for w in one.windows]
        what = t("{what}: {n}", what=what, n=", ".join(times))
    if one.diets is not None:
        what = t("{what}: {n:term.diet}", what=what, n=sorted(one.diets))
    days = t("{a:date}", a=one.first)
    if one.last != one.first:
        days = t("{a:date} tot en met {b:date}", a=one.first, b=one.last)
    return t("{days}: {what}. Gebeld door {who}.", days=days, what=what, who=one.called_by)


def _withdraw(one: DayException) -> None:
    t = session.speak()
    with session.doing(t("Weggehaald.")) as work:
        day_exceptions.withdraw_exception(work, one.id)
