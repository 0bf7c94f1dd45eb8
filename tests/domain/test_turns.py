"""Who comes on a day, and when."""

from __future__ import annotations

from datetime import timedelta

from tests.make import MONDAY, MORNING, TUESDAY, volunteer
from voedselbrigade.domain.clock import TimeWindow, hms
from voedselbrigade.domain.delivery_days import RosterEntry, RosterStatus
from voedselbrigade.domain.people import Volunteer, VolunteerId, VolunteerState
from voedselbrigade.domain.rhythm import Frequency
from voedselbrigade.domain.turns import Away, Turn, turns_of_all, turns_on

LATE = TimeWindow(hms(16), hms(18))
WHOLE_DAY = TimeWindow(hms(9), hms(20))
SUNDAY = MONDAY - timedelta(days=1)


def said(status: RosterStatus, **changed: object) -> RosterEntry:
    return RosterEntry(VolunteerId(0), TUESDAY, status, **changed)  # type: ignore[arg-type]


def hours(found: tuple[Turn, ...] | Away) -> list[TimeWindow]:
    assert not isinstance(found, Away), found
    return [turn.hours for turn in found]


def test_a_volunteer_comes_in_the_hours_of_the_weekday() -> None:
    assert hours(turns_on(volunteer(), TUESDAY)) == [MORNING]


def test_nobody_is_planned_on_a_weekday_without_hours() -> None:
    assert turns_on(volunteer(), SUNDAY) is Away.OTHER_DAY


def test_two_blocks_of_hours_are_two_turns() -> None:
    twice = volunteer(available={TUESDAY.weekday(): (LATE, MORNING)})
    found = turns_on(twice, TUESDAY)
    assert hours(found) == [MORNING, LATE]
    assert [turn.part for turn in found if isinstance(turn, Turn)] == [0, 1]


def test_who_called_in_ill_does_not_come() -> None:
    assert turns_on(volunteer(), TUESDAY, said(RosterStatus.CANNOT)) is Away.CANNOT


def test_who_is_not_sure_is_not_counted_on() -> None:
    assert turns_on(volunteer(), TUESDAY, said(RosterStatus.UNKNOWN)) is Away.NOT_SURE


def test_hours_said_for_the_date_win() -> None:
    assert hours(turns_on(volunteer(), TUESDAY, said(RosterStatus.COMES, hours=(LATE,)))) == [LATE]


def test_who_comes_on_a_free_day_has_the_whole_day() -> None:
    found = turns_on(volunteer(available={}), TUESDAY, said(RosterStatus.COMES), (), (WHOLE_DAY,))
    assert hours(found) == [WHOLE_DAY]


def test_a_substitute_has_the_hours_of_the_one_who_is_missed() -> None:
    ill = volunteer(id=VolunteerId(1), available={TUESDAY.weekday(): (LATE,)})
    spare = volunteer(id=VolunteerId(2))
    roster = {
        ill.id: RosterEntry(ill.id, TUESDAY, RosterStatus.CANNOT),
        spare.id: RosterEntry(spare.id, TUESDAY, RosterStatus.SUBSTITUTE, stands_in_for=ill.id),
    }
    turns, away = turns_of_all([ill, spare], TUESDAY, roster, {}, WHOLE_DAY)
    assert [(turn.volunteer.id, turn.hours) for turn in turns] == [(spare.id, LATE)]
    assert away == {ill.id: Away.CANNOT}


def test_a_substitute_for_nobody_in_particular_keeps_his_own_hours() -> None:
    found = turns_on(volunteer(), TUESDAY, said(RosterStatus.SUBSTITUTE), (), (WHOLE_DAY,))
    assert hours(found) == [MORNING]


def test_who_stopped_never_comes_whatever_the_roster_says() -> None:
    gone = volunteer(state=VolunteerState.STOPPED)
    assert turns_on(gone, TUESDAY, said(RosterStatus.COMES)) is Away.NOT_ACTIVE


def test_a_pause_ends_by_itself() -> None:
    back = volunteer(state=VolunteerState.PAUSED, resumes_on=TUESDAY)
    assert turns_on(back, MONDAY) is Away.NOT_ACTIVE
    assert hours(turns_on(back, TUESDAY)) == [MORNING]


def once_in_four_weeks() -> Volunteer:
    return volunteer(frequency=Frequency(1, 4))


def test_who_rode_three_weeks_ago_rests_when_once_in_four_weeks_is_enough() -> None:
    rode = {TUESDAY - timedelta(weeks=3)}
    assert turns_on(once_in_four_weeks(), TUESDAY, None, rode) is Away.OFTEN_ENOUGH


def test_who_rode_four_weeks_ago_may_ride_again() -> None:
    rode = {TUESDAY - timedelta(weeks=4)}
    assert hours(turns_on(once_in_four_weeks(), TUESDAY, None, rode)) == [MORNING]


def test_a_round_of_today_does_not_count_against_planning_today_again() -> None:
    assert hours(turns_on(once_in_four_weeks(), TUESDAY, None, {TUESDAY})) == [MORNING]


def test_who_says_that_he_comes_comes_once_more() -> None:
    rode = {MONDAY}
    found = turns_on(once_in_four_weeks(), TUESDAY, said(RosterStatus.COMES), rode)
    assert hours(found) == [MORNING]


def test_it_is_known_of_who_comes_that_it_is_more_often_than_he_wished() -> None:
    comes = said(RosterStatus.COMES)
    again = turns_on(once_in_four_weeks(), TUESDAY, comes, {MONDAY})
    usual = turns_on(once_in_four_weeks(), TUESDAY, comes, {TUESDAY - timedelta(weeks=4)})
    assert not isinstance(again, Away)
    assert not isinstance(usual, Away)
    assert [turn.often for turn in (*again, *usual)] == [True, False]
