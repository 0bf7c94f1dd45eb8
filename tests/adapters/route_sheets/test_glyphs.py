"""What the paper can show: every plain letter as it is, and nothing as an empty box."""

from __future__ import annotations

import pytest

from voedselbrigade.adapters.route_sheets.glyphs import known, printable, without_controls


def test_the_letters_that_are_not_looked_at_one_by_one_can_all_be_printed() -> None:
    assert set(range(ord(" "), ord("~") + 1)) <= known()


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Mw. A. de Wit, 12-3", "Mw. A. de Wit, 12-3"),
        ("Müller-’t Hooft", "Müller-’t Hooft"),
        ("e\u0301cole", "école"),
        ("Nguyễn Ạ", "Nguyễn Ạ"),
        ("李", "?"),
        ("regel\neen\ttwee", "regel een twee"),
        ("om\u202egekeerd\x00", "omgekeerd "),
        ("2\u20113", "2-3"),
    ],
)
def test_a_text_is_printed_as_near_as_the_typeface_gets(typed: str, printed: str) -> None:
    assert printable(typed) == printed
    assert printable(printable(typed)) == printed


def test_a_page_holds_no_sign_that_nobody_sees() -> None:
    assert without_controls("a\u200bb\x07c\u00add") == "ab cd"
