"""Step 3: make the plan. The search runs elsewhere; this page watches its row in the database."""

from __future__ import annotations

import streamlit as st

from voedselbrigade.domain.gathered_days import DeliveryDay, Sorted
from voedselbrigade.domain.plans import Plan, StopStatus
from voedselbrigade.routing.replanning import Mode
from voedselbrigade.services import planning, searching
from voedselbrigade.services.searching import SearchOrder
from voedselbrigade.services.store import SearchRow, SearchState
from voedselbrigade.ui import parts, session, street_map
from voedselbrigade.ui.day import wishes
from voedselbrigade.ui.parts import Tile
from voedselbrigade.words import Speaker

_SECONDS = [5, 10, 20, 30, 60, 120]
_FACE_MINUTES = [0, 1, 2, 3, 4, 6, 8, 10, 15, 20, 30]


def show(t: Speaker, day: DeliveryDay, sorted_out: Sorted, draft: Plan | None) -> None:
    with session.view() as work:
        row = searching.state(work, day.day)
    if row is not None and row.state is SearchState.RUNNING:
        _watch(t, day)
        return
    _ended(t, row)
    _where_it_stands(t, day, sorted_out)
    if draft is not None:
        parts.show(parts.note("good", _summary(t, draft), []))
        if row is not None and row.state is SearchState.FINISHED:
            wishes.course(t, row)
    mode = _what_may_change(t, day)
    with st.container(key="vb_wide_plan"):
        first, left, right = st.columns([2, 2, 1], vertical_alignment="bottom")
    with first:
        faces = _what_a_face_may_cost(t, day, draft)
    seconds = left.select_slider(
        t("Hoe lang zoeken?"),
        _SECONDS,
        value=_nearest(day.settings.search_seconds),
        format_func=lambda n: t("{n} seconden", n=n),
        key="plan_seconds",
    )
    right.button(
        t("Maak een nieuw plan") if draft else t("Maak het plan"),
        type="secondary" if draft else "primary",
        key="plan_start",
        on_click=_start,
        args=(day, seconds, mode, faces),
    )


def _where_it_stands(t: Speaker, day: DeliveryDay, sorted_out: Sorted) -> None:
    parts.show(
        parts.tiles(
            [
                Tile(
                    str(len(sorted_out.going)),
                    t("mensen kunnen mee"),
                    t("{n} niet", n=len(sorted_out.kept_back)),
                ),
                Tile(str(day.volunteers), t("vrijwilligers komen")),
                Tile(str(len(day.hubs)), t("keukens open")),
                street_map.tile(t),
            ]
        )
    )


def _what_a_face_may_cost(t: Speaker, day: DeliveryDay, draft: Plan | None) -> int:
    """A slider that stands where the draft, or else the office, has it: for this plan alone."""
    before = _faces_before(day, draft)
    chosen = st.select_slider(
        t("Wat mag een vaste bezorger kosten?"),
        sorted({*_FACE_MINUTES, before}),
        value=before,
        format_func=lambda n: t.many("{n} minuut", "{n} minuten", n),
        help=t(
            "Zoveel minuten omweg is een bekend gezicht aan de deur waard. Bij wie slecht loopt "
            "telt het zwaarder. Dit geldt voor dit plan; bij Instellingen zet u het voor altijd."
        ),
        key="plan_faces",
    )
    return int(chosen)


def _what_may_change(t: Speaker, day: DeliveryDay) -> Mode | None:
    """Of a plan that is there: all of it, as little as can be, or one thing only."""
    if not day.standing:
        return None
    names = {
        Mode.LEAST_CHANGE: t("Zo weinig mogelijk"),
        Mode.ONLY_INSERT: t("Alleen nieuwe mensen erbij"),
        Mode.ONLY_REORDER: t("Alleen de volgorde"),
        Mode.EVERYTHING: t("Alles opnieuw"),
    }
    with session.view() as work:
        usual = planning.usual_mode(work, day.day)
    chosen = st.segmented_control(
        t("Wat mag er veranderen aan het plan dat er is?"),
        list(names),
        default=usual,
        required=True,
        format_func=lambda one: names[one],
        key="plan_mode",
    )
    return Mode(chosen) if chosen else None


def _faces_before(day: DeliveryDay, draft: Plan | None) -> int:
    """What a familiar face was worth in the draft, else what the office says."""
    before = draft.settings.get("price_new_face_min") if draft else None
    return before if isinstance(before, int) else day.settings.price_new_face_min


def _nearest(seconds: int) -> int:
    return min(_SECONDS, key=lambda n: abs(n - seconds))


def _start(day: DeliveryDay, seconds: int, mode: Mode | None, faces: int) -> None:
    order = SearchOrder(seconds=float(seconds), mode=mode, new_face_min=faces)
    with session.told_later():
        session.home().searches().start(day.day, session.actor(), order)


def _watch(t: Speaker, day: DeliveryDay) -> None:
    """Look once a second until the search has ended; then the whole page is drawn anew."""

    @st.fragment(run_every=1)
    def progress() -> None:
        with session.view() as work:
            row = searching.state(work, day.day)
        if row is None or row.state is not SearchState.RUNNING:
            st.rerun()
        else:
            _bar(t, row)

    progress()
    st.button(t("Stop, neem dit"), key="plan_stop", on_click=_stop, args=(day,))


def _bar(t: Speaker, row: SearchRow) -> None:
    known = row.progress
    elapsed, limit = float(str(known.get("elapsed_s", 0))), known.get("limit_s")
    part = min(1.0, elapsed / float(str(limit))) if limit else 0.0
    if "stops" in known:
        text = t(
            "Nog {left:number} seconden. Nu: {served} van {stops} mensen.",
            left=max(0, round(float(str(limit or 0)) - elapsed)),
            served=known["served"],
            stops=known["stops"],
        )
    else:
        text = t("De eerste routes worden gezocht.")
    st.progress(part, text=text)
    wishes.course(t, row)
    st.write(t("U kunt gewoon verder werken. Het zoeken gaat door."))


def _stop(day: DeliveryDay) -> None:
    with session.doing() as work:
        searching.finish(work, day.day)


def _ended(t: Speaker, row: SearchRow | None) -> None:
    if row is None or row.problem is None:
        return
    parts.show(parts.note("problem", t.fact(row.problem)))


def _summary(t: Speaker, draft: Plan) -> str:
    served = sum(stop.status is StopStatus.PLANNED for _, stop in draft.every_stop())
    made = draft.made_at
    return t(
        "Er ligt een concept: {routes} routes, {served} mensen, {left} niet ingedeeld. "
        "Gemaakt om {at} door {who}.",
        routes=len(draft.routes),
        served=served,
        left=len(draft.left_out),
        at=made.strftime("%H:%M") if made else "",
        who=draft.made_by,
    )
