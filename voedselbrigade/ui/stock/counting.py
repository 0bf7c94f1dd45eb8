"""Counting on screen: a list that keeps its counts in the browser until they are in the books."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import streamlit as st

from voedselbrigade.services import counting
from voedselbrigade.services.counting import Row, Sheet
from voedselbrigade.stock.counts import CountId, Turn
from voedselbrigade.stock.lots import LotId, PlaceId
from voedselbrigade.ui import session
from voedselbrigade.ui.stock.cards import text as beside
from voedselbrigade.ui.stock.wording import dated
from voedselbrigade.words import Speaker

_REFUSED = "count_refused"


def show(t: Speaker, seen: Sheet, rows: Sequence[Row], seen_at: datetime | None = None) -> None:
    """The rows that this person counts. `seen_at` is when, for what was noted on paper."""
    key = f"counting_{seen.count.id}"

    def act() -> None:
        event = st.session_state[key].event
        if event:
            apply_event(CountId(int(event["count"])), event["seen"], seen_at)

    component = st.components.v2.component(
        "voedselbrigade_counting",
        html='<div class="all"></div>',
        css=beside("counting.css"),
        js=beside("counting.js"),
    )
    refused = st.session_state.pop(_REFUSED, ())
    component(
        key=key,
        data={
            "count": int(seen.count.id),
            "who": session.actor().name,
            "rows": [_row(t, one, refused, seen.count.place is None) for one in rows],
            "words": _words(t),
        },
        on_event_change=act,
    )


def apply_event(
    ident: CountId, seen: Sequence[dict[str, Any]], seen_at: datetime | None = None
) -> None:
    """Keep what was counted. What is in the books already is not noted a second time."""
    with session.view() as work:
        known = {_id(row): row for row in counting.sheet(work, ident).rows}
    refused = []
    for one in seen:
        row = known.get(str(one["id"]))
        if row is not None and row.mine == one["n"]:
            continue
        lot, place = str(one["id"]).split(":")
        before = len(st.session_state.get("told", []))
        with session.doing() as work:
            spot = (LotId(int(lot)), PlaceId(int(place)))
            counting.note(work, ident, spot, int(one["n"]), seen_at)
        if len(st.session_state.get("told", [])) > before:
            refused.append(str(one["id"]))
    st.session_state[_REFUSED] = tuple(refused)


def _id(row: Row) -> str:
    return f"{row.line.spot[0]}:{row.line.spot[1]}"


def _row(t: Speaker, row: Row, refused: Sequence[str], everywhere: bool) -> dict[str, Any]:
    return {
        "id": _id(row),
        "head": row.item.name,
        "sub": " · ".join(part for part in (dated(t, row.lot), row.lot.code, _box(t, row)) if part),
        "place": row.place.label if everywhere else "",
        "pack": row.item.pack,
        "ean": row.item.ean,
        "turn": row.turn.value,
        "seen": None if row.turn in (Turn.COUNT, Turn.AGAIN, Turn.TOGETHER) else row.mine,
        "may": row.turn is Turn.MINE or row.mine is not None,
        "refused": _id(row) in refused,
    }


def _box(t: Speaker, row: Row) -> str:
    return t("doos van {n}", n=row.item.pack) if row.item.pack > 1 else ""


def _words(t: Speaker) -> dict[str, str]:
    return {
        "label": t("Wat ligt hier"),
        "empty": t("Hier is niets te tellen. Ligt er toch iets? Zet het erbij."),
        "done": t("{n} van {all} geteld", n="{n}", all="{all}"),
        "saved": t("Bewaard om {time}. U kunt stoppen en later verder gaan.", time="{time}"),
        "saving": t("Bezig met bewaren…"),
        "lost": t("Geen verbinding. Blijf op deze pagina: wij proberen het steeds opnieuw."),
        "no_number": t("Typ een heel getal."),
        "now": t("Nu tellen"),
        "not_yet": t("Nog niet geteld"),
        "together": t("Tel samen nog een keer"),
        "seen": t("Geteld: {what}", what="{what}"),
        "nothing": t("niets"),
        "loose": t("{n} los", n="{n}"),
        "box": t("1 doos van {pack}", pack="{pack}"),
        "boxes": t("{boxes} dozen van {pack}", boxes="{boxes}", pack="{pack}"),
        "units": t("{n} stuks", n="{n}"),
        "plus_box": t("+ doos"),
        "none": t("Ligt er niet"),
        "change": t("Wijzig"),
        "less": t("Een minder"),
        "more": t("Een meer"),
        "how_many": t("Hoeveel: {what}", what="{what}"),
    }
