"""`roads build`, `roads fetch` and `roads status`: what they say, make and write."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
import typer
from rich.console import Console

from tests import town
from tests.make import located, recipient
from tests.make_days import Office, office
from voedselbrigade.adapters import downloads
from voedselbrigade.cli import roads
from voedselbrigade.cli.desk import Desk
from voedselbrigade.domain.places import Confidence, Located
from voedselbrigade.errors import UnusableFile, WrongWords
from voedselbrigade.wiring import Home
from voedselbrigade.words import say


@pytest.fixture
def at(sqlite_home: Home) -> Office:
    return office(sqlite_home)


def run(at: Office, *words: str) -> str:
    """What the command says to people."""
    app, said = typer.Typer(), io.StringIO()
    roads.add_to(app)
    app.command("other")(lambda: None)
    desk = Desk(home_path=at.home.path, user=at.actor.name, out=Console(file=said, width=300))
    desk.home = at.home
    app(["roads", *words], standalone_mode=False, obj=desk)
    return said.getvalue()


@pytest.fixture
def extract(tmp_path: Path) -> str:
    return str(town.drawn().write(tmp_path / "stadje.osm"))


def test_build_says_what_to_expect_and_what_was_made(at: Office, extract: str) -> None:
    said = run(at, "build", extract, "--around", "Stadje")
    assert "Dit duurt ongeveer 1 min en vraagt ongeveer 1 MB." in said
    assert "Stratenkaart van stadje.osm, gemaakt op ma 23-11-2026: 25 adressen." in said
    assert at.home.maps.in_use()


def test_build_around_the_lists_and_status_names_who_lives_outside(
    at: Office, extract: str, tmp_path: Path
) -> None:
    inside = Located(town.at(100, 100), Confidence.EXACT, "index")
    at.add(recipient("Binnen", located=inside))
    run(at, "build", extract, "--lists")
    at.add(recipient("Buiten", located=located(90, 90)))
    out = tmp_path / "status.json"
    said = run(at, "status", "--json", str(out))
    assert "A. de Buiten woont buiten de kaart." in said
    assert "Binnen" not in said
    written = json.loads(out.read_text("utf-8"))
    assert written["outside"] == ["A. de Buiten"]
    assert written["map"]["source"] == "stadje.osm"


def test_lists_without_anyone_on_the_map_is_refused(at: Office, extract: str) -> None:
    with pytest.raises(Exception) as refusal:
        run(at, "build", extract, "--lists")
    assert "Er zijn nog geen mensen met een plek op de kaart." in say(refusal.value.fact)  # type: ignore[attr-defined]


def test_two_areas_at_once_are_refused_before_anything_is_done(at: Office, extract: str) -> None:
    with pytest.raises(WrongWords):
        run(at, "build", extract, "--around", "Stadje", "--lists")
    assert not (at.home.path / "roads").exists()


def test_a_file_that_is_no_map_is_one_sentence(at: Office, tmp_path: Path) -> None:
    (tmp_path / "lijst.xlsx").write_bytes(b"PK\x03\x04 a spreadsheet")
    with pytest.raises(UnusableFile) as refusal:
        run(at, "build", str(tmp_path / "lijst.xlsx"))
    assert say(refusal.value.fact).startswith("lijst.xlsx is geen kaartbestand")
    assert refusal.value.exit_code == 2


def test_status_without_a_map_says_what_to_do(at: Office) -> None:
    assert "Maak de kaart met: voedselbrigade roads build." in run(at, "status")


def test_fetch_says_where_the_file_is_and_what_comes_next(
    at: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fetched(province: str, folder: Path, heard: downloads.Heard) -> Path:
        heard(5, 10)
        return folder / f"{province}.osm.pbf"

    monkeypatch.setattr(downloads, "fetch", fetched)
    said = run(at, "fetch", "Zuid-Holland")
    assert 'roads build "' in said and 'zuid-holland.osm.pbf" --around "Den Haag"' in said


def test_find_says_where_a_typed_address_is_or_which_may_be_meant(at: Office, extract: str) -> None:
    run(at, "build", extract)
    assert "Gevonden (precies): 51.9999" in run(at, "find", "Hoofdstr. 7a", "--town", "Stadje")
    said = run(at, "find", "Hoofdstraat 77, Stadje")
    assert "dit huisnummer is niet bekend in deze straat" in said
    assert said.count("\n- Hoofdstraat") == 5
    with pytest.raises(WrongWords) as refusal:
        run(at, "find", "Hoofdstraat")
    assert "staat geen huisnummer" in say(refusal.value.fact)
