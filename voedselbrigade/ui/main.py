"""The frame of every page: the top navigation, who is acting, the language, and what was told."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from voedselbrigade.errors import VoedselbrigadeError
from voedselbrigade.ui import parts, session
from voedselbrigade.words import Speaker

HERE = Path(__file__).resolve().parent
MARK = str(HERE.parent / "web" / "assets" / "mark.png")


def main() -> None:
    t = session.speak()
    st.set_page_config(page_title="Voedselbrigade", page_icon=MARK, layout="wide")
    parts.dress(t.language)
    try:
        session.home().new_day()
    except VoedselbrigadeError as error:
        parts.show(parts.note("problem", t.fact(error.fact)))
        st.stop()
    page = st.navigation(_pages(t), position="top")
    st.logo(MARK, size="large")
    _who(t)
    session.show_told()
    page.run()


def _pages(t: Speaker) -> list[st.Page]:
    found = (
        ("vandaag", t("Vandaag")),
        ("uitslagen", t("Uitslagen")),
        ("ontvangers", t("Ontvangers")),
        ("vrijwilligers", t("Vrijwilligers")),
        ("locaties", t("Locaties")),
        ("importeren", t("Importeren")),
        ("instellingen", t("Instellingen")),
    )
    return [
        st.Page(HERE / "pages" / f"{name}.py", title=title, url_path=name, default=not index)
        for index, (name, title) in enumerate(found)
    ]


def _who(t: Speaker) -> None:
    """Who is acting stands in the same place on every page; choosing is one tap."""
    names = [one.name for one in session.people_who_act()]
    here = session.actor()
    left, right = st.columns([6, 2], vertical_alignment="center")
    with right, st.popover(f"{t('Wie bent u?')} {here.name}", width="stretch"):
        st.radio(
            t("Wie bent u?"),
            names,
            index=names.index(here.name) if here.name in names else None,
            key="who",
            on_change=lambda: session.become(st.session_state["who"]),
        )
        st.radio(
            t("Taal"),
            ["nl", "en"],
            index=["nl", "en"].index(t.language),
            format_func=lambda code: {"nl": "Nederlands", "en": "English"}[code],
            key="language_choice",
            on_change=lambda: session.choose_language(st.session_state["language_choice"]),
        )
    with left:
        parts.show(f'<span class="muted">{parts.safe(t("Alleen op deze computer"))}</span>')


main()
