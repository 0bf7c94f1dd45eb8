"""On screen: what a familiar face may cost, what every wish came to, and how the search went."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
import streamlit as st

from tests.make import NOW, TUESDAY
from tests.make_days import Office, office, small_day
from tests.ui import screen
from voedselbrigade.domain.clock import TimeWindow
from voedselbrigade.domain.office import Settings
from voedselbrigade.domain.people import RecipientId
from voedselbrigade.domain.plans import PlannedStop
from voedselbrigade.services import delivering
from voedselbrigade.services.gathering import gather
from voedselbrigade.services.searching import SearchProgress
from voedselbrigade.services.store import SearchRow, SearchState
from voedselbrigade.ui.day import drivers, wishes
from voedselbrigade.ui.rows import small, two_lines
from voedselbrigade.wiring import Home
from voedselbrigade.words import speaker
from voedselbrigade.words.formats import clock


@pytest.fixture
def desk(sqlite_home: Home) -> Iterator[Office]:
    """A small office with a draft in which somebody asked for the volunteer who comes."""
    st.cache_resource.clear()
    made = office(sqlite_home)
    people, riders = small_day(made)
    made.change(replace(people[0], preferred=frozenset({riders[0].id})))
    made.plan()
    yield made
    st.cache_resource.clear()


def test_the_plan_shows_what_every_wish_cost(desk: Office) -> None:
    test = screen.shown("vandaag", day=TUESDAY, day_step=3)
    assert "Wat elke wens kostte" in [one.label for one in test.expander]


def test_the_price_of_a_face_stands_at_what_the_office_says(
    desk: Office,
) -> None:
    test = screen.shown("vandaag", day=TUESDAY, day_step=2)
    slider = test.select_slider(key="plan_faces")
    assert slider.value == Settings().price_new_face_min
    assert {0, 30} <= {int(option.split()[0]) for option in slider.options}


def test_at_the_door_stands_what_the_face_costs(desk: Office) -> None:
    t = speaker("nl")
    stops: dict[RecipientId, PlannedStop] = {
        stop.recipient: stop for _, stop in desk.versions()[-1].every_stop()
    }
    first, second = list(stops.values())[:2]
    assert wishes.at_door(t, replace(first, familiar=False)) == ""
    assert wishes.at_door(t, replace(first, familiar=True)) == "vaste bezorger"
    dear = replace(second, familiar=True, face_extra_s=240)
    assert wishes.at_door(t, dear) == "door de vaste bezorger: +4 min"


def test_at_the_door_stands_who_would_rather_have_another_time(desk: Office) -> None:
    t = speaker("nl")
    [_, stop] = next(iter(desk.versions()[-1].every_stop()))
    start_s, end_s = stop.arrives_s + 600, stop.arrives_s + 2400
    later = TimeWindow(start_s, end_s)
    assert wishes.at_time(t, stop) == ""
    assert wishes.at_time(t, replace(stop, wanted=later, arrives_s=start_s)) == ""
    told = wishes.at_time(t, replace(stop, wanted=later))
    assert told == f"liever {clock(start_s)}–{clock(end_s)}"


def test_a_search_that_ended_shows_its_curve(desk: Office) -> None:
    now = SearchProgress(0.0, 10.0, 0, 5).further(1.0, 5, 90_000).further(4.0, 5, 30_000)
    row = SearchRow(TUESDAY, SearchState.FINISHED, None, NOW, "Ans", NOW, now.as_values())
    with desk.home.work(desk.home.system) as work:
        work.store.searches.save(row)
    test = screen.shown("vandaag", day=TUESDAY, day_step=2)
    assert any("100 min beter" in one.value for one in test.caption)


def test_step_two_tells_what_everyone_did_in_four_weeks(desk: Office) -> None:
    desk.publish()
    with desk.home.work(desk.actor) as work:
        assert delivering.settle_lines(work, TUESDAY, "R01 1-5G").closed
    [route] = desk.versions()[-1].routes
    with desk.home.view(desk.actor) as work:
        day = gather(work, TUESDAY + timedelta(days=1))
    t = speaker("nl")
    by = {turn.volunteer.id: drivers.ridden(t, day, turn.volunteer) for turn in day.turns}
    assert by.pop(route.volunteer) == two_lines("1 ronde", f"{route.minutes} min, 5 adressen")
    assert list(by.values()) == [small("geen ronde")]
