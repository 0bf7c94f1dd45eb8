"""The demo lists: made from one seed, noisy in the ways they say, and fit for a day."""

from __future__ import annotations

import csv
import subprocess
import sys
import zipfile
from collections import Counter
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest

from voedselbrigade.adapters.spreadsheets import read_table
from voedselbrigade.domain.clock import TimeWindow, hms
from voedselbrigade.domain.columns import check_columns, guess_mapping
from voedselbrigade.domain.delivery_days import Due, due_on
from voedselbrigade.domain.people import (
    Recipient,
    RecipientId,
    RecipientState,
    Transport,
    Volunteer,
    VolunteerId,
)
from voedselbrigade.domain.places import Hub, HubId, HubKind
from voedselbrigade.domain.rows import (
    ParsedRow,
    Weight,
    as_hub,
    as_recipient,
    as_volunteer,
    parse_rows,
)
from voedselbrigade.domain.tables import ListKind

DATA = Path(__file__).parents[1] / "data"
DEMO = DATA / "demo"
TUESDAY = date(2026, 11, 24)


@cache
def rows_of(kind: ListKind, name: str) -> tuple[ParsedRow, ...]:
    table = read_table((DEMO / name).read_bytes(), name, kind)
    mapping = guess_mapping(table, kind)
    check_columns(table, mapping)
    return tuple(parse_rows(table, mapping, TUESDAY))


@cache
def recipients() -> tuple[Recipient, ...]:
    found = rows_of(ListKind.RECIPIENTS, "ontvangers.xlsx")
    return tuple(as_recipient(r.draft, RecipientId(r.number)) for r in found if r.draft)


@cache
def volunteers() -> tuple[Volunteer, ...]:
    found = rows_of(ListKind.VOLUNTEERS, "vrijwilligers.xlsx")
    return tuple(as_volunteer(r.draft, VolunteerId(r.number)) for r in found if r.draft)


@cache
def hubs() -> tuple[Hub, ...]:
    found = rows_of(ListKind.HUBS, "locaties.csv")
    return tuple(as_hub(r.draft, HubId(r.number)) for r in found if r.draft)


def test_the_lists_are_what_their_maker_makes(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "data.demo.make", str(tmp_path)]
    subprocess.run(command, check=True, cwd=DEMO.parent.parent)
    for made in sorted(tmp_path.iterdir()):
        assert contents(made) == contents(DEMO / made.name), made.name


def contents(path: Path) -> dict[str, bytes]:
    """What is in the file, however it was packed."""
    if path.suffix != ".xlsx":
        return {"": path.read_bytes()}
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_the_lists_have_the_people_and_places_they_promise() -> None:
    assert len(rows_of(ListKind.RECIPIENTS, "ontvangers.xlsx")) == 183
    assert Counter(v.transport for v in volunteers()) == {
        Transport.FOOT: 6,
        Transport.BICYCLE: 10,
        Transport.CARGO_BIKE: 4,
        Transport.CAR: 8,
    }
    assert Counter(h.kind for h in hubs()) == {HubKind.KITCHEN: 3, HubKind.SERVICE_POINT: 13}
    assert [h.supplies_meals for h in hubs()] == [True] * 3 + [False] * 13


def test_every_wrong_cell_is_one_that_was_put_in_on_purpose() -> None:
    problems = [p for r in rows_of(ListKind.RECIPIENTS, "ontvangers.xlsx") for p in r.problems]
    assert [(p.row, p.column, p.weight) for p in problems] == [
        (20, "PC", Weight.ROW),
        (38, "Dieet", Weight.ROW),
        (57, "Hnr", Weight.ROW),
        (80, "Hnr", Weight.ROW),
        (94, "Mobiel", Weight.CELL),
        (107, "Bezorgdagen", Weight.ROW),
        (132, "Allergie", Weight.ROW),
        (167, "Status", Weight.ROW),
    ]
    others = (
        *rows_of(ListKind.VOLUNTEERS, "vrijwilligers.xlsx"),
        *rows_of(ListKind.HUBS, "locaties.csv"),
    )
    assert not any(r.problems for r in others)


def test_one_person_stands_in_the_list_twice() -> None:
    at = Counter((r.address.key, r.name.surname.casefold()) for r in recipients())
    assert [count for count in at.values() if count > 1] == [2]


def test_states_are_mixed() -> None:
    states = Counter(r.state for r in recipients())
    assert states[RecipientState.PAUSED] == 4
    assert states[RecipientState.STOPPED] == 4
    assert states[RecipientState.REQUESTED] == 2
    assert states[RecipientState.DECEASED] == 1


def test_the_index_has_every_front_door_but_one() -> None:
    with (DEMO / "adressen.csv").open(encoding="utf-8", newline="") as file:
        doors = list(csv.DictReader(file))
    keys = {(d["postcode"], int(d["number"]), d["letter"], d["suffix"]) for d in doors}
    assert len(keys) == len(doors) == 2204
    homes = [v.home for v in volunteers() if v.home]
    places = [r.address for r in recipients()] + homes + [h.address for h in hubs()]
    assert [place.line for place in places if place.key not in keys] == ["Nieuwbouwkade 9"]


def test_no_postcode_can_be_a_real_one() -> None:
    with (DEMO / "adressen.csv").open(encoding="utf-8", newline="") as file:
        postcodes = {door["postcode"] for door in csv.DictReader(file)}
    assert len(postcodes) == 88  # two streets in each of the 44 neighbourhoods
    assert all(code[:2] == "25" and code[4] in "QY" for code in postcodes)


@pytest.mark.parametrize("ahead", range(5))
def test_every_weekday_has_enough_to_do_and_enough_hands(ahead: int) -> None:
    day = TUESDAY - timedelta(days=1) + timedelta(days=ahead)
    due = [found for r in recipients() if isinstance(found := due_on(r, day), Due)]
    noon = TimeWindow(hms(11, 15), hms(13))
    hands = [v for v in volunteers() if any(w.shared(noon) == noon for w in v.available_on(day))]
    assert 80 <= len(due) <= 150
    assert len(hands) >= 15
    assert sum(hub.most_meals or 0 for hub in hubs()) >= sum(found.portions for found in due)


def test_there_are_44_neighbourhoods_inside_the_city() -> None:
    with (DATA / "wijken.csv").open(encoding="utf-8", newline="") as file:
        quarters = list(csv.DictReader(file))
    assert [int(q["number"]) for q in quarters] == list(range(1, 45))
    assert all(52.0 < float(q["lat"]) < 52.13 and 4.2 < float(q["lon"]) < 4.43 for q in quarters)
    assert all(q["source"] for q in quarters)
