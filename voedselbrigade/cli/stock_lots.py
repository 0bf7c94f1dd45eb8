"""What happens to one lot on the command line: looked at, frozen, written off; and the books."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from voedselbrigade.cli.desk import desk_of, write_json
from voedselbrigade.cli.stock_desk import (
    HubName,
    ItemName,
    JsonOut,
    Quantity,
    hub_of,
    item_of,
    lot_json,
    lot_number,
    one_lot,
)
from voedselbrigade.errors import Fact, UnusableFile
from voedselbrigade.services import (
    stock_checking,
    stock_dates,
    stock_overview,
    stock_reference,
    stocking,
)
from voedselbrigade.stock.lots import Storage, WriteOffReason

_LotOption = Annotated[
    str | None, typer.Option("--lot", metavar="PARTIJ", help="Zoals op het etiket: P-000012.")
]


def add_to(stock: typer.Typer) -> None:
    for name, command in (
        ("checked", checked),
        ("freeze", freeze),
        ("write-off", write_off),
        ("temperature", temperature),
        ("rules", rules),
        ("check", check),
        ("todo", todo),
    ):
        stock.command(name)(command)


def checked(
    context: typer.Context,
    lot: Annotated[str, typer.Argument(metavar="PARTIJ", help="P-000012.")],
    good: Annotated[bool, typer.Option("--good/--bad", help="Is het pak heel en goed?")],
    note: Annotated[str, typer.Option(metavar="TEKST")] = "",
) -> int:
    """Leg vast dat iemand een partij bekeken heeft. Wat niet goed is, wordt geblokkeerd."""
    desk = desk_of(context)
    with desk.home.work(desk.actor) as work:
        stock_dates.note_check(work, lot_number(lot), good, note)
    desk.say(desk.t("Vastgelegd.") if good else desk.t("Vastgelegd, en geblokkeerd."))
    return 0


def freeze(
    context: typer.Context,
    hub: HubName,
    item: ItemName,
    quantity: Quantity,
    lot: _LotOption = None,
    json_out: JsonOut = None,
) -> int:
    """Vries in: het wordt een nieuwe partij met een nieuwe datum en een sticker."""
    desk = desk_of(context)
    where, what = hub_of(desk, hub), item_of(desk, item)
    with desk.home.work(desk.actor) as work:
        held = one_lot(work, where.id, what, lot)
        done = stock_dates.freeze(work, (held.lot.id, held.place.id), quantity)
    made = done.lots[0]
    text = desk.t(
        "Ingevroren als {lot}, te gebruiken tot {day:date}.", lot=made.code, day=made.ends_on
    )
    desk.say(text, json_out)
    if json_out is not None:
        write_json(json_out, {"cause": done.cause, **lot_json(made), "quantity": quantity})
    return 0


def write_off(
    context: typer.Context,
    hub: HubName,
    item: ItemName,
    quantity: Quantity,
    reason: Annotated[
        WriteOffReason,
        typer.Option(metavar="REDEN", help=", ".join(one.value for one in WriteOffReason)),
    ],
    lot: _LotOption = None,
    note: Annotated[str, typer.Option(metavar="TEKST")] = "",
    json_out: JsonOut = None,
) -> int:
    """Voer af wat niemand meer krijgt, met de reden."""
    desk = desk_of(context)
    where, what = hub_of(desk, hub), item_of(desk, item)
    with desk.home.work(desk.actor) as work:
        held = one_lot(work, where.id, what, lot)
        spot = (held.lot.id, held.place.id)
        done = stocking.write_off(work, spot, quantity, reason, note)
    word = desk.t.term("write_off", reason)
    desk.say(
        desk.t("{n} × {item} afgevoerd: {why}.", n=quantity, item=what.name, why=word), json_out
    )
    if json_out is not None:
        write_json(json_out, {"cause": done.cause, **lot_json(held.lot), "quantity": quantity})
    return 0


def temperature(
    context: typer.Context,
    hub: HubName,
    degrees: Annotated[float, typer.Option(metavar="GRADEN", min=-60, max=120)],
    storage: Annotated[Storage, typer.Option(metavar="BEWAREN", help="chilled, frozen of hot.")],
    room: Annotated[str, typer.Option(metavar="RUIMTE", help="Welke koelkast of vriezer.")] = "",
    json_out: JsonOut = None,
) -> int:
    """Schrijf een temperatuur op. Klopt die niet, dan ziet u wat er ligt."""
    desk = desk_of(context)
    where = hub_of(desk, hub)
    with desk.home.work(desk.actor) as work:
        name = room or desk.t.term("storage", storage)
        done = stock_dates.measure(work, where.id, name, storage, round(degrees * 10))
    desk.say(desk.t("Bewaard."), json_out)
    desk.say_facts([fact for fact in (done.problem, done.advice) if fact], json_out)
    for item, held in done.affected:
        desk.say(f"- {held.quantity} × {item.name}, {held.lot.code}", json_out)
    if json_out is not None:
        problem = desk.t.fact(done.problem) if done.problem else None
        touched = [
            lot_json(held.lot) | {"item": item.name, "quantity": held.quantity}
            for item, held in done.affected
        ]
        advice = desk.t.fact(done.advice) if done.advice else None
        write_json(json_out, {"problem": problem, "advice": advice, "affected": touched})
    return 0


def rules(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="BESTAND", help="CSV, zoals in data/reference.")],
) -> int:
    """Neem een tabel met houdbaarheid over, zoals de officiële bijlage."""
    desk = desk_of(context)
    try:
        text = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UnusableFile("import.no_file", file=str(file)) from error
    with desk.home.work(desk.actor) as work:
        good, wrong = stock_reference.load(work, text)
    for one in wrong:
        place = desk.t("Rij {row}", row=one.row)
        desk.say(f"{place}: {desk.t.fact(one.fact)}")
    if wrong:
        desk.say(desk.t("Er is niets overgenomen."))
        return 2
    desk.say(desk.t.many("{n} regel overgenomen.", "{n} regels overgenomen.", len(good)))
    return 0


def check(
    context: typer.Context,
    repair: Annotated[bool, typer.Option("--repair", help="Reken het opnieuw uit.")] = False,
    json_out: JsonOut = None,
) -> int:
    """Klopt de voorraad met alle boekingen?"""
    desk = desk_of(context)
    if repair:
        with desk.home.work(desk.actor) as work:
            mended = stock_checking.rebuild(work)
        desk.say(desk.t.many("{n} plaats hersteld.", "{n} plaatsen hersteld.", mended), json_out)
    with desk.home.view(desk.actor) as work:
        wrong = stock_checking.disagreements(work)
    fact = Fact.of("stock.books_wrong", n=len(wrong)) if wrong else Fact("stock.books_right")
    desk.say_facts([fact], json_out)
    if json_out is not None:
        write_json(json_out, {"ok": not wrong, "wrong": len(wrong)})
    return int(bool(wrong))


def todo(context: typer.Context, hub: HubName, json_out: JsonOut = None) -> int:
    """Wat moet ik nu doen? Het dringendste eerst."""
    desk = desk_of(context)
    where = hub_of(desk, hub)
    with desk.home.view(desk.actor) as work:
        jobs = stock_overview.to_do(work, where.id)
    for job in jobs:
        word = desk.t.term("stock_job", job.kind)
        desk.say(f"{word}: {', '.join(job.items)}" if job.items else word, json_out)
    if not jobs:
        desk.say(desk.t("Er is nu niets dringends."), json_out)
    if json_out is not None:
        told = [
            {
                "job": job.kind.value,
                "items": list(job.items),
                "units": job.units,
                "places": [str(place) for place in job.places],
                "transfers": list(job.transfers),
            }
            for job in jobs
        ]
        write_json(json_out, {"hub": where.name, "jobs": told})
    return 0
