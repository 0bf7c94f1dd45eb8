"""The stock on paper, one button each. Making a sheet is printing: it stands in the log."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import streamlit as st

from voedselbrigade.adapters.route_sheets import stock_pages
from voedselbrigade.domain.places import HubId
from voedselbrigade.services import stock_printing
from voedselbrigade.stock.counts import CountId
from voedselbrigade.stock.lots import LotId
from voedselbrigade.stock.recalls import RecallId
from voedselbrigade.ui import session
from voedselbrigade.words import Speaker

_PDF = "application/pdf"


def labels(t: Speaker, lots: Sequence[LotId], key: str) -> None:
    """Stickers for a label printer, with the QR code of the lot."""

    def make() -> bytes:
        with session.home().work(session.actor()) as work:
            found = stock_printing.labels(work, lots)
        return stock_pages.labels_pdf(found, t)

    _button(t("Etiket (PDF)"), make, "etiketten.pdf", key)


def count_sheet(t: Speaker, ident: CountId) -> None:
    def make() -> bytes:
        with session.home().work(session.actor()) as work:
            paper = stock_printing.count_sheet(work, ident)
        return stock_pages.count_pdf(paper, t, session.home().now())

    _button(t("Telblad op papier (PDF)"), make, f"telblad-{ident}.pdf", f"paper_count_{ident}")


def day_lists(t: Speaker, hub: HubId, day: date) -> None:
    """What to fetch per aisle, and what goes into each parcel."""

    def lists() -> stock_printing.DayLists:
        with session.home().work(session.actor()) as work:
            return stock_printing.day_lists(work, hub, day)

    left, right = st.columns(2)
    with left:
        _button(
            t("Looplijst (PDF)"),
            lambda: stock_pages.pick_pdf(lists(), t, session.home().now()),
            f"looplijst-{day}.pdf",
            "paper_picks",
        )
    with right:
        _button(
            t("Lijst per pakket (PDF)"),
            lambda: stock_pages.parcels_pdf(lists(), t, session.home().now()),
            f"pakketten-{day}.pdf",
            "paper_parcels",
        )


def recall(t: Speaker, ident: RecallId) -> None:
    def make() -> bytes:
        with session.home().work(session.actor()) as work:
            paper = stock_printing.recall_paper(work, ident)
        return stock_pages.recall_pdf(paper, t, session.home().now())

    _button(t("Overzicht om te sturen (PDF)"), make, f"terugroep-{ident}.pdf", "paper_recall")


def _button(label: str, make: Callable[[], bytes], name: str, key: str) -> None:
    """The sheet is made when somebody asks for it, not at every look at the page."""
    st.download_button(label, make, name, _PDF, key=key, on_click="ignore", width="stretch")
