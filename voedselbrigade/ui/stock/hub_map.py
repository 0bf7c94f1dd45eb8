"""All hubs: for how long there is food, on a map and in a list that can be read aloud."""

from __future__ import annotations

import streamlit as st

from voedselbrigade.adapters.maps.hub_map import HubMark, Look, hub_map
from voedselbrigade.domain.places import HubId
from voedselbrigade.services import hub_cover
from voedselbrigade.services.hub_cover import HubCover, Supply
from voedselbrigade.ui import parts, session
from voedselbrigade.ui.rows import Column, Row, RowAction, rows, small, tagged
from voedselbrigade.ui.stock import where
from voedselbrigade.ui.stock.ahead import lasts
from voedselbrigade.ui.stock.wording import unbroken
from voedselbrigade.words import Speaker
from voedselbrigade.words.formats import number

MODE = "stock_mode"
"""What the page Voorraad shows: what lies here, looking ahead, or all hubs."""
_LOOKS: dict[Supply, Look] = {
    Supply.SHORT: "problem",
    Supply.WEEK: "look",
    Supply.ENOUGH: "good",
    Supply.NOT_ASKED: "neutral",
}
_NAMED = 3


def show(t: Speaker) -> None:
    with session.view() as work:
        found = hub_cover.all_hubs(work)
    if not found:
        parts.show(parts.note("info", t("Er ligt nog nergens iets, en niemand vraagt iets.")))
        return
    st.subheader(t("Voor hoe lang is er eten, per locatie"))
    # Below each other: on half a page the names on the map lie over one another.
    _list(t, found)
    _map(t, found)


def _list(t: Speaker, found: tuple[HubCover, ...]) -> None:
    rows(
        "hub_cover",
        [Column(t("Locatie")), Column(t("Genoeg voor")), Column(t("Raakt het eerst op"))],
        [
            Row(
                str(one.hub.id),
                [
                    one.hub.name,
                    [tagged(_LOOKS[one.supply], _for(t, one)), small(_kilos(t, one))],
                    [small(text) for text in (_kinds(t, one), _first(t, one)) if text],
                ],
                [RowAction("open", t("Bekijk"))],
                one.hub.name,
            )
            for one in found
        ],
        on_action=lambda ident, action: _open(HubId(int(ident))),
        height="70vh",
    )
    parts.show(f"<p class='muted'>{parts.safe(_how(t))}</p>")


def _map(t: Speaker, found: tuple[HubCover, ...]) -> None:
    """The same on a map; a hub whose address was not found stands in the list only."""
    marks = [
        HubMark(
            point=one.hub.located.point,
            name=one.hub.name,
            number=_number(t, one),
            look=_LOOKS[one.supply],
            lines=tuple(
                filter(None, (_for(t, one), _kilos(t, one), _kinds(t, one), _first(t, one)))
            ),
        )
        for one in found
        if one.hub.located is not None
    ]
    home = session.home()
    drawn = hub_map(marks, t, streets=home.streets.ground(), tiles=home.settings().map_tiles)
    page = str(drawn.get_root().render())
    st.iframe(page, height=520, alt=t("Kaart van de locaties. De lijst zegt hetzelfde."))


def _for(t: Speaker, one: HubCover) -> str:
    return t("niemand vraagt iets") if not one.asked else lasts(t, one.days, one.horizon)


def _number(t: Speaker, one: HubCover) -> str:
    """So short that it stands on the map."""
    if not one.asked:
        return t("geen vraag")
    return t("{n}+ dagen", n=one.horizon) if one.days is None else _short(t, one.days)


def _short(t: Speaker, days: float) -> str:
    return t("< 1 dag") if days < 1 else t.many("{n} dag", "{n} dagen", int(days))


def _kilos(t: Speaker, one: HubCover) -> str:
    return t("{n} kg eten", n=number(round(one.grams / 1000), t.language))


def _kinds(t: Speaker, one: HubCover) -> str:
    """Whole kinds that run out within a week: that is what all food together does not show."""
    told = [
        t(
            "{kind}: {days}",
            kind=kind.name or t("zonder soort"),
            days=unbroken(_short(t, kind.days)),
        )
        for kind in one.kinds[:_NAMED]
    ]
    more = len(one.kinds) - _NAMED
    rest = [t.many("en nog {n} soort", "en nog {n} soorten", more)] if more > 0 else []
    return " · ".join([*told, *rest])


def _first(t: Speaker, one: HubCover) -> str:
    names = [product.name for product in one.first_out]
    if not names:
        return t("niets binnen een week") if one.asked else "–"
    more = len(names) - _NAMED
    few = ", ".join(names[:_NAMED])
    return t("{names} en nog {n}", names=few, n=more) if more > 0 else few


def _how(t: Speaker) -> str:
    return t(
        "De dagen gaan over al het eten samen, naar gewicht, alsof het ene het andere kan"
        " vervangen. Daarachter staat wat binnen een week opraakt: eerst hele soorten, dan"
        " producten. Raakt een hele soort op, dan staat de locatie niet op groen."
    )


def _open(hub: HubId) -> None:
    where.choose(hub)
    st.session_state[MODE] = "ahead"
