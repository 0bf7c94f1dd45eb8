"""Looking ahead in one hub: for how long there is enough, what is left over, what to ask for."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from voedselbrigade.domain.places import HubId
from voedselbrigade.services import stock_ahead
from voedselbrigade.services.hub_cover import SHORT_DAYS, WEEK_DAYS
from voedselbrigade.services.stock_ahead import Ahead, Cover
from voedselbrigade.ui import parts, session
from voedselbrigade.ui.parts import Tile, Tone
from voedselbrigade.ui.rows import Column, Row, rows, tagged, two_lines
from voedselbrigade.ui.stock.wording import amount, dated
from voedselbrigade.words import Speaker
from voedselbrigade.words.formats import number

_MOST_ROWS = 300


def show(t: Speaker, hub: HubId) -> None:
    with session.view() as work:
        seen = stock_ahead.look_ahead(work, hub)
    asked = [one for one in seen.items if one.asked]
    if not asked:
        parts.show(parts.note("info", t("Niemand vraagt hier de komende dagen iets.")))
    else:
        _tiles(t, seen, asked)
        _cover(t, seen, asked)
    _left_over(t, seen)
    _ask(t, seen)


def lasts(t: Speaker, days: float | None, horizon: int) -> str:
    """`nog 7 dagen`, rounded down; less than a day is too little for today."""
    if days is None:
        return t("langer dan {n} dagen", n=horizon)
    if days < 1:
        return t("te weinig voor vandaag")
    return t.many("nog {n} dag", "nog {n} dagen", int(days))


def tone(days: float | None) -> Tone:
    if days is None or days >= WEEK_DAYS:
        return "good"
    return "problem" if days < SHORT_DAYS else "look"


def _tiles(t: Speaker, seen: Ahead, asked: Sequence[Cover]) -> None:
    soon = [one for one in asked if one.days is not None and one.days < WEEK_DAYS]
    left = sum(one.quantity for one in seen.leftovers)
    parts.show(
        parts.tiles(
            [
                Tile(
                    _number(seen),
                    t("dagen eten"),
                    t("alles samen, naar gewicht"),
                ),
                Tile(str(len(soon)), t("producten raken op"), t("binnen een week")),
                Tile(number(left, t.language), t("stuks blijven over"), t("na hun laatste dag")),
                Tile(str(len(seen.ask)), t("producten om te vragen"), t("aan gevers")),
            ]
        )
    )


def _number(seen: Ahead) -> str:
    days = seen.together.days
    return f"{seen.horizon}+" if days is None else str(int(days))


def _cover(t: Speaker, seen: Ahead, asked: Sequence[Cover]) -> None:
    """Per category (one may stand in for another), or per product with what is asked."""
    st.subheader(t("Voor hoe lang is er genoeg"))
    kinds = {"category": t("Per soort"), "item": t("Per product")}
    chosen = st.segmented_control(
        t("Toon"),
        list(kinds),
        format_func=kinds.__getitem__,
        default="category",
        required=True,
        key="ahead_by",
    )
    if chosen == "category":
        named = {one.item.category for one in asked}
        made = [
            Row(
                one.category,
                [
                    one.name or one.category or t("zonder soort"),
                    two_lines(amount(t, one.there), _kilos(t, one.grams)),
                    [tagged(tone(one.days), lasts(t, one.days, seen.horizon))],
                ],
            )
            for one in seen.categories
            if one.category in named
        ]
    else:
        made = [_item_row(t, one, seen.horizon) for one in asked[:_MOST_ROWS]]
    columns = [Column(t("Wat")), Column(t("Ligt er"), right=True), Column(t("Genoeg voor"))]
    if chosen == "item":
        columns.insert(2, Column(t("Gevraagd"), right=True))
    rows(f"ahead_{chosen}", columns, made, height="60vh")
    parts.show(f"<p class='muted'>{parts.safe(_how(t, seen.horizon))}</p>")


def _how(t: Speaker, horizon: int) -> str:
    return t(
        "Wij tellen de pakketten en maaltijden van de komende {n} dagen, en wat de balie meestal"
        " geeft. Wat over de datum gaat, telt niet mee.",
        n=horizon,
    )


def _item_row(t: Speaker, one: Cover, horizon: int) -> Row:
    said = number(round(one.planned + one.expected), t.language)
    error = one.forecast.error if one.forecast else None
    sure = "" if error is None else t("balie: ± {n} per week", n=round(error))
    return Row(
        str(one.item.id),
        [
            one.item.name,
            amount(t, one.there, one.item.unit),
            two_lines(said, sure),
            [tagged(tone(one.days), lasts(t, one.days, horizon))],
        ],
    )


def _left_over(t: Speaker, seen: Ahead) -> None:
    if not seen.leftovers:
        return
    st.subheader(t("Dit blijft over"))
    parts.show(parts.note("look", t("Geef het mee, stuur het door of vries het in.")))
    rows(
        "ahead_left",
        [Column(t("Product")), Column(t("Aantal"), right=True), Column(t("Mag mee tot en met"))],
        [
            Row(
                f"{one.held.lot.id}:{one.held.place.id}",
                [
                    two_lines(one.item.name, f"{one.held.lot.code} {dated(t, one.held.lot)}"),
                    amount(t, one.quantity, one.item.unit),
                    t("{day:date}", day=one.until),
                ],
            )
            for one in seen.leftovers[:_MOST_ROWS]
        ],
        height="40vh",
    )


def _ask(t: Speaker, seen: Ahead) -> None:
    if not seen.ask:
        return
    st.subheader(t("Vraag dit aan gevers"))
    rows(
        "ahead_ask",
        [Column(t("Product")), Column(t("Aantal"), right=True), Column(t("Nodig vanaf"))],
        [
            Row(
                str(one.item.id),
                [
                    one.item.name,
                    two_lines(amount(t, one.quantity, one.item.unit), _kilos(t, one.grams)),
                    t("{day:date}", day=one.from_day) if one.from_day else t("onder minimum"),
                ],
            )
            for one in seen.ask[:_MOST_ROWS]
        ],
        height="40vh",
    )


def _kilos(t: Speaker, grams: int) -> str:
    return t("{n} kg", n=number(grams / 1000, t.language, 1)) if grams else ""
