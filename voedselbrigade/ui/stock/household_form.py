"""The form of one household: who eats, what food must be, when they come. No income, no reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import streamlit as st

from voedselbrigade.domain.cells.hours import parse_windows
from voedselbrigade.domain.food import Allergen, AllergenState, Diet
from voedselbrigade.domain.people import RecipientId
from voedselbrigade.domain.places import HubId
from voedselbrigade.domain.rhythm import Rhythm, Weeks
from voedselbrigade.errors import Fact
from voedselbrigade.services import parcels, registering
from voedselbrigade.services.records import label_of
from voedselbrigade.stock.parcels import AgeBand, Household, HouseholdId, HouseholdState
from voedselbrigade.ui import session
from voedselbrigade.ui.stock.guests import slot
from voedselbrigade.words import Speaker

_DIETS = (
    *(Diet.NO_PORK, Diet.HALAL, Diet.VEGETARIAN, Diet.VEGAN),
    *(Diet.LACTOSE_FREE, Diet.GLUTEN_FREE, Diet.LOW_SUGAR),
)


def new(hub: HubId) -> Household:
    """An empty household of a hub: one grown-up, every week."""
    return Household(HouseholdId(0), hub, people={AgeBand.ADULT: 1})


def show(t: Speaker, one: Household, revision: int | None) -> None:
    key = f"household_{one.id}_{revision}"
    with st.form(f"{key}_form", enter_to_submit=False):
        _who(t, key, one)
        _ages(t, key, one)
        _food(t, key, one)
        _when(t, key, one)
        st.form_submit_button(
            t("Bewaar"), type="primary", on_click=_save, args=(key, one, revision)
        )


def _who(t: Speaker, key: str, one: Household) -> None:
    left, middle, right = st.columns(3)
    left.text_input(t("Nummer"), one.number, key=f"{key}_number")
    middle.text_input(t("Naam (mag leeg blijven)"), one.name, key=f"{key}_name")
    right.text_input(t("Telefoon, voor als er iets mis is"), one.phone, key=f"{key}_phone")


def _ages(t: Speaker, key: str, one: Household) -> None:
    for column, band in zip(st.columns(len(AgeBand)), AgeBand, strict=True):
        column.number_input(
            t.term("age_band", band).capitalize(),
            0,
            30,
            one.people.get(band, 0),
            key=f"{key}_{band}",
        )


def _food(t: Speaker, key: str, one: Household) -> None:
    left, right = st.columns(2)
    left.multiselect(
        t("Het eten moet zijn"),
        list(_DIETS),
        default=[diet for diet in _DIETS if diet in one.diets],
        format_func=lambda diet: t.term("diet", diet),
        placeholder=t("Gewoon"),
        key=f"{key}_diets",
    )
    avoids = [a for a in Allergen if one.allergens.get(a) is AllergenState.YES]
    right.multiselect(
        t("Dit mag er niet in zitten"),
        list(Allergen),
        default=avoids,
        format_func=lambda allergen: t.term("allergen", allergen),
        placeholder=t("Niets bijzonders"),
        key=f"{key}_avoids",
    )


def _when(t: Speaker, key: str, one: Household) -> None:
    days = [str(day) for day in range(7)]
    st.pills(
        t("Op welke dagen komen zij?"),
        days,
        selection_mode="multi",
        default=[str(day) for day, n in sorted(one.rhythm.portions.items()) if n],
        format_func=lambda day: t.term("weekday", day),
        key=f"{key}_days",
    )
    weeks = {
        Weeks.EVERY: t("elke week"),
        Weeks.EVEN: t("even weken"),
        Weeks.ODD: t("oneven weken"),
    }
    left, middle, right = st.columns(3)
    left.selectbox(
        t("Hoe vaak?"),
        list(weeks),
        index=list(weeks).index(one.rhythm.weeks),
        format_func=weeks.__getitem__,
        key=f"{key}_weeks",
    )
    middle.text_input(
        t("Tussen"), slot(one), key=f"{key}_slot", placeholder=t("Zoals: 13:00-13:15")
    )
    right.date_input(
        t("Volgend gesprek"), one.reintake_on, key=f"{key}_reintake", format="DD-MM-YYYY"
    )
    _state(t, key, one)
    _brought(t, key, one)


def _brought(t: Speaker, key: str, one: Household) -> None:
    """Who cannot come: the parcel rides along with the meals of somebody on the list."""
    with session.view() as work:
        found = registering.recipients(work, "household")
        known = {person.id: label_of(person) for person in found}
    people = sorted(known, key=lambda ident: known[ident].casefold())
    st.selectbox(
        t("Wordt gebracht: met de route van wie? (leeg: zij halen het zelf)"),
        people,
        index=people.index(one.recipient) if one.recipient in known else None,
        format_func=known.__getitem__,
        placeholder=t("Haalt het zelf"),
        key=f"{key}_recipient",
    )


def _state(t: Speaker, key: str, one: Household) -> None:
    left, middle, right = st.columns(3)
    left.selectbox(
        t("Stand"),
        list(HouseholdState),
        index=list(HouseholdState).index(one.state),
        format_func=lambda state: t.term("household_state", state),
        key=f"{key}_state",
    )
    middle.date_input(
        t("Komt weer op (bij pauze)"), one.resumes_on, key=f"{key}_resumes", format="DD-MM-YYYY"
    )
    right.number_input(
        t("Hoeveel huishoudens zo? (zonder namen)"), 1, 10_000, one.count, key=f"{key}_count"
    )


def _save(key: str, one: Household, revision: int | None) -> None:
    """What was typed stays when something is wrong; the message says what."""
    t = session.speak()
    changed = _read({code: st.session_state[f"{key}_{code}"] for code in _CODES}, one)
    if isinstance(changed, Fact):
        session.tell("problem", t.fact(changed))
        return
    with session.doing(t("Bewaard.")) as work:
        if revision is None:
            parcels.add_household(work, changed)
        else:
            parcels.save_household(work, changed, revision)
        close()


_CODES = (
    *("number", "name", "phone", *AgeBand, "diets", "avoids", "days", "weeks"),
    *("slot", "reintake", "state", "resumes", "count", "recipient"),
)
OPEN = "household_open"
"""The household that is open: its number, or 0 for a new one."""


def close() -> None:
    st.session_state.pop(OPEN, None)


def _read(typed: Mapping[str, object], one: Household) -> Household | Fact:
    windows = parse_windows(str(typed["slot"]).replace("–", "-"))
    if isinstance(windows, Fact):
        return windows
    # What the form cannot say of an allergen (not sure, surely not) stays as it was.
    avoided = _listed(typed["avoids"])
    kept = {a: s for a, s in one.allergens.items() if s is not AllergenState.YES}
    allergens = kept | {Allergen(str(a)): AllergenState.YES for a in avoided}
    portions = {
        int(str(day)): one.rhythm.portions.get(int(str(day)), 0) or 1
        for day in _listed(typed["days"])
    }
    unlisted = one.diets - set(_DIETS)
    return replace(
        one,
        number=str(typed["number"]).strip(),
        name=str(typed["name"]).strip(),
        phone=str(typed["phone"]).strip(),
        people={band: n for band in AgeBand if (n := int(str(typed[band])))},
        diets=unlisted | {Diet(str(diet)) for diet in _listed(typed["diets"])},
        allergens=allergens,
        rhythm=Rhythm(portions, Weeks(str(typed["weeks"]))),
        slot=windows[0] if windows else None,
        reintake_on=_day(typed["reintake"]),
        state=HouseholdState(str(typed["state"])),
        resumes_on=_day(typed["resumes"]),
        count=int(str(typed["count"])),
        recipient=_person(typed["recipient"]),
    )


def _person(value: object) -> RecipientId | None:
    return RecipientId(value) if isinstance(value, int) else None


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else []


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None
