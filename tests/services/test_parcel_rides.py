"""A household that cannot come: its parcel rides along, and the books follow what the door says."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests import make_stock
from tests.make import TUESDAY, Clock, address, by_office, located, recipient, volunteer
from tests.make import hub as a_hub
from tests.make_days import Office, office
from voedselbrigade.domain.people import Base, RecipientState
from voedselbrigade.domain.places import Hub, HubKind
from voedselbrigade.domain.rhythm import Rhythm
from voedselbrigade.errors import NotFound, NotPossible
from voedselbrigade.services import (
    delivering,
    merging,
    parcels,
    printing,
    recall_calls,
    recalling,
    stock_checking,
    stocking,
)
from voedselbrigade.stock.lots import DateKind, Item, Lot, Storage
from voedselbrigade.stock.parcels import (
    AgeBand,
    Household,
    HouseholdId,
    HouseholdState,
    ParcelState,
    Recipe,
    RecipeId,
    RecipeLine,
)
from voedselbrigade.stock.recalls import RecallBy
from voedselbrigade.wiring import Home


class Bench:
    """Two people on a route from an outlet; the parcel of the first holds rice and cold milk."""

    def __init__(self, home: Home, outlet: Hub | None = None, **rider: Any) -> None:
        self.desk: Office = office(home)
        self.home = home
        [self.hub] = self.desk.add(a_hub())
        self.outlet = outlet or self.hub
        people = [recipient(f"Wit{n}", address=address(n), located=located(0, n)) for n in (1, 2)]
        self.people = self.desk.add(*people)
        self.desk.add(volunteer("Ineke", most_crates=2, **rider))
        self.rice = make_stock.kept(home)
        self.milk = make_stock.kept(home, "Melk", category="zuivel", storage=Storage.CHILLED)
        self.lots = [self.came(self.rice, Storage.AMBIENT), self.came(self.milk, Storage.CHILLED)]
        self.family = self.household()

    def came(self, item: Item, storage: Storage) -> Lot:
        kind = DateKind.TGT if storage is Storage.CHILLED else DateKind.THT
        ends = make_stock.days(6)
        return make_stock.came(self.home, self.outlet, item, 5, kind=kind, ends_on=ends)

    def household(self) -> Household:
        made = Household(
            HouseholdId(0),
            self.outlet.id,
            number="B101",
            people={AgeBand.ADULT: 1},
            rhythm=Rhythm({TUESDAY.weekday(): 1}),
            recipient=self.people[0].id,
        )
        lines = (RecipeLine(self.rice.id, 2), RecipeLine(self.milk.id, 1))
        with self.home.work(self.home.system) as work:
            parcels.add_recipe(work, Recipe(RecipeId(0), "klein", 1, 9, lines))
            return parcels.add_household(work, made)

    def filled(self) -> Bench:
        with self.home.work(self.home.system) as work:
            parcels.fill(work, self.outlet.id, TUESDAY)
        return self

    def published(self) -> Bench:
        self.desk.plan()
        self.desk.publish()
        return self

    @property
    def stop(self) -> str:
        """The stop of the first person, as it is typed."""
        [found] = self.sheet_stops(with_parcel=True)
        return found

    def sheet_stops(self, with_parcel: bool) -> list[str]:
        with self.home.work(self.home.system) as work:
            sheets = printing.print_day(work, TUESDAY).sheets
        stops = [stop for sheet in sheets for stop in sheet.stops]
        return [stop.number for stop in stops if bool(stop.parcels) is with_parcel]

    def settle(self, letter: str) -> None:
        text = f"R01 {self.stop}{letter}"
        with self.home.work(self.desk.actor) as work:
            delivering.settle_lines(work, TUESDAY, text)

    def there(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for (name, _), n in make_stock.on_hand(self.home, self.outlet).items():
            found[name] = found.get(name, 0) + n
        return found

    def reserved(self) -> int:
        with self.home.view(self.home.system) as work:
            return sum(one.held.reserved for one in stocking.on_hand(work, self.outlet.id))

    def state(self) -> ParcelState:
        with self.home.view(self.home.system) as work:
            return parcels.parcels(work, self.outlet.id, TUESDAY)[0].state

    def whole(self) -> bool:
        with self.home.view(self.home.system) as work:
            return stock_checking.disagreements(work) == ()


def rides(facts: Any) -> list[str]:
    return [fact.code for fact in facts if fact.code.startswith("stock.ride")]


def test_a_parcel_stands_on_the_sheet_and_leaves_the_books_at_the_door(home: Home) -> None:
    bench = Bench(home).filled().published()
    assert (bench.reserved(), bench.there()) == (3, {"Rijst": 5, "Melk": 5})
    assert len(bench.sheet_stops(with_parcel=False)) == 1
    for _ in range(2):
        bench.settle("G")
        assert (bench.reserved(), bench.there()) == (0, {"Rijst": 3, "Melk": 4})
    assert bench.state() is ParcelState.HANDED_OUT
    assert bench.whole()


def test_nobody_home_brings_dry_food_back_and_cold_food_once(sqlite_home: Home) -> None:
    bench = Bench(sqlite_home).filled().published()
    bench.settle("N")
    assert (bench.reserved(), bench.there()) == (0, {"Rijst": 5, "Melk": 5})
    assert bench.state() is ParcelState.NOT_COME
    with sqlite_home.view(sqlite_home.system) as work:
        [back] = [one for one in work.store.stock.lots.of_item(bench.milk.id) if one.returned]
        [held] = work.store.stock.books.of([back.id])
    assert (held.quantity, back.made_from) == (1, bench.lots[1].id)
    bench.settle("G")
    assert bench.there() == {"Rijst": 3, "Melk": 4}
    assert bench.whole()


def test_cold_food_that_does_not_come_back_in_time_is_written_off(sqlite_home: Home) -> None:
    bench = Bench(sqlite_home, ends=Base.ANYWHERE).filled().published()
    bench.settle("N")
    assert bench.there() == {"Rijst": 5, "Melk": 4}
    with sqlite_home.work(sqlite_home.system) as work:
        parcels.hand_out(work, bench.outlet.id, TUESDAY, bench.family.id, came=True)
    assert bench.there() == {"Rijst": 3, "Melk": 4}
    assert bench.whole()


def test_a_parcel_that_is_not_filled_warns_before_publishing(sqlite_home: Home) -> None:
    bench = Bench(sqlite_home)
    bench.desk.plan()
    assert rides(bench.desk.look().warnings) == ["stock.ride_not_filled"]
    bench.filled()
    assert rides(bench.desk.look().warnings) == []


def test_a_parcel_that_lies_elsewhere_is_carried_there_first(sqlite_home: Home) -> None:
    away = a_hub("Bank Noord", kind=HubKind.FOOD_BANK, supplies_meals=False)
    with sqlite_home.work(sqlite_home.system) as work:
        bank = work.store.hubs.add(away, by_office())
    bench = Bench(sqlite_home, bank).filled()
    bench.desk.plan()
    [told] = [one for one in bench.desk.look().warnings if one.code == "stock.ride_elsewhere"]
    assert (told.values["hub"], told.values["names"]) == ("Bank Noord", ("B101",))


def test_a_parcel_of_somebody_who_is_on_no_route_is_told(sqlite_home: Home) -> None:
    bench = Bench(sqlite_home).filled()
    with sqlite_home.work(sqlite_home.system) as work:
        away = replace(bench.people[0], state=RecipientState.PAUSED)
        work.store.recipients.save(away, work.cause())
    bench.desk.plan()
    assert rides(bench.desk.look().warnings) == ["stock.ride_stays"]


def test_the_stock_of_a_delivered_parcel_is_put_right_at_the_results(sqlite_home: Home) -> None:
    bench = Bench(sqlite_home).filled().published()
    bench.settle("N")
    with sqlite_home.view(sqlite_home.system) as work:
        causes = {one.cause for one in stocking.last_movements(work) if "parcel" in one.cause}
    assert causes
    for cause in causes:
        with pytest.raises(NotPossible), sqlite_home.work(sqlite_home.system) as work:
            stocking.undo(work, cause)


def test_a_household_is_brought_to_somebody_who_is_on_the_list(sqlite_home: Home) -> None:
    bench = Bench(sqlite_home)
    with pytest.raises(NotFound), sqlite_home.work(sqlite_home.system) as work:
        nobody = replace(bench.family, recipient=type(bench.people[0].id)(999))
        parcels.save_household(work, nobody)


def test_a_recall_finds_the_household_that_got_its_parcel_brought(sqlite_home: Home) -> None:
    bench = Bench(sqlite_home).filled().published()
    bench.settle("G")
    with sqlite_home.work(sqlite_home.system) as work:
        found = recalling.recall(work, RecallBy.ITEM, "Melk", "glas")
        calls = recall_calls.call_list(work, found.recall.id)
    assert [one.quantity for one in found.handed_out] == [1]
    assert len(calls) == 1


def test_recalled_food_in_a_parcel_blocks_publishing_until_it_is_filled_anew(
    sqlite_home: Home,
) -> None:
    bench = Bench(sqlite_home).filled()
    bench.desk.plan()
    with sqlite_home.work(sqlite_home.system) as work:
        recalling.recall(work, RecallBy.ITEM, "Melk", "glas")
    assert [fact.code for fact in bench.desk.look().blocks] == ["stock.ride_recalled"]
    with pytest.raises(NotPossible):
        bench.desk.publish()
    bench.filled()
    assert bench.desk.look().blocks == ()
    bench.desk.publish()


def test_whose_double_is_joined_still_gets_the_parcel_brought(sqlite_home: Home) -> None:
    bench = Bench(sqlite_home)
    first, second = bench.people
    with sqlite_home.work(sqlite_home.system) as work:
        revision = work.store.recipients.revision(second.id).number
        merging.merge(work, second, revision, first.id)
    with sqlite_home.view(sqlite_home.system) as work:
        assert parcels.household(work, bench.family.id)[0].recipient == second.id


def test_a_household_is_kept_when_who_it_was_brought_to_is_forgotten(sqlite_home: Home) -> None:
    bench = Bench(sqlite_home)
    with sqlite_home.work(sqlite_home.system) as work:
        work.store.recipients.remove(bench.people[0].id, work.cause())
        parcels.save_household(work, replace(bench.family, phone="0701234567"))
    bench.filled()
    bench.desk.plan()
    assert rides(bench.desk.look().warnings) == ["stock.ride_stays"]


def test_a_household_that_stopped_is_forgotten_in_time(sqlite_home: Home, clock: Clock) -> None:
    home = sqlite_home
    bench = Bench(home)
    with home.work(home.system) as work:
        stopped = replace(bench.family, state=HouseholdState.STOPPED)
        parcels.save_household(work, stopped)
    for days, left in ((365, 1), (1, 0)):
        clock.passes(days=days)
        home.daily()
        with home.view(home.system) as work:
            assert len(work.store.stock.households.all()) == left
