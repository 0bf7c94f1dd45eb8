"""Recall on the command line: block at once, then where it lies and who got it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from voedselbrigade.cli.desk import Desk, desk_of, write_json
from voedselbrigade.cli.stock_desk import JsonOut, lot_json
from voedselbrigade.cli.stock_paper import write_recall
from voedselbrigade.errors import WrongWords
from voedselbrigade.services import recall_calls, recalling, stock_printing
from voedselbrigade.services.recall_calls import Call
from voedselbrigade.services.recalling import RecallReport
from voedselbrigade.services.stock_store import CallResult, ReceiverKind
from voedselbrigade.stock.lots import Lot, PlaceRole
from voedselbrigade.stock.recalls import RecallBy, RecallId

_Report = Annotated[
    Path | None,
    typer.Option("--report", metavar="BESTAND", help="Het verslag om te versturen, als PDF."),
]
_MARKS = (RecallBy.ITEM, RecallBy.LOT, RecallBy.BATCH, RecallBy.SUPPLIER, RecallBy.EAN)


def add_to(stock: typer.Typer) -> None:
    stock.command("recall")(recall)
    stock.command("calls")(calls)
    stock.command("called")(called)


def recall(
    context: typer.Context,
    item: Annotated[str | None, typer.Option(metavar="PRODUCT")] = None,
    lot: Annotated[str | None, typer.Option(metavar="PARTIJ", help="Van ons etiket.")] = None,
    batch: Annotated[str | None, typer.Option(metavar="CODE", help="Van de maker.")] = None,
    supplier: Annotated[str | None, typer.Option(metavar="NAAM")] = None,
    ean: Annotated[str | None, typer.Option(metavar="CODE", help="De streepjescode.")] = None,
    reason: Annotated[str, typer.Option(metavar="TEKST", help="Waarom.")] = "",
    show: Annotated[
        int | None, typer.Option("--show", metavar="NUMMER", help="Een eerdere actie.")
    ] = None,
    close: Annotated[
        int | None, typer.Option("--close", metavar="NUMMER", help="Rond deze actie af.")
    ] = None,
    release: Annotated[bool, typer.Option("--release", help="Met --close: geef vrij.")] = False,
    report: _Report = None,
    json_out: JsonOut = None,
) -> int:
    """Roep eten terug: blokkeer het meteen, en zie waar het ligt en wie het kreeg."""
    desk = desk_of(context)
    marks = (item, lot, batch, supplier, ean)
    chosen = [(by, value) for by, value in zip(_MARKS, marks, strict=True) if value]
    if len(chosen) + (show is not None) + (close is not None) != 1:
        raise WrongWords("stock.recall_words")
    if chosen:
        with desk.home.work(desk.actor) as work:
            ident = recalling.recall(work, *chosen[0], reason).recall.id
    else:
        ident = RecallId(show if show is not None else close or 0)
        if close is not None:
            with desk.home.work(desk.actor) as work:
                recalling.close(work, ident, release)
    with desk.home.view(desk.actor) as work:
        found = recalling.report(work, ident)
        names = {one.id: one.name for one in work.store.hubs.all()}
    _tell_recall(desk, found, names, json_out)
    if report is not None:
        _write_report(desk, ident, report)
    return 0


def _write_report(desk: Desk, ident: RecallId, out: Path) -> None:
    with desk.home.work(desk.actor) as work:
        paper = stock_printing.recall_paper(work, ident)
    write_recall(desk, out, paper)


# calls -------------------------------------------------------------------------------------------


def calls(
    context: typer.Context,
    recall: Annotated[int, typer.Argument(metavar="NUMMER", help="Van de terugroepactie.")],
    json_out: JsonOut = None,
) -> int:
    """Wie kreeg het, en wie moet u nog bellen?"""
    desk = desk_of(context)
    with desk.home.view(desk.actor) as work:
        found = recall_calls.call_list(work, RecallId(recall))
    for one in found:
        desk.say(_call_line(desk, one), json_out)
    if not found:
        desk.say(desk.t("Niemand kreeg hier iets van, voor zover wij weten."), json_out)
    if json_out is not None:
        lines = [
            {
                "kind": one.kind.value,
                "who": one.ref,
                "name": one.name,
                "phone": one.phone,
                "got": [
                    {
                        "lot": f"P-{got.lot:06d}",
                        "quantity": got.quantity,
                        "day": got.day.isoformat(),
                    }
                    for got in one.got
                ],
                "result": one.result.value if one.result else None,
            }
            for one in found
        ]
        write_json(json_out, {"recall": recall, "calls": lines})
    return 0


def called(
    context: typer.Context,
    recall: Annotated[int, typer.Argument(metavar="NUMMER", help="Van de terugroepactie.")],
    who: Annotated[str, typer.Argument(metavar="WIE", help="Zoals household:12 in de lijst.")],
    result: Annotated[
        str,
        typer.Argument(
            metavar="UITKOMST",
            help=", ".join([*(one.value for one in CallResult), "undo"]),
        ),
    ],
    remark: Annotated[str, typer.Option(metavar="TEKST")] = "",
) -> int:
    """Leg vast wat er van een telefoontje kwam."""
    desk = desk_of(context)
    kind, _, ref = who.partition(":")
    try:
        chosen = None if result == "undo" else CallResult(result)
        receiver = ReceiverKind(kind)
    except ValueError as error:
        raise WrongWords("stock.call_words", typed=f"{who} {result}") from error
    with desk.home.work(desk.actor) as work:
        done = recall_calls.note_call(work, RecallId(recall), receiver, ref, chosen, remark)
    desk.say(_call_line(desk, done))
    return 0


def _call_line(desk: Desk, one: Call) -> str:
    t = desk.t
    units = sum(got.quantity for got in one.got)
    parts = [f"{one.kind.value}:{one.ref}", one.name or t("niet meer bekend"), one.phone]
    parts.append(t.many("{n} stuk", "{n} stuks", units))
    parts.append(t.term("call_result", one.result) if one.result else t("nog bellen"))
    return ", ".join(part for part in parts if part)


def _tell_recall(
    desk: Desk, found: RecallReport, names: dict[Any, str], json_out: str | None
) -> None:
    t, lots = desk.t, {lot.id: lot for lot in found.lots}
    items = {item.id: item.name for item in found.items}

    def called(lot: Lot) -> str:
        return f"{items[lot.item]}, {lot.code}"

    held = t.many("{n} partij geblokkeerd.", "{n} partijen geblokkeerd.", len(lots))
    desk.say(t("Terugroepactie {id}: {held}", id=found.recall.id, held=held), json_out)
    for one in found.lying:
        desk.say(
            f"- {names[one.place.hub]} {one.place.label}: {one.quantity} × {called(one.lot)}",
            json_out,
        )
    for gone in found.handed_out:
        text = t(
            "{n} × {what} uitgegeven op {day:date}: {why}",
            n=gone.quantity,
            what=called(lots[gone.lot]),
            day=gone.movement.day,
            why=gone.reason,
        )
        desk.say(f"- {text}", json_out)
    if json_out is not None:
        write_json(json_out, _recall_json(found, names, items))


def _recall_json(
    found: RecallReport, names: dict[Any, str], items: dict[Any, str]
) -> dict[str, Any]:
    lots = {lot.id: lot for lot in found.lots}
    return {
        "recall": found.recall.id,
        "by": found.recall.by_what.value,
        "value": found.recall.value,
        "ready_before": found.recall.ready_before.isoformat(timespec="minutes"),
        "closed": found.recall.closed_at is not None,
        "lots": [
            lot_json(lot)
            | {"item": items[lot.item], "supplier": lot.supplier, "blocked": lot.blocked}
            for lot in found.lots
        ],
        "lying": [
            lot_json(one.lot)
            | {
                "item": items[one.lot.item],
                "hub": names[one.place.hub],
                "place": one.place.label,
                "quantity": one.quantity,
                "on_the_road": one.place.role is PlaceRole.ROAD,
            }
            for one in found.lying
        ],
        "handed_out": [
            lot_json(lots[one.lot])
            | {
                "item": items[lots[one.lot].item],
                "quantity": one.quantity,
                "day": one.movement.day.isoformat(),
                "cause": one.reason,
                "receivers": [{"kind": r.kind.value, "ref": r.ref} for r in one.receivers],
            }
            for one in found.handed_out
        ],
        "written_off": found.written_off,
    }
