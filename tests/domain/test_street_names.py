"""Which spellings are one street, and how far apart others are."""

import pytest

from voedselbrigade.domain import street_names


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("Burg. v.d. Lindenstr.", "Burgemeester van der Lindenstraat"),
        ("burg vd lindenstraat", "Burgemeester van den Lindenstraat"),
        ("ST JOZEFLN", "Sint Jozeflaan"),
        ("st.jozeflaan", "Sint-Jozeflaan"),
        ("1e Hogeweg", "Eerste Hogeweg"),
        ("2de v.d. Boschstr", "Tweede van den Boschstraat"),
        ("Dr Kuyperpln", "Doctor Kuyperplein"),
        ("van hogendorp straat", "Van Hogendorpstraat"),
        ("Laan v Meerdervoort", "Laan van Meerdervoort"),
        ("Loosduinsekd", "Loosduinsekade"),
        ("Kon. Emmakade", "Koningin Emmakade"),
        ("Café-plein", "Cafeplein"),
        ("'t Zand", "het Zand"),
        ("Vaillantln Noord", "Vaillantlaan noord"),
    ],
)
def test_short_and_long_spellings_are_one_street(typed: str, known: str) -> None:
    assert street_names.same(typed, known), (street_names.key(typed), street_names.key(known))


@pytest.mark.parametrize(
    ("typed", "known", "slips"),
    [
        ("Damstaat", "Damstraat", 1),
        ("Dmastraat", "Damstraat", 1),
        ("Dammstraat", "Damstraat", 1),
        ("Wyngaardstraat", "Wijngaardstraat", 1),
        ("Kleiweg", "Klijweg", 1),
        ("Goudsstraat", "Gaudstraat", 1),
        ("Vuchtstraat", "Vughtstraat", 1),
        ("Kantstraat", "Cantstraat", 1),
        ("Kerklaan", "Kerkplein", 4),
        ("Vosstraat", "Bosstraat", 1),
        ("Burgermeester Damstr.", "Burg. Damstraat", 0),
    ],
)
def test_slips_are_counted_as_a_reader_would(typed: str, known: str, slips: int) -> None:
    assert street_names.slips(typed, known) == slips


def test_the_nearest_names_come_first_and_strangers_do_not_come() -> None:
    names = street_names.Names(["Kerkstraat", "Damstraat", "Marktplein", "Kerklaan"])
    near = names.nearest("Kerkstaat", 5)
    assert near[0] == (1, 0)
    assert 2 not in [place for _, place in near]


def test_a_very_short_name_allows_no_slip() -> None:
    assert street_names.slips_allowed("Dam") == 0
