"""Locaties: kitchens, service points and food banks, and every address that is not found yet."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from voedselbrigade.domain.comparing import Kept
from voedselbrigade.domain.history import PersonKind
from voedselbrigade.domain.places import Hub, HubKind
from voedselbrigade.services import locating, registering
from voedselbrigade.services.locating import ToCheck
from voedselbrigade.ui import session
from voedselbrigade.ui.people import listing, record
from voedselbrigade.ui.rows import Cell, Column, Row, RowAction, rows, small, tagged, two_lines
from voedselbrigade.words import Speaker
from voedselbrigade.words.values import value_text


def page() -> None:
    t = session.speak()
    with session.view() as work:
        everyone = registering.hubs(work)
    filters = {t("Alles"): lambda one: True} | {
        t.term("hub_kind", kind): lambda one, kind=kind: one.kind is kind for kind in HubKind
    }
    listing.show(
        t,
        PersonKind.HUB,
        t("Locaties"),
        everyone,
        filters,
        [Column(t("Naam en adres")), Column(t("Open")), Column(t("Eten")), Column(t("Status"))],
        lambda one: _cells(t, one),
    )
    if record.opened(PersonKind.HUB) is None:
        _to_mend(t)


def _cells(t: Speaker, one: Kept) -> Sequence[Cell]:
    assert isinstance(one, Hub)
    tags = [tagged("good", t("open")) if one.active else tagged("neutral", t("gesloten"))]
    if one.located is None:
        tags.append(tagged("problem", t("adres niet gevonden")))
    food = t("geeft maaltijden uit") if one.has_meals else t("geen maaltijden")
    return [
        two_lines(one.name, f"{one.address.line}, {one.address.shown_postcode}"),
        value_text(t, "opening", one.opening),
        two_lines(food, _when(t, one)),
        [tagged("neutral", t.term("hub_kind", one.kind)), *tags],
    ]


def _when(t: Speaker, one: Hub) -> str:
    if one.supplied_by is not None:
        return t("maaltijden komen van een keuken")
    ready = value_text(t, "ready_s", one.ready_s) if one.ready_s else ""
    return t("klaar om {at}", at=ready) if ready else ""


def _to_mend(t: Speaker) -> None:
    """Every front door that is missing on the map or not sure, of people and places alike."""
    with session.view() as work:
        found = locating.to_check(work)
    st.subheader(t("Adressen om na te kijken ({n})", n=len(found)))
    st.button(
        t("Zoek alles opnieuw wat niet gevonden is"), key="locate", on_click=session.locate_all
    )
    by_id = {f"{one.kind}:{one.person}": one for one in found}
    rows(
        "to_mend",
        [Column(t("Naam en adres")), Column(t("Wat is er aan de hand?"))],
        [_mend(t, ident, one) for ident, one in by_id.items()],
        on_action=lambda ident, action: record.open_record(by_id[ident].kind, by_id[ident].person),
        empty=t("Alle adressen zijn gevonden."),
        height="50vh",
    )


def _mend(t: Speaker, ident: str, one: ToCheck) -> Row:
    if one.located is None:
        tag = tagged("problem", t("niet gevonden"))
    else:
        tag = tagged("look", t.term("confidence", one.located.confidence))
    why = t.fact(one.reason) if one.reason else ""
    address = f"{one.address.line}, {one.address.shown_postcode}"
    return Row(
        ident,
        [two_lines(one.label, address), [tag, small(why)]],
        [RowAction("open", t("Verbeter"))],
        one.label,
    )


page()
