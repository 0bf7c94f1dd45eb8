"""The demo: a home of its own with a planned day, reopened the next time, never over other data."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests import make
from voedselbrigade.cli import demo, main
from voedselbrigade.domain.plans import Plan, PlanStatus, in_force
from voedselbrigade.wiring import Home, open_home

DAY = date(2026, 11, 24)


def plans(home: Home, day: date) -> tuple[Plan, ...]:
    with home.view(home.system) as work:
        return work.store.plans.of_day(day)


def run(home: Path, *words: str) -> int:
    return main(["--home", str(home), "demo", "--no-serve", "--seconds", "1", *words])


def test_the_demo_plans_prints_and_is_reopened(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "demo"
    assert run(place, "--date", DAY.isoformat(), "--days", "1") == 0
    home = open_home(place)
    (done,) = plans(home, date(2026, 11, 23))
    (published,) = plans(home, DAY)
    papers = {file.name for file in (home.output / DAY.isoformat()).iterdir()}
    assert done.status is PlanStatus.DONE
    assert in_force((published,)) == published
    assert {"routes.pdf", "plan.html", "plan.xlsx", "plan.json", "R01.html"} <= papers

    capsys.readouterr()
    assert run(place) == 0
    assert capsys.readouterr().out == ""
    assert plans(home, DAY) == (published,)


def test_the_demo_never_touches_a_home_with_other_people(
    sqlite_home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    with sqlite_home.work(sqlite_home.system) as work:
        work.store.recipients.add(make.recipient(), make.by_office())
    assert run(sqlite_home.path) == 1
    assert "staan al andere gegevens" in capsys.readouterr().err
    with sqlite_home.view(sqlite_home.system) as work:
        assert len(work.store.recipients.all()) == 1
        assert work.store.volunteers.all() == ()


def test_a_demo_that_was_cut_off_is_built_on(
    sqlite_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def power_cut(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("voedselbrigade.cli.planning.plan", power_cut)
    assert run(sqlite_home.path) == 130
    monkeypatch.setattr(demo, "_build", lambda *_: None)
    assert run(sqlite_home.path) == 0


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2026, 11, 23), date(2026, 11, 23)),
        (date(2026, 11, 28), date(2026, 11, 30)),
        (date(2026, 12, 25), date(2026, 12, 28)),
    ],
)
def test_the_demo_day_is_a_working_day(today: date, day: date) -> None:
    assert demo.delivery_day(today) == day
