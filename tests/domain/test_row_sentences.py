"""The exact sentence for everything that can be wrong with a row."""

from __future__ import annotations

import pytest

from tests.make_rows import (
    KITCHEN,
    PERSON,
    VOLUNTEER,
    H,
    V,
    parsed,
    told,
)
from voedselbrigade.words import say

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
