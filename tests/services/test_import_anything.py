"""Whatever a file holds: no row is lost, twice is once, and undoing goes all the way back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.make_lists import everyone, look, person, table, take, undo
from voedselbrigade.services.importing import RowState
from voedselbrigade.wiring import Home

CELLS = st.one_of(
    st.sampled_from(["", "-", "Jansen", "A. Jansen", "12", "2547 CL", "ma wo", "noten", "9"]),
    st.text(max_size=12),
)
GOOD = st.fixed_dictionaries(
    {
        "nr": st.sampled_from(["", "", "1", "2"]),
        "naam": st.sampled_from(["A. Jansen", "B. Jansen", "Janssen", "F. Yilmaz"]),
        "huisnr": st.sampled_from(["1", "2", "12 B-II"]),
        "telefoon": st.sampled_from(["", "0612345678", "070 7654321"]),
        "dieet": st.sampled_from(["", "halal", "zoutarm"]),
        "bezorgdagen": st.sampled_from(["ma", "ma t/m vr", "soms"]),
    }
)
GARBAGE = st.dictionaries(
    st.sampled_from(["nr", "naam", "straat", "huisnr", "postcode", "telefoon", "dieet"]), CELLS
)
ROWS = st.lists(st.one_of(GOOD, GARBAGE), min_size=1, max_size=6)
ON_ONE_HOME = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)


@pytest.fixture
def emptied(sqlite_home: Home) -> Callable[[], Home]:
    """The same home, with nobody in it: quicker than a new one for every example."""

    def empty() -> Home:
        with sqlite_home.work(sqlite_home.system) as work:
            for one in work.store.recipients.all():
                work.store.recipients.remove(one.id, work.cause())
        return sqlite_home

    return empty


@ON_ONE_HOME
@given(ROWS)
def test_no_row_is_ever_lost_and_a_second_time_changes_nothing(
    emptied: Callable[[], Home], rows: list[dict[str, str]]
) -> None:
    home = emptied()
    listed = table(*(person(**row) for row in rows))
    seen = look(home, listed)
    assert [row.row for row in seen.rows] == list(range(2, 2 + len(rows)))
    first = take(home, listed)
    assert len(first.added) + len(first.skipped) == len(rows)
    before = everyone(home)
    again = look(home, listed)
    assert not again.of(RowState.NEW, RowState.CHANGED)
    assert again.vanished == ()
    assert {row.row for row in again.of(RowState.UNCHANGED)} == set(first.added)
    take(home, listed)
    assert everyone(home) == before


@ON_ONE_HOME
@given(ROWS, ROWS)
def test_undoing_a_second_list_gives_everyone_back_as_they_were(
    emptied: Callable[[], Home], one: list[dict[str, str]], other: list[dict[str, str]]
) -> None:
    home = emptied()
    take(home, table(*(person(**row) for row in one)))
    before = everyone(home)
    result = take(home, table(*(person(**row) for row in other)))
    if result.touched:
        assert undo(home, result.run.id).kept == ()
    assert everyone(home) == before
