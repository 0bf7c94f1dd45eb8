"""What the index on this machine answers to what people type."""

import pytest

from voedselbrigade.adapters.geocoding import AddressIndex
from voedselbrigade.domain.doors import Door
from voedselbrigade.domain.places import (
    Address,
    Confidence,
    HouseNumber,
    Located,
    Point,
    parse_house_number,
)
from voedselbrigade.services.ports import NotLocated
from voedselbrigade.words import say


def door(street: str, house: str, postcode: str, lat: float, lon: float = 4.3) -> Door:
    number = parse_house_number(house)
    assert number
    return Door(Address(street, number, postcode), Point(lat, lon))


@pytest.fixture(scope="module")
def index() -> AddressIndex:
    return AddressIndex(
        [
            door("Damstraat", "12", "2573LM", 52.0712),
            door("Damstraat", "12B", "2573LM", 52.0713),
            door("Damstraat", "12-II", "2573LM", 52.0714),
            door("Damstraat", "16", "2573LM", 52.0716),
            door("Damstraat", "17", "2573LM", 52.0717),
            door("Burgemeester van der Lindenstraat", "4A", "2551AB", 52.051),
            door("Burgemeester van der Lindenstraat", "4C", "2551AB", 52.0511),
            door("Kerkplein", "1", "2511AA", 52.08),
            door("Kerkpad", "1", "2511AC", 52.085),
            door("Bosstraat", "1", "2511AD", 52.086),
            door("Vosstraat", "1", "2511AE", 52.087),
            door("Langeweg", "2", "2544CD", 52.03),
            door("Langeweg", "40", "2544CE", 52.035),
            door("Zuidhof", "9", "2599ZZ", 52.01, 4.20),
            door("Zuidhof", "9", "2599ZZ", 52.02, 4.21),
        ]
    )


def typed(street: str, house: str, postcode: str = "", town: str = "Den Haag") -> Address:
    number = parse_house_number(house)
    assert number
    return Address(street, number, postcode, town)


def found(index: AddressIndex, address: Address) -> Located:
    answer = index.find(address)
    assert isinstance(answer, Located), answer
    return answer


def refused(index: AddressIndex, address: Address) -> NotLocated:
    answer = index.find(address)
    assert isinstance(answer, NotLocated), answer
    return answer


@pytest.mark.parametrize(
    ("house", "lat"),
    [("12", 52.0712), ("12b", 52.0713), ("12 B", 52.0713), ("12-B", 52.0713), ("12/II", 52.0714)],
)
def test_a_door_is_found_however_its_number_is_typed(
    index: AddressIndex, house: str, lat: float
) -> None:
    answer = found(index, typed("Damstraat", house, "2573LM"))
    assert (answer.point.lat, answer.confidence, answer.doubt) == (lat, Confidence.EXACT, None)


def test_a_suffix_that_does_not_exist_is_said(index: AddressIndex) -> None:
    answer = found(index, typed("Damstraat", "12-IV", "2573LM"))
    assert answer.confidence is Confidence.NO_SUFFIX
    assert answer.point.lat == 52.0712
    assert answer.doubt
    assert say(answer.doubt) == (
        "Damstraat 12 heeft geen toevoeging IV. Wel bekend: 12, 12-II en 12B. "
        "Vraag het na en verbeter het adres."
    )


def test_a_number_that_has_only_suffixes_asks_for_one(index: AddressIndex) -> None:
    answer = found(index, typed("Burg. v.d. Lindenstr.", "4", "2551AB"))
    assert answer.confidence is Confidence.NO_SUFFIX
    assert answer.doubt
    assert "alleen met een toevoeging: 4A en 4C" in say(answer.doubt)


def test_an_unknown_number_lies_near_the_next_one_on_its_own_side(index: AddressIndex) -> None:
    answer = found(index, typed("Damstraat", "18", "2573LM"))
    assert (answer.confidence, answer.point.lat) == (Confidence.NEAR_NUMBER, 52.0716)
    odd = found(index, typed("Damstraat", "15", "2573LM"))
    assert (odd.confidence, odd.point.lat) == (Confidence.NEAR_NUMBER, 52.0717)


def test_without_a_neighbour_on_its_side_the_postcode_answers(index: AddressIndex) -> None:
    answer = found(index, typed("Kerkplein", "2", "2511AA"))
    assert answer.confidence is Confidence.POSTCODE
    assert not answer.sure


def test_a_street_that_contradicts_the_postcode_is_asked_when_both_exist(
    index: AddressIndex,
) -> None:
    answer = refused(index, typed("Kerkpad", "1", "2511AA"))
    assert say(answer.reason) == (
        "Postcode 2511AA hoort niet bij Kerkpad, maar bij Kerkplein. "
        "Vraag na wat klopt: de postcode of de straat."
    )
    assert [offer.street for offer in answer.suggestions] == ["Kerkpad", "Kerkplein"]


def test_an_unknown_street_at_a_known_postcode_is_never_sure(index: AddressIndex) -> None:
    answer = found(index, typed("Wilhelminaboulevard", "12", "2573LM"))
    assert answer.confidence is Confidence.POSTCODE
    assert answer.doubt and answer.doubt.code == "locate.street_differs"


def test_a_badly_typed_street_at_the_right_postcode_is_the_door(index: AddressIndex) -> None:
    assert found(index, typed("Damstaat", "16", "2573LM")).confidence is Confidence.EXACT


def test_without_a_postcode_the_street_and_number_in_the_town_are_enough(
    index: AddressIndex,
) -> None:
    answer = found(index, typed("burg van der linden straat", "4c", town="'s-Gravenhage"))
    assert (answer.confidence, answer.point.lat) == (Confidence.EXACT, 52.0511)


def test_a_postcode_that_no_door_has_leaves_a_doubt(index: AddressIndex) -> None:
    answer = found(index, typed("Damstraat", "16", "2573LN"))
    assert answer.confidence is Confidence.STREET
    assert answer.doubt
    assert say(answer.doubt).startswith("Postcode 2573LN is niet bekend. Dit adres heeft postcode")


def test_a_typing_error_without_postcode_is_read_but_not_sure(index: AddressIndex) -> None:
    answer = found(index, typed("Dmastraat", "16"))
    assert (answer.confidence, answer.point.lat) == (Confidence.STREET, 52.0716)


def test_two_streets_as_near_as_each_other_are_a_question(index: AddressIndex) -> None:
    answer = refused(index, typed("Rosstraat", "1"))
    assert {offer.street for offer in answer.suggestions} == {"Bosstraat", "Vosstraat"}


def test_a_far_number_in_a_long_street_without_postcode_is_only_offered(
    index: AddressIndex,
) -> None:
    answer = refused(index, typed("Langeweg", "38"))
    assert answer.reason.code == "locate.no_such_number"
    assert answer.suggestions[0].house == HouseNumber(40)


def test_one_key_at_two_places_is_a_question(index: AddressIndex) -> None:
    assert refused(index, typed("Zuidhof", "9", "2599ZZ")).reason.code == "locate.ambiguous"


def test_a_street_in_another_town_is_only_offered(index: AddressIndex) -> None:
    answer = refused(index, typed("Damstraat", "16", town="Delft"))
    assert [offer.town for offer in answer.suggestions] == ["Den Haag"]


def test_what_looks_like_nothing_gets_no_suggestion(index: AddressIndex) -> None:
    answer = refused(index, typed("Xylofoonboulevard", "3", "9999XX"))
    assert answer.suggestions == ()
    assert "Xylofoonboulevard 3 in Den Haag is niet gevonden" in say(answer.reason)


def test_an_address_without_street_is_found_by_postcode_and_number(index: AddressIndex) -> None:
    assert found(index, typed("", "16", "2573LM")).confidence is Confidence.EXACT
