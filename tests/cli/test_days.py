"""`plan`, `publish`, `settle` and `sheets`: what they say, write and answer."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.make import TUESDAY, hub, located, recipient, volunteer
from tests.make_days import Office, office, small_day
from voedselbrigade.cli import main
from voedselbrigade.domain.office import Settings
from voedselbrigade.domain.plans import PlanStatus
from voedselbrigade.wiring import Home

DAY = "2026-11-24"
# What is said does not depend on how many processes searched; with steps the plan does not either.
STEPS = ("--steps", "1", "--cores", "1")

type Run = Callable[..., int]


@pytest.fixture
def desk(sqlite_home: Home) -> Office:
    return office(sqlite_home)


@pytest.fixture
def run(desk: Office, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs one command in the home of `desk`."""

    def command(*words: str) -> int:
        capsys.readouterr()
        return main(["--home", str(desk.home.path), *words])

    return command


def out(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


def test_plan_tells_routes_people_and_who_is_left_out(
    desk: Office, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    small_day(desk)
    desk.add(recipient("Zoek", located=None))
    assert run("plan", DAY, *STEPS) == 0
    said = out(capsys)
    assert "Concept voor di 24-11-2026: 1 route, 5 mensen, 5 maaltijden." in said
    assert "Tijden en afstanden zijn geschat (hemelsbreed)." in said
    assert "1 mens staat op geen route:" in said
    assert "- Mw. A. de Zoek: Het adres Damstraat 12, 2511 BT staat niet op de kaart." in said


def test_plan_writes_json_to_standard_output_and_nothing_else(
    desk: Office, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    small_day(desk)
    assert run("plan", DAY, *STEPS, "--seed", "3", "--json", "-") == 0
    said = json.loads(out(capsys))
    assert (said["format"], said["date"], said["version"], said["seed"]) == (1, DAY, 0, 3)
    assert [stop["number"] for stop in said["routes"][0]["stops"]] == ["1", "2", "3", "4", "5"]


def test_with_steps_and_a_seed_plan_gives_the_same_file(
    desk: Office, run: Run, tmp_path: Path
) -> None:
    small_day(desk, 12)
    files = [tmp_path / "een.json", tmp_path / "twee.json"]
    for file in files:
        assert run("plan", DAY, "--steps", "2", "--seed", "5", "--json", str(file)) == 0
    assert files[0].read_bytes() == files[1].read_bytes()


@pytest.mark.parametrize("words", [("31-02-2026",), ("gauw",), (DAY, "--seconds", "1", *STEPS)])
def test_wrong_words_are_told_in_one_line(
    run: Run, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    assert run("plan", *words) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.strip().splitlines()) == 1


@pytest.mark.parametrize("day", ["24-11-2026", "24/11/2026", DAY, "vandaag", "morgen"])
def test_a_day_may_be_written_in_many_ways(run: Run, day: str) -> None:
    assert run("plan", day, *STEPS) == 0


def test_publish_needs_a_plan(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("publish", DAY) == 1
    assert "Maak eerst een plan." in capsys.readouterr().err


def test_publish_tells_the_version_and_what_changed(
    desk: Office, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    small_day(desk)
    desk.plan()
    assert run("publish", DAY) == 0
    assert "is gepubliceerd: versie 1, 1 route." in out(capsys)
    assert run("publish", DAY) == 0
    assert "was al gepubliceerd: versie 1." in out(capsys)
    desk.add(recipient("Nieuw", located=located(0, 9)))
    desk.plan()
    assert run("publish", DAY) == 0
    said = out(capsys)
    assert "Nieuw: stop 0a, Mw. A. de Nieuw." in said
    assert "Druk opnieuw af: R01." in said


def test_publish_says_what_blocks_it(
    desk: Office, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    _, volunteers = small_day(desk)
    desk.plan()
    desk.change(*(replace(one, available={}) for one in volunteers))
    assert run("publish", DAY) == 1
    told = capsys.readouterr()
    assert "Route R01 heeft niemand" in told.out
    assert "1 probleem houdt het publiceren van di 24-11-2026 tegen." in told.err


def published(desk: Office) -> None:
    small_day(desk)
    desk.plan()
    desk.publish()


def test_settle_tells_what_is_open_and_closes_the_day(
    desk: Office, run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    published(desk)
    lines = tmp_path / "uitslagen.txt"
    lines.write_text("R01 1-3G 4N 12:10\nR44 1G\n", "utf-8")
    assert run("settle", DAY, str(lines)) == 0
    said = out(capsys)
    assert "Regel 2: route R44 is er vandaag niet." in said
    assert "4 nieuw, 0 verbeterd, 0 al bekend." in said
    assert "- R01 5 Mw. A. de Wit" in said
    lines.write_bytes("R01 5G # één".encode("cp1252"))
    assert run("settle", DAY, str(lines)) == 0
    assert "Alle uitslagen zijn binnen." in out(capsys)


def test_settle_fails_when_nothing_can_be_read(desk: Office, run: Run, tmp_path: Path) -> None:
    published(desk)
    lines = tmp_path / "leeg.txt"
    lines.write_text("geen idee\n", "utf-8")
    assert run("settle", DAY, str(lines)) == 2
    assert run("settle", DAY, str(tmp_path / "bestaat-niet.txt")) == 2


def test_a_spreadsheet_is_no_list_of_results(
    desk: Office, run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    published(desk)
    lines = tmp_path / "uitslagen.xlsx"
    lines.write_bytes(b"PK\x03\x04\x00\x00\nR01 1G\n")
    assert run("settle", DAY, str(lines)) == 2
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert "is geen gewone tekst" in told.err


def test_results_from_an_editor_that_writes_wide_letters_are_read(
    desk: Office, run: Run, tmp_path: Path
) -> None:
    published(desk)
    lines = tmp_path / "uitslagen.txt"
    lines.write_bytes("R01 1-5G\r\n".encode("utf-16"))
    assert run("settle", DAY, str(lines)) == 0
    with desk.home.view(desk.actor) as work:
        assert {plan.status for plan in work.store.plans.of_day(TUESDAY)} == {PlanStatus.DONE}


def test_a_whole_page_of_unreadable_results_does_not_flood_the_screen(
    desk: Office, run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    published(desk)
    lines = tmp_path / "uitslagen.txt"
    lines.write_text("R99 1G\n" * 300, "utf-8")
    assert run("settle", DAY, str(lines)) == 2
    said = out(capsys)
    assert said.count("Regel ") == 20
    assert "en nog 280." in said


def test_sheets_writes_every_file_and_leaves_no_old_route_behind(
    desk: Office, run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    published(desk)
    folder = tmp_path / "bladen"
    folder.mkdir()
    (folder / "R09.html").write_text("van gisteren", "utf-8")
    (folder / "keuken-7.pdf").write_text("van gisteren", "utf-8")
    (folder / "notities.txt").write_text("van mij", "utf-8")
    assert run("sheets", DAY, "--out", str(folder)) == 0
    names = {file.name for file in folder.iterdir()}
    sheets = {"routes.pdf", "R01.html", "R01.gpx", "plan.html", "plan.xlsx", "plan.json"}
    assert names == sheets | {"keuken-1.pdf", "notities.txt"}
    assert (folder / "keuken-1.pdf").read_bytes().startswith(b"%PDF-")
    assert (folder / "routes.pdf").read_bytes().startswith(b"%PDF-")
    assert "CONCEPT" not in out(capsys)


def test_a_draft_is_printed_as_such(
    desk: Office, run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.add(hub(), volunteer(), recipient())
    desk.plan()
    assert run("sheets", DAY, "--out", str(tmp_path / "b")) == 0
    assert "op elk blad staat CONCEPT" in out(capsys)
    assert "CONCEPT" in (tmp_path / "b" / "R01.html").read_text("utf-8").upper()


def test_sheets_of_a_day_without_a_plan_say_so(run: Run, tmp_path: Path) -> None:
    assert run("sheets", DAY, "--out", str(tmp_path / "b")) == 1
    assert not (tmp_path / "b").exists()


def test_printing_stands_in_the_audit_log(desk: Office, run: Run, tmp_path: Path) -> None:
    published(desk)
    run("sheets", DAY, "--out", str(tmp_path / "b"))
    with desk.home.view(desk.actor) as work:
        entries = work.store.audit.list(work.now.replace(year=2000), work.now.replace(year=2100))
    assert [entry.subject_id for entry in entries if entry.action == "print"] == [DAY]


def test_planning_a_published_day_again_tells_what_changes_for_whom(
    desk: Office, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    small_day(desk)
    desk.plan()
    desk.publish()
    assert run("plan", DAY, *STEPS) == 0
    assert "Geen enkel routeblad verandert." in out(capsys)
    desk.add(recipient("Nieuw", located=located(0, 6)))
    assert run("plan", DAY, *STEPS) == 0
    said = out(capsys)
    assert "Tegenover het plan dat geldt, verandert dit:" in said
    assert "- Nieuw: stop 0a, Mw. A. de Nieuw." in said
    assert "Druk opnieuw af: R01." in said
    assert run("plan", DAY, *STEPS, "--mode", "only-insert", "--json", "-") == 0
    said_json = json.loads(out(capsys))
    assert said_json["reprint"] == ["R01"]
    assert said_json["changes"][0]["text"] == ["Nieuw: stop 0a, Mw. A. de Nieuw."]


def test_a_mode_that_does_not_exist_is_refused_with_those_that_do(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("plan", DAY, *STEPS, "--mode", "alles") == 2
    assert "least-change, only-insert" in capsys.readouterr().err


def test_planning_without_lists_says_how_to_import_them(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("plan", DAY, *STEPS) == 0
    assert "voedselbrigade import recipients BESTAND" in out(capsys)


def test_why_tells_per_volunteer_what_stands_in_the_way(
    desk: Office, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.add(hub(), volunteer("Ineke"), recipient("Wit", needs=frozenset({"lift"})))
    assert run("plan", DAY, *STEPS, "--why") == 0
    said = out(capsys)
    assert "Mw. A. de Wit bij Ineke Bos: overal wat de vrijwilliger moet kunnen." in said


def test_the_engine_is_chosen_by_name_and_an_unknown_one_is_refused(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("plan", DAY, *STEPS, "--engine", "insertion", "--cores", "1") == 0
    assert run("plan", DAY, *STEPS, "--engine", "crystal_ball") != 0
    said = capsys.readouterr()
    assert "crystal_ball" in said.out + said.err


def test_why_tells_what_every_wish_cost_and_faces_turns_it(
    desk: Office, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    people, riders = small_day(desk)
    desk.change(replace(people[0], preferred=frozenset({riders[1].id})))
    assert run("plan", DAY, *STEPS, "--faces", "30", "--why") == 0
    said = out(capsys)
    assert "Wat elke wens kostte:" in said
    assert "Een bekend gezicht aan de deur: 1 van 1." in said
    [draft] = desk.versions()
    assert draft.settings["price_new_face_min"] == 30
    assert run("plan", DAY, *STEPS, "--json", "-") == 0
    told = json.loads(out(capsys))
    assert {"familiar", "use"} <= {one["wish"] for one in told["wishes"]}
    assert desk.versions()[-1].settings["price_new_face_min"] == Settings().price_new_face_min
