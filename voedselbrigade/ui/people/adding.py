"""Somebody new, by phone in under a minute; who looks like it is shown while it is typed."""

from __future__ import annotations

import streamlit as st

from voedselbrigade.domain.comparing import Kept
from voedselbrigade.domain.tables import ListKind
from voedselbrigade.errors import NotPossible, VoedselbrigadeError
from voedselbrigade.services import registering
from voedselbrigade.services.records import KIND_OF_LIST, label_of
from voedselbrigade.ui import parts, session
from voedselbrigade.ui.people import record
from voedselbrigade.ui.people.form import Asked, fields, forget, read
from voedselbrigade.words import Speaker

_FIRST = {
    ListKind.RECIPIENTS: (
        *("name", "phone", "street", "house_number", "postcode", "town"),
        *("days", "diet", "allergens", "window", "wanted", "door_note", "contact"),
    ),
    ListKind.VOLUNTEERS: (
        *("name", "phone", "transport", "availability", "hub"),
        *("starts", "ends", "street", "house_number", "postcode", "town"),
    ),
    ListKind.HUBS: (
        *("name", "kind", "street", "house_number", "postcode", "town"),
        *("opening", "ready", "makes", "leaves_out", "supplies_meals"),
    ),
}
_DOUBLE = "adding_double"


def asked_for(kind: ListKind) -> Asked:
    return Asked(kind, f"add_{kind}", {"town": "Den Haag"}, _FIRST[kind])


def show(t: Speaker, kind: ListKind) -> None:
    """The short form; everything else can be filled in later on the record itself."""
    asked = asked_for(kind)
    with st.expander(
        t("Iemand toevoegen") if kind is not ListKind.HUBS else t("Locatie toevoegen")
    ):
        fields(t, asked)
        _look_alikes(t, kind, st.session_state.get(f"{asked.key}_name", ""))
        double = st.session_state.get(_DOUBLE)
        if double:
            parts.show(parts.note("look", double))
        st.button(
            t("Toch toevoegen") if double else t("Voeg toe"),
            type="primary",
            key=f"{asked.key}_save",
            on_click=_add,
            args=(asked, bool(double)),
        )


def _look_alikes(t: Speaker, kind: ListKind, name: str) -> None:
    if len(name.strip()) < 3:
        return
    with session.view() as work:
        found = registering.find_similar(work, KIND_OF_LIST[kind], name)
    for one in found[:3]:
        left, right = st.columns([4, 1], vertical_alignment="center")
        where = one.address.line if one.address else ""
        left.write(t("Staat er al: {who}, {where}", who=one.label, where=where))
        right.button(
            t("Open"),
            key=f"similar_{one.person}",
            on_click=record.open_record,
            args=(KIND_OF_LIST[kind], one.person),
        )


def _add(asked: Asked, double_is_fine: bool) -> None:
    someone = read(asked)
    if someone is None:
        return
    st.session_state.pop(_DOUBLE, None)
    t = session.speak()
    try:
        with session.home().work(session.actor()) as work:
            added: Kept = registering.add(work, someone, double_is_fine=double_is_fine)
    except NotPossible as error:
        st.session_state[_DOUBLE] = t.fact(error.fact)
        return
    except VoedselbrigadeError as error:
        session.tell("problem", t.fact(error.fact))
        return
    session.tell("good", t("{who} is toegevoegd.", who=label_of(added)))
    forget(asked)
    session.locate_all()
