"""How long stock lasts, what is left over past its date, and a forecast that owns up."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.make_stock import TODAY, days
from voedselbrigade.stock.ahead import Batch, cover_days, forecast, run_down
from voedselbrigade.stock.lots import LotId, PlaceId

HERE = PlaceId(1)


def batch(number: int, quantity: int, until: int | None = None) -> Batch:
    return Batch((LotId(number), HERE), quantity, None if until is None else days(until))


def every_day(quantity: float, horizon: int = 28) -> dict[date, float]:
    return {days(number): quantity for number in range(horizon)}


def test_stock_lasts_until_the_first_day_on_which_not_everybody_gets_it() -> None:
    run = run_down([batch(1, 25)], every_day(10), TODAY, 28)
    assert run.days == pytest.approx(2.5)
    assert run.empty_on == days(2)
    assert run.lacking == 28 * 10 - 25


def test_what_outlasts_the_horizon_or_is_asked_by_nobody_has_no_end() -> None:
    assert run_down([batch(1, 500)], every_day(10), TODAY, 28).days is None
    assert run_down([batch(1, 1)], {}, TODAY, 28).days is None


def test_what_passes_its_date_before_it_is_asked_is_left_over_and_covers_nothing() -> None:
    run = run_down([batch(1, 30, until=1), batch(2, 10)], every_day(10), TODAY, 5)
    assert run.left == {(1, 1): 10}
    assert run.days == pytest.approx(3)


def test_the_soonest_date_goes_first() -> None:
    late, soon = batch(1, 10, until=20), batch(2, 10, until=0)
    assert run_down([late, soon], every_day(10, 2), TODAY, 2).left == {}


def test_what_ends_on_the_last_day_of_the_horizon_may_still_be_left_over() -> None:
    assert run_down([batch(1, 5, until=6)], {}, TODAY, 7).left == {(1, 1): 5}
    assert run_down([batch(1, 5, until=7)], {}, TODAY, 7).left == {}


def test_half_a_unit_a_day_is_one_every_other_day() -> None:
    run = run_down([batch(1, 3)], every_day(0.5, 10), TODAY, 10)
    assert run.lacking == 2
    assert run.empty_on == days(7)


@given(
    some.lists(some.tuples(some.integers(0, 40), some.none() | some.integers(-2, 20)), max_size=6),
    some.lists(some.integers(0, 15), min_size=14, max_size=14),
)
def test_nothing_is_made_or_lost(lots: list[tuple[int, int | None]], asked: list[int]) -> None:
    batches = [batch(number, n, until) for number, (n, until) in enumerate(lots)]
    wanted = {days(number): float(n) for number, n in enumerate(asked)}
    run = run_down(batches, wanted, TODAY, 14)
    given_away = sum(asked) - run.lacking
    assert given_away + sum(run.left.values()) <= sum(n for n, _ in lots)
    assert given_away >= 0
    if run.days is None:
        assert run.lacking == 0


def test_a_steady_week_is_forecast_exactly_and_says_so() -> None:
    history = {days(-n): 10 for n in range(1, 57) if days(-n).weekday() in (0, 3)}
    said = forecast(history, days(-56), TODAY)
    assert said is not None
    assert said.per_week == 20
    assert (said.on(days(0)), said.on(days(1))) == (10, 0)
    assert (said.error, said.naive_error) == (0, 0)


def test_a_restless_item_shows_its_error() -> None:
    history = {days(-7 * week): 40 if week % 2 else 0 for week in range(1, 9)}
    said = forecast(history, days(-56), TODAY)
    assert said is not None
    assert said.per_week == pytest.approx(20)
    assert said.error == pytest.approx(20)
    assert said.naive_error == pytest.approx(40)


@pytest.mark.parametrize("known", [0, 3, 13])
def test_less_than_two_weeks_say_nothing(known: int) -> None:
    assert forecast({days(-1): 5}, TODAY - timedelta(days=known), TODAY) is None


@given(
    some.lists(some.tuples(some.integers(0, 9), some.none() | some.integers(0, 7)), max_size=6),
    some.lists(some.sampled_from((0.0, 0.4, 1.0, 2.5, 6.0)), min_size=6, max_size=6),
)
def test_many_reckoned_at_once_last_as_long_as_one_by_one(
    lies: list[tuple[int, int | None]], wanted: list[float]
) -> None:
    batches = [batch(number, quantity, until) for number, (quantity, until) in enumerate(lies)]
    alone = run_down(batches, {days(n): asked for n, asked in enumerate(wanted)}, TODAY, 6).days
    quantities = np.array([one.quantity for one in batches], np.int64)
    until = np.array([10_000 if last is None else last for _, last in lies], np.int64)
    second = np.ones(len(lies), np.int64)
    [empty, found] = cover_days(second, quantities, until, np.array([wanted, wanted]))
    assert found == pytest.approx(float("nan") if alone is None else alone, nan_ok=True)
    assert np.isnan(empty) == (sum(wanted) < 1)
