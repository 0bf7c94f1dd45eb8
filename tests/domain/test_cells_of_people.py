"""Names, telephone numbers and addresses as people type them."""

from __future__ import annotations

import pytest

from voedselbrigade.domain.cells import addresses, names, phones
from voedselbrigade.domain.people import (
    Contact,
    Name,
    Salutation,
)
from voedselbrigade.domain.places import Address, HouseNumber
from voedselbrigade.errors import Fact

MRS, MR, FAMILY, NONE = Salutation.MRS, Salutation.MR, Salutation.FAMILY, Salutation.NONE


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mw. A. de Wit", Name("Wit", "A.", "de", MRS)),
        ("Wit, A. de", Name("Wit", "A.", "de")),
        ("Wit, de, A.", Name("Wit", "A.", "de")),
        ("de Wit, Anna", Name("Wit", "", "de", first="Anna")),
        ("dhr Jansen", Name("Jansen", salutation=MR)),
        ("De heer P. Jansen", Name("Jansen", "P.", salutation=MR)),
        ("dhr. P Jansen", Name("Jansen", "P.", salutation=MR)),
        ("Fam. El Idrissi-Yılmaz", Name("El Idrissi-Yılmaz", salutation=FAMILY)),
        ("mevr. J.A. van der Berg - de Vries", Name("Berg-de Vries", "J.A.", "van der", MRS)),
        ("JA de Wit", Name("Wit", "J.A.", "de")),
        ("JANSEN", Name("Jansen")),
        ("jansen", Name("Jansen")),
        ("A.B. 't Hart", Name("Hart", "A.B.", "'t")),
        ("A.B. ’t Hart", Name("Hart", "A.B.", "'t")),
        ("Jansen A.", Name("Jansen", "A.")),
        ("Jansen, mw. A.", Name("Jansen", "A.", salutation=MRS)),
        ("Jansen, mevr.", Name("Jansen", salutation=MRS)),
        ("Ineke de Wit", Name("Wit", "", "de", first="Ineke")),
        ("Dhr. en mw. Bakker", Name("Bakker", salutation=FAMILY)),
        ("Th. v.d. Meer", Name("Meer", "Th.", "van der")),
        ("M. Bos", Name("Bos", "M.")),
        ("mw.A. Bos", Name("Bos", "A.", salutation=MRS)),
        ("Özdemir", Name("Özdemir")),
    ],
)
def test_a_name_is_read_in_its_parts(text: str, name: Name) -> None:
    assert names.parse_name(text) == name


@pytest.mark.parametrize(
    ("text", "code"), [("???", "row.name_missing"), ("06 12345678 Jan", "row.name")]
)
def test_what_is_no_name_is_told(text: str, code: str) -> None:
    read = names.parse_name(text)
    assert isinstance(read, Fact) and read.code == code


@pytest.mark.parametrize(
    ("text", "initials"),
    [
        ("ja", "J.A."),
        ("JA", "J.A."),
        ("J A", "J.A."),
        ("J.A", "J.A."),
        ("Th.", "Th."),
        ("A.", "A."),
    ],
)
def test_initials_get_their_dots(text: str, initials: str) -> None:
    assert names.parse_initials(text) == initials


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("0612345678", ("06 12345678",)),
        ("06-12 34 56 78", ("06 12345678",)),
        ("+31 (0)6 12345678", ("06 12345678",)),
        ("0031612345678", ("06 12345678",)),
        ("31612345678", ("06 12345678",)),
        ("612345678", ("06 12345678",)),
        ("703456789", ("070 345 67 89",)),
        ("070/3456789", ("070 345 67 89",)),
        ("(070) 345 67 89", ("070 345 67 89",)),
        ("0174 123456", ("0174 123 456",)),
        ("06-12345678 / 070-3456789", ("06 12345678", "070 345 67 89")),
        ("06 12345678 of 070 3456789", ("06 12345678", "070 345 67 89")),
        ("06-12345678/070-3456789", ("06 12345678", "070 345 67 89")),
        ("tel. 06-12345678", ("06 12345678",)),
        ("+32 470 12 34 56", ("+32 470 12 34 56",)),
        ("geen", ()),
        ("-", ()),
        ("geheim", ()),
    ],
)
def test_a_telephone_number_is_read(text: str, numbers: tuple[str, ...]) -> None:
    read = phones.parse_phones(text)
    assert isinstance(read, phones.Phones)
    assert read.numbers == numbers


def test_a_number_that_may_not_exist_is_taken_and_told() -> None:
    read = phones.parse_phones("06 0000 1234")
    assert isinstance(read, phones.Phones)
    assert (read.numbers, read.unsure) == (("06 00001234",), True)


def test_words_beside_a_number_are_not_lost() -> None:
    read = phones.parse_phones("06-12345678 (dochter)")
    assert isinstance(read, phones.Phones)
    assert (read.numbers, read.words) == (("06 12345678",), "dochter")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("06 1234", "row.phone"),
        ("bel de buren", "row.phone"),
        ("06123456789012", "row.phone"),
        ("6.12346E+08", "row.phone_rounded"),
    ],
)
def test_a_broken_telephone_number_is_told(text: str, code: str) -> None:
    read = phones.parse_phones(text)
    assert isinstance(read, Fact) and read.code == code


@pytest.mark.parametrize(
    ("text", "contacts"),
    [
        ("dochter Anja 06-12345678", (Contact("Anja", "06 12345678", "dochter"),)),
        (
            "dochter Anja 06-12345678; buurman 070 345 67 89",
            (Contact("Anja", "06 12345678", "dochter"), Contact("", "070 345 67 89", "buurman")),
        ),
        (
            "Zoon Piet 0612345678, Fatma (buurvrouw) 0687654321",
            (Contact("Piet", "06 12345678", "zoon"), Contact("Fatma", "06 87654321", "buurvrouw")),
        ),
        ("Anja; 06 12345678", (Contact("Anja", "06 12345678"),)),
        ("06 12345678 (mw. De Boer)", (Contact("mw. De Boer", "06 12345678"),)),
        ("geen", ()),
    ],
)
def test_contacts_are_read_in_order(text: str, contacts: tuple[Contact, ...]) -> None:
    assert phones.parse_contacts(text) == contacts


def test_a_contact_without_a_number_is_told() -> None:
    read = phones.parse_contacts("dochter Anja")
    assert isinstance(read, Fact) and read.code == "row.contact"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Damstraat 12 B-II", ("Damstraat", "12 B-II", "", "")),
        ("Damstraat 12 B, 2511 AB Den Haag", ("Damstraat", "12 B", "2511 AB", "Den Haag")),
        ("Plein 1813 4", ("Plein 1813", "4", "", "")),
        ("Plein 40-45 12", ("Plein 40-45", "12", "", "")),
        ("2e Damdwarsstraat 12", ("2e Damdwarsstraat", "12", "", "")),
        ("Laan van Nergens 100a", ("Laan van Nergens", "100a", "", "")),
        ("Damstraat", ("Damstraat", "", "", "")),
        ("Damstraat12", ("Damstraat", "12", "", "")),
    ],
)
def test_a_street_and_its_number_come_apart(text: str, line: tuple[str, ...]) -> None:
    assert addresses.split_street_line(text) == addresses.StreetLine(*line)


@pytest.mark.parametrize(
    ("cells", "house"),
    [
        ({"house_number": "12"}, HouseNumber(12)),
        ({"house_number": "12 B-II"}, HouseNumber(12, "B", "II")),
        ({"house_number": "12-3"}, HouseNumber(12, "", "3")),
        ({"house_number": "12", "house_letter": "b"}, HouseNumber(12, "B")),
        ({"house_number": "12", "house_suffix": "B"}, HouseNumber(12, "B")),
        (
            {"house_number": "12", "house_letter": "b", "house_suffix": "2"},
            HouseNumber(12, "B", "2"),
        ),
        ({"house_number": "12b", "house_letter": "B"}, HouseNumber(12, "B")),
        ({"house_number": "12", "house_suffix": "hs"}, HouseNumber(12, "", "HS")),
        ({"house_number": "nr. 12"}, HouseNumber(12)),
    ],
)
def test_a_house_number_may_have_columns_of_its_own(
    cells: dict[str, str], house: HouseNumber
) -> None:
    read = addresses.read_address(
        addresses.AddressCells(street="Damstraat", postcode="2573 lm", **cells)
    )
    assert isinstance(read, Address)
    assert (read.house, read.postcode, read.town) == (house, "2573LM", "Den Haag")


@pytest.mark.parametrize("town", ["'s-Gravenhage", "’s-Gravenhage", "DEN HAAG", "den haag", ""])
def test_the_hague_has_one_name(town: str) -> None:
    cells = addresses.AddressCells("damstraat", "12", postcode="2573LM", town=town)
    assert addresses.read_address(cells) == Address("Damstraat", HouseNumber(12), "2573LM")


def test_every_fault_of_an_address_is_told_at_once() -> None:
    read = addresses.read_address(addresses.AddressCells(postcode="0572 AB"))
    assert not isinstance(read, Address)
    assert {code: fact.code for code, fact in read.items()} == {
        "street": "row.street_missing",
        "postcode": "row.postcode",
    }


def test_an_empty_address_does_not_ask_for_the_number_of_no_street() -> None:
    read = addresses.read_address(addresses.AddressCells(street="Damstraat", postcode="2573LM"))
    assert not isinstance(read, Address)
    assert read == {"house_number": Fact.of("row.house_number_missing", street="Damstraat")}
    read = addresses.read_address(addresses.AddressCells(house_number="x?", postcode="2573LM"))
    assert not isinstance(read, Address)
    assert set(read) == {"street", "house_number"}


@pytest.mark.parametrize("text", ["12-mrt", "2026-03-12", "3-dec", "12 maart", "mrt-12"])
def test_a_house_number_that_excel_made_a_date_is_told(text: str) -> None:
    cells = addresses.AddressCells("Damstraat", text, postcode="2573LM")
    read = addresses.read_address(cells)
    assert not isinstance(read, Address)
    assert read["house_number"].code == "row.house_number_date"
