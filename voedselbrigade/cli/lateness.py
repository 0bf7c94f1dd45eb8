"""`late`: a van comes later at a service point; who waits, and a plan that reckons with it."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Annotated

import typer

from voedselbrigade.cli.desk import Desk, a_day, desk_of, write_json
from voedselbrigade.cli.planning import Day, Seconds, Steps, say_lines, tell_changes
from voedselbrigade.domain.lateness import Late, LateRoute, told
from voedselbrigade.domain.plan_changes import changes, left_out_since
from voedselbrigade.domain.plans import in_force
from voedselbrigade.services import lateness, reviewing
from voedselbrigade.services.searching import SearchOrder


def add_to(app: typer.Typer) -> None:
    app.command("late")(late)


def late(
    context: typer.Context,
    day: Day,
    code: Annotated[str, typer.Argument(metavar="AANVOER", help="Wie later is: T01.")],
    minutes: Annotated[int, typer.Argument(metavar="MINUTEN", help="Zoveel later dan het plan.")],
    replan: Annotated[
        bool, typer.Option("--plan", help="Maak meteen een concept dat ermee rekent.")
    ] = False,
    seconds: Seconds = None,
    steps: Steps = None,
    json_out: Annotated[
        str | None,
        typer.Option("--json", metavar="BESTAND", help="Wie wacht, als JSON; - is het scherm."),
    ] = None,
) -> int:
    """De maaltijden komen later aan bij een servicepunt: zeg wie daarop wacht."""
    desk = desk_of(context)
    wanted, held_up = a_day(day, desk.home.now().date()), lateness.asked(code, minutes)
    with desk.home.view(desk.actor) as work:
        found = lateness.look(work, wanted, held_up)
    _tell(desk, held_up, found, json_out)
    if json_out is not None:
        write_json(json_out, {"supply": held_up.code, "routes": [asdict(one) for one in found]})
    if not replan:
        return 0
    return _plan(desk, wanted, SearchOrder(seconds=seconds, steps=steps, late=held_up), json_out)


def _tell(desk: Desk, held_up: Late, found: tuple[LateRoute, ...], json_out: str | None) -> None:
    if not found:
        desk.say(desk.t("Niemand hoeft te wachten op {code}.", code=held_up.code), json_out)
    for one in found:
        first, *others = (desk.t.fact(fact) for fact in told(one))
        say_lines(desk, first, others, json_out)


def _plan(desk: Desk, day: date, order: SearchOrder, json_out: str | None) -> int:
    made = desk.home.searches().run(day, desk.actor, order, lambda now: None)
    if made is None:
        desk.say(desk.t("Het zoeken is gestopt. Er is niets veranderd."), json_out)
        return 1
    desk.say(desk.t("Er ligt een concept dat met de vertraging rekent."), json_out)
    desk.say_facts(made.notes, json_out)
    with desk.home.view(desk.actor) as work:
        holds = in_force(reviewing.versions(work, day))
    if holds is not None:
        desk.say_facts(left_out_since(holds, made), json_out)
        tell_changes(desk, changes(holds, made), json_out)
    return 0
