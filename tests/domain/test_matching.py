"""Who is who: rows of a list against the people that we know."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voedselbrigade.domain import matching
from voedselbrigade.domain.cards import (
    Card,
    card,
    fold,
    fold_number,
    fold_phone,
    fold_surname,
    look_alikes,
    similar_surname,
)
from voedselbrigade.domain.matching import By, Doubt, Match
from voedselbrigade.domain.people import Name, Salutation
from voedselbrigade.domain.places import Address, HouseNumber


def match_rows(rows: list[Card], people: list[Card]) -> dict[int, Match]:
    return matching.match_rows(rows, matching.Register.of(people))


DOOR = Address("Escamplaan", HouseNumber(61), "2547CL")
OTHER_DOOR = Address("Loosduinseweg", HouseNumber(12, "B", "II"), "2571AA")


def known(ident: int, surname: str, initials: str = "", **more: object) -> Card:
    more = {"address": DOOR} | more
    return card(Name(surname, initials), person=ident, **more)  # type: ignore[arg-type]


def row(excel: int, surname: str, initials: str = "", **more: object) -> Card:
    more = {"address": DOOR} | more
    return card(Name(surname, initials), row=excel, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("van der Wit", "wit"),
        ("Wit, van der", "wit"),
        ("De Wít", "wit"),
        ("'t Hooft", "hooft"),
        ("Müller-Özdemir", "mullerozdemir"),
        ("Sørensen", "sorensen"),
        ("de", "de"),
        ("  ", ""),
    ],
)
def test_a_surname_is_folded_without_prefix_and_accent(text: str, folded: str) -> None:
    assert fold_surname(text) == folded


def test_numbers_and_phones_that_excel_changed_are_still_the_same() -> None:
    assert fold_number("0012") == fold_number("12.0") == fold_number(" 12 ") == "12"
    assert fold_number("K-0012") != fold_number("12")
    assert fold_number("000") == "0"
    assert fold_phone("+31 6 12345678") == fold_phone("06-12345678") == fold_phone("612345678")
    assert fold("") == ""


@pytest.mark.parametrize(
    ("a", "b", "alike"),
    [
        ("jansen", "janssen", True),
        ("meijer", "meyer", True),
        ("bakker", "bakkerdewit", True),
        ("bos", "vos", False),
        ("jansen", "elamrani", False),
        ("", "", False),
    ],
)
def test_two_spellings_of_one_surname_look_alike(a: str, b: str, alike: bool) -> None:
    assert similar_surname(a, b) is alike


def test_the_lists_own_number_settles_it_whatever_else_changed() -> None:
    match = match_rows(
        [row(5, "Jansen", number="12", address=OTHER_DOOR)], [known(1, "Jansen", number="012")]
    )[5]
    assert (match.same, match.by) == (1, By.NUMBER)


def test_a_number_that_went_to_somebody_else_is_a_question() -> None:
    match = match_rows(
        [row(5, "El Amrani", number="12", address=OTHER_DOOR, phone="0612345678")],
        [known(1, "Jansen", number="12", phone="0687654321")],
    )[5]
    assert (match.same, match.doubt, match.persons) == (None, Doubt.OTHER_NAME, (1,))


def test_a_new_surname_at_the_same_door_keeps_its_number() -> None:
    match = match_rows([row(5, "Bakker", number="12")], [known(1, "Jansen", number="12")])[5]
    assert match.same == 1


def test_surname_and_address_find_someone_without_a_number() -> None:
    match = match_rows([row(5, "van der Wit", "A")], [known(1, "Wit", "A.B.")])[5]
    assert (match.same, match.by) == (1, By.ADDRESS)


def test_phone_and_surname_find_someone_who_moved() -> None:
    match = match_rows(
        [row(5, "Wit", phone="06 1234 5678", address=OTHER_DOOR)],
        [known(1, "Wit", phone="+31612345678")],
    )[5]
    assert (match.same, match.by) == (1, By.PHONE)


def test_a_couple_of_one_name_is_told_apart_by_initials() -> None:
    couple = [known(1, "Jansen", "A."), known(2, "Jansen", "B.")]
    found = match_rows([row(5, "Jansen", "B"), row(6, "Jansen", "A")], couple)
    assert (found[5].same, found[6].same) == (2, 1)


def test_a_couple_of_one_name_without_initials_is_a_question() -> None:
    couple = [known(1, "Jansen", "A."), known(2, "Jansen", "B.")]
    match = match_rows([row(5, "Jansen")], couple)[5]
    assert (match.doubt, match.persons) == (Doubt.SEVERAL, (1, 2))


def test_a_husband_is_not_taken_for_his_wife() -> None:
    wife = card(Name("Jansen", "A", "", Salutation.MRS), address=DOOR, person=1)
    husband = card(Name("Jansen", "A", "", Salutation.MR), address=DOOR, row=5)
    match = match_rows([husband], [wife])[5]
    assert (match.same, match.doubt) == (None, Doubt.SAME_DOOR)


def test_family_members_with_numbers_of_their_own_are_people_of_their_own() -> None:
    rows = [row(5, "Jansen", "A", number="1"), row(6, "Jansen", "B", number="2")]
    found = match_rows(rows, [])
    assert found[5].is_new and found[6].is_new
    again = match_rows(
        rows, [known(1, "Jansen", "A", number="1"), known(2, "Jansen", "B", number="2")]
    )
    assert (again[5].same, again[6].same) == (1, 2)


def test_one_person_typed_twice_with_two_numbers_is_a_question() -> None:
    rows = [row(5, "Jansen", "A", number="1"), row(6, "Jansen", "A", number="2")]
    found = match_rows(rows, [])
    assert found[5].is_new
    assert (found[6].doubt, found[6].rows) == (Doubt.SAME_ROW, (5,))


def test_another_number_for_the_same_name_and_door_is_a_question() -> None:
    match = match_rows([row(5, "Jansen", "A", number="2")], [known(1, "Jansen", "A", number="1")])
    assert (match[5].doubt, match[5].persons) == (Doubt.OTHER_NUMBER, (1,))


@pytest.mark.parametrize(
    ("asked", "doubt"),
    [
        (row(5, "Janssen", "A"), Doubt.SAME_DOOR),
        (row(5, "Jansen", address=replace(DOOR, house=HouseNumber(61, "", "II"))), Doubt.SAME_DOOR),
        (row(5, "Janssen", phone="0612345678", address=OTHER_DOOR), Doubt.SAME_PHONE),
        (row(5, "Jansen", "A", address=replace(DOOR, house=HouseNumber(16))), Doubt.NEAR_DOOR),
    ],
)
def test_a_likely_double_is_a_question(asked: Card, doubt: Doubt) -> None:
    match = match_rows([asked], [known(1, "Jansen", "A", phone="0612345678")])[5]
    assert (match.same, match.doubt, match.persons) == (None, doubt, (1,))


def test_a_neighbour_is_somebody_new() -> None:
    neighbour = replace(DOOR, house=HouseNumber(63))
    match = match_rows([row(5, "El Amrani", address=neighbour)], [known(1, "Jansen", "A")])[5]
    assert match.is_new


def test_somebody_else_behind_the_same_door_is_new() -> None:
    assert match_rows([row(5, "Yilmaz", "F")], [known(1, "Jansen", "A")])[5].is_new


def test_a_second_row_about_the_same_person_is_a_question() -> None:
    rows = [row(5, "Jansen", "A"), row(6, "Jansen", "A")]
    found = match_rows(rows, [known(1, "Jansen", "A")])
    assert found[5].same == 1
    assert (found[6].doubt, found[6].persons, found[6].rows) == (Doubt.SAME_ROW, (1,), (5,))


def test_a_sure_row_claims_a_person_before_an_earlier_doubtful_row() -> None:
    moved = row(5, "Jansen", "A", phone="0612345678", address=OTHER_DOOR)
    stayed = row(6, "Jansen", "A")
    found = match_rows([moved, stayed], [known(1, "Jansen", "A", phone="0612345678")])
    assert found[6].same == 1
    assert found[5].doubt is Doubt.SAME_ROW


def test_a_volunteer_without_address_is_known_by_the_full_name() -> None:
    volunteer = card(Name("Wit", "I", "de", first="Ineke"), phone="0612345678", person=1)
    same = card(Name("de Wit", first="Ineke"), row=5)
    other_phone = card(Name("de Wit", first="Ineke"), phone="0687654321", row=6)
    assert match_rows([same], [volunteer])[5].same == 1
    assert match_rows([other_phone], [volunteer])[6].doubt is Doubt.SAME_NAME
    assert match_rows([card(Name("de Wit", first="Karel"), row=7)], [volunteer])[7].is_new


def test_a_double_is_found_while_the_name_is_being_typed() -> None:
    people = [known(1, "Jansen", "A"), known(2, "Janssens", "B"), known(3, "Yilmaz", "F")]
    found = look_alikes(card(Name("Janssen", "A"), address=DOOR), people)
    assert [one.person for one in found] == [1, 2]
    assert found[0].score > found[1].score
    assert look_alikes(card("Pietersen"), people) == ()


NAMES = st.sampled_from(["Jansen", "Janssen", "de Wit", "Wit", "Yilmaz"])
DOORS = st.sampled_from([None, DOOR, OTHER_DOOR, replace(DOOR, house=HouseNumber(16))])
CARDS = st.lists(
    st.builds(
        card,
        st.builds(Name, NAMES, st.sampled_from(["", "A", "B", "AB"])),
        number=st.sampled_from(["", "", "1", "2", "3"]),
        phone=st.sampled_from(["", "0612345678", "0687654321"]),
        address=DOORS,
    ),
    max_size=8,
)


@given(CARDS)
def test_what_a_file_made_is_recognised_when_it_comes_again(cards: list[Card]) -> None:
    rows = [replace(one, row=5 + place) for place, one in enumerate(cards)]
    first = match_rows(rows, [])
    assert list(first) == [one.row for one in rows]
    people = [replace(one, person=one.row, row=None) for one in rows if first[one.row or 0].is_new]
    again = match_rows(rows, people)
    for one in rows:
        number = one.row or 0
        assert again[number].same == (number if first[number].is_new else None)
        assert first[number].is_new or again[number].doubt
