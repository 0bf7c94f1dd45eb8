"""Two plans of a day side by side: for whom it is different, and which sheets to print again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import streamlit as st

from voedselbrigade.domain.plan_comparison import Comparison, Totals
from voedselbrigade.domain.plans import Plan
from voedselbrigade.services import reviewing
from voedselbrigade.ui import parts, session
from voedselbrigade.ui.rows import Column, Row, rows
from voedselbrigade.words import Speaker
from voedselbrigade.words.formats import more_kilometres

_FIRST, _SECOND = "compare_first", "compare_second"


def show(t: Speaker, versions: Sequence[Plan]) -> None:
    """Folded; nothing while the day has one plan. It opens on what holds beside the last plan."""
    if len(versions) < 2:
        return
    names = [reviewing.name_of(plan) for plan in versions]
    with st.expander(t("Vergelijk twee plannen")):
        left, right = st.columns(2)
        with left:
            first = _choose(t, t("Van"), _FIRST, names, names[-2])
        with right:
            second = _choose(t, t("Naar"), _SECOND, names, names[-1])
        with session.told_errors():
            with session.view() as work:
                _, _, found = reviewing.compared(work, versions[0].day, first, second)
            _difference(t, found)


def _choose(t: Speaker, label: str, key: str, names: list[str], usual: str) -> str:
    if st.session_state.get(key) not in names:
        st.session_state[key] = usual
    return st.selectbox(label, names, key=key, format_func=lambda name: _called(t, name))


def _called(t: Speaker, name: str) -> str:
    return t("Concept") if name == reviewing.DRAFT_NAME else t("Versie {n}", n=name)


def _difference(t: Speaker, found: Comparison) -> None:
    if not found.routes and not found.people:
        parts.show(parts.note("good", t("Er is geen verschil.")))
        return
    if found.reprint:
        st.write(t("Opnieuw printen: {routes:list}.", routes=found.reprint))
    else:
        st.write(t("Er hoeft geen blad opnieuw te worden geprint."))
    lines = list(_totals(t, found.before, found.after))
    if lines:
        parts.show(parts.note("info", t("Alle routes samen"), lines))
    if found.people:
        head = t.many(
            "Voor {n} mens verandert er iets:",
            "Voor {n} mensen verandert er iets:",
            len(found.people),
        )
        parts.show(parts.note("look", head, [t.fact(fact) for fact in found.people]))
    if found.routes:
        rows(
            "compare_routes",
            [Column(t("Route")), Column(t("Wat is er anders"))],
            [
                Row(one.route, [one.route, " ".join(t.fact(fact) for fact in one.facts)])
                for one in found.routes
            ],
            height="45vh",
        )


def _totals(t: Speaker, was: Totals, now: Totals) -> Iterator[str]:
    """What the two plans come to, where that is not the same."""
    counted = (
        (t("Routes"), was.routes, now.routes),
        (t("Mensen ingedeeld"), was.people, now.people),
        (t("Mensen niet ingedeeld"), was.left_out, now.left_out),
        (t("Minuten"), was.minutes, now.minutes),
    )
    for what, a, b in counted:
        if a != b:
            more = f"+{b - a}" if b > a else f"−{a - b}"
            yield _line(t, what, str(a), str(b), more)
    a, b = was.distance_m, now.distance_m
    if a != b:
        km = t("{m:km}", m=a), t("{m:km}", m=b)
        yield _line(t, t("Kilometers"), *km, more_kilometres(b - a, t.language))


def _line(t: Speaker, what: str, was: str, now: str, more: str) -> str:
    return t("{what}: eerst {was}, nu {now} ({more}).", what=what, was=was, now=now, more=more)
