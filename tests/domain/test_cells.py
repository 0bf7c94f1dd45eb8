"""What one cell says: tables of what people type, and what we make of it."""

from __future__ import annotations

from datetime import date

import pytest

from voedselbrigade.domain.cells import addresses, choices, days, food, hours, names, phones
from voedselbrigade.domain.cells.dates import parse_date
from voedselbrigade.domain.cells.text import parse_whole, parse_yes_no
from voedselbrigade.domain.clock import DAY_S, TimeWindow, hms
from voedselbrigade.domain.food import Allergen, AllergenState, Diet
from voedselbrigade.domain.people import (
    Base,
    Contact,
    Dwelling,
    Name,
    Priority,
    RecipientState,
    Salutation,
    Transport,
    VolunteerState,
)
from voedselbrigade.domain.places import Address, HouseNumber, HubKind
from voedselbrigade.domain.rhythm import Frequency, Weeks
from voedselbrigade.errors import Fact

TODAY = date(2026, 11, 24)
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
        "house_number": "row.house_number_missing",
        "postcode": "row.postcode",
    }


@pytest.mark.parametrize("text", ["12-mrt", "2026-03-12", "3-dec", "12 maart", "mrt-12"])
def test_a_house_number_that_excel_made_a_date_is_told(text: str) -> None:
    cells = addresses.AddressCells("Damstraat", text, postcode="2573LM")
    read = addresses.read_address(cells)
    assert not isinstance(read, Address)
    assert read["house_number"].code == "row.house_number_date"


W, TU, TH, F, SA, SU, M = 2, 1, 3, 4, 5, 6, 0
ONCE = None


@pytest.mark.parametrize(
    ("text", "portions", "weeks"),
    [
        ("ma wo vr", {M: ONCE, W: ONCE, F: ONCE}, None),
        ("ma,wo,vr", {M: ONCE, W: ONCE, F: ONCE}, None),
        ("Ma/Wo/Vr", {M: ONCE, W: ONCE, F: ONCE}, None),
        ("ma-wo-vr", {M: ONCE, W: ONCE, F: ONCE}, None),
        ("ma t/m vr", dict.fromkeys(range(5)), None),
        ("ma-vr", dict.fromkeys(range(5)), None),
        ("maandag tot en met vrijdag", dict.fromkeys(range(5)), None),
        ("ma tm wo, vr", {M: ONCE, TU: ONCE, W: ONCE, F: ONCE}, None),
        ("za-ma", {M: ONCE, SA: ONCE, SU: ONCE}, None),
        ("dagelijks", dict.fromkeys(range(7)), None),
        ("elke dag", dict.fromkeys(range(7)), None),
        ("elke werkdag", dict.fromkeys(range(5)), None),
        ("doordeweeks", dict.fromkeys(range(5)), None),
        ("weekend", {SA: ONCE, SU: ONCE}, None),
        ("elke dag behalve zo", dict.fromkeys(range(6)), None),
        ("di 2 vr 1", {TU: 2, F: 1}, None),
        ("di 2x, vr", {TU: 2, F: ONCE}, None),
        ("2x di, 1x vr", {TU: 2, F: 1}, None),
        ("di (2) en do (1)", {TU: 2, TH: 1}, None),
        ("ma: 1, wo: 2", {M: 1, W: 2}, None),
        ("2 per dag ma wo", {M: 2, W: 2}, None),
        ("ma,wo (even weken)", {M: ONCE, W: ONCE}, Weeks.EVEN),
        ("1x per 2 weken op dinsdag (oneven)", {TU: ONCE}, Weeks.ODD),
        ("3x per week ma wo vr", {M: ONCE, W: ONCE, F: ONCE}, None),
        ("1x per week op di", {TU: ONCE}, None),
        ("dinsdag en vrijdag", {TU: ONCE, F: ONCE}, None),
        ("Monday, Wednesday", {M: ONCE, W: ONCE}, None),
        ("di even en oneven weken", {TU: ONCE}, Weeks.EVERY),
    ],
)
def test_delivery_days_are_read(
    text: str, portions: dict[int, int | None], weeks: Weeks | None
) -> None:
    assert days.parse_days(text) == days.Days(portions, weeks)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("maandelijks", "row.days"),
        ("soms", "row.days"),
        ("2x per week", "row.days"),
        ("3x per week ma wo", "row.days"),
        ("om de week di", "row.even_or_odd"),
        ("1x per 2 weken op di", "row.even_or_odd"),
        ("di 99", "row.too_many_portions"),
        ("ma wo vrr", "row.days"),
        ("ma t/m", "row.days"),
        ("behalve zo", "row.days"),
    ],
)
def test_days_that_are_not_sure_are_asked(text: str, code: str) -> None:
    read = days.parse_days(text)
    assert isinstance(read, Fact) and read.code == code


NOON = TimeWindow(hms(11, 30), hms(13))


@pytest.mark.parametrize(
    ("text", "windows"),
    [
        ("11:30-13:00", (NOON,)),
        ("11.30 - 13.00 uur", (NOON,)),
        ("11u30 tot 13u", (NOON,)),
        ("1130-1300", (NOON,)),
        ("van 11:30 tot 13:00", (NOON,)),
        ("half 12 tot 1 uur", (NOON,)),
        ("11,30-13,00", (NOON,)),
        ("11-1", (TimeWindow(hms(11), hms(13)),)),
        ("na 12 uur", (TimeWindow(hms(12), DAY_S),)),
        ("vanaf 12:00", (TimeWindow(hms(12), DAY_S),)),
        ("voor 12.30", (TimeWindow(0, hms(12, 30)),)),
        ("uiterlijk 1 uur", (TimeWindow(0, hms(13)),)),
        ("tussen 11 en 12", (TimeWindow(hms(11), hms(12)),)),
        ("rond 12 uur", (TimeWindow(hms(11, 30), hms(12, 30)),)),
        ("'s middags", (TimeWindow(hms(12), hms(17)),)),
        ("’s ochtends", (TimeWindow(hms(9), hms(12)),)),
        ("11-12 en 17-18", (TimeWindow(hms(11), hms(12)), TimeWindow(hms(17), hms(18)))),
        ("tussen 11 en 12; na 17:00", (TimeWindow(hms(11), hms(12)), TimeWindow(hms(17), DAY_S))),
        ("maakt niet uit", ()),
        ("-", ()),
        ("between 11 and 12", (TimeWindow(hms(11), hms(12)),)),
        ("11:30am - 1pm", (NOON,)),
        ("0.479166666666667-13:00", (NOON,)),
    ],
)
def test_a_window_is_read(text: str, windows: tuple[TimeWindow, ...]) -> None:
    assert hours.parse_windows(text) == windows


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("12:00", "row.window_single"),
        ("om 12 uur ongeveer of zo", "row.window"),
        ("13:00-11:30", "row.window_backwards"),
        ("25:00-26:00", "row.window"),
        ("11.5-13", "row.window"),
        ("als ze thuis is", "row.window"),
    ],
)
def test_a_window_that_is_not_sure_is_asked(text: str, code: str) -> None:
    read = hours.parse_windows(text)
    assert isinstance(read, Fact) and read.code == code


@pytest.mark.parametrize(
    ("text", "diets"),
    [
        ("zoutarm", {Diet.LOW_SALT}),
        ("Zoutarm, halal", {Diet.LOW_SALT, Diet.HALAL}),
        ("geen varkensvlees", {Diet.NO_PORK}),
        ("veg.", {Diet.VEGETARIAN}),
        ("gluten vrij", {Diet.GLUTEN_FREE}),
        ("halal/zoutarm", {Diet.HALAL, Diet.LOW_SALT}),
        ("vegetarisch + lactosevrij", {Diet.VEGETARIAN, Diet.LACTOSE_FREE}),
        ("zoutarm en suikerarm", {Diet.LOW_SALT, Diet.LOW_SUGAR}),
        ("zout- en suikerarm", {Diet.LOW_SALT, Diet.LOW_SUGAR}),
        ("zoutarm halal", {Diet.LOW_SALT, Diet.HALAL}),
        ("Diabetes", {Diet.LOW_SUGAR}),
        ("gemalen", {Diet.GROUND}),
        ("gewoon", set()),
        ("geen", set()),
        ("normaal", set()),
        ("low salt", {Diet.LOW_SALT}),
    ],
)
def test_diets_are_read(text: str, diets: set[Diet]) -> None:
    assert food.parse_diets(text) == frozenset(diets)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("geen noten!!", "row.diet_allergen"),
        ("zoutarn", "row.diet_near"),
        ("niet halal", "row.diet"),
        ("zoutarm, kosjer", "row.diet"),
        ("dik vloeibaar", "row.diet_near"),
    ],
)
def test_a_diet_we_do_not_know_is_asked_never_guessed(text: str, code: str) -> None:
    read = food.parse_diets(text)
    assert isinstance(read, Fact) and read.code == code
    assert read.values["value"] == text


YES, NO, UNKNOWN = AllergenState.YES, AllergenState.NO, AllergenState.UNKNOWN


@pytest.mark.parametrize(
    ("text", "allergens"),
    [
        ("noten", {Allergen.NUTS: YES}),
        ("noten, pinda's", {Allergen.PEANUTS: YES, Allergen.NUTS: YES}),
        ("pinda?", {Allergen.PEANUTS: UNKNOWN}),
        ("noten: nee", {Allergen.NUTS: NO}),
        ("noten ja, melk onbekend", {Allergen.MILK: UNKNOWN, Allergen.NUTS: YES}),
        ("notenallergie", {Allergen.NUTS: YES}),
        ("allergisch voor vis en ei", {Allergen.EGGS: YES, Allergen.FISH: YES}),
        ("schaal- en schelpdieren", {Allergen.CRUSTACEANS: YES, Allergen.MOLLUSCS: YES}),
        ("noten; noten: nee", {Allergen.NUTS: YES}),
        ("geen", {}),
        ("geen allergieën", {}),
        ("?", None),
        ("onbekend", None),
        ("-", None),
    ],
)
def test_allergens_are_read(text: str, allergens: dict[Allergen, AllergenState] | None) -> None:
    assert food.parse_allergens(text) == allergens


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("geen noten", "row.allergen_unclear"),
        ("aardbeien", "row.allergen"),
        ("nooten", "row.allergen_near"),
        ("noten en penicilline", "row.allergen"),
    ],
)
def test_an_allergy_that_is_not_sure_is_asked(text: str, code: str) -> None:
    read = food.parse_allergens(text)
    assert isinstance(read, Fact) and read.code == code


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31-12-2026", date(2026, 12, 31)),
        ("31/12/26", date(2026, 12, 31)),
        ("1 dec", date(2026, 12, 1)),
        ("1 december 2026", date(2026, 12, 1)),
        ("1e dec.", date(2026, 12, 1)),
        ("2026-12-01", date(2026, 12, 1)),
        ("2026-12-01 00:00", date(2026, 12, 1)),
        ("di 1-12", date(2026, 12, 1)),
        ("1-2", date(2027, 2, 1)),
        ("24-11", TODAY),
        ("46357", date(2026, 12, 1)),
        ("29-2-2028", date(2028, 2, 29)),
    ],
)
def test_a_date_is_read(text: str, day: date) -> None:
    assert parse_date(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("31-11-2026", "row.date_impossible"),
        ("12/31/2026", "row.date_impossible"),
        ("29-2-2027", "row.date_impossible"),
        ("binnenkort", "row.date"),
    ],
)
def test_a_date_that_cannot_be_is_told(text: str, code: str) -> None:
    read = parse_date(text, TODAY)
    assert isinstance(read, Fact) and read.code == code


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("actief", (RecipientState.ACTIVE, None)),
        ("pauze", (RecipientState.PAUSED, None)),
        ("Pauze tot 1-12", (RecipientState.PAUSED, date(2026, 12, 1))),
        ("pauze t/m 30-11", (RecipientState.PAUSED, date(2026, 12, 1))),
        ("op vakantie tot 5 jan", (RecipientState.PAUSED, date(2027, 1, 5))),
        ("gestopt", (RecipientState.STOPPED, None)),
        ("gestopt per 1-10", (RecipientState.STOPPED, None)),
        ("Overleden", (RecipientState.DECEASED, None)),
        ("aangevraagd", (RecipientState.REQUESTED, None)),
        ("niet actief", (RecipientState.STOPPED, None)),
    ],
)
def test_a_state_is_read(text: str, standing: tuple[RecipientState, date | None]) -> None:
    assert choices.parse_standing(text, TODAY) == choices.Standing(*standing)


def test_a_pause_until_a_day_that_does_not_exist_is_told() -> None:
    read = choices.parse_standing("pauze tot 31-11", TODAY)
    assert isinstance(read, Fact) and read.code == "row.date_impossible"


def test_a_volunteer_cannot_be_requested() -> None:
    read = choices.parse_volunteer_standing("aangevraagd", TODAY)
    assert isinstance(read, Fact) and read.code == "row.choice_volunteer_state"
    assert choices.parse_volunteer_standing("pauze tot 1-12", TODAY) == (
        VolunteerState.PAUSED,
        date(2026, 12, 1),
    )


@pytest.mark.parametrize(
    ("text", "by_day"),
    [
        (
            "ma wo 11:00-13:30; vr 11-14",
            {
                M: (TimeWindow(hms(11), hms(13, 30)),),
                W: (TimeWindow(hms(11), hms(13, 30)),),
                F: (TimeWindow(hms(11), hms(14)),),
            },
        ),
        ("ma t/m wo 11-14", dict.fromkeys(range(3), (TimeWindow(hms(11), hms(14)),))),
        ("di en do", dict.fromkeys((TU, TH), days.office_hours())),
        ("11-14", dict.fromkeys(range(7), (TimeWindow(hms(11), hms(14)),))),
        (
            "ma-vr 10:30-14:00, za gesloten",
            dict.fromkeys(range(5), (TimeWindow(hms(10, 30), hms(14)),)),
        ),
        (
            "di 9-11 en 12-14",
            {TU: (TimeWindow(hms(9), hms(11)), TimeWindow(hms(12), hms(14)))},
        ),
        ("elke werkdag vanaf 11", dict.fromkeys(range(5), (TimeWindow(hms(11), DAY_S),))),
        ("do middag", {TH: (TimeWindow(hms(12), hms(17)),)}),
    ],
)
def test_hours_per_day_are_read(text: str, by_day: dict[int, tuple[TimeWindow, ...]]) -> None:
    assert days.parse_hours_by_day(text) == by_day


@pytest.mark.parametrize(
    "text", ["soms", "ma als het uitkomt", "even weken ma 11-14", "bla ma 11-14"]
)
def test_hours_that_are_not_sure_are_asked(text: str) -> None:
    read = days.parse_hours_by_day(text)
    assert isinstance(read, Fact) and read.code == "row.availability"


@pytest.mark.parametrize(
    ("text", "frequency"),
    [
        ("1× per 4 weken", Frequency(1, 4)),
        ("1x per 4 weken", Frequency(1, 4)),
        ("een keer per maand", Frequency(1, 4)),
        ("elke week", Frequency(1, 1)),
        ("2x per maand", Frequency(2, 4)),
        ("2 keer per week", Frequency(2, 1)),
        ("om de week", Frequency(1, 2)),
        ("elke 3 weken", Frequency(1, 3)),
        ("altijd", None),
    ],
)
def test_how_often_is_read(text: str, frequency: Frequency | None) -> None:
    assert days.parse_frequency(text) == frequency


def test_how_often_that_is_not_sure_is_asked() -> None:
    read = days.parse_frequency("af en toe")
    assert isinstance(read, Fact) and read.code == "row.frequency"


def test_choices_are_read_in_the_words_of_the_office() -> None:
    assert choices.parse_transport("Elektrische fiets") is Transport.E_BIKE
    assert choices.parse_transport("lopend") is Transport.FOOT
    assert choices.parse_base("Thuis", "starts") is Base.HOME
    assert choices.parse_priority("spoed") is Priority.HIGH
    assert choices.parse_dwelling("Portiek") is Dwelling.FLAT
    assert choices.parse_hub_kind("Servicepunt XL") is HubKind.SERVICE_POINT
    assert choices.parse_language("Engels") == "en"


def test_a_number_for_priority_is_asked_because_one_may_be_first_or_last() -> None:
    read = choices.parse_priority("1")
    assert isinstance(read, Fact) and read.code == "row.choice_priority"


def test_needs_and_skills_become_the_same_words() -> None:
    assert choices.parse_skills("lift, vog + taal Turks").words == {"lift", "VOG", "Turks"}
    assert choices.parse_skills("Spreekt turks; heeft VOG").words == {"VOG", "Turks"}
    assert choices.parse_skills("Kan koken") == choices.Skills(
        frozenset({"kan koken"}), ("kan koken",)
    )


def test_volunteers_are_named_by_number_or_name() -> None:
    assert choices.parse_references("V12, Ineke de Wit") == ("V12", "Ineke de Wit")
    assert choices.parse_references("Wit, Ineke de; V3") == ("Wit, Ineke de", "V3")
    assert choices.parse_references("maakt niet uit") == ()


@pytest.mark.parametrize(
    ("text", "value"), [("ja", True), ("X", True), ("nee", False), ("", False), ("?", None)]
)
def test_yes_and_no_are_read(text: str, value: bool | None) -> None:
    assert parse_yes_no(text, "frail") is value


def test_a_whole_number_has_a_least_and_a_most() -> None:
    assert parse_whole("30 km", "most_km", 1, 300) == 30
    assert parse_whole("12.0", "most_meals", 1, 500) == 12
    wrong = parse_whole("veel", "most_meals", 1, 500)
    assert isinstance(wrong, Fact) and wrong.code == "row.whole_number"
    far = parse_whole("9999", "most_km", 1, 300)
    assert isinstance(far, Fact) and far.code == "row.out_of_range"
