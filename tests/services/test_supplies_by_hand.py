"""A move by hand changes how much is brought to the points: it is told when that does not fit."""

from __future__ import annotations

from dataclasses import replace

from tests.make_days import going, office
from tests.make_hand import laid, make
from tests.make_supplies import two_steps
from voedselbrigade.domain.people import Transport
from voedselbrigade.services import hand_deeds
from voedselbrigade.wiring import Home
from voedselbrigade.words import say


def test_more_meals_than_the_van_holds_need_a_reason_and_are_told_until_it_fits(
    sqlite_home: Home,
) -> None:
    desk = office(sqlite_home)
    two_steps(desk)
    who = going(desk.plan())[0].recipient
    make(desk, hand_deeds.taken_out(laid(desk), who))
    with desk.home.view(desk.actor) as work:
        joop = next(one for one in work.store.volunteers.all() if one.transport is Transport.VAN)
    desk.change(replace(joop, most_meals=3))
    offer = hand_deeds.moved_best(laid(desk), who)
    assert [(one.rule, one.route) for one in offer.new] == [("supply_meals", "T01")]
    assert say(offer.new[0].fact) == (
        "Joop Bos moet 4 maaltijden naar de servicepunten brengen, er is plaats voor 3."
    )
    kept = make(desk, offer, "Hij neemt er een op schoot")
    assert [(one.route, one.why) for one in kept.breaches] == [
        ("T01", "Hij neemt er een op schoot")
    ]
    again = hand_deeds.taken_out(laid(desk), kept.routes[0].stops[0].recipient)
    assert (again.new, make(desk, again).breaches) == ((), ())
