"""A backup on the command line: `backup FILE` and `restore FILE`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from voedselbrigade.cli.desk import desk_of

File = Annotated[Path, typer.Argument(metavar="BESTAND", help="De reservekopie.")]


def add_to(app: typer.Typer) -> None:
    for command in (backup, restore):
        app.command(command.__name__)(command)


def backup(context: typer.Context, file: File) -> int:
    """Bewaar alle gegevens in één bestand. Anderen kunnen gewoon doorwerken."""
    desk = desk_of(context)
    done = desk.home.backup(desk.actor, file)
    desk.say(desk.t("Bewaard: {n:number} regels in {file}.", n=done.total, file=str(file)))
    desk.say(desk.t("In dit bestand staan gegevens van mensen. Bewaar het achter slot."))
    return 0


def restore(
    context: typer.Context,
    file: File,
    replace: Annotated[
        bool, typer.Option("--replace", help="Ook als hier al gegevens staan: die gaan weg.")
    ] = False,
) -> int:
    """Zet een reservekopie terug."""
    desk = desk_of(context)
    done = desk.home.restore(desk.actor, file, replace)
    text = desk.t(
        "Teruggezet: {n:number} regels, zoals ze waren op {day:date}.",
        n=done.total,
        day=done.made_at.date(),
    )
    desk.say(text)
    return 0
