"""Vrijwilligers: everyone who brings meals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from voedselbrigade.domain.comparing import Kept
from voedselbrigade.domain.history import PersonKind
from voedselbrigade.domain.people import Transport, Volunteer, VolunteerState
from voedselbrigade.services import registering
from voedselbrigade.ui import session
from voedselbrigade.ui.people import listing
from voedselbrigade.ui.rows import Cell, Column, tagged, two_lines
from voedselbrigade.words import Speaker
from voedselbrigade.words.values import value_text


def page() -> None:
    t = session.speak()
    with session.view() as work:
        everyone = registering.volunteers(work)
    filters: dict[str, Callable[[Kept], bool]] = {t("Iedereen"): lambda one: True}
    for transport in Transport:
        if any(one.transport is transport for one in everyone):
            filters[t.term("transport", transport)] = partial(_rides, transport)
    filters[t("doet niet mee")] = _absent
    listing.show(
        t,
        PersonKind.VOLUNTEER,
        t("Vrijwilligers"),
        everyone,
        filters,
        [Column(t("Naam")), Column(t("Vervoer")), Column(t("Uren")), Column(t("Status"))],
        lambda one: _cells(t, one),
    )


def _rides(transport: Transport, one: Kept) -> bool:
    return isinstance(one, Volunteer) and one.transport is transport


def _absent(one: Kept) -> bool:
    return isinstance(one, Volunteer) and one.state is not VolunteerState.ACTIVE


def _cells(t: Speaker, one: Kept) -> Sequence[Cell]:
    assert isinstance(one, Volunteer)
    often = value_text(t, "frequency", one.frequency) if one.frequency else ""
    active = one.state is VolunteerState.ACTIVE
    return [
        two_lines(one.name.plain, one.phone),
        two_lines(t.term("transport", one.transport), ", ".join(sorted(one.skills))),
        two_lines(value_text(t, "available", one.available), often),
        [tagged("good" if active else "look", t.term("volunteer_state", one.state))],
    ]


page()
