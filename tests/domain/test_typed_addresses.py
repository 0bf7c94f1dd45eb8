"""One line from a search box: the parts that are expected of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voedselbrigade.domain.places import Address, HouseNumber
from voedselbrigade.domain.typed_addresses import read_typed
from voedselbrigade.errors import Fact
from voedselbrigade.words import say

TABLE = [
    ("Dam 12 bis", Address("Dam", HouseNumber(12, "", "BIS"), "")),
    ("Damstraat 12", Address("Damstraat", HouseNumber(12), "")),
    ("Damstraat 12 Den Haag", Address("Damstraat", HouseNumber(12), "")),
    ("damstraat 12, 's-Gravenhage", Address("damstraat", HouseNumber(12), "")),
    ("Damstraat 12 b Rijswijk", Address("Damstraat", HouseNumber(12, "B"), "", "Rijswijk")),
    ("Damstraat 12 b II", Address("Damstraat", HouseNumber(12, "B", "II"), "")),
    ("Damstraat 12-3", Address("Damstraat", HouseNumber(12, "", "3"), "")),
    ("Damstraat 12/II Delft", Address("Damstraat", HouseNumber(12, "", "II"), "", "Delft")),
    ("Damstraat 12 hs", Address("Damstraat", HouseNumber(12, "", "HS"), "")),
    ("2573LM 12", Address("", HouseNumber(12), "2573LM")),
    ("2573 lm 12b", Address("", HouseNumber(12, "B"), "2573LM")),
    ("2573 LM, 12-II", Address("", HouseNumber(12, "", "II"), "2573LM")),
    ("Damstraat 12, 2573 LM Den Haag", Address("Damstraat", HouseNumber(12), "2573LM")),
    ("Damstraat 12 2573lm", Address("Damstraat", HouseNumber(12), "2573LM")),
    ("1e Hogeweg 3", Address("1e Hogeweg", HouseNumber(3), "")),
    ("Plein 1813 4", Address("Plein 1813", HouseNumber(4), "")),
    ("  Laan van  Meerdervoort   100 ", Address("Laan van Meerdervoort", HouseNumber(100), "")),
]


@pytest.mark.parametrize(("typed", "expected"), TABLE)
def test_a_line_is_read_in_its_parts(typed: str, expected: Address) -> None:
    assert read_typed(typed) == expected


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Damstraat", "In Damstraat staat geen huisnummer."),
        ("2573LM", "In 2573LM staat geen"),
        ("12", "In 12 staat geen"),
        ("", "In  staat geen"),
    ],
)
def test_what_is_missing_is_said(typed: str, said: str) -> None:
    answer = read_typed(typed)
    assert isinstance(answer, Fact)
    assert say(answer).startswith(said)


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_a_fact(typed: str) -> None:
    assert isinstance(read_typed(typed), Address | Fact)
