"""Step 5: publish: what stands in the way, what is worth a look, and what changes for whom."""

from __future__ import annotations

from datetime import date

import streamlit as st

from voedselbrigade.adapters import maps
from voedselbrigade.adapters.route_sheets import unprintable
from voedselbrigade.domain.plan_changes import RouteChange
from voedselbrigade.domain.plans import Plan
from voedselbrigade.services import publishing
from voedselbrigade.ui import parts, session
from voedselbrigade.ui.rows import Column, Row, route_chip, rows
from voedselbrigade.words import Speaker


def show(t: Speaker, day: date, draft: Plan | None, holds: Plan | None) -> None:
    if holds is not None:
        parts.show(parts.note("good", holding(t, holds)))
    if draft is None:
        if holds is None:
            parts.show(parts.note("info", t("Er is nog geen plan. Maak er een bij stap 3.")))
        return
    with session.view() as work:
        seen = publishing.look(work, day)
    _verdict(t, seen)
    _changes(t, draft, seen.changes)
    version = (holds.version if holds else 0) + 1
    sure = not seen.warnings or st.checkbox(
        t("Ik heb dit gelezen. Toch publiceren."), key=f"publish_sure_{draft.revision}"
    )
    st.button(
        t("Publiceer versie {n}", n=version),
        type="primary",
        key="publish",
        disabled=bool(seen.blocks) or not sure,
        on_click=_publish,
        args=(day, draft.revision),
    )


def holding(t: Speaker, holds: Plan) -> str:
    at = holds.published_at.strftime("%H:%M") if holds.published_at else ""
    return t("Versie {n} geldt, gepubliceerd om {at}.", n=holds.version, at=at)


def _verdict(t: Speaker, seen: publishing.Look) -> None:
    if seen.blocks:
        head = t.many(
            "{n} probleem houdt het publiceren tegen",
            "{n} problemen houden het publiceren tegen",
            len(seen.blocks),
        )
        parts.show(parts.note("problem", head, [t.fact(fact) for fact in seen.blocks]))
    else:
        parts.show(parts.note("good", t("Niets houdt het publiceren tegen.")))
    warnings = (*seen.warnings, *unprintable(seen.plan))
    if warnings:
        parts.show(parts.note("look", t("Kijk hier nog naar"), [t.fact(f) for f in warnings]))


def _changes(t: Speaker, plan: Plan, changes: tuple[RouteChange, ...]) -> None:
    """Per route what is different from the version that holds now."""
    if not changes:
        return
    st.subheader(t("Wat verandert er?"))
    rows(
        "change_rows",
        [Column(t("Route")), Column(t("Wat is er anders"))],
        [
            Row(
                id=change.route,
                cells=[
                    [route_chip(change.route, maps.colour_of(plan, change.route))],
                    " ".join(t.fact(f) for f in change.facts),
                ],
            )
            for change in changes
        ],
        height="45vh",
    )


def _publish(day: date, revision: int) -> None:
    t = session.speak()
    with session.doing(t("Het plan is gepubliceerd. U kunt nu printen.")) as work:
        publishing.publish(work, day, revision)
        st.session_state["day_step"] = 5
