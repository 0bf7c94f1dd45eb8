"""Instellingen: the office's own choices, from a day on, with what they were before."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import streamlit as st

from voedselbrigade.domain.access import Action
from voedselbrigade.domain.food import MealKind
from voedselbrigade.domain.office import RideLimit, Settings
from voedselbrigade.services import office_settings
from voedselbrigade.ui import log, parts, session, street_map
from voedselbrigade.ui.rows import Column, Row, rows
from voedselbrigade.ui.stock import shop_settings
from voedselbrigade.words import Speaker

MINUTE = 60


@dataclass(frozen=True, slots=True)
class Number:
    """A setting that is a number; `scale` turns what is kept into what people read. A price in
    percent goes by tens: the search counts in tenths of a second."""

    name: str
    label: str
    scale: int = 1
    most: int = 1000
    step: int = 1


def page() -> None:
    t = session.speak()
    now = session.home().settings(session.day())
    parts.show(
        parts.heading(
            t("Instellingen"), t("Elk plan bewaart de instellingen waarmee het gemaakt is.")
        )
    )
    if not session.actor().may(Action.CHANGE_SETTINGS):
        parts.show(parts.note("info", t("Alleen een coördinator kan dit veranderen.")))
    street_map.show(t)
    street_map.how_to(t)
    with st.form("settings"):
        first, second = st.columns(2)
        with first:
            chosen = _office(t, now) | _door(t, now) | _keep(t, now) | _shop(t, now)
            chosen |= _network(t, now)
        with second:
            chosen |= _hot(t, now) | _faces(t, now) | _fair(t, now)
        st.form_submit_button(t("Bewaar"), type="primary", on_click=_save, args=(now,))
    st.session_state["settings_names"] = sorted(chosen)
    _history(t)
    log.of_day(t)


def _office(t: Speaker, now: Settings) -> dict[str, Any]:
    st.subheader(t("Het kantoor"))
    st.write(t("Dit staat op elk routeblad."))
    labels = {
        "office_name": t("Naam"),
        "office_phone": t("Telefoon van de planner"),
        "office_hours": t("Bereikbaar"),
    }
    for name, label in labels.items():
        st.text_input(label, getattr(now, name), key=f"set_{name}")
    return dict.fromkeys(labels)


def _door(t: Speaker, now: Settings) -> dict[str, Any]:
    st.subheader(t("Minuten aan de deur"))
    return _numbers(
        now,
        [
            Number("at_door_house_s", t("Bij een huis"), MINUTE, 60),
            Number("at_door_flat_s", t("Bij een flat"), MINUTE, 60),
            Number("at_door_frail_s", t("Extra bij wie slecht loopt"), MINUTE, 60),
        ],
    )


def _hot(t: Speaker, now: Settings) -> dict[str, Any]:
    st.subheader(t("Warm eten onderweg"))
    hot = now.rides[MealKind.HOT]
    for name, label, value in (
        ("wanted", t("Liefst binnen (minuten)"), hot.wanted_s),
        ("hard", t("Nooit langer dan (minuten)"), hot.hard_s),
    ):
        st.number_input(label, 10, 240, (value or 0) // MINUTE, step=5, key=f"set_ride_{name}")
    st.subheader(t("Plannen"))
    chosen = _numbers(
        now,
        [
            Number("search_seconds", t("Zo lang zoeken (seconden)"), 1, 600),
            Number("most_trips", t("Zo vaak laden per vrijwilliger"), 1, 5),
            Number("price_moved_min", t("Dezelfde route houden is waard (minuten)"), 1, 60),
            Number("price_route_min", t("Een route minder is waard (minuten)"), 1, 120),
            Number(
                "price_late_ride_percent",
                t("Te lang onderweg telt per minuut (procent)"),
                1,
                500,
                10,
            ),
            Number(
                "price_off_wanted_percent",
                t("Niet op de liefste tijd telt per minuut (procent)"),
                1,
                500,
                10,
            ),
        ],
    )
    return chosen | {"rides": None}


def _faces(t: Speaker, now: Settings) -> dict[str, Any]:
    st.subheader(t("Hetzelfde gezicht aan de deur"))
    st.write(
        t(
            "Een wens telt in minuten: zoveel omweg is hij waard. Wij tellen alleen wat echt "
            "bezorgd is. Bij 0 telt een wens niet mee."
        )
    )
    return _numbers(
        now,
        [
            Number("price_new_face_min", t("Vaste bezorger is waard (minuten)"), 1, 60),
            Number("familiar_weeks", t("Wie hier kwam, weten wij nog (weken)"), 1, 26),
            Number("familiar_half_weeks", t("Een bezoek telt half na (weken)"), 1, 26),
            Number("familiar_frail_percent", t("Bij wie slecht loopt telt het (procent)"), 1, 500),
            Number("price_second_face_min", t("De tweede bezorger is waard (minuten)"), 1, 60),
            Number("second_face_weeks", t("Als die zo lang niet kwam (weken)"), 1, 26),
            Number("most_faces", t("Genoeg gezichten in vier weken (mensen)"), 1, 20),
            Number("price_extra_face_min", t("Nog een nieuw gezicht kost (minuten)"), 1, 60),
            Number("price_hand_choice_min", t("Met de hand gekozen is waard (minuten)"), 1, 60),
            Number("hand_choice_half_weeks", t("Een keuze telt half na (weken)"), 1, 26),
        ],
    )


def _fair(t: Speaker, now: Settings) -> dict[str, Any]:
    st.subheader(t("Eerlijk verdelen"))
    return _numbers(
        now,
        [
            Number("fair_minutes", t("Een eerlijke ronde duurt (minuten)"), 1, 240),
            Number(
                "price_balance_percent", t("Elke minuut meer telt zwaarder (procent)"), 1, 300, 10
            ),
            Number("fair_stops", t("Een eerlijke ronde heeft (adressen)"), 1, 100),
            Number("price_over_stop_min", t("Elk adres meer kost (minuten)"), 1, 60),
            Number(
                "spare_percent", t("Wie meer reed in vier weken, doet minder (procent)"), 1, 100
            ),
            Number(
                "price_split_street_min", t("Een bezorger meer per straat kost (minuten)"), 1, 60
            ),
            Number("price_extra_area_min", t("Elke wijk meer op een route kost (minuten)"), 1, 60),
            Number("price_too_often_min", t("Vaker vragen dan iemand wil kost (minuten)"), 1, 240),
        ],
    )


def _network(t: Speaker, now: Settings) -> dict[str, Any]:
    st.subheader(t("Adressen zoeken buiten deze computer"))
    st.write(
        t(
            "Staat dit uit, dan verlaat geen adres deze computer. "
            "Staat het aan, dan gaat het adres naar die dienst."
        )
    )
    for name, label in (("pdok", "PDOK (Kadaster)"), ("nominatim", "Nominatim (OpenStreetMap)")):
        st.checkbox(label, name in now.network_geocoders, key=f"set_geo_{name}")
    st.subheader(t("Kaart op het scherm"))
    st.write(
        t(
            "De kaart komt van deze computer. Zet u de achtergrond aan, dan ziet PDOK welk gebied "
            "u bekijkt en het internetadres van uw kantoor. Namen en adressen gaan niet mee."
        )
    )
    st.checkbox(t("Achtergrond van het Kadaster (PDOK)"), now.map_tiles, key="set_map_tiles")
    return {"network_geocoders": None, "map_tiles": None}


def _keep(t: Speaker, now: Settings) -> dict[str, Any]:
    st.subheader(t("Bewaren"))
    st.write(
        t(
            "Bij een terugroepactie belt u wie een partij kreeg. Zo lang weten wij dat nog; waar "
            "een partij heen ging (route of uitgiftepunt) bewaren wij altijd."
        )
    )
    return _numbers(
        now,
        [
            Number("keep_stopped_months", t("Wie gestopt is, nog (maanden)"), 1, 120),
            Number("keep_plans_months", t("Plannen en uitslagen (maanden)"), 1, 120),
            Number("audit_years", t("Wie deed wat (jaren)"), 1, 20),
            Number("keep_receivers_months", t("Wie kreeg welke partij (maanden)"), 1, 60),
        ],
    )


def _shop(t: Speaker, now: Settings) -> dict[str, Any]:
    weeks = Number("shop_weeks", t("Nieuwe punten om de zoveel weken"), 1, 8)
    return shop_settings.form(t, now) | _numbers(now, [weeks]) | shop_settings.room(t, now)


def _numbers(now: Settings, wanted: list[Number]) -> dict[str, Any]:
    for one in wanted:
        value = getattr(now, one.name) // one.scale
        st.number_input(one.label, 0, one.most, value, step=one.step, key=f"set_{one.name}")
        st.session_state[f"scale_{one.name}"] = one.scale
    return dict.fromkeys(one.name for one in wanted)


def _save(now: Settings) -> None:
    """Only what differs becomes a record, from the day that is being looked at."""
    state = st.session_state
    values: dict[str, Any] = {}
    for name in state["settings_names"]:
        if name == "rides":
            hot = RideLimit(state["set_ride_wanted"] * MINUTE, state["set_ride_hard"] * MINUTE)
            values[name] = {**now.rides, MealKind.HOT: hot}
        elif name in shop_settings.NAMES:
            values[name] = shop_settings.typed(now)[name]
        elif name == "network_geocoders":
            chosen = {one for one in ("pdok", "nominatim") if state[f"set_geo_{one}"]}
            values[name] = frozenset(chosen)
        else:
            typed = state[f"set_{name}"]
            counts = isinstance(typed, int) and not isinstance(typed, bool)
            values[name] = typed * state.get(f"scale_{name}", 1) if counts else typed
    known = {one.name for one in fields(Settings)}
    differing = {n: v for n, v in values.items() if n in known and getattr(now, n) != v}
    t = session.speak()
    with session.doing(t("Bewaard.")) as work:
        office_settings.change(work, session.day(), **differing)


def _history(t: Speaker) -> None:
    if not session.actor().may(Action.READ_AUDIT):
        return
    with session.view() as work:
        found = office_settings.history(work)
    with st.expander(t("Wat is er veranderd, wanneer en door wie ({n})", n=len(found))):
        rows(
            "settings_history",
            [Column(t("Instelling")), Column(t("Waarde")), Column(t("Vanaf")), Column(t("Door"))],
            [
                Row(
                    id=str(index),
                    cells=[
                        one.name,
                        str(one.value),
                        t("{d:date}", d=one.from_day),
                        f"{one.by}, {one.at:%d-%m-%Y %H:%M}",
                    ],
                )
                for index, one in enumerate(found)
            ],
            empty=t("Er is nog niets veranderd."),
        )


page()
