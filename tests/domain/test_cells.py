"""What one cell says: states, choices, needs, yes and no, numbers."""

from __future__ import annotations

from datetime import date

import pytest

from voedselbrigade.domain.cells import choices
from voedselbrigade.domain.cells.text import parse_whole, parse_yes_no
from voedselbrigade.domain.people import (
    Base,
    Dwelling,
    Priority,
    RecipientState,
    Transport,
    VolunteerState,
)
from voedselbrigade.domain.places import HubKind
from voedselbrigade.errors import Fact

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("actief", (RecipientState.ACTIVE, None)),
        ("pauze", (RecipientState.PAUSED, None)),
        ("Pauze tot 1-12", (RecipientState.PAUSED, date(2026, 12, 1))),
        ("pauze t/m 30-11", (RecipientState.PAUSED, date(2026, 12, 1))),
        ("op vakantie tot 5 jan", (RecipientState.PAUSED, date(2027, 1, 5))),
        ("gestopt", (RecipientState.STOPPED, None)),
        ("gestopt per 1-10", (RecipientState.STOPPED, None)),
        ("Overleden", (RecipientState.DECEASED, None)),
        ("aangevraagd", (RecipientState.REQUESTED, None)),
        ("niet actief", (RecipientState.STOPPED, None)),
    ],
)
def test_a_state_is_read(text: str, standing: tuple[RecipientState, date | None]) -> None:
    assert choices.parse_standing(text, TODAY) == choices.Standing(*standing)


def test_a_pause_until_a_day_that_does_not_exist_is_told() -> None:
    read = choices.parse_standing("pauze tot 31-11", TODAY)
    assert isinstance(read, Fact) and read.code == "row.date_impossible"


def test_a_volunteer_cannot_be_requested() -> None:
    read = choices.parse_volunteer_standing("aangevraagd", TODAY)
    assert isinstance(read, Fact) and read.code == "row.choice_volunteer_state"
    assert choices.parse_volunteer_standing("pauze tot 1-12", TODAY) == (
        VolunteerState.PAUSED,
        date(2026, 12, 1),
    )


def test_choices_are_read_in_the_words_of_the_office() -> None:
    assert choices.parse_transport("Elektrische fiets") is Transport.E_BIKE
    assert choices.parse_transport("lopend") is Transport.FOOT
    assert choices.parse_base("Thuis", "starts") is Base.HOME
    assert choices.parse_priority("spoed") is Priority.HIGH
    assert choices.parse_dwelling("Portiek") is Dwelling.FLAT
    assert choices.parse_hub_kind("Servicepunt XL") is HubKind.SERVICE_POINT
    assert choices.parse_language("Engels") == "en"


def test_a_number_for_priority_is_asked_because_one_may_be_first_or_last() -> None:
    read = choices.parse_priority("1")
    assert isinstance(read, Fact) and read.code == "row.choice_priority"


def test_needs_and_skills_become_the_same_words() -> None:
    assert choices.parse_skills("lift, vog + taal Turks").words == {"lift", "VOG", "Turks"}
    assert choices.parse_skills("Spreekt turks; heeft VOG").words == {"VOG", "Turks"}
    assert choices.parse_skills("Kan koken") == choices.Skills(
        frozenset({"kan koken"}), ("kan koken",)
    )


def test_volunteers_are_named_by_number_or_name() -> None:
    assert choices.parse_references("V12, Ineke de Wit") == ("V12", "Ineke de Wit")
    assert choices.parse_references("Wit, Ineke de; V3") == ("Wit, Ineke de", "V3")
    assert choices.parse_references("maakt niet uit") == ()


@pytest.mark.parametrize(
    ("text", "value"), [("ja", True), ("X", True), ("nee", False), ("", False), ("?", None)]
)
def test_yes_and_no_are_read(text: str, value: bool | None) -> None:
    assert parse_yes_no(text, "frail") is value


def test_a_whole_number_has_a_least_and_a_most() -> None:
    assert parse_whole("30 km", "most_km", 1, 300) == 30
    assert parse_whole("12.0", "most_meals", 1, 500) == 12
    wrong = parse_whole("veel", "most_meals", 1, 500)
    assert isinstance(wrong, Fact) and wrong.code == "row.whole_number"
    far = parse_whole("9999", "most_km", 1, 300)
    assert isinstance(far, Fact) and far.code == "row.out_of_range"
