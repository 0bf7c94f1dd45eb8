"""Lists in: what a file would do, what it did, and taking it back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.make import Clock, account, located, recipient
from tests.make_lists import (
    edit,
    everyone,
    hub_row,
    look,
    person,
    table,
    take,
    volunteer_row,
)
from voedselbrigade.domain.access import Role
from voedselbrigade.domain.food import Allergen, Diet
from voedselbrigade.domain.history import PersonKind
from voedselbrigade.domain.matching import By, Doubt
from voedselbrigade.domain.people import RecipientState
from voedselbrigade.domain.places import Address, HouseNumber
from voedselbrigade.domain.tables import ListKind, Table
from voedselbrigade.errors import Conflict, NotAllowed, UnusableFile
from voedselbrigade.services import importing
from voedselbrigade.services.importing import Choices, RowState
from voedselbrigade.wiring import Home
from voedselbrigade.words import say

OTHER_DOOR = Address("Loosduinseweg", HouseNumber(12), "2571AA")


# --- looking --------------------------------------------------------------------------------------


def test_everyone_in_a_first_list_is_new(home: Home) -> None:
    seen = look(home, table(person(), person(naam="Dhr. F. Yilmaz", huisnr="63")))
    assert [row.state for row in seen.rows] == [RowState.NEW, RowState.NEW]
    assert seen.counts["new"] == 2
    assert everyone(home) == ()


def test_a_list_that_was_taken_over_changes_nothing_when_it_comes_again(home: Home) -> None:
    listed = table(person(), person(naam="Dhr. F. Yilmaz", huisnr="63", dieet="halal"))
    first = take(home, listed)
    before = everyone(home)
    again = look(home, listed)
    assert [row.state for row in again.rows] == [RowState.UNCHANGED] * 2
    assert again.seen_before is not None and again.seen_before.id == first.run.id
    second = take(home, listed)
    assert (second.touched, second.run.id) == (0, first.run.id)
    assert everyone(home) == before


def test_a_change_shows_what_it_was_and_what_it_becomes(sqlite_home: Home) -> None:
    take(sqlite_home, table(person()))
    row = look(sqlite_home, table(person(bezorgdagen="ma", dieet="zoutarm"))).rows[0]
    assert (row.state, row.by) == (RowState.CHANGED, By.ADDRESS)
    changes = {change.field: (change.old, change.new) for change in row.comparison.changes}
    assert changes["diets"] == (frozenset(), frozenset({Diet.LOW_SALT}))
    assert set(changes) == {"diets", "rhythm"}


def test_the_same_person_at_a_new_address_is_changed_and_no_longer_on_the_map(
    sqlite_home: Home,
) -> None:
    take(sqlite_home, table(person()))

    edit(sqlite_home, everyone(sqlite_home)[0].id, located=located())
    moved = table(person(straat="Loosduinseweg", huisnr="12", postcode="2571 AA"))
    seen = look(sqlite_home, moved)
    assert (seen.rows[0].state, seen.rows[0].by) == (RowState.CHANGED, By.PHONE)
    take(sqlite_home, moved)
    (one,) = everyone(sqlite_home)
    assert (one.address, one.located) == (OTHER_DOOR, None)


def test_a_street_that_is_only_spelled_otherwise_keeps_its_point(sqlite_home: Home) -> None:

    take(sqlite_home, table(person()))
    edit(sqlite_home, everyone(sqlite_home)[0].id, located=located())
    take(sqlite_home, table(person(straat="Escam Plaan")))
    (one,) = everyone(sqlite_home)
    assert (one.address.street, one.located) == ("Escam Plaan", located())


def test_a_wrong_row_blocks_nobody_else(sqlite_home: Home) -> None:
    listed = table(person(postcode="2547 4X"), person(naam="Dhr. F. Yilmaz", huisnr="63"))
    result = take(sqlite_home, listed)
    assert [one.name.surname for one in everyone(sqlite_home)] == ["Yilmaz"]
    assert (result.skipped, list(result.added)) == ((2,), [3])
    wrong = look(sqlite_home, listed).rows[0]
    assert (wrong.problems[0].row, wrong.problems[0].column) == (2, "Postcode")
    assert "2547 4X" in say(wrong.problems[0].fact)


def test_who_is_not_in_the_list_any_more_is_named_and_stays(sqlite_home: Home) -> None:
    both = table(person(), person(naam="Dhr. F. Yilmaz", huisnr="63"))
    take(sqlite_home, both)
    seen = look(sqlite_home, table(person()))
    assert [(one.label, one.address) for one in seen.vanished] == [
        ("F. Yilmaz", replace(everyone(sqlite_home)[1].address))
    ]
    take(sqlite_home, table(person()))
    assert {one.state for one in everyone(sqlite_home)} == {RecipientState.ACTIVE}


def test_who_is_in_a_wrong_row_or_a_doubtful_one_has_not_vanished(sqlite_home: Home) -> None:
    both = table(person(), person(naam="Dhr. F. Yilmaz", huisnr="63"))
    take(sqlite_home, both)
    wrong = person(bezorgdagen="soms")
    double = person(naam="Dhr. F. Yilmas", huisnr="63", telefoon="")
    assert look(sqlite_home, table(wrong, double)).vanished == ()


def test_whom_the_office_added_by_phone_is_not_missed_in_a_list(sqlite_home: Home) -> None:

    with sqlite_home.work(account(sqlite_home)) as work:
        work.store.recipients.add(recipient("Smit"), work.cause())
    assert look(sqlite_home, table(person())).vanished == ()


def test_a_likely_double_is_asked_and_not_saved(sqlite_home: Home) -> None:
    take(sqlite_home, table(person()))
    double = table(person(naam="A. de Witt", telefoon=""))
    row = look(sqlite_home, double).rows[0]
    assert (row.state, row.doubt) == (RowState.DOUBLE, Doubt.SAME_DOOR)
    assert row.question is not None and "A. de Wit" in say(row.question)
    assert take(sqlite_home, double).skipped == (2,)
    assert len(everyone(sqlite_home)) == 1


def test_two_rows_about_one_person_are_a_question_that_names_the_first_row(
    sqlite_home: Home,
) -> None:
    row = look(sqlite_home, table(person(), person())).rows[1]
    assert (row.state, row.same_rows) == (RowState.DOUBLE, (2,))
    assert row.question is not None and say(row.question).startswith("Rij 2 van dit bestand")


def test_a_double_can_be_the_same_person_or_somebody_new(sqlite_home: Home) -> None:
    take(sqlite_home, table(person()))
    ident = everyone(sqlite_home)[0].id
    double = table(person(naam="A. de Witt", telefoon="", dieet="zoutarm"))
    take(sqlite_home, double, choices=Choices(doubles={2: ident}))
    (one,) = everyone(sqlite_home)
    assert (one.name.surname, one.diets) == ("Witt", frozenset({Diet.LOW_SALT}))
    other = table(person(naam="A. de Wid", telefoon=""))
    take(sqlite_home, other, choices=Choices(doubles={2: None}))
    assert [each.name.surname for each in everyone(sqlite_home)] == ["Witt", "Wid"]


def test_a_couple_that_was_told_apart_once_is_not_asked_again(sqlite_home: Home) -> None:
    couple = table(person(naam="Mw. A. Jansen"), person(naam="Dhr. B. Jansen"))
    take(sqlite_home, couple, choices=Choices(doubles={3: None}))
    again = look(sqlite_home, couple)
    assert [row.state for row in again.rows] == [RowState.UNCHANGED] * 2


def test_a_file_without_an_address_column_cannot_be_used(sqlite_home: Home) -> None:
    listed = Table(("Naam", "Telefoon"), (), 1)
    with pytest.raises(UnusableFile):
        look(sqlite_home, listed)


def test_the_columns_that_somebody_chose_are_remembered_for_this_header(
    sqlite_home: Home,
) -> None:
    listed = table({header.replace("Nr", "Blb"): cell for header, cell in person(nr="7").items()})
    with sqlite_home.view(account(sqlite_home)) as work:
        guessed = importing.guess_columns(work, listed, ListKind.RECIPIENTS)
        assert guessed.codes[0] is None
        seen = importing.preview(work, listed, guessed.chosen({"Blb": "number"}))
    with sqlite_home.work(account(sqlite_home)) as work:
        importing.save(work, seen)
    with sqlite_home.view(account(sqlite_home)) as work:
        assert importing.guess_columns(work, listed, ListKind.RECIPIENTS).codes[0] == "number"
    assert everyone(sqlite_home)[0].number == "7"


# --- clashes --------------------------------------------------------------------------------------


def test_what_the_office_changed_since_clashes_and_stays(home: Home, clock: Clock) -> None:
    take(home, table(person(huisnr="16")))
    clock.passes(days=1)
    edit(
        home,
        everyone(home)[0].id,
        address=replace(everyone(home)[0].address, house=HouseNumber(61)),
    )
    clock.passes(days=1)
    again = table(person(huisnr="16", dieet="zoutarm"))
    row = look(home, again).rows[0]
    (clash,) = row.comparison.clashes
    assert (clash.field, clash.since.by) == ("address", "R. Bakker")
    assert (clash.office.house.number, clash.file.house.number) == (61, 16)  # type: ignore[attr-defined]
    result = take(home, again)
    (one,) = everyone(home)
    assert (one.address.house.number, one.diets) == (61, frozenset({Diet.LOW_SALT}))
    assert result.clashes_left == 1


def test_the_file_can_win_a_clash_and_then_the_field_is_the_files(sqlite_home: Home) -> None:
    take(sqlite_home, table(person()))
    edit(sqlite_home, everyone(sqlite_home)[0].id, diets=frozenset({Diet.HALAL}))
    again = table(person(dieet="zoutarm"))
    take(sqlite_home, again, choices=Choices(take_file={2: frozenset({"diets"})}))
    assert everyone(sqlite_home)[0].diets == {Diet.LOW_SALT}
    assert look(sqlite_home, table(person(dieet="vegetarisch"))).rows[0].state is RowState.CHANGED


def test_a_file_that_says_the_same_as_the_office_clashes_with_nobody(sqlite_home: Home) -> None:
    take(sqlite_home, table(person()))
    edit(sqlite_home, everyone(sqlite_home)[0].id, diets=frozenset({Diet.HALAL}))
    row = look(sqlite_home, table(person(dieet="halal"))).rows[0]
    assert (row.state, row.comparison.clashes) == (RowState.UNCHANGED, ())


def test_a_list_fills_in_what_the_office_never_asked_on_the_phone(sqlite_home: Home) -> None:

    with sqlite_home.work(account(sqlite_home)) as work:
        made = recipient(phone="+31701234567", asked_allergens=False)
        work.store.recipients.add(replace(made, address=OTHER_DOOR), work.cause())
    row = look(sqlite_home, table(person(allergie="noten"))).rows[0]
    assert {change.field for change in row.comparison.changes} >= {"allergens", "asked_allergens"}
    assert [clash.field for clash in row.comparison.clashes] == ["address", "rhythm"]


def test_allergies_and_whether_we_asked_wait_for_one_answer(sqlite_home: Home) -> None:
    take(sqlite_home, table(person(allergie="noten")))
    edit(sqlite_home, everyone(sqlite_home)[0].id, allergens={}, asked_allergens=False)
    again = table(person(allergie="noten"))
    (clash,) = look(sqlite_home, again).rows[0].comparison.clashes
    assert (clash.field, [c.field for c in clash.also]) == ("allergens", ["asked_allergens"])
    take(sqlite_home, again, choices=Choices(take_file={2: frozenset({"allergens"})}))
    (one,) = everyone(sqlite_home)
    assert (set(one.allergens), one.asked_allergens) == ({Allergen.NUTS}, True)


def test_the_dead_are_not_raised_by_a_list(sqlite_home: Home) -> None:
    take(sqlite_home, table(person()))
    edit(sqlite_home, everyone(sqlite_home)[0].id, state=RecipientState.DECEASED)
    for listed in (table(person()), table(person(status="actief"))):
        take(sqlite_home, listed)
        assert everyone(sqlite_home)[0].state is RecipientState.DECEASED
    note = look(sqlite_home, table(person())).rows[0].notes[0]
    assert "overleden" in say(note)


# --- references -----------------------------------------------------------------------------------


def test_an_unknown_kitchen_or_favourite_keeps_the_rest_of_the_row(sqlite_home: Home) -> None:
    listed = table(person(keuken="De Ketel", vaste_vrijwilliger="Ineke"))
    row = look(sqlite_home, listed).rows[0]
    assert row.state is RowState.NEW
    assert [p.column for p in row.looks] == ["Vaste vrijwilliger", "Keuken"]


def test_somebody_who_must_not_come_and_is_not_known_holds_the_row(sqlite_home: Home) -> None:
    listed = table(person(niet_door="Ineke Bos"))
    wrong = look(sqlite_home, listed).rows[0]
    assert (wrong.state, wrong.problems[0].value) == (RowState.WRONG, "Ineke Bos")
    take(sqlite_home, table(volunteer_row()), ListKind.VOLUNTEERS)
    take(sqlite_home, listed)
    (ineke,) = everyone(sqlite_home, PersonKind.VOLUNTEER)
    assert everyone(sqlite_home)[0].excluded == {ineke.id}


@pytest.mark.parametrize("named", ["12", "Ineke Bos", "Bos", "Bos, Ineke", "ineke"])
def test_a_volunteer_is_found_by_number_or_by_any_clear_name(sqlite_home: Home, named: str) -> None:
    take(sqlite_home, table(volunteer_row(nr="12")), ListKind.VOLUNTEERS)
    take(sqlite_home, table(person(vaste_vrijwilliger=named)))
    assert len(everyone(sqlite_home)[0].preferred) == 1


def test_a_name_that_fits_two_volunteers_is_nobody(sqlite_home: Home) -> None:
    bosses = table(volunteer_row(), volunteer_row(naam="Karel Bos", telefoon="06 87654321"))
    take(sqlite_home, bosses, ListKind.VOLUNTEERS)
    row = look(sqlite_home, table(person(niet_door="Bos"))).rows[0]
    assert row.state is RowState.WRONG


def test_a_kitchen_is_found_by_its_name(sqlite_home: Home) -> None:
    take(sqlite_home, table(hub_row()), ListKind.HUBS)
    take(sqlite_home, table(person(keuken="keuken de pan")))
    (hub,) = everyone(sqlite_home, PersonKind.HUB)
    assert everyone(sqlite_home)[0].hub == hub.id


# --- two people at work ---------------------------------------------------------------------------


def test_an_edit_after_the_preview_stops_the_save_and_looking_again_shows_the_clash(
    home: Home,
) -> None:
    take(home, table(person()))
    again = table(person(dieet="zoutarm"))
    seen = look(home, again)
    edit(home, everyone(home)[0].id, diets=frozenset({Diet.HALAL}))
    with pytest.raises(Conflict), home.work(account(home)) as work:
        importing.save(work, seen)
    assert everyone(home)[0].diets == {Diet.HALAL}
    assert [c.field for c in look(home, again).rows[0].comparison.clashes] == ["diets"]


def test_an_edit_that_has_nothing_to_do_with_the_file_stops_nothing(sqlite_home: Home) -> None:
    take(sqlite_home, table(person(), person(naam="Dhr. F. Yilmaz", huisnr="63")))
    seen = look(
        sqlite_home, table(person(dieet="zoutarm"), person(naam="Dhr. F. Yilmaz", huisnr="63"))
    )
    edit(sqlite_home, everyone(sqlite_home)[0].id, frail=True)
    with sqlite_home.work(account(sqlite_home)) as work:
        assert len(importing.save(work, seen).changed) == 1


def test_a_file_that_was_saved_twice_by_two_people_makes_nobody_twice(sqlite_home: Home) -> None:
    seen = look(sqlite_home, table(person()))
    for who, expected in (("Ans", None), ("Bram", Conflict)):
        with sqlite_home.work(account(sqlite_home, who)) as work:
            if expected is None:
                importing.save(work, seen)
            else:
                with pytest.raises(expected):
                    importing.save(work, seen)
    assert len(everyone(sqlite_home)) == 1


def test_a_viewer_may_not_import(sqlite_home: Home) -> None:
    viewer = account(sqlite_home, "Kijker", Role.VIEWER)
    with pytest.raises(NotAllowed), sqlite_home.view(viewer) as work:
        importing.guess_columns(work, table(person()), ListKind.RECIPIENTS)


def test_the_moment_and_maker_of_an_import_are_kept(sqlite_home: Home, clock: Clock) -> None:
    result = take(sqlite_home, table(person()), by="Bram")
    clock.passes(days=7)
    seen = look(sqlite_home, table(person()))
    assert seen.seen_before is not None
    assert (seen.seen_before.by, seen.seen_before.at) == ("Bram", clock.now - timedelta(days=7))
    with sqlite_home.view(account(sqlite_home)) as work:
        assert [run.id for run in importing.runs(work, PersonKind.RECIPIENT)] == [result.run.id]
        assert importing.runs(work, PersonKind.HUB) == ()
