"""Lists as they come out of a file: rows of text under Dutch headers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.make import account
from voedselbrigade.domain.history import ImportId, PersonKind
from voedselbrigade.domain.tables import ListKind, Table, TableRow
from voedselbrigade.services import importing
from voedselbrigade.services.importing import Choices, ImportResult, Preview
from voedselbrigade.services.records import records_of
from voedselbrigade.wiring import Home

RECIPIENT = {
    "Nr": "",
    "Naam": "Mw. A. de Wit",
    "Straat": "Escamplaan",
    "Huisnr": "61",
    "Postcode": "2547 CL",
    "Plaats": "Den Haag",
    "Telefoon": "070 123 45 67",
    "Bezorgdagen": "ma wo vr",
    "Dieet": "",
    "Allergie": "",
    "Niet door": "",
    "Vaste vrijwilliger": "",
    "Keuken": "",
    "Status": "",
    "Opmerkingen": "",
}
VOLUNTEER = {
    "Nr": "",
    "Naam": "Ineke Bos",
    "Telefoon": "06 12345678",
    "Vervoer": "fiets",
    "Dagen": "ma wo",
    "Max stops": "",
}
HUB = {
    "Naam": "Keuken De Pan",
    "Soort": "keuken",
    "Straat": "Kade",
    "Huisnr": "1",
    "Postcode": "2512 AA",
    "Plaats": "Den Haag",
    "Openingstijden": "ma t/m vr 9:00-17:00",
    "Maaltijden klaar": "9:30",
}


def person(**cells: str) -> dict[str, str]:
    """One row of recipients; a test says only what it is about. `huisnr="12"` sets Huisnr."""
    return _with(RECIPIENT, cells)


def volunteer_row(**cells: str) -> dict[str, str]:
    return _with(VOLUNTEER, cells)


def hub_row(**cells: str) -> dict[str, str]:
    return _with(HUB, cells)


def _with(usual: dict[str, str], cells: dict[str, str]) -> dict[str, str]:
    headers = {header.casefold().replace(" ", "_"): header for header in usual}
    return usual | {headers[name]: value for name, value in cells.items()}


def table(*rows: dict[str, str]) -> Table:
    """The header on row 1, so that the first person is on row 2, as Excel counts."""
    headers = tuple(rows[0])
    cells = [tuple(row[header] for header in headers) for row in rows]
    return Table(headers, tuple(TableRow(n, each) for n, each in enumerate(cells, 2)), 1)


def look(home: Home, listed: Table, kind: ListKind = ListKind.RECIPIENTS) -> Preview:
    with home.view(account(home)) as work:
        return importing.preview(work, listed, importing.guess_columns(work, listed, kind), "a.csv")


def take(
    home: Home,
    listed: Table,
    kind: ListKind = ListKind.RECIPIENTS,
    choices: Choices | None = None,
    by: str = "Ans",
) -> ImportResult:
    """Look at a list and save it, as somebody with a screen does."""
    seen = look(home, listed, kind)
    with home.work(account(home, by)) as work:
        return importing.save(work, seen, choices)


def everyone(home: Home, kind: PersonKind = PersonKind.RECIPIENT) -> tuple[Any, ...]:
    with home.view(home.system) as work:
        return records_of(work, kind).all()


def edit(home: Home, ident: int, by: str = "R. Bakker", **changed: Any) -> None:
    """Somebody at the office changes a recipient."""
    with home.work(account(home, by)) as work:
        one = replace(work.store.recipients.get(ident), **changed)
        work.store.recipients.save(one, work.cause())


def undo(home: Home, ident: ImportId) -> importing.Undone:
    with home.work(account(home)) as work:
        return importing.undo(work, ident)
