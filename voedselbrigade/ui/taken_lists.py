"""What came of a list: the result, every list that was taken over, and taking one back."""

from __future__ import annotations

import streamlit as st

from voedselbrigade.domain.history import ImportId, ImportStatus
from voedselbrigade.services import import_undoing, importing
from voedselbrigade.services.importing import ImportResult
from voedselbrigade.ui import parts, session
from voedselbrigade.ui.rows import Column, Row, RowAction, rows, tagged, two_lines
from voedselbrigade.words import Speaker
from voedselbrigade.words.values import kept_line

DONE = "import_done"
"""Where the result of the list that was just taken over is kept for the page."""


def done(t: Speaker, result: ImportResult) -> None:
    parts.show(
        parts.note(
            "good",
            t.many("{n} wijziging overgenomen.", "{n} wijzigingen overgenomen.", result.touched),
            [t.many("{n} rij niet.", "{n} rijen niet.", len(result.skipped))]
            if result.skipped
            else [],
        )
    )
    st.button(t("Maak ongedaan"), key="import_undo", on_click=_take_back, args=(result.run.id,))
    runs(t)


def runs(t: Speaker) -> None:
    with session.view() as work:
        found = importing.runs(work)
    st.subheader(t("Eerder overgenomen"))
    rows(
        "import_runs",
        [Column(t("Bestand")), Column(t("Wanneer")), Column(t("Wat"))],
        [
            Row(
                id=str(run.id),
                cells=[
                    two_lines(run.file_name, t.term("list_kind", run.kind)),
                    f"{run.at:%d-%m-%Y %H:%M}, {run.by}",
                    [tagged("neutral", t("ongedaan gemaakt"))]
                    if run.status is ImportStatus.UNDONE
                    else t(
                        "{new} nieuw, {changed} gewijzigd, {wrong} fout",
                        new=run.counts.get("new", 0),
                        changed=run.counts.get("changed", 0),
                        wrong=run.counts.get("wrong", 0),
                    ),
                ],
                actions=[RowAction("undo", t("Maak ongedaan"))]
                if run.status is not ImportStatus.UNDONE
                else [],
                who=run.file_name,
            )
            for run in found
        ],
        on_action=lambda ident, action: _take_back(ImportId(int(ident))),
        empty=t("Er is nog geen lijst overgenomen."),
        height="40vh",
    )


def _take_back(ident: ImportId) -> None:
    t = session.speak()
    with session.doing() as work:
        undone = import_undoing.undo(work, ident)
        session.tell("good", t("De lijst is ongedaan gemaakt."))
        for fact in undone.facts:
            session.tell("look", t.fact(fact))
        for one in undone.kept:
            changed = (one.field, one.value)
            session.tell("look", kept_line(t, undone.run.kind, one.label, changed, one.by))
        st.session_state.pop(DONE, None)
