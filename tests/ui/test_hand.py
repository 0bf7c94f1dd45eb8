"""Moving by hand on the page of the day: a click, a reason where a rule is broken, the way back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.make import TUESDAY, account
from tests.make_days import Office, going, office, small_day
from tests.make_hand import laid, make, onto, riders
from tests.ui import screen
from voedselbrigade.domain.delivery_days import RosterEntry, RosterStatus
from voedselbrigade.domain.history import PersonKind
from voedselbrigade.services import hand_deeds
from voedselbrigade.ui.day import hand
from voedselbrigade.wiring import Home
from voedselbrigade.words import speaker


@pytest.fixture
def desk(sqlite_home: Home) -> Iterator[Office]:
    st.cache_resource.clear()
    made = office(sqlite_home)
    small_day(made, 4)
    made.plan()
    yield made
    st.cache_resource.clear()


def looking(**state: object) -> AppTest:
    return screen.shown("vandaag", language="nl", day=TUESDAY, day_step=3, **state)


def tap(test: AppTest, key: str) -> AppTest:
    test.button(key=key).click().run()
    assert not test.exception
    return test


def told(test: AppTest) -> str:
    """What the frame around the page says of the last deed."""
    return " ".join(text for _, text in test.session_state["told"])


def test_a_person_is_chosen_from_everyone_and_taken_off_and_back(desk: Office) -> None:
    who = going(desk.versions()[-1])[0]
    test = looking()
    box = test.selectbox(key="hand_who")
    assert f"{who.name}, {who.street_line}" in box.options
    box.set_value(int(who.recipient)).run()
    labels = box.options
    tap(test, "hand_off")
    assert sorted(test.selectbox(key="hand_who").options) == sorted(labels)
    assert test.selectbox(key="hand_who").value == int(who.recipient)
    assert who.recipient not in riders(desk.versions()[-1])
    assert "Met de hand van de route gehaald." in screen.html(test)
    assert test.button(key="hand_undo").label.startswith("Neem terug: ")
    tap(test, "hand_undo")
    assert who.recipient in riders(desk.versions()[-1])
    assert desk.versions()[-1].moves == ()


def test_a_rule_is_broken_only_with_a_reason(desk: Office) -> None:
    with desk.home.view(desk.actor) as work:
        kees = work.store.volunteers.all()[1]
    desk.change(replace(kees, most_stops=0))
    who = going(desk.versions()[-1])[0]
    test = looking(hand_who=int(who.recipient), hand_all_the_same=1)
    assert "Te veel adressen: 1, het mogen er 0 zijn." in screen.html(test)
    tap(test, "hand_sure")
    assert "Toch doen? Geef dan een reden." in told(test)
    assert desk.versions()[-1].moves == ()
    test.text_input(key="hand_why").set_value("Hij belde").run()
    tap(test, "hand_sure")
    (breach,) = desk.versions()[-1].breaches
    assert (breach.why, riders(desk.versions()[-1])[who.recipient]) == ("Hij belde", "Kees Bos")
    assert "De reden: Hij belde" in screen.html(test)


def test_what_another_did_meanwhile_is_told_and_shown(desk: Office) -> None:
    table = laid(desk)
    people = {one.id: one for one in (due.recipient for due in table.sight.day.due)}
    first, second = (people[stop.recipient] for stop in going(table.plan)[:2])
    test = looking(hand_who=int(first.id))
    bea = Office(desk.home, account(desk.home, "Bea"))
    kees = table.model.turns[1].volunteer
    make(bea, onto(laid(desk), second, kees))
    tap(test, "hand_off")
    assert "Bea heeft het plan van di 24-11-2026 net veranderd." in told(test)
    assert f"gaat van Ineke Bos (R01) naar {kees.name.plain} (R02)." in screen.html(test)


def test_what_was_chosen_before_is_shown_and_forgotten_on_the_page_of_the_person(
    desk: Office,
) -> None:
    table = laid(desk)
    who = table.model.riders[0].recipient
    make(desk, onto(table, who, table.model.turns[1].volunteer))
    desk.publish()
    (before,) = (one for one in looking(hand_who=int(who.id)).markdown if "Kees Bos g" in one.value)
    assert "met de hand bij Kees Bos gezet, door Ans." in before.value
    test = screen.shown("ontvangers", open_record=(PersonKind.RECIPIENT, int(who.id)))
    assert before.value in [one.value for one in test.markdown]
    tap(test, f"hand_forget_{TUESDAY}")
    assert f"hand_forget_{TUESDAY}" not in [button.key for button in test.button]
    with desk.home.view(desk.actor) as work:
        assert [one.dropped_by for one in work.store.hand_choices.of(who.id)] != [""]


def test_a_route_without_a_volunteer_is_given_to_who_is_free(desk: Office) -> None:
    with desk.home.view(desk.actor) as work:
        ineke, kees = work.store.volunteers.all()
    with desk.home.work(desk.actor) as work:
        work.store.roster.save(RosterEntry(ineke.id, TUESDAY, RosterStatus.CANNOT))
    desk.change(replace(kees, most_stops=2))
    test = looking()
    test.selectbox(key="hand_rides_R01").set_value(int(kees.id)).run()
    tap(test, "hand_rides_R01_sure")
    assert "Te veel adressen: 4, het mogen er 2 zijn." in told(test)
    assert desk.versions()[-1].moves == ()
    test.text_input(key="hand_rides_R01_why").set_value("Kees wil wel").run()
    tap(test, "hand_rides_R01_sure")
    assert set(riders(desk.versions()[-1]).values()) == {"Kees Bos"}
    assert "hand_rides_R01" not in [box.key for box in test.selectbox]


def test_of_who_is_left_out_every_volunteer_has_a_sentence(desk: Office) -> None:
    with desk.home.view(desk.actor) as work:
        volunteers = work.store.volunteers.all()
    desk.change(*(replace(one, most_stops=1) for one in volunteers))
    plan = desk.plan()
    lines = hand.obstacle_lines(speaker("nl"), plan.left_out[0])
    assert lines == [
        "Bij Ineke Bos, op elke plek: het aantal adressen.",
        "Bij Kees Bos, op elke plek: het aantal adressen.",
    ]
    test = looking(hand_who=int(plan.left_out[0].recipient))
    assert lines[0] in screen.html(test)
    make(desk, hand_deeds.taken_out(laid(desk), going(plan)[0].recipient))


def test_two_volunteers_swap_with_a_reason_where_it_breaks_a_rule(desk: Office) -> None:
    with desk.home.view(desk.actor) as work:
        kees = work.store.volunteers.all()[1]
    desk.change(replace(kees, most_stops=2))
    test = looking(swap_one="R01", swap_other=str(kees.id))
    assert test.selectbox(key="swap_one").options == ["R01 Ineke Bos"]
    assert test.selectbox(key="swap_other").options == ["Kees Bos (heeft nog geen route)"]
    seen = screen.html(test)
    assert "Kees Bos rijdt route R01 in plaats van Ineke Bos." in seen
    assert "Te veel adressen: 4, het mogen er 2 zijn." in seen
    test.text_input(key="swap_why").set_value("Ineke is ziek")
    tap(test, "swap_sure")
    plan = desk.versions()[-1]
    assert set(riders(plan).values()) == {"Kees Bos"}
    assert plan.moves[-1].why == "Ineke is ziek"
    assert test.selectbox(key="swap_one").value is None


def test_the_draft_is_compared_with_what_is_published(desk: Office) -> None:
    desk.publish()
    table = laid(desk)
    who = table.model.riders[0].recipient
    make(desk, onto(table, who, table.model.turns[1].volunteer))
    test = looking()
    boxes = [test.selectbox(key=key).value for key in ("compare_first", "compare_second")]
    assert boxes == ["1", "concept"]
    assert "Voor 1 mens verandert er iets:" in screen.html(test)
    assert "nu Kees Bos, eerst Ineke Bos." in screen.html(test)
    assert "Routes: eerst 1, nu 2 (+1)." in screen.html(test)
    assert "Opnieuw printen: R01 en R02." in [one.value for one in test.markdown]
