"""What the screens tell of the street map: which roads are reckoned with, and how old they are."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from voedselbrigade.domain.plans import Plan
from voedselbrigade.errors import Fact
from voedselbrigade.services import mapping
from voedselbrigade.ui import parts, session
from voedselbrigade.ui.parts import Tile
from voedselbrigade.words import Speaker

HELP = Path(__file__).resolve().parents[2] / "docs" / "help"


def facts() -> tuple[Fact, ...]:
    streets = session.home().streets
    return mapping.in_use(streets.info(), streets.unusable(), session.home().now())


def show(t: Speaker) -> None:
    """A note with what there is, and what to do when it is old or missing."""
    told = facts()
    good = session.home().streets.info() is not None and len(told) < 3
    tone: parts.Tone = "good" if good else "info"
    parts.show(parts.note(tone, t.fact(told[0]), [t.fact(fact) for fact in told[1:]]))


def how_to(t: Speaker) -> None:
    """The help page about the map; an installation without docs has none."""
    text = HELP / "kaart.md"
    if text.is_file():
        with st.expander(t("Een stratenkaart maken")):
            st.markdown(text.read_text(encoding="utf-8"))


def tile(t: Speaker) -> Tile:
    """By which roads the next plan will be made, and how old they are."""
    streets = session.home().streets
    info = streets.info()
    if info is None:
        return Tile(t("Hemelsbreed"), t("reistijden"), t("geschat, geen stratenkaart"))
    if streets.unusable() is not None:
        return Tile(t("Hemelsbreed"), t("reistijden"), t("de stratenkaart is onbruikbaar"))
    dated = (info.dated or info.built_at).date()
    return Tile(t("Straten"), t("reistijden"), t("kaart van {d:date}", d=dated))


def of_plan(t: Speaker, plan: Plan) -> str:
    """By which roads this plan was made, in a few words."""
    if plan.roads == "straight_line":
        return t("hemelsbreed geschat")
    return t("over de straten van de kaart")
