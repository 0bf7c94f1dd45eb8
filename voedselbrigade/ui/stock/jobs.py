"""What do I do now: the jobs of a hub as cards, each with the one button that does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from voedselbrigade.services.stock_overview import Job, JobKind
from voedselbrigade.ui import parts
from voedselbrigade.ui.parts import Tone
from voedselbrigade.ui.rows import RowAction
from voedselbrigade.ui.stock.cards import Card, cards
from voedselbrigade.ui.stock.wording import amount
from voedselbrigade.words import Speaker

_TONES: Mapping[JobKind, Tone] = {
    JobKind.TOO_WARM: "problem",
    JobKind.WRITE_OFF: "problem",
    JobKind.LOOK: "look",
    JobKind.EXPIRES_TODAY: "problem",
    JobKind.FREEZE: "info",
    JobKind.SHORT: "problem",
    JobKind.ARRIVE: "info",
    JobKind.EXPIRES_SOON: "look",
    JobKind.BELOW_MINIMUM: "look",
    JobKind.COUNT: "neutral",
}
_NAMED = 3


def show(t: Speaker, jobs: tuple[Job, ...], on_choose: Callable[[JobKind], None]) -> None:
    st.subheader(t("Wat moet ik nu doen"))
    if not jobs:
        parts.show(parts.note("good", t("Er is nu niets dringends.")))
        return
    cards(
        "stock_jobs",
        [_card(t, job) for job in jobs],
        on_action=lambda ident, action: on_choose(JobKind(ident)),
        layout="list",
        label=t("Wat moet ik nu doen"),
        main=True,
    )


def _card(t: Speaker, job: Job) -> Card:
    return Card(
        id=job.kind.value,
        head=t.term("stock_job", job.kind),
        tone=_TONES[job.kind],
        sub=_how_much(t, job),
        lines=[_why(t)[job.kind]],
        note=_names(t, job),
        actions=[RowAction("do", _verb(t)[job.kind])],
    )


def _how_much(t: Speaker, job: Job) -> str:
    if job.places:
        return t.many("{n} plaats", "{n} plaatsen", len(job.places))
    if job.transfers:
        return t.many("{n} zending", "{n} zendingen", len(job.transfers))
    products = t.many("{n} product", "{n} producten", len(job.items))
    return f"{products} · {amount(t, job.units)}" if job.units else products


def _names(t: Speaker, job: Job) -> str:
    few, more = job.items[:_NAMED], len(job.items) - _NAMED
    if more > 0:
        return t("{names} en nog {n}", names=", ".join(few), n=more)
    return t("{names:list}", names=few) if few else ""


def _why(t: Speaker) -> Mapping[JobKind, str]:
    return {
        JobKind.TOO_WARM: t("Een meting klopt niet. Meet nog eens en zet het eten ergens anders."),
        JobKind.WRITE_OFF: t("Dit mag niemand meer krijgen. Haal het weg en voer het af."),
        JobKind.LOOK: t("De THT is voorbij. Het mag misschien nog: bekijk eerst het pak."),
        JobKind.EXPIRES_TODAY: t("Vandaag is de laatste dag. Deel het uit, of vries het in."),
        JobKind.FREEZE: t("Morgen is de laatste dag. Invriezen kan vandaag nog."),
        JobKind.SHORT: t("Er ging meer weg dan er in de boeken stond. Tel dit na."),
        JobKind.ARRIVE: t("Er is iets hierheen gestuurd. Tel het bij de deur."),
        JobKind.EXPIRES_SOON: t("Geef dit het eerst mee."),
        JobKind.BELOW_MINIMUM: t("Hiervan ligt er minder dan u wilt hebben."),
        JobKind.COUNT: t("Langer dan vier weken niet geteld."),
    }


def _verb(t: Speaker) -> Mapping[JobKind, str]:
    return {
        JobKind.TOO_WARM: t("Meet opnieuw"),
        JobKind.WRITE_OFF: t("Bekijk en voer af"),
        JobKind.LOOK: t("Bekijk de pakken"),
        JobKind.EXPIRES_TODAY: t("Bekijk de partijen"),
        JobKind.FREEZE: t("Bekijk en vries in"),
        JobKind.SHORT: t("Ga tellen"),
        JobKind.ARRIVE: t("Tel de zending"),
        JobKind.EXPIRES_SOON: t("Bekijk de partijen"),
        JobKind.BELOW_MINIMUM: t("Bekijk de producten"),
        JobKind.COUNT: t("Begin met tellen"),
    }
