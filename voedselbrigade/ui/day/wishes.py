"""What every wish came to in the plan, and how the plan became better while it was searched."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from voedselbrigade.domain.plans import Plan, PlannedRoute, PlannedStop, StopStatus
from voedselbrigade.domain.wish_costs import WishCost
from voedselbrigade.services import searching
from voedselbrigade.services.searching import Point
from voedselbrigade.services.store import SearchRow
from voedselbrigade.ui import parts
from voedselbrigade.ui.rows import Column, Row, rows
from voedselbrigade.words import Speaker

WORTH_TELLING_S = 60
"""Less than a minute more is not worth a word at a door."""
BARS, LOWEST = 40, 12
"""Bars of a curve, and how high the best plan still is, in percent."""


def show(t: Speaker, plan: Plan) -> None:
    """Every wish with how often it was met and what that took, below the routes."""
    if not plan.wishes:
        return
    with st.expander(t("Wat elke wens kostte")):
        if plan.moves:
            told = t("Zo was het toen het plan werd gemaakt. Daarna is er met de hand iets anders.")
            parts.show(parts.note("info", told))
        st.write(
            t(
                "Een vast gezicht kost soms een omweg. Mag het meer kosten, of juist minder? Zet "
                "het bij stap 3 anders en plan opnieuw. De andere wensen staan bij Instellingen."
            )
        )
        rows(
            "wish_rows",
            [
                Column(t("Wens")),
                Column(t("Gelukt"), right=True),
                Column(t("Kost meer werk"), right=True),
                Column(t("Niet gelukt telt als"), right=True),
            ],
            [_row(t, wish) for wish in plan.wishes],
        )


def _row(t: Speaker, wish: WishCost) -> Row:
    return Row(
        id=wish.wish,
        cells=[
            t.term("wish", wish.wish),
            t("{met} van {asked}", met=wish.met, asked=wish.asked),
            _minutes(t, wish.extra_s),
            _minutes(t, wish.price_s),
        ],
    )


def _minutes(t: Speaker, seconds: int) -> str:
    return t("{s:minutes} min", s=seconds) if seconds else "–"


def at_door(t: Speaker, stop: PlannedStop) -> str:
    """What a familiar face costs at one door; empty when a stranger comes."""
    if not stop.familiar:
        return ""
    if stop.face_extra_s < WORTH_TELLING_S:
        return t("vaste bezorger")
    return t("door de vaste bezorger: +{s:minutes} min", s=stop.face_extra_s)


def at_time(t: Speaker, stop: PlannedStop) -> str:
    """When somebody would rather have had his visit; empty when it is then, or nearly."""
    if stop.wanted is None or stop.off_wanted_s < WORTH_TELLING_S:
        return ""
    return t("liever {a:clock}–{b:clock}", a=stop.wanted.start_s, b=stop.wanted.end_s)


def on_route(t: Speaker, route: PlannedRoute) -> str:
    """At how many doors a route is known, and what that costs; empty when at none."""
    going = [stop for stop in route.stops if stop.status is StopStatus.PLANNED]
    known = sum(stop.familiar for stop in going)
    if not known:
        return ""
    more_s = sum(stop.face_extra_s for stop in going)
    if more_s < WORTH_TELLING_S:
        return t("bekend bij {n} van {all}", n=known, all=len(going))
    return t("bekend bij {n} van {all}: +{s:minutes} min", n=known, all=len(going), s=more_s)


# While it was searched ---------------------------------------------------------------------------


def course(t: Speaker, row: SearchRow) -> None:
    """The curve of a search, with the sentence that says the same."""
    told = searching.course(row.progress)
    if told is None:
        return
    limit = row.progress.get("elapsed_s")
    ends_s = float(limit) if isinstance(limit, int | float) else 0.0
    parts.show(_curve(searching.better_plans(row.progress), ends_s, t.fact(told)))
    st.caption(t.fact(told))


def _curve(points: Sequence[Point], ends_s: float, told: str) -> str:
    """Cost over time as bars, from the first plan to the best: lower is better."""
    last_s = max(ends_s, points[-1][0], 0.1)
    most, least = points[0][2], points[-1][2]
    bars = []
    for number in range(BARS):
        at_s = last_s * (number + 1) / BARS
        cost = next((cost for s, _, cost in reversed(points) if s <= at_s), None)
        high = 0 if cost is None else LOWEST + (100 - LOWEST) * (cost - least) // (most - least)
        bars.append(f'<i style="height:{high}%"></i>')
    made = "".join(bars)
    return f'<div class="vb-curve" role="img" aria-label="{parts.safe(told)}">{made}</div>'
