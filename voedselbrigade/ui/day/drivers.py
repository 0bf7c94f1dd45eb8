"""Step 2: who drives today, who cannot, and who can stand in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from voedselbrigade.domain.clock import TimeWindow
from voedselbrigade.domain.delivery_days import RosterStatus
from voedselbrigade.domain.gathered_days import DeliveryDay
from voedselbrigade.domain.people import Volunteer, VolunteerId
from voedselbrigade.domain.standing_in import StandIn
from voedselbrigade.domain.turns import Away
from voedselbrigade.services import roster
from voedselbrigade.services.roster import Present
from voedselbrigade.ui import parts, session
from voedselbrigade.ui.parts import Tile, Tone
from voedselbrigade.ui.rows import Column, Row, RowAction, rows, small, tagged, two_lines
from voedselbrigade.words import Speaker

_SICK = "sick_volunteer"


def show(t: Speaker, day: DeliveryDay) -> None:
    with session.view() as work:
        everyone = roster.of_day(work, day.day)
    coming = [one for one in everyone if one.away is None]
    parts.show(parts.tiles(_tiles(t, day, everyone, coming)))
    away = [one for one in everyone if one.away is not None]
    away.sort(key=lambda one: one.away not in (Away.CANNOT, Away.NOT_SURE))
    rows(
        "driver_rows",
        [
            Column(t("Vandaag")),
            Column(t("Vrijwilliger")),
            Column(t("Uren")),
            Column(t("Neemt mee")),
            Column(t("Laatste vier weken")),
        ],
        [_coming(t, day, one) for one in coming] + [_away(t, day, one) for one in away],
        on_action=lambda ident, action: act(day.day, VolunteerId(int(ident)), action),
        empty=t("Er zijn nog geen vrijwilligers. Lees een lijst in bij Importeren."),
    )
    _stand_in_if_asked(t, day.day)


def _tiles(
    t: Speaker, day: DeliveryDay, everyone: Sequence[Present], coming: Sequence[Present]
) -> list[Tile]:
    room = sum(_meals(day, one.volunteer) for one in coming)
    cannot = sum(1 for one in everyone if one.away is Away.CANNOT)
    unsure = sum(1 for one in everyone if one.away is Away.NOT_SURE)
    return [
        Tile(str(len(coming)), t("vrijwilligers komen"), t("van {n}", n=len(everyone))),
        Tile(str(room), t("maaltijden passen mee"), t("nodig: {n}", n=day.portions)),
        Tile(str(cannot), t("kunnen niet")),
        Tile(str(unsure), t("nog niet zeker")),
    ]


def act(day: date, volunteer: VolunteerId, action: str) -> None:
    """One tap: sick, comes after all, or forget what was said about this day."""
    t = session.speak()
    if action == "sick":
        with session.doing() as work:
            roster.call_in_sick(work, volunteer, day)
            st.session_state[_SICK] = int(volunteer)
    elif action == "stand_ins":
        st.session_state[_SICK] = int(volunteer)
    elif action == "comes":
        with session.doing(t("Staat op de lijst voor deze dag.")) as work:
            roster.say(work, volunteer, day, RosterStatus.COMES)
    elif action == "forget":
        with session.doing(t("De gewone uren gelden weer.")) as work:
            roster.unsay(work, volunteer, day)


def _coming(t: Speaker, day: DeliveryDay, one: Present) -> Row:
    volunteer, entry = one.volunteer, one.entry
    substitute = entry is not None and entry.status is RosterStatus.SUBSTITUTE
    word = t.term("roster", "substitute" if substitute else "comes")
    carried = t.many("{n} maaltijd", "{n} maaltijden", _meals(day, volunteer))
    actions = [RowAction("sick", t("Ziek"))]
    if entry is not None:
        actions.append(RowAction("forget", t("Wis dit")))
    return Row(
        id=str(volunteer.id),
        cells=[
            [tagged("info" if substitute else "good", word), *_often(t, day, volunteer)],
            two_lines(volunteer.name.plain, volunteer.phone),
            _hours(t, one.hours),
            two_lines(carried, t.term("transport", volunteer.transport)),
            ridden(t, day, volunteer),
        ],
        actions=actions,
        who=volunteer.name.plain,
    )


def _often(t: Speaker, day: DeliveryDay, volunteer: Volunteer) -> list[dict[str, str]]:
    """He comes, though he rode as often as he wished: the plan would rather leave him at home."""
    often = any(turn.often for turn in day.turns if turn.volunteer.id == volunteer.id)
    return [tagged("look", t.term("away", Away.OFTEN_ENOUGH))] if often else []


def ridden(t: Speaker, day: DeliveryDay, volunteer: Volunteer) -> dict[str, str]:
    """What somebody did on the days that are closed: who did much, is spared today."""
    did = day.ridden.get(volunteer.id)
    if did is None:
        return small(t("geen ronde"))
    doors = t.many("{n} adres", "{n} adressen", did.stops)
    return two_lines(
        t.many("{n} ronde", "{n} rondes", did.rounds),
        t("{minutes:number} min, {doors}", minutes=did.minutes, doors=doors),
    )


def _away(t: Speaker, day: DeliveryDay, one: Present) -> Row:
    volunteer, why = one.volunteer, one.away
    tone: Tone = "problem" if why is Away.CANNOT else "look" if why is Away.NOT_SURE else "neutral"
    actions = [RowAction("comes", t("Komt toch"))]
    if why is Away.CANNOT:
        actions.insert(0, RowAction("stand_ins", t("Kies een vervanger")))
    if one.entry is not None:
        actions.append(RowAction("forget", t("Wis dit")))
    return Row(
        id=str(volunteer.id),
        cells=[
            [tagged(tone, t.term("away", why or Away.NOT_ACTIVE))],
            two_lines(volunteer.name.plain, volunteer.phone),
            "",
            small(t.term("transport", volunteer.transport)),
            ridden(t, day, volunteer),
        ],
        actions=actions,
        who=volunteer.name.plain,
    )


def _hours(t: Speaker, hours: Sequence[TimeWindow]) -> str:
    return ", ".join(t("{a:clock} – {b:clock}", a=one.start_s, b=one.end_s) for one in hours)


# Standing in -------------------------------------------------------------------------------------


def _stand_in_if_asked(t: Speaker, day: date) -> None:
    asked = st.session_state.pop(_SICK, None)
    if asked is not None:
        st.dialog(t("Wie kan invallen?"), width="large")(_stand_in)(t, day, VolunteerId(asked))


def _stand_in(t: Speaker, day: date, missing: VolunteerId) -> None:
    """Best first, and for the others what speaks against it."""
    with session.view() as work:
        found = roster.stand_ins(work, missing, day)
    parts.show(parts.note("info", t("De ziekmelding staat in het rooster.")))
    fitting = [one for one in found if not one.blocked]
    if not fitting:
        st.write(t("Er is niemand die kan invallen. De route wordt over de anderen verdeeld."))
    for one in fitting[:8]:
        _candidate(t, day, missing, one)


def _candidate(t: Speaker, day: date, missing: VolunteerId, one: StandIn) -> None:
    volunteer = one.volunteer
    left, right = st.columns([3, 1], vertical_alignment="center")
    about = [t.term("transport", volunteer.transport), volunteer.phone]
    if one.known_doors:
        about.append(t("kent {n} van de mensen", n=one.known_doors))
    against = " ".join(t.fact(fact) for fact in one.against)
    with left:
        name, rest = parts.safe(volunteer.name.plain), parts.safe(" · ".join(filter(None, about)))
        parts.show(f"<b>{name}</b> {rest}<br><span class='muted'>{parts.safe(against)}</span>")
    right.button(
        t("Valt in"),
        key=f"stand_in_{volunteer.id}",
        on_click=_accept,
        args=(day, volunteer.id, missing),
        width="stretch",
    )


def _accept(day: date, substitute: VolunteerId, missing: VolunteerId) -> None:
    t = session.speak()
    with session.doing(t("De invaller staat in het rooster.")) as work:
        roster.accept(work, substitute, missing, day)


def _meals(day: DeliveryDay, volunteer: Volunteer) -> int:
    rule = day.settings.transports[volunteer.transport]
    return volunteer.most_meals if volunteer.most_meals is not None else rule.meals
