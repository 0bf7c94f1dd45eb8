"""`demo`: fictional lists in a new home, a planned day, everything on paper, then the app."""

from __future__ import annotations

import json
import random
import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import typer

import voedselbrigade
from voedselbrigade.cli import app_server, days, demo_stock, lists, planning
from voedselbrigade.cli.desk import Desk, a_day, desk_of
from voedselbrigade.domain.delivery_days import public_holiday
from voedselbrigade.domain.plans import (
    OUTCOME_LETTER,
    WORRY_LETTER,
    Outcome,
    Plan,
    PlanStatus,
    StopStatus,
)
from voedselbrigade.domain.tables import ListKind
from voedselbrigade.errors import NotPossible, Unreachable
from voedselbrigade.services import delivering, publishing, reviewing
from voedselbrigade.services.searching import SearchOrder

SEED = 2511
_MARK = "demo.json"
_PAST_STEPS = 200
_FILES = {
    ListKind.HUBS: "locaties.csv",
    ListKind.VOLUNTEERS: "vrijwilligers.xlsx",
    ListKind.RECIPIENTS: "ontvangers.xlsx",
}


def add_to(app: typer.Typer) -> None:
    app.command()(demo)


def demo(
    context: typer.Context,
    day: Annotated[
        str | None, typer.Option("--date", metavar="DATUM", help="De dag die gepland wordt.")
    ] = None,
    past: Annotated[
        int, typer.Option("--days", min=0, max=400, metavar="N", help="Zoveel dagen ervoor.")
    ] = 0,
    seconds: Annotated[
        float, typer.Option("--seconds", min=0, metavar="N", help="Zo lang zoeken.")
    ] = 10,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Start de app niet.")] = False,
) -> None:
    """Laat het programma zien met verzonnen lijsten, en start de app."""
    desk = desk_of(context)
    source = _lists()
    refuse_other_data(desk)
    today = desk.home.now().date()
    if not _ready(desk) or day is not None or past:
        chosen = a_day(day, today) if day else delivery_day(today)
        _build(context, source, chosen, past, seconds)
    if not no_serve:
        raise typer.Exit(app_server.serve(desk))


def refuse_other_data(desk: Desk) -> None:
    """A home with people in it that no demo put there is never touched. Raises NotPossible."""
    if (desk.home_path / _MARK).exists():
        return
    with desk.home.view(desk.home.system) as work:
        store = work.store
        used = store.recipients.all() or store.volunteers.all() or store.hubs.all()
    if used:
        raise NotPossible("demo.other_data", folder=str(desk.home_path))


def delivery_day(today: date) -> date:
    """Today, or else the first day from now on that is no weekend and no public holiday."""
    day = today
    while day.weekday() >= 5 or public_holiday(day):
        day += timedelta(days=1)
    return day


def _build(context: typer.Context, source: Path, day: date, past: int, seconds: float) -> None:
    """Every step can be done twice: a demo that was cut off is built on where it was."""
    desk = desk_of(context)
    _mark(desk, ready=False)
    shutil.copyfile(source / "adressen.csv", desk.home.indexes / "adressen.csv")
    for kind, file in _FILES.items():
        desk.say(f"\n{file}")
        lists.import_list(context, kind, source / file)
    desk.say("")
    demo_stock.fill(desk, source / "voorraad", day)
    for earlier in _days_before(day, past):
        _settled_day(desk, earlier)
    desk.say("")
    planning.plan(context, day.isoformat(), seconds=seconds, seed=SEED)
    days.publish(context, day.isoformat())
    days.sheets(context, day.isoformat(), desk.home.output / day.isoformat())
    _mark(desk, ready=True)


def _days_before(day: date, count: int) -> list[date]:
    """So many delivery days before `day`, oldest first."""
    found: list[date] = []
    while len(found) < count:
        day -= timedelta(days=1)
        if delivery_day(day) == day:
            found.insert(0, day)
    return found


def _settled_day(desk: Desk, day: date) -> None:
    """A day as it may have been: planned, published, and every door ticked; once."""
    with desk.home.view(desk.actor) as work:
        if any(plan.status is PlanStatus.DONE for plan in reviewing.versions(work, day)):
            return
    order = SearchOrder(engine="insertion", steps=_PAST_STEPS, seed=SEED)
    made = desk.home.searches().run(day, desk.actor, order)
    if made is None:
        return
    with desk.home.work(desk.actor) as work:
        publishing.publish(work, day)
    with desk.home.work(desk.actor) as work:
        delivering.settle_lines(work, day, ticks(made))
    desk.say(desk.t("{day:date} is gepland en afgesloten.", day=day))


def ticks(plan: Plan) -> str:
    """What the volunteers ticked on paper; the same plan always gives the same ticks."""
    chance = random.Random(f"{SEED} {plan.day}")
    lines = []
    for route, stop in plan.every_stop():
        if stop.status is StopStatus.PLANNED:
            outcome = chance.choices(tuple(Outcome), (94, 5, 1))[0]
            worry = WORRY_LETTER if chance.random() < 0.01 else ""
            late_s = chance.randrange(-120, 420)
            hour, minute = divmod((stop.arrives_s + late_s) // 60, 60)
            letters = f"{OUTCOME_LETTER[outcome]}{worry}"
            lines.append(f"{route.code} {stop.number}{letters} {hour:02d}:{minute:02d}")
    return "\n".join(lines)


def _lists() -> Path:
    folder = Path(voedselbrigade.__file__).resolve().parents[1] / "data" / "demo"
    if not all((folder / file).is_file() for file in (*_FILES.values(), "adressen.csv")):
        raise Unreachable("demo.no_lists", folder=str(folder))
    return folder


def _ready(desk: Desk) -> bool:
    try:
        found = json.loads((desk.home_path / _MARK).read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(found, dict) and found.get("ready") is True


def _mark(desk: Desk, ready: bool) -> None:
    """Written before the first list: from then on this home is a demo, whatever happens."""
    (desk.home_path / _MARK).write_text(json.dumps({"demo": True, "ready": ready}), "utf-8")
