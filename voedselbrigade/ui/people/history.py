"""What was changed about somebody, when and by whom; what was noted, what was delivered."""

from __future__ import annotations

import streamlit as st

from voedselbrigade.domain.history import PersonKind, Source
from voedselbrigade.domain.places import HUB_FIELDS
from voedselbrigade.services import registering
from voedselbrigade.services.registering import HistoryLine, Names
from voedselbrigade.ui import session
from voedselbrigade.ui.rows import Column, Row, rows, small, tagged, two_lines
from voedselbrigade.words import Speaker
from voedselbrigade.words.values import field_name, value_text


def show(t: Speaker, kind: PersonKind, ident: int, names: Names) -> None:
    with st.expander(t("Geschiedenis")):
        with session.view() as work:
            found = registering.history(work, kind, ident)
        rows(
            f"history_{kind}_{ident}",
            [Column(t("Wanneer")), Column(t("Wat")), Column(t("Was → werd"))],
            [_line(t, index, line, names) for index, line in enumerate(found.lines)],
            empty=t("Er is nog niets veranderd."),
            height="50vh",
        )
        for one in found.deliveries[:20]:
            outcome = t.term("outcome", one.outcome) if one.outcome else t("nog niets bekend")
            st.write(
                t("{day:date}: {what}, route {route}", day=one.day, what=outcome, route=one.route)
            )


def _line(t: Speaker, index: int, line: HistoryLine, names: Names) -> Row:
    cause = line.cause
    source = t("uit een lijst") if cause.source is Source.FILE else t("door het kantoor")
    if not line.field:
        what, change = t("toegevoegd"), ""
    else:
        what = field_name(t, line.field)
        old, new = (_value(t, line.field, value, names) for value in (line.old, line.new))
        change = f"{old} → {new}"
    return Row(
        id=str(index),
        cells=[
            two_lines(f"{cause.at:%d-%m-%Y %H:%M}", cause.by),
            [small(what), tagged("neutral", source)],
            change,
        ],
    )


def _value(t: Speaker, field: str, value: object, names: Names) -> str:
    kind = PersonKind.HUB if field in HUB_FIELDS else PersonKind.VOLUNTEER
    return value_text(t, field, value, name_of=lambda ident: names.get((kind, ident), str(ident)))
