"""A delivery day in the stock: reserved when published, issued at the door, back when not home."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests import make_stock
from tests.make import TUESDAY, address, located, recipient, volunteer
from tests.make import hub as a_hub
from tests.make_days import Office, office
from voedselbrigade.domain.food import Allergen, AllergenState, Diet, MealKind
from voedselbrigade.domain.people import Base
from voedselbrigade.errors import NotPossible
from voedselbrigade.services import delivering, recalling, stock_checking, stocking
from voedselbrigade.services.stock_store import ReceiverKind
from voedselbrigade.stock.lots import DateKind, Item, Lot, MovementKind, Storage, WriteOffReason
from voedselbrigade.stock.recalls import RecallBy
from voedselbrigade.wiring import Home

GOOD = 3


class Bench:
    """A kitchen that keeps chilled meals, three people who eat them, and one cyclist."""

    def __init__(self, home: Home, people: int = 3, **about: Any) -> None:
        self.desk: Office = office(home)
        self.home = home
        [self.hub] = self.desk.add(a_hub())
        row = [
            recipient(
                f"Wit{n}",
                address=address(n),
                located=located(0, n),
                meal_kind=MealKind.CHILLED,
                **about,
            )
            for n in range(1, people + 1)
        ]
        self.people = self.desk.add(*row)
        self.desk.add(volunteer("Ineke"))
        self.meal = self.item("Stamppot")

    def item(self, name: str, **about: Any) -> Item:
        return make_stock.kept(
            self.home, name, category="maaltijd_koel", storage=Storage.CHILLED, **about
        )

    def came(self, quantity: int, ends: int = GOOD, item: Item | None = None) -> Lot:
        what, end = item or self.meal, make_stock.days(ends)
        return make_stock.came(self.home, self.hub, what, quantity, kind=DateKind.TGT, ends_on=end)

    def published(self) -> Bench:
        self.desk.plan()
        self.desk.publish()
        return self

    def settle(self, text: str) -> None:
        with self.home.work(self.desk.actor) as work:
            delivering.settle_lines(work, TUESDAY, text)

    def reserved(self) -> int:
        with self.home.view(self.home.system) as work:
            return sum(one.held.reserved for one in stocking.on_hand(work, self.hub.id))

    def lies(self) -> int:
        return make_stock.total(self.home, self.hub)

    def whole(self) -> bool:
        with self.home.view(self.home.system) as work:
            return stock_checking.disagreements(work) == ()


def codes(facts: Any) -> list[str]:
    return [fact.code for fact in facts if fact.code.startswith("stock.")]


def test_publishing_reserves_and_delivering_issues(home: Home) -> None:
    bench = Bench(home)
    bench.came(5)
    bench.published()
    assert (bench.lies(), bench.reserved()) == (5, 3)
    bench.settle("R01 1G 2G")
    assert (bench.lies(), bench.reserved()) == (3, 1)
    bench.settle("R01 1G 2G")
    assert bench.lies() == 3
    with home.view(home.system) as work:
        found = [m for m in stocking.last_movements(work) if m.kind is MovementKind.ISSUE]
        [got] = work.store.stock.books.receivers([found[0].cause])
    assert found[0].reason in ("R01 1", "R01 2")
    assert got.kind is ReceiverKind.RECIPIENT
    assert bench.whole()


def test_what_is_reserved_for_a_route_is_not_given_out_at_the_desk(sqlite_home: Home) -> None:
    bench = Bench(sqlite_home)
    bench.came(4)
    bench.published()
    with pytest.raises(NotPossible), sqlite_home.work(sqlite_home.system) as work:
        stocking.issue(work, bench.hub.id, bench.meal.id, 2, "balie")


def test_meals_of_a_kitchen_that_keeps_none_are_counted_and_not_booked(sqlite_home: Home) -> None:
    bench = Bench(sqlite_home)
    bench.desk.plan()
    assert codes(bench.desk.look().warnings) == []
    bench.desk.publish()
    bench.settle("R01 1-3G")
    with sqlite_home.view(sqlite_home.system) as work:
        assert stocking.last_movements(work) == ()


def test_publishing_again_keeps_what_was_set_aside_and_frees_who_is_cancelled(home: Home) -> None:
    bench = Bench(home)
    bench.came(2, ends=2)
    bench.came(5, ends=4)
    bench.published()
    with home.view(home.system) as work:
        before = work.store.stock.books.promised_on(TUESDAY)
    gone = bench.people[1]
    bench.desk.change(replace(gone, state=gone.state.STOPPED))
    bench.published()
    with home.view(home.system) as work:
        after = work.store.stock.books.promised_on(TUESDAY)
    assert set(before) - set(after) == {f"stop:{TUESDAY.isoformat()}:{gone.id}"}
    assert all(after[cause] == before[cause] for cause in after)
    assert bench.whole()


def test_a_shortage_warns_and_what_left_without_being_in_the_books_shows(home: Home) -> None:
    bench = Bench(home)
    bench.came(2)
    bench.desk.plan()
    seen = bench.desk.look()
    assert seen.blocks == ()
    [short] = [fact for fact in seen.warnings if fact.code == "stock.meals_short"]
    assert (short.values["n"], short.values["kind"]) == (1, "chilled")
    bench.desk.publish()
    bench.settle("R01 1-3G")
    assert sorted(make_stock.on_hand(home).values()) == [-1]
    assert bench.whole()


def test_a_use_by_date_that_passed_or_a_recall_blocks_what_would_go_along(
    sqlite_home: Home,
) -> None:
    bench = Bench(sqlite_home)
    bench.came(2)
    late = bench.came(9, ends=0)
    bench.desk.plan()
    assert codes(bench.desk.look().blocks) == ["stock.meals_expired"]
    with pytest.raises(NotPossible):
        bench.desk.publish()
    with sqlite_home.work(sqlite_home.system) as work:
        held = work.store.stock.books.of([late.id])[0]
        stocking.write_off(work, (late.id, held.place.id), 9, WriteOffReason.PAST_DATE)
        recalling.recall(work, RecallBy.ITEM, "Stamppot", "glas")
    assert codes(bench.desk.look().blocks) == ["stock.meals_recalled"]


def test_enough_good_meals_beside_an_old_one_block_nothing(sqlite_home: Home) -> None:
    bench = Bench(sqlite_home)
    bench.came(3)
    bench.came(9, ends=0)
    bench.desk.plan()
    seen = bench.desk.look()
    assert codes(seen.blocks) + codes(seen.warnings) == []


def test_an_allergen_or_a_meal_of_which_nothing_is_known_blocks(sqlite_home: Home) -> None:
    allergic = {"allergens": {Allergen.NUTS: AllergenState.YES}}
    bench = Bench(sqlite_home, people=1, **allergic)
    kitchen = replace(bench.hub, leaves_out={Allergen.NUTS: AllergenState.YES})
    bench.desk.change(kitchen)
    bench.came(2)
    bench.desk.plan()
    assert codes(bench.desk.look().blocks) == ["stock.meals_unknown"]
    without = bench.item("Rijsttafel", allergens={Allergen.NUTS: AllergenState.NO})
    bench.came(2, item=without)
    bench.desk.publish()
    with sqlite_home.view(sqlite_home.system) as work:
        [spots] = work.store.stock.books.promised_on(TUESDAY).values()
        [lot] = work.store.stock.lots.some(lot for lot, _ in spots).values()
    assert lot.item == without.id


def test_who_asks_most_of_the_food_is_served_first(sqlite_home: Home) -> None:
    bench = Bench(sqlite_home, people=2)
    bench.desk.change(replace(bench.people[1], diets=frozenset({Diet.VEGETARIAN})))
    veg = bench.item("Linzen", suits=frozenset({Diet.VEGETARIAN}))
    bench.came(1, ends=2, item=veg)  # ends first, so would go first to anybody
    bench.came(1, ends=5)
    bench.desk.plan()
    assert codes(bench.desk.look().warnings) == []


def test_a_chilled_meal_comes_back_once_and_cold_and_goes_out_again_when_corrected(
    home: Home,
) -> None:
    bench = Bench(home, people=1)
    bench.came(2)
    bench.published()
    bench.settle("R01 1N")
    assert bench.lies() == 2
    with home.view(home.system) as work:
        lots = [one.held.lot for one in stocking.on_hand(work, bench.hub.id)]
    assert sorted(lot.returned for lot in lots) == [False, True]
    bench.settle("R01 1G")
    assert bench.lies() == 1
    bench.settle("R01 1N")
    assert bench.lies() == 2
    with home.work(home.system) as work:
        report = recalling.recall(work, RecallBy.ITEM, "Stamppot", "glas")
    assert (report.handed_out, sum(one.quantity for one in report.lying)) == ((), 2)
    assert bench.whole()


def test_food_that_was_out_too_long_or_does_not_come_back_is_written_off(
    sqlite_home: Home,
) -> None:
    bench = Bench(sqlite_home, people=1)
    bench.came(2)
    bench.published()
    bench.settle("R01 1N 15:30")
    assert bench.lies() == 1
    with sqlite_home.view(sqlite_home.system) as work:
        kinds = [m.kind for m in stocking.last_movements(work)]
    assert kinds[0] is MovementKind.WRITE_OFF
    bench.settle("R01 1G 12:00")
    with sqlite_home.view(sqlite_home.system) as work:
        bought = stocking.last_movements(work)
    assert {m.kind for m in bought} >= {MovementKind.ISSUE}
    assert bench.lies() == 1
    assert bench.whole()


def test_a_driver_who_goes_home_brings_nothing_back_to_the_fridge(sqlite_home: Home) -> None:
    bench = Bench(sqlite_home, people=1)
    with sqlite_home.work(sqlite_home.system) as work:
        [driver] = work.store.volunteers.all()
        work.store.volunteers.save(replace(driver, ends=Base.ANYWHERE), work.cause())
    bench.came(2)
    bench.published()
    bench.settle("R01 1W")
    assert bench.lies() == 1


def test_a_worry_alone_leaves_the_meal_where_it_is(sqlite_home: Home) -> None:
    bench = Bench(sqlite_home, people=1)
    bench.came(2)
    bench.published()
    bench.settle("R01 1Z")
    assert (bench.lies(), bench.reserved()) == (2, 1)
