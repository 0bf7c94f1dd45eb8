"""A home: made once, closed to others, opened by whoever may."""

from __future__ import annotations

import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from tests import make
from tests.make import Clock
from voedselbrigade.domain.access import AccountId, Role
from voedselbrigade.domain.people import Transport
from voedselbrigade.domain.places import Located, Point
from voedselbrigade.errors import NotAllowed, NotFound, NotPossible, Unreachable
from voedselbrigade.services import office_settings
from voedselbrigade.services.ports import NotLocated
from voedselbrigade.wiring import Home, check, database_url, default_path, open_home

INDEX = (
    "postcode,number,letter,suffix,street,town,lat,lon\n2511BT,12,,,Damstraat,Den Haag,52.07,4.3\n"
)


def test_a_new_home_has_its_folders_and_is_closed_to_others(tmp_path: Path) -> None:
    home = open_home(tmp_path / "new")
    assert {folder.name for folder in home.path.iterdir()} == {"database", "indexes", "output"}
    if os.name == "posix":
        assert stat.S_IMODE(home.path.stat().st_mode) == 0o700


def test_a_home_keeps_what_was_put_in_it(tmp_path: Path) -> None:
    first = open_home(tmp_path / "new")
    with first.work(first.system) as work:
        work.store.recipients.add(make.recipient(), make.by_office())
    first.close()
    again = open_home(tmp_path / "new")
    with again.view(again.system) as work:
        assert len(work.store.recipients.all()) == 1


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_rights_is_one_sentence(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(Unreachable) as told:
        open_home(tmp_path / "new")
    assert told.value.fact.code == "home.not_writable"


def test_a_file_where_the_home_should_be_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "new").write_text("")
    with pytest.raises(Unreachable) as told:
        open_home(tmp_path / "new")
    assert told.value.fact.code == "home.not_writable"


def test_the_environment_says_which_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("VOEDSELBRIGADE_HOME", str(tmp_path / "chosen"))
    assert default_path() == tmp_path / "chosen"
    monkeypatch.delenv("VOEDSELBRIGADE_HOME")
    assert default_path().name == "voedselbrigade"


def test_the_home_says_which_database_unless_the_environment_does(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("VOEDSELBRIGADE_DATABASE", raising=False)
    assert database_url(tmp_path).endswith("voedselbrigade.sqlite3")
    (tmp_path / "home.toml").write_text('database = "postgresql://office/brigade"')
    assert database_url(tmp_path) == "postgresql://office/brigade"
    monkeypatch.setenv("VOEDSELBRIGADE_DATABASE", "postgresql://elsewhere/x")
    assert database_url(tmp_path) == "postgresql://elsewhere/x"


def test_an_empty_database_on_a_server_is_no_fault(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, postgresql_url: str
) -> None:
    monkeypatch.setenv("VOEDSELBRIGADE_DATABASE", postgresql_url)
    found = {finding.fact.code: finding for finding in check(tmp_path)}
    assert found["check.database_missing"].ok
    assert "check.database_old" not in found
    open_home(tmp_path).close()
    assert "check.database" in {finding.fact.code for finding in check(tmp_path)}


def test_a_spoilt_settings_file_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "home.toml").write_text("database = ")
    with pytest.raises(NotPossible) as told:
        database_url(tmp_path)
    assert told.value.fact.code == "home.file_unreadable"


def test_whoever_uses_this_machine_gets_an_account_at_first_use(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VOEDSELBRIGADE_USER", raising=False)
    monkeypatch.setattr("getpass.getuser", lambda: "ans")
    first = home.actor()
    assert (first.name, first.role) == ("ans", Role.COORDINATOR)
    assert home.actor() == home.actor("ANS") == first


def test_a_name_without_an_account_is_told(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VOEDSELBRIGADE_USER", "niemand")
    with pytest.raises(NotFound):
        home.actor()


def test_who_was_let_go_can_do_nothing_from_an_old_screen(home: Home) -> None:
    piet = make.account(home, "Piet", Role.VIEWER)
    make.account(home, "Piet", active=False)
    with pytest.raises(NotAllowed), home.view(piet) as work:
        office_settings.current(work, work.today)


def test_an_account_that_is_nowhere_can_do_nothing(home: Home) -> None:
    stranger = replace(make.account(home), id=AccountId(99))
    with pytest.raises(NotAllowed) as told, home.view(stranger):
        pass
    assert told.value.fact.code == "access.account_gone"


def test_roads_follow_the_settings_of_the_office(sqlite_home: Home) -> None:
    points = [make.CENTRE, make.located(10).point]
    before = sqlite_home.roads().table(Transport.FOOT, points).duration_s[0, 1]
    rules = dict(sqlite_home.settings().transports)
    rules[Transport.FOOT] = replace(rules[Transport.FOOT], speed_km_h=2.25)
    with sqlite_home.work(make.account(sqlite_home)) as work:
        office_settings.change(work, make.MONDAY, transports=rules)
    after = sqlite_home.roads().table(Transport.FOOT, points).duration_s[0, 1]
    assert after == pytest.approx(2 * before, rel=0.01)


def test_a_front_door_is_found_in_the_lists_of_the_home(sqlite_home: Home) -> None:
    assert isinstance(sqlite_home.geocoder().find(make.address()), NotLocated)
    (sqlite_home.indexes / "list.csv").write_text(INDEX)
    found = sqlite_home.geocoder().find(make.address())
    assert isinstance(found, Located)
    assert (found.point, found.sure) == (Point(52.07, 4.3), True)


def test_the_geocoder_is_kept_so_that_it_remembers_who_does_not_answer(sqlite_home: Home) -> None:
    first = sqlite_home.geocoder()
    assert sqlite_home.geocoder() is first
    (sqlite_home.indexes / "list.csv").write_text(INDEX)
    assert sqlite_home.geocoder() is not first


def test_a_search_of_another_day_holds_nobody_up(sqlite_home: Home, clock: Clock) -> None:
    assert sqlite_home.searches().state(make.TUESDAY, make.account(sqlite_home)) is None
