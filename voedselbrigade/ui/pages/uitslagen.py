"""Uitslagen: what came back on paper is typed in, and the day is closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from voedselbrigade.adapters import maps
from voedselbrigade.domain.plans import (
    Delivery,
    Outcome,
    Plan,
    PlannedRoute,
    PlannedStop,
    RouteKind,
    StopStatus,
    in_force,
)
from voedselbrigade.domain.settling import Tick
from voedselbrigade.errors import Fact, VoedselbrigadeError
from voedselbrigade.services import delivering, reviewing
from voedselbrigade.ui import parts, session
from voedselbrigade.ui.parts import Tile, Tone
from voedselbrigade.ui.rows import Column, Row, RowAction, rows, tagged, two_lines
from voedselbrigade.words import Speaker
from voedselbrigade.words.formats import long_date

_ACTIONS = {"given": Outcome.GIVEN, "not_home": Outcome.NOT_HOME, "refused": Outcome.REFUSED}


def page() -> None:
    t, day = session.speak(), session.day()
    title = long_date(day, t.language)
    parts.show(parts.heading(t("Uitslagen"), title))
    with session.view() as work:
        plan = in_force(reviewing.versions(work, day))
        found = reviewing.deliveries(work, day)
    if plan is None:
        parts.show(parts.note("info", t("Voor deze dag is nog niets gepubliceerd.")))
        return
    known = {(one.route, one.stop): one for one in found}
    _tiles(t, plan, known)
    _type_in(t, plan)
    codes = [run.code for run in plan.runs]
    first = next((route.code for route in plan.routes), None)
    code = st.segmented_control(t("Route"), codes, default=first, key="route")
    route = plan.run(code) if code else None
    if route is not None:
        _stops(t, plan, route, known)


def _tiles(t: Speaker, plan: Plan, known: dict[tuple[str, str], Delivery]) -> None:
    doors = [
        (r.code, s.number) for r, s in plan.every_stop() if s.status is not StopStatus.CANCELLED
    ]
    said = [known[door] for door in doors if door in known]
    done = [one for one in said if one.outcome is not None]
    counts = {outcome: sum(1 for one in done if one.outcome is outcome) for outcome in Outcome}
    supplies = {run.code for run in plan.supplies}
    worries = sum(1 for (code, _), one in known.items() if one.worry and code not in supplies)
    parts.show(
        parts.tiles(
            [
                Tile(f"{len(done)}", t("adressen bekend"), t("van {n}", n=len(doors))),
                Tile(str(counts[Outcome.GIVEN]), t("gegeven")),
                Tile(str(counts[Outcome.NOT_HOME]), t("niet thuis")),
                Tile(str(counts[Outcome.REFUSED]), t("geweigerd")),
                Tile(str(worries), t("zorgen: bel na")),
            ]
        )
    )


def _type_in(t: Speaker, plan: Plan) -> None:
    """As the paper is ticked: one line per route, or many."""
    with st.form("ticks", clear_on_submit=False):
        st.text_area(
            t("Typ over van papier"),
            key="tick_text",
            placeholder="R08 1-3G 4N 12:10 5GZ",
        )
        st.write(t("G gegeven, N niet thuis, W geweigerd, Z zorg. De tijd mag erachter."))
        if plan.supplies:
            st.write(t("Bij een aanvoer (T01): G gebracht, N punt dicht, W te weinig, Z te laat."))
        st.form_submit_button(t("Verwerk"), on_click=_settle, args=(plan.day,))


def _settle(day: date) -> None:
    """Good lines are booked; what could not be read stays in the field, with the reason."""
    t, text = session.speak(), st.session_state["tick_text"]
    try:
        with session.home().work(session.actor()) as work:
            settled = delivering.settle_lines(work, day, text)
    except VoedselbrigadeError as error:
        session.tell("problem", t.fact(error.fact))
        return
    _tell_settled(t, settled)
    lines = text.splitlines()
    wrong = sorted({problem.line for problem in settled.problems})
    st.session_state["tick_text"] = "\n".join(lines[n - 1] for n in wrong if n <= len(lines))


def _tell_settled(t: Speaker, settled: delivering.Settled) -> None:
    session.tell(
        "good",
        t(
            "{new} nieuw, {corrected} verbeterd, {same} al bekend.",
            new=settled.new,
            corrected=settled.corrected,
            same=settled.unchanged,
        ),
    )
    for fact in settled.to_call:
        session.tell("look", t.fact(fact))
    for problem in settled.problems:
        session.tell("problem", t.fact(problem.fact))
    if settled.closed:
        session.tell("good", t("Alles is bekend. De dag is gesloten."))


def _stops(
    t: Speaker, plan: Plan, route: PlannedRoute, known: dict[tuple[str, str], Delivery]
) -> None:
    words = "brought" if route.kind is RouteKind.SUPPLY else "outcome"
    chip = parts.chip(route.code, maps.colour_of(plan, route.code))
    parts.show(f"{chip} <b>{parts.safe(route.volunteer_name)}</b>")
    rows(
        "settle_rows",
        [Column(t("Nr")), Column(t("Naam en adres")), Column(t("Uitslag"))],
        [_row(t, stop, known.get((route.code, stop.number)), words) for stop in route.stops],
        on_action=lambda number, action: _tap(plan.day, route.code, number, action, known),
        height="75vh",
    )


def _row(t: Speaker, stop: PlannedStop, said: Delivery | None, words: str) -> Row:
    actions: Sequence[RowAction] = [
        RowAction(name, t.term(words, name)) for name in (*_ACTIONS, "worry")
    ]
    return Row(
        id=stop.number,
        cells=[stop.number, two_lines(stop.name, stop.street_line), _said(t, said, words)],
        actions=actions,
        who=f"{stop.number} {stop.name}",
        gone=stop.status is StopStatus.CANCELLED,
    )


def _said(t: Speaker, said: Delivery | None, words: str) -> list[dict[str, str]]:
    if said is None:
        return [tagged("neutral", t("nog niets bekend"))]
    tags = []
    if said.outcome is not None:
        at = t(" {at:clock}", at=said.at_door_s) if said.at_door_s is not None else ""
        tone: Tone = "good" if said.outcome is Outcome.GIVEN else "look"
        tags.append(tagged(tone, t.term(words, said.outcome) + at))
    if said.worry:
        tags.append(tagged("problem", t.term(words, "worry")))
    return tags


def _tap(
    day: date, route: str, number: str, action: str, known: dict[tuple[str, str], Delivery]
) -> None:
    before = known.get((route, number))
    outcome = _ACTIONS.get(action, before.outcome if before else None)
    worry = (not (before and before.worry)) if action == "worry" else bool(before and before.worry)
    at_door_s = before.at_door_s if before else None
    tick = Tick(0, route, number, outcome, worry, at_door_s)
    to_call: tuple[Fact, ...] = ()
    with session.doing() as work:
        to_call = delivering.to_call(work, day, [delivering.settle_stop(work, day, tick)])
    t = session.speak()
    for fact in to_call:
        session.tell("look", t.fact(fact))


page()
