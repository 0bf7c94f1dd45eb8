"""Which column is what: known words, near words, and never a dangerous guess."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from voedselbrigade.adapters.spreadsheets import read_table
from voedselbrigade.domain import fields
from voedselbrigade.domain.columns import (
    SKIP,
    ColumnMapping,
    check_columns,
    field_of_header,
    guess_mapping,
    header_score,
    likelier_kind,
    mapping_notes,
    missing_columns,
)
from voedselbrigade.domain.tables import ListKind, Table, TableRow
from voedselbrigade.errors import UnusableFile
from voedselbrigade.words import say
from voedselbrigade.words.terms import TERMS

R, V, H = ListKind.RECIPIENTS, ListKind.VOLUNTEERS, ListKind.HUBS


def table(headers: Sequence[str], *rows: Sequence[str], refused: tuple[int, ...] = ()) -> Table:
    cells = tuple(TableRow(n, tuple(row)) for n, row in enumerate(rows, 2))
    return Table(tuple(headers), cells, 1, refused=refused)


def guess(*headers: str, kind: ListKind = R) -> dict[str, str | None]:
    mapping = guess_mapping(table(headers, ["x"] * len(headers)), kind)
    return dict(zip(headers, mapping.codes, strict=True))


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("Naam", "name"),
        ("NAAM CLIËNT", "name"),
        ("Achternaam", "surname"),
        ("Vltr.", "initials"),
        ("Straat + nr", "street"),
        ("Straat en huisnummer", "street"),
        ("PC", "postcode"),
        ("Postcode (verplicht)", "postcode"),
        ("Postcde", "postcode"),
        ("Tel.nr.", "phone"),
        ("Telefoonummer", "phone"),
        ("Tel 1", "phone"),
        ("06-nummer", "mobile"),
        ("Huis nr", "house_number"),
        ("Tel. contactpersoon", "contact_phone"),
        ("Naam contactpersoon", "contact_name"),
        ("Diëten", "diet"),
        ("Allergieën", "allergens"),
        ("Aantal maaltijden per dag", "portions"),
        ("Opm 2", "remarks"),
        ("First name", "first"),
        ("Delivery days", "days"),
        ("Post code", "postcode"),
        ("Ma", "mon"),
        ("dinsdag", "tue"),
    ],
)
def test_headers_are_known_in_dutch_and_english(header: str, code: str) -> None:
    found = field_of_header(header, R)
    assert found is not None and found[0] == code


@pytest.mark.parametrize(
    "header", ["Wijk", "Opmerkelijk", "Kleur", "X", "", "Aantal kinderen", "Personen", "Allerlei"]
)
def test_what_is_not_sure_stays_unknown(header: str) -> None:
    assert field_of_header(header, R) is None


def test_the_telephone_of_a_contact_is_never_taken_for_the_persons_own() -> None:
    found = guess("Naam", "Telefoon", "Contactpersoon", "Telefoon contactpersoon")
    assert found["Telefoon"] == "phone"
    assert found["Telefoon contactpersoon"] == "contact_phone"


def test_columns_may_stand_in_any_order() -> None:
    headers = ["Dagen", "PC", "Huisnr", "Naam", "Straat"]
    assert list(guess(*headers).values()) == ["days", "postcode", "house_number", "name", "street"]
    headers.reverse()
    assert list(guess(*headers).values()) == ["street", "name", "house_number", "postcode", "days"]


def test_a_number_right_behind_the_street_is_the_house_number() -> None:
    found = guess("Naam", "Straat", "Nr", "Postcode")
    assert found["Nr"] == "house_number"
    found = guess("Nr", "Naam", "Straat", "Huisnr", "Postcode")
    assert (found["Nr"], found["Huisnr"]) == ("number", "house_number")


def test_of_two_columns_for_one_field_the_better_is_taken_and_the_other_asked() -> None:
    listed = table(["Naam", "Postcode", "Postcoode", "Straat"], ["A", "2573LM", "2573LM", "Kade 1"])
    mapping = guess_mapping(listed, R)
    assert mapping.codes == ("name", "postcode", None, "street")
    assert mapping.unknown == (2,)


def test_of_two_equal_columns_the_fuller_one_is_taken() -> None:
    listed = table(["Tel", "Telefoon"], ["", "070 000 01 20"], ["", "070 000 01 21"])
    mapping = guess_mapping(listed, R)
    assert (mapping.codes, mapping.unknown) == ((None, "phone"), (0,))


def test_several_remarks_may_go_to_one_field() -> None:
    assert list(guess("Opm 1", "Opm 2", "Bijzonderheden").values()) == ["remarks"] * 3


def test_what_is_nobodys_business_is_known_and_not_read() -> None:
    listed = table(["Naam", "Geboortedatum", "Nationaliteit", "E-mail"], ["A", "1", "2", "3"])
    mapping = guess_mapping(listed, R)
    assert mapping.codes == ("name", None, None, None)
    assert (mapping.not_needed, mapping.unknown) == ((1, 2, 3), ())


def test_a_refused_column_cannot_be_chosen_back() -> None:
    listed = table(["Naam", "BSN"], ["A", ""], refused=(1,))
    mapping = guess_mapping(listed, R, {"bsn": "number"}).chosen({"BSN": "number"})
    assert mapping.codes == ("name", None)
    assert say(mapping_notes(listed, mapping)[0]) == (
        "De kolom “BSN” bevat burgerservicenummers. Die lezen en bewaren wij nooit."
    )


def test_a_choice_moves_a_field_and_is_remembered() -> None:
    listed = table(["Naam", "Tel", "Bellen op"], ["A", "1", "2"])
    mapping = guess_mapping(listed, R).chosen({"Bellen op": "phone"})
    assert mapping.codes == ("name", None, "phone")
    assert mapping.unknown == ()
    again = guess_mapping(listed, R, mapping.as_remembered())
    assert again.codes == mapping.codes
    assert again.remembered == {0, 1, 2}


def test_a_column_that_was_skipped_is_not_asked_again() -> None:
    listed = table(["Naam", "Wijk"], ["A", "Moerwijk"])
    mapping = guess_mapping(listed, R).chosen({"Wijk": SKIP})
    assert mapping.unknown == ()
    assert guess_mapping(listed, R, mapping.as_remembered()).unknown == ()


def test_an_unknown_column_is_not_remembered_as_skipped() -> None:
    listed = table(["Naam", "Wijk"], ["A", "Moerwijk"])
    assert "wijk" not in guess_mapping(listed, R).as_remembered()


def test_a_memory_of_a_field_that_no_longer_exists_is_forgotten() -> None:
    mapping = guess_mapping(table(["Naam"], ["A"]), R, {"naam": "shoe_size"})
    assert mapping.codes == ("name",)


def test_missing_columns_are_named_in_the_words_of_the_office() -> None:
    listed = table(["Naam", "Dieet"], ["A", "zoutarm"])
    mapping = guess_mapping(listed, R)
    with pytest.raises(UnusableFile) as caught:
        check_columns(listed, mapping)
    assert say(caught.value.fact) == (
        "Wij missen deze kolommen: Straat (en huisnummer) en Postcode. "
        "In het bestand staan: Naam en Dieet. "
        "Voeg ze toe, of wijs zelf aan welke kolom het is."
    )


def test_an_address_in_one_column_is_enough() -> None:
    listed = table(["Naam", "Adres"], ["A", "Damstraat 12, 2573 LM Den Haag"])
    assert missing_columns(listed, guess_mapping(listed, R)) == ()


def test_streets_without_any_number_need_a_number_column() -> None:
    listed = table(["Naam", "Straat", "Postcode"], ["A", "Damstraat", "2573LM"])
    assert missing_columns(listed, guess_mapping(listed, R)) == ("house_number",)


def test_volunteers_need_a_name_and_a_transport_only() -> None:
    listed = table(["Voornaam", "Vervoer"], ["Ineke", "fiets"])
    mapping = guess_mapping(listed, V)
    assert missing_columns(listed, mapping) == ()
    assert [note.code for note in mapping_notes(listed, mapping)] == ["file.no_availability_column"]


def test_a_list_without_days_says_what_that_means() -> None:
    listed = table(["Naam", "Adres", "Postcode"], ["A", "Damstraat 1", "2573LM"])
    assert [say(note) for note in mapping_notes(listed, guess_mapping(listed, R))] == [
        "Er is geen kolom met bezorgdagen. Nieuwe mensen krijgen daarom elke dag een maaltijd. "
        "Klopt dat niet? Voeg een kolom Dagen toe."
    ]


def test_unknown_columns_are_told_together() -> None:
    listed = table(["Naam", "Dagen", "Wijk", "Kleur"], ["A", "ma", "x", "y"])
    assert [say(note) for note in mapping_notes(listed, guess_mapping(listed, R))] == [
        "De kolommen Wijk en Kleur kennen wij niet. Kies wat het zijn, of sla ze over."
    ]


def test_a_row_of_values_does_not_look_like_a_header() -> None:
    assert header_score(["Naam", "Adres", "Postcode"], R) > 2.9
    assert header_score(["Mw. A. de Wit", "Damstraat 12", "2573 LM", "ma wo vr"], R) < 1


@pytest.mark.parametrize("kind", list(ListKind))
def test_every_field_has_a_name_that_people_can_choose(kind: ListKind) -> None:
    assert set(fields.by_code(kind)) <= set(TERMS["column"])


@pytest.mark.parametrize("kind", list(ListKind))
def test_every_known_header_is_found_and_written_as_it_is_looked_up(kind: ListKind) -> None:
    for header, code in fields.by_header(kind).items():
        found = field_of_header(header, kind)
        assert found is not None and found[0] == code, header


def test_the_same_words_mean_other_things_in_other_lists() -> None:
    assert guess("Vrijwilliger", kind=V) == {"Vrijwilliger": "name"}
    assert guess("Vrijwilliger", kind=R) == {"Vrijwilliger": "preferred"}
    assert guess("Keuken", kind=H) == {"Keuken": "name"}
    assert guess("Keuken", kind=R) == {"Keuken": "hub"}


def test_a_mapping_knows_its_columns() -> None:
    mapping = ColumnMapping(R, ("A", "B", "C"), ("remarks", None, "remarks"))
    assert mapping.columns_of("remarks") == (0, 2)
    assert mapping.has("name", "remarks") and not mapping.has("name")


def test_a_list_of_another_kind_is_told_apart() -> None:
    headers = ["Achternaam", "Vervoer", "Capaciteit", "Beschikbaarheid", "Max km", "Max stops"]
    listed = table(headers, ["Wit", "fiets", "10", "ma", "5", "9"])
    assert likelier_kind(listed.headers, R) is ListKind.VOLUNTEERS
    assert likelier_kind(listed.headers, ListKind.VOLUNTEERS) is None
    assert say(mapping_notes(listed, guess_mapping(listed, R))[0]) == (
        "Dit lijkt een lijst met vrijwilligers, niet met ontvangers. "
        "Kijk goed of u de juiste soort koos."
    )


def test_the_demo_lists_are_known_by_their_headers() -> None:
    folder = Path(__file__).parents[2] / "data" / "demo"
    names = {"locaties.csv": ListKind.HUBS, "vrijwilligers.xlsx": ListKind.VOLUNTEERS}
    for name, kind in (names | {"ontvangers.xlsx": ListKind.RECIPIENTS}).items():
        headers = read_table((folder / name).read_bytes(), name, kind).headers
        told = {asked: likelier_kind(headers, asked) for asked in (R, V, H)}
        assert told == {asked: None if asked is kind else kind for asked in told}, name
