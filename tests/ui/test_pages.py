"""Every page opens, in both languages, and its buttons call the right verbs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.make import TUESDAY, hub, recipient, volunteer
from tests.make_days import Office, office, small_day
from tests.ui import screen
from voedselbrigade.domain.clock import TimeWindow, hms
from voedselbrigade.domain.delivery_days import ExceptionKind
from voedselbrigade.domain.food import Diet
from voedselbrigade.domain.history import PersonKind
from voedselbrigade.domain.people import (
    Priority,
    Recipient,
    RecipientState,
    Transport,
    Volunteer,
)
from voedselbrigade.domain.places import Hub
from voedselbrigade.domain.tables import ListKind
from voedselbrigade.services import day_exceptions, office_settings, registering
from voedselbrigade.services.forms import FORMS, read_form, write_form
from voedselbrigade.ui.people.listing import matches
from voedselbrigade.wiring import Home

NAMES = (
    *("vandaag", "uitslagen", "ontvangers", "vrijwilligers"),
    *("locaties", "importeren", "instellingen", "voorraad", "ontvangen", "uitgeven", "tellen"),
    *("pakketten", "huishoudens", "terugroepen"),
)


@pytest.fixture
def desk(sqlite_home: Home) -> Iterator[Office]:
    """A small office, and an app that has not opened any other home before."""
    st.cache_resource.clear()
    made = office(sqlite_home)
    small_day(made)
    yield made
    st.cache_resource.clear()


def shown(page: str, language: str = "nl", **state: object) -> AppTest:
    """The page on the Tuesday of the small office."""
    return screen.shown(page, language=language, day=TUESDAY, **state)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("page", NAMES)
def test_every_page_opens_in_both_languages(desk: Office, page: str, language: str) -> None:
    test = shown(page, language)
    assert test.main.children


@pytest.mark.parametrize("step", range(6))
def test_every_step_of_the_day_opens(desk: Office, step: int) -> None:
    test = shown("vandaag", day_step=step)
    assert any(button.key == "day_on" for button in test.button)


def test_of_a_published_plan_as_little_as_can_be_changes_unless_asked(desk: Office) -> None:
    desk.plan()
    assert shown("vandaag", day_step=2).session_state["plan_mode"] == "everything"
    desk.publish()
    assert shown("vandaag", day_step=2).session_state["plan_mode"] == "least-change"


def test_a_page_on_an_empty_home_says_what_to_do(sqlite_home: Home) -> None:
    st.cache_resource.clear()
    for page in NAMES:
        assert shown(page).main.children


@pytest.mark.parametrize(
    ("kind", "page"),
    [
        (PersonKind.RECIPIENT, "ontvangers"),
        (PersonKind.VOLUNTEER, "vrijwilligers"),
        (PersonKind.HUB, "locaties"),
    ],
)
def test_a_record_opens_with_its_form_and_its_history(
    desk: Office, kind: PersonKind, page: str
) -> None:
    test = shown(page, open_record=(kind, 1))
    assert any(button.key == "record_close" for button in test.button)
    assert any(field.key and field.key.endswith("_name") for field in test.text_input)


def test_pausing_on_the_screen_is_a_pause_in_the_books(desk: Office, sqlite_home: Home) -> None:
    test = shown("ontvangers", open_record=(PersonKind.RECIPIENT, 1))
    test.button(key="pause").click().run()
    assert not test.exception
    with sqlite_home.view(sqlite_home.system) as work:
        found = registering.record(work, PersonKind.RECIPIENT, 1).person
    assert found.state is RecipientState.PAUSED
    assert found.resumes_on == sqlite_home.now().date() + timedelta(days=7)


def test_adding_by_phone_needs_only_name_address_and_days(desk: Office, sqlite_home: Home) -> None:
    test = shown("ontvangers")
    typed = {
        "name": "Mw. G. Nieuwenhuis",
        "street": "Kade",
        "house_number": "12 B-II",
        "postcode": "2512 aa",
        "days": "ma wo vr",
    }
    for code, text in typed.items():
        test.text_input(key=f"add_recipients_{code}").input(text)
    test.run()
    test.button(key="add_recipients_save").click().run()
    assert not test.exception
    with sqlite_home.view(sqlite_home.system) as work:
        names = [one.name.surname for one in registering.recipients(work)]
    assert "Nieuwenhuis" in names


def test_what_was_typed_stays_when_a_field_is_wrong(desk: Office) -> None:
    test = shown("ontvangers")
    test.text_input(key="add_recipients_name").input("Mw. G. Nieuwenhuis")
    test.text_input(key="add_recipients_street").input("Kade")
    test.text_input(key="add_recipients_house_number").input("12")
    test.text_input(key="add_recipients_postcode").input("2512 4X")
    test.text_input(key="add_recipients_days").input("ma")
    test.run()
    test.button(key="add_recipients_save").click().run()
    assert test.text_input(key="add_recipients_name").value == "Mw. G. Nieuwenhuis"
    assert any("2512 4X" in one.value for one in test.error)


def test_a_setting_changed_on_screen_holds_from_that_day(desk: Office, sqlite_home: Home) -> None:
    test = shown("instellingen")
    test.number_input(key="set_at_door_house_s").set_value(4)
    test.text_input(key="set_office_phone").input("070 000 00 00")
    test.number_input(key="set_parcel_crates_2").set_value(2)
    test.number_input(key="set_transport_crates_bicycle").set_value(3)
    next(b for b in test.button if "settings" in str(b.key)).click().run()
    assert not test.exception
    with sqlite_home.view(sqlite_home.system) as work:
        before = office_settings.current(work, TUESDAY - timedelta(days=1))
        after = office_settings.current(work, TUESDAY)
    assert (before.at_door_house_s, after.at_door_house_s) == (180, 240)
    assert after.office_phone == "070 000 00 00"
    assert (before.parcel_crates[:2], after.parcel_crates[:2]) == ((1, 1), (1, 2))
    rooms = [one.transports[Transport.BICYCLE].crates for one in (before, after)]
    assert rooms == [1, 3]


def test_an_exception_stands_on_the_day_page(desk: Office, sqlite_home: Home) -> None:
    with sqlite_home.work(sqlite_home.system) as work:
        someone = registering.recipients(work)[0]
        day_exceptions.note_exception(
            work, someone.id, ExceptionKind.NUMBER, TUESDAY, called_by="dochter", portions=3
        )
    test = shown("vandaag")
    assert any("Anders dan anders (1)" in str(one.options) for one in test.button_group)


# Forms -------------------------------------------------------------------------------------------


def test_a_form_that_is_saved_untouched_changes_nothing(desk: Office, sqlite_home: Home) -> None:
    phone = "06 12345678"  # numbers are kept as they are written out
    with sqlite_home.work(sqlite_home.system) as work:
        for one in registering.recipients(work):
            registering.edit(work, replace(one, phone=phone), 1)
        for other in registering.volunteers(work):
            registering.edit(work, replace(other, phone=phone), 1)
    with sqlite_home.view(sqlite_home.system) as work:
        names = registering.names(work)
        kinds: dict[ListKind, Sequence[Recipient | Volunteer | Hub]] = {
            ListKind.RECIPIENTS: registering.recipients(work),
            ListKind.VOLUNTEERS: registering.volunteers(work),
            ListKind.HUBS: registering.hubs(work),
        }
        for kind, everyone in kinds.items():
            for listed in everyone:
                texts = write_form(listed, names)
                assert set(texts) == set(FORMS[kind])
                form = read_form(kind, texts, work.today)
                assert form.draft is not None, form.problems
                again, problems = registering.understand(work, form.draft, form.mapping, listed)
                assert again == listed
                assert not problems


def test_a_preferred_time_is_written_as_it_is_read_and_can_be_taken_away() -> None:
    noon = TimeWindow(hms(12), hms(12, 30))
    one = recipient(windows=(TimeWindow(hms(11), hms(14)),), wanted_window=noon)
    texts = write_form(one, {})
    assert (texts["window"], texts["wanted"]) == ("11:00-14:00", "12:00-12:30")
    form = read_form(ListKind.RECIPIENTS, texts, TUESDAY)
    assert form.draft is not None and form.draft.values["wanted_window"] == noon
    emptied = read_form(ListKind.RECIPIENTS, texts | {"wanted": ""}, TUESDAY)
    assert emptied.draft is not None and emptied.draft.values["wanted_window"] is None
    clashing = read_form(ListKind.RECIPIENTS, texts | {"window": "9:00-11:00"}, TUESDAY)
    assert [problem.column for problem in clashing.problems] == ["wanted"]


def test_an_emptied_field_takes_away_what_an_empty_cell_leaves() -> None:
    one = recipient(diets=frozenset({Diet.LOW_SALT}), priority=Priority.HIGH)
    texts = write_form(one, {}) | {"diet": "", "needs": ""}
    form = read_form(ListKind.RECIPIENTS, texts, TUESDAY)
    assert form.draft is not None
    assert form.draft.values["diets"] == frozenset()
    assert form.draft.values["needs"] == frozenset()


def test_searching_matches_every_word_anywhere() -> None:
    one = recipient("Ramdin", number="C17")
    assert matches(one, "ramdin damstraat")
    assert matches(one, "2511 bt")
    assert not matches(one, "ramdin kade")
    assert matches(volunteer("Ineke"), "ineke")
    assert matches(hub("Keuken Zuid"), "zuid")


def test_a_coordinator_sees_who_looked_at_somebody(desk: Office, sqlite_home: Home) -> None:
    test = shown("instellingen")
    assert "Logboek: wie keek of deed wat" in {box.label for box in test.expander}
