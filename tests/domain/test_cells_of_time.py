"""Days, dates and hours as people type them."""

from __future__ import annotations

from datetime import date

import pytest

from voedselbrigade.domain.cells import days, hours
from voedselbrigade.domain.cells.dates import parse_date
from voedselbrigade.domain.clock import DAY_S, TimeWindow, hms
from voedselbrigade.domain.rhythm import Frequency, Weeks
from voedselbrigade.errors import Fact

TODAY = date(2026, 11, 24)


W, TU, TH, F, SA, SU, M = 2, 1, 3, 4, 5, 6, 0
ONCE = None


@pytest.mark.parametrize(
    ("text", "portions", "weeks"),
    [
        ("ma wo vr", {M: ONCE, W: ONCE, F: ONCE}, None),
        ("ma,wo,vr", {M: ONCE, W: ONCE, F: ONCE}, None),
        ("Ma/Wo/Vr", {M: ONCE, W: ONCE, F: ONCE}, None),
        ("ma-wo-vr", {M: ONCE, W: ONCE, F: ONCE}, None),
        ("ma t/m vr", dict.fromkeys(range(5)), None),
        ("ma-vr", dict.fromkeys(range(5)), None),
        ("maandag tot en met vrijdag", dict.fromkeys(range(5)), None),
        ("ma tm wo, vr", {M: ONCE, TU: ONCE, W: ONCE, F: ONCE}, None),
        ("za-ma", {M: ONCE, SA: ONCE, SU: ONCE}, None),
        ("dagelijks", dict.fromkeys(range(7)), None),
        ("elke dag", dict.fromkeys(range(7)), None),
        ("elke werkdag", dict.fromkeys(range(5)), None),
        ("doordeweeks", dict.fromkeys(range(5)), None),
        ("weekend", {SA: ONCE, SU: ONCE}, None),
        ("elke dag behalve zo", dict.fromkeys(range(6)), None),
        ("di 2 vr 1", {TU: 2, F: 1}, None),
        ("di 2x, vr", {TU: 2, F: ONCE}, None),
        ("2x di, 1x vr", {TU: 2, F: 1}, None),
        ("di (2) en do (1)", {TU: 2, TH: 1}, None),
        ("ma: 1, wo: 2", {M: 1, W: 2}, None),
        ("2 per dag ma wo", {M: 2, W: 2}, None),
        ("ma,wo (even weken)", {M: ONCE, W: ONCE}, Weeks.EVEN),
        ("1x per 2 weken op dinsdag (oneven)", {TU: ONCE}, Weeks.ODD),
        ("3x per week ma wo vr", {M: ONCE, W: ONCE, F: ONCE}, None),
        ("1x per week op di", {TU: ONCE}, None),
        ("dinsdag en vrijdag", {TU: ONCE, F: ONCE}, None),
        ("Monday, Wednesday", {M: ONCE, W: ONCE}, None),
        ("di even en oneven weken", {TU: ONCE}, Weeks.EVERY),
    ],
)
def test_delivery_days_are_read(
    text: str, portions: dict[int, int | None], weeks: Weeks | None
) -> None:
    assert days.parse_days(text) == days.Days(portions, weeks)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("maandelijks", "row.days"),
        ("soms", "row.days"),
        ("2x per week", "row.days"),
        ("3x per week ma wo", "row.days"),
        ("om de week di", "row.even_or_odd"),
        ("1x per 2 weken op di", "row.even_or_odd"),
        ("di 99", "row.too_many_portions"),
        ("ma wo vrr", "row.days"),
        ("ma t/m", "row.days"),
        ("behalve zo", "row.days"),
    ],
)
def test_days_that_are_not_sure_are_asked(text: str, code: str) -> None:
    read = days.parse_days(text)
    assert isinstance(read, Fact) and read.code == code


NOON = TimeWindow(hms(11, 30), hms(13))


@pytest.mark.parametrize(
    ("text", "windows"),
    [
        ("11:30-13:00", (NOON,)),
        ("11.30 - 13.00 uur", (NOON,)),
        ("11u30 tot 13u", (NOON,)),
        ("1130-1300", (NOON,)),
        ("van 11:30 tot 13:00", (NOON,)),
        ("half 12 tot 1 uur", (NOON,)),
        ("11,30-13,00", (NOON,)),
        ("11-1", (TimeWindow(hms(11), hms(13)),)),
        ("na 12 uur", (TimeWindow(hms(12), DAY_S),)),
        ("vanaf 12:00", (TimeWindow(hms(12), DAY_S),)),
        ("voor 12.30", (TimeWindow(0, hms(12, 30)),)),
        ("uiterlijk 1 uur", (TimeWindow(0, hms(13)),)),
        ("tussen 11 en 12", (TimeWindow(hms(11), hms(12)),)),
        ("rond 12 uur", (TimeWindow(hms(11, 30), hms(12, 30)),)),
        ("'s middags", (TimeWindow(hms(12), hms(17)),)),
        ("’s ochtends", (TimeWindow(hms(9), hms(12)),)),
        ("11-12 en 17-18", (TimeWindow(hms(11), hms(12)), TimeWindow(hms(17), hms(18)))),
        ("tussen 11 en 12; na 17:00", (TimeWindow(hms(11), hms(12)), TimeWindow(hms(17), DAY_S))),
        ("maakt niet uit", ()),
        ("-", ()),
        ("between 11 and 12", (TimeWindow(hms(11), hms(12)),)),
        ("11:30am - 1pm", (NOON,)),
        ("0.479166666666667-13:00", (NOON,)),
    ],
)
def test_a_window_is_read(text: str, windows: tuple[TimeWindow, ...]) -> None:
    assert hours.parse_windows(text) == windows


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("liefst tussen 12:00 en 12:30", TimeWindow(hms(12), hms(12, 30))),
        ("12-12.30 liefst", TimeWindow(hms(12), hms(12, 30))),
        ("graag 's middags", TimeWindow(hms(12), hms(17))),
        ("om 12 uur", TimeWindow(hms(11, 30), hms(12, 30))),
        ("liever niet voor 12:00", TimeWindow(hms(12), DAY_S)),
        ("maakt niet uit", None),
        ("geen voorkeur", None),
    ],
)
def test_a_preferred_time_is_read(text: str, wanted: TimeWindow | None) -> None:
    assert hours.parse_wanted(text) == wanted


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("liefst als de zon schijnt", "row.wanted"),
        ("13:00-11:30", "row.wanted"),
        ("liefst 11-12 of 17-18", "row.wanted_one"),
    ],
)
def test_a_preferred_time_that_is_not_sure_is_asked(text: str, code: str) -> None:
    read = hours.parse_wanted(text)
    assert isinstance(read, Fact) and read == Fact.of(code, value=text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("12:00", "row.window_single"),
        ("om 12 uur ongeveer of zo", "row.window"),
        ("13:00-11:30", "row.window_backwards"),
        ("25:00-26:00", "row.window"),
        ("11.5-13", "row.window"),
        ("als ze thuis is", "row.window"),
    ],
)
def test_a_window_that_is_not_sure_is_asked(text: str, code: str) -> None:
    read = hours.parse_windows(text)
    assert isinstance(read, Fact) and read.code == code


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31-12-2026", date(2026, 12, 31)),
        ("31/12/26", date(2026, 12, 31)),
        ("1 dec", date(2026, 12, 1)),
        ("1 december 2026", date(2026, 12, 1)),
        ("1e dec.", date(2026, 12, 1)),
        ("2026-12-01", date(2026, 12, 1)),
        ("2026-12-01 00:00", date(2026, 12, 1)),
        ("di 1-12", date(2026, 12, 1)),
        ("1-2", date(2027, 2, 1)),
        ("24-11", TODAY),
        ("46357", date(2026, 12, 1)),
        ("29-2-2028", date(2028, 2, 29)),
    ],
)
def test_a_date_is_read(text: str, day: date) -> None:
    assert parse_date(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("31-11-2026", "row.date_impossible"),
        ("12/31/2026", "row.date_impossible"),
        ("29-2-2027", "row.date_impossible"),
        ("binnenkort", "row.date"),
    ],
)
def test_a_date_that_cannot_be_is_told(text: str, code: str) -> None:
    read = parse_date(text, TODAY)
    assert isinstance(read, Fact) and read.code == code


@pytest.mark.parametrize(
    ("text", "by_day"),
    [
        (
            "ma wo 11:00-13:30; vr 11-14",
            {
                M: (TimeWindow(hms(11), hms(13, 30)),),
                W: (TimeWindow(hms(11), hms(13, 30)),),
                F: (TimeWindow(hms(11), hms(14)),),
            },
        ),
        ("ma t/m wo 11-14", dict.fromkeys(range(3), (TimeWindow(hms(11), hms(14)),))),
        ("di en do", dict.fromkeys((TU, TH), days.office_hours())),
        ("11-14", dict.fromkeys(range(7), (TimeWindow(hms(11), hms(14)),))),
        (
            "ma-vr 10:30-14:00, za gesloten",
            dict.fromkeys(range(5), (TimeWindow(hms(10, 30), hms(14)),)),
        ),
        (
            "di 9-11 en 12-14",
            {TU: (TimeWindow(hms(9), hms(11)), TimeWindow(hms(12), hms(14)))},
        ),
        ("elke werkdag vanaf 11", dict.fromkeys(range(5), (TimeWindow(hms(11), DAY_S),))),
        ("do middag", {TH: (TimeWindow(hms(12), hms(17)),)}),
    ],
)
def test_hours_per_day_are_read(text: str, by_day: dict[int, tuple[TimeWindow, ...]]) -> None:
    assert days.parse_hours_by_day(text) == by_day


@pytest.mark.parametrize(
    "text", ["soms", "ma als het uitkomt", "even weken ma 11-14", "bla ma 11-14"]
)
def test_hours_that_are_not_sure_are_asked(text: str) -> None:
    read = days.parse_hours_by_day(text)
    assert isinstance(read, Fact) and read.code == "row.availability"


@pytest.mark.parametrize(
    ("text", "frequency"),
    [
        ("1× per 4 weken", Frequency(1, 4)),
        ("1x per 4 weken", Frequency(1, 4)),
        ("een keer per maand", Frequency(1, 4)),
        ("elke week", Frequency(1, 1)),
        ("2x per maand", Frequency(2, 4)),
        ("2 keer per week", Frequency(2, 1)),
        ("om de week", Frequency(1, 2)),
        ("elke 3 weken", Frequency(1, 3)),
        ("altijd", None),
    ],
)
def test_how_often_is_read(text: str, frequency: Frequency | None) -> None:
    assert days.parse_frequency(text) == frequency


def test_how_often_that_is_not_sure_is_asked() -> None:
    read = days.parse_frequency("af en toe")
    assert isinstance(read, Fact) and read.code == "row.frequency"
