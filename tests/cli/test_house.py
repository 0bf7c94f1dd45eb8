"""The command line itself: wrong words, faults, accounts, the check, and who may see the app."""

from __future__ import annotations

import io
import json
import socket
import sys
from datetime import date
from pathlib import Path

import pytest

from tests import make
from voedselbrigade.cli import app_server, main
from voedselbrigade.cli.desk import Desk, a_day, write_json
from voedselbrigade.domain.access import Role
from voedselbrigade.domain.people import RecipientState
from voedselbrigade.errors import NotPossible, Unreachable, WrongWords
from voedselbrigade.services import checking
from voedselbrigade.services.chores import Done
from voedselbrigade.wiring import Home, open_home


@pytest.fixture
def called(sqlite_home: Home, capsys: pytest.CaptureFixture[str]) -> Called:
    """Runs one command in a home; hands out code, what it printed and what it complained."""
    return Called(sqlite_home.path, capsys)


class Called:
    def __init__(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._home, self._capsys = home, capsys

    def __call__(self, *words: str) -> tuple[int, str, str]:
        code = main(["--home", str(self._home), *words])
        said = self._capsys.readouterr()
        return code, said.out, said.err


# Wrong words -------------------------------------------------------------------------------------


NO_DATE = "Typ de datum zo: 2026-11-24, of 24-11-2026, of vandaag of morgen."
ROLES = "coordinator, dispatcher, hub_staff, volunteer en viewer"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("foo", "foo ken ik niet. Hulp: voedselbrigade --help"),
        ("serve --foo", "--foo ken ik niet. Hulp: voedselbrigade serve --help"),
        ("daily extra", "extra ken ik niet. Hulp: voedselbrigade daily --help"),
        ("user add", "Er ontbreekt nog iets: NAAM. Hulp: voedselbrigade user add --help"),
        ("user add Ans", "Er ontbreekt nog iets: --role. Hulp: voedselbrigade user add --help"),
        (
            "serve --port x",
            "Wat bij --port staat, past daar niet. Hulp: voedselbrigade serve --help",
        ),
        ("serve --port", "Achter --port moet nog iets staan. Hulp: voedselbrigade --help"),
        ("plan gisterochtend", f"gisterochtend is geen datum. {NO_DATE}"),
        ("user add Ans --role baas", f"De rol baas bestaat niet. Kies uit: {ROLES}."),
    ],
)
def test_wrong_words_are_one_dutch_sentence(called: Called, words: str, sentence: str) -> None:
    assert called(*words.split()) == (2, "", sentence + "\n")


@pytest.mark.parametrize("command", ["", "demo", "plan", "import", "user", "user add", "serve"])
def test_the_help_is_dutch(called: Called, command: str) -> None:
    code, out, _ = called(*command.split(), "--help")
    assert (code, out.startswith("Zo: voedselbrigade")) == (0, True)
    english = ("Usage", "Options", "OPTIONS", "Commands", "ARGS", "Show this", "required")
    assert [word for word in english if word in out] == []


def test_a_fault_of_the_program_is_one_sentence_and_stands_in_the_log(
    called: Called, sqlite_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_home: Home) -> tuple[Done, ...]:
        raise ZeroDivisionError("the inside of the program")

    monkeypatch.setattr(Home, "daily", fail)
    code, out, err = called("daily")
    log = sqlite_home.path / "log" / "voedselbrigade.log"
    assert (code, out) == (1, "")
    assert err.startswith("Er ging iets mis in het programma zelf (ZeroDivisionError).")
    assert err.count("\n") == 1
    assert "Traceback" in log.read_text()
    assert "the inside of the program" in log.read_text()


def test_a_stack_trace_is_shown_only_when_asked_for(called: Called) -> None:
    assert "Traceback" not in called("serve", "--host", "0.0.0.0")[2]
    assert "Traceback" in called("--debug", "serve", "--host", "0.0.0.0")[2]


def test_stopping_by_hand_is_no_fault(called: Called, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_home: Home) -> tuple[Done, ...]:
        raise KeyboardInterrupt

    monkeypatch.setattr(Home, "daily", stop)
    assert called("daily") == (130, "", "Gestopt. Wat al was opgeslagen, is bewaard.\n")


# Accounts ----------------------------------------------------------------------------------------


def test_an_account_is_made_with_its_role(called: Called, sqlite_home: Home) -> None:
    code, out, _ = called("user", "add", "Piet", "--role", "dispatcher")
    assert (code, out) == (0, "Het account Piet is gemaakt: planner.\n")
    assert sqlite_home.actor("piet").role is Role.DISPATCHER


def test_a_role_may_be_said_in_dutch(called: Called, sqlite_home: Home) -> None:
    assert called("user", "add", "Piet", "--role", "Planner")[0] == 0
    assert sqlite_home.actor("Piet").role is Role.DISPATCHER


def test_staff_of_a_hub_is_tied_to_it_by_name_or_number(called: Called, sqlite_home: Home) -> None:
    with sqlite_home.work(sqlite_home.system) as work:
        pan = work.store.hubs.add(make.hub("Keuken De Pan", number="K1"), make.by_office())
    for name, hub in (("Piet", "keuken de pan"), ("Mo", "k1")):
        assert called("user", "add", name, "--role", "hub_staff", "--hub", hub)[0] == 0
        assert sqlite_home.actor(name).hub == pan.id
    code, _, err = called("user", "add", "X", "--role", "hub_staff", "--hub", "elders")
    assert (code, err.startswith("Er is geen locatie met de naam of het nummer elders.")) == (
        2,
        True,
    )


def test_somebody_without_the_right_is_refused(called: Called) -> None:
    called("user", "add", "Kijker", "--role", "viewer")
    code, _, err = called("--as", "Kijker", "user", "add", "Vriend", "--role", "coordinator")
    assert code == 1
    assert err == "Kijker mag dit niet doen (accounts beheren). Vraag het een coördinator.\n"


def test_a_name_without_an_account_cannot_act(called: Called) -> None:
    code, _, err = called("--as", "Niemand", "user", "add", "Vriend", "--role", "viewer")
    assert (code, err.startswith("Er is geen account met de naam Niemand.")) == (1, True)


# Daily and check ---------------------------------------------------------------------------------


def test_daily_says_when_there_was_nothing_to_change(called: Called) -> None:
    said = "Het dagelijkse werk is gedaan. Er was niets te veranderen.\n"
    assert called("daily") == (0, said, "")


def test_daily_tells_what_it_did_and_does_it_once(called: Called, sqlite_home: Home) -> None:
    paused = make.recipient(state=RecipientState.PAUSED, resumes_on=date(2020, 1, 1))
    with sqlite_home.work(sqlite_home.system) as work:
        work.store.recipients.add(paused, make.by_office())
    code, out, _ = called("daily")
    assert (code, out.endswith(": 1 pauze is voorbij.\n")) == (0, True)
    assert called("daily") == (0, "Het dagelijkse werk was al gedaan.\n", "")


def test_check_makes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--home", str(tmp_path / "nowhere"), "check"]) == 0
    said = capsys.readouterr().out
    assert "De map" in said
    assert "Er is nog geen database" in said
    assert not (tmp_path / "nowhere").exists()


def test_check_fails_when_something_needed_is_missing(
    called: Called, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = checking.packages(["a_part_that_is_not_there"])
    monkeypatch.setattr(checking, "packages", lambda: missing)
    code, out, _ = called("check")
    assert code == 1
    assert "✗ Er ontbreken onderdelen: a_part_that_is_not_there." in out


def test_check_says_what_is_wrong_with_the_database(called: Called, sqlite_home: Home) -> None:
    sqlite_home.close()
    file = next((sqlite_home.path / "database").glob("*.sqlite3"))
    file.write_bytes(b"no tables here" * 100)
    code, out, _ = called("check")
    assert code == 1
    assert "is beschadigd" in out
    assert "voorraad" not in out


def test_an_old_python_is_told_with_what_to_do() -> None:
    finding = checking.python((3, 11))
    assert not finding.ok
    assert finding.fact.values["wanted"] == "3.12"


def test_a_home_that_others_can_read_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    assert checking.home(tmp_path).fact.code == "check.home_open"
    tmp_path.chmod(0o700)
    assert checking.home(tmp_path).ok


def test_a_clock_before_the_last_thing_written_is_wrong() -> None:
    assert not checking.clock(make.NOW, make.NOW.replace(year=2027)).ok
    assert checking.clock(make.NOW, make.NOW.replace(year=2025)).ok
    assert checking.clock(make.NOW, None).ok


# The app -----------------------------------------------------------------------------------------


def may_see_the_app(host: str) -> bool:
    try:
        app_server.refuse_others(host)
    except WrongWords:
        return False
    return True


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "::", "example.nl", ""])
def test_the_app_is_for_this_computer_only(host: str) -> None:
    assert not may_see_the_app(host)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "LOCALHOST", "::1", "[::1]", "127.0.0.2"]
)
def test_this_computer_may_be_called_by_all_its_names(host: str) -> None:
    assert may_see_the_app(host)


def test_a_port_that_is_taken_is_told_before_anything_starts(sqlite_home: Home) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(NotPossible) as told:
        app_server.serve(Desk(sqlite_home.path), port=taken.getsockname()[1])
    assert told.value.fact.code == "cli.port_taken"


# Words and data ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-11-24", date(2026, 11, 24)),
        ("24-11-2026", date(2026, 11, 24)),
        ("24/11/2026", date(2026, 11, 24)),
        ("24.11", date(2026, 11, 24)),
        (" Vandaag ", make.MONDAY),
        ("morgen", make.TUESDAY),
        ("gisteren", date(2026, 11, 22)),
    ],
)
def test_a_date_is_read_as_people_type_it(typed: str, day: date) -> None:
    assert a_day(typed, make.MONDAY) == day


@pytest.mark.parametrize("typed", ["", "dinsdag", "31-11-2026", "24-11-26", "2026-11", "1-2-3-4"])
def test_what_is_no_date_is_told(typed: str) -> None:
    with pytest.raises(WrongWords):
        a_day(typed, make.MONDAY)


def test_json_goes_to_a_file_whole_or_not_at_all(tmp_path: Path) -> None:
    file = tmp_path / "out.json"
    write_json(str(file), {"naam": "Sjoerd Kühn"})
    assert json.loads(file.read_text("utf-8")) == {"naam": "Sjoerd Kühn"}
    with pytest.raises(TypeError):
        write_json(str(file), {"x": object()})
    assert json.loads(file.read_text("utf-8")) == {"naam": "Sjoerd Kühn"}
    assert [one.name for one in tmp_path.iterdir() if one.suffix == ".json"] == ["out.json"]


def test_json_to_a_folder_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(Unreachable):
        write_json(str(tmp_path / "nowhere" / "out.json"), {})


def test_a_dash_is_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    write_json("-", {"a": 1})
    assert json.loads(capsys.readouterr().out) == {"a": 1}


def test_an_old_code_page_does_not_stop_the_program(
    sqlite_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", screen)
    assert main(["--home", str(sqlite_home.path), "check"]) == 0
    assert "✓".encode() in screen.buffer.getvalue()


def test_the_home_may_come_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VOEDSELBRIGADE_HOME", str(tmp_path / "elsewhere"))
    assert main(["daily"]) == 0
    assert open_home(tmp_path / "elsewhere").daily() == ()
