"""The households of an outlet: who comes, who pauses, and with whom the office talks again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

import streamlit as st

from voedselbrigade.domain.access import Action
from voedselbrigade.domain.places import Hub
from voedselbrigade.services import parcels
from voedselbrigade.stock.parcels import Household, HouseholdId, HouseholdState
from voedselbrigade.ui import parts, session
from voedselbrigade.ui.parts import Tone
from voedselbrigade.ui.rows import Column, Row, RowAction, rows, tagged, two_lines
from voedselbrigade.ui.stock import guests, household_form
from voedselbrigade.ui.stock.wording import unbroken
from voedselbrigade.words import Speaker
from voedselbrigade.words.values import value_text

_TONES: Mapping[HouseholdState, Tone] = {
    HouseholdState.ACTIVE: "good",
    HouseholdState.PAUSED: "look",
}


def listing(t: Speaker, hub: Hub) -> None:
    with session.view() as work:
        everyone = parcels.households(work, hub.id)
    today = session.home().now().date()
    if session.actor().may(Action.EDIT_PEOPLE):
        st.button(
            t("Nieuw huishouden"), type="primary", key="household_new", on_click=_open, args=(0,)
        )
    filters = _filters(t, today)
    words = {code: f"{word} ({sum(map(fits, everyone))})" for code, (word, fits) in filters.items()}
    chosen = st.pills(
        t("Wie wilt u zien?"),
        list(words),
        format_func=words.__getitem__,
        default="all",
        required=True,
        key="household_filter",
    )
    sought = st.text_input(
        t("Zoek op nummer, naam of telefoon"),
        key="household_search",
        type="search",
        live=True,
        placeholder=t("Typ hier"),
    )
    fits = filters[chosen][1]
    found = [one for one in everyone if fits(one) and _matches(one, sought)]
    rows(
        "households",
        [Column(t("Huishouden")), Column(t("Eten")), Column(t("Komt")), Column(t("Stand"))],
        [_row(t, one, today) for one in found],
        on_action=lambda ident, action: _open(int(ident)),
        empty=t("Niets gevonden.") if everyone else t("Er zijn hier nog geen huishoudens."),
    )


def record(t: Speaker, hub: Hub, ident: int) -> None:
    st.button(t("← Terug naar de lijst"), key="household_close", on_click=household_form.close)
    if not ident:
        st.subheader(t("Nieuw huishouden"))
        household_form.show(t, household_form.new(hub.id), None)
        return
    with session.view() as work:
        found, revision = parcels.household(work, HouseholdId(ident))
    parts.show(parts.heading(guests.called(found), guests.about(t, found)))
    if not session.actor().may(Action.EDIT_PEOPLE):
        _read_only(t, found)
        return
    household_form.show(t, found, revision.number)


def _read_only(t: Speaker, one: Household) -> None:
    """What an outlet needs of its own households; the office changes it."""
    ages = [f"{t.term('age_band', band)}: {n}" for band, n in one.people.items() if n]
    when = " ".join((_comes(t, one), guests.slot(one))).strip()
    lines = [
        *ages,
        t("Eten: {food}", food=guests.food(t, one) or t.term("diet", "regular")),
        t("Komt: {when}", when=when),
        *([t("Telefoon: {phone}", phone=one.phone)] if one.phone else []),
    ]
    parts.show(f"<ul>{''.join(f'<li>{parts.safe(line)}</li>' for line in lines)}</ul>")
    text = t("Klopt er iets niet? Geef het door aan het kantoor: daar wordt het veranderd.")
    parts.show(parts.note("info", text))


def _open(ident: int) -> None:
    st.session_state[household_form.OPEN] = ident


def _filters(t: Speaker, today: date) -> Mapping[str, tuple[str, Callable[[Household], bool]]]:
    return {
        "all": (t("Iedereen"), lambda one: True),
        "active": (t("Doet mee"), lambda one: one.state is HouseholdState.ACTIVE),
        "paused": (t("Pauze"), lambda one: one.state is HouseholdState.PAUSED),
        "talk": (t("Gesprek nodig"), lambda one: _talk(one, today)),
        "stopped": (t("Gestopt"), lambda one: one.state is HouseholdState.STOPPED),
    }


def _talk(one: Household, today: date) -> bool:
    open_ = one.state is not HouseholdState.STOPPED
    return open_ and one.reintake_on is not None and one.reintake_on <= today


def _matches(one: Household, sought: str) -> bool:
    text = f"{one.number} {one.name} {one.phone}".casefold()
    return all(word in text for word in sought.casefold().split())


def _comes(t: Speaker, one: Household) -> str:
    """The days alone where it is one parcel each time: `ma`, `ma, do, even weken`."""
    once = replace(one.rhythm, portions=dict.fromkeys(one.rhythm.portions, 1))
    text = value_text(t, "rhythm", one.rhythm)
    return text.replace(" 1", "") if once == one.rhythm else text


def _row(t: Speaker, one: Household, today: date) -> Row:
    tags = [tagged(_TONES.get(one.state, "neutral"), t.term("household_state", one.state))]
    if _talk(one, today):
        tags.append(tagged("info", t("gesprek nodig")))
    if one.recipient is not None:
        tags.append(tagged("info", t("wordt gebracht")))
    size = guests.people(t, one)
    if one.count > 1:
        size = t("{n} huishoudens van {size}", n=one.count, size=size)
    return Row(
        str(int(one.id)),
        [
            two_lines(guests.called(one), size),
            guests.food(t, one) or t.term("diet", "regular"),
            two_lines(_comes(t, one), unbroken(guests.slot(one))),
            tags,
        ],
        [RowAction("open", t("Open"))],
        guests.called(one),
    )
