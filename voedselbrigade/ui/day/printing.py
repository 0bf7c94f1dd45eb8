"""Step 6: the sheets: one PDF for everybody, and per route a page for the phone and a track."""

from __future__ import annotations

from datetime import date
from functools import partial

import streamlit as st

from voedselbrigade.domain.plans import Plan
from voedselbrigade.services.printing import STRAIGHT
from voedselbrigade.ui import downloads, parts
from voedselbrigade.ui.day.publishing import holding
from voedselbrigade.wiring.handouts import PrintWishes
from voedselbrigade.words import Speaker


def show(t: Speaker, day: date, draft: Plan | None, holds: Plan | None) -> None:
    if holds is None and draft is None:
        parts.show(parts.note("info", t("Er is nog geen plan. Maak er een bij stap 3.")))
        return
    if holds is not None:
        parts.show(parts.note("good", holding(t, holds)))
        _downloads(t, day, holds, draft=False)
    else:
        parts.show(
            parts.note("look", t("Dit plan is nog niet gepubliceerd. Op elk blad staat CONCEPT."))
        )
    if draft is not None:
        if holds is not None:
            st.subheader(t("Concept dat nog niet gepubliceerd is"))
        _downloads(t, day, draft, draft=True)


def _downloads(t: Speaker, day: date, plan: Plan, draft: bool) -> None:
    name = f"routes-{day.isoformat()}" + ("-concept" if draft else f"-v{plan.version}")
    wishes = _wishes(t, plan)
    first, second, third = st.columns(3)
    first.download_button(
        t("Alle routebladen (PDF)"),
        data=lambda: downloads.sheets_pdf(day, plan.id, wishes),
        file_name=f"{name}.pdf",
        mime="application/pdf",
        type="secondary" if draft else "primary",
        key=f"pdf_{plan.id}",
        on_click="ignore",
        width="stretch",
    )
    second.download_button(
        t("Alles in één map (zip)"),
        data=lambda: downloads.sheets_zip(day, plan.id),
        file_name=f"{name}.zip",
        mime="application/zip",
        key=f"zip_{plan.id}",
        on_click="ignore",
        width="stretch",
    )
    third.download_button(
        t("Lijst voor Excel"),
        data=lambda: downloads.plan_workbook(day, plan.id),
        file_name=f"{name}.xlsx",
        key=f"xlsx_{plan.id}",
        on_click="ignore",
        width="stretch",
    )
    _kitchens(t, day, plan, name)
    st.write(
        t(
            "In de zip: per route een pagina voor de telefoon (werkt zonder internet), een GPX, "
            "de kaart en de lijst."
        )
    )


def _wishes(t: Speaker, plan: Plan) -> PrintWishes:
    """The way can be told only over streets that are known."""
    with st.container(horizontal=True):
        large = st.checkbox(t("Alles in grote letters"), key=f"large_{plan.id}")
        turns = plan.roads != STRAIGHT and st.checkbox(
            t("Met de weg in woorden erbij"), key=f"turns_{plan.id}"
        )
    return PrintWishes(large, turns)


def _kitchens(t: Speaker, day: date, plan: Plan, name: str) -> None:
    """One list per kitchen: what to cook, which allergies, what goes in which crate."""
    hubs = {trip.hub: trip.hub_name for route in plan.runs for trip in route.trips}
    if not hubs:
        return
    for place, (hub, hub_name) in zip(st.columns(len(hubs)), hubs.items(), strict=True):
        place.download_button(
            t("Kook- en laadlijst {hub}", hub=hub_name),
            data=partial(downloads.kitchen_list, day, plan.id, hub),
            file_name=f"{t('keuken')}-{hub}-{name}.pdf",
            mime="application/pdf",
            key=f"kitchen_{plan.id}_{hub}",
            on_click="ignore",
            width="stretch",
        )
