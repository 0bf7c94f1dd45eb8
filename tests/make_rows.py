"""Rows as they come out of a file, and what is read of them."""

from __future__ import annotations

from datetime import date

from voedselbrigade.domain.columns import guess_mapping
from voedselbrigade.domain.people import (
    Recipient,
    RecipientId,
    Volunteer,
    VolunteerId,
)
from voedselbrigade.domain.places import Hub, HubId
from voedselbrigade.domain.rows import (
    Draft,
    ParsedRow,
    as_hub,
    as_recipient,
    as_volunteer,
    parse_rows,
)
from voedselbrigade.domain.tables import ListKind, Table, TableRow
from voedselbrigade.words import say

R, V, H = ListKind.RECIPIENTS, ListKind.VOLUNTEERS, ListKind.HUBS
TODAY = date(2026, 11, 24)
PERSON = {
    "Naam": "Mw. A. de Wit",
    "Straat": "Damstraat",
    "Huisnr": "12",
    "Postcode": "2573 LM",
    "Dagen": "ma wo vr",
}
VOLUNTEER = {"Naam": "Ineke Bos", "Vervoer": "fiets"}
KITCHEN = {"Naam": "Keuken Zuid", "Adres": "Kade 1", "Postcode": "2512AA"}


def parsed(row: dict[str, str], kind: ListKind = R) -> ParsedRow:
    table = Table(tuple(row), (TableRow(17, tuple(row.values())),), 1)
    (found,) = parse_rows(table, guess_mapping(table, kind), TODAY)
    return found


def draft(row: dict[str, str], kind: ListKind = R) -> Draft:
    found = parsed(row, kind)
    assert found.draft is not None, [say(p.fact) for p in found.problems]
    return found.draft


def recipient(**cells: str) -> Recipient:
    return as_recipient(draft(PERSON | cells), RecipientId(1))


def volunteer(**cells: str) -> Volunteer:
    return as_volunteer(draft(VOLUNTEER | cells, V), VolunteerId(1))


def hub(**cells: str) -> Hub:
    return as_hub(draft(KITCHEN | cells, H), HubId(1))


def told(row: dict[str, str], kind: ListKind = R) -> list[str]:
    return [say(problem.fact) for problem in parsed(row, kind).problems]
