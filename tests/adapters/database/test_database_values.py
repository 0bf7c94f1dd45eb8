"""Domain values as JSON and as rows: nothing changes on the way in and out, and damage is seen."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Table

from tests import make
from tests.domain_values import anything
from voedselbrigade.adapters.database.codec import UnreadableError, decode, encode
from voedselbrigade.adapters.database.rows import columns_of, from_row, to_row
from voedselbrigade.adapters.database.tables import access, people, plans
from voedselbrigade.domain.access import Account
from voedselbrigade.domain.delivery_days import DayException, RosterEntry
from voedselbrigade.domain.history import ImportRun
from voedselbrigade.domain.office import Settings
from voedselbrigade.domain.people import Recipient, Volunteer
from voedselbrigade.domain.places import Hub, Point
from voedselbrigade.domain.plans import Delivery, Plan
from voedselbrigade.services.store import AuditEntry

KEPT: list[tuple[Any, Table]] = [
    (Recipient, people.recipients),
    (Volunteer, people.volunteers),
    (Hub, people.hubs),
    (DayException, people.day_exceptions),
    (RosterEntry, people.roster),
    (ImportRun, people.import_runs),
    (Delivery, plans.deliveries),
    (Account, access.accounts),
    (AuditEntry, access.audit),
]

OF_THE_DATABASE_ITSELF = {
    *("id", "revision", "created_at", "created_by", "created_source", "created_import"),
    *("changed_at", "changed_by", "key", "made_at", "quarter"),
}


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
@pytest.mark.parametrize("kind", [Recipient, Hub, Plan])
def test_a_value_comes_back_from_json_as_it_went_in(kind: Any, data: st.DataObject) -> None:
    value = data.draw(anything(kind))
    stored = json.loads(json.dumps(encode(value)))
    assert decode(kind, stored) == value


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
@pytest.mark.parametrize("kind", [kind for kind, _ in KEPT])
def test_a_value_comes_back_from_its_row_as_it_went_in(kind: Any, data: st.DataObject) -> None:
    value = data.draw(anything(kind))
    assert from_row(kind, to_row(value)) == value


def test_the_settings_come_back_as_they_went_in() -> None:
    assert decode(Settings, json.loads(json.dumps(encode(Settings())))) == Settings()


@pytest.mark.parametrize(("kind", "table"), KEPT, ids=lambda part: getattr(part, "name", ""))
def test_every_field_has_a_column_and_every_column_a_purpose(kind: Any, table: Table) -> None:
    fields, columns = set(columns_of(kind)), set(table.columns.keys())
    assert fields <= columns
    assert columns - fields <= OF_THE_DATABASE_ITSELF


def test_a_nul_in_a_text_is_left_out_because_postgresql_cannot_keep_it() -> None:
    assert to_row(make.recipient(door_note="a\x00b"))["door_note"] == "ab"


def test_sets_are_stored_in_one_order() -> None:
    some = make.recipient(needs=frozenset({"b", "a", "c"}))
    assert to_row(some)["needs"] == ["a", "b", "c"]


@pytest.mark.parametrize(
    "damaged",
    [
        {"lat": 52.0},
        {"lat": 52.0, "lon": 4.0, "height": 3.0},
        {"lat": "52", "lon": 4.0},
        {"lat": 152.0, "lon": 4.0},
        {"lat": True, "lon": 4.0},
        [52.0, 4.0],
        None,
    ],
)
def test_a_damaged_record_is_noticed_where_it_is_read(damaged: Any) -> None:
    with pytest.raises(UnreadableError):
        decode(Point, damaged)


@pytest.mark.parametrize(
    ("kind", "damaged"),
    [
        (date, "24-11-2026"),
        (datetime, "2026-11-24T09:00:00"),
        (Settings, {"rides": {"lukewarm": {}}}),
        (Settings, {"network_geocoders": "pdok"}),
        (Settings, {"at_door_house_s": 3.5}),
    ],
)
def test_a_value_of_another_type_is_damage(kind: Any, damaged: Any) -> None:
    with pytest.raises(UnreadableError):
        decode(kind, damaged)


def test_a_stored_value_without_a_newer_field_gets_its_default() -> None:
    stored = encode(Settings())
    assert isinstance(stored, dict)
    del stored["meals_per_crate"]
    assert decode(Settings, stored) == replace(Settings(), meals_per_crate=12)
