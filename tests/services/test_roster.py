"""Who comes on a date, one call for who is ill, and who can stand in."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.make import MONDAY, MORNING, TUESDAY, account, recipient, volunteer
from voedselbrigade.domain.clock import TimeWindow, hms
from voedselbrigade.domain.delivery_days import RosterEntry, RosterStatus
from voedselbrigade.domain.office import Settings
from voedselbrigade.domain.people import Transport, Volunteer, VolunteerId, VolunteerState
from voedselbrigade.domain.rhythm import Frequency
from voedselbrigade.domain.standing_in import Missing, StandIn, Standing, judge, ranked
from voedselbrigade.domain.turns import Away
from voedselbrigade.errors import NotFound, NotPossible
from voedselbrigade.services import roster
from voedselbrigade.wiring import Home
from voedselbrigade.words import say

RULES = Settings().transports
KEES = volunteer("Kees", id=VolunteerId(1))
ROUND = Missing(KEES, TUESDAY, (MORNING,), (recipient(needs=frozenset({"VOG"})),), meals=8)
ABLE = volunteer("Ineke", id=VolunteerId(2), skills=frozenset({"VOG"}))


def judged(
    one: Volunteer = ABLE, standing: Standing | None = None, missing: Missing = ROUND
) -> StandIn:
    seen = standing or Standing()
    usual = RULES[missing.volunteer.transport]
    return judge(one, missing, seen, RULES[one.transport], usual)


def entry(status: RosterStatus, **more: Any) -> Standing:
    return Standing(RosterEntry(ABLE.id, TUESDAY, status, **more))


def test_somebody_free_with_room_and_skills_fits() -> None:
    found = judged()
    assert (found.fits, found.hours) == (True, (MORNING,))


@pytest.mark.parametrize(
    ("changed", "standing", "code"),
    [
        ({"available": {}}, None, "roster.other_day"),
        (
            {"available": {1: (TimeWindow(hms(17), hms(19)),)}},
            None,
            "roster.other_hours",
        ),
        ({"most_meals": 7}, None, "roster.too_little_room"),
        ({"transport": Transport.FOOT, "most_meals": 20}, None, "roster.slower"),
        ({"skills": frozenset()}, None, "roster.lacks"),
        (
            {"frequency": Frequency(1, 4)},
            Standing(rode_on=[TUESDAY - timedelta(days=6)]),
            "roster.often_enough",
        ),
        ({}, Standing(route="R03"), "roster.rides_already"),
        ({}, entry(RosterStatus.UNKNOWN), "roster.not_answered"),
    ],
)
def test_what_speaks_against_a_stand_in_is_said(
    changed: dict[str, Any], standing: Standing | None, code: str
) -> None:
    found = judged(replace(ABLE, **changed), standing)
    assert [fact.code for fact in found.against] == [code]
    assert found.blocked == ()
    assert say(found.against[0]).startswith("Ineke Bos")


@pytest.mark.parametrize(
    ("changed", "standing", "code"),
    [
        ({"state": VolunteerState.PAUSED, "available": {1: (MORNING,)}}, None, "not_active"),
        ({}, entry(RosterStatus.CANNOT), "cannot_either"),
        (
            {},
            entry(RosterStatus.SUBSTITUTE, stands_in_for=VolunteerId(9)),
            "stands_in_elsewhere",
        ),
    ],
)
def test_what_makes_a_stand_in_impossible_is_said(
    changed: dict[str, Any], standing: Standing | None, code: str
) -> None:
    found = judged(replace(ABLE, **changed), standing)
    assert f"roster.{code}" in {fact.code for fact in found.blocked}
    assert say(found.blocked[0])


def test_nobody_stands_in_at_a_door_where_they_must_not_come() -> None:
    door = recipient(excluded=frozenset({ABLE.id}))
    found = judged(missing=Missing(KEES, TUESDAY, (MORNING,), (door,), 2))
    assert [fact.code for fact in found.blocked] == ["roster.must_not_come"]
    assert "A. de Wit" in say(found.blocked[0])


def test_who_said_to_come_is_free_although_it_is_not_the_usual_day() -> None:
    assert judged(replace(ABLE, available={}), entry(RosterStatus.COMES)).fits


def test_known_faces_come_first_and_then_who_rode_longest_ago() -> None:
    def seen(ident: int, **how: Any) -> StandIn:
        return judged(volunteer(f"V{ident}", id=VolunteerId(ident), skills=ABLE.skills), **how)

    ill = seen(2, standing=entry(RosterStatus.CANNOT))
    lately = seen(3, standing=Standing(rode_on=[MONDAY]))
    known = seen(4, standing=Standing(known_doors=1, rode_on=[MONDAY]))
    long_ago = seen(5, standing=Standing(rode_on=[MONDAY - timedelta(days=30)]))
    riding = seen(6, standing=Standing(route="R02"))
    order = [one.volunteer.id for one in ranked([ill, lately, riding, known, long_ago])]
    assert order == [4, 5, 3, 6, 2]


def people(home: Home, *names: str) -> list[VolunteerId]:
    with home.work(home.system) as work:
        return [work.store.volunteers.add(volunteer(n), work.cause()).id for n in names]


def test_one_call_notes_the_illness_and_shows_who_can_stand_in(home: Home) -> None:
    kees, ineke, bram = people(home, "Kees", "Ineke", "Bram")
    with home.work(account(home)) as work:
        roster.say(work, bram, TUESDAY, RosterStatus.CANNOT)
        call = roster.call_in_sick(work, kees, TUESDAY, "griep")
    assert (call.entry.status, call.entry.note, call.route) == (RosterStatus.CANNOT, "griep", None)
    assert [(one.volunteer.id, one.fits) for one in call.stand_ins] == [
        (ineke, True),
        (bram, False),
    ]
    with home.view(account(home)) as work:
        day = {one.volunteer.id: one for one in roster.of_day(work, TUESDAY)}
        assert roster.stand_ins(work, kees, TUESDAY) == call.stand_ins
    assert (day[kees].away, day[kees].hours) == (Away.CANNOT, ())
    assert (day[ineke].away, day[ineke].hours) == (None, (MORNING,))


def test_a_substitute_is_asked_accepts_and_has_the_hours_of_the_other(sqlite_home: Home) -> None:
    kees, ineke, bram = people(sqlite_home, "Kees", "Ineke", "Bram")
    with sqlite_home.work(account(sqlite_home)) as work:
        roster.call_in_sick(work, kees, TUESDAY)
        roster.ask(work, ineke, kees, TUESDAY)
        asked = {one.volunteer.id: one for one in roster.of_day(work, TUESDAY)}
        assert asked[ineke].away is Away.NOT_SURE
        taken = roster.accept(work, ineke, kees, TUESDAY)
        assert (taken.status, taken.stands_in_for) == (RosterStatus.SUBSTITUTE, kees)
        assert taken.hours == (MORNING,)
        assert roster.accept(work, ineke, kees, TUESDAY) == taken
        with pytest.raises(NotPossible) as raised:
            roster.accept(work, bram, kees, TUESDAY)
    assert "Ineke Bos" in say(raised.value.fact)


def test_nobody_stands_in_for_who_simply_comes(sqlite_home: Home) -> None:
    kees, ineke = people(sqlite_home, "Kees", "Ineke")
    with sqlite_home.work(account(sqlite_home)) as work:
        with pytest.raises(NotPossible):
            roster.accept(work, ineke, kees, TUESDAY)
        roster.call_in_sick(work, kees, TUESDAY)
        with pytest.raises(NotPossible):
            roster.accept(work, kees, kees, TUESDAY)
        with pytest.raises(NotFound):
            roster.call_in_sick(work, VolunteerId(99), TUESDAY)


def test_what_was_said_can_be_forgotten(sqlite_home: Home) -> None:
    (kees,) = people(sqlite_home, "Kees")
    with sqlite_home.work(account(sqlite_home)) as work:
        roster.call_in_sick(work, kees, TUESDAY)
        roster.unsay(work, kees, TUESDAY)
        (present,) = roster.of_day(work, TUESDAY)
    assert (present.hours, present.entry) == ((MORNING,), None)
