"""The frame of every page: the top navigation, who is acting, the language, and what was told."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from voedselbrigade.errors import VoedselbrigadeError
from voedselbrigade.ui import parts, session
from voedselbrigade.ui.frame import departments
from voedselbrigade.words import Speaker

ROOM = Path(__file__).resolve().parents[2]
HELP = ROOM.parent / "docs" / "help"
MARK = str(ROOM / "web" / "assets" / "mark.png")


def main() -> None:
    t = session.speak()
    st.set_page_config(page_title="Voedselbrigade", page_icon=MARK, layout="wide")
    parts.dress(t.language)
    try:
        session.home().new_day()
    except VoedselbrigadeError as error:
        parts.show(parts.note("problem", t.fact(error.fact)))
        st.stop()
    pages = departments.pages(t)
    page = st.navigation(list(pages.values()), position="top")
    departments.go_if_asked(pages)
    st.logo(MARK, size="large")
    _frame(t, page.url_path or departments.first())
    with st.container():  # always there: what comes and goes must not move what is typed in
        session.show_told()
    page.run()


def _frame(t: Speaker, page: str) -> None:
    """Help and who is acting stand in the same place on every page, one tap away."""
    with st.container(horizontal=True, vertical_alignment="center"):
        words = t("Demo: alle mensen zijn verzonnen") if _is_demo() else ""
        parts.show(parts.tag("look", words) if words else "&nbsp;")
        _help(t, page)
        _who(t)


def _is_demo() -> bool:
    return (session.home().path / "demo.json").exists()


def _help(t: Speaker, page: str) -> None:
    """The page of `docs/help` about this page; an installation without docs has no button."""
    text = HELP / f"{departments.help_of(page)}.md"
    if text.is_file():
        with st.popover(t("Hulp"), width=110):
            st.markdown(text.read_text(encoding="utf-8"))


def _who(t: Speaker) -> None:
    names = [one.name for one in session.people_who_act()]
    here = session.actor()
    with st.popover(f"{t('Wie bent u?')} {here.name}", width=222):
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


main()
