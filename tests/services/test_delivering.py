"""What came of the stops: kept once, corrected with history, and the day closed."""

from __future__ import annotations

import pytest

from tests.make import TUESDAY, Clock, account
from tests.make_days import Office, office, small_day
from voedselbrigade.domain.access import Role
from voedselbrigade.domain.clock import hms
from voedselbrigade.domain.plans import Outcome, PlanStatus, in_force
from voedselbrigade.domain.settling import Tick
from voedselbrigade.errors import NotAllowed, NotFound, NotPossible
from voedselbrigade.services import delivering
from voedselbrigade.services.delivering import Settled
from voedselbrigade.wiring import Home

ALL = "R01 1-5G"


@pytest.fixture
def desk(sqlite_home: Home) -> Office:
    """Five people on R01, published."""
    made = office(sqlite_home)
    small_day(made, 5)
    plan = made.plan()
    assert [(route.code, len(route.stops)) for route in plan.routes] == [("R01", 5)]
    made.publish()
    return made


def settle(desk: Office, text: str) -> Settled:
    with desk.home.work(desk.actor) as work:
        return delivering.settle_lines(work, TUESDAY, text)


def tick(stop: str = "4", outcome: Outcome | None = Outcome.NOT_HOME, worry: bool = False) -> Tick:
    return Tick(0, "R01", stop, outcome, worry, hms(12, 10))


def settle_stop(desk: Office, what: Tick) -> None:
    with desk.home.work(desk.actor) as work:
        delivering.settle_stop(work, TUESDAY, what)


def said(desk: Office, stop: str = "4") -> list[tuple[Outcome | None, bool]]:
    with desk.home.view(desk.actor) as work:
        return [(d.outcome, d.worry) for d in work.store.deliveries.said(TUESDAY, "R01", stop)]


def status(desk: Office) -> PlanStatus:
    plan = in_force(desk.versions())
    assert plan is not None
    return plan.status


def test_a_settled_stop_keeps_who_when_and_what(desk: Office) -> None:
    settle_stop(desk, tick())
    with desk.home.view(desk.actor) as work:
        [delivery] = work.store.deliveries.of_day(TUESDAY)
    assert (delivery.outcome, delivery.at_door_s) == (Outcome.NOT_HOME, hms(12, 10))
    assert (delivery.noted_by, delivery.noted_at) == ("Ans", desk.home.now())


def test_the_first_result_says_that_the_day_is_under_way(desk: Office) -> None:
    assert status(desk) is PlanStatus.PUBLISHED
    settle_stop(desk, tick())
    assert status(desk) is PlanStatus.UNDER_WAY


def test_a_day_under_way_is_not_planned_again(desk: Office) -> None:
    settle_stop(desk, tick())
    with pytest.raises(NotPossible):
        desk.plan()


def test_settling_twice_changes_nothing(desk: Office, clock: Clock) -> None:
    first = settle(desk, "R01 1-3G 4N 12:10")
    clock.passes(minutes=10)
    second = settle(desk, "R01 1-3G 4N 12:10")
    assert (first.new, first.unchanged) == (4, 0)
    assert (second.new, second.corrected, second.unchanged) == (0, 0, 4)
    assert said(desk) == [(Outcome.NOT_HOME, False)]


def test_a_correction_holds_and_the_old_result_stays_in_the_history(desk: Office) -> None:
    settle(desk, "R01 4N 12:10")
    assert settle(desk, "R01 4G").corrected == 1
    assert said(desk) == [(Outcome.NOT_HOME, False), (Outcome.GIVEN, False)]
    with desk.home.view(desk.actor) as work:
        [holds] = work.store.deliveries.of_day(TUESDAY)
    assert holds.outcome is Outcome.GIVEN


def test_a_worry_is_not_lost_by_a_line_that_does_not_repeat_it(desk: Office) -> None:
    settle(desk, "R01 4Z")
    settle(desk, "R01 4N")
    assert said(desk)[-1] == (Outcome.NOT_HOME, True)


def test_on_the_screen_a_worry_can_be_taken_back(desk: Office) -> None:
    settle_stop(desk, tick(worry=True))
    settle_stop(desk, tick(worry=False))
    assert [worry for _, worry in said(desk)] == [True, False]


def test_good_lines_are_kept_beside_wrong_ones(desk: Office) -> None:
    settled = settle(desk, "R01 1G 99G\nR77 1G\nflauwekul\nR01 2G")
    assert settled.new == 2
    assert [problem.line for problem in settled.problems] == [1, 2, 3]


def test_the_day_closes_when_nothing_is_open(desk: Office) -> None:
    assert not settle(desk, "R01 1-4G 5Z").closed
    settled = settle(desk, "R01 5N")
    assert settled.closed
    assert status(desk) is PlanStatus.DONE


def test_a_worry_alone_leaves_the_stop_open(desk: Office) -> None:
    settled = settle(desk, "R01 1-4G 5Z")
    assert [(one.route, one.stop) for one in settled.still_open] == [("R01", "5")]


def test_a_correction_after_closing_is_kept_and_the_day_stays_closed(desk: Office) -> None:
    settle(desk, ALL)
    assert settle(desk, "R01 2W").corrected == 1
    assert status(desk) is PlanStatus.DONE


def test_closing_by_hand_says_what_is_open(desk: Office) -> None:
    settle(desk, "R01 1-3G")
    with pytest.raises(NotPossible) as told, desk.home.work(desk.actor) as work:
        delivering.settle_day(work, TUESDAY)
    assert told.value.fact.values == {"n": 2, "stops": ("R01 4", "R01 5")}


def test_closing_twice_is_closing_once(desk: Office) -> None:
    settle(desk, ALL)
    with desk.home.work(desk.actor) as work:
        first = delivering.settle_day(work, TUESDAY)
        assert delivering.settle_day(work, TUESDAY) == first


def test_nothing_is_settled_on_a_draft(sqlite_home: Home) -> None:
    made = office(sqlite_home)
    small_day(made)
    made.plan()
    with pytest.raises(NotFound):
        settle(made, ALL)


def test_a_stop_that_does_not_exist_is_refused(desk: Office) -> None:
    with pytest.raises(NotFound):
        settle_stop(desk, tick("99"))
    assert status(desk) is PlanStatus.PUBLISHED


def test_lines_without_a_good_tick_do_not_start_the_day(desk: Office) -> None:
    settle(desk, "R99 1G")
    assert status(desk) is PlanStatus.PUBLISHED


def test_a_viewer_may_not_settle(desk: Office) -> None:
    viewer = Office(desk.home, account(desk.home, "Kijker", Role.VIEWER))
    with pytest.raises(NotAllowed):
        settle(viewer, ALL)


def test_who_was_given_food_knows_the_volunteer_the_next_time(desk: Office) -> None:
    settle(desk, "R01 1-4G 5N")
    with desk.home.view(desk.actor) as work:
        met = work.store.deliveries.volunteers_since(TUESDAY)
    assert len(met) == 4
    plan = desk.plan(TUESDAY.replace(day=25))
    assert sum(stop.familiar for _, stop in plan.every_stop()) == 4
