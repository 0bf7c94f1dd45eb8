"""Ontvangers: everyone who gets or got meals."""

from __future__ import annotations

from collections.abc import Sequence

from voedselbrigade.domain.comparing import Kept
from voedselbrigade.domain.history import PersonKind
from voedselbrigade.domain.people import Recipient, RecipientState
from voedselbrigade.services import registering
from voedselbrigade.ui import session
from voedselbrigade.ui.day.due import food_words
from voedselbrigade.ui.parts import Tone
from voedselbrigade.ui.people import listing
from voedselbrigade.ui.rows import Cell, Column, tagged, two_lines
from voedselbrigade.words import Speaker
from voedselbrigade.words.names import addressed
from voedselbrigade.words.values import value_text

_TONES: dict[RecipientState, Tone] = {
    RecipientState.ACTIVE: "good",
    RecipientState.PAUSED: "look",
    RecipientState.REQUESTED: "info",
}


def page() -> None:
    t = session.speak()
    with session.view() as work:
        everyone = registering.recipients(work)
    states = {state: t.term("recipient_state", state) for state in RecipientState}
    filters = {t("Iedereen"): lambda one: True} | {
        word: lambda one, state=state: one.state is state for state, word in states.items()
    }
    filters[t("adres nakijken")] = lambda one: one.located is None or not one.located.sure
    listing.show(
        t,
        PersonKind.RECIPIENT,
        t("Ontvangers"),
        everyone,
        filters,
        [Column(t("Naam en adres")), Column(t("Dagen")), Column(t("Eten")), Column(t("Status"))],
        lambda one: _cells(t, one),
    )


def _cells(t: Speaker, one: Kept) -> Sequence[Cell]:
    assert isinstance(one, Recipient)
    address = f"{one.address.line}, {one.address.shown_postcode}"
    tags = [tagged(_TONES.get(one.state, "neutral"), t.term("recipient_state", one.state))]
    if one.located is None:
        tags.append(tagged("problem", t("adres niet gevonden")))
    elif not one.located.sure:
        tags.append(tagged("look", t("adres niet zeker")))
    return [
        two_lines(addressed(one.name, t), address),
        value_text(t, "rhythm", one.rhythm),
        food_words(t, one) or t.term("diet", "regular"),
        tags,
    ]


page()
