"""What was chosen by hand is a wish for the next time: it is priced, fades, and can be dropped."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.make import TUESDAY, account, located, recipient
from tests.make_days import Office, office, small_day
from tests.make_hand import laid, make, onto, riders, undo
from voedselbrigade.domain.access import Role
from voedselbrigade.domain.faces import PairWish
from voedselbrigade.domain.hand_choices import HandChoice, wishes_of, worth_min
from voedselbrigade.domain.history import PersonKind
from voedselbrigade.domain.office import Settings
from voedselbrigade.domain.people import Recipient, RecipientId, Volunteer, VolunteerId
from voedselbrigade.errors import NotAllowed, NotFound
from voedselbrigade.routing.problem import COST_PER_MINUTE
from voedselbrigade.services import merging, moving
from voedselbrigade.services.gathering import gather
from voedselbrigade.services.move_table import Table
from voedselbrigade.services.registering import record
from voedselbrigade.wiring import Home

WEEK_LATER = TUESDAY + timedelta(weeks=1)


@pytest.fixture
def desk(sqlite_home: Home) -> Office:
    made = office(sqlite_home)
    small_day(made, 4)
    made.plan()
    return made


def moved(desk: Office) -> tuple[Recipient, Volunteer]:
    """The first person of the round, given to whoever stayed at home; published."""
    table = laid(desk)
    who, to = table.model.riders[0].recipient, idle(table)
    make(desk, onto(table, who, to))
    desk.publish()
    return who, to


def idle(table: Table) -> Volunteer:
    return next(turn.volunteer for v, turn in enumerate(table.model.turns) if v not in table.rides)


def asked(desk: Office, day: date) -> tuple[PairWish, ...]:
    with desk.home.view(desk.actor) as work:
        return gather(work, day).asked


def test_a_published_move_is_a_wish_the_next_week(desk: Office) -> None:
    assert asked(desk, WEEK_LATER) == ()
    who, to = moved(desk)
    assert asked(desk, WEEK_LATER) == (PairWish(who.id, to.id, -17),)
    assert asked(desk, TUESDAY - timedelta(days=1)) == ()


def test_the_wish_is_a_price_of_the_next_problem(desk: Office) -> None:
    who, to = moved(desk)
    table = laid(desk)
    stop = table.stop_of(who.id)
    vehicle = next(v for v, turn in enumerate(table.model.turns) if turn.volunteer.id == to.id)
    price = Settings().price_hand_choice_min
    assert table.model.problem.pair_cost[vehicle, stop] == -price * COST_PER_MINUTE


def test_the_next_plan_gives_them_to_each_other_again(sqlite_home: Home) -> None:
    desk = office(sqlite_home)
    people, drivers = small_day(desk, 6)
    desk.change(*(replace(one, most_stops=4) for one in drivers))
    desk.plan(WEEK_LATER)
    alone = riders(desk.versions(WEEK_LATER)[-1])
    desk.plan()
    table = laid(desk)
    now = riders(table.plan)
    who = next(one for one in people if now[one.id] == alone[one.id])
    to = next(one for one in drivers if one.name.plain != now[who.id])
    make(desk, onto(table, who, to))
    desk.publish()
    assert riders(desk.plan(WEEK_LATER))[who.id] == to.name.plain


def test_only_what_was_published_is_remembered(desk: Office) -> None:
    table = laid(desk)
    make(desk, onto(table, table.model.riders[0].recipient, idle(table)))
    assert asked(desk, WEEK_LATER) == ()
    assert len(asked(desk, TUESDAY)) == 1


def test_what_was_undone_and_published_is_forgotten(desk: Office) -> None:
    moved(desk)
    undo(desk)
    desk.publish()
    assert asked(desk, WEEK_LATER) == ()


def test_planning_again_keeps_what_was_chosen_if_it_is_still_so(desk: Office) -> None:
    who, to = moved(desk)
    desk.add(recipient("Nieuw", located=located(0, 3)))
    desk.plan()
    again = desk.publish().plan
    assert again.moves == ()
    assert riders(again)[who.id] == to.name.plain
    assert len(asked(desk, WEEK_LATER)) == 1


def test_a_choice_fades_and_ends(desk: Office) -> None:
    choice = HandChoice(TUESDAY, RecipientId(1), VolunteerId(2), desk.home.now(), "Ans")
    worth = [worth_min(choice, TUESDAY + timedelta(weeks=w), Settings()) for w in (0, 4, 8, 26)]
    assert worth == [20, 10, 5, 0]
    assert worth_min(choice, TUESDAY - timedelta(days=1), Settings()) == 0
    newer = replace(choice, day=WEEK_LATER)
    wishes = wishes_of((choice, newer), WEEK_LATER, Settings())
    assert tuple(wishes) == (PairWish(RecipientId(1), VolunteerId(2), -20),)
    free = replace(Settings(), price_hand_choice_min=0)
    assert tuple(wishes_of((choice,), TUESDAY, free)) == ()


def test_a_choice_is_seen_and_thrown_away_for_good(desk: Office) -> None:
    who, to = moved(desk)
    with desk.home.view(desk.actor) as work:
        (seen,) = moving.chosen(work, who.id, WEEK_LATER)
    assert (seen.volunteer, seen.choice.by, seen.minutes) == (to.name.plain, "Ans", 17)
    with desk.home.work(desk.actor) as work:
        moving.throw_away(work, TUESDAY, who.id)
    assert asked(desk, WEEK_LATER) == ()
    desk.add(recipient("Nieuw", located=located(0, 3)))
    desk.plan()
    desk.publish()
    assert asked(desk, WEEK_LATER) == ()
    with pytest.raises(NotFound), desk.home.work(desk.actor) as work:
        moving.throw_away(work, TUESDAY, who.id)
    viewer = account(desk.home, "Kijker", Role.VIEWER)
    with pytest.raises(NotAllowed), desk.home.work(viewer) as work:
        moving.throw_away(work, TUESDAY, who.id)


def test_of_two_records_of_one_person_the_choices_stay(desk: Office) -> None:
    who, _ = moved(desk)
    (double,) = desk.add(recipient("Wit", located=located(0, 1)))
    with desk.home.view(desk.actor) as work:
        known = record(work, PersonKind.RECIPIENT, int(double.id))
    with desk.home.work(desk.actor) as work:
        merging.merge(work, double, known.revision.number, int(who.id))
    assert [one.recipient for one in asked(desk, WEEK_LATER)] == [double.id]


def test_choices_are_kept_as_long_as_plans_are(home: Home) -> None:
    actor = account(home)
    choice = HandChoice(TUESDAY, RecipientId(1), VolunteerId(2), home.now(), "Ans")
    with home.work(actor) as work:
        store = work.store.hand_choices
        store.keep(TUESDAY, (choice,))
        store.keep(WEEK_LATER, (replace(choice, day=WEEK_LATER, recipient=RecipientId(3)),))
        store.move_recipient(RecipientId(1), RecipientId(3))
        store.move_volunteer(VolunteerId(2), VolunteerId(4))
        assert [one.volunteer for one in store.of(RecipientId(3))] == [4, 4]
        assert store.remove_before(WEEK_LATER) == 1
        assert [one.day for one in store.between(TUESDAY, WEEK_LATER)] == [WEEK_LATER]
