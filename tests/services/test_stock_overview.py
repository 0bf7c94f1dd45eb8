"""The list of what to do now in a hub."""

from __future__ import annotations

import pytest

from tests import make, make_stock
from tests.make import Clock
from voedselbrigade.domain.places import Hub
from voedselbrigade.errors import NotFound
from voedselbrigade.services import (
    counting,
    stock_dates,
    stock_items,
    stock_overview,
    stocking,
    transferring,
)
from voedselbrigade.services.stock_overview import Job, JobKind
from voedselbrigade.stock.lots import DateKind, Storage
from voedselbrigade.wiring import Home


@pytest.fixture
def home(sqlite_home: Home) -> Home:
    """The list has no business with the kind of database."""
    return sqlite_home


def jobs(home: Home, hub: Hub) -> dict[JobKind, Job]:
    with home.view(home.system) as work:
        found = stock_overview.to_do(work, hub.id)
    assert [job.kind for job in found] == sorted(
        (job.kind for job in found), key=list(JobKind).index
    )
    return {job.kind: job for job in found}


def test_an_empty_hub_has_nothing_to_do(home: Home) -> None:
    assert jobs(home, make_stock.bank(home)) == {}


def test_each_date_asks_for_its_own_job(home: Home) -> None:
    hub = make_stock.bank(home)
    meat = make_stock.kept(home, "Gehakt", category="vlees", storage=Storage.CHILLED)
    rice = make_stock.kept(home)
    for days, quantity in ((-1, 1), (0, 2), (1, 4), (5, 8)):
        ends = make_stock.days(days)
        make_stock.came(home, hub, meat, quantity, kind=DateKind.TGT, ends_on=ends)
    make_stock.came(home, hub, rice, 16, ends_on=make_stock.days(-3))
    found = {kind: (job.items, job.units) for kind, job in jobs(home, hub).items()}
    del found[JobKind.COUNT]
    assert found == {
        JobKind.WRITE_OFF: (("Gehakt",), 1),
        JobKind.EXPIRES_TODAY: (("Gehakt",), 2),
        JobKind.FREEZE: (("Gehakt",), 4),
        JobKind.EXPIRES_SOON: (("Gehakt",), 8),
        JobKind.LOOK: (("Rijst",), 16),
    }


def test_what_is_low_short_warm_or_waiting_is_on_the_list(home: Home) -> None:
    hub, other = make_stock.bank(home), make_stock.bank(home, "Bank Noord")
    rice = make_stock.kept(home, minimum=12)
    milk = make_stock.kept(home, "Melk", storage=Storage.CHILLED)
    make_stock.came(home, hub, milk, 5)
    make_stock.came(home, other, rice, 20)
    with home.work(home.system) as work:
        stocking.issue(work, hub.id, rice.id, 3, "al weg", gone=True)
        transferring.send(work, other.id, hub.id, {rice.id: 2}, "rit")
        stock_dates.measure(work, hub.id, "Koelcel", Storage.CHILLED, 95)
    found = jobs(home, hub)
    assert found[JobKind.BELOW_MINIMUM].items == ("Rijst",)
    assert found[JobKind.SHORT].units == 3
    assert found[JobKind.TOO_WARM].units == 5
    assert len(found[JobKind.ARRIVE].transfers) == 1


def test_a_shelf_is_due_four_weeks_after_it_was_counted(home: Home, clock: Clock) -> None:
    hub, rice = make_stock.bank(home), make_stock.kept(home)
    make_stock.came(home, hub, rice, 5, ends_on=make_stock.days(300))
    (place,) = jobs(home, hub)[JobKind.COUNT].places
    with home.work(make.account(home)) as work:
        ident = counting.start(work, hub.id, place).id
        counting.note(work, ident, counting.sheet(work, ident).rows[0].line.spot, 5)
        counting.book(work, ident)
    assert JobKind.COUNT not in jobs(home, hub)
    clock.passes(days=28)
    assert JobKind.COUNT in jobs(home, hub)


def test_a_slip_of_the_finger_is_answered_with_the_name_that_comes_closest(home: Home) -> None:
    make_stock.kept(home)
    with home.view(home.system) as work:
        with pytest.raises(NotFound) as told:
            stock_items.find(work, "rijts")
        assert told.value.fact.values["like"] == "Rijst"
        with pytest.raises(NotFound) as told:
            stock_items.find(work, "wasmiddel")
    assert told.value.fact.code == "stock.no_item"
