"""Which pages stand in the top navigation: those of the department that somebody is in.

Fourteen entries would not fit on a tablet. Delivering and stock each have their own row, and each
row ends with the way to the other; all pages can always be reached by their address.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st

from voedselbrigade.domain.access import Action, Role
from voedselbrigade.ui import session
from voedselbrigade.words import Speaker

_PAGES = Path(__file__).resolve().parents[1] / "pages"
_GO = "go_to_page"
_DELIVERING = (
    *("vandaag", "uitslagen", "ontvangers", "vrijwilligers"),
    *("locaties", "importeren", "instellingen"),
)
_STOCK = (
    *("voorraad", "ontvangen", "uitgeven", "tellen"),
    *("pakketten", "huishoudens", "terugroepen"),
)


def first() -> str:
    """The page that opens without an address: hub staff works in the stock."""
    return "voorraad" if session.actor().role is Role.HUB_STAFF else "vandaag"


def pages(t: Speaker) -> dict[str, st.Page]:
    """Every page; those of the other department are there, and not in the row."""
    opened, home = _opened(), first()
    here = _STOCK if (opened or home) in _STOCK else _DELIVERING
    other = "vandaag" if here is _STOCK else "voorraad"
    shown = {*here, other}
    if not session.actor().may(Action.READ_PEOPLE):
        shown = set(_STOCK)
    if not session.actor().may(Action.READ_HOUSEHOLDS):
        shown -= {"huishoudens"}
    order = (*here, *(_DELIVERING if here is _STOCK else _STOCK))
    titles = _titles(t)
    return {
        name: st.Page(
            _PAGES / f"{name}.py",
            title=titles[name],
            url_path=name,
            default=name == home,
            visibility="visible" if name in shown else "hidden",
        )
        for name in order
    }


def help_of(name: str) -> str:
    """The page of the help: the stock is explained as a whole."""
    return "voorraad" if name in _STOCK else name


def go_to(name: str) -> None:
    """From a callback: after it, the visitor is on that page."""
    st.session_state[_GO] = name


def go_if_asked(pages: dict[str, st.Page]) -> None:
    """The frame does it, because only the frame has the pages."""
    name = st.session_state.pop(_GO, None)
    if name:
        st.switch_page(pages[name])


def _opened() -> str:
    """The page that the address bar names; nothing for the first page."""
    path = urlsplit(st.context.url or "").path
    return path.rstrip("/").rpartition("/")[2]


def _titles(t: Speaker) -> dict[str, str]:
    return {
        "vandaag": t("Vandaag"),
        "uitslagen": t("Uitslagen"),
        "ontvangers": t("Ontvangers"),
        "vrijwilligers": t("Vrijwilligers"),
        "locaties": t("Locaties"),
        "importeren": t("Importeren"),
        "instellingen": t("Instellingen"),
        "voorraad": t("Voorraad"),
        "ontvangen": t("Ontvangen"),
        "uitgeven": t("Uitgeven"),
        "tellen": t("Tellen"),
        "pakketten": t("Pakketten"),
        "huishoudens": t("Huishoudens"),
        "terugroepen": t("Terugroepen"),
    }
