"""Rows of lists, and the people and places that they become."""

from __future__ import annotations

from datetime import date

import pytest

from tests.make_rows import (
    PERSON,
    VOLUNTEER,
    V,
    draft,
    hub,
    parsed,
    recipient,
    volunteer,
)
from voedselbrigade.domain.clock import DAY_S, TimeWindow, hms
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
from voedselbrigade.domain.places import Address, HouseNumber, HubKind
from voedselbrigade.domain.rhythm import Frequency, Rhythm, Weeks
from voedselbrigade.domain.rows import (
    Weight,
    as_recipient,
    as_volunteer,
)
from voedselbrigade.words import say

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


NOON = TimeWindow(hms(12), hms(12, 30))


@pytest.mark.parametrize("header", ["Liefst tussen", "Voorkeurstijd", "Preferred time"])
def test_a_preferred_time_stands_beside_the_time_at_which_it_must_be(header: str) -> None:
    found = recipient(**{"Tijd": "11-14", header: "12:00-12:30"})
    assert (found.windows, found.wanted_window) == ((TimeWindow(hms(11), hms(14)),), NOON)
    assert recipient(**{header: "12:00-12:30"}).wanted_window == NOON


def test_a_preferred_time_may_stand_behind_the_time() -> None:
    found = recipient(Tijd="11-14, liefst 12:00-12:30")
    assert (found.windows, found.wanted_window) == ((TimeWindow(hms(11), hms(14)),), NOON)
    only = recipient(Tijd="liefst tussen 12:00 en 12:30")
    assert (only.windows, only.wanted_window) == ((), NOON)


def test_a_list_that_speaks_of_no_preferred_time_leaves_it_and_an_empty_cell_clears_it() -> None:
    known = recipient(Liefst="12:00-12:30")
    assert as_recipient(draft(PERSON | {"Tijd": "11-14"}), known.id, known).wanted_window == NOON
    assert as_recipient(draft(PERSON | {"Liefst": ""}), known.id, known).wanted_window is None


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"Tijd": "9:00-11:00", "Liefst": "12:00-12:30"}, "Liefst"),
        ({"Van": "9:00", "Tot": "11:00", "Liefst": "12:00-12:30"}, "Liefst"),
        ({"Tijd": "9:00-11:00, liefst 12:00-12:30"}, "Tijd"),
    ],
)
def test_a_preferred_time_at_which_it_may_not_be_is_told_and_stops_no_meal(
    cells: dict[str, str], column: str
) -> None:
    found = parsed(PERSON | cells)
    assert found.draft is not None and "wanted_window" not in found.draft.values
    [problem] = found.problems
    assert (problem.column, problem.weight) == (column, Weight.CELL)
    assert say(problem.fact).startswith("Liefst tussen 12:00 en 12:30 kan niet")


def test_who_is_named_stays_text_until_it_is_looked_up() -> None:
    row = PERSON | {"Vaste vrijwilliger": "V12, Ineke Bos", "Niet door": "V3", "Keuken": "Zuid"}
    assert draft(row).references == {
        "preferred": ("V12", "Ineke Bos"),
        "excluded": ("V3",),
        "hub": ("Zuid",),
    }


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
