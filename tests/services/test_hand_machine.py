"""Many moves by hand in any order: nobody is lost or fed twice, and everything can be undone."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from tests.make import recipient, volunteer
from tests.make_days import Office, office, small_day
from tests.make_hand import laid, make, undo
from tests.proof import amount
from voedselbrigade.domain.hand_moves import going
from voedselbrigade.domain.plans import Plan
from voedselbrigade.errors import NotPossible
from voedselbrigade.services import hand_deeds
from voedselbrigade.services.hand_offers import Offer
from voedselbrigade.services.move_table import Table
from voedselbrigade.wiring import Home


@pytest.fixture
def desk(sqlite_home: Home) -> Office:
    made = office(sqlite_home)
    small_day(made, 9)
    made.add(volunteer("Wim", most_stops=2), recipient("Ver", located=None))
    return made


def some_deed(chance: random.Random, table: Table) -> Offer:
    """Any deed on anybody, also where it breaks rules."""
    vehicles = range(len(table.model.turns))
    who = chance.choice(table.model.riders).recipient.id
    kind = chance.random()
    if kind < 0.2:
        return hand_deeds.taken_out(table, who)
    if kind < 0.35:
        return hand_deeds.swapped(table, *chance.sample(vehicles, 2))
    return hand_deeds.moved(table, who, [chance.choice(vehicles)])


def shape(plan: Plan) -> Any:
    """What a plan says, without who made it when."""
    return plan.routes, sorted(one.recipient for one in plan.left_out), plan.breaches


def check(plan: Plan) -> None:
    served = Counter(stop.recipient for route in plan.routes for stop in going(route))
    left = Counter(one.recipient for one in plan.left_out)
    assert set(served + left) == set(range(1, 11))
    assert max((served + left).values()) == 1
    assert len({route.code for route in plan.routes}) == len(plan.routes)
    for route in plan.routes:
        numbers = [stop.number for stop in route.stops]
        assert len(set(numbers)) == len(numbers)
        assert {stop.trip for stop in going(route)} == set(range(len(route.trips)))
        arrivals = [stop.arrives_s for stop in going(route)]
        assert arrivals == sorted(arrivals)


@pytest.mark.parametrize("published", [False, True])
def test_whatever_is_moved_nobody_is_lost_and_all_of_it_comes_back(
    desk: Office, published: bool
) -> None:
    chance = random.Random(published)
    first = desk.plan()
    if published:
        desk.publish()
    before = [shape(first)]
    for _ in range(amount(14, 200)):
        try:
            offer = some_deed(chance, laid(desk))
        except NotPossible:
            continue
        plan = make(desk, offer, "" if offer.allowed else "het moet")
        check(plan)
        before.append(shape(plan))
    assert len(before) > 5
    assert len(desk.versions()[-1].moves) == len(before) - 1
    for was in reversed(before[:-1]):
        plan = undo(desk)
        check(plan)
        if not published:
            assert shape(plan) == was
    assert [replace(route, stops=going(route)) for route in plan.routes] == list(first.routes)
