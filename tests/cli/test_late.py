"""`late`: who waits for a van, and a plan that reckons with it."""

from __future__ import annotations

import json

import pytest

from tests.make_days import office
from tests.make_supplies import two_steps
from voedselbrigade.cli import main
from voedselbrigade.wiring import Home

DAY = "2026-11-24"


def said(home: Home, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    code = main(["--home", str(home.path), "late", DAY, *words])
    told = capsys.readouterr()
    return code, told.out + told.err


def test_late_names_whoever_waits_and_plans_again_when_asked(
    sqlite_home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = office(sqlite_home)
    two_steps(desk)
    desk.plan()
    before = desk.publish().plan
    code, text = said(sqlite_home, capsys, "t1", "20", "--json", "-")
    assert code == 0
    assert "R01 (" in text
    told = json.loads(text[text.index("{") : text.rindex("}") + 1])
    assert {one["code"] for one in told["routes"]} == {route.code for route in before.routes}
    code, text = said(sqlite_home, capsys, "T01", "20", "--plan", "--steps", "1")
    assert code == 0
    assert "T01 Joop Bos:" in text
    after = desk.versions()[-1]
    assert after.supplies[0].ends_s == before.supplies[0].ends_s + 20 * 60


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("T07", "10"), "T07 brengt vandaag geen maaltijden naar een punt. Dat doet: T01."),
        (("T01", "0"), "0 minuten later kan niet. Kies 1 tot en met 720."),
    ],
)
def test_what_cannot_be_late_is_refused_in_words(
    sqlite_home: Home, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: str
) -> None:
    desk = office(sqlite_home)
    two_steps(desk)
    desk.plan()
    code, text = said(sqlite_home, capsys, *words)
    assert code != 0
    assert told in text
