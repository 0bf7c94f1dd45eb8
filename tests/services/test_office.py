"""Accounts, settings and the daily chores."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests import make
from tests.make import Clock
from voedselbrigade.domain.access import Account, Role
from voedselbrigade.domain.delivery_days import RosterEntry, RosterStatus
from voedselbrigade.domain.office import Settings
from voedselbrigade.domain.people import (
    RecipientId,
    RecipientState,
    VolunteerId,
    VolunteerState,
)
from voedselbrigade.domain.places import HubId
from voedselbrigade.domain.plans import Delivery, Outcome, Plan, PlanId, PlanStatus
from voedselbrigade.errors import NotAllowed, NotFound, NotPossible, WrongWords
from voedselbrigade.services import accounts, chores, office_settings
from voedselbrigade.services.work import Work
from voedselbrigade.wiring import Home

# Accounts ----------------------------------------------------------------------------------------


def test_a_coordinator_makes_an_account(home: Home) -> None:
    with home.work(make.account(home)) as work:
        made = accounts.add(work, " Piet  de Boer ", Role.DISPATCHER)
        assert (made.name, made.role, made.active) == ("Piet de Boer", Role.DISPATCHER, True)
        assert work.store.access.named("PIET DE BOER") == made
        assert made in accounts.everyone(work)


def test_of_one_name_there_is_one_account(home: Home) -> None:
    with pytest.raises(NotPossible), home.work(make.account(home, "Ans")) as work:
        accounts.add(work, "ANS", Role.VIEWER)


@pytest.mark.parametrize("name", ["", "   ", "x" * 81, "a\nb", "a\x00b"])
def test_a_name_that_is_no_name_is_refused(home: Home, name: str) -> None:
    with pytest.raises(WrongWords), home.work(make.account(home)) as work:
        accounts.add(work, name, Role.VIEWER)


@pytest.mark.parametrize(
    ("role", "hub"), [(Role.HUB_STAFF, None), (Role.VIEWER, HubId(1)), (Role.SYSTEM, None)]
)
def test_only_staff_of_a_hub_has_a_hub(home: Home, role: Role, hub: HubId | None) -> None:
    with pytest.raises(WrongWords), home.work(make.account(home)) as work:
        accounts.add(work, "Piet", role, hub)


def test_staff_of_a_hub_that_is_not_there_is_refused(home: Home) -> None:
    with pytest.raises(NotFound), home.work(make.account(home)) as work:
        accounts.add(work, "Piet", Role.HUB_STAFF, HubId(9))


def test_a_dispatcher_makes_no_accounts(home: Home) -> None:
    dispatcher = make.account(home, "Piet", Role.DISPATCHER)
    with pytest.raises(NotAllowed), home.work(dispatcher) as work:
        accounts.add(work, "Vriend", Role.COORDINATOR)


def test_the_last_one_who_manages_accounts_stays(home: Home) -> None:
    ans = make.account(home)
    for deed in (_let_go, _make_viewer):
        with pytest.raises(NotPossible), home.work(ans) as work:
            deed(work, ans)


def _let_go(work: Work, who: Account) -> None:
    accounts.let_go(work, who.id)


def _make_viewer(work: Work, who: Account) -> None:
    accounts.change(work, who.id, Role.VIEWER)


def test_who_was_let_go_can_be_taken_back(home: Home) -> None:
    piet = make.account(home, "Piet")
    with home.work(make.account(home)) as work:
        assert not accounts.let_go(work, piet.id).active
        assert accounts.take_back(work, piet.id).active


# Settings ----------------------------------------------------------------------------------------


def test_a_setting_holds_from_its_day_on(home: Home) -> None:
    with home.work(make.account(home)) as work:
        office_settings.change(work, make.TUESDAY, at_door_house_s=240)
        assert office_settings.current(work, make.MONDAY).at_door_house_s == 180
        assert office_settings.current(work, make.TUESDAY).at_door_house_s == 240
        assert office_settings.current(work, make.TUESDAY) == replace(
            Settings(), at_door_house_s=240
        )


def test_every_choice_is_kept_with_who_made_it(home: Home, clock: Clock) -> None:
    ans = make.account(home)
    for seconds in (240, 200):
        with home.work(ans) as work:
            office_settings.change(work, make.MONDAY, at_door_house_s=seconds)
        clock.passes(minutes=5)
    with home.view(ans) as work:
        assert office_settings.current(work, make.MONDAY).at_door_house_s == 200
        kept = office_settings.history(work)
    assert [(one.value, one.by) for one in kept] == [(200, "Ans"), (240, "Ans")]


def test_choosing_what_holds_already_makes_no_record(home: Home) -> None:
    with home.work(make.account(home)) as work:
        office_settings.change(work, make.MONDAY, meals_per_crate=12)
        assert office_settings.history(work) == ()


def test_composed_settings_come_back_as_they_were_chosen(home: Home) -> None:
    rides = dict(Settings().rides)
    rides.pop(next(iter(rides)))
    chosen = {"rides": rides, "network_geocoders": frozenset({"pdok"}), "office_name": "De Pan"}
    with home.work(make.account(home)) as work:
        after = office_settings.change(work, make.MONDAY, **chosen)
    assert after == replace(Settings(), **chosen)  # type: ignore[arg-type]


def test_a_setting_that_does_not_exist_is_refused(home: Home) -> None:
    with pytest.raises(WrongWords), home.work(make.account(home)) as work:
        office_settings.change(work, make.MONDAY, colour="green")


# Chores ------------------------------------------------------------------------------------------


def run(home: Home) -> dict[str, int]:
    """Today's chores: how many records each was about, over all days that were due."""
    told: dict[str, int] = {}
    for done in home.daily():
        told[done.chore] = told.get(done.chore, 0) + done.count
    return told


def test_every_chore_is_done_once_a_day(home: Home, clock: Clock) -> None:
    assert run(home).keys() == chores.CHORES.keys()
    assert run(home) == {}
    clock.passes(days=1)
    assert run(home).keys() == chores.CHORES.keys()


def test_the_app_does_the_chores_once_on_every_new_day(home: Home, clock: Clock) -> None:
    home.new_day()
    assert run(home) == {}
    clock.passes(days=1)
    home.new_day()
    assert run(home) == {}
    clock.passes(days=1)
    assert run(home).keys() == chores.CHORES.keys()


def test_days_that_were_missed_are_caught_up(home: Home, clock: Clock) -> None:
    home.daily()
    clock.passes(days=3)
    resumes = [done.day for done in home.daily() if done.chore == "resume"]
    assert resumes == [make.MONDAY + timedelta(days=n) for n in (1, 2, 3)]


def test_a_chore_that_somebody_else_does_is_left_to_them(home: Home) -> None:
    with home.work(home.system) as work:
        assert work.store.chores.claim("resume", make.MONDAY, work.now, "another process")
        assert chores.do(work, "resume", make.MONDAY) is None


def test_a_chore_that_fails_can_be_done_later(home: Home) -> None:
    with pytest.raises(ZeroDivisionError), home.work(home.system) as work:
        chores.do(work, "resume", make.MONDAY)
        raise ZeroDivisionError
    assert "resume" in run(home)


def test_a_pause_that_is_over_is_written_out(home: Home) -> None:
    with home.work(home.system) as work:
        paused = replace(make.recipient(), state=RecipientState.PAUSED, resumes_on=make.MONDAY)
        back = work.store.recipients.add(paused, make.by_office())
        longer = replace(paused, resumes_on=make.TUESDAY)
        away = work.store.recipients.add(longer, make.by_office())
        helper = make.volunteer(state=VolunteerState.PAUSED, resumes_on=make.MONDAY)
        rides = work.store.volunteers.add(helper, make.by_office())
    assert run(home)["resume"] == 2
    with home.view(home.system) as work:
        assert work.store.recipients.get(back.id).state is RecipientState.ACTIVE
        assert work.store.recipients.get(back.id).resumes_on is None
        assert work.store.recipients.get(away.id).state is RecipientState.PAUSED
        assert work.store.volunteers.get(rides.id).state is VolunteerState.ACTIVE
        assert work.store.recipients.history(back.id)[-1].cause.by == home.system.name


def test_who_stopped_is_forgotten_after_the_months_of_the_office(home: Home, clock: Clock) -> None:
    with home.work(home.system) as work:
        stopped = work.store.recipients.add(make.recipient(), work.cause())
        stays = work.store.recipients.add(make.recipient("Bruin"), work.cause())
        work.store.recipients.save(replace(stopped, state=RecipientState.STOPPED), work.cause())
        work.store.exceptions.add(make.exception(stopped.id))
        helper = work.store.volunteers.add(make.volunteer(), work.cause())
        other = work.store.volunteers.add(make.volunteer("Joop"), work.cause())
        work.store.volunteers.save(replace(helper, state=VolunteerState.STOPPED), work.cause())
        entry = RosterEntry(other.id, make.TUESDAY, RosterStatus.SUBSTITUTE)
        work.store.roster.save(replace(entry, stands_in_for=helper.id))
        work.store.deliveries.save(a_delivery(stopped.id, helper.id, make.MONDAY))
    clock.passes(days=365)
    assert run(home)["forget_stopped"] == 0
    clock.passes(days=1)
    assert run(home)["forget_stopped"] == 2
    with home.view(home.system) as work:
        assert work.store.recipients.all() == (stays,)
        assert work.store.recipients.history(stopped.id) == ()
        assert work.store.volunteers.all() == (other,)


def a_delivery(recipient: int, volunteer: int, day: date) -> Delivery:
    return Delivery(
        day=day,
        recipient=RecipientId(recipient),
        volunteer=VolunteerId(volunteer),
        route="R01",
        stop="1",
        outcome=Outcome.GIVEN,
        worry=False,
        at_door_s=43200,
        noted_at=make.NOW,
        noted_by="Ans",
    )


def test_old_days_are_forgotten(home: Home, clock: Clock) -> None:
    with home.work(home.system) as work:
        who = work.store.recipients.add(make.recipient(), work.cause())
        by = work.store.volunteers.add(make.volunteer(), work.cause())
        for day in (make.MONDAY, make.TUESDAY):
            work.store.plans.add(Plan(PlanId(0), day, PlanStatus.DONE, 1, ()), work.cause())
            work.store.deliveries.save(a_delivery(who.id, by.id, day))
            work.store.exceptions.add(make.exception(who.id, day))
            work.store.roster.save(RosterEntry(by.id, day, RosterStatus.COMES))
    clock.now = clock.now.replace(year=2028, day=24)
    assert run(home)["forget_days"] == 4
    with home.view(home.system) as work:
        store = work.store
        kept = (store.plans.of_day, store.deliveries.of_day, store.exceptions.on, store.roster.on)
        assert [len(found(make.MONDAY)) for found in kept] == [0, 0, 0, 0]
        assert [len(found(make.TUESDAY)) for found in kept] == [1, 1, 1, 1]


def test_the_log_is_kept_for_years_and_not_longer(home: Home, clock: Clock) -> None:
    with home.work(make.account(home)) as work:
        accounts.add(work, "Piet", Role.VIEWER)
    clock.now = clock.now.replace(year=2031)
    assert run(home)["forget_audit"] == 0
    clock.passes(days=1)
    assert run(home)["forget_audit"] > 0


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 11, 23), 60, date(2021, 11, 23)),
        (date(2026, 12, 1), 12, date(2025, 12, 1)),
    ],
)
def test_months_before_a_day(day: date, months: int, before: date) -> None:
    assert chores.months_before(day, months) == before
