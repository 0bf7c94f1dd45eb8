"""The rules of daily work in the stock: what may be booked, what comes back, what is refused."""

from __future__ import annotations

from datetime import date

import pytest

from tests import make, make_stock
from voedselbrigade.domain.access import Role
from voedselbrigade.domain.food import Allergen, AllergenState
from voedselbrigade.domain.places import HubId
from voedselbrigade.errors import NotAllowed, NotFound, NotPossible, WrongWords
from voedselbrigade.services import stock_dates, stock_items, stocking
from voedselbrigade.services.stocking import Delivered, Issued
from voedselbrigade.stock.lots import (
    DateKind,
    Item,
    ItemId,
    Storage,
    WriteOffReason,
)
from voedselbrigade.wiring import Home

TGT, THT = DateKind.TGT, DateKind.THT


@pytest.fixture
def home(sqlite_home: Home) -> Home:
    """These rules have no business with the kind of database."""
    return sqlite_home


def give(
    home: Home, hub: HubId, item: ItemId, quantity: int, cause: str = "dinsdag", **how: object
) -> Issued:
    with home.work(home.system) as work:
        return stocking.issue(work, hub, item, quantity, cause, **how)  # type: ignore[arg-type]


def test_a_delivery_with_a_cause_of_its_own_counts_once(home: Home) -> None:
    hub, rice = make_stock.bank(home), make_stock.kept(home)
    for _ in range(2):
        with home.work(home.system) as work:
            stocking.receive(work, hub.id, Delivered(rice.id, 6), cause="bon 17 regel 2")
    assert make_stock.total(home) == 6


def test_what_came_in_and_left_again_cannot_be_undone(home: Home) -> None:
    hub, rice = make_stock.bank(home), make_stock.kept(home)
    with home.work(home.system) as work:
        cause = stocking.receive(work, hub.id, Delivered(rice.id, 8)).cause
    give(home, hub.id, rice.id, 3)
    with pytest.raises(NotPossible), home.work(home.system) as work:
        stocking.undo(work, cause)
    with pytest.raises(NotFound), home.work(home.system) as work:
        stocking.undo(work, "receive:nooit")
    assert make_stock.total(home) == 5


def test_the_books_keep_what_was_and_what_was_taken_back(home: Home) -> None:
    hub, rice = make_stock.bank(home), make_stock.kept(home)
    make_stock.came(home, hub, rice, 8)
    with home.work(home.system) as work:
        cause = stocking.issue(work, hub.id, rice.id, 3, "x").cause
        stocking.undo(work, cause)
        booked = work.store.stock.books.of_cause(cause)
    assert [(m.move.quantity, m.undoes) for m in booked] == [(3, False), (3, True)]


def test_meals_from_a_kitchen_are_counted_and_not_booked(home: Home) -> None:
    hub, soup = make_stock.bank(home), make_stock.kept(home, "Soep", kept=False)
    with pytest.raises(NotPossible) as told:
        make_stock.came(home, hub, soup, 4)
    assert told.value.fact.code == "stock.not_kept"


def test_what_arrives_too_late_is_booked_and_said(home: Home) -> None:
    hub, milk = make_stock.bank(home), make_stock.kept(home, "Melk")
    with home.work(home.system) as work:
        done = stocking.receive(work, hub.id, Delivered(milk.id, 4, TGT, make_stock.days(-1)))
    assert [fact.code for fact in done.warnings] == ["stock.past_tgt"]
    assert make_stock.total(home) == 4


@pytest.mark.parametrize(
    "wrong",
    [
        {"quantity": 0},
        {"quantity": -3},
        {"quantity": 10**7},
        {"kind": TGT},
        {"ends_on": date(2026, 12, 1)},
        {"kind": TGT, "ends_on": date(1926, 12, 1)},
        {"price_cents": -1},
    ],
)
def test_a_delivery_that_cannot_be_is_refused(sqlite_home: Home, wrong: dict[str, object]) -> None:
    hub, rice = make_stock.bank(sqlite_home), make_stock.kept(sqlite_home)
    came = Delivered(**({"item": rice.id, "quantity": 1} | wrong))  # type: ignore[arg-type]
    with pytest.raises(WrongWords), sqlite_home.work(sqlite_home.system) as work:
        stocking.receive(work, hub.id, came)


def test_a_hundred_times_the_usual_quantity_is_asked_about(home: Home) -> None:
    hub, rice = make_stock.bank(home), make_stock.kept(home)
    make_stock.came(home, hub, rice, 10)
    with home.view(home.system) as work:
        assert stocking.doubts(work, Delivered(rice.id, 400)) == ()
        (fact,) = stocking.doubts(work, Delivered(rice.id, 1000))
    assert fact.values["most"] == 10


def test_staff_of_a_hub_books_in_its_own_hub_only(home: Home) -> None:
    here, there = make_stock.bank(home), make_stock.bank(home, "Bank Noord")
    rice = make_stock.kept(home)
    ria = make.account(home, "Ria", Role.HUB_STAFF, hub=here.id)
    make_stock.came(home, here, rice, 4, by=ria)
    with pytest.raises(NotAllowed):
        make_stock.came(home, there, rice, 4, by=ria)
    assert make_stock.total(home) == 4


def test_something_is_put_on_another_shelf_and_stays_in_the_hub(home: Home) -> None:
    hub, rice = make_stock.bank(home), make_stock.kept(home)
    lot = make_stock.came(home, hub, rice, 9)
    with home.work(home.system) as work:
        shelf = stock_items.add_place(work, hub.id, "Magazijn", "C3", Storage.AMBIENT)
        (held,) = work.store.stock.books.of([lot.id])
        stocking.move(work, (lot.id, held.place.id), shelf.id, 4)
        lying = {h.place.label: h.quantity for h in work.store.stock.books.of([lot.id])}
    assert lying == {"": 5, "Magazijn C3": 4}


def test_food_that_is_written_off_leaves_with_its_reason(home: Home) -> None:
    hub, rice = make_stock.bank(home), make_stock.kept(home)
    lot = make_stock.came(home, hub, rice, 9)
    with home.work(home.system) as work:
        (held,) = work.store.stock.books.of([lot.id])
        spot = (lot.id, held.place.id)
        stocking.write_off(work, spot, 2, WriteOffReason.DAMAGED, "gescheurd")
        with pytest.raises(NotPossible):
            stocking.write_off(work, spot, 8, WriteOffReason.LOST)
        (_, out) = work.store.stock.books.of_lots([lot.id])
    assert out.reason == "damaged: gescheurd"
    assert make_stock.total(home) == 7


def test_chilled_food_comes_back_once_and_within_two_hours(home: Home) -> None:
    hub = make_stock.bank(home)
    milk = make_stock.kept(home, "Melk", storage=Storage.CHILLED)
    lot = make_stock.came(home, hub, milk, 6, kind=TGT)
    cause = give(home, hub.id, milk.id, 6).cause
    with home.work(home.system) as work:
        place = work.store.stock.places.of_hub(hub.id)[0].id
        with pytest.raises(NotPossible):
            stocking.bring_back(work, cause, (lot.id, place), 2, 7201)
        back = stocking.bring_back(work, cause, (lot.id, place), 2, 7200)
        again = stocking.bring_back(work, cause, (lot.id, place), 2, 7200)
        with pytest.raises(NotPossible):
            stocking.bring_back(work, cause, (lot.id, place), 7, 600)
        assert again.again
        returned = back.movements[0].move.lot
    assert make_stock.on_hand(home) == {("Melk", f"P-{returned:06d}"): 2}
    second = give(home, hub.id, milk.id, 2, "nog eens").cause
    with pytest.raises(NotPossible) as told, home.work(home.system) as work:
        stocking.bring_back(work, second, (returned, place), 1, 60)
    assert told.value.fact.code == "stock.back_twice"


def test_a_sack_becomes_bags_that_keep_their_date(home: Home) -> None:
    hub, sack = make_stock.bank(home), make_stock.kept(home, "Rijst 25 kg")
    bag = make_stock.kept(home, "Rijst 1 kg")
    lot = make_stock.came(home, hub, sack, 2)
    with home.work(home.system) as work:
        (held,) = work.store.stock.books.of([lot.id])
        made = stock_dates.repack(work, (lot.id, held.place.id), 1, bag, 25).lots[0]
    assert (made.ends_on, made.made_from) == (lot.ends_on, lot.id)
    assert sorted(make_stock.on_hand(home).values()) == [1, 25]


def test_repacking_takes_no_allergen_out_of_food_and_a_double_click_repacks_once(
    sqlite_home: Home,
) -> None:
    home, hub = sqlite_home, make_stock.bank(sqlite_home)
    flour = make_stock.kept(home, "Bloem 10 kg", allergens={Allergen.GLUTEN: AllergenState.YES})
    bag = make_stock.kept(home, "Bloem 1 kg")
    free = make_stock.kept(home, "Meel", allergens={Allergen.GLUTEN: AllergenState.NO})
    lot = make_stock.came(home, hub, flour, 2)
    with home.work(home.system) as work:
        (held,) = work.store.stock.books.of([lot.id])
    spot = (lot.id, held.place.id)
    with pytest.raises(NotPossible) as told, home.work(home.system) as work:
        stock_dates.repack(work, spot, 1, free, 10)
    assert told.value.fact.code == "stock.repack_allergen"
    for _ in range(2):
        with home.work(home.system) as work:
            stock_dates.repack(work, spot, 1, bag, 10, "klik")
    assert sorted(make_stock.on_hand(home).values()) == [1, 10]


def test_the_list_of_what_expires_says_what_may_still_go_and_what_may_be_frozen(
    home: Home,
) -> None:
    hub = make_stock.bank(home)
    meat = make_stock.kept(home, "Gehakt", category="vlees", storage=Storage.CHILLED)
    rice = make_stock.kept(home)
    make_stock.came(home, hub, meat, 8, kind=TGT, ends_on=make_stock.days(1))
    make_stock.came(home, hub, meat, 2, kind=TGT, ends_on=make_stock.days(-1))
    make_stock.came(home, hub, rice, 5, ends_on=make_stock.days(-2))
    make_stock.came(home, hub, rice, 5, ends_on=make_stock.days(200))
    with home.view(home.system) as work:
        found = stock_dates.expiring(work, hub.id)
    told = [(one.item.name, one.reason.code if one.reason else None) for one in found]
    assert told == [
        ("Gehakt", "stock.past_tgt"),
        ("Gehakt", None),
        ("Rijst", "stock.look_first"),
    ]
    assert [one.freeze for one in found[:2]] == [None, make_stock.days(60)]


def test_food_past_its_date_goes_out_after_somebody_looked_and_not_when_it_was_bad(
    home: Home,
) -> None:
    hub, rice = make_stock.bank(home), make_stock.kept(home)
    lot = make_stock.came(home, hub, rice, 5, ends_on=make_stock.days(-2))
    with pytest.raises(NotPossible):
        give(home, hub.id, rice.id, 1)
    with home.work(home.system) as work:
        stock_dates.note_check(work, lot.id, good=True)
    give(home, hub.id, rice.id, 1)
    with home.work(home.system) as work:
        stock_dates.note_check(work, lot.id, good=False, note="bol staand blik")
        assert [n.note for n in work.store.stock.lots.notes(lot.id)] == ["", "bol staand blik"]
    with pytest.raises(NotPossible):
        give(home, hub.id, rice.id, 1, "nog een")


def test_a_fridge_that_is_too_warm_says_what_lies_in_it(home: Home) -> None:
    hub = make_stock.bank(home)
    milk = make_stock.kept(home, "Melk", storage=Storage.CHILLED)
    make_stock.came(home, hub, milk, 6, kind=TGT)
    make_stock.came(home, hub, make_stock.kept(home), 6)
    with home.work(home.system) as work:
        assert stock_dates.measure(work, hub.id, "Koelcel", Storage.CHILLED, 70).problem is None
        warm = stock_dates.measure(work, hub.id, "Koelcel", Storage.CHILLED, 71)
    assert warm.problem is not None
    assert [(item.name, held.quantity) for item, held in warm.affected] == [("Melk", 6)]
    with home.view(home.system) as work:
        assert [one.reading.tenths_c for one in stock_dates.measured(work, hub.id)] == [71]


def test_an_item_needs_a_name_of_its_own_and_a_code_that_adds_up(home: Home) -> None:
    rice = make_stock.kept(home)
    with home.work(home.system) as work:
        with pytest.raises(NotPossible):
            stock_items.add(work, Item(ItemId(0), " RIJST "))
        for wrong in (
            Item(ItemId(0), " "),
            Item(ItemId(0), "x", ean="123"),
            Item(ItemId(0), "y", pack=0),
        ):
            with pytest.raises(WrongWords):
                stock_items.add(work, wrong)
        stock_items.save(work, Item(rice.id, "Rijst wit", minimum=12))
    with home.view(home.system) as work:
        assert stock_items.revision(work, rice.id)[0].minimum == 12
        fields = {change.field for change in stock_items.history(work, rice.id)}
    assert {"name", "minimum"} <= fields
