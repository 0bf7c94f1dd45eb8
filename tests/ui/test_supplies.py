"""On screen: who brings meals to service points, and who waits when that comes later."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
import streamlit as st

from tests.make import TUESDAY
from tests.make_days import Office, office, small_day
from tests.make_supplies import two_steps
from tests.ui import screen
from voedselbrigade.services import delivering
from voedselbrigade.wiring import Home


@pytest.fixture
def desk(sqlite_home: Home) -> Iterator[Office]:
    st.cache_resource.clear()
    yield office(sqlite_home)
    st.cache_resource.clear()


def test_a_late_van_shows_who_waits_before_anything_is_planned(desk: Office) -> None:
    two_steps(desk)
    desk.plan()
    test = screen.shown("vandaag", day=TUESDAY, day_step=3)
    assert "Eerst naar de servicepunten" in [one.value for one in test.subheader]
    rows = {one.proto.id.rpartition("-")[2]: one.proto.json for one in test.get("bidi_component")}
    ((*_, waiting),) = (row["cells"] for row in json.loads(rows["supply_rows"])["rows"])
    assert waiting["bold"].startswith("R01")
    assert waiting["small"].startswith("de eerste weg om ")
    assert "Dit gebeurt er als u niets doet" not in screen.html(test)
    test.select_slider(key="late_minutes").set_value(30).run()
    assert not test.exception
    assert "R01 (" in screen.html(test)
    assert test.button(key="late_plan").label == "Plan opnieuw met deze vertraging"


def test_what_came_of_a_supply_is_told_in_words_of_its_own_and_is_no_worry_to_call_after(
    desk: Office,
) -> None:
    two_steps(desk)
    desk.plan()
    desk.publish()
    with desk.home.work(desk.actor) as work:
        delivering.settle_lines(work, TUESDAY, "T01 1GZ 10:55")
    test = screen.shown("uitslagen", day=TUESDAY, route="T01")
    (listed,) = (json.loads(one.proto.json)["rows"] for one in test.get("bidi_component"))
    assert [tag["tag"] for tag in listed[0]["cells"][2]] == ["gebracht 10:55", "te laat"]
    assert [button["label"] for button in listed[0]["actions"]] == [
        *("gebracht", "punt dicht", "te weinig", "te laat")
    ]
    assert "Bij een aanvoer (T01)" in " ".join(one.value for one in test.markdown)
    assert ">0<" in screen.html(test).split("zorgen: bel na")[0][-60:]


def test_a_day_without_supplies_says_nothing_of_them(desk: Office) -> None:
    small_day(desk)
    desk.plan()
    test = screen.shown("vandaag", day=TUESDAY, day_step=3)
    assert "Eerst naar de servicepunten" not in [one.value for one in test.subheader]
