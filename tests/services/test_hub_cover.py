"""For how long there is food at every hub: which is in need first, and whom nobody asks."""

from __future__ import annotations

from datetime import timedelta

from tests import make, make_stock
from voedselbrigade.domain.access import Role
from voedselbrigade.domain.places import Hub
from voedselbrigade.domain.rhythm import Rhythm
from voedselbrigade.services import hub_cover, parcels, stock_ahead, stocking
from voedselbrigade.services.hub_cover import Supply
from voedselbrigade.stock.lots import Item
from voedselbrigade.stock.parcels import (
    AgeBand,
    Household,
    HouseholdId,
    Recipe,
    RecipeId,
    RecipeLine,
)
from voedselbrigade.wiring import Home


def family(home: Home, hub: Hub) -> None:
    """Two people who come every Monday."""
    with home.work(home.system) as work:
        people = {AgeBand.ADULT: 2}
        made = Household(HouseholdId(0), hub.id, "Bos", people=people, rhythm=Rhythm({0: 1}))
        parcels.add_household(work, made)


def stocked(home: Home, name: str, item: Item, there: int, asked: bool = True) -> Hub:
    hub = make_stock.bank(home, name)
    if there:
        make_stock.came(home, hub, item, there)
    if asked:
        family(home, hub)
    return hub


def test_the_hub_that_runs_out_first_is_told_first_and_an_empty_corner_is_left_out(
    sqlite_home: Home,
) -> None:
    home, rice = sqlite_home, make_stock.kept(sqlite_home, unit_g=1000)
    milk = make_stock.kept(home, "Melk", unit_g=1000)
    with home.work(home.system) as work:
        lines = (RecipeLine(rice.id, 2), RecipeLine(milk.id, 2))
        parcels.add_recipe(work, Recipe(RecipeId(0), "gewoon", 1, 9, lines))
    stocked(home, "Ruim", rice, 40)
    stocked(home, "Even", rice, 4)
    stocked(home, "Leeg", rice, 0)
    stocked(home, "Zonder vraag", rice, 5, asked=False)
    make_stock.bank(home, "Niets")
    with home.view(home.system) as work:
        found = hub_cover.all_hubs(work)
    told = [(one.hub.name, one.supply) for one in found]
    assert told == [
        ("Leeg", Supply.SHORT),
        ("Even", Supply.WEEK),
        ("Ruim", Supply.ENOUGH),
        ("Zonder vraag", Supply.NOT_ASKED),
    ]
    empty, _, plenty, _ = found
    assert [one.name for one in plenty.first_out] == ["Melk"]
    assert (empty.days, empty.grams, plenty.grams) == (0.0, 0, 40_000)


def test_staff_of_a_hub_sees_its_own_hub(sqlite_home: Home) -> None:
    rice = make_stock.kept(sqlite_home)
    mine = stocked(sqlite_home, "Zuid", rice, 4)
    stocked(sqlite_home, "Noord", rice, 4)
    staff = make.account(sqlite_home, "Piet", Role.HUB_STAFF, hub=mine.id)
    with sqlite_home.view(staff) as work:
        assert [one.hub.id for one in hub_cover.all_hubs(work)] == [mine.id]


def test_food_without_a_weight_counts_and_what_is_no_food_does_not(sqlite_home: Home) -> None:
    home, rice = sqlite_home, make_stock.kept(sqlite_home)
    soap = make_stock.kept(home, "Zeep", category="non_food")
    with home.work(home.system) as work:
        lines = (RecipeLine(rice.id, 1), RecipeLine(soap.id, 1))
        parcels.add_recipe(work, Recipe(RecipeId(0), "gewoon", 1, 9, lines))
    stocked(home, "Zuid", rice, 2)
    with home.view(home.system) as work:
        (one,) = hub_cover.all_hubs(work)
    assert one.days == 14.0
    assert one.grams == 1200


def test_a_hub_where_a_whole_kind_runs_out_is_not_well_off(sqlite_home: Home) -> None:
    home, rice = sqlite_home, make_stock.kept(sqlite_home, unit_g=1000)
    milk = make_stock.kept(home, "Melk", unit_g=1000, category="zuivel")
    with home.work(home.system) as work:
        lines = (RecipeLine(rice.id, 2), RecipeLine(milk.id, 1))
        parcels.add_recipe(work, Recipe(RecipeId(0), "gewoon", 1, 9, lines))
    stocked(home, "Zuid", rice, 40)
    with home.view(home.system) as work:
        (one,) = hub_cover.all_hubs(work)
    assert (one.days, one.supply) == (None, Supply.WEEK)
    assert [kind.days for kind in one.kinds] == [0.0]
    assert [product.name for product in one.first_out] == ["Melk"]


def agrees(home: Home) -> list[tuple[str, float | None]]:
    """Every hub as the list tells it, after holding it against that hub looked at alone."""
    with home.view(home.system) as work:
        found = hub_cover.all_hubs(work)
        for one in found:
            alone = stock_ahead.look_ahead(work, one.hub.id)
            soon = [c for c in alone.items if c.asked and c.days is not None and c.days < 8]
            assert one.days == alone.together.days
            assert [product.name for product in one.first_out] == [c.item.name for c in soon]
            assert [product.days for product in one.first_out] == [c.days for c in soon]
    return [(one.hub.name, one.days) for one in found]


def test_the_list_agrees_with_each_hub_before_and_after_what_went_out_is_added_up(
    home: Home, clock: make.Clock
) -> None:
    rice, milk = make_stock.kept(home), make_stock.kept(home, "Melk", unit_g=1000)
    banks = [make_stock.bank(home, name) for name in ("Zuid", "Noord")]
    for week in range(5):
        for bank, n in zip(banks, (3, 5), strict=True):
            for item in (rice, milk):
                make_stock.came(home, bank, item, n + 1, ends_on=clock.now.date() + timedelta(40))
                with home.work(home.system) as work:
                    wrong = stocking.issue(work, bank.id, item.id, n, f"balie {week}").cause
        clock.passes(days=6 + week % 2)
    said = agrees(home)
    assert [name for name, days in said if days is not None] == ["Noord", "Zuid"]
    for _ in range(2):
        home.daily()
        assert agrees(home) == said
        clock.passes(hours=2)
    with home.work(home.system) as work:
        stocking.issue(work, banks[0].id, rice.id, 4, "later")
        stocking.undo(work, wrong)
    later = agrees(home)
    clock.passes(days=1)
    home.daily()
    assert agrees(home) != said != later
