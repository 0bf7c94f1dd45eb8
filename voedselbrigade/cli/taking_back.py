"""`undo-import`: the lists that were taken over, and taking one back as a whole."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from voedselbrigade.cli.desk import Desk, desk_of, write_json
from voedselbrigade.domain.history import ImportId, ImportRun, ImportStatus
from voedselbrigade.services import import_undoing, importing
from voedselbrigade.services.import_undoing import Undone
from voedselbrigade.words.values import kept_line

_MOST_LINES = 20


def add_to(app: typer.Typer) -> None:
    app.command("undo-import")(undo_import)


def undo_import(
    context: typer.Context,
    number: Annotated[
        int | None,
        typer.Argument(metavar="NUMMER", help="Welke lijst; zonder nummer ziet u ze allemaal."),
    ] = None,
    json_out: Annotated[
        str | None,
        typer.Option("--json", metavar="BESTAND", help="De uitkomst als JSON; - is het scherm."),
    ] = None,
) -> None:
    """Maak een lijst die is overgenomen ongedaan. Zonder nummer: welke lijsten er zijn."""
    desk = desk_of(context)
    if number is None:
        _tell_runs(desk, json_out)
        return
    with desk.home.work(desk.actor) as work:
        undone = import_undoing.undo(work, ImportId(number))
    _tell(desk, undone, json_out)


def tell_number(desk: Desk, run: ImportRun | None, json_out: str | None) -> None:
    """How to take back the list that was just taken over; nothing when it changed nothing."""
    if run is not None:
        text = desk.t("Ongedaan maken? voedselbrigade undo-import {n}", n=run.id)
        desk.say(text, json_out)


def _tell_runs(desk: Desk, json_out: str | None) -> None:
    t = desk.t
    with desk.home.view(desk.actor) as work:
        found = importing.runs(work)
    if json_out is not None:
        write_json(json_out, {"lists": [_run_json(run) for run in found]})
    if not found:
        desk.say(t("Er is nog geen lijst overgenomen."), json_out)
        return
    grid = Table.grid(padding=(0, 2))
    for run in found[:_MOST_LINES]:
        what = t(
            "{new} nieuw, {changed} gewijzigd, {wrong} fout",
            new=run.counts.get("new", 0),
            changed=run.counts.get("changed", 0),
            wrong=run.counts.get("wrong", 0),
        )
        gone = run.status is ImportStatus.UNDONE
        when = f"{run.at:%d-%m-%Y %H:%M}, {run.by}"
        state = t("ongedaan gemaakt") if gone else what
        cells = (str(run.id), run.file_name, t.term("list_kind", run.kind), when, state)
        grid.add_row(*(Text(cell) for cell in cells))
    desk.console(json_out).print(grid)


def _tell(desk: Desk, undone: Undone, json_out: str | None) -> None:
    t, run = desk.t, undone.run
    desk.say(t("De lijst is ongedaan gemaakt."), json_out)
    desk.say_facts(undone.facts, json_out)
    kept = [kept_line(t, run.kind, o.label, (o.field, o.value), o.by) for o in undone.kept]
    for line in kept:
        desk.say(line, json_out)
    if json_out is not None:
        told: dict[str, Any] = {
            "list": _run_json(run),
            "removed": len(undone.removed),
            "restored": len(undone.restored),
            "stay": list(undone.names),
            "kept": kept,
        }
        write_json(json_out, told)


def _run_json(run: ImportRun) -> dict[str, Any]:
    return {
        "number": run.id,
        "kind": run.kind.value,
        "file": run.file_name,
        "at": run.at.isoformat(),
        "by": run.by,
        "undone": run.status is ImportStatus.UNDONE,
    }
