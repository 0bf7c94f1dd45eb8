"""An import taken back as a whole, and what stays because somebody did something since."""

from __future__ import annotations

import pytest

from tests.make import Clock, account, exception, located
from tests.make_lists import edit, everyone, hub_row, look, person, table, take, undo, volunteer_row
from voedselbrigade.domain.food import Diet
from voedselbrigade.domain.history import ImportId, ImportStatus, PersonKind, Source
from voedselbrigade.domain.people import RecipientState, VolunteerState
from voedselbrigade.domain.tables import ListKind
from voedselbrigade.errors import NotFound, NotPossible
from voedselbrigade.services.importing import Choices
from voedselbrigade.wiring import Home


def test_whoever_vanished_can_be_stopped_and_comes_back_with_the_undo(home: Home) -> None:
    take(home, table(person(), person(naam="Dhr. F. Yilmaz", huisnr="63")))
    gone = everyone(home)[1].id
    result = take(home, table(person()), choices=Choices(stop=frozenset({gone})))
    assert everyone(home)[1].state is RecipientState.STOPPED
    undone = undo(home, result.run.id)
    assert everyone(home)[1].state is RecipientState.ACTIVE
    assert undone.restored == (gone,)


def test_an_undone_import_leaves_no_trace_of_whom_it_made(home: Home) -> None:
    take(home, table(person()))
    before = everyone(home)
    more = table(person(dieet="zoutarm"), person(naam="Dhr. F. Yilmaz", huisnr="63"))
    result = take(home, more)
    undone = undo(home, result.run.id)
    assert everyone(home) == before
    assert (len(undone.removed), len(undone.restored)) == (1, 1)
    assert undone.run.status is ImportStatus.UNDONE
    assert look(home, more).seen_before is None


def test_an_undone_change_gives_the_field_back_to_whom_it_belonged(sqlite_home: Home) -> None:
    take(sqlite_home, table(person()))
    ident = everyone(sqlite_home)[0].id
    edit(sqlite_home, ident, diets=frozenset({Diet.HALAL}))
    again = table(person(dieet="zoutarm"))
    result = take(sqlite_home, again, choices=Choices(take_file={2: frozenset({"diets"})}))
    undo(sqlite_home, result.run.id)
    with sqlite_home.view(sqlite_home.system) as work:
        assert work.store.recipients.origins(ident)["diets"].source is Source.OFFICE
    assert [c.field for c in look(sqlite_home, again).rows[0].comparison.clashes] == ["diets"]


def test_what_somebody_changed_after_the_import_stays_and_is_listed(sqlite_home: Home) -> None:
    take(sqlite_home, table(person()))
    result = take(sqlite_home, table(person(dieet="zoutarm", bezorgdagen="di")))
    edit(sqlite_home, everyone(sqlite_home)[0].id, diets=frozenset({Diet.HALAL}))
    undone = undo(sqlite_home, result.run.id)
    (one,) = everyone(sqlite_home)
    assert one.diets == {Diet.HALAL}
    assert set(one.rhythm.portions) == {0, 2, 4}
    assert [(kept.field, kept.by) for kept in undone.kept] == [("diets", "R. Bakker")]


def test_an_undone_move_brings_the_old_point_back(sqlite_home: Home) -> None:

    take(sqlite_home, table(person()))
    ident = everyone(sqlite_home)[0].id
    edit(sqlite_home, ident, located=located(1))
    moved = take(
        sqlite_home, table(person(straat="Loosduinseweg", huisnr="12", postcode="2571 AA"))
    )
    edit(sqlite_home, ident, located=located(2))
    undone = undo(sqlite_home, moved.run.id)
    (one,) = everyone(sqlite_home)
    assert (one.address.street, one.located, undone.kept) == ("Escamplaan", located(1), ())


@pytest.mark.parametrize("reason", ["exception", "edit"])
def test_somebody_about_whom_more_is_known_is_stopped_and_not_removed(
    sqlite_home: Home, reason: str
) -> None:
    result = take(sqlite_home, table(person()))
    ident = everyone(sqlite_home)[0].id
    if reason == "exception":
        with sqlite_home.work(account(sqlite_home)) as work:
            work.store.exceptions.add(exception(ident))
    else:
        edit(sqlite_home, ident, door_note="bel hard")
    undone = undo(sqlite_home, result.run.id)
    assert undone.stopped == (ident,)
    assert everyone(sqlite_home)[0].state is RecipientState.STOPPED


def test_a_volunteer_whom_somebody_prefers_is_stopped_and_not_removed(sqlite_home: Home) -> None:
    result = take(sqlite_home, table(volunteer_row()), ListKind.VOLUNTEERS)
    take(sqlite_home, table(person(vaste_vrijwilliger="Ineke Bos")))
    undo(sqlite_home, result.run.id)
    (ineke,) = everyone(sqlite_home, PersonKind.VOLUNTEER)
    assert ineke.state is VolunteerState.STOPPED


def test_a_kitchen_that_somebody_depends_on_is_closed_and_not_removed(home: Home) -> None:
    result = take(home, table(hub_row(), hub_row(naam="Keuken Leeg", huisnr="9")), ListKind.HUBS)
    take(home, table(person(keuken="Keuken De Pan")))
    undone = undo(home, result.run.id)
    (pan,) = everyone(home, PersonKind.HUB)
    assert (pan.name, pan.active, len(undone.removed)) == ("Keuken De Pan", False, 1)


def test_an_import_is_undone_once(sqlite_home: Home) -> None:
    result = take(sqlite_home, table(person()))
    undo(sqlite_home, result.run.id)
    with pytest.raises(NotPossible, match="already_undone"):
        undo(sqlite_home, result.run.id)
    with pytest.raises(NotFound):
        undo(sqlite_home, ImportId(999))


def test_two_imports_can_be_undone_one_after_the_other(sqlite_home: Home, clock: Clock) -> None:
    first = take(sqlite_home, table(person()))
    clock.passes(hours=1)
    second = take(sqlite_home, table(person(dieet="zoutarm")))
    clock.passes(hours=1)
    third = take(sqlite_home, table(person(dieet="halal")))
    assert undo(sqlite_home, third.run.id).kept == ()
    assert everyone(sqlite_home)[0].diets == {Diet.LOW_SALT}
    assert undo(sqlite_home, second.run.id).kept == ()
    assert everyone(sqlite_home)[0].diets == frozenset()
    assert undo(sqlite_home, first.run.id).removed
    assert everyone(sqlite_home) == ()
