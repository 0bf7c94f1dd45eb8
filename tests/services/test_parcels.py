"""Parcels of an outlet in the books: reserved, handed out, corrected, freed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests import make_stock
from voedselbrigade.domain.places import Hub
from voedselbrigade.domain.rhythm import Rhythm
from voedselbrigade.errors import NotFound, NotPossible, WrongWords
from voedselbrigade.services import parcels, recalling, stock_checking, stocking
from voedselbrigade.services.stock_store import ReceiverKind
from voedselbrigade.stock.lots import Item
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

TODAY = make_stock.TODAY
NEXT_WEEK = make_stock.days(7)


def outlet(home: Home, there: int, each: int = 2, families: int = 2) -> tuple[Hub, Item]:
    """So much rice, and families that get `each` of it on Mondays."""
    hub, rice = make_stock.bank(home), make_stock.kept(home)
    if there:
        make_stock.came(home, hub, rice, there)
    with home.work(home.system) as work:
        lines = (RecipeLine(rice.id, each),)
        parcels.add_recipe(work, Recipe(RecipeId(0), "gewoon", 1, 9, lines))
        for number in range(families):
            people = {AgeBand.ADULT: 1, AgeBand.CHILD: 1}
            made = Household(HouseholdId(0), hub.id, f"Gezin {number}", people=people)
            parcels.add_household(work, _weekly(made))
    return hub, rice


def _weekly(household: Household) -> Household:
    return replace(household, rhythm=Rhythm({0: 1}))


def fill(home: Home, hub: Hub, day: date = TODAY) -> parcels.FilledDay:
    with home.work(home.system) as work:
        return parcels.fill(work, hub.id, day)


def said(home: Home, hub: Hub, household: int, came: bool, day: date = TODAY) -> Any:
    with home.work(home.system) as work:
        return parcels.hand_out(work, hub.id, day, HouseholdId(household), came)


def whole(home: Home) -> bool:
    with home.view(home.system) as work:
        return stock_checking.disagreements(work) == ()


def test_filled_parcels_are_reserved_and_leave_when_they_are_handed_out(home: Home) -> None:
    hub, rice = outlet(home, there=5)
    done = fill(home, hub)
    assert [parcel.state for parcel in done.parcels] == [ParcelState.FILLED] * 2
    with pytest.raises(NotPossible), home.work(home.system) as work:
        stocking.issue(work, hub.id, rice.id, 2, "aan de balie")
    for _ in range(2):
        said(home, hub, 1, came=True)
    assert make_stock.total(home) == 3
    said(home, hub, 2, came=False)
    with home.work(home.system) as work:
        stocking.issue(work, hub.id, rice.id, 3, "aan de balie")
    assert make_stock.total(home) == 0
    assert whole(home)


def test_a_slip_of_the_finger_is_corrected_and_counts_once(home: Home) -> None:
    hub, _ = outlet(home, there=5)
    fill(home, hub)
    for came in (True, False, True):
        said(home, hub, 1, came)
    assert make_stock.total(home) == 3
    with home.view(home.system) as work:
        cause = parcels.parcels(work, hub.id, TODAY)[0].cause
        (got,) = work.store.stock.books.receivers([cause])
    assert (got.kind, got.ref) == (ReceiverKind.HOUSEHOLD, "1")
    assert whole(home)


def test_filling_again_begins_anew_and_leaves_alone_what_was_handed_out(home: Home) -> None:
    hub, rice = outlet(home, there=3)
    first = fill(home, hub)
    assert sum(one.quantity for one in first.missing) == 1
    said(home, hub, 1, came=True)
    make_stock.came(home, hub, rice, 4)
    second = fill(home, hub)
    assert second.missing == ()
    assert [parcel.state for parcel in second.parcels] == [
        ParcelState.HANDED_OUT,
        ParcelState.FILLED,
    ]
    with home.view(home.system) as work:
        (line,) = parcels.pick_list(work, hub.id, TODAY)
    assert line.quantity == 2
    assert whole(home)


def test_who_got_less_this_week_goes_first_the_next(home: Home) -> None:
    hub, rice = outlet(home, there=1, each=1)
    first = fill(home, hub)
    assert [one.household for one in first.missing] == [2]
    said(home, hub, 1, came=True)
    make_stock.came(home, hub, rice, 1)
    second = fill(home, hub, NEXT_WEEK)
    assert [one.household for one in second.missing] == [1]


def test_a_parcel_with_something_that_was_recalled_is_not_handed_out(home: Home) -> None:
    hub, _ = outlet(home, there=5)
    fill(home, hub)
    with home.work(home.system) as work:
        recalling.recall(work, RecallBy.ITEM, "Rijst", "glas")
    with pytest.raises(NotPossible) as told:
        said(home, hub, 1, came=True)
    assert told.value.fact.values["lots"] == ("P-000001",)
    assert make_stock.total(home) == 5


def test_nobody_has_a_parcel_before_it_is_filled_or_without_a_recipe_for_its_size(
    sqlite_home: Home,
) -> None:
    home = sqlite_home
    hub, _ = outlet(home, there=5, families=1)
    with pytest.raises(NotFound):
        said(home, hub, 1, came=True)
    with home.work(home.system) as work:
        big = Household(HouseholdId(0), hub.id, "Groot", people={AgeBand.ADULT: 12})
        parcels.add_household(work, _weekly(big))
        for wrong in ({}, {AgeBand.ADULT: -1, AgeBand.CHILD: 3}):
            with pytest.raises(WrongWords):
                parcels.add_household(work, Household(HouseholdId(0), hub.id, people=wrong))
    done = fill(home, hub)
    assert [fact.values["name"] for fact in done.problems] == ["Groot"]
    assert len(done.parcels) == 1


def test_who_stopped_has_no_parcel_any_more_when_it_is_filled_again(home: Home) -> None:
    hub, _ = outlet(home, there=5)
    fill(home, hub)
    with home.work(home.system) as work:
        gone = work.store.stock.households.get(1)
        parcels.save_household(work, replace(gone, state=HouseholdState.STOPPED))
    assert [parcel.household for parcel in fill(home, hub).parcels] == [2]
    assert whole(home)
