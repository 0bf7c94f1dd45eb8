"""`plan`: searching for a day's routes, and telling what came of it and what would change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from voedselbrigade.adapters.plan_files import changes_json, plan_json, wishes_json
from voedselbrigade.cli.desk import Desk, a_day, desk_of, write_json
from voedselbrigade.domain import supplies
from voedselbrigade.domain.plan_changes import (
    RouteChange,
    changes,
    left_out_since,
    reprinted,
)
from voedselbrigade.domain.plans import LeftOut, Plan, StopStatus, in_force
from voedselbrigade.errors import Fact, WrongWords
from voedselbrigade.routing.engines import NAMES
from voedselbrigade.routing.replanning import Mode
from voedselbrigade.services import reviewing, searching
from voedselbrigade.services.printing import STRAIGHT
from voedselbrigade.services.searching import SearchOrder, SearchProgress
from voedselbrigade.words import Speaker

_MOST_LINES = 20
_WORTH_TELLING_S = 60

Day = Annotated[
    str, typer.Argument(metavar="DATUM", help="2026-11-24, 24-11-2026, vandaag of morgen.")
]
EngineName = Annotated[
    str | None,
    typer.Option("--engine", metavar="NAAM", help="Rekenwijze: " + ", ".join(NAMES) + "."),
]
Cores = Annotated[
    int | None,
    typer.Option("--cores", min=1, metavar="N", help="Zoveel processen naast elkaar."),
]
Cluster = Annotated[
    str | None,
    typer.Option("--cluster", metavar="ADRES", help="Reken op een Dask-cluster: tcp://…"),
]
WhatMayChange = Annotated[
    str | None,
    typer.Option("--mode", metavar="WAT", help="Wat mag veranderen: " + ", ".join(Mode) + "."),
]
Seconds = Annotated[
    float | None,
    typer.Option("--seconds", min=0, metavar="N", help="Zo lang zoeken, in seconden."),
]
Steps = Annotated[
    int | None,
    typer.Option("--steps", min=1, metavar="N", help="Zoveel werk doen: steeds hetzelfde plan."),
]
Seed = Annotated[int, typer.Option("--seed", min=0, metavar="N", help="Begin van het toeval.")]
Faces = Annotated[
    int | None,
    typer.Option(
        "--faces", min=0, max=60, metavar="MIN", help="Zoveel minuten is een vast gezicht waard."
    ),
]
JsonFile = Annotated[
    str | None,
    typer.Option("--json", metavar="BESTAND", help="Het plan als JSON; - is het scherm."),
]


def plan(
    context: typer.Context,
    day: Day,
    seconds: Seconds = None,
    steps: Steps = None,
    seed: Seed = 0,
    engine: EngineName = None,
    cores: Cores = None,
    cluster: Cluster = None,
    mode: WhatMayChange = None,
    faces: Faces = None,
    why: Annotated[
        bool,
        typer.Option("--why", help="Zeg ook wat in de weg zit, en wat elke wens kostte."),
    ] = False,
    json_out: JsonFile = None,
) -> int:
    """Maak de routes van een dag: een concept. Van een plan dat al geldt, verandert zo min
    mogelijk; met --mode everything begint alles opnieuw."""
    desk = desk_of(context)
    if seconds is not None and steps is not None:
        raise WrongWords("plan.seconds_or_steps")
    wanted = a_day(day, desk.home.now().date())
    order = SearchOrder(_engine(engine), seconds, steps, seed, cores, _mode(mode), faces)
    with _search_bar(desk, desk.console(json_out)) as bar:
        made = desk.home.searches(cluster).run(wanted, desk.actor, order, bar)
    if made is None:
        desk.say(desk.t("Het zoeken is gestopt. Er is niets veranderd."), json_out)
        return 1
    _tell_plan(desk, made, json_out)
    if why:
        _tell_why(desk, made, bar, json_out)
    with desk.home.view(desk.actor) as work:
        holds = in_force(reviewing.versions(work, wanted))
    told = plan_json(made, desk.t) | wishes_json(made, desk.t)
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
        tell_changes(desk, changed, json_out)
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
        self._last: SearchProgress | None = None

    def __call__(self, now: SearchProgress) -> None:
        found, self._last = "", now
        if now.cost is not None:
            found = self._t("{n} van {all} mensen", n=now.served, all=now.stops)
        better = searching.better_min(now.as_values())
        if better:
            found = self._t("{found}, {n:number} min beter", found=found, n=better)
        limit = now.limit_s or None
        self._progress.update(self._task, total=limit, completed=now.elapsed_s, found=found)

    def course(self) -> tuple[Fact, ...]:
        """How the best plan became better; nothing when the first one stood."""
        told = searching.course(self._last.as_values()) if self._last else None
        return (told,) if told else ()


def _tell_why(desk: Desk, made: Plan, bar: _Bar, json_out: str | None) -> None:
    """What is in the way of whom, what the wishes cost, and how the search went."""
    _tell_obstacles(desk, made, json_out)
    tell_wishes(desk, made, json_out)
    desk.say_facts(bar.course(), json_out)


def tell_wishes(desk: Desk, plan: Plan, json_out: str | None = None) -> None:
    """What every wish came to, at which doors a familiar face made the plan dearer, and who would
    rather have had another time."""
    if plan.wishes:
        desk.say(desk.t("Wat elke wens kostte:"), json_out)
        desk.say_facts([wish.fact for wish in plan.wishes], json_out)
    _tell_dear_faces(desk, plan, json_out)
    _tell_other_times(desk, plan, json_out)


def _tell_dear_faces(desk: Desk, plan: Plan, json_out: str | None) -> None:
    dear = [
        (route, stop) for route, stop in plan.every_stop() if stop.face_extra_s >= _WORTH_TELLING_S
    ]
    lines = [
        desk.t(
            "{route} {number} {name}: door de vaste bezorger {more_s:minutes} min meer.",
            route=route.code,
            number=stop.number,
            name=stop.name,
            more_s=stop.face_extra_s,
        )
        for route, stop in sorted(dear, key=lambda one: -one[1].face_extra_s)
    ]
    if lines:
        say_lines(desk, desk.t("Waar een vast gezicht meer kost:"), lines, json_out)


def _tell_other_times(desk: Desk, plan: Plan, json_out: str | None) -> None:
    lines = [
        desk.t(
            "{route} {number} {name}: komt om {at_s:clock}, liever tussen {from_s:clock} en"
            " {until_s:clock}.",
            route=route.code,
            number=stop.number,
            name=stop.name,
            at_s=stop.arrives_s,
            from_s=stop.wanted.start_s,
            until_s=stop.wanted.end_s,
        )
        for route, stop in sorted(plan.every_stop(), key=lambda one: -one[1].off_wanted_s)
        if stop.wanted is not None and stop.off_wanted_s >= _WORTH_TELLING_S
    ]
    if lines:
        say_lines(desk, desk.t("Wie liever een andere tijd had:"), lines, json_out)


def _tell_plan(desk: Desk, plan: Plan, json_out: str | None) -> None:
    t = desk.t
    stops = sum(1 for _, stop in plan.every_stop() if stop.status is StopStatus.PLANNED)
    parts = (
        count_routes(t, len(plan.routes)),
        t.many("{n} mens", "{n} mensen", stops),
        t.many("{n} maaltijd", "{n} maaltijden", plan.meals),
    )
    what = ", ".join(parts)
    desk.say(t("Concept voor {day:date}: {what}.", day=plan.day, what=what), json_out)
    roads = t("Tijden en afstanden zijn geschat (hemelsbreed).")
    if plan.roads != STRAIGHT:
        roads = t("Tijden en afstanden zijn over de straten van de kaart.")
    desk.say(roads, json_out)
    desk.say_facts(
        (*supplies.told(plan), *plan.notes, *(breach.fact for breach in plan.breaches)), json_out
    )
    if plan.left_out:
        title = t.many(
            "{n} mens staat op geen route:", "{n} mensen staan op geen route:", len(plan.left_out)
        )
        say_lines(desk, title, [_left_out(desk, one) for one in plan.left_out], json_out)


def count_routes(t: Speaker, n: int) -> str:
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


def say_lines(desk: Desk, title: str, lines: Sequence[str], json_out: str | None = None) -> None:
    """A title with at most so many lines below it, and how many there are more."""
    desk.say(title, json_out)
    say_first(desk, [f"- {line}" for line in lines], json_out)


def say_first(desk: Desk, lines: Sequence[str], json_out: str | None = None) -> None:
    for line in lines[:_MOST_LINES]:
        desk.say(line, json_out)
    more = len(lines) - _MOST_LINES
    if more > 0:
        desk.say(desk.t("en nog {n}.", n=more), json_out)


def tell_changes(desk: Desk, changed: Sequence[RouteChange], json_out: str | None = None) -> None:
    for change in changed:
        lines = [desk.t.fact(fact) for fact in change.facts]
        say_lines(desk, f"{change.route} {change.volunteer}:", lines, json_out)
    routes = reprinted(changed)
    if routes:
        desk.say(desk.t("Druk opnieuw af: {routes:list}.", routes=routes), json_out)
