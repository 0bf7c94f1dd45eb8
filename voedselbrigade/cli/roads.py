"""The street map on the command line: `roads build|fetch|status|find`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    ProgressColumn,
    TaskProgressColumn,
    TextColumn,
)

from voedselbrigade.adapters import downloads
from voedselbrigade.cli.desk import Desk, desk_of, write_json
from voedselbrigade.domain.ground import parse_area
from voedselbrigade.domain.typed_addresses import read_typed
from voedselbrigade.errors import Fact, WrongWords
from voedselbrigade.services import locating, mapping
from voedselbrigade.services.mapping import MapInfo, MapStatus, WantedArea
from voedselbrigade.services.ports import NotLocated
from voedselbrigade.words import Speaker

_MOST_LINES = 20


def add_to(app: typer.Typer) -> None:
    roads = typer.Typer(help="De stratenkaart op deze computer.", no_args_is_help=True)
    roads.command("build")(build)
    roads.command("fetch")(fetch)
    roads.command("status")(status)
    roads.command("find")(find)
    app.add_typer(roads, name="roads")


def build(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="BESTAND", help="Een kaartbestand (.osm.pbf).")],
    around: Annotated[
        str | None, typer.Option("--around", metavar="PLAATS", help="Alleen rond deze plaats.")
    ] = None,
    box: Annotated[
        str | None, typer.Option("--bbox", metavar="W,Z,O,N", help="Alleen dit gebied, in graden.")
    ] = None,
    lists: Annotated[
        bool, typer.Option("--lists", help="Alleen rond de mensen op de lijsten.")
    ] = False,
) -> None:
    """Maak de stratenkaart: straten, reistijden en adressen."""
    desk = desk_of(context)
    wanted = _wanted(desk, around, box, lists)
    with desk.home.work(desk.actor) as work:
        mapping.allow(work)
    desk.say_facts([mapping.expected(file, wanted, desk.home.maps)])
    with _steps(desk.out) as progress:
        task = progress.add_task("", total=1.0)

        def heard(step: Fact, part: float) -> None:
            progress.update(task, description=desk.t.fact(step), completed=part)

        info = mapping.build(desk.home.map_workshop(), file, wanted, desk.home.now(), heard)
    desk.say_facts([mapping.made(info)])


def fetch(
    context: typer.Context,
    province: Annotated[str, typer.Argument(metavar="PROVINCIE", help="Zoals zuid-holland.")],
) -> None:
    """Haal het kaartbestand van een provincie op; een afgebroken poging gaat verder."""
    desk = desk_of(context)
    with desk.home.work(desk.actor) as work:
        mapping.allow(work)
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
    with _progress(desk.out, *columns) as progress:
        task = progress.add_task(desk.t("Kaartbestand ophalen"), total=None)

        def heard(done: int, whole: int) -> None:
            progress.update(task, completed=done, total=whole or None)

        path = downloads.fetch(province.strip().casefold(), desk.home.downloads, heard)
    desk.say_facts([Fact.of("streets.fetched", file=str(path))])


def status(
    context: typer.Context,
    json_out: Annotated[
        str | None,
        typer.Option("--json", metavar="BESTAND", help="De uitkomst als JSON; - is het scherm."),
    ] = None,
) -> None:
    """Zeg welke kaart er is, hoe oud die is en wie erbuiten woont of niet te bereiken is."""
    desk = desk_of(context)
    streets = desk.home.streets
    roads = desk.home.roads()
    with desk.home.view(desk.actor) as work:
        found = mapping.status(work, desk.home.maps, streets.unusable(), roads)
    if json_out is not None:
        write_json(json_out, _as_json(found, desk.t))
    desk.say_facts(found.facts, json_out)
    people = (*found.outside, *found.out_of_reach)
    desk.say_facts(people[:_MOST_LINES], json_out)
    if len(people) > _MOST_LINES:
        more = len(people) - _MOST_LINES
        desk.say(desk.t("  … en nog {n}. Alles staat in het bestand van --json.", n=more), json_out)


def find(
    context: typer.Context,
    address: Annotated[
        str, typer.Argument(metavar="ADRES", help='Zoals "Dam 12 bis" of "2573 LM 12".')
    ],
    town: Annotated[
        str, typer.Option("--town", metavar="PLAATS", help="Als er geen plaats bij staat.")
    ] = "Den Haag",
) -> int:
    """Zoek één adres op, zoals het programma het voor de lijsten doet."""
    desk = desk_of(context)
    with desk.home.view(desk.actor) as work:
        locating.allow_looking_up(work)
    typed = read_typed(address, town)
    if isinstance(typed, Fact):
        raise WrongWords(typed.code, **typed.values)
    answer = locating.find(typed, desk.home.geocoder())
    if isinstance(answer, NotLocated):
        desk.say_facts([answer.reason])
        for one in answer.suggestions:
            words = (one.line, one.shown_postcode, one.town)
            desk.say("- " + ", ".join(word for word in words if word))
        return 1
    point = f"{answer.point.lat:.6f}, {answer.point.lon:.6f}"
    desk.say(desk.t("Gevonden ({how:term.confidence}): {p}", how=answer.confidence, p=point))
    desk.say_facts([answer.doubt] if answer.doubt else [])
    return 0


def _wanted(desk: Desk, around: str | None, box: str | None, lists: bool) -> WantedArea:
    if sum((around is not None, box is not None, lists)) > 1:
        raise WrongWords("streets.one_area")
    if not lists:
        return WantedArea(around=around, box=parse_area(box) if box is not None else None)
    with desk.home.view(desk.actor) as work:
        return WantedArea(points=mapping.listed_points(work))


def _as_json(found: MapStatus, t: Speaker) -> dict[str, object]:
    return {
        "map": _info_json(found.info) if found.info else None,
        "outside": [fact.values["name"] for fact in found.outside],
        "out_of_reach": [
            {"code": fact.code, **fact.values, "says": t.fact(fact)} for fact in found.out_of_reach
        ],
    }


def _info_json(info: MapInfo) -> dict[str, object]:
    return {
        "source": info.source,
        "built_at": info.built_at.isoformat(),
        "dated": info.dated.isoformat() if info.dated else None,
        "area": info.area.as_tuple() if info.area else None,
        "addresses": info.doors,
        "streets": info.lines,
        "neighbourhoods": info.neighbourhoods,
    }


def _steps(console: Console) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    return _progress(console, *columns)


def _progress(console: Console, *columns: ProgressColumn) -> Progress:
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
