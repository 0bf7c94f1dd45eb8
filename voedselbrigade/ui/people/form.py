"""The form of one record: every field as people write it, every message at its field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from voedselbrigade.domain.comparing import Kept
from voedselbrigade.domain.row_reading import Weight
from voedselbrigade.domain.tables import ListKind
from voedselbrigade.errors import Fact
from voedselbrigade.services import registering
from voedselbrigade.services.forms import FORMS, read_form
from voedselbrigade.ui import session
from voedselbrigade.words import Speaker, speaker

# Fields with a few fixed answers become a choice; the words are those that the reader knows.
_CHOICES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "meal_kind": ("meal_kind", ("hot", "chilled", "frozen")),
    "dwelling": ("dwelling", ("house", "flat")),
    "priority": ("priority", ("1", "2", "3")),
    "transport": ("transport", ("foot", "bicycle", "e_bike", "cargo_bike", "car", "van")),
    "starts": ("base", ("hub", "home", "anywhere")),
    "ends": ("base", ("hub", "home", "anywhere")),
    "kind": ("hub_kind", ("kitchen", "service_point", "food_bank")),
}
_YES_NO = frozenset({"frail", "large_type", "supplies_meals", "active"})
_LONG = frozenset({"door_note", "contact", "remarks", "availability", "opening"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A form on the page: its kind, the key its widgets share, and what it starts with."""

    kind: ListKind
    key: str
    texts: Mapping[str, str]
    only: tuple[str, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        return self.only or FORMS[self.kind]


def fields(t: Speaker, asked: Asked) -> None:
    """The widgets, in two columns; what was typed stays when something is wrong."""
    left, right = st.columns(2)
    wrong: Mapping[str, str] = st.session_state.get(f"{asked.key}_wrong", {})
    half = -(-len(asked.codes) // 2)
    for index, code in enumerate(asked.codes):
        with left if index < half else right:
            _field(t, asked, code)
            if code in wrong:
                st.error(wrong[code])


def _field(t: Speaker, asked: Asked, code: str) -> None:
    label, text, key = t.term("column", code), asked.texts.get(code, ""), f"{asked.key}_{code}"
    if code in _CHOICES:
        kind, codes = _CHOICES[code]
        words = {_dutch(kind, one): t.term(kind, one) for one in codes}
        _select(label, words, text, key)
    elif code in _YES_NO:
        _select(label, {"ja": t("ja"), "nee": t("nee")}, text, key)
    elif code in _LONG:
        st.text_area(label, text, key=key, height=80, placeholder=_example(t, code))
    else:
        st.text_input(label, text, key=key, placeholder=_example(t, code))


def _select(label: str, words: Mapping[str, str], text: str, key: str) -> None:
    options = list(words)
    at = options.index(text) if text in options else 0
    st.selectbox(label, options, index=at, format_func=words.__getitem__, key=key)


def _dutch(kind: str, code: str) -> str:
    """The word that the reader of lists knows, whatever the language of the page."""
    return speaker("nl").term(kind, code)


def _example(t: Speaker, code: str) -> str | None:
    known = {
        "name": t("Zoals: Mw. A. de Wit"),
        "house_number": t("Zoals: 12, 12 B of 12-3"),
        "days": t("Zoals: ma wo vr, ma t/m vr, di 2 vr 1 (even weken)"),
        "window": t("Zoals: 11:30-13:00 of na 12 uur. Leeg is altijd goed."),
        "wanted": t("Zoals: 12:00-12:30. Dit is een wens: het mag ook anders."),
        "diet": t("Zoals: zoutarm, zonder varkensvlees. Leeg is gewoon."),
        "allergens": t("Zoals: noten, pinda? (niet zeker). “geen” als het gevraagd is."),
        "contact": t("Zoals: dochter Anja 06 0000 1234; buurman Piet 070 000 12 34"),
        "availability": t("Zoals: ma 11:00-13:30; wo 11-14"),
        "opening": t("Zoals: ma 08:00-16:00; di 08:00-16:00"),
        "frequency": t("Zoals: 1x per 4 weken. Leeg is elke keer."),
        "ready": t("Zoals: 11:15, 12:30. Leeg: het eten blijft warm tot het laden."),
        "makes": t("Diëten die hier gekookt worden, of: alles"),
        "leaves_out": t("Zoals: noten, melk, selderij: nee"),
    }
    return known.get(code)


def typed(asked: Asked) -> dict[str, str]:
    return {code: st.session_state.get(f"{asked.key}_{code}", "") for code in asked.codes}


def read(asked: Asked, known: Kept | None = None) -> Kept | None:
    """The record as it was typed; None when something has to be mended, which is then told."""
    t, kept = session.speak(), f"{asked.key}_wrong"
    st.session_state.pop(kept, None)
    form = read_form(asked.kind, typed(asked), session.home().now().date())
    problems, someone = list(form.problems), None
    if form.draft is not None:
        with session.view() as work:
            someone, more = registering.understand(work, form.draft, form.mapping, known)
        problems += more
    blocking = [one for one in problems if one.weight is not Weight.LOOK]
    if blocking or someone is None:
        st.session_state[kept] = {one.column: t.fact(one.fact) for one in blocking}
        session.tell("problem", t("Nog niet bewaard. Kijk bij de velden met een rode regel."))
        for one in blocking:
            session.tell("problem", _told(t, one.column, one.fact))
        return None
    for one in problems:
        session.tell("look", _told(t, one.column, one.fact))
    return someone


def _told(t: Speaker, code: str, fact: Fact) -> str:
    return f"{t.term('column', code)}: {t.fact(fact)}"


def forget(asked: Asked) -> None:
    """The form starts anew the next time it is shown."""
    for code in asked.codes:
        st.session_state.pop(f"{asked.key}_{code}", None)
    st.session_state.pop(f"{asked.key}_wrong", None)
