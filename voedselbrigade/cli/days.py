"""A day on the command line: `plan`, `publish`, `settle` and `sheets`."""

from __future__ import annotations

import codecs
import os
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from voedselbrigade.adapters.plan_files import changes_json, plan_json
from voedselbrigade.cli.desk import STANDARD_OUTPUT, Desk, a_day, desk_of, write_json
from voedselbrigade.domain.plan_changes import (
    RouteChange,
    changes,
    left_out_since,
    reprinted,
)
from voedselbrigade.domain.plans import (
    LeftOut,
    Plan,
    PlanStatus,
    StopStatus,
    draft_of,
    in_force,
    refuse_when_begun,
)
from voedselbrigade.errors import NotFound, Unreachable, UnusableFile, WrongWords
from voedselbrigade.routing.engines import NAMES
from voedselbrigade.routing.replanning import Mode
from voedselbrigade.services import delivering, printing, publishing, reviewing
from voedselbrigade.services.delivering import Settled
from voedselbrigade.services.searching import SearchOrder, SearchProgress
from voedselbrigade.wiring.handouts import PrintWishes
from voedselbrigade.words import Speaker

_MOST_LINES = 20
_NOTHING_READ = 2
_ROUTE_FILE = re.compile(r"R\d{2,}\.(html|gpx)|keuken-\d+\.pdf")

Day = Annotated[
    str, typer.Argument(metavar="DATUM", help="2026-11-24, 24-11-2026, vandaag of morgen.")
]


def add_to(app: typer.Typer) -> None:
    for command in (plan, publish, settle, sheets):
        app.command(command.__name__)(command)


# plan --------------------------------------------------------------------------------------------


def plan(
    context: typer.Context,
    day: Day,
    seconds: Annotated[
        float | None,
        typer.Option("--seconds", min=0, metavar="N", help="Zo lang zoeken, in seconden."),
    ] = None,
    steps: Annotated[
        int | None,
        typer.Option(
            "--steps", min=1, metavar="N", help="Zoveel werk doen: steeds hetzelfde plan."
        ),
    ] = None,
    seed: Annotated[
        int, typer.Option("--seed", min=0, metavar="N", help="Begin van het toeval.")
    ] = 0,
    engine: Annotated[
        str | None,
        typer.Option("--engine", metavar="NAAM", help="Rekenwijze: " + ", ".join(NAMES) + "."),
    ] = None,
    cores: Annotated[
        int | None,
        typer.Option("--cores", min=1, metavar="N", help="Zoveel processen naast elkaar."),
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option("--cluster", metavar="ADRES", help="Reken op een Dask-cluster: tcp://…"),
    ] = None,
    mode: Annotated[
        str | None,
        typer.Option("--mode", metavar="WAT", help="Wat mag veranderen: " + ", ".join(Mode) + "."),
    ] = None,
    why: Annotated[
        bool, typer.Option("--why", help="Zeg ook per vrijwilliger wat in de weg zit.")
    ] = False,
    json_out: Annotated[
        str | None,
        typer.Option("--json", metavar="BESTAND", help="Het plan als JSON; - is het scherm."),
    ] = None,
) -> int:
    """Maak de routes van een dag: een concept. Van een plan dat al geldt, verandert zo min
    mogelijk; met --mode everything begint alles opnieuw."""
    desk = desk_of(context)
    if seconds is not None and steps is not None:
        raise WrongWords("plan.seconds_or_steps")
    wanted = a_day(day, desk.home.now().date())
    order = SearchOrder(_engine(engine), seconds, steps, seed, cores, _mode(mode))
    with _search_bar(desk, desk.console(json_out)) as told:
        made = desk.home.searches(cluster).run(wanted, desk.actor, order, told)
    if made is None:
        desk.say(desk.t("Het zoeken is gestopt. Er is niets veranderd."), json_out)
        return 1
    _tell_plan(desk, made, json_out)
    if why:
        _tell_obstacles(desk, made, json_out)
    with desk.home.view(desk.actor) as work:
        holds = in_force(reviewing.versions(work, wanted))
    told = plan_json(made, desk.t)
    if holds is not None:
        changed = changes(holds, made)
        _tell_new_sheets(desk, holds, made, changed, json_out)
        told |= changes_json(changed, desk.t)
    if json_out is not None:
        write_json(json_out, told)
    return 0


def _engine(name: str | None) -> str:
    """The engine that was asked for, or the usual one. Raises WrongWords."""
    if name is None:
        return SearchOrder().engine
    if name not in NAMES:
        raise WrongWords("routing.unknown_engine", name=name, names=NAMES)
    return name


def _mode(name: str | None) -> Mode | None:
    """What may change, or what is usual for the day. Raises WrongWords."""
    if name is not None and name not in set(Mode):
        raise WrongWords("plan.unknown_mode", name=name, names=tuple(Mode))
    return Mode(name) if name else None


def _tell_new_sheets(
    desk: Desk, holds: Plan, made: Plan, changed: Sequence[RouteChange], json_out: str | None
) -> None:
    """What this draft would change of the plan that holds, and for whom."""
    desk.say_facts(left_out_since(holds, made), json_out)
    if changed:
        desk.say(desk.t("Tegenover het plan dat geldt, verandert dit:"), json_out)
        _tell_changes(desk, changed, json_out)
    else:
        desk.say(desk.t("Geen enkel routeblad verandert."), json_out)


@contextmanager
def _search_bar(desk: Desk, console: Console) -> Iterator[_Bar]:
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[found]}"))
    shown = console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=not shown) as progress:
        yield _Bar(desk, progress)


class _Bar:
    """Shows how far a search is; one that counts steps has no end to show."""

    def __init__(self, desk: Desk, progress: Progress) -> None:
        self._t, self._progress = desk.t, progress
        self._task = progress.add_task(desk.t("Routes zoeken"), total=None, found="")

    def __call__(self, now: SearchProgress) -> None:
        found = ""
        if now.cost is not None:
            found = self._t("{n} van {all} mensen", n=now.served, all=now.stops)
        limit = now.limit_s or None
        self._progress.update(self._task, total=limit, completed=now.elapsed_s, found=found)


def _tell_plan(desk: Desk, plan: Plan, json_out: str | None) -> None:
    t = desk.t
    stops = sum(1 for _, stop in plan.every_stop() if stop.status is StopStatus.PLANNED)
    parts = (
        _routes(t, len(plan.routes)),
        t.many("{n} mens", "{n} mensen", stops),
        t.many("{n} maaltijd", "{n} maaltijden", plan.meals),
    )
    what = ", ".join(parts)
    desk.say(t("Concept voor {day:date}: {what}.", day=plan.day, what=what), json_out)
    desk.say_facts((*plan.notes, *(breach.fact for breach in plan.breaches)), json_out)
    if plan.left_out:
        title = t.many(
            "{n} mens staat op geen route:", "{n} mensen staan op geen route:", len(plan.left_out)
        )
        _say_lines(desk, title, [_left_out(desk, one) for one in plan.left_out], json_out)


def _routes(t: Speaker, n: int) -> str:
    return t.many("{n} route", "{n} routes", n)


def _tell_obstacles(desk: Desk, plan: Plan, json_out: str | None) -> None:
    """Per person and volunteer the rules in the way, as the plan was made."""
    for person in plan.left_out:
        for one in person.obstacles:
            words = tuple(desk.t.term("rule", rule) for rule in one.rules)
            if one.every:
                line = desk.t(
                    "{person} bij {name}: overal {rules:list}.",
                    person=person.name,
                    name=one.name,
                    rules=words,
                )
            else:
                line = desk.t(
                    "{person} bij {name}: steeds iets anders, van {rules:list}.",
                    person=person.name,
                    name=one.name,
                    rules=words,
                )
            desk.say(line, json_out)


def _left_out(desk: Desk, one: LeftOut) -> str:
    words = [f"{one.name}: {desk.t.fact(one.reason)}"]
    if one.remedy is not None:
        words.append(desk.t.fact(one.remedy))
    return " ".join(words)


def _say_lines(desk: Desk, title: str, lines: Sequence[str], json_out: str | None = None) -> None:
    """A title with at most so many lines below it, and how many there are more."""
    desk.say(title, json_out)
    _say_first(desk, [f"- {line}" for line in lines], json_out)


def _say_first(desk: Desk, lines: Sequence[str], json_out: str | None = None) -> None:
    for line in lines[:_MOST_LINES]:
        desk.say(line, json_out)
    more = len(lines) - _MOST_LINES
    if more > 0:
        desk.say(desk.t("en nog {n}.", n=more), json_out)


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
            routes=_routes(desk.t, len(done.plan.routes)),
        )
        _tell_changes(desk, done.changes)
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


def _tell_changes(desk: Desk, changed: Sequence[RouteChange], json_out: str | None = None) -> None:
    for change in changed:
        lines = [desk.t.fact(fact) for fact in change.facts]
        _say_lines(desk, f"{change.route} {change.volunteer}:", lines, json_out)
    routes = reprinted(changed)
    if routes:
        desk.say(desk.t("Druk opnieuw af: {routes:list}.", routes=routes), json_out)


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
    _say_first(desk, [t.fact(problem.fact) for problem in settled.problems])
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
    _say_lines(desk, title, [f"{o.route} {o.stop} {o.name}" for o in settled.still_open])


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
            routes=_routes(desk.t, len(printout.sheets)),
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
