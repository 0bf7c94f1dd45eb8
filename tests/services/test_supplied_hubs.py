"""A hub says which kitchen its meals come from: in a list, in a form, and when hubs are joined."""

from __future__ import annotations

from tests.make import MONDAY, account, address, hub
from tests.make_days import office
from tests.make_lists import everyone, hub_row, look, table, take
from tests.make_supplies import two_steps
from voedselbrigade.domain.history import PersonKind
from voedselbrigade.domain.places import Hub
from voedselbrigade.domain.tables import ListKind
from voedselbrigade.services import merging, registering
from voedselbrigade.services.forms import read_form, write_form
from voedselbrigade.wiring import Home

COLUMN = "Krijgt maaltijden van"
KITCHEN = {**hub_row(naam="Keuken De Pan"), COLUMN: ""}
POINT = {
    **hub_row(naam="Servicepunt Oost", soort="servicepunt", huisnr="9"),
    COLUMN: "keuken de pan",
}


def hubs(home: Home) -> dict[str, Hub]:
    return {one.name: one for one in everyone(home, PersonKind.HUB)}


def test_a_list_names_the_kitchen_and_the_point_then_has_meals(sqlite_home: Home) -> None:
    take(sqlite_home, table(KITCHEN), ListKind.HUBS)
    take(sqlite_home, table(KITCHEN, POINT), ListKind.HUBS)
    found = hubs(sqlite_home)
    assert found["Servicepunt Oost"].supplied_by == found["Keuken De Pan"].id
    assert found["Servicepunt Oost"].has_meals


def test_a_kitchen_of_the_same_list_is_known_when_it_is_read_again(sqlite_home: Home) -> None:
    listed = table(KITCHEN, POINT)
    (problem,) = look(sqlite_home, listed, ListKind.HUBS).rows[1].looks
    assert problem.fact.code == "import.unknown_supplied_by"
    take(sqlite_home, listed, ListKind.HUBS)
    assert hubs(sqlite_home)["Servicepunt Oost"].supplied_by is None
    take(sqlite_home, listed, ListKind.HUBS)
    assert hubs(sqlite_home)["Servicepunt Oost"].supplied_by is not None


def test_a_form_keeps_the_kitchen_and_an_empty_field_takes_it_away(sqlite_home: Home) -> None:
    desk = office(sqlite_home)
    kitchen, oost = two_steps(desk)
    with sqlite_home.view(desk.actor) as work:
        texts = write_form(oost, registering.names(work))
        assert texts["supplied_by"] == kitchen.name
        for text, expected in ((texts["supplied_by"], kitchen.id), ("", None)):
            read = read_form(ListKind.HUBS, {**texts, "supplied_by": text}, MONDAY)
            assert read.draft is not None
            one, problems = registering.understand(work, read.draft, read.mapping, oost)
            assert (problems, one.supplied_by) == ((), expected)  # type: ignore[union-attr]


def test_a_point_follows_its_kitchen_when_that_is_joined_with_its_double(sqlite_home: Home) -> None:
    desk = office(sqlite_home)
    kitchen, oost = two_steps(desk)
    (keep,) = desk.add(hub("Keuken De Goede Pan", address=address(3)))
    with sqlite_home.work(account(sqlite_home)) as work:
        merging.merge(work, keep, 1, kitchen.id)
    assert hubs(sqlite_home)[oost.name].supplied_by == keep.id
