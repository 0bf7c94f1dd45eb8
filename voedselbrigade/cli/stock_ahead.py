"""Looking ahead on the command line: days of cover, what is left over, what to ask, a forecast."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from voedselbrigade.cli.desk import Desk, desk_of, write_json
from voedselbrigade.cli.stock_desk import HubName, JsonOut, hub_of, lot_json
from voedselbrigade.errors import Unreachable
from voedselbrigade.services import hub_cover, stock_ahead
from voedselbrigade.services.stock_ahead import Ahead, Cover


def add_to(stock: typer.Typer) -> None:
    for command in (cover, hubs, forecast):
        stock.command(command.__name__)(command)


def cover(
    context: typer.Context,
    hub: HubName,
    days: Annotated[
        int,
        typer.Option(metavar="N", min=1, max=stock_ahead.LONGEST, help="Zoveel dagen vooruit."),
    ] = stock_ahead.DAYS,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="BESTAND", help="Ook als Excel-bestand.")
    ] = None,
    json_out: JsonOut = None,
) -> int:
    """Hoe lang is er genoeg, wat blijft er over, en wat vraagt u aan gevers?"""
    desk = desk_of(context)
    where = hub_of(desk, hub)
    with desk.home.view(desk.actor) as work:
        seen = stock_ahead.look_ahead(work, where.id, days)
    _tell(desk, seen, json_out)
    if out is not None:
        _write(desk, seen, out)
    if json_out is not None:
        write_json(json_out, _json(where.name, seen))
    return 0


def hubs(context: typer.Context, json_out: JsonOut = None) -> int:
    """Voor hoeveel dagen is er eten, per locatie? Wat het eerst op is, staat bovenaan."""
    desk = desk_of(context)
    t = desk.t
    with desk.home.view(desk.actor) as work:
        found = hub_cover.all_hubs(work)
    for one in found:
        if not one.asked:
            text = t("niemand vraagt iets")
        elif one.days is None:
            text = t("langer dan {n} dagen", n=one.horizon)
        else:
            text = t("nog {days:number} dagen", days=round(one.days, 1))
        first = ", ".join(product.name for product in one.first_out)
        desk.say(f"{one.hub.name}: {text}" + (f" ({first})" if first else ""), json_out)
    if not found:
        desk.say(t("Er ligt nog nergens iets, en niemand vraagt iets."), json_out)
    if json_out is not None:
        lines = [
            {
                "hub": one.hub.name,
                "supply": one.supply.value,
                "cover_days": _rounded(one.days) if one.asked else None,
                "kg": one.grams / 1000,
                "first_out": [product.name for product in one.first_out],
                "kinds": [
                    {"kind": kind.name, "cover_days": _rounded(kind.days)} for kind in one.kinds
                ],
            }
            for one in found
        ]
        write_json(json_out, {"hubs": lines})
    return 0


def forecast(context: typer.Context, hub: HubName, json_out: JsonOut = None) -> int:
    """Wat wordt er de komende week gevraagd aan de balie, en hoe zeker is dat?"""
    desk = desk_of(context)
    where, t = hub_of(desk, hub), desk.t
    with desk.home.view(desk.actor) as work:
        found = stock_ahead.forecasts(work, where.id)
    for item, said in found:
        text = t("{item}: ongeveer {n} per week", item=item.name, n=round(said.per_week))
        if said.error is not None:
            off = t("zat er gemiddeld {error} naast", error=round(said.error))
            text = f"{text}, {off}"
        desk.say(text, json_out)
    if not found:
        desk.say(
            t("Er is nog geen twee weken geschiedenis. Dan zeggen wij liever niets."), json_out
        )
    if json_out is not None:
        lines = [
            {
                "item": item.name,
                "per_week": round(said.per_week, 2),
                "error": said.error,
                "naive_error": said.naive_error,
                "weeks": said.weeks,
                "weekdays": {str(day): round(n, 2) for day, n in said.weekdays.items()},
            }
            for item, said in found
        ]
        write_json(json_out, {"hub": where.name, "lines": lines})
    return 0


def _tell(desk: Desk, seen: Ahead, json_out: str | None) -> None:
    t = desk.t
    for one in seen.items:
        if one.asked:
            desk.say(_line(desk, one, seen.horizon), json_out)
    for left in seen.leftovers:
        text = t(
            "Blijft over: {n} × {item}, {lot}, mag mee tot en met {day:date}.",
            n=left.quantity,
            item=left.item.name,
            lot=left.held.lot.code,
            day=left.until,
        )
        desk.say(text, json_out)
    for ask in seen.ask:
        text = t("Vraag gevers om {n} × {item}.", n=ask.quantity, item=ask.item.name)
        desk.say(text, json_out)
    if not any(one.asked for one in seen.items):
        desk.say(t("Niemand vraagt hier de komende dagen iets."), json_out)


def _line(desk: Desk, one: Cover, horizon: int) -> str:
    t = desk.t
    if one.days is None:
        text = t("genoeg voor langer dan {n} dagen", n=horizon)
    else:
        text = t("nog {days:number} dagen", days=round(one.days, 1))
    return f"{one.item.name}: {one.there}, {text}"


def _write(desk: Desk, seen: Ahead, out: Path) -> None:
    # Pandas takes half a second to load, and no other command of the stock needs it.
    from voedselbrigade.adapters.stock_tables import ahead_xlsx  # noqa: PLC0415

    try:
        out.write_bytes(ahead_xlsx(seen, desk.t))
    except OSError as error:
        raise Unreachable("cli.cannot_write", file=str(out)) from error


def _json(hub: str, seen: Ahead) -> dict[str, Any]:
    return {
        "hub": hub,
        "on": seen.today.isoformat(),
        "days": seen.horizon,
        "items": [_cover_json(one) for one in seen.items],
        "categories": [
            {
                "category": one.category,
                "name": one.name,
                "there": one.there,
                "kg": one.grams / 1000,
                "cover_days": _rounded(one.days),
            }
            for one in seen.categories
        ],
        "left_over": [
            {
                "item": one.item.name,
                **lot_json(one.held.lot),
                "quantity": one.quantity,
                "until": one.until.isoformat(),
            }
            for one in seen.leftovers
        ],
        "ask": [
            {
                "item": one.item.name,
                "quantity": one.quantity,
                "kg": one.grams / 1000,
                "from": one.from_day.isoformat() if one.from_day else None,
            }
            for one in seen.ask
        ],
    }


def _cover_json(one: Cover) -> dict[str, Any]:
    return {
        "item": one.item.name,
        "there": one.there,
        "planned": one.planned,
        "expected": round(one.expected, 2),
        "cover_days": _rounded(one.days),
        "empty_on": one.run.empty_on.isoformat() if one.run.empty_on else None,
        "short": one.run.lacking,
    }


def _rounded(days: float | None) -> float | None:
    return None if days is None else round(days, 2)
