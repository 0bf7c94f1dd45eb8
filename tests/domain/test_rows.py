"""Rows of lists: what becomes of them, and the exact sentence for what is wrong."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voedselbrigade.domain import fields
from voedselbrigade.domain.clock import DAY_S, TimeWindow, hms
from voedselbrigade.domain.columns import guess_mapping
from voedselbrigade.domain.food import Allergen, AllergenState, Diet, MealKind
from voedselbrigade.domain.people import (
    Base,
    Contact,
    Dwelling,
    Name,
    Priority,
    Recipient,
    RecipientId,
    RecipientState,
    Salutation,
    Transport,
    Volunteer,
    VolunteerId,
    VolunteerState,
)
from voedselbrigade.domain.places import Address, HouseNumber, Hub, HubId, HubKind
from voedselbrigade.domain.rhythm import Frequency, Rhythm, Weeks
from voedselbrigade.domain.rows import (
    Draft,
    ParsedRow,
    Weight,
    as_hub,
    as_recipient,
    as_volunteer,
    parse_rows,
)
from voedselbrigade.domain.tables import ListKind, Table, TableRow
from voedselbrigade.words import say

R, V, H = ListKind.RECIPIENTS, ListKind.VOLUNTEERS, ListKind.HUBS
TODAY = date(2026, 11, 24)
PERSON = {
    "Naam": "Mw. A. de Wit",
    "Straat": "Damstraat",
    "Huisnr": "12",
    "Postcode": "2573 LM",
    "Dagen": "ma wo vr",
}
VOLUNTEER = {"Naam": "Ineke Bos", "Vervoer": "fiets"}
KITCHEN = {"Naam": "Keuken Zuid", "Adres": "Kade 1", "Postcode": "2512AA"}


def parsed(row: dict[str, str], kind: ListKind = R) -> ParsedRow:
    table = Table(tuple(row), (TableRow(17, tuple(row.values())),), 1)
    (found,) = parse_rows(table, guess_mapping(table, kind), TODAY)
    return found


def draft(row: dict[str, str], kind: ListKind = R) -> Draft:
    found = parsed(row, kind)
    assert found.draft is not None, [say(p.fact) for p in found.problems]
    return found.draft


def recipient(**cells: str) -> Recipient:
    return as_recipient(draft(PERSON | cells), RecipientId(1))


def volunteer(**cells: str) -> Volunteer:
    return as_volunteer(draft(VOLUNTEER | cells, V), VolunteerId(1))


def hub(**cells: str) -> Hub:
    return as_hub(draft(KITCHEN | cells, H), HubId(1))


def told(row: dict[str, str], kind: ListKind = R) -> list[str]:
    return [say(problem.fact) for problem in parsed(row, kind).problems]


# --- recipients ------------------------------------------------------------------------------


def test_a_plain_row_becomes_a_recipient() -> None:
    found = recipient(Telefoon="0700000120", Dieet="zoutarm", Allergie="noten")
    assert found == Recipient(
        id=RecipientId(1),
        name=Name("Wit", "A.", "de", Salutation.MRS),
        address=Address("Damstraat", HouseNumber(12), "2573LM"),
        rhythm=Rhythm({0: 1, 2: 1, 4: 1}),
        phone="070 000 01 20",
        diets=frozenset({Diet.LOW_SALT}),
        allergens={Allergen.NUTS: AllergenState.YES},
        asked_allergens=True,
    )


def test_a_draft_holds_only_what_the_file_speaks_of() -> None:
    assert set(draft(PERSON).values) == {"name", "address", "rhythm"}


def test_an_empty_cell_clears_a_plain_field_and_says_nothing_about_safety() -> None:
    columns = ("Dieet", "Allergie", "Nodig", "Niet door", "Contactpersoon", "Status")
    plain = ("Telefoon", "Bij de deur", "Tijd", "Opmerkingen", "Minuten")
    found = draft(PERSON | dict.fromkeys((*columns, *plain), ""))
    assert set(found.values) - {"name", "address", "rhythm"} == {
        *("phone", "door_note", "windows", "remarks", "at_door_s")
    }
    assert found.references == {}


def test_what_the_file_does_not_speak_of_stays_as_it_is() -> None:
    known = recipient(Dieet="zoutarm", **{"Bij de deur": "Bel lang"})
    again = as_recipient(draft(PERSON | {"Bij de deur": ""}), known.id, known)
    assert again.diets == {Diet.LOW_SALT}
    assert again.door_note == ""


def test_names_may_stand_in_parts() -> None:
    cells = {"Achternaam": "Wit", "Voorletters": "ja", "Tussenvoegsel": "de", "Aanhef": "mevr."}
    row = {**{k: v for k, v in PERSON.items() if k != "Naam"}, **cells}
    assert draft(row).values["name"] == Name("Wit", "J.A.", "de", Salutation.MRS)


def test_a_name_column_may_be_just_the_surname() -> None:
    row = PERSON | {"Naam": "Wit", "Voorl": "A", "Tv": "de"}
    assert draft(row).values["name"] == Name("Wit", "A.", "de")


def test_a_second_number_is_kept_with_the_contacts() -> None:
    found = recipient(Telefoon="070 000 01 20", Mobiel="06 12345678", Contact="zoon Jan 0700000121")
    assert found.phone == "070 000 01 20"
    assert found.contacts == (
        Contact("Jan", "070 000 01 21", "zoon"),
        Contact("A. de Wit", "06 12345678", "tweede nummer"),
    )


def test_a_contact_may_have_columns_of_its_own() -> None:
    cells = {"Contactpersoon": "Anja", "Tel contactpersoon": "0700000121", "Relatie": "dochter"}
    assert recipient(**cells).contacts == (Contact("Anja", "070 000 01 21", "dochter"),)


def test_a_bad_telephone_number_is_told_but_stops_no_meal() -> None:
    found = parsed(PERSON | {"Telefoon": "06 1234"})
    assert found.draft is not None and "phone" not in found.draft.values
    assert [(p.column, p.value, p.weight) for p in found.problems] == [
        ("Telefoon", "06 1234", Weight.CELL)
    ]


def test_counts_may_stand_in_a_column_of_their_own() -> None:
    assert recipient(Aantal="2").rhythm == Rhythm({0: 2, 2: 2, 4: 2})
    assert recipient(Dagen="di 2 vr", Aantal="3").rhythm == Rhythm({1: 2, 4: 3})


def test_days_may_have_a_column_each() -> None:
    row = {k: v for k, v in PERSON.items() if k != "Dagen"}
    row |= {"Ma": "1", "Di": "", "Wo": "x", "Do": "0", "Vr": "2", "Za": "nee", "Zo": "-"}
    assert draft(row).values["rhythm"] == Rhythm({0: 1, 2: 1, 4: 2})


def test_even_weeks_may_stand_in_a_column_of_their_own() -> None:
    assert recipient(Weken="even").rhythm.weeks is Weeks.EVEN


def test_without_a_column_for_days_someone_new_gets_a_meal_every_day() -> None:
    row = {k: v for k, v in PERSON.items() if k != "Dagen"}
    found = draft(row)
    assert "rhythm" not in found.values
    assert as_recipient(found, RecipientId(1)).rhythm == Rhythm(dict.fromkeys(range(7), 1))


def test_who_is_stopped_needs_no_days() -> None:
    assert recipient(Dagen="", Status="gestopt").state is RecipientState.STOPPED


def test_a_pause_has_a_date_from_either_column() -> None:
    for cells in ({"Status": "pauze tot 1-12"}, {"Status": "pauze", "Weer vanaf": "1-12"}):
        found = recipient(**cells)
        assert (found.state, found.resumes_on) == (RecipientState.PAUSED, date(2026, 12, 1))
    assert recipient(**{"Weer vanaf": "1-12"}).state is RecipientState.PAUSED


def test_active_again_ends_the_pause() -> None:
    paused = recipient(Status="pauze tot 1-12")
    again = as_recipient(draft(PERSON | {"Status": "actief"}), paused.id, paused)
    assert (again.state, again.resumes_on) == (RecipientState.ACTIVE, None)


def test_the_visit_is_read() -> None:
    found = recipient(
        **{"Minuten": "7 min", "Woning": "Portiek", "Slecht ter been": "ja", "Nodig": "lift, VOG"},
        **{"Prioriteit": "hoog", "Tijd": "na 12 uur", "Warm/koud": "koel"},
    )
    assert (found.at_door_s, found.dwelling, found.frail) == (420, Dwelling.FLAT, True)
    assert found.needs == {"lift", "VOG"}
    assert found.windows == (TimeWindow(hms(12), DAY_S),)
    assert (found.priority, found.meal_kind) == (Priority.HIGH, MealKind.CHILLED)


def test_from_and_until_make_a_window() -> None:
    assert recipient(Van="11:30", Tot="13:00").windows == (TimeWindow(hms(11, 30), hms(13)),)
    assert recipient(Van="12:00", Tot="").windows == (TimeWindow(hms(12), DAY_S),)


def test_who_is_named_stays_text_until_it_is_looked_up() -> None:
    row = PERSON | {"Vaste vrijwilliger": "V12, Ineke Bos", "Niet door": "V3", "Keuken": "Zuid"}
    assert draft(row).references == {
        "preferred": ("V12", "Ineke Bos"),
        "excluded": ("V3",),
        "hub": ("Zuid",),
    }


# --- the exact sentences ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        (
            {"Postcode": "2572 4X"},
            "Postcode “2572 4X” klopt niet. "
            "Een postcode is vier cijfers en twee letters, zoals 2573 LM.",
        ),
        ({"Postcode": ""}, "Postcode is leeg. Zonder postcode vinden wij het adres niet."),
        (
            {"Huisnr": ""},
            "Geen huisnummer bij Damstraat. Zonder huisnummer kunnen wij niet bezorgen.",
        ),
        (
            {"Huisnr": "2026-03-12"},
            "Excel heeft van dit huisnummer een datum gemaakt: “2026-03-12”. "
            "Maak van de cel tekst en schrijf het huisnummer opnieuw, zoals 12-3.",
        ),
        (
            {"Huisnr": "boven"},
            "Huisnummer “boven” klopt niet. Schrijf een nummer, en zo nodig een letter of "
            "toevoeging, zoals 12 of 12B-II.",
        ),
        ({"Straat": ""}, "Straat is leeg. Zonder straat kunnen wij niet bezorgen."),
        ({"Naam": ""}, "Achternaam is leeg. Zonder naam weten wij niet wie het is."),
        ({"Naam": "#N/A"}, "In deze cel staat een fout van Excel: “#N/A”. Vul de waarde zelf in."),
        (
            {"Telefoon": "06 1234"},
            "Telefoonnummer “06 1234” klopt niet. Een nummer heeft tien cijfers, zoals "
            "06 12345678. De rest van de rij nemen wij wel over.",
        ),
        (
            {"Telefoon": "6.12346E+08"},
            "Excel heeft dit telefoonnummer afgerond: “6.12346E+08”. "
            "Maak van de cel tekst en schrijf het nummer opnieuw.",
        ),
        (
            {"Dieet": "geen noten!!"},
            "Dieet “geen noten!!” kennen wij niet. Bedoelt u zonder noten? Dit gaat over "
            "veiligheid: kies zelf, en zet een allergie in de kolom Allergie.",
        ),
        (
            {"Dieet": "zoutarn"},
            "Dieet “zoutarn” kennen wij niet. Bedoelt u zoutarm? "
            "Dit gaat over veiligheid: kies zelf.",
        ),
        (
            {"Dieet": "kosjer"},
            "Dieet “kosjer” kennen wij niet. Wij kennen: gewoon, zoutarm, zonder varkensvlees, "
            "halal, vegetarisch, plantaardig, zonder lactose, zonder gluten, suikerarm, "
            "fijngemalen en dun vloeibaar. Dit gaat over veiligheid: kies zelf.",
        ),
        (
            {"Allergie": "geen noten"},
            "Allergie “geen noten” kan twee dingen betekenen. Is iemand allergisch, schrijf dan "
            "“noten”. Is iemand dat niet, schrijf dan “noten: nee”.",
        ),
        (
            {"Allergie": "nooten"},
            "Allergie “nooten” kennen wij niet. Bedoelt u noten? "
            "Dit gaat over veiligheid: kies zelf.",
        ),
        (
            {"Dagen": ""},
            "Bezorgdagen zijn leeg. Wij weten dan niet wanneer wij moeten komen. "
            "Schrijf bijvoorbeeld ma wo vr.",
        ),
        (
            {"Dagen": "soms"},
            "Bezorgdagen “soms” begrijpen wij niet. "
            "Schrijf bijvoorbeeld ma wo vr, ma t/m vr of di 2 vr 1.",
        ),
        (
            {"Dagen": "om de week di"},
            "“om de week di” is om de week, maar welke weken? "
            "Schrijf er even weken of oneven weken bij.",
        ),
        (
            {"Tijd": "12:00"},
            "Tijd “12:00” is één tijdstip. Is dat vanaf of uiterlijk? "
            "Schrijf bijvoorbeeld na 12:00, voor 12:00 of 11:30-12:30.",
        ),
        (
            {"Tijd": "13:00-11:30"},
            "Tijd “13:00-11:30” eindigt voor het begin. "
            "Schrijf eerst de vroegste tijd, zoals 11:30-13:00.",
        ),
        (
            {"Status": "pauze tot 31-11"},
            "Datum “pauze tot 31-11” bestaat niet. Schrijf dag, maand en jaar, zoals 31-12-2026.",
        ),
        (
            {"Status": "misschien"},
            "Status “misschien” kennen wij niet. Kies uit: aangevraagd, actief, gepauzeerd, "
            "gestopt en overleden. Bij een pauze mag een datum: pauze tot 1-12-2026.",
        ),
        (
            {"Minuten": "veel"},
            "Minuten aan de deur: “veel” is geen getal. "
            "Schrijf een heel getal van 1 tot en met 60.",
        ),
        (
            {"Aantal": "99"},
            "Aantal maaltijden: “99” kan niet kloppen. Schrijf een getal van 1 tot en met 40.",
        ),
        ({"Kwetsbaar": "soms"}, "Kwetsbaar: “soms” begrijpen wij niet. Schrijf ja of nee."),
        (
            {"Prioriteit": "1"},
            "Voorrang “1” begrijpen wij niet. Kies uit: laag, gewoon en hoog.",
        ),
        (
            {"Aantal": "3"},
            "Staat 3 voor een dag of voor een week? Wij lezen 3 maaltijden per bezorgdag.",
        ),
        (
            {"Telefoon": "06-12345678 (dochter)"},
            "Bij het telefoonnummer staat “dochter”. Dat nemen wij niet over. "
            "Is het nummer van iemand anders? Zet het dan bij Contactpersoon.",
        ),
        (
            {"Contact": "dochter Anja"},
            "Bij contactpersoon “dochter Anja” vinden wij geen telefoonnummer. Schrijf het zo: "
            "dochter Anja 06 12345678. De rest van de rij nemen wij wel over.",
        ),
        (
            {"Nodig": "zonnige bui"},
            "“zonnige bui” kennen wij nog niet. Alleen een vrijwilliger met precies dit woord "
            "bij Vaardigheden mag komen.",
        ),
    ],
)
def test_what_is_wrong_is_said_in_plain_dutch(cells: dict[str, str], sentence: str) -> None:
    assert told(PERSON | cells) == [sentence]


def test_every_fault_of_a_row_is_told_with_its_column() -> None:
    found = parsed(PERSON | {"Postcode": "x", "Huisnr": "", "Dagen": "soms", "Dieet": "??!"})
    assert found.draft is None
    assert [(p.row, p.column, p.value) for p in found.problems] == [
        (17, "Huisnr", ""),
        (17, "Postcode", "x"),
        (17, "Dagen", "soms"),
        (17, "Dieet", "??!"),
    ]


@pytest.mark.parametrize("text", ["Totaal: 148", "Let op: lijst van vorige week"])
def test_a_line_under_the_list_is_no_person(text: str) -> None:
    row = {"Nr": text, **dict.fromkeys(PERSON, "")}
    found = parsed(row)
    assert [(p.column, p.value, say(p.fact)) for p in found.problems] == [
        (
            "Nr",
            text,
            "In deze rij staat geen naam en geen adres. Is het geen persoon? Dan mag de rij weg.",
        )
    ]


def test_a_text_without_end_is_refused_and_not_repeated() -> None:
    (problem,) = parsed(PERSON | {"Opmerkingen": "a" * 5000}).problems
    assert len(problem.value) < 100
    assert say(problem.fact) == (
        "Deze tekst is te lang: 5.000 tekens. Wij bewaren hoogstens 1.000 tekens."
    )


# --- volunteers --------------------------------------------------------------------------------


def test_a_row_becomes_a_volunteer() -> None:
    found = volunteer(
        **{"Beschikbaar": "ma wo 11:00-13:30; vr 11-14", "Max maaltijden": "12", "Max km": "10 km"},
        **{"Start": "thuis", "Eind": "keuken", "Adres": "Kade 1", "Postcode": "2512AA"},
        **{"Vaardigheden": "VOG, spreekt Turks", "Hoe vaak": "1× per 4 weken"},
        **{"Grote letters": "ja", "Status": "pauze tot 1-12", "Taal": "Engels"},
    )
    early = (TimeWindow(hms(11), hms(13, 30)),)
    assert found == Volunteer(
        id=VolunteerId(1),
        name=Name("Bos", first="Ineke"),
        transport=Transport.BICYCLE,
        home=Address("Kade", HouseNumber(1), "2512AA"),
        available={0: early, 2: early, 4: (TimeWindow(hms(11), hms(14)),)},
        most_meals=12,
        most_km=10,
        starts=Base.HOME,
        ends=Base.HUB,
        skills=frozenset({"VOG", "Turks"}),
        frequency=Frequency(1, 4),
        large_type=True,
        language="en",
        state=VolunteerState.PAUSED,
        resumes_on=date(2026, 12, 1),
    )


def test_days_and_hours_may_stand_in_two_columns() -> None:
    noon = (TimeWindow(hms(11), hms(14)),)
    assert volunteer(Dagen="ma wo", Tijden="11-14").available == {0: noon, 2: noon}
    assert volunteer(Dagen="ma wo", Van="11:00", Tot="14:00").available == {0: noon, 2: noon}
    assert volunteer(Ma="x", Di="11-14", Wo="", Tijden="11-14").available == {0: noon, 1: noon}


def test_without_a_column_for_days_a_new_volunteer_is_there_every_day() -> None:
    found = draft(VOLUNTEER, V)
    assert "available" not in found.values
    assert set(as_volunteer(found, VolunteerId(1)).available) == set(range(7))


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        (
            {"Vervoer": ""},
            "Vervoer is leeg. Schrijf hoe iemand bezorgt: "
            "te voet, fiets, e-bike, bakfiets, auto of bus.",
        ),
        (
            {"Vervoer": "paard"},
            "Vervoer “paard” kennen wij niet. "
            "Kies uit: te voet, fiets, e-bike, bakfiets, auto en bus.",
        ),
        (
            {"Beschikbaar": "soms"},
            "“soms” begrijpen wij niet. "
            "Schrijf dagen met tijden, zoals ma wo 11:00-13:30; vr 11:00-14:00.",
        ),
        (
            {"Hoe vaak": "af en toe"},
            "Hoe vaak “af en toe” begrijpen wij niet. "
            "Schrijf bijvoorbeeld elke week of 1x per 4 weken.",
        ),
        (
            {"Start": "op de hoek"},
            "Begint “op de hoek” kennen wij niet. "
            "Kies uit: bij de keuken, thuis en waar het uitkomt.",
        ),
        (
            {"Start": "thuis"},
            "Deze ronde begint of eindigt thuis, maar het adres is leeg. Vul het adres in.",
        ),
        (
            {"Max maaltijden": "0"},
            "Meeste maaltijden: “0” kan niet kloppen. Schrijf een getal van 1 tot en met 500.",
        ),
    ],
)
def test_what_is_wrong_with_a_volunteer_is_said(cells: dict[str, str], sentence: str) -> None:
    assert told(VOLUNTEER | cells, V) == [sentence]


# --- hubs ----------------------------------------------------------------------------------------


def test_a_row_becomes_a_hub() -> None:
    found = hub(
        **{"Soort": "keuken", "Openingstijden": "ma-vr 9:00-17:00, za gesloten", "Laadtijd": "15"},
        **{
            "Maaltijden klaar": "11:15 en 12:30",
            "Diëten": "zoutarm, halal",
            "Max maaltijden": "90",
        },
        **{"Kan zonder": "noten, pinda; melk: nee; sesam: onbekend"},
    )
    assert found.opening == dict.fromkeys(range(5), (TimeWindow(hms(9), hms(17)),))
    assert (found.loading_s, found.ready_s) == (900, (hms(11, 15), hms(12, 30)))
    assert found.makes == {Diet.REGULAR, Diet.LOW_SALT, Diet.HALAL}
    assert found.leaves_out == {
        Allergen.PEANUTS: AllergenState.YES,
        Allergen.MILK: AllergenState.NO,
        Allergen.NUTS: AllergenState.YES,
        Allergen.SESAME: AllergenState.UNKNOWN,
    }
    assert found.supplies_meals and found.most_meals == 90


def test_a_service_point_supplies_no_meals_unless_it_says_so() -> None:
    assert not hub(Soort="servicepunt").supplies_meals
    assert hub(Soort="servicepunt", **{"Levert maaltijden": "ja"}).supplies_meals


def test_without_a_kind_the_name_tells() -> None:
    assert hub(Naam="Voedselbank Laak").kind is HubKind.FOOD_BANK
    assert hub(Naam="Servicepunt Moerwijk").kind is HubKind.SERVICE_POINT
    assert hub().kind is HubKind.KITCHEN


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        (
            {"Soort": "kasteel"},
            "Soort locatie “kasteel” kennen wij niet. "
            "Kies uit: keuken, servicepunt en voedselbank.",
        ),
        (
            {"Maaltijden klaar": "straks"},
            "Tijd “straks” begrijpen wij niet. Schrijf een tijd zoals 11:30.",
        ),
        ({"Naam": ""}, "De naam van de locatie is leeg. Vul een naam in."),
        ({"Actief": "soms"}, "In gebruik: “soms” begrijpen wij niet. Schrijf ja of nee."),
    ],
)
def test_what_is_wrong_with_a_hub_is_said(cells: dict[str, str], sentence: str) -> None:
    assert told(KITCHEN | cells, H) == [sentence]


# --- garbage -----------------------------------------------------------------------------------

SNIPPETS = st.sampled_from(
    [
        *("ma", "t/m", "vr", "2x", "-", "even", "om de week", "11:30", "na", "tot", "12", "B-II"),
        *("#N/B", "geen", "noten", "?", "zoutarm", "pauze tot", "31-11", "06", "12345678", "ja"),
        *("\n", ";", "/", "(", "Mw.", "de", "Wit,", "2573", "LM", "0.479", "1e", "×", "½", "١٢"),
        *("²", "\u200f", "’s", "12-mrt", "3 per dag", "behalve", "tussen", "en", "half", "₃"),
    ]
)
CELL = st.one_of(
    st.just(""),
    st.text(max_size=30),
    st.lists(SNIPPETS, max_size=6).map(" ".join),
    st.lists(SNIPPETS, max_size=6).map("".join),
)


REQUIRED = {
    R: ("naam", "straat", "postcode"),
    V: ("naam", "vervoer"),
    H: ("naam", "straat", "postcode"),
}


@pytest.mark.parametrize("kind", list(ListKind))
@given(data=st.data())
def test_no_row_of_garbage_is_lost_or_crashes(kind: ListKind, data: st.DataObject) -> None:
    """Every row is a draft that can become a person, or has a problem that can be said."""
    codes = list(fields.by_code(kind))
    headers = tuple(fields.by_code(kind)[code].headers[0] for code in codes)
    some = data.draw(st.lists(st.sampled_from(headers), max_size=30))
    chosen = list(dict.fromkeys((*REQUIRED[kind], *some)))
    rows = data.draw(
        st.lists(st.lists(CELL, min_size=len(chosen), max_size=len(chosen)), min_size=1, max_size=4)
    )
    listed = Table(
        tuple(chosen), tuple(TableRow(n, tuple(row)) for n, row in enumerate(rows, 2)), 1
    )
    found = list(parse_rows(listed, guess_mapping(listed, kind), TODAY))
    assert [row.number for row in found] == [row.number for row in listed.rows]
    for row in found:
        assert (row.draft is None) == any(p.weight is Weight.ROW for p in row.problems)
        for problem in row.problems:
            assert say(problem.fact) and say(problem.fact, "en")
            assert problem.column in chosen


@given(st.dictionaries(st.sampled_from(list(PERSON)), CELL))
def test_whatever_is_read_is_a_valid_recipient(cells: dict[str, str]) -> None:
    found = parsed(PERSON | cells)
    if found.draft is not None:
        made = as_recipient(found.draft, RecipientId(1))
        assert made.name.surname and made.address.street and made.address.house.number > 0
        assert all(count > 0 for count in made.rhythm.portions.values())
