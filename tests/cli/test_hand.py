"""`move`, `swap`, `undo-move`, `fits` and `compare`: what they say, write and answer."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.make import located, recipient
from tests.make_days import Office, going, office, small_day
from tests.make_hand import riders
from voedselbrigade.cli import main
from voedselbrigade.domain.plans import Plan, PlanStatus
from voedselbrigade.wiring import Home

DAY = "2026-11-24"

type Said = Callable[..., tuple[int, str]]


@pytest.fixture
def desk(sqlite_home: Home) -> Office:
    made = office(sqlite_home)
    small_day(made, 4)
    made.plan()
    return made


@pytest.fixture
def said(desk: Office, capsys: pytest.CaptureFixture[str]) -> Said:
    """Runs one command in the home of `desk`: its exit code, and what it said."""

    def command(*words: str) -> tuple[int, str]:
        code = main(["--home", str(desk.home.path), *words])
        told = capsys.readouterr()
        return code, told.out + told.err

    return command


def as_json(text: str) -> Any:
    """The JSON between the words that went beside it."""
    return json.loads(text[text.index("{") : text.rindex("}") + 1])


def last(desk: Office) -> Plan:
    return desk.versions()[-1]


def test_a_move_says_what_it_adds_and_is_in_the_draft(desk: Office, said: Said) -> None:
    code, text = said("move", DAY, "R01-4", "--to", "Kees")
    assert code == 0
    assert "gaat van Ineke Bos (R01) naar Kees Bos (R02)." in text
    assert "R01 Ineke Bos: −" in text
    assert "R02 Kees Bos: +" in text
    assert "Gedaan, in het concept." in text
    assert sorted(riders(last(desk)).values()) == ["Ineke Bos"] * 3 + ["Kees Bos"]
    assert (last(desk).status, len(last(desk).moves)) == (PlanStatus.DRAFT, 1)


def test_checking_changes_nothing(desk: Office, said: Said) -> None:
    before = last(desk)
    assert said("move", DAY, "R01-4", "--to", "Kees", "--check")[0] == 0
    assert last(desk) == before


def test_a_broken_rule_is_told_and_waits_for_a_reason(desk: Office, said: Said) -> None:
    with desk.home.view(desk.actor) as work:
        (kees,) = [one for one in work.store.volunteers.all() if one.name.first == "Kees"]
    desk.change(replace(kees, most_stops=0))
    before = last(desk)
    code, text = said("move", DAY, "R01 4", "--to", "Kees")
    assert code == 1
    assert "Dit breekt een regel:\n- R02: Te veel adressen: 1, het mogen er 0 zijn." in text
    assert "Geef een reden met --why." in text
    assert last(desk) == before
    assert said("move", DAY, "r1/4", "--to", "Kees", "--why", "Hij belde")[0] == 0
    assert [one.why for one in last(desk).breaches] == ["Hij belde"]
    assert "De reden: Hij belde" in said("publish", DAY)[1]


def test_somebody_off_and_in_again_where_it_fits_best(desk: Office, said: Said) -> None:
    who = going(last(desk))[0]
    assert said("move", DAY, str(who.recipient), "--off")[0] == 0
    assert [one.recipient for one in last(desk).left_out] == [who.recipient]
    assert said("move", DAY, who.name)[0] == 0
    assert last(desk).left_out == ()


def test_a_swap_and_the_way_back(desk: Office, said: Said) -> None:
    assert said("swap", DAY, "R01", "Kees")[0] == 0
    assert [(r.code, r.volunteer_name) for r in last(desk).routes] == [("R01", "Kees Bos")]
    code, text = said("undo-move", DAY)
    assert (code, "Teruggenomen: Kees Bos rijdt route R01" in text) == (0, True)
    assert [r.volunteer_name for r in last(desk).routes] == ["Ineke Bos"]
    code, text = said("undo-move", DAY)
    assert (code, "niets met de hand veranderd" in text) == (1, True)


def test_fits_ranks_everyone_in_words_and_as_json(desk: Office, said: Said) -> None:
    code, text = said("fits", DAY, "R01-2")
    assert code == 0
    lines = text.splitlines()
    assert lines[0].startswith("R01 Ineke Bos: +")
    assert lines[0].endswith("(nu hier)")
    assert lines[1].startswith("Kees Bos: +")
    _, text = said("fits", DAY, "R01-2", "--json", "-")
    data = as_json(text)
    assert [one["volunteer_name"] for one in data["volunteers"]] == ["Ineke Bos", "Kees Bos"]
    assert [one["here"] for one in data["volunteers"]] == [True, False]


def test_a_choice_of_a_day_is_forgotten_by_name_and_once(desk: Office, said: Said) -> None:
    said("move", DAY, "R01-4", "--to", "Kees")
    who = next(one for one, name in riders(last(desk)).items() if name == "Kees Bos")
    desk.publish()
    assert said("forget-move", DAY, "Niemand")[0] != 0
    assert said("forget-move", DAY, f"#{who}") == (0, "Vergeten. Het telt niet meer mee.\n")
    code, text = said("forget-move", DAY, str(who))
    assert (code, "Kijk de naam of het nummer na." in text) == (1, True)


def test_compare_tells_for_whom_minutes_and_sheets(desk: Office, said: Said) -> None:
    assert "maar één plan" in said("compare", DAY)[1]
    desk.publish()
    said("move", DAY, "R01-4", "--to", "Kees")
    code, text = said("compare", DAY)
    assert code == 0
    assert "1: 1 route, 4 mensen, 0 niet ingedeeld, " in text
    assert "concept: 2 routes, 4 mensen, 0 niet ingedeeld, " in text
    assert "nu Kees Bos, eerst Ineke Bos." in text
    assert "Druk opnieuw af: R01 en R02." in text
    _, text = said("compare", DAY, "concept", "1", "--json", "-")
    data = as_json(text)
    assert (data["before"]["version"], data["after"]["version"]) == ("concept", "1")
    assert data["after"]["minutes"] < data["before"]["minutes"]
    assert data["reprint"] == ["R01"]
    assert [one["to"] for one in data["people"]] == ["Ineke Bos"]
    assert "Er is geen verschil." in said("compare", DAY, "1", "1")[1]
    assert "Er is geen versie 9" in said("compare", DAY, "9")[1]


def test_a_stop_that_is_not_there_is_told_in_one_line(desk: Office, said: Said) -> None:
    before = last(desk)
    for words in (("R01-99",), ("R01-1", "--to", "9" * 5000), ("%s{name}\x00[red]",)):
        code, text = said("move", DAY, *words, "--check")
        assert code in (1, 2), words
        assert len(text.strip().splitlines()) == 1
        assert len(text) < 300
    assert last(desk) == before


def test_a_name_that_may_be_several_people_names_them(desk: Office, said: Said) -> None:
    code, text = said("move", DAY, "Wit", "--to", "Kees")
    assert code == 2
    assert "kan zijn: Mw. A. de Wit1 (1)" in text
    desk.add(recipient("Wit", located=located(0, 3)))
    assert said("fits", DAY, "Wit")[0] == 0


def test_words_that_do_not_go_together_are_told(said: Said) -> None:
    kees = ("--to", "Kees", "--at")
    for words in (("--off", "--to", "Kees"), ("--at", "2"), (*kees, "0"), (*kees, "99")):
        code, text = said("move", DAY, "R01-1", *words)
        assert code == 2, words
        assert len(text.strip().splitlines()) == 1
