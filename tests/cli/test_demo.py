"""The demo: a home of its own with a planned day, reopened the next time, never over other data."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests import make
from voedselbrigade.adapters.spreadsheets import read_table
from voedselbrigade.cli import demo, demo_stock, main
from voedselbrigade.cli.desk import Desk
from voedselbrigade.domain.plans import Plan, PlanStatus, in_force
from voedselbrigade.domain.tables import ListKind
from voedselbrigade.services import (
    importing,
    parcels,
    stock_ahead,
    stock_checking,
    stock_overview,
)
from voedselbrigade.services.stock_overview import JobKind
from voedselbrigade.wiring import Home, open_home
from voedselbrigade.words import speaker

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


def test_the_demo_has_a_stock_to_look_at_and_fills_it_once(sqlite_home: Home) -> None:
    desk = Desk(sqlite_home.path, t=speaker())
    folder = Path(__file__).parents[2] / "data" / "demo"
    table = read_table((folder / "locaties.csv").read_bytes(), "locaties.csv", ListKind.HUBS)
    with sqlite_home.work(sqlite_home.system) as work:
        columns = importing.guess_columns(work, table, ListKind.HUBS)
        importing.take_over(work, table, columns, "locaties.csv")
    day = demo.delivery_day(desk.home.now().date())
    assert demo_stock.fill(desk, folder / "voorraad", day)
    assert not demo_stock.fill(desk, folder / "voorraad", day)
    with desk.home.view(desk.home.system) as work:
        hubs = {hub.name: hub.id for hub in work.store.hubs.all()}
        main, fridge = hubs["Servicepunt Bouwlust en Vrederust"], hubs["Servicepunt Schildersbuurt"]
        jobs = {job.kind for job in stock_overview.to_do(work, main)}
        warm = {job.kind for job in stock_overview.to_do(work, fridge)}
        filled = parcels.parcels(work, main, day)
        asked = stock_ahead.look_ahead(work, main).ask
        assert stock_checking.disagreements(work) == ()
    assert jobs >= set(JobKind) - {JobKind.TOO_WARM, JobKind.SHORT, JobKind.ARRIVE}
    assert JobKind.TOO_WARM in warm
    assert len(filled) == 13
    assert asked


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
