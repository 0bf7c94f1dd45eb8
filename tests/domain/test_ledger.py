"""Whoever did much this month is spared today, and never by more than half."""

from __future__ import annotations

from voedselbrigade.domain.ledger import Ridden, Share, fair_shares
from voedselbrigade.domain.people import VolunteerId

INEKE, PIET, SARA = VolunteerId(1), VolunteerId(2), VolunteerId(3)
FAIR = Share(75, 15)


def test_without_a_ledger_a_fair_round_is_the_same_for_all() -> None:
    assert fair_shares({}, [INEKE, PIET], FAIR, 10) == {INEKE: FAIR, PIET: FAIR}


def test_a_tenth_of_what_somebody_did_more_than_the_mean_comes_off_his_round() -> None:
    ridden = {INEKE: Ridden(300, 60, 4), PIET: Ridden(100, 20, 2)}
    shares = fair_shares(ridden, [INEKE, PIET], FAIR, 10)
    assert shares == {INEKE: Share(65, 13), PIET: FAIR}


def test_only_who_comes_today_makes_the_mean() -> None:
    ridden = {INEKE: Ridden(300, 60, 4), PIET: Ridden(300, 60, 4), SARA: Ridden()}
    assert fair_shares(ridden, [INEKE, PIET], FAIR, 10) == {INEKE: FAIR, PIET: FAIR}


def test_a_fair_round_shrinks_by_no_more_than_half() -> None:
    shares = fair_shares({INEKE: Ridden(9000, 2000, 60)}, [INEKE, PIET], FAIR, 100)
    assert shares[INEKE] == Share(37, 7)


def test_nothing_is_spared_when_the_office_does_not_want_it() -> None:
    assert fair_shares({INEKE: Ridden(900, 90, 9)}, [INEKE, PIET], FAIR, 0)[INEKE] == FAIR
