"""Rows of garbage: nothing crashes, nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.make_rows import (
    PERSON,
    TODAY,
    H,
    R,
    V,
    parsed,
)
from voedselbrigade.domain import fields
from voedselbrigade.domain.columns import guess_mapping
from voedselbrigade.domain.people import (
    RecipientId,
)
from voedselbrigade.domain.rows import (
    Weight,
    as_recipient,
    parse_rows,
)
from voedselbrigade.domain.tables import ListKind, Table, TableRow
from voedselbrigade.words import say

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
