"""Step 4: what is brought to service points first, and who waits when that comes later."""

from __future__ import annotations

from datetime import date

import streamlit as st

from voedselbrigade.domain.lateness import Late, hit_by, told
from voedselbrigade.domain.plans import Plan, PlannedRoute, PlannedStop
from voedselbrigade.services.searching import SearchOrder
from voedselbrigade.ui import parts, session
from voedselbrigade.ui.rows import Column, Row, rows, two_lines
from voedselbrigade.words import Speaker
from voedselbrigade.words.formats import clock

_LATE_MINUTES = [0, 5, 10, 15, 20, 30, 45, 60, 90]


def show(t: Speaker, plan: Plan, holds: Plan) -> None:
    """Nothing on a day without supplies. A delay counts from the plan that holds."""
    if not plan.supplies:
        return
    st.subheader(t("Eerst naar de servicepunten"))
    rows(
        "supply_rows",
        [Column(t("Aanvoer")), Column(t("Wie")), Column(t("Punt")), Column(t("Wie wacht daar"))],
        [_row(t, plan, run, stop) for run in plan.supplies for stop in run.stops],
    )
    if holds.supplies:
        _later(t, holds)


def _row(t: Speaker, plan: Plan, run: PlannedRoute, stop: PlannedStop) -> Row:
    meals = t.many("{n} maaltijd", "{n} maaltijden", stop.meals)
    waiting = {
        route.code: trip.departs_s
        for route in plan.routes
        for trip in reversed(route.trips)
        if trip.hub == stop.hub
    }
    first = t("de eerste weg om {s:clock}", s=min(waiting.values())) if waiting else ""
    return Row(
        id=f"{run.code}-{stop.number}",
        cells=[
            two_lines(run.code, t("weg om {s:clock}", s=run.trips[stop.trip].departs_s)),
            two_lines(run.volunteer_name, t.term("transport", run.transport)),
            two_lines(stop.name, t("{meals}, klaar om {at}", meals=meals, at=clock(stop.leaves_s))),
            two_lines(t("{routes:list}", routes=tuple(waiting)), first),
        ],
    )


def _later(t: Speaker, plan: Plan) -> None:
    """Choose who is late and how much: at once it is told who waits."""
    left, right = st.columns(2)
    code = left.selectbox(
        t("Komt iemand later?"), [run.code for run in plan.supplies], key="late_supply"
    )
    minutes = right.select_slider(
        t("Hoeveel later?"),
        _LATE_MINUTES,
        format_func=lambda n: t.many("{n} minuut", "{n} minuten", n),
        key="late_minutes",
    )
    if not code or not minutes:
        return
    late = Late(code, int(minutes) * 60)
    found = hit_by(plan, late)
    if not found:
        parts.show(parts.note("good", t("Niemand hoeft daarop te wachten.")))
        return
    lines = [t.fact(fact) for one in found for fact in told(one)]
    parts.show(parts.note("look", t("Dit gebeurt er als u niets doet"), lines))
    st.button(
        t("Plan opnieuw met deze vertraging"),
        key="late_plan",
        on_click=_start,
        args=(plan.day, late),
    )


def _start(day: date, late: Late) -> None:
    with session.told_later():
        session.home().searches().start(day, session.actor(), SearchOrder(late=late))
        t = session.speak()
        session.tell("info", t("Het zoeken is begonnen. Bij stap 3 ziet u hoe ver het is."))
