"""The record of one person or place: form, states, what differs on a day, joining, history."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from voedselbrigade.domain.comparing import Kept
from voedselbrigade.domain.history import PersonKind
from voedselbrigade.domain.people import Recipient, RecipientId, RecipientState
from voedselbrigade.domain.places import Hub
from voedselbrigade.domain.tables import ListKind
from voedselbrigade.services import day_exceptions, merging, registering
from voedselbrigade.services.forms import write_form
from voedselbrigade.services.records import KIND_OF_LIST, label_of
from voedselbrigade.services.registering import Names, Record
from voedselbrigade.ui import log, parts, session
from voedselbrigade.ui.frame import departments
from voedselbrigade.ui.people import chosen_before, exceptions, history, place
from voedselbrigade.ui.people.form import Asked, fields, forget, read
from voedselbrigade.words import Speaker
from voedselbrigade.words.names import addressed

_OPEN = "open_record"
LIST_OF: dict[PersonKind, ListKind] = {kind: found for found, kind in KIND_OF_LIST.items()}
_PAGE = {
    PersonKind.RECIPIENT: "ontvangers",
    PersonKind.VOLUNTEER: "vrijwilligers",
    PersonKind.HUB: "locaties",
}


def open_record(kind: PersonKind, ident: int) -> None:
    """Show this record; from another page the visitor is taken there after the callback."""
    st.session_state[_OPEN] = (kind, ident)
    departments.go_to(_PAGE[kind])


def opened(kind: PersonKind) -> int | None:
    found = st.session_state.get(_OPEN)
    return found[1] if found and found[0] is kind else None


def close() -> None:
    st.session_state.pop(_OPEN, None)


def show(t: Speaker, kind: PersonKind, ident: int) -> None:
    with session.view() as work:
        found = registering.record(work, kind, ident)
        names = registering.names(work)
    st.button(t("← Terug naar de lijst"), key="record_close", on_click=close)
    parts.show(parts.heading(_title(t, found.person), _standing(t, found.person)))
    _states(t, kind, found.person)
    # A door that is not on the map is what somebody comes here to mend.
    lost = found.person.located is None
    if lost:
        place.show(t, kind, found.person)
    _form(t, kind, found, names)
    if isinstance(found.person, Recipient):
        _exceptions(t, found.person)
        chosen_before.of_person(t, found.person.id)
    if not lost:
        place.show(t, kind, found.person)
    if kind is not PersonKind.HUB:
        _join(t, kind, found)
    history.show(t, kind, ident, names)
    log.about(t, kind, ident)


def _form(t: Speaker, kind: PersonKind, found: Record[Kept], names: Names) -> None:
    key = f"form_{kind}_{int(found.person.id)}_{found.revision.number}"
    asked = Asked(LIST_OF[kind], key, write_form(found.person, names))
    with st.form(f"{key}_form", enter_to_submit=False):
        fields(t, asked)
        changed = found.revision
        st.write(
            t(
                "Laatst veranderd op {day:date} door {who}.",
                day=changed.changed_at.date(),
                who=changed.changed_by,
            )
        )
        st.form_submit_button(t("Bewaar"), type="primary", on_click=_save, args=(asked, found))


def _save(asked: Asked, found: Record[Kept]) -> None:
    someone = read(asked, found.person)
    if someone is None:
        return
    t = session.speak()
    with session.doing(t("Bewaard.")) as work:
        registering.edit(work, someone, found.revision.number)
        forget(asked)
    session.locate_all()


def _title(t: Speaker, someone: Kept) -> str:
    return someone.name if isinstance(someone, Hub) else addressed(someone.name, t)


def _standing(t: Speaker, someone: Kept) -> str:
    if isinstance(someone, Hub):
        return t.term("hub_kind", someone.kind)
    kind = "recipient_state" if isinstance(someone, Recipient) else "volunteer_state"
    word = t.term(kind, someone.state)
    if someone.resumes_on is not None:
        return t("{word} tot {day:date}", word=word, day=someone.resumes_on)
    return word


def _exceptions(t: Speaker, someone: Recipient) -> None:
    with session.view() as work:
        noted = day_exceptions.exceptions_of(work, someone.id)
    today = session.home().now().date()
    coming = [one for one in noted if one.last >= today]
    with st.expander(t("Anders op een dag ({n})", n=len(coming)), expanded=bool(coming)):
        exceptions.standing(t, today, noted)
        st.button(
            t("Iets anders op een dag"),
            key="record_change",
            on_click=exceptions.ask,
            args=(int(someone.id),),
        )
    exceptions.dialog_if_asked(t, session.day())


# States ------------------------------------------------------------------------------------------


def _states(t: Speaker, kind: PersonKind, someone: Kept) -> None:
    """Pause, stop and back again; only what fits the state it is in."""
    ident, active = int(someone.id), _active(someone)
    first, second, third, _ = st.columns(4, vertical_alignment="bottom")
    if active and not isinstance(someone, Hub):
        with first.popover(t("Pauze"), width="stretch"):
            week = session.home().now().date() + timedelta(days=7)
            st.date_input(t("Begint weer op"), week, key="pause_until", format="DD-MM-YYYY")
            st.button(t("Zet op pauze"), key="pause", on_click=_pause, args=(kind, ident))
    if active:
        second.button(t("Stop"), key="stop", on_click=_stop, args=(kind, ident), width="stretch")
    else:
        second.button(
            t("Begint weer"),
            key="resume",
            on_click=_resume,
            args=(kind, ident),
            disabled=_deceased(someone),
            width="stretch",
        )
    if isinstance(someone, Recipient):
        label = t("Toch niet overleden") if _deceased(someone) else t("Overleden")
        with third.popover(label, width="stretch"):
            st.write(t("Er komt dan geen eten en geen telefoontje meer."))
            st.button(
                t("Ja, dit klopt"),
                key="deceased",
                on_click=_note_death,
                args=(ident, _deceased(someone)),
            )


def _active(someone: Kept) -> bool:
    return someone.active if isinstance(someone, Hub) else someone.state.value == "active"


def _deceased(someone: Kept) -> bool:
    return isinstance(someone, Recipient) and someone.state is RecipientState.DECEASED


def _pause(kind: PersonKind, ident: int) -> None:
    t = session.speak()
    with session.doing(t("Staat op pauze.")) as work:
        registering.pause(work, kind, ident, st.session_state["pause_until"])


def _stop(kind: PersonKind, ident: int) -> None:
    t = session.speak()
    with session.doing(t("Gestopt. Er is niets weggegooid.")) as work:
        registering.stop(work, kind, ident)


def _resume(kind: PersonKind, ident: int) -> None:
    t = session.speak()
    with session.doing(t("Doet weer mee.")) as work:
        registering.resume(work, kind, ident)


def _note_death(ident: int, mistaken: bool) -> None:
    t = session.speak()
    with session.doing(t("Genoteerd.")) as work:
        if mistaken:
            registering.correct_deceased(work, RecipientId(ident))
        else:
            registering.mark_deceased(work, RecipientId(ident))


# Joining -----------------------------------------------------------------------------------------


def _join(t: Speaker, kind: PersonKind, found: Record[Kept]) -> None:
    """Two records that are one person: what both know is kept, nothing is thrown away."""
    with st.expander(t("Staat deze persoon er dubbel in?")):
        with session.view() as work:
            everyone = (
                registering.recipients(work)
                if kind is PersonKind.RECIPIENT
                else registering.volunteers(work)
            )
        others = {int(one.id): one for one in everyone if one.id != found.person.id}
        chosen = st.selectbox(
            t("Wie is dezelfde persoon?"),
            list(others),
            index=None,
            format_func=lambda ident: _card(others[ident]),
            key="join_other",
        )
        if chosen is not None:
            st.button(
                t("Voeg samen: {who} blijft", who=label_of(found.person)),
                key="join",
                on_click=_merge,
                args=(found, others[chosen]),
            )


def _card(one: Kept) -> str:
    address = one.address if isinstance(one, Recipient) else None
    return f"{label_of(one)}, {address.line}" if address else label_of(one)


def _merge(found: Record[Kept], other: Kept) -> None:
    t = session.speak()
    with session.doing(t("Samengevoegd.")) as work:
        both = merging.joined(found.person, other)
        merging.merge(work, both, found.revision.number, int(other.id))
