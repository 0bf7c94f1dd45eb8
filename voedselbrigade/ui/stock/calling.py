"""Calling who got recalled food: one person at a time, with the words to say and four answers."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from voedselbrigade.services import recall_calls
from voedselbrigade.services.recall_calls import Call
from voedselbrigade.services.recalling import RecallReport
from voedselbrigade.services.stock_store import CallResult, ReceiverKind
from voedselbrigade.stock.lots import Item, LotId
from voedselbrigade.stock.recalls import RecallId
from voedselbrigade.ui import parts, session
from voedselbrigade.ui.parts import Tone
from voedselbrigade.ui.rows import RowAction
from voedselbrigade.ui.stock.cards import Card, cards
from voedselbrigade.words import Speaker

_NOW = "call_now"
_TONES: Mapping[CallResult, Tone] = {
    CallResult.BUSY: "info",
    CallResult.THROWN_AWAY: "good",
    CallResult.EATEN: "problem",
    CallResult.NO_ANSWER: "look",
    CallResult.MESSAGE_LEFT: "look",
}
_ANSWERS = (
    *(CallResult.THROWN_AWAY, CallResult.EATEN),
    *(CallResult.NO_ANSWER, CallResult.MESSAGE_LEFT),
)


def show(t: Speaker, found: RecallReport) -> None:
    """The person in turn, big; everyone else under it with what came of it."""
    with session.view() as work:
        calls = recall_calls.call_list(work, found.recall.id)
    left = sum(not one.settled for one in calls)
    st.subheader(t("Bellijst ({n} nog te bellen)", n=left))
    if not calls:
        parts.show(parts.note("info", t("Van niemand staat hier een nummer.")))
        return
    now = _in_turn(calls)
    if now is not None:
        _one(t, found, now)
    rest = [one for one in calls if one is not now]
    if not rest:
        return
    cards(
        "calls",
        [_card(t, one) for one in rest],
        on_action=lambda key, action: _tapped(found.recall.id, key, action),
        layout="list",
        label=t("Bellijst"),
    )


def _key(one: Call) -> str:
    return f"{one.kind.value}:{one.ref}"


def _in_turn(calls: tuple[Call, ...]) -> Call | None:
    """Whoever was chosen, else the first who was never tried, else the first not reached."""
    chosen = st.session_state.get(_NOW)
    for one in calls:
        if _key(one) == chosen and not one.settled:
            return one
    me = session.actor().name
    mine = [
        one for one in calls if one.result is CallResult.BUSY and one.last and one.last.by == me
    ]
    fresh = [one for one in calls if one.result is None]
    again = [one for one in calls if not one.settled and one.result is not CallResult.BUSY]
    return next(iter((*mine, *fresh, *again)), None)


def _one(t: Speaker, found: RecallReport, one: Call) -> None:
    with st.container(border=True, key="call_in_turn"):
        name = one.name or t("niet meer op de lijst")
        parts.show(f"<h3>{parts.safe(name)}</h3>{_phone(t, one)}")
        parts.show(parts.note("info", _say(t, found, one)))
        if one.result is CallResult.BUSY:
            parts.show(parts.tag("info", _state(t, one)))
        else:
            st.button(
                t("Ik bel nu"),
                type="primary",
                key="call_busy",
                width="stretch",
                on_click=_note,
                args=(found.recall.id, _key(one), CallResult.BUSY),
            )
        first, second = st.columns(2), st.columns(2)
        for column, answer in zip((*first, *second), _ANSWERS, strict=True):
            column.button(
                t.term("call_result", answer).capitalize(),
                key=f"call_{answer}",
                width="stretch",
                on_click=_note,
                args=(found.recall.id, _key(one), answer),
            )


def _phone(t: Speaker, one: Call) -> str:
    """The number as a link that a telephone dials."""
    if not one.phone:
        return f"<p>{parts.safe(t('Geen telefoonnummer bekend.'))}</p>"
    plain = "".join(char for char in one.phone if char.isdigit() or char == "+")
    shown = parts.safe(one.phone)
    return f'<p class="vb-phone"><a href="tel:{parts.safe(plain)}">{shown}</a></p>'


def _say(t: Speaker, found: RecallReport, one: Call) -> str:
    items: dict[LotId, Item] = {
        lot.id: item for lot in found.lots for item in found.items if item.id == lot.item
    }
    names = dict.fromkeys(items[got.lot].name for got in one.got if got.lot in items)
    day = max(got.day for got in one.got)
    return t(
        "Zeg: “Goedendag, u spreekt met de voedselbank. Met {names:list} van {day:date} is"
        " misschien iets mis. Eet het niet op en gooi het weg. Heeft iemand er al van gegeten?”",
        names=list(names),
        day=day,
    )


def _state(t: Speaker, one: Call) -> str:
    if one.last is None or one.last.result is None:
        return t("nog bellen")
    word = t.term("call_result", one.last.result)
    return t("{word}, {at} door {who}", word=word, at=f"{one.last.at:%H:%M}", who=one.last.by)


def _card(t: Speaker, one: Call) -> Card:
    undo = one.result is not None and one.result is not CallResult.BUSY
    actions = [] if one.settled else [RowAction("choose", t("Bel"))]
    actions += [RowAction("undo", t("Maak ongedaan"))] if undo else []
    return Card(
        id=_key(one),
        head=one.name or t("niet meer op de lijst"),
        tone=_TONES[one.result] if one.result else "neutral",
        tag=_state(t, one),
        sub=one.phone,
        actions=actions,
        plain=True,
    )


def _tapped(ident: RecallId, key: str, action: str) -> None:
    if action == "choose":
        st.session_state[_NOW] = key
    else:
        _note(ident, key, None)


def _note(ident: RecallId, key: str, result: CallResult | None) -> None:
    t = session.speak()
    kind, _, ref = key.partition(":")
    with session.doing() as work:
        recall_calls.note_call(work, ident, ReceiverKind(kind), ref, result)
        if result is CallResult.EATEN:
            session.tell("problem", t("Al gegeten. Zeg dit nu tegen de coördinator."))
        if result is CallResult.BUSY:
            st.session_state[_NOW] = key
        else:
            st.session_state.pop(_NOW, None)
