"""A day on the command line: `plan`, `publish`, `settle` and `sheets`."""

from __future__ import annotations

import codecs
import os
import re
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from voedselbrigade.cli.desk import STANDARD_OUTPUT, Desk, a_day, desk_of
from voedselbrigade.cli.planning import Day, count_routes, plan, say_first, say_lines, tell_changes
from voedselbrigade.domain.plans import (
    Plan,
    PlanStatus,
    draft_of,
    refuse_when_begun,
)
from voedselbrigade.errors import NotFound, Unreachable, UnusableFile
from voedselbrigade.services import delivering, printing, publishing, reviewing
from voedselbrigade.services.delivering import Settled
from voedselbrigade.wiring.handouts import PrintWishes

_NOTHING_READ = 2
_ROUTE_FILE = re.compile(r"[RT]\d{2,}\.(html|gpx)|keuken-\d+\.pdf")


def add_to(app: typer.Typer) -> None:
    for command in (plan, publish, settle, sheets):
        app.command(command.__name__)(command)


# publish -----------------------------------------------------------------------------------------


def publish(context: typer.Context, day: Day) -> int:
    """Maak van het concept het plan dat geldt."""
    desk = desk_of(context)
    wanted = a_day(day, desk.home.now().date())
    revision = _tell_look(desk, wanted)
    with desk.home.work(desk.actor) as work:
        done = publishing.publish(work, wanted, revision)
    if done.again:
        text = desk.t(
            "Het plan van {day:date} was al gepubliceerd: versie {n}.",
            day=wanted,
            n=done.plan.version,
        )
    else:
        text = desk.t(
            "Het plan van {day:date} is gepubliceerd: versie {n}, {routes}.",
            day=wanted,
            n=done.plan.version,
            routes=count_routes(desk.t, len(done.plan.routes)),
        )
        tell_changes(desk, done.changes)
    desk.say(text)
    return 0


def _tell_look(desk: Desk, day: date) -> int | None:
    """Say what blocks and what warns; the revision of the draft that was looked at."""
    with desk.home.view(desk.actor) as work:
        versions = reviewing.versions(work, day)
        if draft_of(versions) is None:
            return None
        refuse_when_begun(versions)
        seen = publishing.look(work, day)
    desk.say_facts((*seen.blocks, *seen.warnings))
    return seen.plan.revision


# settle ------------------------------------------------------------------------------------------


def settle(
    context: typer.Context,
    day: Day,
    file: Annotated[
        str, typer.Argument(metavar="BESTAND", help="Regels als: R08 1-3G 4N 12:10. - is invoer.")
    ],
) -> int:
    """Verwerk wat er op de routebladen is aangekruist."""
    desk = desk_of(context)
    wanted = a_day(day, desk.home.now().date())
    text = _typed(file)
    with desk.home.work(desk.actor) as work:
        settled = delivering.settle_lines(work, wanted, text)
    _tell_settled(desk, wanted, settled)
    read = settled.new + settled.corrected + settled.unchanged
    return _NOTHING_READ if settled.problems and not read else 0


def _typed(file: str) -> str:
    try:
        content = sys.stdin.buffer.read() if file == STANDARD_OUTPUT else Path(file).read_bytes()
    except OSError as error:
        raise UnusableFile("settle.file_unreadable", file=file) from error
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    if b"\x00" in content:
        raise UnusableFile("settle.not_text", file=file)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _tell_settled(desk: Desk, day: date, settled: Settled) -> None:
    t = desk.t
    say_first(desk, [t.fact(problem.fact) for problem in settled.problems])
    say_first(desk, [t.fact(fact) for fact in settled.to_call])
    desk.say(
        t(
            "{new} nieuw, {corrected} verbeterd, {same} al bekend.",
            new=settled.new,
            corrected=settled.corrected,
            same=settled.unchanged,
        )
    )
    if settled.closed:
        desk.say(t("Alle uitslagen zijn binnen. {day:date} is afgesloten.", day=day))
        return
    title = t.many(
        "Nog {n} adres zonder uitslag:",
        "Nog {n} adressen zonder uitslag:",
        len(settled.still_open),
    )
    say_lines(desk, title, [f"{o.route} {o.stop} {o.name}" for o in settled.still_open])


# sheets ------------------------------------------------------------------------------------------


def sheets(
    context: typer.Context,
    day: Day,
    out: Annotated[Path, typer.Option("--out", metavar="MAP", help="De map voor de bladen.")],
    draft: Annotated[
        bool, typer.Option("--draft", help="Het concept, ook als er al een plan geldt.")
    ] = False,
    large: Annotated[bool, typer.Option("--large", help="Alles in grote letters.")] = False,
    turns: Annotated[
        bool, typer.Option("--turns", help="Met de weg in woorden, op een blad erbij.")
    ] = False,
) -> int:
    """Maak de routebladen: PDF, en per route een pagina en een GPX; kaart en lijst erbij."""
    desk = desk_of(context)
    wanted = a_day(day, desk.home.now().date())
    with desk.home.work(desk.actor) as work:
        chosen = _draft(reviewing.versions(work, wanted), wanted) if draft else None
        printout = printing.print_day(work, wanted, chosen.id if chosen else None)
    from voedselbrigade.adapters import route_sheets  # noqa: PLC0415 - heavy, and only here

    files = desk.home.handouts(printout, desk.t, PrintWishes(large, turns))
    _write_all(out, files)
    desk.say_facts(route_sheets.unprintable(printout.plan))
    desk.say(
        desk.t(
            "{n} bestanden staan in {folder}, met {routes}.",
            n=len(files),
            folder=str(out),
            routes=count_routes(desk.t, len(printout.sheets)),
        )
    )
    if printout.plan.status is PlanStatus.DRAFT:
        desk.say(desk.t("Dit is een concept: op elk blad staat CONCEPT."))
    return 0


def _draft(versions: tuple[Plan, ...], day: date) -> Plan:
    draft = draft_of(versions)
    if draft is None:
        raise NotFound("plan.no_draft", day=day.isoformat())
    return draft


def _write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write each file whole or not at all; a page of a route that is gone does not stay behind."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            _write(folder / name, content)
        for old in folder.iterdir():
            if _ROUTE_FILE.fullmatch(old.name) and old.name not in files:
                old.unlink()
    except OSError as error:
        raise Unreachable("cli.cannot_write", file=str(folder)) from error


def _write(file: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "wb") as writing:
            writing.write(content)
        Path(name).replace(file)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
