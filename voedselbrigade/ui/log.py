"""The log on screen: who looked or did what on a day, and who looked at one person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from voedselbrigade.domain.access import Action
from voedselbrigade.domain.history import PersonKind
from voedselbrigade.services import auditing
from voedselbrigade.services.store import AuditEntry, AuditKind
from voedselbrigade.ui import session
from voedselbrigade.ui.parts import Tone
from voedselbrigade.ui.rows import Column, Row, rows, small, tagged, two_lines
from voedselbrigade.words import Speaker
from voedselbrigade.words.terms import TERMS

_MOST = 300
_TONES: Mapping[AuditKind, Tone] = {
    AuditKind.DID: "good",
    AuditKind.READ: "neutral",
    AuditKind.REFUSED: "problem",
}


def of_day(t: Speaker) -> None:
    """The log of one day, for who may read it."""
    if not session.actor().may(Action.READ_AUDIT):
        return
    with st.expander(t("Logboek: wie keek of deed wat"), on_change="rerun") as box:
        if not box.open:
            return
        today = session.home().now().date()
        day = st.date_input(t("Dag"), today, max_value=today, format="DD-MM-YYYY", key="log_day")
        with session.view() as work:
            found = auditing.of_day(work, day)
            names = auditing.names(work, found[:_MOST])
        _list(t, "log_of_day", found, names)


def about(t: Speaker, kind: PersonKind, ident: int) -> None:
    """Who looked at one person: whoever is on a list may ask us that."""
    if not session.actor().may(Action.READ_AUDIT):
        return
    with session.view() as work:
        found = auditing.about(work, kind, ident)
    with st.expander(t("Wie keek hiernaar? ({n})", n=len(found))):
        _list(t, f"log_{kind}_{ident}", found, {})


def _list(
    t: Speaker, key: str, found: Sequence[AuditEntry], names: Mapping[tuple[str, str], str]
) -> None:
    rows(
        key,
        [Column(t("Wanneer")), Column(t("Wat")), Column(t("Over"))],
        [_line(t, index, one, names) for index, one in enumerate(found[:_MOST])],
        empty=t("Er staat niets in het logboek."),
        height="50vh",
    )
    if len(found) > _MOST:
        st.write(
            t("Dit zijn de laatste {some} regels van {all:number}.", some=_MOST, all=len(found))
        )


def _line(t: Speaker, index: int, one: AuditEntry, names: Mapping[tuple[str, str], str]) -> Row:
    known = one.subject_kind in TERMS["subject"]
    kind = t.term("subject", one.subject_kind) if known else one.subject_kind
    name = names.get((one.subject_kind, one.subject_id), one.subject_id)
    done = tagged(_TONES[one.what], t.term("audit", one.what))
    return Row(
        id=str(index),
        cells=[
            two_lines(f"{one.at:%d-%m-%Y %H:%M}", one.account_name),
            [small(t.term("action", one.action)), done],
            two_lines(name, kind) if name else kind,
        ],
        who=one.account_name,
    )
