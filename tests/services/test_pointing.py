"""Who is meant by what was typed, whatever was typed."""

from __future__ import annotations

import pytest

from tests.make import located, recipient
from tests.make_days import Office, going, office, small_day
from tests.make_hand import laid
from voedselbrigade.errors import NotFound, VoedselbrigadeError, WrongWords
from voedselbrigade.services import pointing
from voedselbrigade.services.move_table import Table
from voedselbrigade.wiring import Home
from voedselbrigade.words import say

HOSTILE = (
    *("R01-99", "R99-1", "R01-1aaaaaa", "R01-" + "9" * 5000, "9" * 5000, "R01-٣", "R-1", "01-1"),
    *("'; drop table plans; --", "", " ", "R0-0", "%s{name}\x00", "[red]", "\ud800", "R01-0"),
)


@pytest.fixture
def desk(sqlite_home: Home) -> Office:
    made = office(sqlite_home)
    small_day(made, 4)
    made.plan()
    return made


@pytest.fixture
def table(desk: Office) -> Table:
    return laid(desk)


def test_a_stop_is_named_as_it_stands_on_paper(table: Table) -> None:
    second = going(table.plan)[1]
    for typed in ("R01-2", "r1 2", "R 01/2", "R01.2", " R01:2 ", f"#{second.recipient}"):
        assert pointing.recipient(table, typed) == second.recipient
    assert pointing.recipient(table, second.name.upper()) == second.recipient


def test_whatever_is_typed_is_somebody_or_refused(table: Table) -> None:
    for typed in HOSTILE:
        for ask in (pointing.recipient, pointing.vehicles):
            with pytest.raises(VoedselbrigadeError) as refused:
                ask(table, typed)
            assert len(say(refused.value.fact)) < 200


def test_a_volunteer_is_named_by_route_number_or_name(table: Table) -> None:
    ineke = table.model.turns[0].volunteer
    for typed in ("R01", "r 1", str(ineke.id), "ineke", "Ineke Bos"):
        assert pointing.vehicles(table, typed) == (0,)
    with pytest.raises(WrongWords):
        pointing.vehicles(table, "Bos")
    with pytest.raises(NotFound):
        pointing.vehicles(table, "R02")


def test_a_whole_surname_goes_before_a_part_of_one(desk: Office) -> None:
    (wit,) = desk.add(recipient("Wit", located=located(0, 3)))
    assert pointing.recipient(laid(desk), "wit") == wit.id
    with pytest.raises(WrongWords) as several:
        pointing.recipient(laid(desk), "de W")
    assert "kan zijn: Mw. A. de Wit1 (1)" in say(several.value.fact)
